// Package statement finds who said what in a parsed text.
//
// A statement has a source (who speaks), a cue (the words that report it:
// "said", "according to", ":") and a content (what is said), each by its
// words; the three never overlap. Statements are direct (the content stands
// between quotation marks), indirect or mixed; their class tells speech from
// belief and intention. Beside them stand refusals to speak ("declined to
// comment"), which have the stance "declines".
//
// Two ways find them. Rules read the trees of Universal Dependencies: a cue of
// the lexicon (data/cues.tsv) with one of its complement frames. A model of
// two linear chains, learned from annotated news (data/CARD.md), first tags
// cues and then, for each cue, the words of its source and its content; what
// the rules see is among its features. The outermost statement wins; one that
// is reported inside another is kept with the chain of its carriers.
//
// The roles follow PolNeAR's guidelines (Newell, Margolin and Ruths 2018): the
// cue is the whole verb group, "that" and "to" belong to the content, and the
// one addressed belongs to neither.
package statement

import (
	"cmp"
	_ "embed"
	"slices"
	"strconv"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// Finder finds statements. It is safe for concurrent use.
type Finder struct {
	words   map[uint32]word // by the hash of the lemma and the part of speech
	tone    map[string]tone
	phrases map[string][]tonePhrase // by their first word
	model   *Model                  // nil: rules only
}

//go:embed data/cues.tsv
var cuesTable string

//go:embed data/wordclasses.tsv
var classesTable string

//go:embed data/tone.tsv
var toneTable string

// Load returns a Finder with the embedded lexicons and model. It returns an
// error if one of them is damaged.
func Load() (*Finder, error) {
	f, err := Rules()
	if err != nil {
		return nil, err
	}
	if f.model, err = embedded(); err != nil {
		return nil, err
	}
	return f, nil
}

// Rules returns a Finder that works by rules only.
func Rules() (*Finder, error) {
	cues, err := readCues(cuesTable)
	if err != nil {
		return nil, err
	}
	classes, err := readClasses(classesTable)
	if err != nil {
		return nil, err
	}
	f := &Finder{}
	if f.words, err = newWords(cues, classes); err != nil {
		return nil, err
	}
	if f.tone, f.phrases, err = readTone(toneTable); err != nil {
		return nil, err
	}
	return f, nil
}

// WithModel returns a Finder like f that uses m.
func (f *Finder) WithModel(m *Model) *Finder {
	g := *f
	g.model = m
	return &g
}

// Find returns the statements of d by the position of their cues, with ids s1,
// s2, ... Speakers and addressees are ids of actors, Time is an id of times.
// About is left empty. d must have tags and trees; without them there are no
// statements.
func (f *Finder) Find(d *nlp.Doc, actors []event.Actor, times []event.Time) []event.Statement {
	if d.Len() == 0 || d.Head == nil || d.UPOS == nil {
		return []event.Statement{}
	}
	v := f.newView(d)
	cands := f.candidates(v)
	r := newResolver(f, v, actors, times)
	out := make([]event.Statement, 0, len(cands))
	for i := range cands {
		out = append(out, r.statement(&cands[i], out))
	}
	v.linkVia(cands, out)
	return out
}

// candidates returns the statements' words in the order of their cues.
func (f *Finder) candidates(v *view) []candidate {
	ruled := f.ruled(v)
	var out []candidate
	if f.model == nil {
		out = v.settle(ruled)
	} else {
		out = v.continued(v.combine(ruled, f.learned(v, ruled)))
	}
	out = v.chains(out, ruled)
	for i := range out {
		v.bareCue(&out[i])
		v.behindQuote(&out[i])
		v.withoutAntecedent(&out[i])
	}
	slices.SortStableFunc(out, func(a, b candidate) int {
		return cmp.Or(a.cue.Start-b.cue.Start, a.cue.End-b.cue.End)
	})
	for i := range out {
		out[i].disjoin(v)
	}
	return slices.DeleteFunc(out, func(c candidate) bool { return len(c.content) == 0 || c.head >= 0 && acts[v.lemma[c.head]] })
}

// behindQuote mends the roles of "QUOTATION, SOMEBODY said", where the parser
// took the one who speaks into the words that are quoted.
func (v *view) behindQuote(c *candidate) {
	if c.head < 0 || v.quote[c.head] >= 0 || c.entry == nil || !c.entry.allows("c") || v.pos(c.head) != nlp.VERB {
		return
	}
	sent := v.d.Sents[v.sent[c.head]].Span
	from := c.cue.Start
	for from > sent.Start && v.quote[from-1] < 0 {
		if p := v.pos(from - 1); p == nlp.VERB || p == nlp.AUX || c.cue.Start-from > 25 {
			return
		}
		from--
	}
	if from == sent.Start || from == c.cue.Start {
		return
	}
	q := v.quotes[v.quote[from-1]]
	source := nlp.Span{Start: from, End: c.cue.Start}
	if !q.closed || q.inner.Len() < 3 || !strings.ContainsAny(v.d.Form(q.inner.End-1), ",.?!…") || overlap(c.content, []nlp.Span{source}) == 0 {
		return
	}
	source = v.trim(source)
	for i := source.Start; i < source.End; i++ {
		if v.pos(i).Nominal() {
			c.source, c.subject = []nlp.Span{source}, v.d.HeadOf(source)
			c.content = subtract(c.content, nlp.Span{Start: from, End: c.cue.Start})
			return
		}
	}
}

// withoutAntecedent takes the noun that a relative pronoun stands for out of
// the content: "the union, which vowed to fight".
func (v *view) withoutAntecedent(c *candidate) {
	if c.head < 0 || len(c.content) < 2 || v.rel(c.head) != "acl:relcl" {
		return
	}
	h := v.head(c.head)
	c.content = slices.DeleteFunc(c.content, func(s nlp.Span) bool { return s.Has(h) && s.End <= c.cue.Start })
}

// disjoin cuts the source and the cue out of the content and the cue out of
// the source.
func (c *candidate) disjoin(v *view) {
	c.source = subtract(c.source, c.cue)
	if !c.learned {
		c.source = v.trimAll(c.source)
	}
	c.content = subtract(c.content, append([]nlp.Span{c.cue}, c.source...)...)
	if !c.learned {
		c.content = v.closeQuotes(c.content, c)
	}
	c.content = slices.DeleteFunc(c.content, func(s nlp.Span) bool { return v.onlyPunct(s.Start, s.End) })
}

// closeQuotes adds the closing marks of quotations that begin in a span and
// end just behind it.
func (v *view) closeQuotes(spans []nlp.Span, c *candidate) []nlp.Span {
	for i := range spans {
		q := v.quote[spans[i].End-1]
		if q < 0 || !spans[i].Has(v.quotes[q].words.Start) {
			continue
		}
		if end := v.quotes[q].words.End; end > spans[i].End && v.onlyPunct(spans[i].End, end) && !c.cue.Overlaps(nlp.Span{Start: spans[i].End, End: end}) {
			spans[i].End = end
		}
	}
	return spans
}

// linkVia sets Via: the statements whose content holds the cue or that quote it,
// outermost first.
func (v *view) linkVia(cands []candidate, out []event.Statement) {
	for i := range cands {
		var chain []int
		for j := max(0, i-near); j < min(len(cands), i+near+1); j++ {
			quotes := cands[i].carrier > 0 && cands[i].carrier == cands[j].head+1
			holds := i != j && has(cands[j].content, cands[i].cue.Start) && !has(cands[i].content, cands[j].cue.Start)
			if !quotes && !holds || cands[i].head >= 0 && cands[j].head >= 0 && v.answers(cands[j].head) == cands[i].head {
				continue // a claim that another one answers was not told by that one
			}
			chain = append(chain, j)
		}
		slices.SortStableFunc(chain, func(a, b int) int { return size(cands[b].content) - size(cands[a].content) })
		for _, j := range chain {
			out[i].Via = append(out[i].Via, out[j].ID)
		}
	}
}

// settle keeps of overlapping rule candidates the outermost, prefers refusals,
// and gives quotations that stand alone to the statement that they continue.
func (v *view) settle(cands []candidate) []candidate {
	var out []candidate
	for _, c := range cands {
		if v.beside(&c) {
			out = v.partBeside(out, &c)
		}
		if k := slices.IndexFunc(out, func(o candidate) bool { return o.cue.Overlaps(c.cue) }); k >= 0 {
			if c.stance == event.Declines && out[k].stance != event.Declines {
				out[k] = c
			}
			continue
		}
		out = append(out, c)
	}
	out = slices.DeleteFunc(out, func(c candidate) bool {
		return slices.ContainsFunc(out, func(o candidate) bool { return v.inner(&c, &o) && !v.carried(&c, &o) })
	})
	return v.continued(out)
}

// inner reports whether c is said inside the content of o.
func (v *view) inner(c, o *candidate) bool {
	return c.cue != o.cue && has(o.content, c.cue.Start) && !has(c.content, o.cue.Start)
}

// carried reports whether the inner candidate c is a report of its own in the
// words of o: speech by somebody else, named there, in a clause of its own.
func (v *view) carried(c, o *candidate) bool {
	if c.head < 0 || v.pos(c.head) != nlp.VERB || c.subject < 0 || len(c.source) == 0 {
		return false
	}
	e := v.entry[c.head]
	if e == nil || e.class != event.Speech || v.passive(c.head) && c.subject < 0 {
		return false
	}
	switch v.pos(c.subject) {
	case nlp.PROPN:
	case nlp.NOUN:
		if !v.animate(c.subject) {
			return false
		}
	default:
		return false
	}
	if l := v.lemma[c.head]; l == "threaten" || l == "warn" || l == "vow" || l == "accuse" || l == "deny" {
		return has(o.content, c.subject)
	}
	return v.child(c.head, "ccomp") >= 0 && has(o.content, c.subject)
}

// continued extends the statements whose quotation goes on after them.
func (v *view) continued(cands []candidate) []candidate {
	for q, quo := range v.quotes {
		span := quo.words
		if quo.inner.Len() < 3 || slices.ContainsFunc(cands, func(c candidate) bool {
			return overlap(c.content, []nlp.Span{span})+overlap(c.source, []nlp.Span{span}) > 0 || span.Has(c.cue.Start)
		}) {
			continue
		}
		if k := v.continues(q, cands); k >= 0 {
			cands[k].content = v.join(append(cands[k].content, span))
		}
	}
	return cands
}

// continues returns the candidate that quotation q goes on with, or -1: the one
// whose unclosed quotation it takes up, or, where q opens a sentence, the last one
// of the sentence before in the same paragraph, if that was quoted too.
func (v *view) continues(q int, cands []candidate) int {
	quo := v.quotes[q]
	first := v.d.Sents[v.sent[quo.words.Start]]
	for k := len(cands) - 1; k >= 0; k-- {
		c := &cands[k]
		if quo.continues >= 0 && overlap(c.content, []nlp.Span{v.quotes[quo.continues].words}) > 0 {
			return k
		}
		last := max(c.cue.End, c.content[len(c.content)-1].End) - 1
		at := v.d.Sents[v.sent[last]]
		if quo.words.Start != first.Span.Start || int(v.sent[last]) != int(v.sent[quo.words.Start])-1 || v.share(c.content) == 0 {
			continue
		}
		if at.Paragraph == first.Paragraph || at.Paragraph == first.Paragraph-1 && v.quotedParagraph(quo) {
			return k
		}
	}
	return -1
}

// quotedParagraph reports whether the quotation fills its paragraph.
func (v *view) quotedParagraph(q quotation) bool {
	s := int(v.sent[q.words.Start])
	for k := s; k < len(v.d.Sents) && v.d.Sents[k].Paragraph == v.d.Sents[s].Paragraph; k++ {
		span := v.d.Sents[k].Span
		if span.End > q.words.End && !v.onlyPunct(q.words.End, span.End) {
			return false
		}
	}
	return true
}

// share returns the share of the spans' words, punctuation apart, that stand
// between quotation marks.
func (v *view) share(spans []nlp.Span) float64 {
	in, all := 0, 0
	for _, s := range spans {
		for i := s.Start; i < s.End; i++ {
			if v.isPunct(i) {
				continue
			}
			all++
			if v.quote[i] >= 0 {
				in++
			}
		}
	}
	if all == 0 {
		return 0
	}
	return float64(in) / float64(all)
}

func (v *view) kind(content []nlp.Span) event.StatementKind {
	switch p := v.share(content); {
	case p >= 0.9:
		return event.Direct
	case p == 0:
		return event.Indirect
	}
	return event.Mixed
}

func statementID(n int) string { return "s" + strconv.Itoa(n+1) }
