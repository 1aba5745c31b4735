package ledger

import (
	"strconv"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// system is one name of a weapon system.
type system struct {
	name, kind, producer string
	words                []string // of the name as it stands in texts
}

// readSystems reads the table of weapon systems by the first word of each
// name. The table is the program's own; a test holds it to its form.
func readSystems(table string) map[string][]system {
	out := map[string][]system{}
	for line := range strings.Lines(table) {
		cols := strings.Split(strings.TrimSpace(line), "\t")
		if len(cols) != 4 || strings.HasPrefix(line, "#") {
			continue
		}
		for variant := range strings.SplitSeq(cols[3], ";") {
			s := system{name: cols[0], kind: cols[1], producer: cols[2], words: split(variant)}
			if len(s.words) > 0 {
				out[s.words[0]] = append(out[s.words[0]], s)
			}
		}
	}
	return out
}

// split cuts a name into words as a tokenizer may: at blanks, and around
// hyphens and slashes.
func split(name string) []string {
	var out []string
	for f := range strings.FieldsSeq(name) {
		from := 0
		for i, c := range f {
			if c == '-' || c == '/' || c == '\'' {
				if i > from {
					out = append(out, f[from:i])
				}
				if c != '\'' {
					out = append(out, string(c))
				}
				from = i + 1
			}
		}
		if from < len(f) {
			out = append(out, f[from:])
		}
	}
	return out
}

// equipment returns the weapon systems that the text names.
func (k *Keeper) equipment(p *page) []event.Equipment {
	var out []event.Equipment
	at := map[string]int{}
	for i := 0; i < p.d.Len(); {
		s, n := k.match(p, i)
		if n == 0 {
			i++
			continue
		}
		span := nlp.Span{Start: i, End: i + n}
		i += n
		// "the Army Tactical Missile Systems (ATACMS)": the short name stands beside the long one.
		e, ok := at[s.name]
		if !ok {
			e = len(out)
			at[s.name] = e
			out = append(out, event.Equipment{ID: "eq" + strconv.Itoa(e+1), Name: s.name, Kind: s.kind})
		}
		out[e].Mentions = append(out[e].Mentions, p.d.RangeOf(span))
		p.roles(&out[e], span)
	}
	return out
}

// match returns the longest name that begins at word i and how many words it
// has, 0 if there is none.
func (k *Keeper) match(p *page, i int) (best system, words int) {
	first := p.d.Form(i)
	lists := [][]system{k.systems[first]}
	if j := strings.IndexAny(first, "-/"); j > 0 { // "F-16" as one word
		lists = append(lists, k.systems[first[:j]])
	}
	for _, list := range lists {
		for _, s := range list {
			if n := p.spells(s.words, i); n > 0 && (n > words || n == words && len(s.words) > len(best.words)) {
				best, words = s, n
			}
		}
	}
	if words > 0 && !p.weapon(best, nlp.Span{Start: i, End: i + words}) {
		return system{}, 0
	}
	return best, words
}

// spells returns how many words from i on spell the name, 0 if they do not;
// the text may write its parts as one word.
func (p *page) spells(name []string, i int) int {
	at, n := i, 0
	for n < len(name) {
		if at >= p.d.Len() || at > i && p.d.SentOf(at) != p.d.SentOf(i) {
			return 0
		}
		rest := p.d.Form(at)
		for rest != "" {
			if n == len(name) || !strings.HasPrefix(rest, name[n]) {
				return 0
			}
			rest = rest[len(name[n]):]
			n++
		}
		at++
	}
	return at - i
}

// weapon reports whether an ambiguous name ("Patriot", "Hawk", "Apache") is
// meant as a system: names with a digit or in capitals always are, others
// where a word of war stands in the sentence and no person bears the name.
func (p *page) weapon(s system, span nlp.Span) bool {
	text := p.d.SpanText(span)
	for _, n := range p.d.Names {
		if n.Span.Overlaps(span) && (n.Label == "PER" || n.Label == "GPE" && n.Span == span) && !strings.ContainsAny(text, "0123456789") {
			return false
		}
	}
	if strings.ContainsAny(text, "0123456789") || len(text) > 3 && text == strings.ToUpper(text) || len(s.words) > 2 {
		return true
	}
	sent := p.d.Sents[p.d.SentOf(span.Start)].Span
	for i := sent.Start; i < sent.End; i++ {
		if !span.Has(i) && arms[p.lemma(i)] {
			return true
		}
	}
	return false
}

// roles sets supplier, holder and limits from the phrase around a mention.
func (p *page) roles(e *event.Equipment, span nlp.Span) {
	head := p.d.HeadOf(span)
	for up := 0; up < 2 && p.d.Head[head] != nlp.Root && p.d.UPOS[p.d.Head[head]] == nlp.NOUN && p.d.Rel[head].Is("compound"); up++ {
		head = int(p.d.Head[head]) // "Patriot batteries"
	}
	if e.Supplier == "" {
		e.Supplier = p.supplier(head)
	}
	if k := p.child(head, "nmod:poss"); k >= 0 && e.Holder == "" {
		e.Holder = p.country(k)
	}
	if e.Holder == "" {
		e.Holder = p.supplied(head)
	}
	verb := int(p.d.Head[head])
	if verb == nlp.Root {
		return
	}
	switch use := p.lemma(verb); {
	case p.d.UPOS[verb] == nlp.NOUN && (use == "use" || limits[use]):
		p.limitsOf(e, verb, use)
	case p.d.UPOS[verb] == nlp.NOUN && handovers[use]:
		p.handover(e, verb, head)
	case p.d.UPOS[verb] == nlp.VERB && p.d.Rel[head].Is("obj"):
		p.transfer(e, verb, use)
		p.receiver(e, head)
	case p.d.UPOS[verb] == nlp.VERB && p.d.Rel[head].Is("nsubj:pass"):
		p.barred(e, verb, use)
	}
}

// handover reads "the sale of X to Y", "Z approved the delivery of X to Y".
func (p *page) handover(e *event.Equipment, noun, head int) {
	p.receiver(e, noun)
	p.receiver(e, head)
	for _, k := range p.kids[noun] {
		if e.Supplier == "" && (p.marker(k) == "by" || p.d.Rel[k] == "nmod:poss") {
			e.Supplier = p.country(k)
		}
	}
	verb := int(p.d.Head[noun])
	if verb == nlp.Root || p.d.UPOS[verb] != nlp.VERB || !p.d.Rel[noun].Is("obj") {
		return
	}
	if subj := p.subject(verb); e.Supplier == "" && subj >= 0 && grants[p.lemma(verb)] && p.child(verb, "nsubj:pass") < 0 {
		e.Supplier = p.country(subj)
	}
	p.conditions(e, verb)
}

// receiver sets the holder by "to Y" below word i.
func (p *page) receiver(e *event.Equipment, i int) {
	for _, k := range p.kids[i] {
		if e.Holder == "" && p.marker(k) == "to" && p.d.Rel[k].Is("nmod") {
			e.Holder = p.country(k)
		}
	}
}

// conditions adds "on condition that ..." below verb i to the limits.
func (p *page) conditions(e *event.Equipment, i int) {
	for _, k := range p.kids[i] {
		if p.lemma(k) == "condition" && p.marker(k) == "on" && p.d.Rel[k].Is("obl") {
			e.Limits = append(e.Limits, p.d.RangeOf(p.trim(p.cover[k])))
		}
	}
}

// barred reads "X may not be fired into Russia", "X must not be used".
func (p *page) barred(e *event.Equipment, verb int, use string) {
	if (holdsArms[use] || supplies[use]) && p.negated(verb) && p.modal(verb, "may", "must", "can", "could", "shall", "should") {
		e.Limits = append(e.Limits, p.d.RangeOf(p.predicate(verb)))
	}
}

// limitsOf reads "limits on the use of X", "the use of X by Y".
func (p *page) limitsOf(e *event.Equipment, i int, use string) {
	for _, k := range p.kids[i] {
		if p.marker(k) == "by" && e.Holder == "" {
			e.Holder = p.country(k)
		}
	}
	if use == "use" {
		if i = int(p.d.Head[i]); i == nlp.Root || !limits[p.lemma(i)] {
			return
		}
	}
	e.Limits = append(e.Limits, p.d.RangeOf(p.trim(p.cover[i])))
}

// transfer reads who uses and who supplies the object of verb i.
func (p *page) transfer(e *event.Equipment, verb int, use string) {
	subj := p.subject(verb)
	switch {
	case holdsArms[use]:
		if e.Holder == "" && subj >= 0 {
			e.Holder = p.country(subj)
		}
	case supplies[use]:
		if e.Supplier == "" && subj >= 0 && p.child(verb, "nsubj:pass") < 0 {
			e.Supplier = p.country(subj)
		}
		p.conditions(e, verb) // "will supply X on condition that ..."
		for _, k := range p.kids[verb] {
			if e.Holder == "" && (p.d.Rel[k] == "iobj" || p.marker(k) == "to" && p.d.Rel[k].Is("obl")) {
				e.Holder = p.country(k)
			}
		}
	}
}

// supplier reads "US-supplied", "donated by Norway", "American" before the name.
func (p *page) supplier(head int) string {
	s := p.cover[head]
	for i := s.Start; i < s.End; i++ {
		if form := strings.ToLower(p.d.Form(i)); supplies[p.lemma(i)] || strings.HasSuffix(form, "-supplied") || strings.HasSuffix(form, "-made") || strings.HasSuffix(form, "-provided") {
			if i > head {
				for _, k := range p.kids[i] {
					if p.marker(k) == "by" {
						return p.country(k)
					}
				}
				continue
			}
			for j := i; j >= max(s.Start, i-3); j-- {
				if c := p.country(j); c != "" {
					return c
				}
				if c := p.stateCalled(p.d.Form(j)); c != "" && j < i {
					return c
				}
			}
		}
	}
	for _, k := range p.kids[head] {
		if k < head && p.d.Rel[k] == "amod" {
			if c := p.country(k); c != "" {
				return c
			}
		}
	}
	return ""
}

// supplied returns who holds what is "supplied to Ukraine" or "given to Kyiv by Oslo".
func (p *page) supplied(head int) string {
	for _, i := range p.kids[head] {
		if i < head || p.d.Rel[i] != "acl" || !supplies[p.lemma(i)] {
			continue
		}
		for _, k := range p.kids[i] {
			if p.marker(k) == "to" {
				return p.country(k)
			}
		}
	}
	return ""
}

// stateCalled returns the country of the state that the text calls by the word
// elsewhere: in "US-supplied" it is no mention of its own.
func (p *page) stateCalled(word string) string {
	for a := range p.rep.Actors {
		x := &p.rep.Actors[a]
		if x.Kind != event.State {
			continue
		}
		for _, m := range x.Mentions {
			if m.Kind != event.ByPronoun && strings.TrimPrefix(p.d.Slice(m.Span), "the ") == word {
				return x.Country
			}
		}
	}
	return ""
}

// country returns the country of the actor at word i, "" if it has none.
func (p *page) country(i int) string {
	if a := p.actorOf(i); a >= 0 {
		return p.rep.Actors[a].Country
	}
	return ""
}
