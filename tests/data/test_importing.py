"""Importing the past: as it would have been measured then, once, and never over what the feed itself kept."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from msgspec.structs import replace

from dashboard.kept import Entry
from dashboard.ledger import customer_number
from dashboard.measure.days import instant, midnight
from dashboard.model import Conversation, Message
from dashboard.problems import ArchiveProblem, HistoryTaken
from dashboard.settings import Settings, from_mapping
from data.history import form
from data.history.forgetting import Forgotten
from data.history.reader import HistoryReader
from data.history.writer import Writer
from data.importing import BATCH, Import
from data.measuring import measure_archive
from data.past import PastFile
from tests.dashboard.archives import WrittenEar
from tests.data.history.pages import OSLO, documents, reading

FIRST = date(2026, 11, 20)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BEGIN = instant(midnight(FIRST, OSLO))
NOW = BEGIN + 4 * DAY + 12 * HOUR
WHOLE = [FIRST + n * DAY for n in (1, 2)]
"""The days that are whole in the archive: not the first, nor the last one of which it speaks."""


def talk(number, at, *, reply=25, resolved=None, text="negative nb #net SECRET"):
    said = [Message(id="1", at=at, author="customer", text=text)]
    if reply:
        after = at + timedelta(minutes=reply)
        said.append(Message(id="2", at=after, author="agent", agent="anna", text="felt SECRET"))
    return Conversation(
        id=str(number), channel="facebook", public=number % 2 == 0, created_at=at, customer=f"c{number}",
        resolved_at=(at + resolved,) if resolved else (), status="resolved" if resolved else "open",
        messages=tuple(said),
    )  # fmt: skip


TALKS = [
    *(
        talk(n, BEGIN + n * 2 * HOUR, reply=n % 3 * 20, resolved=9 * HOUR if n % 4 else None)
        for n in range(41)
    ),
    talk(99, BEGIN + 23 * HOUR, reply=60 * 30),
]


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "archive.jsonl"
    path.write_bytes(b"\n".join(map(msgspec.json.encode, TALKS)))
    return path


@pytest.fixture
def bring(tmp_path, folder):
    """Import an archive; what it said comes with it."""

    def brought(path, *, said=None, past=None, since=None):
        writer = Writer(folder, OSLO, "an inbox", Settings().history)
        past = past or PastFile(tmp_path / "state", "an inbox")
        say = (said if said is not None else []).append
        return Import(writer, past, Settings(), NOW, say, since=since).run(path, WrittenEar())

    return brought


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "history"


@pytest.fixture
def reader(folder):
    return HistoryReader(folder, OSLO)


def files(folder):
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


def test_each_quarter_of_an_hour_is_what_measuring_the_archive_then_says(bring, archive, reader):
    done = bring(archive)
    assert (done.days, done.readings, done.skipped) == (2, 192, 0)
    readings = list(reader.readings(BEGIN, NOW))
    assert [each.at for each in readings][:3] == [BEGIN + DAY + n * timedelta(minutes=15) for n in (1, 2, 3)]
    assert readings[95].at == BEGIN + 2 * DAY - timedelta(seconds=1)
    for place in (0, 31, 95, 96, 150, 191):
        it = readings[place]
        wanted = form.reading(
            form.document(measure_archive(archive, WrittenEar(), Settings(), at=it.at)), form.WINDOW_NAMES
        )
        assert it.now == wanted.now
        assert it.windows["today"] == wanted.windows["today"]
        assert it.windows["last_60_min"] == wanted.windows["last_60_min"]
        assert "last_7_days" not in it.windows
    assert [each.day for each in reader.kept_days(*WHOLE)] == WHOLE


def test_rows_are_as_they_were_at_the_end_of_their_day_without_a_word_or_a_colleague(
    bring, archive, folder, reader
):
    done = bring(archive)
    rows = [row for day in WHOLE for row in reader.conversations(day)]
    began = [each for each in TALKS if BEGIN + DAY <= each.created_at < BEGIN + 3 * DAY]
    assert {row.id for row in rows} == {each.id for each in began}
    assert done.rows >= len(rows)
    late = next(row for row in rows if row.id == "24")
    assert (late.customer, late.topics, late.first_mood) == (customer_number("c24"), ("net",), "negative")
    for content in files(folder).values():
        assert b"SECRET" not in content
        assert b"anna" not in content


def test_its_days_are_remembered_for_what_is_usual(bring, archive, tmp_path):
    assert bring(archive).usual == 2
    days = PastFile(tmp_path / "state", "an inbox").days()
    assert [each.day for each in days] == WHOLE
    assert sum(days[0].curves["messages_in"]) == sum(
        1 for each in TALKS if BEGIN + DAY <= each.created_at < BEGIN + 2 * DAY
    )


def test_days_of_more_than_eight_weeks_ago_come_in_and_count_for_nothing_that_is_usual(
    archive, folder, tmp_path
):
    writer, past = (
        Writer(folder, OSLO, "an inbox", Settings().history),
        PastFile(tmp_path / "state", "an inbox"),
    )
    done = Import(writer, past, Settings(), NOW + 70 * DAY, lambda _: None).run(archive, WrittenEar())
    assert (done.days, done.usual, past.days()) == (2, 0, ())


def test_days_of_which_the_archive_lacks_most_are_left_out_when_that_is_said(bring, archive, reader):
    done = bring(archive, since=WHOLE[1])
    assert (done.days, done.readings, done.usual) == (1, 96, 1)
    assert [each.day for each in reader.kept_days(*WHOLE)] == WHOLE[1:]


def test_a_date_far_before_all_others_makes_no_calm_days_and_is_said(bring, tmp_path, folder):
    path, said = tmp_path / "archive.jsonl", []
    old = talk(500, datetime(1971, 3, 1, 12, tzinfo=UTC), reply=0)
    path.write_bytes(b"\n".join(map(msgspec.json.encode, [*TALKS, old])))
    done = bring(path, said=said)
    assert (done.days, done.usual) == (2, 2)
    assert any(line.startswith("1 conversations of 1971-03-01 are left out") for line in said)
    reader = HistoryReader(folder, OSLO)
    assert reader.days() == WHOLE
    assert max(each.now.longest_wait or 0 for each in reader.readings(BEGIN, NOW)) < 10 * 86_400


def test_months_of_which_the_archive_says_nothing_are_not_calm_but_unknown(bring, tmp_path, folder):
    path, before = tmp_path / "archive.jsonl", BEGIN - 100 * DAY
    early = [talk(600 + n, before + n * 6 * HOUR) for n in range(12)]  # three days, of which one is whole
    path.write_bytes(b"\n".join(map(msgspec.json.encode, [*early, *TALKS])))
    assert bring(path).days == 3
    reader = HistoryReader(folder, OSLO)
    assert reader.days() == [FIRST - 99 * DAY, *WHOLE]
    third = next(iter(reader.readings(BEGIN + DAY, NOW)))
    assert "last_7_days" not in third.windows


def test_an_archive_of_a_single_day_brings_that_day(bring, tmp_path, folder):
    path = tmp_path / "some.jsonl"
    some = [talk(n, BEGIN + DAY + (n + 2) * HOUR, resolved=HOUR) for n in range(19)]
    path.write_bytes(b"\n".join(map(msgspec.json.encode, some)))
    assert (bring(path).days, HistoryReader(folder, OSLO).days()) == (1, WHOLE[:1])


def test_the_archive_of_a_day_as_snapshot_names_it_brings_that_day_alone(bring, tmp_path, folder):
    path = tmp_path / f"pulsvegg-{WHOLE[0]}.jsonl"
    some = [talk(n, BEGIN - DAY + n * 2 * HOUR) for n in range(30)]  # it has what was still open, too
    path.write_bytes(b"\n".join(map(msgspec.json.encode, some)))
    assert (bring(path).days, HistoryReader(folder, OSLO).days()) == (1, WHOLE[:1])


def test_the_archive_of_today_brings_nothing_and_says_why(bring, tmp_path):
    path, said = tmp_path / "some.jsonl", []
    path.write_bytes(msgspec.json.encode(talk(1, NOW - HOUR)))
    assert bring(path, said=said).days == 0
    assert said[-1] == "no day is whole in the archive, so nothing of it comes in"


def test_a_file_that_is_not_there_is_not_said_to_be_read(bring, tmp_path):
    said = []
    with pytest.raises(ArchiveProblem, match="can't be read"):
        bring(tmp_path / "none.jsonl", said=said)
    assert said == []


def test_the_same_file_twice_changes_nothing(bring, archive, folder, tmp_path):
    bring(archive)
    before, past = files(folder), files(tmp_path / "state")
    done = bring(archive)
    assert (done.days, done.readings, done.rows, done.usual) == (0, 0, 0, 0)
    assert (files(folder), files(tmp_path / "state")) == (before, past)


def test_what_the_feed_kept_stays_and_the_rest_is_filled_in(bring, archive, folder, reader, tmp_path):
    noon = BEGIN + DAY + 12 * HOUR
    with_feed = Writer(folder, OSLO, "an inbox")
    with_feed.open(NOW.timestamp())
    own = [Entry(at=noon + n * timedelta(minutes=1), reading=reading(n, since=noon)) for n in range(120)]
    with_feed.write(WHOLE[0], documents(*own))
    with_feed.close()
    past = PastFile(tmp_path / "state", "an inbox")
    bring(archive)
    kept = past.days()
    found = list(reader.readings(noon, noon + 2 * HOUR))
    assert found == [each.reading for each in own]
    assert len(list(reader.readings(BEGIN + DAY, BEGIN + 2 * DAY))) == 120 + 96 - 9
    bring(archive, past=past)
    assert past.days()[: len(kept)] == kept


class Pulled(Exception):
    """The plug."""


def test_one_that_was_broken_off_goes_on_where_it_was(bring, archive, reader, folder):
    class Ends(list):
        def append(self, line):
            super().append(line)
            if line.startswith(str(WHOLE[0])):
                raise Pulled

    with pytest.raises(Pulled):
        bring(archive, said=Ends())
    assert len(list(reader.readings(BEGIN, NOW))) == 96
    said = []
    assert bring(archive, said=said).readings == 96
    assert f"{WHOLE[1]}: 96 readings; 1 of 1 days" in said
    assert len(list(reader.readings(BEGIN, NOW))) == 192


def test_bad_lines_are_said_as_measure_says_them(bring, tmp_path, logs):
    logs.expect("line 1: skipped: ")
    path = tmp_path / "some.jsonl"
    path.write_bytes(b'{"id": 7}\n' + b"\n".join(map(msgspec.json.encode, TALKS)))
    assert bring(path).skipped == 1
    path.write_bytes(b"")
    with pytest.raises(ArchiveProblem, match="has no conversation"):
        bring(path)


def test_of_a_conversation_that_stands_there_twice_the_last_one_counts_as_measure_has_it(
    bring, tmp_path, reader
):
    path, at = tmp_path / "twice.jsonl", BEGIN + DAY + HOUR
    shared = [talk(5, at, reply=0), *TALKS[6:], talk(5, at, reply=30)]
    filler = [replace(talk(0, BEGIN), id=f"f{number}") for number in range(BATCH)]
    path.write_bytes(b"\n".join(map(msgspec.json.encode, [*shared[:-1], *filler, shared[-1]])))
    bring(path)
    it = reader.at(BEGIN + 2 * DAY)
    said = measure_archive(path, WrittenEar(), Settings(), at=it.at).windows["today"]
    assert it.windows["today"].sentiment == said.sentiment
    assert it.windows["today"].first_response_time.n == said.first_response_time.n
    (row,) = [row for row in reader.conversations(WHOLE[0]) if row.id == "5"]
    assert (row.first_mood, row.replies_out) == ("negative", 1)


def test_what_is_still_to_come_makes_no_day_of_the_archive(bring, tmp_path, reader):
    path = tmp_path / "future.jsonl"
    some = [each for each in TALKS if each.created_at < BEGIN + 2 * DAY]
    late = talk(7, BEGIN + DAY, resolved=timedelta(days=40_000))
    path.write_bytes(b"\n".join(map(msgspec.json.encode, [*some[:30], late])))
    assert bring(path).days < 3
    path.write_bytes(msgspec.json.encode(talk(8, NOW + DAY)))
    assert bring(path).days == 0


def test_rows_of_days_that_are_kept_no_longer_do_not_come_in(archive, folder, reader, tmp_path):
    settings = from_mapping({"history": {"conversations_days": 3}})
    writer = Writer(folder, OSLO, "an inbox", settings.history)
    Import(writer, PastFile(tmp_path, "an inbox"), settings, NOW, lambda _: None).run(archive, WrittenEar())
    assert [each.day for each in reader.kept_days(*WHOLE)] == WHOLE
    assert not (folder / f"{WHOLE[0]}.conversations.json").exists()
    assert (folder / f"{WHOLE[1]}.conversations.json").exists()


def test_who_was_forgotten_does_not_come_back(bring, archive, folder, reader):
    folder.mkdir()
    Forgotten(folder).add(customer_number("c24"), NOW.timestamp())
    bring(archive)
    assert "24" not in {row.id for day in WHOLE for row in reader.conversations(day)}


def test_while_a_feed_writes_the_history_it_is_told_so(bring, archive, folder):
    feed = Writer(folder, OSLO, "an inbox")
    feed.open(NOW.timestamp())
    with pytest.raises(HistoryTaken, match="end the wall, desk or feed"):
        bring(archive)
    feed.close()


def test_a_day_of_25_hours_has_a_hundred_readings(bring, tmp_path, folder, reader):
    night = date(2026, 10, 25)
    begin = instant(midnight(night, OSLO))
    talks = [talk(n, begin - DAY + n * HOUR) for n in range(75)]
    path = tmp_path / "autumn.jsonl"
    path.write_bytes(b"\n".join(map(msgspec.json.encode, talks)))
    bring(path)
    assert len(list(reader.readings(begin, begin + timedelta(hours=25)))) == 100


def test_nothing_of_today_or_of_what_is_kept_no_longer_comes_in(bring, tmp_path, reader):
    talks = [talk(n, NOW - timedelta(days=500) + n * 12 * HOUR) for n in range(8)]
    talks += [talk(100 + n, NOW - DAY + n * HOUR, reply=0) for n in range(23)]
    path = tmp_path / "old.jsonl"
    path.write_bytes(b"\n".join(map(msgspec.json.encode, talks[:8])))
    assert bring(path).days == 0
    assert reader.days() == []
    assert datetime.fromtimestamp(NOW.timestamp(), OSLO).date() not in reader.days()
