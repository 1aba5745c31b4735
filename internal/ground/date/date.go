// Package date finds the time expressions of a text and says which calendar
// days they mean.
//
// An expression is a calendar date in the sense of TIMEX3 (type DATE or TIME):
// absolute ("18 November 2024", "the 1990s"), partial ("in June", "Nov. 20"),
// relative to the day on which the text was written ("yesterday", "last week",
// "three months ago", "Sunday") or to the date named before it ("the next
// day", "two days later"). Durations ("for months") and sets ("every Monday")
// are no dates and are not reported.
//
// A value is an ISO 8601 day, month or year; what is none of these (weeks,
// weekends, seasons, quarters, decades, centuries) is an interval of days
// "a/b". Weeks run from Monday to Sunday. The news convention holds for what
// the text leaves open: a bare weekday is the latest such day, the day of
// writing included, and a bare month or day of a month is the nearest one on
// the side of the tense of its verb.
//
// The rules read the words only; parts of speech, trees and names, where the
// Doc has them, decide tense and refuse names ("Friday Night Lights").
package date

import (
	"strconv"
	"time"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// Finder finds time expressions. It is safe for concurrent use.
type Finder struct {
	lexicon map[string]entry
}

// New returns a Finder.
func New() *Finder { return &Finder{lexicon: newLexicon()} }

// Find returns the time expressions of d in the order of the text, with ids
// t1, t2, ... and the values that they have in a text written on published; of
// that only the day counts. If published is zero, only expressions that hold
// their own year are returned. The spans do not overlap; the result is never
// nil.
func (f *Finder) Find(d *nlp.Doc, published time.Time) []event.Time {
	s := search{doc: d, out: []event.Time{}}
	if !published.IsZero() {
		s.anchor = day(published.Year(), published.Month(), published.Day())
	}
	for i := range d.Sents {
		s.sentence(f, d.Sents[i].Span)
	}
	if d.Sents == nil {
		s.sentence(f, nlp.Span{Start: 0, End: d.Len()})
	}
	return s.out
}

// Written returns the day of the dateline that opens the body of d, zero if
// there is none or it holds no year.
func (f *Finder) Written(d *nlp.Doc) time.Time {
	s := search{doc: d}
	for i := range d.Sents {
		if d.Sents[i].Kind == nlp.Body {
			s.sentence(f, d.Sents[i].Span)
			break
		}
	}
	return s.anchor
}

// search is the state of one Find.
type search struct {
	doc       *nlp.Doc
	anchor    time.Time // day of writing; zero if unknown
	atoms     []atom    // of the sentence
	cues      bool      // whether the sentence holds an atom that can begin an expression
	last      value     // the expression before, for "the next day"
	since     int       // sentences since last
	quarterly value     // the quarter that the text reports on
	out       []event.Time
}

// maxSince is the number of sentences over which "the next day" looks back.
const maxSince = 3

// sentence finds the expressions of one sentence.
func (s *search) sentence(f *Finder, span nlp.Span) {
	s.lex(f.lexicon, span)
	if s.since++; s.since > maxSince {
		s.last = value{}
	}
	if !s.cues {
		return
	}
	for i := 0; i < len(s.atoms); {
		m, ok := s.match(i)
		if !ok {
			i++
			continue
		}
		m = s.widen(m)
		s.add(m)
		s.dateline(m)
		i = s.also(m.end)
	}
}

// maxDateline is the number of atoms before the date of a dateline: "SARAJEVO,
// Bosnia and Herzegovina, Nov 18 (Agency) -".
const maxDateline = 10

// dateline moves the day of writing to that of the dateline, where m stands in
// one: a report is often published a day or two after it was written.
func (s *search) dateline(m match) {
	const lag = 3 // days
	if len(s.out) != 1 || m.val.grain != event.GrainDay || m.start > maxDateline || !s.is(m.start-1, ",", "(") || !s.at(0).cap {
		return
	}
	if !s.is(m.end, "(", ")", "/", "_") && !s.dash(m.end) {
		return
	}
	if days := s.anchor.Sub(m.val.from).Hours() / 24; s.anchor.IsZero() || 0 <= days && days <= lag {
		s.anchor = m.val.from
	}
}

// also reads further days of the month named last, "and 25", at atom i. It
// returns the position after them.
func (s *search) also(i int) int {
	for s.last.grain == event.GrainDay && s.is(i, "and", "or", ",", "&") && s.at(s.firstDigit(i)-1).kind == monthName {
		k := s.skip(i+1, "and", "or")
		d, end := s.dayNumber(k)
		if end == 0 || !s.at(k).digits || s.at(end).kind != other || s.at(end).low == "%" || s.is(i, ",") && !s.is(end, "and", "or", ",") && !s.is(i+1, "and", "or") {
			return i
		}
		if n := s.at(end); n.low != "" && asciiLetter(n.low[0]) && !s.is(end, "in", "at", "on", "and", "or", "to", "as", "for", "with", "when", "of", "by", "after", "before") {
			return i
		}
		y, m, _ := s.last.from.Date()
		if !valid(y, m, d) {
			return i
		}
		s.add(match{k, end, dayOf(day(y, m, d))})
		i = end
	}
	return i
}

// firstDigit returns the position of the day of the month that the list of
// days before atom i begins with.
func (s *search) firstDigit(i int) int {
	for i > 0 && (s.at(i-1).digits || s.is(i-1, "and", "or", ",", "th", "st", "nd", "rd")) {
		i--
	}
	return s.skip(i, ",", ".")
}

// match is an expression: atoms [start, end) and what they mean.
type match struct {
	start, end int
	val        value
}

// add appends m to the result and remembers it as the date named last.
func (s *search) add(m match) {
	a, b := s.atoms[m.start], s.atoms[m.end-1]
	words := nlp.Span{Start: a.word, End: b.word + 1}
	r := nlp.Range{Start: a.start, End: b.end}
	s.out = append(s.out, event.Time{
		ID:   "t" + strconv.Itoa(len(s.out)+1),
		Span: r, Text: s.doc.Slice(r),
		Value: m.val.String(), Grain: m.val.grain,
		Words: words, Head: s.doc.HeadOf(words),
	})
	s.last, s.since = m.val, 0
}
