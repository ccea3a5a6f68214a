"""What a picture says: the texts on a wall, tile by tile."""

from datetime import timedelta
from itertools import combinations

from dashboard.voice.turns import TURN

RULELESS = {"strip", "vitals"}  # which no rule is over, or one of their own


def tiles(wall):
    """The tiles that are seen, by name, with the strip and what stands over the page."""
    shown = {name: panel for name, panel in wall.page.panels.items() if not panel.isHidden()}
    over = {} if wall.vitals.isHidden() else {"vitals": wall.vitals}
    return shown | over | {"strip": wall.strip}


def texts(panel):
    """Every text of a tile."""
    return [drawn.text for drawn in panel.drawn]


def sentence(panel):
    """All of a tile in one line."""
    return " ".join(texts(panel))


def overlapping(panel):
    """Pairs of texts that cover each other by more than a hair."""
    hair = 1.5
    return [
        (one.text, other.text)
        for one, other in combinations(panel.drawn, 2)
        if one.left + one.width > other.left + hair
        and other.left + other.width > one.left + hair
        and one.top + one.height > other.top + hair
        and other.top + other.height > one.top + hair
    ]


def signs_covered(panel):
    """Signs that lie over a text by more than a hair."""
    hair = 1.5
    return [
        (name, drawn.text)
        for name, box in panel.signs
        for drawn in panel.drawn
        if box.right() > drawn.left + hair
        and drawn.left + drawn.width > box.left() + hair
        and box.bottom() > drawn.top + hair
        and drawn.top + drawn.height > box.top() + hair
    ]


def under_a_curve(panel):
    """Texts that lie under a tile's curve by more than a hair."""
    plot, hair = getattr(panel, "_plot", None), 1.5
    if plot is None or plot.isHidden():
        return []
    left, top = plot.x() + hair, plot.y() + hair
    right, bottom = plot.x() + plot.width() - hair, plot.y() + plot.height() - hair
    return [
        drawn.text
        for drawn in panel.drawn
        if drawn.left < right
        and drawn.left + drawn.width > left
        and drawn.top < bottom
        and drawn.top + drawn.height > top
    ]


def outside(panel):
    """Texts that leave their tile, to the right or below."""
    return [
        drawn.text
        for drawn in panel.drawn
        if (
            drawn.left < -1 and drawn.px < 150
        )  # the giant number begins a hair to the left, so that its stem stands on the edge
        or drawn.left + drawn.width > panel.width() + 1
        or drawn.top + drawn.height > panel.height() + 1
        or drawn.top < 0
    ]


def crossing_the_rule(panel):
    """Texts so near the rule over their tile that from afar they touch it."""
    clear = panel.look.sizes.rule + panel.em * 0.1
    return [drawn.text for drawn in panel.drawn if drawn.top < clear and panel.NAME not in RULELESS]


def turn_to(wall, page):
    """Show a page as if it were its turn, whatever holds the wall at home."""
    wall.stage._show(page, wall._awake(), wall.showing.snapshot)
    wall._tell()
    wall._stand()
    wall.grab()


def next_turn(panel):
    """Let a turn's time go by for a tile whose contents take turns."""
    later = panel.clock() + timedelta(seconds=TURN)
    panel.clock = lambda: later
    panel.look_at_clock()
