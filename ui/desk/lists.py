"""What the lists behind the numbers are called, and how their columns are said."""

from dashboard.asking import AskList, ListName
from ui.speech.language import later, say
from ui.speech.words import WINDOWS

OF_A_WINDOW: frozenset[ListName] = frozenset({
    "messages_in", "replies_out", "waits_begun", "conversations_begun", "first_response_time", "next_reply_time",
    "resolution_time", "missed", "undecided", "asked", "unanswered", "negative", "neutral", "positive", "unsure",
    "turned_around", "still_negative", "not_met", "topic",
})  # fmt: skip
TITLES: dict[ListName, str] = {
    "queue": later("Queue"),
    "unassigned": later("Queue, unassigned"),
    "assigned": later("Queue, taken"),
    "public": later("Waiting in public"),
    "private": later("Waiting in private"),
    "under_15_min": later("Waiting under 15 min"),
    "over_15_min": later("Waiting over 15 min"),
    "over_1_h": later("Waiting over 1 h"),
    "over_4_h": later("Waiting over 4 h"),
    "older": later("Waiting over a day"),
    "queue_negative": later("Waiting, negative"),
    "queue_neutral": later("Waiting, neutral"),
    "queue_positive": later("Waiting, positive"),
    "queue_unsure": later("Waiting, mood unsure"),
    "backlog": later("Not resolved"),
    "backlog_open": later("Open"),
    "backlog_pending": later("Pending"),
    "backlog_snoozed": later("Snoozed"),
    "messages_in": later("Customers' messages"),
    "replies_out": later("Our replies"),
    "waits_begun": later("Waits that began"),
    "conversations_begun": later("Conversations that began"),
    "first_response_time": later("First replies"),
    "next_reply_time": later("Next replies"),
    "resolution_time": later("Resolved"),
    "missed": later("Not answered within the target"),
    "undecided": later("Younger than the target"),
    "asked": later("Conversations that need an answer"),
    "unanswered": later("Unanswered"),
    "negative": later("Negative messages"),
    "neutral": later("Neutral messages"),
    "positive": later("Positive messages"),
    "unsure": later("Messages of unsure mood"),
    "turned_around": later("Won over"),
    "still_negative": later("Still negative"),
    "not_met": later("First replies that don't meet the feeling"),
    "topic": later("About {topic}"),
}
DURATIONS: dict[ListName, str] = {
    "first_response_time": later("Replied after"),
    "next_reply_time": later("Replied after"),
    "resolution_time": later("Resolved after"),
    "missed": later("Took"),
    "undecided": later("Waited"),
    "unanswered": later("Waited"),
}
"""What the list's own duration is; the others have none that the column of waits doesn't say."""


def title(ask: AskList, topic: str) -> str:
    """What a list is called, with its window where it has one."""
    name = say(TITLES[ask.of]).format(topic=topic)
    return f"{name}, {say(WINDOWS[ask.window])}" if ask.of in OF_A_WINDOW else name
