"""Pictures: squeezed against the one before, and the same again; with the words that may still be shown."""

import json
from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from dashboard.kept import Entry
from dashboard.measure.days import midnight
from dashboard.pictures import picture
from dashboard.problems import HistoryDamaged
from dashboard.snapshot import Trouble
from dashboard.voice.values import Killed
from data.history.deltas import applied, delta
from data.history.forgetting import Forgotten, forget
from data.history.pictures import unpainted
from data.history.reader import HistoryReader
from tests.data.history.pages import DAY, NOON, OSLO, documents, entry, paintings, released, snapshot

MINUTE, DAYS = timedelta(minutes=1), timedelta(days=1)
END = midnight(DAY + DAYS, OSLO) + 700

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-99, 99)
    | st.floats(-9, 9, width=16)
    | st.text("ab+0", max_size=3),
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(st.text("ab+0", max_size=2), inner, max_size=5)
    ),
    max_leaves=30,
)


@given(json_values, json_values)
@example({"balance": 0.0}, {"balance": -0.0})
def test_what_is_different_gives_the_other_value_again_to_the_letter(before, after):
    change = json.loads(json.dumps(delta(before, after)))
    assert json.dumps(applied(before, change)) == json.dumps(after)


def test_what_is_the_same_is_nothing():
    value = {"a": [1, {"b": 2.0}]}
    assert delta(value, value) == {}


def written(writer, snapshots, *, names=True):
    for day, found in paintings(snapshots, names=names).items():
        writer.write(day, found)


def wanted(each, *, names=True):
    """What is read again of a Snapshot without sentences: its picture, its rare terms without their text."""
    return picture(each, names=names)


@pytest.mark.parametrize("names", [True, False])
@pytest.mark.parametrize("closed", [True, False])
def test_every_minute_is_shown_again_as_it_was(writer, reader, closed, names):
    shown = [snapshot(minute) for minute in range(130)]
    written(writer, shown, names=names)
    if closed:
        writer.close_day(DAY, END)
    for minute in (0, 1, 59, 60, 61, 100, 129):
        assert reader.snapshot(NOON + minute * MINUTE) == wanted(shown[minute], names=names)
        assert reader.snapshot(NOON + minute * MINUTE + timedelta(seconds=59)) == wanted(
            shown[minute], names=names
        )


def test_a_picture_an_hour_is_whole_and_the_others_are_small(writer):
    found = paintings(snapshot(minute) for minute in range(180))[DAY]
    sizes = [len(each.document) for each in found if each.table == "pictures"]
    whole = [
        place
        for place, each in enumerate(found)
        if each.table == "pictures" and b"before" not in bytes(each.document)
    ]
    assert len(whole) == 3
    assert sorted(sizes)[90] * 3 < max(sizes)


def test_a_minute_without_contact_is_the_picture_that_stood_then(writer, reader):
    lost = replace(
        snapshot(4),
        made_at=NOON + 5 * MINUTE,
        next_poll_at=NOON + 6 * MINUTE,
        trouble=Trouble(kind="refused", since=NOON + 5 * MINUTE),
    )
    written(writer, [snapshot(4), lost])
    assert reader.snapshot(NOON + 5 * MINUTE) == wanted(lost)
    assert not reader.snapshot(NOON + 5 * MINUTE).fresh


def test_what_nobody_kept_is_no_picture(writer, reader):
    assert reader.snapshot(NOON) is None
    written(writer, [snapshot(0)])
    assert reader.snapshot(NOON - MINUTE) is None
    assert reader.snapshot(NOON + 5 * MINUTE) == wanted(snapshot(0))
    assert reader.snapshot(NOON + 6 * MINUTE) is None


def test_where_polls_are_far_apart_a_picture_stands_until_the_next(writer, reader):
    slow = replace(snapshot(0), next_poll_at=NOON + 30 * MINUTE)
    written(writer, [slow])
    assert reader.snapshot(NOON + 30 * MINUTE) == wanted(slow)
    assert reader.snapshot(NOON + 61 * MINUTE) is None


def test_the_first_minute_of_a_day_may_be_shown_by_the_day_before(writer, reader):
    late = snapshot(0, since=NOON + timedelta(hours=11, minutes=59))  # 23:59 in Oslo
    written(writer, [late])
    assert reader.snapshot(NOON + timedelta(hours=12, minutes=1)) == wanted(late)


def test_a_sentence_is_shown_again_as_long_as_it_is_kept_and_nobody_killed_it(writer, reader):
    releases = (released(5, text="Nettet er nede"), released(6, text="Ingen svarer"))
    writer.write(DAY, documents(Entry(at=NOON, deeds=releases)))
    written(writer, [snapshot(1, shown=releases)])
    writer.close_day(DAY, END)

    def texts():
        return [each.text for each in reader.snapshot(NOON + MINUTE).voice.shown]

    assert texts() == ["Nettet er nede", "Ingen svarer"]
    kill = Killed(at=NOON + DAYS, by="Ola", id="s5")
    writer.write(DAY + DAYS, documents(Entry(at=NOON + DAYS, deeds=(kill,))))
    assert texts() == ["Ingen svarer"]
    forget(writer, Forgotten(writer.folder), 6, END)
    assert texts() == []


def test_whoever_looks_at_one_minute_after_another_reads_no_file_twice(writer, reader, monkeypatch):
    said = released(5)
    written(writer, [snapshot(minute, shown=(said,)) for minute in (0, 1)])
    writer.write(DAY, documents(entry(0, deeds=(said,))))
    for day in range(1, 9):
        deed = Killed(at=NOON + timedelta(days=day), by="Kari", id="another")
        writer.write(DAY + timedelta(days=day), documents(entry(day * 1440, deeds=(deed,))))
    shown = reader.snapshot(NOON)
    assert [each.text for each in shown.voice.shown] == [said.sentence.text]
    read = []
    rows = reader.shelf.rows
    monkeypatch.setattr(reader.shelf, "rows", lambda *asked: read.append(asked) or rows(*asked))
    assert reader.snapshot(NOON + MINUTE).voice.shown == shown.voice.shown
    assert read == []


def test_words_leave_with_the_texts_and_the_picture_stays(writer, reader):
    writer.write(DAY, documents(Entry(at=NOON, deeds=(released(5),))))
    written(writer, [snapshot(1, shown=(released(5),))])
    writer.close_day(DAY, END)
    assert [each.text for each in reader.snapshot(NOON + MINUTE).terms] == ["vepsebol", ""]
    writer.prune(END + 7 * 86400)
    kept = reader.snapshot(NOON + MINUTE)
    assert [each.customers for each in kept.terms] == [4]
    assert kept.voice.shown == ()
    assert kept.reading.now.queue_size == 1
    writer.prune(END + 400 * 86400)
    assert reader.snapshot(NOON + MINUTE) is None


def test_no_file_of_pictures_holds_a_word(writer, folder):
    written(writer, [snapshot(minute, shown=(released(5),)) for minute in range(3)])
    writer.close_day(DAY, END)
    table = HistoryReader(folder, OSLO).shelf.rows(DAY, "pictures", "pictures")
    for number in table:
        said = repr(unpainted(table, number))
        assert "vepsebol" not in said
        assert "Nettet" not in said
    assert b"vepsebol" in (folder / f"{DAY}.texts.json").read_bytes()


def test_a_term_is_kept_once_a_day(writer, reader):
    written(writer, [snapshot(minute) for minute in range(20)])
    assert len(reader.shelf.rows(DAY, "texts", "terms")) == 1


def test_a_term_is_kept_again_on_the_next_day(writer, reader):
    minutes = [snapshot(minute) for minute in (0, 1, 24 * 60)]
    written(writer, minutes)
    assert len(reader.shelf.rows(DAY + timedelta(days=1), "texts", "terms")) == 1
    assert reader.snapshot(NOON + timedelta(days=1)) == wanted(minutes[-1])


def test_a_picture_that_would_be_made_of_another_one_is_none():
    found = paintings(snapshot(minute) for minute in (0, 1, 2))[DAY]
    other = paintings([replace(snapshot(1), inbox="another")])[DAY]
    table = {each.number: each.document for each in (*found, *other) if each.table == "pictures"}
    first, second, last = sorted(table, key=int)
    assert unpainted(table, second).inbox == "another"  # a picture of its own stands there
    with pytest.raises(HistoryDamaged):
        unpainted(table, last)
    del table[first]
    with pytest.raises(HistoryDamaged):
        unpainted({last: table[last]}, last)


def test_a_picture_that_can_not_be_made_out_is_left_out_and_said(writer, reader, logs):
    logs.expect("can't be made out")
    found = paintings(snapshot(minute) for minute in range(4))[DAY]
    writer.write(DAY, [each for each in found if each.number != found[2].number])  # minute 1
    assert reader.snapshot(NOON) == wanted(snapshot(0), names=False)
    assert reader.snapshot(NOON + 3 * MINUTE) is None
    with pytest.raises(HistoryDamaged):
        unpainted({"60": b'{"check":1,"squeezed":"eJw="}'}, "60")


def test_an_hour_that_the_clock_reads_twice_is_shown_twice(writer, reader):
    before = NOON.replace(month=10, day=25, hour=0, minute=30)  # 02:30 in summer
    shown = [snapshot(minute, since=before) for minute in (0, 60)]
    written(writer, shown)
    assert reader.snapshot(before) == wanted(shown[0])
    assert reader.snapshot(before + timedelta(hours=1)) == wanted(shown[1])
