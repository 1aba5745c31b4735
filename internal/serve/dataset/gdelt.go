package dataset

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"casus.dev/casus/event"
	"casus.dev/casus/internal/keep/store"
	"casus.dev/casus/ontology"
)

// gdelt is the events table of GDELT 2.0: 61 columns, tab-separated, one row a
// cluster of reports and dyad. The first report of a cluster gives its values.
func gdelt() format {
	lines := []string{"GLOBALEVENTID|integer|cluster and dyad; unique", "SQLDATE|integer|day, YYYYMMDD", "MonthYear|integer|YYYYMM", "Year|integer|YYYY", "FractionDate|number|year and share of it"}
	for _, n := range []string{"1", "2"} {
		for _, c := range []string{"Code|CAMEO actor code", "Name|name", "CountryCode|ISO 3166-1 alpha-3", "KnownGroupCode|code of a body without a country", "EthnicCode|not given", "Religion1Code|not given", "Religion2Code|not given", "Type1Code|sector", "Type2Code|not given", "Type3Code|not given"} {
			a, doc, _ := strings.Cut(c, "|")
			lines = append(lines, "Actor"+n+a+"|string|"+doc)
		}
	}
	lines = append(lines, "IsRootEvent|integer|1: in the first three sentences of the article", "EventCode|string|CAMEO code", "EventBaseCode|string|three digits of it", "EventRootCode|string|two digits of it", "QuadClass|integer|1 to 4", "GoldsteinScale|number|Goldstein score, GDELT's table", "NumMentions|integer|events in the cluster", "NumSources|integer|independent sources", "NumArticles|integer|articles", "AvgTone|number|not given")
	for _, n := range []string{"Actor1Geo", "Actor2Geo", "ActionGeo"} {
		for _, c := range []string{"Type|integer|1 country, 4 city, 5 division", "FullName|string|name", "CountryCode|string|FIPS 10-4", "ADM1Code|string|not given", "ADM2Code|string|not given", "Lat|number|degrees", "Long|number|degrees", "FeatureID|string|GeoNames id"} {
			lines = append(lines, n+"_"+c)
		}
	}
	lines = append(lines, "DATEADDED|integer|day of publication, YYYYMMDDHHMMSS", "SOURCEURL|string|address of the first report")
	return format{"tsv", columnsOf(lines), gdeltRows}
}

func gdeltRows(it store.Item) [][]string {
	v := look(it)
	if !v.told() || !v.First || v.Event.CAMEO == "" {
		return nil
	}
	var out [][]string
	for n, p := range v.pairs() {
		row := append([]string{pairID(clusterID(v), n)}, gdeltDate(v.Row.Day)...)
		row = append(row, gdeltActor(p[0])...)
		row = append(row, gdeltActor(p[1])...)
		code := v.Event.CAMEO
		root := "0"
		if v.Event.Sentence < 3 {
			root = "1"
		}
		row = append(row, root, code, code[:min(3, len(code))], code[:min(2, len(code))], strconv.Itoa(v.Event.Quad), goldstein(code, ontology.GDELT),
			strconv.Itoa(v.Mentions), strconv.Itoa(v.Sources), strconv.Itoa(v.Articles), "")
		row = append(row, make([]string, 16)...)
		row = append(row, gdeltPlace(v.place)...)
		out = append(out, append(row, compact(v.Row.Published)+"000000", v.Row.URL))
	}
	return out
}

func clusterID(v view) int64 {
	if v.Row.Cluster != 0 {
		return v.Row.Cluster
	}
	return v.Row.ID
}

func compact(day string) string { return strings.ReplaceAll(day, "-", "") }

func gdeltDate(day string) []string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return make([]string, 4)
	}
	return []string{t.Format("20060102"), t.Format("200601"), t.Format("2006"), fmt.Sprintf("%.4f", float64(t.Year())+float64(t.YearDay()-1)/365)}
}

func gdeltActor(a *event.Actor) []string {
	row := make([]string, 10)
	if a == nil {
		return row
	}
	row[0], row[1], row[2], row[7] = a.Code, strings.ToUpper(a.Name), a.Country, a.Sector
	if a.Country == "" {
		row[3] = a.Code
	}
	return row
}

func gdeltPlace(p *event.Place) []string {
	row := make([]string, 8)
	if p == nil {
		return row
	}
	switch p.Grain {
	case event.GrainCountry:
		row[0] = "1"
	case event.GrainAdmin1, event.GrainAdmin2:
		row[0] = "5"
	default:
		row[0] = "4"
	}
	row[1], row[2], row[5], row[6] = p.Name, fips(p.Country), coordinate(p.Lat), coordinate(p.Lon)
	if p.GeoNameID != 0 {
		row[7] = strconv.Itoa(p.GeoNameID)
	}
	return row
}

func goldstein(code string, t ontology.Table) string {
	g, ok := ontology.Goldstein(code, t)
	if !ok {
		return ""
	}
	return strconv.FormatFloat(g, 'f', 1, 64)
}

// gdeltMentions is the mentions table of GDELT 2.0: 16 columns, one row a
// report of a cluster. Offsets are bytes of the article's text.
func gdeltMentions() format {
	return format{"tsv", columnsOf([]string{
		"GLOBALEVENTID|integer|first dyad of the cluster in the events table", "EventTimeDate|integer|day of the event, YYYYMMDDHHMMSS", "MentionTimeDate|integer|day of publication", "MentionType|integer|1: web",
		"MentionSourceName|string|publisher", "MentionIdentifier|string|address, else the document's id", "SentenceID|integer|sentence, from 1", "Actor1CharOffset|integer|first byte of the actor; -1: none", "Actor2CharOffset|integer|first byte of the recipient; -1: none", "ActionCharOffset|integer|first byte of the trigger",
		"InRawText|integer|1: found in the text itself", "Confidence|integer|per cent", "MentionDocLen|integer|not given", "MentionDocTone|number|not given", "MentionDocTranslationInfo|string|empty: not translated", "Extras|string|id of the event in its document",
	}), func(it store.Item) [][]string {
		v := look(it)
		if !v.told() || v.Event.CAMEO == "" || len(v.Event.Trigger) == 0 {
			return nil
		}
		source := v.Row.URL
		if source == "" {
			source = v.Row.Doc
		}
		return [][]string{{
			pairID(clusterID(v), 0), compact(v.Row.Day) + "000000", compact(v.Row.Published) + "000000", "1", v.Row.Publisher, source, strconv.Itoa(v.Event.Sentence + 1),
			offset(v.Event, "actor"), offset(v.Event, "recipient"), strconv.Itoa(v.Event.Trigger[0].Start), "1", strconv.Itoa(int(float64(100*v.Event.Confidence) + 0.5)), "", "", "", v.Event.ID,
		}}
	}}
}

// offset is the first byte of the words that a field rests on, -1 if none.
func offset(e *event.Event, field string) string {
	for _, ev := range e.Evidence {
		if ev.Field == field {
			return strconv.Itoa(ev.Span.Start)
		}
	}
	return "-1"
}

// icews is the table of the ICEWS Dataverse: 20 columns, tab-separated, one
// row a dyad of a report. Its event ids are unique.
func icews() format {
	return format{"tsv", columnsOf([]string{
		"Event ID|integer|unique", "Event Date|date|day", "Source Name|string|who", "Source Sectors|string|sectors", "Source Country|string|name of the country", "Event Text|string|CAMEO label", "CAMEO Code|string|CAMEO code", "Intensity|number|Goldstein score, ICEWS's table",
		"Target Name|string|to whom", "Target Sectors|string|sectors", "Target Country|string|name of the country", "Story ID|string|sha256 of the article's text", "Sentence Number|integer|sentence, from 1", "Publisher|string|publisher",
		"City|string|city", "District|string|second-order division", "Province|string|first-order division", "Country|string|name of the country", "Latitude|number|degrees", "Longitude|number|degrees",
	}), func(it store.Item) [][]string {
		v := look(it)
		if !v.told() || v.Event.CAMEO == "" {
			return nil
		}
		label := ""
		if c, ok := ontology.Lookup(v.Event.CAMEO); ok {
			label = c.Label
		}
		var out [][]string
		for n, p := range v.pairs() {
			row := append([]string{pairID(v.Row.ID, n), v.Row.Day}, icewsSide(p[0])...)
			row = append(row, label, v.Event.CAMEO, goldstein(v.Event.CAMEO, ontology.ICEWS))
			row = append(row, icewsSide(p[1])...)
			row = append(row, v.Row.Doc, strconv.Itoa(v.Event.Sentence+1), v.Row.Publisher)
			place := make([]string, 6)
			if v.place != nil {
				q := polecatPlace(v.place)
				place = []string{q[1], q[2], q[3], countryName(v.place.Country), q[5], q[6]}
			}
			out = append(out, append(row, place...))
		}
		return out
	}}
}

func icewsSide(a *event.Actor) []string {
	if a == nil {
		return make([]string, 3)
	}
	return []string{a.Name, a.Sector, countryName(a.Country)}
}
