"""Every tile says what its numbers are of, or what they are held against; every page how old they are."""

import re

import pytest

from tests.ui import months, voices
from tests.ui.reading import sentence, tiles, turn_to
from ui.pages import PAGES

UNIT = re.compile(r"\b(min|h|s|d)\b|%|×|an hour|waiting|online|customers|full time|in ¼ h|in 1 h")
HELD = re.compile(
    r"usual|goal|under|target|within|over|now|today|last|since|until|ago|expected|of \d|10 min|65%"
)
LEVELS = {"triangle", "diamond", "cross"}  # what was held against a target shows it by its mark, too
WORDS_ONLY = {"voice", "statements"}


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("name", PAGES)
def test_every_tile_has_a_unit_or_something_to_hold_it_against_and_every_page_its_age(hang, name, theme):
    snapshot = months.gaps() if name == "month" else voices.stated_storm()
    wall = hang(snapshot, pages=(name,), theme=theme)
    turn_to(wall, name)
    for tile, panel in tiles(wall).items():
        said = sentence(panel)
        if tile in WORDS_ONLY | {"strip"}:
            continue
        assert re.search(r"\d", said), (tile, said)
        assert UNIT.search(said) or HELD.search(said), (tile, said)
        assert HELD.search(said) or LEVELS & {mark for mark, _ in panel.marks}, (tile, said)
    assert re.search(r"\d+ s old", sentence(wall.strip))
    assert re.search(r"next in|asking", sentence(wall.strip))
