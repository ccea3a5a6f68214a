"""The settings file: one TOML in the platform's config folder."""

import tomllib
from pathlib import Path

from dashboard.measure.opening import OpeningHours
from dashboard.problems import SettingsProblem
from dashboard.settings import Settings, from_mapping


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
        raise SettingsProblem((f"{path}: there is no such file",)) from error
    if hours is None:
        raise SettingsProblem((f"{path}: has neither [hours] nor [exceptions]",))
    return hours


def tables(path: Path) -> dict[str, object]:
    """What a file says, right or wrong. Raises SettingsProblem for what is no TOML, and FileNotFoundError."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise SettingsProblem((f"{path}: is not TOML: {error}",)) from error
    except FileNotFoundError:
        raise
    except RecursionError:
        raise SettingsProblem((f"{path}: can't be read: its values are nested too deep",)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsProblem((f"{path}: can't be read: {error}",)) from error
