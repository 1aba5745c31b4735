// Package coref links the words that take up an earlier mention to it:
// pronouns, definite role nouns ("the president", "the ministry"), acronyms
// after their long form, short names after full ones, appositions, relative
// pronouns, and the first person inside quotations.
//
// The method is a salience list in the manner of Lappin and Leass (1994) over
// UD trees and names, with the constraints that news needs: a pronoun that
// introduces a quotation never takes up a name inside it, and "he" in what
// somebody says most often is the one who says it. A link is made only when
// one candidate is clearly ahead: precision comes before recall, and every
// link carries its reason.
package coref

import (
	"context"
	"slices"
	"strings"

	"casus.dev/casus/nlp"
)

// Reasons of links.
const (
	ReasonPronoun     = "pronoun"
	ReasonRole        = "role"
	ReasonAcronym     = "acronym"
	ReasonShortName   = "short-name"
	ReasonApposition  = "apposition"
	ReasonFirstPerson = "quoted-first-person"
	ReasonRelative    = "relative"
)

// Resolver is the step that adds links. It is safe for concurrent use.
type Resolver struct{}

// New returns a Resolver.
func New() *Resolver { return &Resolver{} }

// Name returns the step's name.
func (*Resolver) Name() string { return "coref" }

// Needs lists the layers that must be there.
func (*Resolver) Needs() []nlp.Layer {
	return []nlp.Layer{nlp.LayerWords, nlp.LayerTags, nlp.LayerTree, nlp.LayerNames}
}

// Adds lists the layers that Annotate fills.
func (*Resolver) Adds() []nlp.Layer { return []nlp.Layer{nlp.LayerLinks} }

// Annotate fills d.Links, ordered by their first word. Headings, credits and
// boilerplate neither give nor take links. It takes time linear in the number
// of words for a bounded number of entities.
func (*Resolver) Annotate(_ context.Context, d *nlp.Doc) error {
	w := newWalk(d)
	for i := range d.Sents {
		if d.Sents[i].Kind == nlp.Body {
			w.sentence(i)
		}
	}
	slices.SortStableFunc(w.links, func(a, b nlp.Link) int { return a.Span.Start - b.Span.Start })
	d.Links = w.links
	return nil
}

type gender uint8

const (
	anyGender gender = iota
	male
	female
)

type class uint8

const (
	thing class = iota
	person
	body  // organisation, government, party
	place // country, city, region
)

// entity is what one or more mentions speak of.
type entity struct {
	span     nlp.Span // its most telling mention
	name     string   // "" for a nominal
	roles    []string // role lemmas that stood with the name: president, minister
	class    class
	gender   gender
	plural   bool
	acted    bool // a place that did or owned something, as states do
	salience float64
	sent     int // of the last mention
}

// walk goes through a Doc from left to right and keeps the entities seen.
type walk struct {
	d      *nlp.Doc
	links  []nlp.Link
	ents   []*entity
	entOf  map[int]*entity // by head word
	quotes []int32         // number of the quotation that word stands in, 0 for none
	nameAt map[int]int     // head word -> position in d.Names
	inName []bool
	speak  *entity // who spoke last in this paragraph
	par    int
}

func newWalk(d *nlp.Doc) *walk {
	w := &walk{d: d, entOf: map[int]*entity{}, nameAt: map[int]int{}, inName: make([]bool, d.Len()), quotes: quotations(d)}
	for i, n := range d.Names {
		h := d.HeadOf(n.Span)
		if _, seen := w.nameAt[h]; !seen {
			w.nameAt[h] = i
		}
		for j := n.Span.Start; j < n.Span.End; j++ {
			w.inName[j] = true
		}
	}
	return w
}

// maxEntities bounds the salience list; older entities than the latest are
// out of reach of a pronoun in any text.
const maxEntities = 64

func (w *walk) sentence(si int) {
	s := w.d.Sents[si]
	if s.Paragraph != w.par {
		w.par, w.speak = s.Paragraph, nil
	}
	for _, e := range w.ents {
		e.salience /= 2
	}
	if len(w.ents) > maxEntities {
		slices.SortStableFunc(w.ents, func(a, b *entity) int { return b.sent - a.sent })
		w.ents = w.ents[:maxEntities/2]
	}
	for _, quoted := range [...]bool{false, true} { // who speaks may stand behind what is said
		for i := s.Span.Start; i < s.Span.End; i++ {
			if (w.quotes[i] != 0) == quoted {
				w.word(i, si)
			}
		}
	}
	w.spoke(s)
}

// word enters word i if it heads a mention.
func (w *walk) word(i, si int) {
	switch {
	case w.d.UPOS[i] == nlp.PRON || w.d.UPOS[i] == nlp.DET && w.d.Feats[i].Get("Poss") == "Yes":
		w.pronoun(i, si)
	case w.hasName(i):
		w.name(i, si)
	case w.d.UPOS[i] == nlp.NOUN && !w.inName[i]:
		w.nominal(i, si)
	case w.d.UPOS[i] == nlp.PROPN && !w.inName[i]:
		w.surname(i, si)
	}
}

func (w *walk) hasName(i int) bool { _, ok := w.nameAt[i]; return ok }

// spoke remembers the subject of the sentence's verb of speech.
func (w *walk) spoke(s nlp.Sentence) {
	for i := s.Span.Start; i < s.Span.End; i++ {
		if w.d.UPOS[i] != nlp.VERB || w.quotes[i] != 0 || !speechLemmas[w.d.Lower(i)] {
			continue
		}
		if sub, ok := w.d.Child(i, "nsubj"); ok {
			if e := w.entOf[sub]; e != nil && e.class != place {
				w.speak = e
			}
		}
	}
}

// link adds a link of span to e and makes the mention at head one of e's.
func (w *walk) link(span nlp.Span, head int, e *entity, reason string) {
	w.links = append(w.links, nlp.Link{Span: span, Antecedent: e.span, Reason: reason})
	w.entOf[head] = e
}

// mention raises e by the weight of its grammatical role at word head.
func (w *walk) mention(e *entity, head, si int) {
	weight := 30.0
	switch rel := w.d.Rel[head]; {
	case rel == "nsubj" || rel == "nsubj:outer":
		weight = 80
	case rel.Is("nsubj"):
		weight = 70
	case rel == "obj" || rel == "iobj":
		weight = 50
	case rel == "nmod:poss" || rel == "compound" || rel == "amod":
		weight = 25
	}
	if w.quotes[head] != 0 {
		weight /= 3
	}
	e.salience += weight
	e.sent = si
	e.acted = e.acted || w.d.Rel[head].Is("nsubj") || w.d.Rel[head] == "nmod:poss"
	w.entOf[head] = e
}

func (w *walk) add(e *entity, head, si int) {
	w.ents = append(w.ents, e)
	w.mention(e, head, si)
}

// name enters the name that word i heads.
func (w *walk) name(i, si int) {
	n := w.d.Names[w.nameAt[i]]
	text := w.d.SpanText(n.Span)
	e := &entity{span: n.Span, name: text, sent: si}
	switch n.Label {
	case "PER":
		e.class, e.gender = person, w.genderOf(n.Span)
	case "ORG":
		e.class = body
	case "GPE", "LOC":
		e.class = place
	case "NORP":
		if w.d.UPOS[i] != nlp.PROPN || w.d.Feats[i].Get("Number") != "Sing" || !w.d.Rel[i].Is("nsubj") {
			return
		}
		e.class = place // a country that the reader took for its people: "Nepal ordered its army"
	default:
		return
	}
	if e.class != person {
		if p := w.bearer(e.name); p != nil {
			e.class = person
		}
	}
	if old, reason := w.known(e); old != nil {
		if reason != "" {
			w.links = append(w.links, nlp.Link{Span: n.Span, Antecedent: old.span, Reason: reason})
		}
		if old.gender == anyGender {
			old.gender = e.gender
		}
		e = old
		w.mention(e, i, si)
	} else {
		w.add(e, i, si)
	}
	w.roles(e, i, n.Span)
}

// surname enters word i, a proper noun that is no name to the reader, if it is
// the last name of a person whom the text has named in full.
func (w *walk) surname(i, si int) {
	if w.d.Rel[i] == "compound" || w.d.Rel[i].Is("flat") {
		return
	}
	if p := w.bearer(w.d.Form(i)); p != nil {
		w.link(nlp.Span{Start: i, End: i + 1}, i, p, ReasonShortName)
		w.mention(p, i, si)
	}
}

// bearer returns the latest person whose full name ends in the single word
// name, or nil. It is nobody's where something else bears just that name.
func (w *walk) bearer(name string) *entity {
	if strings.Contains(name, " ") {
		return nil
	}
	var found *entity
	for _, e := range w.ents {
		switch {
		case e.name == name && e.class != person:
			return nil
		case e.class == person && strings.HasSuffix(e.name, " "+name):
			found = e
		}
	}
	return found
}

// known returns the entity that the new name e takes up, and the reason; ""
// for the very same name.
func (w *walk) known(e *entity) (old *entity, reason string) {
	short := strings.Fields(withoutArticle(e.name))
	for _, o := range slices.Backward(w.ents) {
		if o.name == "" || o.class != e.class && (o.class == person || e.class == person) {
			continue
		}
		if strings.EqualFold(o.name, e.name) {
			return o, ""
		}
		if len(short) == 0 {
			continue
		}
		long := strings.Fields(withoutArticle(o.name))
		switch {
		case e.class == person && len(short) == 1 && len(long) > 1 && long[len(long)-1] == short[0]:
			return o, ReasonShortName
		case e.class == person && len(short) == 1 && len(long) == 2 && long[0] == short[0]: // surnames that stand first
			return o, ReasonShortName
		case e.class == body && len(short) == 1 && len(long) > 1 && acronym(long, short[0]):
			return o, ReasonAcronym
		case e.class == body && len(short) == 1 && len(long) > 1 && long[0] == short[0] && len(short[0]) > 3 && o.class == body && !groupNouns[strings.ToLower(short[0])]:
			return o, ReasonShortName
		}
	}
	return nil, ""
}

func withoutArticle(name string) string {
	return strings.TrimPrefix(strings.TrimPrefix(name, "The "), "the ")
}

// acronym reports whether a is made of the initials of the words of long,
// small words left out or not.
func acronym(long []string, a string) bool {
	a = strings.ReplaceAll(strings.TrimSuffix(a, "s"), ".", "")
	if len(a) < 2 || strings.ToUpper(a) != a {
		return false
	}
	var all, big strings.Builder
	for _, p := range long {
		for part := range strings.SplitSeq(p, "-") {
			if part == "" {
				continue
			}
			all.WriteString(strings.ToUpper(part[:1]))
			if part[0] >= 'A' && part[0] <= 'Z' {
				big.WriteString(part[:1])
			}
		}
	}
	return all.String() == a || big.String() == a
}

// roles adds the role nouns that stand with the name at head word i: as
// premodifier ("President Biden"), as apposition, or as its head.
func (w *walk) roles(e *entity, i int, name nlp.Span) {
	note := func(j int) {
		if l := w.d.Lower(j); personNouns[l] || groupNouns[l] {
			full := w.fullRole(j, l)
			if strings.HasPrefix(full, "former ") || strings.HasPrefix(full, "ex-") {
				return
			}
			e.roles = append(e.roles, l, full)
			if e.gender == anyGender {
				e.gender = wordGender(l)
			}
		}
	}
	for j := name.Start - 1; j >= max(0, name.Start-3) && (w.d.UPOS[j] == nlp.NOUN || w.d.UPOS[j] == nlp.PROPN || w.d.UPOS[j] == nlp.ADJ); j-- {
		note(j)
	}
	for j := name.Start; j < name.End; j++ {
		note(j)
	}
	for _, a := range w.d.ChildrenOf(i, "appos") {
		note(a)
		if w.hasName(a) || w.d.UPOS[a] != nlp.NOUN || !w.d.UPOS[i].Nominal() {
			continue
		}
		if l := w.d.Lower(a); personNouns[l] || groupNouns[l] {
			w.link(w.nounPhrase(a), a, e, ReasonApposition)
		}
	}
	if h := int(w.d.Head[i]); h != nlp.Root && w.d.Rel[i] == "appos" && w.d.UPOS[h] == nlp.NOUN && !w.inName[h] {
		note(h)
		if l := w.d.Lower(h); personNouns[l] || groupNouns[l] {
			w.merge(w.entOf[h], e)
			w.link(w.nounPhrase(h), h, e, ReasonApposition)
		} else if e.class == person {
			w.merge(w.entOf[h], e)
			w.entOf[h] = e
		}
	}
}

// merge makes what stood for a noun before its name one with the name's entity.
func (w *walk) merge(old, e *entity) {
	if old == nil || old == e || old.name != "" || old.class != e.class && old.class != thing {
		return
	}
	e.salience += old.salience
	e.roles = append(e.roles, old.roles...)
	w.ents = slices.DeleteFunc(w.ents, func(o *entity) bool { return o == old })
	for h, o := range w.entOf {
		if o == old {
			w.entOf[h] = e
		}
	}
}

// fullRole returns the role noun l at word j with the word before it that
// says which: "prime minister", "coast guard".
func (w *walk) fullRole(j int, l string) string {
	if j == 0 || w.d.SentOf(j-1) != w.d.SentOf(j) {
		return l
	}
	switch w.d.UPOS[j-1] {
	case nlp.ADJ, nlp.NOUN, nlp.PROPN:
		return strings.ToLower(w.d.Form(j-1)) + " " + l
	}
	return l
}

// nounPhrase returns word i with its determiner and premodifiers.
func (w *walk) nounPhrase(i int) nlp.Span {
	start := i
	for j := range w.d.Children(i) {
		if j < start && (w.d.Rel[j].Is("det") || w.d.Rel[j].Is("amod") || w.d.Rel[j].Is("compound") || w.d.Rel[j] == "nmod:poss" || w.d.Rel[j].Is("nummod")) {
			start = min(start, w.d.Subtree(j).Start)
		}
	}
	return nlp.Span{Start: start, End: i + 1}
}

func wordGender(l string) gender {
	switch {
	case maleWords[l]:
		return male
	case femaleWords[l]:
		return female
	}
	return anyGender
}

// genderOf reads the gender off titles before a person's name and its first name.
func (w *walk) genderOf(name nlp.Span) gender {
	for j := max(0, name.Start-2); j < name.Start; j++ {
		if g := wordGender(strings.ToLower(w.d.Form(j))); g != anyGender {
			return g
		}
	}
	first := strings.ToLower(w.d.Form(name.Start))
	if g := wordGender(first); g != anyGender {
		return g
	}
	if name.Len() < 2 {
		return anyGender
	}
	first, _, _ = strings.Cut(first, "-")
	m, f := maleNames[first], femaleNames[first]
	switch {
	case m && !f:
		return male
	case f && !m:
		return female
	}
	return anyGender
}

// quotations numbers the quotation that each word stands in. A mark that is
// not closed ends with its paragraph.
func quotations(d *nlp.Doc) []int32 {
	out := make([]int32, d.Len())
	var open, next int32
	par := -1
	for _, s := range d.Sents {
		if s.Paragraph != par {
			par, open = s.Paragraph, 0
		}
		for i := s.Span.Start; i < s.Span.End; i++ {
			switch d.Form(i) {
			case "“", "„", "«", "``":
				next++
				open = next
				out[i] = open
				continue
			case "”", "»", "''":
				out[i] = open
				open = 0
				continue
			case "\"":
				if open != 0 {
					out[i] = open
					open = 0
					continue
				}
				next++
				open = next
			}
			out[i] = open
		}
	}
	return out
}
