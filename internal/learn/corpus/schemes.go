package corpus

import "strings"

// place is how corpora that do not part countries from other places label both.
var place = []string{"LOC", "GPE"}

var rest = []string{"NORP", "EQP", "MISC"}

// titles stand before names in gmb-voa as parts of them.
const titles = ` president prime minister foreign defense finance interior vice deputy former secretary general gen. senator
 sen. representative rep. governor gov. king queen prince princess pope chancellor premier colonel col.
 major captain lieutenant lt. sergeant admiral commander ambassador judge justice chairman sheikh ayatollah cardinal
 archbishop bishop reverend rev. sir lord lady mayor director attorney congressman spokesman spokeswoman mr.
 mrs. ms. dr. mr mrs ms dr `

func isTitle(form string) bool {
	return strings.Contains(strings.ReplaceAll(titles, "\n", ""), " "+strings.ToLower(form)+" ")
}

// Schemes are the label schemes of the name corpora, by file name.
var Schemes = map[string]Scheme{
	"uner-ewt-train": {map[string][]string{"PER": {"PER"}, "ORG": {"ORG"}, "LOC": place}, rest, false},
	"uner-ewt-dev":   {map[string][]string{"PER": {"PER"}, "ORG": {"ORG"}, "LOC": place}, rest, false},
	"gum-train-free-names": {map[string][]string{
		"PER": {"PER"}, "ORG": {"ORG"}, "LOC": place, "EVENT": {"MISC"}, "OBJ": {"EQP", "MISC"},
	}, rest, false},
	"wikigold": {map[string][]string{"PER": {"PER"}, "ORG": {"ORG"}, "LOC": place, "MISC": rest}, nil, false},
	// In gmb-voa, GPE marks mostly demonyms and TIM times.
	"gmb-voa": {map[string][]string{
		"PER": {"PER"}, "ORG": {"ORG"}, "LOC": place, "GPE": {"NORP"}, "TIM": {},
		"ART": {"EQP", "MISC"}, "EVE": {"MISC"}, "NAT": {"MISC"},
	}, []string{"EQP", "MISC"}, true},
	"crossner-politics-train": {map[string][]string{
		"politician": {"PER"}, "person": {"PER"}, "politicalparty": {"ORG"}, "organisation": {"ORG"},
		"country": {"GPE"}, "location": place, "election": {"MISC"}, "event": {"MISC"}, "misc": rest,
	}, nil, false},
}
