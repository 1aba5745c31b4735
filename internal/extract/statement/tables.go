package statement

// artifacts are nouns for what carries somebody's words: their maker speaks.
var artifacts = [...]string{
	"statement", "report", "letter", "memo", "message", "post", "tweet", "email", "note", "study", "document", "paper", "filing", "release",
	"communique", "communiqué", "declaration", "briefing", "assessment", "transcript", "article", "comment", "remark", "testimony", "speech",
	"interview", "advisory", "bulletin", "notice", "resolution", "ruling", "record", "survey", "poll", "video", "complaint", "editorial", "column",
	"word", "view", "response", "reply", "claim", "warning", "announcement", "cable", "telegram", "account", "estimate", "review", "audit",
}

// acts are verbs for decisions that bind: to authorise is an event, no statement.
var acts = map[string]bool{
	"authorize": true, "authorise": true, "ban": true, "sign": true, "appoint": true, "nominate": true, "impose": true, "adopt": true,
	"pass": true, "veto": true, "block": true, "hire": true, "fire": true, "allow": true, "permit": true, "vote": true, "file": true, "sue": true, "launch": true,
	"approve": true, "grant": true, "lift": true, "suspend": true, "deploy": true, "send": true, "use": true, "end": true,
}

// yields are verbs that a speaker who refuses negates; ceases are what an
// opponent is told to do.
var (
	yields = words("accept", "allow", "tolerate", "negotiate", "recognise", "recognize", "bow", "yield", "surrender", "permit", "stand", "agree", "support", "back", "intimidate", "retreat", "forget", "forgive", "sign", "concede", "compromise", "submit", "bend", "give", "pay", "talk", "take", "join", "vote", "attend", "abide", "endorse", "rest", "hesitate", "excuse", "justify")
	// mute are nouns for what happens: what it "underscores" nobody says.
	mute   = words("development", "decision", "move", "step", "event", "situation", "shift", "change", "incident", "outcome", "trend", "result", "crisis", "conflict", "war", "attack", "strike", "action", "use", "violence", "fighting", "death", "delay", "lack", "rise", "fall", "increase", "price", "blast", "explosion", "deal", "agreement")
	ceases = words("stop", "end", "cease", "halt", "leave", "withdraw", "resign", "refrain", "quit", "apologise", "apologize", "pull", "answer", "pay", "free", "release", "abandon", "retract", "explain", "lift", "step")
)

// voices are nouns for people and bodies that WordNet has in several classes.
var voices = words("source", "envoy", "authority", "side", "opposition", "media", "press", "camp", "campaign", "broadcaster", "newspaper", "bank", "spokesman",
	"founder", "head", "outlet", "bloc", "coalition", "movement", "junta", "delegation", "embassy", "watchdog", "operator", "activist", "adviser", "insider", "paper", "counterpart", "ally", "negotiator", "mediator", "lawmaker", "regulator")

// days are the words for days that a report is put at.
var days = words("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today", "tomorrow")

func words(list ...string) map[string]bool {
	m := make(map[string]bool, len(list))
	for _, w := range list {
		m[w] = true
	}
	return m
}
