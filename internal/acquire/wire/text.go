package wire

import (
	"fmt"
	"strings"
	"unicode"

	"casus.dev/casus/article"
)

// ReadText returns the input as an article without title or date. The text is
// the input's own, byte for byte, line ends and NUL bytes included; bytes that
// are no UTF-8 are replaced. What was replaced or is unusual stands in
// Warnings. It returns ErrEmpty if there is nothing but white space,
// ErrLong if there are more than MaxText bytes, ErrBinary if much of it is
// control characters or no UTF-8.
func (s *Source) ReadText() (article.Article, error) {
	b, err := s.readAll(MaxText)
	if err != nil {
		return article.Article{}, err
	}
	art := article.Article{}
	if s.Decoded != "" {
		art.Warnings = append(art.Warnings, s.Decoded+" decoded; byte ranges count the text's UTF-8")
	}
	return art, setText(&art, string(b))
}

// setText puts text into art and warns of what it mended.
func setText(art *article.Article, text string) error {
	if strings.TrimFunc(text, blank) == "" {
		return ErrEmpty
	}
	if binary(text[:min(len(text), sniffLen)]) {
		return ErrBinary
	}
	text, warning := article.Valid(text)
	if len(text) > MaxText { // U+FFFD is longer than the byte that it replaces
		return fmt.Errorf("%w: more than %d MiB", ErrLong, MaxText>>20)
	}
	if warning != "" {
		art.Warnings = append(art.Warnings, warning)
	}
	if at := strings.IndexByte(text, 0); at >= 0 {
		art.Warnings = append(art.Warnings, fmt.Sprintf("%d NUL bytes kept, first at byte %d", strings.Count(text, "\x00"), at))
	}
	art.Text = text
	return nil
}

const fewOdd = 8 // odd bytes that a text may have however short it is

// blank reports whether r shows nothing.
func blank(r rune) bool { return unicode.IsSpace(r) || r == '\uFEFF' || r == 0 }

// binary reports whether head begins a PDF file, or more than a fifth of it is
// control characters or bytes that are no UTF-8. Text of a Western language in
// Windows-1252 or Latin-1 stays far below.
func binary(head string) bool {
	if strings.HasPrefix(head, "%PDF-") {
		return true
	}
	bad := 0
	for _, r := range head {
		if r == unicode.ReplacementChar || (r < ' ' && !strings.ContainsRune("\t\n\v\f\r", r)) {
			bad++
		}
	}
	return bad*5 > len(head) && bad > fewOdd
}
