"""What anybody would call good or bad is never heard as the opposite; none of these sentences was learned from."""

import pytest

from dashboard.settings import Settings
from dashboard.voice.sentiment import MOODS
from data.ear.hearing import ear
from data.ear.plain import plain, told

BAD = {
    "nb": (
        "Verste servicen noensinne",
        "Helt ubrukelig support",
        "Jeg er kjempeskuffet over dere",
        "Dette er jo en ren skandale",
        "For en elendig tjeneste",
        "Dere burde skamme dere",
        "Aldri mer dere",
        "Null kundeservice, bare tull",
        "Så utrolig irriterende at det aldri virker",
        "Det dårligste nettet jeg har hatt",
        "Dere lyver for kundene deres",
        "Jeg er drittlei av å vente",
    ),
    "nn": (
        "Den verste tenesta eg har vore borti",
        "Heilt ubrukeleg kundeservice",
        "Eg er så skuffa over dykk",
        "Dette er jo heilt for gale",
        "Det er ein skandale",
        "De burde skamme dykk",
        "Aldri meir dykk",
        "Eg er drittlei av å vente",
        "Elendig nett, dag etter dag",
        "Dette er heilt uakseptabelt",
        "Så irriterande at det aldri verkar",
    ),
    "sv": (
        "Sämsta servicen någonsin",
        "Helt värdelös support",
        "Jag är så besviken på er",
        "Detta är en skandal",
        "Vilken usel tjänst",
        "Skamligt hur ni behandlar folk",
        "Aldrig mer er",
        "Så otroligt irriterande att det aldrig fungerar",
        "Det sämsta bredbandet jag har haft",
        "Ni ljuger för era kunder",
        "Jag är så trött på att vänta",
        "Fy fan vad dåligt",
    ),
    "da": (
        "Den værste service nogensinde",
        "Fuldstændig ubrugelig support",
        "Jeg er så skuffet over jer",
        "Det her er jo en skandale",
        "Sikke dog en elendig service",
        "Skam på jer allesammen",
        "Aldrig mere jer",
        "Så utrolig irriterende at det aldrig virker",
        "Det dårligste net jeg har haft",
        "I lyver for jeres kunder",
        "Jeg er så træt af at vente",
        "Hold op hvor er det ringe",
    ),
    "en": (
        "Worst service ever",
        "Absolutely useless support",
        "I am so disappointed with you",
        "This is nothing but a disgrace",
        "What a terrible service",
        "You should be ashamed",
        "I will never recommend you",
        "So incredibly annoying that it never works",
        "The worst broadband I have ever had",
        "You lie to your customers",
        "I am sick of waiting",
        "Shockingly poor customer care",
        "Complete and utter rubbish",
        "Your app is garbage",
    ),
}
GOOD = {
    "nb": (
        "Beste servicen noensinne",
        "Helt fantastisk support",
        "Jeg er kjempefornøyd med dere",
        "Dette var helt supert",
        "For en nydelig tjeneste",
        "Dere er rett og slett gull",
        "Endelig virker alt, tusen takk",
        "Kundeservice i toppklasse",
        "Så utrolig hyggelig betjening",
        "Det beste nettet jeg har hatt",
        "Raskt og greit, anbefales",
        "Er så glad i dere",
    ),
    "nn": (
        "Den beste tenesta eg har vore borti",
        "Heilt fantastisk kundeservice",
        "Eg er så nøgd med dykk",
        "Dette var heilt supert",
        "Tusen takk for god hjelp",
        "De er rett og slett gull",
        "Endeleg verkar alt, takk",
        "Så hyggelege folk",
        "Lynraskt nett, eg er imponert",
        "Topp service",
        "Det vart ordna på fem minutt, flott",
    ),
    "sv": (
        "Bästa servicen någonsin",
        "Helt fantastisk support",
        "Vi är väldigt nöjda med er",
        "Det här är super",
        "En underbar tjänst ni har",
        "Ni förtjänar alla guldstjärnor",
        "Äntligen funkar allt, tack",
        "Kundservice i toppklass",
        "Så otroligt trevligt bemötande",
        "Det bästa bredbandet jag har haft",
        "Snabbt och smidigt, rekommenderas",
        "Så bra jobbat av er",
    ),
    "da": (
        "Den bedste service nogensinde",
        "Fuldstændig fantastisk support",
        "Vi er meget tilfredse med jer",
        "Det er bare super",
        "Sikke en dejlig service",
        "I er simpelthen de dygtigste",
        "Endelig virker alt, tak",
        "Kundeservice i topklasse",
        "Så utrolig flink medarbejder",
        "Det bedste net jeg har haft",
        "Hurtigt og nemt, kan anbefales",
        "Hvor er I bare gode",
    ),
    "en": (
        "Best service ever",
        "Absolutely brilliant support",
        "We are very happy with your service",
        "This is great",
        "What a lovely service",
        "You are worth your weight in gold",
        "Finally everything works, thank you",
        "Truly first class customer service",
        "Such an incredibly friendly agent",
        "The best broadband I have ever had",
        "Quick and easy, recommended",
        "You guys are amazing",
        "Brilliant work, team",
        "Fantastic job",
    ),
}
OPPOSITE = {"negative": "positive", "positive": "negative"}
MOST = 0.9
"""Of the sentences of a language, of how many the mood that is meant must be the likeliest, sure or not."""


@pytest.fixture(scope="module")
def hearing():
    return ear(Settings(), topics=False)


@pytest.mark.parametrize("language", BAD)
@pytest.mark.parametrize(("mood", "said"), [("negative", BAD), ("positive", GOOD)], ids=["bad", "good"])
def test_what_is_plain_is_heard_as_it_is_meant(hearing, language, mood, said):
    texts = said[language]
    heard = [each.mood for each in hearing.hear(texts)]
    assert [text for text, felt in zip(texts, heard, strict=True) if felt == OPPOSITE[mood]] == []
    likeliest = [MOODS[place] for place in hearing.probabilities(texts).argmax(axis=1)]
    assert likeliest.count(mood) >= MOST * len(texts), [*zip(texts, likeliest, strict=True)]


def test_none_of_them_was_learned_from():
    learned = {line.text.casefold() for line in (*plain(), *told())}
    assert not learned & {
        text.casefold() for said in (BAD, GOOD) for texts in said.values() for text in texts
    }
