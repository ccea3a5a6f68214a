"""How a setting is written in one line by a person, and what a line that was written is in the settings file."""

import math
from collections.abc import Mapping
from typing import Any, get_origin

from dashboard.sections import Setting
from dashboard.settings_plan import Hours
from ui.speech.spoken import decimal_sign


def shown(setting: Setting, value: object) -> str:
    """A value as one line; a wrong one as it is, so that it can be mended."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        text = str(int(value)) if value.is_integer() else str(value)
        return text.replace(".", decimal_sign()) if setting.kind is float else text
    if isinstance(value, Mapping):
        pairs = ((key, each if isinstance(each, list | tuple) else [each]) for key, each in value.items())
        return ", ".join(f"{key} {shown(setting, one)}" for key, each in pairs for one in each)
    if isinstance(value, list | tuple):
        return ", ".join(shown(setting, each) for each in value)
    return str(value)


def read(setting: Setting, line: str) -> object:
    """What a line says, None where it says nothing.

    What makes no sense stays a text: the settings say what is wrong with it.
    """
    line = line.strip()
    if not line:
        return None
    if setting.kind is int:
        return _number(line, whole=True)
    if setting.kind is float:
        return _number(line)
    if setting.kind in (Hours, int | str):
        parts = [part.strip() for part in line.split(",") if part.strip()]
        said = parts if len(parts) > 1 else line.rstrip(", ")
        return int(line) if setting.kind == int | str and line.isdecimal() else said
    if setting.kind is dict or get_origin(setting.kind) is dict:
        return _by_day(line)
    return line


def _number(line: str, *, whole: bool = False) -> object:
    for kind in (int,) if whole else (int, float):
        try:
            found = kind(line.replace(",", ".") if kind is float else line)
        except ValueError:
            continue
        return found if math.isfinite(found) else line
    return line


def _by_day(line: str) -> object:
    """One value for all, or one for each name: "mon 100, tue 50"; several for a name that is said again."""
    if " " not in line:
        return _number(line)
    said: dict[str, Any] = {}
    for part in line.split(","):
        name, _, rest = part.strip().partition(" ")
        value = _number(rest.strip())
        if name in said:
            before = said[name] if isinstance(said[name], list) else [said[name]]
            value = [*before, value]
        said[name] = value
    return said
