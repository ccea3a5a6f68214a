"""The settings as the dialogs write them: in one step, readable by the owner only, the old file beside it."""

import os
import stat
import tomllib

import pytest

from dashboard.problems import SettingsProblem
from dashboard.settings import Inbox
from data.settings.set_up import SetUpFiles

TABLES = {"inbox": {"address": "https://chat.example.no"}, "screen": {"pages": ["now", "voice"]}}


@pytest.fixture
def files(tmp_path):
    return SetUpFiles(tmp_path / "pulsvegg" / "settings.toml")


def test_what_is_saved_is_read_again(files):
    assert files.tables() == {}
    files.save(TABLES)
    assert files.tables() == TABLES


def test_the_file_is_its_owner_s_alone_and_nothing_else_is_left(files):
    files.save(TABLES)
    assert stat.S_IMODE(files.path.stat().st_mode) == 0o600
    assert [path.name for path in files.path.parent.iterdir()] == ["settings.toml"]


def test_a_file_with_comments_is_kept_beside_the_new_one(files):
    files.path.parent.mkdir()
    files.path.write_text('# ours since 2024\n[inbox]\naddress = "https://chat.example.no" # the new one\n')
    files.save(TABLES)
    before = files.path.with_name("settings.toml.before")
    assert before.read_text().startswith("# ours since 2024")
    assert stat.S_IMODE(before.stat().st_mode) == 0o600
    files.save(TABLES)
    assert before.read_text().startswith("# ours since 2024"), "saving the same again is no change"


def test_a_file_that_another_wrote_meanwhile_is_not_written_over_unless_it_may_be(files):
    files.save(TABLES)
    files.tables()
    files.path.write_text("[goals]\ntarget = 300\n")
    with pytest.raises(SettingsProblem) as caught:
        files.save(TABLES)
    assert [each.what for each in caught.value.found] == ["changed_meanwhile"]
    assert "target = 300" in files.path.read_text()
    files.save(TABLES, over=True)
    assert files.tables() == TABLES
    files.path.unlink()
    with pytest.raises(SettingsProblem, match="changed"):
        files.save(TABLES)


def test_a_file_that_appears_meanwhile_is_noticed_too(files):
    assert files.tables() == {}
    files.path.parent.mkdir()
    files.path.write_text("[goals]\ntarget = 300\n")
    with pytest.raises(SettingsProblem, match="changed"):
        files.save(TABLES)


def test_saving_twice_is_no_change_by_another(files):
    files.tables()
    files.save(TABLES)
    files.save(TABLES)


def test_topics_that_no_feed_could_begin_with_are_not_saved(files, tmp_path):
    own = tmp_path / "own.toml"
    own.write_text("[it]\nwords.nb = 7\n")
    for taxonomy, what in (("telekom", "no_taxonomy"), (str(own), "taxonomy_faulty")):
        with pytest.raises(SettingsProblem) as caught:
            files.save({"voice": {"taxonomy": taxonomy}})
        assert [(each.key, each.what) for each in caught.value.found] == [("voice.taxonomy", what)]
        assert not files.path.exists()
    files.save({"voice": {"taxonomy": "bank"}})


def test_what_is_wrong_changes_nothing(files):
    files.save(TABLES)
    with pytest.raises(SettingsProblem, match=r"polling\.every"):
        files.save({"polling": {"every": 0}})
    assert files.tables() == TABLES


def test_a_link_stays_a_link(files, tmp_path):
    real = tmp_path / "elsewhere.toml"
    real.touch()
    files.path.parent.mkdir()
    files.path.symlink_to(real)
    files.save(TABLES)
    assert files.path.is_symlink()
    assert tomllib.loads(real.read_text()) == TABLES


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_can_not_be_written_is_said(files):
    files.path.parent.mkdir(mode=0o500)
    with pytest.raises(SettingsProblem, match="can't be written"):
        files.save(TABLES)


def test_a_path_that_is_a_folder_is_said(files):
    files.path.mkdir(parents=True)
    with pytest.raises(SettingsProblem, match="can't be"):
        files.save(TABLES)
    with pytest.raises(SettingsProblem, match="can't be read"):
        files.tables()


@pytest.mark.parametrize("content", [b"[inbox", b"\xff\xfe\x00"])
def test_what_is_no_toml_is_said_and_not_written_over(files, content):
    files.path.parent.mkdir()
    files.path.write_bytes(content)
    with pytest.raises(SettingsProblem):
        files.tables()


def test_a_token_is_known_where_it_is_in_the_environment(files, monkeypatch):
    inbox = Inbox(address="https://chat.example.no")
    monkeypatch.setenv("PULSVEGG_TOKEN", "a-token")
    assert files.has_token(inbox)
    assert not files.has_token(Inbox())
