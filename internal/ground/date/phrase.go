package date

import (
	"strings"
	"time"

	"casus.dev/casus/event"
)

// ordinal reads "18th of November", "the third quarter of 2024", "the 20th
// century", "the second half of last year".
func (s *search) ordinal(i int) (match, bool) {
	n, j := s.ordinalAt(i)
	if j == 0 {
		return match{}, false
	}
	if s.is(j, "anniversary") {
		return s.anniversary(i, j, n)
	}
	if s.is(j, "century") && n > 1 && n <= 21 {
		return match{i, j + 1, centuryOf(n)}, true
	}
	if m, ok := s.dayMonth(i, j); ok {
		return m, true
	}
	q, k := s.quarter(i)
	if k == 0 {
		return match{}, false
	}
	y, end := s.year(s.skip(k, "of", "in"))
	if end == 0 {
		y, end = s.relativeYear(s.skip(k, "of"))
	}
	if end > 0 {
		return match{i, end, inCalendar(quarterOf(y, q))}, true
	}
	if s.is(k, "of") && s.is(k+1, "the") && s.is(k+2, "year") && !s.anchor.IsZero() {
		return match{i, k + 3, quarterOf(s.anchor.Year(), q)}, true
	}
	if q > 4 || s.anchor.IsZero() || !s.compares(len(s.atoms)) && !s.compares(min(len(s.atoms), i+8)) {
		return match{}, false // halves and sports
	}
	v := quarterOf(s.anchor.Year(), q)
	if !v.to.Before(s.anchor) && s.tense(i, k) != future {
		v = quarterOf(s.anchor.Year()-1, q)
	}
	s.quarterly = v
	return match{i, k, v}, true
}

// ordinalAt reads "third" or "twenty-fifth", and "25th" whose letters are an
// atom of their own, at atom i. It returns the position after it.
func (s *search) ordinalAt(i int) (n, end int) {
	a := s.at(i)
	switch {
	case a.kind == ordinal:
		return a.val, i + 1
	case a.digits && a.val > 0 && s.at(i+1).glued && s.is(i+1, "st", "nd", "rd", "th"):
		return a.val, i + 2
	case a.kind == number && a.val >= 20 && s.dash(i+1) && s.at(i+2).kind == ordinal && s.at(i+2).val < 10:
		return a.val + s.at(i+2).val, i + 3
	}
	return 0, 0
}

// anniversary reads "the 10th anniversary of the August 7, 1998, bombing": the
// day n years after the first full date among the next words. The word is atom
// j.
func (s *search) anniversary(i, j, n int) (match, bool) {
	const reach = 8 // atoms between the word and the date
	for k := j + 1; k < len(s.atoms) && k <= j+reach; k++ {
		if s.atoms[k].kind != monthName && !s.atoms[k].digits {
			continue
		}
		sub, ok := s.match(k)
		if !ok || sub.val.grain != event.GrainDay {
			return match{}, false
		}
		if _, full := s.year(sub.end - 1); full == 0 {
			return match{}, false
		}
		t := sub.val.from
		if !valid(t.Year()+n, t.Month(), t.Day()) {
			return match{}, false
		}
		return match{i, j + 1, dayOf(day(t.Year()+n, t.Month(), t.Day()))}, true
	}
	return match{}, false
}

// quarter reads "third quarter", "third-quarter", "Q3" or "second half" at
// atom i. It returns 1 to 4, or 5 and 6 for halves, and the position after it,
// 0 for none.
func (s *search) quarter(i int) (q, end int) {
	a := s.at(i)
	if a.low == "q" && s.at(i+1).glued && s.at(i+1).digits && s.at(i+1).val >= 1 && s.at(i+1).val <= 4 {
		return s.at(i + 1).val, i + 2
	}
	if a.kind != ordinal || a.val > 4 {
		return 0, 0
	}
	j := s.skip(i+1, "-")
	switch {
	case s.is(j, "quarter"):
		return a.val, j + 1
	case s.is(j, "half") && a.val <= 2 && j == i+1:
		return a.val + 4, j + 1
	}
	return 0, 0
}

// holiday reads "Christmas Eve", "Thanksgiving", with or without a year.
func (s *search) holiday(i int) (match, bool) {
	a := s.atoms[i]
	j := s.skip(i+1, "day")
	eve := s.is(i+1, "eve")
	if eve {
		j = i + 2
	}
	y, end := s.year(s.skip(j, ","))
	if !a.cap || end == 0 && j == i+1 && (!beforeDate[s.at(i-1).low] && s.at(i-1).low != "at" || s.at(j).cap || s.is(j, "'s", "tree", "trees", "shopping", "dinner", "card", "cards", "present", "presents", "lights", "egg", "eggs")) {
		return match{}, false
	}
	if end == 0 {
		y, end = s.relativeYear(j)
	}
	var t time.Time
	if end > 0 {
		t = holidayIn(a.val, y)
	} else {
		if s.anchor.IsZero() {
			return match{}, false
		}
		end = j
		t = s.nearHoliday(a.val, s.tense(i, j))
	}
	if eve {
		t = t.AddDate(0, 0, -1)
	}
	return match{i, end, dayOf(t)}, true
}

// nearHoliday returns the holiday nearest to the day of writing on the side of
// the tense.
func (s *search) nearHoliday(row int, tn tense) time.Time {
	best, bestCost := time.Time{}, 1<<30
	for y := s.anchor.Year() - 1; y <= s.anchor.Year()+1; y++ {
		t := holidayIn(row, y)
		dist := int(t.Sub(s.anchor).Hours() / 24)
		cost := max(dist, -dist)
		if tn == past && dist > 0 || tn == future && dist < 0 {
			cost += 240
		}
		if cost < bestCost {
			best, bestCost = t, cost
		}
	}
	return best
}

// holidayIn returns the day of a row of holidays in year y.
func holidayIn(row, y int) time.Time {
	h := holidays[row]
	switch {
	case h.day > 0:
		return day(y, h.month, h.day)
	case h.month == time.November: // the fourth Thursday
		first := day(y, h.month, 1)
		return first.AddDate(0, 0, (int(time.Thursday)-int(first.Weekday())+7)%7+21)
	default:
		return easter(y)
	}
}

// easter returns Easter Sunday of year y in the Gregorian calendar (the
// anonymous algorithm of 1876, in Meeus, Astronomical Algorithms, chapter 8).
func easter(y int) time.Time {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	j, k := c/4, c%4
	m := (a + 11*h) / 319
	r := (2*e + 2*j - k - h + m + 32) % 7
	n := (h - m + r + 90) / 25
	return day(y, time.Month(n), (h-m+r+n+19)%32)
}

// unit reads "the weekend", "year-end", "that day", "the same month", "the
// end of the month", "the day before yesterday".
func (s *search) unit(i int) (match, bool) {
	a := s.atoms[i]
	u := unit(a.val)
	if s.anchor.IsZero() {
		return match{}, false
	}
	switch {
	case a.low == "quarter":
		if s.quarterly.grain == "" && !s.is(i-1, "a") {
			s.quarterly = dayOf(s.anchor).shift(unitQuarter, -1)
		}
	case a.low == "year":
		if m, ok := s.ofYear(i); ok {
			return m, true
		}
	case a.low == "week" && s.is(i+1, "of"):
		if sub, ok := s.match(s.skip(i+2, "the")); ok && sub.val.grain == event.GrainDay {
			return match{i, sub.end, weekOf(sub.val.from)}, true
		}
	case a.low == "day" && s.is(i+1, "before") && s.is(i+2, "yesterday"):
		return match{i, i + 3, dayOf(s.anchor.AddDate(0, 0, -2))}, true
	case a.low == "day" && s.is(i+1, "after") && s.is(i+2, "tomorrow"):
		return match{i, i + 3, dayOf(s.anchor.AddDate(0, 0, 2))}, true
	case a.low == "weekend" && s.is(i-1, "the") && s.is(i-2, "over", "during", "at", "on", "in"):
		v := weekendOf(s.anchor)
		if w := s.anchor.Weekday(); w != time.Sunday && w != time.Saturday && s.tense(i, i+1) != future {
			v = v.shift(unitWeekend, -1)
		}
		return match{i, i + 1, v}, true
	}
	if start := s.part(i); start >= 0 && u != unitDay {
		if v := dayOf(s.anchor).shift(u, 0); v.grain != "" {
			return match{start, i + 1, v}, true
		}
	}
	return s.again(i)
}

// ofYear reads "the year 2000", "the full year" and "year-end", whose word
// "year" is atom i.
func (s *search) ofYear(i int) (match, bool) {
	if y, end := s.year(i + 1); end > 0 && s.is(i-1, "the", "fiscal") {
		return match{i, end, yearOf(y)}, true
	}
	this := yearOf(s.anchor.Year())
	if s.is(i-1, "full") && s.is(i-2, "the", "this") {
		return match{i - 2, i + 1, this}, true
	}
	j := s.skip(s.skip(i+1, "'s"), "-")
	if s.is(j, "end") && !s.is(j+1, "of") && s.is(i-1, "by", "at", "before", "until", "since", "around", "through", "to") {
		return match{i, j + 1, this}, true
	}
	return match{}, false
}

// part returns where "the end of the" or "earlier in the" before atom i
// begins, -1 if neither stands there.
func (s *search) part(i int) int {
	if !s.is(i-1, "the") || strings.HasSuffix(s.atoms[i].low, "s") {
		return -1
	}
	switch {
	case s.is(i-2, "of") && s.at(i-3).kind == moment && s.is(i-4, "the"):
		return i - 4
	case s.is(i-2, "of") && s.at(i-3).kind == moment && s.is(i-4, "at", "by", "since", "until"),
		s.is(i-2, "in") && s.is(i-3, "earlier", "later", "early", "late"):
		return i - 3
	}
	return -1
}

// again reads "that day", "the same year", which name the date before once
// more.
func (s *search) again(i int) (match, bool) {
	u := unit(s.atoms[i].val)
	if s.last.from.IsZero() {
		return match{}, false
	}
	day := s.last.grain == event.GrainDay
	same := s.is(i-1, "same") && s.is(i-2, "the", "that")
	that := s.is(i-1, "that") && (u == unitYear || u == unitDay && s.is(i-2, "earlier", "later", "on"))
	if !same && !that {
		return match{}, false
	}
	if u == unitDay && !day || u == unitMonth && !day && s.last.grain != event.GrainMonth {
		return match{}, false
	}
	v := s.last.shift(u, 0)
	if v.grain == "" {
		return match{}, false
	}
	return match{i - 1, i + 1, v}, true
}

// phrase reads what begins with a word of no kind of its own: "New Year's
// Day", "eve of ...", "10th anniversary of".
func (s *search) phrase(i int) (match, bool) {
	switch s.atoms[i].low {
	case "new":
		if s.atoms[i].cap && s.is(i+1, "year") && s.is(i+2, "'s") && s.is(i+3, "day", "eve") {
			return s.newYear(i)
		}
	case "eve":
		if s.is(i+1, "of") {
			sub, ok := s.match(s.skip(i+2, "the"))
			if ok && sub.val.grain == event.GrainDay {
				return match{i, sub.end, sub.val.shift(unitDay, -1)}, true
			}
		}
	case "q":
		if q, k := s.quarter(i); k > 0 {
			if y, end := s.year(s.skip(k, "of")); end > 0 {
				return match{i, end, quarterOf(y, q)}, true
			}
			if y, end := s.relativeYear(s.skip(k, "of")); end > 0 {
				return match{i, end, quarterOf(y, q)}, true
			}
		}
	case "nineteen", "'", "’", "‘":
		return s.yearLike(i)
	}
	return match{}, false
}

// newYear reads "New Year's Day" and "New Year's Eve".
func (s *search) newYear(i int) (match, bool) {
	if s.anchor.IsZero() {
		return match{}, false
	}
	y := s.nearDay(time.January, 1, s.tense(i, i+4))
	t := day(y, time.January, 1)
	if s.is(i+3, "eve") {
		y = s.nearDay(time.December, 31, s.tense(i, i+4))
		t = day(y, time.December, 31)
	}
	return match{i, i + 4, dayOf(t)}, true
}

// widen takes in the words before the expression that belong to it: "early
// 2014", "mid-November", "later this week", "the end of June", "noon Thursday".
// They do not change the value.
func (s *search) widen(m match) match {
	for {
		start := s.before(m.start)
		if start < 0 || start == m.start || s.used(start) {
			return m
		}
		m.start = start
	}
}

// before returns where the words that belong to the expression from atom i on
// begin, i if there are none.
func (s *search) before(i int) int {
	a := s.at(i - 1)
	switch {
	case s.dash(i-1) && a.glued && s.at(i-2).kind == approx:
		return i - 2
	case a.kind == approx, a.kind == dayPart && a.val == 1:
		return i - 1
	case s.is(i-1, "the", "this") && s.is(i-2, "of") && s.at(i-3).kind == moment:
		return i - 3
	case s.is(i-1, "of") && s.at(i-2).kind == moment:
		return i - 2
	case s.is(i-1, "that", "the") && s.is(i, "same"), s.is(i-1, "that") && s.at(i).kind == unitName:
		return i - 1
	}
	return i
}

// used reports whether atom i belongs to the expression added last.
func (s *search) used(i int) bool {
	return len(s.out) > 0 && s.at(i).end > 0 && s.at(i).start < s.out[len(s.out)-1].Span.End
}
