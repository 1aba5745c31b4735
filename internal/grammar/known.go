package grammar

import "strings"

// Known is the number of kinds of known names that a word may be part of, one
// letter each, from 'a':
//
//	a b    first names of women, of men (census)
//	c d    common and rarer surnames (census)
//	e f    first and last word of office-holders' names
//	g h    cities of 100,000 inhabitants and more, smaller towns
//	i j    first and later words of longer names of places
//	k l m  states and regions, countries, words of longer names of countries
//	n o p  organisations of one word, first and later words of longer ones
//	q r    firms of one word, words of longer ones
//
// internal/learn/known makes the table.
const Known = 18

// KnownTable reads entries of word and kinds, parted by a tab, into a table
// for AppendKnown.
func KnownTable(entries []string) map[string]string {
	t := make(map[string]string, len(entries))
	for _, e := range entries {
		if word, kinds, ok := strings.Cut(e, "\t"); ok {
			t[word] = kinds
		}
	}
	return t
}

// AppendKnown appends to dst, after the parts of a word, the rows of the kinds
// of known names that the word may be part of. They follow the buckets.
func AppendKnown(dst []uint32, kinds string) []uint32 {
	for i := range len(kinds) {
		if k := int(kinds[i]) - 'a'; k >= 0 && k < Known {
			dst = append(dst, uint32(Buckets+k))
		}
	}
	return dst
}
