"""What is said of words that must not be seen."""

from datetime import UTC, datetime
from typing import Literal

import msgspec
import pytest

from dashboard.ledger import Said
from dashboard.model import Conversation, Heard, Message
from dashboard.wordless import reason, where
from data.ear.analysing import Line as Analysed
from data.ear.labelled import Labelled
from data.inboxes.chatwoot_rows import Line, read_line, read_row
from data.inboxes.chatwoot_wire import WireConversation, WireMessage
from data.inboxes.web import Answer

WORDS = "Torgunn på 918 27 364"
AT = datetime(2026, 6, 17, 12, tzinfo=UTC)
MESSAGE = Message(id="7", at=AT, author="customer", text=WORDS)
CONVERSATION = Conversation(
    id="1042", channel="facebook", labels=(WORDS,), customer=WORDS, created_at=AT, messages=(MESSAGE,)
)
MESSAGE_ROW = {
    "id": 5, "created_at": 1_781_697_600, "message_type": 0, "content": WORDS, "content_attributes": {WORDS: WORDS},
    "additional_attributes": {WORDS: WORDS},
}  # fmt: skip
ROW = {
    "id": 3, "inbox_id": 4, "status": "open", "created_at": 1_781_697_600, "labels": [WORDS], "messages": [MESSAGE_ROW],
    "additional_attributes": {WORDS: WORDS}, "meta": {"sender": {"id": 9, "name": WORDS, "email": WORDS}},
}  # fmt: skip


def raw(value):
    return msgspec.Raw(msgspec.json.encode(value))


@pytest.mark.parametrize(
    "value",
    [
        MESSAGE,
        CONVERSATION,
        Said(CONVERSATION, MESSAGE, Heard("negative")),
        Line(id=5, at=0.0, author="customer", text=WORDS),
        read_line(raw(MESSAGE_ROW)),
        read_row(raw(ROW)),
        msgspec.convert(MESSAGE_ROW, WireMessage),
        msgspec.json.decode(msgspec.json.encode(ROW), type=WireConversation),
        Answer(WORDS.encode(), AT, "/api"),
        Analysed(id=WORDS, text=WORDS, reply=WORDS, customer=WORDS),
        Labelled(text=WORDS, pii=({"kind": "name", "text": "Torgunn"},)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_no_value_with_somebodys_words_in_it_shows_them_when_it_is_printed(value):
    for shown in (repr(value), str(value), f"{[value]}"):
        assert "Torgunn" not in shown
        assert "918" not in shown
        assert "<" in shown


def test_a_message_shows_what_is_nobodys_and_how_long_its_text_is():
    assert repr(MESSAGE) == (
        "Message(id='7', at=datetime.datetime(2026, 6, 17, 12, 0, tzinfo=datetime.timezone.utc), "
        "author='customer', agent=None, private=False, text=<21>, heard=None)"
    )
    assert "messages=<1>" in repr(CONVERSATION)
    assert "customer=None" in repr(Conversation(id="1", channel="chat", created_at=AT))


class Coloured(msgspec.Struct, forbid_unknown_fields=True, tag_field="kind"):
    colour: Literal["red", "blue"] = "red"
    size: Literal[1, 2] = 1
    at: datetime | None = None
    parts: dict[str, int] = {}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"colour": "WORDS"}', "Invalid enum value - at `$.colour`"),
        ('{"colour": "WORDS - at `$.x`"}', "Invalid enum value - at `$.colour`"),
        ('{"colour": "a\\nWORDS\'"}', "Invalid enum value - at `$.colour`"),
        ('{"size": 918}', "Invalid enum value - at `$.size`"),
        ('{"kind": "WORDS"}', "Invalid value - at `$.kind`"),
        ('{"WORDS": 1}', "Object contains unknown field"),
        ('{"parts": {"WORDS": "WORDS"}}', "Expected `int`, got `str` - at `$.parts[...]`"),
        ('{"at": "WORDS"}', "Invalid RFC3339 encoded datetime - at `$.at`"),
        ('["WORDS"]', "Expected `object`, got `array`"),
        ('{"colour": WORDS}', "JSON is malformed: invalid character (byte 11)"),
    ],
)
def test_the_reason_why_a_line_is_left_out_says_where_but_not_what_stood_there(line, said):
    with pytest.raises(msgspec.DecodeError) as caught:
        msgspec.json.decode(line.replace("WORDS", WORDS), type=Coloured)
    assert reason(caught.value) == said


def test_of_bytes_that_are_no_text_nothing_is_said_but_that():
    with pytest.raises(UnicodeDecodeError) as caught:
        (WORDS.encode() + b"\xff").decode()
    assert reason(caught.value) == "is not UTF-8"


def test_where_tells_the_kind_and_the_place_of_a_fault_and_what_the_system_said():
    def fails(fault):
        with pytest.raises(type(fault)) as caught:
            raise fault from KeyError(WORDS)
        return where(caught.value)

    told = fails(ValueError(WORDS))
    assert told.startswith("ValueError\n")
    assert "test_wordless.py" in told
    assert "Torgunn" not in told
    assert "Torgunn" not in fails(OSError(WORDS))
    assert fails(OSError(28, "No space left on device", WORDS)).startswith(
        "OSError (No space left on device)\n"
    )
    assert fails(ImportError(WORDS, name="numpy")).startswith("ImportError (numpy)\n")
