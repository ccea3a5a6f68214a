"""The command that tries everything, run as a person runs it."""

import pytest

from data.demo.running import DemoInbox
from tests.running import run, settings

__all__ = ["settings"]


def test_check_tries_everything_and_is_content_with_a_good_inbox(settings):
    with DemoInbox("--scenario", "calm", "--days", "1") as demo:
        settings.write_text(f'[inbox]\naddress = "{demo.ready.address}"\n')
        done = run("check", settings=settings, token=demo.ready.agent_token)
    assert done.returncode == 0, done.stdout + done.stderr
    tried = [line.split(":")[0].split(maxsplit=1)[1] for line in done.stdout.splitlines()]
    assert tried == ["settings", "inbox", "rights", "clock", "time zone", "topics", "disk", "fonts"]
    assert "a plain agent's token" in done.stdout


@pytest.mark.parametrize(
    ("more", "token", "said"),
    [
        ("", "wrong", "unauthorised: the token is wrong"),
        ("account = 99", "demo-administrator-token", "not_found: is inbox.account right?"),
    ],
)
def test_check_says_what_is_wrong_and_what_to_do(settings, more, token, said):
    with DemoInbox("--scenario", "calm", "--days", "1") as demo:
        settings.write_text(f'[inbox]\naddress = "{demo.ready.address}"\n{more}\n')
        done = run("check", settings=settings, token=token)
    assert done.returncode == 1
    assert said in done.stdout


def test_check_says_what_is_wrong_with_a_taxonomy(settings):
    own = settings.parent / "own.toml"
    own.write_text('[invoice]\nwords.nb = ["e-post"]\n')
    settings.write_text(f'[voice]\ntaxonomy = "{own.as_posix()}"\n')
    done = run("check", settings=settings, token="none")
    assert done.returncode == 1
    assert (
        "own.toml: invoice.words.nb[0]: 'e-post': 'e-post' is not one word: write its parts apart"
        in done.stdout
    )


def test_check_tries_where_files_and_mail_go_and_names_the_setting(settings):
    taken = settings.parent / "a file"
    taken.touch()
    mail = "host = '127.0.0.1'\nport = 1\nsender = 'a@example.no'\nrecipients = ['b@example.no']\n"
    settings.write_text(f"[exports]\nfolder = '{taken.as_posix()}'\n[mail]\n{mail}")
    said = run("check", settings=settings).stdout
    assert "can't be written: File exists; give rights to it, or set exports.folder to another" in said
    assert "WRONG  mail: 127.0.0.1:1 doesn't answer: Connection refused; see mail.host and mail.port" in said
    settings.write_text(f"[mail]\n{mail}user = 'wall'\n")
    assert (
        "WRONG  mail: the mail's password: there is none for wall; store it"
        in run("check", settings=settings).stdout
    )


def test_check_says_a_name_that_no_channel_has(settings):
    """A typo makes nothing public, and an alert that never comes, without a word."""
    with DemoInbox("--scenario", "calm", "--days", "1") as demo:
        rule = 'number = "now.longest_wait"\nabove = 1800\nminutes = 5\nchannel = "Instagramm"\n'
        settings.write_text(
            f'[inbox]\naddress = "{demo.ready.address}"\npublic_channels = ["Facebok", "X"]\n[alerts.Wait]\n{rule}'
        )
        done = run("check", settings=settings, token=demo.ready.token)
    assert done.returncode == 1
    wrong = [line for line in done.stdout.splitlines() if line.startswith("WRONG")]
    assert len(wrong) == 2
    assert "inbox.public_channels: the token sees no inbox called 'Facebok'; it sees Facebook, " in wrong[0]
    assert "alerts.Wait: the token sees no inbox called 'Instagramm'" in wrong[1]


def test_check_says_that_a_wall_is_black_because_it_was_told_to_be(settings):
    settings.write_text('[screens.hall]\noff = { daily = "24h" }\n[screens.lobby]\n')
    said = run("check", settings=settings).stdout
    assert "ok     screen: black just now, as screens.hall.off says; D on the wall lights it\n" in said
    assert "lobby" not in said


def test_check_tells_a_clock_that_is_off(settings):
    with DemoInbox("--scenario", "calm", "--days", "1", "--start", "2026-01-01T00:00:00Z") as demo:
        settings.write_text(f'[inbox]\naddress = "{demo.ready.address}"\n')
        done = run("check", settings=settings, token=demo.ready.token)
    assert done.returncode == 1
    assert "ahead of the inbox; switch on time synchronisation" in done.stdout
