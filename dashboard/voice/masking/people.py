"""People's names: by lists where they are sure, by what stands beside them where a name is a word, too.

A name that is nothing else ("Ragnhild", "Mohammed") is always one. A name that is also a word ("Tone", "Dag", "Lund")
is one in the middle of a sentence with a capital letter, behind "mvh" or "heter", before a family name or "i support".
An unknown word with a capital is one beside a name, behind such a word, or beside another of its kind. Where capitals
mean nothing (shouting, Every Word So), only the lists and the words beside count.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dashboard.voice.masking import cues
from dashboard.voice.masking.spans import Span

FIRST, FAMILY, WORD, PLACE, KNOWN = 1, 2, 4, 8, 16
NAME = FIRST | FAMILY
ELSE = WORD | PLACE | KNOWN

_LATIN = "A-Za-zªµºÀ-ÖØ-öø-ʯḀ-ỿ"  # spelt out: twice as fast as "a letter"
_TOKEN = re.compile(rf"[{_LATIN}]+(?:['’-][{_LATIN}]+)*")
_SIMPLE_TOKEN = re.compile(rf"[{_LATIN}]+")
_NEW_SENTENCE = re.compile(r"[.!?…:\n\"«“”»*|>]|[^\w\s,;/&+()'’%▇-]")
_JOINED = re.compile(r" {1,2}|-| - |\. |/")
_PERSONAL = re.compile(
    r".{2,}(?:sson|ssen|[^\W\d_]sen|qvist|kvist|wicz|[oe]wski|[oe]wska|dóttir|dottir|[iäo]nen|[oe]vi[cć]"
    r"|enko|zadeh|ström|strøm)\Z"
)
_SURNAME = re.compile(
    r".{2,}(?:sson|sen|qvist|kvist|wicz|ski|ska|nen|vić|vic|enko|zadeh|str[öø]m|stad|rud|berg|dal|dahl|land"
    r"|heim|haug|gaard|gård|gren|lund|li|lie|moen|bakken|vik|eng|hus|seth|set|nes)\Z"
)
_END = re.compile(r"[ .!?)]{0,4}(?:[,;\n]|\Z|[^\w\s])")
_INNER = re.compile(
    r"(?!Ma?c[^\W\d_]|O['’])[^\W\d_]+[^\W\d_a-zæøåäöü-](?<![-'’])[^\W\d_]*"
)  # QoS, eSIM, BankID
_COMPANY = frozenset({"as", "asa", "ab", "aps", "ltd", "inc", "gmbh", "group", "oy", "a/s"})
_CONTRACTED = re.compile(
    r"(?:i|you|we|they|he|she|it|that|there|what|who|let|here|how|where)['’](?:m|ve|ll|d|re|s)\Z|\w{1,6}n['’]t\Z"
)
_GENITIVES = ("'s", "’s", "s", "'", "’")
_LONGEST = 5


@dataclass(frozen=True, slots=True)
class Names:
    """The lists, in small letters: names, and what is no name though it has a capital or sounds like one.

    words: words of our languages, those that people are also called among them. known: brands, products, months, teams.
    phrases: two words each ("harry potter") that are nobody who writes to us.
    """

    first: frozenset[str] = field(default=frozenset(), repr=False)
    family: frozenset[str] = field(default=frozenset(), repr=False)
    words: frozenset[str] = field(default=frozenset(), repr=False)
    places: frozenset[str] = field(default=frozenset(), repr=False)
    known: frozenset[str] = field(default=frozenset(), repr=False)
    phrases: frozenset[str] = field(default=frozenset(), repr=False)

    def kinds(self) -> dict[str, int]:
        """What each word of the lists can be."""
        kinds: dict[str, int] = {}
        lists = (
            (self.first, FIRST),
            (self.family, FAMILY),
            (self.words, WORD),
            (self.places, PLACE),
            (self.known, KNOWN),
        )
        for words, kind in lists:
            for word in words:
                kinds[word] = kinds.get(word, 0) | kind
        return kinds


class People:
    """The names in a text, read with the given lists."""

    def __init__(self, names: Names) -> None:
        self._kinds = names.kinds()
        plain = [word for word, kind in self._kinds.items() if not kind & NAME]
        self._plain = frozenset([*plain, *(word.capitalize() for word in plain)])
        self._phrases = names.phrases

    def spans(self, text: str, taken: Sequence[Span] = ()) -> list[Span]:
        """Where people are named; what is already taken (an e-mail, a street) is not looked at."""
        simple = "-" not in text and "'" not in text and "’" not in text
        words = (_SIMPLE_TOKEN if simple else _TOKEN).findall(text)
        open_ = [i for i, word in enumerate(words) if word not in self._plain]
        if not open_:
            return []
        kinds = {i: self._kind_of(words[i]) for i in open_}
        likely = _likely(words, kinds)
        if not likely:
            return []
        lows = [word.lower() for word in words]
        every = [kinds[i] if i in kinds else self._kinds.get(low, WORD) for i, low in enumerate(lows)]
        return _Reading(text, words, lows, every, self._phrases, taken).names(likely)

    def _kind_of(self, word: str) -> int:
        low = word.lower()
        kind = self._kinds.get(low)
        if kind is not None:
            return kind
        kind = self._kind(low)
        # "lisens", "klass": in small letters an s makes a word of a name more often than a genitive.
        return (
            kind | WORD
            if kind & NAME and word.islower() and word[-1] == "s" and word[-2:-1] not in "'’"
            else kind
        )

    def _kind(self, low: str) -> int:
        """Of a word that no list has as it stands: a contraction, a genitive, a double name, or 0 for unknown."""
        if ("'" in low or "’" in low) and _CONTRACTED.match(low):
            return WORD
        return self._of_somebody(low) or self._double(low)

    def _of_somebody(self, low: str) -> int:
        for ending in _GENITIVES:
            if low.endswith(ending):
                stem = low[: -len(ending)]
                kind = self._kinds.get(stem, 0) or self._double(stem)
                if kind & FAMILY and len(stem) <= 3 and ending == "s":
                    return kind | WORD
                if kind:
                    return kind
        return 0

    def _double(self, low: str) -> int:
        parts = [self._kinds.get(part, 0) for part in low.split("-")]
        if len(parts) == 1:
            return 0
        if all(part & NAME for part in parts):
            return FIRST if parts[0] & FIRST else FAMILY
        if parts[0] & NAME and not parts[0] & ELSE:
            return parts[0]
        return KNOWN if any(part & ELSE for part in parts) else 0


def _likely(words: list[str], kinds: dict[int, int]) -> list[int]:
    """Where a name may begin, told cheaply."""
    likely: list[int] = []
    lows: frozenset[str] | None = None
    for i, kind in kinds.items():
        if kind and not kind & NAME:
            continue
        word = words[i]
        if word[0].isupper():
            if kind or (len(word) > 1 and (i or (len(words) > 1 and words[1][0].isupper()))):
                likely.append(i)
        elif kind and not kind & ELSE:
            likely.append(i)
        elif (kind & FIRST and word not in cues.NOBODY) or (not kind and len(word) > 2):
            # A word in small letters: only where something speaks for a name.
            lows = lows or frozenset(map(str.lower, words))
            if not lows.isdisjoint(cues.SPEAKING if kind & FIRST else cues.NAMERS):
                likely.append(i)
    return likely


def _places(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where each word stands; no letter is between two words, so that the next of its spelling is itself."""
    places, end = list[tuple[int, int]](), 0
    for word in words:
        start = text.index(word, end)
        end = start + len(word)
        places.append((start, end))
    return places


class _Reading:
    """One text being read."""

    def __init__(
        self,
        text: str,
        words: list[str],
        lows: list[str],
        kinds: list[int],
        phrases: frozenset[str],
        taken: Sequence[Span],
    ) -> None:
        self.text, self.words, self.lows, self.kinds, self.phrases = text, words, lows, kinds, phrases
        self.at = _places(text, words)
        self.free = (
            [not any(s.start < end and s.end > start for s in taken) for start, end in self.at]
            if taken
            else [True] * len(words)
        )
        capitals = sum([word[0].isupper() for word in words])
        self.plain = len(words) < 4 or capitals <= 0.6 * len(words)
        self.last = -1

    def names(self, likely: Sequence[int]) -> list[Span]:
        """The names that begin at one of the likely words."""
        found: list[Span] = []
        for i in likely:
            if i > self.last and self.free[i] and self._begins(i):
                joined = found and self.last == i - 1 and self._gap(i) == " "
                start = found.pop().start if joined else self.at[i][0]
                self.last = self._end(i)
                found.append(Span(start, self.at[self.last][1], "name"))
        return found

    # ── What a word looks like where it stands ───────────────────────────────────────────────────────

    def _gap(self, i: int) -> str:
        """What stands between this word and the one before."""
        return self.text[self.at[i - 1][1] if i else 0 : self.at[i][0]]

    def _capital(self, i: int) -> bool:
        """A capital letter that means something."""
        word = self.words[i]
        if not (self.plain and word[0].isupper()):
            return False
        if len(word) == 1:
            return word != "I"
        if word.isupper():  # shouted, or an abbreviation
            return bool(self.kinds[i] & NAME) and not self.kinds[i] & ELSE
        return self.kinds[i] != 0 or _INNER.match(word) is None

    def _opens(self, i: int) -> bool:
        """The first word of a sentence, a line, a quotation."""
        return i == 0 or _NEW_SENTENCE.search(self._gap(i)) is not None

    def _phrase(self, i: int) -> bool:
        pairs = self.phrases
        return (i + 1 < len(self.lows) and f"{self.lows[i]} {self.lows[i + 1]}" in pairs) or (
            i > 0 and f"{self.lows[i - 1]} {self.lows[i]}" in pairs
        )

    def _surname_follows(self, i: int) -> bool:
        if i + 1 >= len(self.words) or self._gap(i + 1) not in {" ", "-"} or not self._capital(i + 1):
            return False
        kind = self.kinds[i + 1]
        return bool(kind & NAME) or (kind == 0 and len(self.words[i + 1]) > 1)

    # ── Whether a name begins here ───────────────────────────────────────────────────────────────────

    def _begins(self, i: int) -> bool:
        if self._phrase(i) or (self.lows[i] in cues.MONTHS and re.search(r"\d", self._gap(i))):
            return False
        kind = self.kinds[i]
        sure = bool(kind & NAME) and not kind & ELSE
        if self._capital(i):
            return (sure and not self._where_it_is(i)) or self._capital_name(i, kind)
        if sure and len(self.words[i]) > 2:
            return True
        if kind & FIRST and self.lows[i] not in cues.NOBODY:
            cue = self._cue(i)
            if cue == cues.NAMING:
                return True
            return (cue == cues.STRONG or self._in_a_list(i)) and (self._ends_here(i) or self._talked_of(i))
        return (
            kind == 0
            and self._cue(i) == cues.NAMING
            and not cues.PERSONS.isdisjoint(self.lows[max(0, i - 4) : i])
            and self.words[i].islower()
            and len(self.words[i]) > 2
            and not self._clause_goes_on(i)
        )

    def _where_it_is(self, i: int) -> bool:
        """As in "I Georgia", "ved Sundby": a town that is called like people is no person."""
        if not i or self._surname_follows(i) or self._of_the_team(i):
            return False
        return self.lows[i - 1] in (
            cues.INSIDE if self.kinds[i] & FIRST else cues.PLACED
        ) and not self._opens(i)

    def _clause_goes_on(self, i: int) -> bool:
        """Whether the clause goes on: "Jeg heter noe annet enn det" names nobody, "jeg heter sirilin" does."""
        rest = self.text[self.at[i][1] :]
        return re.match(r"(?: [^\W\d_]+)?(?:[,.!;\n]|\Z| (?:og|och|and)\b)", rest) is None

    def _capital_name(self, i: int, kind: int) -> bool:
        cue = self._cue(i)
        if kind & FIRST:
            return self._doubtful_first(i, kind, cue)
        if kind & FAMILY:
            return cue >= cues.STRONG or (cue == cues.WITH and not kind & PLACE)
        if len(self.words[i]) == 1 or self._quoted(i) or self._company(i):
            return False
        if cue >= cues.STRONG or (cue == cues.WITH and not self._opens(i)):
            return True
        return self._unknown(i)

    def _doubtful_first(self, i: int, kind: int, cue: int) -> bool:
        """A given name that is also a word, a place or a brand."""
        if cue >= cues.WITH or (self._of_the_team(i) and self.lows[i] not in cues.NOBODY):
            return True
        if (
            self._surname_follows(i)
            and not self._title(i)
            and (self.kinds[i + 1] & NAME or not self._opens(i))
        ):
            return True
        if self._opens(i):
            return self.lows[i] not in cues.NOBODY and (self._signs(i) or cues.acts(self.lows, i))
        if kind & KNOWN or (i and self.lows[i - 1] in cues.ARTICLES):
            return False
        return not (kind & PLACE and i and self.lows[i - 1] in cues.WHERE)

    def _title(self, i: int) -> bool:
        """The word behind is a word as well: "Love Island", "Storm Skog"."""
        follows = self.kinds[i + 1]
        return bool(follows & ELSE) and not follows & FAMILY

    def _unknown(self, i: int) -> bool:
        """A word with a capital that no list has."""
        low = self.lows[i]
        if i and self.lows[i - 1] in cues.PLACED and not self._opens(i):
            return False
        follows = i + 1 < len(self.words) and self._gap(i + 1) == " " and self._capital(i + 1)
        next_kind = self.kinds[i + 1] if follows else ELSE
        if self._opens(i):
            return follows and (
                next_kind & FAMILY != 0 or (next_kind == 0 and _SURNAME.match(self.lows[i + 1]) is not None)
            )
        if _PERSONAL.match(low) or self._of_the_team(i) or self._in_a_list(i):
            return True
        return follows and (next_kind & NAME != 0 or (next_kind == 0 and len(self.words[i + 1]) > 2))

    def _quoted(self, i: int) -> bool:
        return i > 0 and any(mark in self._gap(i) for mark in "«\"“„'")

    def _company(self, i: int) -> bool:
        return any(low in _COMPANY for low in self.lows[i + 1 : i + 4])

    def _in_a_list(self, i: int) -> bool:
        """As in "Kine, Mats, Xaver og Yrla"."""
        if self.last < 0:
            return False
        if self.last == i - 1:
            return self._gap(i) in {", ", "/", " & "}
        return self.last == i - 2 and self.lows[i - 1] in {"og", "och", "and", "å", "eller", "samt"}

    def _cue(self, i: int) -> int:
        return cues.before(self.text, self.lows, self.at, i)

    def _of_the_team(self, i: int) -> bool:
        return cues.of_the_team(self.lows, i)

    def _signs(self, i: int) -> bool:
        """Alone, or with one more name, at the end of the text or its line."""
        return i > 0 and self._ends_here(i + 1 if self._surname_follows(i) else i)

    def _talked_of(self, i: int) -> bool:
        return i + 1 < len(self.lows) and self.lows[i + 1] in cues.GOING_ON

    def _ends_here(self, i: int) -> bool:
        """Whether the line, or the clause, is over behind this word."""
        return _END.match(self.text, self.at[i][1]) is not None

    # ── Where it ends ────────────────────────────────────────────────────────────────────────────────

    def _end(self, i: int) -> int:
        end = i
        naming = self._cue(i) >= cues.STRONG
        while end + 1 < len(self.words) and end - i < _LONGEST and self.free[end + 1]:
            if not _JOINED.fullmatch(self._gap(end + 1)) or (
                self._gap(end + 1) == ". " and len(self.words[end]) > 1
            ):
                break
            if (
                self.lows[end + 1] in cues.PARTICLES
                and end + 2 < len(self.words)
                and self._gap(end + 2) in {" ", "-"}
            ):
                if self._goes_on(end + 2, i, naming=naming) and not self.kinds[end + 2] & WORD:
                    end += 2
                    continue
                break
            if not self._goes_on(end + 1, i, naming=naming):
                break
            end += 1
        return end

    def _goes_on(self, j: int, i: int, *, naming: bool) -> bool:
        """Whether word j is still of the name that begins with word i."""
        if self._phrase(j):
            return False
        kind = self.kinds[j]
        if self._capital(j):
            if kind & NAME:
                return kind & KNOWN == 0 or kind & FAMILY != 0 or self._surname_follows(j)
            return kind == 0 or len(self.words[j]) == 1
        if kind & NAME and not kind & ELSE:
            return True
        return (not self.words[i][0].isupper() or not self.plain) and self._small_surname(
            j, kind, naming=naming
        )

    def _small_surname(self, j: int, kind: int, *, naming: bool) -> bool:
        if kind & FAMILY:
            return naming or _SURNAME.match(self.lows[j]) is not None
        if kind or len(self.words[j]) < 3:
            return False
        return _SURNAME.match(self.lows[j]) is not None or (naming and not self._clause_goes_on(j))
