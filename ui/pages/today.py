"""The page Today: the day's curves over those that the same weekday usually has."""

from ui.drawing.layouts import Layout
from ui.pages.page import Page

TODAY = Page(
    name="today",
    tiles=("arrivals_day", "queue_day", "answered_day", "mood_day"),
    layouts=(
        Layout(2, 2, {
            "arrivals_day": (0, 0, 1, 1), "answered_day": (1, 0, 1, 1),
            "queue_day": (0, 1, 1, 1), "mood_day": (1, 1, 1, 1),
        }, least=(16.0, 5.8)),
        # Upright screens.
        Layout(1, 4, {
            "arrivals_day": (0, 0, 1, 1), "answered_day": (0, 1, 1, 1),
            "queue_day": (0, 2, 1, 1), "mood_day": (0, 3, 1, 1),
        }, least=(16.0, 5.8)),
        # Far away.
        Layout(1, 2, {"arrivals_day": (0, 0, 1, 1), "queue_day": (0, 1, 1, 1)}, least=(11.0, 4.0)),
        Layout(1, 1, {"arrivals_day": (0, 0, 1, 1)}),
    ),
)  # fmt: skip
