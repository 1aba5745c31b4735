package dictionary

import "strings"

// sectors turns CAMEO's roles into PLOVER's sectors (PLOVER manual, actor
// codes).
var sectors = map[string]string{
	"COP": "COP", "GOV": "GOV", "INS": "REB", "JUD": "JUD", "MIL": "MIL", "OPP": "OPP", "REB": "REB", "SEP": "REB", "SPY": "SPY",
	"UAF": "UAF", "PTY": "PTY", "AGR": "AGR", "BUS": "BUS", "CRM": "CRM", "CVL": "CVL", "DEV": "SOC", "EDU": "EDU", "ELI": "ELI",
	"ENV": "SOC", "HLH": "MED", "HRI": "SOC", "LAB": "LAB", "LEG": "LEG", "MED": "JRN", "REF": "REF", "REL": "REL", "MUS": "REL",
	"CHR": "REL", "BUD": "REL", "HIN": "REL", "JEW": "REL", "MOS": "REL", "MUN": "REL", "CTH": "REL", "PRO": "REL", "JRN": "JRN",
	"PRM": "PRM", "SOC": "SOC", "PRE": "PRE",
}

// countries turns codes of countries that dictionaries still use into ISO's.
var countries = map[string]string{
	"ROM": "ROU", "TMP": "TLS", "ZAR": "COD", "KSV": "XKX", "KOS": "XKX", "BUR": "MMR", "SER": "SRB", "MTN": "MNE", "PAL": "PSE", "USR": "SUN", "FRY": "YUG",
}

// partsOfTheWorld are CAMEO's codes of regions (CAMEO manual, chapter 3): who
// bears one is of no one country.
var partsOfTheWorld = map[string]bool{
	"AFR": true, "ASA": true, "BLK": true, "CAS": true, "CAU": true, "CFR": true, "CIS": true, "CRB": true, "EAF": true, "EEU": true, "EUR": true, "LAM": true,
	"MDT": true, "MEA": true, "NAF": true, "NMR": true, "PGS": true, "SAF": true, "SAM": true, "SAS": true, "SCN": true, "SEA": true, "WAF": true, "WEU": true, "WST": true,
}

// offices names what dictionaries tell of a person by a sector alone.
var offices = map[string]string{
	"GOV": "government official", "LEG": "legislator", "MIL": "military officer", "OPP": "opposition figure", "PTY": "party official", "JUD": "jurist",
	"COP": "police officer", "SPY": "intelligence official", "REB": "rebel", "UAF": "member of an armed group", "BUS": "business figure",
	"ELI": "former official", "JRN": "journalist", "REL": "religious figure", "EDU": "academic", "LAB": "union official",
}

// officeSectors gives the sector of an office by a word of its name; the first
// that occurs counts.
var officeSectors = []struct{ word, sector string }{
	{"minister", "GOV"},
	{"secretary of", "GOV"},
	{"member of parliament", "LEG"},
	{"member of the", "LEG"},
	{"parliament", "LEG"},
	{"senator", "LEG"},
	{"senate", "LEG"},
	{"deputy of", "LEG"},
	{"representative", "LEG"},
	{"legislat", "LEG"},
	{"councillor", "LEG"},
	{"chief justice", "JUD"},
	{"judge", "JUD"},
	{"justice of", "JUD"},
	{"prosecutor", "JUD"},
	{"attorney", "JUD"},
	{"chief of the general staff", "MIL"},
	{"chief of staff of the", "MIL"},
	{"commander", "MIL"},
	{"general of the army", "MIL"},
	{"police", "COP"},
	{"intelligence", "SPY"},
	{"bishop", "REL"},
	{"cardinal", "REL"},
	{"pope", "REL"},
	{"patriarch", "REL"},
	{"imam", "REL"},
	{"leader of the opposition", "OPP"},
	{"party", "PTY"},
	{"professor", "EDU"},
	{"rector", "EDU"},
}

// sameWords writes in one way what the gazetteer does not tell apart.
var sameWords = strings.NewReplacer(
	"-", " ", "'", "", "defence", "defense", "labour", "labor", "centre", "center", "organisation", "organization", "counselor", "counsellor",
)
