"""What of a Snapshot is kept: all that is drawn, no word of a customer's, nobody's name without a leave."""

import msgspec
from msgspec.structs import replace

from dashboard.events import Event
from dashboard.pictures import picture
from dashboard.snapshot import Alert
from dashboard.voice.values import Term
from tests.data.history.pages import released, snapshot

SHOWN = snapshot(7, shown=(released(5, text="Nettet er nede igjen"),))


def said(kept):
    return msgspec.json.encode(kept).decode()


def test_a_sentence_is_in_it_by_its_id_alone_and_candidates_and_deeds_are_not():
    kept = picture(SHOWN, names=True)
    assert [(each.id, each.text) for each in kept.voice.shown] == [("s5", "")]
    assert kept.voice.candidates == kept.voice.deeds == ()
    assert "nede" not in said(kept)
    assert "Nobody" not in said(kept)


def test_a_term_that_few_said_has_no_text():
    assert picture(SHOWN, names=False).terms == (SHOWN.terms[0], Term("", 4, 0.0, 2.0))


def test_without_a_leave_colleagues_are_numbers_by_what_they_carry_now():
    kept = picture(SHOWN, names=False)
    loads = [(name, load.open) for name, load in kept.reading.now.load.items()]
    assert loads == [("1", 3), ("2", 7), ("3", 9)]
    assert [(each.id, each.name) for each in kept.agents] == [("1", ""), ("2", ""), ("3", "")]
    for name in ("anna", "Anna", "bo", "Bo", "ecilie"):
        assert f'"{name}' not in said(kept)


def test_without_a_leave_nobody_reads_who_saw_an_alert_or_marked_an_event():
    at = SHOWN.made_at
    alert = Alert(id="a", name="queue", number="now.queue_size", unit="count", value=9.0, limit=5.0, above=True,
                  since=at, acknowledged_by="Kari", acknowledged_at=at)  # fmt: skip
    seen = replace(SHOWN, alerts=(alert,), events=(Event(kind="annotation", at=at, text="match", by="Ola"),))
    kept = picture(seen, names=False)
    assert kept.alerts == (replace(alert, acknowledged_by=""),)
    assert [(each.text, each.by) for each in kept.events] == [("match", "")]
    assert picture(seen, names=True).alerts == seen.alerts


def test_with_their_leave_they_are_named_and_what_single_ones_did_is_not_kept_all_the_same():
    kept = picture(SHOWN, names=True)
    assert kept.agents == SHOWN.agents
    assert kept.reading.now.load == SHOWN.reading.now.load
    assert set(kept.reading.by) == {"channel"}


def test_everything_else_is_as_it_was():
    kept = picture(SHOWN, names=True)
    same = {"reading": SHOWN.reading, "voice": SHOWN.voice, "terms": SHOWN.terms}
    assert replace(kept, **same) == SHOWN
    assert kept.reading.windows == SHOWN.reading.windows


def test_a_snapshot_without_numbers_has_a_picture_too():
    empty = replace(SHOWN, reading=None, agents=())
    assert picture(empty, names=False).reading is None
