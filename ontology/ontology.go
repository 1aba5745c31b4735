// Package ontology holds the coding schemes in which casus records events:
// PLOVER (event types, modes, contexts, sectors), CAMEO codes with their
// PLOVER types, and the conflict-cooperation scales that are called
// "Goldstein".
//
// A quad class is 1 verbal cooperation, 2 material cooperation, 3 verbal
// conflict, 4 material conflict. Three Goldstein tables are in circulation and
// disagree on eight codes; GDELT's is the default. Two faults of PLOVER's
// manual are mended: ACCUSE scores -3 (printed as 3), and SANCTION is material
// conflict (the manual says both). See data in README.md of this folder.
package ontology

import (
	"slices"
	"strings"
)

//go:generate go run ./gen ../../shared/data/events

// Type is a PLOVER event type.
type Type struct {
	Name      string
	Quad      int     // 1..4
	Recipient bool    // PLOVER requires a recipient
	Score     float64 // conflict-cooperation score, -10..10
	Modes     []Mode
}

// Mode is a PLOVER mode of an event type. Scored is false where the manual
// gives no score.
type Mode struct {
	Name   string
	Score  float64
	Scored bool
}

// Code is a CAMEO event code.
type Code struct {
	Code    string
	Label   string
	Type    string   // PLOVER type; "" where PLOVER drops the code
	Mode    string   // PLOVER mode, "" if none
	Context []string // PLOVER contexts that the code implies
	GDELT   float64  // Goldstein scores; NaN-free: see Has
	ICEWS   float64
	Phoenix float64
	has     uint8
}

// Table names a Goldstein table.
type Table string

// The Goldstein tables.
const (
	GDELT   Table = "gdelt"
	ICEWS   Table = "icews"
	Phoenix Table = "phoenix"
)

// Types returns the 16 PLOVER event types, ordered by quad class as in the
// manual. The caller must not change them.
func Types() []Type { return types }

// Contexts returns the 37 PLOVER contexts.
func Contexts() []string { return contexts }

// Sectors returns the PLOVER sectors.
func Sectors() []string { return sectors }

// TypeOf returns the PLOVER type named name.
func TypeOf(name string) (Type, bool) {
	i := slices.IndexFunc(types, func(t Type) bool { return t.Name == name })
	if i < 0 {
		return Type{}, false
	}
	return types[i], true
}

// Quad returns the quad class of a PLOVER type, 0 for an unknown one.
func Quad(name string) int {
	t, _ := TypeOf(name)
	return t.Quad
}

// HasMode reports whether mode belongs to the PLOVER type; no mode belongs to
// every type.
func HasMode(name, mode string) bool {
	if mode == "" {
		return true
	}
	t, ok := TypeOf(name)
	return ok && slices.ContainsFunc(t.Modes, func(m Mode) bool { return m.Name == mode })
}

// IsContext reports whether name is a PLOVER context.
func IsContext(name string) bool { return slices.Contains(contexts, name) }

// Lookup returns the CAMEO code.
func Lookup(code string) (Code, bool) {
	i, ok := slices.BinarySearchFunc(codes, code, func(c Code, s string) int { return strings.Compare(c.Code, s) })
	if !ok {
		return Code{}, false
	}
	return codes[i], true
}

// Codes returns all CAMEO codes in order. The caller must not change them.
func Codes() []Code { return codes }

// Goldstein returns the score of a CAMEO code in a table, and whether the
// table has one. A code that the table lacks takes the score of its parent
// code (1951 that of 195).
func Goldstein(code string, t Table) (float64, bool) {
	for len(code) >= 2 {
		if c, ok := Lookup(code); ok {
			if v, ok := c.score(t); ok {
				return v, true
			}
		}
		code = code[:len(code)-1]
	}
	return 0, false
}

const (
	hasGDELT = 1 << iota
	hasICEWS
	hasPhoenix
)

func (c Code) score(t Table) (float64, bool) {
	switch t {
	case ICEWS:
		return c.ICEWS, c.has&hasICEWS != 0
	case Phoenix:
		return c.Phoenix, c.has&hasPhoenix != 0
	default: // the zero value means the default table
		return c.GDELT, c.has&hasGDELT != 0
	}
}
