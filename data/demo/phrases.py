"""The phrase banks: what customers, agents, notes and bots say, by language."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Literal, TypeVar

import msgspec

from data.demo.plan import Mood
from data.demo.scenario import ScenarioError

PHRASES = Path(__file__).resolve().parents[2] / "resources" / "phrases"
ANY_TOPIC = "any"

CustomerPart = Literal["opening", "insist", "angrier", "calmer", "detail", "thanks"]
AgentPart = Literal["reply", "question", "fixed", "cold"]
BotPart = Literal["greeting", "out_of_office"]


class CustomerPhrase(msgspec.Struct, frozen=True):
    """What a customer may write, as its writer labelled it."""

    text: str
    topic: str
    mood: Mood
    part: CustomerPart


class AgentPhrase(msgspec.Struct, frozen=True):
    """What an agent may answer."""

    text: str
    topic: str
    part: AgentPart
    meets_feeling: bool = False


class NotePhrase(msgspec.Struct, frozen=True):
    """What an agent may write to a colleague."""

    text: str


class BotPhrase(msgspec.Struct, frozen=True):
    """What a bot or a template may say."""

    text: str
    part: BotPart


class Bank(msgspec.Struct, frozen=True):
    """One file. Unknown keys (dialect, marks) are for other readers."""

    customer: tuple[CustomerPhrase, ...]
    agent: tuple[AgentPhrase, ...]
    note: tuple[NotePhrase, ...]
    bot: tuple[BotPhrase, ...]


P = TypeVar("P")


class Speech:
    """What can be said in one language, found by part, topic and mood; falls back to less exact phrases."""

    def __init__(self, bank: Bank) -> None:
        self._customer: dict[tuple[str, ...], list[CustomerPhrase]] = defaultdict(list)
        self._agent: dict[tuple[str, ...], list[AgentPhrase]] = defaultdict(list)
        self._bot: dict[str, list[str]] = defaultdict(list)
        for said in bank.customer:
            for key in (
                (said.part, said.topic, said.mood),
                (said.part, said.topic),
                (said.part, "", said.mood),
                (said.part,),
            ):
                self._customer[key].append(said)
        for reply in bank.agent:
            for place in ((reply.part, reply.topic), (reply.part,)):
                self._agent[place].append(reply)
        for bot in bank.bot:
            self._bot[bot.part].append(bot.text)
        self._notes = [note.text for note in bank.note]

    def customer(
        self, rng: Random, part: CustomerPart, topic: str, mood: Mood | None = None
    ) -> CustomerPhrase:
        """A phrase of this part, on the topic and in the mood as far as there are any."""
        keys: list[tuple[str, ...]] = [
            (part, topic),
            (part, ANY_TOPIC),
            (part, "other"),
            (part,),
            ("opening",),
        ]
        if mood:
            # A mood that this topic lacks is kept only where the topic has nothing at all.
            keys = [(part, topic, mood), (part, topic), (part, "", mood), *keys]
        return _pick(rng, self._customer, keys)

    def agent(self, rng: Random, part: AgentPart, topic: str) -> AgentPhrase:
        """A reply of this part, on the topic or on any."""
        exact = self._agent.get((part, topic), ())
        anywhere = self._agent.get((part, ANY_TOPIC), ())
        if exact or anywhere:
            found: list[AgentPhrase] = [*exact, *anywhere]
            return rng.choice(found)
        keys: list[tuple[str, ...]] = [(part,), ("reply",)]
        return _pick(rng, self._agent, keys)

    def note(self, rng: Random) -> str:
        """A private note."""
        return rng.choice(self._notes)

    def bot(self, rng: Random, part: BotPart) -> str:
        """An automatic message."""
        return rng.choice(self._bot.get(part) or self._bot["greeting"])


def _pick(rng: Random, found: dict[tuple[str, ...], list[P]], keys: Iterable[tuple[str, ...]]) -> P:
    choices: Sequence[P] = next(found[key] for key in keys if found.get(key))
    return rng.choice(choices)


class Phrases:
    """All languages there are; a language without a file speaks the first one that has."""

    def __init__(self, banks: dict[str, Bank]) -> None:
        self._speech = {language: Speech(bank) for language, bank in banks.items()}
        self._first = self._speech["nb" if "nb" in self._speech else next(iter(self._speech))]

    def __getitem__(self, language: str) -> Speech:
        return self._speech.get(language, self._first)


class Labelled(msgspec.Struct, frozen=True):
    """A message of the corpus: what its writer wrote, about what, and how it was meant."""

    text: str
    lang: str
    sentiment: Mood
    topic: str


def read_phrases(folder: Path = PHRASES) -> Phrases:
    """Every bank of the folder, and the messages of the corpus beside it as what customers begin with.

    Raises ScenarioError naming the file and what it lacks.
    """
    banks = {path.stem: _read(path) for path in sorted(folder.glob("*.toml"))}
    if not banks:
        raise ScenarioError(f"{folder}: holds no phrase bank; nobody would have anything to say")
    openings = defaultdict(list)
    for labelled in read_corpus(folder.parent / "corpus"):
        said = CustomerPhrase(labelled.text, labelled.topic, labelled.sentiment, "opening")
        openings[labelled.lang].append(said)
    return Phrases(
        {
            language: msgspec.structs.replace(bank, customer=(*bank.customer, *openings[language]))
            for language, bank in banks.items()
        }
    )


def read_corpus(folder: Path) -> Iterator[Labelled]:
    """The labelled customers' messages of the folder, file by file; raises ScenarioError naming the line."""
    for path in sorted(folder.glob("[!r]*.jsonl")):  # not the replies
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            try:
                yield msgspec.json.decode(line, type=Labelled)
            except msgspec.MsgspecError as error:
                raise ScenarioError(f"{path}:{number}: {error}") from error


def _read(path: Path) -> Bank:
    try:
        bank = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Bank)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ScenarioError(f"{path}: is not TOML: {error}") from error
    except msgspec.ValidationError as error:
        what, _, key = str(error).partition(" - at `$.")
        raise ScenarioError(f"{path}: {key.rstrip('`') or 'the file'}: {what}") from error
    needed = {
        "customer": [c for c in bank.customer if c.part == "opening"],
        "agent": [a for a in bank.agent if a.part == "reply"],
        "note": bank.note,
        "bot": [b for b in bank.bot if b.part == "greeting"],
    }
    for key, found in needed.items():
        if not found:
            raise ScenarioError(f"{path}: {key}: needs at least one phrase of the ordinary kind")
    return bank
