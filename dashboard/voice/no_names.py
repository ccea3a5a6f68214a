"""What nobody is called: words, departments and companies that stand where a name might."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NOT_NAMES = _words("""
    takk tack tak thanks thank cheers hei heia hej hejsan hi hello hallo hallå hey ja jo nei nej no yes ok okay okei
    beklager beklagar sorry unnskyld orsak ursäkta undskyld obs merk viktig viktigt important nb note tips hint info
    god godt gott good lykke lykka lycka snakkes snakkast ses velkommen välkommen welcome hilsen helsing hälsningar
    hilsner regards best mvh vh klem kram ha håper hoppas hope yeah mate pal guys folks sir again very super flott fint
    bra kult greit topp supert perfekt vi me oss dere dykk de dei dem ni er jeg eg jag du deg dig meg mig we us you
    they our your my customer kunde kunden vår min i og eller or and und samt med til till fra frå från from to on på
    av om for för at att som the det den dette detta denne denna ein ei en et ett an this that alle alla everyone all
    team teamet gjengen her här mer meir mere more les läs læs read se sjå see ring call send skriv write gå go velg
    vel välj vælg choose trykk tryck tryk klikk klicka klik click prøv prova pröva try husk hugs kom remember start
    starta stopp stop sjekk kolla tjek check kontakt kontakta contact spør fråga spørg ask svar answer hjelp hjälp
    hjælp help følg følj slik så then now nå nu evt etc osv osb ikke ikkje inte not men but fordi igjen snart soon
    tilbake siden sidan privat bedrift bedrifter internett internet nett nettet nät bredbånd bredband breiband
    broadband fiber mobil mobilen mobile telefon telefoni phone strøm ström modem ruter ruteren router routern routeren
    kabel cable ledning wifi wi-fi wlan dekoder boks boksen box boxen app appen nettverk nätverk netværk network
    innstillinger innstillingar inställningar indstillinger settings meny menu sikkerhet personvern privacy android
    iphone ipad ios windows mac chrome safari firefox facebook messenger instagram twitter whatsapp youtube google
    netflix apple samsung xbox playstation chat chatten chatbot e-post epost mail e-mail email mailen sms faktura
    fakturaen invoice regning rekning abonnement bestilling order pris price priser gratis free binding bonus
    kundeservice kundservice kundtjänst sport film norsk svensk dansk engelsk english personnummer norge noreg norway
    sverige sweden danmark denmark finland norden europa europe oslo bergen trondheim stavanger stockholm göteborg
    malmö københavn london mandag måndag monday tirsdag tysdag tisdag tuesday onsdag wednesday torsdag thursday fredag
    friday lørdag laurdag lördag saturday søndag sundag söndag sunday kr nok dkk mnd mnad mån md måned månad month år
    year uke veke vecka uge week dag day døgn dygn time timme hour stk sek mbit mbps gbit gb mb kb kbit km kg tv pc hd
    usb
""")
NOT_INITIALS = _words("""
    TV PC USB HD UHD DNS LAN WAN IP FAQ GPS SIM PIN PUK VPN NAT LED APN PDF DSL BBC NRK SVT HBO USA UK EU KID CVC VAT
    MVA SMS MMS OBS OK PS NB DM PM ID RCS HEI TAK NEI JA GB KR NOK SEK DKK MAC IOS APP ASA NO XD LOL
""")
SECOND_GIVEN = _words("""
    marie maria grete grethe lise lisa beate karin kristin kristine kirstine cathrine katrine margrethe marit berit
    brit britt anne ann elise sofie sofia louise helene elisabeth johan petter peter erik arne ove tore martin kristian
    christian magnus fredrik henrik andre andré inge egil ivar einar håkon olav gunnar olof anders mette lene
""")
"""Second halves of double given names (Anne Marie, Per Erik), which are hardly family names."""

DEPARTMENT = (
    r"kunde?(?:[- ]?(?:servicen?|sørvis|tjänst(?:en)?|tjeneste|senter(?:et)?|center|centret|support(?:en)?|"
    r"avdeling(?:en|a)?|omsorg|vård|rådgiver))|customer (?:services?|care|support|team)|support(?:en|team|avdelingen)?|"
    r"service ?desk|help ?desk|team(?:et)?|sosiale medi(?:er|um)|social[ae] medi(?:er|a)|social media"
)
BRANDS = (
    "telenor|telia|altibox|viasat|viaplay|allente|lyse|tele2|comviq|halebop|talkmore|onecall|chilimobil|nextgentel|"
    "rikstv|telmore|tdc|yousee|norlys|stofa|hiper|bahnhof|bredbandsbolaget|phonero|eidsiva|homenet|waoo|ewii|oister|"
    "lebara|mycall|globalconnect|ownit|comhem|vimla|hallon|(?:nord|sør|syd|øst|öst|vest|väst|fjord|kyst|by|stads|fri|"
    "bred|fiber|tele|data|kabel|lyn|kraft)n(?:ett?|ät)"
)
COMPANY = re.compile(
    rf"(?<!\w)(?:{DEPARTMENT}|{BRANDS}|asa?|ab|a/s|aps|ltd|inc|group|gruppen|norge|noreg|norway|sverige|danmark)(?!\w)"
    r"|(?:bredbånd|bredband|fiber|energi|kraft|mobil|bank|forsikring|försäkring|telecom)(?!\w)",
    re.IGNORECASE,
)
