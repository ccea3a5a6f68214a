"""The command that says what is heard in each line, run as a person runs it."""

import gzip
import json

import pytest

from tests.running import run, settings

__all__ = ["settings"]

KEYS = {"id", "language", "sentiment", "probabilities", "topics", "masked", "places"}
MEGABYTE = 1_000_000


def analysed(*arguments, settings, told=b""):
    """The exit status, what was said of each line, and what was said of the lines themselves."""
    done = run("analyse", *arguments, settings=settings, told=told)
    said = [line.partition("data.ear.analysing: ")[2] for line in done.stderr.splitlines()]
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], said


def test_json_lines_are_heard_in_order_and_bad_ones_are_named_and_left_out(settings):
    status, heard, skipped = analysed(
        settings=settings,
        told=b"\xef\xbb\xbf"
        + b"\n".join(
            [
                b'{"id": "a", "text": "Nettet er nede igjen, og jeg er rasende! Ring Kari Nordli, 918 27 364"}',
                '{"id": 2, "reply": "Huff, det forstår jeg godt er kjipt! Vi ser på det. /Erlend"}'.encode(),
                b"",
                b'{"text": 5}',
                b'{"text": "half',
                b'{"id": "neither"}',
                b'{"text": null, "reply": null}',
                b'["text"]',
                b'{"text": "\xff"}',
                b'{"id": null, "text": "Jeg bor i Bergen og fakturaen er feil", "reply": null, "more": 1}',
                b'{"id": "empty", "text": ""}',
                b'{"id": "silent", "reply": ""}',
            ]
        ),
    )
    assert status == 0
    assert [each["id"] for each in heard] == ["a", 2, None, "empty", "silent"]
    angry, reply, bill, empty, silent = heard
    assert angry.keys() == bill.keys() == empty.keys() == KEYS
    assert (angry["sentiment"], angry["language"]) == ("negative", "nb")
    assert angry["topics"][0] == "broadband_down"
    assert angry["masked"] == "Nettet er nede igjen, og jeg er rasende! Ring ▇▇▇, ▇▇▇"
    assert sum(angry["probabilities"].values()) == pytest.approx(1, abs=0.001)
    assert reply == {"id": 2, "meets_feeling": True, "signature": "Erlend"}
    assert (bill["topics"][0], bill["places"]) == ("invoice", ["Bergen"])
    assert empty["masked"] == ""
    assert silent == {"id": "silent", "meets_feeling": False, "signature": None}
    assert skipped == [
        "line 4: skipped: Expected `str | null`, got `int` - at `$.text`",
        "line 5: skipped: Input data was truncated",
        "line 6: skipped: it has neither text nor reply",
        "line 7: skipped: it has neither text nor reply",
        "line 8: skipped: Expected `object`, got `array`",
        "line 9: skipped: is not UTF-8",
    ]


def test_plain_lines_are_texts_called_by_their_numbers(settings):
    told = b'Nettet er nede\r\n\nHej, jag heter Siri Nordli\n{"text": "a brace is a letter here"}\n\xff\n'
    status, heard, skipped = analysed(settings=settings, told=told)
    assert status == 0
    assert [(each["id"], each["masked"]) for each in heard] == [
        (1, "Nettet er nede"),
        (3, "Hej, jag heter ▇▇▇"),
        (4, '{"text": "a brace is a letter here"}'),
    ]
    assert skipped == ["line 5: skipped: is not UTF-8"]


def test_a_dash_is_standard_input(settings):
    status, heard, _ = analysed("-", "--json", settings=settings, told=b"Nettet er nede\n")
    assert (status, [each["masked"] for each in heard]) == (0, ["Nettet er nede"])


@pytest.mark.parametrize("told", [b"", b"\n \n\xef\xbb\xbf\n"])
def test_of_nothing_nothing_is_said(settings, told):
    assert analysed(settings=settings, told=told) == (0, [], [])


def test_a_text_of_a_megabyte_is_heard_and_what_is_masked_of_it_is_short(settings):
    text = ("Nettet er nede igjen! " * MEGABYTE)[:MEGABYTE]
    lines = [{"id": 1, "text": text}, {"id": 2, "text": "9" * MEGABYTE}, {"id": 3, "reply": text}]
    status, heard, skipped = analysed(settings=settings, told="\n".join(map(json.dumps, lines)).encode())
    assert (status, [each["id"] for each in heard], skipped) == (0, [1, 2, 3], [])
    assert heard[0]["topics"] == ["broadband_down"]
    assert all(len(each["masked"]) < 2100 for each in heard[:2])


def test_a_file_may_be_gzip_and_one_that_is_not_there_ends_with_2(settings, tmp_path):
    packed = tmp_path / "lines.jsonl.gz"
    packed.write_bytes(gzip.compress(b'{"id": 1, "text": "Nettet er nede"}\n'))
    assert [each["id"] for each in analysed(packed, "--json", settings=settings)[1]] == [1]
    status, heard, _ = analysed(tmp_path / "none", settings=settings)
    assert (status, heard) == (2, [])


def test_a_file_that_breaks_off_says_so_and_ends_with_2(settings, tmp_path):
    packed = tmp_path / "lines.jsonl.gz"
    packed.write_bytes(gzip.compress(b'{"id": 1, "text": "Nettet er nede"}\n' * 2000)[:-20])
    done = run("analyse", packed, settings=settings)
    assert done.returncode == 2
    assert "can't be read" in done.stderr
