package ledger

import (
	"slices"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// recent reads a position that a phrase of time puts just before the present,
// as something that no longer holds: "as recently as June", "until this week she
// had refused", "only last autumn she had proposed a discount".
func (p *page) recent(i int) (event.Shift, bool) {
	sent := p.d.Sents[p.d.SentOf(i)].Span
	end := p.lately(i, sent)
	if end < 0 || p.sayer(i) != nil {
		return event.Shift{}, false
	}
	verb := p.governing(i)
	if verb < 0 || p.negated(verb) && !p.modal(verb, "have") || p.hypothetical(verb) {
		return event.Shift{}, false
	}
	if before := p.pluperfect(verb) || p.once(verb) || strings.EqualFold(p.d.Form(i), "as"); !before && !p.past(verb) {
		return event.Shift{}, false
	}
	subj := p.doer(verb)
	if subj < 0 {
		return event.Shift{}, false
	}
	f := event.Shift{From: p.d.SpanText(p.predicate(verb)), Issue: p.issue(verb), Evidence: p.ranges(p.trim(p.clause(verb)))}
	f.Actor, _, _ = p.owner(p.noun(subj))
	return f, f.Actor != ""
}

// lately returns the end of the phrase of time that begins at word i, -1 if
// none that sets the recent past against now does.
func (p *page) lately(i int, sent nlp.Span) int {
	word := func(k int) string {
		if k >= sent.End {
			return ""
		}
		return strings.ToLower(p.d.Form(k))
	}
	switch word(i) {
	case "as": // "as recently as June", "as late as Thursday"
		if w := word(i + 1); (w == "recently" || w == "late") && word(i+2) == "as" {
			return i + 3
		}
	case "until", "till":
		switch word(i + 1) {
		case "now", "recently", "lately":
			return i + 2
		case "this", "last":
			if nearTimes[word(i+2)] {
				return i + 3
			}
		}
	case "only", "just":
		if word(i+1) == "last" && i+2 < sent.End {
			return i + 3
		}
		for k := i + 1; k < min(sent.End, i+5); k++ { // "only a month ago", "just two weeks earlier"
			if w := word(k); w == "ago" || w == "earlier" || w == "before" {
				if p.lapse(i, k) {
					return k + 1
				}
			}
		}
	}
	return -1
}

// lapse reports whether a unit of time stands between the words from and to.
func (p *page) lapse(from, to int) bool {
	for i := from; i < to; i++ {
		if longTimes[p.lemma(i)] || p.lemma(i) == "hour" || p.lemma(i) == "minute" {
			return true
		}
	}
	return false
}

// governing returns the verb above word i in its clause that says what
// somebody held, said or did, -1 if none does.
func (p *page) governing(i int) int {
	for k, w := 0, i; k < 6 && w != nlp.Root; k, w = k+1, int(p.d.Head[w]) {
		if p.d.UPOS[w] != nlp.VERB || w == i {
			continue
		}
		// The phrase of time may hang on what was refused or called for.
		for p.d.Rel[w].Is("xcomp") && p.d.Head[w] != nlp.Root && p.d.UPOS[p.d.Head[w]] == nlp.VERB {
			w = int(p.d.Head[w])
		}
		if l := p.lemma(w); stanceVerbs[l] || withstands[l] || grants[l] || avows[l] {
			return w
		}
		return -1
	}
	return -1
}

// pluperfect reports "had V" or "having V".
func (p *page) pluperfect(i int) bool {
	return slices.ContainsFunc(p.kids[i], func(k int) bool {
		f := strings.ToLower(p.d.Form(k))
		return p.d.Rel[k].Is("aux") && (f == "had" || f == "having" || f == "'d")
	})
}

// past reports whether verb i or its auxiliary is in the past tense.
func (p *page) past(i int) bool {
	if p.d.Feats == nil {
		return false
	}
	if p.d.Feats[i].Get("Tense") == "Past" && p.d.Feats[i].Get("VerbForm") == "Fin" {
		return true
	}
	return slices.ContainsFunc(p.kids[i], func(k int) bool {
		return p.d.Rel[k].Is("aux") && p.d.Feats[k].Get("Tense") == "Past"
	})
}

// nearTimes are units of time that "this" and "last" stand before.
var nearTimes = set("week", "month", "year", "day", "morning", "spring", "summer", "autumn", "fall", "winter")

// avows are verbs of taking or telling a position, beside those of the other tables.
var avows = set("call", "say", "promise", "vow", "pledge", "defend", "praise", "criticise", "criticize", "condemn", "dismiss", "describe", "propose", "threaten", "swear", "advocate", "champion", "argue", "claim", "urge", "favour", "favor", "stay", "exclude")
