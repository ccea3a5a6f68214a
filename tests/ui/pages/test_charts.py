"""Every chart that is seen can be read: there is something in it, and hours under it; an empty one says so."""

import re
from datetime import timedelta

import pytest
from msgspec.structs import replace

from dashboard.events import Event
from tests.ui import snapshots
from tests.ui.reading import sentence, texts, tiles, turn_to
from ui.drawing import scales
from ui.pages import PAGES

CHARTED = ("now", "response", "team", "today", "storm")
HOUR = re.compile(r"\d\d")


def day(*hours):
    """A busy day with something on its axis at each of some hours."""
    events = (
        Event(
            kind="annotation", at=snapshots.MIDNIGHT + timedelta(hours=hour), text="Pay-Per-View", by="Kari"
        )
        for hour in hours
    )
    return replace(snapshots.busy(), events=tuple(events))


def charts(wall):
    """The tiles with a curve that is seen, but for the mood's, whose figure stands beside it."""
    seen = {name: panel for name, panel in tiles(wall).items() if hasattr(panel, "_plot")}
    return {name: it for name, it in seen.items() if not it._plot.isHidden() and name != "mood"}


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize("page", CHARTED)
@pytest.mark.parametrize("hours", [(), (4,), (11.25,), (18,), (23.9,)])
def test_under_each_chart_two_hours_can_be_read_whatever_stands_on_the_axis(hang, page, hours, language):
    wall = hang(day(*hours), pages=(page,), language=language)
    turn_to(wall, page)
    assert charts(wall)
    for name, panel in charts(wall).items():
        said = texts(panel)
        named = "Pay-Per-View" in said
        assert named == bool(hours) or page == "now"  # whose curve is of some hours only
        least = 0 if named and page == "now" else 2  # there the event is the one instant that can be read
        hours_said = [it for it in panel.drawn if HOUR.fullmatch(it.text) and it.top > panel._plot.y()]
        hours_said = [it for it in hours_said if it.role == "dim"]
        assert len(hours_said) >= least, (name, said)
        assert all(each.left >= panel._plot.x() for each in hours_said), name


@pytest.mark.parametrize("state", ["no_data", "first_fill", "none"])
@pytest.mark.parametrize("page", CHARTED)
def test_a_chart_without_a_line_is_no_empty_frame_but_says_so(hang, page, state):
    wall = hang(None if state == "none" else snapshots.STATES[state](), pages=(page,))
    turn_to(wall, page)
    for name, panel in tiles(wall).items():
        if hasattr(panel, "_plot") and name != "mood":
            part = panel.shown
            drawn = part.ribbon is not None or bool(scales.known(part.curve))
            assert panel._plot.isHidden() != drawn, name
            assert drawn or "no curve yet today" in sentence(panel), name


def test_before_the_first_numbers_nothing_is_said_to_be_calm(hang):
    wall = hang(None, pages=tuple(PAGES))
    for page in PAGES:
        turn_to(wall, page)
        said = " ".join(sentence(panel) for panel in tiles(wall).values())
        assert not re.search(r"\b(none|nobody|no sentence|no channel)\b|target –", said), (page, said)


def test_the_clock_goes_before_the_first_numbers(hang):
    assert "14:32" in texts(hang(None).strip)
