"""What the backends' tests share: a watch over leftover threads and sockets, and things that close themselves."""

import contextlib
import gc
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from data.inboxes.chatwoot import Chatwoot
from data.inboxes.web import Web
from tests.data.inboxes.walls import Hang, Wall
from tests.fakes.chatwoot import TOKEN, FakeChatwoot
from tests.fakes.faulty import Answerer, FaultyProxy

Serve = Callable[..., FaultyProxy]
OpenWeb = Callable[..., Web]


@pytest.fixture(autouse=True)
def nothing_is_left_behind() -> Iterator[None]:
    """A thread that outlives its test fails it."""
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) <= before


@pytest.fixture(autouse=True, scope="module")
def nothing_is_left_to_collect() -> Iterator[None]:
    """Once a module, because it takes 50 ms: what is still open in some cycle warns, and so fails."""
    yield
    gc.collect()


@pytest.fixture
def closing(nothing_is_left_behind: None) -> Iterator[contextlib.ExitStack]:
    with contextlib.ExitStack() as stack:
        yield stack


@pytest.fixture
def serve(closing: contextlib.ExitStack) -> Serve:
    def start(upstream: str | Answerer, **how: object) -> FaultyProxy:
        return closing.enter_context(FaultyProxy(upstream, **how))  # type: ignore[arg-type]

    return start


@pytest.fixture
def open_web(closing: contextlib.ExitStack) -> OpenWeb:
    def start(base: str, **how: object) -> Web:
        settings: dict[str, object] = {"header": ("api_access_token", TOKEN), "deadline": 0.3, **how}
        web = Web(base, **settings)  # type: ignore[arg-type]
        closing.callback(web.close)
        return web

    return start


@pytest.fixture
def hang() -> Iterator[Hang]:
    """Hang up a wall in front of a fake."""
    with contextlib.ExitStack() as stack:

        def start(
            fake: FakeChatwoot,
            *,
            answer: Answerer | None = None,
            skew: float = 0,
            max_body: int = 4 << 20,
            by_hand: bool = False,
            **how: object,
        ) -> Wall:
            clock = [fake.now + skew]
            proxy = stack.enter_context(FaultyProxy(answer or fake))
            steady = (lambda: clock[0]) if by_hand else time.monotonic  # by hand no deadline passes
            key = ("api_access_token", TOKEN)
            web = Web(proxy.url, header=key, deadline=10, max_body=max_body, monotonic=steady)
            stack.callback(web.close)
            box = Chatwoot(web, 1, clock=lambda: datetime.fromtimestamp(clock[0], UTC), **how)  # type: ignore[arg-type]
            return Wall(fake, proxy, box, clock)

        yield start
