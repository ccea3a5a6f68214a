"""What commands print: results on standard output, what goes on meanwhile on standard error."""

import sys


def say(line: str) -> None:
    """Tell whoever watches how far it is."""
    print(line, file=sys.stderr, flush=True)


def put(value: object) -> None:
    """Print a value as one line of JSON."""
    import msgspec

    # As bytes: a redirected output may be of an encoding that has no emoji.
    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
    sys.stdout.flush()
