"""What is different between two JSON values, and the second one again from the first and that."""

from collections.abc import Mapping
from typing import Any

Json = Any
"""What JSON can say: objects as dicts, arrays as lists."""
LONGER = "+"


def delta(before: Json, after: Json) -> Json:
    """What turns `before` into `after`.

    A new value is an array that holds it. Of an object it is an object with the delta of each member that is different,
    null for one that is gone; of an array the same by place, and under "+" its new length and what it is longer by.
    """
    if isinstance(before, dict) and isinstance(after, dict):
        return _of_objects(before, after)
    if isinstance(before, list) and isinstance(after, list):
        found = {
            str(place): delta(old, new)
            for place, (old, new) in enumerate(zip(before, after, strict=False))
            if differ(old, new)
        }
        if len(before) != len(after):
            found[LONGER] = [len(after), after[len(before) :]]
        return found
    return [after]


def applied(before: Json, change: Json) -> Json:
    """The value that `change` turns `before` into; neither is changed. Raises LookupError, TypeError, ValueError."""
    if isinstance(change, list):
        (value,) = change
        return value
    if isinstance(before, list):
        length, more = change.get(LONGER, (len(before), []))
        return [
            applied(old, change[str(place)]) if str(place) in change else old
            for place, old in enumerate(before[:length])
        ] + more
    kept = {
        name: applied(old, change[name]) if name in change else old
        for name, old in before.items()
        if name not in change or change[name] is not None
    }
    return kept | {name: applied(None, new) for name, new in change.items() if name not in before}


def differ(one: Json, other: Json) -> bool:
    """Whether two values are different as JSON: 1 and 1.0 are, 0.0 and -0.0, and objects in another order."""
    if type(one) is not type(other):
        return True
    if isinstance(one, dict):
        return list(one) != list(other) or any(differ(one[name], other[name]) for name in one)
    if isinstance(one, list):
        return len(one) != len(other) or any(map(differ, one, other))
    return bool(one != other) or (one == 0 and str(one) != str(other))


def _of_objects(before: Mapping[str, Json], after: Mapping[str, Json]) -> Json:
    order = [name for name in before if name in after] + [name for name in after if name not in before]
    if order != list(after):
        return [after]  # the order of an object's members is what a panel draws them in
    found: dict[str, Json] = {
        name: delta(before[name], new) if name in before else [new]
        for name, new in after.items()
        if name not in before or differ(before[name], new)
    }
    return found | {name: None for name in before if name not in after}
