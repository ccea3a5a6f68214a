"""Tries a connection before it is set: one order on standard input, one answer on standard output."""

import tomllib
from collections.abc import Callable

from msgspec.structs import replace

from dashboard.problems import InboxProblem, SettingsProblem
from dashboard.set_up import Trial, Tried
from dashboard.settings import Inbox
from data.inboxes import INBOXES, Door, opening_hours
from data.settings import hours as hours_file
from data.settings import secrets


def tried(trial: Trial, door: Callable[[Inbox, str], Door]) -> Tried:
    """Ask the inbox who we are, which channels we see, and, where wanted, its opening hours. Never raises a Problem."""
    try:
        key = trial.token.strip() or secrets.token(trial.inbox)
        opened = door(trial.inbox, key)
        inbox = INBOXES[trial.inbox.kind](opened)
        try:
            profile, changes = (
                inbox.profile(),
                inbox.changes(),
            )  # the account itself, and the rights to read it
        finally:
            inbox.close()
    except SettingsProblem as problem:
        return Tried(faults=problem.found)
    except InboxProblem as problem:
        return Tried(trouble=problem.kind, detail=problem.detail)
    made = Tried(
        name=profile.name,
        admin=profile.admin,
        skew=profile.skew,
        channels=tuple(channel.name for channel in changes.channels),
        public=tuple(channel.name for channel in changes.channels if channel.public),
    )
    return _with_hours(made, trial, opened) if trial.hours else made


def _with_hours(tried: Tried, trial: Trial, door: Door) -> Tried:
    """The same with the days of [hours] as most inboxes are set, or why there are none."""
    try:
        found = opening_hours(trial.inbox.kind, door)
        said = tomllib.loads(hours_file.as_settings(found, trial.timezone))["hours"]
    except SettingsProblem as problem:
        return replace(tried, hours_faults=problem.found)
    except InboxProblem as problem:
        return replace(tried, hours_trouble=problem.kind)
    hours = {day: tuple(each) if isinstance(each, list) else each for day, each in said.items()}
    return replace(tried, hours=hours)
