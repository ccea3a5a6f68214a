"""Annotations: put on the time axis and taken off it, planned or looked back on; and the day's storms beside them."""

from datetime import date, timedelta

import msgspec
import pytest
from msgspec.structs import replace

from dashboard.alerts import Alerts
from dashboard.annotations import Annotations
from dashboard.events import Annotate, Event, Strike
from dashboard.feed import Feed
from dashboard.model import Changes
from dashboard.settings import Settings
from dashboard.voice.values import Wish
from data.deeds import DeedsFile, DeedsInMemory
from tests.dashboard.archives import WrittenEar
from tests.dashboard.test_chronicle import Notebook
from tests.dashboard.test_lookback import MIDNIGHT, OSLO, TODAY, Told, asked, look, made, quiet_weeks, wave

HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)
NOON = MIDNIGHT + 12 * HOUR
FIGHT = Annotate(text="Pay-Per-View", at=MIDNIGHT + 20 * HOUR, by="Kari")
CUT = Annotate(text="fibre cut Sandnes", at=NOON - 30 * HOUR, until=NOON - 26 * HOUR, by="Ola")


def annotations(*wishes, deeds=None, at=NOON):
    found = Annotations(deeds or DeedsInMemory(), OSLO)
    for each in wishes:
        assert found.wish(each, at)
    return found


def test_what_is_planned_for_today_is_there_at_once_and_what_is_of_another_day_is_not():
    found = annotations(FIGHT, CUT, replace(FIGHT, at=NOON + DAY))
    (event,) = found.today(NOON)
    assert (event.kind, event.at, event.until, event.text, event.by) == (
        "annotation", FIGHT.at, None, "Pay-Per-View", "Kari",
    )  # fmt: skip
    assert [each.text for each in found.today(NOON - DAY)] == ["fibre cut Sandnes"]


def test_one_that_lasts_over_midnight_belongs_to_both_days():
    found = annotations(replace(FIGHT, until=MIDNIGHT + DAY + HOUR))
    assert len(found.today(NOON)) == len(found.today(NOON + DAY)) == 1


def test_an_end_before_its_begin_is_none():
    assert annotations(replace(FIGHT, until=FIGHT.at - HOUR)).today(NOON)[0].until is None


def test_what_is_struck_is_gone_and_only_what_is_there_can_be():
    found = annotations(FIGHT)
    (event,) = found.all()
    assert not found.wish(Strike(id="another", by="Ola"), NOON)
    assert found.wish(Strike(id=event.id, by="Ola"), NOON + HOUR)
    assert not found.wish(Strike(id=event.id, by="Ola"), NOON + HOUR)
    assert found.all() == found.today(NOON) == found.spans() == ()


def test_a_restart_forgets_none(tmp_path):
    annotations(FIGHT, CUT, deeds=DeedsFile(tmp_path, "an inbox", NOON))
    again = annotations(deeds=DeedsFile(tmp_path, "an inbox", NOON + 30 * DAY))
    assert [each.text for each in again.all()] == ["fibre cut Sandnes", "Pay-Per-View"]


def test_a_wish_is_a_line_of_json_with_limits():
    decoder = msgspec.json.Decoder(Wish)
    line = b'{"wish":"annotate","text":"Pay-Per-View","at":"2026-11-21T20:00:00+01:00","by":"Kari"}'
    assert decoder.decode(line) == replace(FIGHT, at=decoder.decode(line).at)
    assert decoder.decode(line).at == MIDNIGHT + 20 * HOUR
    for wrong in (
        line.replace(b"Pay-Per-View", b""),
        line.replace(b"Pay", b"P" * 99),
        line.replace(b"+01:00", b""),
    ):
        with pytest.raises(msgspec.ValidationError):
            decoder.decode(wrong)


# ── What the history is told ─────────────────────────────────────────────────────────────────────────


def test_a_planned_one_is_told_when_it_begins_and_a_past_one_at_once():
    found = annotations(FIGHT, CUT, at=NOON + MINUTE)
    assert [each.text for each in found.news(NOON, NOON + 2 * MINUTE)] == ["fibre cut Sandnes"]
    assert list(found.news(NOON + 2 * MINUTE, FIGHT.at - MINUTE)) == []
    assert [each.text for each in found.news(FIGHT.at - MINUTE, FIGHT.at)] == ["Pay-Per-View"]
    assert list(found.news(FIGHT.at, FIGHT.at + HOUR)) == []


def test_one_that_began_while_nobody_polled_is_told_afterwards():
    assert len(list(annotations(FIGHT).news(NOON, NOON + 5 * DAY))) == 1


def test_one_that_was_told_is_told_to_be_gone_and_one_that_was_not_is_never_told():
    found = annotations(FIGHT, CUT)
    for each in found.all():
        found.wish(Strike(id=each.id, by="Ola"), NOON + HOUR)
    (gone,) = found.news(NOON + MINUTE, NOON + HOUR)
    assert (gone.text, gone.gone) == ("fibre cut Sandnes", True)
    assert list(found.news(NOON + HOUR, NOON + DAY)) == []


# ── In the feed ──────────────────────────────────────────────────────────────────────────────────────


def test_a_feed_shows_it_at_once_keeps_it_when_it_begins_and_leaves_it_out_of_what_is_usual():
    inbox, hands, notebook = Told(), [NOON], Notebook()
    past = quiet_weeks()
    for back in (7, 14):  # in two of these weeks there was a fight at eight
        (day,) = (each for each in past.days() if each.day == TODAY - timedelta(days=back))
        past.keep(
            replace(
                day,
                curves={name: (*curve[:80], *(99.0,) * 8, *curve[88:]) for name, curve in day.curves.items()},
            )
        )
    feed = Feed(
        inbox, WrittenEar(), Settings(), clock=lambda: hands[0], draw=lambda: 0.0, past=past, history=notebook,
        annotations=Annotations(DeedsInMemory(), OSLO),
    )  # fmt: skip

    def poll(at):
        hands[0] = at
        inbox.next = Changes(at=at, known_since=at - 8 * DAY)
        return feed.poll()

    assert poll(NOON).events == ()
    hands[0] = NOON + timedelta(seconds=10)
    assert [each.text for each in feed.wish(FIGHT).events] == ["Pay-Per-View"]
    assert [entry.events for entry in notebook.entries] == [()]
    before = poll(NOON + MINUTE).usual["waits_begun"].high[80]
    for back in (1, 2):
        feed.wish(
            replace(
                FIGHT,
                at=FIGHT.at - back * timedelta(weeks=1),
                until=FIGHT.at - back * timedelta(weeks=1) + 2 * HOUR,
            )
        )
    assert before > poll(NOON + 2 * MINUTE).usual["waits_begun"].high[80] == 1.0
    assert [each.text for each in poll(FIGHT.at).events] == ["Pay-Per-View"]
    assert notebook.entries[-1].events[0].at == FIGHT.at
    (event,) = feed._annotations.today(FIGHT.at)
    assert feed.wish(Strike(id=event.id, by="Kari")).events == ()


def test_what_is_put_there_at_the_desk_stands_on_the_walls_of_another_feed_before_its_next_poll():
    deeds, hands = DeedsInMemory(), [NOON]

    def feed():
        inbox = Told()
        inbox.next = Changes(at=NOON, known_since=NOON - 8 * DAY)
        made = Feed(
            inbox, WrittenEar(), Settings(), clock=lambda: hands[0], draw=lambda: 0.0,
            alerts=Alerts(Settings(), deeds), annotations=Annotations(deeds, OSLO),
        )  # fmt: skip
        made.poll()
        return made

    desk, walls = feed(), feed()
    assert walls.heed() is None
    hands[0] = NOON + timedelta(seconds=10)
    desk.wish(FIGHT)
    assert [each.text for each in walls.heed().events] == ["Pay-Per-View"]
    assert walls.heed() is None


# ── Storms ───────────────────────────────────────────────────────────────────────────────────────────


def test_todays_storms_are_events_with_their_end_and_a_restart_finds_the_same():
    waves = [*wave(MIDNIGHT + 9 * HOUR, 20), *wave(MIDNIGHT + 15 * HOUR, 20)]
    lookback = made(quiet_weeks(), *waves)
    seen = []
    for minute in range(8 * 60, 24 * 60, 7):
        look(lookback, MIDNIGHT + minute * MINUTE)
        seen.append(lookback.storms)
    running = [each for each in seen if each and each[-1].until is None]
    assert running
    assert {len(each) for each in seen} == {0, 1, 2}
    assert all(each.kind == "storm" and each.until for each in seen[-1])
    again = made(quiet_weeks(), *waves)
    look(again, MIDNIGHT + (24 * 60 - 1) * MINUTE)
    assert again.storms == seen[-1]
    assert look(lookback, MIDNIGHT + DAY + MINUTE).storms == ()


def test_a_storm_that_lasts_over_midnight_begins_there_on_the_next_day():
    begin = MIDNIGHT + DAY
    lookback = made(quiet_weeks(until=date(2026, 11, 22)), *wave(begin - 10 * MINUTE, 40, minutes=20))
    look(lookback, begin - MINUTE)
    look(lookback, begin + 5 * MINUTE, since=MIDNIGHT)
    assert lookback.storms == (Event(kind="storm", at=begin),)
    assert lookback.storm.since < begin


def test_a_single_wait_is_no_storm():
    assert look(made(quiet_weeks(), asked(NOON, 1)), NOON).storms == ()
