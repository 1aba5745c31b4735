// Package dataset writes the events of a database as files that others read:
// POLECAT, GDELT and ICEWS tables by their published columns, and casus's own
// flat table as CSV, TSV, JSON Lines, GeoJSON and Parquet. Beside each table
// stand a Frictionless data package, a codebook and a citation, all made from
// the columns that this package declares.
//
// Actors and recipients are lists in the record. POLECAT and casus's own
// tables keep them as lists; GDELT and ICEWS are dyads, one row a pair. Those
// foreign tables know no modality: they hold only events that are told as
// done, once a document, as news of the day. GDELT's rows are clusters of
// reports, its mentions the reports.
package dataset

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/internal/keep/store"
)

// ErrFormat is returned for a format that is none of Formats.
var ErrFormat = errors.New("dataset: unknown format")

// Formats lists what can be written.
func Formats() []string {
	return []string{"polecat", "gdelt", "gdelt-mentions", "icews", "csv", "tsv", "jsonl", "geojson", "parquet"}
}

// Options of Write. The zero value writes a header line and raw text cells.
type Options struct {
	NoHeader    bool // as GDELT's own files
	Spreadsheet bool // guard text cells that a spreadsheet would take for a formula; never numbers
	Query       string
	Version     string // of the program, for the citation
}

// Column describes one column of a table.
type Column struct {
	Name string
	Type string // string | integer | number | boolean | date
	Doc  string
}

// format is one table form.
type format struct {
	ext     string
	columns []Column
	rows    func(it store.Item) [][]string // of one event
}

// Write writes the events of items to dir/events.EXT with its data package and
// codebook and returns the number of rows. Rows come in the order of items.
func Write(ctx context.Context, items iter.Seq2[store.Item, error], as, dir string, opt Options) (int, error) {
	if !slices.Contains(Formats(), as) {
		return 0, fmt.Errorf("%w: %q is none of %s", ErrFormat, as, strings.Join(Formats(), ", "))
	}
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // a folder for others to read
		return 0, fmt.Errorf("dataset: %w", err)
	}
	var n int
	var file string
	var columns []Column
	var err error
	switch as {
	case "jsonl", "geojson", "parquet":
		file, columns = "events."+as, nativeColumns()
		n, err = writeNative(ctx, items, as, filepath.Join(dir, file))
	default:
		f := formatOf(as)
		file, columns = "events."+f.ext, f.columns
		n, err = writeTable(ctx, items, f, filepath.Join(dir, file), opt)
	}
	if err != nil {
		return n, err
	}
	return n, describe(dir, file, as, columns, n, opt)
}

func formatOf(as string) format {
	switch as {
	case "polecat":
		return polecat()
	case "gdelt":
		return gdelt()
	case "gdelt-mentions":
		return gdeltMentions()
	case "icews":
		return icews()
	case "tsv":
		return format{"tsv", nativeColumns(), func(it store.Item) [][]string { return [][]string{native(it).cells()} }}
	}
	return format{"csv", nativeColumns(), func(it store.Item) [][]string { return [][]string{native(it).cells()} }}
}

// view is an item with its parts looked up.
type view struct {
	store.Item
	actors, recipients []*event.Actor
	place              *event.Place
}

func look(it store.Item) view {
	v := view{Item: it}
	byID := map[string]*event.Actor{}
	for i := range it.Report.Actors {
		byID[it.Report.Actors[i].ID] = &it.Report.Actors[i]
	}
	for _, id := range it.Event.Actors {
		if a := byID[id]; a != nil {
			v.actors = append(v.actors, a)
		}
	}
	for _, id := range it.Event.Recipients {
		if a := byID[id]; a != nil {
			v.recipients = append(v.recipients, a)
		}
	}
	for i := range it.Report.Places {
		if it.Report.Places[i].ID == it.Event.Place && it.Event.Place != "" {
			v.place = &it.Report.Places[i]
		}
	}
	return v
}

// told reports whether the event is told as done, in its first mention, as
// news of the day: the only ones that tables without modality may hold.
func (v view) told() bool { return store.Counts(v.Event) && v.Row.Status != "rejected" }

// pairs returns the dyads of the event; nil stands for nobody.
func (v view) pairs() [][2]*event.Actor {
	as, rs := v.actors, v.recipients
	if len(as) == 0 {
		as = []*event.Actor{nil}
	}
	if len(rs) == 0 {
		rs = []*event.Actor{nil}
	}
	var out [][2]*event.Actor
	for _, a := range as {
		for _, r := range rs {
			out = append(out, [2]*event.Actor{a, r})
		}
	}
	return out
}

// maxPairs bounds the dyads of one event in a row's id; the twelve members of
// a compound actor against as many recipients make 144.
const maxPairs = 1000

func pairID(id int64, n int) string { return strconv.FormatInt(id*maxPairs+int64(n), 10) }

func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func coordinate(f *float64) string {
	if f == nil {
		return ""
	}
	return strconv.FormatFloat(*f, 'f', 4, 64)
}

// join joins what of gives of actors with semicolons.
func join(as []*event.Actor, of func(*event.Actor) string) string {
	out := make([]string, 0, len(as))
	for _, a := range as {
		out = append(out, of(a))
	}
	return strings.Join(out, ";")
}

func writeJSON(file string, v any) error {
	raw, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return fmt.Errorf("dataset: %w", err)
	}
	if err := os.WriteFile(file, append(raw, '\n'), 0o644); err != nil { //nolint:gosec // for others to read
		return fmt.Errorf("dataset: %w", err)
	}
	return nil
}
