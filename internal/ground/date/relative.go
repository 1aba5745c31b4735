package date

import (
	"strings"
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
	if m, ok := s.weekdayDate(j); ok {
		m.start = i
		return m, true
	}
	if s.anchor.IsZero() || s.namedDay(i, j) {
		return match{}, false
	}
	t := s.tense(i, j)
	if s.is(j, "'s") && t == future && !s.is(i-1, "before") && !(s.is(i-1, "of") && s.is(i-2, "ahead")) && !dueNouns[s.at(j+1).low] && !dueNouns[s.at(j+2).low] {
		t = past
	}
	v := s.inRange(i, j, s.nearWeekday(time.Weekday(a.val), t), t)
	if s.at(j).kind == dayPart {
		j++
	}
	return match{i, j, v}, true
}

// weekdayDate reads the date that goes on after a weekday at atom j: ", Oct.
// 23", ", 23 October", "the 23rd of October".
func (s *search) weekdayDate(j int) (match, bool) {
	k := s.skip(j, ",")
	the := s.skip(j, "the")
	m, ok := match{}, false
	switch {
	case s.at(k).kind == monthName:
		m, ok = s.month(k)
	case s.at(k).digits && (k > j || s.at(k+1).kind == monthName):
		m, ok = s.dayMonth(k, k+1)
	case the > j && s.at(the).kind == ordinal && s.at(the+1).kind != other:
		m, ok = s.dayMonth(the, the+1)
	}
	return m, ok && m.val.grain == event.GrainDay
}

// namedDay reports whether the weekday at atom i, up to j, is part of a name:
// "Bloody Sunday", "Friday Night Lights", "the Sunday Times", or of a set:
// "every Monday".
func (s *search) namedDay(i, j int) bool {
	prev, next := s.at(i-1), s.at(j)
	if s.is(i-1, "every", "each") || s.is(i-1, "a") && next.kind == other && !next.letters() || s.is(i+1, "s") && s.at(i+1).glued {
		return true
	}
	if s.setAfter(j) {
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

// inRange returns the weekday at atom i, up to j, which is v where it stands
// alone: of "from Monday to Thursday" the second is the one that follows the
// first, and what is over ended before the day of writing.
func (s *search) inRange(i, j int, v value, t tense) value {
	to := func(k int) bool {
		return s.is(k, "to", "until", "till", "through") || s.is(k, "and") && (s.is(i-1, "between") || s.is(i-3, "between"))
	}
	day := func(k int) time.Weekday { return time.Weekday(s.at(k).val) }
	switch {
	case to(i-1) && s.at(i-2).kind == weekdayName && s.last.grain == event.GrainDay && s.last.from.Weekday() == day(i-2):
		ahead := (int(day(i)) - int(day(i-2)) + 7) % 7
		return dayOf(s.last.from.AddDate(0, 0, ahead))
	case to(j) && s.at(j+1).kind == weekdayName && t == past:
		end := s.nearWeekday(day(j+1), past)
		back := (int(day(j+1)) - int(day(i)) + 7) % 7
		return dayOf(end.from.AddDate(0, 0, -back))
	}
	return v
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
	a, j := s.way(i)
	if a.low == "past" && !s.is(i-1, "this") || s.anchor.IsZero() {
		return match{}, false // "the past week" is a duration
	}
	base := dayOf(s.anchor)
	back := a.low == "following" || a.low == "previous" || a.low == "next" && s.is(i-1, "the")
	if back {
		base = s.last
	}
	if base.from.IsZero() {
		return match{}, false
	}
	b := s.at(j)
	m := match{i, j + 1, value{}}
	switch b.kind {
	case unitName:
		if unit(b.val) == unitDay && !back {
			return match{}, false
		}
		m = s.directedUnit(i, j, a.val, base)
		if w := weekendOf(s.anchor); unit(b.val) == unitWeekend && coming(a) && w.from.After(s.anchor) {
			m.val = w
		}
	case weekdayName:
		if sub, ok := s.weekdayDate(j + 1); ok {
			return match{i, sub.end, sub.val}, true
		}
		m.val = s.directedDay(base, time.Weekday(b.val), a.val)
		if coming(a) {
			m.val = s.nearWeekday(time.Weekday(b.val), future)
		}
		if s.at(j+1).kind == dayPart {
			m.end++
		}
	case monthName:
		return s.directedMonth(i, j, a.val)
	case seasonName:
		m.val = s.directedSeason(time.Month(b.val), a.val)
	case dayPart:
		m.val = s.directedPart(a, b, base)
	case holiday:
		sub, ok := s.holiday(j)
		return match{i, sub.end, sub.val}, ok
	default:
		return match{}, false
	}
	return m, m.val.grain != ""
}

// coming reports whether a direction means the first day to come, and not one
// of the next week.
func coming(a atom) bool { return a.low == "coming" || a.low == "upcoming" }

// way reads the direction at atom i, "this coming" and "the current fiscal"
// with it, and returns it with the position after it.
func (s *search) way(i int) (direct atom, end int) {
	a, j := s.atoms[i], i+1
	if b := s.at(j); a.low == "this" && b.kind == direction && b.low != "this" {
		a, j = b, j+1
	}
	if a.low == "current" || a.low == "this" {
		j = s.skip(j, "fiscal", "calendar", "financial")
	}
	return a, j
}

// directedUnit returns what "last week", "next year's first quarter" or "the
// previous decade" mean, whose unit is atom j.
func (s *search) directedUnit(i, j, dir int, base value) match {
	b := s.at(j)
	if strings.HasSuffix(b.low, "s") || unit(b.val) == unitCentury {
		return match{}
	}
	v := base.shift(unit(b.val), dir)
	switch unit(b.val) {
	case unitYear:
		if q, k := s.quarter(j + 2); s.is(j+1, "'s") && k > 0 && v.grain != "" {
			return match{i, k, quarterOf(v.from.Year(), q)}
		}
	case unitDecade:
		v = decadeOf(v.from.Year() - v.from.Year()%10)
	}
	return match{i, j + 1, v}
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
// year from now", "a week before Nov. 5": the number begins at atom i.
func (s *search) distance(i int) (match, bool) {
	n, j := s.count(i)
	if j == 0 || s.at(j).kind != unitName || s.anchor.IsZero() {
		return match{}, false
	}
	u := unit(s.at(j).val)
	end := j + 1
	if s.is(end, "or") && s.is(end+1, "so") {
		end += 2
	}
	base, sign := s.side(end, u)
	if base.from.IsZero() {
		return match{}, false
	}
	if s.is(end, "from") {
		end++
	}
	v := base.shift(u, sign*n)
	if s.is(i-1, "half") && n == 1 && u == unitYear {
		return match{i - 1, end + 1, base.shift(unitMonth, 6*sign)}, true
	}
	if n == 1 && sign < 0 && u == unitYear && s.quarterly.grain != "" && s.compares(i) {
		v = s.quarterly.shift(unitQuarter, -4)
	}
	return match{i, end + 1, v}, v.grain != ""
}

// side returns the day from which "ago", "from now", "earlier" or "later" at
// atom i counts units, and the sign; none if no such word is there.
func (s *search) side(i int, u unit) (base value, sign int) {
	switch {
	case s.is(i, "ago"):
		return dayOf(s.anchor), -1
	case s.is(i, "from") && s.is(i+1, "now", "today"):
		return dayOf(s.anchor), 1
	case s.is(i, "earlier", "before") && s.endsPhrase(i+1):
		if (u == unitYear || u == unitDecade) && s.last.grain != event.GrainYear {
			return dayOf(s.anchor), -1
		}
		return s.last, -1
	case s.is(i, "later", "after", "afterwards") && s.endsPhrase(i+1):
		return s.last, 1
	case s.is(i, "before", "after"):
		sub, ok := match{}, false
		if k := s.skip(i+1, "the"); s.at(k).kind == monthName || s.at(k).digits {
			sub, ok = s.match(k)
		}
		if !ok || sub.val.grain != event.GrainDay {
			return value{}, 0
		}
		if s.is(i, "before") {
			return sub.val, -1
		}
		return sub.val, 1
	}
	return value{}, 0
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
		if k := s.skip(end, "-"); s.unitDigit(k) {
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
