"""Measures the history: what a reading costs as it grows, what a day writes and holds, and how a year opens."""

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

import msgspec
import numpy as np
from tinydb import TinyDB

from dashboard.kept import ConversationRow, Entry, Event, Gap, KeptQuestion, KeptReply
from dashboard.measure.days import WINDOWS, midnight
from dashboard.model import Moods, Now, Reading, Sentiment, ServiceLevel, Share, Spread, Window
from dashboard.numbers import NUMBERS
from dashboard.pictures import picture
from dashboard.ports import Kept as KeptPast
from dashboard.settings import History
from data.bench.day import snapshots
from data.files import replace
from data.history import columns
from data.history.form import Kept, kept
from data.history.layout import columns_file, day_file
from data.history.pictures import Painter
from data.history.reader import HistoryReader
from data.history.scribe import Scribe
from data.history.shelf import window_of
from data.history.writer import Writer

ZONE = ZoneInfo("Europe/Oslo")
DAY = date(2026, 11, 20)
MINUTES = 1440
CONVERSATIONS, CHANGES = 1000, 5
"""Of a day: as many begin, and each changes so often."""
APPENDS = 150
STORED, YEAR = 400, 365
MOST_RATIO, MOST_A_DAY_MB = 1.5, 15.0
"""A late append may take so many times an early one; a day may write so much."""

Opening = Callable[[KeptPast, datetime, Callable[[], None]], object]
"""Measures how a chart of a kept year opens at an instant; the last one takes the files out of the system's memory."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Times in ms, sizes in MB of 1,000,000 bytes; ratios are of medians in one run."""

    append_first_ms: float
    append_late_ms: float
    append_400_days_ms: float
    late_ratio: float
    days_ratio: float
    hand_over_ms: float
    """What a poll waits: a reading, a picture and twenty rows are taken by the scribe."""
    tinydb_insert_ms: dict[int, float]
    written_a_day_mb: float
    disk_a_day_mb: float | None
    """In whole pages, as the system counts what it sends to the disk."""
    close_day_ms: float
    kept_a_day_mb: dict[str, float]
    picture_ms: float
    """A minute of a closed day as the wall showed it: the last one of its hour, which is the farthest to seek."""
    year_readings: int
    year_ms: float
    """To read one number of a year: the median of all numbers that a reading has."""
    year_slowest_ms: float
    chart: object
    """A year of each number at the desk, from the choice to the picture."""

    @property
    def good(self) -> bool:
        """Whether it keeps its limits."""
        written = max(self.written_a_day_mb, self.disk_a_day_mb or 0.0)
        return (
            max(self.late_ratio, self.days_ratio) <= MOST_RATIO
            and written <= MOST_A_DAY_MB
            and getattr(self.chart, "good", True)
        )


def bench(opening: Opening) -> Report:
    """Run it, in a temporary folder: minutes, most of them to lay 400 days down."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        written, pages, closing, sizes = a_day(base / "day")
        _lay(base / "day", base / "stored")
        first, late, stored = _appends(base)
        readings, years = _years(base / "stored")
        return Report(
            append_first_ms=round(first, 2),
            append_late_ms=round(late, 2),
            append_400_days_ms=round(stored, 2),
            late_ratio=round(late / first, 2),
            days_ratio=round(stored / first, 2),
            hand_over_ms=round(_hand_over(base / "scribe"), 2),
            tinydb_insert_ms={size: _tinydb(base / f"{size}.json", size) for size in (1_000, 10_000, 50_000)},
            written_a_day_mb=round(written / 1e6, 2),
            disk_a_day_mb=None if pages is None else round(pages / 1e6, 2),
            close_day_ms=round(closing, 1),
            kept_a_day_mb=sizes,
            picture_ms=round(_picture(base / "day"), 1),
            year_readings=readings,
            year_ms=round(median(years), 1),
            year_slowest_ms=round(max(years), 1),
            chart=opening(
                HistoryReader(base / "stored", ZONE),
                datetime.fromtimestamp(midnight(DAY, ZONE) - 60, UTC),
                lambda: _out_of_memory(base / "stored"),
            ),
        )


def a_day(folder: Path) -> tuple[int, int | None, float, dict[str, float]]:
    """Write a day as a feed does, and close it; its readings and pictures are those of the demo's busiest day.

    The bytes written, those in whole pages, the milliseconds to close it, and what is kept of it in MB.
    """
    draw, writer, before, painter = random.Random(7), _open(folder), _sent(), Painter()
    for minute, shown in enumerate(snapshots(DAY, MINUTES)):
        pictures = painter.paint(picture(shown, names=False), DAY, int(shown.made_at.timestamp()))
        rows = _minute(draw, DAY, minute)[1:]
        writer.write(DAY, [*kept(Entry(at=shown.made_at, reading=shown.reading)), *pictures, *rows])
    begun = time.perf_counter()
    writer.close_day(DAY, midnight(DAY + timedelta(days=1), ZONE) + 700)
    closing = (time.perf_counter() - begun) * 1000
    writer.close()
    after = _sent()
    sizes = {path.name[11:]: round(path.stat().st_size / 1e6, 2) for path in folder.glob(f"{DAY}*")}
    return writer.bytes_written, None if before is None or after is None else after - before, closing, sizes


def _minute(draw: random.Random, day: date, minute: int) -> list[Kept]:
    begin = midnight(day, ZONE)
    at = datetime.fromtimestamp(begin + minute * 60, UTC)
    changed = CONVERSATIONS * CHANGES // MINUTES + (draw.random() < CONVERSATIONS * CHANGES / MINUTES % 1)
    rows = tuple(_row(draw, begin, minute) for _ in range(changed))
    return list(kept(Entry(at=at, reading=_reading(draw, at), conversations=rows)))


def _reading(draw: random.Random, at: datetime) -> Reading:
    now = Now(
        queue_size=draw.randrange(80), unassigned=draw.randrange(40), assigned=draw.randrange(40),
        backlog=draw.randrange(200), longest_wait=draw.randrange(5000) + 0.0,
        wait_median=draw.randrange(2000) / 2, wait_p90=draw.randrange(40000) / 10,
        mood=Moods(negative=draw.randrange(9)),
    )  # fmt: skip
    return Reading(at=at, now=now, windows={name: _window(draw) for name in WINDOWS})


def _window(draw: random.Random) -> Window:
    """Every number is there and another one each minute: more than any real day writes."""

    def spread() -> Spread:
        return Spread(median=draw.randrange(6000) / 2, p90=draw.randrange(90000) / 10, n=draw.randrange(500))

    return Window(
        messages_in=draw.randrange(900), replies_out=draw.randrange(900), waits_begun=draw.randrange(500),
        conversations_begun=draw.randrange(300), first_response_time=spread(), first_response_time_open=spread(),
        next_reply_time=spread(), next_reply_time_open=spread(), resolution_time=spread(),
        resolution_time_open=spread(), service_level=ServiceLevel(value=draw.random(), n=draw.randrange(500)),
        response_rate=Share(value=draw.random(), n=draw.randrange(300)),
        sentiment=Sentiment(negative=draw.randrange(200), neutral=draw.randrange(500), balance=draw.random()),
        meets_feeling=Share(value=draw.random(), n=draw.randrange(100)),
    )  # fmt: skip


_MESSAGES = tuple(
    message
    for turn in range(4)
    for message in (
        KeptQuestion(1_000.0 * turn, "negative", "nb", 80, (0,)),
        KeptReply(1_000.0 * turn + 351.0, meets_feeling=turn == 0),
    )
)[:7]
"""Four of a customer's and three replies: what a row says it has."""


def _row(draw: random.Random, begin: float, minute: int) -> ConversationRow:
    number, at = draw.randrange(CONVERSATIONS), begin + minute * 60
    return ConversationRow(
        id=str(40_000 + number), customer=draw.getrandbits(62), created=at - draw.randrange(9000), last_at=at,
        channel=f"channel {number % 6}", public=number % 3 == 0, team=f"team {number % 3}", labels=("router", "vip"),
        customer_begun=True, messages_in=4, replies_out=3, first_reply=at - 200,
        waits=((at - 900, at - 200, 1), (at - 60, None, 0)), topics=("broadband_down",), first_mood="negative",
        last_mood="neutral", language="nb", assigned=True, messages=_MESSAGES,
    )  # fmt: skip


def _lay(day: Path, stored: Path) -> None:
    """A day's files again, for 400 days: the columns with their own times, the rest as second names of one file."""
    tables = HistoryReader(day, ZONE)
    documents = columns.decoded(tables.shelf.rows(DAY, "readings", "readings"))
    table = columns.table(documents, window_of(tables.shelf.tables(DAY, "readings")))
    stored.mkdir()
    for age in range(1, STORED + 1):
        each = DAY - timedelta(days=age)
        begin, end = midnight(each, ZONE), midnight(each + timedelta(days=1), ZONE)
        minutes = np.arange(round((end - begin) / 60))  # 23, 24 or 25 hours of them
        told = {name: values[minutes % MINUTES] for name, values in table.items()}
        told[columns.AT] = begin + minutes.astype(np.float64) * 60
        replace(columns_file(stored, each), columns.packed(told, *_happened(begin, age)))
        for kind in ("readings", "conversations"):
            os.link(day_file(day, DAY, kind), day_file(stored, each, kind))


def _appends(base: Path) -> tuple[float, float, float]:
    """The median time of one reading: first of a day, late in a day, and beside 400 days.

    They take turns, so that they share what else the machine does.
    """
    draw = random.Random(7)
    first, late, stored = (_open(base / name) for name in ("first", "late", "stored"))
    late.write(DAY, [each for minute in range(MINUTES - APPENDS) for each in _minute(draw, DAY, minute)])
    times: dict[Writer, list[float]] = {first: [], late: [], stored: []}
    if hasattr(os, "sync"):
        os.sync()  # what was laid down before is none of theirs
    for minute in range(APPENDS):
        turn = minute % len(times)
        for writer, taken in [*times.items()][turn:] + [*times.items()][:turn]:
            documents = _minute(draw, DAY, minute + (MINUTES - APPENDS) * (writer is late))[:1]
            begun = time.perf_counter()
            writer.write(DAY, documents)
            taken.append((time.perf_counter() - begun) * 1000)
    for writer in times:
        writer.close()
    a, b, c = (median(taken) for taken in times.values())
    return a, b, c


def _hand_over(folder: Path) -> float:
    draw, begin, taken = random.Random(7), midnight(DAY, ZONE), []
    scribe = Scribe(folder, ZONE, "", History(), lambda: datetime.fromtimestamp(begin, UTC))
    for minute, shown in enumerate(snapshots(DAY, APPENDS)):
        at = datetime.fromtimestamp(begin + minute * 60, UTC)
        rows = tuple(_row(draw, begin, minute) for _ in range(20))
        begun = time.perf_counter()
        kept_so = picture(shown, names=False)
        scribe.keep(Entry(at=at, reading=_reading(draw, at), conversations=rows, picture=kept_so))
        taken.append((time.perf_counter() - begun) * 1000)
    scribe.close()
    return median(taken)


def _picture(folder: Path) -> float:
    """The median time to show a minute again."""
    late, taken = datetime.fromtimestamp(midnight(DAY, ZONE) + 20 * 3600 - 60, UTC), []
    for _ in range(5):
        reader = HistoryReader(folder, ZONE)
        begun = time.perf_counter()
        found = reader.snapshot(late)
        taken.append((time.perf_counter() - begun) * 1000)
        assert found is not None  # noqa: S101  (it was written above)
    return median(taken)


def _happened(begin: float, age: int) -> tuple[tuple[Gap, ...], tuple[Event, ...]]:
    """A gap each tenth day, a storm each seventh."""
    hours = [datetime.fromtimestamp(begin + hour * 3600, UTC) for hour in (3, 4, 20, 22)]
    gaps = () if age % 10 else (Gap(first=hours[0], after=hours[1], why="refused"),)
    return gaps, () if age % 7 else (Event(kind="storm", at=hours[2], until=hours[3]),)


def _years(folder: Path) -> tuple[int, list[float]]:
    """How many readings a year has, and the times to read each number of them."""
    reader, size, taken = HistoryReader(folder, ZONE), 0, []
    first, after = (
        datetime.fromtimestamp(midnight(day, ZONE), UTC) for day in (DAY - timedelta(days=YEAR), DAY)
    )
    for name in NUMBERS:
        begun = time.perf_counter()
        size = reader.series(name, first, after)[0].size
        taken.append((time.perf_counter() - begun) * 1000)
    return size, taken


def _out_of_memory(folder: Path) -> None:
    """Let the system forget what is in the files, so that the next one to read them waits for the disk."""
    if not hasattr(os, "posix_fadvise"):
        return
    os.sync()
    for file in folder.iterdir():
        with file.open("rb") as opened:
            os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _tinydb(file: Path, size: int) -> float:
    """The median time of an insert into TinyDB's own storage that holds so many readings."""
    file.write_bytes(b'{"_default":{' + b",".join(_lines(size)) + b"}}")
    with TinyDB(file) as database:
        taken = []
        for minute in range(3):
            document = msgspec.json.decode(_minute(random.Random(1), DAY, minute)[0].document)
            begun = time.perf_counter()
            database.insert(document)
            taken.append((time.perf_counter() - begun) * 1000)
    return round(median(taken), 1)


def _lines(size: int) -> Iterator[bytes]:
    some = [bytes(_minute(random.Random(each), DAY, each)[0].document) for each in range(20)]
    return (b'"%d":%s' % (number, some[number % 20]) for number in range(1, size + 1))


def _open(folder: Path) -> Writer:
    writer = Writer(folder, ZONE)
    writer.open(midnight(DAY, ZONE))
    return writer


def _sent() -> int | None:
    """Bytes this process had the system send to the disk; None where it doesn't tell."""
    try:
        lines = Path("/proc/self/io").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    return next(int(line.split()[1]) for line in lines if line.startswith("write_bytes"))
