"""The page Team: what all of us carry, who is there, and what went well; nobody is ranked."""

from ui.drawing.layouts import Layout
from ui.pages.page import Page

TEAM = Page(
    name="team",
    tiles=("load", "turned", "capacity", "answered_day"),
    layouts=(
        Layout(3, 2, {
            "load": (0, 0, 2, 1), "capacity": (2, 0, 1, 1),
            "answered_day": (0, 1, 2, 1), "turned": (2, 1, 1, 1),
        }),
        # Upright screens.
        Layout(2, 3, {
            "load": (0, 0, 2, 1), "capacity": (0, 1, 1, 1), "turned": (1, 1, 1, 1), "answered_day": (0, 2, 2, 1),
        }),
        # Far away.
        Layout(2, 1, {"load": (0, 0, 1, 1), "turned": (1, 0, 1, 1)}, least=(10.2, 5.8)),
        Layout(1, 1, {"load": (0, 0, 1, 1)}),
    ),
)  # fmt: skip
