"""The page Storm: what storms, how it goes on and what we answer, as long as it lasts."""

from ui.drawing.layouts import Layout
from ui.pages.page import Page

STORM = Page(
    name="storm",
    tiles=("surge", "outlook", "surge_day", "causes", "statements"),
    layouts=(
        Layout(3, 2, {
            "surge": (0, 0, 1, 1), "surge_day": (1, 0, 2, 1),
            "outlook": (0, 1, 1, 1), "causes": (1, 1, 1, 1), "statements": (2, 1, 1, 1),
        }),
        # Wide and low screens.
        Layout(3, 1, {"surge": (0, 0, 1, 1), "outlook": (1, 0, 1, 1), "surge_day": (2, 0, 1, 1)}, least=(11.0, 7.0)),
        # Upright screens.
        Layout(2, 3, {
            "surge": (0, 0, 1, 1), "outlook": (1, 0, 1, 1), "surge_day": (0, 1, 2, 1),
            "causes": (0, 2, 1, 1), "statements": (1, 2, 1, 1),
        }),
        Layout(1, 5, {
            "surge": (0, 0, 1, 1), "outlook": (0, 1, 1, 1), "surge_day": (0, 2, 1, 1),
            "causes": (0, 3, 1, 1), "statements": (0, 4, 1, 1),
        }),
        # Far away.
        Layout(2, 1, {"surge": (0, 0, 1, 1), "outlook": (1, 0, 1, 1)}, least=(10.2, 5.0)),
        Layout(1, 1, {"surge": (0, 0, 1, 1)}),
    ),
    instead={"statements": ("causes",)},
)  # fmt: skip
