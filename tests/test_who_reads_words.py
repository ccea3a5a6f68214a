"""Who may read what customers write: written out, module by module, with the reason; and nobody speaks of it in a log.

It sees names, not types: a word taken out by getattr, or a value passed on whole, is the canary's business.
"""

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
MODULES = {
    str(path.relative_to(HOUSE)): ast.parse(path.read_text(encoding="utf-8"))
    for room in ("dashboard", "data", "ui", "resources")
    for path in sorted((HOUSE / room).rglob("*.py"))
    if "demo" not in path.relative_to(HOUSE).parts  # it plays the customers, and knows none
}
CARRIERS = {
    "Message",
    "Conversation",
    "Changes",
    "Said",
    "Row",
    "WireMessage",
    "WireConversation",
    "Answer",
    "Labelled",
}
"""What has a customer's words in it, or what has it in it."""
RAW = {"text", "content", "body"}

READS = {
    "dashboard/annotations.py": ({"wish.text"}, "what one of ours put on the time axis"),
    "dashboard/ledger.py": ({"message.text"}, "hears each text, and keeps numbers"),
    "dashboard/struggles.py": ({"message.text", "pick.text"}, "masks each text before anything else"),
    "dashboard/voice/masking/masker.py": ({"look.text"}, "masks"),
    "dashboard/voice/masking/people.py": ({"self.text"}, "masks"),
    "dashboard/voice/queue.py": ({"deed.sentence.text", "each.sentence.text"}, "masked sentences"),
    "dashboard/voice/talk.py": ({"term.text"}, "terms of masked texts"),
    "data/ear/analysing.py": ({"found.text", "line.text"}, "prints what it hears, and the text masked"),
    "data/bench/voice.py": ({"line.text"}, "hears labelled lines, prints figures"),
    "data/ear/corrections.py": ({"sentence.text"}, "masked sentences, as one of ours corrected them"),
    "data/demonstration/day.py": ({"each.content"}, "phrases of customers who never were"),
    "data/exports/tables.py": ({"each.text"}, "what one of ours noted"),
    "data/history/form.py": ({"event.text"}, "what one of ours noted"),
    "data/history/gallery.py": ({"_TERM.decode(row).text"}, "terms of masked texts"),
    "data/history/pictures.py": ({"each.text", "known.text"}, "terms of masked texts"),
    "data/history/reader.py": ({"each.text"}, "masked sentences"),
    "data/inboxes/chatwoot_memory.py": (
        {"line.text", "newest.text"},
        "whether an activity line tells a resolve",
    ),
    "data/inboxes/chatwoot_rows.py": ({"row.content"}, "from the wire into a line"),
    "data/inboxes/chatwoot_values.py": ({"line.text"}, "from a line into a message"),
    "data/inboxes/web.py": ({"answer.body", "self.body"}, "decodes what came"),
    "data/ear/labelled.py": ({"line.text"}, "which lines are set apart, by a checksum"),
    "data/ear/learning.py": ({"line.text", "lines[at].text"}, "learns weights"),
    "data/ear/on_top.py": ({"line.text"}, "learns weights"),
}
"""Module: each place where it takes a text out of something, and what for."""

HOLDS = {
    "dashboard/chronicle.py": "what changed, for its rows",
    "dashboard/earlier.py": "what a step of the way back brings",
    "dashboard/feed.py": "hands what came to the ledger and the board",
    "dashboard/day.py": "retells kept rows, which have no words",
    "dashboard/further.py": "hears what the way back brings, and keeps rows",
    "dashboard/ledger.py": "folds it",
    "dashboard/ports.py": "what an inbox brings",
    "dashboard/retold.py": "as it was at an instant; or of a kept row, without words",
    "dashboard/rows.py": "ids, channels and teams of what changed",
    "dashboard/struggles.py": "the board",
    "dashboard/then.py": "retells the ledger and kept rows, neither of which has words",
    "data/archive.py": "reads it from a file",
    "data/bench/day.py": "plays a day that never was",
    "data/bench/ledger.py": "makes some up",
    "data/bench/voice.py": "hears labelled lines",
    "data/demonstration/day.py": "plays days that never were",
    "data/demonstration/month.py": "plays a month that never was",
    "data/demonstration/before.py": "plays two of them",
    "data/demonstration/past.py": "plays weeks that never were",
    "data/exports/plain_files.py": "kept rows as an archive, which have no words",
    "data/importing.py": "an archive on its way to rows",
    "data/inboxes/chatwoot.py": "reads it from the inbox",
    "data/inboxes/chatwoot_api.py": "reads it from the inbox",
    "data/inboxes/chatwoot_memory.py": "reads it from the inbox",
    "data/inboxes/chatwoot_reader.py": "reads it from the inbox",
    "data/inboxes/chatwoot_rows.py": "reads it from the inbox",
    "data/inboxes/chatwoot_values.py": "reads it from the inbox",
    "data/inboxes/chatwoot_walk.py": "reads it from the inbox",
    "data/ear/learning.py": "labelled lines",
    "data/ear/on_top.py": "labelled lines",
    "data/ear/plain.py": "labelled lines, of words in the repository that no customer wrote",
    "data/measuring.py": "an archive on its way to the ledger",
}
"""Module: why it gets hold of what carries words."""

LOGGED = {
    "MOST_TOPICS", "status", "number", "more", "wrong", "len(line)", "len(refused)",  # numbers
    "self._file", "other.name", "other.relative_to(self.folder)", "path", "path.name",  # files of ours
    "self._inbox.name", "mail.host", "what", "topic",  # a host, a part of the inbox, a topic or a label, masked
    "where(fault)", "reason(error)", "reason(fault)", "type(fault).__name__", "fault if known else where(fault)",
    "problem", "damage",  # our own sentences
    "fault", "refused",  # the system's
}  # fmt: skip
"""All that a log line below the wall may hold."""

WORDLESS = {"reason", "where", "type", "isinstance", "kind_of", "getattr", "self._say", "self._set_aside"}
"""What may be asked of an exception that may quote what it stumbled over."""
TOLD = {
    "data/settings/file.py": "an owner's file",
    "data/taxonomies.py": "an owner's file",
    "data/exports/played.py": "a scenario's file",
    "data/exports/sending.py": "a mail server's number, and what is wrong with its certificate",
    "dashboard/alert_rules.py": "an owner's file",
    "dashboard/screens.py": "an owner's file",
    "dashboard/measure/opening.py": "an owner's file",
    "dashboard/measure/shifts.py": "an owner's file",
    "data/settings/secrets.py": "the keyring",
    "data/demonstration/embedded.py": "the demo inbox, before anybody wrote",
    "data/feeding.py": "the demo inbox, before anybody wrote",
    "dashboard/voice/model.py": "the model's file",
}
"""Modules that may say an exception's own words, and whose they are."""


def test_who_takes_a_text_out_of_something_is_written_here():
    found = {name: _texts_of(tree) for name, tree in MODULES.items() if not name.startswith("ui/")}
    assert {name: texts for name, texts in found.items() if texts} == {
        name: row[0] for name, row in READS.items()
    }


def test_who_gets_hold_of_what_carries_words_is_written_here():
    found = {name for name, tree in MODULES.items() if _imported(tree) & CARRIERS}
    assert found == HOLDS.keys()


def test_the_wall_can_draw_only_what_a_snapshot_holds():
    for name, tree in MODULES.items():
        if name.startswith("ui/"):
            assert not _imported(tree) & (CARRIERS | {"model", "ledger"})


@pytest.mark.parametrize("name", [name for name in MODULES if not name.startswith("ui/")])
def test_a_log_line_holds_nothing_that_is_not_written_here(name):
    calls = (node for node in ast.walk(MODULES[name]) if isinstance(node, ast.Call))
    for call in calls:
        if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) in {"log", "logging"}:
            if call.func.attr in {"getLogger", "basicConfig"}:
                continue
            assert isinstance(call.args[0], ast.Constant), "a sentence, not a value"
            assert call.func.attr != "exception", "it would say the exception's own words"
            assert {ast.unparse(each) for each in call.args[1:]} <= LOGGED
            assert not call.keywords, "exc_info would say the exception's own words"


@pytest.mark.parametrize("name", [name for name in MODULES if not name.startswith("ui/")])
def test_what_may_quote_a_value_is_asked_for_its_reason_alone(name):
    quoted = [
        f"line {use.lineno}: {ast.unparse(handler.type)} as {handler.name}"
        for handler in ast.walk(MODULES[name])
        if isinstance(handler, ast.ExceptHandler) and handler.name and _may_quote(handler)
        for use in _own_words(handler)
    ]
    assert (name in TOLD) == bool(quoted), quoted


def _texts_of(tree):
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    return {ast.unparse(node) for node in nodes if node.attr in RAW and isinstance(node.ctx, ast.Load)}


def _imported(tree):
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return {each.name for node in nodes for each in node.names if "voice.terms" not in (node.module or "")}


def _may_quote(handler):
    """Whether it catches more than the system's faults and our own problems, whose words are theirs."""
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    plain = {"OSError", "EOFError", "zlib.error", "ImportError", "FileNotFoundError", "BlockingIOError"}
    ours = {"Refused", "Unreadable", "HistoryDamaged", "HistoryTaken", "EntryFault"}
    return any(
        (said := ast.unparse(kind)) not in plain | ours and not said.endswith("Problem") for kind in kinds
    )


def _own_words(handler):
    """Where the exception itself is used, but for `from` and what is wordless."""
    wordless = {
        id(argument)
        for node in ast.walk(handler)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in WORDLESS
        for argument in node.args
    } | {id(node.cause) for node in ast.walk(handler) if isinstance(node, ast.Raise)}
    for node in ast.walk(handler):
        if isinstance(node, ast.Name) and node.id == handler.name and id(node) not in wordless:
            yield node
