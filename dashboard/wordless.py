"""What may be said of somebody's words where they must not be seen: how many, what is wrong with them, and where."""

import re
import traceback
from collections.abc import Callable, Sized

from msgspec import Struct

_QUOTED = re.compile(
    r"(Invalid (?:enum )?value|Object contains unknown field)\b.*?( - at `[^`]*`)?", re.DOTALL
)
"""What msgspec says of a value with the value in it, and where that stands."""


def quiet(*hidden: str) -> Callable[[Struct], str]:
    """A `__repr__` that shows a value's fields, but of the `hidden` ones only their length: no log can leak them."""

    def shown(value: Struct) -> str:
        fields = ((name, getattr(value, name)) for name in value.__struct_fields__)
        said = (f"{name}={_length(held) if name in hidden else repr(held)}" for name, held in fields)
        return f"{type(value).__name__}({', '.join(said)})"

    return shown


def _length(held: object) -> str:
    return f"<{len(held)}>" if isinstance(held, Sized) else "None" if held is None else "<>"


def reason(error: Exception) -> str:
    """Why something can't be read, without what stands in it: msgspec quotes a value that is not among those known."""
    if isinstance(error, UnicodeError):
        return "is not UTF-8"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror  # the rest is a number, and the path once more
    said = str(error)
    quoted = _QUOTED.fullmatch(said)
    return f"{quoted[1]}{quoted[2] or ''}" if quoted else said


def where(fault: BaseException) -> str:
    """What kind of fault, and where, without its own words: they may be a customer's. Those of the system stay."""
    system = (
        fault.strerror
        if isinstance(fault, OSError)
        else fault.name
        if isinstance(fault, ImportError)
        else None
    )
    kind = type(fault).__name__ + (f" ({system})" if system else "")
    return "\n".join([kind, *traceback.format_tb(fault.__traceback__)]).rstrip()
