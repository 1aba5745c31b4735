package coder

import (
	"fmt"
	"strconv"
	"strings"

	"casus.dev/casus/nlp"
)

// topicWord says how strongly a word speaks for a topic.
type topicWord struct {
	topic  string
	weight int
	rest   []string // further words of the phrase
}

func (l *lexicon) addTopic(_ string, cols []string) error {
	if len(cols) < 3 {
		return fmt.Errorf("%d columns, want 3", len(cols))
	}
	w, err := strconv.Atoi(cols[1])
	if err != nil {
		return fmt.Errorf("weight: %w", err)
	}
	for phrase := range strings.SplitSeq(cols[2], ",") {
		words := strings.Fields(phrase)
		l.topics[words[0]] = append(l.topics[words[0]], topicWord{cols[0], w, words[1:]})
	}
	return nil
}

// topics are the scores of the topics of one report, in points per 100 words.
type topics map[string]float64

func (x *view) topic() topics {
	t := topics{}
	x.count(nlp.Span{Start: 0, End: x.d.Len()}, t)
	n := float64(max(x.d.Len(), 40)) / 100
	for k := range t {
		t[k] /= n
	}
	return t
}

func (x *view) count(s nlp.Span, t topics) {
	for i := s.Start; i < s.End; i++ {
	words:
		for _, w := range x.lx.topics[x.lem[i]] {
			for k, r := range w.rest {
				if i+k+1 >= s.End || x.lem[i+k+1] != r {
					continue words
				}
			}
			t[w.topic] += float64(w.weight)
		}
	}
}

// null reports whether the report, or its sentence s, is of a topic that holds
// no political events. The document decides; a sentence alone only where its
// own words are clear.
func (t topics) null(x *view, s nlp.Span) bool {
	own := topics{}
	x.count(s, own)
	for _, k := range []string{"sport", "culture", "market", "weather", "crime", "science", "history"} {
		plain := own["politics"] >= 6 || own["politics"] >= 3 && own["politics"] >= own[k] // a sentence about politics in a report about both
		if t[k] >= 4 && t[k] > 1.2*t["politics"] && !(plain && t["politics"] > 0) {
			return true
		}
		if own[k] >= 6 && own["politics"] < 3 && t[k] > 0 {
			return true
		}
	}
	return false
}
