package date

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"casus.dev/casus/nlp"
)

// atom is a run of letters, a run of digits or one other character. Words are
// cut into atoms, so that "mid-2019", "Nov.", "1990s" and "10-12" read the same
// however the text was divided into words.
type atom struct {
	start, end int    // bytes of the text
	word       int    // the word it is in
	low        string // in lower case; "'s" for both apostrophes
	kind       kind
	val        int
	cap, glued bool // begins with a capital; follows the atom before without space
	digits     bool
}

// letters reports whether the atom is a word and not "'s", a number or a sign.
func (a *atom) letters() bool { return a.low != "" && asciiLetter(a.low[0]) }

// lex cuts the words of span into s.atoms.
func (s *search) lex(lexicon map[string]entry, span nlp.Span) {
	s.atoms, s.cues = s.atoms[:0], false
	text := s.doc.Text
	end := -1
	for w := span.Start; w < span.End; w++ {
		r := s.doc.Words[w]
		for at := r.Start; at < r.End; {
			n := atomLen(text[at:r.End])
			if strings.TrimSpace(text[at:at+n]) == "" {
				at += n
				continue
			}
			a := atom{start: at, end: at + n, word: w, glued: at == end}
			a.read(text[at:at+n], lexicon)
			if a.kind != other && a.low != "a" && a.low != "an" {
				s.cues = true
			}
			s.atoms = append(s.atoms, a)
			at += n
			end = at
		}
	}
}

// atomLen returns the number of bytes of the first atom of text.
func atomLen(text string) int {
	c := text[0]
	switch {
	case '0' <= c && c <= '9':
		n := 1
		for n < len(text) && '0' <= text[n] && text[n] <= '9' {
			n++
		}
		return n
	case c == '\'' && len(text) == 2 && text[1]|0x20 == 's':
		return 2
	case strings.HasPrefix(text, "’s") && len(text) == len("’s"):
		return len(text)
	case c < utf8.RuneSelf && !asciiLetter(c):
		return 1
	}
	n := 0
	for n < len(text) {
		if text[n] < utf8.RuneSelf {
			if !asciiLetter(text[n]) {
				break
			}
			n++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[n:])
		if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
			break
		}
		n += size
	}
	if n == 0 {
		_, n = utf8.DecodeRuneInString(text)
	}
	return n
}

func asciiLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// read sets what the atom's text says.
func (a *atom) read(text string, lexicon map[string]entry) {
	c := text[0]
	if '0' <= c && c <= '9' {
		a.low, a.digits, a.kind, a.val = text, true, number, -1
		if len(text) <= 4 {
			a.val = 0
			for i := range len(text) {
				a.val = 10*a.val + int(text[i]-'0')
			}
		}
		return
	}
	if strings.HasPrefix(text, "’") {
		a.low = "'" + text[len("’"):]
		return
	}
	a.cap = 'A' <= c && c <= 'Z'
	a.low = strings.ToLower(text)
	if e, ok := lexicon[a.low]; ok {
		a.kind, a.val = e.kind, e.val
		if (a.kind == monthName || a.kind == weekdayName) && !a.cap {
			a.kind = other
		}
	}
}

// at returns atom i, or a zero atom beyond the sentence.
func (s *search) at(i int) atom {
	if i < 0 || i >= len(s.atoms) {
		return atom{}
	}
	return s.atoms[i]
}

// is reports whether atom i is one of the words.
func (s *search) is(i int, words ...string) bool {
	if i < 0 || i >= len(s.atoms) {
		return false
	}
	return slices.Contains(words, s.atoms[i].low)
}

// skip returns i, or i+1 if atom i is one of the words.
func (s *search) skip(i int, words ...string) int {
	if s.is(i, words...) {
		return i + 1
	}
	return i
}

// dash reports whether atom i is a hyphen or a dash.
func (s *search) dash(i int) bool { return s.is(i, "-", "–", "—", "‑") }
