"""The translations are whole: every text in every language, none too many, with the same things put into it."""

import ast
import re

import pytest

from tests.proofs import words
from tests.ui import months, snapshots, voices
from tests.ui.reading import turn_to
from ui.pages import PAGES
from ui.speech import language

TRANSLATED = words.TRANSLATED
STATES = {
    **snapshots.STATES,
    **{f"voice {name}": made for name, made in voices.STATES.items()},
    **months.STATES,
}


@pytest.mark.parametrize("name", TRANSLATED)
def test_every_text_is_translated(name):
    """`make words` says what to do."""
    assert list(words.faults(name)) == []


def test_the_four_languages_of_the_wall_and_nynorsk_are_there():
    assert set(TRANSLATED) == {"nb", "nn", "sv", "da"}


@pytest.mark.parametrize("name", TRANSLATED)
def test_bringing_them_up_to_date_changes_no_text(name, tmp_path, monkeypatch):
    kept = [(message.id, message.context, message.string) for message in words.catalog(name)]
    copy = tmp_path / f"{name}.po"
    copy.write_bytes(language.translations(name).read_bytes())
    monkeypatch.setattr(words, "translations", lambda _: copy)
    words.update(name)
    new = [(message.id, message.context, message.string) for message in words.catalog(name)]
    assert sorted(map(repr, new)) == sorted(map(repr, kept))
    once = copy.read_bytes()
    words.update(name)
    assert copy.read_bytes() == once


@pytest.mark.parametrize("name", TRANSLATED)
def test_a_glossary_stands_at_the_head(name):
    head = words.catalog(name).header_comment
    assert all(term in head for term in ("conversation", "queue", "response rate", "public", "shift"))


ELSEWHERE = {  # words and letters that a language has not, and its neighbours use all the time
    "nb": {"ikkje", "kva", "frå", "inte", "och", "eit", "hvad", "af", "ud"},
    "nn": {"ikke", "hva", "hvor", "fra", "noen", "bare", "ble", "inte", "och", "af", "kundene", "dager"},
    "sv": {"og", "ikke", "hva", "fra", "til", "kundene", "hvor", "ble", "noen"},
    "da": {
        "av",
        "nå",
        "etter",
        "uten",
        "hva",
        "bare",
        "noen",
        "ble",
        "inte",
        "och",
        "fikk",
        "dager",
        "kundenes",
    },
}


@pytest.mark.parametrize("name", TRANSLATED)
def test_nothing_is_said_in_a_neighbours_language(name):
    found = []
    for message in words.catalog(name):
        for form in words.forms(message.string) if message.id else ():
            said = set(re.findall(r"\w+", re.sub(r"\{\w+\}", "", form.lower())))
            letters = set("äö" if name != "sv" else "æø") & set(form.lower())
            found += [form] if said & ELSEWHERE[name] or letters else []
    assert found == []


def test_what_is_wrong_is_found(tmp_path, monkeypatch):
    copy = tmp_path / "nb.po"
    monkeypatch.setattr(words, "translations", lambda _: copy)
    text = language.translations("nb").read_text(encoding="utf-8")
    for good, bad, said in (
        ('msgstr "Kø"', 'msgstr ""', "not translated"),
        ('msgstr "over {time}"', 'msgstr "over {tid}"', "other placeholders"),
        ('msgid "over {time}"', '#, fuzzy\nmsgid "over {time}"', "fuzzy"),
        ('msgid "over {time}"', 'msgid "over and out {time}"', "no longer said"),
        ('msgstr "Er serveren oppe?"', 'msgstr "Er serveren oppe"', "ends otherwise"),
    ):
        assert good in text
        copy.write_text(text.replace(good, bad), encoding="utf-8")
        assert said in " ".join(words.faults("nb"))


def test_whatever_is_said_is_a_text_that_translators_find(hang, monkeypatch):
    """Texts of tables, too, which are said by another name than they are written by."""
    known = {text for message in words.template() for text in words.forms(message.id)}
    said = set()

    def heard(self, text, *_):
        said.add(text)
        return text

    monkeypatch.setattr(language.Language, "say", heard)
    for made in STATES.values():  # an arm away, where most is said
        wall = hang(made(), pages=tuple(PAGES), distance=0.8, diagonal=24.0)
        for page in PAGES:
            turn_to(wall, page)
    assert said - known == set()


def test_no_text_is_made_of_parts_that_a_translator_cannot_see():
    """What goes to `say` is a text or a name: no f-string, no sum."""
    for file in sorted((words.HOUSE / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in words.KEYWORDS
            ):
                made = [type(each) for each in node.args if isinstance(each, (ast.JoinedStr, ast.BinOp))]
                assert made == [], f"{file.name}:{node.lineno}"
