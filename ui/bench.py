"""Measures the wall: what a full change of all tiles costs at 3840x2160, and how long a refresh holds the GUI thread.

Times are those of the GUI thread itself, so that whatever else runs on the machine is not counted.
"""

import gc
import time
from collections.abc import Callable
from functools import partial
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import shiboken6
from msgspec import Struct, convert, to_builtins
from PySide6.QtWidgets import QApplication

from dashboard.screens import Screen
from dashboard.snapshot import Snapshot
from ui.incoming.opening import settle
from ui.incoming.showing import Showing
from ui.pages import PAGES
from ui.walls.wall import Wall

LARGE, USUAL = (3840, 2160), (1920, 1080)
MOST_COPIES = 4.0
"""A full change may take so many times as long as to copy one frame in memory."""
HELD_MS, MOST_HELD = 16.0, 0.02
"""A refresh should not hold the GUI thread for longer, and so large a share of them may."""
TURNS = 3
"""A page that misses a limit is measured so often at most: a neighbour may have had the caches and the memory."""
FRAMES = 4  # of 33 MB each: more than a cache has
ROUNDS = 3  # of the event loop, until nothing is left to be drawn
STILL = ("goals", "version", "usual", "step", "number", "of")
"""What one Snapshot has in common with the next."""


class Page(Struct, frozen=True, kw_only=True):
    """A page's figures in ms; `present` is the thinking before the repaint, `tiles` how many of its `of` tiles change.

    `copies` is the repaint in copies of one frame; a refresh is both, at 1920x1080. `turn` is which one this was.
    """

    turn: int
    tiles: int
    of: int
    present_ms: float
    repaint_ms: float
    copies: float
    refresh_ms: float
    slowest_ms: float
    held_over_16_ms: int
    refreshes: int

    @property
    def good(self) -> bool:
        """Whether it keeps both limits, and not by tiles that have nothing new to say."""
        most = self.refreshes * MOST_HELD
        return self.tiles == self.of and self.copies <= MOST_COPIES and self.held_over_16_ms <= most


class Times(NamedTuple):
    """Of each Snapshot but the first the ms to take it in and to draw it; how many tiles change, of how many."""

    ms: list[tuple[float, float]]
    tiles: int
    of: int


class Report(Struct, frozen=True, kw_only=True):
    """Least times of all repaints at 3840x2160, and all refreshes at 1920x1080."""

    copy_ms: float
    pages: dict[str, Page]

    @property
    def good(self) -> bool:
        """Whether every page keeps both limits."""
        return all(it.good for it in self.pages.values())


def bench(snapshot: Snapshot, repaints: int = 60, refreshes: int = 100) -> Report:
    """The figures of every page, on Snapshots of which each has other numbers and words than the one before."""
    turns = [other(snapshot, turn) for turn in range(1, max(repaints, refreshes) + 1)]
    copies, pages = [], {}
    for name in PAGES:
        for turn in range(1, TURNS + 1):
            copies.append(min(copying(LARGE, repaints)))
            large, usual = _times(name, LARGE, turns[:repaints]), _times(name, USUAL, turns[:refreshes])
            pages[name] = _page(turn, copies[-1], large, usual)
            if pages[name].good:
                break
    return Report(copy_ms=round(min(copies), 2), pages=pages)


def _page(turn: int, copy_ms: float, large: Times, usual: Times) -> Page:
    both = [sum(each) for each in usual.ms]
    best = min(large.ms, key=itemgetter(1))
    return Page(
        turn=turn,
        tiles=large.tiles,
        of=large.of,
        present_ms=round(best[0], 2),
        repaint_ms=round(best[1], 2),
        copies=round(best[1] / copy_ms, 2),
        refresh_ms=round(sorted(both)[len(both) // 2], 2),
        slowest_ms=round(max(both), 2),
        held_over_16_ms=sum(each > HELD_MS for each in both),
        refreshes=len(usual.ms) + 1,
    )


def copying(size: tuple[int, int], times: int) -> list[float]:
    """Milliseconds of each copy of a frame into memory that is there already; by turns, so that no cache holds it."""
    frames = [np.full(size, 0xFF0D0F11, dtype=np.uint32) for _ in range(FRAMES)]
    turns = (partial(np.copyto, frames[(at + 1) % FRAMES], frames[at % FRAMES]) for at in range(times))
    return [_ms(turn) for turn in turns]


def other(snapshot: Snapshot, turn: int) -> Snapshot:
    """A Snapshot with other numbers and words everywhere."""
    return convert(_other(to_builtins(snapshot), "", turn), Snapshot)


def _other(it: object, key: str, turn: int) -> object:
    if key in STILL or isinstance(it, bool):
        return it
    if isinstance(it, dict):
        return {name: _other(each, str(name), turn) for name, each in it.items()}
    if isinstance(it, list | tuple):
        return [_other(each, key, turn) for each in it]
    if isinstance(it, int):
        return it + turn if it > 1 else it
    if isinstance(it, float):
        return it * (1 - turn / 400)
    return f"{it} {turn}" if key == "text" else it


def _times(page: str, size: tuple[int, int], turns: list[Snapshot]) -> Times:
    screen = convert({"pages": [page], "storm_pages": []}, Screen)
    wall = Wall(screen, (PAGES[page],), clock=lambda: turns[0].made_at)
    wall.resize(*size)
    wall.show()
    found, tiles = [], list[int]()
    try:
        for place, turn in enumerate(turns):
            _draw()
            if place == 1:
                settle()
            before = wall.page.paints()
            found.append((_ms(partial(wall.hold, Showing(turn), 0.0)), _ms(_draw)))
            after = wall.page.paints()
            tiles.append(sum(after[tile] > before.get(tile, 0) for tile in after))
    finally:
        gc.unfreeze()
        wall.hide()
        shiboken6.delete(wall)
    return Times(found[1:], min(tiles[1:]), len(after))  # the first one lays the page out


def _draw() -> None:
    """Draw what is to be drawn anew, and what that leads to: some of it is found out only while the rest is drawn."""
    for _ in range(ROUNDS):
        QApplication.processEvents()


def _ms(deed: Callable[[], object]) -> float:
    begun = time.thread_time_ns()
    deed()
    return (time.thread_time_ns() - begun) / 1e6
