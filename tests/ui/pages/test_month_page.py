"""The page Month: a bar a day against the goal, last month beside this one, a dash where nothing is known."""

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from dashboard.model import Share, Spread
from dashboard.snapshot import DayNumbers
from tests.ui import months, snapshots
from tests.ui.pages.test_pictures import SCREENS, assert_readable
from tests.ui.reading import sentence, texts, tiles, turn_to
from ui.panels.month import RateMonth, ReplyMonth
from ui.speech.calendar import day_of, ends_of, is_free, month_before


@pytest.fixture
def month(hang):
    def shown(snapshot, **screen):
        wall = hang(snapshot, pages=("month",), **screen)
        wall.grab()
        return wall

    return shown


def counted(panel, shape):
    """How many marks of a shape, whatever their colour."""
    return sum(mark == shape for mark, _ in panel.marks)


@pytest.mark.parametrize(
    "screen", ["3m", "5m", "5m-light", "5m-4k", "8m", "desk", "upright", "wide", "small"]
)
@pytest.mark.parametrize("state", sorted(months.STATES))
def test_it_can_be_read(month, screen, state, tmp_path):
    assert_readable(month(months.STATES[state](), **SCREENS[screen]), screen, state, tmp_path)


def test_both_months_are_said_with_their_figures(month):
    said = sentence(tiles(month(months.whole()))["rate_month"])
    assert said.startswith("Response rate November ")
    assert "October 69%" in said
    assert "65%" in said
    assert "November, typical day" in sentence(tiles(month(months.whole()))["reply_month"])


def test_every_day_that_is_known_has_a_bar_and_every_other_one_a_dash(month):
    panel = tiles(month(months.whole()))["rate_month"]
    assert (counted(panel, "bar"), counted(panel, "dash")) == (31 + 17, 0)
    panel = tiles(month(months.gaps()))["rate_month"]
    assert (counted(panel, "bar"), counted(panel, "hollow bar"), counted(panel, "dash")) == (42, 1, 5)


def test_days_without_a_case_are_no_zero(month):
    wall = month(months.empty_days())
    assert "– nothing is known of this month yet" in sentence(tiles(wall)["rate_month"])
    few = replace(
        snapshots.busy(), month=(DayNumbers(day=date(2026, 11, 16)), months.numbers(months.TODAY, 0.8, 300.0))
    )
    assert counted(tiles(month(few))["rate_month"], "dash") == 16


def test_days_under_the_goal_are_coloured_in_this_month_only(month):
    panel = tiles(month(months.whole()))["rate_month"]
    roles = [role for mark, role in panel.marks if mark == "bar"]
    assert set(roles[:31]) == {"band_fresh"}
    assert roles[31:].count("bad") == 2
    assert {"warn", "curve"} <= set(roles[31:])


def test_storms_are_marked_and_the_mark_is_explained(month):
    panel = tiles(month(months.whole()))["reply_month"]
    assert ("diamond", "bad") in panel.marks
    assert "storm" in texts(panel)
    calm = replace(snapshots.busy(), month=tuple(replace(each, storms=0) for each in months.days()))
    assert "storm" not in texts(tiles(month(calm))["reply_month"])


def test_weeks_can_be_read_by_their_mondays_and_today_stands_out(month):
    said = texts(tiles(month(months.whole()))["rate_month"])
    assert [text for text in said if text.isdecimal()] == ["17", "12", "19", "26", "9", "23", "30"]
    assert {"Oct", "Nov"} <= set(said)


def test_a_history_of_three_days_leaves_last_month_out(month):
    panel = tiles(month(months.first_days()))["rate_month"]
    assert (counted(panel, "bar"), counted(panel, "dash")) == (3, 14)
    assert not any("October" in text for text in texts(panel))


def test_a_narrow_screen_keeps_last_months_figure(month):
    panel = tiles(month(months.whole(), size=(1080, 1920), distance=3.0))["rate_month"]
    assert counted(panel, "bar") == 17
    assert "October 69%" in sentence(panel)


def test_the_months_share_is_that_of_its_conversations_not_of_its_days(month):
    small, large = (
        replace(
            months.numbers(day, rate, 300.0),
            numbers=snapshots.window(response_rate=Share(value=rate, n=n)),
        )
        for day, rate, n in ((date(2026, 11, 15), 1.0, 10), (date(2026, 11, 16), 0.5, 90))
    )
    panel = tiles(month(replace(snapshots.busy(), month=(small, large))))["rate_month"]
    assert panel.shown.this.value == pytest.approx(0.55)


def test_one_bad_day_is_no_bad_month(month):
    known = [
        months.numbers(date(2026, 11, day), 0.8, 86_400.0 if day == 10 else 300.0) for day in range(1, 18)
    ]
    panel = tiles(month(replace(snapshots.busy(), month=tuple(known))))["reply_month"]
    assert (panel.shown.this.value, panel.shown.this.level) == (300.0, "fine")
    assert panel.shown.top < 86_400.0  # and flattens no other day


def test_a_day_is_judged_by_its_opening_hours(month):
    slow = Spread(median=36_000.0, n=9)
    night = snapshots.window(first_response_time=slow, first_response_time_open=Spread(median=240.0, n=9))
    days = (DayNumbers(day=months.TODAY, numbers=night),)
    panel = tiles(month(replace(snapshots.busy(), month=days)))["reply_month"]
    assert panel.shown.bars[-1].value.level == "fine"


def test_news_of_the_day_repaint_and_no_news_do_not(month):
    wall = month(months.whole())
    panel = tiles(wall)["rate_month"]
    painted = panel.paints
    wall.show_snapshot(replace(months.whole(), made_at=snapshots.AT + timedelta(seconds=30)))
    wall.grab()
    assert isinstance(panel, RateMonth)
    assert not panel.present(months.whole())
    assert panel.present(months.gaps())
    assert panel.paints >= painted


def test_in_norwegian_months_are_small_and_the_line_is_named_as_there(month):
    wall = month(months.whole(), language="nb")
    turn_to(wall, "month")
    said = sentence(tiles(wall)["rate_month"])
    assert said.startswith("Svarandel november")
    assert "oktober 69 %" in said


def test_months_have_ends():
    assert ends_of(date(2024, 2, 10)) == (date(2024, 2, 1), date(2024, 2, 29))
    assert ends_of(date(2026, 12, 31)) == (date(2026, 12, 1), date(2026, 12, 31))
    assert month_before(date(2026, 1, 31)) == date(2025, 12, 1)
    assert [is_free(date(2026, 11, day)) for day in (13, 14, 15, 16)] == [False, True, True, False]


def test_the_day_is_the_teams_not_greenwichs():
    late = replace(snapshots.busy(), reading=None, made_at=datetime(2026, 11, 30, 23, 30, tzinfo=UTC))
    assert day_of(late) == date(2026, 12, 1)


@pytest.mark.parametrize("kind", [RateMonth, ReplyMonth])
def test_on_the_first_of_a_month_last_month_is_there(hang, kind):
    first = replace(
        snapshots.busy(), reading=None, made_at=datetime(2026, 11, 1, 7, tzinfo=UTC),
        month=months.days(last=date(2026, 11, 1)),
    )  # fmt: skip
    wall = hang(first, pages=("month",))
    panel = next(each for each in tiles(wall).values() if isinstance(each, kind))
    assert counted(panel, "bar") == 32
