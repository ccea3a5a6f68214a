"""What is masked, what stays, and the laws that hold for any text."""

import string
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.no import fodselsnummer

from dashboard.voice.masking import BLOCK, LIMIT, Masker, Names
from data.names import masker

MASKER = masker()
mask = MASKER.mask

PERSONAL = [
    ("Jeg heter Siri Nordli og bor i Bergen.", "Jeg heter ▇▇▇ og bor i Bergen."),
    ("jeg heter siri nordli", "jeg heter ▇▇▇"),
    ("mvh Olav Bø", "mvh ▇▇▇"),
    ("hilsen kari", "hilsen ▇▇▇"),
    ("snakket med Ahmed i går", "snakket med ▇▇▇ i går"),
    ("Stor takk til Erlend!", "Stor takk til ▇▇▇!"),
    ("my name is Agnieszka Wrona", "my name is ▇▇▇"),
    ("jag heter Sven-Olof Brännström", "jag heter ▇▇▇"),
    ("Jeg hedder Karen Margrethe Ibsen Toft", "Jeg hedder ▇▇▇"),
    ("Olas konto er sperret", "▇▇▇ konto er sperret"),
    ("Takk igjen, Mette-Marie og Dag!", "Takk igjen, ▇▇▇ og ▇▇▇!"),
    ("Tone i kundeservice var hjelpsom", "▇▇▇ i kundeservice var hjelpsom"),
    ("ring meg på 918 27 364", "ring meg på ▇▇▇"),
    ("Ring 20 31 48 77 tak", "Ring ▇▇▇ tak"),
    ("nås på 070-174 06 33", "nås på ▇▇▇"),
    ("call +44 7700 900123 please", "call ▇▇▇ please"),
    ("soita 040 123 4567", "soita ▇▇▇"),
    ("Skriv til ola.nordmann@example.no", "Skriv til ▇▇▇"),
    ("mail: ola at gmail dot com", "mail: ▇▇▇"),
    ("mail: ola @ example . no", "mail: ▇▇▇"),
    ("jeg er @ola_n her", "jeg er ▇▇▇ her"),
    ("Bor i Storgata 12 B, 5003 Bergen", "Bor i ▇▇▇"),
    ("bor i storgata 12 b", "bor i ▇▇▇"),
    ("Kungsgatan 3 har inget nät", "▇▇▇ har inget nät"),
    ("Strandlodsvej 96, 3. th", "▇▇▇"),
    ("We live at 12 Baker Street now", "We live at ▇▇▇ now"),
    ("postnummer 5003", "postnummer ▇▇▇"),
    ("411 05 Göteborg", "▇▇▇"),
    ("DK-2100 København Ø", "▇▇▇"),
    ("Konto 9710.40.40504", "Konto ▇▇▇"),
    ("IBAN NO93 8601 1117 947", "IBAN ▇▇▇"),
    ("kort 4539 1111 2222 3339", "kort ▇▇▇"),
    ("kundenummer 3041 8876", "kundenummer ▇▇▇"),
    ("Er faktura 4402 betalt?", "Er faktura ▇▇▇ betalt?"),
    ("ärende 2209-4418", "ärende ▇▇▇"),
    ("ordre NB-7741902", "ordre ▇▇▇"),
    ("IP 203.0.113.44 svarer ikke", "IP ▇▇▇ svarer ikke"),
    ("2001:db8:85a3::8a2e:370:7334 er min", "▇▇▇ er min"),
    ("MAC 00:1A:2B:7C:4D:9E", "MAC ▇▇▇"),
    ("bilen EK 12345 sto der", "bilen ▇▇▇ sto der"),
    ("reg XRT 40B", "reg ▇▇▇"),
    ("se https://example.no/konto?id=88", "se ▇▇▇"),
    ("cpr 111155-1207", "cpr ▇▇▇"),
    ("19820228-9966", "▇▇▇"),
    ("131052-308T", "▇▇▇"),
    ("HILSEN PER OLAV", "HILSEN ▇▇▇"),
    ("KARI NORDLI HAR IKKE NETT", "▇▇▇ HAR IKKE NETT"),
    ("hilsen fra liv og tor", "hilsen fra ▇▇▇ og ▇▇▇"),
    ("hei jeg heter fatuma abdi og nettet er nede", "hei jeg heter ▇▇▇ og nettet er nede"),
    ("Jeg snakket med Nguyen Thi Hoa", "Jeg snakket med ▇▇▇"),
    ("Vår montør Xhevdet kom aldri", "Vår montør ▇▇▇ kom aldri"),
    ("familien Bakken på Lillehammer", "familien ▇▇▇ på Lillehammer"),
    ("Feilen ble rettet. Mvh\nLiv", "Feilen ble rettet. Mvh\n▇▇▇"),
    ("Clearingnr 8327-9, konto 123 456 789-0", "Clearingnr ▇▇▇, konto ▇▇▇"),
    ("bor i 4019 stavanger", "bor i ▇▇▇"),
    ("saksnr. 24/55123", "saksnr. ▇▇▇"),
    ("født 03.03.95", "født ▇▇▇"),
    ("facebook.com/kari.nordli", "▇▇▇"),
]

NOBODYS = [
    "Betaler for 500/500 og får 100 Mbit",
    "Prisen gikk fra 1 299,- til kr 499 og 799:-",
    "Feilen kom 12.03.2026 kl 20.00, og igjen 3/11",
    "iOS 18.1.2 og versjon 10.0.19.4 virker ikke",
    "Feilkode F3411-1001 på kanal 5, DX-1337 på kanal 12",
    "Wi-Fi 6E, iPhone 15 Pro, Samsung Q60 og Get box II",
    "Ingen dekning på Sandnes eller Södermalm",
    "Kongens Nytorv har ingen dækning",
    "Åpent 10.00-16.00, døgnet rundt 24/7",
    "Vi vant 3-1 og 99 % av 2 000 000 visninger",
    "altibox.no er nede, sjekk telenor.no/dekning",
    "Dag etter dag uten nett. Liv og lyst er borte.",
    "Bjørn i hagen, storm i fjellet, vår i lufta",
    "Even the router gave up. May I hope it will work?",
    "Line er nede",
    "Takk for meg",
    "Bestilt 24. mai, levert 3. jan",
    "Can I call you at 100 % discount?",
    "Målte 92 av 1000/1000 på alle PC-er",
    "Fakturaen 2024 var på 1 299 kr",
    "Kan dere hjelpe? Er i Georgia.",
    "DNS 8.8.8.8 og 0.0.0.0",
    "Har ventet siden 2024 og betalt 12 500 kr",
    "Harry Potter hakker på TV 2 Play",
]

SEPARATORS = ["", " ", ".", "-", "–", "\u00a0", "\u2009", "\u200b", "\u2060", " \u200b ", " - "]
LETTERS = st.text(st.sampled_from(string.ascii_letters + "æøå ,!?\n🙂"), max_size=30)
UNICODE = st.text(max_size=400)
LIKELY = st.lists(
    st.sampled_from([
        "Kari", "kari", "Nordli", "mvh", "heter", "▇▇▇", "▇", "918", "27", "364", "12.03.2026", "5003", "Bergen",
        "Storgata", "@ola", "a@b.no", "takk", "til", "og", ",", ".", "\n", "12", "kr", "499", "faktura", "4402", "Lund",
        "Dag", "…", "i", "kundeservice", "010160", "20105", "-", "+47", "http://a.no/?b", "AB", "Xyz", "KARI", "'s",
        "\u200b", "e\u0301", "von", "for",
    ]),
    max_size=40,
).map(" ".join)  # fmt: skip


@pytest.mark.parametrize(("text", "masked"), PERSONAL)
def test_what_is_somebodys_becomes_a_block(text, masked):
    assert mask(text) == masked


@pytest.mark.parametrize("text", NOBODYS)
def test_what_is_nobodys_stays(text):
    assert mask(text) == text


def test_spans_say_where_and_what():
    spans = MASKER.spans("Hilsen Kari, tlf 918 27 364")
    assert [(span.start, span.end, span.kind) for span in spans] == [(7, 11, "name"), (17, 27, "phone")]


def test_without_lists_numbers_are_masked_and_names_only_where_words_say_so():
    bare = Masker(Names())
    assert (
        bare.mask("Ragnhild ringte fra 918 27 364. Hilsen Ragnhild") == "Ragnhild ringte fra ▇▇▇. Hilsen ▇▇▇"
    )


def test_names_are_not_shown_when_the_lists_are_printed():
    assert repr(Names(first=frozenset({"kari"}))) == "Names()"


def _written(draw, digits):
    wide = draw(st.booleans())
    pieces = []
    for digit in digits:
        pieces += (chr(ord(digit) + 0xFEE0) if wide else digit, draw(st.sampled_from(SEPARATORS)))
    return "".join(pieces[:-1])


@st.composite
def norwegian_numbers(draw):
    day = draw(st.integers(1, 28)) + draw(st.sampled_from([0, 40]))
    base = f"{day:02}{draw(st.integers(1, 12)):02}{draw(st.integers(0, 99)):02}{draw(st.integers(0, 999)):03}"
    first = fodselsnummer.calc_check_digit1(base + "00")
    second = fodselsnummer.calc_check_digit2(base + first + "0")
    return base + first + second


@st.composite
def swedish_numbers(draw):
    year, month, day = draw(st.integers(0, 99)), draw(st.integers(1, 12)), draw(st.integers(1, 28))
    base = f"{year:02}{month:02}{day:02}{draw(st.integers(0, 999)):03}"
    return base + luhn.calc_check_digit(base)


@settings(max_examples=100)
@given(
    st.data(),
    norwegian_numbers().filter(lambda number: len(number) == 11 and number.isdecimal()),
    LETTERS,
    LETTERS,
)
def test_no_norwegian_identity_number_survives(data, number, before, after):
    text = before + _written(data.draw, number) + after
    seen = "".join(char for char in mask(text) if char.isdecimal())
    assert number not in "".join(str(int(char)) for char in seen)


@settings(max_examples=100)
@given(
    swedish_numbers(),
    st.sampled_from(["", "19", "20"]),
    st.sampled_from([*SEPARATORS, "+"]),
    LETTERS,
    LETTERS,
)
def test_no_swedish_identity_number_survives(number, century, sign, before, after):
    shown = mask(f"{before}{century}{number[:6]}{sign}{number[6:]}{after}")
    assert number not in "".join(char for char in shown if char.isdecimal())


@settings(max_examples=60)
@given(
    st.integers(1, 28), st.integers(1, 12), st.integers(0, 99), st.integers(0, 9999), st.sampled_from(SEPARATORS),
    LETTERS, LETTERS,
)  # fmt: skip
def test_no_danish_identity_number_survives(day, month, year, rest, sign, before, after):  # noqa: PLR0917
    number = f"{day:02}{month:02}{year:02}{rest:04}"
    shown = mask(f"{before}{number[:6]}{sign}{number[6:]}{after}")
    assert number not in "".join(char for char in shown if char.isdecimal())


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(UNICODE | LIKELY)
def test_masking_twice_changes_nothing_more_and_never_raises(text):
    once = mask(text)
    assert mask(once) == once


@settings(max_examples=60)
@given(UNICODE | LIKELY)
def test_what_is_not_masked_stays_as_it_is(text):
    spans = MASKER.spans(text)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    if not spans and len(text) <= LIMIT:
        assert mask(text) == text


def test_only_the_personal_words_are_touched():
    text = "Hei!\u00a0 Nettet  er\tnede … 🙂\ufe0f\n\nMvh Kari\u200b – e\u0301n kunde"
    assert mask(text) == text.replace("Kari", "▇▇▇")


@settings(max_examples=60)
@given(UNICODE | LIKELY)
def test_a_block_adds_at_most_its_own_length(text):
    assert len(mask(text)) <= len(text) + len(BLOCK) * max(1, mask(text).count(BLOCK))


@pytest.mark.parametrize(
    "name", ["Ida", "Kari", "Mohammed", "Ann-Kristin", "Bartholomeus Hansen", "Karen Margrethe Ibsen Toft"]
)
def test_the_block_says_nothing_of_the_name_behind_it(name):
    assert mask(f"Jeg heter {name}, og nettet er nede") == "Jeg heter ▇▇▇, og nettet er nede"


def test_a_long_text_is_cut_where_no_number_is_torn():
    text = "nett " * 398 + "010160 20105 og mer " * 50
    masked = mask(text)
    assert len(masked) <= LIMIT + 1
    assert masked.endswith("…")
    assert "0101" not in masked


@pytest.mark.parametrize(
    "unit", ["1", "1 ", "1-", "a", "Ab ", "@", "a@", "a.", ":", "kari ", "1\u200b", "a\u0301"]
)
def test_ten_thousand_of_anything_come_out_bounded(unit):
    assert len(mask(unit * (10_000 // len(unit)))) <= LIMIT + 1
