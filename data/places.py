"""Where the program's own files are, on each platform; it brings nothing along."""

import os
from pathlib import Path

import platformdirs

from dashboard.faults import fault
from dashboard.problems import SettingsProblem


def settings_path() -> Path:
    """Where the settings are: PULSVEGG_SETTINGS, or settings.toml in the platform's config folder."""
    named = os.environ.get("PULSVEGG_SETTINGS")
    return (
        Path(named) if named else platformdirs.user_config_path("pulsvegg", appauthor=False) / "settings.toml"
    )


def chosen(path: Path | None) -> Path:
    """The settings file that was asked for, or the usual one. Raises SettingsProblem for one that is not there."""
    if path is not None and not path.exists():
        raise SettingsProblem((fault(str(path), "not_there"),))
    return path or settings_path()


def state_folder() -> Path:
    """Where the program keeps what it must remember: PULSVEGG_STATE, or the platform's state folder."""
    named = os.environ.get("PULSVEGG_STATE")
    return Path(named) if named else platformdirs.user_state_path("pulsvegg", appauthor=False)
