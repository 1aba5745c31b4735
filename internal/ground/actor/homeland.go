package actor

import (
	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// homelands resolves "his country" and "our nation" to the state of whom the
// possessive means: by its link, else the last person before it in its
// sentence whose country is known, unless the sentence names persons of
// several.
func (c *cast) homelands() {
	if c.d.Lemma == nil || len(c.d.Sents) == 0 {
		return
	}
	for i := 1; i < c.d.Len(); i++ {
		if c.tag(i) != nlp.NOUN || c.pluralNoun(i) || c.d.Lemma[i] != "country" && c.d.Lemma[i] != "nation" && c.d.Lemma[i] != "homeland" {
			continue
		}
		start := i - 1
		if c.has(start, "own", "home", "native") {
			start--
		}
		if start < 0 || !c.has(start, "his", "her", "its", "their", "my", "our") || c.byHead[i] > 0 {
			continue
		}
		home := c.homeOf(start)
		if st, ok := c.g.byISO[home]; ok {
			bare := found{kind: event.ByName}
			c.mention(c.state(&bare, st), nlp.Span{Start: start, End: i + 1}, i, event.ByNominal)
		}
	}
}

// homeOf returns the country of whom the possessive at word i means, "" if it
// is not known.
func (c *cast) homeOf(i int) string {
	if l := c.linkAt[i]; l > 0 {
		if a, ok := c.antecedent(c.d.Links[l-1].Antecedent); ok {
			return c.actors[a].Country
		}
		return ""
	}
	if !c.has(i, "his", "her") {
		return ""
	}
	home := ""
	for k := c.sentStart(i); k < i; k++ {
		a := c.byHead[k] - 1
		if a < 0 || c.actors[a].Kind != event.Person || c.actors[a].Country == "" {
			continue
		}
		if home != "" && home != c.actors[a].Country {
			return ""
		}
		home = c.actors[a].Country
	}
	return home
}
