"""The ear as it is shipped hears what is plain, and says something of whatever is written."""

import msgspec
import numpy as np
import pytest

import resources
from dashboard.problems import ModelProblem
from dashboard.settings import Settings
from dashboard.voice.ear import TOGETHER, TrainedEar
from dashboard.voice.features import features
from dashboard.voice.model import STEPS, Head, Model, Scorer
from dashboard.voice.sentiment import MOODS
from data.ear.hearing import ear, model_path, shipped
from data.ear.labelled import read
from data.taxonomies import load


@pytest.fixture(scope="module")
def hearing():
    return ear(Settings())


ODD = ["", " ", "?", "👍", "\x00", "12345", "مرحبا", "x" * 9000, "\ud800", "ikke", "É"]


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("Dette er helt elendig, jeg er så lei av dere!!!", "negative"),
        ("Nettet er nede IGJEN, dette er for dårlig", "negative"),
        ("Eg er så skuffa over dykk, dette er for dårleg", "negative"),
        ("Så jävla dåligt, jag är så trött på er", "negative"),
        ("Det er simpelthen for dårligt, jeg er så træt af jer", "negative"),
        ("Terrible service, I am so disappointed", "negative"),
        ("Tusen takk for god hjelp, dere er best!", "positive"),
        ("Tusen takk for god hjelp, de er best!", "positive"),
        ("Stort tack för snabb hjälp, ni är bäst!", "positive"),
        ("Tusind tak for den gode hjælp, I er de bedste!", "positive"),
        ("Thank you so much for the quick help, you are the best!", "positive"),
        ("Hvordan bytter jeg adresse på fakturaen?", "neutral"),
        ("Hur byter jag adress på fakturan?", "neutral"),
        ("Hvordan skifter jeg adresse på fakturaen?", "neutral"),
    ],
)
def test_a_plain_mood_is_the_likeliest(hearing, text, mood):
    """In English the ear is often unsure of it all the same: few of the lines it learned from are English."""
    (shares,) = hearing.probabilities([text])
    (heard,) = hearing.hear([text])
    assert MOODS[shares.argmax()] == mood
    assert heard.mood in ({mood, "unsure"} if heard.language == "en" else {mood})


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Jeg får ikke logget inn i appen, hva gjør jeg?", "nb"),
        ("Eg får ikkje logga inn i appen, kva gjer eg no?", "nn"),
        ("Jag kan inte logga in i appen, vad gör jag?", "sv"),
        ("Jeg kan ikke logge ind i appen, hvad gør jeg?", "da"),
        ("I can't log in to the app, what should I do?", "en"),
        ("Milloin asentaja tulee? En ole saanut mitään viestiä.", "other"),
        ("Internet funktioniert seit gestern nicht, wann wird das repariert?", "other"),
        ("لا يعمل الإنترنت", "other"),
        ("👍👍", "other"),
        ("", "other"),
    ],
)
def test_a_language_is_told(hearing, text, language):
    (heard,) = hearing.hear([text])
    assert heard.language == language


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Nettet er helt nede her, ruteren blinker rødt", "broadband_down"),
        ("Hvorfor er fakturaen så høy denne måneden?", "invoice"),
        ("Jag vill säga upp mitt abonnemang, hur lång är bindningstiden?", "cancel_and_binding"),
        ("Vad kostar det att ringa från Spanien, ingår roaming?", "roaming"),
    ],
)
def test_a_plain_topic_comes_first(hearing, text, topic):
    (heard,) = hearing.hear([text])
    assert heard.topics[0] == topic


def test_a_text_is_heard_the_same_alone_and_in_a_crowd(hearing):
    texts = [
        f"{text} {number}"
        for number in range(TOGETHER // 4)
        for text in ("Takk!", "Nei", "Når?", "FY!!", *ODD)
    ]
    crowd = hearing.hear(texts)
    assert [crowd[place] for place in range(0, len(texts), 997)] == hearing.hear(texts[::997])


@pytest.mark.parametrize("last", ODD, ids=ascii)
def test_whatever_comes_last_is_heard(hearing, last):
    assert hearing.hear(["Nettet er nede", last]) == [
        *hearing.hear(["Nettet er nede"]),
        *hearing.hear([last]),
    ]


@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_whatever_is_written_has_a_mood_a_language_and_a_topic(hearing, text):
    (heard,) = hearing.hear([text])
    assert heard.topics
    assert hearing.probabilities([text]).sum() == pytest.approx(1, abs=1e-5)


def test_nothing_is_heard_of_nothing(hearing):
    assert hearing.hear([]) == []
    assert hearing.probabilities([]).shape == (0, 3)


def test_where_no_mood_is_likely_enough_the_ear_is_unsure(hearing):
    texts = [line.text for line in read(resources.path("corpus", "en.jsonl"))]
    below = shipped().figures["unsure_below"]
    sure = hearing.probabilities(texts).max(axis=1)
    moods = [heard.mood for heard in hearing.hear(texts)]
    assert [mood == "unsure" for mood in moods] == (sure < np.float32(below)).tolist()
    assert "unsure" in moods


def test_an_owner_without_topics_hears_none_and_a_bank_its_own():
    mute = TrainedEar(shipped(), None, meets_feeling=lambda _: False)
    bank = TrainedEar(shipped(), load("bank"), meets_feeling=lambda _: False)
    assert mute.hear(["Nettet er nede"])[0].topics == ()
    assert set(bank.hear(["Kortet mitt er sperret"])[0].topics) <= {*load("bank").ids, "other"}


def test_the_model_is_one_small_file_that_comes_back_as_it_was():
    packed = model_path().read_bytes()
    assert len(packed) <= 2_000_000
    assert Model.from_bytes(packed).to_bytes() == packed


@pytest.mark.parametrize("harm", [b"", b"PK\x03\x04", b"not a model"])
def test_what_is_no_model_is_said_to_be_none(harm):
    with pytest.raises(ModelProblem, match="is not a model"):
        Model.from_bytes(harm)


def test_a_model_cut_off_is_said_to_be_none():
    with pytest.raises(ModelProblem, match="is not a model"):
        Model.from_bytes(model_path().read_bytes()[:-1000])


def test_a_model_without_the_heads_that_are_needed_is_said_to_be_none():
    bare = msgspec.structs.replace(shipped(), heads={})
    with pytest.raises(ModelProblem, match="trade"):
        Model.from_bytes(bare.to_bytes())


def test_sums_of_three_columns_in_one_number_are_those_of_each_column():
    """The longest odd text, too, whose sums need all the room there is."""
    draw = np.random.default_rng(7)
    head = Head(
        classes=("a", "b", "c", "d", "e"),
        weights=draw.integers(-STEPS, STEPS, (64, 4), endpoint=True).astype(np.int8),
        worth=draw.integers(200, 254, 64).astype(np.uint8),
        scale=np.full(4, 0.5, np.float32),
        bias=np.arange(4, dtype=np.float32),
        extra=np.zeros((0, 4), np.float32),
    )
    texts = ["Hei på deg!", "", "ej?a?a?a?" * 230, "Takk for hjelpen, dere er gode"]
    families = features(texts)
    for place, found in enumerate(Scorer(head).logits(families)):
        own = [kind.hashes[kind.begins[place] : kind.ends[place]] >> np.uint32(26) for kind in families]
        buckets = np.concatenate(own)
        length = np.sqrt(head.worth[buckets].astype(float).sum())
        plain = head.weights[buckets].astype(float).sum(axis=0) / length * 0.5 + np.arange(4)
        assert found == pytest.approx([*plain, 0], rel=1e-4, abs=1e-4)
