"""The commands' arguments, and what each must be, said where it is not."""

from argparse import ArgumentParser, ArgumentTypeError, _MutuallyExclusiveGroup
from datetime import date, datetime
from pathlib import Path
from typing import get_args

from dashboard.choices import LanguageName, PageName
from data.demo.options import add_world_arguments, scenario_name

DEMO = "storm"
"""The scenario that `--demo` plays when it names none."""


def picture(text: str) -> Path:
    """The name of a PNG."""
    if not text.lower().endswith(".png"):
        raise ArgumentTypeError(f"{text!r} must end with .png: the picture is a PNG")
    return Path(text)


def count(text: str) -> int:
    """A whole number from 0 on."""
    if int(text) < 0:
        raise ArgumentTypeError(f"must be 0 or more, is {text}")
    return int(text)


def size(text: str) -> tuple[int, int]:
    """Width and height in pixels: 1920x1080."""
    try:
        width, height = (int(part) for part in text.lower().split("x"))
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a size such as 1920x1080") from None
    if not (320 <= width <= 16384 and 200 <= height <= 16384):
        raise ArgumentTypeError(f"{text!r} is not between 320x200 and 16384x16384")
    return width, height


def instant(text: str) -> datetime:
    """An instant with its offset from UTC."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not an instant such as 2026-11-14T22:00:00+01:00") from None
    if found.tzinfo is None:
        raise ArgumentTypeError(f"{text!r} has no offset from UTC; write Z or +01:00 after it")
    if not 1970 < found.year < 2200:
        raise ArgumentTypeError(f"{text!r} is not between 1971 and 2199")
    return found


def add_demo(parser: ArgumentParser) -> None:
    """Those of a command that may run on the demo inbox."""
    parser.set_defaults(inbox_lives=lambda: True)
    parser.add_argument(
        "--demo",
        nargs="?",
        const=DEMO,
        type=scenario_name,
        metavar="SCENARIO",
        help="on the embedded demo inbox",
    )
    add_world_arguments(parser.add_argument_group("the demo inbox"))


def day(text: str) -> date:
    """A local day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a day such as 2026-11-14") from None


def add_at(parser: "ArgumentParser | _MutuallyExclusiveGroup") -> None:
    """The minute to look back at."""
    parser.add_argument(
        "--at", type=instant, metavar="ISO", help="as it was in a minute that is kept: 2026-11-14T22:00+01:00"
    )


def add_wall(parser: ArgumentParser) -> None:
    """Those of the wall."""
    add_demo(parser)
    parser.set_defaults(speed=None)  # another one for a demo than for a replay
    past = parser.add_mutually_exclusive_group()
    add_at(past)
    past.add_argument(
        "--replay",
        type=day,
        metavar="DAY",
        help="a day that is kept, 60 seconds a second or --speed; Space pauses, arrows step",
    )
    parser.add_argument("--windowed", action="store_true", help="in a window, not the full screen")
    parser.add_argument(
        "--screen", metavar="N", help="only one wall: on the N-th screen, from 0, or that of [screens.N]"
    )
    parser.add_argument(
        "--screenshot", type=picture, metavar="FILE", help="one settled picture as PNG, and end"
    )
    parser.add_argument("--size", type=size, metavar="WxH", help="of the window or the screenshot, in pixels")
    parser.add_argument(
        "--diagonal", type=float, metavar="INCH", help="of the screen, instead of the settings'"
    )
    parser.add_argument("--distance", type=float, metavar="M", help="to the reader, instead of the settings'")
    parser.add_argument("--theme", choices=("dark", "light", "by-clock"), help="instead of the settings'")
    parser.add_argument(
        "--language", choices=get_args(LanguageName), help="of the words, instead of the settings'"
    )
    parser.add_argument("--page", choices=get_args(PageName), help="only this one, instead of the settings'")


def add_desk(parser: ArgumentParser) -> None:
    """Those of the desk."""
    add_demo(parser)
    parser.add_argument("--walls", action="store_true", help="hang the walls, too, from the same feed")
    parser.add_argument(
        "--screenshot", type=picture, metavar="FILE", help="one settled picture as PNG, and end"
    )
    parser.add_argument("--size", type=size, metavar="WxH", help="of the window or the screenshot, in pixels")
    parser.add_argument("--theme", choices=("dark", "light"), help="instead of the one it had last")
