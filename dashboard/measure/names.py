"""The numbers of a value by their full names: `first_response_time.median` of a Window."""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_type_hints

from msgspec import Struct
from msgspec.structs import fields

from dashboard.model import Window

Path = tuple[str, ...]


def paths(kind: type[Struct], left_out: tuple[str, ...] = ("load",)) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The numbers of a Struct, also of those in it: the name in its JSON, and the attributes that lead to it."""
    hints = get_type_hints(kind)
    for each in fields(kind):
        if each.name in left_out:
            continue
        if isinstance(hints[each.name], type) and issubclass(hints[each.name], Struct):
            for name, path in paths(hints[each.name]):
                yield f"{each.encode_name}.{name}", (each.name, *path)
        else:
            yield each.encode_name, (each.name,)


def value_at(struct: Struct, path: Path) -> Any:
    """The value to which attributes lead."""
    value: Any = struct
    for name in path:
        value = getattr(value, name)
    return value


@cache
def window_paths() -> tuple[tuple[str, Path], ...]:
    """The names of a window's numbers, in their order, and the attributes that lead to them."""
    return tuple(paths(Window))


def named(window: Window) -> dict[str, float | None]:
    """All numbers of a window by their names."""
    return {name: value_at(window, path) for name, path in window_paths()}
