"""Words beside a name that say it is one: greetings at the end, "heter", relatives, colleagues, teams."""

import re
from collections.abc import Sequence

from dashboard.voice.masking.spans import words

NONE, WITH, STRONG, NAMING = 0, 1, 2, 3
"""Nothing; "with …" or a relative; a farewell, a title, thanks; "is called"."""


NAMERS = words("""
    heter heiter hette heitte het heitar hedder hed hette hedte named called navn navnet namn namnet navne
    kalles kallas kallades kalt kalte kallar kalla name
""")
_FAREWELL = words("""
    mvh hilsen hilsning hilsningar helsing hälsning hälsningar hälsn hilsner hälsar helsar vh kh dbh regards
    cheers sincerely fru herr hr frk frøken fröken mr mrs ms miss sir madam familien familjen family fam
    hilsener hils hälsa signed
""")
_THANKS = words(
    "takk tack tak thanks thank kudos shoutout ros cred kred props takker tackar takkar hjelpen hjälpen hjælpen"
)
_TO = words("til till te to for for för you")
_KIN = words("""
    mann mannen man husband kona kone kono kja hustru fru frua frue wife kjæreste kæreste kjærasten sambo
    samboer samboeren samboar sønn sønnen søn son sonen dotter dottera datter datteren dattera dottern daughter
    bror broren brodern brother søster søstera syster sister mor mora moren mamma mamman far faren pappa mother
    father mum mom dad farmor farfar mormor morfar bestemor bestefar tante tanta onkel uncle aunt aunty auntie
    nevø niese nabo naboen naboan granne grannen neighbour neighbor venn vennen venninne väninna vän veninde ven
    friend ektefelle ektemann make maka makan partner flatmate roommate
""")
_STAFF = words("""
    kollega kollegaen kollegan kollegaer colleague colleagues kundebehandler kundebehandleren kundebehandlar
    saksbehandler saksbehandleren medarbeider medarbeideren medarbetare medarbejder handläggare handläggaren
    tekniker teknikeren teknikern technician technicians montør montøren montören montör installatør
    installatøren installer engineer selger selgeren säljare säljaren sælger sælgeren konsulent konsulenten
    rådgiver rådgiveren rådgivaren advisor agent agenten operator operatør sjef sjefen chef chefen boss manager
    dame damen dama gutt gutten kille killen tjej tjejen fyr fyren mand lady guy gentleman kar karen jente jenta
    styreleder vaktmester vaktmesteren vicevært viceværten accountant regnskapsfører ordförande kasserer kassør
    lærling lærlingen
""")
_PRONOUNS = words("ho han hun hon hu hende ham henne honom hendes hans derre")
_TALK = words("""
    snakket snakka snakke snakker snakkar prata pratade pratat pratar talte talade talat talt taler talar
    chattet chatta chattade chattade chattat chattede skrev kontakt ringte møte hjelp hjälp hjælp help spoke
    talked chatted speak spoken helped hjulpet hjulpen svar svarte betjent ekspedert mail epost mailet avtale
    avtalt mejlade tlf samtale samtal
""")
_BY = words("med av fra från frå til till te hos with to by from hjå")
_BETWEEN = words("""
    er e är is var was ä mitt mit min my å på s hans hennes hennar hendes hans his her deres vår din
""")
PARTICLES = words("von van de der den al el bin ben ibn af la da dos del di le abu")
WHERE = words("""
    i på ved vid fra från frå til till te in from at near to mot over över utanfor utenfor nær nära by
""")
_FROM = words("fra frå från from")
PERSONS = words(
    "jeg eg æ je e jag ja jæ jae i my mitt mit navnet namnet ho hun han hon hu som mor far kona mannen mamma pappa"
)
ARTICLES = words("a an the")
MONTHS = words("jan mai maj april may june juni juli august jun jul")
GOING_ON = words("i på hos fra från frå in at from og och and som who om igår idag nettopp nyss nå nu")
PLACED = words("i på ved vid in at near utanför utenfor udenfor nær nära")
INSIDE = words("i in vid")
NOBODY = words("""
    with my are can do will long price ha said hope vad ta ask meg else guy tell mina read ville hem may jo nok
    andre vår inga son lång par sina hans mine ned lie black young rude wall white music hus bak tage ball green
    mellem wanna patience ho rich faith vilja tale park holdt hung art min din bror all alle the you han pop god
    gud hun hon van ping edit eve dela said
""")
"""Given names that are too common as words to be believed in small letters."""
_TEAM = words("""
     kundeservice kundeservicen kundservice kundtjänst kundsupport kundesupport support supporten chat chatten
     chaten butikken butiken butikk butik faktura fakturaavdelingen regning billing salg sälj sales teknisk
     teknik tekniken technical tech telefonen telefon linja linjen luren dere deres dokker dykk dekk dåkk dåkke
     jer er ert you your us team teamet vakt kveldsvakta nattevakt natt natta växeln resepsjonen sentralbordet
     avdelingen avdeling avdelning messenger facebook online phone kundesenter kundesenteret helpdesk
     retention
""")
_LINKS = words("i på hos fra från frå at in from on ved av hjå hjaa")
_ACTS = words("""
    hjalp hjelpte hjelpa hjälpte hjælper fikset fiksa fiksar fixade fixar fikser ordnet ordna ordnade ordner
    ordnar svarte svara svarade svarede ringte ringde ringede sa sade sagde lovet lovte lova lovade lovede
    helped fixed said told called promised sorted forklarte förklarade forklarede skrev deserves fortjener
    förtjänar satt lyttet lyssnade listened stayed sørget
""")
SPEAKING = NAMERS | _FAREWELL | _THANKS | _TALK
"""Words that can speak for a name in small letters that is a word as well."""
_NEAR = re.compile(r"[\s:,;.!\-'’\"«(/*]{0,6}\Z")
_ENDED = re.compile(r"[.!\n]")


def before(text: str, lows: Sequence[str], at: Sequence[tuple[int, int]], i: int) -> int:
    """How much the words before word i say that a name comes now."""
    for j in range(i - 1, max(-1, i - 4), -1):
        gap = (text, at[j][1], at[j + 1][0])
        if not _NEAR.match(*gap):
            return NONE
        if j == i - 1 and lows[j] in _FAREWELL:
            return STRONG
        said = NONE if _ENDED.search(*gap) else _said(lows, j, beside=j == i - 1)
        if said or lows[j] not in _BETWEEN or _ENDED.search(*gap):
            return said
    return NONE


def _said(lows: Sequence[str], j: int, *, beside: bool) -> int:
    """What word j says of a name that stands behind it, or behind small words."""
    if lows[j] in NAMERS:
        return NAMING
    return (_beside(lows, j) if beside else NONE) or (WITH if lows[j] in _KIN or lows[j] in _STAFF else NONE)


def _beside(lows: Sequence[str], j: int) -> int:
    """What the word just before, with the one before that, says."""
    low = lows[j]
    earlier = lows[j - 1] if j else ""
    if earlier in _FAREWELL and low in _FROM:
        return STRONG
    if low in _THANKS or (low in _TO and earlier in _THANKS) or (low in _BY and earlier in _TALK):
        return STRONG
    return WITH if low in _PRONOUNS else NONE


def of_the_team(lows: Sequence[str], i: int) -> bool:
    """Whether "in support", "på chatten", "fra dere" stands behind word i, or behind the one after it."""
    for j in (i + 1, i + 2):
        if j + 1 < len(lows) and lows[j] in _LINKS and any(low in _TEAM for low in lows[j + 1 : j + 3]):
            return True
    return False


def acts(lows: Sequence[str], i: int) -> bool:
    """Whether what follows is something that people do."""
    return i + 1 < len(lows) and lows[i + 1] in _ACTS
