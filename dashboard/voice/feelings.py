"""Whether a reply meets the customer's feeling: what its opening sentence is made of, weighed.

The opening is the first sentence after a greeting and the writer's own name; an outcry of up to three words takes the
next sentence with it ("Sju ganger?! Det er for dårlig"). Its words are put into some thirty classes (`feeling_words`),
since "kjipt", "træls" and "gutting" do the same work; each class that is there adds its weight. A list of words and
thirty numbers did better on replies not seen than thousands of learned letters and word pairs, and can be read.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from dashboard.voice.feeling_words import CLASSES, PAIRS

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "": -2.14,
        "!": 0.82,
        ",": 1.24,
        "?": -0.75,
        "agreement": 1.14,
        "also": 1.08,
        "anyone": 1.37,
        "apology": -0.63,
        "bad": 1.64,
        "deed": -0.57,
        "deserve": 1.39,
        "experience": 1.6,
        "feeling": 4.0,
        "fine": 1.24,
        "hearing": 0.7,
        "how_long": 0.43,
        "joy": 0.37,
        "matter": -1.14,
        "must": 0.56,
        "no": 1.89,
        "outcry": 1.39,
        "outcry_alone": 0.39,
        "patience": 0.2,
        "right": 0.79,
        "sad_face": 0.48,
        "such": 0.29,
        "thanks": -1.02,
        "too": 0.47,
        "truly": 1.57,
        "understandable": 0.56,
        "understanding": 0.91,
        "we": -0.31,
        "well_understood": 0.8,
        "without": 1.07,
        "you": -0.07,
    }
)
"""Learned from the train part of the replies by `data.ear.replies`."""

READ = 400
"""Characters of a reply that are looked at: a greeting, a name and a long sentence."""
SENTENCE = 240
"""Characters of the longest opening sentence."""
MOST_WORDS = 40
"""Words and signs of it that are weighed."""
OUTCRY_AMONG = 2
"""An outcry stands among the first words or signs ("Men åh"); later "oh" and "au" are something else."""
SHORT = 3
"""Words of a sentence that is an outcry only."""
LONGEST_BEGINNING = 14

_UPPER = "A-ZÆØÅÄÖÉ"
_HELLO = re.compile(
    rf"""\s*(?:@[\w.]+[\s,:]*)*
    (?:(?=[HhDdKkMmTtGg])(?i:heihei|heisann|heia|hei|hejsan|hejhej|hej|hall[oå]|halløj|hiya|hi|hey|hello|dear|kjære|kära|kære|morn|
        tjena|mojn|davs|god[ ]?(?:dag|morg[eo]n|kveld|aften|e[tf]termiddag|formiddag|kväll|helg)|
        good[ ](?:morning|afternoon|evening|day))\b
      (?:[ ](?i:igjen|igen|att|again|der|dere|there|där|på[ ]deg|då|du|alle)\b)?
      (?:[ ,]+@?[{_UPPER}][\w-]*(?:[ ][{_UPPER}][\w-]*){{0,2}}(?=[ ]*(?:[!.,:;)\n–—-]|[^\w\s])))?
    )?
    (?:[\s!.,:;)(–—-]|[^\w\s!?.,«"'@\[]){{0,12}}""",
    re.VERBOSE,
)
_OWN_NAME = re.compile(
    rf"""(?:(?=[JjEeMmIiDdTt])(?i:jeg|eg|jag|mitt?[ ]na(?:vn|mn)|my[ ]name|i|det|dette|this)
        (?:[ ](?i:heter|hedder|is|er|är|am)|'m)
        [ ][{_UPPER}]\w+(?:[ ](?:her|here|här))?
      |[{_UPPER}]\w+[ ](?:her|here|här|heter[ ]jag|hedder[ ]jeg)\b)
    (?:[ ](?:fra|från|i|from|in|på|with|at)[ ][^.!?,]{{1,30}})?
    (?:,?[ ](?:og|och|and)[ ](?:jeg[ ]|jag[ ]|I(?:'m)?[ ])?
      (?:jobber|jobbar|sidder|sitter|part|arbejder|work)[^.!?,]{{0,40}})?
    [\s.!,–-]*(?:(?:og|och|and)[ ])?""",
    re.VERBOSE,
)
_END = re.compile(r"[.!?…]+(?=\s|$|[^\w\s])|\n+| (?<=\S )(?=[\U0001f000-\U0001faff☀-➿] )")
_SAD = "😔😩😫😢😭💔😟😞🥺😬😣😖😥😓😰😱☹🙁😕"
_TOKEN = re.compile(rf"[^\W\d_]+(?:['’][a-z]+)?|\d+|[?!,]|[{_SAD}]")
_OUTCRY = {"outcry", "sad_face", "!", ","}
_MUCH = re.compile(  # "jättetrist" is as sad as "trist"
    r"(?:jätte|kjempe|kæmpe|mega|super|dritt?|skit|skide|hyper|svin|døds?|döds?|kanon|as|pisse|rå)(?=[^\W\d_]{4})"
)


def _sorted_out() -> tuple[Mapping[str, str], Mapping[str, str], Mapping[str, Mapping[str, str]]]:
    """Whole words and signs, beginnings, and pairs (first word, then second), each with its class."""
    whole = {"?": "?", "!": "!", ",": ","} | dict.fromkeys(_SAD, "sad_face")
    beginnings: dict[str, str] = {}
    pairs = defaultdict[str, dict[str, str]](dict)
    for kind, words in CLASSES.items():
        for word in words.split():
            (beginnings if word.endswith("-") else whole)[word.removesuffix("-")] = kind
    for kind, said in PAIRS.items():
        for first, second in map(str.split, said.split(",")):
            pairs[first][second] = kind
    return whole, beginnings, dict(pairs)


_WHOLE, _BEGINNINGS, _PAIRS = _sorted_out()


def meets_feeling(reply: str) -> bool:
    """Whether the opening sentence of a reply acknowledges the feeling before facts or questions; an estimate."""
    weigh = WEIGHTS.get
    return sum(weigh(kind, 0.0) for kind in kinds(reply)) > -WEIGHTS[""]


def kinds(reply: str) -> frozenset[str]:
    """The classes of the words and signs in a reply's opening sentence."""
    found: list[str | None] = []
    seconds: Mapping[str, str] = {}
    for place, token in enumerate(_TOKEN.findall(opening(reply).casefold())[:MOST_WORDS]):
        if seconds and token in seconds:
            found[-1], seconds = seconds[token], {}  # a word is half of one pair only
            continue
        kind = _kind(token)
        found.append(kind if kind != "outcry" or place < OUTCRY_AMONG else None)
        seconds = _PAIRS.get(token, {})
    said = frozenset(filter(None, found))
    return said | {"outcry_alone"} if "outcry" in said and said <= _OUTCRY else said


def opening(reply: str) -> str:
    """The opening sentence, less a greeting and the writer's own name."""
    reply = reply[:READ]
    begin = 0
    for skipped in (_HELLO, _OWN_NAME):
        if found := skipped.match(reply, begin):
            begin = found.end()
    text = reply[begin : begin + SENTENCE]
    for end in _END.finditer(text):
        if text.count(" ", 0, end.start()) >= SHORT:
            return text[: end.end()]
    return text


@lru_cache(8192)
def _kind(word: str) -> str | None:
    """The class of a word: its own, else that of the longest beginning that is known."""
    if word.isdigit():
        return "how_long"
    if kind := _WHOLE.get(word):
        return kind
    much = _MUCH.match(word)
    if much and _kind(word[much.end() :]) in {"feeling", "bad"}:
        return "feeling"
    for length in range(min(len(word), LONGEST_BEGINNING), 2, -1):
        if kind := _BEGINNINGS.get(word[:length]):
            return kind
    return None
