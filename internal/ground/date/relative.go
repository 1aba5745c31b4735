package date

import (
	"time"

	"casus.dev/casus/event"
)

// weekday reads "Sunday", "Monday night", "Friday, Oct. 23".
func (s *search) weekday(i int) (match, bool) {
	a := s.atoms[i]
	j := i + 1
	if len(a.low) <= 4 {
		j = s.skip(j, ".")
		if ambiguousDay[a.low] && !s.is(i+1, ".") && s.at(s.skip(i+1, ",")).kind != monthName {
			return match{}, false
		}
	}
	if k := s.skip(j, ","); s.at(k).kind == monthName || s.at(k).digits && k > j {
		sub, ok := match{}, false
		if s.at(k).kind == monthName {
			sub, ok = s.month(k)
		} else {
			sub, ok = s.dayMonth(k, k+1)
		}
		if ok && sub.val.grain == event.GrainDay {
			return match{i, sub.end, sub.val}, true
		}
	}
	if k := s.skip(j, "the"); k > j && s.at(k).kind == ordinal && s.at(k+1).kind != other {
		if sub, ok := s.dayMonth(k, k+1); ok {
			return match{i, sub.end, sub.val}, true
		}
	}
	if s.anchor.IsZero() || s.namedDay(i, j) {
		return match{}, false
	}
	t := s.tense(i, j)
	if s.is(j, "'s") && t == future && !dueNouns[s.at(j+1).low] {
		t = past
	}
	end := j
	if p := s.at(j); p.kind == dayPart {
		end++
	}
	v := s.nearWeekday(time.Weekday(a.val), t)
	return match{i, end, v}, true
}

// namedDay reports whether the weekday at atom i, up to j, is part of a name:
// "Bloody Sunday", "Friday Night Lights", "the Sunday Times", or of a set:
// "every Monday".
func (s *search) namedDay(i, j int) bool {
	prev, next := s.at(i-1), s.at(j)
	if s.is(i-1, "every", "each", "a") || s.is(i+1, "s") && s.at(i+1).glued {
		return true
	}
	if k := s.setAfter(j); k {
		return true
	}
	if prev.cap && namedDays[prev.low] || next.cap && papers[next.low] {
		return true
	}
	if next.cap && next.kind == dayPart && s.at(j+1).cap && papers[s.at(j+1).low] {
		return true
	}
	return s.inName(s.atoms[i].word)
}

// setAfter reports whether "nights" or "mornings" follow the weekdays before j.
func (s *search) setAfter(j int) bool {
	for s.is(j, "and", "or", ",") && s.at(j+1).kind == weekdayName {
		j += 2
	}
	return s.is(j, "nights", "mornings", "afternoons", "evenings")
}

// nearWeekday returns the latest day w, today included, or for the future the
// next one.
func (s *search) nearWeekday(w time.Weekday, t tense) value {
	back := (int(s.anchor.Weekday()) - int(w) + 7) % 7
	if t == future && back > 0 {
		back -= 7
	}
	return dayOf(s.anchor.AddDate(0, 0, -back))
}

// dayWord reads "today", "yesterday", "this morning" is read by directed.
func (s *search) dayWord(i int) (match, bool) {
	a := s.atoms[i]
	if s.anchor.IsZero() || a.kind != dayWord || s.inName(a.word) || a.low == "today" && a.cap && s.is(i-1, "USA", "usa", "russia", "psychology") {
		return match{}, false
	}
	end := i + 1
	if s.is(end, "'s") && generic[s.at(end+1).low] || s.is(end, "'s") && generic[s.at(end+2).low] || s.is(i-1, "of") && !s.is(end, "'s") && a.val >= 0 {
		return match{}, false // "today's world", "the people of tomorrow"
	}
	if s.at(end).kind == dayPart {
		end++
	}
	return match{i, end, dayOf(s.anchor.AddDate(0, 0, a.val))}, true
}

// directed reads what begins with last, next or this: "last week", "this
// coming Sunday", "the following year", "last Oct. 23", "the next day".
func (s *search) directed(i int) (match, bool) {
	a := s.atoms[i]
	j := i + 1
	if b := s.at(j); a.low == "this" && b.kind == direction && b.low != "this" {
		a, j = b, j+1
		if b.low == "past" || b.low == "last" {
			a.val = toLast
		}
	}
	back := a.low == "following" || a.low == "previous"
	if a.low == "next" && s.is(i-1, "the") {
		back = true
	}
	base := dayOf(s.anchor)
	if back {
		base = s.last
	}
	if a.low == "current" || a.low == "this" {
		j = s.skip(j, "fiscal", "calendar", "financial")
	}
	if base.from.IsZero() || s.anchor.IsZero() {
		return match{}, false
	}
	if a.low == "past" && !s.is(i-1, "this") {
		return match{}, false // "the past week" is a duration
	}
	b := s.at(j)
	v := value{}
	switch b.kind {
	case unitName:
		if b.low[len(b.low)-1] == 's' || unit(b.val) == unitDay && !back || unit(b.val) == unitCentury {
			return match{}, false
		}
		v = base.shift(unit(b.val), a.val)
		if q, k := s.quarter(j + 2); unit(b.val) == unitYear && s.is(j+1, "'s") && k > 0 {
			return match{i, k, quarterOf(v.from.Year(), q)}, true
		}
		if unit(b.val) == unitDecade {
			v = decadeOf(v.from.Year() - v.from.Year()%10)
		}
	case weekdayName:
		v = s.directedDay(base, time.Weekday(b.val), a.val)
		if s.at(j+1).kind == dayPart {
			j++
		}
		if k := s.skip(j+1, ","); s.at(k).kind == monthName {
			if sub, ok := s.month(k); ok && sub.val.grain == event.GrainDay {
				return match{i, sub.end, sub.val}, true
			}
		}
	case monthName:
		return s.directedMonth(i, j, a.val)
	case seasonName:
		v = s.directedSeason(time.Month(b.val), a.val)
	case dayPart:
		v = s.directedPart(a, b, base)
	case holiday:
		sub, ok := s.holiday(j)
		if ok {
			sub.start = i
			return sub, true
		}
	case ordinal:
		return match{}, false
	default:
		return match{}, false
	}
	if v.grain == "" {
		return match{}, false
	}
	return match{i, j + 1, v}, true
}

// directedPart returns the day of "last night", "this morning", "the next
// morning".
func (s *search) directedPart(a, part atom, base value) value {
	switch {
	case a.low == "last" && part.low == "night", a.low == "last" && part.low == "evening":
		return dayOf(s.anchor.AddDate(0, 0, -1))
	case a.low == "this":
		return dayOf(s.anchor)
	case a.low == "next" || a.low == "following":
		return base.shift(unitDay, 1)
	}
	return value{}
}

// directedDay returns the weekday of "last Friday" (the latest one before
// today), "this Friday" (of this week) or "next Friday" (of next week).
func (s *search) directedDay(base value, w time.Weekday, dir int) value {
	if base.grain != event.GrainDay {
		base = dayOf(s.anchor)
	}
	t := base.from
	switch dir {
	case toLast:
		back := (int(t.Weekday()) - int(w) + 7) % 7
		if back == 0 {
			back = 7
		}
		return dayOf(t.AddDate(0, 0, -back))
	case toThis:
		return dayOf(weekOf(t).from.AddDate(0, 0, (int(w)+6)%7))
	default:
		return dayOf(weekOf(t.AddDate(0, 0, 7)).from.AddDate(0, 0, (int(w)+6)%7))
	}
}

// directedMonth reads "last May", "this September", "last Oct. 23": the month
// is atom j.
func (s *search) directedMonth(i, j, dir int) (match, bool) {
	m := time.Month(s.atoms[j].val)
	end := j + 1
	if abbreviated(s.atoms[j].low) {
		end = s.skip(end, ".")
	}
	d, k := s.dayNumber(end)
	y := s.anchor.Year()
	before := m < s.anchor.Month() || m == s.anchor.Month() && k > 0 && d < s.anchor.Day()
	switch {
	case dir == toLast && !before:
		y--
	case dir == toNext && (before || m == s.anchor.Month() && k == 0):
		y++
	}
	if k == 0 {
		return match{i, end, monthOf(y, m)}, true
	}
	if !valid(y, m, d) {
		return match{}, false
	}
	return match{i, k, dayOf(day(y, m, d))}, true
}

// directedSeason returns the season of "last winter", "this summer".
func (s *search) directedSeason(m time.Month, dir int) value {
	v := seasonOf(s.anchor.Year(), m)
	switch dir {
	case toLast:
		for !v.to.Before(s.anchor) {
			v = seasonOf(v.from.Year()-1, m)
		}
	case toNext:
		for !v.from.After(s.anchor) {
			v = seasonOf(v.from.Year()+1, m)
		}
	default:
		if m == time.December && s.anchor.Month() < time.June {
			v = seasonOf(s.anchor.Year()-1, m)
		}
	}
	return v
}

// season reads "the summer of 2014", "spring 2023", "winter 1994".
func (s *search) season(i int) (match, bool) {
	if y, end := s.year(s.skip(i+1, "of")); end > 0 && s.atoms[i].low != "fall" || end > 0 && s.is(i-1, "the", "in", "of", "since", "by", "last") {
		return match{i, end, inCalendar(seasonOf(y, time.Month(s.atoms[i].val)))}, true
	}
	if y, end := s.relativeYear(s.skip(i+1, "of")); end > 0 && s.is(i-1, "the", "in") {
		return match{i, end, seasonOf(y, time.Month(s.atoms[i].val))}, true
	}
	return match{}, false
}

// distance reads "three weeks ago", "10 days earlier", "two days later", "a
// year from now": the number begins at atom i.
func (s *search) distance(i int) (match, bool) {
	n, j := s.count(i)
	if j == 0 {
		return match{}, false
	}
	u := s.at(j)
	if u.kind != unitName || s.anchor.IsZero() {
		return match{}, false
	}
	end := j + 1
	if s.is(end, "or") && s.is(end+1, "so") {
		end += 2
	}
	base := dayOf(s.anchor)
	switch {
	case s.is(end, "ago"):
		n = -n
	case s.is(end, "from") && s.is(end+1, "now", "today"):
		end++
	case s.is(end, "earlier", "before") && s.endsPhrase(end+1):
		n = -n
		if unit(u.val) != unitYear && unit(u.val) != unitDecade || s.last.grain == event.GrainYear {
			base = s.last
		}
	case s.is(end, "later", "after", "afterwards") && s.endsPhrase(end+1):
		base = s.last
	default:
		return match{}, false
	}
	if base.from.IsZero() {
		return match{}, false
	}
	v := base.shift(unit(u.val), n)
	if n == -1 && unit(u.val) == unitYear && s.quarterly.grain != "" && s.compares(i) {
		v = s.quarterly.shift(unitQuarter, -4)
	}
	if v.grain == "" {
		return match{}, false
	}
	return match{i, end + 1, v}, true
}

// endsPhrase reports whether atom i does not continue "three days before" into
// "three days before the vote".
func (s *search) endsPhrase(i int) bool {
	a := s.at(i)
	return a.low == "" || !asciiLetter(a.low[0]) && !a.digits || s.is(i, "and", "but", "in", "at", "on", "as", "when", "he", "she", "it", "they", "to", "by", "with", "because", "that", "for")
}

// count reads a number in digits or words at atom i: "10", "three", "a",
// "twenty-five", "a dozen". It returns the position after it, 0 for none.
func (s *search) count(i int) (n, end int) {
	a := s.at(i)
	if a.kind != number || a.val < 0 || a.glued && s.is(i-1, "-", ".", ",") {
		return 0, 0
	}
	end = i + 1
	n = a.val
	if !a.digits && n >= 20 {
		if k := s.skip(end, "-"); s.at(k).kind == number && !s.at(k).digits && s.at(k).val > 0 && s.at(k).val < 10 {
			n, end = n+s.at(k).val, k+1
		}
	}
	if a.low == "a" && s.is(end, "dozen") {
		return 12, end + 1
	}
	return n, end
}

// compares reports whether figures of business precede atom i: "from $93.3
// million a year earlier" compares with the same quarter of the year before.
func (s *search) compares(i int) bool {
	for k := max(0, i-8); k < i; k++ {
		if figures[s.atoms[k].low] {
			return true
		}
	}
	return i == 0
}
