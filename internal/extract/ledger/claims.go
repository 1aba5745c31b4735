package ledger

import (
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
	form := p.d.Form(i)
	if p.timed[i] || p.named[i] || n.low == 1 && !unicode.IsDigit(rune(form[0])) && n.words.Len() == 1 {
		return true
	}
	for _, name := range p.d.Names {
		if name.Span.Overlaps(n.words) && name.Span.Len() > n.words.Len() && name.Label != "NORP" && (name.Span.Start < n.words.Start || name.Label != "MISC" && name.Label != "GPE") {
			return true
		}
	}
	if i > 0 && p.d.SentOf(i-1) == p.d.SentOf(i) {
		prev := p.d.Form(i - 1)
		if prev == "-" && p.d.Words[i-1].End == p.d.Words[i].Start || prev == "." || prev == "#" || prev == "No." {
			return true
		}
		// "Article 5", "Highway 6": a number after the noun that it names.
		if h := p.d.Head[i]; int(h) == i-1 && !p.measured(n) && noun(p.d.UPOS[i-1]) && !currencySign(prev) && !n.open {
			return true
		}
		// "two out of three mines": the second figure is no count of its own.
		if prev == "of" && i >= 2 && p.lemma(i-2) == "out" {
			return true
		}
	}
	if after := n.words.End; after < p.d.Len() && p.d.Form(after) == "-" && p.d.Words[after].Start == p.d.Words[after-1].End {
		return true // "a two-state solution"
	}
	return false
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
	low, high := true, !n.open
	if h, from := p.hedgeBefore(whole.Start, sent); h.words != "" && (h.words != "from" && h.words != "between" || n.high > n.low) {
		low, high = h.low, h.high && !n.open
		if n.high > n.low && h.low && h.high {
			low, high = true, true
		}
		if n.open && !h.low {
			low, high = true, false
		}
		c.Hedge = h.words
		whole.Start = from
	} else if n.open {
		c.Hedge = strings.ToLower(p.d.SpanText(n.words))
		if n.words.End < sent.End && p.lemma(n.words.End) == "of" {
			c.Hedge += " of"
		}
	}
	if after := whole.End; c.Hedge == "" && after+1 < sent.End && p.lemma(after) == "or" && (p.lemma(after+1) == "more" || p.lemma(after+1) == "much") {
		c.Hedge, high = "or more", false
		whole.End = after + 2
	}
	if low {
		v := n.low
		c.Low = &v
	}
	if high {
		v := n.high
		if n.open {
			v = n.low
		}
		c.High = &v
	}
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
	after := n.words.End
	if after < sent.End {
		switch w := strings.ToLower(p.d.Form(after)); {
		case w == "%", w == "percent", w == "pct":
			return "percent", -1, after + 1
		case w == "per" && after+1 < sent.End && p.lemma(after+1) == "cent":
			return "percent", -1, after + 2
		case currencies[w] != "":
			return currencies[w], -1, after + 1
		case (w == "us" || w == "u.s." || w == "american" || w == "canadian" || w == "australian") && after+1 < sent.End && currencies[strings.ToLower(p.d.Form(after+1))] != "":
			return currencies[strings.ToLower(p.d.Form(after+1))], -1, after + 2
		}
	}
	if k := n.words.Start - 1; k >= sent.Start && currencySign(p.d.Form(k)) {
		return currencies[strings.ToLower(p.d.Form(k))], -1, after
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
	// The parser may have lost it: the next noun in an unbroken phrase.
	for i := last + 1; i < min(sent.End, last+5); i++ {
		switch p.d.UPOS[i] {
		case nlp.NOUN:
			if i+1 < sent.End && p.d.UPOS[i+1] == nlp.NOUN && p.d.Head[i] == int32(i+1) {
				continue
			}
			if p.d.Feats == nil || p.d.Feats[i].Get("Number") == "Plur" || n.low == 1 {
				return i
			}
			return -1
		case nlp.ADJ, nlp.PROPN, nlp.NUM:
		case nlp.ADP:
			if p.lemma(i) != "of" || i != last+1 {
				return -1
			}
		case nlp.DET:
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
