"""The soak in its short form: ten minutes of simulated time; `make soak` has two days of it."""

from tests.proofs.soak import SCREENS, soak
from tests.ui import snapshots, voices
from ui.pages import PAGES

QUICK = SCREENS | {
    "screen": {"seconds": 5},
    "screens": {"hall": {"theme": "by-clock", "light": {"daily": "08:02-08:04"}}},
}


def test_nothing_is_made_after_the_first_round(fonts):
    states = [snapshots.busy(), voices.stated_storm(), snapshots.calm(), voices.stated()]
    done = soak(states, seconds=700, first_round=400, every=90, screens=QUICK)
    assert done.more == {}
    assert done.there["items of plots"] >= 20
    assert done.seen.keys() == PAGES.keys()
