package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"casus.dev/casus/internal/query"
)

// builder makes the FROM and WHERE clauses of a query from whitelisted columns;
// values travel as arguments only.
type builder struct {
	kind  string // e or s: which roles and words are meant
	drive []side // the parts that are looked up first, nil to go by day
	short bool   // a condition is a short list, which is looked up first

	days    string // conditions on the day, and what they compare with
	between []any

	where []string
	args  []any
	err   error
}

func (b *builder) add(cond string, args ...any) {
	b.where = append(b.where, cond)
	b.args = append(b.args, args...)
}

// columns of events and statements (alias x) and of documents (alias d).
var columns = map[string]map[query.Field]string{
	"e": {query.Type: "x.type", query.Mode: "x.mode", query.Modality: "x.modality", query.Quad: "x.quad", query.Place: "x.place", query.Country: "x.country", query.Source: "d.publisher", query.Document: "d.doc"},
	"s": {query.Stance: "x.stance", query.Kind: "x.kind", query.Source: "d.publisher", query.Document: "d.doc"},
}

func (b *builder) terms(q query.Query) {
	for _, t := range q {
		not := ""
		if t.Not {
			not = "NOT "
		}
		var alt []string
		var args []any
		for _, v := range t.Values {
			cond, a := b.cond(t.Field, v)
			alt = append(alt, cond)
			args = append(args, a...)
		}
		b.add(not+"("+strings.Join(alt, " OR ")+")", args...)
	}
}

func (b *builder) cond(f query.Field, v string) (cond string, args []any) {
	switch f {
	case query.Text:
		return "x.id IN (SELECT (rowid-?)/2 FROM words WHERE words MATCH ? AND rowid % 2 = ?)", []any{odd(b.kind), phrase(v), odd(b.kind)}
	case query.Actor:
		return b.role("A", v)
	case query.Recipient:
		return b.role("R", v)
	case query.Party:
		a, aa := b.role("A", v)
		r, ra := b.role("R", v)
		return a + " OR " + r, append(aa, ra...)
	case query.Since:
		day, _ := query.Day(v, false)
		return "x.day >= ?", []any{day}
	case query.Until:
		day, _ := query.Day(v, true)
		return "x.day <= ?", []any{day}
	case query.Confidence:
		x, _ := strconv.ParseFloat(v, 64)
		return "x.confidence >= ?", []any{x}
	case query.CAMEO:
		if b.kind == "e" {
			return "substr(x.cameo, 1, ?) = ?", []any{len(v), v}
		}
	case query.Context:
		if b.kind == "e" {
			return "instr(' ' || x.contexts || ' ', ?) > 0", []any{" " + v + " "}
		}
	case query.Background:
		if b.kind == "e" {
			return "x.background = ?", []any{v == "yes"}
		}
	default: // the plain columns below
	}
	return b.plain(f, v)
}

// plain is a condition on a column. Labels have one case, in which their index
// stands; names are compared in any.
func (b *builder) plain(f query.Field, v string) (cond string, args []any) {
	col, ok := columns[b.kind][f]
	switch {
	case !ok:
		b.err = fmt.Errorf("store: query: field %s does not apply here", f)
		return "0", nil
	case f == query.Type, f == query.Country:
		return col + " = ?", []any{strings.ToUpper(v)}
	case f == query.Document, f == query.Stance, f == query.Kind, f == query.Modality:
		return col + " = ?", []any{strings.ToLower(v)}
	}
	return col + " = ? COLLATE NOCASE", []any{v}
}

// odd is what the rowids of the full-text index leave when they are halved.
func odd(kind string) int {
	if kind == "s" {
		return 1
	}
	return 0
}

// role is the condition that v takes part on a side.
func (b *builder) role(who, v string) (cond string, args []any) {
	p := side{b.kind, who, v}
	cond, args = p.probe("r")
	return "EXISTS (SELECT 1 FROM roles r WHERE r.item = x.id AND " + cond + ")", args
}

// side is a part in an item: who (A or R) is v, a country (RUS), a code or its
// beginning (RUSGOV, IGONATO) or a name.
type side struct{ kind, who, v string }

// cond is the condition on a row of roles under an alias.
func (p side) cond(alias string) (cond string, args []any) {
	switch {
	case !isCode(p.v):
		cond, args = "@.kind = ? AND @.side = ? AND @.name = ? COLLATE NOCASE", []any{p.kind, p.who, p.v}
	case len(p.v) == len("RUS"):
		cond, args = "@.kind = ? AND @.side = ? AND @.party = ?", []any{p.kind, p.who, p.v}
	default:
		cond, args = "@.kind = ? AND @.side = ? AND @.party IN (?, substr(?, 1, 3)) AND substr(@.code, 1, ?) = ?", []any{p.kind, p.who, p.v, p.v, len(p.v), p.v}
	}
	return strings.ReplaceAll(cond, "@", alias), args
}

// arms are cond in pieces, each of which an index gives by day.
func (p side) arms() (conds []string, args [][]any) {
	if !isCode(p.v) || len(p.v) == len("RUS") {
		c, a := p.cond("r")
		return []string{c}, [][]any{a}
	}
	for _, party := range []string{p.v, p.v[:3]} {
		conds = append(conds, "r.kind = ? AND r.side = ? AND r.party = ? AND substr(r.code, 1, ?) = ?")
		args = append(args, []any{p.kind, p.who, party, len(p.v), p.v})
	}
	return conds, args
}

// probe is cond for a row whose item is known: the signs keep the planner from
// looking parts up by party or name instead of by item.
func (p side) probe(alias string) (cond string, args []any) {
	cond, args = p.cond(alias)
	return strings.NewReplacer(alias+".party", "+"+alias+".party", alias+".name", "+"+alias+".name").Replace(cond), args
}

// Bounds of what is looked up by part, source or word: more rows than that are
// gone through by day, where a page of them is found soon.
const (
	maxDriven = 60_000 // parts, where all rows are wanted
	maxProbed = 4_000  // parts, and candidates for words, where a page is
	maxListed = 3_000  // passages with a word
	maxSource = 2_000  // articles of a source
	// A second part is listed, in the order of an index, unless it is so much
	// longer than the first that probing row by row reads less.
	longer = 8
)

// sides returns the parts that a term speaks of, nil if it is of none.
func sides(kind string, t query.Term) []side {
	who := map[query.Field]string{query.Actor: "A", query.Recipient: "R", query.Party: "AR"}[t.Field]
	if t.Not {
		who = ""
	}
	var out []side
	for _, v := range t.Values {
		for _, w := range who {
			out = append(out, side{kind, string(w), v})
		}
	}
	return out
}

// onItsOwn reports whether the side that t asks for, which size items have, is
// looked up by itself beside a driver that least items have.
func onItsOwn(t query.Term, size, least, bound int) bool {
	return !t.Not && len(t.Values) == 1 && (t.Field == query.Actor || t.Field == query.Recipient) && size < min(bound, longer*least)
}

// driver chooses the term of parties that is looked up first, -1 for none, and
// returns how many items the parties of each term have, up to bound.
func (s *Store) driver(ctx context.Context, kind string, q query.Query, bound int) (driver int, sizes map[int]int, err error) {
	least, driver := bound, -1
	sizes = map[int]int{}
	for i, t := range q {
		parts := sides(kind, t)
		if parts == nil {
			continue
		}
		if alone(q, i) { // its index gives them by day, however many
			return i, sizes, nil
		}
		for _, p := range parts {
			cond, args := p.cond("r")
			n, err := s.count(ctx, bound, "roles r WHERE "+cond, args...)
			if err != nil {
				return driver, sizes, err
			}
			sizes[i] += n
		}
		if sizes[i] < least {
			least, driver = sizes[i], i
		}
	}
	return driver, sizes, nil
}

// plan chooses what is looked up first, at most bound rows, and writes the
// conditions of q.
func (s *Store) plan(ctx context.Context, kind string, q query.Query, bound int) (builder, error) {
	b := builder{kind: kind}
	driver, sizes, err := s.driver(ctx, kind, q, bound)
	if err != nil {
		return b, err
	}
	if driver >= 0 {
		b.drive = sides(kind, q[driver])
	}
	for i, t := range q {
		switch {
		case i == driver:
		case (t.Field == query.Since || t.Field == query.Until) && !t.Not && len(t.Values) == 1:
			cond, args := b.cond(t.Field, t.Values[0])
			b.add(cond, args...)
			b.days, b.between = b.days+" AND "+cond, append(b.between, args...)
		case driver >= 0 && onItsOwn(t, sizes[i], sizes[driver], bound):
			cond, args := sides(kind, t)[0].cond("r")
			b.add("k.item IN (SELECT r.item FROM roles r WHERE "+cond+")", args...)
		case t.Field == query.Text: // rare and not negated, see page
			b.short = true
			b.terms(query.Query{t})
		case t.Field == query.Document && !t.Not:
			b.short = true
			b.terms(query.Query{t})
		case t.Field == query.Source && !t.Not && driver < 0:
			if err := s.source(ctx, &b, t); err != nil {
				return b, err
			}
		default:
			b.terms(query.Query{t})
		}
	}
	return b, b.err
}

// alone reports whether nothing but days is asked beside term i.
func alone(q query.Query, i int) bool {
	for k, t := range q {
		if k != i && (t.Not || len(t.Values) > 1 || t.Field != query.Since && t.Field != query.Until) {
			return false
		}
	}
	return true
}

// count counts rows of a FROM clause, up to a bound.
func (s *Store) count(ctx context.Context, bound int, from string, args ...any) (n int, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT COUNT(*) FROM (SELECT 1 FROM `+from+` LIMIT ?)`, append(slices.Clone(args), bound)...).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("store: query: %w", err)
	}
	return n, nil
}

// rare reports whether few passages hold what t asks for; nothing is few.
func (s *Store) rare(ctx context.Context, t query.Term) (bool, error) {
	for _, v := range t.Values {
		n, err := s.count(ctx, maxListed, "words WHERE words MATCH ?", phrase(v))
		if err != nil || n >= maxListed {
			return false, err
		}
	}
	return true, nil
}

// source adds the condition that one of a few publishers has the article: as a
// list where it is short.
func (s *Store) source(ctx context.Context, b *builder, t query.Term) error {
	total := 0
	var args []any
	for _, v := range t.Values {
		n, err := s.count(ctx, maxSource, "documents WHERE publisher = ? COLLATE NOCASE", v)
		if err != nil {
			return err
		}
		total += n
		args = append(args, v)
	}
	if total >= maxSource {
		b.terms(query.Query{t})
		return nil
	}
	b.short = true
	b.add("x.document IN (SELECT id FROM documents WHERE publisher COLLATE NOCASE IN (?"+strings.Repeat(", ?", len(args)-1)+"))", args...)
	return nil
}

// from is the FROM clause over a table (alias x) and its documents (alias d).
// The items of a driving part come in the order of latest.
func (b *builder) from(table string) string {
	if b.drive == nil {
		return " FROM " + table + " x JOIN documents d ON d.id = x.document WHERE 1"
	}
	var arms []string
	var args []any
	for _, p := range b.drive {
		conds, a := p.arms()
		for i, c := range conds {
			arms = append(arms, "SELECT r.item AS item, r.day AS day FROM roles r WHERE "+c+strings.ReplaceAll(b.days, "x.", "r."))
			args = append(append(args, a[i]...), b.between...)
		}
	}
	b.args = append(args, b.args...)
	// UNION gives an item with several fitting parts once. Its arms are merged
	// as they are read, the latest first; the bound, which is out of reach, keeps
	// the planner from dropping the order. CROSS JOIN keeps the items outermost.
	list := "SELECT DISTINCT" + strings.TrimPrefix(strings.Join(arms, " UNION "), "SELECT") + " ORDER BY 2 DESC, 1 DESC LIMIT 1000000000000"
	return " FROM (" + list + ") k CROSS JOIN " + table + " x ON x.id = k.item CROSS JOIN documents d ON d.id = x.document WHERE 1"
}

// latest is the order of a page: the latest first.
func (b *builder) latest() string {
	switch {
	case b.drive != nil:
		return "" // of the driving list
	case b.short: // the signs keep the planner from going by day
		return " ORDER BY +x.day DESC, +x.id DESC"
	}
	return " ORDER BY x.day DESC, x.id DESC"
}

func isCode(v string) bool {
	if len(v) < 3 {
		return false
	}
	for _, c := range []byte(v) {
		if c < 'A' || c > 'Z' {
			return false
		}
	}
	return true
}

// phrase quotes v for full-text search: it is always a phrase, never syntax.
func phrase(v string) string { return `"` + strings.ReplaceAll(v, `"`, `""`) + `"` }
