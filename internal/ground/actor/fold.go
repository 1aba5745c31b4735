package actor

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// shape is how a token is written; an alias asks for at least its own shape.
type shape uint8

const (
	lower   shape = iota
	capital       // first letter is a capital: "Chad"
	caps          // all letters are capitals: "NATO"
)

// possessive is the token of "'s" and of a lone apostrophe.
const possessive = "'s"

// fold appends the folded form of one token to buf: lower case, without
// accents, points and apostrophes, British spelling as American. It reports
// the token's shape. A token without letters or digits folds to nothing.
func fold(buf []byte, tok string) ([]byte, shape) {
	start := len(buf)
	letters, upper, first := 0, 0, false
	for i := 0; i < len(tok); {
		c := tok[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case c >= 'a' && c <= 'z':
				letters++
			case c >= 'A' && c <= 'Z':
				if letters == 0 {
					first = true
				}
				letters++
				upper++
				c += 'a' - 'A'
			case c >= '0' && c <= '9':
			case c == '&' || c == '/' || c == '+' || c == '@':
			default:
				continue
			}
			buf = append(buf, c)
			continue
		}
		r, n := utf8.DecodeRuneInString(tok[i:])
		i += n
		if !unicode.IsLetter(r) {
			continue
		}
		if unicode.IsUpper(r) {
			if letters == 0 {
				first = true
			}
			upper++
		}
		letters++
		if plain, ok := plainLetters[unicode.ToLower(r)]; ok {
			buf = append(buf, plain...)
		} else {
			buf = utf8.AppendRune(buf, unicode.ToLower(r))
		}
	}
	if len(buf)-start >= shortestSpelling {
		if american, ok := spellings[string(buf[start:])]; ok {
			buf = append(buf[:start], american...)
		}
	}
	switch {
	case letters > 1 && upper == letters:
		return buf, caps
	case first:
		return buf, capital
	}
	return buf, lower
}

// foldString returns the folded form of a token.
func foldString(tok string) string {
	b, _ := fold(nil, tok)
	return string(b)
}

// FoldName returns a name folded as the gazetteer compares names: two
// spellings of one name ("Erdoğan", "ERDOGAN") fold to the same string.
func FoldName(name string) string {
	var out []byte
	eachPiece(name, func(piece string) {
		if len(out) > 0 {
			out = append(out, ' ')
		}
		if piece == possessive {
			out = append(out, possessive...)
			return
		}
		out, _ = fold(out, piece)
	})
	return string(out)
}

// eachPiece calls f with the pieces that a name or a token is matched by: cut
// at white space, hyphens and dashes, the possessive ending apart.
func eachPiece(s string, f func(piece string)) {
	start := -1
	emit := func(end int) {
		if start < 0 || end <= start {
			return
		}
		piece := s[start:end]
		start = -1
		if isPossessive(piece) {
			f(possessive)
			return
		}
		if stem, ok := cutPossessive(piece); ok {
			f(stem)
			f(possessive)
			return
		}
		f(piece)
	}
	for i, r := range s {
		switch r {
		case ' ', '\t', '\n', '\u00a0', '-', '\u2010', '\u2011', '\u2013', '\u2014', '_', ',', '(', ')', '"', '!', ';', ':':
			emit(i)
			start = -1
		default:
			if start < 0 {
				start = i
			}
		}
	}
	emit(len(s))
}

func isPossessive(s string) bool {
	switch s {
	case "'s", "’s", "'S", "’S", "'", "’":
		return true
	}
	return false
}

// cutPossessive cuts "'s" from "minister's" and the apostrophe from "workers'".
func cutPossessive(s string) (stem string, ok bool) {
	// Most words have neither apostrophe and are not looked at twice.
	if strings.IndexByte(s, '\'') < 0 && !strings.Contains(s, "’") {
		return "", false
	}
	for _, end := range [...]string{"'s", "’s", "'S", "’S"} {
		if stem, ok := strings.CutSuffix(s, end); ok && stem != "" {
			return stem, true
		}
	}
	for _, end := range [...]string{"s'", "s’", "S'", "S’", "z'", "z’"} {
		if strings.HasSuffix(s, end) && len(s) > len(end) {
			return s[:len(s)-len(end)+1], true
		}
	}
	return "", false
}
