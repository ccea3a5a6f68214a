"""Events stand under a day's curve by their word, where their line is; hours give way, and nothing touches."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from dashboard.events import Event
from tests.ui import snapshots
from tests.ui.reading import outside, overlapping, texts, tiles

HOUR = timedelta(hours=1)


def noted(hour, text):
    return Event(kind="annotation", at=snapshots.MIDNIGHT + hour * HOUR, text=text, by="Kari", id=f"{hour}")


def storm(hour):
    return Event(kind="storm", at=snapshots.MIDNIGHT + hour * HOUR)


def day(*events):
    return replace(snapshots.busy(), events=events)


def lines(panel):
    """Where lines stand in a plot, in hours of the day."""
    return [round((at - snapshots.MIDNIGHT.timestamp()) / 3600, 2) for at in panel._plot._events]


def test_a_planned_event_is_a_line_and_its_word_and_an_hour_gives_way(hang):
    wall = hang(day(), pages=("response",))
    first = wall.page.panels["first_day"]
    assert {"06", "12", "18"} <= set(texts(first))
    assert lines(first) == []
    wall.show_snapshot(day(noted(18, "Pay-Per-View")))
    wall.grab()
    assert lines(first) == [18.0]
    assert "Pay-Per-View" in texts(first)
    assert "18" not in texts(first)
    assert "06" in texts(first)
    word = next(each for each in first.drawn if each.text == "Pay-Per-View")
    hour = next(each for each in first.drawn if each.text == "06")
    assert word.top == hour.top


def test_a_storm_is_one_too_and_what_people_put_there_comes_first(hang):
    wall = hang(day(storm(9), noted(9.1, "fibre cut")), pages=("response",))
    first = wall.page.panels["first_day"]
    assert "fibre cut" in texts(first)
    assert lines(first)[0] == 9.1
    wall.show_snapshot(day(storm(9)))
    wall.grab()
    assert "storm" in texts(first)


def test_what_has_no_room_for_its_word_has_no_line(hang):
    events = [noted(hour / 4, f"event {hour}") for hour in range(4, 92)]
    wall = hang(day(*events), pages=("response",))
    first = wall.page.panels["first_day"]
    said = [text for text in texts(first) if text.startswith("event")]
    assert 1 <= len(said) == len(lines(first)) < 10


def test_a_long_one_is_said_by_as_many_of_its_words_as_fit(hang):
    wall = hang(day(noted(11, "fibre cut Sandnes")), pages=("now",))
    said = texts(wall.page.panels["response"])
    assert "fibre cut" in said
    assert lines(wall.page.panels["response"]) == [11.0]


@pytest.mark.parametrize("size", [(1920, 1080), (3840, 2160), (1280, 720)])
@pytest.mark.parametrize("page", ["now", "response", "today"])
def test_no_text_touches_another_one_or_leaves_its_tile(hang, page, size):
    events = (
        storm(9.2),
        noted(0, "at midnight"),
        noted(10, "fibre cut Sandnes"),
        noted(20, "Pay-Per-View"),
        noted(23.8, "A fair"),
    )
    wall = hang(day(*events), pages=(page,), size=size)
    for name, panel in tiles(wall).items():
        assert overlapping(panel) == [], name
        assert outside(panel) == [], name


def test_hostile_words_are_drawn_as_plain_ones(hang):
    wall = hang(
        day(noted(18, "<b>bold</b>\u202e\n🎉 and on and on and on and on and on")), pages=("response",)
    )
    (said,) = [text for text in texts(wall.page.panels["first_day"]) if text.startswith("<b>")]
    assert "\u202e" not in said
    assert "\n" not in said
