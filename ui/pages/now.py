"""The page Now: what the team needs to know this minute."""

from ui.drawing.layouts import Layout
from ui.pages.page import Page

NOW = Page(
    name="now",
    tiles=("queue", "response", "rate", "channels", "mood", "load"),
    layouts=(
        # Three columns and rows: all six tiles in three sizes.
        Layout(3, 3, {
            "queue": (0, 0, 1, 2), "response": (1, 0, 2, 1),
            "rate": (1, 1, 1, 1), "channels": (2, 1, 1, 2),
            "load": (0, 2, 1, 1), "mood": (1, 2, 1, 1),
        }),
        # Wide and low screens.
        Layout(4, 2, {
            "queue": (0, 0, 1, 2), "response": (1, 0, 2, 1), "rate": (1, 1, 1, 1),
            "mood": (2, 1, 1, 1), "channels": (3, 0, 1, 2),
        }),
        Layout(3, 2, {
            "queue": (0, 0, 1, 2), "response": (1, 0, 1, 1), "rate": (1, 1, 1, 1), "channels": (2, 0, 1, 2),
        }, least=(11.8, 5.8)),
        # Upright screens.
        Layout(2, 4, {
            "queue": (0, 0, 1, 2), "response": (1, 0, 1, 1), "rate": (1, 1, 1, 1),
            "channels": (0, 2, 1, 2), "mood": (1, 2, 1, 1), "load": (1, 3, 1, 1),
        }),
        Layout(1, 5, {"queue": (0, 0, 1, 2), "response": (0, 2, 1, 1), "rate": (0, 3, 1, 1), "mood": (0, 4, 1, 1)}),
        # Far away: 8 m, and farther.
        Layout(2, 5, {"queue": (0, 0, 1, 5), "response": (1, 0, 1, 3), "rate": (1, 3, 1, 2)}, least=(10.2, 1.9)),
        Layout(1, 1, {"queue": (0, 0, 1, 1)}),
    ),
)  # fmt: skip
