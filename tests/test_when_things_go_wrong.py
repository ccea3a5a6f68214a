"""Every fault a server can have, from the socket to the glass: a named trouble, and the picture stays."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from dashboard.feed import Feed
from dashboard.settings import Polling, Screen, Settings
from data.demo.clock import Clock
from data.demo.phrases import read_phrases
from data.demo.play import Play
from data.demo.running import ServerThread
from data.demo.scenario import read_scenario
from data.demo.world import World
from data.feed_lines import settled
from data.inboxes import INBOXES, Door, Secret
from tests.dashboard.archives import WrittenEar
from tests.fakes.faulty import NO_SUCH_HOST, FaultyProxy, refused_url
from ui.pages import PAGES
from ui.speech.words import TROUBLES
from ui.walls.wall import Wall

TOKEN = "demo-administrator-token"
DEADLINE = 0.6
BODY = 1_000_000

FAULTS = {
    "silence": ("timeout", "deadline"),
    "drip_head": ("deadline",),
    "drip_body": ("deadline",),
    "drip_chunks": ("deadline",),
    "hang_up": ("cut_off",),
    "cut_off": ("cut_off",),
    "cut_off_chunk": ("cut_off",),
    "huge": ("too_big",),
    "huge_declared": ("too_big",),
    "gzip_bomb": ("too_big",),
    "html": ("not_json",),
    "broken_json": ("not_json",),
    "not_utf8": ("not_json", "wrong_shape"),  # broken inside a text, or as a whole
    "wrong_shape": ("wrong_shape",),
    "unauthorised": ("unauthorised",),
    "not_found": ("not_found",),
    "unprocessable": ("rejected",),
    "rate_limited": ("rate_limited",),
    "server_error": ("server_error",),
    "bad_gateway": ("server_error",),
    "unavailable": ("server_error",),
    "redirect": ("redirected",),
}
"""Each fault of the fake server, and the names it may get: a server that says nothing is either."""


@pytest.fixture(scope="module")
def demo():
    start = datetime(2026, 11, 21, 19, tzinfo=UTC)
    world = World(read_scenario("calm"), read_phrases(), seed=7, start=start, past_days=1)
    with ServerThread(Play(world, Clock(world.start, 0.0, time.monotonic))) as server:
        yield server.ready.address


@pytest.fixture
def open_feed():
    """Gives a feed on an address, its clock in our hands; closes its inbox in the end."""
    opened = []

    def make(address, hands):
        door = Door(
            address=address, token=Secret(TOKEN), deadline=DEADLINE, max_body=BODY, history_days=1,
            clock=lambda: hands[0],
        )  # fmt: skip
        opened.append(INBOXES["chatwoot"](door))
        settings = Settings(polling=Polling(every=30))
        return Feed(opened[-1], WrittenEar(), settings, clock=lambda: hands[0], draw=lambda: 0.0)

    yield make
    for inbox in opened:
        inbox.close()


def hang(qtbot, hands):
    wall = Wall(Screen(), (PAGES["now"],), clock=lambda: hands[0], awake=lambda: hands[0].timestamp())
    qtbot.addWidget(wall)
    wall.resize(1920, 1080)
    wall.show()
    return wall


def words(wall):
    """Everything that stands on the wall."""
    wall.grab()
    return [drawn.text for panel in (*wall.page.panels.values(), wall.strip) for drawn in panel.drawn]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_on_the_wall_and_the_picture_stays_greyed(demo, open_feed, qtbot, caplog, fault):
    hands = [datetime(2026, 11, 21, 19, tzinfo=UTC)]
    with FaultyProxy(demo) as proxy:
        feed = open_feed(proxy.url, hands)
        good = settled(feed)
        assert good.fresh
        wall = hang(qtbot, hands)
        wall.show_snapshot(good)
        queue = str(good.reading.now.queue_size)
        assert queue in words(wall)
        assert not wall.look.faded

        proxy.fault = fault
        hands[0] += timedelta(seconds=30)
        bad = feed.poll()

        assert bad.trouble is not None
        assert bad.trouble.kind in FAULTS[fault]
        assert bad.reading == good.reading
        assert bad.polled_at == good.polled_at
        assert bad.next_poll_at >= hands[0] + timedelta(seconds=30)
        assert TOKEN not in repr(bad)
        wall.show_snapshot(bad)
        shown = words(wall)
        assert wall.look.faded
        assert queue in shown
        assert any(text.startswith("No contact since 20:00") for text in shown)
        assert TROUBLES[bad.trouble.kind].what in " ".join(shown)

        proxy.fault = None
        hands[0] = bad.next_poll_at
        assert feed.poll().fresh
        wall.show_snapshot(feed.poll())
        words(wall)
        assert not wall.look.faded
    assert TOKEN not in caplog.text
    caplog.clear()


@pytest.mark.parametrize(("address", "kind"), [(refused_url, "refused"), (lambda: NO_SUCH_HOST, "dns")])
def test_an_inbox_that_was_never_reached_is_a_trouble_without_numbers(
    open_feed, qtbot, caplog, address, kind
):
    hands = [datetime(2026, 11, 21, 19, tzinfo=UTC)]
    bad = open_feed(address(), hands).poll()
    assert (bad.trouble.kind, bad.reading) == (kind, None)
    wall = hang(qtbot, hands)
    wall.show_snapshot(bad)
    assert any(text.startswith("No contact") for text in words(wall))
    caplog.clear()


def test_a_row_with_a_wrong_type_is_set_aside_and_counted_and_the_rest_goes_on(demo, open_feed, caplog):
    hands = [datetime(2026, 11, 21, 19, tzinfo=UTC)]
    with FaultyProxy(demo) as proxy:
        proxy.fault, proxy.only = "wrong_type", "conversations"
        snapshot = settled(open_feed(proxy.url, hands))
    assert snapshot.trouble is None
    assert [notice.kind for notice in snapshot.notices if notice.count] == ["set_aside"]
    caplog.clear()


def test_the_pause_grows_to_its_ceiling_and_the_trouble_keeps_its_beginning(demo, open_feed, caplog):
    hands = [datetime(2026, 11, 21, 19, tzinfo=UTC)]
    with FaultyProxy(demo) as proxy:
        proxy.fault = "server_error"
        feed = open_feed(proxy.url, hands)
        pauses = []
        for _ in range(6):
            bad = feed.poll()
            pauses.append((bad.next_poll_at - hands[0]).total_seconds())
            hands[0] = bad.next_poll_at
    assert pauses == [30, 60, 120, 240, 300, 300]
    assert bad.trouble.since == datetime(2026, 11, 21, 19, tzinfo=UTC)
    assert bad.trouble.tries == 6
    caplog.clear()
