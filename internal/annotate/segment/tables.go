package segment

import "strings"

// How a full stop after an abbreviation is read.
type stopClass uint8

const (
	always   stopClass = iota + 1 // "etc.": the stop is part of the word
	titled                        // "Gen. Smith": if the word is capitalised
	numbered                      // "No. 5": if a number follows
	dated                         // "Sun., Mar. 3": if capitalised and a number or comma follows
)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

func classed(lists map[stopClass]string) map[string]stopClass {
	out := map[string]stopClass{}
	for class, words := range lists {
		for _, w := range strings.Fields(words) {
			out[w] = class
		}
	}
	return out
}

// Abbreviations of news English; the treebanks keep their stops.
var abbreviations = classed(map[stopClass]string{
	always: `etc vs approx dept est govt ave blvd inc ltd corp bros intl natl assn mt ft pvt maj lt cmdr capt sgt cpl brig adm
		jr sr esp incl viz cf al ext attn ph.d esq messrs mmes vol vols oz lbs yrs mins hrs tel`,
	titled: `mr mrs ms dr prof gen col sen sens rep reps gov govs pres rev hon st ste supt insp det ofc pfc spc cdr ens fr sec
		secy amb cong atty dist jan feb apr aug sept sep oct nov dec tues thurs thur thu wed fri mon tue
		ala ariz ark calif colo conn del fla ga ill ind kan ky la md mich minn miss mont neb nev okla ore pa tenn tex va vt
		wash wis wyo ont que univ bldg hwy rte pte plc co mfg msgr gens cols lts drs profs spokesw`,
	numbered: `no nos art arts para paras fig figs p pp ch chap vol sect`,
	dated:    `sun sat mar jun jul`,
})

// Prefixes that EWT leaves on their word across a hyphen.
var prefixes = set(`anti pre post non ex co re pro mid multi neo semi sub over cross counter intra ultra psycho socio
	arch un macro pseudo infra extra supra hyper`)

// Letters before a dollar sign that make one currency with it.
var currencyLetters = set("US U A AU C CA CAN NZ HK S SG NT Z R MX")

// Clitics after an apostrophe that are words of their own.
var clitics = set("s m d ll re ve S M D LL RE VE")

// Words that begin with an apostrophe.
var elided = set("em tis twas til till cause bout n round")

// Words written together: the bytes at which EWT cuts them.
var joined = map[string][]int{
	"cannot": {3}, "gonna": {3}, "wanna": {3}, "gotta": {3}, "dont": {2}, "wont": {2}, "cant": {2}, "didnt": {3}, "doesnt": {4},
	"isnt": {2}, "wasnt": {3}, "couldnt": {5}, "wouldnt": {5}, "shouldnt": {6}, "havent": {4}, "hasnt": {3}, "arent": {3},
	"arnt": {2}, "aint": {2}, "thats": {4}, "theres": {5}, "whats": {4}, "heres": {4}, "im": {1}, "ive": {1}, "youre": {3},
	"youll": {3}, "youve": {3}, "theyre": {4}, "theyve": {4}, "hes": {2}, "shes": {3}, "dunno": {2, 3}, "outta": {3},
	"elses": {4}, "itll": {2}, "lets": {3}, "werent": {4}, "hadnt": {3}, "todays": {5}, "childrens": {8},
}

// Words that can follow "it is" but no possessive.
var afterIt = set("a an the not been my your our his her their this that what where when how if at to for from with because gonna i you he we they it so too been in on")

// Units that stand off from the number they are written to.
var units = set(`am pm k m b bn mn mm mw kw gw kwh mwh ft kg km cm lb lbs mph kph hrs hr min mins sec secs gb mb tb kb ghz
	mhz hz oz mg ml x yr yrs yo usd eur gbp pc pts pt deg`)

// Emoticons, longer ones first.
var smileys = []string{":-)", ":-(", ";-)", ":-D", ":-P", ":-/", "^_^", "<3", ":))", ":)", ":(", ";)", ":D", ":P", ":p", ":O", "=)", "=(", "=D", ":'("}

// Endings of host and file names.
var endings = set(`com org net edu gov mil int info biz uk ca au fr ru ua eu ch nl se pl tv fm io news html htm
	doc docx xls xlsx pdf txt ppt jpg png gif zip mp3 exe aspx php csv xml`)
