"""A desk in a test, over a feed that answers from a ledger of its own."""

import msgspec
import pytest

from tests.ui.desk.feeds import FeedOfNames
from tests.ui.desk.pasts import PastInMemory
from tests.ui.snapshots import busy


class DrawerInMemory:
    """Keeps documents as JSON would."""

    def __init__(self, **documents):
        self.documents = documents

    def look(self, name):
        return self.documents.get(name)

    def put(self, name, document):
        self.documents[name] = msgspec.json.decode(msgspec.json.encode(document))


@pytest.fixture
def drawer():
    return DrawerInMemory()


@pytest.fixture
def feed():
    return FeedOfNames()


@pytest.fixture
def seat(fonts, qtbot, hands, feed, drawer):
    """Open a desk: `seat(snapshot, size=(1600, 1000), **outside)`; `opened` are the addresses it opened."""
    from ui.desk.outside import Outside
    from ui.desk.window import Desk

    def made(snapshot=None, *, size=(1600, 1000), theme="dark", zoom=1.0, live=True, **more):
        opened = []
        outside = {
            "send": feed.take,
            "drawer": drawer,
            "template": "https://inbox.example/app/accounts/1/conversations/{id}",
            "shifts": ("day", "night"),
            "by": "kari",
            "theme": theme,
            "open": opened.append,
            "clock": lambda: hands.at,
            "awake": lambda: hands.awake,
        }
        desk = Desk(Outside(**outside | more), zoom)
        desk.opened = opened
        feed.answers = desk.take
        qtbot.addWidget(desk)
        desk.resize(*size)
        desk.show()
        with qtbot.waitActive(desk):
            desk.activateWindow()
        if live:
            desk.show_snapshot(snapshot or busy())
        return desk

    return made


@pytest.fixture
def kept():
    return PastInMemory()


@pytest.fixture
def back(seat, kept):
    """A desk with a past."""
    return seat(kept=kept)
