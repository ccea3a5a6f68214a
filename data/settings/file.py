"""The settings file: one TOML in the platform's config folder."""

import re
import tomllib
from pathlib import Path

from dashboard.faults import Fault, fault
from dashboard.measure.opening import OpeningHours
from dashboard.problems import SettingsProblem
from dashboard.settings import Settings, from_mapping
from dashboard.wordless import reason


def load(path: Path) -> Settings:
    """The settings in a file; all defaults where there is no file.

    Raises SettingsProblem with every fault, each with its key.
    """
    try:
        return from_mapping(tables(path))
    except FileNotFoundError:
        return Settings()


def load_hours(path: Path) -> OpeningHours:
    """The opening hours in a file of settings, or of the tables [hours] and [exceptions] alone.

    Raises SettingsProblem with every fault, each with its key; so it does where there is no file, or no hours in it.
    """
    try:
        hours = from_mapping(tables(path)).hours
    except FileNotFoundError as error:
        raise SettingsProblem((fault(str(path), "not_there"),)) from error
    if hours is None:
        raise SettingsProblem((f"{path}: has neither [hours] nor [exceptions]",))
    return hours


def tables(path: Path) -> dict[str, object]:
    """What a file says, right or wrong. Raises SettingsProblem for what is no TOML, and FileNotFoundError."""
    return parsed(path, read(path))


def read(path: Path) -> bytes:
    """A file as it is. Raises SettingsProblem where it can't be read, and FileNotFoundError."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise SettingsProblem((fault(str(path), "unreadable", detail=reason(error)),)) from error


def parsed(path: Path, content: bytes) -> dict[str, object]:
    """What the file's content says, right or wrong. Raises SettingsProblem for what is no TOML."""
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise SettingsProblem((_no_toml(path, str(error)),)) from error
    except RecursionError:
        raise SettingsProblem((fault(str(path), "nested"),)) from None
    except UnicodeDecodeError as error:
        raise SettingsProblem((fault(str(path), "unreadable", detail=reason(error)),)) from error


def _no_toml(path: Path, said: str) -> Fault:
    """Where it ends to be TOML, as the parser says it."""
    found = re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", said)
    if found is None:
        return fault(str(path), "not_toml_at_end", detail=said.removesuffix(" (at end of document)"))
    detail, line, column = found.groups()
    return fault(str(path), "not_toml", detail=detail, line=int(line), column=int(column))
