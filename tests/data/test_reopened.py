"""Conversations that come back: over HTTP, through the feed, whatever the order in which the server writes."""

from datetime import UTC, datetime

import pytest

from dashboard.feed import Feed
from dashboard.model import Heard
from dashboard.settings import Settings
from data.feed_lines import settled
from data.inboxes import INBOXES, Door, Secret
from tests.dashboard.archives import WrittenEar
from tests.fakes.chatwoot import TOKEN, FakeChatwoot
from tests.fakes.faulty import FaultyProxy

QUARTER = 900


class HeardEar(WrittenEar):
    """Every word is neutral here."""

    def hear(self, texts):
        return [Heard("neutral")] * len(texts)


@pytest.fixture
def fake():
    return FakeChatwoot()


@pytest.fixture
def feed(fake):
    def clock():
        return datetime.fromtimestamp(fake.now, UTC)

    with FaultyProxy(fake) as proxy:
        inbox = INBOXES["chatwoot"](Door(address=proxy.url, token=Secret(TOKEN), history_days=8, clock=clock))
        made = Feed(inbox, HeardEar(), Settings(), clock=clock, draw=lambda: 0.0)
        settled(made)
        yield made
        inbox.close()


def after(fake, seconds):
    fake.now += seconds


def test_who_comes_back_in_the_second_of_the_resolve_waits(fake, feed):
    asked = fake.begin()
    after(fake, 30)
    fake.reply(asked, "svar")
    after(fake, 30)
    feed.poll()
    fake.resolve(asked)
    fake.write(asked, "nei!")
    after(fake, 30)
    assert feed.poll().reading.now.queue_size == 1


def test_who_comes_back_waits_also_where_the_server_writes_its_line_of_the_resolve_late(fake, feed):
    asked = fake.begin()
    after(fake, 30)
    fake.reply(asked, "svar")
    after(fake, 30)
    feed.poll()
    fake.resolve(asked, line="")
    after(fake, 1)
    fake.write(asked, "nei!")
    after(fake, 1)
    fake.add(asked, "Conversation was marked resolved by Anna Berg", 2)
    after(fake, 30)
    assert feed.poll().reading.now.queue_size == 1


def test_who_comes_back_after_the_ledger_let_go_is_no_new_conversation(fake, feed):
    """A note of a colleague's keeps it in the inbox's memory for longer than in the ledger's."""
    asked = fake.begin()
    after(fake, 60)
    settled(feed)
    fake.reply(asked, "svar")
    after(fake, 60)
    fake.resolve(asked)
    after(fake, 10)
    settled(feed)
    for quarter in range(11 * 96):
        after(fake, QUARTER)
        if quarter == 6 * 96:
            fake.add(asked, "intern", 1, private=True, sender={"id": 7, "type": "user"})
        if quarter % 12 == 0:
            settled(feed)
    fake.write(asked, "nå er det nede igjen")
    after(fake, 60)
    feed.poll()
    fake.reply(asked, "svar")
    after(fake, 60)
    window = settled(feed).reading.windows["last_60_min"]
    assert (window.first_response_time.n, window.next_reply_time.n, window.conversations_begun) == (0, 1, 0)
