"""Random archives: conversations as inboxes hold them, with everything that makes counting hard."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from dashboard.model import Conversation, Heard, Message

MOODS = ("negative", "neutral", "positive", "unsure")
LANGUAGES = ("nb", "sv", "en")
WORDS = ("", " nb", " nb ja", " sv", " sv ja", " en ja #bill", " 12 #net #bill", f" en {'o' * 250}")
AGENTS = ("anna", "ben", "cecilie")
STATUSES = ("open", "open", "pending", "snoozed", "resolved")
SENDERS = (*AGENTS, "page", "page", None)
"""The accounts that replies come from: `page` is a page's, and some backends don't say."""
NAMES = {"anna": "Anna Berg", "ben": "Ben Lie", "cecilie": "Cecilie Moe", "page": "Telia"}
SIGNATURES = ("", "", "", " /Anna", " ^BL", " /Dina", " /Eva")


class WrittenEar:
    """Hears the mood, the language and the topics that the text names, so that a test knows them."""

    def hear(self, texts):
        return [Heard(mood(text), language(text), topics(text)) for text in texts]

    def labelled(self, labels):
        return [label for label in labels if label != "vip"]

    def meets_feeling(self, reply):
        return feeling(reply)


def mood(text):
    return text.split()[0]


def language(text):
    return next((word for word in text.split() if word in LANGUAGES), "other")


def topics(text):
    return tuple(word.removeprefix("#") for word in text.split() if word.startswith("#"))


def feeling(text):
    return text.startswith("felt")


@st.composite
def conversations(draw, *, around: datetime, size: int = 12):
    """Up to `size` conversations within thirteen days before and one hour after an instant, drawn by Hypothesis."""

    def choose(among):
        return draw(st.sampled_from(among))

    return [conversation(choose, str(number), around) for number in range(choose(range(size + 1)))]


def archive(choose, *, around: datetime, size: int = 20):
    """As many conversations, by plain dice such as `random.Random(7).choice`: what Hypothesis draws is sparse."""
    return [conversation(choose, str(number), around) for number in range(size)]


def conversation(choose, number, around):
    """One conversation, with everything that makes counting hard; `choose` picks one of a sequence."""
    before = choose((range(900), range(3 * 3600), range(13 * 86400), (0, 600, 900, 3600, 86400, 7 * 86400)))
    begin = around - timedelta(seconds=choose(before))
    at, messages, resolved = begin, [], []
    for place in range(choose(range(9))):
        at += timedelta(seconds=choose((0, 0, 1, 59, 600, 601, 1800, 7200, 90000)))
        author = choose(("customer", "customer", "agent", "agent", "bot", "system", "resolve"))
        if author == "resolve":
            resolved.append(at)
        else:
            messages.append(message(choose, f"{number}-{place}", at, author))
    if choose(range(4)) == 0:
        messages = [messages.pop(choose(range(len(messages)))) for _ in range(len(messages))]
    return Conversation(
        id=number,
        channel=choose(("facebook", "instagram")),
        public=choose((True, False, None)),
        team=choose((None, "night")),
        assignee=choose((None, *AGENTS)),
        status=choose(STATUSES),
        created_at=begin + timedelta(seconds=choose((0, 0, -1800, 5))),
        resolved_at=tuple(resolved),
        proactive=choose(range(6)) == 0,
        messages=tuple(messages),
    )


def message(choose, number, at, author):
    said = choose(MOODS) + choose(WORDS)
    text = said if author == "customer" else f"{choose(('felt', 'cold'))}.{choose(SIGNATURES)}"
    return Message(
        id=number,
        at=at,
        author=author,
        agent=choose(SENDERS) if author == "agent" else None,
        private=author == "agent" and choose(range(4)) == 0,
        text=text,
    )


OSLO_NIGHTS = (
    datetime(2026, 10, 25, 11, tzinfo=UTC),  # the day of 25 hours
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 1, 40, tzinfo=UTC),  # the second of its two hours from 2 to 3
    datetime(2026, 10, 26, 9, tzinfo=UTC),  # the day after it
    datetime(2026, 3, 29, 12, tzinfo=UTC),  # the day of 23
    datetime(2026, 11, 14, 21, tzinfo=UTC),
    datetime(2026, 11, 14, 23, 0, tzinfo=UTC),  # midnight in Oslo
)
