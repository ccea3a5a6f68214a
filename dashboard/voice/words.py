"""A plain ear: counts telling words and signs of mood in the Nordic languages and English.

It stands behind the Ear interface until the trained model does; whatever it says is an estimate.
"""

import re
from collections.abc import Sequence

from dashboard.model import Heard, Mood
from dashboard.voice.feelings import meets_feeling

_BAD = (
    "elendig|dårlig|dårleg|håpløs|skandal|latterlig|latterleg|umulig|umuleg|forbanna|irriter|skuff|sint|drit|fy |"
    "ræva|ræv|suger|ubrukelig|ubrukeleg|svindel|lei av|ikke greit|uaksept|dritt|tull|pinlig|pinleg|treig|klage|"
    "helvete|faen|fader|jævl|jævel|værste|verste|oppgitt|fortvil|"
    "dålig|usel|hopplös|löjlig|skandalös|besvik|arg |förbann|skit|jävl|fan |oacceptab|värdelös|trött på|urusel|"
    "elendigt|dårligt|håbløs|latterligt|umuligt|skuffe|vred|træt af|pinligt|lort|fandme|ringe service|"
    "terrible|awful|useless|worst|ridiculous|angry|disappoint|unaccept|joke|disgrace|hate|fed up|furious|scam|"
    "appalling|pathetic|sick of|rubbish|shame"
)
_GOOD = (
    "takk|supert|flott|kjempebra|fantastisk|strålende|topp|perfekt|herlig|nydelig|imponer|fornøyd|fornøgd|bra jobb|"
    "raus|veldig bra|"
    "tack|jättebra|toppen|perfekt|underbar|grym|kanon|nöjd|suverän|"
    "tak |tusind tak|dejlig|super|skønt|tilfreds|vildt godt|"
    "thank|great|brilliant|awesome|perfect|love|excellent|amazing|fantastic|well done|happy"
)
_TOO_BAD = re.compile(rf"(?<!\w)(?:{_BAD})", re.IGNORECASE)
_SO_GOOD = re.compile(rf"(?<!\w)(?:{_GOOD})", re.IGNORECASE)
_NOT_THANKS = re.compile(
    r"\b(?:nei|nej|no) (?:takk|tack|tak|thanks?)\b|\b(?:ikke|inte|ikkje|not) (?:bra|great|godt|bra nok)\b",
    re.I,
)
_FROWNS = re.compile("[😡🤬😠😤😢😭👎🙄💩😞😩]|[:;]-?[(/]|!{3,}|[?!]{4,}")
_SMILES = re.compile("[😊😍🥰❤👍🙌👏🎉😁😀🙏💛🌟]|[:;]-?[)D]|<3")
_SHOUT = re.compile(r"\b[A-ZÆØÅÄÖ]{4,}\b(?:\W+[A-ZÆØÅÄÖ]{3,}\b)+")


class WordEar:
    """Hears mood by words; quick, transparent, and often wrong on irony."""

    def hear(self, texts: Sequence[str]) -> Sequence[Heard]:
        """The mood of each text; "unsure" where good and bad words are in balance."""
        return [Heard(self._mood(text[:1000])) for text in texts]

    def _mood(self, text: str) -> Mood:
        bad = len(_TOO_BAD.findall(text)) + len(_FROWNS.findall(text)) + len(_SHOUT.findall(text))
        no_thanks = len(_NOT_THANKS.findall(text))
        good = len(_SO_GOOD.findall(text)) + len(_SMILES.findall(text)) - no_thanks
        bad += no_thanks
        if bad == good:
            return "unsure" if bad else "neutral"
        return "negative" if bad > good else "positive"

    def meets_feeling(self, reply: str) -> bool:
        """Whether the opening sentence acknowledges the feeling before facts or questions."""
        return meets_feeling(reply)
