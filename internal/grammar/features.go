// Package grammar is what the trainer and the reader must agree on: the
// features of a word's form, lemma scripts, the inventory of name tags, and
// the decoders that turn scores into one tree and into names.
package grammar

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Buckets is the number of rows that parts of words share by hashing.
const Buckets = 1 << 15

// Key returns the form under which a word has its own vector: lower case, each
// digit as 0.
func Key(form string) string {
	for i := range len(form) {
		if c := form[i]; c >= utf8.RuneSelf || ('A' <= c && c <= 'Z') || ('1' <= c && c <= '9') {
			return strings.Map(func(r rune) rune {
				switch {
				case '0' <= r && r <= '9':
					return '0'
				case r == '’' || r == '‘':
					return '\''
				case r == '“' || r == '”':
					return '"'
				default:
					return unicode.ToLower(r)
				}
			}, form)
		}
	}
	return form
}

// maxPart bounds the letters of which parts are taken; the rest of a longer
// form tells little and would cost time in proportion to its length.
const maxPart = 24

// Parts appends to dst the buckets of the parts of form: its affixes of up to
// four letters as written, its n-grams of three to five letters in lower case
// with marks at the ends, its shape and its length.
func Parts(dst []uint32, form string) []uint32 {
	var raw, low [maxPart + 2]rune
	n := 0
	for _, r := range form {
		if n == maxPart {
			break
		}
		if r == '’' || r == '‘' {
			r = '\''
		}
		raw[n+1] = r
		low[n+1] = unicode.ToLower(r)
		n++
	}
	low[0], low[n+1] = '^', '$'
	for k := 1; k <= min(4, n); k++ {
		dst = append(dst, bucket(1, raw[1:1+k]), bucket(2, raw[1+n-k:1+n]))
	}
	for k := 3; k <= 5; k++ {
		for i := 0; i+k <= n+2; i++ {
			dst = append(dst, bucket(3, low[i:i+k]))
		}
	}
	var shape [maxPart]rune
	s := 0
	for _, r := range raw[1 : 1+n] {
		c := class(r)
		if s >= 2 && shape[s-1] == c && shape[s-2] == c {
			continue
		}
		shape[s] = c
		s++
	}
	dst = append(dst, bucket(4, shape[:s]), bucket(5, []rune{rune(n)}))
	return append(dst, bucket(6, low[1:1+n]))
}

func class(r rune) rune {
	switch {
	case unicode.IsUpper(r):
		return 'X'
	case unicode.IsLetter(r):
		return 'x'
	case unicode.IsDigit(r):
		return '0'
	default:
		return r
	}
}

// bucket hashes a kind of part and its letters (FNV-1a, 32 bits, then mixed).
func bucket(kind uint32, letters []rune) uint32 {
	h := (uint32(2166136261) ^ kind) * 16777619
	for _, r := range letters {
		h = (h ^ uint32(r)) * 16777619
	}
	h ^= h >> 15
	h *= 0x2c1b3c6d
	h ^= h >> 13
	return h % Buckets
}
