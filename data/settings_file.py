"""The settings file: one TOML in the platform's config folder."""

import os
import tomllib
from pathlib import Path

import platformdirs

from dashboard.measure.opening import OpeningHours
from dashboard.problems import SettingsProblem
from dashboard.settings import Settings, from_mapping


def settings_path() -> Path:
    """Where the settings are: PULSVEGG_SETTINGS, or settings.toml in the platform's config folder."""
    named = os.environ.get("PULSVEGG_SETTINGS")
    return (
        Path(named) if named else platformdirs.user_config_path("pulsvegg", appauthor=False) / "settings.toml"
    )


def chosen(path: Path | None) -> Path:
    """The settings file that was asked for, or the usual one. Raises SettingsProblem for one that is not there."""
    if path is not None and not path.exists():
        raise SettingsProblem((f"{path}: there is no such file",))
    return path or settings_path()


def state_folder() -> Path:
    """Where the program keeps what it must remember: PULSVEGG_STATE, or the platform's state folder."""
    named = os.environ.get("PULSVEGG_STATE")
    return Path(named) if named else platformdirs.user_state_path("pulsvegg", appauthor=False)


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
