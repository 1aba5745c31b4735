package actor

import (
	"sort"
)

// Options of a Resolver. The zero value uses the embedded tables alone.
type Options struct {
	Overlays []Table // read after the embedded tables, in order; a later record of one name wins
}

// Resolver grounds mentions of actors. It is safe for concurrent use.
type Resolver struct {
	g *gazetteer
}

// New reads the embedded tables and the overlays. A broken row is left out and
// listed by [Resolver.Faults]. It returns an error only if the embedded tables
// cannot be read.
func New(opt Options) (*Resolver, error) {
	tables, err := Embedded()
	if err != nil {
		return nil, err
	}
	return &Resolver{g: load(append(tables, opt.Overlays...))}, nil
}

// Faults returns the rows that were left out, by file and line.
func (r *Resolver) Faults() []Fault {
	out := append([]Fault(nil), r.g.faults...)
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].File != out[j].File {
			return out[i].File < out[j].File
		}
		return out[i].Line < out[j].Line
	})
	return out
}

// Version returns the hash of the tables and the last day for which people
// tables were kept: "sha256:... (newest record 2025-12-31)".
func (r *Resolver) Version() string {
	return r.g.sum + " (newest record " + partial{r.g.newest, r.g.newest}.String() + ")"
}
