package corpus

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// lexiconShare is the share of a form's occurrences, as one part of speech,
// that must have the same lemma for it to be fixed.
const lexiconShare = 0.9

// Lexicon returns the lemmas that trees fix for a form as a part of speech:
// sorted entries of form, UPOS and lemma, parted by tabs.
func Lexicon(trees []Sentence) []string {
	counts := map[[2]string]map[string]int{}
	for i := range trees {
		for j := range trees[i].Words {
			w := &trees[i].Words[j]
			k := [2]string{w.Form, w.UPOS}
			if counts[k] == nil {
				counts[k] = map[string]int{}
			}
			counts[k][w.Lemma]++
		}
	}
	var out []string
	for k, lemmas := range counts {
		best, all := "", 0
		for lemma, n := range lemmas {
			all += n
			if c := cmp.Compare(n, lemmas[best]); c > 0 || c == 0 && lemma < best {
				best = lemma
			}
		}
		trivial := all == 1 && (best == k[0] || best == strings.ToLower(k[0]))
		if !trivial && float64(lemmas[best]) >= lexiconShare*float64(all) {
			out = append(out, k[0]+"\t"+k[1]+"\t"+best)
		}
	}
	slices.Sort(out)
	return out
}

// Pairs returns the tags and features that stand together in trees: sorted
// entries of UPOS, features and XPOS, parted by tabs.
func Pairs(trees []Sentence) []string {
	seen := map[string]bool{}
	for i := range trees {
		for j := range trees[i].Words {
			w := &trees[i].Words[j]
			seen[w.UPOS+"\t"+w.Feats+"\t"+w.XPOS] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}
