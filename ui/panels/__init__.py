"""The panels: one file a panel, one row in PANELS."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.drawing.look import Look
from ui.panels.causes import CausesPanel
from ui.panels.channels import ChannelsPanel
from ui.panels.day import AnsweredDay, ArrivalsDay, FirstDay, MoodDay, NextDay, QueueDay, SurgeDay
from ui.panels.fresh import FreshPanel
from ui.panels.heartbeats import HeartbeatsPanel
from ui.panels.load import LoadPanel
from ui.panels.month import RateMonth, ReplyMonth
from ui.panels.mood import MoodPanel
from ui.panels.outlook import OutlookPanel
from ui.panels.panel import Panel
from ui.panels.queue import QueuePanel
from ui.panels.rate import RatePanel
from ui.panels.replies import RepliesPanel
from ui.panels.response import ResponsePanel
from ui.panels.roster import RosterPanel
from ui.panels.statements import StatementsPanel
from ui.panels.struggles import StrugglesPanel
from ui.panels.surge import SurgePanel
from ui.panels.turned import TurnedPanel
from ui.panels.voice import VoicePanel

PANELS: dict[str, Callable[[Look, QWidget | None], Panel[Any]]] = {
    "queue": QueuePanel,
    "response": ResponsePanel,
    "rate": RatePanel,
    "mood": MoodPanel,
    "load": LoadPanel,
    "channels": ChannelsPanel,
    "first_day": FirstDay,
    "next_day": NextDay,
    "reply_channels": RepliesPanel,
    "capacity": RosterPanel,
    "turned": TurnedPanel,
    "channel_table": HeartbeatsPanel,
    "arrivals_day": ArrivalsDay,
    "answered_day": AnsweredDay,
    "queue_day": QueueDay,
    "mood_day": MoodDay,
    "struggles": StrugglesPanel,
    "voice": VoicePanel,
    "statements": StatementsPanel,
    "fresh": FreshPanel,
    "rate_month": RateMonth,
    "reply_month": ReplyMonth,
    "surge": SurgePanel,
    "surge_day": SurgeDay,
    "outlook": OutlookPanel,
    "causes": CausesPanel,
}
