"""A table of settings by its Struct: reads it with every fault said by its key, and tells what can be set in it."""

from collections.abc import Iterator, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import fields


class Setting(Struct, frozen=True, kw_only=True):
    """One key of a section: its bare type, its words, its unit, its choices where there are some, and its default."""

    key: str
    kind: Any
    description: str = ""
    unit: str = ""
    choices: tuple[str, ...] = ()
    default: object = None


def settings_of(kind: type[Struct]) -> tuple[Setting, ...]:
    """What can be set in a section, in the order of its definition."""
    hints = get_type_hints(kind, include_extras=True)
    return tuple(_setting(each, hints[each.name]) for each in fields(kind))


def _setting(field: msgspec.structs.FieldInfo, hint: Any) -> Setting:
    kind = _bare(hint)
    inner = get_args(kind)[0] if get_origin(kind) is tuple else kind
    return Setting(
        key=field.name,
        kind=kind,
        description="".join(meta.description or "" for meta in _metas(hint)),
        unit="".join(str((meta.extra or {}).get("unit", "")) for meta in _metas(hint)),
        choices=get_args(inner) if get_origin(inner) is Literal else (),
        default=None if field.default in (msgspec.NODEFAULT, msgspec.UNSET) else field.default,
    )


def section(
    name: str, kind: type[Struct], given: object, faults: list[str], default: Struct | None = None
) -> Any:
    """A section as its table says it; what is wrong in it joins the faults, and is the default instead.

    What the table doesn't say is as in `default`, a value of `kind`.
    """
    if not isinstance(given, Mapping):
        faults.append(f"{name}: must be a table, [{name}]")
        return default or kind()
    hints = get_type_hints(kind, include_extras=True)
    faults += [
        f"{name}.{key}: there is no such setting; there are {', '.join(hints)}"
        for key in given.keys() - hints
    ]
    good: dict[str, object] = {}
    for key in given.keys() & hints:
        try:
            good[key] = msgspec.convert(given[key], hints[key], strict=True)
        except msgspec.ValidationError as error:
            faults.append(f"{name}.{key}: {_said(hints[key], given[key], str(error))}")
    return msgspec.structs.replace(default or kind(), **good)


def _said(hint: Any, value: object, error: str) -> str:
    unit = "".join(f" {meta.extra['unit']}" for meta in _metas(hint) if meta.extra and "unit" in meta.extra)
    if get_origin(_bare(hint)) is Literal:
        return f"must be one of {', '.join(get_args(_bare(hint)))}, is {short(value)}"
    if get_origin(_bare(hint)) is dict:
        keys = ", ".join(get_args(get_args(_bare(hint))[0]))
        return f"must be a table by {keys}, and right in each, is {short(value)}"
    if (inner := get_args(_bare(hint))[:1]) and get_origin(inner[0]) is Literal:
        return f"must be a list of {', '.join(get_args(inner[0]))}, is {short(value)}"
    if "Expected" in error and type(value) in {int, float}:
        for meta in _metas(hint):
            if limits := _limits(meta, unit):
                return f"must be {limits}, is {value}{unit}"
    wanted = {
        float: f"a number{unit and f' of{unit}'}",
        int: "a whole number",
        bool: "true or false",
        str: "a text",
    }
    at = error.partition(" - at `$")[2].strip("`")
    if at:
        return f"{at.lstrip('.')} is not right: {error.split(' - at', maxsplit=1)[0]}"
    return f"must be {wanted.get(_bare(hint), 'of another kind')}, is {short(value)}"


def _limits(meta: Meta, unit: str) -> str:
    words = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    return " and ".join(
        f"{word} {limit}{unit}" for name, word in words.items() if (limit := getattr(meta, name)) is not None
    )


def short(value: object) -> str:
    """A value as a fault quotes it, cut to a bound."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _metas(hint: Any) -> Iterator[Meta]:
    return (meta for meta in getattr(hint, "__metadata__", ()) if isinstance(meta, Meta))


def _bare(hint: Any) -> Any:
    """The type alone; of what may be left out, what it is where it is said."""
    kind = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    said = [each for each in get_args(kind) if each is not NoneType] if isinstance(kind, UnionType) else []
    return said[0] if len(said) == 1 else kind
