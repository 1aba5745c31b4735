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
