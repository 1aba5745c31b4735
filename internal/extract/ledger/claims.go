package ledger

import (
	"slices"
	"strings"
	"unicode"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// claims returns the figures of the text: counted nouns, sums and shares.
func (p *page) claims() []event.Claim {
	var out []event.Claim
	for s := range p.d.Sents {
		if !p.asserts(s) {
			continue
		}
		span := p.d.Sents[s].Span
		for i := span.Start; i < span.End; {
			n, ok := p.numberAt(i, span.End)
			if !ok || p.plain(n) {
				i++
				continue
			}
			if c, ok := p.claim(n, span); ok {
				out = append(out, c)
			}
			i = n.words.End
		}
	}
	return out
}

// plain reports whether the number counts nothing: part of a date, of a name,
// of a compound ("F-16", "Article 5"), or the pronoun "one".
func (p *page) plain(n number) bool {
	i := n.words.Start
	if p.timed[i] || p.named[i] || n.low == 1 && !unicode.IsDigit(rune(p.d.Form(i)[0])) && n.words.Len() == 1 {
		return true
	}
	if after := n.words.End; after < p.d.Len() && p.d.Form(after) == "-" && p.d.Words[after].Start == p.d.Words[after-1].End {
		return true // "a two-state solution"
	}
	return p.inName(n) || p.namesNoun(n)
}

// inName reports whether the number is a part of a longer name.
func (p *page) inName(n number) bool {
	return slices.ContainsFunc(p.d.Names, func(name nlp.Name) bool {
		if !name.Span.Overlaps(n.words) || name.Span.Len() <= n.words.Len() || name.Label == "NORP" {
			return false
		}
		return name.Span.Start < n.words.Start || name.Label != "MISC" && name.Label != "GPE"
	})
}

// namesNoun reports whether the number belongs to the word before it: "F-16",
// "No. 5", "Article 5", "two out of three mines".
func (p *page) namesNoun(n number) bool {
	i := n.words.Start
	if i == 0 || p.d.SentOf(i-1) != p.d.SentOf(i) {
		return false
	}
	switch prev := p.d.Form(i - 1); {
	case prev == "-" && p.d.Words[i-1].End == p.d.Words[i].Start, prev == ".", prev == "#", prev == "No.":
		return true
	case prev == "of" && i >= 2 && p.lemma(i-2) == "out":
		return true
	case currencySign(prev), n.open, p.measured(n):
		return false
	}
	return int(p.d.Head[i]) == i-1 && noun(p.d.UPOS[i-1])
}

// measured reports whether a unit that is no noun follows: "70 percent".
func (p *page) measured(n number) bool {
	if n.words.End >= p.d.Len() {
		return false
	}
	w := strings.ToLower(p.d.Form(n.words.End))
	return w == "%" || w == "percent" || w == "per" || w == "pct" || currencies[w] != ""
}

func currencySign(form string) bool {
	_, ok := currencies[strings.ToLower(form)]
	return ok && form != "" && !unicode.IsLetter(rune(form[len(form)-1]))
}

// claim completes the number by its hedge, its unit and who says it.
func (p *page) claim(n number, sent nlp.Span) (event.Claim, bool) {
	whole := n.words
	var c event.Claim
	unit, counted, end := p.unit(n, sent)
	if unit == "" {
		unit, end = p.people(n, sent)
	}
	if unit == "" || p.speaks[n.words.Start] {
		return c, false
	}
	whole.End = max(whole.End, end)
	if k := whole.Start - 1; k >= sent.Start && currencySign(p.d.Form(k)) {
		whole.Start = k
	}
	whole = p.bound(&c, n, whole, sent)
	if counted >= 0 && c.Hedge == "" && n.high < 13 && p.definite(counted) {
		return c, false // "the two leaders"
	}
	c.Unit = unit
	c.Span = p.d.RangeOf(whole)
	if a := p.actorIn([]nlp.Span{{Start: n.words.End, End: whole.End}}, ""); a >= 0 {
		c.About = p.rep.Actors[a].ID
	}
	if s := p.sayer(n.words.Start); s != nil {
		c.Asserter = s.Speaker.Actor
	}
	c.Place = p.placeNear(whole, sent)
	return c, true
}

// unit returns what the number counts: the noun, a currency or "percent";
// counted is the noun's position or -1, end where its phrase ends.
func (p *page) unit(n number, sent nlp.Span) (unit string, counted, end int) {
	if unit, end = p.sumOrShare(n, sent); unit != "" {
		return unit, -1, end
	}
	noun := p.countedNoun(n, sent)
	if noun < 0 {
		return "", -1, 0
	}
	for noun+1 < sent.End && p.d.UPOS[noun+1] == nlp.NOUN && p.d.Words[noun+1].Start == p.d.Words[noun].End+1 {
		noun++ // "combat troops", where the parser took the first noun for the head
	}
	if noCounts[p.lemma(noun)] || p.timed[noun] {
		return "", -1, 0
	}
	return strings.ToLower(p.d.Form(noun)), noun, noun + 1
}

// bound sets Low, High and Hedge of c and returns the words of the figure with
// its hedge.
func (p *page) bound(c *event.Claim, n number, whole, sent nlp.Span) nlp.Span {
	low, high := true, !n.open
	h, from := p.hedgeBefore(whole.Start, sent)
	after := whole.End
	switch {
	case h.words != "" && (h.words != "from" && h.words != "between" || n.high > n.low):
		c.Hedge, whole.Start = h.words, from
		low, high = h.low || n.open, h.high && !n.open
		if n.high > n.low && !n.open { // "at least 40 to 50": the range says more than the hedge
			low, high = true, true
		}
	case n.open:
		c.Hedge = strings.ToLower(p.d.SpanText(n.words))
		if n.words.End < sent.End && p.lemma(n.words.End) == "of" {
			c.Hedge += " of"
		}
	case after+1 < sent.End && p.lemma(after) == "or" && (p.lemma(after+1) == "more" || p.lemma(after+1) == "much"):
		c.Hedge, high = "or more", false
		whole.End = after + 2
	}
	if low {
		v := n.low
		c.Low = &v
	}
	if high {
		v := n.high
		c.High = &v
	}
	return whole
}

// people returns the unit of a figure without a noun that counts victims: "the
// death toll rose to more than 100", "50 of them were arrested".
func (p *page) people(n number, sent nlp.Span) (unit string, end int) {
	end = n.words.End
	if end+1 < sent.End && p.lemma(end) == "of" && (strings.EqualFold(p.d.Form(end+1), "them") || strings.EqualFold(p.d.Form(end+1), "whom")) {
		return "people", end
	}
	if end < sent.End && noun(p.d.UPOS[end]) {
		return "", 0
	}
	i := n.words.Start
	if r := p.d.Rel[i]; r.Is("nummod") || r.Is("compound") || n.low < 2 {
		return "", 0
	}
	for k, w := 0, i; k < 4 && w != nlp.Root; k, w = k+1, int(p.d.Head[w]) {
		if victims[p.lemma(w)] {
			return "people", end
		}
		for _, c := range p.kids[w] {
			if c != i && p.d.Rel[c].Is("nsubj") && (p.lemma(c) == "toll" || p.lemma(c) == "casualty") {
				return "people", end
			}
		}
	}
	return "", 0
}

// sumOrShare returns the unit of a sum of money or a share, and where it ends.
func (p *page) sumOrShare(n number, sent nlp.Span) (unit string, end int) {
	after := n.words.End
	word := func(k int) string {
		if k >= sent.End {
			return ""
		}
		return strings.ToLower(p.d.Form(k))
	}
	switch w := word(after); {
	case w == "%", w == "percent", w == "pct":
		return "percent", after + 1
	case w == "per" && word(after+1) == "cent":
		return "percent", after + 2
	case currencies[w] != "":
		return currencies[w], after + 1
	case w == "us" || w == "u.s." || w == "american" || w == "canadian" || w == "australian":
		if unit := currencies[word(after+1)]; unit != "" {
			return unit, after + 2
		}
	}
	if k := n.words.Start - 1; k >= sent.Start && currencySign(p.d.Form(k)) {
		return currencies[strings.ToLower(p.d.Form(k))], after
	}
	return "", after
}

// countedNoun returns the noun after the number that it modifies or governs.
func (p *page) countedNoun(n number, sent nlp.Span) int {
	for i := n.words.Start; i < n.words.End; i++ {
		if h := int(p.d.Head[i]); p.d.Rel[i].Is("nummod") && h >= n.words.End && h < n.words.End+7 && noun(p.d.UPOS[h]) {
			return h
		}
	}
	last := n.words.End - 1
	// "dozens of troops", "three of the hostages": the number is the head.
	for i := n.words.Start; i <= last; i++ {
		for _, k := range p.kids[i] {
			if p.d.Rel[k].Is("nmod") && k > last && p.marker(k) == "of" && noun(p.d.UPOS[k]) {
				return k
			}
		}
	}
	return p.nextNoun(last, sent.End, n.low)
}

// nextNoun returns the noun that follows word last in an unbroken phrase, where
// the parser lost the number: a plural, unless one is counted.
func (p *page) nextNoun(last, end int, count float64) int {
	for i := last + 1; i < min(end, last+5); i++ {
		switch p.d.UPOS[i] {
		case nlp.NOUN:
			if i+1 < end && p.d.UPOS[i+1] == nlp.NOUN && p.d.Head[i] == int32(i+1) {
				continue
			}
			if p.d.Feats == nil || p.d.Feats[i].Get("Number") == "Plur" || count == 1 {
				return i
			}
			return -1
		case nlp.ADP:
			if p.lemma(i) != "of" || i != last+1 {
				return -1
			}
		case nlp.ADJ, nlp.PROPN, nlp.NUM, nlp.DET:
		default:
			return -1
		}
	}
	return -1
}

func noun(u nlp.UPOS) bool { return u == nlp.NOUN || u == nlp.PROPN }

func (p *page) definite(noun int) bool {
	for _, k := range p.kids[noun] {
		switch p.d.Rel[k].Base() {
		case "det":
			switch p.lemma(k) {
			case "the", "these", "those", "both", "all", "this", "that", "each", "every":
				return true
			}
		case "nmod":
			if p.d.Rel[k] == "nmod:poss" {
				return true
			}
		}
	}
	return false
}

// hedgeBefore returns the hedge that ends just before word i, and where it begins.
func (p *page) hedgeBefore(i int, sent nlp.Span) (h hedge, from int) {
	for _, h := range hedges {
		n := strings.Count(h.words, " ") + 1
		if i-n < sent.Start {
			continue
		}
		ok := true
		for k, w := range strings.Fields(h.words) {
			ok = ok && strings.EqualFold(p.d.Form(i-n+k), w)
		}
		if ok {
			return h, i - n
		}
	}
	return hedge{}, i
}

// placeNear returns the place that stands nearest in the clause of the figure.
func (p *page) placeNear(s, sent nlp.Span) string {
	best, distance := "", 25
	for _, pl := range p.rep.Places {
		if pl.Words.Len() <= 0 || !sent.Contains(pl.Words) || pl.Words.Overlaps(s) {
			continue
		}
		d := pl.Words.Start - s.End
		if d < 0 {
			d = s.Start - pl.Words.End + 5 // places follow their figures
		}
		if d < distance {
			best, distance = pl.ID, d
		}
	}
	return best
}
