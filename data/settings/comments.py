"""The comments of a settings file that somebody wrote by hand, put into the file that a dialog writes in its place."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping

import tomli_w
from msgspec import Struct

Path = tuple[str, ...]
"""Keys from the outermost table to a key; () is the file itself."""
MOST_LINES = 500
"""Of one value: a list longer than that is nobody's setting."""


class Statement(Struct, frozen=True):
    """A table's head, or a key with its value: the lines it takes, and the comments over it and behind it."""

    path: Path
    lines: tuple[str, ...]
    above: tuple[str, ...] = ()
    behind: str = ""


def written(tables: Mapping[str, object], before: str) -> tuple[str, tuple[str, ...]]:
    """The tables as TOML with the comments of the file as it was; and those comments that have no place any more.

    A comment belongs to the key or the table's head that it stands over or behind, those at the end to the file.
    """
    plain = tomli_w.dumps(tables)
    old, end = _statements(before)
    said = {each.path: each for each in old}
    text = "".join(_with_comments(_statements(plain)[0], said)) + "".join(f"{line}\n" for line in end)
    if _parsed(text) != _parsed(plain):  # a safe way out, should anything here be wrong
        text, said = plain, {}
    kept = set(text.splitlines())
    mine = (line for each in old for line in (*each.above, *((each.behind,) if each.behind else ())))
    lost = tuple(line.strip() for line in (*mine, *end) if not any(line.strip() in it for it in kept))
    return text, lost


def _with_comments(new: Iterable[Statement], said: Mapping[Path, Statement]) -> Iterator[str]:
    for place, each in enumerate(new):
        was = said.get(each.path)
        head = each.lines[0].startswith("[")
        if place and head:
            yield "\n"
        yield from (f"{line}\n" for line in (was.above if was else ()))
        *first, last = each.lines
        yield from (f"{line}\n" for line in first)
        yield f"{last}  {was.behind}\n" if was and was.behind else f"{last}\n"


def _statements(text: str) -> tuple[list[Statement], list[str]]:
    """All statements of a file in their order, and the comments after the last one."""
    found: list[Statement] = []
    above: list[str] = []
    table: Path = ()
    lines = iter(text.splitlines())
    for line in lines:
        bare = line.strip()
        if not bare or bare.startswith("#"):
            above += [bare] if bare else []
        elif bare.startswith("["):
            head, behind = _split(bare)
            table = _path(head) or table
            found.append(Statement(table, (head,), tuple(above), behind))
            above = []
        else:
            made = _key(bare, lines, table)
            found.append(Statement(made.path, made.lines, (*above, *made.above), made.behind))
            above = []
    return found, above


def _key(first: str, rest: Iterator[str], table: Path) -> Statement:
    """A key with its value, which may go on over several lines; comments within it stand over it then."""
    taken = [first]
    while _parsed("\n".join(taken)) is None and len(taken) < MOST_LINES:
        following = next(rest, None)
        if following is None:
            break
        taken.append(following)
    path = (*table, *_path(f"[{first.partition('=')[0].strip()}]"))
    said, behind = _split("\n".join(taken))
    within = (note for line in taken[1:-1] if (note := _note(line)))
    return Statement(path, tuple(said.splitlines()), tuple(within), behind)


def _note(line: str) -> str:
    """The comment in a line of a list that goes on over several; "" without one."""
    places = (place for place, letter in enumerate(line) if letter == "#")
    return next((line[place:] for place in places if _parsed(f"it = [{line[:place]}]") is not None), "")


def _split(line: str) -> tuple[str, str]:
    """A line that is whole, and the comment behind it: the first # before which it says the same."""
    whole = _parsed(line)
    for place, letter in enumerate(line):
        if letter == "#" and whole is not None and _parsed(line[:place]) == whole:
            return line[:place].rstrip(), line[place:]
    return line, ""


def _path(head: str) -> Path:
    """The keys of a table's head."""
    found: object = _parsed(head)
    path = list[str]()
    while isinstance(found, Mapping) and found:
        key, found = next(iter(found.items()))
        path.append(key)
    return tuple(path)


def _parsed(text: str) -> Mapping[str, object] | None:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
