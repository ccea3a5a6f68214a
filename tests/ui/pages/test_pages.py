"""The pages in turn: nothing is made twice, a storm stays on Now, and a page that fails gives way."""

import gc
from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer

from dashboard.settings import Screen
from tests.ui import months, snapshots, voices
from tests.ui.drawing.test_plots import columns_of
from tests.ui.reading import overlapping, sentence, texts, tiles, turn_to
from ui.drawing.plots import Plot
from ui.pages import PAGES
from ui.panels.heartbeats import in_need
from ui.walls.stage import PATIENCE_SECONDS

TURN = Screen().seconds
ALL = Screen().pages


def go(wall, hands, seconds, snapshot=None):
    """Let time pass, a second a tick, with a Snapshot each half minute as a feed brings them."""
    seen = []
    for second in range(int(seconds)):
        hands.go(1)
        if second % 20 == 0:
            at = {
                "made_at": hands.at,
                "polled_at": hands.at,
                "next_poll_at": hands.at + timedelta(seconds=30),
            }
            wall.show_snapshot(replace(snapshot or snapshots.busy(), **at))
        wall.tick()
        if not seen or seen[-1] != wall.page.page.name:
            seen.append(wall.page.page.name)
            wall.grab()
    return seen


def things(wall):
    """All that lives: QObjects, pyqtgraph's items, timers."""
    gc.collect()
    items = [item for plot in wall.findChildren(Plot) for item in plot.scene().items()]
    return len(wall.findChildren(QObject)), len(items), len(wall.findChildren(QTimer))


def test_all_pages_come_in_turn(hang, hands, qtbot):
    wall = hang(snapshots.busy(), pages=ALL)
    qtbot.waitUntil(wall.windowHandle().isExposed)  # so that the watchdog looks, too
    assert go(wall, hands, TURN * len(ALL) + 5) == [*ALL, "now"]


def test_many_rounds_make_nothing(hang, hands):
    wall = hang(snapshots.busy(), pages=tuple(PAGES))
    for page in PAGES:
        turn_to(wall, page)
    before = things(wall)
    for _ in range(40):
        for page in PAGES:
            turn_to(wall, page)
            wall.stage.present(snapshots.storm())
    assert things(wall) == before


def test_only_one_page_is_seen(hang, hands):
    wall = hang(snapshots.busy(), pages=ALL)
    go(wall, hands, TURN + 2)
    assert [name for name, view in wall.stage.views.items() if view.isVisible()] == ["response"]


def test_a_page_shows_the_numbers_that_came_while_it_was_hidden(hang, hands):
    wall = hang(snapshots.busy(), pages=("now", "team"))
    wall.show_snapshot(replace(snapshots.busy(), agents=snapshots.agents(4)))
    turn_to(wall, "team")
    assert "3 online" in sentence(tiles(wall)["load"])


@pytest.mark.parametrize("page", [name for name in PAGES if name != "now"])
def test_no_page_hides_the_queue_the_longest_wait_the_worst_state_or_the_age(hang, page):
    wall = hang(snapshots.storm(), pages=(page,))
    assert sentence(wall.vitals).startswith("Queue 143 very late longest wait 5 h 12")
    assert ("diamond", "bad") in wall.vitals.marks
    assert "12 s old" in sentence(wall.strip)
    assert "Storm since 09:02" in sentence(tiles(wall)["surge"] if page == "storm" else wall.strip)


def test_now_says_so_itself(hang):
    assert hang(snapshots.storm()).vitals.isHidden()


def test_a_storm_brings_now_back_at_once_and_stays(hang, hands):
    wall = hang(snapshots.busy(), pages=ALL)
    go(wall, hands, TURN + 5)
    assert wall.page.page.name == "response"
    wall.show_snapshot(snapshots.storm())
    assert wall.page.page.name == "now"
    assert go(wall, hands, TURN * 3, snapshots.storm()) == ["now"]
    assert go(wall, hands, TURN + 3)[:2] == ["now", "response"]


@pytest.mark.parametrize("make", [snapshots.trouble, lambda: None])
def test_without_live_numbers_there_is_nothing_to_turn_to(hang, hands, make):
    wall = hang(make(), pages=ALL)
    for _ in range(int(TURN * 2)):
        hands.go(1)
        wall.tick()
    assert wall.page.page.name == "now"


def test_letters_are_as_large_on_every_page(hang):
    wall = hang(snapshots.busy(), pages=tuple(PAGES))
    sizes = set()
    for page in PAGES:
        turn_to(wall, page)
        sizes.add(wall.plan.sizes)
    assert len(sizes) == 1


def test_another_size_or_grey_reaches_the_pages_that_are_not_seen(hang, hands):
    wall = hang(snapshots.busy(), pages=("now", "today"))
    wall.resize(3840, 2160)
    wall.show_snapshot(snapshots.trouble())
    wall.grab()
    turn_to(wall, "today")
    panel = tiles(wall)["queue_day"]
    assert panel.look.faded
    assert panel.look.sizes == wall.look.sizes == wall.strip.look.sizes


def test_a_page_that_fails_to_be_shown_gives_way_to_now_and_the_log_says_so(hang, hands, logs):
    logs.expect("the page response can't be shown; back to now")
    wall = hang(snapshots.busy(), pages=ALL)

    def broken(_):
        raise RuntimeError("a fault in a panel")

    wall.stage.views["response"].panels["first_day"].part = broken
    seen = go(wall, hands, TURN * (len(ALL) + 2))
    rest = [
        "voice", "now", "team", "voice", "now", "channels", "voice", "now", "today",
        "voice", "now", "month", "now", "voice",
    ]  # fmt: skip
    assert seen == ["now", *rest]
    assert logs.said("the page response can't be shown") == 1  # once, not each round


def test_a_page_that_is_not_drawn_is_seen_by_the_watchdog(hang, hands, logs, qtbot):
    logs.expect("the page response was not drawn (first_day); back to now")
    wall = hang(snapshots.busy(), pages=("now", "response"))
    qtbot.waitUntil(wall.windowHandle().isExposed)
    stuck = wall.stage.views["response"].panels["first_day"]
    stuck.paintEvent = lambda _: None
    seen = go(wall, hands, TURN + PATIENCE_SECONDS + 2)
    assert seen == ["now", "response", "now"]
    go(wall, hands, TURN * 4)
    assert logs.said("was not drawn") == 1  # once, not each round
    del stuck.paintEvent


# ── What the pages say ───────────────────────────────────────────────────────────────────────────────


def says(wall, page, name):
    turn_to(wall, page)
    return sentence(tiles(wall)[name])


@pytest.fixture
def paged(hang):
    """A wall with all pages."""

    def made(snapshot, **more):
        return hang(snapshot, pages=tuple(PAGES), **more)

    return made


@pytest.mark.parametrize(
    ("page", "name", "said"),
    [
        ("response", "first_day", "First reply last 60 min 7 min usually 7 min 03 06 09 12 15 18 21 10 min"),
        ("response", "next_day", "Next replies last 60 min 4 min usually 5 min"),
        ("response", "reply_channels", "First reply today 6 min all channels 6 min Facebook"),
        ("team", "capacity", "Capacity now 9 full time of 11"),
        ("team", "turned", "Won over estimate 9 of 46 angry first 79 kind messages 21 calmed down"),
        ("team", "answered_day", "Replies out today 398 usually 37"),
        ("channels", "channel_table", "Channels waiting longest today last message 9 Facebook public 14 min 29 30 s"),
        ("today", "arrivals_day", "Messages in today 412 usually 38"),
        ("today", "queue_day", "Queue now 23 usually 17"),
        ("today", "mood_day", "Mood 60 min −11% usually −15%"),
    ],
)  # fmt: skip
def test_a_busy_day_in_words(paged, page, name, said):
    assert says(paged(snapshots.busy()), page, name).startswith(said)


@pytest.mark.parametrize("page", sorted(PAGES))
def test_without_numbers_a_tile_has_dashes_and_no_figure(paged, page):
    wall = paged(snapshots.first_fill())
    turn_to(wall, page)
    for name, panel in tiles(wall).items():
        if name != "strip":
            assert "–" in texts(panel), name
            assert not {text for text in texts(panel) if text.isdecimal()}, name


@pytest.mark.parametrize("page", sorted(PAGES))
def test_the_same_snapshot_again_repaints_nothing_on_any_page(paged, page):
    wall = paged(snapshots.busy())
    turn_to(wall, page)
    assert wall.page.present(snapshots.busy()) == 0


def test_a_channel_that_is_silent_when_messages_were_expected_says_so(paged):
    wall = paged(snapshots.busy())
    assert "silent 3 h 03, 12 expected" in says(wall, "channels", "channel_table")
    assert ("diamond", "bad") in tiles(wall)["channel_table"].marks
    far = paged(snapshots.busy(), distance=8.0)
    assert "silent" in says(far, "channels", "channel_table")


def test_channels_that_have_no_room_are_added_up(paged):
    wall = paged(snapshots.storm(), distance=8.0)
    assert "3 more" in says(wall, "channels", "channel_table")
    many = tiles(wall)["channel_table"].shown.beats
    assert len(in_need(many, 4)) == 4
    assert in_need(many, 6) == many
    assert sum(beat.size for beat in in_need(many, 3)) == sum(beat.size for beat in many)


def test_silence_where_little_was_expected_is_calm(paged):
    assert "1 h 23 ago" in says(paged(snapshots.busy()), "channels", "channel_table")


def test_a_channel_that_nobody_uses_is_hidden(paged):
    day = snapshots.busy()
    by = {name: it for name, it in day.reading.by["channel"].items() if name != "X"}
    beats = {name: it for name, it in day.heartbeats.items() if name != "X"}
    wall = paged(replace(day, heartbeats=beats, reading=replace(day.reading, by={"channel": by})))
    turn_to(wall, "channels")
    assert "X" not in texts(tiles(wall)["channel_table"])


def test_the_slowest_hour_is_one_in_which_we_were_open(paged):
    assert "14 min slowest, 14–15" in says(
        paged(snapshots.busy(), distance=3.0), "response", "reply_channels"
    )
    day = snapshots.busy()
    nights = {"hour": snapshots.by_hour(lambda hour: 36_000.0 if hour < 8 else 240.0)}
    closed = replace(day, closed=snapshots.closed(), reading=replace(day.reading, by=day.reading.by | nights))
    assert "10 h" not in says(paged(closed), "response", "reply_channels")


@pytest.mark.parametrize("language", ["en", "nb", "nn", "sv", "da"])
@pytest.mark.parametrize("seconds", [840.0, 5_999.0, 36_100.0])
def test_an_hour_is_never_named_without_saying_that_it_is_the_slowest(paged, language, seconds):
    day = snapshots.busy()
    slow = {"hour": snapshots.by_hour(lambda hour: seconds if hour == 12 else 240.0)}
    wall = paged(replace(day, reading=replace(day.reading, by=day.reading.by | slow)), language=language)
    (named,) = [text for text in says(wall, "response", "reply_channels").split() if text.startswith("12")]
    words = {"en": "slowest,", "nb": "tregest,", "nn": "tregast,", "sv": "trögast,", "da": "trægest,"}
    assert f"{words[language]} {named}" in says(wall, "response", "reply_channels")


def test_an_hour_that_is_still_to_come_is_yesterdays_and_not_named(paged):
    day = snapshots.busy()  # 14:32
    last_night = {"hour": snapshots.by_hour(lambda hour: 7200.0 if hour in {15, 22} else 60.0 * hour)}
    said = says(
        paged(replace(day, reading=replace(day.reading, by=day.reading.by | last_night))),
        "response",
        "reply_channels",
    )
    assert "14 min slowest, 14–15" in said


def test_closed_hours_are_shaded_and_what_is_usual_lies_over_them(paged):
    wall = paged(snapshots.at_night())
    turn_to(wall, "response")
    plot, roles = tiles(wall)["first_day"]._plot, wall.look.theme.roles
    shaded = columns_of(plot, roles["closed"])
    assert {2, 10, 30, 95} <= shaded
    assert not shaded & set(range(35, 90))
    assert {2, 10, 30, 60, 95} <= columns_of(plot, roles["usual"])


def test_no_name_is_on_the_page_team_unless_the_team_agreed(paged):
    said = says(paged(snapshots.busy()), "team", "load")
    assert not [name for name in snapshots.NAMES if name in said]


def test_the_quarter_that_still_runs_is_not_drawn_as_a_fall(paged):
    wall = paged(snapshots.busy())
    turn_to(wall, "today")
    assert len(tiles(wall)["arrivals_day"].shown.curve.values) == snapshots.SLOTS - 1


@pytest.mark.parametrize("page", ["response", "team", "channels", "today", "voice", "month", "storm"])
@pytest.mark.parametrize("language", ["nb", "en"])
def test_at_ten_metres_a_page_says_less_and_nothing_lies_over_or_beyond(hang, page, language):
    storm = replace(voices.stated_storm(), month=months.days())
    for day in (storm, replace(snapshots.busy(), month=months.days())):
        wall = hang(day, pages=(page,), distance=10.0, language=language)
        for name, panel in tiles(wall).items():
            assert overlapping(panel) == [], name
            assert [
                drawn.text for drawn in panel.drawn if drawn.left + drawn.width > panel.width() + 1
            ] == [], name


def test_a_sentence_that_has_no_room_loses_its_last_part_and_is_never_cut_in_two(hang):
    far = sentence(tiles(hang(snapshots.storm(), distance=10.0, language="nb"))["strip"])
    assert "henvendelser i timen" in far
    assert "×" not in far
    near = sentence(tiles(hang(snapshots.storm(), distance=5.0, language="nb"))["strip"])
    assert "4 × det vanlige" in near
