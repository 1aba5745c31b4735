package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"casus.dev/casus/internal/query"
)

// errStrip is what a strip that is no strip is.
var errStrip = errors.New("a strip cannot be read; casus verify tells more")

// part is one of the three parts of a strip: n bytes, and zeros after them, so
// that a few numbers may be read without asking whether they are there.
type part struct {
	b []byte
	n int
	i int // where reading has come to
}

// padding is more than the bytes of the numbers between two looks at the end.
const padding = 16

// of makes p a copy of b.
func (p *part) of(b []byte) {
	p.b = append(append(p.b[:0], b...), make([]byte, padding)...)
	p.i, p.n = 0, len(b)
}

// varint returns the number at i and where the next one is: behind the end of
// the part if it is broken.
func varint(b []byte, i int) (v uint64, next int) {
	if c := b[i]; c < 0x80 {
		return uint64(c), i + 1
	}
	return varintLong(b, i)
}

func varintLong(b []byte, i int) (v uint64, next int) {
	if i+1 < len(b) && b[i+1] < 0x80 {
		return uint64(b[i]&0x7f) | uint64(b[i+1])<<7, i + 2
	}
	v, n := binary.Uvarint(b[i:])
	if n <= 0 || i+n > len(b)-padding {
		return 0, len(b) - padding + 1
	}
	return v, i + n
}

func unzigzag(v uint64) int64 { return int64(v>>1) ^ -int64(v&1) } //nolint:gosec // the bits are meant

// confidence reads what strip.add has written.
func confidence(b []byte, i int) (c float64, next int) {
	v, i := varint(b, i)
	switch {
	case v > 0:
		return float64(v-1) / scale, i
	case i+8 > len(b)-padding:
		return 0, len(b) - padding + 1
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(b[i:])), i + 8
}

// set is a set of numbers from 0.
type set []uint64

func (s set) has(n int64) bool {
	return uint64(n)/64 < uint64(len(s)) && s[n/64]&(1<<(n%64)) != 0 //nolint:gosec // a negative number is a large one
}

func (s *set) add(n int64) {
	for n/64 >= int64(len(*s)) {
		*s = append(*s, make([]uint64, len(*s)+16)...)
	}
	(*s)[n/64] |= 1 << (n % 64)
}

// look is what the shape of an item says.
type look struct {
	wanted, scored bool
	quad           int8
	goldstein      int32  // tenths
	kind           string // type of an event
}

// label is what a dyad's row is told by.
func (l *look) label() string { return l.kind + " " + strconv.Itoa(int(l.quad)) }

// test is a condition that a term puts on an item: one of its parts must hold.
type test struct {
	not        bool
	days       [][2]int32 // first and last
	confidence float64    // at least, if asked
	asked      bool
	spots      set
	ids        set // items: by name of a party, by words
	documents  set
	outlets    set
	casts      set
}

// filter is a query as the scan takes it.
type filter struct {
	kind  string
	looks []look // by number of the shape
	tests []test
	warm  []test // those that need only what is hot
	needs needs  // of the tests
	first int32  // days between which every item must lie
	last  int32
}

// filterOf compiles q. want is a further condition on shapes.
func (s *Store) filterOf(ctx context.Context, kind string, q query.Query, want string) (*filter, error) {
	f := &filter{kind: kind, last: math.MaxInt32}
	shapes := builder{kind: kind}
	shapes.add("x.item = ? AND x.status <> 'rejected'"+want, kind)
	for _, t := range q {
		switch t.Field {
		case query.Type, query.Mode, query.Context, query.Modality, query.Quad, query.CAMEO, query.Background, query.Stance, query.Kind:
			shapes.terms(query.Query{t})
			continue
		default:
		}
		ts, err := s.testOf(ctx, kind, t)
		if err != nil {
			return nil, err
		}
		if !ts.not && len(ts.days) == 1 {
			f.first, f.last = max(f.first, ts.days[0][0]), min(f.last, ts.days[0][1])
		}
		if ts.days != nil || ts.documents != nil || ts.outlets != nil {
			f.warm = append(f.warm, ts)
			continue
		}
		f.needs.who = f.needs.who || ts.casts != nil
		f.needs.rest = f.needs.rest || ts.asked || ts.spots != nil || ts.ids != nil
		f.tests = append(f.tests, ts)
	}
	err := s.each(ctx, shapes, `SELECT x.id, x.quad, x.goldstein, x.type FROM shapes x WHERE 1`+shapes.sql(), func(rows *sql.Rows) (bool, error) {
		var id int
		var g sql.NullFloat64
		l := look{wanted: true}
		if err := rows.Scan(&id, &l.quad, &g, &l.kind); err != nil {
			return false, err
		}
		l.scored, l.goldstein = g.Valid, int32(math.Round(10*g.Float64))
		if id >= len(f.looks) {
			f.looks = append(f.looks, make([]look, id+1-len(f.looks))...)
		}
		f.looks[id] = l
		return true, nil
	})
	return f, err
}

// testOf compiles a term that does not speak of shapes.
func (s *Store) testOf(ctx context.Context, kind string, t query.Term) (test, error) {
	ts := test{not: t.Not}
	for _, v := range t.Values {
		if err := s.alternative(ctx, &ts, kind, t.Field, v); err != nil {
			return ts, err
		}
	}
	return ts, nil
}

// alternative adds to a test what one value of its term allows.
func (s *Store) alternative(ctx context.Context, ts *test, kind string, f query.Field, v string) error {
	switch f {
	case query.Since, query.Until:
		day, _ := query.Day(v, f == query.Until)
		span := [2]int32{ordinal(day), math.MaxInt32}
		if f == query.Until {
			span = [2]int32{0, ordinal(day)}
		}
		ts.days = append(ts.days, span)
		return nil
	case query.Confidence:
		x, _ := strconv.ParseFloat(v, 64)
		if !ts.asked || x < ts.confidence {
			ts.confidence, ts.asked = x, true
		}
		return nil
	case query.Actor, query.Recipient, query.Party:
		for _, p := range sides(kind, query.Term{Field: f, Values: []string{v}}) {
			if err := s.side(ctx, ts, p); err != nil {
				return err
			}
		}
		return nil
	case query.Text:
		return s.collect(ctx, &ts.ids, "rowid / 2", `words WHERE words MATCH ? AND rowid % 2 = ?`, phrase(v), odd(kind))
	case query.Source:
		return s.collect(ctx, &ts.outlets, "id", `outlets WHERE name = ? COLLATE NOCASE`, v)
	case query.Document:
		return s.collect(ctx, &ts.documents, "id", `documents WHERE doc = ?`, strings.ToLower(v))
	default: // places
	}
	b := builder{kind: kind}
	cond, args := b.plain(f, v)
	if b.err != nil {
		return b.err
	}
	return s.collect(ctx, &ts.spots, "x.id", `spots x WHERE `+cond, args...)
}

// side adds who takes part on a side: by code from the lists of codes and casts,
// by name from the rows of parts, so that no strip holds a name.
func (s *Store) side(ctx context.Context, ts *test, p side) error {
	cond, args := p.cond("r")
	if !isCode(p.v) {
		return s.collect(ctx, &ts.ids, "r.item", `roles r WHERE `+cond, args...)
	}
	cond = strings.TrimPrefix(cond, "r.kind = ? AND r.side = ? AND ")
	return s.collect(ctx, &ts.casts, "c.crew", `codes r CROSS JOIN cast_codes c ON c.code = r.id AND c.side = ? WHERE `+cond, slices.Concat([]any{p.who}, args[2:])...)
}

// collect adds the numbers that a query gives to a set, which is not nil after
// it. They come as one text: a row each costs the driver ten times as much.
func (s *Store) collect(ctx context.Context, to *set, what, from string, args ...any) error {
	if *to == nil {
		*to = set{0} // asked for and empty
	}
	var list sql.NullString
	if err := s.db.QueryRowContext(ctx, `SELECT group_concat(`+what+`) FROM `+from, args...).Scan(&list); err != nil {
		return fmt.Errorf("store: query: %w", err)
	}
	n := int64(0)
	for _, c := range []byte(list.String) {
		if c == ',' {
			to.add(n)
			n = 0
			continue
		}
		n = 10*n + int64(c-'0')
	}
	if list.Valid {
		to.add(n)
	}
	return nil
}

// found is an item that the scan has found.
type found struct {
	id, document, cluster int64 // id only if the scan was asked for it
	day                   int32 // ordinal
	published             int32
	publisher, origin     int64
	group                 int64 // document
	shape                 uint32
	spot                  int64
	confidence            float64
	cast                  int64
}

// needs are the parts of a strip that a scan reads beside the hot one.
type needs struct{ who, rest bool }

// scan gives every item of a filter to yield, in the order of documents, with
// the parts that are needed. What it gives is valid until the next.
func (s *Store) scan(ctx context.Context, f *filter, need needs, yield func(*found)) error {
	need = needs{need.who || f.needs.who, need.rest || f.needs.rest}
	who, rest := "x''", "x''"
	if need.who {
		who = "who"
	}
	if need.rest {
		rest = "rest"
	}
	lo, hi := int64(0), int64(saidStrip-1)
	if f.kind == "s" {
		lo, hi = saidStrip, math.MaxInt64
	}
	sc := scanner{filter: f, need: need, perItem: 3, yield: yield}
	if f.kind == "s" {
		sc.perItem = 2 // no cluster
	}
	var a, b, c sql.RawBytes
	return s.each(ctx, builder{args: []any{lo, hi, f.first, f.last}}, `SELECT id, hot, `+who+`, `+rest+` FROM strips WHERE id BETWEEN ? AND ? AND last >= ? AND first <= ? ORDER BY id`, func(rows *sql.Rows) (bool, error) {
		var n int64
		if err := rows.Scan(&n, &a, &b, &c); err != nil {
			return false, err
		}
		sc.hot.of(a)
		sc.who.of(b)
		sc.rest.of(c)
		if sc.strip((n - lo) * stripDocs); sc.hot.i != sc.hot.n || sc.who.i != sc.who.n || sc.rest.i != sc.rest.n {
			return false, fmt.Errorf("%w: %d", errStrip, n)
		}
		return true, nil
	})
}

// scanner reads strips.
type scanner struct {
	*filter
	need           needs
	perItem        int // numbers of an item that are hot
	hot, who, rest part
	it             found
	yield          func(*found)
}

// strip gives the items of one strip, whose first document is base.
func (s *scanner) strip(base int64) {
	it, b := &s.it, s.hot.b
	v, i := varint(b, 0)
	cluster := int64(v) //nolint:gosec // rowids are positive
	it.id = 0
	for i < s.hot.n {
		var head [6]uint64
		for k := range head {
			head[k], i = varint(b, i)
		}
		it.document, it.published = base+int64(head[0]), int32(head[1])                                   //nolint:gosec // as above
		it.publisher, it.origin, it.group = int64(head[2]), int64(head[3]), it.document-unzigzag(head[4]) //nolint:gosec // as above
		for k := head[5]; k > 0 && i < s.hot.n; k-- {
			var nums [3]uint64 // day, shape, cluster
			for m := range s.perItem {
				if c := b[i]; c < 0x80 { // varint, which the compiler does not inline
					nums[m], i = uint64(c), i+1
				} else {
					nums[m], i = varintLong(b, i)
				}
			}
			it.day = it.published + int32(unzigzag(nums[0])) //nolint:gosec // an ordinal
			it.cluster = 0
			if nums[2] != 0 {
				cluster += unzigzag(nums[2] - 1)
				it.cluster = cluster
			}
			wanted := nums[1] < uint64(len(s.looks)) && s.looks[nums[1]].wanted
			if s.need.who {
				c := s.who.b[s.who.i]
				if s.who.i++; c < 0x80 {
					it.cast = int64(c)
				} else {
					s.long()
				}
			}
			if s.need.rest {
				s.others()
			}
			if wanted {
				it.shape = uint32(nums[1]) //nolint:gosec // an index
				if s.fits(it) {
					s.yield(it)
				}
			}
		}
	}
	s.hot.i = i
}

// long reads a cast of more than one byte.
func (s *scanner) long() {
	v, i := varintLong(s.who.b, s.who.i-1)
	s.it.cast, s.who.i = int64(v), i //nolint:gosec // a rowid
}

// others reads the rest of an item.
func (s *scanner) others() {
	v, i := varint(s.rest.b, s.rest.i)
	s.it.id += unzigzag(v)
	if s.kind == "e" {
		v, i = varint(s.rest.b, i)
		s.it.spot = int64(v) //nolint:gosec // rowids are positive
	}
	s.it.confidence, s.rest.i = confidence(s.rest.b, i)
}

func (f *filter) fits(it *found) bool {
	for i := range f.warm {
		if t := &f.warm[i]; t.warm(it) == t.not {
			return false
		}
	}
	for i := range f.tests {
		if t := &f.tests[i]; t.holds(it) == t.not {
			return false
		}
	}
	return true
}

// warm is the part of a test that needs nothing cold.
func (t *test) warm(it *found) bool {
	for _, d := range t.days {
		if it.day >= d[0] && it.day <= d[1] {
			return true
		}
	}
	return t.outlets.has(it.publisher) || t.documents.has(it.document)
}

func (t *test) holds(it *found) bool {
	return t.asked && it.confidence >= t.confidence || t.spots.has(it.spot) || t.ids.has(it.id) || t.casts.has(it.cast)
}
