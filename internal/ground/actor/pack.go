package actor

import (
	_ "embed" // the packed tables
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/internal/trie"
)

// The packed form of the embedded tables: what [load] makes of them, read in a
// ninth of the time. The tables are the truth: the packed form names those that
// it was made from by a checksum, and is passed over where they are others.

//go:generate go run ./build

//go:embed data/gazetteer.bin
var packed string

// packMagic names the form and its version.
const packMagic = "CACT0001"

// errPacked says that bytes are no packed tables of this version.
var errPacked = errors.New("actor: not packed tables of this version")

// tablesSum is a quick checksum of the embedded tables: which ones, and what
// they hold.
func tablesSum() (uint32, error) {
	list, err := embedded.ReadDir("data")
	if err != nil {
		return 0, fmt.Errorf("actor: embedded tables: %w", err)
	}
	sum := crc32.New(crc32.MakeTable(crc32.Castagnoli)) // processors have an instruction for it
	buf := make([]byte, 32<<10)
	for _, e := range list {
		f, err := embedded.Open("data/" + e.Name())
		if err != nil {
			return 0, fmt.Errorf("actor: embedded tables: %w", err)
		}
		sum.Write([]byte(e.Name()))
		if _, err := io.CopyBuffer(sum, struct{ io.Reader }{f}, buf); err != nil {
			return 0, fmt.Errorf("actor: embedded tables: %w", err)
		}
	}
	return sum.Sum32(), nil
}

// Pack returns the embedded tables in packed form. It returns an error if a row
// of them is broken. The same tables give the same bytes.
func Pack() ([]byte, error) {
	tables, err := Embedded()
	if err != nil {
		return nil, err
	}
	sum, err := tablesSum()
	if err != nil {
		return nil, err
	}
	return pack(tables, sum)
}

func pack(tables []Table, sum uint32) ([]byte, error) {
	l := newLoader(tables)
	l.read(tables)
	g := l.finish()
	if len(g.faults) > 0 {
		return nil, fmt.Errorf("actor: pack: %w", &g.faults[0])
	}
	w := packer{ids: map[string]uint64{}}
	w.gazetteer(g)
	out := append([]byte(packMagic), binary.LittleEndian.AppendUint32(nil, sum)...)
	out = binary.AppendUvarint(out, uint64(len(w.texts)))
	for _, s := range w.texts {
		out = binary.AppendUvarint(out, uint64(len(s)))
	}
	out = append(out, strings.Join(w.texts, "")...)
	return g.names.Append(append(out, w.buf...)), nil
}

// packer writes records as numbers; texts are written once each.
type packer struct {
	buf   []byte
	texts []string
	ids   map[string]uint64
}

func (w *packer) number(n uint64) { w.buf = binary.AppendUvarint(w.buf, n) }

func (w *packer) text(list ...string) {
	for _, s := range list {
		id, ok := w.ids[s]
		if !ok {
			id = uint64(len(w.texts))
			w.ids[s] = id
			w.texts = append(w.texts, s)
		}
		w.number(id)
	}
}

func (w *packer) at(o origin) {
	w.number(uint64(o.file))
	w.number(uint64(o.line))
}

func (w *packer) partial(p partial) {
	w.number(uint64(p.first))
	w.number(uint64(p.last - p.first))
}

func (w *packer) when(v interval) {
	w.partial(v.start)
	w.partial(v.end)
}

// gazetteer writes everything but the names; see unpacker.gazetteer.
func (w *packer) gazetteer(g *gazetteer) {
	w.text(g.sum)
	w.number(uint64(g.newest))
	w.number(uint64(len(g.files)))
	for _, f := range g.files {
		w.text(f.name)
		w.partial(f.asOf)
	}
	w.number(uint64(len(g.states)))
	for i := range g.states {
		s := &g.states[i]
		w.text(s.iso3, s.iso2, s.name, s.adjective, s.status)
		w.when(s.when)
		w.at(s.at)
	}
	w.number(uint64(len(g.things)))
	for i := range g.things {
		t := &g.things[i]
		w.text(t.name, string(t.kind), t.country, t.sector, t.code)
		w.number(uint64(t.class))
		w.when(t.when)
		w.at(t.at)
	}
	w.persons(g)
	w.number(uint64(len(g.roles)))
	for i := range g.roles {
		r := &g.roles[i]
		w.text(r.phrase, FoldName(r.phrase), r.sector)
		w.number(uint64(r.class))
		w.number(uint64(r.office))
		w.at(r.at)
	}
	w.number(uint64(len(g.aliases)))
	for _, a := range g.aliases {
		how := uint64(a.what) << 1
		if a.weak {
			how |= 1
		}
		w.number(how)
		w.number(uint64(a.ref))
		w.number(uint64(a.shape))
	}
}

func (w *packer) persons(g *gazetteer) {
	terms := 0
	for i := range g.persons {
		terms += len(g.persons[i].terms)
	}
	w.number(uint64(len(g.persons)))
	w.number(uint64(terms))
	for i := range g.persons {
		p := &g.persons[i]
		w.text(p.name, p.country)
		w.number(uint64(len(p.terms)))
		for j := range p.terms {
			t := &p.terms[j]
			w.text(t.office, t.country, t.sector)
			w.number(uint64(t.class))
			w.when(t.when)
			w.at(t.at)
		}
	}
	keys := make([]holderKey, 0, len(g.holders))
	for k := range g.holders {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, compareHolderKeys)
	w.number(uint64(len(keys)))
	for _, k := range keys {
		w.text(k.country)
		w.number(uint64(k.class))
		w.number(uint64(len(g.holders[k])))
		for _, h := range g.holders[k] {
			w.number(uint64(h.person))
			w.number(uint64(h.term))
		}
	}
}

// unpack returns what was read from the tables of which data is the packed
// form, nil if data is made from others. It keeps data.
func unpack(data string, sum uint32) (*gazetteer, error) {
	head := len(packMagic) + 4
	if len(data) < head || data[:len(packMagic)] != packMagic {
		return nil, errPacked
	}
	if binary.LittleEndian.Uint32([]byte(data[len(packMagic):head])) != sum {
		return nil, nil
	}
	r := unpacker{data: data[head:]}
	r.readTexts()
	g := r.gazetteer()
	var rest []byte
	var err error
	g.names, rest, err = trie.Read([]byte(data[head+r.at:]))
	if err != nil || r.broken || len(rest) > 0 {
		return nil, errPacked
	}
	return g, nil
}

// unpacker reads what packer writes.
type unpacker struct {
	data   string
	at     int // where the next number begins
	texts  []string
	broken bool
}

// stop ends the reading of what cannot be read.
func (r *unpacker) stop() { r.broken, r.at = true, len(r.data) }

func (r *unpacker) number() uint64 {
	shift, v := 0, uint64(0)
	for i := r.at; i < len(r.data) && shift < 64; i++ {
		c := r.data[i]
		v |= uint64(c&0x7F) << shift
		if c < 0x80 {
			r.at = i + 1
			return v
		}
		shift += 7
	}
	r.stop()
	return 0
}

// count returns a number of records, each of which takes a byte at least.
func (r *unpacker) count() int {
	n := r.number()
	if n > uint64(len(r.data)-r.at) {
		r.stop()
		return 0
	}
	return int(n)
}

// below returns a number less than n, 0 where it is not.
func (r *unpacker) below(n int) int32 {
	v := r.number()
	if v >= uint64(n) {
		r.broken = true
		return 0
	}
	return int32(v)
}

func (r *unpacker) readTexts() {
	r.texts = make([]string, r.count())
	lengths := make([]int, len(r.texts))
	for i := range lengths {
		lengths[i] = r.count()
	}
	for i, n := range lengths {
		if n > len(r.data)-r.at {
			r.stop()
			return
		}
		r.texts[i] = r.data[r.at : r.at+n]
		r.at += n
	}
}

func (r *unpacker) text() string {
	id := r.number()
	if id >= uint64(len(r.texts)) {
		r.broken = true
		return ""
	}
	return r.texts[id]
}

func (r *unpacker) origin() origin {
	return origin{file: int16(r.number()), line: int32(r.number())}
}

func (r *unpacker) partial() partial {
	first := day(r.number())
	return partial{first, first + day(r.number())}
}

func (r *unpacker) when() interval { return interval{r.partial(), r.partial()} }

// gazetteer reads everything but the names.
func (r *unpacker) gazetteer() *gazetteer {
	g := &gazetteer{sum: r.text(), newest: day(r.number())}
	g.files = make([]file, r.count())
	for i := range g.files {
		g.files[i] = file{name: r.text(), asOf: r.partial()}
	}
	g.states = make([]state, r.count())
	g.byISO = make(map[string]int32, len(g.states))
	for i := range g.states {
		g.states[i] = state{iso3: r.text(), iso2: r.text(), name: r.text(), adjective: r.text(), status: r.text(), when: r.when(), at: r.origin()}
		g.byISO[g.states[i].iso3] = int32(i)
	}
	g.things = make([]thing, r.count())
	for i := range g.things {
		t := &g.things[i]
		t.name, t.kind, t.country, t.sector, t.code = r.text(), event.ActorKind(r.text()), r.text(), r.text(), r.text()
		t.class, t.when, t.at = thingClass(r.number()), r.when(), r.origin()
	}
	r.persons(g)
	g.roles = make([]role, r.count())
	g.byRole = make(map[string]int32, len(g.roles))
	for i := range g.roles {
		phrase := r.text()
		g.byRole[r.text()] = int32(i)
		g.roles[i] = role{phrase: phrase, sector: r.text(), class: roleClass(r.number()), office: officeClass(r.number()), at: r.origin()}
	}
	g.aliases = make([]alias, r.count())
	for i := range g.aliases {
		how := r.number()
		a := alias{what: what(how >> 1), weak: how&1 == 1, ref: int32(r.number()), shape: uint32(r.number())}
		if int(a.ref) >= g.records(a.what) {
			r.broken = true
		}
		g.aliases[i] = a
	}
	return g
}

// records returns how many records there are of the kind that an alias names.
func (g *gazetteer) records(w what) int {
	switch w {
	case isState, isAdj, isCitizen, isPeople, isCapital:
		return len(g.states)
	case isThing:
		return len(g.things)
	case isFull, isShort, isSurname, isInitials:
		return len(g.persons)
	case isRole, isRoles:
		return len(g.roles)
	}
	return 0
}

func (r *unpacker) persons(g *gazetteer) {
	g.persons = make([]person, r.count())
	terms := make([]term, r.count())
	for i := range g.persons {
		p := &g.persons[i]
		p.name, p.country = r.text(), r.text()
		n := r.count()
		if n > len(terms) {
			r.broken = true
			return
		}
		p.terms, terms = terms[:n:n], terms[n:]
		for j := range p.terms {
			t := &p.terms[j]
			t.office, t.country, t.sector = r.text(), r.text(), r.text()
			t.class, t.when, t.at = officeClass(r.number()), r.when(), r.origin()
		}
	}
	keys := r.count()
	g.holders = make(map[holderKey][]holder, keys)
	for range keys {
		k := holderKey{country: r.text(), class: officeClass(r.number())}
		list := make([]holder, r.count())
		for i := range list {
			p := r.below(len(g.persons))
			list[i] = holder{p, r.below(len(g.persons[p].terms))}
		}
		g.holders[k] = list
	}
}
