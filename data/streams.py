"""Standard input, output and error as a command finds them: closed ones, and an output that can't be written."""

import os
import sys
from typing import BinaryIO

from dashboard.problems import Problem

_CLOSED = (("stdin", "r", os.O_RDONLY), ("stdout", "w", os.O_RDONLY), ("stderr", "w", os.O_WRONLY))
"""How a closed one is opened: input has ended, output can't be written, error is heard by nobody."""


def stand() -> None:
    """Open those that were closed: else the next file that is opened is one of them, for us and for our children."""
    for descriptor, (name, mode, flags) in enumerate(_CLOSED):
        if getattr(sys, name) is None:
            _onto(descriptor, flags)
            setattr(sys, name, open(descriptor, mode, encoding="utf-8", closefd=False))  # noqa: SIM115


def write(out: BinaryIO, raw: bytes) -> None:
    """Write and flush.

    Raises Problem where that can't be done, but BrokenPipeError where nobody reads any more.
    """
    try:
        out.write(raw)
        out.flush()
    except BrokenPipeError:
        raise
    except OSError as fault:
        _onto(out.fileno(), os.O_WRONLY)  # what is left in the buffer would be a fault again at the exit
        raise Problem(
            f"standard output: can't be written: {fault.strerror or type(fault).__name__}"
        ) from fault


def _onto(descriptor: int, flags: int) -> None:
    """Make a descriptor one of the null device."""
    opened = os.open(os.devnull, flags)
    if opened == descriptor:
        os.set_inheritable(opened, True)  # noqa: FBT003  (it knows no names)
    else:
        os.dup2(opened, descriptor)
        os.close(opened)
