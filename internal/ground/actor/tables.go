package actor

import "casus.dev/casus/event"

// plainLetters gives the letters that names are written with where accents are
// left out.
var plainLetters = expand(map[string]string{
	"a": "àáâãäåāăąǎạảấầẩẫậắằẳẵặ", "c": "çćĉċč", "d": "ďđð", "e": "èéêëēĕėęěẹẻẽếềểễệə", "g": "ĝğġģ", "h": "ĥħḥ", "i": "ìíîïĩīĭįıỉịǐ",
	"j": "ĵ", "k": "ķ", "l": "ĺļľŀł", "n": "ñńņňŉ", "o": "òóôõöøōŏőơọỏốồổỗộớờởỡợǒ", "r": "ŕŗř", "s": "śŝşšșṣ", "t": "ţťŧțṭ",
	"u": "ùúûüũūŭůűųưụủứừửữựǔ", "w": "ŵ", "y": "ýÿŷỳỵỷỹ", "z": "źżžẓ", "ss": "ß", "ae": "æ", "oe": "œ", "th": "þ", "": "ʻʼʿʾ",
})

func expand(from map[string]string) map[rune]string {
	out := make(map[rune]string, 160)
	for plain, letters := range from {
		for _, r := range letters {
			out[r] = plain
		}
	}
	return out
}

// spellings turns British spellings of words that stand in names of bodies
// into American ones, so that each stands once in the data.
var spellings = map[string]string{
	"defence": "defense", "labour": "labor", "organisation": "organization", "organisations": "organizations", "programme": "program",
	"neighbour": "neighbor", "labourer": "laborer", "neighbours": "neighbors", "labourers": "laborers",
	"counselor": "counsellor", "mobilisation": "mobilization", "centre": "center",
}

// shortestSpelling is the length of the shortest key of spellings.
const shortestSpelling = 6

// sectors are the PLOVER sectors that a row may name, and the codes of kinds
// of international actor that stand in their place.
var sectors = map[string]bool{
	"COP": true, "GOV": true, "JUD": true, "LEG": true, "MIL": true, "PRM": true, "PTY": true, "REB": true, "SPY": true, "UAF": true,
	"UNK": true, "AGR": true, "BUS": true, "CRM": true, "CVL": true, "EDU": true, "ELI": true, "JRN": true, "LAB": true, "MED": true,
	"REF": true, "OPP": true, "PRE": true, "REL": true, "SOC": true, "IGO": true, "NGO": true, "MNC": true, "ISM": true, "IMG": true,
}

// kinds are the kinds that a row of a table of bodies may name.
var kinds = map[string]thingClass{
	"government": body, "military": body, "organisation": body, "group": body, "population": people,
	"person": body, "seat": seat, "region": region, "city": city, "none": nothing,
}

var actorKinds = map[string]event.ActorKind{
	"government": event.Government, "military": event.Military, "organisation": event.Organisation, "group": event.Group,
	"population": event.Population, "person": event.Person, "seat": event.Government, "region": event.Government,
}

// roleClasses are the classes of role that a row of roles.tsv may name.
var roleClasses = map[string]roleClass{
	"office": office, "person": someone, "body": institution, "people": crowd, "people2": adherent, "head": generic, "mod": modifier,
	"title": title, "spokes": spokes, "asset": asset,
}

// familyFirst are the countries whose people are named family name first.
var familyFirst = map[string]bool{"CHN": true, "TWN": true, "KOR": true, "PRK": true, "KHM": true, "HKG": true, "MAC": true}

// givenAsSurname are the countries where news calls people by their last,
// given name, or by names that are no family names: no short form is made.
var noSurname = map[string]bool{"VNM": true, "MMR": true, "ISL": true, "ETH": true, "ERI": true, "IDN": true}

// particles are words that belong to the family name that follows them.
var particles = map[string]bool{
	"al": true, "el": true, "van": true, "von": true, "der": true, "den": true, "de": true, "la": true, "le": true, "du": true, "da": true,
	"dos": true, "bin": true, "ibn": true, "ben": true, "abu": true, "ter": true, "del": true, "di": true, "st": true, "ould": true,
}

// suffixes of names that are no family names.
var suffixes = map[string]bool{"jr": true, "sr": true, "ii": true, "iii": true, "iv": true, "v": true, "vi": true, "x": true, "xvi": true}

// common are surnames that too many people share, or that are words or places,
// to stand for an office-holder without a full name or a title before them.
var common = map[string]bool{
	"kim": true, "lee": true, "li": true, "park": true, "wang": true, "zhang": true, "chen": true, "liu": true, "yang": true, "wu": true,
	"moon": true, "smith": true, "jones": true, "brown": true, "johnson": true, "williams": true, "miller": true, "davis": true,
	"wilson": true, "taylor": true, "thomas": true, "moore": true, "martin": true, "jackson": true, "white": true, "harris": true,
	"clark": true, "lewis": true, "young": true, "allen": true, "king": true, "wright": true, "scott": true, "hill": true, "green": true,
	"adams": true, "nelson": true, "baker": true, "hall": true, "campbell": true, "mitchell": true, "carter": true, "roberts": true,
	"khan": true, "ali": true, "singh": true, "ahmed": true, "mohamed": true, "mohammed": true, "muhammad": true, "hassan": true,
	"hussein": true, "abdullah": true, "rahman": true, "kumar": true, "sharma": true, "silva": true, "santos": true, "garcia": true,
	"rodriguez": true, "martinez": true, "lopez": true, "gonzalez": true, "hernandez": true, "perez": true, "sanchez": true,
	"ramirez": true, "torres": true, "flores": true, "rivera": true, "gomez": true, "diaz": true, "cruz": true, "morales": true,
	"may": true, "will": true, "mark": true, "hope": true, "price": true, "rice": true, "bush": true, "cook": true, "marshall": true,
	"george": true, "james": true, "john": true, "david": true, "michael": true, "paul": true, "peter": true, "francis": true,
	"charles": true, "henry": true, "albert": true, "philip": true, "frank": true, "grant": true, "ford": true, "long": true,
	"major": true, "power": true, "prince": true, "bishop": true, "pope": true, "abbott": true, "church": true, "rose": true,
	"day": true, "wood": true, "wolf": true, "fox": true, "page": true, "bell": true, "ross": true, "cooper": true, "turner": true,
	"morris": true, "simon": true, "stone": true, "case": true, "love": true, "guy": true, "ray": true, "van": true, "an": true, "he": true,
	"la": true, "le": true, "do": true, "so": true, "to": true, "no": true, "in": true, "on": true, "us": true, "or": true, "president": true,
	"ma": true, "xu": true, "sun": true, "zhu": true, "hu": true, "guo": true, "lin": true, "luo": true, "choi": true, "jung": true, "cho": true,
	"han": true, "lim": true, "tan": true, "wong": true, "chan": true, "ng": true, "law": true, "sato": true, "suzuki": true, "tanaka": true,
	"ivanov": true, "petrov": true, "popov": true, "kuznetsov": true, "romero": true, "alvarez": true, "castillo": true, "mendoza": true,
	"santiago": true, "london": true, "paris": true, "berlin": true, "washington": true, "lincoln": true, "jefferson": true, "madison": true,
	"jordan": true, "chad": true, "israel": true, "georgia": true, "sydney": true, "austin": true, "houston": true, "dallas": true, "justice": true,
}

// determiners may stand before a phrase and are no part of it.
var determiners = map[string]bool{
	"the": true, "a": true, "an": true, "this": true, "that": true, "these": true, "those": true, "its": true, "their": true, "his": true,
	"her": true, "our": true, "my": true, "some": true, "any": true, "all": true, "no": true, "every": true, "each": true, "both": true,
	"several": true, "many": true, "other": true, "more": true, "most": true, "few": true, "two": true, "three": true, "four": true, "five": true,
}

// formerly are words that say that an office is no longer held.
var formerly = map[string]bool{
	"former": true, "ex": true, "late": true, "ousted": true, "deposed": true, "onetime": true, "erstwhile": true, "past": true, "toppled": true, "fallen": true,
}

// offices are the classes of office that a row of roles.tsv may name.
var offices = map[string]officeClass{
	"": noOffice, "president": president, "premier": premier, "vice": vice, "deputy": deputy, "foreign": foreign,
	"deputyforeign": deputyForeign, "defence": defense, "deputydefence": deputyDefense, "interior": interior, "finance": finance,
	"minister": minister, "monarch": monarch, "crownprince": crownPrince, "supreme": supreme, "speaker": speaker,
	"opposition": opposition, "ambassador": ambassador, "envoy": envoy, "governor": governor, "mayor": mayor, "regional": regional,
	"armychief": armyChief, "policechief": policeChief, "intelchief": intelChief, "attorney": attorney, "nsa": adviser,
	"spokes": spokesman, "secgen": secGen, "partychief": partyChief, "pope": pope, "legislator": legislator,
	"royal": otherOffice, "elect": otherOffice, "commissioner": otherOffice, "judge": otherOffice, "prosecutor": otherOffice,
}

// officeWords class the offices of the people tables; the first that occurs in
// the office's name counts.
var officeWords = []struct {
	word  string
	class officeClass
}{
	{"national security advis", adviser},
	{"adviser", otherOffice},
	{"advisor", otherOffice},
	{"aide", otherOffice},
	{"deputy foreign minister", deputyForeign},
	{"deputy minister of foreign", deputyForeign},
	{"deputy secretary of state", deputyForeign},
	{"vice foreign minister", deputyForeign},
	{"deputy defence minister", deputyDefense},
	{"deputy defense minister", deputyDefense},
	{"deputy secretary of defen", deputyDefense},
	{"deputy minister of defen", deputyDefense},
	{"spokes", spokesman},
	{"press secretary", spokesman},
	{"opposition leader", opposition},
	{"leader of the opposition", opposition},
	{"shadow", otherOffice},
	{"vice president", vice},
	{"vice-president", vice},
	{"deputy president", vice},
	{"deputy prime minister", deputy},
	{"vice premier", deputy},
	{"deputy premier", deputy},
	{"vice chancellor", deputy},
	{"vice-chancellor", deputy},
	{"deputy", otherOffice},
	{"assistant", otherOffice},
	{"under", otherOffice},
	{"candidate", otherOffice},
	{"nominee", otherOffice},
	{"first minister", regional},
	{"chief minister", regional},
	{"prime minister", premier},
	{"taoiseach", premier},
	{"chief executive", premier},
	{"chancellor of the exchequer", finance},
	{"chancellor", premier},
	{"premier", premier},
	{"foreign", foreign},
	{"external affairs", foreign},
	{"minister of international relations", foreign},
	{"secretary of state", foreign},
	{"minister of defen", defense},
	{"defence minister", defense},
	{"defense minister", defense},
	{"secretary of defen", defense},
	{"defence secretary", defense},
	{"defense secretary", defense},
	{"secretary of war", defense},
	{"interior", interior},
	{"home secretary", interior},
	{"home minister", interior},
	{"home affairs", interior},
	{"internal affairs", interior},
	{"homeland security", interior},
	{"public security", interior},
	{"finance minister", finance},
	{"minister of finance", finance},
	{"treasury", finance},
	{"treasurer", finance},
	{"attorney general", attorney},
	{"national security advis", adviser},
	{"minister", minister},
	{"secretary-general", secGen},
	{"secretary general", secGen},
	{"general secretary", partyChief},
	{"first secretary", partyChief},
	{"ambassador", ambassador},
	{"permanent representative", ambassador},
	{"envoy", envoy},
	{"special representative", envoy},
	{"governor-general", otherOffice},
	{"governor general", otherOffice},
	{"governor", governor},
	{"mayor", mayor},
	{"speaker", speaker},
	{"chief of staff", otherOffice},
	{"army chief", armyChief},
	{"chief of the general staff", armyChief},
	{"chief of general staff", armyChief},
	{"joint chiefs", armyChief},
	{"commander-in-chief", armyChief},
	{"chief of defence", armyChief},
	{"chief of the defence", armyChief},
	{"chief of army", armyChief},
	{"intelligence", intelChief},
	{"director of the cia", intelChief},
	{"mossad", intelChief},
	{"shin bet", intelChief},
	{"crown prince", crownPrince},
	{"supreme leader", supreme},
	{"king", monarch},
	{"queen", monarch},
	{"emir", monarch},
	{"sultan", monarch},
	{"emperor", monarch},
	{"sovereign prince", monarch},
	{"grand duke", monarch},
	{"pope", pope},
	{"police", policeChief},
	{"senator", legislator},
	{"majority leader", legislator},
	{"minority leader", legislator},
	{"member", legislator},
	{"president", president},
	{"presidency", president},
	{"head of state", president},
	{"paramount leader", president},
	{"chairman of the presid", president},
	{"head of government", premier},
}

// closed are words that end a noun phrase or stand outside of it, for text
// without parts of speech.
var closed = map[string]bool{
	"of": true, "in": true, "on": true, "at": true, "for": true, "from": true, "to": true, "with": true, "by": true, "about": true,
	"across": true, "against": true, "among": true, "between": true, "into": true, "near": true, "over": true, "under": true, "through": true,
	"and": true, "or": true, "but": true, "that": true, "which": true, "who": true, "whom": true, "whose": true, "where": true, "when": true,
	"is": true, "are": true, "was": true, "were": true, "be": true, "been": true, "has": true, "have": true, "had": true, "will": true,
	"said": true, "says": true, "he": true, "she": true, "it": true, "they": true, "we": true, "i": true, "you": true, "him": true, "them": true,
	"the": true, "a": true, "an": true, "this": true, "these": true, "those": true, "as": true, "than": true, "not": true, "after": true, "before": true,
}

// struck are verbs whose object is a place where it is a city.
var struck = map[string]bool{
	"attack": true, "bomb": true, "bombard": true, "shell": true, "hit": true, "strike": true, "destroy": true, "damage": true, "capture": true,
	"seize": true, "besiege": true, "surround": true, "encircle": true, "storm": true, "liberate": true, "retake": true, "recapture": true,
	"occupy": true, "rock": true, "shake": true, "flood": true, "evacuate": true, "control": true, "defend": true, "devastate": true,
}

// moving are verbs and nouns whose goal or origin is a place.
var moving = map[string]bool{
	"go": true, "come": true, "fly": true, "travel": true, "arrive": true, "leave": true, "return": true, "visit": true, "head": true,
	"drive": true, "move": true, "flee": true, "march": true, "reach": true, "enter": true, "depart": true, "trip": true, "journey": true,
	"flight": true, "visitor": true, "tour": true, "sail": true, "walk": true, "rush": true, "relocate": true, "deport": true, "extradite": true,
	"bring": true, "take": true, "summon": true, "transfer": true, "transport": true, "route": true, "road": true, "train": true, "stop": true,
	"advance": true, "withdraw": true, "retreat": true, "evacuate": true, "escape": true, "way": true, "live": true, "stay": true, "report": true,
	"invite": true, "welcome": true, "converge": true, "stage": true, "gather": true, "drone": true, "mile": true, "kilometer": true, "kilometre": true,
}

// receiving are verbs by which something comes from an actor.
var receiving = map[string]bool{
	"receive": true, "get": true, "hear": true, "demand": true, "seek": true, "expect": true, "want": true, "need": true, "win": true,
	"obtain": true, "secure": true, "buy": true, "purchase": true, "face": true, "draw": true, "distance": true, "require": true, "request": true,
}

// urban are nouns that a city has as a place, or that make it one.
var urban = map[string]bool{
	"street": true, "mayor": true, "airport": true, "subway": true, "metro": true, "region": true, "province": true, "district": true,
	"suburb": true, "outskirt": true, "outskirts": true, "suburbs": true, "area": true, "city": true, "town": true, "center": true, "centre": true,
	"square": true, "hospital": true, "hotel": true, "university": true, "stadium": true, "embassy": true, "oblast": true, "neighborhood": true,
	"neighbourhood": true, "resident": true, "residents": true, "museum": true, "cathedral": true, "church": true, "restaurant": true, "skyline": true,
	"summit": true, "talks": true, "conference": true, "time": true, "bureau": true, "court": true, "state": true, "port": true, "harbor": true,
	"south": true, "north": true, "east": true, "west": true, "capital": true, "downtown": true, "zoo": true, "home": true, "apartment": true,
	"office": true, "headquarters": true, "population": true, "border": true, "treaty": true, "agreement": true, "accord": true, "accords": true,
}

// divisions are words behind a name that make it one of a place.
var divisions = map[string]bool{
	"province": true, "district": true, "oblast": true, "region": true, "county": true, "governorate": true, "prefecture": true, "valley": true,
	"river": true, "village": true, "township": true, "island": true, "islands": true, "peninsula": true, "highway": true, "street": true,
}

// political are nouns whose "of" names an actor.
var political = map[string]bool{
	"criticism": true, "support": true, "ally": true, "enemy": true, "rival": true, "government": true, "policy": true, "approval": true,
	"consent": true, "blessing": true, "demand": true, "accusation": true, "condemnation": true, "behalf": true, "stance": true, "will": true,
	"decision": true, "intention": true, "foe": true, "friend": true, "partner": true, "opponent": true, "critic": true, "part": true,
}

// irregular are the sectors that take soldiers' words as their own.
var irregular = map[string]bool{"REB": true, "UAF": true, "PRM": true, "CRM": true, "OPP": true, "PRE": true}

// alone are the generic heads that are actors without any word before them.
var alone = map[string]bool{
	"official": true, "leader": true, "commander": true, "negotiator": true, "mediator": true, "delegation": true, "officer": true,
	"delegate": true, "emissary": true, "officials": true, "deputy commander": true, "top official": true, "senior official": true,
	"military leader": true, "elder": true, "representatives": true, "fighter": true, "supporter": true, "loyalist": true,
}

// general are the role nouns for a country's government as a whole.
var general = map[string]bool{
	"government": true, "federal government": true, "central government": true, "national government": true, "administration": true,
	"regime": true, "authorities": true, "cabinet": true, "leadership": true, "authority": true,
}

// officeCodes give the organisation of an office that does not name it.
var officeCodes = []struct{ word, code string }{
	{"European", "IGOEUR"},
	{"Supreme Allied Commander", "IGONATO"},
	{"High Representative for Bosnia", "IGO"},
	{"High Representative", "IGOEUR"},
	{"UN ", "IGOUNO"},
	{"Under-Secretary-General", "IGOUNO"},
	{"EU ", "IGOEUR"},
}

// partitive are the heads that only count those after "of": "a group of
// soldiers".
var partitive = map[string]bool{"group": true, "team": true, "delegation": true, "unit": true, "crowd": true, "mob": true, "coalition": true}

// bodyHeads are the generic heads that are bodies, not persons.
var bodyHeads = map[string]bool{
	"delegation": true, "team": true, "group": true, "faction": true, "wing": true, "movement": true, "organization": true, "coalition": true,
	"alliance": true, "bloc": true, "council": true, "committee": true, "commission": true, "agency": true, "department": true,
	"office": true, "bureau": true, "service": true, "services": true, "unit": true, "command": true, "headquarters": true, "station": true,
	"force": true, "community": true,
}

// pronouns are phrases of one word that name nobody.
var pronouns = map[string]bool{
	"he": true, "she": true, "it": true, "they": true, "him": true, "her": true, "them": true, "we": true, "us": true, "i": true, "you": true,
	"who": true, "someone": true, "somebody": true, "anyone": true, "everyone": true, "nobody": true, "others": true, "one": true,
}

// rivals are offices that two persons held or claimed at one time.
var rivals = map[string]bool{
	"CIV President":      true, // Gbagbo and Ouattara after the election of 2010
	"MDG Prime Minister": true, // the crisis of 2002
	"KHM Prime Minister": true, // two prime ministers, 1993 to 1997
	"LBY Prime Minister": true, // two governments in 2011 and since 2014
}

// vacant are offices that did not exist, or that nobody held, for a time that
// the tables show: abolished, suspended, between regimes.
var vacant = map[string]bool{
	"SOM Prime Minister": true, "SOM President": true, "BDI Prime Minister": true, "COD Prime Minister": true, "COG Prime Minister": true, "TCD Prime Minister": true,
	"SEN Prime Minister": true, "BEN Prime Minister": true, "AGO Prime Minister": true, "HTI President": true, "HTI Prime Minister": true,
	"AFG President": true, "BGD Prime Minister": true, "MMR Prime Minister": true, "LBN President": true,
}

// calendar are words of dates, which stand behind a role without being a name:
// "a judge Thursday approved".
var calendar = map[string]bool{
	"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true,
	"january": true, "february": true, "march": true, "april": true, "june": true, "july": true, "august": true, "september": true,
	"october": true, "november": true, "december": true, "jan": true, "feb": true, "mar": true, "apr": true, "jun": true, "jul": true,
	"aug": true, "sept": true, "sep": true, "oct": true, "nov": true, "dec": true, "christmas": true, "easter": true, "ramadan": true,
}

// assaults are nouns whose target is a place: "strikes on Kharkiv", "the siege
// of Aleppo".
var assaults = map[string]bool{
	"attack": true, "strike": true, "assault": true, "offensive": true, "raid": true, "siege": true, "bombing": true, "shelling": true,
	"bombardment": true, "invasion": true, "occupation": true, "capture": true, "airstrike": true, "barrage": true, "blockade": true,
	"seizure": true, "blast": true, "explosion": true, "advance": true, "annexation": true,
}

// lands are nouns that speak of a country, never of a person.
var lands = map[string]bool{
	"country": true, "nation": true, "state": true, "republic": true, "kingdom": true, "city": true, "town": true, "region": true,
	"province": true, "capital": true, "territory": true, "island": true,
}

// polities are further nouns for a state.
var polities = map[string]bool{
	"government": true, "neighbor": true, "neighbour": true, "ally": true, "power": true, "superpower": true, "member": true, "regime": true,
	"democracy": true, "monarchy": true, "economy": true, "emirate": true, "sultanate": true, "side": true, "party": true, "partner": true,
	"enemy": true, "foe": true, "rival": true, "adversary": true, "aggressor": true, "player": true, "producer": true, "exporter": true,
	"importer": true, "donor": true, "supplier": true, "colony": true, "federation": true, "giant": true, "homeland": true,
}

// storms are words before the names of storms.
var storms = map[string]bool{
	"hurricane": true, "hurricanes": true, "typhoon": true, "typhoons": true, "cyclone": true, "cyclones": true, "storm": true, "storms": true,
	"superstorm": true, "depression": true,
}

// official are the sectors of bodies and offices of a state.
var official = map[string]bool{"GOV": true, "MIL": true, "COP": true, "LEG": true, "JUD": true, "SPY": true}

// sole are the offices that one person holds in a country, so that the office
// and the day tell who is meant.
var sole = map[officeClass]bool{
	president: true, premier: true, vice: true, foreign: true, defense: true, interior: true, finance: true, monarch: true,
	crownPrince: true, supreme: true, secGen: true, armyChief: true, intelChief: true, attorney: true, pope: true,
}

// launching are verbs whose "at" and "into" name a target.
var launching = map[string]bool{
	"fire": true, "launch": true, "shoot": true, "lob": true, "hurl": true, "drop": true, "aim": true, "rain": true,
}

// aides are the roles that stand to somebody: "an aide to the president".
var aides = map[string]bool{"aide": true, "senior aide": true, "adviser": true, "advisor": true, "presidential adviser": true}

// southAsia are the states whose ministries are run by secretaries.
var southAsia = map[string]bool{"IND": true, "PAK": true, "BGD": true, "NPL": true, "LKA": true, "BTN": true, "MDV": true, "MMR": true}

// posts are verbs by which a state sends, recalls or closes a mission or troops.
var posts = map[string]bool{
	"recall": true, "withdraw": true, "pull": true, "close": true, "shut": true, "reopen": true, "open": true, "evacuate": true, "send": true,
	"deploy": true, "dispatch": true, "shutter": true,
}

// shuts are those of them that say nothing of troops.
var shuts = map[string]bool{"close": true, "shut": true, "reopen": true, "open": true, "recall": true, "evacuate": true, "shutter": true}

// missions are what a state has in another.
var missions = map[string]bool{
	"embassy": true, "consulate": true, "mission": true, "ambassador": true, "envoy": true, "consul": true, "diplomat": true,
}

// columns are what moves into or out of another state.
var columns = map[string]bool{"troop": true, "troops": true, "soldier": true, "force": true, "peacekeeper": true, "tank": true, "unit": true}
