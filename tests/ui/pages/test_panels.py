"""What each tile says in each state of the day."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QObject

from dashboard.model import Bands, Load, Share, Spread
from tests.ui import snapshots
from tests.ui.reading import sentence, texts, tiles
from ui.pages import PAGES
from ui.panels import PANELS
from ui.panels.load import arranged

TILES = sorted(PAGES["now"].tiles)


def says(wall, name):
    return sentence(tiles(wall)[name])


def roles(wall, name, text):
    return {drawn.role for drawn in tiles(wall)[name].drawn if drawn.text == text}


def shapes(wall, name):
    return {shape for shape, _ in tiles(wall)[name].marks}


def test_the_queue_dominates(hang):
    wall = hang(snapshots.busy())
    largest = {name: max(drawn.px for drawn in panel.drawn) for name, panel in tiles(wall).items()}
    assert largest.pop("queue") > 2 * max(largest.values())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "queue",
            "Queue now ↑ 2 in 1 h 23 usually 17 25 min longest wait 0 waiting over 1 h 9 waiting in public",
        ),
        (
            "response",
            "First reply today 6 min target 10 min 7 min usually now 22 min 9 of 10 within last 60 min 7 min",
        ),
        ("rate", "Response rate today 91% goal 65% 83% within 10 min"),
        ("mood", "Mood today, estimate −11% 29% 46% 19%"),
        ("load", "Load now 7 online 2 busy, 2 offline 24 waiting 80 open"),
        ("channels", "Channels queue, wait 9 14 min Facebook 6 25 min Messenger"),
        ("strip", "14:32 12 s old next in 18 s Now"),
    ],
)
def test_a_busy_day_in_words(hang, name, said):
    assert says(hang(snapshots.busy()), name).startswith(said)


@pytest.mark.parametrize("name", TILES)
@pytest.mark.parametrize("state", ["first_fill", "none"])
def test_without_numbers_a_tile_has_dashes_and_no_figure(hang, name, state):
    wall = hang(snapshots.first_fill() if state == "first_fill" else None)
    said = texts(tiles(wall)[name])
    assert "–" in said
    numbers = {text for text in said if text.isdecimal()}
    assert not numbers


def test_a_window_without_cases_is_a_dash_and_an_empty_queue_is_0(hang):
    wall = hang(snapshots.no_data())
    assert says(wall, "queue").startswith("Queue now 0 – longest wait 0")
    assert says(wall, "response").startswith(
        "First reply today – target 10 min – 9 of 10 within – next replies"
    )
    assert says(wall, "rate").startswith("Response rate today – goal 65% –")
    assert says(wall, "mood").startswith("Mood today, estimate – ")


def test_a_day_half_known_has_its_queue_and_its_last_hour_and_no_day(hang):
    wall = hang(snapshots.half_known())
    assert says(wall, "queue").startswith("Queue now ↑ 2 in 1 h 23")
    assert says(wall, "response").startswith("First reply today – target")
    assert "last 60 min 7 min" in says(wall, "response")


def test_on_a_calm_day_nothing_is_coloured(hang):
    wall = hang(snapshots.calm())
    for panel in tiles(wall).values():
        assert not {drawn.role for drawn in panel.drawn} & {"warn", "bad", "good"}


def test_the_abnormal_has_a_colour_a_shape_and_a_word(hang):
    wall = hang(snapshots.storm())
    assert roles(wall, "queue", "143") == {"bad"}
    assert "very late" in says(wall, "queue")
    assert roles(wall, "rate", "44%") == {"bad"}
    assert "under 65%" in says(wall, "rate")
    assert roles(wall, "response", "42") == {"bad"}
    assert "late" in says(wall, "response")
    for name in ("queue", "rate", "response", "channels"):
        assert "diamond" in shapes(wall, name)


def test_late_and_very_late_have_other_shapes(hang):
    day = snapshots.busy()
    today = replace(day.reading.windows["today"], first_response_time=Spread(median=700.0, n=9))
    wall = hang(replace(day, reading=replace(day.reading, windows=day.reading.windows | {"today": today})))
    assert next(it.role for it in tiles(wall)["response"].drawn if it.text == "12") == "warn"
    assert shapes(wall, "response") == {"triangle"}


def test_over_the_target_by_a_second_is_not_said_as_the_target(hang):
    day = snapshots.busy()
    late = Spread(median=601.0, n=9)
    windows = {
        key: replace(day.reading.windows[key], first_response_time=late) for key in ("today", "last_60_min")
    }
    wall = hang(replace(day, reading=replace(day.reading, windows=day.reading.windows | windows)))
    assert says(wall, "response").startswith("First reply today 11 min late")
    assert "last 60 min 11 min" in says(wall, "response")
    assert roles(wall, "response", "11") == {"warn"}


@pytest.mark.parametrize(
    ("share", "said", "role"),
    [
        (0.65, "65%", "text"),
        (0.6499, "64%", "warn"),
        (0.636, "64%", "warn"),
        (0.5, "50%", "warn"),
        (0.499, "50%", "bad"),
    ],
)
def test_the_rate_is_held_against_its_goal(hang, share, said, role):
    day = snapshots.busy()
    today = replace(day.reading.windows["today"], response_rate=Share(value=share, n=100))
    wall = hang(replace(day, reading=replace(day.reading, windows=day.reading.windows | {"today": today})))
    assert roles(wall, "rate", said) == {role}


def test_the_public_wait_has_its_level_and_no_figure_that_reads_as_a_fraction(hang):
    wall = hang(snapshots.storm(), size=(1920, 1080), distance=2.0)
    assert "61 in public, longest 3 h 04" in says(wall, "queue")
    assert roles(wall, "queue", "61") == {"bad"}
    assert "·" not in says(wall, "queue")


def test_the_direction_stays_when_the_heading_has_no_room_for_it(hang):
    wall = hang(snapshots.storm())
    assert "very late" in says(wall, "queue")
    assert "↑ 27" in says(wall, "queue")


def test_the_last_hour_has_its_level_in_a_narrow_tile_too(hang):
    wall = hang(snapshots.storm(), distance=8.0)
    assert "1 h 41 last 60 min" in says(wall, "response")
    assert roles(wall, "response", "last 60 min") == {"bad"}
    assert len(tiles(wall)["response"].marks) == 2


def test_the_usual_queue_that_has_no_room_beside_a_long_number_is_a_line(hang):
    wall = hang(snapshots.storm())
    assert "17 usual queue" in says(wall, "queue")
    assert "usual" not in says(hang(replace(snapshots.storm(), usual={})), "queue")


def test_what_is_usual_is_of_this_time_of_day(hang):
    day = snapshots.busy()
    rising = {"queue_size": snapshots.ribbon(lambda hour: hour, 2)}  # the slot that ends at 14:45 has 14.5
    wall = hang(replace(day, usual=rising))
    assert wall.page.panels["queue"].shown.usual == pytest.approx(14.5, abs=0.3)
    early = replace(day, usual=rising, reading=replace(day.reading, at=snapshots.MIDNIGHT))
    wall.show_snapshot(early)
    assert wall.page.panels["queue"].shown.usual == 0


def test_the_usual_mood_is_said_where_there_is_room(hang):
    assert "−15% usually now" in says(hang(snapshots.busy(), distance=2.0), "mood")


# ── Closed ───────────────────────────────────────────────────────────────────────────────────────────


def early(hour):
    """A queue left over from the night, at a time of the morning of a team that opens at 08:00."""
    day = snapshots.at_night()
    at = snapshots.MIDNIGHT + timedelta(hours=hour)
    now = replace(
        day.reading.now,
        longest_wait=hour * 3600.0 + 600,
        wait_median=hour * 1800.0,
        longest_public_wait=None,
        wait_bands=Bands(under_15_min=1, h1_4_h=12, h4_24_h=10),
    )
    none_yet = replace(day.reading.windows["today"], response_rate=Share(value=0.0, n=9))
    windows = day.reading.windows | {"today": none_yet}
    return replace(day, reading=replace(day.reading, at=at, now=now, windows=windows, by={}), usual={})


def test_while_we_are_closed_nobody_is_late(hang):
    wall = hang(early(7))
    assert says(wall, "queue").startswith("Queue closed")
    assert "7 h 10 longest wait 22 waiting over 1 h" in says(wall, "queue")
    for name in ("queue", "rate"):
        assert not {drawn.role for drawn in tiles(wall)[name].drawn} & {"warn", "bad"}


def test_after_opening_our_own_time_is_judged_and_the_customers_is_said(hang):
    wall = hang(early(8.5))
    assert roles(wall, "queue", "longest wait") == {"warn"}  # 8 h 40, of which 30 min open
    assert roles(wall, "queue", "waiting over 1 h") == {"dim"}
    assert roles(hang(early(9.5)), "queue", "longest wait") == {"bad"}


def test_a_median_over_night_says_how_much_of_it_was_open(hang):
    day = snapshots.at_night()
    today = replace(
        day.reading.windows["today"],
        first_response_time=Spread(median=30_000.0, n=9),
        first_response_time_open=Spread(median=240.0, n=9),
    )
    wall = hang(replace(day, reading=replace(day.reading, windows=day.reading.windows | {"today": today})))
    assert says(wall, "response").startswith("First reply today 8 h 20 open 4 min")
    assert roles(wall, "response", "8") == {"text"}


# ── People ───────────────────────────────────────────────────────────────────────────────────────────


def test_no_name_is_on_the_wall_unless_the_team_agreed(hang):
    wall = hang(snapshots.busy(), distance=2.0)
    said = says(wall, "load")
    assert not [name for name in snapshots.NAMES if name in said]


def few(count):
    day = snapshots.busy()
    return replace(
        day,
        agents=snapshots.agents(count),
        reading=replace(day.reading, now=replace(day.reading.now, load=snapshots.load(count))),
    )


def test_agreed_first_names_stand_in_the_order_of_the_alphabet(hang):
    wall = hang(few(4), distance=2.0, names=True)
    assert [text for text in texts(tiles(wall)["load"]) if text in snapshots.NAMES] == sorted(
        snapshots.NAMES[:4]
    )
    assert "Nordmann" not in says(wall, "load")


def test_names_that_have_no_room_give_way_to_bars_without_an_order_of_names(hang):
    wall = hang(snapshots.crowd(), names=True)
    assert not [text for text in texts(tiles(wall)["load"]) if text in snapshots.NAMES]


def test_under_five_people_are_one_bar(hang):
    part = tiles(hang(snapshots.small_team()))["load"].shown
    assert [(bar.open, bar.waiting) for bar in part.bars] == [(part.together.open, part.together.waiting)]


def test_a_bars_place_does_not_tell_whose_it_is():
    day = snapshots.busy()
    loads = day.reading.now.load
    swapped = loads | {"a0": loads["a1"], "a1": loads["a0"]}
    panel = PANELS["load"].part
    one, two = (
        panel(_Nameless, replace(day, reading=replace(day.reading, now=replace(day.reading.now, load=it))))
        for it in (loads, swapped)
    )
    assert one == two
    assert arranged(one.bars, names=False) == one.bars


class _Nameless:
    class look:  # noqa: N801
        names = False


def test_who_is_away_with_nothing_to_do_has_no_bar(hang):
    day = snapshots.busy()
    idle = {"a4": Load(), "a0": Load()} | {f"a{index}": Load(open=3) for index in (1, 2, 3, 5, 6)}
    wall = hang(replace(day, reading=replace(day.reading, now=replace(day.reading.now, load=idle))))
    assert len(tiles(wall)["load"].shown.bars) == 6  # a4 is offline, a0 online


# ── Channels ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_channel_that_nobody_uses_is_hidden(hang):
    day = snapshots.busy()
    by = dict(day.reading.by["channel"])
    del by["X"]
    wall = hang(replace(day, reading=replace(day.reading, by={"channel": by})))
    assert "X" not in texts(tiles(wall)["channels"])
    assert "Web chat" in texts(tiles(wall)["channels"])


def test_a_channel_that_is_cut_off_says_so(hang):
    wall = hang(snapshots.noticed())
    assert "cut off" in says(wall, "channels")
    assert "cross" in shapes(wall, "channels")
    assert "Instagram is disconnected." in says(wall, "strip")


def test_more_channels_than_lines_are_added_up(hang):
    wall = hang(snapshots.crowd())
    assert "5 more" in texts(tiles(wall)["channels"])
    assert "more" not in says(hang(replace(snapshots.crowd(), storm=None), distance=2.0), "channels")


def test_public_channels_are_marked(hang):
    panel = tiles(hang(snapshots.busy()))["channels"]
    assert sum(shape == "eye" for shape, _ in panel.marks) == 3


# ── Nothing is drawn, made or kept that need not be ──────────────────────────────────────────────────


@pytest.mark.parametrize("state", sorted(snapshots.STATES))
def test_the_same_snapshot_again_repaints_nothing(hang, qtbot, state):
    snapshot = snapshots.STATES[state]()
    wall = hang(snapshot)
    qtbot.wait(1)
    painted = []
    for panel in wall.page.panels.values():
        assert panel.present(snapshots.STATES[state]()) is False
        panel.draw = lambda *_, panel=panel: painted.append(panel)
    wall.show_snapshot(snapshots.STATES[state]())
    qtbot.wait(50)
    assert painted == []


def test_a_tile_repaints_only_for_its_own_part(hang):
    wall = hang(snapshots.busy())
    day = snapshots.busy()
    more = replace(day.reading, now=replace(day.reading.now, unassigned=7, assigned=16))
    changed = [name for name, panel in wall.page.panels.items() if panel.present(replace(day, reading=more))]
    assert changed == ["queue"]


def test_a_thousand_snapshots_make_no_object(hang, qtbot):
    wall = hang(snapshots.busy())
    states = [make() for make in snapshots.STATES.values()]
    for it in states:
        wall.show_snapshot(it)
    qtbot.wait(1)
    before = len(wall.findChildren(QObject)), len(scene_items(wall))
    for index in range(1000):
        wall.show_snapshot(states[index % len(states)])
    qtbot.wait(1)
    assert (len(wall.findChildren(QObject)), len(scene_items(wall))) == before


def scene_items(wall):
    return [item for plot in _plots(wall) for item in plot.scene().items()]


def _plots(wall):
    from ui.drawing.plots import Plot

    return wall.findChildren(Plot)
