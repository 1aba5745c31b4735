package store

import (
	"slices"
	"strings"
	"time"

	"casus.dev/casus/event"
)

// clusterDays is how far apart, in days, reports of one act may date it: an
// article of the morning after and a wire brief of the evening before are two
// days apart, and undated reports count by their publication.
const clusterDays = 2

// firstDay returns the first day of an ISO 8601 date, month, year or interval.
func firstDay(value string) (string, bool) {
	first, _, _ := strings.Cut(value, "/")
	if len(first) > 10 {
		first = first[:10]
	}
	for _, f := range []string{time.DateOnly, "2006-01", "2006"} {
		if t, err := time.Parse(f, first); err == nil {
			return t.Format(time.DateOnly), true
		}
	}
	return "", false
}

// clusterOf returns the cluster of an event that counts, nil for one that does
// not: the earliest cluster of the same type and parties whose first day is at
// most two days away and whose place, if both are known, is the same. A later
// mention of the article's own event is in the cluster of that event.
func (w *rowWriter) clusterOf(e *event.Event, day, place string) (any, error) {
	if c, ok := w.cluster[e.SameAs]; ok && e.SameAs != "" {
		return c, nil
	}
	if !Counts(e) || day == "" || statusOf(e) == "rejected" {
		return nil, nil //nolint:nilnil // NULL
	}
	as, rs := w.parties(e.Actors), w.parties(e.Recipients)
	slices.Sort(as)
	slices.Sort(rs)
	if e.Type == "CONSULT" || e.Type == "COOPERATE" { // undirected
		as = append(as, rs...)
		slices.Sort(as)
		as, rs = slices.Compact(as), nil
		as = slices.DeleteFunc(as, func(s string) bool { return s == "" })
	}
	key := e.Type + " " + strings.Join(as, ",") + " " + strings.Join(rs, ",")
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return nil, nil //nolint:nilnil,nilerr // a day that is none belongs to no cluster
	}
	lo, hi := t.AddDate(0, 0, -clusterDays).Format(time.DateOnly), t.AddDate(0, 0, clusterDays).Format(time.DateOnly)
	var id int64
	ok, err := w.one(`SELECT id FROM clusters WHERE key = ? AND first BETWEEN ? AND ? AND (place = '' OR ?4 = '' OR place = ?4) ORDER BY first, id LIMIT 1`, []any{key, lo, hi, place}, &id)
	if err != nil {
		return nil, err
	}
	if !ok {
		if id, err = w.insert(`INSERT INTO clusters (key, first, place) VALUES (?, ?, ?)`, key, day, place); err != nil {
			return nil, err
		}
	}
	w.cluster[e.ID] = id
	return id, nil
}
