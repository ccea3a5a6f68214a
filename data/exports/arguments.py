"""The arguments of `snapshot` and `report`."""

import re
from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from datetime import date
from pathlib import Path

from dashboard.export_settings import FORMATS
from data.arguments import DEMO, instant
from data.demo.options import scenario_name

MONTH_FORMATS = ("pdf", "xlsx")


def add_snapshot(parser: ArgumentParser) -> None:
    """Those of `snapshot`."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--date", type=day, metavar="D", help="which local day; default: yesterday")
    which.add_argument("--missing", action="store_true", help="all days that are over and not written yet")
    which.add_argument(
        "--shift", type=instant, metavar="ISO", help=SUPPRESS
    )  # the day so far, as it ended then
    mail = parser.add_mutually_exclusive_group()
    mail.add_argument("--mail", action="store_true", help="send the page, too, to whom [mail] names")
    mail.add_argument("--mail-only", action="store_true", help="send the page, and write no files")
    _add_common(parser, FORMATS)


def add_report(parser: ArgumentParser) -> None:
    """Those of `report`."""
    parser.add_argument("--month", type=month, metavar="YYYY-MM", help="which month; default: the last one")
    _add_common(parser, MONTH_FORMATS)


def _add_common(parser: ArgumentParser, known: tuple[str, ...]) -> None:
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="into a folder in there; default: [exports] folder, else exports; of a demo exports-demo",
    )
    parser.add_argument(
        "--format",
        type=formats_of(known),
        metavar=",".join(known),
        help="which files; default: as [exports] says, else all",
    )
    parser.add_argument(
        "--demo",
        nargs="?",
        const=DEMO,
        type=scenario_name,
        metavar="SCENARIO",
        help="of a day that is played",
    )
    parser.add_argument("--seed", type=int, default=7, help="the same seed and day give the same demo")


def day(text: str) -> date:
    """A day of the calendar."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a day such as 2026-11-14") from None
    if not 1971 < found.year < 2199:
        raise ArgumentTypeError(f"{text!r} is not between 1972 and 2198")
    return found


def month(text: str) -> date:
    """The first day of a month."""
    if not re.fullmatch(r"\d{4}-\d\d", text):
        raise ArgumentTypeError(f"{text!r} is not a month such as 2026-11")
    try:
        return day(f"{text}-01")
    except ArgumentTypeError:
        raise ArgumentTypeError(f"{text!r} is not a month such as 2026-11") from None


def formats_of(known: tuple[str, ...]) -> Callable[[str], tuple[str, ...]]:
    """What reads names of formats with commas between them: known ones, each once."""

    def read(text: str) -> tuple[str, ...]:
        said = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
        if not said or set(said) - set(known):
            raise ArgumentTypeError(f"{text!r} is not one or more of {','.join(known)}")
        return said

    return read
