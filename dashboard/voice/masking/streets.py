"""Where somebody lives: street and number, box, postcode with its town; in the Nordic and the English order."""

import re
from collections.abc import Iterator

from dashboard.voice.masking.numbers import harmless
from dashboard.voice.masking.spans import Span, words

_NUMBER = (
    r"(?P<number>\d{1,4})(?![\d%]|[.,:/-]\d| ?(?:kr|mb|gb|mbit|mbps|gbit|kroner|kronor|stk|år|dager|dagar"
    r"|timer|ganger|gånger|"
    r"min|minutter|minuter|prosent|procent|meter|km|uker|veckor|uger|,-"
    r"|:-)(?!\w))(?: ?-\d{1,3})?(?: ?[A-Za-zÅÄÖÆØ](?![\w'’]))?"
)
_NUMBERED = re.compile(_NUMBER)
_SPACE_DIGIT = re.compile(r" (?=\d)")
_WORD_BEFORE = re.compile(
    r"(?<!\w)(?P<word>[^\W\d_]+(?:[-'’][^\W\d_]+)*(?:(?<=gt)\.)?)(?:\.?,? (?:nr\.? |nummer ))?\.?,? ?\Z"
)
# Endings of a street, in small letters, too.
_SAFE = tuple(
    words("""
    gata gaten gate gatan gade gaden veien vegen vei veg vej vejen vägen väg gränd gränden allé alle
    alléen allén alleen smauet smuget strædet stræde katu polku kuja stien stigen stig vænget
    terrasse parken
""")
)
_SAFE_OR_NUMBER = (*_SAFE, "nr", "nummer")
# Endings that are words of other meanings as well: only with a capital letter.
_CAPITAL = tuple(
    words("""
    bakken bakke backen backe haugen åsen lia lien tunet svingen ringen ring toppen kroken plass
    plassen plads pladsen plats platsen torg torget torvet torv brygge bryggen bryggan kai kaien
    kajen marka marken jordet løkka løkken hagen esplanaden ntie bredden engen enga kollen dalen
    moen skogen vangen stranda stranden tråkket tråkka faret stubben bergen berget ranta rinne mäki
    toften lunden højen haven gården gård holmen banken leden stråket slingan gången byvej feltet
    rabben kleiva grenda neset viken vika sletta flaten hamna leitet brekka bråten rønningen
""")
)
_ROADS = re.compile(
    r"(?:riks|fylkes|motor|europa|hoved|lande|läns|järn|jern|huvud|gjennomfarts|adgangs|om|under|halv|all"
    r"|lufte|skog|hoved|lang|på)"
    r"(?:ve[igj]|väg|vej)(?:en|an)?\Z",
    re.IGNORECASE,
)
_OWN_WORD = re.compile(
    r"(?:gate|gata|gaten|vei|veien|veg|vegen|vej|väg|vägen|gatan|gade|allé|plass|plads|plats|torg|torv"
    r"|stræde|brygge|terrasse|gt|vn)\Z",
    re.I,
)
_BEFORE = re.compile(r"(?:[^\W\d_][\w'’.-]{0,30} ){1,3}\Z")
_OF_A_STREET = words("""
    gamle nye norra södra östra västra øvre nedre nordre søndre vestre østre store lille stora lilla
    sankt st st. gamla nya nørre sønder vester øster ny gammel yttre inre ytre indre
""")
_DOOR = (
    r"(?:,? ?(?:(?:\d{1,2}\. ?|st\.? ?|kl\.? ?)(?:tv|th|mf|sal|etg|etasje|vån|våning"
    r"|tr)(?!\w)\.?(?:,? ?(?:tv|th|mf)(?!\w)\.?)?"
    r"|(?:leil|lgh|leilighet|lägenhet|lejl|apt|flat|bolig|bnr|oppgang|oppg"
    r"|uppgång)\.? ?(?:nr\.? ?)?[A-Z]?\d{0,5}(?!\w)|[HULK]\d{4}(?!\d)|[A-Z] \d{1,3}(?!\d)))"
    r"{0,3}"
)
_TOWN = r"[^\W\d_][\w-]{1,30}(?: (?:[A-ZÆØÅÄÖ]{1,2}(?!\w)|[A-ZÆØÅÄÖ][\w-]{2,20}))?"
_POSTAL = (
    r"(?:,? {0,2}(?:\n)?(?:(?:N|NO|S|SE|DK|FI|FIN)-? ?)?(?:\d{3} \d\d|\d{4,5})(?!\d|[.,:/-]\d)"
    rf"(?:,? (?!kr|mb|gb){_TOWN})?)?"
)
_REST = re.compile(_DOOR + _POSTAL, re.IGNORECASE)
_ADDRESS_WORD = re.compile(
    r"(?:bor|bo|bodd|address?e?n?|adress[ae]?n?|flytt\w*|lever\w*|address|live|living|ved|vid|på|i|til|till"
    r"|from|to|at|in) (?:[\w:]+ ){0,2}\Z",
    re.I,
)
_BOX = re.compile(
    rf"(?<!\w)(?:[Pp]ost[Bb]oks|[Pp]ost[Bb]ox|P\.?[Bb]\.?|[Bb]oks|[Bb]ox"
    rf"|P\.?O\.? [Bb]ox) \d{{1,5}}(?!\w)(?P<post>,? {{0,2}}(?:\d{{3}} \d\d|\d{{4}})(?!\d) {_TOWN})?"
)
# The digit stands first, and what may not be before it behind: so the search goes from digit to digit.
_ENGLISH = re.compile(
    r"\d(?<![\w/.,]\d)\d{0,3}(?:[A-Za-z]?,? (?:[A-Z][\w'’.-]{1,25} ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln"
    r"|Drive|Close|Court|Way|Terrace|"
    r"Gardens|Place|Square|Crescent|Hill|Row|Mews|Grove|Walk|Park)(?![\w])\.?"
    r"|[a-z]?,? (?:[a-z'’]{2,20} ){1,2}(?:street|road|avenue|lane|crescent)(?!\w))"
)
_UK_LIKELY = re.compile(r"\d[A-Z]? \d[A-Z]")
_POST_LIKELY = re.compile(r"\d{3}(?:\d\d?| \d\d),? [^\W\d_]")
_UK_POST = re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}(?!\w)")
_POST = re.compile(
    rf"(?<![\w.,/+-])(?P<land>(?:N|NO|S|SE|DK|FI|FIN|D)-? ?)?(?P<code>\d{{3}} \d\d|\d{{4,5}})(?!\d"
    rf"|[.,:/-]\d),? (?P<town>{_TOWN})"
)
_HOME = re.compile(
    r"(?<!\w)(?:bor|bo|bodde|flytt\w*|adress\w*|live)(?: [\w:]+){0,2} (?:i|på|er|til|till|in) \Z",
    re.IGNORECASE,
)
_POST_WORD = re.compile(
    r"(?<!\w)(?:post(?:nummer(?:et)?|nr\.?|numret|kode|koden|code)|postal code"
    r"|zip(?: ?code)?)[\s:]{1,3}(?:(?:er|e|är|is|mitt|mit|min|my|nr)[\s:]{1,2}){0,2}"
    r"(?P<code>\d{3} \d\d|\d{4,5})(?!\d)",
    re.IGNORECASE,
)
_NO_TOWN = re.compile(
    r"(?:kr|kroner|kronor|nok|sek|dkk|euro?|mbit|mbps|mb|gb|gbit|kbit|ms|km|meter|watt|hz|mhz|ghz|kunder?"
    r"|kunde|følger|personer|views|"
    r"visning\w*|years?|år|dager|dagar|timer|stk|ganger|gånger|poeng|poäng|tv|hd|uhd|led|p|k|x|og|och|and"
    r"|eller|i|på|til|till|er|e|är|is|"
    r"har|hadde|var|som|for|för|med|av|fra|från|om|men|så|mot|per|pr|vs|of|to|the|a|in|on|at|was|has|jeg|eg"
    r"|æ|jag|vi|det|den|de|du|ni|dere)\Z",
    re.IGNORECASE,
)


def spans(text: str, low: str, digits: int) -> Iterator[Span]:
    """Every address and every postcode that has a town, a country's letters or a word beside it."""
    yield from _streets(text)
    if "ox " in text or "oks " in text or "OX " in text or "OKS " in text or "B " in text:
        yield from _boxes(text)
    yield from (Span(m.start(), m.end(), "address") for m in _ENGLISH.finditer(text))
    if digits >= 2 and _UK_LIKELY.search(text):
        yield from (Span(m.start(), m.end(), "postcode") for m in _UK_POST.finditer(text))
    if digits >= 4:
        if "post" in low or "zip" in low:
            yield from (Span(m.start("code"), m.end("code"), "postcode") for m in _POST_WORD.finditer(text))
        if _POST_LIKELY.search(text):
            yield from _postcodes(text)


def _boxes(text: str) -> Iterator[Span]:
    for match in _BOX.finditer(text):
        if match["post"] or match[0][0] in "pP" or match[0].startswith("Box "):
            yield Span(match.start(), match.end(), "address")


def _streets(text: str) -> Iterator[Span]:
    for space in _SPACE_DIGIT.finditer(text):
        if not space.start() or not (text[space.start() - 1].isalpha() or text[space.start() - 1] in ".,"):
            continue
        word = text[text.rfind(" ", 0, space.start()) + 1 : space.start()].rstrip(".,")
        if not (word[:1].isupper() or word.lower().endswith(_SAFE_OR_NUMBER)):
            continue
        before = _WORD_BEFORE.search(text, max(0, space.start() - 50), space.end())
        number = _NUMBERED.match(text, space.end())
        if before is None or number is None:
            continue
        word, start = before["word"], before.start()
        if not _is_street(word) and not word[0].isupper():
            continue
        rest = _REST.match(text, number.end())
        end = rest.end() if rest else number.end()
        postal = rest is not None and re.search(r"\d{4}|\d{3} \d\d", rest[0]) is not None
        if _is_street(word) or (postal and _ADDRESS_WORD.search(text, max(0, start - 40), start)):
            yield Span(_street_start(text, start, word), end, "address")


def _is_street(word: str) -> bool:
    low = word.lower()
    if _ROADS.match(low):
        return False
    if low.endswith("gt."):
        return True
    if low.endswith(_SAFE):
        return len(low) > 5 or word[0].isupper() or _OWN_WORD.match(low) is not None
    return word[0].isupper() and low.endswith(_CAPITAL) and not word.isupper() and len(low) > 6


def _street_start(text: str, start: int, word: str) -> int:
    """Where "Karl Johans gate" or "Norra Åsvägen" begins."""
    before = _BEFORE.search(text, max(0, start - 60), start)
    if before is None:
        return start
    own = _OWN_WORD.match(word) is not None
    for piece in reversed(list(re.finditer(r"\S+ ", before[0]))):
        first = piece[0].strip()
        if (
            first.lower() in _OF_A_STREET
            or (own and first[0].isupper())
            or (own and word.islower() and first.endswith("s"))
        ):
            start = before.start() + piece.start()
        else:
            break
    return start


def _postcodes(text: str) -> Iterator[Span]:
    for match in _POST.finditer(text):
        code, town = match["code"], match["town"]
        first = town.split()[0]
        end = (
            match.end()
            if len(town.split()) == 1 or town.split()[1][0].isupper()
            else match.start("town") + len(first)
        )
        if match["land"]:
            yield Span(match.start(), end, "postcode")
            continue
        home = _HOME.search(text, max(0, match.start() - 40), match.start()) is not None
        if _NO_TOWN.match(first) or first.isupper() or not (first[0].isupper() or home):
            continue
        if (
            len(code) == 4
            and re.match(r"(?:19|20)\d\d", code)
            and not text[: match.start()].rstrip(" ").endswith((",", "▇", "\n"))
        ):
            continue
        if len(code) == 5 or not harmless(text, match.start("code"), match.end("code")):
            yield Span(match.start(), end, "postcode")
