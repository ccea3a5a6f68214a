"""What commands print: results on standard output, what goes on meanwhile on standard error."""

import sys

from data.streams import write


def say(line: str) -> None:
    """Tell whoever watches how far it is."""
    print(line, file=sys.stderr, flush=True)


def tell(line: str) -> None:
    """Print a line of a result."""
    # An output's encoding may lack a letter of a file's name: it is told all the same.
    write(sys.stdout.buffer, f"{line}\n".encode(sys.stdout.encoding, "backslashreplace"))


def put(value: object) -> None:
    """Print a value as one line of JSON."""
    import msgspec

    # As bytes: a redirected output may be of an encoding that has no emoji.
    write(sys.stdout.buffer, msgspec.json.encode(value) + b"\n")
