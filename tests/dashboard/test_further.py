"""The look further back: each past day once it is whole, the newest first; over restarts; never over what is known."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from dashboard.earlier import Leaf, Span, Stretch
from dashboard.feed import Feed
from dashboard.further import AFTER_A_FAULT, PACE, Further
from dashboard.measure.days import instant, midnight
from dashboard.model import Changes, Conversation, DayCurves, Message
from dashboard.problems import Refused
from dashboard.settings import Settings
from dashboard.snapshot import Notice
from data.earlier_file import EarlierFile
from data.past import PastInMemory
from tests.dashboard.archives import WrittenEar
from tests.dashboard.test_chronicle import Notebook
from tests.dashboard.test_lookback import OSLO, Told

TODAY = date(2026, 11, 28)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MIDNIGHT = instant(midnight(TODAY, OSLO))
NOON = MIDNIGHT + 12 * HOUR
KNOWN = [TODAY - DAY * back for back in range(1, 8)]
"""The days that the first fill reaches."""


def talk(day, hour, number=0, *, minutes=20):
    at = instant(midnight(day, OSLO)) + hour * HOUR + timedelta(seconds=number)
    said = (
        Message(id="1", at=at, author="customer", text="negative nb #net SECRET"),
        Message(id="2", at=at + timedelta(minutes=minutes), author="agent", agent="anna", text="felt"),
    )
    return Conversation(
        id=f"{day} {hour} {number}", channel="facebook", created_at=at, customer=f"c{number}", messages=said
    )


class Way:
    """An inbox's way back: three conversations a day, a page a day, for so many days."""

    def __init__(self, days=80, *, extra=()):
        self.days, self.extra, self.asked, self.fault = days, extra, 0, None
        self.begun = []

    def begin(self, first, after, page):
        self.begun.append((first, after, page))
        self.first, self.page, self.waiting = first, page, []

    def step(self):
        self.asked += 1
        if self.fault:
            raise self.fault
        if self.page >= self.days:
            return Stretch(
                done=True, reached=instant(midnight(TODAY - DAY * (self.days - 1), OSLO)), page=self.page
            )
        day = TODAY - DAY * self.page
        self.page += 1
        reached = instant(midnight(day, OSLO))
        said = [talk(day, hour) for hour in (8, 9, 15)] + [
            each for each in self.extra if each.id.startswith(str(day))
        ]
        return Stretch(conversations=tuple(said), reached=reached, page=self.page, done=reached <= self.first)


def known(days=KNOWN):
    past = PastInMemory()
    for day in days:
        past.keep(DayCurves(day=day, curves={"messages_in": (7.0,) * 96}))
    return past


@pytest.fixture
def notes(tmp_path):
    return EarlierFile(tmp_path, "an inbox")


def walked(further, steps=500):
    for _ in range(steps):
        if further.done:
            return further
        further.go(NOON, NOON)
    raise AssertionError("it does not end")


def made(way, past, notes):
    return Further(way, WrittenEar(), past, notes, Settings())


def test_fifty_six_days_are_remembered_in_a_step_each_and_those_known_stay(notes):
    way, past = Way(), known()
    walked(made(way, past, notes))
    days = {each.day: each for each in past.days()}
    assert sorted(days) == [TODAY - DAY * back for back in range(56, 0, -1)]
    assert all(days[day].curves["messages_in"][0] == 7.0 for day in KNOWN)
    other = days[TODAY - 20 * DAY].curves
    assert sum(other["messages_in"]) == sum(other["replies_out"]) == 3
    assert other["messages_in"][32] == other["first_response_time"][33] / 1200 == 1
    assert sum(other["topic net"]) == 3 if "topic net" in other else True
    assert way.asked == 57


def test_the_newest_days_come_first_and_progress_is_told(notes):
    way, past = Way(), known()
    further = made(way, past, notes)
    seen = []
    for _ in range(30):
        further.go(NOON, NOON)
        if further.progress:
            seen.append((further.progress.arrived, further.progress.expected))
    assert seen[0] == (0, 49)
    assert seen == sorted(seen)
    reached = seen[-1][0]
    assert next(each.day for each in past.days()) == TODAY - DAY * (7 + reached)
    walked(further)
    assert further.progress is None


def test_a_program_that_starts_again_goes_on_and_asks_nothing_twice(tmp_path):
    way, past = Way(), known()
    further = made(way, past, EarlierFile(tmp_path, "an inbox"))
    for _ in range(21):
        further.go(NOON, NOON)
    before = [each.day for each in past.days()]
    again = made(way, past, EarlierFile(tmp_path, "an inbox"))
    walked(again)
    assert way.asked == 57
    assert way.begun[1][2] == 20
    assert [each.day for each in past.days()][-len(before) :] == before
    assert len(past.days()) == 56
    straight = known()
    walked(made(Way(), straight, EarlierFile(tmp_path / "other", "an inbox")))
    assert past.days() == straight.days()


def test_when_it_is_over_nothing_is_asked_again_and_one_line_is_left(tmp_path):
    way, past = Way(), known()
    walked(made(way, past, EarlierFile(tmp_path, "an inbox")))
    (file,) = tmp_path.iterdir()
    assert file.read_text().count("\n") == 1
    walked(made(way, past, EarlierFile(tmp_path, "an inbox")))
    assert way.asked == 57


def test_an_inbox_that_is_young_ends_with_its_first_whole_day_and_days_before_it_are_not_usual(tmp_path):
    way, past = Way(days=20), known()
    walked(made(way, past, EarlierFile(tmp_path, "an inbox")))
    assert next(each.day for each in past.days()) == TODAY - 19 * DAY
    asked = way.asked
    walked(made(way, past, EarlierFile(tmp_path, "an inbox")))
    assert way.asked == asked


def test_days_in_which_nobody_ran_the_program_are_read_later(tmp_path):
    past = known([TODAY - DAY * back for back in range(1, 57) if back not in (12, 13)])
    way = Way()
    walked(made(way, past, EarlierFile(tmp_path, "an inbox")))
    assert len(past.days()) == 56
    ((first, after, _),) = way.begun
    assert (first, after) == (MIDNIGHT - 13 * DAY, MIDNIGHT - 11 * DAY)


def test_the_storms_of_those_days_are_found_when_what_was_usual_is_known(notes):
    storm_day = TODAY - 10 * DAY
    past, way = known(), Way(extra=[talk(storm_day, 20, n, minutes=90) for n in range(1, 60)])
    walked(made(way, past, notes))
    found = {each.day: each.storms for each in past.days() if each.storms}
    assert list(found) == [storm_day]
    assert found[storm_day][0][0] >= instant(midnight(storm_day, OSLO)) + 20 * HOUR


def test_what_fails_is_tried_again_after_a_while_and_a_wish_to_wait_is_kept(notes):
    way, past = Way(), known()
    further = made(way, past, notes)
    assert further.rest(NOON) == 0.0
    further.go(NOON, NOON)
    assert further.rest(NOON) == PACE
    way.fault = Refused("rate_limited", "later", retry_after=900.0)
    further.go(NOON, NOON)
    assert further.rest(NOON) == 900.0
    way.fault = Refused("server_error", "oh")
    further.go(NOON, NOON)
    assert further.rest(NOON) == AFTER_A_FAULT
    way.fault = None
    assert walked(further).rest(NOON) == float("inf")
    assert len(past.days()) == 56


def test_a_fault_of_ours_ends_nothing_and_is_said_without_words(notes, logs):
    logs.expect("the past can't be read by a fault of ours")
    way = Way()
    further = made(way, known(), notes)
    further.go(NOON, NOON)
    way.fault = RuntimeError("SECRET")
    further.go(NOON, NOON)
    assert "SECRET" not in str(logs)
    way.fault = None
    walked(further)


# ── What is noted ────────────────────────────────────────────────────────────────────────────────────

SPAN = Span(MIDNIGHT - 9 * DAY, MIDNIGHT - 7 * DAY)


def test_the_notes_have_no_words_and_a_customer_can_be_forgotten(tmp_path, notes):
    further = made(Way(extra=[talk(TODAY - 9 * DAY, 10, 5)]), known(), notes)
    for _ in range(12):
        further.go(NOON, NOON)
    (file,) = tmp_path.iterdir()
    assert "SECRET" not in file.read_text()
    assert "anna" not in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    again = EarlierFile(tmp_path, "an inbox")
    assert again.span() is not None
    rows = [row for leaf in again.leaves() for row in leaf.rows]
    (customer,) = {row.customer for row in rows if row.id.endswith(" 5")}
    assert str(customer) in file.read_text()
    assert notes.forget(customer) == 1
    assert str(customer) not in file.read_text()
    notes.add(Leaf(tuple(row for row in rows if row.customer == customer), None, 1))
    assert str(customer) not in file.read_text()


def test_notes_that_were_cut_off_go_as_far_as_they_are_whole(tmp_path, logs):
    notes = EarlierFile(tmp_path, "an inbox")
    notes.begin(SPAN)
    for page in (1, 2):
        notes.add(Leaf((), MIDNIGHT, page))
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    last = whole.rindex(b"\n", 0, -1) + 1
    logs.expect("is read as far as it goes")
    for end in range(last + 1, len(whole) - 1, 7):
        file.write_bytes(whole[:end])
        found = EarlierFile(tmp_path, "an inbox")
        assert found.span() == SPAN
        assert [leaf.page for leaf in found.leaves()] == [1]
        assert file.read_bytes() == whole[:end]  # another program may be about to end the line
        found.add(Leaf((), MIDNIGHT, 3))
        again = EarlierFile(tmp_path, "an inbox")
        assert again.span() == SPAN
        assert [leaf.page for leaf in again.leaves()] == [1, 3]


def test_notes_that_were_cut_off_before_the_end_of_the_line_alone_are_whole(tmp_path):
    notes = EarlierFile(tmp_path, "an inbox")
    notes.begin(SPAN)
    notes.add(Leaf((), MIDNIGHT, 1))
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    found = EarlierFile(tmp_path, "an inbox")
    assert found.span() == SPAN
    found.add(Leaf((), MIDNIGHT, 2))
    again = EarlierFile(tmp_path, "an inbox")
    assert again.span() == SPAN
    assert [leaf.page for leaf in again.leaves()] == [1, 2]


# ── In the feed ──────────────────────────────────────────────────────────────────────────────────────


def test_a_feed_beside_the_one_that_keeps_the_history_leaves_it_alone(notes):
    inbox, way = Told(), Way()
    notebook = Notebook(notices=(Notice(kind="history_taken"),))
    feed = Feed(
        inbox, WrittenEar(), Settings(), clock=lambda: NOON, draw=lambda: 0.0, past=known(), history=notebook,
        further=made(way, known(), notes),
    )  # fmt: skip
    inbox.next = Changes(at=NOON, known_since=NOON - 8 * DAY)
    feed.poll()
    assert feed.rest() == float("inf")
    taken, notebook.said = notebook.said, ()
    assert feed.rest() == 0.0
    feed.go_further()
    assert feed.poll().earlier is not None
    notebook.said = taken
    assert feed.poll().earlier is None  # it reads none, and says nothing of it


def test_a_feed_reads_between_its_polls_says_how_far_and_knows_at_once_what_is_usual(notes, logs):
    logs.expect("no contact with")
    inbox, way, hands, past = Told(), Way(), [NOON], known()
    feed = Feed(
        inbox, WrittenEar(), Settings(), clock=lambda: hands[0], draw=lambda: 0.0, past=past,
        further=made(way, past, notes),
    )  # fmt: skip
    assert feed.rest() == float("inf")  # nothing before the first numbers

    def poll(seconds=30, **fields):
        hands[0] += timedelta(seconds=seconds)
        inbox.next = replace(Changes(at=hands[0], known_since=NOON - 8 * DAY), **fields)
        return feed.poll()

    assert poll(expected=9, arrived=3).earlier is None
    assert feed.rest() == float("inf")
    assert poll().usual == {}
    steps = 0
    while feed.rest() < float("inf"):
        hands[0] += timedelta(seconds=feed.rest())
        feed.go_further()
        steps += 1
        if steps == 40:
            shown = poll()
            assert (shown.earlier.expected, 25 < shown.earlier.arrived < 40) == (49, True)
            assert shown.usual["messages_in"].median[32] == 1.0
    assert poll().earlier is None
    assert steps == 58
    inbox.next = None
    feed.poll()
    assert feed.rest() == float("inf")
