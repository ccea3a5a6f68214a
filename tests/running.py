"""Runs commands as a person does: in a process of its own, with settings of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
SECRET = "a-token-that-must-not-be-seen"


@pytest.fixture
def settings(tmp_path):
    """An empty settings file: all defaults."""
    path = tmp_path / "settings.toml"
    path.touch()
    return path


def run(*arguments, settings, token=None, told=None, **environment):
    """A command with a settings file of its own, away from the owner's; `told` comes through a pipe."""
    there = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    there |= {
        "PULSVEGG_STATE": str(settings.parent / "state"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    there |= environment | ({"PULSVEGG_TOKEN": token} if token else {})
    pipe = {"stdin": subprocess.DEVNULL} if told is None else {"input": told}
    done = subprocess.run(
        [sys.executable, "main.py", "--settings", settings, *arguments],
        cwd=HOUSE, env=there, capture_output=True, timeout=120, check=False, **pipe,
    )  # fmt: skip
    done.stdout, done.stderr = done.stdout.decode(), done.stderr.decode()
    return done
