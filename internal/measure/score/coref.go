package score

import (
	"errors"
	"fmt"
	"slices"

	"casus.dev/casus/nlp"
)

// ErrCoref says that the gold of links contradicts its own text.
var ErrCoref = errors.New("score: coref gold")

// A CorefMention is some words of a text, in bytes, and how they read there.
type CorefMention struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Words string `json:"words"`
}

func (m CorefMention) at() nlp.Range { return nlp.Range{Start: m.Start, End: m.End} }

// A CorefLink is a mention that takes up another mention of its entity.
type CorefLink struct {
	CorefMention

	Kind       string       `json:"kind"` // reason of an nlp.Link
	Antecedent CorefMention `json:"antecedent"`
	Entity     string       `json:"entity"`
}

// A CorefEntity is what all its mentions speak of.
type CorefEntity struct {
	ID       string         `json:"id"`
	Mentions []CorefMention `json:"mentions"`
}

// CorefGold is one text whose links were coded by hand. None holds words that
// take up nothing: "it" in "it was too early", "himself" for stress.
type CorefGold struct {
	ID       string         `json:"id"`
	Text     string         `json:"text"`
	Entities []CorefEntity  `json:"entities"`
	Links    []CorefLink    `json:"links"`
	None     []CorefMention `json:"none"`
}

// Check returns an error that wraps ErrCoref if words do not stand where the
// gold says, or a link and its antecedent are not mentions of its entity.
func (g *CorefGold) Check() error {
	whole := func(m CorefMention) error {
		if m.Start < 0 || m.End > len(g.Text) || m.Start >= m.End || g.Text[m.Start:m.End] != m.Words {
			return fmt.Errorf("%w: %s: %q does not stand at bytes %d to %d", ErrCoref, g.ID, m.Words, m.Start, m.End)
		}
		return nil
	}
	mentions := map[string][]CorefMention{}
	for _, e := range g.Entities {
		mentions[e.ID] = e.Mentions
		for _, m := range e.Mentions {
			if err := whole(m); err != nil {
				return err
			}
		}
	}
	for _, m := range g.None {
		if err := whole(m); err != nil {
			return err
		}
	}
	for _, l := range g.Links {
		all := mentions[l.Entity]
		if !slices.Contains(all, l.CorefMention) || !slices.Contains(all, l.Antecedent) || l.CorefMention == l.Antecedent {
			return fmt.Errorf("%w: %s: %q at %d and its antecedent %q are not two mentions of %q", ErrCoref, g.ID, l.Words, l.Start, l.Antecedent.Words, l.Entity)
		}
	}
	return nil
}

// A CorefRow counts the links of one kind.
type CorefRow struct {
	Kind      string
	Predicted int // predicted links of this kind on words that the gold codes
	Right     int // of those, the ones that reach the right entity
	Gold      int // links of this kind in the gold
	Found     int // of those, the ones that a right predicted link covers
}

// Precision returns the share of predicted links that are right; 1 for none.
func (r CorefRow) Precision() float64 { return share(r.Right, r.Predicted) }

// Recall returns the share of gold links that were found; 1 for none.
func (r CorefRow) Recall() float64 { return share(r.Found, r.Gold) }

func share(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

// A CorefError is a wrong or a missing link.
type CorefError struct {
	ID, Kind  string
	Words     string
	At        int    // byte of the text
	Got, Want string // antecedent's words, "" for none
}

// CorefScore collects what texts have shown.
type CorefScore struct {
	rows     map[string]*CorefRow
	Uncoded  int // predicted links on words that the gold does not code
	Mistakes []CorefError
}

func (s *CorefScore) row(kind string) *CorefRow {
	if s.rows == nil {
		s.rows = map[string]*CorefRow{}
	}
	if s.rows[kind] == nil {
		s.rows[kind] = &CorefRow{Kind: kind}
	}
	return s.rows[kind]
}

// Rows returns the counts by kind, sorted by kind, and their sum under "all".
func (s *CorefScore) Rows() []CorefRow {
	kinds := make([]string, 0, len(s.rows))
	for k := range s.rows {
		kinds = append(kinds, k)
	}
	slices.Sort(kinds)
	sum := CorefRow{Kind: "all"}
	out := make([]CorefRow, 0, len(kinds)+1)
	for _, k := range kinds {
		r := *s.rows[k]
		sum.Predicted += r.Predicted
		sum.Right += r.Right
		sum.Gold += r.Gold
		sum.Found += r.Found
		out = append(out, r)
	}
	return append(out, sum)
}

// coded is a mention as the gold has it.
type coded struct {
	CorefMention

	entity string // "" where nothing is taken up
	link   int    // position in Links, -1 for none
}

// Add compares the links of d with the gold of the same text. A predicted
// link stands on the coded mention that shares most bytes with it; it is
// right if its antecedent, or the next one of its chain that the gold codes,
// is another mention of the same entity. A link of a mere mention to its own
// entity counts neither way. It returns an error if the gold is broken or
// d has another text.
func (s *CorefScore) Add(g *CorefGold, d *nlp.Doc) error {
	if err := g.Check(); err != nil {
		return err
	}
	if d.Text != g.Text {
		return fmt.Errorf("%w: %s", ErrText, g.ID)
	}
	all := g.coded()
	found := make([]bool, len(g.Links))
	wrong := make([]bool, len(g.Links))
	for _, l := range d.Links {
		m := match(all, d.RangeOf(l.Span))
		if m == nil {
			s.Uncoded++
			continue
		}
		right := m.entity != "" && reached(all, d, l, m) == m.entity
		if m.link < 0 && right {
			continue
		}
		r := s.row(l.Reason)
		r.Predicted++
		switch {
		case right:
			r.Right++
			found[m.link] = true
		default:
			e := CorefError{ID: g.ID, Kind: l.Reason, Words: d.SpanText(l.Span), At: d.RangeOf(l.Span).Start, Got: d.SpanText(l.Antecedent)}
			if m.link >= 0 {
				wrong[m.link] = true
				e.Want = g.Links[m.link].Antecedent.Words
			}
			s.Mistakes = append(s.Mistakes, e)
		}
	}
	for i, l := range g.Links {
		r := s.row(l.Kind)
		r.Gold++
		if found[i] {
			r.Found++
		} else if !wrong[i] {
			s.Mistakes = append(s.Mistakes, CorefError{ID: g.ID, Kind: l.Kind, Words: l.Words, At: l.Start, Want: l.Antecedent.Words})
		}
	}
	return nil
}

func (g *CorefGold) coded() []coded {
	var out []coded
	for _, e := range g.Entities {
		for _, m := range e.Mentions {
			c := coded{CorefMention: m, entity: e.ID, link: -1}
			for i, l := range g.Links {
				if l.CorefMention == m && l.Entity == e.ID {
					c.link = i
				}
			}
			out = append(out, c)
		}
	}
	for _, m := range g.None {
		out = append(out, coded{CorefMention: m, link: -1})
	}
	return out
}

// leastOverlap is the share of bytes, of those that either has, that two
// spans must have in common to be one mention: "Arturo Lim" is one with
// "Philippine Defence Secretary Arturo Lim", not with a clause around it.
const leastOverlap = 0.2

// match returns the coded mention that shares most bytes with r, or nil.
func match(all []coded, r nlp.Range) *coded {
	var best *coded
	top := leastOverlap
	for i := range all {
		a := all[i].at()
		if !a.Overlaps(r) {
			continue
		}
		both := min(a.End, r.End) - max(a.Start, r.Start)
		if v := float64(both) / float64(a.Len()+r.Len()-both); v > top {
			best, top = &all[i], v
		}
	}
	return best
}

// reached returns the entity of the first coded mention other than m on the
// chain of antecedents of l, "" for none.
func reached(all []coded, d *nlp.Doc, l nlp.Link, m *coded) string {
	for range d.Links {
		if a := match(all, d.RangeOf(l.Antecedent)); a != nil && a.CorefMention != m.CorefMention {
			return a.entity
		}
		k := slices.IndexFunc(d.Links, func(o nlp.Link) bool { return o.Span == l.Antecedent })
		if k < 0 {
			return ""
		}
		l = d.Links[k]
	}
	return ""
}
