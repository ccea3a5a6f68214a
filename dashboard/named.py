"""A window's numbers by their names, in their order: `messages_in`, `first_response_time.median`."""

from functools import cache
from typing import Any

from msgspec import Struct

from dashboard.model import Window
from dashboard.numbers import paths

Path = tuple[str, ...]


def value_at(struct: Struct, path: Path) -> Any:
    """The value to which attributes lead."""
    value: Any = struct
    for name in path:
        value = getattr(value, name)
    return value


@cache
def window_paths() -> tuple[tuple[str, Path], ...]:
    """The names of a window's numbers, and the attributes that lead to them."""
    return tuple(paths(Window))


def named(window: Window) -> dict[str, float | None]:
    """All numbers of a window."""
    return {name: value_at(window, path) for name, path in window_paths()}
