"""Learn the ear's model anew from the corpus and from labelled lines, or teach it some on top of what it knows."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from data.commands.output import say


def arguments(parser: ArgumentParser) -> None:
    """What to learn from, and how."""
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="labelled JSON Lines, plain or gzip"
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="default: the owner's own model, heard with from then on"
    )
    parser.add_argument(
        "--on-top", action="store_true", help="begin with the model that is there, stay near it"
    )
    parser.add_argument(
        "--seed", type=int, default=0, help="which lines are set apart to learn how sure to be"
    )


def run(given: Namespace) -> int:
    """Learn, and keep what was learned."""
    from data.ear.hearing import keep, keepable, learned, own_path, taught

    out = given.out or own_path()
    keepable(out)
    model = taught(given.files) if given.on_top else learned(given.files, seed=given.seed, say=say)
    say(f"{out}: {keep(model, out):,} bytes")
    return 0
