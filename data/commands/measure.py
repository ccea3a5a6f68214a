"""Print every number of an archive at an instant."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from data.arguments import instant
from data.commands.output import put


def arguments(parser: ArgumentParser) -> None:
    """Which archive, when, and by which goals."""
    parser.add_argument("archive", type=Path, metavar="ARCHIVE", help="JSON Lines, plain or gzip")
    parser.add_argument("--at", type=instant, metavar="ISO", help="the instant; default: the newest record")
    parser.add_argument("--json", action="store_true", help="as JSON, which is the only form so far")
    parser.add_argument("--timezone", help="instead of the settings'")
    parser.add_argument("--target", type=float, metavar="SECONDS", help="instead of the settings'")
    parser.add_argument(
        "--opening-hours", type=Path, metavar="FILE", help="TOML with [hours], instead of the settings'"
    )


def run(given: Namespace) -> int:
    """Measure it."""
    import msgspec

    from dashboard.settings import from_mapping
    from data.ear.hearing import ear
    from data.measuring import measure_archive
    from data.settings.file import load, load_hours

    settings = load(given.settings)
    said = {
        "timezone": settings.goals.timezone if given.timezone is None else given.timezone,
        "target": settings.goals.target if given.target is None else given.target,
    }
    goals = from_mapping({"goals": said}).goals
    hours = load_hours(given.opening_hours) if given.opening_hours else settings.hours
    settings = msgspec.structs.replace(settings, goals=goals, hours=hours)
    put(measure_archive(given.archive, ear(settings, topics=False), settings, at=given.at))
    return 0
