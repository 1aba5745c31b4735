package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

func isDigit(c rune) bool { return c >= '0' && c <= '9' }

// isExtender reports whether c belongs to the character before it: combining
// marks, variation selectors and the soft hyphen.
func isExtender(c rune) bool {
	return c == 0xAD || c >= 0x300 && (unicode.Is(unicode.M, c) || c >= 0x1F3FB && c <= 0x1F3FF)
}

func isWordRune(c rune) bool {
	if c < utf8.RuneSelf {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
	}
	return unicode.IsLetter(c) || isExtender(c) || unicode.IsDigit(c)
}

func isApostrophe(c rune) bool {
	return c == '\'' || c == '’' || c == '`' || c == '´' || c == '‘' || c == 'ʼ'
}

func isUpper(c rune) bool {
	return c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf && (unicode.IsUpper(c) || unicode.IsTitle(c))
}

func firstRune(s string) rune {
	c, _ := utf8.DecodeRuneInString(s)
	return c
}

func isUpperWord(s string) bool {
	for _, c := range s {
		if !isUpper(c) {
			return false
		}
	}
	return s != ""
}

// maxLookup is the length in bytes up to which words are looked up in tables.
const maxLookup = 24

// lowered returns s in small letters, or "" where s is too long for a table.
func lowered(s string) string {
	if len(s) > maxLookup {
		return ""
	}
	return strings.ToLower(s)
}

// isDecade reports whether s is "90s".
func isDecade(s string) bool {
	return len(s) >= 2 && isDigit(rune(s[0])) && isDigit(rune(s[1])) && (len(s) == 2 || s[2:] == "s")
}

// number reads a token that begins with a digit or a decimal point.
func (z *tokenizer) number(i int) int {
	if end := z.code(i); end > i {
		z.add(i, end)
		return end
	}
	end := i
	if z.text[i] == '.' {
		end++
	}
	for end < z.end {
		c, n := z.peek(end)
		if isDigit(c) {
			end += n
			continue
		}
		next, _ := z.peek(end + 1)
		if isDigit(next) && (c == '.' || c == ':' || c == ',' && z.thousands(end+1)) {
			end++
			continue
		}
		if c == '/' && isDigit(next) {
			if to := z.slashes(i, end); to > end {
				end = to
				continue
			}
		}
		break
	}
	return z.suffix(i, end)
}

// thousands reports whether the digits at k go on with a number before the
// comma: three of them, or two and then another comma ("1,00,000").
func (z *tokenizer) thousands(k int) bool {
	n := 0
	for k+n < z.end && n < 4 && isDigit(rune(z.text[k+n])) {
		n++
	}
	return n == 3 || n == 2 && k+n < z.end && z.text[k+n] == ','
}

// slashes returns the end of a date whose first part is text[i:at] and whose
// slash is at byte at ("9/11", "11/28/2000"), or at for a fraction.
func (z *tokenizer) slashes(i, at int) int {
	if at-i > 4 || strings.ContainsAny(z.text[i:at], ".,:") {
		return at
	}
	end, parts, month, day := at, 1, z.text[i:at], ""
	for parts < 3 && end < z.end && z.text[end] == '/' {
		k := end + 1
		for k < z.end && k-end <= 5 && isDigit(rune(z.text[k])) {
			k++
		}
		if k == end+1 || k-end > 5 {
			break
		}
		if parts == 1 {
			day = z.text[end+1 : k]
		}
		end = k
		parts++
	}
	switch {
	case parts == 3:
		return end
	case parts == 2 && smallNumber(month) <= 12 && smallNumber(day) >= 10 && smallNumber(day) <= 31 && smallNumber(month) > 0:
		return end
	}
	return at
}

// smallNumber returns the value of one or two digits, or -1.
func smallNumber(s string) int {
	if len(s) == 0 || len(s) > 2 {
		return -1
	}
	n := 0
	for _, c := range s {
		n = 10*n + int(c-'0')
	}
	return n
}

// code returns the end of a telephone number or a date with hyphens at i:
// groups of digits, the later of them of 3 and 4 ("713-853-3989"), of 2 and 2
// or 2 and 4 ("2024-11-18", "11-20-2000"). It returns i for a range like "3-4".
func (z *tokenizer) code(i int) int {
	var groups [6]int
	n, end := 0, i
	for n < len(groups) {
		k := end
		for k < z.end && k-end < 6 && isDigit(rune(z.text[k])) {
			k++
		}
		if k == end {
			return i
		}
		groups[n] = k - end
		n++
		end = k
		if end >= z.end || z.text[end] != '-' {
			break
		}
		end++
	}
	if next, _ := z.peek(end); isWordRune(next) || n < 2 {
		return i
	}
	phone := groups[n-1] == 4 && groups[n-2] == 3
	date := n == 3 && (groups[0] == 4 && groups[1] <= 2 && groups[2] <= 2 || groups[0] <= 2 && groups[1] <= 2 && (groups[2] == 4 || groups[2] == 2))
	if phone || date || n == 2 && groups[0] == 5 && groups[1] == 4 {
		return end
	}
	return i
}

// suffix appends the number text[i:end] and the letters that follow it: "20th"
// and "1980s" are one word, "5pm" and "35mm" are two.
func (z *tokenizer) suffix(i, end int) int {
	to := end
	for c, n := z.peek(to); isWordRune(c); c, n = z.peek(to) {
		to += n
	}
	if to == end {
		if c, n := z.peek(end); isApostrophe(c) {
			if s, _ := z.peek(end + n); s == 's' {
				if after, _ := z.peek(end + n + 1); !isWordRune(after) {
					z.add(i, end+n+1)
					return end + n + 1
				}
			}
		}
		z.add(i, end)
		return end
	}
	unit := z.text[end:to]
	stop := to
	if (unit == "a" || unit == "p") && strings.HasPrefix(z.text[to:z.end], ".m") { // "5p.m."
		stop = to + 2
		if c, _ := z.peek(stop); c == '.' {
			stop++
		}
	} else if !units[unit] && (len(unit) == 1 && unit != "K" && unit != "M" && unit != "B" || !units[lowered(unit)]) {
		z.add(i, to)
		return to
	}
	z.add(i, end)
	z.add(end, stop)
	return stop
}

// address returns the end of a URL, mail address, host or file name at i, or i.
func (z *tokenizer) address(i int) int {
	c, _ := z.peek(i)
	if !isWordRune(c) || isWordRune(z.before(i)) {
		return i
	}
	switch c {
	case 'h', 'H', 'w', 'W', 'f', 'm':
		if z.hasScheme(i) {
			return z.trimAddress(i, z.end)
		}
	}
	return z.host(i)
}

// hasScheme reports whether a URL begins at i.
func (z *tokenizer) hasScheme(i int) bool {
	head := strings.ToLower(z.text[i:min(z.end, i+8)])
	for _, p := range schemes {
		if strings.HasPrefix(head, p) && z.end-i > len(p) {
			return true
		}
	}
	return false
}

// host returns the end of a name at i of letters, digits and a few marks that
// holds an @ or a known ending, or i.
func (z *tokenizer) host(i int) int {
	rest := z.text[i:min(z.end, i+maxAhead)]
	at, dot, dots, k := -1, -1, 0, 0
	for k < len(rest) && isHostByte(rest[k]) {
		switch {
		case rest[k] == '@' && at < 0 && k > 0:
			at = k
		case rest[k] == '.':
			dot = k
			dots++
		}
		k++
	}
	for k > 0 && strings.IndexByte(".-_@%", rest[k-1]) >= 0 {
		k--
	}
	switch {
	case at > 0 && k > at+1:
		return i + k
	case dot > 0 && dot+1 < k && endings[lowered(rest[dot+1:k])] && !strings.Contains(rest[:dot], ".."):
		if k < len(rest) && rest[k] == '/' {
			return z.trimAddress(i, z.end)
		}
		return i + k
	case dots > 1 && isNewsgroup(rest[:k]):
		return i + k
	}
	return i
}

func isHostByte(b byte) bool {
	return b < utf8.RuneSelf && (isWordRune(rune(b)) || b == '.' || b == '@' || b == '-' || b == '_' || b == '%')
}

// trimAddress leaves the punctuation that follows an address to the sentence.
func (z *tokenizer) trimAddress(i, end int) int {
	open := strings.IndexByte(z.text[i:min(end, i+maxAhead)], '(') >= 0
	for end > i+1 {
		c, n := utf8.DecodeLastRuneInString(z.text[i:end])
		if !strings.ContainsRune(".,;:!?'\"’”»]}>*", c) && (c != ')' || open) {
			break
		}
		end -= n
	}
	return end
}

// isNewsgroup reports whether s is a row of small words of two letters or more: "alt.animals.cat".
func isNewsgroup(s string) bool {
	n, words := 0, 0
	for i := range len(s) {
		switch {
		case s[i] >= 'a' && s[i] <= 'z':
			n++
		case s[i] == '.' && n > 1:
			n = 0
			words++
		default:
			return false
		}
	}
	return words > 1 && n > 1
}
