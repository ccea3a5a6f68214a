"""metrics.md, read plainly and slowly: every number worked out from the records one by one.

Written from the page and not from the ledger, so that the two can be held against each other.
"""

from datetime import UTC, datetime, timedelta
from statistics import median as _median
from zoneinfo import ZoneInfo

from dashboard.model import Conversation
from tests.dashboard.plain_parts import Credit, Part

WINDOWS = ("last_15_min", "last_60_min", "today", "yesterday", "last_7_days", "this_shift")


def quantile(values, q):
    if not values:
        return None
    ordered = sorted(values)
    place = (len(ordered) - 1) * q
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def spread(values):
    return {"median": quantile(values, 0.5), "p90": quantile(values, 0.9), "n": len(values)}


def share(hits):
    return {"value": sum(hits) / len(hits) if hits else None, "n": len(hits)}


def within(window, at, t, zone):
    def midnight(day):
        return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)

    today = t.astimezone(zone).date()
    if window == "yesterday":
        return midnight(today - timedelta(days=1)) <= at < midnight(today)
    if window in ("today", "this_shift"):
        return midnight(today) <= at <= t
    length = {
        "last_15_min": timedelta(minutes=15),
        "last_60_min": timedelta(hours=1),
        "last_7_days": timedelta(days=7),
    }[window]
    return t - length < at <= t


class Told:
    """One conversation as it is known at t."""

    def __init__(self, conversation: Conversation, t, mood, feeling, *, live=False):  # noqa: C901, PLR0912  read as the page is
        self.conversation = conversation
        said = []
        for place, message in enumerate(conversation.messages):
            if message.at > t or message.private or message.author not in ("customer", "agent"):
                continue
            said.append((message.at, 0, place, message))
        for when in conversation.resolved_at:
            if when <= t:
                said.append((when, 1, 0, None))
        said.sort(key=lambda each: each[:3])
        self.said = said

        self.exists = conversation.created_at <= t or any(
            message.at <= t for message in conversation.messages
        )
        self.created = min([conversation.created_at, *(m.at for m in conversation.messages if m.at <= t)])
        self.customer, self.replies, self.waits, self.resolves = [], [], [], []
        self.resolved = False
        speakers = [m.author for _, _, _, m in said if m is not None]
        self.customer_begun = bool(speakers) and speakers[0] == "customer" and not conversation.proactive
        running = None
        for when, _, _, message in said:
            if message is None:
                if not self.resolved:
                    self.resolved = True
                    if self.customer:
                        self.resolves.append((when, self.customer[0][0]))
                    if running is not None:
                        self.waits.append({"begun": running, "ended": when, "answered": False, "by": None})
                    running = None
            elif message.author == "customer":
                self.customer.append((when, mood(message.text), bool(self.replies)))
                self.resolved = False
                if running is None:
                    running = when
            else:
                self.replies.append(message)
                if running is not None:
                    self.waits.append(
                        {
                            "begun": running,
                            "ended": when,
                            "answered": True,
                            "by": message,
                            "feeling": feeling(message.text),
                        }
                    )
                running = None
        self.running = running
        if running is not None:
            self.waits.append({"begun": running, "ended": None, "answered": False, "by": None})
        for place, wait in enumerate(self.waits):
            wait["first"] = place == 0 and self.customer_begun
            wait["of"] = self
        public = [when for when, _, _, message in said if message is not None]
        self.begun = public[0] if public else None
        self.status = conversation.status if live else "resolved" if self.resolved else "open"


class OpenClock:
    """Opening hours as a clock on the wall reads them, minute by minute over some days before an instant."""

    def __init__(self, week, zone, until, days):
        """`week`: for each weekday the spans it is open, in minutes since its midnight, up to two days."""
        self.first = until.replace(second=0, microsecond=0) - timedelta(days=days)
        self.opened, self.before = [], [0]
        for minute in range(days * 1440 + 2):
            local = (self.first + timedelta(minutes=minute)).astimezone(zone)
            read = local.hour * 60 + local.minute
            today, yesterday = week[local.weekday()], week[local.weekday() - 1]
            opened = any(a <= read < b for a, b in today) or any(a <= read + 1440 < b for a, b in yesterday)
            self.opened.append(opened)
            self.before.append(self.before[-1] + 60 * opened)

    def _until(self, at):
        seconds = (at - self.first).total_seconds()
        minute = int(seconds // 60)
        return self.before[minute] + (seconds - 60 * minute) * self.opened[minute]

    def seconds(self, begin, end):
        return self._until(end) - self._until(begin)


class NeverClosed:
    """No opening hours set."""

    def seconds(self, begin, end):
        return (end - begin).total_seconds()


def read(conversations, t, *, part=None, live=False, mood, feeling, **given):
    """Every number at t as plain dicts: now, windows; `live` where a conversation's status is as it is recorded.

    `given` are zone, target, clock, shift_began.
    """
    told = tell(conversations, t, mood=mood, feeling=feeling, live=live)
    return measured(told, t, part or Part(), **given)


def tell(conversations, t, *, mood, feeling, live=False):
    """The conversations that exist at t, told."""
    told = [Told(conversation, t, mood, feeling, live=live) for conversation in conversations]
    return [each for each in told if each.exists]


def measured(told, t, part, *, zone: ZoneInfo, target: float, clock=None, shift_began=None):
    """Every number of a part."""
    given = {"zone": zone, "target": target, "clock": clock or NeverClosed(), "shift_began": shift_began}
    return {
        "now": _now(told, t, part),
        "windows": {window: _window(told, window, t, part, **given) for window in WINDOWS},
    }


def credit(told, t, people, page_accounts):
    """Whom the replies at hand are credited to; what was over and done with nine days before t is not at hand."""
    kept = [each for each in told if not _over(each, t - timedelta(days=9))]
    return Credit([reply for each in kept for reply in each.replies], people, page_accounts)


def _over(told, before):
    conversation = told.conversation
    last = max((message.at for message in conversation.messages), default=conversation.created_at)
    resolved = max(conversation.resolved_at, default=None)
    return told.status == "resolved" and resolved is not None and last <= resolved < before


def load(told, t, credited, agent, capacity):
    """What one agent carries."""
    held = [each for each in told if each.status == "open" and each.conversation.assignee == agent]
    hour = t - timedelta(hours=1)
    sent = [r for each in told for r in each.replies if hour < r.at <= t and credited.of(r) == agent]
    return {
        "open": len(held),
        "waiting": sum(each.running is not None for each in held),
        "replies_last_60_min": len(sent),
        "capacity": capacity,
        "load_ratio": len(held) / capacity if capacity else None,
    }


def _now(told, t, part):
    backlog = [each for each in told if each.status != "resolved" and part.standing(each)]
    queue = [each for each in backlog if each.status == "open" and each.running is not None]
    ages = [(t - each.running).total_seconds() for each in queue]
    public = [(t - each.running).total_seconds() for each in queue if each.conversation.public]
    bands = {"under_15_min": 0, "15_60_min": 0, "1_4_h": 0, "4_24_h": 0, "older": 0}
    for age in ages:
        edges = (("under_15_min", 900), ("15_60_min", 3600), ("1_4_h", 14400), ("4_24_h", 86400))
        bands[next((name for name, edge in edges if age < edge), "older")] += 1
    moods = [each.customer[-1][1] for each in queue]
    return {
        "queue_size": len(queue),
        "assigned": sum(each.conversation.assignee is not None for each in queue),
        "unassigned": sum(each.conversation.assignee is None for each in queue),
        "public": sum(each.conversation.public is True for each in queue),
        "private": sum(each.conversation.public is not True for each in queue),
        "backlog": len(backlog),
        "backlog_open": sum(each.status == "open" for each in backlog),
        "backlog_pending": sum(each.status == "pending" for each in backlog),
        "backlog_snoozed": sum(each.status == "snoozed" for each in backlog),
        "longest_wait": max(ages, default=None),
        "longest_public_wait": max(public, default=None),
        "wait_median": _median(ages) if ages else None,
        "wait_p90": quantile(ages, 0.9),
        "wait_bands": bands,
        "mood": {name: moods.count(name) for name in ("negative", "neutral", "positive", "unsure")},
    }


def _window(told, window, t, part, *, zone, target, clock, shift_began):
    def inside(at):
        if at is not None and window == "this_shift" and shift_began is not None:
            return shift_began <= at <= t
        return at is not None and within(window, at, t, zone)

    waits = [wait for each in told for wait in each.waits if part.waited(each, wait)]
    ended = [wait for wait in waits if wait["answered"] and inside(wait["ended"])]
    begun = [wait for wait in waits if inside(wait["begun"])]
    asked = [each for each in told if inside(each.begun) and part.begun(each)]

    def seconds(wait):
        return ((wait["ended"] or t) - wait["begun"]).total_seconds()

    def times(name, pairs):
        return {
            name: spread([(end - begin).total_seconds() for begin, end in pairs]),
            f"{name}_open": spread([clock.seconds(begin, end) for begin, end in pairs]),
        }

    young = [wait for wait in begun if wait["ended"] is None and seconds(wait) < target]
    decided = [wait for wait in begun if not any(wait is each for each in young)]
    decided_asked = [
        each
        for each in asked
        if each.customer_begun
        if each.replies or (t - each.begun).total_seconds() >= target
    ]
    heard = [m for each in told for at, m, _ in each.customer if inside(at) and part.heard(each, at)]
    counts = {name: heard.count(name) for name in ("negative", "neutral", "positive", "unsure")}
    voiced = counts["negative"] + counts["neutral"] + counts["positive"]
    turning = []
    for each in told:
        after = [at for at, _, replied in each.customer if replied and inside(at)]
        if after and each.customer[0][1] == "negative" and part.heard(each, after[0]):
            turning.append(each.customer[-1][1])
    felt = [wait["feeling"] for wait in ended if wait["first"] and wait["of"].customer[0][1] == "negative"]
    resolves = [
        (begin, at)
        for each in told
        for at, begin in each.resolves
        if inside(at) and part.resolved(each, begin)
    ]
    return {
        "messages_in": len(heard),
        "replies_out": sum(inside(r.at) and part.sent(each, r) for each in told for r in each.replies),
        "waits_begun": len(begun),
        "conversations_begun": len(asked),
        **times("first_response_time", [(w["begun"], w["ended"]) for w in ended if w["first"]]),
        **times("next_reply_time", [(w["begun"], w["ended"]) for w in ended if not w["first"]]),
        **times("resolution_time", resolves),
        "service_level": share([w["answered"] and seconds(w) <= target for w in decided])
        | {"undecided": len(young)},
        "response_rate": share([bool(each.replies) for each in decided_asked]),
        "sentiment": counts
        | {"balance": (counts["positive"] - counts["negative"]) / voiced if voiced else None},
        "turned_around": {
            "turned": turning.count("positive"),
            "calmed": turning.count("neutral"),
            "still_negative": turning.count("negative"),
            "unsure": turning.count("unsure"),
            "n": len(turning),
        },
        "meets_feeling": share(felt),
    }
