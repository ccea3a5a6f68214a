"""What the ledger keeps of what customers say: languages, topics, who writes, and what is new."""

import msgspec
import pytest

from dashboard.hearing import LANGUAGES, MOODS
from dashboard.ledger import Ledger
from dashboard.measure.days import instant
from dashboard.model import Conversation, Heard, Message, Remembered
from tests.dashboard.archives import WrittenEar
from tests.dashboard.test_story import said


class CountingEar(WrittenEar):
    """Remembers what it was asked."""

    def __init__(self):
        self.asked = []

    def hear(self, texts):
        self.asked.append(list(texts))
        return super().hear(texts)


def written(*texts, **fields):
    """A conversation of customers' texts, a minute apart; one in brackets is ours."""
    lines = [f"{minute} {'anna' if '(' in text else 'customer'}" for minute, text in enumerate(texts)]
    conversation = said(*lines, **fields)
    messages = tuple(
        msgspec.structs.replace(message, id=f"{fields.get('id', '1')}-{message.id}", text=text.strip("()"))
        for message, text in zip(conversation.messages, texts, strict=True)
    )
    return msgspec.structs.replace(conversation, messages=messages)


def ledger(*conversations, ear=None):
    made = Ledger(ear or WrittenEar())
    made.fold(conversations)
    return made


def language(*texts):
    return LANGUAGES[ledger(written(*texts)).conversations["language"][0]]


def topics(made):
    """Of each message, by name."""
    names = made.topics.names[1:]
    masks = made.messages["topics"][made.messages.alive()].tolist()
    return [{name for bit, name in enumerate(names) if mask >> bit & 1} for mask in masks]


def customers(*conversations):
    return len(set(ledger(*conversations).conversations["customer"].tolist()))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["neutral nb"], "nb"),
        (["neutral nb nn", "neutral sv ja ja ja"], "sv"),  # most letters
        (["neutral nb", "neutral sv"], "sv"),  # as many: the one written last
        (["neutral nb", "neutral sv", "neutral sv", "neutral nb"], "nb"),
        ([f"neutral en {'o' * 1000}", f"neutral nb {'o' * 190}", "neutral nb"], "nb"),  # 200 of each at most
        (["neutral with many words in no language that is known", "neutral en"], "en"),
        (["neutral with words"], "other"),
        (["neutral en", "(neutral sv sv sv sv sv)"], "en"),  # what we write doesn't count
        (["(neutral sv)"], None),
    ],
)
def test_a_conversation_has_the_language_in_which_its_customer_wrote_the_most_letters(texts, expected):
    assert language(*texts) == expected


def test_a_language_without_a_single_letter_is_no_language():
    class Sure(WrittenEar):
        def hear(self, texts):
            return [Heard("neutral", "nb") for _ in texts]

    assert LANGUAGES[ledger(written("👍 123"), ear=Sure()).conversations["language"][0]] == "other"


def test_the_language_changes_with_what_comes_later_in_whatever_order_it_is_brought():
    made, whole = Ledger(WrittenEar()), written("neutral nb", "neutral sv ja")
    made.fold([msgspec.structs.replace(whole, messages=whole.messages[1:])])
    made.fold([msgspec.structs.replace(whole, messages=whole.messages[:1])])
    assert LANGUAGES[made.conversations["language"][0]] == "sv"
    assert [LANGUAGES[code] for code in made.messages["language"][made.messages.alive()]] == ["nb", "sv"]


def test_each_message_has_its_topics_and_a_reply_none():
    made = ledger(written("neutral #net #bill", "(neutral #net)", "neutral #bill", "neutral"))
    assert topics(made) == [{"net", "bill"}, set(), {"bill"}, set()]


def test_of_more_topics_than_bits_the_rest_is_left_out_and_said_once(logs):
    logs.expect("more than 63 topics")
    many = " ".join(f"#{number}" for number in range(64))
    made = ledger(written(f"neutral {many}", f"neutral {many}x", "neutral #62 #63"))
    assert topics(made) == [{str(number) for number in range(63)}] * 2 + [{"62"}]
    assert logs.said("more than 63 topics") == 1


def test_customers_are_told_apart_and_one_is_the_same_in_each_conversation_and_each_run():
    kari, ola = (written("neutral", id=name, customer=name) for name in ("kari", "ola"))
    assert customers(kari, ola, written("neutral", id="3", customer="kari")) == 2
    assert ledger(kari).conversations["customer"][0] == ledger(kari).conversations["customer"][0] > 0


def test_where_the_inbox_does_not_say_who_writes_each_conversation_is_somebody_s_own():
    assert customers(written("neutral", id="1"), written("neutral", id="2")) == 2
    assert customers(written("neutral", id="1"), written("neutral", id="2", customer="1")) == 2


def test_fold_tells_each_message_of_a_customer_once_when_it_is_new():
    made, whole = Ledger(WrittenEar()), written("negative nb #bill", "(felt)", "positive sv")
    half = msgspec.structs.replace(whole, messages=whole.messages[:2])
    (first,) = made.fold([half, half])
    assert (first.conversation, first.message) == (half, whole.messages[0])
    assert first.heard == Heard("negative", "nb", ("bill",))
    (second,) = made.fold([whole, half])
    assert (second.message, second.heard.language) == (whole.messages[2], "sv")
    assert made.fold([whole]) == ()


def test_the_same_text_is_heard_once_in_a_call():
    ear = CountingEar()
    ledger(written("neutral", "positive", "neutral"), written("neutral", id="2"), ear=ear)
    assert ear.asked == [["neutral", "positive"]]


def test_what_an_ear_fails_on_stays_unknown_and_can_be_brought_again():
    class Failing(WrittenEar):
        fails = True

        def meets_feeling(self, reply):
            if self.fails:
                raise RuntimeError("a fault of ours")
            return super().meets_feeling(reply)

    ear = Failing()
    made = Ledger(ear)
    with pytest.raises(RuntimeError):
        made.fold([written("neutral", id="1"), written("neutral", "(felt)", id="2")])
    assert (len(made), len(made.messages), "1" in made) == (0, 0, False)
    ear.fails = False
    assert len(made.fold([written("neutral", id="1"), written("neutral", "(felt)", id="2")])) == 2


def test_a_kept_message_without_its_mood_is_unsure():
    message = Message(id="1", at=instant(0.0), author="customer", heard=Remembered(language="nb", letters=9))
    kept = Conversation(id="1", channel="x", created_at=instant(0.0), messages=(message,))
    assert MOODS[ledger(kept).conversations["last_mood"][0]] == "unsure"
