"""Faults: a code with values, of one wrong value one, and a line of English for a terminal."""

from string import Formatter
from typing import get_args

import msgspec
import pytest

from dashboard.faults import FAULTS, Fault, Measure, What, fault, in_order, quote
from dashboard.problems import SettingsProblem
from dashboard.settings import from_mapping


def faults(mapping):
    with pytest.raises(SettingsProblem) as caught:
        from_mapping(mapping)
    return caught.value.found


ALERT = {"number": "now.longest_wait", "above": 60}
MAIL = {"host": "mail.example.no", "sender": "a@example.no", "recipients": ["b@example.no"]}
BENCHMARK = {"response_rate": 0.9, "source": "a page"}
DARK = {"theme": "by-clock"}


def test_every_code_has_its_words():
    assert FAULTS.keys() == set(get_args(What))


@pytest.mark.parametrize(
    ("said", "key", "what"),
    [
        ({"alerts": {"it": ALERT | {"above": "much"}}}, "alerts.it.above", "number"),
        ({"alerts": {"it": ALERT | {"above": None, "below": "little"}}}, "alerts.it.below", "number"),
        ({"alerts": {"it": ALERT | {"number": 7}}}, "alerts.it.number", "text"),
        ({"alerts": {"it": ALERT | {"number": "topic.times", "topic": 7}}}, "alerts.it.topic", "text"),
        ({"alerts": {"it": ALERT | {"minutes": -1}}}, "alerts.it.minutes", "between"),
        ({"alerts": {"it": ALERT | {"hours": 8}}}, "alerts.it.hours", "text"),
        ({"alerts": {"it": ALERT | {"number": "topic.times", "topic": "x", "channel": "y", "team": "z"}}},
         "alerts.it.channel", "channel_and_team"),
        ({"alerts": {"it": ALERT | {"number": "topic.times", "topic": "x", "team": "z"}}},
         "alerts.it.team", "channel_of_topic"),
        ({"mail": MAIL | {"recipients": "b@example.no"}}, "mail.recipients", "texts"),
        ({"mail": MAIL | {"sender": 7}}, "mail.sender", "text"),
        ({"benchmarks": {"KLM": BENCHMARK | {"response_rate": 90}}}, "benchmarks.KLM.response_rate", "between"),
        ({"benchmarks": {"KLM": BENCHMARK | {"source": 7}}}, "benchmarks.KLM.source", "text"),
        ({"benchmarks": {"KLM": BENCHMARK | {"source": "x" * 201}}}, "benchmarks.KLM.source", "longest"),
        ({"goals": {"timezone": "Mars"}}, "goals.timezone", "time_zone"),
        ({"goals": {"response_rate": 0}}, "goals.response_rate", "over_up_to"),
        ({"goals": {"target": "soon"}}, "goals.target", "number_in"),
        ({"inbox": {"address": "http://chat.example.no"}}, "inbox.allow_plain_http", "plain_http"),
        ({"inbox": {"address": "https://"}}, "inbox.address", "address"),
        ({"inbox": {"address": "https://me:secret@chat.example.no"}}, "inbox.address", "secret_in_address"),
        ({"inbox": {"address": "chat.example.no"}}, "inbox.address", "begins"),
        ({"inbox": {"account": 1.5}}, "inbox.account", "whole_number"),
        ({"inbox": {"account": 0}}, "inbox.account", "at_least"),
        ({"team": {"show_names": "yes"}}, "team.show_names", "true_or_false"),
        ({"screen": DARK | {"off": {"mon": "late"}}}, "screen.off.mon", "span"),
        ({"screen": DARK | {"off": {"someday": "24h"}}}, "screen.off.someday", "of"),
        ({"screen": DARK | {"off": "24h"}}, "screen.off", "not_a_table"),
        ({"screen": {"page_seconds": {"now": 1}}}, "screen.page_seconds.now", "between"),
        ({"screen": {"pages": []}}, "screen.pages", "empty"),
    ],
)  # fmt: skip
def test_one_wrong_value_is_one_fault_of_its_own_key(said, key, what):
    (found,) = faults(said)
    assert (found.key, found.what) == (key, what)


@pytest.mark.parametrize(
    "said",
    [
        {"address": "http://127.0.0.1:8793"},
        {"address": "http://localhost"},
        {"address": "http://chat.example.no", "allow_plain_http": True},
        {"address": "https://chat.example.no/sub/"},
    ],
)
def test_an_address_that_a_token_may_be_sent_to_is_right(said):
    assert from_mapping({"inbox": said}).inbox.address == said["address"]


def test_limits_are_said_with_their_unit_also_of_a_number_in_a_table():
    (found,) = faults({"screen": {"page_seconds": {"now": 1}}})
    assert str(found) == "screen.page_seconds.now: must be at least 5 s and at most 3600 s, is 1 s"
    (found,) = faults({"benchmarks": {"KLM": BENCHMARK | {"response_time": -1}}})
    assert found.said == "must be at least 0 s and at most 31536000 s, is -1 s"


def test_a_number_that_is_none_of_ours_is_no_limit_that_is_passed():
    (found,) = faults({"goals": {"target": float("nan")}})
    assert found.what == "number_in"


def test_a_fault_crosses_a_process_as_it_was():
    values = {"value": quote("late"), "least": Measure(0.5, "m"), "known": ("a", "b"), "most": 3}
    said = Fault(key="hours.mon", what="between", values=values)
    assert msgspec.json.decode(msgspec.json.encode(said), type=Fault) == said


def test_the_same_fault_is_told_once_and_in_the_order_of_the_keys():
    one, two = fault("a.b", "empty"), fault("a.a", "empty")
    assert in_order([one, two, one]) == (two, one)


def test_what_is_quoted_is_cut_and_a_text_is_known_without_its_marks():
    assert quote("late").text == "late"
    assert quote(7).text is None
    assert len(str(quote("x" * 500))) == 58


def test_every_value_that_words_need_has_a_name():
    for what, text in FAULTS.items():
        assert all(name for _, name, _, _ in Formatter().parse(text) if name is not None), what
