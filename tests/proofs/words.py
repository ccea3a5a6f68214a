"""Keeps the translations true to the program: takes new texts in, old ones out, and says what is missing.

`make words` runs it; what it says is what tests/ui/speech/test_translations.py fails for.
"""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from dashboard.faults import FAULTS
from dashboard.settings_plan import plan
from ui.setup import titles, wrong
from ui.speech.language import LOCALES, SOURCE, translations

HOUSE = Path(__file__).parents[2]
KEYWORDS = {"say", "count", "later"}
TRANSLATED = tuple(name for name in LOCALES if name != SOURCE)
WIDTH = 110
HEAD = r"""msgid ""
msgstr ""
"Project-Id-Version: Pulsvegg\n"
"Language: {name}\n"
"Plural-Forms: {plural}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"""


class Said(NamedTuple):
    """A text or its two forms, what it is said of, and where."""

    text: str | tuple[str, str]
    of: str
    file: str


def texts(file: Path) -> Iterator[Said]:
    """What a module says; unlike translators' own tools also within f-strings, and no keys of tables."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
            said = [each.value for each in node.args if isinstance(each, ast.Constant)]
            where = file.relative_to(HOUSE).as_posix()
            if node.func.id == "count" and len(said) == 2:
                yield Said((said[0], said[1]), "", where)
            elif node.func.id != "count" and isinstance(node.args[0], ast.Constant):
                yield Said(said[0], said[1] if len(said) > 1 else "", where)


def settings_texts() -> Iterator[str]:
    """What the settings' window says of the tables and keys, which are defined below ui."""
    for table in plan():
        yield " ".join(table.words.split())
        if table.name not in titles.TITLES:
            yield titles.as_words(table.name)
        for setting in table.settings:
            yield from (text for text in (setting.description, setting.unit) if text)
            if setting.key not in titles.LABELS:
                yield titles.as_words(setting.key)


def number_texts() -> Iterator[str]:
    """What a rule's number means, which the table that makes it says."""
    yield from titles.DEFINITIONS.values()


def fault_texts() -> Iterator[str]:
    """What a dialog says of a fault, where it has no words of its own for it."""
    yield from (text for what, text in FAULTS.items() if what not in wrong.HERE and what != "line")


@cache
def everything() -> tuple[Said, ...]:
    """Every text of ui, where it is said, and those of the settings and the numbers that it shows."""
    files = sorted((HOUSE / "ui").rglob("*.py"))
    below = {
        "dashboard/settings_plan.py": settings_texts(),
        "dashboard/measure/metrics.py": number_texts(),
        "dashboard/faults.py": fault_texts(),
    }
    return (
        *(it for file in files for it in texts(file)),
        *(Said(text, "", where) for where, said in below.items() for text in said),
    )


def template() -> Catalog:
    """Everything as translators have it."""
    found = Catalog(project="Pulsvegg", charset="utf-8")
    for it in everything():
        found.add(it.text, context=it.of or None, locations=[(it.file, 0)])
    return found


def catalog(name: str) -> Catalog:
    """A language's translations as they are kept."""
    with translations(name).open("rb") as file:
        return read_po(file, locale=LOCALES[name])


def update(name: str) -> None:
    """Take new texts in and old ones out; what is translated stays as it is."""
    kept = catalog(name)
    kept.update(template(), no_fuzzy_matching=True)
    keep(name, kept)


def keep(name: str, said: Catalog) -> None:
    """Write a language's translations under its glossary; no dates, no line numbers: they change without a reason."""
    with translations(name).open("wb") as file:
        file.write(f"{said.header_comment}\n{HEAD.format(name=name, plural=said.plural_forms)}\n".encode())
        write_po(
            file,
            said,
            width=WIDTH,
            omit_header=True,
            include_lineno=False,
            ignore_obsolete=True,
            sort_by_file=True,
        )


def faults(name: str) -> Iterator[str]:
    """What is wrong with a language's translations, a line each."""
    kept, wanted = catalog(name), template()
    said = {(message.id, message.context) for message in wanted if message.id}
    for message in kept:
        if message.id and (message.id, message.context) not in said:
            yield f"{name}: no longer said: {message.id!r}"
    for id_, of in said:
        message = kept.get(id_, context=of)
        if message is None or message.id != id_:
            yield f"{name}: missing: {id_!r}"
        else:
            yield from (f"{name}: {fault}: {id_!r}" for fault in _faults(message))


def _faults(message: Message) -> Iterator[str]:
    sources, said = forms(message.id), forms(message.string)
    if message.fuzzy:
        yield "fuzzy"
    if len(said) != len(sources) or not all(said):
        yield "not translated"
        return
    for source, form in zip(sources, said, strict=True):
        if placeholders(source) != placeholders(form):
            yield "other placeholders than its source"
        if form != " ".join(form.split()):
            yield "stray spaces"
        if source[-1] in ".?…" and form[-1] != source[-1]:
            yield "ends otherwise"
        if {"'", '"'} & set(form) or "..." in form:
            yield "typewriter's marks"


def placeholders(text: str) -> list[str]:
    """What is put into a text."""
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def forms(texts: str | tuple[str, ...]) -> tuple[str, ...]:
    """A text's form, or its two."""
    return (texts,) if isinstance(texts, str) else tuple(texts)


def main() -> int:
    """Bring every language up to date; exit status 1 while something is to be translated."""
    for name in TRANSLATED:
        update(name)
    found = [fault for name in TRANSLATED for fault in faults(name)]
    print("\n".join(found) or f"all {len(template())} texts are there in {', '.join(TRANSLATED)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
