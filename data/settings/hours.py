"""The opening hours of an inbox as TOML: what `hours` prints, the settings and `--opening-hours` read."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from dashboard.faults import fault
from dashboard.measure.opening import ALL_DAY, CLOSED, DAY, DAYS, OpeningHours, Spans
from dashboard.problems import SettingsProblem
from data.inboxes import InboxHours


def as_settings(found: Sequence[InboxHours], timezone: str, inbox: str | None = None) -> str:
    """The hours of an inbox by name, or of most inboxes, with a comment for each one that differs.

    Raises SettingsProblem where there is no such inbox, or no hours.
    """
    chosen = _named(found, inbox) if inbox is not None else _commonest(found)
    assert chosen.hours is not None, "only one with hours is chosen"  # noqa: S101
    return "\n".join(
        [f"# As {_plain(chosen.name)} is set.", *_remarks(found, chosen, timezone), table(chosen.hours)]
    )


def table(hours: OpeningHours) -> str:
    """The week as the table [hours] of TOML; exceptions and holidays are an owner's own."""
    lines = (f"{day} = {_value(spans)}\n" for day, spans in zip(DAYS, hours.week, strict=True))
    return "[hours]\n" + "".join(lines)


def write(path: Path, text: str) -> None:
    """Write a new file. Raises SettingsProblem where it can't be, and where there is one: it may be the settings."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise SettingsProblem((fault(str(path), "is_there"),)) from None
    except OSError as error:
        raise SettingsProblem(
            (fault(str(path), "unwritable", detail=error.strerror or str(error)),)
        ) from None


def _named(found: Sequence[InboxHours], inbox: str) -> InboxHours:
    chosen = next((each for each in found if each.name == inbox), None)
    if chosen is None:
        names = ", ".join(_plain(each.name) for each in found) or "none that this token may see"
        raise SettingsProblem((f"there is no inbox {inbox!r}; there are {names}",))
    if chosen.hours is None:
        raise SettingsProblem((f"{_plain(chosen.name)}: {chosen.why}",))
    return chosen


def _commonest(found: Sequence[InboxHours]) -> InboxHours:
    """One with the hours that most inboxes have; of equally many the first."""
    hours = [each.hours for each in found if each.hours is not None]
    if not hours:
        said = tuple(f"{_plain(each.name)}: {each.why}" for each in found)
        raise SettingsProblem((*said, fault("", "no_hours")))
    most = max(hours, key=hours.count)
    return next(each for each in found if each.hours == most)


def _remarks(found: Sequence[InboxHours], chosen: InboxHours, timezone: str) -> Iterator[str]:
    for each in found:
        name = _plain(each.name)
        if each.hours is None:
            yield f"# {name} {_plain(each.why)}."
        elif each.hours != chosen.hours:
            yield f"# {name} differs: {', '.join(_differences(each.hours, chosen.hours or OpeningHours()))}."
    if chosen.zone is not None and chosen.zone.key != timezone:
        yield f"# The clock is that of {chosen.zone.key}; in the settings goals.timezone is {timezone}."


def _differences(hours: OpeningHours, others: OpeningHours) -> Iterator[str]:
    for day, spans, other in zip(DAYS, hours.week, others.week, strict=True):
        if spans != other:
            yield f"{day} {_value(spans)}"


def _value(spans: Spans) -> str:
    """As TOML and as `opening.spans_of` reads it: "closed", "24h", "08:00-22:00", or a list."""
    if spans == CLOSED:
        return '"closed"'
    if spans == ALL_DAY:
        return '"24h"'
    said = [
        f'"{_clock(opens)}-{_clock(closes if closes <= DAY else closes - DAY)}"' for opens, closes in spans
    ]
    return said[0] if len(said) == 1 else f"[{', '.join(said)}]"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _plain(name: str) -> str:
    """In one line, without what a comment of TOML may not hold."""
    return "".join(letter if letter.isprintable() else " " for letter in name).strip()
