"""The page Response: how fast customers are answered, by the clock of the whole day and by channel."""

from ui.drawing.layouts import Layout
from ui.pages.page import Page

RESPONSE = Page(
    name="response",
    tiles=("first_day", "next_day", "reply_channels"),
    layouts=(
        Layout(3, 2, {"first_day": (0, 0, 2, 1), "next_day": (0, 1, 2, 1), "reply_channels": (2, 0, 1, 2)}),
        # Upright screens.
        Layout(1, 3, {
            "first_day": (0, 0, 1, 1), "next_day": (0, 1, 1, 1), "reply_channels": (0, 2, 1, 1),
        }, least=(18.0, 5.8)),
        # Far away.
        Layout(1, 1, {"first_day": (0, 0, 1, 1)}),
    ),
)  # fmt: skip
