package place

import (
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/internal/ground/place/gazette"
)

// grains are the grains of the record. A region has none of its own: it is as
// wide as a division or wider.
var grains = map[gazette.Kind]event.Grain{
	gazette.Country: event.GrainCountry, gazette.Admin1: event.GrainAdmin1, gazette.Admin2: event.GrainAdmin2,
	gazette.City: event.GrainCity, gazette.Site: event.GrainSite, gazette.Region: event.GrainAdmin1,
}

// words returns a set of lower-case words.
func words(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

// divisionWords follow the name of a division.
var divisionWords = words("region oblast province state governorate county district prefecture territory republic department canton parish krai voivodeship " +
	"provinces states regions counties districts autonomous")

// sizeWords follow or precede the name of a city, as "of" does.
var sizeWords = words("city town village municipality suburb township port hamlet capital community borough neighborhood neighbourhood settlement")

// locative are prepositions of place.
var locative = words("in at near from to outside around across through toward towards inside into throughout within beyond via off between over")

// standing are prepositions after which a capital is a place and no government.
var standing = words("in at near outside around across inside within throughout")

// sides are words of direction that a place may follow.
var sides = words("north south east west northern southern eastern western central downtown northeast northwest southeast southwest northeastern northwestern southeastern southwestern " +
	"upper lower greater inner outer mainland rural metropolitan suburban nearby mid southernmost northernmost")

// titles precede the name of a person.
var titles = words("mr mrs ms miss dr sir lord lady dame judge justice sen rep gov gen col maj capt lt sgt cpl pvt adm cmdr prof rev fr president chancellor secretary king queen prince " +
	"princess pope sheikh imam ayatollah officer detective deputy coach pastor father bishop archbishop cardinal professor sheriff constable minister premier senator congressman congresswoman " +
	"representative governor mayor general colonel major captain lieutenant sergeant corporal admiral commander commissioner ambassador attorney spokesman spokeswoman spokesperson " +
	"director chairman chairwoman chief superintendent inspector councilman councilwoman councillor alderman emperor empress sultan emir saint mullah brother sister uncle aunt")

// media follow a place in the name of a newspaper or broadcaster.
var media = words("times post tribune herald journal gazette chronicle observer globe inquirer dispatch examiner telegraph mirror courier sentinel ledger bulletin enquirer mercury picayune " +
	"fc united rovers wanderers athletic hotspur albion giants lakers bulls yankees mets jets bears bulldogs tigers lions eagles cowboys rangers bruins celtics knicks dodgers padres marlins")

// editions stand between a place and the name of its newspaper.
var editions = words("morning evening daily sunday business state monthly weekly free standard")

// offices follow a place that they belong to: "Ontario Premier Dalton".
var offices = words("premier governor mayor senator president police state city county attorney secretary prime minister department district court sheriff high school university college hospital " +
	"international airport fire health public highway river lake mountain mountains island islands bay beach park general republican democrat democratic republicans democrats")

// locals follow a place whose people or bodies they are: "a Gainesville
// restaurant", "Lindsay police".
var locals = words("police man men woman women resident residents teen teenager teenagers boy girl couple family families officer officers official officials firefighter firefighters " +
	"councilor councilors councillor councillors council lawmaker lawmakers native natives businessman restaurant school schools student students teacher teachers voter voters mayor " +
	"neighborhood neighbourhood area hospital court jail church native fans homeowner homeowners driver drivers lawyer attorney doctor activist activists protesters " +
	"shop store company firm factory plant prison airport farmers farmer bureau authorities commuters taxpayers couple pub club")

// bodies follow, with a capital, a place that they belong to.
var bodies = words("police fire sheriff mayor city county council councilman public high middle elementary junior community library township school schools hospital board zoning planning " +
	"parks chamber municipal airport")

// ills follow a place that gave a disease its name.
var ills = words("virus ebolavirus hantavirus disease flu influenza fever syndrome strain strains war")

// pacts are called after the place where they were signed: "the Paris
// Agreement", "the Treaty of Lisbon".
var pacts = words("agreement agreements accord accords treaty treaties protocol convention conventions pact communique declaration")

// taking are verbs whose object, if it is a name of the gazetteer, is a place
// more often than somebody.
var taking = words("seize capture recapture take retake overrun besiege encircle surround shell bomb bombard pound storm raid liberate occupy reoccupy invade enter reenter evacuate " +
	"devastate ravage flood flatten reach lose flee loot reconquer control fortify defend blockade visit tour")

// features follow the name of a river, a lake or a mountain.
var features = words("river creek lake bay mountain mountains hills falls canyon dam bridge island islands beach springs")

// streets follow a place that a street is called after.
var streets = words("street st avenue ave road rd drive dr lane ln boulevard blvd court ct terrace")

// courts follow "district", "county" and "state" in the name of an office.
var courts = words("court courts attorney attorneys judge judges prosecutor prosecutors")

// quarters are parts of many cities, which are cities elsewhere.
var quarters = map[string]bool{"old city": true, "old town": true, "new town": true, "green zone": true, "city centre": true, "city center": true}

// soil are nouns that make an adjective of a country a place.
var soil = words("soil territory border borders coast airspace waters capital coastline mainland countryside province city town village port border-region frontier")

// calendar are names of months and days, which are places too.
var calendar = words("january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday")

// common are capitalised words that open sentences and names of bodies, and are
// places somewhere.
var common = words("the a an of and or but for in on at by to from with as is are was were be been has have had he she it they we you i his her its their our my your this that these those " +
	"one two three four five six seven eight nine ten first second third last next new old big good great more most many much some all any each other another same such only own so than too very just now then here there " +
	"when where why how what who which while if because since until after before during about against between among through over under again not no nor yes " +
	"police court council committee department university college school hospital church center centre house street road avenue park bank group company inc corp party union federation " +
	"government ministry office agency authority board commission association society institute foundation army navy force forces guard service services security national international world " +
	"says said told news report reports today yesterday tomorrow year years week month day days time times people man men woman women child children family home life work business market money state states " +
	"north south east west northern southern eastern western central upper lower middle " +
	"president minister secretary general chief director chairman governor mayor senator king queen prince lord lady sir mr mrs ms dr prof " +
	"democrat democrats republican republicans liberal conservative labour labor senate congress parliament assembly cabinet supreme federal district county city town village " +
	"english french german spanish russian chinese japanese american british canadian mexican indian arab jewish christian muslim catholic " +
	"internet twitter facebook google apple microsoft amazon ford toyota honda boeing airbus star sun moon earth mars venus god jesus christ bible christmas easter " +
	"photo video image copyright associated press reuters media source comments email phone web site page story article " +
	"republic grand salt act best most deal see born born along along early late both either neither per via pm am ok tv dna fbi cia nasa nato un who sale police bar page young white black green brown gray grey red blue")

// inner are words in lower case that stand inside names.
var inner = words("of the de del la le les el al an ad ash and on upon sur am an der den du da do dos das di e y es bin ibn")

// datelineSigns follow the place of a dateline.
var datelineSigns = map[string]bool{"—": true, "-": true, "--": true, "–": true, "(": true, ",": true}
