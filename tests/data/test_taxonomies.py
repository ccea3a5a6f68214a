"""The taxonomies that are shipped hold together, and an owner's own is read from its path."""

import json
import zlib

import pytest

import resources
from dashboard.problems import SettingsProblem
from data.taxonomies import load, shipped

TELECOM = (
    *("broadband_down", "broadband_slow", "mobile_coverage", "tv_and_streaming", "pay_per_view", "invoice"),
    *("price_rise", "delivery_and_technician", "cancel_and_binding", "moving", "roaming", "app_and_login"),
    *("waiting_for_us", "fraud_and_privacy", "device", "praise", "other"),
)


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_taxonomy_has_no_fault_and_what_every_trade_has(name):
    ids = load(name).ids  # faults raise: doubled, empty and unreachable words, missing names and languages
    assert 10 <= len(ids) <= 17
    assert {"waiting_for_us", "praise", "other"} <= set(ids)
    assert ids[-1] == "other"


def test_the_telecoms_topics_are_those_of_the_corpus():
    assert sorted(load("telecom").ids) == sorted(TELECOM)


def test_the_telecoms_words_find_the_writers_topic():
    """Macro-F1 on the corpus' test part; the whole of the figures is in ARCHITECTURE.md."""
    lines = [
        json.loads(line)
        for file in sorted(resources.path("corpus").glob("[!r]*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    test = [line for line in lines if zlib.crc32(line["id"].encode()) % 5 == 0]
    telecom = load("telecom")
    said = [
        best[0] if best else "other" for best in telecom.best(telecom.hits([line["text"] for line in test]))
    ]
    assert macro_f1([line["topic"] for line in test], said) >= 0.58  # .608 when it was written


def macro_f1(meant, said):
    scores = []
    for topic in set(meant):
        both = sum(a == b == topic for a, b in zip(meant, said, strict=True))
        scores.append(2 * both / (meant.count(topic) + said.count(topic)))
    return sum(scores) / len(scores)


def test_an_owners_own_file_is_read_from_its_path(tmp_path):
    own = tmp_path / "own.toml"
    words = "\n".join(
        f'words.{language} = ["aa"]\nname.{language} = "A"' for language in ("nb", "nn", "sv", "da", "en")
    )
    own.write_text(f"[it]\n{words}\n", encoding="utf-8-sig")
    assert load(str(own)).topics("aa") == ("it",)


def test_a_file_that_is_not_there_names_those_that_are(tmp_path):
    with pytest.raises(
        SettingsProblem, match=r"voice\.taxonomy: there is no file 'telekom'; shipped are .*telecom"
    ):
        load("telekom")


def test_a_file_with_faults_says_them_with_its_name(tmp_path):
    (tmp_path / "own.toml").write_text("[it]\nwords.nb = 7\n")
    with pytest.raises(SettingsProblem) as caught:
        load(str(tmp_path / "own.toml"))
    assert "own.toml: it.words.nb: must be a list of texts" in caught.value.faults


def test_what_is_not_toml_or_no_text_is_said(tmp_path):
    for name, content in (("a.toml", b"[it"), ("b.toml", b"\xff\xfe\xfa")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(SettingsProblem, match=r"voice\.taxonomy: .*(is not TOML|can't be read)"):
            load(str(tmp_path / name))
