"""Words that must never be seen again, and who looks for them in whatever the program has left behind."""

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

import msgspec

from data.history.pictures import unpainted
from data.history.storage import DayStorage, LogStorage

TOKEN = "kvebbelsnurr"
"""A word that nobody says."""

PIECES = {
    "norwegian": "17058530093",
    "swedish": "790214-5239",
    "danish": "230578-1005",
    "card": "4532 1234 5678 9014",
    "phone": "+47 918 27 364",
    "mail": "ragnhild.sveinsvoll@example.no",
    "handle": "@sveinsvoll_r",
    "address": "Tyttebærveien 12 B, 5003 Bergen",
    "name first": "Torgunn Vassbotnmyr",
    "name amid": "Gjertrud Ånneland",
    "name last": "Øystein Bråthesund",
}
"""What is somebody's."""

SENTENCES = {
    "norwegian": "Bredbåndet er nede igjen og nummeret mitt er {} om dere vil slå meg opp {}",
    "swedish": "Bredbandet ligger nere hos oss igen, mitt personnummer är {} ifall ni undrar {}",
    "danish": "Internettet er nede igen her hos os, mit cpr er {} hvis I skal bruge det {}",
    "card": "Kortet mitt {} ble trukket to ganger mens bredbåndet var nede hele kvelden {}",
    "phone": "Bredbåndet har vært nede siden i morges, ring meg på {} så fort dere kan {}",
    "mail": "Internett er helt nede hos oss, skriv til {} når feilen er rettet {}",
    "handle": "Bredbåndet er nede i hele gata og {} sier at alle her er uten nett {}",
    "address": "Bredbåndet er nede hos oss i {} og ingen av dere svarer på det {}",
    "name first": "{} har ikke hatt internett i dag, bredbåndet er nede hos henne {}",
    "name amid": "Snakket med {} i kundeservice om at bredbåndet er nede igjen hos oss {}",
    "name last": "Nettet er nede igjen i dag og ingen hjelper oss {}, hilsen {}",
}
"""What customers write of a big topic, a sentence for each piece."""

BEHIND = {"name last"}
"""Where the piece stands behind the token."""


def sentence(name: str) -> str:
    """The sentence that carries a piece."""
    piece, token = PIECES[name], f"{TOKEN}{list(PIECES).index(name)}"
    return SENTENCES[name].format(*((token, piece) if name in BEHIND else (piece, token)))


def said() -> list[str]:
    """All sentences."""
    return [sentence(name) for name in PIECES]


def everything() -> str:
    """All of them in one text."""
    return " / ".join(said())


def seen(found: bytes) -> list[str]:
    """What of it stands in bytes, however it is written."""
    small = found.lower()
    return [
        name
        for name, forms in FORMS.items()
        if any(form in (small if lower else found) for form, lower in forms)
    ]


def seen_in(folder: Path) -> list[str]:
    """What of it stands in the files below a folder, or in their names."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    names = "\n".join(str(path.relative_to(folder)) for path in folder.rglob("*")).encode()
    return [
        *seen(names),
        *(f"{path.relative_to(folder)}: {name}" for path in files for name in seen(path.read_bytes())),
        *(
            f"{path.relative_to(folder)}, a picture: {name}"
            for path in files
            for name in seen(pictures(path))
        ),
    ]


def pictures(path: Path) -> bytes:
    """What the pictures in a file of the history say."""
    tables = LogStorage(path).salvaged() if path.suffix == ".log" else {}
    if path.name.endswith(".pictures.json"):
        tables = DayStorage(path).tables() or {}
    table = tables.get("pictures", {})
    return b"\n".join(msgspec.json.encode(unpainted(table, number)) for number in table)


def _forms(text: str) -> Iterator[tuple[bytes, bool]]:
    """A text as bytes, in each way in which it might have been written, and whether in small letters only."""
    plain = text.encode()
    yield plain.lower(), True
    yield json.dumps(text)[1:-1].encode().lower(), True
    yield text.encode("unicode_escape").lower(), True
    yield repr(plain)[2:-1].encode().lower(), True
    yield quote(text).encode().lower(), True
    yield quote_plus(text).encode().lower(), True
    yield plain.hex().encode(), True
    for wide in ("utf-16-le", "utf-16-be", "utf-32-le"):
        yield text.encode(wide), False
    yield text.encode("latin-1", "replace"), False
    for before in range(3):  # base64 takes three bytes at a time: what stands in the middle is the same
        turned = base64.b64encode(b"-" * before + plain)
        if len(inner := turned[4 if before else 0 : len(turned) - 4]) >= 8:  # fewer may stand in any picture
            yield inner, False


def _spellings(piece: str) -> Iterator[str]:
    """A piece, or its parts that alone would tell whose it is."""
    words = [word for word in re.split("[ ,@]", piece) if len(word) > 6 and not any(map(str.isdigit, word))]
    yield from words or [piece]
    if sum(map(str.isdigit, piece)) >= 10:  # fewer may stand in any long number
        yield "".join(filter(str.isdigit, piece))


FORMS = {
    **{name: [form for text in _spellings(piece) for form in _forms(text)] for name, piece in PIECES.items()},
    **{f"the sentence of {name}": [*_forms(sentence(name))][:2] for name in PIECES},
}
