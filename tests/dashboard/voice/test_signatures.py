"""Who signed a reply, and whom it is credited to."""

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.voice.signatures import LONGEST, signature

PHRASES = sorted((Path(__file__).parents[3] / "resources" / "phrases").glob("*.toml"))
BANKS = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in PHRASES}
AGENTS = [phrase["text"] for bank in BANKS.values() for phrase in bank["agent"]]
UNSIGNED = [said["text"] for bank in BANKS.values() for kind in bank.values() for said in kind]

SIGNED = [
    # marks
    ("Vi ser på saken med en gang og gir lyd. /Erlend", "Erlend"),
    ("Da er feilen rettet, god helg! / Erlend", "Erlend"),
    ("Ha en fin kveld / Erlend", "Erlend"),
    ("Ruteren er på vei i posten./Erlend", "Erlend"),
    ("Sender du oss en melding?/Erlend", "Erlend"),
    ("Supert, si fra om det er noe mer 😊/Silje", "Silje"),
    ("Fint at det ordnet seg :) /Silje", "Silje"),
    ("Takk for at du tok kontakt med oss /silje", "silje"),
    ("Det ordner seg. /silje", "silje"),
    ("Kan du sende kundenummeret i en DM? ^KM", "KM"),
    ("Thanks for reaching out, we'll take a look.^KM", "KM"),
    ("Thanks^Priya", "Priya"),
    ("We've reset the line from our end. ^T", "T"),
    ("Vi hjelper deg gjerne videre *SR", "SR"),
    ("Which platform are you on? *MM", "MM"),
    ("Det skal være i orden nå. -Anna", "Anna"),
    ("Tusen takk for tålmodigheten! - Anna", "Anna"),
    ("Riktig god helg – Anna", "Anna"),
    ("Hør gjerne fra deg igjen — Anna", "Anna"),
    ("Ha det godt!\n- Anna", "Anna"),
    ("Ha det godt!\n\n-- \nAnna", "Anna"),
    ("Vi har startet boksen på nytt // Siri", "Siri"),
    ("Vi har startet boksen på nytt. //Siri", "Siri"),
    ("Kos deg med kampen! ~Ola", "Ola"),
    ("Kos deg med kampen ~ Ola", "Ola"),
    ("Update us with the result. _Rjay", "Rjay"),
    ("Feilen er meldt videre. /Bjørn-Åge", "Bjørn-Åge"),
    ("Feilen er meldt videre. /Anne Marie", "Anne Marie"),
    ("Feilen er meldt videre. /Kari Nordmann", "Kari"),
    ("Feilen er meldt videre. /Kari N.", "Kari N"),
    ("Feilen er meldt videre. /K.M.", "KM"),
    ("Vi fikser det! /ÅSE", "ÅSE"),
    ("Vi ser på det. (/Anna)", "Anna"),
    ("Den gjelder både mobil og bredbånd. /Øyvind", "Øyvind"),
    ("Du kan velge SMS og/eller e-post. /Øyvind", "Øyvind"),
    ("Prisen er 299,- i måneden. -Øyvind", "Øyvind"),
    ("Farten skal være 500/500. /Øyvind", "Øyvind"),
    ("Teknikeren kommer mellom 10-12 den 12/11. ^ØB", "ØB"),
    ("Les mer på https://nett.example/hjelp/ruter /Øyvind", "Øyvind"),
    ("Dette trenger du:\n- ruter\n- strøm\n\nLykke til! /Øyvind", "Øyvind"),
    # what may follow
    ("God helg! /Erlend 😊", "Erlend"),
    ("God helg! /Erlend :)", "Erlend"),
    ("God helg! /Erlend.", "Erlend"),
    ("God helg! /Erlend!", "Erlend"),
    ("God helg! /Erlend ❤️👍🏽", "Erlend"),
    ("God helg! /Erlend\n\n", "Erlend"),
    ("God helg! /Erlend #kundeservice", "Erlend"),
    ("Her finner du mer: /Erlend https://nett.example/hjelp", "Erlend"),
    ("God helg! -Anna 2/2", "Anna"),
    ("God helg! /Erlend, Telenor", "Erlend"),
    ("God helg! /Erlend i Telenor", "Erlend"),
    ("God helg! /Erlend, kundeservice", "Erlend"),
    ("God helg! /Erlend | Nordlys Bredbånd", "Erlend"),
    ("God helg! /Erlend (kundeservice)", "Erlend"),
    ("God helg! - Anna fra kundeservice", "Anna"),
    ("God helg! /Erlend\nTelenor kundeservice", "Erlend"),
    ("God helg! /Erlend\nPS: Husk å starte ruteren på nytt.", "Erlend"),
    # farewells
    ("Vi følger med på saken. Mvh Kari", "Kari"),
    ("Vi følger med på saken. mvh kari", "kari"),
    ("Vi følger med på saken\nMvh, Kari Nordmann", "Kari"),
    ("Vi følger med på saken.\n\nMvh.\nKari", "Kari"),
    ("Vi følger med på saken. M.v.h. Kari", "Kari"),
    ("Vi følger med på saken.\n\nMed vennlig hilsen\nKari", "Kari"),
    ("Vi følger med på saken.\n\nMed vennlig hilsen,\n\nKari Nordmann\nKundeservice\nNordlys AS", "Kari"),
    ("Vi følger med.\n\nMed vennlig hilsen\nTelenor kundeservice\nKari", "Kari"),
    ("Vi følger med. Med vennlig hilsen Kari Nordmann, tlf. 51 90 80 00", "Kari"),
    ("Fortsatt fin dag, hilsen Ole", "Ole"),
    ("Fortsatt fin dag! Hilsen Ole i kundeservice", "Ole"),
    ("Fortsatt fin dag! Hilsen Ole i kundeservice 🌞", "Ole"),
    ("Fortsatt fin dag! Hilsen fra Ole", "Ole"),
    ("Fortsatt fin dag! Hilsen oss i Altibox v/Ole", "Ole"),
    ("Fortsatt fin dag! Vennlig hilsen Ole, Kundeservice", "Ole"),
    ("Fortsatt fin dag!\nBeste hilsen\nOle Gunnar", "Ole Gunnar"),
    ("Lykke til. Vh Ida", "Ida"),
    ("Lykke til. Mvh /Johan", "Johan"),
    ("Lykke til. Mvh Telia /Johan", "Johan"),
    ("Lykke til.\n\nHilsen\nIda 😊\nTelenor", "Ida"),
    ("Lykke til.\nMvh Ida\nhttps://nett.example", "Ida"),
    ("Ha ein fin kveld! Helsing Gudrun", "Gudrun"),
    ("Ha ein fin kveld. Med venleg helsing Sjur", "Sjur"),
    ("Me gjev lyd.\n\nBeste helsing\nTorleif Sunde", "Torleif"),
    ("Me gjev lyd i morgon. /Oddny", "Oddny"),
    ("Rekninga er retta. Venleg helsing Jorunn i kundeservice", "Jorunn"),
    ("No skal det verke att! -Eldar", "Eldar"),
    ("Tack för att du hörde av dig. Hälsningar Johan", "Johan"),
    ("Tack för att du hörde av dig!\nMed vänlig hälsning\nAnnika Ekman", "Annika"),
    ("Vi återkommer. Vänliga hälsningar, Åsa på kundtjänst", "Åsa"),
    ("Vi återkommer. Vänligen Åsa", "Åsa"),
    ("Trevlig helg! //Elin", "Elin"),
    ("Trevlig helg /Elin, Telia", "Elin"),
    ("Skriv gärna igen om det krånglar. Bästa hälsningar Lennart", "Lennart"),
    ("Hoppas det löser sig! Hälsar Maja", "Maja"),
    ("Tak for din tålmodighed. Med venlig hilsen Mette", "Mette"),
    ("Tak for din tålmodighed. Venlig hilsen\nSøren\nKundeservice", "Søren"),
    ("God weekend! De bedste hilsner Freja", "Freja"),
    ("God weekend! Mange hilsner Freja fra YouSee", "Freja"),
    ("God weekend! ^Rasmus", "Rasmus"),
    ("Kh Pernille", "Pernille"),
    ("Let us know how it goes. Best regards, Tom", "Tom"),
    ("Let us know how it goes. Kind regards Tom from support", "Tom"),
    ("Let us know how it goes.\n\nRegards,\nTom Hughes\nCustomer Care Team", "Tom"),
    ("Let us know how it goes.\nBest,\nTom", "Tom"),
    ("Let us know how it goes. Cheers, Tom", "Tom"),
    ("Let us know how it goes.\n\nThanks,\nPriya", "Priya"),
    ("Let us know how it goes. -Liam O'Brien", "Liam"),
    ("Sorry about that! All the best, Aisha", "Aisha"),
    ("Yours sincerely\nGrace Bell", "Grace"),
    # a name alone
    ("Ha en fin dag videre! Anna i kundeservice", "Anna"),
    ("Ha en fin dag videre!\nAnna", "Anna"),
    ("Ha en fin dag videre\n\nAnna 🌸", "Anna"),
    ("Ha en fin dag videre.\nAnna i kundeservice", "Anna"),
    ("Hør av dig, hvis det driller.\n\nMads, Kundeservice", "Mads"),
    # quotations of others
    ("Hei, den er på vei. /Anna\n\n> Ruteren er ikke kommet\n> Mvh Per", "Anna"),
    ("Hei, den er på vei. Mvh Anna\n\nDen 12. mars 2026 skrev Per Dahl:\nHvor er ruteren?\nMvh Per", "Anna"),
    ("Du skrev «hilsen Per», men her står det Pål. /Anna", "Anna"),
]
UNSIGNED_BY_HAND = [
    "",
    "👍",
    "Takk!",
    "/",
    "Du kan velge e-post og/eller SMS",
    "Choose e-mail and/or SMS",
    "Velg TV/Internett",
    "Gjelder det TV / Internett",
    "Gjelder det iPhone/Android?",
    "Gjelder det iPhone eller /Android?",
    "Fakturaen forfaller 12/11",
    "Teknikeren kommer 10-12",
    "Teknikeren kommer kl. 10 - 12",
    "Se https://nett.example/Anna",
    "Se nett.example/Anna",
    "Se www.nett.example/hjelp-Anna",
    "Se https://nett.example/?/Anna",
    "Skriv til kari@nett.example",
    "Skriv til\n- kari@nett.example",
    "Så bra :-D",
    "Så bra ;-P",
    "Så bra ^^",
    "Så bra ^_^",
    "Så bra XD",
    "Du trenger:\n- Modem\n- Kontakt",
    "Du trenger:\n- modem\n- strøm",
    "Du trenger\n* Filter\n* Splitter",
    "Du trenger:\n-Filter\n-Splitter",
    "Følg oss på #Anna",
    "Nå får du også -5G",
    "Vi har åpent 08-22",
    "Grensen er 80 km/t",
    "Det koster 299 kr/mnd",
    "Det koster 299 kr /mnd",
    "Det koster 299,-",
    "Pris per måned: 299.- Internett",
    "Dette er *viktig*",
    "Dette er *Viktig*",
    "Dette er **viktig**",
    "Merk! *obs*",
    "Les dette _nøye_",
    "299,-*\n*Gjelder nye kunder",
    "Vi ordner Wi-Fi",
    "Sjekk e-post",
    "takk - ha en fin dag",
    "Takk for praten - ha en fin dag!",
    "Takk for praten – snakkes",
    "Takk for tipset – Kari!",
    "Signalet er -7",
    "Signalet er på -12 dBm",
    "Can you send it w/o the attachment",
    "Available 24/7",
    "Kunden skrev «Mvh Kari»",
    'Det står "hilsen Ole" i brevet',
    "Det står «alt i orden /Erlend»",
    "> Ruteren er død. /Per",
    "Hei Anna",
    "Hei Anna! Det ser vi på.",
    "Takk, Anna.",
    "God helg, Anna!",
    "Thanks Tom!",
    "Jeg snakket med Anna",
    "Du fikk snakke med Kari i kundeservice",
    "– Ja",
    "– Hvem er det?\n– Kari.",
    "Hvem snakket du med? – Kari.",
    "– Nei, det stemmer ikke",
    "Vi sender en hilsen til Kari",
    "Du fikk en hilsen fra Kari",
    "Mvh oss i Telenor",
    "Mvh Telenor",
    "Hilsen Kundeservice",
    "Hilsen alle oss i Altibox",
    "Med vennlig hilsen\nTelia kundeservice",
    "Vänliga hälsningar\nTeam Telia",
    "Venlig hilsen YouSee kundeservice",
    "Best regards, your support team",
    "With regards to your invoice, it is correct",
    "Hilser du på Kari?",
    "Gå til Meny > Innstillinger > Nettverk",
    "Gå til innstillinger – Nettverk",
    "Vi dekker strekningen Oslo – Bergen",
    "Vi har tilbud på Oslo / Bergen",
    "Åpent mandag - Fredag",
    "Velg Kanaler og så Søk",
    "Prøv dette.\nInnstillinger",
    "Ring oss på 915 09 000",
    "Postboks 123, 4068 Stavanger",
    "Kundenummeret står på side 1/2",
    "Lykke til!\nTakk",
    "Beklager!",
    "Bra jobbet!\nBeklager.",
    "Det er gratis*",
    "2^10",
    "Vent litt ...",
    "Skal vi si fredag - eller lørdag",
    "Farten er 500/500 Mbit/s",
    "Skriv STOPP /HJELP",
    "Velkommen til oss - Telenor",
    "God jul - hilsen oss alle",
    "Vi byter ruteren, anten i butikk eller per post",
    "Nei /ja",
    "Vilkor 7.2-B",
    "Vi høyrest – ha ein fin kveld",
    "Öppettider: vardagar 9-18, helger 10-16",
    "Gäller det bredband/TV",
    "Läs mer på Mina sidor/Faktura",
    "Er det på mobil og/eller computer",
    "Prisen er 60 kr./md",
    "Please restart your router/modem",
    "It's a self-service page",
    "Is it iOS or Android?",
    "Try Chrome - or Safari",
    "Very good customer service.",
]


@pytest.mark.parametrize(("reply", "name"), SIGNED, ids=lambda value: value[-30:])
def test_a_signed_reply_tells_who_wrote_it(reply, name):
    assert signature(reply) == name


@pytest.mark.parametrize("reply", UNSIGNED_BY_HAND, ids=lambda value: value[-30:])
def test_what_looks_like_a_signature_and_is_none(reply):
    assert signature(reply) is None


# ── Laws, and the banks of the demo inbox ────────────────────────────────────────────────────────────

NAMES = ["Erlend", "Åse", "Bjørn-Åge", "Käthe", "Priya", "Siri", "KM", "SR", "ØB"]
SHAPES = [
    " /{}", " / {}", " ^{}", " *{}", " -{}", " - {}", " – {}", " // {}", " ~{}", "\n/{}", "\n- {}",
    " Mvh {}", "\nMvh {}", "\n\nMed vennlig hilsen\n{}", " Hilsen {} i kundeservice", "\nVh {}", "\nHälsningar {}",
    "\nMed venlig hilsen {}", "\nBest regards, {}", "\nVennlig hilsen {}, Kundeservice", " /{} 😊", " /{}.",
]  # fmt: skip


def test_nothing_in_the_phrase_banks_is_signed():
    assert [(phrase, name) for phrase in UNSIGNED if (name := signature(phrase))] == []


@pytest.mark.parametrize("shape", SHAPES)
def test_every_agent_phrase_can_be_signed(shape):
    missed = [
        (phrase, name)
        for phrase in AGENTS
        for name in NAMES
        if signature(phrase + shape.format(name)) != name
    ]
    assert not missed


@given(st.text(max_size=400))
def test_any_text_has_a_short_trimmed_signature_or_none(text):
    name = signature(text)
    assert name is None or (0 < len(name) <= LONGEST and name == name.strip())


BEFORE = st.text(st.characters(exclude_characters="-@"), max_size=200)  # "---x" may begin a quotation
MARKS = st.sampled_from(
    [
        "/",
        "^",
        "*",
        "-",
        "–",
        "//",
        "~",
        "Mvh ",
        "hilsen ",
        "\n",
        " ",
        ".",
        "A",
        "Anna",
        "kari",
        "Ø",
        "'",
        "😊",
    ]
)


@given(st.lists(MARKS, max_size=60).map("".join))
def test_so_has_any_heap_of_marks_and_names(text):
    name = signature(text)
    assert name is None or (0 < len(name) <= LONGEST and name == name.strip())


@given(st.sampled_from(AGENTS), st.sampled_from(NAMES), st.sampled_from(SHAPES), BEFORE)
def test_what_was_said_before_makes_no_difference(phrase, name, shape, before):
    assert signature(f"{before}\n\n{phrase}{shape.format(name)}") == name


def test_reading_keeps_pace_with_a_full_archive():
    """At least 4,000 replies a second, on a machine with other work."""
    replies = [
        phrase + ending for phrase in AGENTS for ending in ("", " /Erlend", "\nMed vennlig hilsen\nKari")
    ] * 5
    begun = time.process_time()
    for reply in replies:
        signature(reply)
    assert len(replies) / (time.process_time() - begun) > 4000


@pytest.mark.parametrize(
    "heap",
    ["> ", "den 1", "-", "/A ", "Mvh ", "😊", "A.", "A B ", "den 1 skrev ", "\n", "http://", "Hilsen A, "],
)
def test_no_text_takes_long(heap):
    seconds = []
    for _ in range(3):  # the least of three: a garbage collection may fall into one
        begun = time.process_time()
        signature(heap * 20_000)
        seconds.append(time.process_time() - begun)
    assert min(seconds) < 0.1
