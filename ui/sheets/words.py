"""What pages and tables call things: a number's name and what it means, a column's heading."""

from dashboard.measure.metrics import METRICS
from ui.speech.language import later, say

NAMES: dict[str, str] = {
    "queue_size": later("Queue"),
    "unassigned": later("Unassigned"),
    "assigned": later("Assigned"),
    "public": later("In public"),
    "private": later("In private"),
    "backlog": later("Backlog"),
    "backlog_open": later("Backlog: open"),
    "backlog_pending": later("Backlog: pending"),
    "backlog_snoozed": later("Backlog: snoozed"),
    "longest_wait": later("Longest wait"),
    "longest_public_wait": later("Longest public wait"),
    "wait_median": later("Wait, median"),
    "wait_p90": later("Wait, 90 %"),
    "wait_bands": later("Waits"),
    "mood": later("Mood of the queue"),
    "messages_in": later("Messages in"),
    "replies_out": later("Replies out"),
    "waits_begun": later("Waits begun"),
    "conversations_begun": later("Conversations"),
    "first_response_time": later("First reply"),
    "first_response_time_open": later("First reply, open hours"),
    "next_reply_time": later("Next reply"),
    "next_reply_time_open": later("Next reply, open hours"),
    "resolution_time": later("Resolution"),
    "resolution_time_open": later("Resolution, open hours"),
    "service_level": later("Within the target"),
    "response_rate": later("Response rate"),
    "sentiment": later("Mood"),
    "turned_around": later("Turned around"),
    "meets_feeling": later("Feeling met first"),
}
PARTS: dict[str, str] = {
    "median": later("median"),
    "p90": later("90 %"),
    "n": later("of how many"),
    "value": "",
    "undecided": later("undecided"),
    "negative": later("negative"),
    "neutral": later("neutral"),
    "positive": later("positive"),
    "unsure": later("unsure"),
    "balance": later("balance"),
    "turned": later("to good"),
    "calmed": later("calmed"),
    "still_negative": later("still negative"),
    "under_15_min": later("under 15 min"),
    "15_60_min": later("15 to 60 min"),
    "1_4_h": later("1 to 4 h"),
    "4_24_h": later("4 to 24 h"),
    "older": later("older"),
}
COLUMNS: dict[str, str] = {
    "summary": later("Summary"),
    "by-hour": later("By hour"),
    "by-channel": later("By channel"),
    "by-agent": later("By agent"),
    "conversations": later("Conversations"),
    "definitions": later("Definitions"),
    "gaps": later("Gaps"),
    "events": later("Events"),
    "days": later("Days"),
    "storms": later("Storms"),
    "problems": later("Problems"),
    "benchmarks": later("Benchmarks"),
    "number": later("Number"),
    "value": later("Value"),
    "unit": later("Unit"),
    "target": later("Goal"),
    "usual": later("Usual"),
    "usual_low": later("Usual, 10 %"),
    "usual_high": later("Usual, 90 %"),
    "usual_weeks": later("Weeks"),
    "definition": later("What it means"),
    "better": later("Better is"),
    "hour": later("Hour"),
    "channel": later("Channel"),
    "agent": later("Agent"),
    "id": later("Conversation"),
    "team": later("Team"),
    "status": later("Status"),
    "proactive": later("Begun by us"),
    "created": later("Created"),
    "first_reply": later("First reply at"),
    "first_wait": later("First wait (s)"),
    "waits": later("Waits"),
    "waits_unanswered": later("Waits unanswered"),
    "waiting_since": later("Waits since"),
    "resolved": later("Resolved"),
    "labels": later("Labels"),
    "topics": later("Topics"),
    "topic": later("Topic"),
    "mood_first": later("Mood first"),
    "mood_last": later("Mood last"),
    "language": later("Language"),
    "assignee": later("Assignee"),
    "from": later("From"),
    "until": later("Until"),
    "why": later("Why"),
    "kind": later("Kind"),
    "text": later("Text"),
    "by": later("By"),
    "day": later("Day"),
    "inbox": later("Inbox"),
    "time_zone": later("Time zone"),
    "as_of": later("As of"),
    "known": later("Known"),
    "missed": later("Missed"),
    "customers": later("Customers"),
    "source": later("Source"),
    "name": later("Name"),
    "before": later("Month before"),
    "month": later("Month"),
    "open_seconds": later("Opening hours (s)"),
    "negative": later("Share negative"),
    "heard": later("Messages heard"),
    "first_response_time": later("First reply (s)"),
    "first_response_time_open": later("First reply, open hours (s)"),
}
DEFINITIONS = {metric.key: metric.definition for metric in METRICS}
"""What each number means, which the table that makes it says; `make words` finds it there."""
OF_PARTS: dict[str, str] = {"median": later("Half took longer."), "p90": later("One in ten took longer.")}
BALANCE = later(
    "Of customer messages: (positive − negative) / (negative + neutral + positive), times 100. An estimate."
)
LONGEST_SEEN = later("The longest that anybody in the queue had waited, at any time of the day.")


def name(key: str) -> str:
    """What a number is called: `first_response_time.p90` is "First reply, 90 %"."""
    metric, _, part = key.partition(".")
    said, of = say(NAMES[metric]), PARTS.get(part, part)
    return f"{said}, {say(of)}" if of else said


def heading(key: str) -> str:
    """A table's heading, of a column's key or a sheet's name; durations say their unit."""
    if key in COLUMNS:
        return say(COLUMNS[key])
    plain = key.removeprefix("now.")
    if plain.partition(".")[0] not in NAMES:
        return key
    timed = plain.rpartition(".")[2] in ("median", "p90") or plain in ("longest_wait", "longest_public_wait")
    return f"{name(plain)} (s)" if timed else name(plain)


def definition(key: str) -> str:
    """What a number means; of a part of a sample, which it is."""
    metric, _, part = key.partition(".")
    if part == "balance":
        return say(BALANCE)
    said = say(DEFINITIONS[metric])
    return f"{said} {say(OF_PARTS[part])}" if part in OF_PARTS else said
