package dictionary

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Headers of the gazetteer's tables that this package writes.
const (
	thingHeader  = "name\taliases\tkind\tcountry\tsector\tcode\tstart\tend\tsource\n"
	roleHeader   = "phrase\tplural\tsector\tclass\toffice\n"
	personHeader = "name\taliases\tcountry\tsector\toffice\tstart\tend\tsource\n"
)

// Table writes records as tables of the gazetteer. A new header line begins
// each table of another form. Close must be called at the end.
type Table struct {
	w    *bufio.Writer
	form string
	seen map[string]bool
}

// NewTable returns a Table that writes to w.
func NewTable(w io.Writer) *Table { return &Table{w: bufio.NewWriter(w), seen: map[string]bool{}} }

// Close writes what is left.
func (t *Table) Close() error {
	if err := t.w.Flush(); err != nil {
		return fmt.Errorf("dictionary: write table: %w", err)
	}
	return nil
}

func (t *Table) header(form string) {
	if t.form != form {
		t.form = form
		t.w.WriteString(form)
	}
}

// Actor writes a block of a .actors file: one row for each code and the days
// on which it holds. A block of which one code is that of an elite (ELI) is a
// person, whose ELI codes are left out where there are others: the gazetteer
// makes former holders of an office ELI itself.
func (t *Table) Actor(a Actor, source string) {
	if isPerson(&a) {
		t.holder(&a, source)
		return
	}
	name := proper(a.Phrases[0])
	aliases := make([]string, 0, len(a.Phrases))
	for _, p := range a.Phrases[1:] {
		aliases = append(aliases, proper(p))
	}
	for _, r := range needed(a.Codes) {
		country, sector, code := Split(r.Code)
		if country == "" && sector == "" && code == "" {
			continue
		}
		t.header(thingHeader)
		// A dictionary's end is the first day on which the code holds no more; a table's is the last on which it does.
		fmt.Fprintf(t.w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", name, strings.Join(aliases, ";"), kind(sector, code), country, sector, code, iso(r.From), isoBefore(r.To), clean(source))
	}
}

// isPerson reports whether a block is a person's: it has a code for the time
// out of office, and none of an international actor.
func isPerson(a *Actor) bool {
	elite := false
	for _, r := range a.Codes {
		country, sector, _ := Split(r.Code)
		if country == "" {
			return false
		}
		elite = elite || sector == "ELI"
	}
	return elite && strings.Contains(a.Phrases[0], " ")
}

// holder writes the rows of a person: what the person was, and when.
func (t *Table) holder(a *Actor, source string) {
	p := Person{Name: proper(a.Phrases[0])}
	for _, alias := range a.Phrases[1:] {
		p.Aliases = append(p.Aliases, proper(alias))
	}
	kept := slices.DeleteFunc(slices.Clone(a.Codes), func(r Restriction) bool {
		_, sector, _ := Split(r.Code)
		return sector == "ELI"
	})
	if len(kept) == 0 {
		kept = a.Codes
	}
	for _, r := range needed(kept) {
		p.Country, p.Sector, _ = Split(r.Code)
		if p.Sector == "" {
			p.Sector = "CVL"
		}
		if p.Office = offices[p.Sector]; p.Office == "" {
			p.Office = "public figure"
		}
		p.Start, p.End = iso(r.From), isoBefore(r.To)
		t.Person(p, source)
	}
}

// needed returns the codes without those that others say too: one that holds
// before them, or one behind them with no other code between.
func needed(codes []Restriction) []Restriction {
	var out []Restriction
	for i, r := range codes {
		more := slices.ContainsFunc(codes[:i], func(e Restriction) bool { return e.covers(r) })
		for j := i + 1; j < len(codes) && codes[j].Code == r.Code && !more; j++ {
			more = codes[j].covers(r) && !r.covers(codes[j])
		}
		if !more {
			out = append(out, r)
		}
	}
	return out
}

// covers reports whether r says all that e says.
func (r Restriction) covers(e Restriction) bool {
	return r.Code == e.Code && (r.From == 0 || e.From >= r.From) && (r.To == 0 || e.To != 0 && e.To <= r.To)
}

// Agent writes a role noun of a .agents file; the first code for a phrase
// counts, and a phrase without a PLOVER sector is left out.
func (t *Table) Agent(a Agent) {
	_, sector, _ := Split("AAA" + a.Code)
	phrase := strings.ToLower(a.Phrase)
	key := sameWords.Replace(phrase)
	if sector == "" || t.seen[key] {
		return
	}
	t.seen[key] = true
	t.header(roleHeader)
	plural := strings.ToLower(a.Plural)
	if plural == "" {
		plural = "-"
	}
	fmt.Fprintf(t.w, "%s\t%s\t%s\tperson\t\n", clean(phrase), clean(plural), sector)
}

// Person writes one office of one person.
func (t *Table) Person(p Person, source string) {
	t.header(personHeader)
	fmt.Fprintf(t.w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", clean(p.Name), clean(strings.Join(p.Aliases, ";")), p.Country, p.Sector, clean(p.Office), p.Start, p.End, clean(source))
}

// clean keeps a cell on its line and in its column.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' {
			return ' '
		}
		return r
	}, s)
}

// proper writes a phrase in capitals as a name: "ARMY_OF_ISLAM" as "Army of
// Islam". Words with points and short ones alone stay in capitals.
func proper(s string) string {
	list := strings.Fields(clean(s))
	for i, w := range list {
		l := strings.ToLower(w)
		switch {
		case strings.Contains(w, "."), len(list) == 1 && len(w) <= 4:
		case i > 0 && (l == "of" || l == "the" || l == "and" || l == "for" || l == "in" || l == "al" || l == "de" || l == "la"):
			list[i] = l
		default:
			list[i] = capitalise(l)
		}
	}
	return strings.Join(list, " ")
}

// capitalise raises the first letter of each part of a hyphenated word.
func capitalise(w string) string {
	parts := strings.Split(w, "-")
	for i, p := range parts {
		if p != "" {
			r := []rune(p)
			parts[i] = strings.ToUpper(string(r[:1])) + string(r[1:])
		}
	}
	return strings.Join(parts, "-")
}

func iso(day int) string {
	if day == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", day/10000, day/100%100, day%100)
}

// isoBefore returns the day before, by the month where the day is the first.
func isoBefore(day int) string {
	if day == 0 {
		return ""
	}
	y, m, d := day/10000, day/100%100, day%100
	if d > 1 {
		return fmt.Sprintf("%04d-%02d-%02d", y, m, d-1)
	}
	if m--; m == 0 {
		y, m = y-1, 12
	}
	return fmt.Sprintf("%04d-%02d", y, m)
}

func kind(sector, code string) string {
	switch sector {
	case "GOV", "PRE":
		return "government"
	case "MIL":
		return "military"
	case "REB", "UAF", "PRM", "CRM":
		return "group"
	case "CVL", "REF":
		return "population"
	}
	if strings.HasPrefix(code, "IMG") {
		return "group"
	}
	return "organisation"
}

// Split reads a CAMEO actor code: a country and sectors ("USAGOVMIL"), or an
// international actor ("IGOUNO", "NGO"), whose code stays whole. Codes of
// countries become ISO's and secondary roles PLOVER's sectors; the first that
// PLOVER has counts.
func Split(cameo string) (country, sector, code string) {
	if len(cameo) < 3 || cameo == "---" {
		return "", "", ""
	}
	head := cameo[:3]
	switch head {
	case "IGO", "NGO", "MNC", "IMG", "ISM":
		return "", "", cameo
	case "NGM":
		return "", "", "ISM" + cameo[3:]
	case "INT", "UIS":
		return "", sectorOf(cameo[3:]), ""
	}
	if s := sectorOf(head); s != "" && len(cameo) == 3 {
		return "", s, ""
	}
	if now, ok := countries[head]; ok {
		head = now
	}
	sector = sectorOf(cameo[3:])
	switch {
	case head == "AAA", partsOfTheWorld[head] && sector != "":
		return "", sector, ""
	case partsOfTheWorld[head]:
		return "", "", head
	}
	if sector == "" {
		return head, "", head
	}
	return head, sector, ""
}

// sectorOf returns the first of the three-letter roles that PLOVER has.
func sectorOf(roles string) string {
	for ; len(roles) >= 3; roles = roles[3:] {
		if s, ok := sectors[roles[:3]]; ok {
			return s
		}
	}
	return ""
}
