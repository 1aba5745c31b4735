package corpus

// place is how corpora that do not part countries from other places label both.
var place = []string{"LOC", "GPE"}

var rest = []string{"NORP", "EQP", "MISC"}

// Schemes are the label schemes of the name corpora, by file name.
var Schemes = map[string]Scheme{
	"uner-ewt-train": {map[string][]string{"PER": {"PER"}, "ORG": {"ORG"}, "LOC": place}, rest},
	"uner-ewt-dev":   {map[string][]string{"PER": {"PER"}, "ORG": {"ORG"}, "LOC": place}, rest},
	"gum-train-free-names": {map[string][]string{
		"PER": {"PER"}, "ORG": {"ORG"}, "LOC": place, "EVENT": {"MISC"}, "OBJ": {"EQP", "MISC"},
	}, rest},
	"wikigold": {map[string][]string{"PER": {"PER"}, "ORG": {"ORG"}, "LOC": place, "MISC": rest}, nil},
	// In gmb-voa, GPE marks mostly demonyms and TIM times.
	"gmb-voa": {map[string][]string{
		"PER": {"PER"}, "ORG": {"ORG"}, "LOC": place, "GPE": {"NORP"}, "TIM": {},
		"ART": {"EQP", "MISC"}, "EVE": {"MISC"}, "NAT": {"MISC"},
	}, []string{"EQP", "MISC"}},
	"crossner-politics-train": {map[string][]string{
		"politician": {"PER"}, "person": {"PER"}, "politicalparty": {"ORG"}, "organisation": {"ORG"},
		"country": {"GPE"}, "location": place, "election": {"MISC"}, "event": {"MISC"}, "misc": rest,
	}, nil},
}
