"""Asks the feed, and brings each answer to whoever asked; a question that got lost is asked again."""

from collections.abc import Callable
from datetime import datetime
from itertools import count

from msgspec.structs import replace
from PySide6.QtCore import QObject

from dashboard.asking import Answered, Ask, AskList, Enough, Filter, Listed, Numbers, Question
from dashboard.voice.values import Wish

_numbers = count(1)
"""Of questions in this process: the windows that share a feed must not take each other's answers."""

Send = Callable[[Wish | Question], bool]


class Asker(QObject):
    """Keeps one question for numbers and one for a list open at a time; older answers are passed over."""

    def __init__(
        self,
        send: Send,
        numbers: Callable[[Numbers], None],
        listed: Callable[[Listed], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._send, self._numbers, self._listed = send, numbers, listed
        self._ask: Ask | None = None
        self._list: AskList | None = None
        self._list_id = next(
            _numbers
        )  # one for all lists of a window: the next one takes the last one's place
        self._begun = False

    def wish(self, wish: Wish) -> bool:
        """Hand a wish to the feed; whether there is one."""
        return self._send(wish)

    def ask(self, chosen: Filter, at: datetime | None = None) -> bool:
        """Ask for the numbers under a filter, of an earlier instant or of now; whether there is a feed to ask."""
        self._ask = Ask(id=next(_numbers), filter=chosen, at=at)
        return self._send(self._ask)

    def ask_list(self, ask: AskList) -> bool:
        """Ask for a list; whether there is a feed to ask."""
        self.enough()
        self._list_id = next(_numbers)
        self._list, self._begun = replace(ask, id=self._list_id), False
        return self._send(self._list)

    def enough(self) -> None:
        """Want no more of the list that is being told."""
        if self._list is not None:
            self._list = None
            self._send(Enough(id=self._list_id))

    def remind(self) -> None:
        """A Snapshot came: what was not answered till now may have been lost with an earlier feed."""
        if self._list is not None and not self._begun:
            self._send(self._list)
        if self._ask is not None and self._ask.at is not None:  # of now they are asked for with each Snapshot
            self._send(self._ask)

    def take(self, answer: Answered) -> None:
        """An answer came."""
        if isinstance(answer, Numbers):
            if self._ask is not None and answer.id == self._ask.id:
                self._ask = None
                self._numbers(answer)
        elif self._list is not None and answer.id == self._list_id:
            self._begun = True
            if answer.first + len(answer.ids) >= answer.told:
                self._list = None
            self._listed(answer)
