package statement

import (
	"slices"
	"sort"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// candidate is a statement by its words, before its speaker is resolved.
type candidate struct {
	head      int // head word of the cue; -1 where the cue is punctuation
	cue       nlp.Span
	source    []nlp.Span
	content   []nlp.Span
	addressee int // word, -1 for none
	subject   int // head word of the source, -1
	entry     *entry
	stance    event.Stance // set by the rule, else ""
	why       string
	prob      float64
	cueProb   float64 // of the cue chain, 0 for rules
	roleProb  float64 // mean certainty of the content's words in the role chain
	learned   bool
	carrier   int // 1 + head of the statement that carries it, where its cue stands outside of that one's content; else 0
}

// ruled returns the candidates that the rules find in v, by position of the cue.
func (f *Finder) ruled(v *view) []candidate {
	var out []candidate
	for s := range v.d.Sents {
		sent := &v.d.Sents[s]
		if sent.Kind == nlp.Credit || sent.Kind == nlp.Boilerplate {
			continue
		}
		if c, ok := v.labelled(s); ok {
			out = append(out, c)
			continue
		}
		for i := sent.Span.Start; i < sent.Span.End; i++ {
			if c, ok := v.signed(i); ok {
				out = append(out, c)
			} else if c, ok := v.declines(i); ok {
				out = append(out, c)
			} else if c, ok := v.accordingTo(i); ok {
				out = append(out, c)
			} else if e := v.entry[i]; e != nil {
				if c, ok := v.framed(i, e); ok {
					out = append(out, c)
				}
			}
		}
	}
	return out
}

// framed applies the frames of the lexicon to the predicate i.
func (v *view) framed(i int, e *entry) (candidate, bool) {
	if v.noPredicate(i) || v.toldOf(i, e) || v.unnamed(i) {
		return candidate{}, false
	}
	cl := v.clauseAt(i)
	c := candidate{head: i, cue: v.cueSpan(i), addressee: -1, subject: cl.subject, entry: e, prob: 0.7}
	var frame string
	c.content, frame = v.fill(cl, e)
	if len(c.content) == 0 {
		c.content, frame = v.quoted(i, e)
	}
	if len(c.content) == 0 {
		return c, false
	}
	if cl.subject >= 0 {
		c.source = v.withoutMarks(v.sourceSpans(cl.subject, i))
	}
	if v.quote[i] < 0 && (frame == "c" || frame == "q") && v.share(c.content) >= 0.9 {
		rest, _ := v.quoted(i, e) // "...," she said, "but ..."
		c.content = v.join(append(c.content, rest...))
	}
	c.cue = v.withPreposition(c.cue, frame, i)
	cut := append([]nlp.Span{c.cue}, c.source...)
	if q := v.quote[i]; q >= 0 { // what a quoted cue reports is quoted too
		c.content = clip(c.content, v.quotes[q].inner)
	}
	c.content = v.trimAll(subtract(c.content, cut...))
	if len(c.content) == 0 || len(c.source) == 0 && frame != "c" && frame != "quotation" {
		return c, false
	}
	if size(c.content) == 1 && v.pos(c.content[0].Start) == nlp.PRON && (frame == "o" || frame == "as") {
		return c, false // "which he opposed": nothing that can be read alone
	}
	c.addressee = v.addresseeOf(cl, e, frame)
	c.why = "rule " + frame + "." + v.lemma[i] + ": subject " + cl.how
	return c, true
}

// withoutMarks cuts a comma and the mark of a quotation that goes on behind it
// off the end of a source.
func (v *view) withoutMarks(source []nlp.Span) []nlp.Span {
	if len(source) == 0 {
		return source
	}
	last := &source[len(source)-1]
	for last.Len() > 1 && (v.d.Form(last.End-1) == "," || isQuoteMark(v.d.Form(last.End-1)) && v.d.Form(last.End-2) == ",") {
		last.End--
	}
	return source
}

// noPredicate reports whether word i only modifies another: an attribute, a
// part of a name or of an expression.
func (v *view) noPredicate(i int) bool {
	switch rel := v.rel(i); {
	case rel == "amod", rel.Is("compound"), rel == "case", rel == "fixed", rel.Is("aux"), rel == "flat":
		return true
	}
	return v.pos(i) == nlp.ADJ && v.child(i, "cop") < 0 && !v.rel(i).Is("xcomp")
}

// toldOf reports whether i is a past participle beside the main clause whose
// subject is spoken to: "asked about the raid, the ministry ...".
func (v *view) toldOf(i int, e *entry) bool {
	rel := v.rel(i)
	return e != nil && e.addressee == "obj" && (rel.Is("advcl") || rel == "acl") && v.feat(i, "VerbForm") == "Part" && v.feat(i, "Tense") == "Past" &&
		v.child(i, "obj", "iobj", "nsubj", "aux") < 0
}

// unnamed reports whether verb i is said of a speaker who wants to stay unknown:
// "asked not to be named", "asking to remain anonymous".
func (v *view) unnamed(i int) bool {
	x := v.child(i, "xcomp", "ccomp")
	if x < 0 || v.pos(i) != nlp.VERB {
		return false
	}
	switch v.lemma[x] {
	case "name", "identify", "quote", "cite":
		return v.negated(x) && v.passive(x)
	case "anonymous":
		return true
	case "remain", "stay":
		return v.childLemma(x, "xcomp", "anonymous", "unnamed") >= 0
	}
	return false
}

// fill returns the words of the complements that the entry allows.
func (v *view) fill(cl *clause, e *entry) (content []nlp.Span, frame string) {
	collect := func(frames ...string) []nlp.Span {
		var out []nlp.Span
		for _, c := range cl.comps {
			if slices.Contains(frames, c.frame) {
				out = append(out, v.complementSpans(c, cl.head)...)
			}
		}
		return v.join(out)
	}
	if e.allows("c") {
		if content = collect("c"); len(content) > 0 {
			return content, "c"
		}
		if content = collect("q"); len(content) > 0 {
			return content, "q"
		}
	}
	if e.allows("x") {
		if content = collect("x"); len(content) > 0 {
			return content, "x"
		}
	}
	if e.allows("as") {
		if as := collect("as"); len(as) > 0 {
			return v.join(append(as, collect("o")...)), "as"
		}
	}
	for _, p := range e.frames {
		if p == "c" || p == "x" || p == "o" || p == "as" {
			continue
		}
		if content = collect(p); len(content) > 0 {
			if e.allows("o") {
				content = v.join(append(content, collect("o")...))
			}
			return content, p
		}
	}
	if e.allows("o") {
		if content = collect("o"); len(content) > 0 {
			return content, "o"
		}
	}
	return nil, ""
}

// quoted returns the quotation of the cue's sentence that stands outside the
// cue's own words, for cues that report speech.
func (v *view) quoted(i int, e *entry) ([]nlp.Span, string) {
	if e.class != event.Speech || !e.allows("c") || v.pos(i) != nlp.VERB {
		return nil, ""
	}
	s := v.d.Sents[v.sent[i]].Span
	var out []nlp.Span
	for _, q := range v.quotesFrom(s.Start) {
		if q.words.Start >= s.End {
			break
		}
		if w := (nlp.Span{Start: max(q.words.Start, s.Start), End: min(q.words.End, s.End)}); w.Len() >= 4 && !q.words.Has(i) {
			out = append(out, w)
		}
	}
	return out, "quotation"
}

// quotesFrom returns the quotations from the first on that ends behind word i.
func (v *view) quotesFrom(i int) []quotation {
	if v.ends == nil {
		v.ends = make([]int, 0, len(v.quotes))
		last := 0
		for _, q := range v.quotes {
			last = max(last, q.words.End)
			v.ends = append(v.ends, last)
		}
	}
	return v.quotes[sort.SearchInts(v.ends, i+1):]
}

// withPreposition takes the preposition of the frame into the cue where it
// follows at once.
func (v *view) withPreposition(cue nlp.Span, frame string, i int) nlp.Span {
	if cue.End < v.d.Len() && v.sent[cue.End] == v.sent[i] && v.lemma[cue.End] == frame {
		cue.End++
	}
	return cue
}

// addresseeOf returns the word that heads the one spoken to, or -1.
func (v *view) addresseeOf(cl *clause, e *entry, frame string) int {
	switch {
	case e.addressee == "obj" && frame != "o" && cl.obj >= 0 && v.animate(cl.obj):
		return cl.obj
	case e.addressee == "obj" && v.passive(cl.head):
		if s := v.child(cl.head, "nsubj:pass"); s >= 0 && frame != "o" {
			return s
		}
	}
	if e.addressee == "" {
		return -1
	}
	for _, k32 := range v.children(cl.head) {
		k := int(k32)
		if (v.rel(k).Is("obl") || v.rel(k) == "nmod") && v.pos(k).Nominal() && v.animate(k) {
			if m := v.marker(k); m == e.addressee && m != frame || m == "to" && e.addressee == "obj" {
				return k
			}
		}
	}
	return -1
}

// animate reports whether word i may be somebody: a name of a person, body or
// country, a pronoun, or a noun for people.
func (v *view) animate(i int) bool {
	switch v.pos(i) {
	case nlp.PROPN:
		return true
	case nlp.PRON:
		l := v.lemma[i]
		return l != "it" && l != "that" && l != "this" && l != "what" && l != "which"
	case nlp.NOUN:
		c := v.class[i]
		return v.name[i] != 0 || strings.HasPrefix(c, "p") || strings.HasPrefix(c, "g") || voices[v.lemma[i]]
	}
	return false
}

// accordingKey is hashString("according").
const accordingKey = 0x9CC2E6E7

// accordingTo finds "according to X" whose first word is i.
func (v *view) accordingTo(i int) (candidate, bool) {
	if v.formKey[i] != accordingKey || i+2 >= v.d.Len() || v.lemma[i+1] != "to" || v.sent[i+2] != v.sent[i] {
		return candidate{}, false
	}
	n := v.head(i)
	if n == nlp.Root || !v.rel(i).Is("case") {
		n = v.child(i, "obl", "obj", "nmod")
	}
	if n < 0 || n <= i {
		return candidate{}, false
	}
	c := candidate{head: i, cue: nlp.Span{Start: i, End: i + 2}, addressee: -1, subject: n, why: "rule according to", prob: 0.9}
	c.source = v.trimAll(subtract(v.sourceSpans(n, i), nlp.Span{Start: i, End: i + 2}))
	if len(c.source) == 0 {
		return c, false
	}
	sent := v.d.Sents[v.sent[i]].Span
	top := v.d.SentRoot(i)
	// Inside a sentence of several clauses it speaks of its own clause only.
	phrase := nlp.Span{Start: i, End: max(c.source[len(c.source)-1].End, v.cover[n].End)}
	for h := v.head(n); h != nlp.Root; h = v.head(h) {
		if rel := v.rel(h); (rel == "conj" || rel.Is("parataxis") || rel == "ccomp" || rel == "advcl") && v.cover[h].Len() >= 5 && sent.Start < phrase.Start {
			top = h
			break
		}
	}
	c.content = v.trimAll(subtract(v.wordsUnder(top), phrase))
	c.content = v.join(c.content)
	return c, len(c.content) > 0
}

// labelled finds "NAME: words" at the start of a paragraph or in a heading.
func (v *view) labelled(s int) (candidate, bool) {
	sent := &v.d.Sents[s]
	if sent.Kind != nlp.Heading && s > 0 && v.d.Sents[s-1].Paragraph == sent.Paragraph && !v.transcribed(s) {
		return candidate{}, false
	}
	colon := -1
	for i := sent.Span.Start; i < min(sent.Span.End, sent.Span.Start+7); i++ {
		if v.d.Form(i) == ":" {
			colon = i
			break
		}
	}
	label := nlp.Span{Start: sent.Span.Start, End: colon}
	if colon <= sent.Span.Start || colon+2 >= sent.Span.End || !v.speakerLabel(label) {
		return candidate{}, false
	}
	c := candidate{head: -1, cue: nlp.Span{Start: colon, End: colon + 1}, source: []nlp.Span{label}, addressee: -1, subject: v.d.HeadOf(label), why: "rule label", prob: 0.8}
	end := sent.Span.End
	for k := s + 1; sent.Kind != nlp.Heading && k < len(v.d.Sents) && v.d.Sents[k].Paragraph == sent.Paragraph && !v.transcribed(k); k++ {
		end = v.d.Sents[k].Span.End
	}
	c.content = v.whole(nlp.Span{Start: colon + 1, End: end})
	return c, len(c.content) > 0
}

// transcribed reports whether sentence s opens with a speaker in capitals and a
// colon, as those of a transcript do also inside a paragraph.
func (v *view) transcribed(s int) bool {
	span := v.d.Sents[s].Span
	for i := span.Start; i < min(span.End, span.Start+5); i++ {
		form := v.d.Form(i)
		if form == ":" {
			return i > span.Start
		}
		if form != strings.ToUpper(form) || form == strings.ToLower(form) && form != "." && form != "-" {
			return false
		}
	}
	return false
}

// signed finds a quotation with its speaker's name behind a dash: i is the dash,
// and the name ends the paragraph.
func (v *view) signed(i int) (candidate, bool) {
	switch v.d.Form(i) {
	case "―", "—", "–", "--", "-":
	default:
		return candidate{}, false
	}
	if i == 0 || v.quote[i-1] < 0 || v.quotes[v.quote[i-1]].words.End != i || !v.quotes[v.quote[i-1]].closed {
		return candidate{}, false
	}
	s := int(v.sent[i])
	par, end := v.d.Sents[s].Paragraph, v.d.Sents[s].Span.End
	if s+1 < len(v.d.Sents) && v.d.Sents[s+1].Paragraph == par {
		return candidate{}, false
	}
	name := v.trim(nlp.Span{Start: i + 1, End: end})
	if name.Len() == 0 || name.Len() > 12 || name.Start != i+1 {
		return candidate{}, false
	}
	for j := name.Start; j < name.End; j++ {
		if p := v.pos(j); p == nlp.VERB || p == nlp.AUX {
			return candidate{}, false
		}
	}
	if first := v.d.Form(name.Start); first == strings.ToLower(first) {
		return candidate{}, false
	}
	c := candidate{head: -1, cue: nlp.Span{Start: i, End: i + 1}, source: []nlp.Span{name}, addressee: -1, subject: v.d.HeadOf(name), why: "rule signed", prob: 0.9}
	for q := int(v.quote[i-1]); q >= 0; q-- {
		w := v.quotes[q].words
		if at := v.d.Sents[v.sent[w.Start]].Paragraph; at != par && !(at == par-1 && s > 0 && v.d.Sents[v.sent[i-1]].Paragraph == at) {
			break
		}
		c.content = append(c.content, w)
	}
	c.content = v.join(c.content)
	return c, true
}

// whole returns the span with the final stop kept where it closes whole sentences.
func (v *view) whole(s nlp.Span) []nlp.Span { return v.trimAll([]nlp.Span{s}) }

// speakerLabel reports whether the words are a speaker's name: all of a
// person's or body's name, or one to four words in capitals.
func (v *view) speakerLabel(s nlp.Span) bool {
	named, upper, words := 0, 0, 0
	for i := s.Start; i < s.End; i++ {
		if v.isPunct(i) {
			continue
		}
		words++
		form := v.d.Form(i)
		if v.name[i] == 1 || v.name[i] == 2 || v.name[i] == 4 {
			named++
		}
		if form == strings.ToUpper(form) && form != strings.ToLower(form) {
			upper++
		}
		if p := v.pos(i); p == nlp.VERB || p == nlp.AUX {
			return false
		}
	}
	return words > 0 && words <= 4 && (named == words || upper == words || words > 1 && named >= words-1)
}
