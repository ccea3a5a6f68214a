"""The annotations: what one of ours put on the time axis, as it follows from the deeds; planned ones lie ahead."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import blake2b
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from dashboard.events import LASTS, Annotate, Event, Noted, Strike, Struck
from dashboard.measure.days import instant, local_day, midnight
from dashboard.ports import Deeds

MOST = 60
"""Annotations of a day that are shown."""


class Annotations:
    """The annotations of one inbox, of the days of `zone`; the deeds remember them."""

    def __init__(self, deeds: Deeds, zone: ZoneInfo) -> None:
        self._deeds, self._zone = deeds, zone

    def wish(self, wish: Annotate | Strike, at: datetime) -> bool:
        """Do what a desk asks for; whether there was something to do."""
        if isinstance(wish, Strike):
            there = any(each.id == wish.id for each in self.all())
            if there:
                self._deeds.add(Struck(at=at, by=wish.by, id=wish.id))
            return there
        until = wish.until if wish.until and wish.until > wish.at else None
        name = blake2b(
            f"{at.timestamp()} {wish.at.timestamp()} {wish.text}".encode(), digest_size=8
        ).hexdigest()
        text = " ".join(wish.text.split())
        event = Event(id=name, kind="annotation", at=wish.at, until=until, text=text, by=wish.by)
        self._deeds.add(Noted(at=at, by=wish.by, event=event))
        return True

    def all(self) -> tuple[Event, ...]:
        """Those that stand, the earliest first."""
        struck = self._struck()
        events = (deed.event for deed in self._noted() if deed.event.id not in struck)
        return tuple(sorted(events, key=lambda each: each.at))

    def today(self, at: datetime) -> tuple[Event, ...]:
        """Those of the local day of an instant: what was, and what is planned."""
        day = local_day(at.timestamp(), self._zone)
        first, after = (instant(midnight(each, self._zone)) for each in (day, day + timedelta(days=1)))
        found = [each for each in self.all() if each.at < after and (each.until or each.at) >= first]
        return tuple(found[:MOST])

    def spans(self) -> tuple[tuple[datetime, datetime], ...]:
        """Begin and end of each: what was so then is not usual."""
        return tuple((each.at, each.until or each.at + LASTS) for each in self.all())

    def news(self, since: datetime, at: datetime) -> Iterator[Event]:
        """What a history that was told up to an instant must be told at another: what has begun, and what is gone.

        One that was planned is told when it begins.
        """
        struck = self._struck()
        for deed in self._noted():
            event = deed.event
            gone = struck.get(event.id)
            if event.at > at or (gone is not None and gone <= since):
                continue
            if gone is None and since < max(event.at, deed.at) <= at:
                yield event
            elif gone is not None and max(event.at, deed.at) <= since and gone <= at:
                yield replace(event, gone=True)

    def _noted(self) -> Iterator[Noted]:
        return (deed for deed in self._deeds.all() if isinstance(deed, Noted))

    def _struck(self) -> dict[str, datetime]:
        return {deed.id: deed.at for deed in self._deeds.all() if isinstance(deed, Struck)}
