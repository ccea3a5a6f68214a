"""Dialogs on settings that are real files, driven by keys and clicks."""

import sys
from pathlib import Path

import pytest

from data.settings.set_up import SetUpFiles

MAIN = Path(__file__).parents[3] / "main.py"
TRIAL = [sys.executable, str(MAIN), "trial"]


@pytest.fixture
def look(fonts):
    from ui.drawing.style import look_at
    from ui.drawing.theme import load

    return look_at(load("dark"), 1.0)


@pytest.fixture
def files(tmp_path):
    """A settings file that is not there yet."""
    return SetUpFiles(tmp_path / "pulsvegg" / "settings.toml")


@pytest.fixture
def keyring(monkeypatch):
    """A keyring that is empty, and forgets with the test: address and account, then the token."""
    import keyring as real
    from keyring.backend import KeyringBackend

    kept = {}

    class Drawer(KeyringBackend):
        priority = 1

        def get_password(self, _service, username):
            return kept.get(username)

        def set_password(self, _service, username, password):
            kept[username] = password

    monkeypatch.delenv("PULSVEGG_TOKEN", raising=False)
    before = real.get_keyring()
    real.set_keyring(Drawer())
    yield kept
    real.set_keyring(before)
