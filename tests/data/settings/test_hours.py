"""An inbox's opening hours as TOML: what is written is read back the same."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.measure.opening import ALL_DAY, CLOSED, OpeningHours
from dashboard.problems import SettingsProblem
from data.inboxes import InboxHours
from data.settings.file import load, load_hours
from data.settings.hours import as_settings, table, write

OSLO = ZoneInfo("Europe/Oslo")
DAYTIME = OpeningHours(week=(((480, 1320),),) * 5 + (((600, 1020),), CLOSED))
OFFICE = OpeningHours(week=(((480, 1320),),) * 5 + (CLOSED, CLOSED))


def inbox(name, hours=None, zone=OSLO, why="has no working hours enabled"):
    return InboxHours(name=name, hours=hours, zone=zone, why=why if hours is None else "")


def comments(text):
    return [line.removeprefix("# ") for line in text.splitlines() if line.startswith("#")]


minutes = st.integers(0, 1439)
days = st.one_of(
    st.just(CLOSED),
    st.just(ALL_DAY),
    st.builds(lambda opens, length: ((opens, opens + length),), minutes, st.integers(1, 1438)),
    st.just(((480, 735), (780, 1320))),
).filter(lambda spans: all(closes % 1440 != 1439 for _, closes in spans))  # 23:59 is how some write 24:00


@given(st.tuples(*[days] * 7))
def test_hours_are_read_back_as_they_were_written(tmp_path_factory, week):
    path = tmp_path_factory.mktemp("hours") / "hours.toml"
    path.write_text(table(OpeningHours(week=week)))
    assert load_hours(path).week == week
    assert load(path).hours.week == week


def test_the_hours_that_most_inboxes_have_are_chosen_and_the_others_are_told():
    found = [inbox("Chat", OFFICE), inbox("Facebook", DAYTIME), inbox("X", DAYTIME), inbox("Mail")]
    text = as_settings(found, "Europe/Oslo")
    assert comments(text) == [
        "As Facebook is set.",
        'Chat differs: sat "closed".',
        "Mail has no working hours enabled.",
    ]
    assert text.endswith(table(DAYTIME))


def test_the_hours_of_one_inbox_can_be_asked_for_by_its_name():
    found = [inbox("Chat", OFFICE), inbox("Facebook", DAYTIME), inbox("X", DAYTIME)]
    text = as_settings(found, "Europe/Oslo", "Chat")
    assert text.endswith(table(OFFICE))
    assert 'X differs: sat "10:00-17:00".' in comments(text)


def test_a_clock_of_another_zone_is_told():
    text = as_settings([inbox("Chat", OFFICE, ZoneInfo("UTC"))], "Europe/Oslo")
    assert comments(text)[-1] == "The clock is that of UTC; in the settings goals.timezone is Europe/Oslo."


def test_a_name_can_not_break_out_of_its_comment(tmp_path):
    path = tmp_path / "hours.toml"
    path.write_text(as_settings([inbox("Chat\n[inbox]\r\x00", OFFICE)], "Europe/Oslo"))
    assert load_hours(path) == OFFICE


@pytest.mark.parametrize(
    ("found", "asked", "said"),
    [
        ([inbox("Mail")], None, "Mail: has no working hours enabled; no inbox has opening hours"),
        ([inbox("Mail"), inbox("X", OFFICE)], "Mail", "Mail: has no working hours enabled"),
        ([inbox("Mail"), inbox("X", OFFICE)], "Y", "there is no inbox 'Y'; there are Mail, X"),
        ([], "Y", "none that this token may see"),
        ([], None, "no inbox has opening hours"),
    ],
)
def test_what_has_no_hours_says_so(found, asked, said):
    with pytest.raises(SettingsProblem) as problem:
        as_settings(found, "Europe/Oslo", asked)
    assert said in str(problem.value)


def test_a_file_that_is_there_is_left_alone_since_it_may_be_the_settings(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text("[inbox]\n")
    with pytest.raises(SettingsProblem, match="is there already"):
        write(path, "[hours]\n")
    assert path.read_text() == "[inbox]\n"
    with pytest.raises(SettingsProblem, match="can't be written: No such file or directory"):
        write(tmp_path / "nowhere" / "hours.toml", "[hours]\n")
