package actor

import (
	"slices"
	"strings"

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

// blocNouns are what an organisation of states is called after its name.
var blocNouns = map[string]bool{"bloc": true, "alliance": true, "organisation": true, "organization": true}

// blocWords are adjectives that may stand before a bloc noun: a "ruling bloc"
// is no organisation of states.
var blocWords = []string{
	"regional", "western", "trade", "trading", "economic", "military", "continental", "transatlantic", "world", "international", "global",
	"african", "european", "asian", "american", "arab", "gulf", "west", "east", "south", "southern", "southeast", "north", "latin",
}

// blocs resolves "the bloc" and "the alliance" to the organisation of states
// that the text named last, unless that sentence names two.
func (c *cast) blocs() {
	if c.d.Lemma == nil || len(c.d.Sents) == 0 {
		return
	}
	k, last := 0, int32(-1)
	var at, rival int // words where the last one stands, and another one before it
	for i := range c.d.Len() {
		for ; k < len(c.founds) && c.founds[k].head < i; k++ {
			f := &c.founds[k]
			ref := c.organisationOf(f)
			if ref < 0 {
				continue
			}
			if last >= 0 && c.g.things[ref].code != c.g.things[last].code {
				rival = at + 1
			}
			last, at = ref, f.head
		}
		if last >= 0 && blocNouns[c.d.Lemma[i]] && c.byHead[i] == 0 && c.blocStart(i) < 0 {
			last = -1 // another one: "the ruling bloc"
		}
		if last < 0 || !c.isBloc(i) || rival > 0 && c.d.SentOf(rival-1) == c.d.SentOf(at) {
			continue
		}
		if c.d.Lemma[i] == "bloc" && strings.HasPrefix(c.g.things[last].code, "IGOUNO") || c.d.SentOf(i)-c.d.SentOf(at) > reachOfBlocs {
			continue
		}
		bare := found{kind: event.ByRole}
		c.mention(c.thing(&bare, last), nlp.Span{Start: c.blocStart(i), End: i + 1}, i, event.ByRole)
	}
}

// reachOfBlocs is how many sentences back the name of "the bloc" may stand.
const reachOfBlocs = 4

// isBloc reports whether word i heads "the regional bloc", without a name or a
// phrase behind it that says which.
func (c *cast) isBloc(i int) bool {
	if !blocNouns[c.d.Lemma[i]] || c.tag(i) != nlp.NOUN || c.pluralNoun(i) || c.byHead[i] > 0 || c.has(i+1, "of", "between", "led", "with") {
		return false
	}
	if i+1 < c.d.Len() && c.tag(i+1) == nlp.PROPN || i+2 < c.d.Len() && c.has(i+1, "called") && c.tag(i+2) == nlp.PROPN || c.rel(i).Is("compound") {
		return false
	}
	start := c.blocStart(i)
	return start >= 0 && c.has(start, "the")
}

// blocStart returns the word where the noun phrase of bloc noun i begins, -1 if
// a word before the noun says that it is no organisation of states.
func (c *cast) blocStart(i int) int {
	j := i - 1
	for ; j >= 0 && j >= i-3; j-- {
		if c.has(j, "the", "a", "an", "this", "that", "its") {
			return j
		}
		if w := strings.ToLower(c.form(j)); !slices.Contains(blocWords, w) && !strings.Contains(w, "-nation") && !strings.Contains(w, "-member") {
			break
		}
	}
	if j >= 0 && (c.tag(j) == nlp.ADJ || c.tag(j) == nlp.NOUN || c.tag(j) == nlp.VERB) {
		return -1
	}
	return j + 1
}

// organisationOf returns the organisation of states that a phrase names or whose
// office it is, -1 for none.
func (c *cast) organisationOf(f *found) int32 {
	for _, ref := range [...]int32{f.thing, f.org} {
		if ref >= 0 && strings.HasPrefix(c.g.things[ref].code, "IGO") {
			return ref
		}
	}
	if strings.HasPrefix(f.code, "IGO") {
		for i := range c.g.things {
			if t := &c.g.things[i]; t.code == f.code && t.sector == "" {
				return int32(i)
			}
		}
	}
	return -1
}
