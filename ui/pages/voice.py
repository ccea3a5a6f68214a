"""The page Voice: what customers struggle with now, in numbers, in one voice, and with what we say to it."""

from ui.drawing.layouts import Layout
from ui.pages.page import Page

VOICE = Page(
    name="voice",
    tiles=("struggles", "voice", "statements", "fresh"),
    layouts=(
        Layout(8, 20, {
            "struggles": (0, 0, 5, 20), "voice": (5, 0, 3, 9),
            "statements": (5, 9, 3, 6), "fresh": (5, 15, 3, 5),
        }, least=(3.5, 0.95)),
        Layout(8, 13, {
            "struggles": (0, 0, 5, 13), "voice": (5, 0, 3, 8), "statements": (5, 8, 3, 5),
        }, least=(3.5, 1.08)),
        # Wide and low screens.
        Layout(8, 1, {"struggles": (0, 0, 5, 1), "voice": (5, 0, 3, 1)}, least=(3.5, 9.0)),
        # Upright screens.
        Layout(1, 20, {
            "struggles": (0, 0, 1, 9), "voice": (0, 9, 1, 5), "statements": (0, 14, 1, 3), "fresh": (0, 17, 1, 3),
        }, least=(16.0, 1.6)),
        # Far away.
        Layout(1, 2, {"struggles": (0, 0, 1, 1), "voice": (0, 1, 1, 1)}, least=(16.0, 3.8)),
        Layout(1, 1, {"struggles": (0, 0, 1, 1)}),
    ),
    instead={"statements": ("voice", "fresh"), "fresh": ("statements", "voice")},
)  # fmt: skip
