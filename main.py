"""Pulsvegg: the wall screen that shows a whole company what its customers struggle with.

The commands that need the pixels, and the only file that knows every layer: it puts the pieces together and holds no
logic of its own. The other commands are in data/commands.
"""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from dashboard.ports import Kept
    from dashboard.settings import Settings
    from dashboard.snapshot import Snapshot
    from data.exports.making import Printer
    from data.settings.checkup import Finding
    from data.settings.set_up import SetUpFiles
    from ui.desk.run import DeskOptions
    from ui.incoming.past import LookingBack


def main(arguments: list[str] | None = None) -> int:
    """Run a command; gives its exit status."""
    from data.streams import stand

    stand()
    given = _parser().parse_args(arguments)
    _log(verbose=given.verbose)
    from dashboard.problems import Problem
    from dashboard.wordless import where
    from data.places import chosen

    try:
        given.settings = chosen(given.settings)
        return int(given.run(given))
    except Problem as problem:
        for line in getattr(problem, "faults", (str(problem),)):
            print(line, file=sys.stderr)
        return 2
    except (KeyboardInterrupt, BrokenPipeError):
        sys.stderr.close()  # nobody reads any more: leave without a word
        return 130
    except Exception as fault:  # its own words may be a customer's: they stay out of the log
        print(f"a fault of ours: {where(fault)}", file=sys.stderr)
        return 1


def wall(given: argparse.Namespace) -> int:
    """Show the wall."""
    from data.commands.ourselves import feed_command
    from data.commands.wall import must_be_there, speed
    from data.inboxes import INBOXES
    from data.past import short, whose
    from data.places import state_folder
    from data.settings.doors import door
    from data.settings.file import load
    from data.settings.secrets import token
    from ui.app import WallOptions, run_wall
    from ui.application import display_missing

    settings = load(given.settings)
    there, given.speed = must_be_there(given, settings), speed(given)
    past = _past(given, settings)
    if not given.demo and past is None:  # say what is wrong before a window opens
        key = token(settings.inbox)
        INBOXES[settings.inbox.kind](door(settings, key)).close()
    if not given.screenshot and (said := display_missing()):
        print(said, file=sys.stderr)
        return 2
    return run_wall(
        WallOptions(
            feed_command=feed_command(given),
            settings=_with_screens(settings, given),
            load=lambda: _with_screens(_usable(given), given),
            settings_file=given.settings,
            windowed=given.windowed,
            screenshot=given.screenshot,
            size=given.size,
            past=past,
            must_be_there=there,
            state_dir=state_folder()
            / (f"demo-{given.demo}" if given.demo else f"wall-{short(whose(settings))}"),
        )
    )


def desk(given: argparse.Namespace) -> int:
    """Open the desk: a team lead's window."""
    from data.inboxes import INBOXES
    from data.settings.doors import door
    from data.settings.file import load
    from data.settings.secrets import token
    from ui.application import display_missing
    from ui.desk.run import run_desk

    if not given.settings.exists() and not (given.demo or given.screenshot):
        return setup(given)
    settings = load(given.settings)
    inbox = settings.inbox
    if not given.demo:  # say what is wrong before a window opens
        INBOXES[inbox.kind](door(settings, token(inbox))).close()
    if not given.screenshot and (said := display_missing()):
        print(said, file=sys.stderr)
        return 2
    return run_desk(_desk_options(given, settings), lambda: _desk_options(given, load(given.settings)))


def _desk_options(given: argparse.Namespace, settings: "Settings") -> "DeskOptions":
    from data.commands.ourselves import feed_command, trial_command
    from data.drawer import DrawerInFolder
    from data.inboxes import page_of
    from data.past import short, whose
    from data.places import state_folder
    from data.settings.doors import kept
    from data.system import user_name
    from ui.desk.around import Shelf
    from ui.desk.run import DeskOptions

    inbox = settings.inbox
    name = f"desk-demo-{given.demo}" if given.demo else f"desk-{short(whose(settings))}"
    folder = state_folder() / name
    return DeskOptions(
        feed_command=feed_command(given),
        state_dir=folder,
        drawer=DrawerInFolder(folder),
        kept=None if given.demo else kept(settings),
        screens=tuple(settings.walls.values()),
        shelf=Shelf(
            settings=settings,
            file=given.settings,
            load=lambda: _usable(given),
            files=_set_up(given),
            trial=trial_command(),
        ),
        template="" if given.demo else page_of(inbox.kind, inbox.address, inbox.account),
        shifts=tuple(shift.name for shift in settings.shifts.shifts),
        by=user_name(),
        theme=given.theme or "",
        walls=settings if given.walls else None,
        language=settings.desk.language,
        screenshot=given.screenshot,
        size=given.size,
    )


def check(given: argparse.Namespace) -> int:
    """Try everything the wall needs, and say for each what is wrong and what to do."""
    from data.commands.check import run

    return run(given, _fonts)


def start(given: argparse.Namespace) -> int:
    """Without a command: the desk where there are settings, else set-up."""
    return _then(given, "desk") if given.settings.exists() else setup(given)


def setup(given: argparse.Namespace) -> int:
    """Set it up in a window, and start."""
    from data.commands.ourselves import trial_command
    from data.settings.secrets import VARIABLE
    from ui.application import display_missing
    from ui.setup.run import run_first

    if said := display_missing():
        print(said, file=sys.stderr)
        return 2
    outcome, key = run_first(_set_up(given), trial_command())
    if key:  # it could not be stored, and holds for this run
        os.environ[VARIABLE] = key
    return _then(given, "desk", *(("--demo",) if outcome == "demo" else ())) if outcome else 1


def settings(given: argparse.Namespace) -> int:
    """Show the settings in a window, and set them."""
    from data.commands.ourselves import trial_command
    from ui.setup.run import run_settings

    return run_settings(_set_up(given), trial_command(), *_look(given))


def snapshot(given: argparse.Namespace) -> int:
    """Write the customers' day as files: a page, tables, an archive."""
    from data.commands.snapshot import run

    return run(given, _printer)


def report(given: argparse.Namespace) -> int:
    """Write the director's month as files: a page and a workbook."""
    from data.commands.report import run

    return run(given, _printer)


def bench(given: argparse.Namespace) -> int:
    """Measure the program itself, and print the figures as one JSON object."""
    from data.commands.bench import run

    return run(given, _bench_wall, _bench_chart)


def _bench_wall(snapshot: "Snapshot") -> object:
    """The wall's figures, on these numbers."""
    from ui.app import offscreen
    from ui.bench import bench as bench_wall

    with offscreen():
        return bench_wall(snapshot)


def _bench_chart(kept: "Kept", at: "datetime", forget: Callable[[], None]) -> object:
    """The figures of the desk's chart over a year of what is kept."""
    from ui.app import offscreen
    from ui.desk.bench import bench as bench_chart

    with offscreen():
        return bench_chart(kept, at, forget)


def _printer(settings: "Settings") -> "Printer":
    from data.exports.making import Printer
    from ui.sheets.cells import cell
    from ui.sheets.letter import letter
    from ui.sheets.printing import print_day, print_month
    from ui.sheets.words import heading
    from ui.speech.language import speak

    speak(settings.desk.language)
    return Printer(print_day, print_month, letter, heading, cell)


def _past(given: argparse.Namespace, settings: "Settings") -> "LookingBack | None":
    """What `--at` or `--replay` looks back at; None where it is the present."""
    from zoneinfo import ZoneInfo

    from data.commands.reading import minute, no_demo
    from data.history.looking import span
    from data.settings.doors import kept, now
    from ui.incoming.past import LookingBack

    if given.replay is None:
        if (at := given.at) is None:
            return None
        minute(given, settings)
        return LookingBack(kept=kept(settings), at=at, until=max(at, now()))
    no_demo(given)
    history = kept(settings)
    first, last = span(history, given.replay, ZoneInfo(settings.goals.timezone))
    return LookingBack(kept=history, at=first, until=last, speed=given.speed)


def _fonts() -> "Finding":
    """Whether Qt loads at all, and our fonts in it."""
    from data.settings.checkup import Finding

    try:
        from ui.drawing.fonts import check_fonts
    except ImportError as error:  # a system library that Qt needs
        return Finding(
            "fonts", good=False, said=f"Qt can't be loaded: {error}; `make setup` names what is missing"
        )
    found = check_fonts()
    return Finding(found.what, good=found.good, said=found.said)


def _with_screens(settings: "Settings", given: argparse.Namespace) -> "Settings":
    """The settings with what the command line says of their screens."""
    from dashboard.settings import only, with_screens

    said = {name: getattr(given, name) for name in ("diagonal", "distance", "theme", "language")}
    if given.page is not None:
        said |= {"pages": (given.page,), "storm_pages": ()}
    settings = with_screens(settings, {name: value for name, value in said.items() if value is not None})
    return settings if given.screen is None else only(settings, given.screen)


def _then(given: argparse.Namespace, command: str, *arguments: str) -> int:
    """Go on with another command, on the same settings."""
    where = ["--settings", str(given.settings)] if given.settings.exists() else []
    return main([*(["-v"] if given.verbose else []), *where, command, *arguments])


def _set_up(given: argparse.Namespace) -> "SetUpFiles":
    from data.settings.set_up import SetUpFiles

    return SetUpFiles(given.settings)


def _usable(given: argparse.Namespace) -> "Settings":
    """The settings as they are to be applied while a window stands: only those that its feed can begin with."""
    from data.settings.file import load
    from data.taxonomies import usable

    return usable(load(given.settings))


def _look(given: argparse.Namespace) -> tuple[str, str]:
    """The theme and the language of windows that are set, where the settings can be read."""
    from dashboard.problems import SettingsProblem
    from dashboard.settings import Settings
    from data.settings.file import load

    try:
        found = load(given.settings)
    except SettingsProblem:
        found = Settings()
    return "light" if found.screen.theme == "light" else "dark", found.desk.language


def _log(*, verbose: bool) -> None:
    import logging

    logging.basicConfig(
        stream=sys.stderr,
        level=logging.INFO if verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )


# ── The command line ─────────────────────────────────────────────────────────────────────────────────


def _parser() -> argparse.ArgumentParser:
    from data.arguments import add_desk, add_wall
    from data.commands import COMMANDS, bench_arguments
    from data.exports.arguments import add_report, add_snapshot
    from data.places import settings_path

    parser = argparse.ArgumentParser(prog="pulsvegg", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("-v", "--verbose", action="store_true", help="say more on standard error")
    parser.add_argument(
        "--settings", type=Path, metavar="FILE", help=f"default: {settings_path()}".replace("%", "%%")
    )
    parser.set_defaults(run=start)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(
        name: str, words: str | None, run: Callable[[argparse.Namespace], int]
    ) -> argparse.ArgumentParser:
        said = (words or "").strip().partition("\n")[0]
        made = commands.add_parser(name, help=said, description=said)
        made.set_defaults(run=run)
        return made

    drawn: dict[Callable[[argparse.Namespace], int], Callable[[argparse.ArgumentParser], None]] = {
        wall: add_wall,
        desk: add_desk,
        setup: _none,
        settings: _none,
        check: _none,
        snapshot: add_snapshot,
        report: add_report,
        bench: bench_arguments,
    }
    for run, add in drawn.items():
        add(command(run.__name__, run.__doc__, run))
    for name, each in COMMANDS.items():
        each.arguments(command(name, each.__doc__, each.run))
    return parser


def _none(_parser: argparse.ArgumentParser) -> None:
    """No arguments."""


if __name__ == "__main__":
    sys.exit(main())
