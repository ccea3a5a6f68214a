"""How it goes on: the queue in an hour, what comes and what is answered, and how many heroes it takes."""

from msgspec import Struct

from dashboard.measure.staffing import RECOVER_HOURS, Outlook, outlook
from dashboard.snapshot import Snapshot
from ui.drawing.ink import Ink
from ui.drawing.levels import Level
from ui.incoming import known
from ui.panels.panel import Panel, plain_figure
from ui.speech.language import say
from ui.speech.spoken import duration, number

CALM = 1.1  # times what is answered, up to which what comes is no more than that


class OutlookPart(Struct, frozen=True):
    """What the tile draws."""

    queue: int | None = None
    ahead: Outlook = Outlook()

    @property
    def level(self) -> Level:
        """Only where fewer are at work than it takes is it abnormal."""
        it = self.ahead
        if it.hold is None or it.at_work is None or it.arrivals is None or it.answers is None:
            return "fine"
        return "warn" if it.hold > it.at_work and it.arrivals > it.answers * CALM else "fine"


class OutlookPanel(Panel[OutlookPart]):
    """A number that is an estimate, and what it is made of."""

    NAME = "outlook"

    def part(self, snapshot: Snapshot | None) -> OutlookPart:
        """What is drawn of a Snapshot."""
        now = known.now(snapshot)
        if snapshot is None or now is None:
            return OutlookPart()
        names = ("last_15_min", "last_60_min", "today")
        windows = {name: it for name in names if (it := known.window(snapshot, name))}
        usual = known.usual(snapshot, "queue_size")
        return OutlookPart(now.queue_size, outlook(now.queue_size, windows, now.load, usual))

    def draw(self, ink: Ink, part: OutlookPart) -> None:
        """Draw it."""
        it = part.ahead
        ways = (say("in an hour, estimate"), say("in 1 h, estimate"), say("in an hour"))
        self.heading(ink, ink.fitting(ways, self.width() - self.title_width(ink)))
        now = number(part.queue)
        beside = (say("{n} now").format(n=now),) if part.queue is not None else ()
        value = None if it.queue is None else round(it.queue)
        self.headline(ink, plain_figure(number(value), say("waiting")), "fine", beside)
        within = duration(RECOVER_HOURS * 3600)
        rows: list[tuple[tuple[str, ...], str, Level]] = [
            (
                (say("heroes needed to hold it"), say("needed to hold"), say("needed")),
                number(it.hold),
                part.level,
            ),
            (
                (
                    say("heroes needed to catch up in {time}").format(time=within),
                    say("to catch up in {time}").format(time=within),
                ),
                number(it.recover),
                "fine",
            ),
            ((say("at work"),), number(it.at_work), "fine"),
            ((say("come an hour"), say("come")), number(_whole(it.arrivals)), "fine"),
            ((say("we answer an hour"), say("answered")), number(_whole(it.answers)), "fine"),
        ]
        at = self.number_baseline
        rows = rows[: self.lines_below(at)]
        line = self.spread(at, len(rows))
        for labels, text, level in rows:
            at += line
            self.row(ink, at, labels, plain_figure(text), level)


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)
