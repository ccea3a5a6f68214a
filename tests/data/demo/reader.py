"""A second opinion: reads the numbers off the rows, message by message, sharing nothing with the facts."""

from dataclasses import dataclass, field

from data.demo.records import Conversation, Kind, Message
from data.demo.world import World


def is_reply(message: Message) -> bool:
    """A person of ours, in public: not a note, a bot, a rule, a template or a campaign."""
    if message.kind is not Kind.OUTGOING or message.private:
        return False
    if message.content_attributes.get("automation_rule_id") or message.additional_attributes.get(
        "campaign_id"
    ):
        return False
    return message.sender_kind == "user" or bool(message.content_attributes.get("external_echo"))


@dataclass
class Reading:
    messages_in: list[int] = field(default_factory=list)
    replies: list[int] = field(default_factory=list)
    firsts: list[tuple[int, int, int | None]] = field(default_factory=list)  # ended, seconds, sender
    nexts: list[tuple[int, int, int | None]] = field(default_factory=list)
    waits: list[tuple[int, int | None, bool]] = field(default_factory=list)  # began, ended, answered
    begun: list[tuple[int, bool, int | None]] = field(
        default_factory=list
    )  # at, by the customer, first reply
    resolutions: list[tuple[int, int | None]] = field(default_factory=list)
    queue: list[tuple[int, Conversation]] = field(default_factory=list)
    turning: list[tuple[int, str | None]] = field(default_factory=list)
    """Of those that began negative: the newest message after a reply, and its mood."""
    soothed: list[tuple[int, str]] = field(default_factory=list)
    """First replies to what began negative: when, and the text."""


def read(world: World) -> Reading:
    found = Reading()
    for row in world.account.conversations.values():
        _read_one(row, found)
    return found


def _read_one(row: Conversation, found: Reading) -> None:  # noqa: C901, PLR0912  one story, read from top to bottom
    since: int | None = None
    customer_begun: bool | None = None
    begun_at = first_reply = first_customer = last_turn = None
    waited = resolved = False
    moods = [message.mood for message in row.messages if message.kind is Kind.INCOMING]
    negative = moods[:1] == ["negative"]
    for message in row.messages:
        at = message.at
        if message.kind is Kind.INCOMING:
            found.messages_in.append(at)
            if negative and first_reply is not None:
                last_turn = (at, moods[-1])
            resolved = False
            if customer_begun is None:
                customer_begun, begun_at = "proaktiv" not in row.labels, at
            first_customer = at if first_customer is None else first_customer
            if since is None:
                since, first = at, customer_begun and not waited
                waited = True
        elif is_reply(message):
            found.replies.append(at)
            if customer_begun is None:
                customer_begun, begun_at = False, at
            first_reply = at if first_reply is None else first_reply
            if since is not None:
                sender = message.sender.id if message.sender else None
                (found.firsts if first else found.nexts).append((at, at - since, sender))
                if first and negative:
                    found.soothed.append((at, message.content or ""))
                found.waits.append((since, at, True))
                since = None
        elif message.kind is Kind.ACTIVITY and (message.content or "").startswith(
            "Conversation was marked resolved"
        ):
            if not resolved:
                found.resolutions.append((at, None if first_customer is None else at - first_customer))
            resolved = True
            if since is not None:
                found.waits.append((since, at, False))
                since = None
    if last_turn is not None:
        found.turning.append(last_turn)
    if since is not None:
        found.waits.append((since, None, False))
        if row.status == "open":
            found.queue.append((since, row))
    if begun_at is not None:
        found.begun.append((begun_at, bool(customer_begun), first_reply))
