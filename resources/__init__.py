"""The still things: themes, fonts, phrases, scenarios; opened with `path`."""

from pathlib import Path


def path(*parts: str) -> Path:
    """The file or folder of that name beneath the resources."""
    return Path(__file__).parent.joinpath(*parts)
