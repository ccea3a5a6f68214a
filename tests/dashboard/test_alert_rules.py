"""The rules of the alerts as settings say them, with every fault said by its key."""

import pytest

from dashboard.alert_rules import OFFERED, hours_of
from dashboard.problems import SettingsProblem
from dashboard.settings import from_mapping

LONG = {"number": "now.longest_wait", "above": 1800}


def faults(**rules):
    with pytest.raises(SettingsProblem) as caught:
        from_mapping({"alerts": rules})
    return caught.value.faults


def test_a_rule_is_a_number_a_limit_minutes_and_hours():
    (rule,) = from_mapping({"alerts": {"Too long": LONG | {"minutes": 5, "hours": "open"}}}).alerts
    assert (rule.name, rule.number, rule.above, rule.limit) == ("Too long", "now.longest_wait", True, 1800.0)
    assert (rule.seconds, rule.when) == (300.0, "open")


def test_without_alerts_there_are_no_rules():
    assert from_mapping({}).alerts == ()


def test_what_set_up_offers_are_rules():
    assert len(from_mapping({"alerts": OFFERED}).alerts) == len(OFFERED)


def test_all_faults_of_a_rule_are_said_at_once_each_with_its_key():
    found = faults(queue={"number": "now.queu", "minutes": -1, "hours": "late", "colour": "red"})
    assert found == (
        "alerts.queue.above: needs either above or below, and not both",
        (
            "alerts.queue.colour: there is no such setting; there are number, above, below, minutes, hours, "
            "channel, team, topic"
        ),
        'alerts.queue.hours: must be "24h" or like "08:00-22:00", is \'late\'',
        "alerts.queue.minutes: must be at least 0 min and at most 1440 min, is -1 min",
        "alerts.queue.number: there is no number 'now.queu'; one is 'now.longest_wait'",
    )


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (LONG | {"below": 3}, "alerts.it.above: needs either above or below, and not both"),
        (LONG | {"above": "much"}, "alerts.it.above: must be a number, is 'much'"),
        (LONG | {"topic": "invoice"}, "alerts.it.topic: only a number topic.… is said of a topic"),
        (LONG | {"channel": "X", "team": "Y"}, "alerts.it.channel: either a channel or a team, not both"),
        (
            {"number": "topic.customers", "above": 9},
            "alerts.it.topic: topic.customers is said of one topic; name it",
        ),
    ],
)
def test_what_can_not_be_watched_is_a_fault(said, fault):
    assert fault in faults(it=said)


@pytest.mark.parametrize("name", ["", "two\nlines"])
def test_a_name_is_something_that_can_be_read(name):
    assert faults(**{name: LONG})[0].endswith("the name must have 1 to 40 letters")


def test_a_name_has_room_in_one_line_of_the_wall():
    assert faults(**{"x" * 41: LONG})[0].endswith("the name must have 1 to 40 letters")


def test_a_rule_that_is_no_table_is_said():
    assert faults(it=3)[0] == "alerts.it: must be a table, [alerts.it]"
    with pytest.raises(SettingsProblem, match=r"alerts: must be tables, \[alerts.NAME\]"):
        from_mapping({"alerts": 3})


def test_hours_are_spans_of_the_clock_each_with_its_days():
    assert hours_of("08:00-16:00").week == (((480, 960),),) * 7
    week = hours_of("weekdays 08:00-11:00, weekdays 12:00-16:00, sat 10:00-14:00").week
    assert week[0] == ((480, 660), (720, 960))
    assert (week[5], week[6]) == (((600, 840),), ())


@pytest.mark.parametrize("said", ["", "someday 08:00-16:00", "mon", "08:00-16:00 mon", "mon 08:00-09:00,"])
def test_hours_that_say_nothing_are_refused(said):
    with pytest.raises(ValueError, match="must be"):
        hours_of(said)
