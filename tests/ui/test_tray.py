"""The tray's icon: readable at every size, silent unless asked, each alert told once; nothing without a tray."""

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from dashboard.settings import Desk
from tests.ui import snapshots
from tests.ui.test_alerts import SEEN, alert, with_alerts
from ui import tray
from ui.drawing.theme import load

DARK = load("dark")


class Shelf(QSystemTrayIcon):
    """A tray as a desktop has it, and as the offscreen platform lacks it: what is shown in it is kept."""

    @staticmethod
    def isSystemTrayAvailable():  # noqa: N802
        return True

    def show(self):
        Shelf.shown.append(self)

    def hide(self):
        Shelf.shown.remove(self)

    def showMessage(self, *said):  # noqa: N802
        Shelf.said.append(said)


@pytest.fixture
def shelf(fonts, monkeypatch):
    """A tray, and how often the machine beeped."""
    Shelf.shown, Shelf.said, Shelf.beeps = [], [], []
    monkeypatch.setattr(tray, "QSystemTrayIcon", Shelf)
    monkeypatch.setattr(QApplication, "beep", lambda: Shelf.beeps.append(1))
    return Shelf


@pytest.fixture
def made(qapp):
    trays = []

    def make(notify=None, **wishes):
        trays.append(tray.Tray(Desk(**wishes), DARK, notify=notify))
        return trays[-1]

    yield make
    for each in trays:
        each.deleteLater()


def test_where_there_is_no_tray_nothing_happens(fonts, made):
    it = made()
    it.present(with_alerts(alert()))
    assert it.icon is None


def test_each_alert_is_told_once_and_again_only_when_it_begins_again(shelf, made):
    it = made()
    it.present(with_alerts(alert()))
    it.present(with_alerts(alert(), alert("Queue", unit="count", value=41.0, limit=30.0)))
    it.present(with_alerts(alert()))
    assert [said[1].replace("\N{NO-BREAK SPACE}", " ") for said in shelf.said] == [
        "Longest wait: 42 min, over 30 min since 14:20",
        "Queue: 41, over 30 since 14:20",
    ]
    it.present(snapshots.busy())
    it.present(with_alerts(alert()))
    assert len(shelf.said) == 2, "a feed that began anew said nothing of it for a poll"
    it.present(with_alerts(replace(alert(), id="Longest wait 2")))
    assert len(shelf.said) == 3


def test_what_was_told_is_remembered_for_long_and_not_for_ever(shelf, made):
    it = made()
    for number in range(600):
        it.present(with_alerts(replace(alert(), id=f"Longest wait {number}")))
    assert len(it._told) == 500
    it.present(with_alerts(replace(alert(), id="Longest wait 101")))
    assert len(shelf.said) == 600


def test_one_that_somebody_has_seen_is_no_news(shelf, made):
    made().present(with_alerts(alert(**SEEN)))
    assert shelf.said == []


def test_there_is_no_sound_unless_asked_for(shelf, made):
    made().present(with_alerts(alert()))
    assert shelf.beeps == []
    it = made(sound=True)
    it.present(with_alerts(alert(), alert("Queue")))
    it.present(with_alerts(alert(), alert("Queue")))
    assert shelf.beeps == [1]


def test_what_is_not_wished_is_not_there(shelf, made):
    it = made(notifications=False)
    it.present(with_alerts(alert()))
    assert shelf.said == []
    it.dress(Desk(notifications=False, tray=False), DARK)
    assert (it.icon, shelf.shown) == (None, [])


def test_who_wants_no_number_in_the_tray_is_told_of_alerts_alone(shelf, made):
    it = made(tray=False)
    it.present(with_alerts(alert()))
    assert it._drawn == ("–", "bad")
    assert len(shelf.said) == 1


def test_more_than_three_figures_have_no_room(shelf, made):
    it = made()
    day = snapshots.busy()
    many = replace(day.reading, now=replace(day.reading.now, queue_size=4321))
    it.present(replace(day, reading=many))
    assert it._drawn == ("999", "fine")
    assert "4,321 wait" in it.icon.toolTip()


def test_the_icon_is_less_loud_once_somebody_has_seen_the_alert(shelf, made):
    it = made()
    for more, how in (({}, "bad"), (SEEN, "warn")):
        it.present(with_alerts(alert(**more)))
        assert it._drawn == ("23", how)


def test_what_the_icon_says_is_bounded(shelf, made):
    it = made()
    it.present(with_alerts(*(alert(f"{number} {'x' * 400}") for number in range(9))))
    assert len(it.icon.toolTip().splitlines()) == 5
    assert max(map(len, it.icon.toolTip().splitlines())) <= 200
    assert all(len(said[1]) <= 200 for said in shelf.said)


def test_the_icon_says_in_words_what_it_shows(shelf, made):
    it = made()
    it.present(with_alerts(alert()))
    said = it.icon.toolTip().replace("\N{NO-BREAK SPACE}", " ").splitlines()
    assert said == [
        "Pulsvegg: 23 wait",
        "longest wait 25 min",
        "Longest wait: 42 min, over 30 min since 14:20",
    ]
    it.present(snapshots.trouble())
    assert "No contact since" in it.icon.toolTip()
    it.present(snapshots.first_fill())
    assert it.icon.toolTip() == "Pulsvegg: no numbers yet"


def test_it_is_drawn_only_when_it_changes(shelf, made):
    it = made()
    it.present(snapshots.busy())
    before = it.icon.icon().cacheKey()
    it.present(snapshots.busy())
    assert it.icon.icon().cacheKey() == before
    it.present(snapshots.storm())
    assert it.icon.icon().cacheKey() != before


def test_a_click_opens_the_desk(shelf, made, qtbot):
    it = made()
    with qtbot.waitSignal(it.opened):
        it.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    with qtbot.waitSignal(it.opened):
        it.icon.messageClicked.emit()


@pytest.mark.parametrize("size", tray.SIZES)
@pytest.mark.parametrize("text", ["0", "7", "23", "143", "999", "–"])
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_number_fills_the_icon_and_stays_within_it(fonts, size, text, theme):
    image = tray.picture(text, "fine", load(theme), size).toImage()
    ground = image.pixelColor(size // 2, size - 1).lightness()
    ink = [
        (x, y)
        for x in range(size)
        for y in range(size)
        if image.pixelColor(x, y).alpha() > 250 and abs(image.pixelColor(x, y).lightness() - ground) > 100
    ]
    assert ink
    xs, ys = [x for x, _ in ink], [y for _, y in ink]
    assert min(xs) >= 0
    assert max(xs) <= size - 1
    assert min(ys) > 0
    assert max(ys) < size - 1
    if text != "–":
        assert max(ys) - min(ys) + 1 >= size * 0.4, "figures at least two fifths of the icon's height"


def test_an_alert_is_another_shape_not_only_another_colour(fonts):
    calm, loud = (tray.picture("7", how, DARK, 32).toImage() for how in ("fine", "bad"))
    assert calm.pixelColor(0, 0).alpha() < 50
    assert loud.pixelColor(0, 0).alpha() == 255


def test_old_numbers_are_no_number(shelf, made):
    it = made()
    it.present(replace(snapshots.trouble()))
    assert it._drawn == ("–", "fine")
