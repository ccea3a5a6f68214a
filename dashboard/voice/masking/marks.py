"""Marks of a person, a case or a thing: e-mail, handle, link, network address, plate, a number named by a word."""

import re
from collections.abc import Iterator

from dashboard.voice.masking.numbers import harmless
from dashboard.voice.masking.spans import Span, words

# ── What needs no digit ──────────────────────────────────────────────────────────────────────────────

_TOP = r"(?:no|se|dk|fi|com|net|org|info|eu|io|uk|de|nu|online|email|example|biz|me|is|pl)"
_DOT = r"(?: ?\. ?| (?:dot|punktum|punkt|prik|prikk) )"
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+%-]{1,64}(?: ?@ ?| ?[\[(] ?(?:at|a|snabel-?a|krøllalfa|alfakrøll) ?[\])] ?)"
    r"[\w-]{1,63}(?: ?\. ?[\w-]{1,63}){0,4} ?\. ?[^\W\d_]{2,24}(?![\w])"
)
_SPELT = re.compile(
    rf"(?<![\w.+-])(?:[\w+%-]{{1,64}}{_DOT}){{0,3}}[\w.+%-]{{1,64}} (?:at|krøllalfa|alfakrøll|snabel-?a|@) "
    rf"(?:[\w-]{{1,63}}(?: (?:dot|punktum|punkt|prik|prikk) [\w-]{{1,63}}){{0,3}} (?:dot|punktum|punkt|prik"
    rf"|prikk) {_TOP}"
    rf"|(?:gmail|hotmail|outlook|live|yahoo|icloud|proton|protonmail|mail|msn|me|online){_DOT}{_TOP})(?!\w)"
)
_SPELT_LIKELY = (" at ", "alfa", "snabel", " @ ")
# "at" is a word of three of our languages: what stands behind it is looked at first, since that is quick.
_SPELT_END = re.compile(
    r" (?:at|krøllalfa|alfakrøll|snabel-?a|@) "
    r"(?:(?:gmail|hotmail|outlook|live|yahoo|icloud|proton|protonmail|mail|msn|me|online)[ .]"
    r"|[\w-]{1,63} (?:dot|punkt|prik))"
)
_BROKEN_EMAIL = re.compile(r"(?<![\w.+-])\w[\w.+%-]{0,63}@[\w.-]{1,63}")
_HANDLE = re.compile(r"(?<![\w@])@\w[\w.]{0,40}(?<![.])")
_LINK = re.compile(
    r"(?<![\w@.])(?:(?P<scheme>https?://|ftp://)|www\.)?(?P<host>[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})(?::\d{1,5})?"
    r"(?P<rest>[/?#][^\s<>\"«»]{0,500})?",
    re.IGNORECASE,
)
_SOCIAL = (
    "facebook.com",
    "fb.com",
    "instagram.com",
    "linkedin.com",
    "twitter.com",
    "x.com",
    "tiktok.com",
    "snapchat.com",
    "t.me",
    "wa.me",
)
_OWN = re.compile(
    r"(?:^|/)(?:~|@|users?|u|in|id|profile?|profil|bruker|konto|account|kunde|kund|customer|order"
    r"|ordre)(?:/|-?\d|$)",
    re.I,
)
_NICK = re.compile(
    r"(?<!\w)(?:bruker(?:navn)?(?:et)?|brukarnamn(?:et)?|användarnamn(?:et)?|brugernavn(?:et)?|user ?name"
    r"|login|nick|"
    r"gamertag|snap(?:chat)?|insta(?:gram)?|skype|discord|epic|steam|psn)[\s:]{1,3}(?:(?:mitt|mit|min|er|e"
    r"|är|is|my|på|heter|hedder)"
    r"[\s:]{1,3}){0,3}[\"'«]?(?P<nick>(?=[\w.-]*[_\d])[^\W\d_][\w.-]{2,40})"
)


_NICK_LIKELY = (
    "navn",
    "namn",
    "user",
    "login",
    "nick",
    "tag",
    "snap",
    "insta",
    "skype",
    "cord",
    "epic",
    "steam",
    "psn",
)
_LINK_LIKELY = re.compile(r"\.[A-Za-z]{2,8}(?::\d+)?[/?]\S")


def written(text: str, low: str, digits: int) -> Iterator[Span]:
    """E-mail addresses, handles, user names and links that lead to somebody."""
    if "@" in text or "(at" in low or "[at" in low or "alfa" in low or "snabel" in low:
        for pattern, kind in ((_EMAIL, "email"), (_BROKEN_EMAIL, "email"), (_HANDLE, "handle")):
            yield from (Span(m.start(), m.end(), kind) for m in pattern.finditer(text))
    if any(map(low.__contains__, _SPELT_LIKELY)) and _SPELT_END.search(low):
        yield from (Span(m.start(), m.end(), "email") for m in _SPELT.finditer(low))
    if ("/" in text or "?" in text) and _LINK_LIKELY.search(text):
        yield from _links(text)
    if (digits or "_" in text) and any(map(low.__contains__, _NICK_LIKELY)):
        yield from (Span(m.start("nick"), m.end("nick"), "handle") for m in _NICK.finditer(low))


def _links(text: str) -> Iterator[Span]:
    for match in _LINK.finditer(text):
        rest = (match["rest"] or "").rstrip(".,;:!?)'")
        if rest and _personal(match, rest):
            yield Span(match.start(), match.start("rest") + len(rest), "url")


def _personal(match: re.Match[str], rest: str) -> bool:
    """A query, somebody's page, or a path with a number in it; a plain page of a site is nobody's."""
    host = match["host"].lower()
    if not match["scheme"] and not re.search(rf"\.{_TOP}\Z", host):
        return False
    if "?" in rest or "=" in rest or "#" in rest:
        return True
    social = any(host == site or host.endswith("." + site) for site in _SOCIAL)
    return (social and len(rest) > 1) or bool(_OWN.search(rest)) or bool(re.search(r"\d{3}", rest))


# ── What has digits ──────────────────────────────────────────────────────────────────────────────────

_IP = re.compile(r"(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w]|\.\d)")
_IP_LIKELY = re.compile(r"\d\.\d{1,3}\.\d")
_IP6 = re.compile(
    r"(?<![\w:])(?:[0-9A-Fa-f]{1,4}:{1,2}){2,7}(?:[0-9A-Fa-f]{1,4})?(?![\w:])|(?<![\w:])::[0-9A-Fa-f]{1,4}(?![\w:])"
)
_CLOCK = re.compile(r"\d{1,2}(?::\d\d){1,2}\Z")
_MAC = re.compile(
    r"(?<![\w:-])(?:[0-9A-Fa-f]{2}([:-]))(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}(?![\w])"
    r"|(?<!\w)(?:[0-9A-Fa-f]{4}\.){2}[0-9A-Fa-f]{4}(?!\w)"
)
_PUBLIC = re.compile(
    r"0\.0\.0\.0|255\.255\.\d+\.\d+|127\.0\.0\.1|8\.8\.[48]\.[48]|1\.[01]\.[01]\.1|9\.9\.9\.9"
)
_DOTTED_MAC = re.compile(r"\.[0-9A-Fa-f]{4}\.")
_VERSION = re.compile(
    r"(?<!\w)(?:versj?i?on|version|ver\.?|v|ios|android|windows|firmware|fastvare|programvar\w*|mjukvara"
    r"|software)[ :]?\Z",
    re.I,
)
_PLATE = re.compile(
    r"(?<![\w-])(?:(?P<no>[A-HJ-PR-Z]{2} ?\d{5})|(?P<dk>[A-Z]{2} ?\d\d ?\d{3})|"
    r"(?P<se>[A-HJ-PR-UW-Z]{3} ?\d\d[A-HJ-PR-UW-Z])|(?P<plain>[A-HJ-PR-UW-Z]{3} ?\d{3}))(?![\w,.-]\d|\w)"
)
_SMALL_PLATE = re.compile(
    r"(?<![\w-])(?:[a-z]{2} ?\d\d ?\d{3}|[a-z]{3}\d\d[a-z0-9]|[a-z]{3} \d\d[a-z])(?!\w)", re.I
)
_PLATE_LIKELY = re.compile(r"\d\d(?:(?<=[A-Z]{2}\d\d)|(?<=[A-Z]{2} \d\d))")
_SMALL_PLATE_LIKELY = re.compile(_PLATE_LIKELY.pattern, re.I)
_CAR = re.compile(
    r"(?<!\w)(?:bil(?:en|er)?|reg(?:\.?nr|istr\w*|nummer)?|skilt(?:et|nummer)?|nummer(?:plade|skilt"
    r"|plåt)\w*|plate|plates|"
    r"car|van|parker\w*|kjøretøy\w*|fordon\w*|varebil\w*|servicebil\w*|truck|lastbil\w*|nummerpl\w*)(?!\w)"
)
_CAR_LIKELY = (
    "bil",
    "reg",
    "skilt",
    "plate",
    "plade",
    "plåt",
    "car",
    "van",
    "park",
    "kjøret",
    "fordon",
    "truck",
    "nummerpl",
)
_NO_PLATE = words("""
    NOK SEK DKK EUR USD GBP KR TV HD GB MB PS CH DX FW RTX GTX HBO MAX SMS NRK USB BMW SAS DNS MTV
    CNN BBC SVT TNT RFC AMD GPU CPU RAM SSD HDD LTE FPS PPV VOD OBS KID CAT FAQ APP MHZ RPM ERR WPA
    WEB FRA TEL TLF MOB UHD LED MAC PIN PUK SIM NET DAB
""")

_SMALL_WORDS = words(
    "PÅ TIL FRA DEN KL NR OG VI MED PR CA TO FOR ER I AV SÅ HA DU JO AT OF IN ON IS IT NO MY AN NÅ NU DE NI"
)
_TOKEN = re.compile(r"(?<![\w-])#?(?:[A-Za-z]{1,5}[-:]?)?\d[\w/-]*(?:[ ]\d[\w/-]*){0,4}")
_STEM = (
    r"kunde?(?!e)|customer|client|bank|konto(?!r)|account|or?dre?r?|order|bestilling|beställning|faktura"
    r"|invoice|bill|regning|rekning|"
    r"räkning|sak(?!t|er|na)|sag(?!t|d|a)|ärende|case|ticket|incident|ref|kid(?!s)|ocr|sim|icc|imei"
    r"|seri(?:e|al)|s/n|sn|pakke?|paket|parcel|"
    r"sending|forsending|forsendelse|försändelse|kolli|sporing|spårning|tracking|kvittering|kvitto|receipt|avtale?|"
    r"aftale|contract|kontrakt|medlem|member|abonnement|abonnemang|subscription|uppdrag|oppdrag|opgave"
    r"|arbeidsordre|job|måler|mätar|meter|"
    r"anlegg|anlägg|kund|henvendelse|henvendinga|mobil|telefon|tlf|tel|phone|ring|call|clearing|plusgiro"
    r"|bankgiro|bg|pg|reg\.? ?nr|passport|pass|booking|bokning|"
    r"installasjon|installation|linje|krets|circuit|boks|box|dekoder|enhet|enhed|device|eid"
)
_STEMS = tuple(
    words("""
    kund customer client bank kont account ord bestilling beställ fakt invoice bill reg rek räkn sa
    ärende case ticket incident ref kid ocr sim icc imei seri s/n sn pa send for förs kolli spo spår
    track kvitt receipt avtal aftale contract kontrakt medlem member abonn subscription uppdrag oppd
    opg arb job mål mät met anl henv mobil tel tlf phone ring call clear plus bg pg book bokn inst
    lin krets circuit bo dekoder enhe dev eid
""")
)
_WORD = re.compile(r"[A-Za-zÀ-ÿ][\w/]*")
_LINKING = (
    r"er|e|är|is|va|var|was|mitt|mit|min|my|mi|nr|no|num|nummer|number|numret|nummeret|numre|heter|heiter"
    r"|hedder|lyder|med|id|ref|"
    r"kode|the|vår|vårt|our|din|your|this|kundenr|har|fick|fikk|og|och|and|gjelder|gäller|sendt|ligger|står"
    r"|som|å|jeg|på"
)
_NAMED = re.compile(
    rf"(?<![^\W_])(?P<word>(?:{_STEM})[\w./-]{{0,18}})[\s:#.,(=-]{{0,4}}(?:(?:{_LINKING})[\s:#.,(=]{{1,3}}){{0,3}}\Z"
)
_EXACT = re.compile(
    r"(?:n(?:umm|umb)?e?r(?:et|en)?|numret|nr\.?|no\.?|num|id|kid|ocr|imei|s/n|sn|number)\W*\Z"
)
_CODE = re.compile(
    r"(?:feil|fel|fejl|error|kode|koden|kod|code|modell?|modellen|model|typ|type|kanal|kanalen|channel|pris"
    r"|price|versj?i?on|nrk|tv|"
    r"melding|meddelande|besked)(?:kode|kod|kodan|koden|code|melding|meddelelse)?n?[\s:\"'«(]{0,3}(?:(?:er"
    r"|är|is|e)[\s:\"'«(]{1,3})?\Z"
)
_FORM = re.compile(
    r"(?<![\w-])(?:[A-Z]{2}\d{9}[A-Z]{2}|#[A-Z]{0,4}-?\d[\d -]{2,14}\d|[A-Z]{2,6}-?\d{1,6}(?:-\d{1,9}){0,3}"
    r"|[A-Z]-\d{2,6}-\d{2,9}|(?:19|20)\d\d-\d{5,9})(?![\w-])"
)
_ERROR_CODE = re.compile(r"[A-Z]\d{4}-\d{4}\Z")
_BORN = re.compile(
    r"(?<!\w)(?:født|fødd|född|born|f\.|fødselsdato(?:en)?|fødselsdag|født den|födelsedatum|date of birth"
    r"|dob)[\s:]{1,3}(?:(?:er|e|är|is|on|den|i)\s)?"
    r"(?P<date>\d{1,2}[./ -]{1,2}\d{1,2}[./ -]{1,2}\d{2,4}|\d{4}-\d\d-\d\d|\d{6})(?!\d)"
)
_BORN_LIKELY = ("føds", "født", "fødd", "föd", "born", "birth", "dob", "f.")
_MONEY = re.compile(
    r" ?(?:kr|kroner|kronor|nok|sek|dkk|eur|euro|,-|:-|€|\$|£|%|mbit|mbps|gbit|mb|gb|ms|stk|dag|dager|dagar"
    r"|mnd|mån|måneder|månader|timer|ganger|gånger|år)(?!\w)",
    re.IGNORECASE,
)


def numbered(text: str, low: str, digits: int) -> Iterator[Span]:
    """Network addresses, plates, and numbers that a word or their form says are a customer's, a case's or a thing's."""
    yield from _addresses_of_machines(text)
    if digits >= 2:
        yield from _plates(text, low)
    if digits < 4:
        return
    if any(map(low.__contains__, _BORN_LIKELY)):
        yield from (Span(m.start("date"), m.end("date"), "birth_date") for m in _BORN.finditer(low))
    for match in _TOKEN.finditer(text):
        if sum(map(str.isdigit, match[0])) >= 4:
            yield from _by_word(text, low, match)
    for match in _FORM.finditer(text):
        yield from _by_form(text, low, match)


def _addresses_of_machines(text: str) -> Iterator[Span]:
    colons = text.count(":")
    if text.count(".") >= 3 and _IP_LIKELY.search(text):
        for match in _IP.finditer(text):
            version = _VERSION.search(text, max(0, match.start() - 12), match.start())
            if not version and not _PUBLIC.fullmatch(match[0]):
                yield Span(match.start(), match.end(), "ip")
    if colons >= 2:
        for match in _IP6.finditer(text):
            if not _CLOCK.match(match[0]) and any(map(str.isdigit, match[0])):
                yield Span(match.start(), match.end(), "ip")
    if colons >= 5 or text.count("-") >= 5 or _DOTTED_MAC.search(text):
        yield from (Span(m.start(), m.end(), "mac") for m in _MAC.finditer(text))


def _plates(text: str, low: str) -> Iterator[Span]:
    for match in _PLATE.finditer(text) if _PLATE_LIKELY.search(text) else ():
        letters = match[0][:3].rstrip("0123456789 ")
        if letters in _NO_PLATE or _MONEY.match(text, match.end()):
            continue
        if match["plain"] is None or _CAR.search(low):
            yield Span(match.start(), match.end(), "plate")
    if not _SMALL_PLATE_LIKELY.search(text) or not any(map(low.__contains__, _CAR_LIKELY)):
        return
    for match in _SMALL_PLATE.finditer(text):
        letters = match[0][:3].rstrip("0123456789 ").upper()
        if letters not in _NO_PLATE and letters not in _SMALL_WORDS and _CAR.search(low):
            yield Span(match.start(), match.end(), "plate")


def _by_word(text: str, low: str, match: re.Match[str]) -> Iterator[Span]:
    start, end = match.span()
    if not any(word.startswith(_STEMS) for word in _WORD.findall(low, max(0, start - 60), start)):
        return
    word = _NAMED.search(low, max(0, start - 60), start)
    if word is None or _CODE.search(low, max(0, start - 24), start):
        return
    exact = _EXACT.search(low, word.start(), start) is not None
    end = _number_end(text, start, end)
    digits = sum(map(str.isdigit, text[start:end]))
    if digits < 4 or (not exact and (_nobodys(text, start, end) or digits < 4)):
        return
    yield Span(start, end, "number")


def _nobodys(text: str, start: int, end: int) -> bool:
    if _MONEY.match(text, end) or "/" in text[start : end + 1] or harmless(text, start, end):
        return True
    return re.fullmatch(r"(?:19|20)\d\d", text[start:end]) is not None


def _number_end(text: str, start: int, end: int) -> int:
    """Where the number ends that may have an amount behind it: "faktura 7731204 499 kr"."""
    if " " in text[start:end] and _MONEY.match(text, end):
        return text.rindex(" ", start, end)
    return end


def _by_form(text: str, low: str, match: re.Match[str]) -> Iterator[Span]:
    found = match[0]
    digits = sum(map(str.isdigit, found))
    if found.startswith("#"):
        if digits >= 4 and not re.fullmatch(r"#(?:19|20)\d\d", found):
            yield Span(match.start(), match.end(), "number")
    elif (
        digits >= 5
        and not _ERROR_CODE.match(found)
        and not _CODE.search(low, max(0, match.start() - 24), match.start())
    ):
        letters = found[:3].rstrip("0123456789-")
        if letters not in _NO_PLATE or digits >= 8:
            yield Span(match.start(), match.end(), "number")
