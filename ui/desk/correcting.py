"""The dialog that corrects how a sentence was heard: its mood, and of what it speaks."""

from typing import Literal, get_args

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QWidget

from dashboard.snapshot import Snapshot
from dashboard.voice.values import Sentence
from ui.desk.columns import FELT, ONE
from ui.desk.labels import choice, label
from ui.drawing.quotes import quoted, topic_name
from ui.speech.alphabet import alphabetical
from ui.speech.language import say

Felt = Literal["negative", "neutral", "positive"]


class Correcting(QDialog):
    """Asks for mood and topic; Esc leaves it as it was."""

    def __init__(self, sentence: Sentence, snapshot: Snapshot, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Correct what was heard"))
        self.mood, self.topic = choice(say("Mood")), choice(say("Topic"))
        for mood in get_args(Felt):
            self.mood.addItem(say(FELT[mood], ONE), mood)
        self.mood.setCurrentIndex(max(0, self.mood.findData(sentence.mood)))
        for key, name in topics(snapshot, sentence.topic):
            self.topic.addItem(name, key)
        self.topic.setCurrentIndex(max(0, self.topic.findData(sentence.topic)))
        form = QFormLayout(self)
        form.addRow(label(quoted(sentence.text, sentence.language) or "", wrap=True))
        form.addRow(label(say("Mood"), "quiet"), self.mood)
        form.addRow(label(say("Topic"), "quiet"), self.topic)
        buttons = QDialogButtonBox()
        save = buttons.addButton(say("Correct"), QDialogButtonBox.ButtonRole.AcceptRole)
        save.setDefault(True)
        buttons.addButton(say("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)

    @property
    def chosen(self) -> tuple[Felt, str]:
        """The mood and the topic that were chosen."""
        return self.mood.currentData(), self.topic.currentData()


def topics(snapshot: Snapshot, also: str = "") -> list[tuple[str, str]]:
    """The topics that are known today, by name; with one more where it is not among them."""
    known = {each.id: topic_name(each.names, each.id) for each in snapshot.topics}
    if also:
        known.setdefault(also, topic_name({}, also))
    return sorted(known.items(), key=lambda each: alphabetical(each[1]))
