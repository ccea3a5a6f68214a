"""The look back: each day is remembered once, when it is whole, and says what is usual and whether it storms."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from dashboard.feed import Feed
from dashboard.ledger import Ledger
from dashboard.lookback import Lookback
from dashboard.measure.cut import Gauge
from dashboard.measure.days import midnight
from dashboard.model import Changes, Conversation, DayCurves, Message
from dashboard.problems import InboxProblem
from dashboard.settings import Settings
from data.past import PastInMemory
from tests.dashboard.archives import WrittenEar

OSLO = ZoneInfo("Europe/Oslo")
TODAY = date(2026, 11, 21)
MIDNIGHT = datetime(2026, 11, 20, 23, tzinfo=UTC)


def asked(begun, number):
    said = Message(id="1", at=begun, author="customer", text="neutral")
    return Conversation(id=f"{begun} {number}", channel="facebook", created_at=begun, messages=(said,))


def wave(begin, count, minutes=15):
    return [asked(begin + timedelta(minutes=minutes * n / count), n) for n in range(count)]


def quiet_weeks(*, until=TODAY):
    """Eight weeks in which one wait began in each quarter of an hour."""
    past = PastInMemory()
    for back in range(56, 0, -1):
        curves = {"waits_begun": (1.0,) * 96, "waits_begun_last_hour": (4.0,) * 96}
        past.keep(DayCurves(day=until - timedelta(days=back), curves=curves))
    return past


def look(lookback, at, *, since=MIDNIGHT - timedelta(days=2), complete=True):
    gauge = Gauge(at=at.timestamp(), target=600.0, zone=OSLO)
    lookback.look(gauge, since.timestamp(), complete=complete)
    return lookback


def made(past, *conversations):
    ledger = Ledger(WrittenEar())
    ledger.fold(conversations)
    return Lookback(past, ledger)


class Told:
    """An inbox that says what it is told to say."""

    name = "told"

    def __init__(self):
        self.next = None

    def forget(self, _conversations):
        pass

    def changes(self):
        if self.next is None:
            raise InboxProblem("refused", "told")
        return self.next

    def close(self):
        pass


class Counted(PastInMemory):
    """Counts how often a day was kept."""

    def __init__(self):
        super().__init__()
        self.kept = []

    def keep(self, day):
        self.kept.append(day.day)
        super().keep(day)


def test_the_feed_remembers_each_day_once_when_it_is_whole():
    inbox, past, hands = Told(), Counted(), [MIDNIGHT + timedelta(hours=12)]
    feed = Feed(inbox, WrittenEar(), Settings(), clock=lambda: hands[0], draw=lambda: 0.0, past=past)

    def poll(at, since, arrived=3):
        hands[0] = at
        inbox.next = Changes(at=at, known_since=since, expected=3, arrived=arrived)
        return feed.poll()

    noon, back = MIDNIGHT + timedelta(hours=12), MIDNIGHT - timedelta(days=2, hours=1)
    poll(noon, back, arrived=2)
    assert past.kept == []  # the first fill goes on
    poll(noon, back)
    assert past.kept == [date(2026, 11, 19), date(2026, 11, 20)]
    poll(noon + timedelta(minutes=1), back)
    poll(MIDNIGHT + timedelta(days=1, seconds=-1), back)
    assert len(past.kept) == 2
    poll(MIDNIGHT + timedelta(days=1), back)
    assert past.kept[2:] == [TODAY]
    poll(MIDNIGHT + timedelta(days=4), back)  # nobody was there for three days
    assert past.kept[3:] == [TODAY + timedelta(days=n) for n in (1, 2, 3)]


def test_days_that_have_left_the_ledger_are_not_remembered_as_empty():
    inbox, past, at = Told(), Counted(), MIDNIGHT + timedelta(hours=12)
    feed = Feed(inbox, WrittenEar(), Settings(), clock=lambda: at, draw=lambda: 0.0, past=past)
    inbox.next = Changes(at=at, known_since=at - timedelta(days=31))
    feed.poll()
    assert past.kept[0] == TODAY - timedelta(days=8)


def test_the_snapshot_carries_ribbons_and_storm_and_keeps_them_in_trouble(logs):
    inbox, at = Told(), MIDNIGHT + timedelta(hours=12)
    feed = Feed(inbox, WrittenEar(), Settings(), clock=lambda: at, draw=lambda: 0.0, past=quiet_weeks())
    storm = tuple(wave(at - timedelta(minutes=15), 40))
    inbox.next = Changes(at=at, known_since=MIDNIGHT, conversations=storm)
    good = feed.poll()
    assert good.usual["waits_begun"].median == (1.0,) * 96
    assert good.storm.waits == 40
    assert good.storm.times == 10
    logs.expect("no contact")
    inbox.next = None
    assert (feed.poll().usual, feed.poll().storm) == (good.usual, good.storm)


def test_without_a_past_nothing_is_usual():
    inbox, at = Told(), MIDNIGHT + timedelta(hours=12)
    feed = Feed(inbox, WrittenEar(), Settings(), clock=lambda: at, draw=lambda: 0.0)
    inbox.next = Changes(at=at, known_since=MIDNIGHT, conversations=tuple(wave(at, 40)))
    assert (feed.poll().usual, feed.poll().storm) == ({}, None)


def test_ribbons_are_made_once_a_day():
    lookback = look(made(quiet_weeks()), MIDNIGHT + timedelta(hours=1))
    before = lookback.usual
    assert look(lookback, MIDNIGHT + timedelta(hours=23)).usual is before
    after = look(lookback, MIDNIGHT + timedelta(days=1)).usual
    assert after["waits_begun"].start == MIDNIGHT + timedelta(days=1)


def test_the_public_holidays_of_the_owner_s_country_are_not_usual():
    past = PastInMemory()
    for day in ("2026-12-18", "2026-12-25", "2027-01-01", "2027-01-08", "2027-01-15"):
        waits = 100.0 if day in {"2026-12-25", "2027-01-01"} else 1.0
        past.keep(DayCurves(day=date.fromisoformat(day), curves={"waits_begun": (waits,) * 96}))
    at = datetime(2027, 1, 22, 11, tzinfo=UTC)
    ours, others = (
        look(Lookback(past, Ledger(WrittenEar()), countries), at, complete=False)
        for countries in (["NO"], [])
    )
    assert (ours.usual["waits_begun"].high[48], others.usual["waits_begun"].high[48]) == (1, 100)


def test_no_storm_is_told_while_today_is_not_at_hand():
    lookback = made(quiet_weeks(), *wave(MIDNIGHT + timedelta(hours=10), 40))
    at = MIDNIGHT + timedelta(hours=10, minutes=20)
    assert look(lookback, at, since=MIDNIGHT + timedelta(hours=1)).storm is None
    assert look(lookback, at, since=MIDNIGHT).storm is not None


def test_a_restart_does_not_end_a_storm():
    told = wave(MIDNIGHT + timedelta(hours=10), 40)
    steady = made(quiet_weeks(), *told)
    for minute in range(0, 50, 7):
        look(steady, MIDNIGHT + timedelta(hours=10, minutes=minute))
    again = look(made(quiet_weeks(), *told), MIDNIGHT + timedelta(hours=10, minutes=49))
    assert again.storm == steady.storm
    assert again.storm.since == MIDNIGHT + timedelta(hours=10, minutes=4)


def test_a_storm_goes_on_over_midnight_and_is_left_out_of_both_days():
    begin = MIDNIGHT + timedelta(days=1, minutes=-40)
    past = quiet_weeks()
    told = wave(begin, 200, minutes=70)
    lookback = look(made(past, *told), begin + timedelta(minutes=35))
    since = lookback.storm.since
    assert look(lookback, begin + timedelta(minutes=60)).storm.since == since
    again = look(made(past, *told), begin + timedelta(minutes=60))  # a feed that starts after midnight
    assert again.storm.since == since
    look(lookback, begin + timedelta(days=2))
    first, second = past.days()[-2:]
    end = midnight(TODAY + timedelta(days=1), OSLO)
    assert (first.storms[0][0], first.storms[0][1].timestamp()) == (since, end)
    assert second.storms[0][0].timestamp() == end
    assert timedelta(hours=2) < second.storms[0][1] - since < timedelta(hours=3)


def test_an_inbox_whose_clock_was_a_day_ahead_storms_again():
    told = wave(MIDNIGHT + timedelta(hours=10), 40)
    lookback = look(made(quiet_weeks(), *told), MIDNIGHT + timedelta(days=30), complete=False)
    at = MIDNIGHT + timedelta(hours=10, minutes=20)
    assert look(lookback, at, complete=False).storm is not None
