package gazette

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold appends the folded form of a name to buf and returns it: lower case
// without marks, apostrophes and full stops; hyphens, commas and runs of white
// space are one space; "saint", "mount" and "fort" are short.
func Fold(buf []byte, name string) []byte {
	start := len(buf)
	word := start
	for i := 0; i < len(name); {
		c := name[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case 'A' <= c && c <= 'Z':
				buf = append(buf, c+'a'-'A')
			case 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '&':
				buf = append(buf, c)
			case c == '\'' || c == '.' || c == '`':
			default:
				buf, word = space(buf, start, word)
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(name[i:])
		i += n
		switch {
		case r == '’' || r == '‘' || r == 'ʻ' || r == 'ʼ' || r == 'ʹ':
		case unicode.IsLetter(r) || unicode.Is(unicode.Mn, r):
			buf = letter(buf, r)
		default:
			buf, word = space(buf, start, word)
		}
	}
	buf, _ = space(buf, start, word)
	if n := len(buf); n > start && buf[n-1] == ' ' {
		buf = buf[:n-1]
	}
	return buf
}

// space ends the word that began at word.
func space(buf []byte, start, word int) ([]byte, int) {
	if len(buf) == word {
		return buf, word
	}
	switch string(buf[word:]) {
	case "saint":
		buf = append(buf[:word], "st"...)
	case "mount":
		buf = append(buf[:word], "mt"...)
	case "fort":
		buf = append(buf[:word], "ft"...)
	case "the":
		if word == start {
			return buf[:word], word
		}
	}
	buf = append(buf, ' ')
	return buf, len(buf)
}

// letter appends a letter without its marks.
func letter(buf []byte, r rune) []byte {
	switch r {
	case 'ø', 'Ø':
		return append(buf, 'o')
	case 'ł', 'Ł':
		return append(buf, 'l')
	case 'đ', 'Đ', 'ð', 'Ð':
		return append(buf, 'd')
	case 'ı':
		return append(buf, 'i')
	case 'ß':
		return append(buf, "ss"...)
	case 'æ', 'Æ':
		return append(buf, "ae"...)
	case 'œ', 'Œ':
		return append(buf, "oe"...)
	case 'þ', 'Þ':
		return append(buf, "th"...)
	case 'ə', 'Ə':
		return append(buf, 'a')
	}
	if unicode.Is(unicode.Mn, r) {
		return buf
	}
	if d := norm.NFD.PropertiesString(string(r)).Decomposition(); len(d) > 0 {
		r, _ = utf8.DecodeRune(d)
	}
	return utf8.AppendRune(buf, unicode.ToLower(r))
}
