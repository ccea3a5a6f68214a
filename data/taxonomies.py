"""The taxonomies that are shipped, and an owner's own, by name or path."""

import tomllib
from functools import cache
from pathlib import Path

import resources
from dashboard.faults import fault, quote
from dashboard.problems import SettingsProblem
from dashboard.settings import Settings
from dashboard.voice.topics import Taxonomy
from dashboard.wordless import reason


def shipped() -> tuple[str, ...]:
    """The names of the taxonomies that come with the program."""
    return tuple(sorted(path.stem for path in resources.path("topics").glob("*.toml")))


@cache
def load(named: str) -> Taxonomy:
    """The taxonomy of that name, or in the file at that path.

    Raises SettingsProblem with every fault, each with its key.
    """
    path = resources.path("topics", f"{named}.toml") if named in shipped() else Path(named).expanduser()
    try:
        return Taxonomy.from_mapping(tomllib.loads(path.read_bytes().decode("utf-8-sig")))
    except tomllib.TOMLDecodeError as error:
        raise SettingsProblem(
            (fault("voice.taxonomy", "taxonomy_no_toml", file=str(path), detail=str(error)),)
        ) from error
    except FileNotFoundError as error:
        missing = fault("voice.taxonomy", "no_taxonomy", value=quote(named), known=shipped())
        raise SettingsProblem((missing,)) from error
    except (OSError, UnicodeDecodeError) as error:
        unread = fault("voice.taxonomy", "taxonomy_unread", file=str(path), detail=reason(error))
        raise SettingsProblem((unread,)) from error
    except SettingsProblem as problem:
        raise SettingsProblem(tuple(f"{path.name}: {line}" for line in problem.faults)) from problem


def usable(settings: Settings) -> Settings:
    """The settings, if the feed could begin with them.

    Raises SettingsProblem, in one line: how many faults the taxonomy's file has, `check` says which.
    """
    try:
        load(settings.voice.taxonomy)
    except SettingsProblem as problem:
        if all(each.key for each in problem.found):
            raise
        many = fault(
            "voice.taxonomy", "taxonomy_faulty", value=quote(settings.voice.taxonomy), many=len(problem.found)
        )
        raise SettingsProblem((many,)) from problem
    return settings
