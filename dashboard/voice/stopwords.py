"""Words that say nothing of what a message is about, by language: small words, greetings, and words of time."""

from dashboard.model import Language

_NORWEGIAN = """
jeg eg æ æg jæ je i e du han hun ho det den dei de vi me oss dere dykk dokker dokke dåkk dokk meg mæ mei
deg dæ seg sæ ham henne dem min mi mitt mine din di ditt dine sin si sitt sine vår vårt våre deres dykkar
hans hennes hennar som so at når da då hvis om enn men og å også òg eller er var va va' ble blir bli
blitt vert vart blei har ha hadde hatt skal skulle ska vil ville vill kan kunne må måtte bør burde får få
fikk fått fekk gjør gjøre gjorde gjort gjer gjere på til te fra frå for av med ved ut inn opp ned over
under etter før mellom mot uten utan hos rundt ikke ikkje itj ikkj itte ingen ingenting inga noe noko
noen nokon nokke nåkka alt alle all mye mykje mer meir mest litt lite bare bære berre kun nå no nu så her
der hvor kor kvar hva ka kva hvem kem kven hvorfor koffor kvifor hvordan korleis koss hvilken hvilke
dette denne disse desse en ei et ein eit to tre fire fem én ett gang ganger gong gonger igjen att enda
ennå fortsatt framleis alltid aldri sånn slik samme same annen annet andre anna veldig ganske helt heilt
altså jo vel nok kanskje dag dagen dager dagar går morgen kveld uke veke år måned månad time timer timar
minutt nei ja ok hei heisann hallo hilsen mvh takk tusen vær venn vennlig vennligst beklager sier seier
sa sagt står stod ser sett gå gikk gått kommer kjem kom ta tar tok tatt gi gir ga mener tror trur vet
veit vite synes syns ønsker bruke bruker lurer prøvd prøver prøve noensinne the fordi siden sidan mens
derfor selv sjølv egentlig eigentleg faktisk mange flere fleire bra god godt dårlig dårleg ny nye nytt
gammel gamle stor liten første siste neste hver hele heile både enten dersom gjennom akkurat nettopp
hjelp hjelpe svar
"""
_SWEDISH = """
jag ja du han hon den det de dom vi ni mig mej dig dej sig sej oss er honom henne dem min mitt mina din
ditt dina sin sitt sina vår vårt våra ert era hans hennes deras som att när då om än men och o å också
eller är va var varit blir bli blev blivit har ha hade haft ska skall skulle vill ville kan kunde måste
bör borde får få fick fått gör göra gjorde gjort på till från för av med vid i ut in upp ner över under
efter före mellan mot utan hos runt inte int ingen inget inga något någon nån nåt några allt alla all
mycket mer mest lite bara nu så här där vart vad vem vilka varför hur vilken vilket denna detta dessa en
ett två tre fyra fem gång gånger igen ännu fortfarande alltid aldrig sån sådan samma annan annat andra
väldigt ganska helt alltså ju väl nog kanske dag dagar idag igår imorgon kväll vecka veckor år månad
timme timmar minuter nej jo ok okej hej hejsan hallå hälsning hälsningar mvh tack tusen snälla vänligen
ursäkta säger sa sagt står stod ser sett gå går gick gått kommer kom ta tar tog ge ger gav tycker tror
vet veta önskar använda försökt försöker prova eftersom sedan sen medan därför själv egentligen faktiskt
många flera fler bra god dålig dåligt ny nya nytt gammal gamla stor första sista nästa varje hela både
antingen genom precis just hjälp hjälpa svar kr kronor finns funkar fungerar
"""
_DANISH = """
jeg a du han hun den det de vi i mig dig sig os jer ham hende dem min mit mine din dit dine sin sit sine
vores jeres hans hendes deres som at når da hvis om end men og også eller er var været bliver blive blev
blevet har have havde haft skal skulle vil ville kan kunne må måtte bør burde får få fik fået gør gøre
gjorde gjort på til te fra for af med ved ud ind op ned over under efter før mellem mod uden hos rundt
ikke it ingen intet noget nogen nogle alt alle meget mere mest lidt kun bare nu så her der hvor hvad hvem
hvorfor hvordan hvilken hvilke dette denne disse en et to tre fire fem gang gange igen endnu stadig altid
aldrig sådan samme anden andet andre ganske helt altså jo vel nok måske dag dage går morgen aften uge
uger år måned måneder time timer minutter nej ja ok hej hejsa hallo hilsen mvh tak tusind venlig venligst
undskyld siger sagde sagt står stod ser set gå gik gået kommer kom tage tager tog give giver gav mener
tror vide synes ønsker bruge bruger prøvet prøver fordi siden mens derfor selv egentlig faktisk mange
flere god godt dårlig dårligt ny nye nyt gammel gamle stor første sidste næste hver hele både enten
gennem lige netop hjælp hjælpe svar kr kroner æ virker
"""
_ENGLISH = """
i you he she it we they me him her us them my your yours his its our their mine this that these those who
whom which what when where why how a an the and or but if than as because so since while until of at by
for with about against between into through during before after above below to from up down in out on off
over under again further then once here there all any both each few more most other some such no nor not
only own same too very can could will would shall should may might must do does did done doing have has
had having be is am are was were been being get gets got getting go goes going went come comes came take
took give gave make made say says said see seen know think want need use used try tried just now still
even ever never always also really quite well maybe day days today yesterday tomorrow week weeks year
years month months hour hours minute minutes yes yeah ok okay hi hello hey dear regards thanks thank
please sorry i'm i've i'd i'll it's don't doesn't didn't can't won't isn't wasn't you're you've that's
there's we're we've they're one two three four five first last next every whole new old good bad great
much many lot time times something anything nothing someone anyone nobody like back help answer u ur im
ive dont cant
"""
STOP: dict[Language, frozenset[str]] = {
    "nb": frozenset(_NORWEGIAN.split()),
    "nn": frozenset(_NORWEGIAN.split()),
    "sv": frozenset(_SWEDISH.split()),
    "da": frozenset(_DANISH.split()),
    "en": frozenset(_ENGLISH.split()),
    "other": frozenset(f"{_NORWEGIAN} {_SWEDISH} {_DANISH} {_ENGLISH}".split()),
}
