"""The program with one thing in it spoilt by hand: `python -m tests.fakes.ajar unmasked|poisoned ARGUMENT …`.

unmasked: what masks gives back what it is given. poisoned: the ear fails, with the customers' words for a message.
"""

import sys
from collections.abc import Sequence

import data.ear.hearing
import data.listening
import main


class Open:
    """Masks nothing."""

    def mask(self, text: str) -> str:
        return text


class Poisoned:
    """An ear that cries out what it hears."""

    def hear(self, texts: Sequence[str]) -> Sequence[object]:
        if not texts:
            return []
        raise ValueError(" ".join(texts)) from KeyError(*texts)

    listen = hear

    def labelled(self, labels: Sequence[str]) -> Sequence[str]:
        return self.hear(labels)

    def meets_feeling(self, reply: str) -> bool:
        return bool(self.hear([reply]))


if __name__ == "__main__":
    if sys.argv[1] == "unmasked":
        data.listening.masker = data.ear.hearing.masker = Open
    else:
        data.ear.hearing.ear = lambda _settings, *, topics=True: Poisoned()
    sys.exit(main.main(sys.argv[2:]))
