"""A connection is tried in a process of its own: one order in, one answer out, the token never seen."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from dashboard.set_up import Trial, Tried
from dashboard.settings import Inbox
from data.demo.running import DemoInbox
from tests.fakes.faulty import refused_url

HOUSE = Path(__file__).parents[3]
SECRET = "a-token-that-must-not-be-seen"


def tried(trial, **environment):
    env = {name: value for name, value in os.environ.items() if name != "PULSVEGG_TOKEN"}
    env |= {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"} | environment
    done = subprocess.run(
        [sys.executable, "main.py", "trial"],
        input=msgspec.json.encode(trial), cwd=HOUSE, env=env, capture_output=True, timeout=60, check=True,
    )  # fmt: skip
    assert SECRET.encode() not in done.stdout + done.stderr
    return msgspec.json.decode(done.stdout, type=Tried)


@pytest.fixture(scope="module")
def demo():
    with DemoInbox("--scenario", "weekday", "--days", "1") as running:
        yield running.ready


def test_an_inbox_that_answers_says_who_we_are_what_we_see_and_when_it_is_open(demo):
    inbox = Inbox(address=demo.address, account=demo.account)
    found = tried(Trial(inbox=inbox, token=demo.token, hours=True))
    assert found.good
    assert found.name
    assert "Facebook" in found.channels
    assert found.hours["mon"] == "08:00-22:00"


def test_a_wrong_token_and_a_wrong_account_are_told_apart(demo):
    wrong = tried(Trial(inbox=Inbox(address=demo.address, account=demo.account), token=SECRET))
    assert wrong.trouble == "unauthorised"
    elsewhere = tried(Trial(inbox=Inbox(address=demo.address, account=demo.account + 7), token=demo.token))
    assert elsewhere.trouble in {"unauthorised", "not_found"}


def test_a_server_that_is_not_there_is_a_trouble():
    assert tried(Trial(inbox=Inbox(address=refused_url()), token=SECRET)).trouble == "refused"


def test_without_an_address_or_a_token_it_says_what_is_missing():
    (missing,) = tried(Trial(inbox=Inbox())).faults
    assert (missing.key, missing.what) == ("inbox.address", "no_address")
    (missing,) = tried(Trial(inbox=Inbox(address="http://127.0.0.1:9"))).faults
    assert (missing.key, missing.what) == ("the token", "no_token")
    assert missing.values["address"] == "http://127.0.0.1:9"


def test_a_trial_shows_its_token_to_nobody():
    assert SECRET not in repr(Trial(inbox=Inbox(), token=SECRET))
