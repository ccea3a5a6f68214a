"""The strip at the foot of the desk: the clock, how old the numbers are, the next poll, what is wrong and why."""

from datetime import datetime

from msgspec.structs import replace

from ui.drawing.look import Look
from ui.incoming.showing import Showing
from ui.panels.strip import Strip, told
from ui.speech.language import say


class DeskStrip(Strip):
    """The wall's strip, at the desk's size; as high as what it says."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.setAccessibleName(say("How old the numbers are"))
        self.dress(look)

    def dress(self, look: Look) -> None:
        """Take on another look; the strip itself is never grey."""
        self.inset = look.sizes.em * 0.8
        super().dress(replace(look, faded=False))
        self._grow()

    def tell(self, showing: Showing, at: datetime, held: float) -> None:
        """Say it as of now, `held` seconds after the last Snapshot came in."""
        if showing.snapshot is not None:  # alerts stand over the numbers, with their button
            showing = replace(showing, snapshot=replace(showing.snapshot, alerts=()))
        part = replace(told(showing, at, held, "now", ()), page="")
        self.show_part(part)
        self.setAccessibleDescription(" ".join((part.clock, *part.headline[:1], *part.age[:1])))
        self._grow()

    def _grow(self) -> None:
        height = round(self.least_height())
        if height != self.height():
            self.setFixedHeight(height)
