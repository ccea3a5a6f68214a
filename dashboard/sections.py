"""A table of settings by its Struct: reads it with every fault said by its key, and tells what can be set in it."""

from collections.abc import Iterator, Mapping
from math import isfinite
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import fields

from dashboard.faults import Fault, Measure, What, fault, quote, unknown

LIMITS = {"least": "ge", "over": "gt", "most": "le"}
BY_LIMITS: Mapping[frozenset[str], What] = {
    frozenset({"least", "most"}): "between",
    frozenset({"over", "most"}): "over_up_to",
    frozenset({"least"}): "at_least",
}
KINDS: Mapping[Any, What] = {float: "number", int: "whole_number", bool: "true_or_false"}


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
        unit=_unit(hint),
        choices=get_args(inner) if get_origin(inner) is Literal else (),
        default=None if field.default in (msgspec.NODEFAULT, msgspec.UNSET) else field.default,
    )


def section(
    name: str, kind: type[Struct], given: object, faults: list[Fault], default: Struct | None = None
) -> Any:
    """A section as its table says it; what is wrong in it joins the faults, and is the default instead.

    What the table doesn't say is as in `default`, a value of `kind`.
    """
    if not isinstance(given, Mapping):
        faults.append(fault(name, "not_a_table", name=name))
        return default or kind()
    hints = get_type_hints(kind, include_extras=True)
    faults += [unknown(f"{name}.{key}", "no_such_setting", hints) for key in given.keys() - hints]
    good: dict[str, object] = {}
    for key in given.keys() & hints:
        try:
            good[key] = msgspec.convert(given[key], hints[key], strict=True)
        except msgspec.ValidationError:
            faults += _wrong(f"{name}.{key}", hints[key], given[key])
    return msgspec.structs.replace(default or kind(), **good)


def _wrong(key: str, hint: Any, value: object, unit: str = "") -> Iterator[Fault]:
    """What is wrong with a value that is not as its type says; of a table, with each of its keys."""
    kind, unit = _bare(hint), _unit(hint) or unit
    if get_origin(kind) is dict and isinstance(value, Mapping):
        keys, values = get_args(kind)
        known = get_args(keys)
        for each, said in value.items():
            if each not in known:
                yield fault(f"{key}.{each}", "of", known=known, value=quote(each))
            elif not _fits(said, values):
                yield from _wrong(f"{key}.{each}", values, said, unit)
        return
    yield _fault(key, hint, value, unit)


def _fault(key: str, hint: Any, value: object, unit: str) -> Fault:
    """What is wrong with a single value."""
    kind, said = _bare(hint), quote(value)
    if get_origin(kind) is Literal:
        return fault(key, "one_of", choices=get_args(kind), value=said)
    if get_origin(kind) is dict:
        return fault(key, "not_a_table", name=key)
    if get_origin(kind) is tuple:
        return _of_list(key, get_args(kind)[0], value)
    if kind is str and isinstance(value, str):
        return _of_length(key, hint, value)
    return _of_number(key, hint, value, unit)


def _of_list(key: str, inner: Any, value: object) -> Fault:
    if isinstance(value, list | tuple) and not value:
        return fault(key, "empty")
    if get_origin(inner) is Literal:
        return fault(key, "some_of", choices=get_args(inner), value=quote(value))
    return fault(key, "texts", value=quote(value))


def _of_length(key: str, hint: Any, value: str) -> Fault:
    most = next((meta.max_length for meta in _metas(hint) if meta.max_length is not None), 0)
    return fault(key, "longest", most=most, many=len(value)) if value else fault(key, "empty")


def _of_number(key: str, hint: Any, value: object, unit: str) -> Fault:
    kind = _bare(hint)
    if isinstance(value, int | float) and type(value) in {int, kind} and isfinite(value):
        what, limits = _limits(hint, unit)
        if what:
            return fault(key, what, **limits, value=Measure(value, unit))
    if kind is float and unit:
        return fault(key, "number_in", unit=unit, value=quote(value))
    return fault(key, KINDS.get(kind, "text"), value=quote(value))


def _fits(value: object, hint: Any) -> bool:
    try:
        msgspec.convert(value, hint, strict=True)
    except msgspec.ValidationError:
        return False
    return True


def _limits(hint: Any, unit: str) -> tuple[What | None, dict[str, Measure]]:
    """The code of the limits that a number has, None where it has none; and they themselves."""
    found = {
        name: Measure(limit, unit)
        for meta in _metas(hint)
        for name, sign in LIMITS.items()
        if (limit := getattr(meta, sign)) is not None
    }
    return BY_LIMITS.get(frozenset(found)), found


def _unit(hint: Any) -> str:
    return "".join(str((meta.extra or {}).get("unit", "")) for meta in _metas(hint))


def _metas(hint: Any) -> Iterator[Meta]:
    """What is said of a type, and of what it is where it may be left out."""
    yield from (meta for meta in getattr(hint, "__metadata__", ()) if isinstance(meta, Meta))
    inner = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    for each in get_args(inner) if isinstance(inner, UnionType) or get_origin(inner) is Union else ():
        yield from _metas(each)


def _bare(hint: Any) -> Any:
    """The type alone; of what may be left out, what it is where it is said."""
    kind = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    united = isinstance(kind, UnionType) or get_origin(kind) is Union
    said = [each for each in get_args(kind) if each is not NoneType] if united else []
    return _bare(said[0]) if len(said) == 1 else kind
