// Package place finds the places that a text names and says where they are.
//
// A place is a country, a first- or second-order division, a city, a site or a
// region (a sea, a river, a part of the world) of the embedded gazetteer. A
// name of the gazetteer is a mention of a place unless the text uses it as
// something else: as a person's name, a common word, a newspaper, or as a
// metonym ("Moscow said"), which the actors tell. Demonyms are no places, but
// "Russian soil" is one.
//
// A name that several places share is settled, for the whole text, by the
// words beside it ("Kursk region", "Paris, Texas", "Nigeria's Borno state"),
// then by population, by the countries and divisions that the text names, by
// the distance to its other places, and by the publisher's own place.
//
// The data come from GeoNames and from the project's own tables; see
// data/README.md.
package place

import (
	_ "embed" // the gazetteer
	"fmt"
	"slices"
	"strconv"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/internal/ground/place/gazette"
	"casus.dev/casus/nlp"
)

// The gazetteer is made by ./build out of two npm packages; data/README.md has the commands.

//go:embed data/gazetteer.bin
var gazetteerData []byte

//go:embed data/usage.tsv
var usageData string

//go:embed data/countries.tsv
var countryData string

// Gazetteer finds places. It is safe for concurrent use.
type Gazetteer struct {
	file       *gazette.File
	usage      map[string]use
	adjectives map[string]int // country's record by adjective, in lower case
}

// use is how often texts used a name, folded, as a place, as another name, as
// a word in lower case, and as the first word of a person's name.
type use struct{ place, other, lower, given int }

// Load returns the embedded gazetteer. It returns an error that names file and
// line if an embedded table is broken.
func Load() (*Gazetteer, error) {
	file, err := gazette.Open(gazetteerData)
	if err != nil {
		return nil, fmt.Errorf("place: gazetteer: %w", err)
	}
	g := &Gazetteer{file: file, adjectives: map[string]int{}}
	if g.usage, err = readUsage(usageData); err != nil {
		return nil, err
	}
	country := 0
	err = rows("countries.tsv", countryData, 8, func(c []string) error {
		for a := range strings.SplitSeq(c[7], "|") {
			if a != "" {
				g.adjectives[strings.ToLower(a)] = country
			}
		}
		if country >= file.Len() || file.Record(country).Code != c[1] {
			return fmt.Errorf("%s is not in the gazetteer; build it anew", c[1])
		}
		country++
		return nil
	})
	if err != nil {
		return nil, err
	}
	return g, nil
}

// readUsage reads the counts of names.
func readUsage(text string) (map[string]use, error) {
	usage := make(map[string]use, 4<<10)
	err := rows("usage.tsv", text, 5, func(c []string) error {
		var n [4]int
		for i := range n {
			v, err := strconv.Atoi(c[i+1])
			if err != nil || v < 0 {
				return fmt.Errorf("%q is no count", c[i+1])
			}
			n[i] = v
		}
		usage[c[0]] = use{n[0], n[1], n[2], n[3]}
		return nil
	})
	return usage, err
}

// rows calls row for each line of a TSV table that is no comment. It returns
// the first error with file and line.
func rows(name, text string, columns int, row func([]string) error) error {
	for n := 1; text != ""; n++ {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		cols := strings.Split(line, "\t")
		if len(cols) != columns {
			return fmt.Errorf("place: %s:%d: %d columns, want %d", name, n, len(cols), columns)
		}
		if err := row(cols); err != nil {
			return fmt.Errorf("place: %s:%d: %w", name, n, err)
		}
	}
	return nil
}

// Find returns the places that d names, in the order of the text, with ids
// pl1, pl2, ... A name of an actor that is used for its government is left
// out. Publisher is the publisher's name, "" if unknown; a place in it is
// taken to be near. The spans do not overlap; the result is never nil.
func (g *Gazetteer) Find(d *nlp.Doc, actors []event.Actor, publisher string) []event.Place {
	s := search{g: g, doc: d, owner: map[int]owner{}, seat: map[int]string{}, boxes: map[int]int{}, persons: map[string]bool{}}
	s.own(actors)
	for i := range d.Sents {
		s.scan(d.Sents[i].Span)
	}
	if d.Sents == nil {
		s.scan(nlp.Span{Start: 0, End: d.Len()})
	}
	s.near(publisher)
	s.resolve()
	return s.places()
}

// plain returns the name of a division without the word for it: "Kursk" of
// "Kursk Oblast", but "Western Province" whole.
func plain(name string) string {
	name, _, _ = strings.Cut(name, " (")
	at := strings.LastIndexByte(name, ' ')
	if at < 0 || !divisionWords[strings.ToLower(name[at+1:])] {
		return name
	}
	if first := strings.ToLower(name[:at]); strings.HasSuffix(first, "capital") || sides[first] || common[first] || first == "free" {
		return name
	}
	return name[:at]
}

// places returns the accepted mentions.
func (s *search) places() []event.Place {
	out := []event.Place{}
	for i := range s.mentions {
		m := &s.mentions[i]
		if m.sense == gazette.None || !m.accepted {
			continue
		}
		r := s.g.file.Record(m.sense)
		if m.seat != "" && (m.seat == anySeat || r.Country == gazette.None || s.g.file.Record(r.Country).Code == m.seat) {
			continue // stands for its government
		}
		lat, lon := r.Lat, r.Lon
		p := event.Place{
			ID: "pl" + strconv.Itoa(len(out)+1), Span: s.doc.RangeOf(m.words),
			Name: r.Name, Lat: &lat, Lon: &lon, Grain: grains[r.Kind], GeoNameID: r.ID, Basis: m.basis,
			Words: m.words, Head: s.doc.HeadOf(m.words),
		}
		if r.Country != gazette.None {
			p.Country = s.g.file.Record(r.Country).Code
		}
		if r.Kind == gazette.Admin1 {
			p.Admin1 = plain(r.Name)
		} else if r.Admin1 != gazette.None {
			p.Admin1 = plain(s.g.file.Record(r.Admin1).Name)
		}
		out = append(out, p)
	}
	return slices.Clip(out)
}
