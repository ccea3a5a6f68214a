"""There is a sentence for everything that can happen."""

from typing import get_args

import pytest

from dashboard.model import Storm
from dashboard.snapshot import Notice, Trouble, TroubleKind
from tests.ui import snapshots
from ui.panels import PANELS
from ui.speech import language, spoken, words

KINDS = get_args(TroubleKind)
NOTICES = get_args(Notice.__annotations__["kind"])


@pytest.mark.parametrize("kind", KINDS)
def test_every_trouble_says_what_is_wrong_and_what_to_do(kind):
    advice = words.TROUBLES[kind]
    assert advice.what.endswith(".")
    assert advice.do.endswith((".", "?"))
    reason = words.trouble_reason(Trouble(kind=kind, since=snapshots.AT))
    assert len(reason) <= 68  # one line at 5 m on 55 inches


@pytest.mark.parametrize("kind", KINDS)
def test_the_headline_says_since_when(kind):
    assert words.trouble_headline(Trouble(kind=kind, since=snapshots.AT), "09:42").endswith("since 09:42")


@pytest.mark.parametrize("kind", NOTICES)
@pytest.mark.parametrize("count", [-40, 1, 12])
def test_every_notice_has_a_sentence(kind, count):
    said = words.notice(Notice(kind=kind, count=count, name="Instagram"))
    assert said.endswith(".") or kind in words.FACTS  # what wants nobody's hand is a footnote
    assert "{" not in said


def test_one_is_not_many():
    assert words.notice(Notice(kind="set_aside", count=1)).startswith("1 conversation ")
    assert words.notice(Notice(kind="set_aside", count=3)).startswith("3 conversations ")


@pytest.mark.parametrize(
    ("waits", "times", "said"),
    [
        (41, 4.1, "Storm since 13:05: 41 waits an hour, 4 × usual"),
        (17, 1.62, "Storm since 13:05: 17 waits an hour, 1.6 × usual"),
        (17, None, "Storm since 13:05: 17 waits an hour"),
    ],
)
def test_a_storm_says_since_when_and_how_much(waits, times, said):
    storm = Storm(since=snapshots.AT, waits=waits, usual=10.0, times=times)
    assert words.storm(storm, "13:05").replace(spoken.SPACE, " ") == said


def test_every_panel_has_a_title():
    assert PANELS.keys() <= words.PANELS.keys()


@pytest.mark.parametrize("name", snapshots.HOSTILE)
def test_a_strangers_text_becomes_one_bounded_line(name):
    said = words.plain(name)
    assert said.isprintable()
    assert len(said) <= words.LONGEST_NAME
    assert "\u202e" not in said


def test_megabytes_are_cut_before_they_are_looked_at():
    assert len(words.plain("x" * 10_000_000)) == words.LONGEST_NAME


def test_another_language_needs_no_other_panel():
    with language.speaking("nb"):
        assert words.left_out(("channels", "mood")) == ("utelatt: kanaler, stemning", "utelatt: 2 ruter")
        assert spoken.number(1204) == "1\N{NO-BREAK SPACE}204"
    assert words.left_out(("mood",)) == ("left out: mood", "left out: 1 tile")
