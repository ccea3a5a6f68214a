"""The weights in the program are those that the corpus of replies teaches."""

import msgspec
import pytest

import resources
from dashboard.voice.feelings import WEIGHTS
from data.ear.replies import Reply, learn, read_replies

LINES = (resources.path("corpus") / "replies.jsonl").read_bytes()
REPLIES = read_replies(LINES)


def test_the_weights_are_learned_from_the_replies_that_are_not_held_back():
    learned = learn([reply for reply in REPLIES if not reply.held_back])
    assert learned.keys() == WEIGHTS.keys()
    assert learned == pytest.approx(dict(WEIGHTS), abs=0.011)  # two decimals, whatever adds the sums up


def test_the_order_of_the_replies_makes_no_difference():
    said = [reply for reply in REPLIES if not reply.held_back]
    assert learn(said[::-1]) == pytest.approx(learn(said), abs=0.011)


def test_a_class_is_weighed_by_what_the_replies_say():
    met = [Reply(f"m{number}", "Så leit!", meets_feeling=True) for number in range(20)]
    missed = [Reply(f"n{number}", "Masten er nede.", meets_feeling=False) for number in range(20)]
    learned = learn(met + missed)
    assert learned["feeling"] > 0 > learned["matter"]


def test_a_line_that_is_no_reply_is_refused():
    with pytest.raises(msgspec.ValidationError, match="meets_feeling"):
        read_replies(b'{"id": "1", "reply": "Hei"}\n')
