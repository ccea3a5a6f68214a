"""Reads conversations: fetches what their rows leave open, and keeps what it got until it is handed over."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from dashboard.model import Channel, Conversation
from data.inboxes.chatwoot_api import Api
from data.inboxes.chatwoot_memory import Seen, leaves_gap, stamp, take_lines, take_row
from data.inboxes.chatwoot_rows import Line, Row
from data.inboxes.chatwoot_values import conversation


class Parcel(Struct):
    """A conversation on its way to the domain, with the lines that were not delivered before."""

    row: Row
    seen: Seen
    lines: list[Line]


class Reader:
    """Knows each conversation's last message, and moves on only when the next ones have arrived.

    `set_aside` counts the messages that could not be understood, since it was last set to 0.
    """

    def __init__(self, api: Api) -> None:
        self._api = api
        self._seen: dict[int, Seen] = {}
        self._parcels: dict[int, Parcel] = {}
        self._gone: list[int] = []
        self.set_aside = 0

    def __len__(self) -> int:
        return len(self._seen)

    def take(self, row: Row, oldest: float) -> None:
        """Read a conversation if anything about it is new. Raises InboxProblem; what had come by then is kept.

        A conversation that we don't know, and that was closed before `oldest` (unix seconds), is history.
        """
        seen = self._seen.get(row.id)
        if seen is None:
            if row.status == "resolved" and row.active_at < oldest:
                return
            seen = Seen()
        elif seen.mark == row.mark or stamp(row) < seen.stamp:
            return
        told = self._fetch(row, seen) if leaves_gap(row, seen) else []
        self._keep(row, seen, told)

    def take_as_it_is(self, row: Row) -> None:
        """Take a conversation whose messages can't be had: what its row shows is better than nothing."""
        self._keep(row, self._seen.get(row.id) or Seen(), [])

    def lose(self, number: int) -> None:
        """Note that a conversation exists no more."""
        if self._seen.pop(number, None) is not None:
            self._gone.append(number)
        self._parcels.pop(number, None)

    def let_go(self, numbers: Iterable[int]) -> None:
        """Know nothing more of these: should they speak again, all of them is read again."""
        for number in numbers:
            self._seen.pop(number, None)

    def unresolved(self) -> set[int]:
        """Give the ids of those that were not resolved when last seen."""
        return {number for number, seen in self._seen.items() if seen.status != "resolved"}

    def forget(self, before: float) -> None:
        """Forget the closed conversations in which nothing has happened since `before`, unix seconds."""
        self._seen = {
            number: seen
            for number, seen in self._seen.items()
            if seen.status != "resolved" or seen.active_at >= before or number in self._parcels
        }

    def desks(self) -> set[int]:
        """Give the ids of the inboxes of what is to be handed over."""
        return {parcel.row.inbox for parcel in self._parcels.values()}

    def hand_over(self, channels: Mapping[int, Channel]) -> tuple[tuple[Conversation, ...], tuple[str, ...]]:
        """Give what has arrived and what is gone, each once."""
        made = tuple(
            conversation(
                parcel.row,
                channels.get(parcel.row.inbox) or Channel(name=f"inbox {parcel.row.inbox}"),
                parcel.lines,
                parcel.seen.resolved,
                proactive=parcel.seen.proactive,
            )
            for parcel in self._parcels.values()
        )
        gone = tuple(str(number) for number in self._gone)
        self._parcels, self._gone = {}, []
        return made, gone

    def _fetch(self, row: Row, seen: Seen) -> list[Line]:
        """Fetch all messages after the last we have, a hundred at a time; gives every new line."""
        told: list[Line] = []
        shown = {line.id: line for line in row.lines}
        while True:
            talk = self._api.messages(row.id, seen.last_id)
            self.set_aside += talk.set_aside
            # The row's own copy is preferred: only it tells a campaign.
            lines = [shown.get(line.id, line) for line in talk.lines]
            before = seen.last_id
            told += lines
            self._parcel(row, seen).lines += take_lines(seen, lines)
            seen.last_id = max(seen.last_id, talk.last_id)
            if not talk.full or seen.last_id == before:
                return told

    def _keep(self, row: Row, seen: Seen, told: list[Line]) -> None:
        self._parcel(row, seen).lines += take_lines(seen, row.lines)
        take_row(seen, row, [*told, *row.lines])

    def _parcel(self, row: Row, seen: Seen) -> Parcel:
        self._seen[row.id] = seen
        parcel = self._parcels.setdefault(row.id, Parcel(row, seen, []))
        parcel.row = row
        return parcel
