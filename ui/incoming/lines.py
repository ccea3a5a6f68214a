"""Bytes cut into lines, with a bound: a line that never ends does not fill the memory."""

from collections.abc import Iterator

LONGEST_LINE = 8 * 1024 * 1024


class Lines:
    """Takes pieces of a stream and gives whole lines; `dropped` counts the lines over the bound."""

    def __init__(self, longest: int = LONGEST_LINE) -> None:
        self._longest = longest
        self._rest = bytearray()
        self._skipping = False
        self.dropped = 0

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """The lines that a piece completes, without their ends."""
        *ends, rest = piece.split(b"\n")
        for end in ends:
            whole = self._end(end)
            if whole is not None:
                yield whole
        self._grow(rest)

    def clear(self) -> None:
        """Forget an unfinished line."""
        self._rest.clear()
        self._skipping = False

    def _end(self, end: bytes) -> bytes | None:
        self._grow(end)
        whole = None if self._skipping else bytes(self._rest)
        self.clear()
        return whole

    def _grow(self, piece: bytes) -> None:
        if self._skipping:
            return
        if len(self._rest) + len(piece) > self._longest:
            self.dropped += 1
            self._rest.clear()
            self._skipping = True
            return
        self._rest += piece
