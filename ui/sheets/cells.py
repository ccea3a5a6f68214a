"""What a cell of a workbook says: the program's own words in the reader's language, a stranger's as they are."""

from collections.abc import Mapping

from dashboard.voice.values import ByLanguage
from ui.drawing.quotes import topic_name
from ui.sheets.day_model import GAPS
from ui.sheets.words import DEFINITIONS, heading
from ui.speech.language import later, say
from ui.speech.words import TROUBLES

ONE = "one conversation"
FELT: dict[str, str] = {
    "negative": later("negative", "one conversation"),
    "neutral": later("neutral", "one conversation"),
    "positive": later("positive", "one conversation"),
    "unsure": later("unsure", "one conversation"),
}
YES_NO: dict[str, str] = {"yes": later("yes"), "no": later("no")}
STATUSES: dict[str, str] = {
    "open": later("open", "one conversation"),
    "pending": later("pending", "one conversation"),
    "snoozed": later("snoozed", "one conversation"),
    "resolved": later("resolved", "one conversation"),
}
VALUES: dict[str, dict[str, str]] = {
    "unit": {
        "count": later("count"),
        "s": later("seconds"),
        "share": later("share"),
        "balance": later("balance"),
    },
    "better": {"more": later("more"), "less": later("less"), "neither": later("neither")},
    "public": YES_NO,
    "proactive": YES_NO,
    "language": {
        "nb": later("Bokmål"),
        "nn": later("Nynorsk"),
        "sv": later("Swedish"),
        "da": later("Danish"),
        "en": later("English"),
        "other": later("other"),
    },
    "kind": {"storm": later("storm"), "annotation": later("marked")},
    "why": {**GAPS, **{kind: advice.what for kind, advice in TROUBLES.items()}},
    "definition": {each: each for each in DEFINITIONS.values()},
}
OF_ONE: dict[str, dict[str, str]] = {"status": STATUSES, "mood_first": FELT, "mood_last": FELT}
"""Those whose words go with a conversation."""
NAMED = ("number",)
"""Columns in which a number's key stands."""
TOPICS = ("topic", "topics")


def cell(column: str, value: str, topics: Mapping[str, ByLanguage]) -> str:
    """What stands in a column, said; `topics` are their names."""
    if column in NAMED:
        return heading(value)
    if column in TOPICS:
        return ", ".join(
            topic_name(topics[each], each) if each in topics else each for each in value.split(", ")
        )
    if column in OF_ONE:
        table = OF_ONE[column]
        return say(table[value], ONE) if value in table else value
    found = VALUES.get(column, {}).get(value)
    return value if found is None else say(found)
