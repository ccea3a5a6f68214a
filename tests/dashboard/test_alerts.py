"""Alerts begin after their minutes, are acknowledged, end with a margin, and never flap."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dashboard.alert_rules import Rule
from dashboard.alerts import LEAST_END, Alerts, Watch, step
from dashboard.feed import Feed
from dashboard.model import Changes, Measured, Now, Share
from dashboard.settings import from_mapping
from dashboard.snapshot import Trouble
from dashboard.voice.values import Acknowledge, Acknowledged, Alerted, Calmed, TopicNow
from data.deeds import DeedsInMemory
from tests.dashboard.archives import WrittenEar
from tests.dashboard.test_feed import NOON, Scripted, conversation
from tests.ui import snapshots

AT = snapshots.AT


def alerts(deeds=None, *, hours=None, **rule):
    said = {"number": "now.queue_size", "above": 20, "minutes": 5} | rule
    tables = {"alerts": {"queue": said}} | ({"hours": hours} if hours else {})
    return Alerts(from_mapping(tables), deeds or DeedsInMemory())


def reading(minutes, queue=30, **more):
    """A Snapshot so many minutes after AT, with so many in the queue."""
    day = snapshots.busy()
    now = replace(day.reading.now, queue_size=queue, **more)
    return replace(day, reading=replace(day.reading, at=AT + timedelta(minutes=minutes), now=now))


def told(watch, queues, *, first=0):
    """What runs at each of one reading a minute."""
    return [bool(watch.look(reading(first + minute, queue))) for minute, queue in enumerate(queues)]


def test_it_begins_after_its_minutes_over_the_limit_and_is_since_the_first_of_them():
    watch = alerts()
    assert told(watch, [19, 30, 30, 30, 30, 30, 30]) == [False] * 6 + [True]
    (alert,) = watch.running
    assert (alert.name, alert.number, alert.value, alert.limit) == ("queue", "now.queue_size", 30.0, 20.0)
    assert alert.since == AT + timedelta(minutes=1)


def test_the_limit_itself_is_not_over_it():
    assert not any(told(alerts(minutes=0), [20, 20]))


def test_a_dip_under_the_limit_begins_the_count_anew():
    assert not any(told(alerts(), [30, 30, 30, 30, 20, 30, 30, 30, 30, 30]))


def test_it_ends_after_as_long_well_under_the_limit():
    watch = alerts()
    told(watch, [30] * 6)
    assert told(watch, [19] * 20, first=6) == [True] * 20, "just under is not well under"
    assert told(watch, [18] * 6, first=26) == [True] * 5 + [False]


def test_one_that_begins_at_once_takes_two_minutes_to_end():
    watch = alerts(minutes=0)
    assert told(watch, [30, 1, 1, 1]) == [True, True, True, False]
    assert LEAST_END == 120.0


def test_below_is_the_same_upside_down():
    watch = alerts(number="today.response_rate.value", above=None, below=0.95, minutes=0)
    said = []
    for minute, rate in enumerate([0.96, 0.94, 0.96, 0.96, 0.96, 0.98, 0.98, 0.98]):
        day = reading(minute)
        today = replace(day.reading.windows["today"], response_rate=Share(value=rate, n=100))
        said.append(bool(watch.look(replace(day, reading=replace(day.reading, windows={"today": today})))))
    assert said == [False, True, True, True, True, True, True, False], "a share can't be more than 1"


BALANCE = "today.sentiment.balance"


@pytest.mark.parametrize(
    ("said", "bad", "not_yet", "well"),
    [
        ({"number": "now.queue_size", "above": 100}, 101, 90.5, 90),
        ({"number": "now.backlog", "below": 100}, 99, 109.5, 110),
        ({"number": "topic.waiting", "topic": "x", "above": 0}, 1, 1, 0),
        ({"number": "today.response_rate.value", "below": 0.5}, 0.4, 0.54, 0.55),
        ({"number": "today.response_rate.value", "below": 0.98}, 0.97, 0.985, 0.99),
        ({"number": BALANCE, "below": -0.2}, -0.3, -0.16, -0.15),
        ({"number": BALANCE, "below": 0}, -0.1, 0.04, 0.05),
        ({"number": BALANCE, "below": 0.98}, 0.9, 0.985, 0.99),
        ({"number": BALANCE, "above": 0.1}, 0.2, 0.06, 0.05),
        ({"number": BALANCE, "above": -0.98}, 0.1, -0.985, -0.99),
    ],
)
def test_it_ends_a_tenth_of_its_limit_away_a_balance_five_hundredths_and_none_further_than_it_can_get(
    said, bad, not_yet, well
):
    (rule,) = from_mapping({"alerts": {"it": said | {"minutes": 0}}}).alerts
    watch = step(rule, Watch(), float(bad), 0.0, 180.0)
    for at in (60.0, 120.0, 180.0, 240.0):
        watch = step(rule, watch, not_yet + 1e-9 * (bad - not_yet), at, 180.0)
    assert watch.alert is not None, "just better than its limit is not well"
    for at in (300.0, 360.0, 420.0):
        watch = step(rule, watch, well - 1e-9 * (bad - well), at, 180.0)
    assert watch.alert is None


@pytest.mark.parametrize("side", ["above", "below"])
def test_the_limit_itself_is_on_the_good_side_of_either(side):
    (rule,) = from_mapping({"alerts": {"it": {"number": "now.backlog", side: 20, "minutes": 0}}}).alerts
    assert step(rule, Watch(), 20.0, 0.0, 180.0).alert is None


def test_a_clock_that_is_set_back_begins_the_count_anew():
    watch = alerts()
    told(watch, [30, 30, 30, 30], first=10)
    assert told(watch, [30] * 6, first=6) == [False] * 5 + [True]


def test_where_the_inbox_is_asked_seldom_it_is_watched_as_seldom():
    tables = {"alerts": {"it": {"number": "now.queue_size", "above": 20, "minutes": 8}}}
    for every, runs in ((120, True), (30, False)):
        watch = Alerts(from_mapping(tables | {"polling": {"every": every}}), DeedsInMemory())
        watch.look(reading(0))
        watch.look(reading(5))
        assert bool(watch.look(reading(10))) == runs


def test_nothing_known_of_a_channel_s_day_is_not_none_of_it():
    watch = alerts(number="today.messages_in", above=None, below=5, minutes=0, channel="Fax")
    assert not watch.look(reading(0))


def test_no_data_neither_begins_nor_ends_an_alert():
    watch = alerts(number="today.response_rate.value", above=None, below=0.65, minutes=0)
    bad = reading(0)
    today = replace(bad.reading.windows["today"], response_rate=Share(value=0.1, n=9))
    watch.look(replace(bad, reading=replace(bad.reading, windows={"today": today})))
    for minute in range(1, 60):
        unknown = reading(minute)
        assert watch.look(replace(unknown, known_since=unknown.reading.at)), "the day began before"
    assert not alerts(minutes=0).look(replace(reading(0), known_since=None))


def test_a_poll_that_failed_neither_begins_nor_ends_an_alert():
    watch = alerts(minutes=0)
    watch.look(reading(0))
    trouble = Trouble(kind="refused", since=AT)
    assert [bool(watch.look(replace(reading(minute, 0), trouble=trouble))) for minute in range(9)] == [
        True
    ] * 9
    assert not alerts(minutes=0).look(replace(reading(0), trouble=trouble))


def test_minutes_that_nobody_saw_do_not_count():
    watch = alerts()
    assert not watch.look(reading(0))
    assert not watch.look(reading(20)), "twenty minutes of silence are no twenty minutes over the limit"
    assert told(watch, [30] * 5, first=21) == [False] * 4 + [True]


def test_where_nobody_waits_the_longest_wait_is_over():
    watch = alerts(number="now.longest_wait", above=1200, minutes=0)
    assert watch.look(reading(0, longest_wait=1490.0))
    nobody = [watch.look(reading(minute, 0, longest_wait=None)) for minute in (1, 2, 3)]
    assert nobody[-1] == ()


def test_a_rule_may_speak_of_one_channel_or_of_one_topic():
    day = reading(0)
    by = {"channel": {"Facebook": Measured(now=Now(queue_size=21)), "X": Measured(now=Now(queue_size=1))}}
    day = replace(day, reading=replace(day.reading, by=by), topics=(TopicNow(id="invoice", customers=12),))
    assert alerts(minutes=0, channel="Facebook").look(day)[0].channel == "Facebook"
    assert not alerts(minutes=0, channel="X").look(day)
    assert alerts(minutes=0, number="topic.customers", topic="invoice", above=10).look(day)[0].value == 12.0
    assert not alerts(minutes=0, number="topic.customers", topic="moving", above=10).look(day)


@pytest.mark.parametrize(
    ("hours", "runs"), [("always", True), ("open", False), ("weekdays 14:00-15:00", True), ("sat 24h", False)]
)
def test_a_rule_holds_in_its_hours(hours, runs):
    """It is Tuesday, 14:32; the team closes at 14."""
    watch = alerts(minutes=0, hours={"weekdays": "08:00-14:00"}) if hours == "open" else None
    watch = Alerts(
        from_mapping(
            {
                "alerts": {"queue": {"number": "now.queue_size", "above": 20, "minutes": 0, "hours": hours}},
                "hours": {"weekdays": "08:00-14:00"},
            }
        ),
        DeedsInMemory(),
    )
    assert bool(watch.look(reading(0))) == runs


def test_an_alert_ends_with_its_rules_hours():
    watch = alerts(minutes=0)
    watch = Alerts(
        from_mapping(
            {
                "alerts": {
                    "queue": {"number": "now.queue_size", "above": 20, "minutes": 0, "hours": "14:00-14:40"}
                }
            }
        ),
        DeedsInMemory(),
    )
    assert [bool(watch.look(reading(minute))) for minute in (0, 7, 8)] == [True, True, False]


def test_who_has_seen_it_is_said_until_it_ends():
    watch = alerts(minutes=0)
    (alert,) = watch.look(reading(0))
    assert watch.acknowledge(alert.id, "Kari", AT)
    assert not watch.acknowledge(alert.id, "Per", AT), "the first one has it"
    assert not watch.acknowledge("another", "Per", AT)
    assert watch.look(reading(1))[0].acknowledged_by == "Kari"
    told(watch, [0, 0, 0], first=2)
    (again,) = watch.look(reading(9))
    assert (again.acknowledged_by, again.id != alert.id) == ("", True)


def test_a_restart_goes_on_where_the_last_program_was():
    deeds = DeedsInMemory()
    (alert,) = alerts(deeds, minutes=0).look(reading(0))
    first = alerts(deeds, minutes=0)
    first.look(reading(0.5))
    first.acknowledge(alert.id, "Kari", AT)
    second = alerts(deeds, minutes=60)
    assert second.running == (), "nothing is said before the number is known"
    (restored,) = second.look(reading(5))
    assert (restored.id, restored.since, restored.acknowledged_by) == (alert.id, alert.since, "Kari")
    assert [type(deed) for deed in deeds.all()] == [Alerted, Acknowledged]


def test_what_ended_while_no_program_ran_is_over():
    deeds = DeedsInMemory()
    alerts(deeds, minutes=0).look(reading(0))
    assert alerts(deeds).look(reading(5, queue=3)) == ()
    assert isinstance(deeds.all()[-1], Calmed)
    assert alerts(deeds).look(reading(6)) == ()


def test_two_programs_on_the_same_inbox_have_the_same_alert_and_who_has_seen_it():
    """The walls' feed and the desk's: each polls for itself, some seconds apart."""
    deeds = DeedsInMemory()
    wall, desk = alerts(deeds), alerts(deeds)
    for minute in range(7):
        wall.look(reading(minute))
        desk.look(reading(minute + 0.3))
    (ours,), (theirs,) = wall.running, desk.running
    assert (ours.id, ours.since) == (theirs.id, theirs.since)
    assert not wall.heed()
    desk.acknowledge(theirs.id, "Kari", AT)
    assert wall.heed()
    assert wall.running[0].acknowledged_by == "Kari"
    assert not desk.heed(), "what was done here is no news"
    told(wall, [0] * 6, first=8)
    assert told(desk, [0] * 6, first=8)[-1] is False
    assert [type(deed) for deed in deeds.all()] == [Alerted, Acknowledged, Calmed]


def test_what_another_program_left_behind_is_not_taken_for_a_new_alert():
    deeds = DeedsInMemory()
    gone, stays = alerts(deeds, minutes=0), alerts(deeds, minutes=0)
    gone.look(reading(0))
    stays.look(reading(1, queue=3))
    (new,) = stays.look(reading(60))
    assert new.since == AT + timedelta(minutes=60)


def test_an_alert_of_yesterday_is_not_one_of_today():
    deeds = DeedsInMemory()
    alerts(deeds, minutes=0).look(reading(0))
    assert alerts(deeds).look(reading(13 * 60)) == ()


def test_those_that_nobody_has_seen_come_first_then_the_oldest():
    rules = {name: {"number": "now.queue_size", "above": limit, "minutes": 0} for name, limit in
             (("a", 25), ("b", 20), ("c", 10))}  # fmt: skip
    watch = Alerts(from_mapping({"alerts": rules}), DeedsInMemory())
    watch.look(reading(0, 12))
    watch.look(reading(1, 22))
    assert [it.name for it in watch.look(reading(2, 30))] == ["c", "b", "a"]
    watch.acknowledge(watch.running[0].id, "Kari", AT)
    assert [it.name for it in watch.running] == ["b", "a", "c"]


RULE = Rule(name="it", number="now.queue_size", above=True, limit=20.0, seconds=300.0)


@given(st.lists(st.tuples(st.integers(1, 170), st.none() | st.integers(0, 40)), max_size=80))
def test_it_never_flaps(steps):
    """Between a beginning and an end, and between an end and a beginning, lie the rule's minutes."""
    watch, at, turned = Watch(), 0.0, None
    for pause, queue in steps:
        at += pause
        before = watch.alert is not None
        watch = step(RULE, watch, None if queue is None else float(queue), at, 180.0)
        if (watch.alert is not None) != before:
            assert turned is None or at - turned >= RULE.seconds
            assert queue is not None
            turned = at


def test_the_feed_tells_them_and_takes_the_wish_to_acknowledge():
    settings = from_mapping({"alerts": {"queue": {"number": "now.queue_size", "above": 1, "minutes": 0}}})
    waiting = tuple(conversation(number) for number in range(3))
    inbox = Scripted(Changes(at=NOON, known_since=NOON, conversations=waiting))
    feed = Feed(
        inbox,
        WrittenEar(),
        settings,
        clock=lambda: NOON,
        draw=lambda: 0.0,
        alerts=Alerts(settings, DeedsInMemory()),
    )
    (alert,) = feed.poll().alerts
    assert (alert.value, alert.acknowledged_by) == (3.0, "")
    seen = feed.wish(Acknowledge(id=alert.id, by="Kari"))
    assert [(it.acknowledged_by, it.acknowledged_at) for it in seen.alerts] == [("Kari", NOON)]
