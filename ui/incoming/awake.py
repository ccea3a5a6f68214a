"""The time of day, and seconds that count on while the machine is suspended."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]

_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC if hasattr(time, "CLOCK_MONOTONIC") else None)


def seconds_awake() -> float:
    """Seconds since an arbitrary instant; CLOCK_MONOTONIC would stop in suspend, and old numbers look new."""
    return time.monotonic() if _CLOCK is None else time.clock_gettime(_CLOCK)


def now() -> datetime:
    """The time of day."""
    return datetime.now(UTC)
