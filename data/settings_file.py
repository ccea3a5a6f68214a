"""The settings file: one TOML in the platform's config folder."""

import os
import tomllib
from pathlib import Path

import platformdirs

from dashboard.problems import SettingsProblem
from dashboard.settings import Settings, from_mapping


def settings_path() -> Path:
    """Where the settings are: PULSVEGG_SETTINGS, or settings.toml in the platform's config folder."""
    named = os.environ.get("PULSVEGG_SETTINGS")
    return (
        Path(named) if named else platformdirs.user_config_path("pulsvegg", appauthor=False) / "settings.toml"
    )


def state_folder() -> Path:
    """Where the program keeps what it must remember: PULSVEGG_STATE, or the platform's state folder."""
    named = os.environ.get("PULSVEGG_STATE")
    return Path(named) if named else platformdirs.user_state_path("pulsvegg", appauthor=False)


def load(path: Path) -> Settings:
    """The settings in a file; all defaults where there is no file.

    Raises SettingsProblem with every fault, each with its key.
    """
    try:
        text = path.read_bytes().decode()
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsProblem((f"{path}: can't be read: {error}",)) from error
    try:
        return from_mapping(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise SettingsProblem((f"{path}: is not TOML: {error}",)) from error
