"""The settings file on disk."""

import pytest

from dashboard.problems import SettingsProblem
from dashboard.settings import Settings
from data.settings.file import load


def test_no_file_is_all_defaults(tmp_path):
    assert load(tmp_path / "settings.toml") == Settings()


def test_a_file_is_read(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text("[polling]\nevery = 15\n[inbox]\npublic_channels = ['Facebook', 'X']\n")
    settings = load(path)
    assert settings.polling.every == 15
    assert settings.inbox.public_channels == ("Facebook", "X")


@pytest.mark.parametrize("content", [b"[polling", b"\xff\xfe\x00", b"a = ", b"a = " + b"[" * 9000])
def test_a_file_that_is_not_toml_is_named(tmp_path, content):
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsProblem, match=r"settings\.toml"):
        load(path)


def test_a_folder_in_its_place_is_named(tmp_path):
    with pytest.raises(SettingsProblem, match="can't be read"):
        load(tmp_path)
