"""The voice queue: which masked sentences wait for a release, which may be shown, and who decided it.

A sentence is shown only once it was released: by the lead, or, where the settings say so, by itself after a while.
It can be killed at any moment, and comes back never. Of one customer there is never more than one. What was done is
kept by `Deeds`; the queue is what follows from the deeds, so that a restart forgets no kill and no release.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import NamedTuple

from msgspec.structs import replace

from dashboard.ports import Deeds
from dashboard.settings import Voice as How
from dashboard.voice.alike import alike
from dashboard.voice.values import (
    Correct,
    Correction,
    Kill,
    Killed,
    Release,
    Released,
    Sentence,
    State,
    Stated,
    Statement,
    TopicNow,
    Voice,
    VoiceWish,
    Withdrawn,
)

LIVES = timedelta(hours=4)
"""For how long a sentence may wait: what was said this morning is not what customers say now."""
AGAIN = timedelta(hours=24)
"""For how long a customer who was shown is not shown again."""
MOST = 400
"""Candidates at hand; beyond it the least telling leave."""
OFFERED = 12
"""Candidates that a desk is offered."""
MOST_BY_ITSELF = 12
"""Sentences that are shown at a time, of those released by themselves."""
TOLD = 20
"""Deeds that a desk is told of."""
BIG = 5
"""Topics, the biggest first, about which sentences are offered, beside those that rise."""
RISING = 1.5
"""Times the usual, from which a topic rises."""
BY_ITSELF = "automatic"


class Candidate(NamedTuple):
    """A sentence that may be released; `customer` is a number of the person, `quality` how telling it is, 0..1."""

    sentence: Sentence
    customer: int
    quality: float


class VoiceQueue:
    """The queue of one inbox; `how` are the settings of [voice], `learn` takes what the ear misheard."""

    def __init__(self, deeds: Deeds, how: How, learn: Callable[[Correction], None] = lambda _: None) -> None:
        self._deeds, self._how, self._learn = deeds, how, learn
        self._candidates: dict[str, Candidate] = {}
        self._weights: Mapping[str, float] = {}

    def hear(self, candidates: Iterable[Candidate]) -> None:
        """Take in new candidates; of a customer's the most telling stays."""
        done = self._done()
        for new in candidates:
            if new.sentence.id in done:
                continue
            other = next((each for each in self._candidates.values() if each.customer == new.customer), None)
            if other is None or new.quality > other.quality:
                if other is not None:
                    del self._candidates[other.sentence.id]
                self._candidates[new.sentence.id] = new
        if len(self._candidates) > MOST:
            best = sorted(self._candidates.values(), key=lambda each: each.quality, reverse=True)[:MOST]
            self._candidates = {each.sentence.id: each for each in best}

    def look(self, at: datetime, topics: Iterable[TopicNow]) -> None:
        """Let time go by: old candidates leave, and what may be released by itself is."""
        self._weights = _weights(topics)
        oldest = at - LIVES
        self._candidates = {
            name: each for name, each in self._candidates.items() if each.sentence.at >= oldest
        }
        if self._how.release == "automatic":
            self._release_ripe(at, at - timedelta(minutes=self._how.after_minutes))

    def wish(self, wish: VoiceWish, at: datetime) -> bool:
        """Do what a desk asks for; whether there was something to do."""
        if isinstance(wish, Release):
            candidate = self._candidates.get(wish.id)
            return candidate is not None and self._release(candidate, at, wish.by)
        if isinstance(wish, Kill):
            self._candidates.pop(wish.id, None)
            self._deeds.add(Killed(at=at, by=wish.by, id=wish.id))
        elif isinstance(wish, Correct):
            return self._corrected(wish)
        elif isinstance(wish, State):
            self._deeds.add(Stated(at=at, by=wish.by, statement=wish.statement))
        else:
            self._deeds.add(Withdrawn(at=at, by=wish.by, id=wish.id))
        return True

    def _corrected(self, wish: Correct) -> bool:
        """Hand a correction on, and let the queue know it."""
        known = {deed.sentence.id: deed.sentence for deed in self._releases()}
        known |= {name: each.sentence for name, each in self._candidates.items()}
        sentence = known.get(wish.id)
        if sentence is None:
            return False
        self._learn(Correction(sentence=sentence, sentiment=wish.sentiment, topic=wish.topic, by=wish.by))
        if candidate := self._candidates.get(wish.id):
            mended = replace(sentence, mood=wish.sentiment, topic=wish.topic)
            self._candidates[wish.id] = candidate._replace(sentence=mended)
        return True

    def voice(self, at: datetime) -> Voice:
        """What a Snapshot says of it."""
        return Voice(
            shown=tuple(each.sentence for each in self._shown(at)),
            candidates=tuple(each.sentence for each in islice(_apart(self._offered(at)), OFFERED)),
            deeds=self._deeds.all()[-TOLD:],
            automatic_after=self._how.after_minutes * 60 if self._how.release == "automatic" else None,
        )

    def statements(self, at: datetime) -> tuple[Statement, ...]:
        """What we say, and what we mended, as it holds at an instant; the newest last."""
        held: dict[str, Statement] = {}
        for deed in self._deeds.all():
            if isinstance(deed, Stated):
                held.pop(deed.statement.id, None)
                held[deed.statement.id] = deed.statement
            elif isinstance(deed, Withdrawn):
                held.pop(deed.id, None)
        return tuple(each for each in held.values() if at < each.until)

    def _release_ripe(self, at: datetime, until: datetime) -> None:
        """Release the best of those that have waited long enough, while there is room; of all topics some."""
        told = Counter(deed.sentence.topic for deed in self._shown(at))
        ripe = [each for each in _apart(self._offered(at)) if each.sentence.at <= until]
        while ripe and told.total() < MOST_BY_ITSELF:
            best = max(ripe, key=lambda each: self._worth(each)[0] / (1 + told[each.sentence.topic]))
            ripe.remove(best)
            if self._release(best, at, BY_ITSELF):
                told[best.sentence.topic] += 1

    def _release(self, candidate: Candidate, at: datetime, by: str) -> bool:
        """Release a sentence, unless its customer had one of late."""
        if any(deed.customer == candidate.customer for deed in self._releases() if at - deed.at < AGAIN):
            return False
        del self._candidates[candidate.sentence.id]
        until = at + timedelta(minutes=self._how.show_minutes)
        self._deeds.add(
            Released(at=at, by=by, until=until, sentence=candidate.sentence, customer=candidate.customer)
        )
        return True

    def _shown(self, at: datetime) -> Iterator[Released]:
        killed = {deed.id for deed in self._deeds.all() if isinstance(deed, Killed)}
        for deed in self._releases():
            if deed.sentence.id not in killed and deed.at <= at < deed.until:
                yield deed

    def _offered(self, at: datetime) -> Iterator[Candidate]:
        """Candidates about what rises or is big, of customers that were not shown of late; the best first.

        What says again what was released of late is not among them, nor what was ever released in the same words.
        """
        lately = [deed for deed in self._releases() if at - deed.at < AGAIN]
        customers, said = (
            {deed.customer for deed in lately},
            {deed.sentence.text for deed in self._releases()},
        )
        fit = [
            each
            for each in self._candidates.values()
            if each.sentence.topic in self._weights
            and each.customer not in customers
            and each.sentence.text not in said
        ]
        for each in sorted(fit, key=self._worth, reverse=True):
            if not any(alike(each.sentence.text, deed.sentence.text) for deed in lately):
                yield each

    def _worth(self, each: Candidate) -> tuple[float, datetime]:
        return each.quality * self._weights[each.sentence.topic], each.sentence.at

    def _releases(self) -> Iterator[Released]:
        return (deed for deed in self._deeds.all() if isinstance(deed, Released))

    def _done(self) -> set[str]:
        """The sentences that were released or killed."""
        return {_sentence(deed) for deed in self._deeds.all() if isinstance(deed, Released | Killed)}


def _apart(offered: Iterable[Candidate]) -> Iterator[Candidate]:
    """Of those that say nearly the same the first: the best."""
    told = list[str]()
    for each in offered:
        if not any(alike(each.sentence.text, other) for other in told):
            told.append(each.sentence.text)
            yield each


def _sentence(deed: Released | Killed) -> str:
    return deed.id if isinstance(deed, Killed) else deed.sentence.id


def _weights(topics: Iterable[TopicNow]) -> dict[str, float]:
    """How much each topic's sentences count: what rises, and the biggest."""
    heard = sorted((each for each in topics if each.customers), key=lambda each: -each.customers)
    big = {each.id: 1.0 for each in heard[:BIG]}
    times = {
        each.id: each.customers / max(1.0, each.usual or 0.0) for each in heard if each.usual is not None
    }
    rising = {
        each.id: max(RISING, times.get(each.id, 0.0))
        for each in heard
        if each.burst or times.get(each.id, 0.0) >= RISING
    }
    return big | rising
