"""The command that takes the opening hours over, run as a person runs it."""

import json

from data.demo.running import DemoInbox
from data.settings.file import load_hours
from tests.fakes.faulty import refused_url
from tests.running import SECRET, run, settings

__all__ = ["settings"]
from tests.data.commands.test_measure import AT, archive


def test_hours_of_the_inbox_are_settings_that_can_be_measured_with(settings, tmp_path):
    file = tmp_path / "hours.toml"
    with DemoInbox("--scenario", "weekday", "--days", "1") as demo:
        settings.write_text(f'[inbox]\naddress = "{demo.ready.address}"\n')
        printed = run("hours", settings=settings, token=demo.ready.agent_token)
        written = run("hours", "--out", file, settings=settings, token=demo.ready.agent_token)
        again = run("hours", "--out", file, settings=settings, token=demo.ready.agent_token)
    assert (printed.returncode, written.returncode, written.stdout) == (0, 0, ""), printed.stderr
    assert file.read_text() == printed.stdout
    assert load_hours(file).week == (((480, 1320),),) * 5 + (((600, 1020),),) * 2
    assert (again.returncode, again.stderr) == (
        2,
        f"{file}: is there already; choose another name, or remove it\n",
    )
    path = archive(tmp_path / "a.jsonl")  # of a Saturday evening: closed
    done = run("measure", path, "--at", AT, "--opening-hours", file, settings=settings)
    assert json.loads(done.stdout)["windows"]["today"]["first_response_time_open"]["median"] == 0


def test_hours_of_an_inbox_without_any_ends_with_2_and_says_so(settings):
    done = run("hours", "--demo", "night", "--days", "1", settings=settings)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Facebook: has no working hours enabled\n" in done.stderr
    nobody = run("hours", "--demo", "weekday", "--days", "1", "--inbox-name", "Fax", settings=settings)
    assert nobody.returncode == 2
    assert "there is no inbox 'Fax'; there are Facebook," in nobody.stderr


def test_hours_of_an_inbox_that_is_away_end_with_2(settings):
    settings.write_text(f'[inbox]\naddress = "{refused_url()}"\n')
    done = run("hours", settings=settings, token=SECRET)
    assert done.returncode == 2
    assert "refused" in done.stderr
    assert SECRET not in done.stderr


def test_hours_of_an_inbox_that_is_not_there_say_what_to_do(settings):
    settings.write_text(f'[inbox]\naddress = "{refused_url()}"\n')
    done = run("hours", settings=settings, token="none")
    assert done.returncode == 2
    assert done.stderr.startswith("refused: is the address right, and the server up?")
    assert "127.0.0.1" in done.stderr
