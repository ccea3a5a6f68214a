"""What is remembered of a conversation between polls: enough to know what is new, and what may lie between.

A row of the list shows only the newest message. Where a row proves that nothing else can be new, its message
is taken from it; everywhere else the messages are fetched. Proofs rest on Chatwoot's own rules:
`waiting_since` is set by a customer's message when it is blank, and cleared by a human reply and by a resolve
(app/models/message.rb, conversation.rb); `unread_count` counts the customer's messages since
`agent_last_seen_at`, at most 10. A proof may miss a private note or a bot's line, which no number counts.
"""

from collections.abc import Iterable

from msgspec import Struct

from dashboard.model import Status
from data.inboxes.chatwoot_rows import Line, Row
from data.inboxes.chatwoot_values import turn

BEFORE = 0.001
"""Seconds: less than the API can tell apart."""
UNREAD_CAP = 10
"""Chatwoot says 10 for ten and for any more."""


class Seen(Struct, kw_only=True, gc=False):
    """One conversation as we last saw it: some 300 bytes. Times in unix seconds.

    `last_id` is the newest message we have; `mark` is the row's fingerprint once all before it was read.
    `resolved` are the instants of its resolves; the last one is `assumed` where no line has told it yet.
    """

    last_id: int = 0
    mark: int | None = None
    stamp: float = 0.0
    status: Status = "open"
    waiting_since: float = 0.0
    agent_seen_at: float = 0.0
    unread: int = 0
    active_at: float = 0.0
    customer_at: float = 0.0
    resolved: tuple[float, ...] = ()
    assumed: bool = False
    proactive: bool = False


def leaves_gap(row: Row, seen: Seen) -> bool:
    """Tell whether there may be messages that neither we have nor the row shows."""
    if 0 <= row.newest <= seen.last_id:
        return False
    newest = next((line for line in row.lines if line.id == row.newest), None)
    if newest is None:
        return True
    if not seen.last_id:
        return not _is_the_first(row, newest)
    return not (_is_one_more(row, seen, newest) or _is_only_activity(row, seen, newest))


def take_lines(seen: Seen, lines: Iterable[Line]) -> list[Line]:
    """Note the lines we had not seen, oldest first, and give those of them that are worth delivering.

    Of Chatwoot's activity lines only those that resolve or reopen are: the others ("Anna added a label") say
    nothing that a row doesn't.
    """
    new = sorted((line for line in lines if line.id > seen.last_id), key=lambda line: line.id)
    for line in new:
        _note(seen, line)
    return [line for line in new if not line.activity or turn(line.text)]


def take_row(seen: Seen, row: Row, lines: Iterable[Line]) -> None:
    """Note the row itself, when all messages before it are at hand; `lines` are the new ones."""
    if row.status == "resolved":
        _assume_resolved(seen, row, lines)
    elif row.waiting_since:  # cleared by each resolve: so none is later, though its line may be
        seen.resolved = tuple(min(at, row.waiting_since - BEFORE) for at in seen.resolved)
    seen.mark, seen.stamp, seen.status = row.mark, stamp(row), row.status
    seen.waiting_since, seen.agent_seen_at, seen.unread = row.waiting_since, row.agent_seen_at, row.unread
    seen.active_at = row.active_at
    seen.last_id = max(seen.last_id, row.newest)
    seen.proactive |= row.proactive


def stamp(row: Row) -> float:
    """Tell which of two rows of a conversation is the newer; old servers have no updated_at."""
    return row.updated_at or row.active_at


def _is_the_first(row: Row, newest: Line) -> bool:
    """A new conversation: one unread message by the customer, from the second in which it was created."""
    return (
        newest.author == "customer"
        and int(newest.at) == int(row.created_at)
        and row.unread == 1
        and row.agent_seen_at < row.created_at
        and not row.first_reply_at
    )


def _is_one_more(row: Row, seen: Seen, newest: Line) -> bool:
    """A customer who waited has written once more. In the very second of the first line, a reply could hide."""
    return (
        newest.author == "customer"
        and 0 < seen.waiting_since == row.waiting_since
        and int(newest.at) > row.waiting_since
        and row.agent_seen_at == seen.agent_seen_at
        and row.unread == seen.unread + 1
        and row.unread < UNREAD_CAP
    )


def _is_only_activity(row: Row, seen: Seen, newest: Line) -> bool:
    """Nobody has spoken since: activity lines only, and either the newest tells the turn, or there was none."""
    if not newest.activity or row.spoken is None or row.spoken > seen.last_id:
        return False
    if turn(newest.text) == "resolved":
        return row.status == "resolved" != seen.status
    return row.status == seen.status and 0 < seen.waiting_since == row.waiting_since


def _note(seen: Seen, line: Line) -> None:
    seen.last_id = line.id
    seen.proactive |= line.campaign
    if line.author == "customer":
        seen.customer_at = max(seen.customer_at, line.at)
        seen.assumed = False  # reopened: what was assumed of the time before stays
        # Times are whole seconds; a resolve in the same one has come before, as the ids say.
        seen.resolved = tuple(line.at - BEFORE if line.at <= at < line.at + 1 else at for at in seen.resolved)
    elif line.activity and turn(line.text) == "resolved":
        kept = seen.resolved[:-1] if seen.assumed else seen.resolved
        seen.resolved, seen.assumed = (*kept, line.at), False


def _assume_resolved(seen: Seen, row: Row, lines: Iterable[Line]) -> None:
    """Give a resolved conversation an instant for it where no line has told it.

    Chatwoot writes the line by a background job, a moment after the change, and in a language that we may not
    know: then the newest activity line since the customer's last word is taken, else the row's last change. A
    conversation that was resolved and reopened by hand between two polls, without a line we know, stays unseen:
    nothing in the API tells of it.
    """
    if any(at >= seen.customer_at for at in seen.resolved):
        return
    told = [line.at for line in lines if line.activity and line.at >= seen.customer_at]
    seen.resolved = (*seen.resolved, max(told, default=max(stamp(row), seen.customer_at)))
    seen.assumed = True
