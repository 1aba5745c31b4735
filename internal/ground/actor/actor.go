// Package actor grounds mentions: who is meant by a name, a role, a country,
// on the day of an article.
//
// A gazetteer of states, bodies, people with their terms of office, and role
// nouns is embedded (data/README.md) and can be overlaid. A [Resolver] finds
// their names in a Doc, reads the phrases around them, and returns one
// [event.Actor] for each entity with every place where the text speaks of it:
//
//   - a name ("Angela Merkel"), short names after a full one, initials;
//   - a role with its country ("the French foreign minister", "president of
//     Poland"), which is the holder of that office on the day, if one was;
//   - an apposition to either; "spokesman for" ties the speaker to whom he or
//     she speaks for (For);
//   - a country, its adjective (a mention by demonym, of use where it modifies
//     what is no actor: "Ukrainian strikes"), its people;
//   - a capital or seat of power that stands for a government (a metonym);
//     in the sense of a place it is no actor. A place under attack stands for
//     its country;
//   - bodies and groups, unnamed ones by sector and country ("Syrian rebels").
//
// Codes are country and PLOVER sector, or an organisation's own (IGONATO).
// Former holders of an office are ELI. A body without a country in the text
// ("the army", "police") is left without one: its place and what is told
// before it say more than this package knows.
// Basis says whether gazetteer or text decided; Interval is the term that was
// used.
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
	sum, err := tablesSum()
	if err != nil {
		return nil, err
	}
	g, err := unpack(packed, sum)
	if err != nil {
		return nil, err
	}
	if g == nil { // a table was changed since it was packed
		tables, err := Embedded()
		if err != nil {
			return nil, err
		}
		g = load(tables)
	}
	if len(opt.Overlays) > 0 {
		l := loader{g: g, b: g.names.Builder()}
		l.read(opt.Overlays)
		g = l.finish()
	}
	return &Resolver{g: g}, nil
}

// Faults returns the rows that were left out, by file and line.
func (r *Resolver) Faults() []RowError {
	out := append([]RowError(nil), r.g.faults...)
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
