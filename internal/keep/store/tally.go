package store

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"casus.dev/casus/internal/query"
)

// once tells the first sighting of a thing with a key from the later ones. Few
// are seen with more than two keys: those stand in a map.
type once struct {
	keys [][2]int32 // by thing; 0: none
	more map[pair]bool
}

// pair is a thing and the key of a row.
type pair struct {
	n   int64
	key int32
}

// first returns 1 if n, which is not negative, has not been seen with this key,
// which is not 0, else 0.
func (o *once) first(n int64, key int32) int {
	if n >= int64(len(o.keys)) {
		o.keys = append(o.keys, make([][2]int32, max(n+1-int64(len(o.keys)), int64(len(o.keys)), 4096))...)
	}
	k := &o.keys[n]
	switch {
	case k[0] == key, k[1] == key:
		return 0
	case k[0] == 0:
		k[0] = key
		return 1
	case k[1] == 0:
		k[1] = key
		return 1
	}
	return o.third(pair{n, key})
}

func (o *once) third(p pair) int {
	if o.more[p] {
		return 0
	}
	if o.more == nil {
		o.more = map[pair]bool{}
	}
	o.more[p] = true
	return 1
}

// sources numbers independent sources: articles of one group that one origin
// has told are one. The article that leads a group gives its number.
type sources struct {
	lead   []int64 // by article: its origin if it leads others, or may
	others map[[2]int64]int64
}

// of returns the number of an item's source. Articles come in their order, in
// which the leading one is first; if it has no item in the scan, it gives no
// number.
func (s *sources) of(it *found) int64 {
	if it.group == it.document {
		for it.document >= int64(len(s.lead)) {
			s.lead = append(s.lead, make([]int64, len(s.lead)+4096)...)
		}
		s.lead[it.document] = it.origin
		return 2 * it.document
	}
	if it.group >= 0 && it.group < int64(len(s.lead)) && s.lead[it.group] == it.origin {
		return 2 * it.group
	}
	k := [2]int64{it.group, it.origin}
	n, ok := s.others[k]
	if !ok {
		n = 2*int64(len(s.others)) + 1
		s.others[k] = n
	}
	return n
}

// row is a row of a series in the making.
type row struct {
	Point
	scored int
	tenths int64
}

// tallier counts the items of a scan by rows.
type tallier struct {
	rows    map[int32]*row
	last    *row // of lastKey
	lastKey int32

	document, source int64
	keys             []int32 // of the items of the document
	src              sources
	heard, acts      once
}

// add counts an item by the row of a key, which is not 0.
func (t *tallier) add(it *found, look *look, key int32) {
	if it.document != t.document {
		t.document, t.source, t.keys = it.document, t.src.of(it), t.keys[:0]
	}
	if key != t.lastKey {
		t.lastKey = key
		if t.last = t.rows[key]; t.last == nil {
			t.last = &row{}
			t.rows[key] = t.last
		}
	}
	t.last.Mentions++
	if !slices.Contains(t.keys, key) {
		t.keys = append(t.keys, key)
		t.last.Articles++
		t.last.Sources += t.heard.first(t.source, key)
	}
	if it.cluster != 0 {
		t.last.Events += t.acts.first(it.cluster, key)
	}
	if q := look.quad; q >= 1 && int(q) <= len(t.last.Quads) {
		t.last.Quads[q-1]++
	}
	if look.scored {
		t.last.tenths += int64(look.goldstein)
		t.last.scored++
	}
}

// tallies counts the mentions of a filter by the row whose key keyOf gives, not
// 0: mentions, articles, sources and events, each once. It gives the rows in
// the order of their keys.
func (s *Store) tallies(ctx context.Context, f *filter, keyOf func(*found) int32, give func(key int32, p Point)) error {
	t := tallier{rows: map[int32]*row{}, document: -1, src: sources{others: map[[2]int64]int64{}}}
	var acts, articles int64
	if err := s.db.QueryRowContext(ctx, `SELECT (SELECT COALESCE(MAX(id), 0) FROM clusters), (SELECT COALESCE(MAX(id), 0) FROM documents)`).Scan(&acts, &articles); err != nil {
		return fmt.Errorf("store: query: %w", err)
	}
	t.acts.keys, t.heard.keys, t.src.lead = make([][2]int32, acts+1), make([][2]int32, 2*articles+2), make([]int64, articles+1)
	err := s.scan(ctx, f, needs{}, func(it *found) {
		if it.day != 0 {
			t.add(it, &f.looks[it.shape], keyOf(it))
		}
	})
	if err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(t.rows)) {
		r := t.rows[key]
		r.sum = float64(r.tenths) / 10
		if r.scored > 0 {
			r.Goldstein = r.sum / float64(r.scored)
		}
		give(key, r.Point)
	}
	return nil
}

// ordinals is how many ordinals a step has.
func (st Step) ordinals() int32 {
	switch st {
	case ByYear:
		return 384
	case ByMonth:
		return 32
	case ByDay:
	}
	return 1
}

// latest returns the ids of the at most limit latest items of a query.
func (s *Store) latest(ctx context.Context, kind string, q query.Query, limit int) ([]int64, error) {
	f, err := s.filterOf(ctx, kind, q, "")
	if err != nil {
		return nil, err
	}
	top := topmost{limit: limit}
	if err := s.scan(ctx, f, needs{rest: true}, func(it *found) { top.add(ranked{it.day, it.id, 0}) }); err != nil {
		return nil, err
	}
	var ids []int64
	for _, r := range top.sorted() {
		ids = append(ids, r.id)
	}
	return ids, nil
}

// ranked is something with a day: a later one comes first, then a greater id.
type ranked struct {
	day int32
	id  int64
	n   int
}

func (a ranked) before(b ranked) bool { return a.day > b.day || a.day == b.day && a.id > b.id }

// topmost keeps the first of what it is given.
type topmost struct {
	limit int // 0: all
	all   []ranked
	least ranked
	full  bool
}

func (t *topmost) add(r ranked) {
	if t.full && !r.before(t.least) {
		return
	}
	if t.all = append(t.all, r); t.limit > 0 && len(t.all) >= 2*t.limit {
		t.cut()
	}
}

func (t *topmost) cut() {
	slices.SortFunc(t.all, func(a, b ranked) int {
		switch {
		case a.before(b):
			return -1
		case b.before(a):
			return 1
		}
		return 0
	})
	if t.limit > 0 && len(t.all) >= t.limit {
		t.all, t.full = t.all[:t.limit], true
		t.least = t.all[t.limit-1]
	}
}

func (t *topmost) sorted() []ranked {
	t.cut()
	return t.all
}
