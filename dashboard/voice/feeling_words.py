"""The words with which a reply meets a feeling or speaks of facts, by class.

In five languages, side by side: `lei` is a whole word, `frustr-` what a word begins with.
"""

from collections.abc import Mapping

CLASSES: Mapping[str, str] = {
    "outcry": """
        ack ai aj argh- au auda- aw blimey- brr- dear fy fysj- gjesp- hemskt herregud- huff- isj jeez-
        jösses- jøss- nee- noo- næh- nææ- off oh oi oisann- oj ojdå- oops ouch pokkers- puh suk sukk uff
        uffda- ugh- uh uha usch- usj usjda- yikes- åh ånei- årh æsj øv
    """,
    "feeling": """
        afmagt- aggravat- aleine- anger- angry- angst- annoy- anstreng- arg arga awful bange- bedrøv-
        begeret- beklagel- beklemt- beklämm- bekym- belastende besvik- besvær- bitter- blow boiling-
        bortglömd- bortkast- bother- brutal- bummer- bøvl- chock- confus- cross crush- cry daunt-
        devast- disappoint- disgust- distress- drain draining- dreadf- drepende- drygt- drøyt- dumt
        dystert- ekkel- embarrass- enerver- ensom- ergerl- ergre- exhaust- fatigu- fed flau flaut-
        forarg- forban- forferd- forfærd- forgjeves- forgjæves- forjæv- forstyrr- forstyrrende fortvil-
        fortviv- fortørn- forvirr- frastøt- frighten- frukt fruktansvärd- frust- frygt- frykt- furious-
        fæl fælt förban- förfärl- förgäves- förtviv- förvirr- förödmj- gal gale galen genert- gloomy-
        gnag- grenser gretten- grief- grim grinet- grr- grueleg- grufuld- grufull- grusom- gränsen-
        gråd- gråt- grænsen- gutt gutted- gutting- hard harm harmelig- hassle- hatar- hate hater-
        heartach- heartbr- heavy hectic- helpless- hemsk- hjelpel- hjerte- hjärtat hopeless- horrib-
        horrid- humiliat- hurt hurtful- hurts håplaus- hårdt hårt ille inconsiderate- inexcus- infuriat-
        insult- intoler- ire- irksome- irrit- jammer- jobbig- jävlig- jævla- jævlig- ked keisam- kinkig-
        kjedelig- kjedlig- kjempedum- kjip- knekk- knip- knust- knäck- kondoler- krenk- krevende- kris
        krise- kränk- krävande- kusleg- kuslig- kvalm- ledsamm- ledsamt- ledsen- lei leiare- leit leitt
        less letdown- livid- lurad- lured lurt läbbig- läskig- madden- mage magen magont magtesl-
        maktesl- maktl- mardröm- mareridt- mareritt- mas masete- miserab- mismod- modlaus- modløs-
        motbydel- motet motgång- motigt- motlaus- motløs- nederen- nedern- nedslå- nedtrykk- nedtur-
        nerve- nervös- nervøs- nightmare- obehag- olyck- ont opgivende oppgit- oppgjev- opprør- oppslit-
        oprør- opslid- orimlig- oro orolig- oron oroväck- orättv- otrev- otryg- otur- otäck- otålig-
        outhärd- outrag- overkjø- overset oversett overwhelm- pain painful- panic- panik- pina pine-
        pissirr- pity plagsom- plåg- powerless- pressa pressad- pressed- presset- provoc- provos-
        prövning- prøvelse- pärs- påfrest- rage- rasande- rasar- rasend- redd reta retfull- retsam- riv
        rive river rotten- rough rysteleg- rystende- rystet- rädd- rædsom- sad scar scared- scary- shame
        shock- sick sinna- sinne- sint sinte sjokk- sjuk skakande- skam skamm- skammer- skjems- skrem-
        skræm- skuff- skäms- sliten- slitne- slitsom- slitt smart smerte- snopet- snopp- snydt- snytt-
        snöpl- sorg sorgl- sour sprø sprøtt sting stings stomach streken stress- strevsom- stör störa
        störa- störande störd störs suck suckar- sucks sucky- suffer- suge suger- sugigt- sur sure
        surere- surmul- surt sveket- svider- sviket- svikt svikta- svimmel svir- svårt svær synd synt
        såra- sårende- sårt sørgel- tarveligt- tears- tedious- terrib- tired- tiresome- tirre- tjatig-
        tokig- tortur- tosset- tough tradig- tragic- tragisk- trasig- trist- trykkende- tråkig- træls-
        træt- trött- trøtt trøtte- tullete tung tungt tungv- tussete- tära- tålegrensen- tærande- tære-
        ubegriplig- ubehag- ufint- uflaks- ufordrag- uheldig- uholdb- uholdeleg- uhyggeleg- uhyggelig-
        ulidelig- ulykk- unbearab- unfair- unnerv- unpleas- unsettl- upprör- upset- uretf- urettf-
        urimel- urk- uro uroen- uroleg- uroli- utmatt- utolmod- utriv- utryg- utrøst- utslit- utålmod-
        uutholdelig- vanskel- vanvitt- vexing- vonbrot- vond- vrangt vred vrede- vredt- wear wearing-
        weary- worn worri- worry- ydmyk- ärger- ångest- ærger- ærgre- överkör- ødel ødelagt-
    """,
    "bad": """
        absurd- abysmal- amatør- appall- atrocious- bad bedröv- beneath- bristf- crap dire disgrace-
        dritt- dålig- dårleg- dårlig- elendig- failure- fars farse- feiltrinn- frekk- frekt- fräck-
        galet galskap- galt haltande- hopplös- horribel- horribl- håbløs- hån håner- hånlig- håpløs-
        illa jammerlig- kaos- katastrof- kluss- krångl- latterlig- lort lortet- lousy- löjlig- mangelf-
        meningsl- mess messed misfor- misnøy- missnöj- møg møkk- oacceptab- oförsvar- ohör- onödig-
        oproff- otänkbar- parodi- pinleg- pinlig- pinsam- poor respektl- ridicul- rot rotet rubbish röra
        röran- shambl- shoddy- sinnssyk- skandal- skidt skit skitt skjevt- slapt- slet slett sløvt-
        strul- surr sviktende- trøbbel- tull tøys- uacceptab- uakseptab- ublu- uforsvar- uheld- uhør-
        unaccept- undermålig- undermåls- unprofess- unreas- unødig- unødv- uprofesj- urett- urimeligt-
        usel- uskik- utilfreds- utilgiv- utillatelig- utilstr- utålelig- vansinn- vanvidd- verre verste
        vrien- värre värsta værre værst woeful- worse worst
    """,
    "understanding": """
        anerkjenner- begribe- begriper- empathi- empati- erkjenn- erkänn- fattar- fatter- forstod-
        forstå forstår- forstått- förstå förstådd- förstår- hajar- hear hör hørt- høyrer indser- innser-
        inser- know lytter- realise- realize- recogni- relate skjøna skjønar- skjøner- skjønne skjønner-
        sympathi- sympati- understand ved vet
    """,
    "understandable": """
        befogad- begripl- berettig- berätt- blame fair forstaael- forståel- förståel- justified- klart
        legitim- naturally- naturleg- naturlig- rettmess- rightful- rightly- rimeleg- rimelig- selvfølg-
        selvklart- selvsagt- självkl- sjølvsagt- understandab- valid validt- velbegrun-
    """,
    "you": """
        deg dere- di dig din dina dine dit ditt- du dykk dykkar- jer jeres- ni you you're- you've- your
    """,
    "we": """
        am eg i'd- i'm- i've- jag jeg me meg mig min mine mitt my oss vi we we're- we've- æ
    """,
    "agreement": """
        agree- einig enig enige instem- instäm- medhold- medhåll- nettopp poeng point precis præcis ret
        rett right rätt samd touché-
    """,
    "no": """
        aldri aldrig doesn't- ikke ikkje inga ingen ingenting- inget int inte intet isn't- knappast-
        knapt neppe- never nobody not nothing shouldn't- wasn't-
    """,
    "fine": """
        acceptab- akseptabel- artig bra drøm- fun gilt god gode good gott greie greit greitt gøy
        hyggeleg- hyggelig- ideal ideelt- kjekk- kjekt klokt kul- lätt meningen- moro morsomt nice nivå
        ok okay okej optimal- orden pent pænt rart rimlig- rolig roligt sjov sjovt slik slikt snilt
        standard sådan sådant sånn sånt særlig tilfreds tilfredsstil- tillfredsst- trevlig- tryggt trygt
        verdig- verdt- värdig-
    """,
    "too": """
        alldeles alltför altfor beyond too
    """,
    "must": """
        borde burde bör- bør must må måste måtte should sikkert
    """,
    "such": """
        how hvilken hvilket hvor sicken- sikke sikken- so such så sån sånt- såå- vilken vilket what
    """,
    "anyone": """
        alle anybody anybody's- anyone anyone's- enhver everyone gjennomsnitt- helst hvermann- kven man
        noen nogen nokon noon someone- vem who'd-
    """,
    "experience": """
        bear cope- endure- experience feel feeling feels felt forestill- föreställ- føl føle følelse-
        føler føles- føltes- førestill- hearing høre høres- høyre høyres- imagine kjenne kjenner
        kjennes- kändes- känna känner känns lesa lese lev leve lida lide lider lidit lyder läsa låter
        læse medføl- medkän- medleven- oplev- opplev- orka orkar orke orker react- reager- sound sounds
        tenke tenker- tenkje- tänka tänker- tåla tåle tænke upplev- utsatt- utsettes- utstå- utsättas-
    """,
    "deserve": """
        deserve- fortjen- förtjän- slipp slippa slippe slipper spared- spart sparte-
    """,
    "right": """
        anledning- cause entitled- fulln- grund grunn lov reason rätten- skäl
    """,
    "apology": """
        apolog- beklag- förlåt- orsak orsakar- regret- sorry tilgi undskyld- unnskyld- ursäkt-
    """,
    "thanks": """
        appreci- glädj- pris tack tackar- tak takk takker- thank thanks uppskatt-
    """,
    "without": """
        avbrutt- borte förlor- lost mid middle midt missa missade missed mist mista mister mistet tapt-
        uden utan uten without
    """,
    "how_long": """
        again dagar dage dager day days dygn døgn fem femton fifteen fifty fire five four gang gange
        ganger gonger gång gånger half halvt heile hela hele hour hours igen igjen lang lange langt
        lenge lengre long länge længe minuter minutes minutter månad- måned- natt night otte second seks
        seven sex six sju syv third three ti time timer times timmar timme tio tolv tre tredje uge uger
        uke uker vecka veckor veke veker week weeks whole years år åtte
    """,
    "truly": """
        absolutely altså fuldt fullt godt heilt helt inderlig- jammen- jätte- kjempe- mega- oppriktig-
        oprigtig- ordentleg- ordentlig- otroligt- really rejält- ren rigtig- sagtens sandelig- sannelig-
        simpelthen- skikkelig- super totally udmærket- utmerket- utrolig- vel veldig- verkeleg-
        verkelig- verkligen- virkelig- väl väldigt-
    """,
    "also": """
        blevet blivit hadde hade havde også same samma samme selv själv sjøl ville would även òg
    """,
    "deed": """
        arbejder- arbetar- beror- bestil- booked- bruger- brukar- bruker- byter- bytt- call can check-
        could credited- due erbjud- expect- fikser- finner finns fixar- fixed fixer- forfall- forvent-
        gjeld gjelder gäller gælder- har has have help hjelp- hjälp- hjælp- hva hvem hvilk inform-
        jobbar- jobber kan kjem kolla- kommer kontakt- krediter- kunne kva ligg ligger look lurer løst-
        modtag- mottat- måler- offer- oppdater- oppfør- oppgi- opplys- please prova- pröva- prøv-
        registr- restart- retta- rettet- ringe ringer send sende sender sent ser sjekk- skick- skyldes-
        sletta- slettet- slå spør start- tilbud- tilby- tilgjengelig- try undrer update uppdater- use
        using- vad velg- velkommen- venligst- vennligst- vil vill välj- vänligen- vælg- when which önsk-
        ønsk-
    """,
    "patience": """
        patience- patient- tolmod- tålamod- tålmod-
    """,
    "joy": """
        congrat- delighted- flott glad gladd- glade glede glädje- grattis- gratul- happy lykke tillykke-
    """,
    "matter": """
        abonnement- account address- adress- app appen avgift- avtal- boks boksen box bryder- delay- dm
        driftsmeld- dröjsmål- engineer- faktura- feedback- feil fejl fel forslag- förslag- gebyr-
        henvendelse- idea idé- inconvenien- info- invoice- kabel kabelen kabeln kl klokka- klokken-
        kundenummer- lina- linja- linje- mast masta masten modem- montør- nummer olägenhet- opplysning-
        oppsigelse- oreda- pb pm prisen router- ruter- sendingen- serie side sidor signal sms status
        suggest- tekniker- tilbakemelding- ulejl- ulempe- ventetid- väntetid-
    """,
}

PAIRS: Mapping[str, str] = {
    "feeling": """
        beklager sorgen, feel for, fået nok, fått nog, fått nok, had enough, hate that, hate to, ked af,
        last thing, left feeling, lei meg, mista trua, mistet troen, mistet tålmodigheten, no fun, sad
        to, sidste man, siste du, siste man, sorry to, takes toll, tappat tålamodet, tar på, tatt på,
        tålmodigheten tar
    """,
    "well_understood": """
        completely understand, forstå godt, forstår bare, forstår deg, forstår det, forstår dig, forstår
        frustrasjonen, forstår godt, forstår hvor, forstår hvorfor, forstår veldig, forstår virkelig,
        fully understand, förstår dig, förstår hur, förstår varför, förstår verkligen, get how, get why,
        godt forstå, hear you, hører deg, kan forstå, kan förstå, see how, see why, skjønar deg, skjønar
        godt, skjønner deg, skjønner det, skjønner godt, skjønner hvor, skjønner hvorfor, skjønner
        veldig, totally understand, understand how, understand why, understand your
    """,
    "deed": """
        har oppgitt, glad to, happy to, hør fra, hör av, hører fra, hører med, get to,
        love to, no problem, no worries
    """,
    "apology": """
        ledsen för, lei oss, leie for, sorry for
    """,
    "fine": """
        not okay
    """,
    "experience": """
        setje meg, sette meg, sätta mig, sætte mig
    """,
    "understandable": """
        ikke rart, ikkje rart, inte konstigt, no wonder, not surprised
    """,
    "right": """
        every right, grund til, grunn til, lov til, reason to, ret til, rett til
    """,
    "we": """
        får meg
    """,
    "hearing": """
        at høre, at læse, att höra, att läsa, hear that, hear this, to hear, to read, å høre, å høyre, å lese
    """,
    "anyone": """
        som helst
    """,
}
"""Of two words that follow each other, what the two then say."""
