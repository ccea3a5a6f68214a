"""The taxonomies that are shipped, and an owner's own, by name or path."""

import tomllib
from functools import cache
from pathlib import Path

import resources
from dashboard.problems import SettingsProblem
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
        raise SettingsProblem((f"voice.taxonomy: {path}: is not TOML: {error}",)) from error
    except FileNotFoundError as error:
        there = ", ".join(shipped())
        fault = f"voice.taxonomy: there is no file {named!r}; shipped are {there}"
        raise SettingsProblem((fault,)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsProblem((f"voice.taxonomy: {path}: can't be read: {reason(error)}",)) from error
    except SettingsProblem as problem:
        raise SettingsProblem(tuple(f"{path.name}: {fault}" for fault in problem.faults)) from problem
