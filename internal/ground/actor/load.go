package actor

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"strings"

	"casus.dev/casus/internal/trie"
)

//go:embed data/*.tsv
var embedded embed.FS

// Table is a table of records in one of the forms that data/README.md
// describes. Name stands in the faults that are found in it.
type Table struct {
	Name string
	Data []byte
}

// Embedded returns the tables that the program carries, sorted by name.
func Embedded() ([]Table, error) {
	list, err := embedded.ReadDir("data")
	if err != nil {
		return nil, fmt.Errorf("actor: embedded tables: %w", err)
	}
	out := make([]Table, 0, len(list))
	for _, e := range list {
		data, err := embedded.ReadFile("data/" + e.Name())
		if err != nil {
			return nil, fmt.Errorf("actor: embedded tables: %w", err)
		}
		out = append(out, Table{e.Name(), data})
	}
	return out, nil
}

// loader fills a gazetteer from tables.
type loader struct {
	g       *gazetteer
	b       *trie.Builder
	at      origin
	col     []string // cells of the row, in the order of want
	buf     []byte   // scratch of add
	ids     []int32  // scratch of add
	people  map[human]int32
	offices map[string]officeClass
	surname []surname // made when all people are known
}

// human is what tells people of one name apart.
type human struct{ name, country string }

type surname struct {
	name   string
	person int32
}

// newLoader returns a loader with room for tables.
func newLoader(tables []Table) *loader {
	size := 0
	for _, t := range tables {
		size += len(t.Data)
	}
	g := &gazetteer{
		byISO: map[string]int32{}, byRole: make(map[string]int32, 2048), holders: make(map[holderKey][]holder, 2048),
		persons: make([]person, 0, size/128), aliases: make([]alias, 0, size/24),
	}
	return &loader{g: g, b: trie.NewBuilder(size / 24)}
}

// load reads tables in order; a later person, body or state with the name of
// an earlier one adds to it.
func load(tables []Table) *gazetteer {
	l := newLoader(tables)
	l.read(tables)
	return l.finish()
}

// read reads tables after those that the loader has read before.
func (l *loader) read(tables []Table) {
	g := l.g
	l.people, l.offices = make(map[human]int32, cap(g.persons)), map[string]officeClass{}
	for i := range g.persons {
		l.people[human{g.persons[i].name, g.persons[i].country}] = int32(i)
	}
	things, persons := len(g.things), len(g.persons)
	hash := sha256.New()
	hash.Write([]byte(g.sum))
	for _, t := range tables {
		hash.Write(t.Data)
		l.table(t)
	}
	l.surnames()
	l.cross(things, persons)
	g.sum = "sha256:" + hex.EncodeToString(hash.Sum(nil))
}

// finish returns what was read.
func (l *loader) finish() *gazetteer {
	l.g.names = l.b.Build()
	return l.g
}

// forms of tables, by a column that only they have.
var forms = []struct {
	key  string
	want []string
	row  func(*loader)
}{
	{"iso3", []string{"iso3", "iso2", "cow", "status", "name", "official", "adjectives", "demonyms", "capitals", "aliases", "start", "end"}, (*loader).state},
	{"phrase", []string{"phrase", "plural", "sector", "class", "office"}, (*loader).role},
	{"office", []string{"name", "aliases", "country", "sector", "office", "start", "end", "source"}, (*loader).person},
	{"kind", []string{"name", "aliases", "kind", "country", "sector", "code", "start", "end", "source"}, (*loader).thing},
}

// maxRow bounds a row; the longest embedded one is under 1 kB.
const maxRow = 64 << 10

func (l *loader) table(t Table) {
	l.g.files = append(l.g.files, file{name: t.Name})
	f := int16(len(l.g.files) - 1)
	l.at = origin{file: f}
	var row func(*loader)
	var from []int // column of the file for each wanted column, -1 for none
	for line := range strings.Lines(string(t.Data)) {
		l.at.line++
		line = strings.TrimRight(line, "\r\n")
		switch {
		case len(line) > maxRow:
			l.g.fault(l.at, "row is longer than %d bytes", maxRow)
		case strings.TrimSpace(line) == "":
		case line[0] == '#':
			if v, ok := strings.CutPrefix(line, "# as-of:"); ok {
				l.asOf(strings.TrimSpace(v))
			}
		case row == nil:
			if row, from = l.header(line); row == nil {
				l.g.fault(l.at, "no header of a known table: %.80q", line)
				return
			}
		case l.headerAgain(line):
			row, from = l.header(line)
		default:
			if l.cells(line, from) {
				row(l)
			}
		}
	}
}

// headerAgain reports whether a line is the header of a further table in the
// same file, as imported tables have.
func (*loader) headerAgain(line string) bool {
	return strings.HasPrefix(line, "name\taliases\t") || strings.HasPrefix(line, "phrase\tplural\t") || strings.HasPrefix(line, "iso3\tiso2\t")
}

func (l *loader) asOf(s string) {
	p, err := parsePartial(s)
	if err != nil {
		l.g.fault(l.at, "as-of: %v", err)
		return
	}
	l.g.files[l.at.file].asOf = p
}

func (l *loader) header(line string) (row func(*loader), from []int) {
	at := map[string]int{}
	for i, c := range strings.Split(line, "\t") {
		at[strings.TrimSpace(c)] = i
	}
	for _, f := range forms {
		if _, ok := at[f.key]; !ok {
			continue
		}
		if _, ok := at[f.want[0]]; !ok {
			continue
		}
		for _, name := range f.want {
			i, ok := at[name]
			if !ok {
				i = -1
			}
			from = append(from, i)
		}
		l.col = make([]string, len(f.want))
		if f.key == "office" && l.g.newest < l.g.files[l.at.file].asOf.last {
			l.g.newest = l.g.files[l.at.file].asOf.last
		}
		return f.row, from
	}
	return nil, nil
}

// cells cuts a row into l.col.
func (l *loader) cells(line string, from []int) bool {
	var cells [16]string
	n := 0
	for rest, more := line, true; more; n++ {
		if n == len(cells) {
			l.g.fault(l.at, "more than %d columns", len(cells))
			return false
		}
		cells[n], rest, more = strings.Cut(rest, "\t")
	}
	for i, c := range from {
		l.col[i] = ""
		if c >= 0 && c < n {
			l.col[i] = strings.TrimSpace(cells[c])
		}
	}
	if l.col[0] == "" {
		l.g.fault(l.at, "first column is empty")
		return false
	}
	return true
}

// when reads two cells as an interval; a broken one leaves the row out.
func (l *loader) when(start, end string) (v interval, ok bool) {
	var err error
	if v.start, err = parsePartial(start); err != nil {
		l.g.fault(l.at, "start: %v", err)
		return v, false
	}
	if v.end, err = parsePartial(end); err != nil {
		l.g.fault(l.at, "end: %v", err)
		return v, false
	}
	if v.end.last != 0 && v.end.last < v.start.first {
		l.g.fault(l.at, "ends on %v, before it starts on %v", v.end, v.start)
		return v, false
	}
	return v, true
}

// add makes name an alias; a trailing "?" marks a weak one.
func (l *loader) add(name string, ref int32, w what) {
	weak := false
	if n := len(name); n > 0 && name[n-1] == '?' {
		name, weak = name[:n-1], true
	}
	l.addAs(name, ref, w, weak)
}

func (l *loader) addAs(name string, ref int32, w what, weak bool) {
	a := alias{ref: ref, what: w, weak: weak}
	l.ids = l.ids[:0]
	eachPiece(name, func(piece string) {
		s := lower
		if piece == possessive {
			l.buf = append(l.buf[:0], possessive...)
		} else if l.buf, s = fold(l.buf[:0], piece); len(l.buf) == 0 {
			return
		}
		if w == isRole || w == isRoles || len(l.ids) == 0 && len(l.buf) == 2 && l.buf[1] == 'l' && (l.buf[0] == 'a' || l.buf[0] == 'e') {
			s = lower // the article of "Al-Qaeda" is written either way
		}
		if n := len(l.ids); n < 16 {
			a.shape |= uint32(s) << (2 * n)
		}
		l.ids = append(l.ids, l.b.Word(l.buf))
	})
	if len(l.ids) == 0 {
		l.g.fault(l.at, "name %q has no letters", name)
		return
	}
	// Acronyms ask for capitals; longer names are also found in headlines and mixed case.
	if len(l.ids) > 1 || len(name) > 6 {
		high := a.shape & 0xAAAAAAAA
		a.shape = a.shape&^high | high>>1
	}
	l.b.Add(l.ids, int32(len(l.g.aliases)))
	l.g.aliases = append(l.g.aliases, a)
}

// each calls f with the entries of a cell that ";" separates.
func each(cell string, f func(string)) {
	for rest, more := cell, cell != ""; more; {
		var s string
		s, rest, more = strings.Cut(rest, ";")
		if s = strings.TrimSpace(s); s != "" {
			f(s)
		}
	}
}
