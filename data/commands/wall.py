"""What the wall's command line may say of its screen and its speed, and what is wrong with it."""

from argparse import Namespace

from dashboard.problems import Problem
from dashboard.settings import Settings, is_named

REPLAY_SPEED = 60.0
"""Of a replay, where `--speed` does not say another: a day in 24 minutes."""


def speed(given: Namespace) -> float:
    """Of a demo or a replay; nothing else has one."""
    if given.speed is None:
        return 1.0 if given.replay is None else REPLAY_SPEED
    if given.replay is None and not given.demo:
        raise Problem(f"--speed {given.speed:g}: goes with --demo or --replay")
    if given.replay is not None and given.speed == 0:
        raise Problem("--speed 0: a replay goes on; a minute that stands still is shown by --at")
    return float(given.speed)


def must_be_there(given: Namespace, settings: Settings) -> str:
    """The screen of `--screen` where the settings don't speak of it: if it isn't there, nobody need wait for it."""
    if given.screen is None or is_named(settings, given.screen):
        return ""
    if given.screenshot:
        there = ", ".join(settings.screens) or "none"
        raise Problem(f"--screen {given.screen}: a picture is of one of [screens.NAME]; there are: {there}")
    return str(given.screen)
