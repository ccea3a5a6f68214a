"""A feed in a test: takes wishes and questions as lines, and answers from conversations that are made up."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

import msgspec

from dashboard.asking import Answered, Ask, AskList, Enough, Listed, Numbers, Question
from dashboard.ledger import Ledger
from dashboard.measure.behind import behind
from dashboard.measure.curves import today
from dashboard.measure.cut import Gauge
from dashboard.measure.reading import cut, measure
from dashboard.measure.shifts import Shifts
from dashboard.measure.sieve import sieve
from dashboard.measure.topics import topics_now
from dashboard.model import Agent, Conversation, Message
from dashboard.then import Then
from dashboard.voice.values import Wish
from tests.dashboard.archives import WrittenEar
from tests.ui.snapshots import AT

CHANNELS = (("Facebook", True), ("Messenger", False), ("Instagram", True))
PEOPLE = ("a0", "a1", "a2", None)
SHIFTS = Shifts.from_mapping({"shifts": {"day": {"hours": "07:00-15:00"}, "night": {"hours": "22:00-07:00"}}})
GAUGE = Gauge(at=AT.timestamp(), target=600.0, zone=ZoneInfo("Europe/Oslo"))
TOPICS = ("invoice", "roaming", "")


def conversations(many, seed=5):
    """So many that wait since up to three hours, one in four answered once."""
    dice = Random(seed)
    for number in range(many):
        channel, public = dice.choice(CHANNELS)
        begun = AT - timedelta(seconds=dice.randint(60, 10_000))
        topic = dice.choice(TOPICS)
        said = f"{dice.choice(('negative', 'neutral', 'positive'))} nb {f'#{topic}' if topic else ''}"
        messages = [Message(id="1", at=begun, author="customer", text=said)]
        if number % 4 == 0:
            replied = begun + (AT - begun) / 3
            messages.append(Message(id="2", at=replied, author="agent", agent="a0", text="felt."))
            messages.append(
                Message(id="3", at=begun + (AT - begun) / 2, author="customer", text="neutral nb")
            )
        yield Conversation(
            id=str(1000 + number), channel=channel, public=public, team="night" if number % 5 == 0 else None,
            assignee=dice.choice(PEOPLE), created_at=begun, messages=tuple(messages),
        )  # fmt: skip


class FeedOfNames:
    """What a Source is to a desk: `take` is its `send`. Answers at once, or, while it `holds`, when told to."""

    def __init__(self, many=40):
        self.ledger = Ledger(WrittenEar())
        self.ledger.fold(conversations(many))
        self.agents = tuple(Agent(id=f"a{n}", name=f"Agent {n}") for n in range(3))
        self.wishes, self.questions = [], []
        self.there, self.holds, self.named, self.deaf = True, False, True, False
        self.known_since = AT - timedelta(days=1)
        self.answers = None
        self._lists = {}

    def take(self, order):
        if not self.there:
            return False
        order = msgspec.json.decode(msgspec.json.encode(order), type=Wish | Question)
        if isinstance(order, Ask):
            self.questions.append(order)
            if not self.deaf:
                self._say(self.numbers(order))
        elif isinstance(order, AskList):
            self.questions.append(order)
            lets, found = sieve(order.filter, SHIFTS), self.known(order.at)
            if found is None:
                none = Listed(id=order.id, at=order.at, total=0, cases=0, told=0, kept=False)
                self._lists[order.id] = iter((none,))
            else:
                window = cut(*found, {}, lets)[order.window]
                self._lists[order.id] = behind(window, order).parts(order.id)
            if not self.holds:
                self.go_on()
        elif isinstance(order, Enough):
            self._lists.pop(order.id, None)
        else:
            self.wishes.append(order)
        return True

    def numbers(self, ask):
        lets, found = sieve(ask.filter, SHIFTS), self.known(ask.at)
        if found is None:
            return Numbers(id=ask.id, filter=ask.filter, at=ask.at)
        recent = cut(*found, {}, lets)["today"].recent
        return Numbers(
            id=ask.id,
            filter=ask.filter,
            at=ask.at,
            reading=measure(*found, agents=self.agents, sieve=lets),
            curves=today(*found, {}, lets),
            topics=tuple(topics_now(*found, {}, {}, lets and partial(lets, recent))),
            named=self.named,
        )

    def known(self, at):
        """What is known of an instant, and what it is measured by; None where it is from before all that is kept."""
        if at is None:
            return self.ledger, GAUGE
        found = Then(self.ledger, GAUGE.zone).at(at, AT, self.known_since, {})
        return found and (found.ledger, replace(GAUGE, at=at.timestamp()))

    def go_on(self, parts=None):
        """Tell so many parts more of each list."""
        for asked, told in list(self._lists.items()):
            left = parts
            while (left is None or left > 0) and (part := next(told, None)) is not None:
                self._say(part)
                left = None if left is None else left - 1
            if parts is None:
                self._lists.pop(asked, None)

    def _say(self, answer):
        line = msgspec.json.encode(answer)
        self.answers(msgspec.json.decode(line, type=Answered))
