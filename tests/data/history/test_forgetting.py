"""Forgetting a customer: nothing of theirs is left in any file, and all of the others' is."""

from datetime import timedelta

import pytest

from dashboard.measure.days import midnight
from dashboard.problems import HistoryProblem
from data.deeds import DeedsFile
from data.history.forgetting import Forgot, Forgotten, ask, forget, forget_or_ask
from data.history.records import find
from data.history.writer import Writer
from tests.data.history.pages import DAY, NOON, OSLO, documents, entry, released, row

CUSTOMER, OTHER = 1234567890123, 9876543210987
LATER = NOON.timestamp() + 3600


@pytest.fixture
def two_days(writer):
    """A closed day and an open one, each with a row and a sentence of two customers."""
    for day in (DAY - timedelta(days=1), DAY):
        since = NOON - (DAY - day)
        rows = (
            row(f"{day} 1", customer=CUSTOMER, created=since),
            row(f"{day} 2", customer=OTHER, created=since),
        )
        deeds = (released(CUSTOMER, at=since, text="Min egen setning"), released(OTHER, at=since))
        writer.write(day, documents(entry(0, since=since, conversations=rows, deeds=deeds)))
    writer.close_day(DAY - timedelta(days=1), midnight(DAY, OSLO) + 700)
    return writer


def speaking(folder):
    """The files that tell of the customer."""
    return sorted(each.name for each in folder.rglob("*") if each.is_file() and speaks(each))


def speaks(file):
    content = file.read_bytes()
    content += b"".join(find(content).records) if ".log" in file.name else b""
    return str(CUSTOMER).encode() in content or b"Min egen" in content


def test_all_of_a_customer_leaves_and_the_others_stay(two_days, reader, around):
    assert len(speaking(two_days.folder)) == 3
    done = forget(two_days, Forgotten(two_days.folder), CUSTOMER, LATER)
    assert done == Forgot(rows=2, texts=2, days=2)
    assert speaking(two_days.folder) == ["forgotten.json"]
    assert [each.customer for each in reader.texts(*around)] == [OTHER, OTHER]
    rows = [each for day in (DAY - timedelta(days=1), DAY) for each in reader.conversations(day)]
    assert [each.customer for each in rows] == [OTHER, OTHER]
    assert len(list(reader.readings(*around))) == 2
    assert len(reader.deeds(*around)) == 4  # who released what and when: it names no customer
    two_days.write(DAY, documents(entry(1)))
    assert len(list(reader.readings(*around))) == 3


def test_who_was_forgotten_stays_so_after_a_start_but_for_what_comes_later(two_days):
    Forgotten(two_days.folder).add(CUSTOMER, LATER)
    known = Forgotten(two_days.folder)
    before, after, other = documents(
        entry(0, conversations=(
            row(1, customer=CUSTOMER), row(2, customer=CUSTOMER, created=NOON + timedelta(hours=2)), row(3),
        ))
    )[1:]  # fmt: skip
    assert [each in known for each in (before, after, other)] == [True, False, False]


@pytest.mark.parametrize("first", [True, False])
def test_a_damaged_file_that_speaks_of_the_customer_goes(two_days, logs, first):
    two_days.close()
    file = two_days.folder / "2026-11-20.log"
    content = file.read_bytes()
    file.write_bytes(b"00000000 []\n" + content if first else content.rstrip(b"\0") + b"00000000 []\n")
    logs.expect("it is kept as damaged/")
    again = Writer(two_days.folder, OSLO)
    again.open(NOON.timestamp())
    assert forget(again, Forgotten(again.folder), CUSTOMER, LATER).damaged == 1
    assert speaking(again.folder) == ["forgotten.json"]
    again.close()


def test_without_a_feed_the_command_does_it_itself(two_days, folder):
    two_days.close()
    assert forget_or_ask(Writer(folder, OSLO), CUSTOMER, LATER) == Forgot(rows=2, texts=2, days=2)
    assert speaking(folder) == ["forgotten.json"]


def test_what_was_released_of_the_customer_goes_too(two_days, folder, tmp_path):
    deeds = DeedsFile(tmp_path, "an inbox", NOON)
    for customer in (CUSTOMER, OTHER):
        deeds.add(released(customer, text="Min egen setning" if customer == CUSTOMER else "En annens"))
    two_days.close()
    assert forget_or_ask(Writer(folder, OSLO), CUSTOMER, LATER, deeds.forget).releases == 1
    assert [each.customer for each in deeds.all()] == [OTHER]
    assert [each.customer for each in DeedsFile(tmp_path, "an inbox", NOON).all()] == [OTHER]
    assert speaking(tmp_path) == ["forgotten.json"]


def test_where_nothing_is_kept_nothing_is_forgotten(folder):
    assert forget_or_ask(Writer(folder, OSLO), CUSTOMER, LATER) == Forgot()
    assert not folder.exists()


def test_a_writer_that_does_not_answer_is_said_and_will_do_it(two_days, folder):
    with pytest.raises(HistoryProblem, match="has not answered within 0 s"):
        ask(folder, CUSTOMER, LATER, 0.3)
    assert (folder / "asked" / str(CUSTOMER)).exists()
