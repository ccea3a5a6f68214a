"""What customers talk of, day by day: the terms that are new today, and the places they name."""

from collections import defaultdict
from datetime import date, timedelta

from dashboard.voice.places import Places, named
from dashboard.voice.terms import Said, Today, merged
from dashboard.voice.values import Language, Place, Term

KEPT = timedelta(days=8)
"""For how long a day is part of what is usual."""
LEAST_DAYS = 2
"""Past days below which nothing can be told to be new."""
MOST_PLACES = 8


class Talk:
    """Everything said must be masked already. Days that are over are counts, of the most said terms only."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._days: dict[date, Today] = {}
        self._over: dict[date, Said] = {}
        self._named: dict[date, dict[str, set[int]]] = {}
        self._told: tuple[date, tuple[Term, ...], tuple[Place, ...]] | None = None

    def hear(self, day: date, customer: int, masked: str, language: Language) -> None:
        """Take in a message of a day; of one that is over it is too late."""
        if day in self._over:
            return
        self._days.setdefault(day, Today()).hear(customer, masked, language)
        here = self._named.setdefault(day, defaultdict(set))
        for place in self._places.found(masked):
            here[place].add(customer)
        self._told = None

    def close(self, today: date) -> None:
        """The days before are over and all of them was heard."""
        for day in [day for day in self._days if day < today]:
            self._over[day] = self._days.pop(day).said()
            self._named.pop(day, None)
        self._over = {day: said for day, said in self._over.items() if today - day <= KEPT}

    def of(self, today: date) -> tuple[tuple[Term, ...], tuple[Place, ...]]:
        """The new terms and the places of a day."""
        if self._told is None or self._told[0] != today:
            self._told = today, self._terms(today), self._named_on(today)
        return self._told[1:]

    def _terms(self, today: date) -> tuple[Term, ...]:
        past = [said for day, said in self._over.items() if day < today and said.customers]
        if today not in self._days or len(past) < LEAST_DAYS:
            return ()
        new = self._days[today].new(merged(past))
        return tuple(term for term in new if not self._places.found(term.text))  # they are told by themselves

    def _named_on(self, today: date) -> tuple[Place, ...]:
        counts = {place: len(who) for place, who in self._named.get(today, {}).items()}
        return tuple(Place(place, customers) for place, customers in named(counts)[:MOST_PLACES])
