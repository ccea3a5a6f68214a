"""Bytes become lines, and no line fills the memory."""

from hypothesis import given
from hypothesis import strategies as st

from ui.incoming.lines import Lines


@given(st.lists(st.binary(max_size=40)), st.integers(1, 50))
def test_however_the_stream_is_cut_its_short_lines_come_out(pieces, longest):
    lines = Lines(longest)
    came = [line for piece in pieces for line in lines.feed(piece)]
    whole = b"".join(pieces).split(b"\n")[:-1]
    assert came == [line for line in whole if len(line) <= longest]


def test_a_line_without_an_end_is_not_kept():
    lines = Lines(10)
    for _ in range(1000):
        assert list(lines.feed(b"x" * 1000)) == []
    assert lines.dropped == 1
    assert list(lines.feed(b"\ngood\n")) == [b"good"]
