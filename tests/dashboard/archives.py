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
    """Up to `size` conversations within thirteen days before and one hour after an instant."""
    seconds = st.one_of(
        st.integers(0, 3600 * 3),
        st.integers(0, 86400 * 13),
        st.sampled_from([0, 600, 900, 3600, 86400, 7 * 86400]),
    )
    made = []
    for number in range(draw(st.integers(0, size))):
        begin = around - timedelta(seconds=draw(seconds))
        at, messages, resolved = begin, [], []
        for place in range(draw(st.integers(0, 7))):
            at += timedelta(seconds=draw(st.sampled_from([0, 0, 1, 59, 600, 601, 1800, 7200, 90000])))
            author = draw(
                st.sampled_from(["customer", "customer", "agent", "agent", "bot", "system", "resolve"])
            )
            if author == "resolve":
                resolved.append(at)
                continue
            text = (
                draw(st.sampled_from(MOODS)) + draw(st.sampled_from(WORDS))
                if author == "customer"
                else f"{draw(st.sampled_from(['felt', 'cold']))}.{draw(st.sampled_from(SIGNATURES))}"
            )
            messages.append(
                Message(
                    id=f"{number}-{place}",
                    at=at,
                    author=author,
                    agent=draw(st.sampled_from(SENDERS)) if author == "agent" else None,
                    private=author == "agent" and draw(st.integers(0, 3)) == 0,
                    text=text,
                )
            )
        made.append(
            Conversation(
                id=str(number),
                channel=draw(st.sampled_from(["facebook", "instagram"])),
                public=draw(st.sampled_from([True, False, None])),
                team=draw(st.sampled_from([None, "night"])),
                assignee=draw(st.sampled_from([None, *AGENTS])),
                status=draw(st.sampled_from(STATUSES)),
                created_at=begin + timedelta(seconds=draw(st.sampled_from([0, 0, -1800, 5]))),
                resolved_at=tuple(resolved),
                proactive=draw(st.integers(0, 5)) == 0,
                messages=tuple(draw(st.permutations(messages)) if draw(st.integers(0, 3)) == 0 else messages),
            )
        )
    return made


OSLO_NIGHTS = (
    datetime(2026, 10, 25, 11, tzinfo=UTC),  # the day of 25 hours
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 1, 40, tzinfo=UTC),  # the second of its two hours from 2 to 3
    datetime(2026, 3, 29, 12, tzinfo=UTC),  # the day of 23
    datetime(2026, 11, 14, 21, tzinfo=UTC),
    datetime(2026, 11, 14, 23, 0, tzinfo=UTC),  # midnight in Oslo
)
