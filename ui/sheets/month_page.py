"""The director's page of a month, drawn: one A4."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QRectF

from ui.drawing.ink import Ink
from ui.drawing.look import Weight
from ui.drawing.wrapped import lines
from ui.sheets.chart import LABEL, NOTE, Frame, nice
from ui.sheets.day_model import Figure
from ui.sheets.month_model import DayPoint, MonthPage
from ui.sheets.paper import INNER, MARGIN
from ui.sheets.parts import GUTTER, HALF, NOTHING, RIGHT, Foot, head, heroes, nothing, title_of, whose
from ui.speech.language import say
from ui.speech.spoken import duration, number, percent

LEAST_TALL, MOST_TALL = 96, 236  # of a chart
BETWEEN = 46  # from one part's end to the next one's title
UNDER = 42  # from a list's end to the title of the one under it
ROW, SOURCE_ROW, PROBLEM_ROW = 27, 18, 32


def draw_month(ink: Ink, page: MonthPage) -> None:
    """Draw a month's page."""
    foot = Foot.of((" ".join(page.notes),), page.foot)
    y = head(ink, (say("The month"), whose(page.inbox, demo=page.demo)), page.title, page.lead)
    y = heroes(ink, page.heroes, y + 34, _before)
    lists = max(_left_tall(page), _right_tall(page, HALF))
    free = foot.top - BETWEEN - lists - y - 3 * BETWEEN
    tall = min(MOST_TALL, max(LEAST_TALL, free / 2 - CHART_EXTRA))
    y = _rates(ink, page, y + BETWEEN, tall)
    y = _times(ink, page, y + BETWEEN, tall) + BETWEEN
    right = MARGIN + HALF + GUTTER
    _storms(ink, page, (MARGIN, _problems(ink, page, (MARGIN, y), HALF) + UNDER), HALF)
    _compared(ink, page, (right, _facts(ink, page, (right, y), HALF) + UNDER), HALF)
    foot.draw(ink)


def _before(it: Figure) -> str:
    return say("before {before}").format(before=it.usual) if it.usual else ""


CHART_EXTRA = 42  # above a chart its title's room, below it the days


def _left_tall(page: MonthPage) -> float:
    """How tall the problems and the storms come out."""
    storms = 28 + ROW * len(page.storms) + (25 if page.more_storms else 0) if page.storms else 32
    return (18 + PROBLEM_ROW * len(page.problems) if page.problems else 34 + NOTHING) + UNDER + storms


def _right_tall(page: MonthPage, wide: float) -> float:
    """How tall the facts and the comparison come out."""
    sources = sum(len(list(_source(each.source, wide))) for each in page.compared)
    return ROW * len(page.facts) + UNDER + 26 + ROW * len(page.compared) + SOURCE_ROW * sources


# ── Day by day ───────────────────────────────────────────────────────────────────────────────────────


def _rates(ink: Ink, page: MonthPage, top: float, tall: float) -> float:
    title_of(ink, top, say("Response rate, day by day"))
    _key(ink, page, top)
    frame = Frame(QRectF(MARGIN + 52, top + 22, INNER - 52, tall), 1.0)
    _ground(ink, page, frame)
    frame.ticks(ink, (0.0, 0.5, 1.0), map(percent, (0.0, 0.5, 1.0)))
    _bars(ink, page.days, frame, lambda each: each.rate, lambda value: value < page.goal)
    _line(ink, frame, page.goal, say("goal {goal}").format(goal=percent(page.goal)))
    return _dates(ink, page.days, frame)


def _times(ink: Ink, page: MonthPage, top: float, tall: float) -> float:
    title_of(ink, top, say("First reply, median day by day"))
    times = [each.time for each in page.days if each.time is not None]
    marks = _time_marks(max([page.target * 1.5, *times]))
    frame = Frame(QRectF(MARGIN + 52, top + 22, INNER - 52, tall), marks[-1])
    _ground(ink, page, frame)
    frame.ticks(ink, marks, [number(0), *map(duration, marks[1:])])
    _bars(ink, page.days, frame, lambda each: each.time, lambda value: value > page.target)
    _line(ink, frame, page.target, say("goal {goal}").format(goal=duration(page.target)))
    return _dates(ink, page.days, frame)


def _key(ink: Ink, page: MonthPage, y: float) -> None:
    """What marks and shades are, from the right."""
    x = float(RIGHT)
    if any(not each.known for each in page.days):
        x -= ink.text((x, y), say("no data"), role="dim", px=NOTE, right=True) + 8
        ink.box(QRectF(x - 14, y - 12, 14, 12), "track")
        x -= 34
    x -= ink.text((x, y), say("Sunday"), role="dim", px=NOTE, right=True) + 8
    ink.box(QRectF(x - 14, y - 12, 14, 12), "closed")
    x -= 34
    if page.storms:
        x -= ink.text((x, y), say("storm"), role="dim", px=NOTE, right=True) + 8
        ink.shape("diamond", QRectF(x - 12, y - 11, 11, 11), "warn")


def _time_marks(most: float) -> list[float]:
    """Round times up to at least `most`: minutes, then hours."""
    unit = 60.0 if most < 7200 else 3600.0
    return [each * unit for each in nice(most / unit, 3)]


def _ground(ink: Ink, page: MonthPage, frame: Frame) -> None:
    n = len(page.days)
    for place, each in enumerate(page.days):
        if not each.known:
            frame.band(ink, (place / n, (place + 1) / n), "track")
        elif each.sunday:
            frame.band(ink, (place / n, (place + 1) / n), "closed")


def _bars(
    ink: Ink,
    days: Sequence[DayPoint],
    frame: Frame,
    value: Callable[[DayPoint], float | None],
    missed: Callable[[float], bool],
) -> None:
    """A bar a day, another colour where it missed the goal, a diamond over a day that stormed."""
    wide = frame.box.width() / len(days)
    for place, each in enumerate(days):
        x = frame.x(place / len(days))
        known = value(each)
        if known is not None:
            y = min(frame.y(known), frame.box.bottom() - 2)
            ink.box(
                QRectF(x + wide * 0.2, y, wide * 0.6, frame.box.bottom() - y),
                "bad" if missed(known) else "curve",
            )
        if each.stormed:
            ink.shape("diamond", QRectF(x + wide / 2 - 5, frame.box.y() - 13, 10, 10), "warn")


def _line(ink: Ink, frame: Frame, value: float, said: str) -> None:
    y = frame.y(value)
    ink.box(QRectF(frame.box.x(), y - 1, frame.box.width(), 2), "text")
    width = ink.width(said, NOTE)
    ink.box(QRectF(RIGHT - width - 8, y - 21, width + 8, 19), "ground")
    ink.text((RIGHT - 4, y - 6), said, px=NOTE, right=True)


def _dates(ink: Ink, days: Sequence[DayPoint], frame: Frame) -> float:
    bottom = frame.box.bottom() + 20
    for place, each in enumerate(days):
        said = str(each.day.day)
        x = frame.x((place + 0.5) / len(days))
        ink.text((x - ink.width(said, NOTE) / 2, bottom), said, role="note", px=NOTE)
    return bottom


# ── Beside one another ───────────────────────────────────────────────────────────────────────────────


def _problems(ink: Ink, page: MonthPage, at: tuple[float, float], wide: float) -> float:
    left, y = at
    title_of(ink, y, say("What customers struggled with"), left)
    if not page.problems:
        return nothing(ink, (left, y), say("No problem was heard, or no rows are kept any more."), wide)
    most = max(each.customers for each in page.problems)
    y += 4
    for each in page.problems:
        y += PROBLEM_ROW
        ink.text((left, y), each.name, px=LABEL)
        negative = (
            say("{share} negative").format(share=percent(each.negative)) if each.negative is not None else ""
        )
        ink.text((left + wide - 60, y), negative, role="note", px=NOTE, right=True)
        ink.text((left + wide, y), number(each.customers), px=LABEL, weight=Weight.DemiBold, right=True)
        ink.box(QRectF(left, y + 8, wide, 5), "track")
        ink.box(QRectF(left, y + 8, wide * each.customers / most, 5), "curve")
        if each.negative is not None:
            ink.box(QRectF(left, y + 8, wide * each.customers / most * each.negative, 5), "negative")
    return y + 14


def _storms(ink: Ink, page: MonthPage, at: tuple[float, float], wide: float) -> float:
    left, y = at
    title_of(ink, y, say("Storms, and what they cost"), left)
    if not page.storms:
        ink.text((left, y + 32), say("There was none."), role="dim", px=LABEL)
        return y + 32
    columns = (left + wide * 0.55, left + wide * 0.72, left + wide)
    y += 28
    for x, said in zip(columns, (say("waits"), say("missed"), say("longest wait")), strict=True):
        ink.text((x, y), said, role="note", px=NOTE, right=True)
    for each in page.storms:
        y += ROW
        ink.text((left, y), each.when, px=LABEL)
        for x, said in zip(columns, (each.waits, each.missed, each.longest), strict=True):
            ink.text((x, y), said, px=LABEL, weight=Weight.DemiBold, right=True)
    if page.more_storms:
        y += 25
        ink.text((left, y), page.more_storms, role="dim", px=LABEL)
    return y


def _facts(ink: Ink, page: MonthPage, at: tuple[float, float], wide: float) -> float:
    left, y = at
    title_of(ink, y, say("Against the month before"), left)
    now, then = left + wide * 0.74, left + wide
    ink.text((then, y), say("month before"), role="note", px=NOTE, right=True)
    for label, value, before in page.facts:
        y += ROW
        ink.text((left, y), label, px=LABEL)
        ink.text((now, y), value, px=LABEL, weight=Weight.DemiBold, right=True)
        ink.text((then, y), before, role="dim", px=LABEL, right=True)
    return y


def _compared(ink: Ink, page: MonthPage, at: tuple[float, float], wide: float) -> float:
    left, y = at
    title_of(ink, y, say("Beside others"), left)
    rate, time = left + wide * 0.74, left + wide
    y += 26
    ink.text((rate, y), say("response rate"), role="note", px=NOTE, right=True)
    ink.text((time, y), say("first reply"), role="note", px=NOTE, right=True)
    for each in page.compared:
        y += ROW
        weight = Weight.DemiBold if each.ours else Weight.Normal
        ink.text((left, y), each.name, px=LABEL, weight=weight)
        ink.text((rate, y), each.rate, px=LABEL, weight=weight, right=True)
        ink.text((time, y), each.time, px=LABEL, weight=weight, right=True)
        for line in _source(each.source, wide):
            y += SOURCE_ROW
            ink.text((left, y), line, role="note", px=NOTE)
    return y


def _source(text: str, wide: float) -> Iterator[str]:
    yield from (lines(text, NOTE, wide, broken=True) or ()) if text else ()
