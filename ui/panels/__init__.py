"""The panels: one file a panel, one row in PANELS."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.look import Look
from ui.panels.channels import ChannelsPanel
from ui.panels.load import LoadPanel
from ui.panels.mood import MoodPanel
from ui.panels.panel import Panel
from ui.panels.queue import QueuePanel
from ui.panels.rate import RatePanel
from ui.panels.response import ResponsePanel

PANELS: dict[str, Callable[[Look, QWidget | None], Panel[Any]]] = {
    "queue": QueuePanel,
    "response": ResponsePanel,
    "rate": RatePanel,
    "mood": MoodPanel,
    "load": LoadPanel,
    "channels": ChannelsPanel,
}
