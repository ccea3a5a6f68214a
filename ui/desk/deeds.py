"""What was done with sentences, statements and alerts, in words: when, by whom, what."""

from collections.abc import Callable
from typing import Any

from dashboard.events import Noted, Struck
from dashboard.snapshot import Snapshot
from dashboard.voice.values import Acknowledged, Deed, Killed, Released, Stated, Withdrawn
from ui.drawing.look import drawable
from ui.drawing.quotes import bare, marked
from ui.speech.language import later, say
from ui.speech.spoken import moment
from ui.speech.words import plain

BY_ITSELF = "automatic"
DEEDS: dict[type, tuple[str, Callable[[Any], str]]] = {
    Released: (later("{who} released {what}"), lambda deed: marked(bare(deed.sentence.text) or "…")),
    Killed: (later("{who} took a sentence away"), lambda _: ""),
    Stated: (later("{who} said {what}"), lambda deed: marked(bare(deed.statement.text, 280) or "…")),
    Withdrawn: (later("{who} withdrew what we said"), lambda _: ""),
    Noted: (later("{who} put {what} on the time axis"), lambda deed: f"“{bare(deed.event.text, 60) or '…'}”"),
    Struck: (later("{who} took something off the time axis"), lambda _: ""),
    Acknowledged: (later("{who} has seen an alert"), lambda _: ""),
}


def told(deed: Deed, snapshot: Snapshot) -> str:
    """A deed in words; "" for one that is not told."""
    row = DEEDS.get(type(deed))
    if row is None:
        return ""
    by = getattr(deed, "by", "")
    who = say("The clock") if by == BY_ITSELF else drawable(plain(by)) or say("Somebody")
    at = snapshot.reading.at if snapshot.reading else snapshot.made_at
    words, what = row
    return f"{moment(deed.at, at, snapshot.timezone)}  {say(words).format(who=who, what=what(deed))}"
