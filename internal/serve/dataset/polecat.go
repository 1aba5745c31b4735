package dataset

import (
	"strconv"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/internal/keep/store"
	"casus.dev/casus/ontology"
)

// polecat is the table of the POLECAT releases: 40 columns, tab-separated.
// Lists are joined by semicolons.
func polecat() format {
	return format{"tsv", columnsOf(polecatColumns), func(it store.Item) [][]string {
		v := look(it)
		if !v.told() {
			return nil
		}
		e, r := v.Event, v.Report
		row := []string{
			"CASUS-" + strconv.FormatInt(v.Row.ID, 10), v.Row.Day, e.Type, e.Mode, intensity(e), quadName(e.Quad), strings.Join(e.Contexts, ";"),
		}
		row = append(row, polecatSide(v.actors)...)
		row = append(row, polecatSide(v.recipients)...)
		row = append(row, polecatPlace(v.place)...)
		people, bodies := named(r)
		var places []string
		for _, p := range r.Places {
			places = append(places, p.Name)
		}
		return [][]string{append(row, v.Row.Publisher, v.Row.Published, people, bodies, strings.Join(unique(places), ";"), r.Language, "casus "+r.Coder.Version)}
	}}
}

var polecatColumns = []string{
	"Event ID|string|unique id", "Event Date|date|first day of the event, else the day of publication", "Event Type|string|PLOVER type", "Event Mode|string|PLOVER mode",
	"Intensity|number|PLOVER conflict-cooperation score of type and mode, -10 to 10; ACCUSE counts as -3", "Quad Code|string|quad class", "Contexts|string|PLOVER contexts",
	"Actor Name|string|who did it", "Actor Country|string|ISO 3166-1 alpha-3", "Actor COW|string|Correlates of War country number", "Primary Actor Sector|string|PLOVER sector", "Actor Sectors|string|PLOVER sectors", "Actor Title|string|office or role", "Actor Name Raw|string|as the article names it", "Wikipedia Actor ID|string|not given",
	"Recipient Name|string|to whom", "Recipient Country|string|ISO 3166-1 alpha-3", "Recipient COW|string|Correlates of War country number", "Primary Recipient Sector|string|PLOVER sector", "Recipient Sectors|string|PLOVER sectors", "Recipient Title|string|office or role", "Recipient Name Raw|string|as the article names it", "Wikipedia Recipient ID|string|not given",
	"Placename|string|where", "City|string|city", "District|string|second-order division", "Province|string|first-order division", "Country|string|ISO 3166-1 alpha-3", "Latitude|number|degrees, WGS 84", "Longitude|number|degrees, WGS 84", "GeoNames ID|integer|GeoNames id", "Raw Placename|string|as the article names it", "Feature Type|string|country, admin1, admin2, city or site",
	"Source|string|publisher", "Publication Date|date|day of publication", "Story People|string|persons of the article", "Story Organizations|string|bodies of the article", "Story Locations|string|places of the article", "Language|string|BCP 47", "Version|string|program and version",
}

// columnsOf reads "name|type|doc" lines.
func columnsOf(lines []string) []Column {
	out := make([]Column, len(lines))
	for i, l := range lines {
		name, rest, _ := strings.Cut(l, "|")
		kind, doc, _ := strings.Cut(rest, "|")
		out[i] = Column{name, kind, doc}
	}
	return out
}

func polecatSide(as []*event.Actor) []string {
	primary := ""
	if len(as) > 0 {
		primary = as[0].Sector
	}
	return []string{
		join(as, name), join(as, country), join(as, func(a *event.Actor) string { return cow(a.Country) }), primary,
		join(as, func(a *event.Actor) string { return a.Sector }), join(as, func(a *event.Actor) string { return a.Role }), join(as, name), "",
	}
}

func polecatPlace(p *event.Place) []string {
	if p == nil {
		return make([]string, 10)
	}
	city, district, id := "", "", ""
	switch p.Grain {
	case event.GrainCity:
		city = p.Name
	case event.GrainAdmin2:
		district = p.Name
	default: // the other grains have no column of their own
	}
	if p.GeoNameID != 0 {
		id = strconv.Itoa(p.GeoNameID)
	}
	return []string{p.Name, city, district, p.Admin1, p.Country, coordinate(p.Lat), coordinate(p.Lon), id, p.Name, string(p.Grain)}
}

// intensity is PLOVER's score of the mode, else of the type. The manual's +3
// for ACCUSE is a slip of the sign.
func intensity(e *event.Event) string {
	t, ok := ontology.TypeOf(e.Type)
	if !ok {
		return ""
	}
	score := t.Score
	for _, m := range t.Modes {
		if m.Name == e.Mode && m.Scored {
			score = m.Score
		}
	}
	if e.Type == "ACCUSE" && score > 0 {
		score = -score
	}
	return number(score)
}

func quadName(q int) string {
	return [...]string{"", "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"}[min(max(q, 0), 4)]
}

// named returns the persons and the bodies of an article.
func named(r *event.Report) (people, bodies string) {
	var p, b []string
	for i := range r.Actors {
		a := &r.Actors[i]
		switch a.Kind {
		case event.Person:
			p = append(p, a.Name)
		case event.Organisation, event.Government, event.Military, event.Group:
			b = append(b, a.Name)
		case event.State, event.Population: // neither
		}
	}
	return strings.Join(unique(p), ";"), strings.Join(unique(b), ";")
}

func unique(s []string) []string {
	seen := map[string]bool{}
	var out []string
	for _, x := range s {
		if x != "" && !seen[x] {
			seen[x] = true
			out = append(out, x)
		}
	}
	return out
}
