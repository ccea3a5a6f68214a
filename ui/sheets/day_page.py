"""The page of a day, drawn: who wrote, how they were answered, what they struggled with, on one A4."""

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import QRectF

from ui.drawing.ink import Ink
from ui.drawing.levels import role
from ui.drawing.look import Weight
from ui.drawing.timeline import Span, hours
from ui.drawing.wrapped import draw, lines
from ui.sheets.chart import LABEL, NOTE, Frame, nice
from ui.sheets.day_model import DayPage, Figure
from ui.sheets.paper import INNER, MARGIN
from ui.sheets.parts import BODY, GUTTER, HALF, NOTHING, RIGHT, Foot, head, heroes, nothing, title_of, whose
from ui.speech.language import say
from ui.speech.spoken import clock, number, percent

LEAST_TALL, MOST_TALL = 84.0, 210.0  # of the curve
BARS = 74 + 18 + 18 + 20  # the hours under it
PART = 44  # from one part's end to the next one's title
PROBLEM, QUOTE_LINE, QUOTE = 78, 26, 34


def draw_day(ink: Ink, page: DayPage) -> None:
    """Draw a day's page."""
    foot = Foot.of((page.notes, page.gaps), page.foot)
    over = say("The customers' day"), whose(page.inbox, demo=page.demo)
    y = head(ink, over, page.title, page.lead)
    y = heroes(
        ink, page.heroes, y + 34, lambda it: say("usual {usual}").format(usual=it.usual) if it.usual else ""
    )
    rest = 20 + BARS + 3 * PART + _voices_tall(page) + _table_tall(page) + 20
    tall = min(MOST_TALL, max(LEAST_TALL, foot.top - y - rest))
    y = _chart(ink, page, y + PART, tall)
    y = _voices(ink, page, y + PART)
    _table(ink, page, y + PART)
    foot.draw(ink)


VALUE, USUAL, WORDS = MARGIN + 330, MARGIN + 350, MARGIN + 600  # the table's columns


def _voices_tall(page: DayPage) -> float:
    """How tall problems and quotes come out."""
    said = sum(
        QUOTE + QUOTE_LINE * len(lines(each.text, BODY, HALF, broken=True) or ()) for each in page.quotes
    )
    return max(PROBLEM * len(page.problems), said + 2, 34.0 + NOTHING)


def _table_tall(page: DayPage) -> float:
    """How tall the table of the numbers comes out."""
    return 4.0 + sum(_row_tall(each) for each in page.figures)


def _row_tall(it: Figure) -> float:
    return max(30, 12 + 18 * len(lines(it.definition, NOTE, RIGHT - WORDS, broken=True) or ()))


# ── Through the day ──────────────────────────────────────────────────────────────────────────────────


def _chart(ink: Ink, page: DayPage, top: float, tall: float) -> float:
    span = Span(page.begin.timestamp(), page.end.timestamp())
    y = title_of(ink, top, say("Waiting for an answer, through the day"))
    _key(ink, page, y)
    left = MARGIN + 46
    values = [value for value in page.queue.values if value is not None]
    usual = page.usual_queue
    high = [value for value in usual.high if value is not None] if usual else []
    marks = nice(max([4.0, *values, *high]), 3)
    frame = Frame(QRectF(left, y + 20, RIGHT - left, tall), marks[-1])
    _shades(ink, page, frame, span)
    frame.ticks(ink, marks)
    if usual:
        frame.ribbon(ink, usual.low, usual.high, "usual")
        frame.curve(ink, usual.median, "usual_line", 2)
    frame.curve(ink, page.queue.values, "curve", 3)
    _peak(ink, page, frame)
    bottom = _bars(ink, page, span, frame.box.bottom() + 18)
    for hour in hours(span, page.timezone, 13):
        x = frame.x(span.part(hour.at))
        ink.text((x - ink.width(hour.text, NOTE) / 2, bottom + 20), hour.text, role="note", px=NOTE)
    return bottom + 20


def _key(ink: Ink, page: DayPage, y: float) -> None:
    """What the colours are, from the right."""
    x = float(RIGHT)
    shown = (
        (page.unknown, say("not seen"), "track"),
        (page.closed, say("closed"), "closed"),
        (page.storms, say("storm"), "warn"),
        (page.usual_queue, say("usual"), "usual"),
    )
    for there, said, colour in shown:
        if there:
            x -= ink.text((x, y), said, role="dim", px=NOTE, right=True) + 8
            ink.box(QRectF(x - 14, y - 12, 14, 12), colour)
            x -= 34


def _shades(ink: Ink, page: DayPage, frame: Frame, span: Span) -> None:
    def parts(spans: tuple[tuple[datetime, datetime], ...]) -> Iterator[tuple[float, float]]:
        return ((span.part(first.timestamp()), span.part(after.timestamp())) for first, after in spans)

    for each in parts(page.closed):
        frame.band(ink, each, "closed")
    for each in parts(page.unknown):
        frame.band(ink, each, "track")
    strip = Frame(QRectF(frame.box.x(), frame.box.y() - 6, frame.box.width(), 6), 1.0)
    for each in parts(page.storms):
        strip.band(ink, each, "warn")


def _peak(ink: Ink, page: DayPage, frame: Frame) -> None:
    """The most that waited, and when."""
    known = [(value, place) for place, value in enumerate(page.queue.values) if value is not None]
    if not known or not (most := max(known, key=lambda each: each[0]))[0]:
        return
    value, place = most
    part = (place + 1) / len(page.queue.values)
    after = page.queue.start.timestamp() + (place + 1) * page.queue.step
    at = min(datetime.fromtimestamp(after, page.begin.tzinfo), page.at)
    said = say("{n} at {time}").format(n=number(value), time=clock(at, page.timezone))
    x, y = frame.x(part), frame.y(value)
    ink.disc(QRectF(x - 5, y - 5, 10, 10), "text")
    right = part > 0.5
    ink.text((x - 12 if right else x + 12, y + 5), said, px=LABEL, weight=Weight.DemiBold, right=right)


def _bars(ink: Ink, page: DayPage, span: Span, top: float) -> float:
    """Messages of each hour of the clock, and the replies to them, under the curve."""
    left, tall = MARGIN + 46.0, 74
    box = QRectF(left, top + 18, RIGHT - left, tall)
    most = max([1, *(max(each.messages_in, each.replies_out) for each in page.hours)])
    frame = Frame(box, most)
    x = left
    for said, colour in ((say("messages in"), "usual_line"), (say("replies out"), "curve")):
        ink.box(QRectF(x, top - 4, 14, 12), colour)
        x += 22 + ink.text((x + 22, top + 8), said, role="dim", px=NOTE) + 28
    wide = box.width() / ((span.end - span.begin) / 3600)
    by_hour = {each.hour: each for each in page.hours}
    for at in range(int(span.begin), int(span.end), 3600):
        hour = int(clock(datetime.fromtimestamp(at, page.begin.tzinfo), page.timezone)[:2])
        if each := by_hour.get(hour):
            x = frame.x(span.part(at))
            _bar(ink, frame, (x + wide * 0.14, wide * 0.34), each.messages_in, "usual_line")
            _bar(ink, frame, (x + wide * 0.52, wide * 0.34), each.replies_out, "curve")
            if most > 1 and each.messages_in == most:
                said = number(most)
                middle = x + wide * 0.31 - ink.width(said, NOTE) / 2
                ink.text((middle, frame.y(most) - 5), said, role="note", px=NOTE)
    ink.box(QRectF(left, box.bottom(), box.width(), 1), "rule")
    return box.bottom()


def _bar(ink: Ink, frame: Frame, at: tuple[float, float], value: int, role: str) -> None:
    if value:
        y = frame.y(value)
        ink.box(QRectF(at[0], y, at[1], frame.box.bottom() - y), role)


# ── What they struggled with ─────────────────────────────────────────────────────────────────────────


def _voices(ink: Ink, page: DayPage, top: float) -> float:
    left, right = MARGIN, MARGIN + HALF + GUTTER
    return max(_problems(ink, page, (left, top), HALF), _quotes(ink, page, (right, top), HALF))


def _problems(ink: Ink, page: DayPage, at: tuple[float, float], wide: float) -> float:
    left, y = at[0], title_of(ink, at[1], say("What customers struggled with"), at[0])
    if not page.problems:
        return nothing(ink, (left, y), say("No problem was heard."), wide)
    most = max(each.customers for each in page.problems)
    for each in page.problems:
        y += 40
        ink.text((left, y), each.name, px=BODY + 1, weight=Weight.DemiBold)
        ink.text((left + wide, y), number(each.customers), px=BODY + 1, weight=Weight.DemiBold, right=True)
        y += 12
        ink.box(QRectF(left, y, wide, 8), "track")
        ink.box(QRectF(left, y, wide * each.customers / most, 8), "curve")
        if each.negative is not None:
            angry = wide * each.customers / most * each.negative
            ink.box(QRectF(left, y, angry, 8), "negative")
        y += 26
        words = say("customers") if each.negative is None else say("customers, {share} of messages negative")
        said = words.format(share=percent(each.negative))
        ink.text((left, y), said, role="dim", px=NOTE)
    return y


def _quotes(ink: Ink, page: DayPage, at: tuple[float, float], wide: float) -> float:
    left, y = at[0], title_of(ink, at[1], say("In their own words"), at[0])
    if not page.quotes:
        return nothing(ink, (left, y), say("No sentence was released, or none is kept any more."), wide)
    y += 8
    for each in page.quotes:
        y += 6
        for line in lines(each.text, BODY, wide, broken=True) or ():
            y += 26
            draw(ink, (left, y), line, BODY)
        y += 22
        ink.text((left, y), each.about, role="note", px=NOTE)
        y += 6
    return y - 6


# ── The numbers, and what they mean ──────────────────────────────────────────────────────────────────


def _table(ink: Ink, page: DayPage, top: float) -> None:
    y = title_of(ink, top, say("The numbers of the day"))
    ink.text((USUAL, y), say("usual"), role="note", px=NOTE)
    ink.text((WORDS, y), say("what it means"), role="note", px=NOTE)
    y += 4
    for each in page.figures:
        ink.box(QRectF(MARGIN, y + 6, INNER, 1), "rule")
        base = y + 27
        ink.text((MARGIN, base), each.name, px=LABEL)
        ink.text(
            (VALUE, base), each.said, px=LABEL, weight=Weight.DemiBold, role=role(each.level), right=True
        )
        _usual(ink, each, (USUAL, base))
        for place, line in enumerate(lines(each.definition, NOTE, RIGHT - WORDS, broken=True) or ()):
            ink.text((WORDS, base + place * 18), line, role="note", px=NOTE)
        y += _row_tall(each)


def _usual(ink: Ink, it: Figure, at: tuple[float, float]) -> None:
    if it.usual:
        width = ink.text(at, it.usual, role="dim", px=LABEL)
        if it.range:
            ink.text((at[0] + width + 10, at[1]), f"({it.range})", role="note", px=NOTE)
