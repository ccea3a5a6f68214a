"""The settings of the files that leave the program."""

import pytest

from dashboard.problems import SettingsProblem
from dashboard.settings import Settings, from_mapping


def faults(mapping):
    with pytest.raises(SettingsProblem) as caught:
        from_mapping(mapping)
    return caught.value.faults


def test_nothing_is_written_and_sent_unless_it_is_set():
    assert Settings().exports.folder == ""
    assert Settings().mail.host == ""
    assert Settings().benchmarks == ()


def test_what_is_wrong_is_said_with_its_key():
    assert "exports.formats" in faults({"exports": {"formats": ["docx"]}})[0]
    assert "exports.at" in faults({"exports": {"at": "noon"}})[0]
    assert "mail.tls" in faults({"mail": {"tls": "none"}})[0]
    assert "mail.port" in "".join(faults({"mail": {"port": 0}}))


def test_mail_needs_who_sends_and_who_gets_it():
    assert faults({"mail": {"host": "mail.example.no"}}) == (
        "mail.recipients: must be an address such as name@example.no",
        "mail.sender: must be an address such as name@example.no",
    )
    said = {
        "host": "mail.example.no",
        "sender": "wall@example.no",
        "recipients": ["a@example.no, b@example.no"],
    }
    assert faults({"mail": said})[0].startswith("mail.recipients")
    good = said | {"recipients": ["a@example.no"]}
    assert from_mapping({"mail": good}).mail.recipients == ("a@example.no",)


def test_a_benchmark_has_a_figure_and_a_source():
    assert faults({"benchmarks": {"KLM": {}}}) == (
        "benchmarks.KLM.source: must say where the figures are from",
        "benchmarks.KLM: must have response_rate, response_time, or both",
    )
    assert "response_rate" in faults({"benchmarks": {"KLM": {"response_rate": 65, "source": "x"}}})[0]
    many = {str(each): {"response_rate": 0.5, "source": "x"} for each in range(4)}
    assert faults({"benchmarks": many}) == ("benchmarks: there must be at most 3, are 4",)
    assert faults({"benchmarks": 3}) == ("benchmarks: must be tables, [benchmarks.NAME]",)
