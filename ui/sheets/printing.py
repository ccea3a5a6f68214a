"""Prints pages: what main hands to whoever writes files."""

from dashboard.day import Day
from dashboard.monthly import MonthReport
from ui.drawing.ink import Ink
from ui.sheets.day_model import day_page
from ui.sheets.day_page import draw_day
from ui.sheets.month_model import month_page
from ui.sheets.month_page import draw_month
from ui.sheets.paper import application, pdf, png


def print_day(day: Day, form: str) -> bytes:
    """The page of a day as "png" or "pdf": the same bytes for the same day."""
    application()
    page = day_page(day)

    def draw(ink: Ink) -> None:
        draw_day(ink, page)

    return png(draw) if form == "png" else pdf([draw], title=page.title, made=day.at)


def print_month(month: MonthReport, _form: str) -> bytes:
    """The page of a month as a PDF."""
    application()
    page = month_page(month)
    return pdf([lambda ink: draw_month(ink, page)], title=page.title, made=month.made)
