"""Settings: every fault at once, each with its key."""

from typing import get_args

import pytest

from dashboard.problems import SettingsProblem
from dashboard.screens import PageName
from dashboard.settings import Screen, Settings, from_mapping, only, with_screens


def faults(mapping):
    with pytest.raises(SettingsProblem) as caught:
        from_mapping(mapping)
    return caught.value.faults


def test_nothing_said_is_all_defaults():
    assert from_mapping({}) == Settings()


def test_all_faults_are_said_at_once_each_with_its_key():
    found = faults({"polling": {"every": 0}, "inbox": {"kind": "fax"}, "goals": {"timezone": "Mars"}})
    assert found == (
        "goals.timezone: there is no time zone 'Mars'; one is 'Europe/Oslo'",
        "inbox.kind: must be one of chatwoot, is 'fax'",
        "polling.every: must be at least 5 s and at most 3600 s, is 0 s",
    )


def test_a_misspelt_key_and_section_are_named_with_those_there_are():
    found = faults({"polling": {"evry": 30}, "scren": {}})
    assert found[0].startswith("polling.evry: there is no such setting; there are every, deadline")
    assert found[1].startswith("scren: there is no such section; there are inbox")


def test_a_value_of_another_kind_is_shown_shortened():
    (found,) = faults({"inbox": {"account": "x" * 500}})
    assert found.startswith("inbox.account: must be a whole number, is 'xxx")
    assert len(found) < 120


def test_an_address_without_its_protocol_says_how_it_begins():
    assert faults({"inbox": {"address": "inbox.example.no"}}) == (
        "inbox.address: must begin with https://, is 'inbox.example.no'",
    )


def test_a_deadline_of_many_intervals_is_refused():
    (found,) = faults({"polling": {"every": 10, "deadline": 40}})
    assert found.startswith("polling.deadline: must be at most twice polling.every (10 s), is 40 s")


def test_a_section_that_is_no_table_is_said():
    assert faults({"polling": 30}) == ("polling: must be a table, [polling]",)


def test_opening_hours_shifts_and_roster_are_settings_and_their_faults_join_the_others():
    found = faults({"hours": {"mon": "late"}, "roster": {"Anna": 150}, "polling": {"every": 0}})
    assert [fault.partition(":")[0] for fault in found] == ["hours.mon", "polling.every", "roster.Anna"]


def test_without_hours_the_team_is_always_open():
    assert from_mapping({}).hours is None
    assert from_mapping({"hours": {"daily": "08:00-16:00"}}).hours.week == (((480, 960),),) * 7


def test_a_roster_says_percent():
    roster = from_mapping({"roster": {"Anna Berg": 50}}).shifts.roster
    assert roster.people == (("Anna Berg", (0.5,) * 7),)


def test_the_topics_are_a_telecoms_until_another_taxonomy_is_named():
    assert from_mapping({}).voice.taxonomy == "telecom"
    assert (
        from_mapping({"voice": {"taxonomy": "/etc/pulsvegg/mine.toml"}}).voice.taxonomy
        == "/etc/pulsvegg/mine.toml"
    )
    assert faults({"voice": {"taxonomy": 7}}) == ("voice.taxonomy: must be a text, is 7",)
    assert faults({"voice": {"taxonomy": ""}}) == ("voice.taxonomy: must not be empty",)


def test_a_screens_pages_are_those_that_there_are():
    screen = from_mapping({"screen": {"pages": ["response", "now"], "seconds": 12}}).screen
    assert (screen.pages, screen.seconds) == (("response", "now"), 12.0)
    pages = ", ".join(get_args(PageName))
    for wrong in (["now", "nwo"], [], "now"):
        (fault,) = faults({"screen": {"pages": wrong}})
        said = f"must be a list of {pages}, is {wrong!r}" if wrong else "must not be empty"
        assert fault == f"screen.pages: {said}"
    (fault,) = faults({"screen": {"seconds": 1}})
    assert fault == "screen.seconds: must be at least 5 s and at most 3600 s, is 1 s"


def test_each_screen_is_as_the_default_one_but_for_what_it_says():
    said = {
        "screen": {"distance": 3, "theme": "light"},
        "screens": {"hall": {}, "canteen": {"theme": "dark"}},
    }
    walls = from_mapping(said).walls
    assert {name: (it.distance, it.theme) for name, it in walls.items()} == {
        "hall": (3.0, "light"),
        "canteen": (3.0, "dark"),
    }
    assert list(from_mapping({"screen": {"distance": 3}}).walls.values()) == [Screen(distance=3.0)]


def test_what_is_wrong_with_a_screen_is_said_with_its_name():
    assert faults(
        {"screens": {"hall": {"distance": 0, "colour": "red", "off": {"mon": "22-6"}}, "b": 3}}
    ) == (
        "screens.b: must be a table, [screens.b]",
        f"screens.hall.colour: there is no such setting; there are {', '.join(Screen.__struct_fields__)}",
        "screens.hall.distance: must be at least 0.3 m and at most 50 m, is 0 m",
        'screens.hall.off.mon: must be "24h" or like "08:00-22:00", is \'22-6\'',
    )
    assert faults({"screens": 3}) == ("screens: must be tables, [screens.NAME]",)


def test_single_pages_have_seconds_of_their_own():
    screen = from_mapping({"screen": {"seconds": 20, "page_seconds": {"now": 60}}}).screen
    assert [screen.seconds_of(page) for page in ("now", "voice")] == [60.0, 20.0]
    (fault,) = faults({"screen": {"page_seconds": {"nwo": 60}}})
    assert fault.startswith("screen.page_seconds.nwo: must be of now, response, ")


def test_one_wall_of_several_is_chosen_by_its_name_or_its_output():
    settings = from_mapping(
        {"screens": {"hall": {"output": "1", "distance": 4}, "canteen": {"theme": "light"}}}
    )
    assert only(settings, "canteen").walls == {"": settings.screens["canteen"]}
    assert only(settings, "1").walls == {"": settings.screens["hall"]}
    assert only(settings, "2").walls == {"": Screen(output="2")}
    assert with_screens(settings, {"distance": 9.0}).walls["hall"].distance == 9.0
    with pytest.raises(SettingsProblem):
        with_screens(settings, {"distance": 900.0})
