"""The feed and all that it stands on, put together from the settings: on their inbox, or on a demo's."""

import random
from argparse import Namespace
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from zoneinfo import ZoneInfo

from dashboard.alerts import Alerts
from dashboard.annotations import Annotations
from dashboard.feed import Feed
from dashboard.further import Further
from dashboard.ports import DaysToCome, Deeds, Past
from dashboard.problems import Problem
from dashboard.settings import Settings
from data.deeds import DeedsFile, DeedsInMemory
from data.demo.running import DemoInbox, DemoInboxError
from data.demonstration.beginning import lead_to, noted
from data.demonstration.embedded import demo_inbox
from data.demonstration.month import DemoMonth, MonthToCome, demo_month
from data.demonstration.past import DemoPast, PastToCome, demo_past
from data.ear.hearing import ear
from data.earlier_file import EarlierFile
from data.history.scribe import Scribe
from data.inboxes import INBOXES, Door
from data.listening import struggles
from data.past import PastFile, whose
from data.places import state_folder
from data.settings.doors import door, history_folder, kept, now
from data.settings.file import load
from data.settings.secrets import token


@contextmanager
def feed(given: Namespace, demo: DemoInbox | None = None, *, keeps: bool) -> Iterator[Feed]:
    """The feed on the settings' inbox, which `keeps` its history, or on a demo inbox, which may have begun already."""
    with ThreadPoolExecutor(1) as beside, ExitStack() as stack:
        listening = beside.submit(ear, load(given.settings))  # while a demo inbox starts, and is read
        weeks = beside.submit(_weeks_before, given) if given.demo else None
        settings, entered = stack.enter_context(entrance(given, demo))
        inbox = INBOXES[settings.inbox.kind](entered)
        stack.callback(inbox.close)
        past: Past
        deeds: Deeds
        days: DaysToCome
        history = further = rows = None
        heard = listening.result
        if weeks is not None:
            past = PastToCome(weeks)
            days = MonthToCome(lambda: beside.submit(_month_before, given), waits=not keeps)
            deeds = DeedsInMemory(noted(given.demo, given.start or now()))
        else:
            days = rows = kept(settings)
            past = PastFile(state_folder(), whose(settings), writes=keeps)
            deeds = filed = DeedsFile(state_folder(), whose(settings), writes=keeps)
            if keeps:
                notes = EarlierFile(state_folder(), whose(settings))
                further = Further(inbox.earlier(), heard(), past, notes, settings)
                history = stack.enter_context(closing(_history(settings, filed, notes)))
        yield Feed(
            inbox,
            heard(),
            settings,
            clock=now,
            draw=random.random,
            demo=bool(given.demo),
            past=past,
            struggles=struggles(settings, deeds),
            history=history,
            alerts=Alerts(settings, deeds),
            further=further,
            annotations=Annotations(deeds, ZoneInfo(settings.goals.timezone)),
            days=days,
            rows=rows,
        )


@contextmanager
def entrance(given: Namespace, demo: DemoInbox | None = None) -> Iterator[tuple[Settings, Door]]:
    """The settings and the door of their inbox, or of a demo inbox that lives as long."""
    settings = load(given.settings)
    with ExitStack() as stack:
        if given.demo:
            try:
                running = stack.enter_context(demo or demo_inbox(given))
            except DemoInboxError as error:
                raise Problem(str(error)) from None
            given.inbox_lives = lambda: running.exit_status is None
            settings, key = lead_to(running.ready, settings, days=given.days), running.ready.token
        else:
            key = token(settings.inbox)
        yield settings, door(settings, key)


def elsewhere(deeds: DeedsFile, notes: EarlierFile) -> Callable[[int], int]:
    """Forgets a customer beside the history; how many releases there were."""

    def forget(customer: int) -> int:
        notes.forget(customer)
        return deeds.forget(customer)

    return forget


def _history(settings: Settings, deeds: DeedsFile, notes: EarlierFile) -> Scribe:
    """The history that a feed on the settings' inbox writes; who leaves it leaves the deeds and the notes."""
    zone, left = ZoneInfo(settings.goals.timezone), elsewhere(deeds, notes)
    return Scribe(history_folder(settings), zone, whose(settings), settings.history, now, left)


def _weeks_before(given: Namespace) -> DemoPast:
    return demo_past(given.demo, seed=given.seed, begun=given.start or now())


def _month_before(given: Namespace) -> DemoMonth:
    return demo_month(given.demo, load(given.settings), seed=given.seed, begun=given.start or now())
