"""Every page in every language at 3, 5 and 8 m: no text cut, covered by another, outside its tile or too small.

With PULSVEGG_PICTURES set to a folder, the pictures are kept there to be looked at.
"""

import pytest

from tests.proofs.words import TRANSLATED
from tests.ui import months, snapshots, voices
from tests.ui.pages.test_pictures import SCREENS, assert_readable
from tests.ui.reading import turn_to
from ui.pages import PAGES
from ui.speech.words import TROUBLES

STATES = {
    "storm": voices.stated_storm,
    "weekday": voices.stated,
    "night": snapshots.at_night,
    "first_fill": snapshots.first_fill,
    "noticed": snapshots.noticed,
    "no_contact": snapshots.trouble,
    "no_data": snapshots.no_data,
    "month": months.gaps,
}
FULL = ("storm", "weekday", "month")
SEEN = [
    *((state, screen) for state in FULL for screen in ("3m", "5m", "8m")),
    *((state, "5m") for state in STATES.keys() - set(FULL)),
    ("storm", "upright"),
]


@pytest.mark.parametrize("name", TRANSLATED)
@pytest.mark.parametrize(("state", "screen"), sorted(SEEN))
def test_every_page_can_be_read(hang, name, state, screen, tmp_path):
    wall = hang(STATES[state](), pages=tuple(PAGES), language=name, **SCREENS[screen])
    for page in PAGES:
        turn_to(wall, page)
        assert_readable(wall, screen, f"{state}-{name}", tmp_path)


@pytest.mark.parametrize("name", TRANSLATED)
@pytest.mark.parametrize("metres", [3, 5, 8])
def test_every_reason_has_room_at_room_size(hang, name, metres):
    wall = hang(snapshots.trouble(), distance=metres, language=name)
    for kind in TROUBLES:
        wall.show_snapshot(snapshots.trouble(kind))
        wall.strip.grab()
        assert wall.strip.lines() <= (2 if metres <= 5 else 3), kind
        assert all(drawn.whole for drawn in wall.strip.drawn), kind
