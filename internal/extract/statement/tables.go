package statement

// artifacts are nouns for what carries somebody's words: their maker speaks.
var artifacts = [...]string{
	"statement", "report", "letter", "memo", "message", "post", "tweet", "email", "note", "study", "document", "paper", "filing", "release",
	"communique", "communiqué", "declaration", "briefing", "assessment", "transcript", "article", "comment", "remark", "testimony", "speech",
	"interview", "advisory", "bulletin", "notice", "resolution", "ruling", "record", "survey", "poll", "video", "complaint", "editorial", "column",
	"word", "view", "response", "reply", "claim", "warning", "announcement", "cable", "telegram", "account", "estimate", "review", "audit",
}
