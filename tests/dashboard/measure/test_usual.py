"""What is usual: past days by the clock, and the same weekday's median and range, right on both nights of the year."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.ledger import Ledger
from dashboard.measure import curves
from dashboard.measure.cut import Gauge
from dashboard.measure.days import midnight
from dashboard.measure.opening import holidays_on
from dashboard.measure.usual import clock_slots, day_curves, missing_days, usual
from dashboard.model import Conversation, DayCurves, Message, Ribbon
from tests.dashboard.archives import OSLO_NIGHTS, WrittenEar, conversations

OSLO = ZoneInfo("Europe/Oslo")
TUESDAY = date(2026, 11, 17)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)  # of 23 and of 25 hours
NOON = 48  # the slot of 12:00
TWO = range(8, 12)  # the slots of 02:00 to 02:45


def past_day(day, value, key="queue_size", **more):
    """A day with the same value in each slot."""
    return DayCurves(day=day, curves={key: (value,) * 96}, **more)


def weeks_before(today, *values, **more):
    return [past_day(today - timedelta(weeks=n), value, **more) for n, value in enumerate(values, 1)]


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def asked(number, begun, replied=None):
    """A conversation that begins, and perhaps gets its reply."""
    said = [Message(id="1", at=begun, author="customer", text="neutral")]
    if replied:
        said.append(Message(id="2", at=replied, author="agent", agent="anna", text="cold"))
    return Conversation(id=str(number), channel="facebook", created_at=begun, messages=tuple(said))


def ledger_of(*told):
    ledger = Ledger(WrittenEar())
    ledger.fold(told)
    return ledger


def gauge(instant):
    return Gauge(at=instant.timestamp(), target=600.0, zone=OSLO)


# ── A day by the clock ───────────────────────────────────────────────────────────────────────────────


def test_a_day_has_96_quarters_that_of_spring_92_and_that_of_autumn_100():
    assert clock_slots(TUESDAY, OSLO) == tuple(range(96))
    assert clock_slots(SPRING, OSLO) == (*range(8), *range(12, 96))
    assert clock_slots(AUTUMN, OSLO) == (*range(12), *range(8, 96))
    assert clock_slots(SPRING, ZoneInfo("Asia/Beirut")) == tuple(range(4, 96))  # its midnight is 01:00


def test_a_finished_day_is_counted_by_its_clock():
    ledger = ledger_of(
        asked(1, at("2026-11-17T11:00:00"), at("2026-11-17T11:05:00")),  # 12:00 in Oslo
        asked(2, at("2026-11-17T11:01:00"), at("2026-11-17T11:08:00")),
        asked(3, at("2026-11-17T22:59:59")),  # the day's last second
        asked(4, at("2026-11-17T23:00:00")),  # the next day's first
    )
    made = day_curves(ledger, gauge(at("2026-11-18T09:00:00")), TUESDAY)
    assert made.day == TUESDAY
    assert made.curves["waits_begun"][NOON] == 2
    middle = 360  # between 5 and 7 minutes, in each hour that reaches back to noon
    assert made.curves["first_response_time"][NOON - 1 : NOON + 5] == (None, *[middle] * 4, None)
    assert made.curves["replies_out"][NOON] == 2
    assert made.curves["queue_size"][NOON] == 0
    assert made.curves["waits_begun"][95] == 1
    assert sum(made.curves["messages_in"]) == 3
    assert made.curves["waits_begun_last_hour"][NOON : NOON + 5] == (
        2,
        2,
        2,
        1,
        0,
    )  # the hour up to 13:00 leaves out 12:00


def test_the_hour_before_midnight_counts_in_the_first_slots_of_the_last_hour():
    ledger = ledger_of(asked(1, at("2026-11-16T22:50:00")), asked(2, at("2026-11-16T23:05:00")))
    made = day_curves(ledger, gauge(at("2026-11-18T09:00:00")), TUESDAY)
    assert made.curves["waits_begun"][:2] == (1, 0)
    assert made.curves["waits_begun_last_hour"][:5] == (2, 2, 2, 1, 0)


def test_the_hour_that_the_clock_reads_twice_is_the_mean_of_the_two():
    first, second = at("2026-10-25T00:00:00"), at("2026-10-25T01:00:00")  # both 02:00 in Oslo
    ledger = ledger_of(
        *(asked(n, first, first + timedelta(seconds=100)) for n in range(3)),
        *(asked(n, second, second + timedelta(seconds=300)) for n in range(3, 4)),
        asked(
            9, first + timedelta(minutes=15), first + timedelta(minutes=16)
        ),  # a reply in one 02:15 of the two
    )
    made = day_curves(ledger, gauge(at("2026-10-26T09:00:00")), AUTUMN).curves
    assert made["waits_begun"][8] == 2
    assert made["first_response_time"][7:13] == (None, 140, 200, 200, 200, None)  # of the hours up to each
    assert made["waits_begun"][9] == 0.5


def test_the_hour_that_the_clock_leaves_out_has_no_data():
    made = day_curves(ledger_of(), gauge(at("2026-03-30T09:00:00")), SPRING).curves
    assert [place for place, value in enumerate(made["waits_begun"]) if value is None] == list(TWO)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_finished_day_is_what_its_own_wall_showed_at_its_last_instant(data):
    night = data.draw(st.sampled_from(OSLO_NIGHTS))
    ledger = ledger_of(*data.draw(conversations(around=night)))
    day = night.astimezone(OSLO).date() - timedelta(days=data.draw(st.integers(0, 3)))
    end = midnight(day + timedelta(days=1), OSLO)
    shown = curves.today(ledger, Gauge(at=float(np.nextafter(end, 0)), target=600.0, zone=OSLO))
    kept = day_curves(ledger, gauge(night + timedelta(days=2)), day).curves
    assert {name for name in kept if not name.startswith("topic.")} == shown.keys()
    places = clock_slots(day, OSLO)
    for name in shown.keys() - {"queue_size", "waits_begun_last_hour"}:  # these two include the last instant
        for slot, value in enumerate(shown[name].values):
            if places.count(places[slot]) == 1:
                assert kept[name][places[slot]] == value


def test_the_finished_days_that_are_missing_lie_whole_between_two_instants():
    first, now = at("2026-11-13T23:00:00").timestamp(), at("2026-11-17T12:00:00").timestamp()
    days = [date(2026, 11, 14), date(2026, 11, 15), date(2026, 11, 16)]
    assert list(missing_days([], first, now, OSLO)) == days
    assert list(missing_days([], first + 1, now, OSLO)) == days[1:]
    assert list(missing_days(days[1:2], first, now, OSLO)) == [days[0], days[2]]
    assert list(missing_days([], first, at("2026-11-16T23:00:00").timestamp(), OSLO)) == days
    assert list(missing_days([], now, now, OSLO)) == []


# ── Usual ────────────────────────────────────────────────────────────────────────────────────────────


def test_usual_is_the_median_and_the_range_of_the_same_weekday():
    days = weeks_before(TUESDAY, 10, 20, 30, 40, 50)
    others = [past_day(TUESDAY - timedelta(days=n), 999) for n in (1, 6, 8, 63)]
    ribbon = usual([*days, *others], TUESDAY, OSLO)["queue_size"]
    assert (ribbon.start, ribbon.step) == (at("2026-11-16T23:00:00"), 900)
    assert ribbon.median == (30.0,) * 96
    assert ribbon.low == (14.0,) * 96  # 10 % of the way from 10 to 50, between the first two
    assert ribbon.high == (46.0,) * 96


def test_the_eighth_week_counts_and_the_ninth_does_not():
    ribbon = usual(weeks_before(TUESDAY, *[1] * 4, *[3] * 4, 100), TUESDAY, OSLO)["queue_size"]
    assert (ribbon.median[0], ribbon.high[0]) == (2, 3)


def test_fewer_than_three_weeks_are_not_usual():
    assert usual(weeks_before(TUESDAY, 1, 2), TUESDAY, OSLO) == {}
    assert usual(weeks_before(TUESDAY, 1, 2, 3), TUESDAY, OSLO)["queue_size"].median[0] == 2


def test_three_weeks_are_wanted_in_each_slot_for_itself():
    days = weeks_before(TUESDAY, 1, 2)
    gap = DayCurves(day=TUESDAY - timedelta(weeks=3), curves={"queue_size": (None,) * NOON + (3,) * NOON})
    median = usual([*days, gap], TUESDAY, OSLO)["queue_size"].median
    assert (median[NOON - 1], median[NOON]) == (None, 2)


def test_a_day_said_twice_counts_once_as_it_was_said_last():
    days = weeks_before(TUESDAY, 1, 2, 3)
    assert usual([*days, past_day(days[0].day, 9)], TUESDAY, OSLO)["queue_size"].median[0] == 3


def test_public_holidays_are_left_out():
    # Thursdays before 28 May 2026 in Norway: the 14th is Ascension Day
    today = date(2026, 5, 28)
    days = weeks_before(today, 10, 900, 20, 30)
    assert days[1].day == date(2026, 5, 14)
    ribbons = usual(days, today, OSLO, left_out=lambda day: bool(holidays_on(day, ["NO"])))
    assert ribbons["queue_size"].median == (20.0,) * 96
    assert ribbons["queue_size"].high == (28.0,) * 96


@pytest.mark.parametrize("whose", ["the day's storm", "a marked event"])
def test_of_a_storm_or_an_event_only_the_slots_it_touches_are_left_out(whose):
    span = (at("2026-11-10T11:20:00"), at("2026-11-10T12:00:00"))  # 12:20 to 13:00 in Oslo
    storms, events = ((span,), ()) if whose == "the day's storm" else ((), (span,))
    days = [
        past_day(TUESDAY - timedelta(weeks=1), 900, storms=storms),
        *weeks_before(TUESDAY, 0, 20, 30, 40)[1:],
    ]
    median = usual(days, TUESDAY, OSLO, events=events)["queue_size"].median
    assert median[NOON : NOON + 5] == (35, 30, 30, 30, 35)


@pytest.mark.parametrize(("today", "slots"), [(SPRING, 92), (AUTUMN, 100)])
def test_the_ribbon_has_as_many_slots_as_today_and_stands_at_its_clock(today, slots):
    ramp = tuple(float(slot) for slot in range(96))
    days = [DayCurves(day=today - timedelta(weeks=n), curves={"queue_size": ramp}) for n in (1, 2, 3)]
    ribbon = usual(days, today, OSLO)["queue_size"]
    assert len(ribbon.median) == len(ribbon.low) == len(ribbon.high) == slots
    for hour in (0, 1, 3, 12, 23):
        instant = datetime.combine(today, time(hour), OSLO).timestamp()
        assert ribbon.median[int((instant - ribbon.start.timestamp()) // 900)] == hour * 4
    if today == AUTUMN:
        assert ribbon.median[8:12] == ribbon.median[12:16] == (8, 9, 10, 11)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), min_size=96, max_size=96), min_size=1, max_size=9
    ),
    st.sampled_from([TUESDAY, SPRING, AUTUMN, SPRING + timedelta(weeks=2)]),
)
def test_every_slot_is_numpys_quantile_of_its_weeks_or_nothing(table, today):
    days = [
        DayCurves(day=today - timedelta(weeks=n), curves={"balance": tuple(values)})
        for n, values in enumerate(table, 1)
    ]
    ribbon = usual(days, today, OSLO).get("balance")
    for slot, place in enumerate(clock_slots(today, OSLO)):
        known = [values[place] for values in table[:8] if values[place] is not None]
        found = (None,) * 3 if ribbon is None else (ribbon.low[slot], ribbon.median[slot], ribbon.high[slot])
        wanted = tuple(np.quantile(known, [0.1, 0.5, 0.9])) if len(known) >= 3 else (None,) * 3
        assert found == pytest.approx(wanted)


# ── At an instant ────────────────────────────────────────────────────────────────────────────────────


def test_within_a_slot_the_usual_lies_between_those_of_the_slots_around_it():
    ribbon = Ribbon(start=at("2026-11-16T23:00:00"), step=900, median=(4, 8, None, 6))
    begin = ribbon.start.timestamp()
    assert ribbon.at(begin) == 4
    assert ribbon.at(begin + 800) == 4  # nothing is before the first
    assert ribbon.at(begin + 900 + 450) == 6  # half of each
    assert ribbon.at(begin + 2 * 900 + 450) == 8  # the one there is
    assert ribbon.at(begin - 1) is None
    assert ribbon.at(begin + 4 * 900) is None
