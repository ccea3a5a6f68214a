"""What customers say today that they don't usually say: words and pairs of words, held against past days."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cache

import snowballstemmer
from msgspec import Struct

from dashboard.voice.plain_words import PLAIN
from dashboard.voice.stopwords import STOP
from dashboard.voice.values import Language, Term

LEAST = 5
"""Customers below whom a term is nobody's business: groups under five aren't shown."""
SURE = 3.3
"""How many standard deviations today's log-odds must lie above the usual ones."""
TIMES = 2.0
"""How many times the usual a term must be said, however sure it is; by five customers more than usual, too."""
PRIOR = 20.0
"""Customers' worth of belief that today is as ever ..."""
AT_LEAST = 1.0
"""... of which one says the term: else a term that was never said before would be too unsure to be told."""
KEPT = 4000
"""Terms of a day that are remembered: the most said."""
SPELLINGS = 8
"""Ways to write a term that are told apart."""
COVERED = 0.7
"""The share of a word's customers who also say a pair with it, from which on the pair stands for both."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]|_")
_STEMMERS: dict[Language, str] = {
    "nb": "norwegian",
    "nn": "norwegian",
    "sv": "swedish",
    "da": "danish",
    "en": "english",
}


class Said(Struct, frozen=True):
    """What was said in a stretch of time: how many customers wrote, and how many of them said each term."""

    customers: int = 0
    terms: dict[str, int] = {}


class Today:
    """Who says what today. To hear a customer's message again changes nothing; what is rare is dropped in time."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._customers: set[Hashable] = set()
        self._said: dict[str, set[Hashable]] = defaultdict(set)
        self._spelt: dict[str, Counter[str]] = {}
        self._stem = _Stems()

    def hear(self, customer: Hashable, masked: str, language: Language = "other") -> None:
        """Count a customer's message, in which everything personal must be masked already."""
        self._customers.add(customer)
        for term, spelt in self._terms(masked, language):
            who = self._said[term]
            if customer in who:
                continue
            who.add(customer)
            ways = self._spelt.setdefault(term, Counter())
            if spelt in ways or len(ways) < SPELLINGS:
                ways[spelt] += 1
        if len(self._said) > 5 * self._kept:
            self._drop_the_rare()

    def said(self) -> Said:
        """What was said until now, the most said only: to be remembered when the day is over."""
        counts = Counter({term: len(who) for term, who in self._said.items()})
        return Said(len(self._customers), dict(counts.most_common(self._kept)))

    def new(self, usual: Said, *, least: int = LEAST, most: int = 8) -> tuple[Term, ...]:
        """What at least so many customers say, and far more than usual; the surest first.

        Of terms that share a word only one is told: the pair where most who say the word say it in that pair. Where
        nothing is known of past days, nothing is new.
        """
        if not usual.customers:
            return ()
        found = {
            term: odds
            for term, who in self._said.items()
            if len(who) >= least
            and not _is_plain(term)
            and (odds := self._against(term, len(who), usual)).score >= SURE
            and odds.customers >= max(TIMES * odds.usual, odds.usual + least)
        }
        return tuple(_apart(found, most))

    def _against(self, term: str, customers: int, usual: Said) -> Term:
        everybody, before = len(self._customers), usual.terms.get(term, 0)
        score = log_odds((customers, everybody), (before, usual.customers))
        expected = before / usual.customers * everybody if usual.customers else 0.0
        return Term(self._spelt[term].most_common(1)[0][0], customers, expected, score)

    def _terms(self, text: str, language: Language) -> Iterator[tuple[str, str]]:
        """Each term of a text and how it is written there: stems, and pairs of stems with nothing between them."""
        before: tuple[str, str] | None = None
        for word in _WORD.findall(text):
            stem = self._stem(word, language)
            if stem is None:
                before = None
                continue
            yield stem, word
            if before is not None and before[0] != stem:
                yield f"{before[0]} {stem}", f"{before[1]} {word}"
            before = stem, word

    def _drop_the_rare(self) -> None:
        rank = sorted(self._said, key=lambda term: len(self._said[term]), reverse=True)
        for term in rank[2 * self._kept :]:
            del self._said[term], self._spelt[term]


@cache
def _plain_stems() -> frozenset[str]:
    """The plain words as they are counted, whatever language they were taken for."""
    stemmers = [snowballstemmer.stemmer(name).stemWord for name in sorted(set(_STEMMERS.values()))]
    return PLAIN.union(*(map(stem, PLAIN) for stem in stemmers))


def _is_plain(term: str) -> bool:
    """Whether a term is of plain words alone: "starter" is no news, "dekoderen starter" may be."""
    return _plain_stems().issuperset(term.split())


class _Stems:
    """Stems of words, each made once; None for what is no word of interest."""

    def __init__(self, remembered: int = 50_000) -> None:
        self._remembered = remembered
        self._known: dict[tuple[str, Language], str | None] = {}
        self._stemmers: dict[Language, Callable[[str], str]] = {
            language: snowballstemmer.stemmer(name).stemWord for language, name in _STEMMERS.items()
        }

    def __call__(self, word: str, language: Language) -> str | None:
        key = word, language
        if key not in self._known:
            if len(self._known) >= self._remembered:
                self._known.clear()
            self._known[key] = self._made(word.casefold(), language)
        return self._known[key]

    def _made(self, word: str, language: Language) -> str | None:
        plain = word.isalpha() or word.replace("'", "").replace("’", "").isalpha()
        if word in STOP[language] or len(word) < 2 or (not plain and not any(map(str.isalnum, word))):
            return None
        if word.isdigit() and len(word) < 3:
            return None
        return self._stemmers[language](word) if language in self._stemmers and plain else word


def merged(days: Iterable[Said], kept: int = KEPT) -> Said:
    """What is usual: several days' together, the most said only. A day that is left out has aged."""
    terms, customers = Counter[str](), 0
    for day in days:
        customers += day.customers
        terms.update(day.terms)
    return Said(customers, dict(terms.most_common(kept)))


def log_odds(here: tuple[int, int], there: tuple[int, int]) -> float:
    """How sure it is that a term is said more here than there, in standard deviations.

    Each is (customers who say it, customers). Log-odds ratio with an informative Dirichlet prior: Monroe, Colaresi and
    Quinn, "Fightin' Words", Political Analysis 16 (2008), equations 16 to 22; the prior is what both say together.
    """
    share = (here[0] + there[0] + 0.5) / (here[1] + there[1] + 1)
    prior, rest = max(PRIOR * share, AT_LEAST), PRIOR * (1 - share)

    def odds(said: int, customers: int) -> float:
        return math.log(said + prior) - math.log(max(customers - said, 0) + rest)

    deviation = math.sqrt(1 / (here[0] + prior) + 1 / (there[0] + prior))
    return (odds(*here) - odds(*there)) / deviation


def _apart(found: Mapping[str, Term], most: int) -> Iterator[Term]:
    """The surest terms, no two of which share a word."""
    pairs = {term: each for term, each in found.items() if " " in term}
    covered = {
        word
        for term, pair in pairs.items()
        for word in term.split()
        if word in found and pair.customers >= COVERED * found[word].customers
    }
    uncovered = {
        term
        for term in pairs
        if not any(word in covered for word in term.split()) and any(word in found for word in term.split())
    }
    words = set[str]()
    for term in sorted(found, key=lambda term: (-found[term].score, term)):
        if most and term not in covered | uncovered and not words & set(term.split()):
            words |= set(term.split())
            most -= 1
            yield found[term]
