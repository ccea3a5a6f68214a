"""What a process does to a folder of exports until it is killed; each file must be the old or the new one then."""

from collections.abc import Callable
from pathlib import Path
from stat import S_IMODE
from zlib import crc32

from data.exports.shelf import write

DAY = "2026-11-20"
SIZES = {
    f"pulsvegg-{DAY}.pdf": 8_000,
    f"pulsvegg-{DAY}.xlsx": 60_000,
    f"pulsvegg-{DAY}-conversations.csv": 20_000,
    f"pulsvegg-{DAY}.jsonl": 90_000,
}
VERSIONS = 10


def contents(version: int) -> dict[str, bytes]:
    """Files that tell their version, and whether they are whole."""
    return {name: _file(version, size) for name, size in SIZES.items()}


def _file(version: int, size: int) -> bytes:
    body = b"%d\n" % version * (size // 3)
    return b"%d %08x\n%s" % (version, crc32(body), body)


def version_of(content: bytes) -> int | None:
    """The version of a file that is whole; None of any other."""
    head, _, body = content.partition(b"\n")
    version, _, check = head.partition(b" ")
    return int(version) if check == b"%08x" % crc32(body) else None


def prepare(folder: Path) -> None:
    write(folder / DAY, contents(0))


def exporting(versions: int) -> Callable[[Path, Callable[[int], None]], None]:
    def work(folder: Path, say: Callable[[int], None]) -> None:
        for version in range(1, versions + 1):
            write(folder / DAY, contents(version))
            say(version)

    return work


def check(folder: Path, said: set[int]) -> list[str]:
    """What is wrong after a kill, and after the export that comes next."""
    done = max(said, default=0)
    found = []
    for name in SIZES:
        version = version_of((folder / DAY / name).read_bytes()) if (folder / DAY / name).exists() else None
        if version not in (done, done + 1):
            found.append(f"{name}: is of version {version}, {done} was done")
    for file in (folder / DAY).iterdir():
        if S_IMODE(file.stat().st_mode) != 0o600:
            found.append(f"{file.name}: others may read it")
    write(folder / DAY, contents(done + 2))
    if left := {file.name for file in (folder / DAY).iterdir()} - SIZES.keys():
        found.append(f"left behind: {', '.join(sorted(left))}")
    if {version_of((folder / DAY / name).read_bytes()) for name in SIZES} != {done + 2}:
        found.append("the next export is not whole")
    return found
