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
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

func classed(lists map[stopClass]string) map[string]stopClass {
	out := map[string]stopClass{}
	for class, words := range lists {
		for w := range strings.FieldsSeq(words) {
			out[w] = class
		}
	}
	return out
}

// Abbreviations of news English; the treebanks keep their stops.
var abbreviations = classed(map[stopClass]string{
	always: `etc vs ret approx dept est govt ave blvd inc ltd corp bros intl natl assn mt ft pvt maj lt cmdr capt sgt cpl brig adm
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

// Abbreviations that no sentence ends with.
var neverLast = set("vs. cf. i.e. e.g. viz. approx. est.")

// Words that are capitalised at the start of a sentence only, or nearly so.
var starters = set(`The This That These Those It He She They We But And However Meanwhile There Its His Their If When While
	According Although Since Because After Before During Despite Both Some Many Most Another Also What Why How`)

// Words in small letters inside the names and dates of a dateline.
var joinsPlaces = set("de of la el al the and del di")

// Words that can follow "it is" but no possessive.
var afterIt = set("a an the not been my your our his her their this that what where when how if at to for from with because gonna i you he we they it so too been in on")

// Units that stand off from the number they are written to.
var units = set(`am pm k m b bn mn mm mw kw gw kwh mwh ft kg km cm lb lbs mph kph hrs hr min mins sec secs gb mb tb kb ghz
	mhz hz oz mg ml x yr yrs yo usd eur gbp pc pts pt deg`)

// Emoticons, longer ones first.
var smileys = []string{":-)", ":-(", ";-)", ":-D", ":-P", ":-/", "^_^", "<3", ":))", ":)", ":(", ";)", ":D", ":P", ":p", ":O", "=)", "=(", "=D", ":'("}

// Beginnings of addresses.
var schemes = []string{"http://", "https://", "www.", "ftp://", "mailto:"}

// Endings of host and file names.
var endings = set(`com org net edu gov mil int info biz uk ca au fr ru ua eu ch nl se pl tv fm io news html htm
	doc docx xls xlsx pdf txt ppt jpg png gif zip mp3 exe aspx php csv xml`)

// Finite verbs that are frequent in body text and no other part of speech.
var finite = set("is are was were has have had will would could should can may might must said says told does did been being")

// Words that titles leave in small letters.
var titleSmall = set("a an the of in on for to and or with at by from as but nor vs vs. via after over into a.m p.m a.m. p.m. per up off out")

// Whole lines that belong to the page and not to the text, without their marks.
var boilerplateLines = lineSet(`comments|comment|share|share this|share this article|share this story|tweet|print|email|e-mail|advertisement|advertising
	ad|sponsored|promoted|read more|read also|also read|more|more news|more stories|related|related articles|related stories
	related news|related topics|related content|recommended|recommended stories|most read|most popular|trending|trending now|top stories
	latest news|breaking news|follow us|subscribe|subscribe now|sign up|sign in|log in|login|register|newsletter|newsletters|loading
	loading comments|view comments|show comments|leave a comment|post a comment|add a comment|no comments|show more|load more|next|previous
	continue reading|story continues below|story continues below advertisement|article continues below|skip to content|skip to main content
	back to top|menu|home|search|close|save|saved|copy link|link copied|facebook|twitter|whatsapp|telegram|linkedin|reddit|x
	privacy policy|cookie policy|terms of use|terms of service|terms and conditions|contact us|about us|corrections|report an error
	topics|tags|watch live|listen|listen to this article|play|pause|mute|unmute|see more|see all|view all|watch now|learn more|click here
	scroll for more|scroll to continue|this story is developing|more on this story|more on this topic|you may also like|up next
	editor's picks|editors' picks|what to read next|get the app|download the app|gift this article|give this article`)

// Beginnings of lines that belong to the page. Those that can also begin a
// sentence of body text are long enough to exclude that.
var boilerplateHeads = []string{
	"read more:", "read more about", "read more on", "read also:", "also read:", "read next:", "read the full story", "read our full",
	"see also:", "related:", "related article", "more:", "sign up for", "sign up to", "subscribe to our", "subscribe to the", "subscribe for",
	"follow us on", "follow @", "like us on", "join us on", "find us on", "click here to", "click here for", "tap here", "click to share",
	"this article is for subscribers", "already a subscriber", "to continue reading", "continue reading", "story continues",
	"this material may not be published", "our standards:", "terms of use", "privacy policy", "by signing up", "by subscribing",
	"get the latest", "get breaking news", "get our free", "get email alerts", "want to receive this in your inbox", "download our app", "download the app",
	"watch more:", "watch:", "listen:", "do you support", "for more news", "for more stories", "have a news tip", "have a tip?",
	"enable javascript", "please enable", "your browser does not", "we use cookies", "this site uses cookies", "accept cookies",
	"more from ", "recommended for you", "sponsored content", "paid content", "advertisement ", "newsletter:", "tags:", "topics:", "filed under",
	"share this", "send us your", "support our journalism", "become a member", "donate now", "last updated", "last modified", "posted on ",
	"posted at ", "click on the", "view the discussion thread", "opinions expressed", "the views expressed",
}

// Words before a mark that make a line a caption.
var captionHeads = []string{
	"file photo", "file picture", "file image", "file", "photo", "photos", "photograph", "photographs", "image", "images", "picture", "pictures",
	"pictured", "caption", "video", "graphic", "map", "illustration", "handout", "handout photo", "ap photo", "reuters photo", "afp photo",
	"image source", "image caption", "media caption", "photo illustration", "screenshot", "cover photo",
}

// Ends of captions: the agency's mark.
var captionTails = []string{
	"reuters/", "/reuters", "/file photo", "(file photo)", "getty images", "/afp", "ap photo/", "(ap photo", "/epa", "/shutterstock", "photo by ", "/handout",
	"photo courtesy of ", "/anadolu", "/tass", "/xinhua",
}

// Beginnings of credits.
var creditHeads = []string{
	"source:", "sources:", "source -", "source –", "source |", "via:", "credit:", "credits:", "originally published", "first published",
	"this article was originally", "this article first appeared", "this story was originally", "this article originally appeared",
	"with reporting by", "with files from", "with inputs from", "with input from", "with agencies", "with agency", "agencies contributed",
	"author:", "authors:", "reporter:", "editor:", "written by:", "translated by:", "copy editing by", "text:", "from our correspondent",
}

// Beginnings of the list of makers; only names may follow.
var makerHeads = []string{
	"reporting by", "additional reporting", "writing by", "written by", "editing by", "edited by", "compiled by", "translated by", "translation by",
	"reporting and writing", "reported by", "graphics by", "graphic by", "produced by", "story by", "reporting and editing", "additional writing",
}

// Words in small letters that lists of makers use.
var makerWords = set(`by and in with from for of the additional reporting writing editing edited written compiled translated translation contributing
	correspondent correspondents editor reporter writer staff newsroom desk bureau bureaus team al bin de der van von el la le du di da dos
	del y e abu ibn ben graphics produced special to at on agencies agency`)

// Agencies and papers that stand alone on a line as the origin of a text.
var agencies = lineSet(`reuters|ap|afp|upi|tass|interfax|xinhua|bloomberg|associated press|the associated press|agence france-presse|dpa|efe|ansa
	anadolu agency|kyodo|kyodo news|yonhap|ria novosti|united press international|euronews|bbc news|bbc|cnn|al jazeera|voa news|voa`)

func lineSet(s string) map[string]bool {
	out := map[string]bool{}
	for l := range strings.FieldsFuncSeq(s, func(c rune) bool { return c == '|' || c == '\n' }) {
		if l = strings.TrimSpace(l); l != "" {
			out[l] = true
		}
	}
	return out
}
