"""The page Voice: what customers struggle with, in numbers and in their words, and what we say to it."""

import gc
import re
from datetime import timedelta
from itertools import pairwise

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer

from dashboard.voice.turns import TURN, ahead, in_turn, slot
from dashboard.voice.values import Voice
from tests.ui import snapshots, voices
from tests.ui.reading import next_turn, sentence, texts, tiles, turn_to
from ui.drawing.quotes import LONGEST, bare, quoted, topic_name
from ui.panels.struggles import Struggle, fitting, unusual
from ui.panels.turning import TurningPanel
from ui.speech.spoken import SPACE
from ui.speech.words import LONGEST_NAME


def every_turn(wall):
    """Each picture of the page, as its tiles take their turns."""
    panels = [panel for panel in wall.page.panels.values() if isinstance(panel, TurningPanel)]
    for _ in range(2 * max([1, *(len(panel._turns) for panel in panels)])):  # a round, whenever it begins
        yield wall
        for panel in panels:
            next_turn(panel)


@pytest.fixture
def voice(hang):
    """A wall that shows the page Voice."""

    def made(snapshot, **more):
        return hang(snapshot, pages=("voice",), **more)

    return made


def says(wall, name):
    return sentence(tiles(wall)[name])


def roles(wall, name, text):
    return {drawn.role for drawn in tiles(wall)[name].drawn if drawn.text == text}


# ── The struggle board ───────────────────────────────────────────────────────────────────────────────


def test_a_burst_in_words(voice):
    assert says(voice(voices.burst()), "struggles").startswith(
        "Struggles last 60 min, customers 37 Pay-per-view usually none, since 10:52 53% 1 h 19 waiting 35"
        " 15 TV and streaming"
    )


def test_a_burst_is_told_by_colour_shape_and_word(voice):
    wall = voice(voices.burst())
    assert roles(wall, "struggles", "37") == {"bad"}
    assert ("diamond", "bad") in tiles(wall)["struggles"].marks
    assert "since 10:52" in says(wall, "struggles")


def test_what_is_usual_has_no_colour(voice):
    wall = voice(voices.usual_day())
    assert {drawn.role for drawn in tiles(wall)["struggles"].drawn} == {"text", "dim"}
    assert "as usual" in says(wall, "struggles")


def test_the_first_problem_dominates(voice):
    wall = voice(voices.burst())
    sizes = sorted((drawn.px for panel in tiles(wall).values() for drawn in panel.drawn), reverse=True)
    assert sizes[0] >= 1.5 * sizes[1]
    assert next(drawn.text for drawn in tiles(wall)["struggles"].drawn if drawn.px == sizes[0]) == "37"


def test_four_problems_at_five_metres_and_up_to_seven_nearer(voice):
    names = [name["en"] for name in voices.NAMES.values()]
    count = [
        sum(text in names for text in texts(tiles(voice(voices.burst(), distance=metres))["struggles"]))
        for metres in (5.0, 2.0)
    ]
    assert count[0] >= 4 + 1  # praise is named, too
    assert 6 + 1 <= count[1] <= 7 + 1


def test_other_is_left_out_and_praise_is_the_good_news(voice):
    wall = voice(voices.usual_day())
    said = texts(tiles(wall)["struggles"])
    assert "Other" not in said
    assert "Praise 7" in " ".join(said)
    assert ("face positive", "positive") in tiles(wall)["struggles"].marks


@pytest.mark.parametrize(
    ("usual", "times", "burst", "said"),
    [
        (None, None, "", "–"),
        (0.0, None, "", "usually none"),
        (2.0, 1.1, "", "as usual"),
        (2.0, 4.0, "", "4 × usual"),
        (2.0, 1.5, "", "1.5 × usual"),
        (9.0, 0.3, "", "fewer than usual"),
        (2.0, 4.0, "16:00", "4 × usual since 16:00"),
        (0.0, None, "16:00", "usually none, since 16:00"),
        (None, None, "16:00", "since 16:00"),
    ],
)
def test_a_number_is_held_against_what_is_usual(usual, times, burst, said):
    row = Struggle("Invoice", 5, usual=usual, times=times, burst=burst)
    assert unusual(row)[0].replace(SPACE, " ") == said
    assert all("since 16:00" in way.replace(SPACE, " ") for way in unusual(row)) == bool(burst)


def test_of_what_hardly_anybody_writes_there_is_usually_none(voice):
    day = voices.burst()
    rare = replace(
        day, topics=tuple(replace(topic, usual=0.06, times=topic.customers / 0.06) for topic in day.topics)
    )
    said = says(voice(rare), "struggles")
    assert "usually none, since 10:52" in said
    assert not re.search(r"\d ×", said)


def test_a_share_of_a_handful_is_a_dash(voice):
    day = voices.burst()
    few = replace(day, topics=tuple(replace(topic, heard=4) for topic in day.topics))
    assert "53%" not in says(voice(few), "struggles")


def test_rows_share_the_room_and_none_is_half():
    rows = tuple(Struggle(str(index), 9 - index) for index in range(7))
    for ems in range(3, 40):
        it = fitting(rows, float(ems), foot=True)
        assert 1 <= len(it.shown) <= 7
        used = it.hero + it.row * (len(it.shown) - 1) + (1.45 if it.foot else 0.0)
        assert used <= max(ems, 3.3) + 1e-6


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (snapshots.first_fill, "not all is read yet"),
        (snapshots.busy, "no topic was heard yet"),
    ],
)
def test_an_empty_board_is_a_dash_with_its_reason(voice, make, why):
    wall = voice(make())
    assert "–" in texts(tiles(wall)["struggles"])
    assert why in says(wall, "struggles")


def test_where_nobody_has_a_problem_that_is_a_number(voice):
    said = says(voice(voices.quiet()), "struggles")
    assert said.startswith("Struggles last 60 min, customers 0 Nobody wrote of a problem.")


def test_numbers_of_an_hour_that_is_not_all_at_hand_are_no_data(voice):
    day = replace(voices.burst(), known_since=snapshots.AT - timedelta(minutes=30))
    assert "37" not in says(voice(day), "struggles")


# ── One voice at a time ──────────────────────────────────────────────────────────────────────────────


def test_the_sentences_take_turns_in_the_quotation_marks_of_their_language(voice):
    wall, seen = voice(voices.usual_day()), []
    for _ in every_turn(wall):
        wall.grab()
        seen.append(says(wall, "voice"))
    assert [said for said in seen if said.startswith("Voice 20 min ago «Betalte 549")]
    assert [said for said in seen if "”Varför svarar ingen?”" in said]
    assert [said for said in seen if "»Nettet er nede igen.«" in said]
    assert [said for said in seen if "“Black screen.”" in said]
    assert len(set(seen)) == len(voices.SAID)


def test_who_was_masked_is_a_neutral_bar_and_no_letters(voice):
    wall = voice(replace(voices.usual_day(), voice=Voice(shown=voices.SAID[1:2])))
    assert ("block", "neutral") in tiles(wall)["voice"].marks
    assert "▇" not in says(wall, "voice")
    assert ", og regningen" in says(wall, "voice")


def test_turns_are_taken_by_the_walls_clock_and_only_while_the_page_is_seen(hang, qtbot, hands):
    hands.go(ahead(hands.at) - 0.05)  # just before the next turn
    wall = hang(voices.usual_day(), pages=("voice", "now"))
    panel = wall.stage.views["voice"].panels["voice"]
    first = panel.turn[0].id
    hands.go(0.1)
    qtbot.waitUntil(lambda: panel.turn[0].id != first)
    turn_to(wall, "now")
    assert not panel.turns
    turn_to(wall, "voice")
    assert panel.turns


def test_a_killed_sentence_is_gone_at_once_and_the_others_keep_their_turn(voice):
    wall = voice(voices.usual_day())
    panel = tiles(wall)["voice"]
    shown, text, _ = panel.turn[0].id, panel.turn[0].text, wall.grab()
    assert text[1:9] in says(wall, "voice")
    others = [each for each in voices.SAID if each.id != shown]
    for left in range(len(others), 0, -1):  # whatever becomes of others, within a turn it stays
        rest = tuple(each for each in voices.SAID if each.id == shown or each in others[:left])
        wall.show_snapshot(replace(voices.usual_day(), voice=Voice(shown=rest)))
        assert panel.turn[0].id == shown
    wall.show_snapshot(replace(voices.usual_day(), voice=Voice(shown=tuple(others))))
    wall.grab()
    assert panel.turn[0].id in {each.id for each in others}
    assert text[1:9] not in says(wall, "voice")


def test_walls_of_any_size_show_the_same_sentence_at_the_same_moment(voice, hands):
    said = replace(voices.usual_day(), voice=Voice(shown=voices.SAID))
    walls = [voice(said, distance=3.0), voice(said, size=(3840, 2160), distance=5.0)]
    seen = []
    for _ in range(2 * len(voices.SAID)):
        panels = [tiles(wall)["voice"] for wall in walls]
        for panel in panels:
            panel.look_at_clock()
        assert len({panel.turn[0].id for panel in panels}) == 1
        seen.append(panels[0].turn[0].id)
        hands.go(TURN)
    assert set(seen) == {each.id for each in voices.SAID}
    assert all(one != other for one, other in pairwise(seen))


def test_none_released_says_so(voice):
    assert says(voice(voices.quiet()), "voice") == "Voice – no sentence is released"


def test_in_automatic_mode_the_wall_says_when_the_first_one_comes(voice):
    waits = Voice(candidates=voices.SAID, automatic_after=1500.0)
    said = says(voice(replace(voices.usual_day(), voice=waits)), "voice")
    assert "the first sentence comes at 14:37" in said


def test_what_has_no_room_is_passed_over_and_never_cut(voice):
    long = voices.sentence("så langt at en vegg ikke har plass " * 6, key="long")
    wall = voice(replace(voices.usual_day(), voice=Voice(shown=(long, *voices.SAID[:1]))), distance=8.0)
    for _ in range(4):
        assert tiles(wall)["voice"].turn[0].id == "a"
        next_turn(tiles(wall)["voice"])
    none = voice(replace(voices.usual_day(), voice=Voice(shown=(long,))), distance=8.0)
    assert "no sentence has room here" in says(none, "voice")


def test_in_another_size_it_is_again_the_turn_of_the_one_that_now_has_room(voice, hands):
    long = voices.sentence("så langt at en vegg ikke har plass " * 4, key="long")
    day = replace(voices.usual_day(), voice=Voice(shown=(long, voices.SAID[0])))
    hands.go(ahead(hands.at) + 1.0)
    if in_turn(("long", "a"), slot(hands.at))[0] != "long":
        hands.go(TURN)
    wall = voice(day, distance=8.0)
    panel = tiles(wall)["voice"]
    assert panel.turn[0].id == "a"
    panel.resize(3000, 2000)
    panel.grab()
    assert panel.turn[0].id == "long"


@pytest.mark.parametrize("text", [voices.WORST[0], voices.WORST[1], voices.WORST[5], "", "▇▇▇", " \n "])
def test_what_can_not_be_said_whole_is_not_said(text):
    assert quoted(text, "nb") is None


def test_markup_is_drawn_as_it_is_typed_and_marks_of_control_are_not(qapp):
    assert quoted(voices.WORST[2], "en") == "“<b>fet</b> <img src='/etc/passwd'> &amp; %s {0}”"
    for text in voices.WORST:
        said = quoted(text, "other") or ""
        assert said.isprintable()
        assert "\u202e" not in said
        assert len(said) <= LONGEST + 2
    assert bare("e\u0301\u0302\u0303\u0304\u0305") == "é"
    assert bare("Så fint 😀🔥 at det virker") == "Så fint at det virker"


def test_a_topic_without_a_name_in_the_walls_language_has_another():
    assert topic_name({"nb": "Faktura", "en": "Invoice"}, "invoice") == "Invoice"
    assert topic_name({"nb": "Faktura"}, "invoice") == "Faktura"
    assert topic_name({"": "VIP"}, "vip") == "VIP"
    assert topic_name({}, "invoice") == "invoice"
    assert len(topic_name({"en": "x" * 10_000}, "invoice")) == LONGEST_NAME


# ── What we say, and what is new ─────────────────────────────────────────────────────────────────────


def test_what_we_say_stands_beside_the_board_as_long_as_it_holds(voice):
    wall = voice(voices.stated())
    said = [says(wall, "statements") for _ in every_turn(wall) if wall.grab()]
    assert (
        "We say now until 17:32 Pay-per-view Feilen er funnet. Kjøpet betales tilbake av seg selv."
        " Nett: being worked on"
    ) in said
    assert [each for each in said if each.startswith("You said, we fixed")]
    past = replace(
        voices.stated(), reading=replace(voices.stated().reading, at=snapshots.AT + timedelta(hours=4))
    )
    assert "statements" not in tiles(voice(past))


def test_what_was_mended_is_good_news(voice):
    wall = voice(replace(voices.stated(), statements=voices.HOLDS[1:]))
    assert says(wall, "statements").startswith("You said, we fixed")
    assert roles(wall, "statements", "fixed") == {"good"}


def test_a_long_statement_is_said_in_turns_and_nothing_is_left_out(voice):
    text = " ".join(f"ord{index}" for index in range(45))
    wall = voice(replace(voices.stated(), statements=(replace(voices.HOLDS[0], text=text),)))
    sheets, panel = {}, tiles(wall)["statements"]
    for _ in range(3 * len(panel._turns)):
        panel.grab()
        sheets[panel.turn.number] = texts(panel)
        next_turn(panel)
    said = [text for number in sorted(sheets) for text in sheets[number]]
    assert [word for line in said for word in line.split() if word.startswith("ord")] == text.split()


def test_a_tile_with_nothing_to_say_gives_its_room_away(voice):
    with_words = voice(voices.stated())
    assert {"statements"} == tiles(with_words).keys() & {"statements", "fresh"}
    with_news = voice(voices.burst())
    assert {"fresh"} == tiles(with_news).keys() & {"statements", "fresh"}
    alone = voice(replace(voices.burst(), terms=(), places=()))
    assert not tiles(alone).keys() & {"statements", "fresh"}
    assert tiles(alone)["voice"].height() > 1.3 * tiles(with_news)["voice"].height()


def test_words_come_and_go_without_a_page_being_turned(voice):
    wall = voice(voices.burst())
    wall.show_snapshot(voices.stated())
    wall.grab()
    assert "We say now" in says(wall, "statements")
    wall.show_snapshot(voices.burst())
    assert "statements" not in tiles(wall)


def test_what_is_new_is_said_of_at_least_five_customers(voice):
    said = says(voice(voices.burst()), "fresh")
    assert said.startswith("New today customers 43 kampen 16 kjøpet")
    assert "449" not in said
    assert "Bergen 12" in said
    assert "Moss" not in said


# ── Old numbers, many Snapshots ──────────────────────────────────────────────────────────────────────


def test_an_old_picture_is_grey(voice):
    wall = voice(voices.cut_off())
    grey = wall.look.theme.roles["faded"]
    assert {wall.look.colour(drawn.role).name() for drawn in tiles(wall)["struggles"].drawn} == {grey}
    assert tiles(wall)["voice"].look.faded
    assert "No contact since" in says(wall, "strip")


@pytest.mark.parametrize("state", sorted(voices.STATES))
def test_the_same_snapshot_again_repaints_nothing(voice, state):
    wall = voice(voices.STATES[state]())
    assert wall.page.present(voices.STATES[state]()) == 0


def test_snapshots_and_turns_make_no_object(voice):
    wall = voice(voices.stated())
    states = [make() for make in voices.STATES.values()]
    before = things(wall)
    for index in range(200):
        wall.show_snapshot(states[index % len(states)])
        for panel in wall.page.panels.values():
            if isinstance(panel, TurningPanel):
                next_turn(panel)
        if index % 20 == 0:
            wall.grab()
    assert things(wall) == before


def things(wall):
    gc.collect()
    return len(wall.findChildren(QObject)), len(wall.findChildren(QTimer))


# ── The strip knows it on every page ─────────────────────────────────────────────────────────────────


def test_the_strip_tells_the_largest_burst_on_every_other_page(hang):
    said = "Pay-per-view: 37 customers since 10:52, and 1 more"
    assert said in says(hang(voices.burst()), "strip")
    assert said not in says(hang(voices.burst(), pages=("voice",)), "strip")
    assert said not in says(hang(voices.usual_day()), "strip")
    assert said not in says(hang(voices.cut_off()), "strip")


def test_a_storm_comes_before_a_burst(hang):
    said = says(hang(voices.stated_storm()), "strip")
    assert said.index("Storm since") < said.index("Above all Pay-per-view")
    near = says(hang(voices.stated_storm(), distance=0.8, diagonal=24.0), "strip")
    assert near.index("Storm since") < near.index("Pay-per-view: 37 customers")


def test_a_burst_never_costs_a_page_a_third_line(hang):
    for metres in (3.0, 5.0, 8.0):
        one, two = hang(voices.stated_storm(), distance=metres), hang(snapshots.storm(), distance=metres)
        assert one.strip.lines() == two.strip.lines()
    channel_and_burst = replace(voices.burst(), notices=snapshots.noticed().notices)
    assert hang(channel_and_burst).strip.lines() == 2
