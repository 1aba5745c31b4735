package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"casus.dev/casus/nlp"
)

// maxAhead bounds every look ahead of the tokeniser, in bytes: the longest
// mail address or host name allowed is 254.
const maxAhead = 254

// minRow is the number of equal brackets, commas or other marks from which a
// row of them is one token: rows of rubbish would fill the memory.
const minRow = 5

// tokenizer appends the words of stretches of text.
type tokenizer struct {
	text  string
	words []nlp.Range
	multi []nlp.Span
	start int // of the run of characters without space in hand
	end   int
	quote int // single quotation marks opened in this line and not closed
}

// line appends the words of text[from:to], which holds no line break.
func (z *tokenizer) line(from, to int) {
	z.quote = 0
	for at := from; at < to; {
		c, n := utf8.DecodeRuneInString(z.text[at:to])
		if isSpace(c) {
			at += n
			continue
		}
		z.start, z.end = at, at+n
		for z.end < to {
			c, n = utf8.DecodeRuneInString(z.text[z.end:to])
			if isSpace(c) {
				break
			}
			z.end += n
		}
		for at < z.end {
			at = z.token(at)
		}
	}
}

// add appends one word.
func (z *tokenizer) add(from, to int) { z.words = append(z.words, nlp.Range{Start: from, End: to}) }

// addMulti appends one surface token of several words, cut at the given bytes.
func (z *tokenizer) addMulti(from, to int, cuts ...int) {
	first := len(z.words)
	for _, c := range cuts {
		z.add(from, c)
		from = c
	}
	z.add(from, to)
	z.multi = append(z.multi, nlp.Span{Start: first, End: len(z.words)})
}

// peek returns the rune at byte i, or 0 at the end of the run.
func (z *tokenizer) peek(i int) (rune, int) {
	if i >= z.end {
		return 0, 0
	}
	if c := z.text[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(z.text[i:z.end])
}

// before returns the rune that ends at byte i, or 0 at the start of the run.
func (z *tokenizer) before(i int) rune {
	if i <= z.start {
		return 0
	}
	c, _ := utf8.DecodeLastRuneInString(z.text[z.start:i])
	return c
}

// token appends the token that begins at byte i and returns where it ends.
func (z *tokenizer) token(i int) int {
	c, n := z.peek(i)
	if end := z.address(i); end > i {
		z.add(i, end)
		return end
	}
	switch {
	case isDigit(c):
		return z.number(i)
	case isWordRune(c):
		return z.word(i)
	case isApostrophe(c):
		return z.apostrophe(i, n)
	}
	if end := z.smiley(i); end > i {
		z.add(i, end)
		return end
	}
	next, _ := z.peek(i + n)
	switch {
	case c == '.' && isDigit(next) && !isWordRune(z.before(i)):
		return z.number(i)
	case c == '+' && isDigit(next) && i == z.start, (c == '@' || c == '#') && unicode.IsLetter(next) && i == z.start:
		end := i + 1
		for k, m := z.peek(end); isWordRune(k) || k == '_'; k, m = z.peek(end) {
			end += m
		}
		z.add(i, end)
		return end
	case c == '[' && strings.HasPrefix(z.text[i:z.end], "[...]"):
		z.add(i, i+5)
		return i + 5
	}
	end := z.symbols(i, c, n)
	z.add(i, end)
	return end
}

// symbols returns the end of the run of one symbol, or of stops and marks, that begins at i.
func (z *tokenizer) symbols(i int, c rune, n int) int {
	end := i + n
	same := func(k rune) bool { return k == c }
	switch c {
	case '.', '…':
		same = func(k rune) bool { return k == '.' || k == '…' }
	case '!', '?':
		same = func(k rune) bool { return k == '!' || k == '?' }
	case '-', '*', '=', '_', '~', '<', '>', '+', '#', '`', '|', '^', '—', '$', '\\':
	case '\'':
	default:
		same = isExtender
		if c < utf8.RuneSelf { // "))" are two tokens, "(((((((" is one
			row := end
			for row < z.end && rune(z.text[row]) == c {
				row++
			}
			if row-i >= minRow {
				return row
			}
		}
	}
	for k, m := z.peek(end); m > 0 && same(k); k, m = z.peek(end) {
		end += m
	}
	return end
}

// apostrophe reads a token that begins with an apostrophe or single quotation mark.
func (z *tokenizer) apostrophe(i, n int) int {
	c, _ := z.peek(i)
	end := i + n
	if next, m := z.peek(end); c == next || c == '‘' && next == '’' { // '' is a double quotation mark
		z.add(i, end+m)
		return end + m
	}
	if z.before(i) == 0 {
		word := end
		for k, m := z.peek(word); (unicode.IsLetter(k) || isDigit(k)) && word-end < 8; k, m = z.peek(word) {
			word += m
		}
		if elided[lowered(z.text[end:word])] || isDecade(z.text[end:word]) {
			z.add(i, word)
			return word
		}
		z.quote++
	} else if z.quote > 0 {
		z.quote--
	}
	z.add(i, end)
	return end
}

// smiley returns the end of an emoticon at i, or i.
func (z *tokenizer) smiley(i int) int {
	switch z.text[i] {
	case ':', ';', '=', '(', '^', '<', '-', '8', 'x', 'X':
	default:
		return i
	}
	if isDigit(z.before(i)) {
		return i
	}
	for _, s := range smileys {
		if strings.HasPrefix(z.text[i:z.end], s) {
			next, _ := z.peek(i + len(s))
			if !isWordRune(next) {
				return i + len(s)
			}
		}
	}
	return i
}

// word reads a token that begins with a letter.
func (z *tokenizer) word(i int) int {
	end, apostrophe := z.wordEnd(i)
	token := z.text[i:end]
	if end < z.end && z.text[end] == '$' && currencyLetters[token] {
		end++
		z.add(i, end)
		return end
	}
	if stop := z.stop(i, end); stop > end {
		z.add(i, stop)
		return stop
	}
	if apostrophe < 0 {
		if next, n := z.peek(end); isApostrophe(next) && z.plural(i, end, n) {
			z.addMulti(i, end+n, end)
			return end + n
		}
		if low := lowered(token); low == "its" && z.isVerb(end) {
			z.addMulti(i, end, i+2)
			return end
		} else if cuts, ok := joined[low]; ok {
			at := make([]int, 0, 2)
			for _, c := range cuts {
				at = append(at, i+c)
			}
			z.addMulti(i, end, at...)
			return end
		}
		z.add(i, end)
		return end
	}
	return z.clitic(i, end, apostrophe)
}

// isVerb reports whether "its" before byte end stands for "it's": before a
// word that no possessive can have after it.
func (z *tokenizer) isVerb(end int) bool {
	from := end + 1
	to := from
	for to < len(z.text) && to-from < 10 && isWordRune(rune(z.text[to])) {
		to++
	}
	return to > from && afterIt[lowered(z.text[from:to])]
}

// plural reports whether the apostrophe of n bytes at end is a plural's
// possessive: "the workers' party", but not the quote that closes 'the workers'.
func (z *tokenizer) plural(i, end, n int) bool {
	last := z.text[end-1]
	if z.quote > 0 || (last != 's' && last != 'S') || end-i < 3 {
		return false
	}
	next, _ := z.peek(end + n)
	if next == 0 { // a space follows, so a word that is possessed can
		return true
	}
	return next == ',' || next == '.' || next == ';'
}

// clitic divides a word with an apostrophe at byte a, its last one.
func (z *tokenizer) clitic(i, end, a int) int {
	_, n := z.peek(a)
	tail := lowered(z.text[a+n : end])
	switch {
	case tail == "t" && a > i+1 && (z.text[a-1] == 'n' || z.text[a-1] == 'N'):
		z.addMulti(i, end, a-1)
	case clitics[tail]:
		from := i
		// "couldn't've": three words.
		if b := strings.IndexAny(z.text[from:a], "'’"); tail == "ve" && b > 1 && strings.HasSuffix(lowered(z.text[i:a]), "t") {
			z.addMulti(i, end, i+b-1, a)
			break
		}
		z.addMulti(i, end, a)
	default:
		z.add(i, end)
	}
	return end
}

// wordEnd returns the end of the word that begins at i, and the byte of its
// last inner apostrophe or -1.
func (z *tokenizer) wordEnd(i int) (end, apostrophe int) {
	end, apostrophe = i, -1
	part := i // start of the letters in hand
	for end < z.end {
		c, n := z.peek(end)
		if isWordRune(c) || c == '_' {
			end += n
			continue
		}
		next, _ := z.peek(end + n)
		if !isWordRune(next) {
			break
		}
		switch {
		case isApostrophe(c) && (unicode.IsLetter(next) || apostrophe < 0):
			if apostrophe >= 0 && end-apostrophe > 6 { // no English word has two far apart
				return end, apostrophe
			}
			apostrophe = end
		case c == '.' && z.initials(part, end):
		case c == '&' && isUpper(next) && end-i <= 4 && isUpperWord(z.text[i:end]):
		case c == '-' && z.prefix(i, end):
		default:
			return end, apostrophe
		}
		end += n
		part = end
	}
	return end, apostrophe
}

// initials reports whether the stop at dot stands inside an abbreviation of
// single letters: "U.S", "a.m", "Ph.D".
func (z *tokenizer) initials(part, dot int) bool {
	if n := utf8.RuneCountInString(z.text[part:min(dot, part+8)]); n != 1 && z.text[part:dot] != "Ph" {
		return false
	}
	_, n := z.peek(dot + 1)
	after, _ := z.peek(dot + 1 + n)
	return !isWordRune(after)
}

// prefix reports whether the hyphen at end follows a bound prefix.
func (z *tokenizer) prefix(i, end int) bool {
	if end-i == 1 { // "e-mail" but not "E-J"
		next, _ := z.peek(end + 1)
		return (z.text[i] == 'e' || z.text[i] == 'E') && next >= 'a' && next <= 'z'
	}
	return end-i <= 8 && prefixes[lowered(z.text[i:end])]
}

// stop returns the byte after the full stop at end if that belongs to the
// word, as in "Gen." and "U.S.", and end otherwise.
func (z *tokenizer) stop(i, end int) int {
	if end >= z.end || z.text[end] != '.' || end-i > 16 {
		return end
	}
	token := z.text[i:end]
	after, _ := z.peek(end + 1)
	dotted := strings.IndexByte(token, '.') > 0
	if after == '.' { // "in the U.S.." but not "well..."
		if third, _ := z.peek(end + 2); third != '.' && (dotted || abbreviations[lowered(token)] == titled) {
			return end + 1
		}
		return end
	}
	if dotted {
		return end + 1
	}
	if isWordRune(after) && abbreviations[lowered(token)] != titled { // "St.Petersburg"
		return end
	}
	if utf8.RuneCountInString(token) == 1 {
		if z.initial(i, end, after) {
			return end + 1
		}
		return end
	}
	low := lowered(token)
	switch abbreviations[low] {
	case always:
		if low == "etc" && after == 0 { // the treebank gives a sentence its own stop
			if k := z.following(end + 1); k == 0 || k == '\n' || isUpper(k) {
				return end
			}
		}
		return end + 1
	case titled:
		if isUpper(firstRune(token)) {
			return end + 1
		}
	case numbered:
		if k := z.following(end + 1); isDigit(k) || k == '#' {
			return end + 1
		}
	case dated:
		if k := z.following(end + 1); isUpper(firstRune(token)) && (isDigit(k) || after == ',') {
			return end + 1
		}
	}
	return end
}

// following returns the first character after the spaces at i.
func (z *tokenizer) following(i int) rune {
	for k := i; k < len(z.text) && k < i+8; {
		c, n := utf8.DecodeRuneInString(z.text[k:])
		if c == '\n' || !isSpace(c) {
			return c
		}
		k += n
	}
	return 0
}

// initial reports whether the single letter at i with a stop is a person's
// initial: a capital with a capitalised word after it, or before it and in a
// row of initials.
func (z *tokenizer) initial(i, end int, after rune) bool {
	c := firstRune(z.text[i:end])
	if !isUpper(c) {
		return false
	}
	if after == ',' || after == '-' {
		return true
	}
	next := z.following(end + 1)
	if c == 'I' && len(z.words) > 0 { // "so do I. Then": only inside names
		p := z.text[z.words[len(z.words)-1].Start:z.words[len(z.words)-1].End]
		return isUpper(next) && isUpper(firstRune(p)) && len(p) > 1
	}
	return isUpper(next)
}
