"""What listens to the customers: the masking and the board of struggles, of the resources and the settings."""

import tomllib
from zoneinfo import ZoneInfo

import resources
from dashboard.ports import Deeds
from dashboard.settings import Settings
from dashboard.struggles import Struggles
from dashboard.voice.candidates import Picker, unfit_words
from dashboard.voice.masking import BLOCK
from dashboard.voice.queue import VoiceQueue
from dashboard.voice.talk import Talk
from dashboard.voice.taxonomy_file import LANGUAGES
from dashboard.voice.values import ByLanguage
from data import taxonomies
from data.ear import corrections
from data.gazetteer import places
from data.names import masker


def struggles(settings: Settings, deeds: Deeds) -> Struggles:
    """The board of an inbox, by the owner's taxonomy. Raises SettingsProblem where that can't be used."""
    unfit = unfit_words(tomllib.loads(resources.path("voice", "unfit.toml").read_text(encoding="utf-8")))
    return Struggles(
        topic_names(settings),
        Picker(masker().mask, BLOCK, unfit),
        VoiceQueue(deeds, settings.voice, corrections.add),
        Talk(places()),
        ZoneInfo(settings.goals.timezone),
    )


def topic_names(settings: Settings) -> dict[str, ByLanguage]:
    """What the owner's topics are called. Raises SettingsProblem where the taxonomy can't be used."""
    taxonomy = taxonomies.load(settings.voice.taxonomy)
    return {topic: {each: taxonomy.name(topic, each) for each in LANGUAGES} for topic in taxonomy.ids}
