"""A scenario that can't be played is refused by file and key; a phrase bank likewise."""

from random import Random

import pytest

from data.demo.phrases import read_phrases
from data.demo.rota import hours_of, shift_of
from data.demo.scenario import NAMES, SCENARIOS, ScenarioError, read_scenario
from data.demo.world import World

from .conftest import WEDNESDAY


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_scenario_can_be_read(name):
    assert read_scenario(name).name == name


@pytest.mark.parametrize(
    ("change", "key", "what"),
    [
        (("capacity = 50", 'capacity = "half"'), "agents[0].capacity", "Expected `int`"),
        (("capacity = 50", "capacity = 0"), "agents.Anna Berg.capacity", "1 to 100"),
        (("capacity = 50", "capasity = 50"), "agents[0]", "unknown field `capasity`"),
        (('timezone = "Europe/Oslo"', 'timezone = "Europe/Olso"'), "timezone", "not a time zone"),
        (('mon = "08:00-22:00"', 'mon = "8-late"'), "opening_hours.mon", "08:00-22:00"),
        (
            ('shifts = ["mon-fri 08:00-15:30"]', 'shifts = ["man-fre 08:00-15:30"]'),
            "agents.Anna Berg.shifts",
            "mon-fri",
        ),
        (('name = "Bo Lund"', 'name = "Anna Berg"'), "agents", "same name"),
        (("negative = 0.42\nneutral = 0.45\npositive = 0.13", "negative = 0"), "moods", "weights"),
        (("conversations_a_week", "conversations_a_month"), "arrivals", "unknown field"),
        (("[arrivals]", "[arrivals"), "", "is not TOML"),
    ],
)
def test_a_fault_is_told_by_file_and_key(tmp_path, change, key, what):
    text = (SCENARIOS / "weekday.toml").read_text(encoding="utf-8")
    assert change[0] in text
    path = tmp_path / "mine.toml"
    path.write_text(text.replace(*change, 1), encoding="utf-8")

    with pytest.raises(ScenarioError) as caught:
        read_scenario(path)
    assert str(caught.value).startswith(f"{path}: {key}")
    assert what in str(caught.value)


def test_an_unknown_scenario_is_told_with_those_that_are_known():
    with pytest.raises(ScenarioError, match="calm, night, storm, weekday"):
        read_scenario("hurricane")


def test_members_and_those_on_duty_must_be_agents(tmp_path):
    text = (SCENARIOS / "storm.toml").read_text(encoding="utf-8")
    path = tmp_path / "storm.toml"
    path.write_text(text.replace('on_duty = ["Erlend Vik"', 'on_duty = ["Erling Vik"'), encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"evening\.on_duty: 'Erling Vik' is not an agent"):
        read_scenario(path)


def test_hours_and_shifts_are_read():
    assert hours_of("08:00-24:00") == (480, 1440)
    night = shift_of("fri-sat 22:00-06:00")
    assert night.covers(4, 23 * 60)
    assert night.covers(6, 5 * 60)  # Sunday morning still belongs to Saturday's shift
    assert not night.covers(4, 5 * 60)
    assert shift_of("sun 10:00-17:00").covers(6, 600)


def test_a_tiny_bank_is_enough_for_every_language_and_topic(tiny_bank):
    world = World(read_scenario("weekday"), read_phrases(tiny_bank), start=WEDNESDAY, past_days=1)
    assert len(world.account.facts.incoming) > 300


def test_a_phrase_is_looked_for_by_part_topic_and_mood_and_then_less_exactly(tiny_bank):
    speech, rng = read_phrases(tiny_bank)["sv"], Random(1)

    assert speech.customer(rng, "opening", "invoice", "neutral").text == "Hvor finner jeg fakturaen?"
    assert speech.customer(rng, "opening", "invoice", "negative").text == "Hvor finner jeg fakturaen?"
    assert speech.customer(rng, "opening", "roaming", "negative").text == "Nettet er nede!!"
    assert speech.customer(rng, "thanks", "roaming").text == "Tusen takk!"
    assert speech.agent(rng, "cold", "invoice").text == "Se nettsiden."


def test_a_folder_without_phrases_is_refused(tmp_path):
    with pytest.raises(ScenarioError, match="no phrase bank"):
        read_phrases(tmp_path)


def test_a_faulty_bank_is_told_by_file_and_key(tiny_bank):
    path = tiny_bank / "nb.toml"
    whole = path.read_text(encoding="utf-8")

    path.write_text(whole.replace('mood = "neutral"', 'mood = "grumpy"', 1), encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"nb\.toml: customer\[1\]\.mood: Invalid enum value 'grumpy'"):
        read_phrases(tiny_bank)
    path.write_text(whole.replace("[[note]]", "[[other]]"), encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"nb\.toml: the file: .*`note`"):
        read_phrases(tiny_bank)
