"""Snapshots of what customers say: what the page Voice draws."""

from datetime import timedelta

from msgspec.structs import replace

from dashboard.voice.values import Place, Sentence, Statement, Term, TopicNow, Voice
from tests.ui import snapshots
from tests.ui.snapshots import AT

NAMES = {
    "pay_per_view": {"nb": "Betal per visning", "en": "Pay-per-view"},
    "tv_and_streaming": {"nb": "TV og strømming", "en": "TV and streaming"},
    "broadband_down": {"nb": "Bredbånd nede", "en": "Broadband down"},
    "delivery_and_technician": {"nb": "Levering og montør", "en": "Delivery and technician"},
    "invoice": {"nb": "Faktura", "en": "Invoice"},
    "cancel_and_binding": {"nb": "Oppsigelse og binding", "en": "Cancelling and binding"},
    "app_and_login": {"nb": "App og innlogging", "en": "App and login"},
    "roaming": {"nb": "Bruk i utlandet", "en": "Roaming"},
    "praise": {"nb": "Ros", "en": "Praise"},
    "other": {"nb": "Annet", "en": "Other"},
}


def minutes(many):
    return AT - timedelta(minutes=many)


def topic(name, customers, usual=1.0, **more):
    """A topic as the feed says it."""
    facts = {
        "public": customers // 2,
        "times": customers / usual if usual else None,
        "customers_today": customers * 3,
        "negative": 0.53,
        "heard": customers * 2,
        "waiting": customers // 3,
        "waiting_since": minutes(4) if customers >= 3 else None,
    }
    return TopicNow(id=name, names=NAMES.get(name, {}), customers=customers, usual=usual, **(facts | more))


def sentence(text, name="invoice", key="", **more):
    return Sentence(
        id=key or f"{hash(text):x}"[:12],
        at=minutes(20),
        text=text,
        topic=name,
        mood="negative",
        **({"language": "nb"} | more),
    )


SAID = (
    sentence("Betalte 549 for kampen i kveld og får bare svart skjerm.", "pay_per_view", "a", public=True),
    sentence("Hei, jeg heter ▇▇▇, og regningen min er dobbelt så høy.", "invoice", "b"),
    sentence("Varför svarar ingen?", "app_and_login", "c", language="sv"),
    sentence("Nettet er nede igen.", "broadband_down", "d", language="da"),
    sentence("Black screen.", "tv_and_streaming", "e", language="en"),
)
HOLDS = (
    Statement(
        id="s",
        topic="pay_per_view",
        text="Feilen er funnet. Kjøpet betales tilbake av seg selv.",
        owner="Nett",
        status="working",
        until=AT + timedelta(hours=3),
    ),
    Statement(
        id="f", topic="invoice", kind="we_fixed", text="Fakturaen viser igjen rett beløp.", status="fixed",
        until=AT + timedelta(hours=3),
    ),
)  # fmt: skip
NEW = (Term("kampen", 43, 6.9, 8.4), Term("kjøpet", 16, 2.0, 5.0), Term("449", 4, 0.2, 3.9))
TOWNS = (Place("Bergen", 12), Place("Ask", 6), Place("Moss", 3))


def usual_day():
    """Six problems, none of them unusual; praise; sentences."""
    counts = {
        "broadband_down": 6, "invoice": 5, "delivery_and_technician": 4, "cancel_and_binding": 2, "app_and_login": 2,
        "roaming": 1, "pay_per_view": 0, "praise": 7, "other": 9,
    }  # fmt: skip
    return replace(
        snapshots.busy(),
        topics=tuple(topic(name, many, usual=max(1.0, many - 0.5)) for name, many in counts.items()),
        voice=Voice(shown=SAID),
        terms=NEW,
        places=TOWNS,
    )


def burst():
    """An evening's event that did not work: two bursts, one of them of what usually nobody writes of."""
    day = usual_day()
    rising = (
        topic("pay_per_view", 37, usual=0.0, public=35, heard=102, waiting_since=minutes(79), burst=minutes(220)),
        topic("tv_and_streaming", 15, public=12, waiting_since=minutes(48), burst=minutes(180)),
    )  # fmt: skip
    rest = tuple(each for each in day.topics if each.id != "pay_per_view")
    return replace(day, topics=(*rising, *rest))


def stated():
    """A burst, with what we say to it and what we mended."""
    return replace(burst(), statements=HOLDS)


def stated_storm():
    """The same in a storm: the strip needs a second line."""
    return replace(
        snapshots.storm(), **{name: getattr(stated(), name) for name in ("topics", "voice", "statements")}
    )


def quiet():
    """Nobody writes of a problem, nothing is released."""
    return replace(snapshots.calm(), topics=(topic("invoice", 0), topic("praise", 0)))


def cut_off():
    """A burst as it was when the inbox fell silent."""
    return replace(
        snapshots.trouble(), **{name: getattr(stated(), name) for name in ("topics", "voice", "statements")}
    )


WORST = (
    "x" * 10_000,
    "ord " * 2500,
    "<b>fet</b> <img src='/etc/passwd'> &amp; %s {0}",
    "\u202eevil\u202c\nsecond line\tand\x00 tab\x1b[31m",
    "مرحبا بالعالم، الإنترنت لا يعمل",
    "😀🔥💥",
    "Så fint 😀🔥 at det virker 💥 igjen",
    "e\u0301\u0302\u0303\u0304\u0305\u0306" * 12,
    "▇▇▇▇▇▇ ▇▇▇, ▇▇▇: ringte",
    "uendelig" * 20,
)


def hostile():
    """Words as nobody would wish them, wherever words may come from."""
    day = stated()
    names = [replace(each, names={"en": worst}) for each, worst in zip(day.topics, WORST, strict=False)]
    statement = replace(HOLDS[0], text=("Vi jobber med saken. " * 20)[:270] + "a" * 10, owner=WORST[4])
    return replace(
        day,
        topics=tuple(names),
        voice=Voice(shown=tuple(sentence(text, "invoice", f"w{at}") for at, text in enumerate(WORST))),
        terms=tuple(Term(text, 20, 0.0, 5.0) for text in WORST),
        places=tuple(Place(text, 9) for text in WORST),
        statements=(statement, replace(HOLDS[1], text=WORST[0][:280], topic=WORST[2])),
    )


def thousands():
    """Numbers and words as long as they come."""
    long = "Kunden skriver " + "så langt at en vegg knapt har plass til det " * 5
    day = stated()
    topics = tuple(
        replace(
            each, customers=each.customers * 120 + 4321, public=9876, waiting_since=minutes(4000), heard=43210
        )
        for each in day.topics
        if each.id != "praise"
    )
    return replace(day, topics=topics, voice=Voice(shown=(*SAID[:1], sentence(long[:240], "invoice", "l"))))


STATES = {
    "usual_day": usual_day,
    "burst": burst,
    "stated": stated,
    "stated_storm": stated_storm,
    "quiet": quiet,
    "cut_off": cut_off,
    "hostile": hostile,
    "thousands": thousands,
}
