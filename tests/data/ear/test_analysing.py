"""Each line of a file or of standard input gets its own line of what was heard."""

import json
import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from dashboard.settings import Settings
from data.ear.analysing import analyse
from data.ear.hearing import analyst
from data.ear.scoring import calibration_error, macro_f1, masking_scores, mood_scores

HOUSE = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def voice():
    return analyst(Settings())


def said(lines, voice):
    return list(analyse([line.encode() for line in lines], voice))


def test_a_customers_text_gets_its_language_mood_topics_mask_and_places(voice):
    text = "Nettet er nede i Tromsø IGJEN, så lei!! Ring meg på 912 34 567"
    (line,) = said([json.dumps({"id": "m1", "text": text})], voice)
    assert list(line) == ["id", "language", "sentiment", "probabilities", "topics", "masked", "places"]
    assert (line["id"], line["language"], line["sentiment"]) == ("m1", "nb", "negative")
    assert math.isclose(sum(line["probabilities"].values()), 1, abs_tol=0.001)
    assert list(line["probabilities"]) == ["negative", "neutral", "positive"]
    assert line["topics"][0] == "broadband_down"
    assert "912" not in line["masked"]
    assert line["places"] == ("Tromsø",)


def test_a_reply_gets_whether_it_meets_the_feeling_and_who_signed_it(voice):
    reply = {
        "id": 7,
        "customer": "Nede igjen!",
        "reply": "Huff, det skjønner jeg er kjipt! Jeg ser på det. /Erlend",
    }
    assert said([json.dumps(reply)], voice) == [{"id": 7, "meets_feeling": True, "signature": "Erlend"}]


def test_a_bad_line_is_said_with_its_number_and_the_others_are_heard(voice, logs):
    logs.expect("line 2: skipped")
    logs.expect("line 4: skipped: it has neither text nor reply")
    lines = [
        json.dumps({"id": 1, "text": "Hei"}),
        '{"id": 2',
        "",
        '{"id": 3}',
        json.dumps({"id": 4, "text": "Ha det"}),
    ]
    assert [line["id"] for line in said(lines, voice)] == [1, 4]


def test_what_is_not_json_is_a_message_a_line(voice):
    assert [line["id"] for line in said(["Hei på dere", "", "[ikke JSON]"], voice)] == [1, 3]


def test_the_command_reads_standard_input():
    done = subprocess.run(
        [sys.executable, "main.py", "analyse", "--json"], cwd=HOUSE, input=b"Tusen takk!\n",
        capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout)["sentiment"] == "positive"


def test_scores_are_what_their_names_say():
    assert macro_f1(["a", "a", "b", "b"], ["a", "b", "b", "b"]) == pytest.approx(
        (2 / 3 + 4 / 5) / 2, abs=1e-4
    )
    assert calibration_error(np.array([0.85, 0.85, 0.85, 0.85]), np.array([True, True, True, False])) == 0.1
    scores = mood_scores(
        ["negative", "positive", "neutral"],
        np.array([[0.1, 0.1, 0.8], [0.2, 0.2, 0.6], [0.3, 0.4, 0.3]], np.float32),
        ["positive", "positive", "unsure"],
        ("negative", "neutral", "positive"),
    )
    assert (scores["accuracy"], scores["unsure"], scores["hard_flips"]) == (0.6667, 0.3333, 0.3333)
    assert scores["accuracy_of_sure"] == 0.5


def test_masking_is_scored_by_what_is_gone_and_what_was_changed_in_vain():
    lines = [
        ("Kari ringte", "▇▇▇ ringte", [{"kind": "name", "text": "Kari"}]),
        ("Ola ringte", "Ola ringte", [{"kind": "name", "text": "Ola"}]),
        ("Hei", "Hei", []),
        ("Moss", "▇▇▇", []),
    ]
    scores = masking_scores(lines)
    assert scores["by_kind"] == {"name": 0.5}
    assert scores["clean_lines_changed"] == 0.5
