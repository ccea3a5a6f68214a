"""The voice: one sentence of a customer's at a time, masked and released, as large as it can be."""

from datetime import datetime, timedelta

from msgspec import Struct
from PySide6.QtCore import QRectF

from dashboard.snapshot import Snapshot
from dashboard.voice.values import Sentence
from ui.drawing import wrapped
from ui.drawing.ink import Ink
from ui.drawing.quotes import quoted, topic_name
from ui.drawing.wrapped import Set
from ui.panels.channels import public_mark
from ui.panels.turning import TurningPanel
from ui.speech.language import say
from ui.speech.spoken import clock, duration

SIZES_EMS = (2.2, 1.9, 1.6, 1.375, 1.18, 1.0)  # of the words, the largest at which all of them fit
LEADING = 1.28
FOOT_EMS = 1.75  # the topic's line under the words
TALL_EMS = (
    6.0  # of a tile in which the topic has a line of its own; it stands beside the title where it has none
)
LOW_EMS = 4.3  # of a tile that has no room for a title: quotation marks say enough
MINUTE = 60.0
MOST = 40  # sentences in turn: more would be yesterday's before they come again


class Spoken(Struct, frozen=True):
    """A sentence in its quotation marks, with what it is about and how long ago it was."""

    id: str
    text: str
    topic: str
    ago: str
    public: bool = False


class VoicePart(Struct, frozen=True):
    """What the tile draws: the sentences in turn; without any the reason."""

    said: tuple[Spoken, ...] = ()
    reason: str = ""


class VoicePanel(TurningPanel[VoicePart]):
    """The sentences take turns; one that has no room as a whole is passed over."""

    NAME = "voice"

    def part(self, snapshot: Snapshot | None) -> VoicePart:
        """What is drawn of a Snapshot."""
        if snapshot is None or snapshot.reading is None:
            return VoicePart(reason=say("not all is read yet"))
        names = {topic.id: topic.names for topic in snapshot.topics}
        said = []
        for each in snapshot.voice.shown[-MOST:]:
            text = quoted(each.text, each.language)
            if text is not None:
                topic = topic_name(names.get(each.topic, {}), each.topic)
                ago = _ago(each, snapshot.reading.at)
                said.append(Spoken(each.id, text, topic, ago, each.public))
        return VoicePart(tuple(said), "" if said else why_none(snapshot))

    def set_turns(self, part: VoicePart) -> dict[str, tuple[Spoken, Set] | None]:
        """The sentences, each set as large as it can be; None for one that has no room."""
        sizes = tuple(round(self.em * ems) for ems in SIZES_EMS)
        foot = FOOT_EMS if self._tall else 0.15
        room = (float(self.width()), self.height() - self._top - self.em * foot)
        set_ = ((each, wrapped.fitted(each.text, sizes, LEADING, room)) for each in part.said)
        return {each.id: (each, it) if it is not None else None for each, it in set_}

    @property
    def _top(self) -> float:
        """Where the words begin."""
        low = self.height() < self.em * LOW_EMS
        return self.em * 0.45 if low else self.title_baseline + self.em * 0.6

    @property
    def _tall(self) -> bool:
        """Whether the topic has a line of its own."""
        return self.height() >= self.em * TALL_EMS

    def draw(self, ink: Ink, part: VoicePart) -> None:
        """Draw it."""
        if self.turn is None:
            self.heading(ink, "")
            why = part.reason or say("no sentence has room here")
            wrapped.reason(ink, self.title_baseline + self.em * 0.35, why, (self.width(), self.height()))
            return
        spoken, it = self.turn
        self._title(ink, spoken)
        at = self._top + it.px * self.look.sizes.cap_ratio
        for line in it.lines:
            wrapped.draw(ink, (0, at), line, it.px)
            at += it.leading
        if self._tall:
            self._topic(ink, at - it.leading + it.px * 0.21 + self.em * 1.2, spoken)

    def _title(self, ink: Ink, spoken: Spoken) -> None:
        """The title with what has no line of its own; a low tile has but the rule."""
        if self.height() < self.em * LOW_EMS:
            ink.box(QRectF(0, 0, self.width(), self.look.sizes.rule), "rule")
            return
        ways = (spoken.ago,) if self._tall else (f"{spoken.topic}, {spoken.ago}", spoken.topic)
        self.heading(ink, ink.fitting(ways, self.width() - self.title_width(ink)))

    def _topic(self, ink: Ink, at: float, spoken: Spoken) -> None:
        """What it is about, and an eye where everybody could read it."""
        eye = self.em * 0.8 if spoken.public else 0.0
        x = ink.text((0, at), ink.cut(spoken.topic, self.width() - eye), role="dim")
        if spoken.public:
            x += self.em * 0.25 + public_mark(ink, (x + self.em * 0.25, at)) + self.em * 0.25
            ink.text((x, at), ink.fitting((say("in public"), say("public")), self.width() - x), role="dim")


def why_none(snapshot: Snapshot) -> str:
    """Why no sentence is shown: none was released, or when the first will come by itself."""
    voice = snapshot.voice
    if voice.shown:
        return say("no sentence has room here")
    if voice.automatic_after is None or not voice.candidates or snapshot.reading is None:
        return say("no sentence is released")
    first = min(each.at for each in voice.candidates) + timedelta(seconds=voice.automatic_after)
    at = clock(max(first, snapshot.reading.at), snapshot.timezone)
    return say("the first sentence comes at {time}").format(time=at)


def _ago(sentence: Sentence, now: datetime) -> str:
    seconds = max(MINUTE, (now - sentence.at).total_seconds())
    return say("{time} ago").format(time=duration(seconds))
