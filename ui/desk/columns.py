"""COLUMNS: the columns of the conversations' table, one row each: title, how a cell is said, what is thought of it."""

from collections.abc import Callable

from msgspec import Struct

from dashboard.hearing import LANGUAGES, MOODS
from dashboard.snapshot import Snapshot
from ui.desk.listing import Listing
from ui.drawing import judged
from ui.drawing.levels import Level
from ui.speech.language import later, say
from ui.speech.spoken import NO_DATA, briefly, number

ONE = "one conversation"
STATUSES = (
    later("open", "one conversation"),
    later("pending", "one conversation"),
    later("snoozed", "one conversation"),
    later("resolved", "one conversation"),
)
FELT = {
    "negative": later("negative", "one conversation"),
    "neutral": later("neutral", "one conversation"),
    "positive": later("positive", "one conversation"),
    "unsure": later("unsure", "one conversation"),
}
SPOKEN = {
    "nb": later("Bokmål"),
    "nn": later("Nynorsk"),
    "sv": later("Swedish"),
    "da": later("Danish"),
    "en": later("English"),
    "other": later("other"),
}

Say = Callable[[Listing, int], str]


class Cell(Struct, frozen=True):
    """A column: which of the listing's it shows, its title and tooltip, its width in the font size, its cells' text.

    `words` are those that it may say, where they are few.
    """

    column: str
    title: str
    hint: str
    width: float
    said: Say
    right: bool = False
    words: Callable[[], tuple[str, ...]] = tuple


def _name(column: str) -> Say:
    def said(it: Listing, row: int) -> str:
        return it.names[column][int(it.columns[column][row])] or NO_DATA

    return said


def _seconds(column: str) -> Say:
    def said(it: Listing, row: int) -> str:
        value = float(it.columns[column][row])
        return NO_DATA if value != value else briefly(value)  # noqa: PLR0124  nan

    return said


def _public(it: Listing, row: int) -> str:
    words = {1: say("public"), -1: say("private")}
    return words.get(int(it.columns["public"][row]), NO_DATA)


def _status(it: Listing, row: int) -> str:
    return say(STATUSES[int(it.columns["status"][row])], ONE)


def _mood(it: Listing, row: int) -> str:
    code = int(it.columns["mood"][row])
    return NO_DATA if code < 0 else say(FELT[MOODS[code]], ONE)


def _language(it: Listing, row: int) -> str:
    code = LANGUAGES[int(it.columns["language"][row])]
    return NO_DATA if code is None else say(SPOKEN[code])


def topics(it: Listing, row: int) -> tuple[str, ...]:
    """A conversation's topics in several ways: all of them first, then fewer with how many more there are."""
    mask = int(it.columns["topics"][row])
    names = [name for bit, name in enumerate(it.topics) if mask >> bit & 1]
    fewer = (f"{', '.join(names[:some])} +{len(names) - some}" for some in range(len(names) - 1, 0, -1))
    return (", ".join(names), *fewer) if names else (NO_DATA,)


def _messages(it: Listing, row: int) -> str:
    return number(float(it.columns["messages"][row]))


COLUMNS: tuple[Cell, ...] = (
    Cell("ids", later("No."), later("The conversation's number in the inbox"), 4.6, lambda it, row: it.ids[row]),
    Cell("wait", later("Waits"), later("For how long it has waited for our answer"), 6.4, _seconds("wait"), right=True),
    Cell("seconds", later("Took"), later("The duration that this list is about"), 6.4, _seconds("seconds"), right=True),
    Cell("channel", later("Channel"), later("The inbox's channel"), 9.0, _name("channel")),
    Cell("public", later("Seen by"), later("Whether everybody can read it"), 5.0, _public,
         words=lambda: (say("public"), say("private"))),
    Cell("topics", later("Topics"), later("What its customer writes of, an estimate"), 10.0,
         lambda it, row: topics(it, row)[0]),
    Cell("mood", later("Mood"), later("Of the customer's last message, an estimate"), 5.6, _mood,
         words=lambda: tuple(say(word, ONE) for word in FELT.values())),
    Cell("assignee", later("Agent"), later("Who has taken it"), 9.0, _name("assignee")),
    Cell("team", later("Team"), later("The inbox's team"), 7.0, _name("team")),
    Cell("status", later("Status"), later("As the inbox says"), 5.6, _status,
         words=lambda: tuple(say(word, ONE) for word in STATUSES)),
    Cell("first_reply", later("First reply"), later("How long its customer waited for the first reply"), 6.4,
         _seconds("first_reply"), right=True),
    Cell("messages", later("Messages"), later("Customers' messages and public replies"), 6.0,
         _messages, right=True),
    Cell("language", later("Language"), later("In which its customer writes, an estimate"), 6.4, _language,
         words=lambda: tuple(say(word) for word in SPOKEN.values())),
)  # fmt: skip


def level(column: str, it: Listing, row: int, snapshot: Snapshot | None) -> Level:
    """What is thought of a cell: a wait is held against the target, in opening hours."""
    if column != "wait" or snapshot is None:
        return "fine"
    value = float(it.columns["wait"][row])
    return "fine" if value != value else judged.wait(snapshot, value).level  # noqa: PLR0124  nan
