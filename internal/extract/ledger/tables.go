package ledger

import _ "embed"

//go:embed data/equipment.tsv
var equipmentTable string

var named = map[string]float64{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
	"nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

var multipliers = map[string]float64{
	"dozen": 12, "score": 20, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "bn": 1e9, "mn": 1e6, "tn": 1e12, "m": 1e6,
}

// vague are plurals of multipliers: at least two of them.
var vague = map[string]float64{
	"tens": 20, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2e3, "millions": 2e6, "billions": 2e9, "trillions": 2e12,
}

var suffixes = [...]struct {
	name  string
	value float64
}{{"bn", 1e9}, {"tn", 1e12}, {"mn", 1e6}, {"m", 1e6}, {"k", 1e3}}

// hedge tells which ends of a figure a phrase before it leaves known.
type hedge struct {
	words     string
	low, high bool
}

// hedges stand before a figure; longer ones first.
var hedges = [...]hedge{
	{"as many as", false, true},
	{"as much as", false, true},
	{"as few as", true, false},
	{"no more than", false, true},
	{"not more than", false, true},
	{"no fewer than", true, false},
	{"no less than", true, false},
	{"not less than", true, false},
	{"a minimum of", true, false},
	{"a maximum of", false, true},
	{"upwards of", true, false},
	{"upward of", true, false},
	{"in excess of", true, false},
	{"more than", true, false},
	{"greater than", true, false},
	{"fewer than", false, true},
	{"less than", false, true},
	{"a total of", true, true},
	{"up to", false, true},
	{"at least", true, false},
	{"at most", false, true},
	{"an estimated", true, true},
	{"close to", true, true},
	{"well over", true, false},
	{"just over", true, false},
	{"just under", false, true},
	{"over", true, false},
	{"above", true, false},
	{"exceeding", true, false},
	{"under", false, true},
	{"below", false, true},
	{"estimated", true, true},
	{"some", true, true},
	{"about", true, true},
	{"around", true, true},
	{"approximately", true, true},
	{"roughly", true, true},
	{"nearly", true, true},
	{"almost", true, true},
	{"exactly", true, true},
	{"circa", true, true},
	{"another", true, true},
	{"between", true, true},
	{"from", true, true},
}

// currencies stand before or after a figure.
var currencies = map[string]string{
	"$": "USD", "us$": "USD", "a$": "AUD", "au$": "AUD", "nz$": "NZD", "c$": "CAD", "ca$": "CAD", "s$": "SGD", "hk$": "HKD", "r$": "BRL", "nt$": "TWD", "€": "EUR", "£": "GBP", "¥": "JPY", "₽": "RUB", "₴": "UAH", "₹": "INR", "₪": "ILS",
	"dollars": "USD", "dollar": "USD", "euros": "EUR", "euro": "EUR", "pounds": "GBP", "roubles": "RUB", "rubles": "RUB", "yen": "JPY",
	"hryvnia": "UAH", "hryvnias": "UAH", "yuan": "CNY", "rupees": "INR", "lira": "TRY", "zlotys": "PLN", "kroner": "NOK", "francs": "CHF", "pesos": "peso",
}

// spans of time and what is only counted off are no claims.
var noCounts = map[string]bool{
	"year": true, "month": true, "week": true, "day": true, "hour": true, "minute": true, "second": true, "decade": true, "century": true, "o'clock": true,
	"a.m.": true, "p.m.": true, "am": true, "pm": true, "time": true, "thing": true, "way": true, "reason": true, "side": true, "point": true, "party": true,
	"leader": true, "country": true, "nation": true, "term": true, "phase": true, "round": true, "front": true, "month-old": true, "fold": true, "percentage": true,
	"page": true, "chapter": true, "article": true, "part": true, "step": true, "option": true, "issue": true, "topic": true, "word": true, "sentence": true,
}

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

var (
	warns       = set("warn", "warning", "caution", "threaten", "threat", "alert", "ultimatum")
	equates     = set("equate", "mean", "amount", "constitute", "represent", "lead", "trigger", "provoke", "prompt", "bring", "result", "invite", "meet", "draw", "cross", "face", "entail", "cause", "be", "make", "become", "count", "signify", "spell")
	retaliates  = set("retaliate", "avenge", "punish", "annihilate", "obliterate", "destroy", "crush")
	strikesBack = set("retaliate", "respond", "avenge", "punish", "strike", "attack", "hit", "destroy", "annihilate", "obliterate", "crush", "target", "bomb", "invade", "shell", "expel", "sanction", "impose", "close", "shut", "block", "blockade", "seize", "withdraw", "suspend", "cut", "halt", "retake", "eliminate", "kill", "sink", "shoot", "arm", "fight", "resist", "defend", "answer", "react", "act", "wipe", "pursue", "boycott", "freeze")
	losses      = set("lose", "forfeit", "face", "suffer", "pay", "regret")
	vengeance   = set("revenge", "vengeance", "retaliation", "retribution", "reprisal", "punishment")
	harms       = set("war", "involvement", "retaliation", "strike", "attack", "consequence", "response", "sanction", "conflict", "confrontation", "escalation", "force", "reprisal", "catastrophe", "disaster", "blood", "line", "collapse", "end", "price", "cost", "punishment", "destruction", "bloodshed", "crossing", "party", "act", "aggression", "tariff", "action", "measure", "arrest", "prosecution", "jail", "prison", "expulsion", "fine", "charge", "target", "enemy", "isolation", "ban", "penalty", "death", "closure", "suspension", "eviction", "deportation", "ruin")
	harmed      = set("treat", "target", "destroy", "punish", "sanction", "arrest", "shoot", "attack", "strike", "bomb", "expel", "jail", "prosecute", "detain", "kill", "eliminate", "crush", "hit", "hunt", "seize", "deport", "face")
	victims     = set("kill", "wound", "injure", "die", "arrest", "detain", "displace", "dead", "death", "toll", "missing", "hurt", "casualty")
	answersBack = set("consequence", "retaliation", "response", "reprisal")
	firstPerson = set("we", "i", "us")
	assaults    = set("shoot", "attack", "bomb", "strike", "invade", "annihilate", "destroy", "wipe", "shell", "obliterate", "retake", "eliminate", "sink")
	staged      = set("call", "stage", "launch", "hold", "begin", "start", "organise", "organize", "resume", "mount")
	onslaughts  = set("strike", "boycott", "walkout", "protest", "offensive", "attack", "operation", "war", "blockade", "uprising", "campaign", "raid", "siege")
	helps       = set("resign", "quit", "retire", "apologise", "apologize", "lift", "release", "help", "support", "return", "sign", "join", "talk", "negotiate", "ease", "aid", "welcome", "agree", "attend", "meet", "accept", "be", "have", "free", "grant", "reward", "stay", "remain", "continue", "resume", "discuss", "consider", "provide", "need", "know", "see", "happen", "benefit", "win", "cost", "rise", "fall", "die", "lose", "become", "say", "tell", "like", "want", "recognise", "recognize", "vote", "work", "succeed", "improve", "grow")
	ownForces   = set("country", "government", "nation", "army", "military", "force", "people", "side", "troops", "state", "party", "union", "group", "movement")
)

var (
	turnNouns     = set("retreat", "climb-down", "volte-face", "departure", "reversal", "shift", "change", "u-turn", "about-face", "turnaround", "break", "turn", "turnabout", "softening", "hardening", "climbdown", "policy")
	marks         = set("mark", "represent", "signal", "constitute", "be", "amount", "make", "signify", "indicate", "announce", "see")
	backs         = set("back", "give", "bow", "yield", "backtrack", "backpedal", "relent", "reverse", "u-turn", "retreat", "row", "climb", "walk", "cave", "waver")
	drops         = set("ditch", "shelve", "retract", "suspend", "cancel", "toughen", "moderate", "delay", "drop", "abandon", "lift", "end", "reverse", "scrap", "soften", "ease", "relax", "withdraw", "overturn", "waive", "give", "shed", "loosen", "harden", "rescind", "revoke", "overcome")
	changes       = set("change", "shift", "switch", "reverse", "revise", "alter", "reconsider", "rethink", "modify")
	positionNouns = set("policy", "position", "stance", "opposition", "objection", "ban", "veto", "resistance", "restriction", "refusal", "decision", "reluctance", "embargo", "sanction", "limit", "hesitation", "pledge", "promise", "threat", "demand", "insistence", "neutrality", "objections", "restrictions", "moratorium", "doctrine", "tone", "line", "rhetoric", "plan", "proposal", "requirement", "condition", "claim", "criticism", "embargoes", "boycott", "blockade", "order", "permit", "licence", "license", "bid", "veto", "moratoria", "intransigence", "support", "backing", "commitment", "target")
	stanceVerbs   = set("object", "oppose", "support", "recognise", "recognize", "resist", "refuse", "reject", "deny", "consider", "insist", "demand", "back", "want", "block", "believe", "regard", "rule", "hesitate", "delay", "withhold", "seek", "accept")
	refusals      = set("resistance", "hesitation", "refusal", "opposition", "reluctance", "denial", "delay", "delays", "silence", "deadlock", "debate", "pressure", "rejection", "insistence", "wavering", "stalling", "objection", "uncertainty", "foot-dragging", "caution", "neutrality", "criticism")
	turnabouts    = set("u-turn", "about-face", "climbdown", "climb-down", "reversal", "volte-face", "turnaround", "turnabout", "backflip", "change-of-heart")
	changing      = set("position", "stance", "course", "mind", "tone", "policy", "decision", "tack", "tune", "direction", "strategy", "gear")
	concedes      = set("abstain", "authorize", "authorise", "allow", "approve", "permit", "grant", "agree", "accept", "endorse", "back", "support", "lift", "recognise", "recognize", "admit", "acknowledge", "send", "supply", "provide", "join", "sign", "concede", "release", "deploy", "impose", "deliver", "open")
	holds         = set("object", "oppose", "resist", "refuse", "reject", "insist", "deny", "rule", "support", "back", "demand", "block", "call", "describe", "promise", "vow", "pledge", "defend", "criticise", "criticize", "argue", "say", "claim", "favour", "favor", "dismiss", "withhold", "warn", "threaten", "maintain", "advocate", "condemn")
	longTimes     = set("week", "month", "year", "decade", "day", "century")
	grants        = set("authorize", "authorise", "allow", "approve", "permit", "grant", "agree", "accept", "endorse", "back", "support", "lift", "recognise", "recognize", "admit", "acknowledge", "send", "supply", "provide", "join", "sign", "concede", "release", "deploy", "impose", "condemn", "criticise", "criticize", "abstain", "vote", "open", "deliver", "call", "confirm", "meet", "visit", "offer", "propose", "apologise", "apologize", "name", "describe", "blame", "admit", "demand", "threaten", "impose", "publish", "oppose", "reject", "question", "speak", "fire", "use", "strike", "hint", "signal")
	withstands    = set("object", "resist", "refuse", "oppose", "reject", "deny", "rule", "block", "withhold", "hesitate", "decline", "insist", "veto", "balk", "warn")
)

var (
	arms      = set("missile", "tank", "jet", "fighter", "weapon", "drone", "rocket", "launcher", "system", "battery", "air", "defence", "defense", "aircraft", "helicopter", "howitzer", "artillery", "strike", "fire", "army", "military", "troops", "war", "ammunition", "munition", "arm", "arms", "range", "deploy", "shoot", "vehicle", "armoured", "armored", "interceptor", "bomber", "warhead", "pilot", "anti-tank", "front")
	limits    = set("restriction", "limit", "ban", "curb", "condition", "limitation")
	handovers = set("sale", "delivery", "supply", "transfer", "export", "donation", "shipment", "handover", "provision")
	holdsArms = set("use", "fire", "launch", "receive", "operate", "deploy", "obtain", "buy", "field")
	supplies  = set("supply", "provide", "donate", "send", "deliver", "make", "build", "give", "transfer", "sell", "produce", "manufacture", "gift", "pledge", "ship")
)

var (
	// deeds are nouns that take up an event told before.
	deeds = set("move", "decision", "step", "action", "announcement", "authorisation", "authorization", "agreement", "deal", "plan", "proposal", "attack", "strike", "assault", "sanction", "sanctions", "policy", "shift", "offer", "request", "call", "visit", "vote", "ruling", "ban", "incident", "killing", "raid", "bombing", "offensive", "operation", "measure", "development", "change", "pact", "truce", "ceasefire", "withdrawal", "expulsion", "arrest", "deployment", "launch", "test", "invasion", "statement", "remark", "threat", "law", "bill", "order", "resolution", "approval", "permission")

	// lasting are those that only an event of one type can be meant by.
	lasting = map[string]string{
		"attack": "ASSAULT", "strike": "ASSAULT", "assault": "ASSAULT", "raid": "ASSAULT", "bombing": "ASSAULT", "killing": "ASSAULT", "offensive": "ASSAULT", "invasion": "ASSAULT",
		"sanction": "SANCTION", "sanctions": "SANCTION", "expulsion": "SANCTION", "agreement": "AGREE", "deal": "AGREE", "pact": "AGREE", "truce": "AGREE", "ceasefire": "AGREE",
		"visit": "CONSULT", "threat": "THREATEN", "arrest": "COERCE", "deployment": "MOBILIZE", "offer": "AGREE", "request": "REQUEST", "call": "REQUEST",
	}
)

// What actors are for and against, and how a change of position is named.
var (
	againsts   = set("object", "sever", "resist", "refuse", "oppose", "reject", "deny", "block", "withhold", "decline", "veto", "dismiss", "condemn", "denounce", "criticise", "criticize", "scorn", "deride", "mock", "ridicule", "hate", "dislike", "loathe", "boycott", "freeze", "suspend", "halt", "shun", "exclude", "leave", "quit", "withdraw", "ban", "bar", "forbid", "prohibit", "expel", "spurn", "snub", "rebuff", "disown", "threaten", "doubt", "distrust", "cancel", "cut", "attack", "scrap", "shelve", "abandon", "disavow", "opposed", "unwilling", "reluctant", "hostile", "sceptical", "skeptical", "dispute", "obstruct", "resign", "sue", "strike")
	fors       = set("defend", "free", "authorize", "authorise", "allow", "approve", "permit", "grant", "agree", "accept", "endorse", "support", "lift", "recognise", "recognize", "admit", "acknowledge", "send", "supply", "provide", "join", "sign", "concede", "release", "deploy", "deliver", "open", "favour", "favor", "praise", "welcome", "embrace", "champion", "cheer", "return", "rejoin", "resume", "restore", "attend", "reopen", "readmit", "adopt", "offer", "propose", "defend", "hail", "invite", "fund", "pay", "host", "consent", "ratify", "tolerate", "negotiate", "respect", "sell", "let", "cooperate", "hand", "meet", "ready", "willing", "prepared", "talk", "mediate", "buy", "keep", "help", "extend", "unfreeze", "content", "free")
	declares   = set("say", "declare", "insist", "vow", "promise", "swear", "pledge", "maintain", "announce", "tell", "hint", "suggest", "signal", "argue", "claim", "threaten", "intend", "plan", "believe", "think", "confirm", "show")
	minded     = set("willing", "ready", "prepared", "committed", "convinced", "opposed", "bound", "interested")
	trades     = set("export", "sell", "supply", "host", "station", "arm", "fund", "finance", "train", "share", "let")
	mulls      = set("consider", "weigh", "study", "review", "discuss", "explore", "examine")
	steps      = set("step", "move", "something", "idea", "measure", "demand", "concession", "option", "point", "condition", "prospect", "course", "solution", "approach")
	sides      = set("critic", "opponent", "supporter", "advocate", "champion", "backer", "defender", "believer", "enemy", "foe", "sceptic", "skeptic", "proponent", "detractor", "adversary", "admirer", "enthusiast", "hawk", "dove")
	ends       = set("end", "abandon", "break", "drop", "reverse", "overturn", "upend", "shatter", "ditch", "depart", "discard")
	customs    = set("practice", "tradition", "precedent", "policy", "convention", "orthodoxy", "line", "doctrine", "custom", "habit", "position", "stance", "taboo", "decades", "years", "rule")
	attitudes  = set("stance", "position", "line", "tone", "mood", "attitude", "view", "rhetoric", "policy", "approach", "mind", "language", "opposition", "opinion", "thinking", "criticism", "message")
	hardens    = set("harden", "soften", "shift", "change", "evolve", "cool", "warm", "toughen", "mellow", "move", "swing", "reverse")
	said       = set("remark", "comment", "statement", "word", "pledge", "assertion", "suggestion", "prediction", "accusation", "allegation")
	vows       = set("vow", "assurance", "denial", "warning", "declaration", "word", "oath", "guarantee", "stand")
	weak       = set("say", "claim", "argue", "want", "describe", "promise", "call", "insist", "demand", "seek", "consider", "believe", "regard", "defend", "offer", "propose", "send", "provide", "deliver", "open", "name", "publish", "speak", "question", "signal", "hint", "rule", "warn", "release", "blame", "use", "meet", "visit", "deploy", "join", "maintain")
	encounters = set("meet", "visit", "strike", "fire", "use", "name", "publish")
	months     = set("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "spring", "summer", "autumn", "winter")
)
