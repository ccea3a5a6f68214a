"""Words too plain to be news: what things do, how they are and how people feel about it, on any day."""

_SCANDINAVIAN = """
virke virker virka virket verke verkar verka fungerer fungere fungerte fungerar funker funke funka funkar
funkade gå start starte starter starta startet startar slutt slutte slutter slutta sluttet slut sluta slutar
slutade stopp stoppe stopper stoppet stoppa stoppar henge henger hang hengt heng hakke hakker hakka hakket
lagge lagger fryser frøs frosset vente venter venta ventet ventar ventetid väntar väntat vänta ventede svare
svarer svarte svart svara svarar svarat hjelp hjelpe hjelper hjelpa hjalp hjulpet hjälp hjälpa hjälper
betale betaler betalte betalt betala betalar betalade betalat koste koster kostet kostar kostade bestille
bestiller bestilte bestilt beställa beställt bytte bytter byttet bytta byter byta ringe ringer ringte ringt
ringa ringde snakke snakker snakket snakka prata pratade prate chatte skrive skriver skrev skrevet skriv
skriva sende sender sendt sendte skicka skickade skickat love lover lovet lovte lovar lovade lovat fikse
fikser fikset fiksa fixa fixade fixat ordne ordner ordnet ordna ordnade finne finner funnet fant hitta
hittar finde finder lese leser lest läsa se ser sett titta tittar høre hører hørt höra kjøpe kjøper kjøpte
kjøpt köpa köpte köper købe køber købt selge selger sälja prøve prøver prøvde prøvd pröva forsøke försöka
forstå forstår förstår skjønner skjønne tenke tenker tenkt tänka tänker tænker håpe håper hoppas håber håpar
spørre spør frågar fråga spørge spørger lure lurer undrar undre undrer sitte sitter sitta ligge ligger ligga
stå holde holder hålla legge legger lägga sette setter sätta slå slår dra drar kjøre kjører køre kører komme
bo bor bodd leve lever jobbe jobber jobba jobbet arbeide arbeider arbetar arbejder leie spille spiller
spelar spelte betyr betyder trenger treng behøver behöver bry bryr gidder gidde klare klarer klarte klarar
klarade klarede glemme glemmer glemt glömt miste mister mistet tapt tabt fått hente henter hentet hämta åpne
åpner öppna åbne lukke lukker åpent stengt stengte endre endrer endret ändra ændre skjer skjedd skjedde hänt
hände sket sker vise viser visar viste kaste kaster stjele tro trodde trudde troede håndtere følge følger
følgt fölga fortelle forteller fortalte berätta fortælle mulig mulighet muligt möjligt umulig vanskelig
vanskeleg svårt svært lett lätt nemt enkelt enkel lang langt lange länge lengre lenger kort korte høy høyt
høye hög lav lavt låg rask raskt raske snabbt snabb snabba hurtig hurtigt kjapt kjapp sakte langsomt treg
tregt trege seg seigt slö ferdig ferdige klar klart färdig færdig full fullt hel halv halve hele åpen tom
tomt stille feil fel fejl riktig riktige rätt rigtig rigtigt galt gal gale rett forrige förra ekte egen eget
egne ulik ulike olika forskjellig samtidig sammen tilsammans tillbaka tilbake tilbage frem fram forbi unna
borte hjem heim hemma hjemme ute inne ude oppe nede hit dit bort vekk væk rundt midt bak foran først sist
senere seinare senare senest sen sent sein seint tidlig tidlegare tidligere tidigare snart straks genast
omgående plutselig pludselig plötsligt endelig endeleg äntligen stadig heletiden konstant sjelden sällan
ofte ofta vanligvis normalt forhåpentligvis sikkert säkert sikker sikre nesten nästan næsten omtrent cirka
ca minst mindre minste nok nog tilstrekkelig altfor alldeles skikkelig ordentlig ordentligt riktigt virkelig
verkligen verkeleg rent bokstavelig fullstendig fullständigt fuldstændig absolutt absolut totalt direkte
særlig spesielt uansett iallfall vertfall uten plass tidspunkt klokka klokken klockan kl sekund sekunder
minutter minut halvtime kvarter helg helga helgen weekend natt natta natten mandag tirsdag onsdag torsdag
fredag lørdag søndag måndag tisdag torsdagen fredagen lördag söndag laurdag sundag januar februar mars april
mai juni juli august september oktober november desember december formiddag ettermiddag eftermiddag kvelden
dagen morgenen årene livet verden folk mennesker menneske noen alle mann kone kona barn barna ungene unge
unger sønn datter mamma pappa mor far bror søster venn venner nabo naboen naboer familie familien ting
tingen saker sak greie greier problem problemet problemer måte måten sätt sättet grunn grund del deler
resten sida side sider stedet sted plats ord ordet navn namn nummer spørsmål frågor spørgsmål beskjed
melding svar svaret grei greit bra fint fin fine flott flotte god gode godt best beste bäst bästa bedst
bedste bedre bättre betre dårlig dårlige dårleg dålig dåligt dåliga dårligt verst verste värst sämst sämsta
værst elendig elendige usel håpløs håpløst hopplöst hopplös håbløs håbløst ubrukelig värdelös värdelöst
ubrugelig helt helter helten fantastisk fantastiska fantastiske strålende supert super topp toppen konge
gull guld nydelig herlig herlige härligt dejlig dejligt skøn hyggelig hyggelige trevlig trevliga trevligt
flink flinke duktig dygtig blid blide snill snäll venlig vennlig vänlig glad glade glede gleder fornøyd
fornøgd nøgd nöjd nöjda tilfreds imponert imponerad imponeret takknemlig tacksam lei leit lessen trøtt trött
træt sliten sint sur sure irritert irriterende irriterande frustrert frustrerende skuffet skuffa skuffende
besviken besvikna forbanna förbannad rasende flau pinlig pinsamt latterlig latterligt löjligt latterleg teit
dum dumt dumme idiot idioter idiotisk tull tøv trams skit dritt drit faen fan helvete helvede jævla jävla
jævlig jävligt fy satan herregud jøss huff uff æsj usch uakseptabelt oacceptabelt skandale skandal krise
katastrofe katastrof kaos synd kjip kjipt trist tråkigt kjedelig morsom morsomt rolig roligt gøy kult
spennende spännande spændende umulige utrolig utroligt otroligt rar rart konstigt mærkeligt merkelig seriøst
seriös alvorlig allvarligt ærlig ærleg ærligt ärligt lov fair verdt værd värt anbefale anbefaler
rekommenderar anbefales elsker älskar hater hatar hader savner ønske orker orkar bekymret redd rädd stolt
heldig uheldig ros skryt beröm service hilsener
"""
_ENGLISH = """
work works working worked start starts started starting stop stops stopped end ends ended wait waits waiting
waited hang hangs hanging freeze freezes froze pay pays paid paying cost costs buy buys bought sell order
ordered call calls called calling ring ringing talk talks talking talked speak spoke told tell tells asking
ask asks asked write wrote written send sends sent promise promises promised fix fixes fixed sort sorted
find finds found look looks looking looked watch watched watching hear heard read listen happen happens
happened happening keep keeps kept leave leaves left turn turns turned show shows showed shown bring brought
move moves moved run runs running change changes changed open opened close closed lose lost miss missed
missing forget forgot hope hopes hoping believe mean means meant understand sit sits sitting stand live
lives living lived play plays playing care cares cared matter matters feel feels felt hate hates love loves
loving wish wonder wondering guess easy easily hard difficult simple simply long longer short quick quickly
fast slow slowly late later early soon finally suddenly already almost nearly enough maybe perhaps probably
actually really absolutely literally totally completely seriously honestly basically certainly definitely
especially exactly right wrong true full empty half ready possible impossible able unable different real
sure clear free away home outside inside far near side part way ways thing things stuff place point reason
case kind bit lot lots rest word words name number question answer answers message problem problems issue
issues people person man woman guy guys kid kids child children son daughter mum dad mother father brother
sister friend friends family neighbour neighbours wife husband house world life second seconds monday
tuesday wednesday thursday friday saturday sunday january february march april may june july august
september october november december morning afternoon evening night tonight weekend best better worse worst
nice fine lovely brilliant excellent amazing awesome fantastic wonderful perfect friendly helpful happy glad
pleased impressed grateful sorry sad angry furious annoyed annoying frustrated frustrating tired sick fed
disappointed disappointing awful terrible horrible dreadful useless hopeless rubbish garbage crap shit fuck
fucking hell damn bloody joke disgrace ridiculous unacceptable embarrassing stupid silly funny weird strange
crazy cool fun exciting boring hero heroes gold worth fair honest recommend service cheers mate lads
"""
PLAIN = frozenset(f"{_SCANDINAVIAN} {_ENGLISH}".split())
