"""Alerts on the wall's strip, and on the board where they are acknowledged."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt

from dashboard.snapshot import Alert
from tests.ui import snapshots
from ui.alerts import KEY, MOST, AlertBoard
from ui.drawing.theme import load

SINCE = snapshots.AT - timedelta(minutes=12)


def alert(name="Longest wait", **more):
    said = {
        "number": "now.longest_wait",
        "unit": "s",
        "value": 2520.0,
        "limit": 1800.0,
        "since": SINCE,
    } | more
    return Alert(id=f"{name} 1", name=name, **said)


SEEN = {"acknowledged_by": "Kari", "acknowledged_at": snapshots.AT - timedelta(minutes=3)}


def with_alerts(*alerts, day=snapshots.busy):
    return replace(day(), alerts=alerts)


# ── On the wall ──────────────────────────────────────────────────────────────────────────────────────


def strip(wall):
    wall.grab()
    return [(it.text, it.role) for it in wall.strip.drawn]


def test_an_alert_stands_in_the_strip_of_every_page_with_its_number_limit_and_time(hang):
    wall = hang(with_alerts(alert()), pages=("team", "now"))
    assert ("Longest wait: 42 min, over 30 min since 14:20", "bad") in strip(wall)
    assert ("diamond", "bad") in wall.strip.marks


def test_once_somebody_has_seen_it_it_is_less_loud_and_names_nobody(hang):
    wall = hang(with_alerts(alert(**SEEN)))
    assert ("Longest wait: 42 min, over 30 min since 14:20, seen", "dim") in strip(wall)
    assert ("triangle", "warn") in wall.strip.marks
    assert not any("Kari" in text for text, _ in strip(wall))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"unit": "count", "value": 41.0, "limit": 30.0}, "It: 41, over 30 since 14:20"),
        ({"unit": "share", "value": 0.5, "limit": 0.65, "above": False}, "It: 50%, under 65% since 14:20"),
        (
            {"unit": "balance", "value": -0.3, "limit": -0.2, "above": False},
            "It: −30, under −20 since 14:20",
        ),
        ({"value": 1801.0}, "It: 31 min, over 30 min since 14:20"),
    ],
)
def test_every_unit_is_said_as_people_say_it(hang, more, said):
    assert (said, "bad") in strip(hang(with_alerts(alert("It", **more))))


def test_of_several_the_first_is_said_and_how_many_more_there_are(hang):
    said = " ".join(text for text, _ in strip(hang(with_alerts(*(alert(f"Rule {n}") for n in range(3))))))
    assert "Rule 0: 42 min" in said
    assert "2 more alerts" in said


@pytest.mark.parametrize("size", [(1920, 1080), (3840, 2160)])
def test_an_alert_never_takes_the_clock_the_age_or_the_storm(hang, size):
    wall = hang(with_alerts(alert("x" * 40), day=snapshots.storm), size=size)
    said = strip(wall)
    assert said[0][0] == "14:32"
    assert any(text.endswith("old") for text, _ in said)
    assert any(text.startswith("Storm since") for text, _ in said)
    assert all(it.px >= wall.look.sizes.em for it in wall.strip.drawn)


def test_old_numbers_are_not_told_as_news(hang):
    said = strip(hang(with_alerts(alert(), day=snapshots.trouble)))
    assert any(text == "Longest wait: alert since 14:20" for text, _ in said)
    assert not any("42 min" in text for text, _ in said)


# ── On the board ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def board(fonts, qtbot):
    made = AlertBoard(load("dark"))
    qtbot.addWidget(made)
    made.asked = []
    made.acknowledge.connect(made.asked.append)
    return made


def lines(board):
    return [(line.words.text(), line.seen.text()) for line in board._lines if line.isVisible()]


def test_the_board_takes_no_room_while_nothing_runs(board):
    board.present(snapshots.busy())
    assert not board.isVisible()
    board.present(None)
    assert not board.isVisible()


def test_a_click_says_that_somebody_has_seen_it(board, qtbot):
    board.present(with_alerts(alert(), alert("Queue")))
    qtbot.mouseClick(board._lines[1].button, Qt.MouseButton.LeftButton)
    assert board.asked == ["Queue 1"]


def test_the_key_is_for_the_first_that_nobody_has_seen(board, qtbot):
    board.present(with_alerts(alert(**SEEN), alert("Queue")))
    with qtbot.waitActive(board):
        board.show()
        board.activateWindow()
    qtbot.keyClick(board, getattr(Qt.Key, f"Key_{KEY}"))
    assert board.asked == ["Queue 1"]


def test_an_alert_that_was_seen_says_by_whom_and_has_no_button(board):
    board.present(with_alerts(alert(**SEEN)))
    ((said, seen),) = lines(board)
    assert said.replace("\N{NO-BREAK SPACE}", " ") == "Longest wait: 42 min, over 30 min since 14:20"
    assert seen == "seen by Kari 14:29"
    assert not board._lines[0].button.isVisible()
    assert board._lines[0].mark.level == "warn"


def test_nothing_moves_when_somebody_has_seen_it(board):
    board.present(with_alerts(alert()))
    board.adjustSize()
    height = board.sizeHint().height()
    board.present(with_alerts(alert(**SEEN)))
    assert board.sizeHint().height() == height


def test_every_control_has_a_name(board):
    board.present(with_alerts(alert(), alert("Queue")))
    names = [line.button.accessibleName() for line in board._lines[:2]]
    assert [name.startswith("Seen: ") for name in names] == [True, True]
    assert "Longest wait" in names[0]
    assert "Queue" in board.accessibleDescription()


def test_as_many_as_fit_are_all(board):
    board.present(with_alerts(*(alert(f"Rule {n}") for n in range(MOST))))
    assert len(lines(board)) == MOST
    assert not board._more.isVisible()
    assert {line.mark.level for line in board._lines} == {"bad"}


def test_more_than_fit_are_counted(board):
    board.present(with_alerts(*(alert(f"Rule {n}") for n in range(MOST + 2))))
    assert len(lines(board)) == MOST
    assert board._more.text() == "2 more alerts"


def test_nothing_is_made_anew_on_a_refresh(board):
    board.present(with_alerts(alert()))
    before = board.findChildren(object)
    for queue in range(50):
        board.present(with_alerts(*(alert(f"Rule {n}") for n in range(queue % 9))))
    assert board.findChildren(object) == before
