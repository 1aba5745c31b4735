package date

import (
	"strings"
	"time"

	"casus.dev/casus/event"
)

// number reads what begins with a number: "2024-11-18", "18 November 2024",
// "11/18/2024", "1990s", "2019", "3 weeks ago", "9/11".
func (s *search) number(i int) (match, bool) {
	a := s.atoms[i]
	if s.at(i).glued && s.is(i-1, ".", ",", "$", "€", "£", "#", "/", ":") && s.at(i-1).glued && s.at(i-2).digits {
		return match{}, false
	}
	if a.digits {
		if m, ok := s.numeric(i); ok {
			return m, true
		}
		if m, ok := s.dayMonth(i, i+1); ok {
			return m, true
		}
	}
	if m, ok := s.yearLike(i); ok {
		return m, true
	}
	if _, j := s.ordinalAt(i); j > 0 {
		return s.ordinal(i)
	}
	return s.distance(i)
}

// numeric reads dates of digits and signs.
func (s *search) numeric(i int) (match, bool) {
	a, sep, b := s.at(i), s.at(i+1), s.at(i+2)
	if !sep.glued || !b.glued || !b.digits {
		return match{}, false
	}
	c := s.at(i + 4)
	full := s.is(i+3, sep.low) && s.at(i+3).glued && c.glued && c.digits
	if full && s.at(i+5).glued && s.is(i+5, sep.low) {
		return match{}, false
	}
	switch {
	case full && sep.low == "-" && len(a.low) == 4 && len(b.low) == 2 && len(c.low) == 2:
		if valid(a.val, time.Month(b.val), c.val) && a.val >= minYear {
			return match{i, i + 5, dayOf(day(a.val, time.Month(b.val), c.val))}, true
		}
	case full && (sep.low == "/" || sep.low == ".") && len(a.low) <= 2 && len(b.low) <= 2:
		return s.slashed(i, sep.low == ".")
	case !full && sep.low == "/" && a.low == "9" && b.low == "11" && !a.glued && (!s.is(i+3, "/") || !s.at(i+3).glued):
		return match{i, i + 3, dayOf(day(2001, time.September, 11))}, true
	}
	return match{}, false
}

// slashed reads 11/18/2024, 18/11/2024 and 18.11.24: where both orders are
// possible, the month stands before a slash and after a full stop.
func (s *search) slashed(i int, stops bool) (match, bool) {
	m, d, c := s.at(i).val, s.at(i+2).val, s.at(i+4)
	y := c.val
	switch len(c.low) {
	case 2:
		y = s.shortYear(c.val)
	case 4:
	default:
		return match{}, false
	}
	if stops || m > 12 {
		m, d = d, m
	}
	if y < minYear || y > maxYear || !valid(y, time.Month(m), d) {
		return match{}, false
	}
	return match{i, i + 5, dayOf(day(y, time.Month(m), d))}, true
}

// dayMonth reads "18 November 2024", "18th of November", "24-26 March": the
// day is atom i, what follows it begins at j.
func (s *search) dayMonth(i, j int) (match, bool) {
	d, k := s.dayNumber(i)
	if k == 0 {
		return match{}, false
	}
	j = max(j, k)
	last := d
	if s.dash(j) || s.is(i-1, "between") && s.is(j, "and") || s.is(i-1, "from") && s.is(j, "to", "until", "through") {
		if d2, k2 := s.dayNumber(j + 1); k2 > 0 && d2 > d {
			last, j = d2, k2
		}
	}
	j = s.skip(j, "of")
	m := s.at(j)
	if m.kind != monthName || (m.low == "may" && s.at(j+1).kind == other && !s.is(j, "may")) {
		return match{}, false
	}
	end := j + 1
	if abbreviated(m.low) {
		end = s.skip(end, ".")
	}
	y, k := s.year(s.skip(end, ","))
	if k == 0 {
		y, k = s.relativeYear(s.skip(end, "of"))
	}
	if k > 0 {
		end = k
	} else if y = s.nearYear(time.Month(m.val), d, i, end); y == 0 {
		return match{}, false
	}
	if !valid(y, time.Month(m.val), d) || !valid(y, time.Month(m.val), last) {
		return match{}, false
	}
	v := dayOf(day(y, time.Month(m.val), d))
	if last != d {
		v = value{v.from, day(y, time.Month(m.val), last), event.GrainRange}
	}
	return match{i, end, v}, true
}

// yearLike reads "2019", "1990s", "2014-15", "2024's", "the 1988 period".
func (s *search) yearLike(i int) (match, bool) {
	a := s.atoms[i]
	if m, ok := s.decade(i); ok {
		return m, true
	}
	y, end := s.year(i)
	if end == 0 || a.digits && !s.yearHere(i, end) {
		return match{}, false
	}
	if s.dash(end) && s.at(end).glued && s.at(end+1).glued && s.at(end+1).digits {
		return s.years(i, end, y)
	}
	if !s.is(end, "'s") && s.at(i+1).glued && !s.glueEnds(end) {
		return match{}, false
	}
	if q, k := s.quarter(end); k > 0 {
		return match{i, k, quarterOf(y, q)}, true
	}
	if s.is(end, "period", "quarter") && s.quarterly.grain != "" {
		return match{i, end + 1, quarterOf(y, (int(s.quarterly.from.Month())+2)/3)}, true
	}
	return match{i, end, yearOf(y)}, true
}

// years reads "2014-15" and "2014-2016", whose first year y ends at atom end.
func (s *search) years(i, end, y int) (match, bool) {
	b := s.at(end + 1)
	last := b.val
	if len(b.low) == 2 {
		last += y - y%100
	}
	if len(b.low) != 2 && len(b.low) != 4 || last <= y || last > maxYear || s.dash(end+2) {
		return match{}, false
	}
	return match{i, end + 2, value{day(y, 1, 1), day(last, 12, 31), event.GrainRange}}, true
}

// glueEnds reports whether a sign that may stand right after a date is at i.
func (s *search) glueEnds(i int) bool {
	a := s.at(i)
	return !a.glued || !a.digits && !a.letters() && a.low != "/" && a.low != "%"
}

// decade reads "1990s", "'90s", "2010's".
func (s *search) decade(i int) (match, bool) {
	a := s.atoms[i]
	if !a.digits || a.val%10 != 0 || !s.at(i+1).glued {
		return match{}, false
	}
	if !s.is(i+1, "s") && !(s.is(i+1, "'s") && s.is(i-1, "the", "early", "late", "mid", "-")) {
		return match{}, false
	}
	switch {
	case len(a.low) == 4 && a.val >= minYear && a.val <= maxYear:
		if a.val%100 == 0 && a.val < 2000 {
			return match{i, i + 2, value{day(a.val, 1, 1), day(a.val+99, 12, 31), event.GrainRange}}, true
		}
		return match{i, i + 2, decadeOf(a.val)}, true
	case len(a.low) == 2 && (s.is(i-1, "'", "’", "‘") || s.is(i-1, "the")):
		start := i
		if !s.is(i-1, "the") {
			start--
		} else if a.val < 50 {
			return match{}, false // "in the 30s" is an age or a temperature
		}
		y := s.shortYear(a.val)
		return match{start, i + 2, decadeOf(y - y%10)}, true
	}
	return match{}, false
}

// yearHere reports whether the number of four digits at i, up to end, reads as
// a year and not as a quantity.
func (s *search) yearHere(i, end int) bool {
	y := s.atoms[i].val
	prev, next := s.at(i-1), s.at(end)
	switch {
	case s.atoms[i].glued && !s.mayGlue(i-1):
		return false
	case s.is(i-1, "$", "€", "£", "#", "¥", "+", "=", "@") || countNouns[next.low] || notYearAfter[prev.low]:
		return false
	case next.cap && (streets[s.at(end+1).low] || streets[s.at(end+2).low]):
		return false
	case y >= 1900 && y <= 2060:
		plural := next.kind == other && !next.cap && !next.glued && strings.HasSuffix(next.low, "s") && len(next.low) > 4
		return !plural || s.dash(i-1) || beforeDate[prev.low] || s.is(i-1, "the", "'s", "its", "his", "her", "their", "our", "these", "those")
	}
	closed := !next.letters() || s.is(end, "and", "to", "when", "by", "the", "until", "after", "as")
	apart := !next.glued || !next.letters() && !next.digits
	return beforeDate[prev.low] && apart && next.kind == other && closed
}

// mayGlue reports whether a year may follow atom i without space: "mid-2019",
// "post-1959", "(2014".
func (s *search) mayGlue(i int) bool {
	if s.dash(i) {
		return s.at(i-1).kind == approx || s.is(i-1, "post", "pre", "since")
	}
	return !s.at(i).glued || s.is(i, "(", "/", "'")
}
