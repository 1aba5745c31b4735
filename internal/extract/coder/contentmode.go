package coder

import (
	"slices"

	"casus.dev/casus/ontology"
)

// contentModes give a threat or refusal the mode of the act that it speaks of:
// type of the speech, type and mode of the act, mode and CAMEO code.
var contentModes = []struct{ speech, typ, act, mode, cameo string }{
	{"THREATEN", "ASSAULT", "", "violence", "138"},
	{"THREATEN", "SANCTION", "expel", "expel", ""},
	{"THREATEN", "SANCTION", "withdraw", "relations", "1313"},
	{"THREATEN", "SANCTION", "discontinue", "relations", "1313"},
	{"THREATEN", "COERCE", "arrest", "arrest", ""},
	{"THREATEN", "COERCE", "seize", "territory", ""},
	{"THREATEN", "COERCE", "restrict", "restrict", "1312"},
	{"REJECT", "AID", "", "assist", ""},
	{"REJECT", "CONSULT", "", "meet", ""},
}

// ofContent makes the mode of c, a threat or refusal without one, that of the
// act in its content: "threatened to expel the ambassador" threatens expulsion.
func (x *view) ofContent(c *candidate) {
	if c.mode != "" || c.typ != "REJECT" && (c.typ != "THREATEN" || x.lem[c.head] != "threaten") {
		return // a warning speaks of what others may do
	}
	for _, t := range slices.Concat(c.b.contents, c.b.object) {
		b := x.best(t)
		if b == nil || c.implied {
			continue
		}
		for _, m := range contentModes {
			if m.speech != c.typ || m.typ != b.p.typ || m.act != "" && m.act != b.p.mode {
				continue
			}
			c.mode = m.mode
			if _, ok := ontology.Lookup(m.cameo); ok {
				c.cameo = m.cameo
			}
			return
		}
	}
}

// martial makes an emergency that is martial law one by its mode.
func (x *view) martial(c *candidate) {
	if c.typ != "COERCE" || c.mode != "curfew" {
		return
	}
	for _, w := range c.b.words {
		if w > 0 && x.lem[w] == "law" && x.lem[w-1] == "martial" || x.lem[w] == "martial" {
			c.mode = "martial-law"
		}
	}
}
