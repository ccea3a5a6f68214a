"""The ledger when much of what it held is gone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dashboard.ledger import Ledger
from dashboard.measure.cut import Gauge
from dashboard.measure.reading import measure
from dashboard.model import Conversation, Message
from tests.dashboard.archives import WrittenEar

NOON = datetime(2026, 11, 17, 11, 0, tzinfo=UTC)
GAUGE = Gauge(at=NOON.timestamp(), target=600.0, zone=ZoneInfo("Europe/Oslo"))


def asked(number, *replies, account="page"):
    """A conversation a minute old, on one of three channels, with these replies."""
    at = NOON - timedelta(seconds=60)
    said = [Message(id="0", at=at, author="customer", text="neutral")]
    said += [
        Message(id=text, at=at + timedelta(seconds=place), author="agent", agent=account, text=text)
        for place, text in enumerate(replies, 1)
    ]
    return Conversation(id=str(number), channel=f"channel {number % 3}", created_at=at, messages=tuple(said))


def test_what_is_left_when_most_are_gone_is_counted_as_if_they_had_never_been():
    ledger, left = Ledger(WrittenEar()), [asked(number) for number in range(6000, 9000)]
    ledger.fold(asked(number) for number in range(9000))
    ledger.forget(str(number) for number in range(6000))
    ledger.fold([asked(8999, "cold. /Anna")])  # its rows are found after they have moved
    fresh = Ledger(WrittenEar())
    fresh.fold([*left[:-1], asked(8999, "cold. /Anna")])
    found, expected = measure(ledger, GAUGE), measure(fresh, GAUGE)
    assert found.by["channel"] == expected.by["channel"]
    assert found.windows == expected.windows
    assert found.by["channel"]["channel 0"].windows["today"].messages_in == 1000


def test_signatures_of_conversations_that_are_gone_make_no_page_account():
    ledger = Ledger(WrittenEar())
    ledger.fold(
        [
            asked(1, "cold. /Dina", "cold. /Eva", "cold. /Frida"),
            asked(2, "cold. /Dina"),
            asked(3, "cold.", account="ben"),
        ]
    )
    assert measure(ledger, GAUGE).by["agent"]["Dina"].windows["today"].replies_out == 2
    ledger.forget(["1"])
    found = measure(ledger, GAUGE).by["agent"]
    assert "Dina" not in found
    assert found["page"].windows["today"].replies_out == 1
