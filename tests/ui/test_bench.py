"""The bench of the wall, in its short form: that it measures what it says, not how fast."""

from msgspec.structs import replace

from tests.ui import months, voices
from ui.bench import HELD_MS, Page, Report, bench, other
from ui.pages import PAGES


def full():
    """Every tile of every page has something to say."""
    return replace(voices.stated_storm(), month=months.days(), terms=voices.burst().terms)


def test_every_page_is_measured_with_tiles_that_change(fonts):
    report = bench(full(), repaints=4, refreshes=5)
    assert report.pages.keys() == PAGES.keys()
    assert report.copy_ms > 0
    for name, page in report.pages.items():
        assert page.tiles == page.of >= len(PAGES[name].tiles) - 1, name
        assert page.repaint_ms > 0
        assert 0 < page.copies <= round(page.repaint_ms / report.copy_ms, 2) + 0.2
        assert page.refreshes == 5
        assert page.slowest_ms >= page.refresh_ms


def test_one_snapshot_differs_from_the_next_in_its_numbers_and_words():
    one, two = (other(voices.stated_storm(), turn) for turn in (1, 2))
    assert one.reading.now.queue_size == 144
    assert two.reading.now.queue_size == 145
    assert one.voice.shown[0].text != two.voice.shown[0].text
    assert (one.goals, one.usual, one.reading.at) == (two.goals, two.usual, two.reading.at)


def page(copies=3.0, held=0, tiles=2):
    return Page(
        turn=1,
        refreshes=100,
        tiles=tiles,
        of=2,
        present_ms=1.0,
        repaint_ms=1.0,
        copies=copies,
        refresh_ms=2.0,
        slowest_ms=HELD_MS,
        held_over_16_ms=held,
    )


def test_both_limits_are_kept_by_every_page_or_it_is_not_good():
    for pages, good in (
        ({"now": page(), "team": page(copies=4.0, held=2)}, True),
        ({"now": page(), "team": page(copies=4.1)}, False),
        ({"now": page(held=3), "team": page()}, False),
        ({"now": page(), "month": page(tiles=1)}, False),
    ):
        assert Report(copy_ms=1.0, pages=pages).good == good
