import json
import stat
from datetime import UTC, datetime

from dashboard.voice.values import Correction, Sentence
from data.ear.corrections import add
from data.ear.labelled import read

SENTENCE = Sentence(
    id="abc",
    at=datetime(2026, 11, 19, 12, tzinfo=UTC),
    text="Takk for ingenting, ▇▇▇!",
    topic="praise",
    mood="positive",
    language="nb",
)


def test_a_correction_is_a_labelled_line_that_can_be_learned_from(tmp_path):
    file = tmp_path / "state" / "corrections.jsonl"
    add(Correction(sentence=SENTENCE, sentiment="negative", topic="waiting_for_us", by="Kari"), file)
    add(Correction(sentence=SENTENCE, sentiment="neutral", topic="other", by="Ola"), file)
    first, second = read(file)
    assert (first.text, first.lang, first.feeling, first.topic) == (
        "Takk for ingenting, ▇▇▇!",
        "nb",
        "negative",
        "waiting_for_us",
    )
    assert second.feeling == "neutral"
    assert json.loads(file.read_text(encoding="utf-8").splitlines()[0])["by"] == "Kari"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_where_it_can_not_be_written_the_log_says_so(tmp_path, logs):
    (tmp_path / "state").write_text("a file where the folder should be")
    logs.expect("a correction can't be kept")
    add(
        Correction(sentence=SENTENCE, sentiment="negative", topic="other", by="Kari"),
        tmp_path / "state" / "corrections.jsonl",
    )
