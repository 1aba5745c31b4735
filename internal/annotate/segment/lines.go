package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"casus.dev/casus/nlp"
)

// line is a stretch of text that no sentence leaves: one physical line, or
// several that were wrapped by hand.
type line struct {
	parts     []nlp.Range // physical lines, without their breaks
	paragraph int
	alone     bool // blank lines, or the ends of the text, stand on both sides
	words     nlp.Span
	sents     nlp.Span
	kind      nlp.Kind
}

// isSpace reports whether r separates words: white space, control characters
// and the invisible marks of direction and joining.
func isSpace(r rune) bool {
	if r < 0x80 {
		return r <= ' ' || r == 0x7F
	}
	switch r {
	case 0x85, 0xA0, 0x1680, 0x180E, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF:
		return true
	}
	return r >= 0x2000 && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x206F
}

// nextBreak returns the first line break at or after i and the byte after it.
func nextBreak(text string, i int) (end, next int) {
	for ; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\n':
			return i, i + 1
		case c == '\r':
			if i+1 < len(text) && text[i+1] == '\n' {
				return i, i + 2
			}
			return i, i + 1
		case c == 0xE2 && strings.HasPrefix(text[i:], "\u2028"), c == 0xE2 && strings.HasPrefix(text[i:], "\u2029"):
			return i, i + 3
		}
	}
	return len(text), len(text)
}

// splitLines divides text at its line breaks, joins what was wrapped by hand
// and counts paragraphs. Blank lines are dropped.
func splitLines(text string) []line {
	var out []line
	blank, wrapped := true, false
	paragraph := -1
	for at := 0; at < len(text); {
		end, next := nextBreak(text, at)
		r := trim(text, nlp.Range{Start: at, End: end})
		at = next
		if r.Len() == 0 {
			blank = true
			continue
		}
		if blank {
			wrapped = isWrapped(text, r.Start)
		}
		if !blank && continues(text, out[len(out)-1].parts, r, wrapped) {
			last := &out[len(out)-1]
			last.parts = append(last.parts, r)
			continue
		}
		paragraph++
		if !blank {
			out[len(out)-1].alone = false
		}
		out = append(out, line{parts: []nlp.Range{r}, paragraph: paragraph, alone: blank})
		blank = false
	}
	return out
}

// trim drops white space at both ends of r.
func trim(text string, r nlp.Range) nlp.Range {
	for r.Start < r.End {
		c, n := utf8.DecodeRuneInString(text[r.Start:r.End])
		if !isSpace(c) {
			break
		}
		r.Start += n
	}
	for r.Start < r.End {
		c, n := utf8.DecodeLastRuneInString(text[r.Start:r.End])
		if !isSpace(c) {
			break
		}
		r.End -= n
	}
	return r
}

// Widths of text wrapped by hand, in bytes. Mail and wire copy wrap at 55 to
// 80 columns; web paragraphs are either much longer or single lines.
const (
	minWrap    = 45
	maxWrap    = 92
	wrapSample = 12 // lines of a block that are looked at
)

// isWrapped reports whether the block of lines that begins at byte at looks
// wrapped by hand: at least three lines, all but the last of about one width,
// and a third of them going on with a small letter, which lists do not.
func isWrapped(text string, at int) bool {
	low, high, n, small, width := maxWrap, 0, 0, 0, 0
	for n < wrapSample && at < len(text) {
		window := text[:min(len(text), at+maxWrap+1)]
		end, next := nextBreak(window, at)
		if end == len(window) && end != len(text) {
			return false
		}
		r := trim(text, nlp.Range{Start: at, End: end})
		if r.Len() == 0 {
			break
		}
		if n > 0 {
			low, high = min(low, width), max(high, width)
			if first, _ := utf8.DecodeRuneInString(text[r.Start:]); unicode.IsLower(first) {
				small++
			}
		}
		n, at, width = n+1, next, r.Len()
	}
	return n >= 3 && low >= minWrap && high-low <= 24 && 3*small >= n-1
}

// continues reports whether the line r goes on with the sentence of the lines
// before it. Outside wrapped blocks only a small first letter after a line that
// ends in the middle of a clause does.
func continues(text string, before []nlp.Range, r nlp.Range, wrapped bool) bool {
	last := before[len(before)-1]
	first, _ := utf8.DecodeRuneInString(text[r.Start:])
	if isBullet(text[r.Start:r.End]) {
		return false
	}
	if wrapped {
		return last.Len() >= minWrap
	}
	end, _ := utf8.DecodeLastRuneInString(text[:last.End])
	return last.Len() >= minWrap && last.Len() <= maxWrap && unicode.IsLower(first) && (unicode.IsLetter(end) || end == ',')
}

// isBullet reports whether a line begins with the mark of a list item.
func isBullet(s string) bool {
	c, n := utf8.DecodeRuneInString(s)
	rest := s[n:]
	switch c {
	case '•', '·', '‣', '▪', '●', '○', '◦', '■', '►', '–', '—', '*', '-', '+':
		return rest != "" && rest[0] != byte(c) || c == '•'
	}
	if c == '(' && len(rest) > 2 {
		c, n = rune(rest[0]), 1
		rest = rest[n:]
	}
	digits := 0
	for c >= '0' && c <= '9' && digits < 3 && rest != "" {
		digits++
		c, n = utf8.DecodeRuneInString(rest)
		rest = rest[n:]
	}
	return digits > 0 && (c == '.' || c == ')') && strings.HasPrefix(rest, " ")
}
