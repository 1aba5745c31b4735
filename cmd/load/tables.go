package main

import "strings"

// states replace each other in the articles: name, adjective, capital.
var states = [][3]string{
	{"Kenya", "Kenyan", "Nairobi"},
	{"Peru", "Peruvian", "Lima"},
	{"Norway", "Norwegian", "Oslo"},
	{"Vietnam", "Vietnamese", "Hanoi"},
	{"Ghana", "Ghanaian", "Accra"},
	{"Chile", "Chilean", "Santiago"},
	{"Latvia", "Latvian", "Riga"},
	{"Nepal", "Nepalese", "Kathmandu"},
	{"Cuba", "Cuban", "Havana"},
	{"Serbia", "Serbian", "Belgrade"},
	{"Egypt", "Egyptian", "Cairo"},
	{"Japan", "Japanese", "Tokyo"},
	{"Brazil", "Brazilian", "Brasilia"},
	{"Poland", "Polish", "Warsaw"},
	{"Sudan", "Sudanese", "Khartoum"},
	{"Iraq", "Iraqi", "Baghdad"},
	{"Yemen", "Yemeni", "Sanaa"},
	{"Georgia", "Georgian", "Tbilisi"},
	{"Ukraine", "Ukrainian", "Kyiv"},
	{"Russia", "Russian", "Moscow"},
	{"Ethiopia", "Ethiopian", "Addis Ababa"},
	{"Somalia", "Somali", "Mogadishu"},
	{"Germany", "German", "Berlin"},
	{"France", "French", "Paris"},
}

// syllables make names and fillers.
var syllables = strings.Fields("ba ce di fo gu ha je ki lo mu ran sel tiv vor wun xad yel zir nob pum")

var (
	codes = strings.Fields("KEN PER NOR VNM GHA CHL LVA NPL CUB SRB EGY JPN BRA POL SDN IRQ YEM GEO UKR RUS ETH SOM DEU FRA USA CHN GBR IND PAK IRN ISR TUR SAU SYR AFG MEX COL VEN NGA ZAF")
	types = strings.Fields("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN SANCTION PROTEST MOBILIZE COERCE ASSAULT")
)

// asked are the queries that are timed: every form, with rare and common
// countries, words and names.
var asked = []struct{ kind, text string }{
	{"events", ``},
	{"events", `actor:RUS recipient:UKR type:THREATEN modality:actual since:2014-06-01`},
	{"events", `party:KEN`},
	{"events", `party:RUS,UKR -type:ASSAULT quad:4`},
	{"events", `type:ASSAULT since:2020`},
	{"events", `type:SANCTION until:2012`},
	{"events", `"Vorce"`},
	{"events", `"RUS"`},
	{"events", `minister`},
	{"events", `actor:RUS "UKR"`},
	{"events", `type:ACCUSE said`},
	{"events", `actor:"Government of FRA"`},
	{"events", `country:KEN`},
	{"events", `source:"Paper Ba"`},
	{"events", `confidence:0.99`},
	{"events", `actor:ZZZ`},
	{"events", `place:Nairobi mode:protest`},
	{"events", `context:military cameo:19 background:no -modality:actual`},
	{"events", `type:AID country:KEN confidence:0.8 -minister`},
	{"statements", `speaker:RUS`},
	{"statements", `said since:2022`},
	{"statements", `stance:oppose "minister"`},
	{"statements", `kind:direct stance:declines addressee:USA`},
	{"statements", `confidence:0.999`},
	{"threat", `actor:RUS`},
	{"claim", `since:2021 until:2022`},
	{"claim", `troops`},
	{"position", `actor:USA`},
	{"shift", `since:2021`},
	{"articles", ``},
	{"articles", `actor:RUS recipient:USA`},
	{"articles", `type:PROTEST`},
	{"articles", `troops confidence:0.7`},
	{"timeline", ``},
	{"timeline", `actor:RUS recipient:UKR`},
	{"timeline", `party:RUS`},
	{"timeline", `type:THREATEN`},
	{"timeline", `quad:4 since:2022`},
	{"timeline", `country:KEN confidence:0.7 -type:ASSAULT`},
	{"timeline", `troops`},
	{"timeline", `minister`},
	{"timeline", `source:"Paper Ba"`},
	{"dyad", `RUS USA`},
	{"dyad", `KEN IGONATO`},
	{"counterparts", `RUS`},
	{"dossier", `RUS`},
	{"dossier", `Vladimir Putin`},
	{"reactions", `1`},
}
