package date

import (
	"strings"
	"time"
)

// kind is what an atom can be in a time expression.
type kind uint8

const (
	other kind = iota
	monthName
	weekdayName
	number     // digits or a word; val is the number
	ordinal    // "third", "3rd"; val is the number
	unitName   // val is a unit; singular or plural
	seasonName // val is the month in which it begins
	dayWord    // today, tomorrow, yesterday; val is the distance in days
	dayPart    // morning, afternoon, evening, night, noon, midnight
	direction  // last, next, this; val is one of the directions
	approx     // early, late, mid
	moment     // beginning, end, start
	holiday    // val is a row of holidays
	decadeWord // nineties; val is 90
)

// unit is a length of time.
type unit uint8

const (
	unitDay unit = iota + 1
	unitWeek
	unitWeekend
	unitMonth
	unitQuarter
	unitYear
	unitDecade
	unitCentury
)

// The directions.
const (
	toLast = iota - 1
	toThis
	toNext
)

type entry struct {
	kind kind
	val  int
}

const (
	monthWords = "january february march april may june july august september october november december"
	monthAbbr  = "jan feb mar apr may jun jul aug sep oct nov dec"
	dayWords   = "sunday monday tuesday wednesday thursday friday saturday"
	dayAbbr    = "sun mon tue wed thu fri sat"
	smallWords = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
	tensWords  = "twenty thirty forty fifty sixty seventy eighty ninety"
	ordWords   = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)

// newLexicon returns the words that can stand in a time expression, in lower
// case.
func newLexicon() map[string]entry {
	lex := map[string]entry{
		"sept": {monthName, 9},
		"tues": {weekdayName, 2}, "thur": {weekdayName, 4}, "thurs": {weekdayName, 4}, "weds": {weekdayName, 3},
		"thirtieth": {ordinal, 30},
		"day":       {unitName, int(unitDay)}, "days": {unitName, int(unitDay)},
		"week": {unitName, int(unitWeek)}, "weeks": {unitName, int(unitWeek)},
		"weekend": {unitName, int(unitWeekend)}, "weekends": {unitName, int(unitWeekend)},
		"month": {unitName, int(unitMonth)}, "months": {unitName, int(unitMonth)},
		"quarter": {unitName, int(unitQuarter)}, "quarters": {unitName, int(unitQuarter)},
		"year": {unitName, int(unitYear)}, "years": {unitName, int(unitYear)},
		"decade": {unitName, int(unitDecade)}, "decades": {unitName, int(unitDecade)},
		"century": {unitName, int(unitCentury)}, "centuries": {unitName, int(unitCentury)},
		"spring": {seasonName, 3}, "summer": {seasonName, 6}, "fall": {seasonName, 9}, "autumn": {seasonName, 9}, "winter": {seasonName, 12},
		"today": {dayWord, 0}, "tonight": {dayWord, 0}, "yesterday": {dayWord, -1}, "tomorrow": {dayWord, 1},
		"morning": {dayPart, 0}, "afternoon": {dayPart, 0}, "evening": {dayPart, 0}, "night": {dayPart, 0},
		"noon": {dayPart, 1}, "midday": {dayPart, 1}, "midnight": {dayPart, 1}, "dawn": {dayPart, 0}, "dusk": {dayPart, 0},
		"last": {direction, toLast}, "previous": {direction, toLast}, "past": {direction, toLast},
		"this": {direction, toThis}, "current": {direction, toThis}, "next": {direction, toNext},
		"coming": {direction, toNext}, "following": {direction, toNext}, "upcoming": {direction, toNext},
		"early": {approx, 0}, "late": {approx, 0}, "mid": {approx, 0}, "earlier": {approx, 0}, "later": {approx, 0}, "sometime": {approx, 0},
		"beginning": {moment, 0}, "start": {moment, 0}, "end": {moment, 0}, "middle": {moment, 0}, "close": {moment, 0}, "half": {moment, 0}, "rest": {moment, 0}, "outset": {moment, 0}, "onset": {moment, 0},
		"a": {number, 1}, "an": {number, 1}, "dozen": {number, 12},
		"christmas": {holiday, 0}, "thanksgiving": {holiday, 1}, "halloween": {holiday, 2}, "easter": {holiday, 3},
	}
	add := func(words string, k kind, first int) {
		for i, w := range strings.Fields(words) {
			if _, ok := lex[w]; !ok {
				lex[w] = entry{k, first + i}
			}
		}
	}
	add(monthWords, monthName, 1)
	add(monthAbbr, monthName, 1)
	add(dayWords, weekdayName, 0)
	add(dayAbbr, weekdayName, 0)
	add(smallWords, number, 0)
	add(ordWords, ordinal, 1)
	for i, w := range strings.Fields(tensWords) {
		lex[w] = entry{number, 20 + 10*i}
		lex[strings.TrimSuffix(w, "y")+"ies"] = entry{decadeWord, 20 + 10*i}
	}
	return lex
}

// words returns a set of lower-case words.
func words(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

// ambiguousMonth are months whose names are other words too: they count only
// in a context of dates.
var ambiguousMonth = words("may march mar sep dec jan jun")

// ambiguousDay are abbreviations of weekdays that are other words too.
var ambiguousDay = words("sun mon sat wed fri tue thu")

// beforeDate are words after which a bare month or year is a date.
var beforeDate = words("in by since until till of from through throughout during after before between to for early late mid last next this past until around about circa fiscal each every ending ended starting beginning and or")

// countNouns follow a number of four digits that is no year.
var countNouns = words("people troops soldiers men women children civilians police officers protesters demonstrators fighters militants rebels refugees migrants " +
	"miles mile kilometers kilometres km meters metres feet foot ft acres hectares tons tonnes pounds kilograms kg barrels dollars euros rubles roubles yen yuan pesos rupees dlrs " +
	"shares points jobs workers employees students members votes cases deaths homes houses buildings vehicles tanks missiles rockets drones guns rounds mw hp rpm gmt hours hrs hour est utc percent pct degrees calories pages words copies seats tickets flights")

// notYearAfter are words after which a number of four digits is no year.
var notYearAfter = words("flight no number boeing airbus resolution route highway interstate room channel windows section law bill act article about some nearly almost over than " +
	"roughly approximately exceeding another model unit squadron brigade division regiment battalion series top up exactly only least most")

// streets follow the number of a house and a name.
var streets = words("street st avenue ave road rd drive lane boulevard blvd court terrace way place highway")

// papers follow a weekday in the name of a newspaper, programme or event.
var papers = words("times telegraph mirror herald mail express post independent tribune world sun star service lights live school schools agreement accord")

// namedDays precede a weekday that is a feast or the name of an event.
var namedDays = words("black bloody good super ash palm holy cyber easter maundy giving casual fat")

// dueNouns are meetings and limits that a weekday announces.
var dueNouns = words("election elections vote votes summit meeting talks deadline hearing referendum game match runoff ballot polls session")

// afterMarch are words after "the March" that make it a march.
var afterMarch = words("on of for to in from against through across by at is was will would has had and")

// generic are nouns after "today's" that make it mean "of our time".
var generic = words("world youth society generation generations standards environment age era children kids youngsters computers")

// scheduling are verbs whose past form sets a day to come.
var scheduling = words("scheduled planned slated rescheduled postponed schedules")

// expecting are participles that set a day to come in the passive.
var expecting = words("expected set due supposed anticipated")

// figures are words of a comparison between periods of business.
var figures = words("million billion share % percent cents loss profit revenue sales income earnings than pence guilders period quarter")

// futureWords are verbs and adjectives whose infinitive or date is still to come.
var futureWords = words("will shall won wo'll would expected expects expect scheduled schedule schedules planned plans plan planning set due agreed agrees agree hopes hope hoped hoping wants want intends intend intended " +
	"going ready prepared prepares preparing likely supposed slated promised promises vowed vows pledged pledges aims aim aiming ordered told asked urged invited slated able upcoming " +
	"effective payable expire expires expiring redeemable deadline postponed rescheduled bound tentatively")

// pastWords are past forms that do not end in -ed.
var pastWords = words("said told was were had did met took held left made went came began won lost fell rose sent struck broke sold bought shot led fled flew drove spoke wrote gave got saw knew found thought became grew threw hit put cut set kept " +
	"felt paid ran sat stood understood brought caught fought sought taught built spent lent meant dealt heard read slid hung sank rang sprang drew withdrew swore tore wore bore chose froze stole woke ate beat bit blew dug drank fed forgave forgot laid lay lit rode shook shut slept split spread stuck swam swept swung wound written been done gone seen taken given known shown " +
	"struck overthrew undertook oversaw upheld overran bled bred cast cost hurt quit rid shed thrust undid has have having")

// bothTenses are past forms that are present forms or nouns too.
var bothTenses = words("put cut set hit read spread hurt cost cast rid shed split quit shut thrust beat has have having left ate")

// notVerbED are words in -ed that are no past forms of verbs.
var notVerbED = words("red bed shed speed need indeed feed seed breed deed exceed proceed succeed wed sled hundred sacred naked wicked rugged aged beloved bed-ridden united allied armed")

// holidays are the days whose names the lexicon holds: month, day, and for
// those without a fixed day the rule.
var holidays = []struct {
	month time.Month
	day   int // fixed day, or 0
}{
	{time.December, 25}, {time.November, 0}, {time.October, 31}, {0, 0},
}

// eventDays are days by which the news calls what happened on them.
var eventDays = []struct {
	month     time.Month
	day, year int
	alone     bool
}{
	{time.September, 11, 2001, true},
	{time.October, 7, 2023, true},
	{time.January, 6, 2021, true},    // the storming of the Capitol in Washington
	{time.July, 7, 2005, false},      // London
	{time.March, 11, 2004, false},    // Madrid
	{time.November, 13, 2015, false}, // Paris
	{time.November, 26, 2008, false}, // Mumbai
	{time.June, 4, 1989, false},      // Tiananmen
}

// eventNouns follow a day by which an event is called.
var eventNouns = words("attack attacks attacker attackers assault assaults bombing bombings bomber bombers hijacker hijackers hijackings massacre massacres terror terrorist terrorists riot riots rioter rioters insurrection commission committee mastermind suspect suspects plot plotters plotter crackdown tragedy defendant defendants")
