"""The page Month: how many were answered and how fast, day by day, this month beside the last one."""

from ui.drawing.layouts import Layout
from ui.pages.page import Page

MONTH = Page(
    name="month",
    tiles=("rate_month", "reply_month"),
    layouts=(
        Layout(1, 2, {"rate_month": (0, 0, 1, 1), "reply_month": (0, 1, 1, 1)}, least=(16.0, 4.6)),
        # Far away.
        Layout(1, 1, {"rate_month": (0, 0, 1, 1)}),
    ),
)
