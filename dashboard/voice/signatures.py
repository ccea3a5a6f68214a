"""Whose reply it is: the name or the initials it is signed with at its end.

Signatures are read by their shape, since no list of names is complete: a mark and a name (`/Erlend`, `^KM`), a farewell
and a name (`Mvh Kari`), a name on a line of its own; less words that nobody is called, bullets and quotations.

An account that answers for many (a Facebook page) says nothing of who wrote; its replies are credited by signature.
The ledger keeps each pair (account, signature) as it reads them, and `attribution` works on the set of all pairs when
it is time to measure: neither the order of reading nor reading twice makes a difference.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dashboard.voice.no_names import BRANDS, COMPANY, DEPARTMENT, NOT_INITIALS, NOT_NAMES, SECOND_GIVEN

Sender = tuple[str | None, str | None]
"""The id of the account a reply came from, and the signature under it."""

TAIL = 240
"""Characters at the end of a reply that are looked at: a farewell and four lines of company text."""
LONGEST = 40
"""Characters of the longest name that is believed."""
MANY = 3
"""Different signatures that make an account a page account; two may be a colleague lending a hand."""

# ── Shapes ───────────────────────────────────────────────────────────────────────────────────────────

_UPPER = "A-Z" + "".join(chr(code) for code in range(0xC0, 0x250) if chr(code).isupper())
_SYMBOLS = (  # arrows and dingbats, joiners and variation selectors, emoji, tags of flags
    "\u2190-\u2bff\u3030\u303d\ufe0f\u200b-\u200f\u2060\u20e3\ufeff\U0001f000-\U0001faff\U000e0020-\U000e007f"
)
_LETTER = r"[^\W\d_]"
_CAPITALISED = rf"[{_UPPER}]{_LETTER}{{0,19}}(?:['’-]{_LETTER}{{1,15}}){{0,2}}"
_DOTTED = rf"[{_UPPER}](?:\.[ ]?[{_UPPER}]){{1,3}}(?!{_LETTER})"
_NAME = rf"(?:{_DOTTED}|{_CAPITALISED}(?:[ ]{_CAPITALISED}){{0,3}})"
_SMALL = rf"{_LETTER}{{2,14}}"
_OF = r"(?:i|fra|frå|från|på|hos|ved|in|from|at|with|@)"
_WORD = r"(?![-–—])[^\s,.!?/^*()]+"
_ROLE = (  # "i kundeservice", ", Kundeservice", " | Telia", " (Nordlys)", " - Telenor kundeservice"
    rf"(?:(?:[ ]?[,|(·][ ]?|[ ][-–—@][ ]?|[ ])(?:{_OF}[ ]{_WORD}(?:[ ]{_WORD}){{0,3}}|"
    rf"(?:{_WORD}[ ]){{0,2}}(?:{DEPARTMENT}|{BRANDS})(?:[ ]{_WORD}){{0,2}})|[ ]?[,|(·][ ]?{_NAME})\)?"
)
_MARKED = re.compile(
    rf"(?:(?<!\S)|(?<=[.!?…)»”({_SYMBOLS}])|(?<={_LETTER})(?=\^[{_UPPER}]))"
    rf"(?P<mark>[vV]/|/{{1,3}}|\^|\*|~|_|--?|[–—])(?P<gap>[ ]?)"
    rf"(?:(?P<name>{_NAME})(?P<role>{_ROLE})?|(?P<small>{_SMALL}))(?P<close>\)?)\Z"
)
_DASHES = ("-", "--", "–", "—")
_SURE = ("^", "//", "///", "v/", "V/")  # they mean nothing else, even with a space after them
_HEARTY = (
    "venn?lige?|venleg|vänliga?|beste|bedste|bästa|kj?ærlig|varm[ea]|god[ea]|glad[ea]|trevliga?|mange|många"
)
_FAREWELL = re.compile(
    r"(?<![\w@/-])(?:(?P<strong>m\.?v\.?h|v\.?h|k\.?h|d\.?b\.?h|"
    rf"(?:(?:med|mange|de|dei|vår|våre)[ ])*(?:{_HEARTY})[ ](?:hils(?:en|e?ner|ninger)|helsing(?:ar)?|hälsning(?:ar)?)|"
    r"(?:with[ ])?(?:(?:kind|kindest|best|warm|warmest|many)[ ])?regards|best wishes|all the best|bvh|"
    r"yours (?:truly|faithfully)|vänligen)|"
    r"(?P<plain>(?:yours )?sincerely|(?:jule?|påske|sommer)?hils(?:en|ner|er)|helsing(?:ar)?|helsar|"
    r"hälsn(?:ing|ingar)?|hälsar|klem|kram|knus|hugs|bh)|"
    r"(?P<comma>best|cheers|yours|warmly|br|al+t go(?:tt|dt)|ta vare|take care)(?=,|[ ]*\n))(?!\w)",
    re.IGNORECASE,
)
_FAREWELL_LIKELY = re.compile(  # literals only, for small letters: ten times as fast
    r"hils|hels|häls|vh|v\.h|kh|dbh|vänligen|klem|kram|knus|hugs|bh |regards|wishes|best[,\n ]|sincer|"
    r"yours|cheers|warmly|br[,\n]|go(?:tt|dt)[,\n]|vare[,\n]|care[,\n]"
)
_NO_FAREWELL = re.compile(r"\b(?:en|ei|ein|ett?|min|stor|a|the|send\w*|skick\w*|få\w*|fikk|fekk)\s+\Z", re.I)
_BETWEEN = re.compile(rf"(?:[\s,.:;!–—/^*~_{_SYMBOLS}-]|(?:fra|frå|från|from|ved|v/)(?=[ {_UPPER}]))+")
_PIECES = re.compile(rf"\s*[,\n|]\s*|[.!]\s+|\s+v/[ ]?|\s+ved\s+|\s+[-–—/^*~][ ]?|\s*[{_SYMBOLS}]+\s*")
_PIECE = re.compile(
    rf"(?:(?P<name>{_NAME})|(?P<small>{_SMALL})(?:[ ](?!{_OF}[ ]){_SMALL})?)\.?(?P<role>{_ROLE})?"
)
_ALONE = re.compile(rf"(?:\n|(?P<inline>[.!?…){_SYMBOLS}][ ]))[ \t]*(?P<name>{_NAME})\.?(?P<role>{_ROLE})?\Z")
_STAFF = re.compile(rf"(?:[ ]{_OF}[ ](?:{_LETTER}{{2,20}}[ ])?|,[ ])(?:{DEPARTMENT})", re.IGNORECASE)
_BRACKETED = re.compile(rf"(?:(?<=\s)|(?<=[.!?…{_SYMBOLS}]))\[(?P<name>{_NAME})\]\Z")
_BULLET = re.compile(r"[ \t]*[-–—*•·/](?P<gap>[ ]?)\w")
_SENTENCE_END = re.compile(rf"[.!?…)»”{_SYMBOLS}]\s*\Z")
_WISH = re.compile(r"[^\n,]{4,40},|[^\n.!?]{0,24}\b(?:takk|tack?|thanks|thank you)", re.IGNORECASE)
_HELLO = re.compile(
    r"\W*(?:hei\w*|hej\w*|hi|hello|hall[oå]|kjære|kære|dear|god (?:dag|kveld))\W*", re.IGNORECASE
)
_FOOTER = re.compile(
    rf"{COMPANY.pattern}|@|\bwww\.|https?:|\d\d[\d ]{{4,}}|\b(?:tlf|tel|ps|åpent|öppet|åbent|open)\b",
    re.IGNORECASE,
)
_NOISE = re.compile(
    rf"(?:[\s.…!,;{_SYMBOLS}]|(?<=\s)x{{1,3}}|(?<!\S)(?:https?://|www\.)\S+|(?<!\S)#\w+|(?<!\S)\(?[1-9]/[1-9]\)?|"
    r"[:;=]['’]?-?[)(]|(?<!\w)[:;=]-?[DPpO3*](?!\w)|<3|(?<!\S)\^_?\^)+\Z"
)
_QUOTED_LINE = re.compile(r"^[ \t]*>.*(?:\n|\Z)", re.MULTILINE)
_QUOTED_BELOW = re.compile(
    r"^(?:-{3,} ?\w.*|(?:den|on) .{0,40}\d.{0,80}(?:skrev|wrote).{0,80}:|fr(?:a|å|ån|om): .{0,80}@.*)$(?!\n[ \t]*>)",
    re.IGNORECASE | re.MULTILINE,
)


def signature(text: str) -> str | None:
    """The name or the initials with which a reply is signed at its end, as written; None where it isn't.

    Of a full name it is the given name (with the initial of the family name where just that is written: Kari N), at
    most 40 characters. An estimate by shape.
    """
    body, after = _stripped(_own_words(text))
    found = _bracketed(body) or _marked(body, after) or _greeted(body) or _alone(body, after)
    for _ in range(3):
        above, _, last = body.rpartition("\n")
        if found or not above or len(last) > 80 or not _FOOTER.search(f"{last} {after}"):
            break
        body, after = _stripped(above)
        found = _marked(body, after) or _alone(body, after)
    return found


def _own_words(text: str) -> str:
    """The end of what the writer wrote, less what is quoted of others."""
    text = text[-4000:].replace("\r\n", "\n")  # long enough for a quotation below
    if quoted := _QUOTED_BELOW.search(text):
        text = text[: quoted.start()]
    text = _QUOTED_LINE.sub("", text) if ">" in text else text
    return unicodedata.normalize("NFC", text[-TAIL:]).replace("\u00a0", " ")


def _stripped(text: str) -> tuple[str, str]:
    """The text without what may follow a signature (full stops, emoji, links, hashtags, 2/2); and just that."""
    end = len(text)
    while True:
        word = max(text.rfind(" ", 0, end - 1), text.rfind("\n", 0, end - 1), 0)
        noise = _NOISE.search(text, word, end)
        if not noise or noise.start() == noise.end():
            return text[:end], text[end:].lstrip()
        end = noise.start()


# ── The three shapes of a signature ──────────────────────────────────────────────────────────────────


def _marked(body: str, after: str) -> str | None:
    """`/Erlend`, `^KM`, `- Anna, Telia` at the end."""
    match = _MARKED.search(body, _last_line(body))
    while match:
        name = _small(match["small"]) if match["small"] else _given(match["name"])
        if not name and _is_initials(match["name"] or "", match["mark"] + match["gap"]):
            name = match["name"]  # even where they read as a word: ^JA, *PS
        if name and _is_mark(match, body[: match.start()], after):
            return name
        match = _MARKED.search(body, match.start() + 1)
    return None


def _is_initials(name: str, mark: str) -> bool:
    return name.isupper() and len(name) <= {"^": 3, "*": 2}.get(mark, 0)


def _bracketed(body: str) -> str | None:
    """`[KM]` at the end."""
    match = _BRACKETED.search(body, _last_line(body))
    if not match or not (len(match["name"]) <= 3 or _SENTENCE_END.search(body[: match.start()])):
        return None  # "Trykk [Enter]"
    return _given(match["name"])


def _last_line(body: str) -> int:
    """Where the last line begins, or what could still be a signature of it."""
    return max(body.rfind("\n") + 1, len(body) - 100)


def _is_mark(match: re.Match[str], lead: str, after: str) -> bool:
    """Whether what stands before lets it be a signature's mark: no dash, "or", bullet, footnote or price."""
    mark, gap = match["mark"], match["gap"]
    first = not lead.rpartition("\n")[2].strip()
    ended = first or bool(_SENTENCE_END.search(lead))
    if bool(match["close"]) != lead.endswith("(") or not _stands_close(match, lead, ended=ended):
        return False
    if first:
        return _is_no_bullet(match, lead)
    if mark in _SURE or not gap:
        return True
    if mark in _DASHES and (after.startswith("!") or (after.startswith(".") and lead.rstrip().endswith("?"))):
        return False  # "Takk for tipset – Kari!" speaks to Kari; "Hvem er det? – Kari." is a dialogue
    return ended or (lead.rsplit(maxsplit=1)[-1][0].islower() and not match["role"] and mark not in "*_")


def _stands_close(match: re.Match[str], lead: str, *, ended: bool) -> bool:
    """A name in small letters needs a mark that is hardly anything else; one letter no dash before it."""
    mark, small = match["mark"], match["small"]
    if mark in _DASHES:
        if lead[-1:] == "." and lead[-2:-1].isdigit():  # 299.- Anna
            return False
        if small:
            return ended and not match["gap"] and not lead.rstrip().endswith(("»", "”", ")"))
        return ended or len(match["name"]) > 1
    if not small or mark in _SURE:
        return True
    tight = not match["gap"] and not lead.rstrip()[-1:].isdigit()
    return mark in "/~" and len(small) > 1 + (not ended) and (tight or (ended and mark == "/"))


def _is_no_bullet(match: re.Match[str], lead: str) -> bool:
    """A mark that begins its line belongs to a list where the line before has one like it, or announces it."""
    before = lead.rstrip()
    if not before or (not match["gap"] and match["mark"] in (*_SURE, "/")):
        return not match["gap"] or match["mark"] in _SURE
    if bullet := _BULLET.match(before.rpartition("\n")[2]):
        return bullet["gap"] != match["gap"]
    return "\n\n" in lead[len(before) :] or before[-1] not in ":,;"


def _greeted(body: str) -> str | None:
    """`Mvh Kari`, `Hilsen Ole i kundeservice`, and over several lines with the company before or after the name."""
    if not _FAREWELL_LIKELY.search(body.lower()):
        return None
    for match in reversed(list(_FAREWELL.finditer(body))):
        lead, rest = body[: match.start()], _BETWEEN.sub("", body[match.end() :], count=1)
        begins = not lead.strip() or lead.rstrip(" ").endswith("\n") or bool(_SENTENCE_END.search(lead))
        if "?" in rest or (match["comma"] and not begins) or (match["plain"] and _NO_FAREWELL.search(lead)):
            continue
        small = match["strong"] or (match["plain"] and begins)
        for piece in _PIECES.split(rest)[:4]:
            named = _PIECE.fullmatch(piece.strip())
            if named and (
                name := _given(named["name"]) if named["name"] else small and _small(named["small"])
            ):
                return name
            if piece.strip() and not COMPANY.search(piece):
                break
    return None


def _alone(body: str, after: str) -> str | None:
    """`Anna` on the last line under a finished sentence; `Anna i kundeservice` also right after it."""
    match = _ALONE.search(body, max(_last_line(body) - 2, 0))
    if not match or after.startswith("!") or not (name := _given(match["name"])) or len(name) < 2:
        return None
    role, lead = match["role"] or "", body[: match.start() + len(match["inline"] or "")]
    if match["inline"]:
        return name if _STAFF.fullmatch(role) else None
    above = lead.rstrip().rpartition("\n")[2]
    finished = lead.endswith(("\n", "--", "-- ")) or _SENTENCE_END.search(lead) or _WISH.fullmatch(above)
    other = above.endswith(":") or _HELLO.fullmatch(above) or _BULLET.match(above)
    return name if above and finished and not other and (not role or COMPANY.search(role)) else None


def _given(name: str) -> str | None:
    """The given name or the initials of what stands where a name should; None where nobody is called that."""
    words = re.split(r"\.?[ ]|\.", name)
    if all(len(word) == 1 for word in words):
        words = ["".join(words)]
    if words[0].isupper() and len(words[0]) <= 3:
        return None if words[0] in NOT_INITIALS or COMPANY.search(" ".join(words[1:])) else words[0]
    if not _small(words[0]) or COMPANY.search(name):
        return None
    kept = 2 if len(words) > 1 and (len(words[1]) == 1 or words[1].casefold() in SECOND_GIVEN) else 1
    found = " ".join(words[:kept])
    return found if len(found) <= LONGEST else None


def _small(name: str) -> str | None:
    return None if name.casefold() in NOT_NAMES or name in NOT_INITIALS or COMPANY.search(name) else name


# ── Whom a reply is credited to ──────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Attribution:
    """Whom each reply is credited to; `shared` are the accounts that answer for many."""

    shared: frozenset[str] = frozenset()
    agents: Mapping[Sender, str] = field(default_factory=dict)

    def credited(self, account: str | None, signed: str | None) -> str | None:
        """The agent's id: by signature where the account is shared or unknown, else the account's own."""
        return self.agents.get((account, signed), account)


def attribution(
    senders: Iterable[Sender], names: Mapping[str, str], page_accounts: Iterable[str] = ()
) -> Attribution:
    """Whom replies are credited to, given all pairs (account, signature) at hand, in any order.

    `names` are the people of ours, id to name (the id again where only that is known); `page_accounts` the ids or
    names of accounts that are set to be shared. Others are found: the only account there is, and each with signatures
    of at least three people. A signature that fits no known person, or several, is an agent of its own; one with the
    account's own name is the account's.
    """
    senders, page_accounts = set(senders), set(page_accounts)
    accounts = {account: names.get(account, account) for account, _ in senders if account is not None}
    own = {account: _Fitting({account: name}) for account, name in accounts.items()}
    people = defaultdict[str | None, set[str]](set)
    for account, signed in senders:
        if account is not None and signed:
            people[account].add(own[account].agent(signed) or _folded(signed))
    shared = frozenset(
        account
        for account, name in accounts.items()
        if len(accounts) == 1 or len(people[account]) >= MANY or {account, name} & page_accounts
    )
    known = _Fitting({agent: name for agent, name in names.items() if agent not in shared})
    agents: dict[Sender, str] = {}
    for account, signed in senders:
        if signed and account is None:
            agents[None, signed] = known.agent(signed) or _as_name(signed)
        elif signed and account in shared:
            agents[account, signed] = own[account].agent(signed) or known.agent(signed) or _as_name(signed)
    return Attribution(shared, agents)


class _Fitting:
    """Finds the one agent whom a signature fits: by id or name, initials, given name, and last with ø as o."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._whole, self._initials, self._given = (defaultdict[str, set[str]](set) for _ in range(3))
        for agent, name in names.items():
            words = name.split() or ["?"]
            letters = [part[0] for part in re.split(r"[ -]+", " ".join(words)) if part] or ["?"]
            self._whole[agent.casefold()].add(agent)
            self._whole[name.casefold()].add(agent)
            if len(letters) > 1:
                self._initials["".join(letters).casefold()].add(agent)
                self._initials[(letters[0] + letters[-1]).casefold()].add(agent)
            for given in (words[0], " ".join(words[:2]), f"{words[0]} {words[-1][0]}"):
                self._given[given.casefold()].add(agent)
                self._given[f"~{_folded(given)}"].add(agent)

    def agent(self, signed: str) -> str | None:
        """The id of the one agent; None where nobody fits, or several."""
        small = signed.casefold()
        initials, given = self._initials.get(small), self._given.get(small)
        names = (initials, given) if signed.isupper() else (given, initials)
        fits = next(
            filter(None, (self._whole.get(small), *names, self._given.get(f"~{_folded(signed)}"))), set()
        )
        return next(iter(fits)) if len(fits) == 1 else None


_SPELT = str.maketrans({"ø": "o", "æ": "a", "ð": "d", "þ": "th", "ł": "l"})


def _folded(name: str) -> str:
    """Without diacritics, and å, ø, æ as if written aa, oe, ae: Bjørn, Bjorn and Bjoern are one."""
    letters = unicodedata.normalize("NFD", name.casefold()).translate(_SPELT)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return plain.replace("aa", "a").replace("oe", "o").replace("ae", "a")


def _as_name(signed: str) -> str:
    """One way to write a name that is known from signatures only."""
    if signed.islower():
        return signed.upper() if len(signed) <= 2 else signed[0].upper() + signed[1:]
    return signed[0] + signed[1:].lower() if signed.isupper() and len(signed) >= 4 else signed
