package place

import (
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
	owner    map[int]owner // what the actors say of a word
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
	ownDemonym
)

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
	metonym  bool    // stands for a government
	trust    float64 // evidence that it is a place
	basis    string
}

// maxWords is the number of words of the longest name that is looked up.
const maxWords = 6

// own notes what the actors say of the words.
func (s *search) own(actors []event.Actor) {
	for i := range actors {
		for _, m := range actors[i].Mentions {
			o := owner(0)
			switch {
			case m.Kind == event.ByMetonym:
				o = ownMetonym
			case m.Kind == event.ByDemonym:
				o = ownDemonym
			case actors[i].Kind == event.Person && m.Kind == event.ByName:
				o = ownPerson
			}
			if o == 0 {
				continue
			}
			for w := m.Words.Start; w < m.Words.End && w < s.doc.Len(); w++ {
				s.owner[w] = o
			}
		}
	}
	for _, n := range s.doc.Names {
		if n.Label == "PER" {
			for w := n.Span.Start; w < n.Span.End; w++ {
				s.owner[w] = ownPerson
			}
		}
	}
	s.persons = map[string]bool{}
	for w, o := range s.owner {
		if o == ownPerson && s.owner[w-1] == ownPerson {
			s.fold = gazette.Fold(s.fold[:0], s.doc.Form(w))
			s.persons[string(s.fold)] = true
		}
	}
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
		if n, country := s.adjective(i, span); n > 0 && m.words.Len() <= n && !(ok && s.g.file.Record(m.senses[0]).Kind == gazette.Country) {
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
	end := min(span.End, i+maxWords)
	best := mention{}
	for j := i + 1; j <= end; j++ {
		form := s.doc.Form(j - 1)
		r, n := utf8.DecodeRuneInString(form)
		if strings.ContainsAny(form, "$€£%+/@#") {
			break
		}
		if j > i+1 && !unicode.IsUpper(r) && !inner[form] && !elided(form) && !(n == len(form) && strings.ContainsRune(".-–'’,", r)) && !unicode.IsDigit(r) {
			break
		}
		if j > i+1 && (inner[form] || n == len(form) && r != '.') {
			continue // a name does not end so
		}
		text := s.doc.Text[s.doc.Words[i].Start:s.doc.Words[j-1].End]
		if strings.Contains(text, "\n\n") {
			break
		}
		s.fold = gazette.Fold(s.fold[:0], text)
		if len(s.fold) < 2 {
			continue
		}
		senses := s.g.file.Lookup(nil, s.fold)
		if len(senses) == 0 || !s.written(text, string(s.fold), senses) {
			continue
		}
		if first := s.doc.Form(i); (first == "The" || first == "THE") && !strings.HasPrefix(s.g.file.Record(senses[0]).Name, "The ") {
			continue
		}
		if best.senses != nil && best.folded == string(s.fold) {
			continue // a full stop or an apostrophe that is not the name's
		}
		best = mention{words: nlp.Span{Start: i, End: j}, folded: string(s.fold), senses: senses, sense: gazette.None, inside: gazette.None}
		best.name = best.words
	}
	return best, best.senses != nil
}

// inner are words in lower case that stand inside names.
var inner = words("of the de del la le les el al an ad ash and on upon sur am an der den du da do dos das di e y es bin ibn")

// elided reports whether form is a word such as "d'Ivoire".
func elided(form string) bool {
	_, rest, ok := strings.Cut(strings.ReplaceAll(form, "’", "'"), "'")
	r, _ := utf8.DecodeRuneInString(rest)
	return ok && unicode.IsUpper(r)
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
	s.around = append(s.around, evidence{country: country, admin1: gazette.None, weight: 0.5})
	j := i + n
	if j >= span.End || !soil[s.doc.Form(j)] || !sizeless(s.doc.Form(j)) && j+1 < span.End && s.doc.Form(j+1) == "of" {
		return
	}
	s.mentions = append(s.mentions, mention{
		words: nlp.Span{Start: i, End: j + 1}, name: nlp.Span{Start: i, End: j}, senses: []int{country}, sense: country,
		inside: gazette.None, settled: true, accepted: sizeless(s.doc.Form(j)), basis: "adjective and " + s.doc.Form(j),
	})
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
