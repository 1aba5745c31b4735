package dictionary

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
)

// Person is one office of one person.
type Person struct {
	Name       string
	Aliases    []string
	Country    string // ISO 3166-1 alpha-3, "" if unknown
	Sector     string // PLOVER
	Office     string
	Start, End string // YYYY-MM-DD, YYYY-MM or YYYY; "" if open
	Line       int
}

// Positions is what the first reading of a dump finds: the offices that
// people may hold, and the countries. Its size grows with the number of
// offices, not of people.
type Positions struct {
	offices   map[string]position // by item
	countries map[string]string   // item to alpha-3
}

type position struct {
	label string
	home  string // item of the country
}

// maxEntity bounds a line of a dump; the largest entities have about 4 MB.
const maxEntity = 32 << 20

// entity is what is read of a line of a dump.
type entity struct {
	ID     string `json:"id"`
	Labels map[string]struct {
		Value string `json:"value"`
	} `json:"labels"`
	Aliases map[string][]struct {
		Value string `json:"value"`
	} `json:"aliases"`
	Claims map[string][]claim `json:"claims"`
}

type claim struct {
	Rank       string            `json:"rank"`
	Mainsnak   snak              `json:"mainsnak"`
	Qualifiers map[string][]snak `json:"qualifiers"`
}

type snak struct {
	Datavalue struct {
		Value json.RawMessage `json:"value"`
	} `json:"datavalue"`
}

// item returns the item that a snak names, "" for none.
func (s *snak) item() string {
	var v struct {
		ID string `json:"id"`
	}
	if json.Unmarshal(s.Datavalue.Value, &v) != nil {
		return ""
	}
	return v.ID
}

// time returns a snak's time as far as its precision goes, "" for none.
func (s *snak) time() string {
	var v struct {
		Time      string `json:"time"`
		Precision int    `json:"precision"`
	}
	if json.Unmarshal(s.Datavalue.Value, &v) != nil || len(v.Time) < 11 || v.Time[0] != '+' {
		return ""
	}
	switch t := v.Time[1:11]; {
	case v.Precision >= 11:
		return t
	case v.Precision == 10:
		return t[:7]
	case v.Precision == 9:
		return t[:4]
	}
	return ""
}

// entities yields the entities of a dump, one JSON object a line, with or
// without the brackets and commas of an array. A line that is no entity gives
// a *[LineError] and the rest goes on.
func entities(r io.Reader, name string) iter.Seq2[*entity, error] {
	return func(yield func(*entity, error) bool) {
		in := bufio.NewReaderSize(r, 1<<20)
		for n := 1; ; n++ {
			line, err := readLine(in)
			if errors.Is(err, errLong) {
				if !yield(nil, &LineError{name, n, fmt.Sprintf("entity is longer than %d bytes", maxEntity)}) {
					return
				}
				continue
			}
			line = bytes.TrimRight(bytes.TrimSpace(line), ",")
			if len(line) > 0 && string(line) != "[" && string(line) != "]" {
				e := &entity{}
				if jerr := json.Unmarshal(line, e); jerr != nil || e.ID == "" {
					reason := "no entity: it has no id"
					if jerr != nil {
						reason = "no JSON: " + jerr.Error()
					}
					if !yield(nil, &LineError{name, n, reason}) {
						return
					}
				} else if !yield(e, nil) {
					return
				}
			}
			if err != nil {
				if !errors.Is(err, io.EOF) {
					yield(nil, &LineError{name, n, err.Error()})
				}
				return
			}
		}
	}
}

var errLong = errors.New("dictionary: line too long")

// readLine returns the next line; one that is too long is passed over.
func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := in.ReadSlice('\n')
		if !long && len(line)+len(part) <= maxEntity {
			line = append(line, part...)
		} else {
			long, line = true, nil
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if long && (err == nil || errors.Is(err, io.EOF)) {
			return nil, errLong
		}
		return line, err
	}
}

// ReadPositions reads a dump for the first time: offices (items with a
// country or jurisdiction that are no people) and countries (items with an
// alpha-3 code). Lines that cannot be read are left to ReadPeople to report.
func ReadPositions(r io.Reader, name string) *Positions {
	p := &Positions{offices: map[string]position{}, countries: map[string]string{}}
	for e, err := range entities(r, name) {
		if err != nil {
			continue
		}
		if iso := e.text("P298"); len(iso) == 3 {
			p.countries[e.ID] = iso
		}
		if slices.Contains(e.items("P31"), "Q5") || e.Labels["en"].Value == "" {
			continue
		}
		home := first(e.items("P1001"))
		if home == "" {
			home = first(e.items("P17"))
		}
		if home != "" && (len(e.Claims["P279"]) > 0 || len(e.Claims["P1308"]) > 0 || slices.ContainsFunc(e.items("P31"), isOffice)) {
			p.offices[e.ID] = position{e.Labels["en"].Value, home}
		}
	}
	return p
}

// isOffice reports whether an item is Wikidata's class of positions or of
// public offices.
func isOffice(item string) bool {
	return item == "Q4164871" || item == "Q294414" || item == "Q97280741"
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// items returns the items that a property names, without deprecated claims.
func (e *entity) items(property string) []string {
	var out []string
	for i := range e.Claims[property] {
		c := &e.Claims[property][i]
		if id := c.Mainsnak.item(); id != "" && c.Rank != "deprecated" {
			out = append(out, id)
		}
	}
	return out
}

// text returns a property that is a string.
func (e *entity) text(property string) string {
	for i := range e.Claims[property] {
		var s string
		if json.Unmarshal(e.Claims[property][i].Mainsnak.Datavalue.Value, &s) == nil {
			return s
		}
	}
	return ""
}

// ReadPeople reads a dump for the second time and yields an entry for each
// office with a known name that a person held. The error is a *[LineError].
func ReadPeople(r io.Reader, name string, p *Positions) iter.Seq2[Person, error] {
	return func(yield func(Person, error) bool) {
		for e, err := range entities(r, name) {
			if err != nil {
				if !yield(Person{}, err) {
					return
				}
				continue
			}
			label := e.Labels["en"].Value
			if label == "" || !slices.Contains(e.items("P31"), "Q5") {
				continue
			}
			for i := range e.Claims["P39"] {
				person, ok := e.office(&e.Claims["P39"][i], p, label)
				if ok && !yield(person, nil) {
					return
				}
			}
		}
	}
}

func (e *entity) office(c *claim, p *Positions, label string) (Person, bool) {
	pos, ok := p.offices[c.Mainsnak.item()]
	if !ok || c.Rank == "deprecated" {
		return Person{}, false
	}
	out := Person{Name: label, Office: pos.label, Country: p.countries[pos.home], Sector: officeSector(pos.label)}
	if out.Country == "" {
		if citizen := first(e.items("P27")); citizen != "" {
			out.Country = p.countries[citizen]
		}
	}
	if out.Country == "" {
		return Person{}, false
	}
	for _, a := range e.Aliases["en"] {
		if !strings.ContainsAny(a.Value, ";\t") {
			out.Aliases = append(out.Aliases, a.Value)
		}
	}
	if q := c.Qualifiers["P580"]; len(q) > 0 {
		out.Start = q[0].time()
	}
	if q := c.Qualifiers["P582"]; len(q) > 0 {
		out.End = q[0].time()
	}
	return out, true
}

// officeSector returns the PLOVER sector of an office by the words of its
// English name.
func officeSector(office string) string {
	o := strings.ToLower(office)
	for _, s := range officeSectors {
		if strings.Contains(o, s.word) {
			return s.sector
		}
	}
	return "GOV"
}
