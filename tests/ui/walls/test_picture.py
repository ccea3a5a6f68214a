"""When the picture is taken."""

import msgspec

from dashboard.snapshot import Filling
from tests.ui import snapshots
from ui.walls.picture import Photographer


def test_of_the_past_the_picture_is_taken_at_once_even_of_a_minute_in_the_first_fill(qtbot):
    filling = msgspec.structs.replace(snapshots.busy(), filling=Filling(arrived=1, expected=10))
    photographer = Photographer(0, 0)
    photographer.look(filling)
    with qtbot.waitSignal(photographer.ready, timeout=5000):
        photographer.start()


def test_of_the_present_it_waits_for_the_fill(qtbot):
    filling = msgspec.structs.replace(snapshots.busy(), filling=Filling(arrived=1, expected=10))
    photographer = Photographer(10, 300)
    photographer.look(filling)
    with qtbot.assertNotEmitted(photographer.ready, wait=100):
        photographer.start()
    photographer.look(snapshots.busy())
    photographer.stop()
