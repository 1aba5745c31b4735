package page

import "regexp"

// dropped are elements whose text is never an article's.
var dropped = map[string]bool{
	"script": true, "style": true, "noscript": true, "template": true, "svg": true, "math": true, "canvas": true,
	"iframe": true, "object": true, "embed": true, "audio": true, "video": true, "picture": true, "map": true,
	"nav": true, "aside": true, "footer": true, "figcaption": true, "figure": true,
	"button": true, "select": true, "textarea": true, "input": true, "label": true, "dialog": true, "menu": true,
	"head": true, "title": true,
}

// blockElements end a block of text before and after themselves.
var blockElements = map[string]bool{
	"address": true, "article": true, "blockquote": true, "body": true, "caption": true, "center": true, "dd": true, "details": true,
	"div": true, "dl": true, "dt": true, "fieldset": true, "form": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true,
	"h6": true, "header": true, "hr": true, "html": true, "legend": true, "li": true, "main": true, "ol": true, "p": true,
	"pre": true, "section": true, "summary": true, "table": true, "tbody": true, "tfoot": true,
	"thead": true, "tr": true, "ul": true,
}

// foreignName matches names in class and id of elements that are no article
// text. Each stands at the start of a word: "related", "article__related",
// "relatedLinks", but not "correlated".
var foreignName = regexp.MustCompile(`(?i)(?:^|[^a-z])(?:` +
	`related|recirc|recommend|read-?more|readmore|more-?(?:from|stories|on|news|coverage)|most-?(?:read|popular|viewed)|popular|trending|also-?like|you-?may|up-?next|` +
	`newsletter|subscri(?:be|ption)|sign-?up|signup|paywall|promo(?:tion|s|-|_|\b)|advert|ads?(?:-|_|\b)|adslot|sponsor|outbrain|taboola|affiliate-?disc|` +
	`share|sharing|social|follow|comments?(?:-|_|\b)|disqus|discussion|reply|rating|` +
	`breadcrumbs?|crumbs?|navbar|nav(?:-|_|\b)|menu|toolbar|pagination|pager|tags?(?:-|_)?(?:list|cloud|links|s\b)|topics?(?:-|_)list|categor(?:y|ies)-?(?:list|links)|` +
	`caption|photo-?credit|image-?credit|credit|gallery|slideshow|carousel|slider|media-?(?:caption|credit)|wp-caption|lightbox|` +
	`by-?line|author|dateline|timestamp|time-?stamp|pub-?date|publish(?:ed)?-?(?:date|time|on)|post-?(?:date|meta|info)|entry-?(?:date|meta)|article-?meta|story-?meta|date-?time|posted-?on|last-?updated|` +
	`cookie|consent|gdpr|banner|popup|pop-up|modal|overlay|tooltip|hidden|sr-only|screen-?reader|visually-?hidden|skip-?(?:link|to)|` +
	`footer|masthead|copyright|disclaimer|legal|widget|sidebar|side-bar|rail|teaser|kicker|jump-?to|toc|click-?to-?tweet|tweet-?this|print-?only|noprint|no-print` +
	`)|(?-i:[a-z](?:Caption|Credit|Byline|Timestamp|Newsletter|Related|Promo))`)

// sentenceEnd matches text that ends like a sentence.
var sentenceEnd = regexp.MustCompile(`[.!?…:。！？]["'”’»)\]]*\s*$`)

// oddLine matches short blocks that begin like captions, credits, datelines of
// web pages, invitations and labels.
var oddLine = regexp.MustCompile(`(?i)^(?:` +
	`(?:image|photo|picture|photograph|video|file|illustration|graphic|getty)(?: copyright| caption| credit| illustration| source|s)?\s*(?:by|courtesy|:|\d+ of|getty|©|$)|` +
	`image (?:copyright|caption|source)|photo (?:illustration )?by|getty images|` +
	`(?:\(|\[)?(?:image|photo|credit|picture|source)(?: credit)?\s?:|©|\(c\) |copyright\b|all rights reserved|` +
	`(?:first |last |originally )?(?:updated|published|posted|modified|last modified|created)(?: (?:on|at|by|in|\d|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\s?:|\s*$)|` +
	`\|?\s*updated:|filed under|tags?:|topics?:|categories:|` +
	`(?:see|read|watch|view|find out|learn|click|tap)(?: [a-z]+)? (?:more|also|here|now|next)\b[^.]*$|read (?:also|next|on)\b|more:|see also\b|also read|also see|related\b[^.]{0,20}:|related(?: (?:news|articles?|stories|content|links|coverage|topics))?$|don['’]t miss|you (?:may|might) (?:also )?(?:like|be interested)|recommended(?: for you)?$|` +
	`(?:most )?popular$|trending(?: now)?$|latest(?: news)?$|top stories|up next|continue reading|story continues|article continues|scroll (?:down|to)|` +
	`advert(?:isement|ising)?s?$|sponsored|promoted|` +
	`subscribe|sign up|sign in|log in|register|join (?:us|our|the conversation)|get (?:the|our|your|all) [^.]*(?:newsletter|app|inbox|alerts?|daily|updates)|download (?:the|our) [^.]*app|follow (?:us|me|him|her|them|@|[a-z0-9 ]+ on (?:twitter|facebook|instagram))|like us|share (?:this|on|via)|` +
	`(?:\d+ )?comments?$|leave a (?:comment|reply)|post a comment|tell us what you think|have a tip|got a (?:tip|story)|contact us|email (?:us|the author)|view author|about the author|` +
	`skip to|loading|close$|caption$|enlarge|play video|listen(?: to| now|:)|transcript$|advertisement|this (?:slideshow|video) requires|` +
	`in this [^.]{0,60}\b(?:photo|image|picture|frame)\b|disclaimer: |` +
	`(?:story )?highlights$|key points$|(?:unlimited|full)(?: digital)? access\b[^.]*$|cancel (?:at )?any ?time` +
	`)`)

// consent and addressed match, together, a site that speaks to its reader of
// what it stores: a report about cookies does not say "we" and "your device".
var (
	consent   = regexp.MustCompile(`(?i)\b(?:we|our|us)\b[^.]*\b(?:cookies|similar technologies|personal data|unique identifiers)\b|\bcookies\b[^.]*\b(?:we|our)\b`)
	addressed = regexp.MustCompile(`(?i)\byour (?:devices?|browsers?|preferences|choices|consent|privacy settings|experience|visit)\b`)
)

// oddPhrase matches blocks of up to a few lines that speak of the site.
var oddPhrase = regexp.MustCompile(`(?i)` +
	`this (?:web)?site uses cookies|uses? cookies to|accept (?:all )?cookies|cookie policy|privacy policy|terms of (?:use|service)|` +
	`affiliate (?:and/or referral )?links?|may earn (?:a |an )?(?:affiliate )?commission|` +
	`(?:subscribe|sign up) (?:to|for) (?:our|the|my|us)\b|already a subscriber|already have an account|start your (?:free )?trial|our (?:daily |weekly |free )?newsletter|delivered (?:straight |right |directly )?(?:to|through|in) your inbox|` +
	`follow (?:him|her|them|us|me|[a-z. ]{3,30}) (?:on|at) (?:twitter|facebook|instagram)|can be reached at|may be reached at|reach (?:him|her|them|me) at|` +
	`all rights reserved|may not be (?:published|reproduced|reprinted)|©\s?(?:19|20)\d\d|click here to (?:get|read|see|subscribe|sign|download)|` +
	`^(?:additional )?(?:reporting|editing|writing) (?:by|and editing)\b|contributed to this (?:report|story|article)|` +
	`\((?:image|photo|picture|credit)s?(?: credit)?:[^)]*\)\s*$|\((?:ap|afp|reuters|epa|getty)[^)]{0,12}(?:photo|images?)[^)]*\)\s*$|\[(?:file:|[^\]]*/(?:reuters|afp|ap|getty|epa))[^\]]*\]\s*$|credit: (?:getty|epa|ap|afp|reuters|istock)[^.]*$|\([^()]{0,60}(?:via ap|/ap|/getty|/afp|/reuters|, file)[^()]{0,30}\)\s*$|` +
	`^[^.]{0,60}\| (?:bloomberg|getty images|reuters|afp|ap)\b[^.]*$|photos? ©|if you enjoyed this (?:article|story)|` +
	`enable javascript|javascript (?:is )?(?:disabled|required)`)
