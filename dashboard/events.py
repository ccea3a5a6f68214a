"""What belongs on the time axis beside the numbers: storms, and what one of ours put there, also for days to come."""

from datetime import datetime, timedelta
from typing import Annotated, Literal

from msgspec import Meta, Struct

LASTS = timedelta(hours=1)
"""For how long something without an end is taken to matter."""


class Event(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something on the time axis; `until` is None where its end was not seen, or not said.

    `id` is an annotation's, by which it can be struck; `gone` says that it was.
    """

    at: datetime
    until: datetime | None = None
    kind: Literal["storm", "annotation"]
    text: str = ""
    by: str = ""
    id: str = ""
    gone: bool = False


class Noted(Struct, frozen=True, kw_only=True, tag_field="deed", tag="noted"):
    """An annotation was put on the time axis."""

    at: datetime
    by: str
    event: Event


class Struck(Struct, frozen=True, kw_only=True, tag_field="deed", tag="struck"):
    """An annotation was taken off it."""

    at: datetime
    by: str
    id: str


class Annotate(Struct, frozen=True, kw_only=True, tag_field="wish", tag="annotate"):
    """Put this on the time axis, in the past or for later: "fibre cut Sandnes", "Pay-Per-View"."""

    text: Annotated[str, Meta(min_length=1, max_length=60)]
    at: Annotated[datetime, Meta(tz=True)]
    until: Annotated[datetime, Meta(tz=True)] | None = None
    by: Annotated[str, Meta(max_length=60)]


class Strike(Struct, frozen=True, kw_only=True, tag_field="wish", tag="strike"):
    """Take this annotation off the time axis."""

    id: str
    by: Annotated[str, Meta(max_length=60)]
