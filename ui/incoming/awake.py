"""Seconds that count on while the machine is suspended."""

import time

_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC if hasattr(time, "CLOCK_MONOTONIC") else None)


def seconds_awake() -> float:
    """Seconds since an arbitrary instant; CLOCK_MONOTONIC would stop in suspend, and old numbers look new."""
    return time.monotonic() if _CLOCK is None else time.clock_gettime(_CLOCK)
