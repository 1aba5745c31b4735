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

// asked are the queries that are timed.
var asked = []struct{ kind, text string }{
	{"events", `actor:RUS recipient:UKR type:THREATEN modality:actual since:2014-06-01`},
	{"events", `party:KEN`},
	{"events", `type:ASSAULT since:2020`},
	{"events", `"Vorce"`},
	{"events", `actor:"Government of FRA"`},
	{"statements", `speaker:RUS`},
	{"threats", `actor:RUS`},
	{"articles", `actor:RUS recipient:USA`},
	{"timeline", `actor:RUS recipient:UKR`},
	{"dyad", `RUS USA`},
	{"counterparts", `RUS`},
}
