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
	"time"
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
	line   int
	ID     string `json:"id"`
	Labels object[struct {
		Value string `json:"value"`
	}] `json:"labels"`
	Aliases object[[]struct {
		Value string `json:"value"`
	}] `json:"aliases"`
	Claims object[[]claim] `json:"claims"`
}

// object is a JSON object; dumps write an empty one as "[]".
type object[T any] map[string]T

// UnmarshalJSON reads an object or an empty array.
func (o *object[T]) UnmarshalJSON(data []byte) error {
	if string(bytes.TrimSpace(data)) == "[]" {
		return nil
	}
	return json.Unmarshal(data, (*map[string]T)(o))
}

// label returns the English name of an entity, else the one for all languages.
func (e *entity) label() string {
	if l := e.Labels["en"].Value; l != "" {
		return l
	}
	return e.Labels["mul"].Value
}

type claim struct {
	Rank       string         `json:"rank"`
	Mainsnak   snak           `json:"mainsnak"`
	Qualifiers object[[]snak] `json:"qualifiers"`
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
func (s *snak) time() (string, error) {
	at, precision := s.instant()
	form := ""
	switch {
	case at == "":
	case precision >= 11:
		form = time.DateOnly
	case precision == 10:
		form = "2006-01"
	case precision == 9:
		form = "2006"
	}
	if form == "" {
		return "", nil
	}
	t := at[:len(form)]
	if _, err := time.Parse(form, t); err != nil {
		return "", fmt.Errorf("%q is no date", t)
	}
	return t, nil
}

// instant returns the date of a snak of our era, YYYY-MM-DD, and its precision;
// "" for none.
func (s *snak) instant() (at string, precision int) {
	var v struct {
		Time      string `json:"time"`
		Precision int    `json:"precision"`
	}
	if json.Unmarshal(s.Datavalue.Value, &v) != nil || len(v.Time) < 12 || v.Time[0] != '+' || v.Time[11] != 'T' {
		return "", 0
	}
	return v.Time[1:11], v.Precision
}

// entities yields the entities of a dump, one JSON object a line, with or
// without the brackets and commas of an array, of those whose line may be of
// use; of the others it asks, if check is set, whether they are JSON. A line
// that is no entity gives a *[LineError] and the rest goes on.
func entities(r io.Reader, name string, useful func(line []byte) bool, check bool) iter.Seq2[*entity, error] {
	return func(yield func(*entity, error) bool) {
		in := bufio.NewReaderSize(r, 1<<20)
		for n := 1; ; n++ {
			line, err := readLine(in, maxEntity)
			if errors.Is(err, errLong) {
				if !yield(nil, &LineError{name, n, fmt.Sprintf("entity is longer than %d bytes", maxEntity)}) {
					return
				}
				continue
			}
			line = bytes.TrimRight(bytes.TrimSpace(line), ",")
			if len(line) > 0 && string(line) != "[" && string(line) != "]" && (useful(line) || check && !json.Valid(line)) {
				e := &entity{}
				if jerr := json.Unmarshal(line, e); jerr != nil || e.ID == "" {
					reason := "no entity: it has no id"
					if jerr != nil {
						reason = "no JSON: " + jerr.Error()
					}
					if !yield(nil, &LineError{name, n, reason}) {
						return
					}
				} else if e.line = n; !yield(e, nil) {
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

// readLine returns the next line; one that is longer than most bytes is passed
// over.
func readLine(in *bufio.Reader, most int) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := in.ReadSlice('\n')
		if !long && len(line)+len(part) <= most {
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
	for e, err := range entities(r, name, mayBeOffice, false) {
		if err != nil {
			continue
		}
		if iso := e.text("P298"); len(iso) == 3 {
			p.countries[e.ID] = iso
		}
		if slices.Contains(e.items("P31"), "Q5") || e.label() == "" {
			continue
		}
		home := first(e.items("P1001"))
		if home == "" {
			home = first(e.items("P17"))
		}
		if home != "" && (len(e.Claims["P279"]) > 0 || len(e.Claims["P1308"]) > 0 || slices.ContainsFunc(e.items("P31"), isOffice)) {
			p.offices[e.ID] = position{e.label(), home}
		}
	}
	return p
}

// mayBeOffice reports whether the line of an entity has what ReadPositions asks
// for; most lines of a dump do not, and are not worth reading.
func mayBeOffice(line []byte) bool {
	has := func(word string) bool { return bytes.Contains(line, []byte(word)) }
	return has(`"P298"`) || (has(`"P1001"`) || has(`"P17"`)) &&
		(has(`"P279"`) || has(`"P1308"`) || has(`"Q4164871"`) || has(`"Q294414"`) || has(`"Q97280741"`))
}

// mayHoldOffice is mayBeOffice for ReadPeople.
func mayHoldOffice(line []byte) bool { return bytes.Contains(line, []byte(`"P39"`)) }

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
		for e, err := range entities(r, name, mayHoldOffice, true) {
			if err != nil {
				if !yield(Person{}, err) {
					return
				}
				continue
			}
			label := e.label()
			if label == "" || !slices.Contains(e.items("P31"), "Q5") {
				continue
			}
			for i := range e.Claims["P39"] {
				person, ok, err := e.office(&e.Claims["P39"][i], p, label)
				person.Line = e.line
				if err != nil {
					err = &LineError{name, e.line, fmt.Sprintf("%s of %s: %v", person.Office, label, err)}
				}
				if (ok || err != nil) && !yield(person, err) {
					return
				}
			}
		}
	}
}

// office returns the office of a claim; without an error and with false it
// tells of none that the tables can use.
func (e *entity) office(c *claim, p *Positions, label string) (out Person, ok bool, err error) {
	pos, ok := p.offices[c.Mainsnak.item()]
	if !ok || c.Rank == "deprecated" {
		return Person{}, false, nil
	}
	out = Person{Name: label, Office: pos.label, Country: p.countries[pos.home], Sector: officeSector(pos.label)}
	if out.Country == "" {
		if citizen := first(e.items("P27")); citizen != "" {
			out.Country = p.countries[citizen]
		}
	}
	if out.Country == "" {
		return Person{}, false, nil
	}
	for _, language := range [...]string{"en", "mul"} {
		for _, a := range e.Aliases[language] {
			if !strings.ContainsAny(a.Value, ";\t") {
				out.Aliases = append(out.Aliases, a.Value)
			}
		}
	}
	if q := c.Qualifiers["P580"]; len(q) > 0 {
		if out.Start, err = q[0].time(); err != nil {
			return out, false, err
		}
	}
	if q := c.Qualifiers["P582"]; len(q) > 0 {
		if out.End, err = q[0].time(); err != nil {
			return out, false, err
		}
	}
	return out, true, nil
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
