package place

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"casus.dev/casus/event"
	"casus.dev/casus/internal/ground/place/gazette"
	"casus.dev/casus/nlp"
)

// search is the state of one Find.
type search struct {
	g        *Gazetteer
	doc      *nlp.Doc
	owner    map[int]owner  // what the actors say of a word
	seat     map[int]string // country of the government that a word stands for, or anySeat
	mentions []mention
	persons  map[string]bool // folded surnames of the text
	fold     []byte
	around   []evidence  // of the publisher and the adjectives
	boxes    map[int]int // record of the enclosing name that begins at a word
}

// owner says what an actor's mention makes of a word.
type owner uint8

const (
	ownPerson owner = iota + 1
	ownMetonym
)

// anySeat is the country of a body of many that a city stands for: Brussels,
// of the European Union.
const anySeat = "*"

// mention is a name of the gazetteer in the text.
type mention struct {
	words    nlp.Span
	name     nlp.Span // without a type word
	folded   string
	senses   []int // positions of records
	sense    int   // the one chosen, or gazette.None
	inside   int   // record that must enclose it, or gazette.None
	division bool  // a word for divisions stands beside it
	town     bool  // "the city of" stands before it
	settled  bool  // its sense follows from the words beside it
	accepted bool
	seat     string  // country of the government that it stands for, or ""
	trust    float64 // evidence that it is a place
	basis    string
}

// maxWords is the number of words of the longest name that is looked up.
const maxWords = 6

// own notes what the actors and the names of the Doc say of the words.
func (s *search) own(actors []event.Actor) {
	for i := range actors {
		for _, m := range actors[i].Mentions {
			words := nlp.Span{Start: m.Words.Start, End: min(m.Words.End, s.doc.Len())}
			switch {
			case m.Kind == event.ByMetonym && actors[i].Kind == event.State:
				// A place that is attacked stands for its country, and is the place too.
			case m.Kind == event.ByMetonym:
				s.claim(words, ownMetonym)
				for w := words.Start; w < words.End; w++ {
					if s.seat[w] = actors[i].Country; s.seat[w] == "" {
						s.seat[w] = anySeat
					}
				}
			case actors[i].Kind == event.Person && m.Kind == event.ByName:
				s.claim(s.bareName(words), ownPerson)
			}
		}
	}
	for _, n := range s.doc.Names {
		if n.Label == "PER" {
			s.claim(n.Span, ownPerson)
		}
	}
	for w, o := range s.owner {
		if o == ownPerson && s.owner[w-1] == ownPerson {
			s.fold = gazette.Fold(s.fold[:0], s.doc.Form(w))
			s.persons[string(s.fold)] = true
		}
	}
}

// claim gives the words of span to o.
func (s *search) claim(span nlp.Span, o owner) {
	for w := span.Start; w < span.End; w++ {
		s.owner[w] = o
	}
}

// bareName returns the name in a mention of a person: "Governor Ann Smith of
// Ohio" without what stands before the name and from "of" on.
func (s *search) bareName(span nlp.Span) nlp.Span {
	for w := span.Start; w < span.End; w++ {
		switch low := s.low(w, span); {
		case titles[strings.TrimSuffix(low, ".")] || offices[low]:
			span.Start = w + 1
		case low == "of" || low == ",":
			span.End = w
		}
	}
	return span
}

// scan finds the names in one sentence, the longest first at each word.
func (s *search) scan(span nlp.Span) {
	for i := span.Start; i < span.End; {
		r, _ := utf8.DecodeRuneInString(s.doc.Form(i))
		if !unicode.IsUpper(r) && r != '‘' && r != '’' {
			i++
			continue
		}
		m, ok := s.longest(i, span)
		if n, country := s.adjective(i, span); n > 0 && m.words.Len() <= n && (!ok || s.g.file.Record(m.senses[0]).Kind != gazette.Country) {
			s.demonym(i, n, country, span)
			i += n
			continue
		}
		if !ok {
			i++
			continue
		}
		s.beside(&m, span)
		s.mentions = append(s.mentions, m)
		i = max(i+1, m.words.End)
	}
}

// longest returns the longest name that begins at word i.
func (s *search) longest(i int, span nlp.Span) (mention, bool) {
	best := mention{}
	if !span.Has(i) {
		return best, false
	}
	first := s.doc.Form(i)
	for j := i + 1; j <= min(span.End, i+maxWords); j++ {
		form := s.doc.Form(j - 1)
		goesOn, ends := nameWord(form)
		if j == i+1 {
			ends = goesOn || ends
		} else if !goesOn || strings.Contains(s.doc.Text[s.doc.Words[j-2].End:s.doc.Words[j-1].Start], "\n\n") {
			break
		}
		if !ends {
			continue
		}
		text := s.doc.Text[s.doc.Words[i].Start:s.doc.Words[j-1].End]
		s.fold = gazette.Fold(s.fold[:0], text)
		if len(s.fold) < 2 || best.folded == string(s.fold) {
			continue // a full stop or an apostrophe that is not the name's
		}
		senses := s.g.file.Lookup(nil, s.fold)
		if senses = s.spelled(text, senses); len(senses) == 0 || !s.written(text, string(s.fold), senses) {
			continue
		}
		if strings.EqualFold(first, "the") && !strings.HasPrefix(s.g.file.Record(senses[0]).Name, "The ") {
			continue
		}
		words := nlp.Span{Start: i, End: j}
		best = mention{words: words, name: words, folded: string(s.fold), senses: senses, sense: gazette.None, inside: gazette.None}
	}
	return best, best.senses != nil
}

// nameWord reports whether a name may go on with form, and whether it may end
// with it.
func nameWord(form string) (goesOn, ends bool) {
	r, n := utf8.DecodeRuneInString(form)
	switch {
	case strings.ContainsAny(form, "$€£%+/@#"):
		return false, false
	case inner[form], form == "'s", form == "’s":
		return true, false
	case n == len(form) && strings.ContainsRune(".-–'’,", r):
		return true, r == '.'
	}
	ok := unicode.IsUpper(r) || unicode.IsDigit(r) || elided(form)
	return ok, ok
}

// elided reports whether form is a word such as "d'Ivoire".
func elided(form string) bool {
	_, rest, ok := strings.Cut(strings.ReplaceAll(form, "’", "'"), "'")
	r, _ := utf8.DecodeRuneInString(rest)
	return ok && unicode.IsUpper(r)
}

// spelled leaves out the cities whose whole name two letters are: "WA" is an
// abbreviation and no town of Ghana.
func (s *search) spelled(text string, senses []int) []int {
	if len(text) != 2 || !allCapitals(text) {
		return senses
	}
	return slices.DeleteFunc(senses, func(i int) bool {
		r := s.g.file.Record(i)
		return r.Kind >= gazette.Admin2 && len(r.Name) == 2
	})
}

// written reports whether a name may be written as it is: one of two letters,
// or of three that is short for another name, needs capitals.
func (s *search) written(text, folded string, senses []int) bool {
	if len(folded) > 3 || strings.Contains(folded, " ") {
		return true
	}
	for _, i := range senses {
		if len(folded) == 3 && len(s.g.file.Record(i).Name) == 3 {
			return true
		}
	}
	upper := 0
	for _, r := range text {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return upper >= 2
}

// adjective returns the number of words of the adjective of a country at word
// i, 0 if there is none, and the country's record.
func (s *search) adjective(i int, span nlp.Span) (n, country int) {
	for n := 2; n >= 1; n-- {
		if i+n > span.End {
			continue
		}
		text := strings.ToLower(s.doc.Text[s.doc.Words[i].Start:s.doc.Words[i+n-1].End])
		country, ok := s.g.adjectives[text]
		if !ok && n == 1 {
			country, ok = s.g.adjectives[strings.TrimSuffix(text, "s")]
		}
		if ok {
			return n, country
		}
	}
	return 0, 0
}

// demonym takes the country of the adjective of n words at word i as evidence,
// and adds "Russian soil" as a mention of Russia.
func (s *search) demonym(i, n, country int, span nlp.Span) {
	s.nation(country)
	j := i + n
	if j >= span.End || !soil[s.doc.Form(j)] || !sizeless(s.doc.Form(j)) && j+1 < span.End && s.doc.Form(j+1) == "of" {
		return
	}
	s.mentions = append(s.mentions, mention{
		words: nlp.Span{Start: i, End: j + 1}, name: nlp.Span{Start: i, End: j}, senses: []int{country}, sense: country,
		inside: gazette.None, settled: true, accepted: sizeless(s.doc.Form(j)), basis: "adjective and " + s.doc.Form(j),
	})
}

// nation adds the country to the evidence, once.
func (s *search) nation(country int) {
	for k := range s.around {
		if s.around[k].country == country {
			s.around[k].weight += 0.06
			return
		}
	}
	s.around = append(s.around, evidence{country: country, admin1: gazette.None, weight: 0.5})
}

// sizeless reports whether a noun after an adjective means the country itself,
// and not one of its cities.
func sizeless(noun string) bool { return !sizeWords[noun] && !divisionWords[noun] }

// allCapitals reports whether text has no letter in lower case.
func allCapitals(text string) bool { return strings.ToUpper(text) == text }

// splitName divides the name of a publisher or its host into words.
func splitName(name string) []string {
	return strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' })
}
