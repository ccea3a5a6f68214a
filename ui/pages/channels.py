"""The page Channels: each way customers reach us, and whether it is alive."""

from ui.drawing.layouts import Layout
from ui.pages.page import Page

CHANNELS = Page(
    name="channels",
    tiles=("channel_table",),
    layouts=(Layout(1, 1, {"channel_table": (0, 0, 1, 1)}),),
)
