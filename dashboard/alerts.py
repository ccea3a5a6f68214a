"""Watches the numbers by the rules of the settings: an alert begins, is acknowledged, and ends, and never flaps.

It begins once its number has been over the limit for as long as the rule says, and ends once it has been well on the
other side for as long. No data neither begins nor ends one. Outside its rule's hours there is none. What began and who
acknowledged it are deeds, so that a restart goes on where the last program was.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from math import inf
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from dashboard.alert_rules import Rule
from dashboard.measure.days import instant
from dashboard.measure.opening import is_open
from dashboard.numbers import NUMBERS, value
from dashboard.ports import Deeds
from dashboard.settings import Settings
from dashboard.snapshot import Alert, Snapshot
from dashboard.voice.values import Acknowledged, Alerted, Calmed, Deed

MARGIN = 0.1
"""By which share of its limit a number must be on the other side to end an alert."""
BALANCE_MARGIN = 0.05
"""The same for a balance, whose limit may be 0."""
LEAST_END = 120.0
"""Seconds that it takes to end any alert: one that begins at once must not flap either."""
REACH: Mapping[str, tuple[float, float]] = {"share": (0.0, 1.0), "balance": (-1.0, 1.0)}
"""From where to where a number of a unit can be; others are never below 0."""
BLIND_POLLS, BLIND = 3, 180.0
"""So many polls may be missed, and so many seconds: after more, what was counted before says nothing of what is now."""
RESTORED_FOR = timedelta(hours=12)
"""For how long an alert of an earlier program is remembered: a shift."""
BY_ITSELF = "automatic"


class Watch(Struct, frozen=True, kw_only=True):
    """How a rule's number has been, in seconds since 1970: over its limit since, well under it since, last known.

    `held` is an earlier program's alert, until the number is known again.
    """

    over: float | None = None
    under: float | None = None
    last: float | None = None
    alert: Alert | None = None
    held: Alert | None = None


def step(rule: Rule, watch: Watch, known: float | None, at: float, blind: float) -> Watch:
    """How it is after a look at `at`, within the rule's hours; `known` is the number, None where it is not known.

    After more than `blind` seconds unseen, the count begins anew.
    """
    if known is None:
        return watch
    lost = watch.last is None or not 0 <= at - watch.last <= blind
    over, under = (None, None) if lost else (watch.over, watch.under)
    over = (at if over is None else over) if _beyond(rule, known) else None
    under = (at if under is None else under) if _well_back(rule, known) else None
    held = watch.held if over is not None and watch.held and _recent(watch.held, at) else None
    alert = watch.alert or held
    if alert is None and over is not None and at - over >= rule.seconds:
        alert = _begun(rule, over, known)
    elif alert is not None and under is not None and at - under >= max(rule.seconds, LEAST_END):
        alert = None
    return Watch(over=over, under=under, last=at, alert=alert and replace(alert, value=known))


class Alerts:
    """The alerts of one inbox; time is the readings' own."""

    def __init__(self, settings: Settings, deeds: Deeds) -> None:
        self._deeds, self._hours = deeds, settings.hours
        self._zone = ZoneInfo(settings.goals.timezone)
        self._blind = max(BLIND, BLIND_POLLS * settings.polling.every)
        self._rules = settings.alerts
        self._heard = deeds.all()
        self._watches = {rule.name: Watch(held=_restored(rule, self._heard)) for rule in self._rules}

    @property
    def running(self) -> tuple[Alert, ...]:
        """The alerts that run: those that nobody has acknowledged first, then the oldest."""
        alerts = (each.alert for each in self._watches.values() if each.alert is not None)
        return tuple(sorted(alerts, key=lambda it: (it.acknowledged_at is not None, it.since, it.name)))

    def look(self, snapshot: Snapshot) -> tuple[Alert, ...]:
        """See what a fresh reading says; gives the alerts that run."""
        if not snapshot.fresh or snapshot.reading is None:
            return self.running
        at = snapshot.reading.at
        for rule in self._rules:
            before = self._watches[rule.name]
            after = self._after(rule, before, snapshot, at.timestamp())
            self._watches[rule.name] = self._told(rule, before, after, at)
        return self.running

    def _told(self, rule: Rule, before: Watch, after: Watch, at: datetime) -> Watch:
        """Tell the deeds what began and what ended; what another program has told already is the same alert here."""
        told, mine, old = _restored(rule, self._deeds.all()), after.alert, before.alert or before.held
        if mine is None:
            if old and after.held is None and told is not None and told.id == old.id:
                self._deeds.add(Calmed(at=at, by=BY_ITSELF, id=old.id))
        elif told is not None and self._same(told, mine):
            after = replace(after, alert=replace(told, value=mine.value))
        elif old is None or old.id != mine.id:
            self._deeds.add(Alerted(at=at, by=BY_ITSELF, id=mine.id, name=mine.name, since=mine.since))
        self._heard = self._deeds.all()
        return after

    def _same(self, told: Alert, mine: Alert) -> bool:
        """Whether another program's alert is ours: both saw the number cross its limit, a poll or so apart."""
        return told.id == mine.id or abs((told.since - mine.since).total_seconds()) <= self._blind

    def heed(self) -> bool:
        """Take in what another program's lead has seen; whether anything was decided elsewhere."""
        deeds = self._deeds.all()
        if deeds is self._heard:
            return False
        self._heard = deeds
        for name, watch in self._watches.items():
            if watch.alert is not None:
                self._watches[name] = replace(watch, alert=_as_seen(watch.alert, deeds))
        return True

    def _after(self, rule: Rule, watch: Watch, snapshot: Snapshot, at: float) -> Watch:
        hours = self._hours if rule.when == "open" else None if rule.when == "always" else rule.when
        if not is_open(hours, self._zone, at):
            return Watch()
        return step(rule, watch, _known(rule, snapshot), at, self._blind)

    def acknowledge(self, alert: str, by: str, at: datetime) -> bool:
        """Somebody has seen it, which holds until it ends; whether there was something to acknowledge."""
        for name, watch in self._watches.items():
            if watch.alert and watch.alert.id == alert and watch.alert.acknowledged_at is None:
                seen = replace(watch.alert, acknowledged_by=by, acknowledged_at=at)
                self._watches[name] = replace(watch, alert=seen)
                self._deeds.add(Acknowledged(at=at, by=by, id=alert))
                self._heard = self._deeds.all()
                return True
        return False


def _known(rule: Rule, snapshot: Snapshot) -> float | None:
    """The rule's number; a wait where nobody waits is 0, and so is all of a channel where nothing is at hand."""
    number = NUMBERS[rule.number]
    found = value(snapshot, number, channel=rule.channel, team=rule.team, topic=rule.topic)
    if found is None and number.window == "now" and snapshot.known_since is not None:
        return 0.0
    return found


def _beyond(rule: Rule, known: float) -> bool:
    return known > rule.limit if rule.above else known < rule.limit


def _well_back(rule: Rule, known: float) -> bool:
    """Whether the number is on the good side by a margin, though never further than it can get."""
    unit, limit = NUMBERS[rule.number].unit, rule.limit
    least, most = REACH.get(unit, (0.0, inf))
    margin = BALANCE_MARGIN if unit == "balance" else abs(limit) * MARGIN
    if rule.above:
        return known <= max(limit - margin, (limit + least) / 2)
    return known >= min(limit + margin, (limit + most) / 2)


def _recent(alert: Alert, at: float) -> bool:
    return at - alert.since.timestamp() < RESTORED_FOR.total_seconds()


def _begun(rule: Rule, since: float, known: float) -> Alert:
    begun = instant(since)
    return Alert(
        id=f"{rule.name} {begun:%Y%m%dT%H%M%SZ}",
        name=rule.name,
        number=rule.number,
        unit=NUMBERS[rule.number].unit,
        value=known,
        limit=rule.limit,
        above=rule.above,
        since=begun,
        channel=rule.channel,
        team=rule.team,
        topic=rule.topic,
    )


def _restored(rule: Rule, deeds: Iterable[Deed]) -> Alert | None:
    """The alert that a rule had when the last program ended, with who has seen it."""
    found: Alert | None = None
    for deed in deeds:
        if isinstance(deed, Alerted) and deed.name == rule.name:
            found = replace(_begun(rule, deed.since.timestamp(), rule.limit), id=deed.id)
        elif found and isinstance(deed, Calmed | Acknowledged) and deed.id == found.id:
            seen = isinstance(deed, Acknowledged)
            found = replace(found, acknowledged_by=deed.by, acknowledged_at=deed.at) if seen else None
    return found


def _as_seen(alert: Alert, deeds: Iterable[Deed]) -> Alert:
    """An alert with who has seen it first."""
    seen = next((deed for deed in deeds if isinstance(deed, Acknowledged) and deed.id == alert.id), None)
    return replace(alert, acknowledged_by=seen.by, acknowledged_at=seen.at) if seen else alert
