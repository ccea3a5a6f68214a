"""The words of the mail that brings the page of a day."""

from dashboard.day import Day
from ui.sheets.day_model import day_page
from ui.speech.language import say
from ui.speech.spoken import SPACE


def letter(day: Day) -> tuple[str, str]:
    """Subject and text."""
    page = day_page(day)
    subject = say("The customers' day: {day}").format(day=page.title)
    lines = [page.lead, "", *(f"{it.name}: {it.said}{_against(it.goal, it.usual)}" for it in page.heroes), ""]
    lines += [page.notes, page.gaps, "", say("The page is attached.")]
    return subject, "\n".join(lines).replace(SPACE, " ") + "\n"


def _against(goal: str, usual: str) -> str:
    said = [
        say("goal {goal}").format(goal=goal) if goal else "",
        say("usual {usual}").format(usual=usual) if usual else "",
    ]
    told = ", ".join(filter(None, said))
    return f" ({told})" if told else ""
