"""What is learned is the same each time, comes from the lines given, and on top of what was known stays near."""

import json

import numpy as np
import pytest

from dashboard.problems import ModelProblem
from dashboard.voice.ear import TrainedEar
from dashboard.voice.features import features
from dashboard.voice.model import Scorer
from dashboard.voice.sentiment import Kinds
from data.ear import labelled
from data.ear.hearing import shipped, taught
from data.ear.labelled import Labelled, corpus, read, set_apart
from data.ear.learning import learn, sure_from
from data.ear.on_top import learn_on_top
from data.taxonomies import load

GOOD = ("takk for hjelpen", "så bra levert", "veldig fornøyd", "dere er gode")
BAD = ("så elendig", "dette er dårlig", "lei av dere", "aldri noe svar")
PLAIN = ("når kommer montøren", "hvor er fakturaen", "kan jeg bytte dag", "hva koster det")
SMALL = [
    Labelled(id=f"{mood}{place}{more}", text=f"{text} {more}", lang="nb", sentiment=mood, topic=topic)
    for mood, topic, texts in (
        ("positive", "praise", GOOD),
        ("negative", "waiting_for_us", BAD),
        ("neutral", "invoice", PLAIN),
    )
    for place, text in enumerate(texts)
    for more in ("i dag", "i går", "nå", "igjen")
]
PUBLIC = [
    Labelled(set="reviews", lang="sv", label=mood, text=f"{text} {more}", binary=binary)
    for mood, text, binary in (
        ("positive", "jättebra film", False),
        ("negative", "urusel film", False),
        ("neutral", "filmen är från 1999", False),
        ("positive", "toppen", True),
        ("negative", "uselt", True),
    )
    for more in ("i dag", "i går", "nu", "igen")
]
SPOKEN = [Labelled(text="Das Internet geht nicht", lang="other"), Labelled(text="I can't log in", lang="en")]


TAXONOMY = load("telecom")


LEANING = (("festlig", "good"), ("begredelig", "bad"))


def made(lines, leaning=LEANING):
    return learn(lines, SPOKEN, leaning, TAXONOMY, seed=0, say=lambda _: None)


def hearing(model):
    return TrainedEar(model, TAXONOMY, meets_feeling=lambda _: False)


def test_the_same_lines_give_the_same_bytes():
    assert made([*SMALL, *PUBLIC]).to_bytes() == made([*SMALL, *PUBLIC]).to_bytes()


def test_what_was_learned_is_heard():
    ear = hearing(made(SMALL))
    shares = ear.probabilities(["veldig fornøyd med dere", "dette er så elendig", "når er fakturaen klar"])
    assert shares.argmax(axis=1).tolist() == [2, 0, 1]


def test_without_lines_of_the_trade_nothing_can_be_learned():
    with pytest.raises(ModelProblem, match="there is no line"):
        made(PUBLIC)


def test_a_line_of_which_no_neutral_is_known_teaches_none():
    """The public head of a model knows neutral from the sets that have it."""
    assert set(made([*SMALL, *PUBLIC]).heads) == {"kind", "public", "trade", "language", "topic"}


def test_what_english_sets_say_has_no_part_in_telling_a_customer_from_a_stranger():
    english = [Labelled(set="films", lang="en", label=mood, text=mood) for mood in ("positive", "neutral")]
    heads = made([*SMALL, *PUBLIC, *english]).heads
    assert Kinds(heads["kind"].classes).kinds == ("reviews", "trade")
    assert len(heads["public"].extra) == 2


def test_plain_opinions_teach_mood_and_nothing_else_and_are_the_trade_s():
    plain = [
        Labelled(set=labelled.PLAIN, lang="nb", label="positive", text=text)
        for text in ("nydelig", "nydelig!")
    ]
    without, taught = made([*SMALL, *PUBLIC]), made([*SMALL, *PUBLIC, *plain])
    place = 2  # positive, as MOODS are ordered
    before, after = (hearing(each).probabilities(["nydelig"])[0, place] for each in (without, taught))
    assert after > before + 0.5
    assert Kinds(taught.heads["kind"].classes).kinds == ("reviews", "trade")
    for name in ("language", "topic"):
        assert (taught.heads[name].weights == without.heads[name].weights).all()


def test_a_listed_word_that_no_line_has_is_heard_as_it_leans():
    """What listed words weigh is learned from others of the list: that "festlig" is good tells of "artig"."""
    lines = [
        Labelled(set="reviews", lang="nb", label=mood, text=f"{text} {more}")
        for mood, text in (
            ("positive", "så festlig"),
            ("negative", "så begredelig"),
            ("neutral", "filmen er ny"),
        )
        for more in ("i dag", "i går", "nå", "igjen")
    ]
    without, listed = (
        hearing(made([*SMALL, *lines], [*LEANING, *more])).probabilities(["artig"])[0, 2]
        for more in ((), (("artig", "good"),))
    )
    assert listed > without


def test_what_is_left_out_of_the_taxonomy_s_hits_is_the_same_each_time_and_not_all():
    model = made(SMALL)
    assert (model.heads["topic"].extra == made(SMALL).heads["topic"].extra).all()
    (heard,) = hearing(model).hear(["når kommer fakturaen"])
    assert heard.topics[0] == "invoice"


def test_where_all_public_sets_are_english_they_are_told_apart_all_the_same():
    english = [Labelled(set="films", lang="en", label=line.label, text=line.text) for line in PUBLIC]
    assert Kinds(made([*SMALL, *english]).heads["kind"].classes).kinds == ("films", "trade")


def test_each_mood_of_a_set_is_heard_as_loud_however_rare_it_is():
    same = [
        Labelled(set="reviews", lang="sv", label=mood, text="filmen")
        for mood, times in (("positive", 90), ("neutral", 10))
        for _ in range(times)
    ]
    public = made([*SMALL, *same]).heads["public"]
    (shares,) = Scorer(public).probabilities(features(["filmen"]), np.array([[1, 0]]))
    assert shares[public.classes.index("neutral")] == pytest.approx(0.5, abs=0.02)


def test_a_correction_on_top_is_taken_and_the_rest_stays_as_it_was():
    before = shipped()
    odd = "Snodig, nå lyser den grønt hele natta"
    now = learn_on_top(
        before,
        [Labelled(text=odd, sentiment="positive", topic="device")] * 3,
        corpus(test=False)[:300],
        TAXONOMY,
    )
    others = [line.text for line in corpus(test=True)]
    old, new = hearing(before), hearing(now)
    place = 2  # positive, as MOODS are ordered
    assert new.probabilities([odd])[0, place] > old.probabilities([odd])[0, place]
    moved = np.abs(new.probabilities(others) - old.probabilities(others)).max(axis=1)
    assert np.median(moved) < 0.05
    assert now.heads["language"] is before.heads["language"]
    assert now.figures == before.figures


def test_on_top_of_a_model_a_file_without_labels_teaches_nothing(tmp_path):
    file = tmp_path / "corrections.jsonl"
    file.write_text('{"text": "Hei"}\n', encoding="utf-8")
    with pytest.raises(ModelProblem, match="no line has a sentiment"):
        taught([file])


def test_unsure_begins_where_fewer_than_half_are_right():
    sure = np.repeat([0.42, 0.48, 0.52, 0.9], 25)
    hit = np.concatenate([np.arange(25) % 5 == 0, np.arange(25) % 3 == 0, np.ones(50, bool)])
    shares = np.stack([sure, 1 - sure - 0.01, np.full(100, 0.01)], axis=1)
    shares[:, 1:] = np.minimum(shares[:, 1:], sure[:, None] - 0.01)
    assert sure_from(shares, np.where(hit, 0, 1)) == pytest.approx(0.52, abs=0.05)


def test_the_tenth_of_a_public_set_is_never_learned_from_and_all_of_a_team_s_own_is():
    public = [Labelled(set="reviews", text=f"text {number}") for number in range(1000)]
    assert 70 < sum(map(set_apart, public)) < 130
    assert not any(set_apart(Labelled(text=line.text)) for line in public)


def test_a_bad_line_is_left_out_and_said_with_its_number(tmp_path, logs):
    logs.expect("lines.jsonl, line 2: left out")
    file = tmp_path / "lines.jsonl"
    good = json.dumps({"text": "Hei", "lang": "nb", "sentiment": "neutral"})
    file.write_text(f"{good}\n{{\n\n{good}\n", encoding="utf-8")
    assert [line.text for line in read(file)] == ["Hei", "Hei"]
    assert logs.said("line 2") == 1


def test_the_corpus_test_part_is_not_in_what_is_learned_from():
    learned, held = ({line.id for line in corpus(test=test)} for test in (False, True))
    assert not learned & held
    assert 0.15 < len(held) / len(learned | held) < 0.25
