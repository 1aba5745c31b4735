package date

import (
	"time"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// match returns the expression that begins at atom i.
func (s *search) match(i int) (match, bool) {
	a := &s.atoms[i]
	switch a.kind {
	case monthName:
		return s.month(i)
	case weekdayName:
		return s.weekday(i)
	case number:
		return s.number(i)
	case ordinal:
		return s.ordinal(i)
	case dayWord, dayPart:
		return s.dayWord(i)
	case direction:
		return s.directed(i)
	case unitName:
		return s.unit(i)
	case seasonName:
		return s.season(i)
	case decadeWord:
		if s.is(i-1, "the", "mid", "early", "late", "-") {
			return match{i, i + 1, decadeOf(1900 + a.val)}, true
		}
	case holiday:
		return s.holiday(i)
	case other, approx, moment:
		return s.phrase(i)
	}
	return match{}, false
}

// month reads "June", "June 5", "June 5th, 2024", "June 2024", "June last
// year", "June 3-5".
func (s *search) month(i int) (match, bool) {
	m := time.Month(s.atoms[i].val)
	j := i + 1
	if abbreviated(s.atoms[i].low) {
		j = s.skip(j, ".")
	}
	d, k := s.dayNumber(s.skip(j, "the"))
	clock := s.is(k, ":") && s.at(k+1).glued && s.at(k+1).digits
	if k > 0 && !clock && !s.is(k, "%") {
		return s.monthDay(i, k, m, d)
	}
	if y, k := s.year(s.skip(s.skip(j, ","), "of")); k > 0 {
		return match{i, k, monthOf(y, m)}, true
	}
	if !s.bareMonth(i, j) {
		return match{}, false
	}
	if y, k := s.relativeYear(s.skip(j, "of")); k > 0 {
		return match{i, k, monthOf(y, m)}, true
	}
	if s.anchor.IsZero() {
		return match{}, false
	}
	if y := s.anchor.Year(); s.is(i-1, "since") && m > s.anchor.Month() {
		return match{i, j, monthOf(y-1, m)}, true
	}
	v := s.nearMonth(m, s.tense(i, j))
	limit := s.is(i-1, "by", "until", "till") || s.dash(i-1) && s.is(i-3, "by", "until", "till")
	if v.from.After(s.anchor) && !limit && s.done(s.atoms[i].word) {
		v = monthOf(v.from.Year()-1, m)
	}
	return match{i, j, v}, true
}

// done reports whether word w stands with a past verb of its own main clause:
// what was done in June was not done next month.
func (s *search) done(w int) bool {
	d := s.doc
	if d.Head == nil || d.Feats == nil || d.Head[w] == nlp.Root || !d.Rel[w].Is("obl") {
		return false
	}
	h := int(d.Head[w])
	low := d.Lower(h)
	if d.Head[h] != nlp.Root && !d.Rel[h].Is("conj") || d.UPOS[h] != nlp.VERB || scheduling[low] || expecting[low] || futureWords[low] || s.finite(h) != past || d.Feats[h].Get("VerbForm") != "Fin" {
		return false
	}
	return s.clause(h)
}

// clause reports whether verb h stands alone, without an infinitive or clause
// that the day may belong to: "planned to meet in June".
func (s *search) clause(h int) bool {
	for c := range s.doc.Children(h) {
		if r := s.doc.Rel[c]; r.Is("xcomp") || r.Is("ccomp") || r.Is("aux") || r.Is("parataxis") {
			return false
		}
	}
	return true
}

// abbreviated reports whether the name of a month is one that takes a full stop.
func abbreviated(low string) bool {
	return len(low) <= 4 && low != "may" && low != "june" && low != "july"
}

// monthDay reads the year and the second day of a month and day, which end at
// atom k.
func (s *search) monthDay(i, k int, m time.Month, d int) (match, bool) {
	last, end := d, k
	if s.dash(k) {
		if d2, k2 := s.dayNumber(k + 1); k2 > 0 && d2 > d && !s.is(k2, "-", "–") {
			last, end = d2, k2
		}
	}
	y, j := s.year(s.skip(end, ","))
	if j == 0 {
		y, j = s.relativeYear(s.skip(s.skip(end, ","), "of"))
	}
	if j > 0 {
		end = j
	} else if y = s.eventYear(m, d, end); y > 0 {
		// the day names what happened on it, however long ago
	} else if y = s.nearYear(m, d, i, end); y == 0 {
		return match{}, false
	}
	if !valid(y, m, d) || !valid(y, m, last) {
		return match{}, false
	}
	v := dayOf(day(y, m, d))
	if last != d {
		v = value{day(y, m, d), day(y, m, last), event.GrainRange}
	}
	return match{i, end, v}, true
}

const recent = 60 * 24 * time.Hour

// eventYear returns the year of a day by which an event is called, "the
// September 11 attacks", 0 if the day calls none.
func (s *search) eventYear(m time.Month, d, end int) int {
	for s.is(end, "terror", "terrorist", "terrorism", "suicide", "train", "massacre") && eventNouns[s.at(end+1).low] {
		end++
	}
	if s.is(end, ",") || !eventNouns[s.at(end).low] {
		return 0
	}
	for _, e := range eventDays {
		if e.month != m || e.day != d || !day(e.year, m, d).Before(s.anchor) {
			continue
		}
		// A day some weeks ago is itself, but for the one that names nothing else.
		if ago := s.anchor.Sub(day(s.anchor.Year(), m, d)); e.alone || ago < 0 || ago > recent {
			return e.year
		}
	}
	return 0
}

// nearYear returns the year of a day without year, 0 if unknown.
func (s *search) nearYear(m time.Month, d, i, end int) int {
	if s.anchor.IsZero() {
		return 0
	}
	if w := s.at(i - 1); w.kind == weekdayName || (w.low == "," && s.at(i-2).kind == weekdayName) {
		// A weekday named beside it settles the year.
		want := w.val
		if w.low == "," {
			want = s.at(i - 2).val
		}
		for _, y := range []int{s.anchor.Year(), s.anchor.Year() - 1, s.anchor.Year() + 1} {
			if valid(y, m, d) && int(day(y, m, d).Weekday()) == want {
				return y
			}
		}
	}
	return s.nearDay(m, d, s.tense(i, end))
}

// bareMonth reports whether the month of atom i, up to j, may stand without
// day and year.
func (s *search) bareMonth(i, j int) bool {
	a := s.atoms[i]
	switch {
	case s.inName(a.word) || s.is(i-1, "each", "every"):
		return false
	case !ambiguousMonth[a.low]:
		return len(a.low) > 4 || s.is(i+1, ".") || beforeDate[s.at(i-1).low] || a.low == "june" || a.low == "july"
	case a.low != "may" && a.low != "march":
		return s.is(i+1, ".") && beforeDate[s.at(i-1).low]
	case s.verbal(a.word):
		return false
	}
	prev, next := s.at(i-1), s.at(j)
	switch prev.low {
	case "to", "for", "and", "or":
		return !next.cap && s.followsDate(i)
	case "the":
		if a.low == "may" {
			return dueNouns[next.low]
		}
		return !next.cap && next.letters() && !afterMarch[next.low]
	}
	if beforeDate[prev.low] {
		return !next.cap || next.kind != other
	}
	return s.is(i-1, "-") && s.at(i-2).kind == approx
}

// verbal reports whether word w is tagged as a verb.
func (s *search) verbal(w int) bool {
	return s.doc.UPOS != nil && (s.doc.UPOS[w] == nlp.VERB || s.doc.UPOS[w] == nlp.AUX)
}

// followsDate reports whether one of the six atoms before i is of a date.
func (s *search) followsDate(i int) bool {
	for k := max(0, i-6); k < i; k++ {
		if a := s.atoms[k]; a.kind == monthName || a.kind == weekdayName || a.low == "from" || a.low == "between" {
			return true
		}
	}
	return false
}

// dayNumber reads a day of the month at atom i. It returns the position after
// it, 0 if there is none.
func (s *search) dayNumber(i int) (d, end int) {
	a := s.at(i)
	if a.kind == ordinal && a.val <= 31 {
		// "second" and "third" are mostly no days.
		if a.val > 3 || a.low == "first" || a.cap || s.is(i+1, ",", ".") {
			return a.val, i + 1
		}
		return 0, 0
	}
	if !a.digits || len(a.low) > 2 || a.val < 1 || a.val > 31 {
		return 0, 0
	}
	n := s.at(i + 1)
	switch {
	case !n.glued:
	case s.is(i+1, "st", "nd", "rd", "th"):
		return a.val, i + 2
	case n.digits || n.kind != other || n.letters() || s.decimals(i+1):
		return 0, 0
	}
	return a.val, i + 1
}

// decimals reports whether atom i is a point or comma between digits.
func (s *search) decimals(i int) bool {
	return s.is(i, ".", ",") && s.at(i).glued && s.at(i+1).glued && s.at(i+1).digits
}

// year reads a year of four digits, one such as '98, or one in words, at atom
// i. It returns the position after it, 0 if there is none.
func (s *search) year(i int) (y, end int) {
	a := s.at(i)
	switch {
	case a.digits:
		n := s.at(i + 1)
		if len(a.low) != 4 || a.val < minYear || a.val > maxYear || n.glued && (n.letters() || n.low == "%" || s.decimals(i+1)) {
			return 0, 0
		}
		return a.val, i + 1
	case s.is(i, "'", "’", "‘"):
		prev, yy := s.at(i-1), s.at(i+1)
		dated := beforeDate[prev.low] || prev.kind == monthName || prev.kind == seasonName
		if dated && yy.glued && yy.digits && len(yy.low) == 2 && !s.is(i+2, "s") {
			return s.shortYear(yy.val), i + 2
		}
	case s.is(i, "nineteen", "twenty"):
		return s.spokenYear(i)
	case s.is(i, "two") && s.is(i+1, "thousand") && s.is(i-1, "year"):
		return 2000, i + 2
	}
	return 0, 0
}

// spokenYear reads "nineteen ninety-six" at atom i.
func (s *search) spokenYear(i int) (y, end int) {
	b := s.at(i + 1)
	if b.kind != number || b.digits || b.val < 10 || b.low == "dozen" {
		return 0, 0
	}
	y = 100*s.at(i).val + b.val
	if k := s.skip(i+2, "-"); b.val >= 20 && s.unitDigit(k) {
		return y + s.at(k).val, k + 1
	}
	return y, i + 2
}

// unitDigit reports whether atom i is one to nine in words.
func (s *search) unitDigit(i int) bool {
	a := s.at(i)
	return a.kind == number && !a.digits && a.val > 0 && a.val < 10 && a.low != "a" && a.low != "an"
}

// shortYear returns the year of two digits that lies nearest before the day of
// writing, ten years ahead allowed.
func (s *search) shortYear(yy int) int {
	now := 2020
	if !s.anchor.IsZero() {
		now = s.anchor.Year()
	}
	y := now - now%100 + yy
	if y > now+10 {
		y -= 100
	}
	return y
}

// relativeYear reads "last year", "this year", "the following year" at atom i.
func (s *search) relativeYear(i int) (y, end int) {
	i = s.skip(i, "the")
	a := s.at(i)
	if a.kind != direction || !s.is(i+1, "year") {
		return 0, 0
	}
	base := s.anchor
	if a.low == "following" || a.low == "previous" {
		base = s.last.from
	}
	if base.IsZero() {
		return 0, 0
	}
	return base.Year() + a.val, i + 2
}

// inName reports whether word w stands inside a longer name that is no date.
func (s *search) inName(w int) bool {
	for _, n := range s.doc.Names {
		if n.Span.Start > w {
			return false
		}
		if n.Span.Has(w) && n.Span.Len() > 1 {
			return true
		}
	}
	return false
}

// nearMonth returns month m in the year that the tense asks for.
func (s *search) nearMonth(m time.Month, t tense) value {
	const far = 8 // months; beyond, what is read from few words is not believed
	y := s.anchor.Year()
	back := (int(s.anchor.Month()) - int(m) + 12) % 12
	ahead := (12 - back) % 12
	before := (t == past && back <= 10) || (t == unknown && back <= 7) || (t == future && ahead > far)
	if back == 0 {
		return monthOf(y, m)
	}
	if before {
		if m > s.anchor.Month() {
			y--
		}
	} else if m < s.anchor.Month() {
		y++
	}
	return monthOf(y, m)
}

// nearDay returns the year of day d of month m that the tense asks for, 0 if
// there is no such day.
func (s *search) nearDay(m time.Month, d int, t tense) int {
	const far = 240 // days; as in nearMonth
	best, bestCost := 0, 1<<30
	for y := s.anchor.Year() - 1; y <= s.anchor.Year()+1; y++ {
		if !valid(y, m, d) {
			continue
		}
		dist := int(day(y, m, d).Sub(s.anchor).Hours() / 24)
		cost := dist
		if dist < 0 {
			cost = -dist
		}
		if cost <= far && (t == past && dist > 0 || t == future && dist < 0) {
			cost += far
		}
		if cost < bestCost {
			best, bestCost = y, cost
		}
	}
	return best
}
