"""Each window speaks its own language, whatever the others, the process and the system speak."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from tests.ui import snapshots, voices
from tests.ui.reading import sentence, texts, tiles, turn_to
from ui.drawing.look import Look
from ui.drawing.quotes import quoted, topic_name
from ui.panels.voice import VoicePanel
from ui.speech import language, spoken
from ui.speech.words import PANELS

SUMMER = datetime(2026, 7, 1, 7, 42, tzinfo=UTC)


@pytest.fixture
def process_speaks_danish():
    language.speak("da")
    yield
    language.speak("en")


def test_two_walls_in_one_process_speak_two_languages(hang, process_speaks_danish):
    norwegian, swedish = (hang(snapshots.busy(), language=name) for name in ("nb", "sv"))
    for _ in range(2):  # whoever was drawn last
        for wall, queue, page in ((norwegian, "Kø", "Nå"), (swedish, "Kö", "Nu")):
            wall.tick()
            wall.grab()
            assert texts(tiles(wall)["queue"])[0] == queue
            assert page in texts(wall.strip)


def test_news_and_turned_pages_are_said_in_the_walls_own_language(hang):
    walls = {name: hang(snapshots.busy(), language=name, pages=("now", "voice")) for name in ("nb", "sv")}
    for wall in walls.values():
        wall.show_snapshot(replace(voices.usual_day(), voice=replace(voices.usual_day().voice, shown=())))
        turn_to(wall, "voice")
    said = {name: sentence(tiles(wall)["voice"]) for name, wall in walls.items()}
    assert "godkjent" in said["nb"]
    assert "godkända" in said["sv"]


def test_a_tile_without_a_wall_speaks_the_processes_language(hang, qtbot, process_speaks_danish):
    wall = hang(snapshots.busy(), language="nb")
    tile = VoicePanel(Look(wall.look.theme, wall.look.sizes))
    qtbot.addWidget(tile)
    assert tile.shown.reason == "alt er ikke læst endnu"


def test_a_wall_that_changes_its_language_says_all_of_it_anew(hang):
    wall = hang(snapshots.busy(), language="nb")
    wall.look = replace(wall.look, language="sv")
    wall._dress(wall.stage.plans)
    wall.show_snapshot(snapshots.busy())
    wall.grab()
    assert texts(tiles(wall)["queue"])[0] == "Kö"


def test_what_is_said_after_a_window_is_the_processes_again():
    with language.speaking("nb"):
        with language.speaking("sv"):
            assert language.say("Queue") == "Kö"
        with language.speaking(""):
            assert language.say("Queue") == "Kø"
        with pytest.raises(ZeroDivisionError), language.speaking("da"):
            raise ZeroDivisionError
        assert language.say("Queue") == "Kø"
    assert language.say("Queue") == "Queue"


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        (["nb-NO", "nb"], "nb"), (["no"], "nb"), (["nn_NO"], "nn"), (["sv-FI"], "sv"), (["da"], "da"),
        (["fi-FI", "sv-FI", "en"], "sv"), (["en-US"], "en"), (["de-DE"], "en"), (["C"], "en"), ([], "en"),
    ],
)  # fmt: skip
def test_the_systems_language_is_taken_where_it_is_one_of_ours(wanted, name):
    assert language.of_system(wanted) == name


def test_what_is_not_translated_is_said_in_english():
    assert language.language("nb").say("never heard of") == "never heard of"
    assert language.language("nb").count("{n} thing", "{n} things", 2) == "{n} things"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("en", "09:42, Mon 09:42, 3 Nov 09:42, 83%, 1,204, 1 h 05, 3 d 4 h"),
        ("nb", "09:42, man. 09:42, 3. nov. 09:42, 83 %, 1 204, 1 t 05 min, 3 d 4 t"),
        ("nn", "09:42, må. 09:42, 3. nov. 09:42, 83 %, 1 204, 1 t 05 min, 3 d 4 t"),
        ("sv", "09:42, mån 09:42, 3 nov. 09:42, 83 %, 1 204, 1 h 05 min, 3 d 4 h"),
        ("da", "09.42, man. 09.42, 3. nov. 09.42, 83 %, 1.204, 1 t 05 min, 3 d 4 t"),
    ],
)
def test_numbers_are_written_as_each_language_writes_them(name, said):
    morning, zone = datetime(2026, 11, 17, 8, 42, tzinfo=UTC), "Europe/Oslo"
    before = [morning - timedelta(days=days) for days in (0, 1, 14)]
    with language.speaking(name):
        found = [
            *(spoken.moment(at, morning, zone) for at in before),
            spoken.percent(0.834), spoken.number(1204), spoken.duration(3900), spoken.duration(273_600),
        ]  # fmt: skip
    assert ", ".join(found).replace(spoken.SPACE, " ") == said


def test_a_moment_is_never_broken_into_two_lines():
    with language.speaking("nb"):
        assert " " not in spoken.moment(SUMMER, SUMMER + timedelta(days=40), "Europe/Oslo")


@pytest.mark.parametrize(
    ("name", "said"), [("en", "1.9 ×"), ("nb", "1,9 ×"), ("sv", "1,9 ×"), ("da", "1,9 ×")]
)
def test_decimals_have_the_languages_sign(name, said):
    with language.speaking(name):
        assert spoken.times(1.9).replace(spoken.SPACE, " ") == said


@pytest.mark.parametrize(
    ("name", "said"), [("nb", "«Å»"), ("nn", "«Å»"), ("sv", "”Å”"), ("da", "»Å«"), ("en", "“Å”")]
)
def test_a_sentence_without_a_known_language_stands_in_the_walls_own_marks(fonts, name, said):
    with language.speaking(name):
        assert quoted("Å", "other") == said


def test_a_topic_is_named_in_the_walls_language_or_its_nearest(fonts):
    names = {"nb": "Faktura", "sv": "Räkning", "en": "Invoice"}
    found = {}
    for name in language.LOCALES:
        with language.speaking(name):
            found[name] = topic_name(names, "invoice")
    assert found == {"nb": "Faktura", "nn": "Faktura", "sv": "Räkning", "da": "Invoice", "en": "Invoice"}


def test_every_title_is_translated():
    for name in language.LOCALES:
        with language.speaking(name):
            assert all(language.say(title) for title in PANELS.values())


def test_a_word_has_another_form_for_what_it_is_said_of():
    with language.speaking("nb"):
        assert language.say("open") == "åpne"
        assert language.say("open", "one conversation") == "åpen"
    assert language.say("open", "one conversation") == "open"
