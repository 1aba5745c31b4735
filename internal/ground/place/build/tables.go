package main

import (
	"bufio"
	"cmp"
	"os"
	"slices"
	"strconv"
	"strings"

	"casus.dev/casus/internal/ground/place/gazette"
)

// table calls row for each line of a TSV file that is no comment; row returns
// what is wrong with it, or "".
func (b *builder) table(path string, columns int, row func(cols []string) string) {
	f, err := os.Open(path)
	if err != nil {
		b.fault("%w", err)
		return
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	for n := 1; sc.Scan(); n++ {
		line := sc.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		cols := strings.Split(line, "\t")
		if len(cols) != columns {
			b.fault("%s:%d: %d columns, want %d", path, n, len(cols), columns)
			continue
		}
		if why := row(cols); why != "" {
			b.fault("%s:%d: %s", path, n, why)
		}
	}
	if err := sc.Err(); err != nil {
		b.fault("%s: %w", path, err)
	}
}

// point reads a latitude and a longitude in degrees.
func point(lat, lon string) (y, x float64, why string) {
	y, err1 := strconv.ParseFloat(lat, 64)
	x, err2 := strconv.ParseFloat(lon, 64)
	if err1 != nil || err2 != nil || y < -90 || y > 90 || x < -180 || x > 180 {
		return 0, 0, "no point on the earth: " + lat + ", " + lon
	}
	return y, x, ""
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}

func (b *builder) countries(path string) {
	b.table(path, 8, func(c []string) string {
		lat, lon, why := point(c[3], c[4])
		if why != "" {
			return why
		}
		if len(c[0]) != 2 || len(c[1]) != 3 {
			return "no ISO 3166 codes: " + c[0] + ", " + c[1]
		}
		if _, ok := b.iso3[c[1]]; ok {
			return "second row of " + c[1]
		}
		i := len(b.records)
		b.add(gazette.Record{
			Name: c[2], Kind: gazette.Country, Country: i, Admin1: gazette.None, Admin2: gazette.None,
			Lat: lat, Lon: lon, Code: c[1],
		}, list(c[6])...)
		b.country[c[0]], b.iso3[c[1]], b.capital[i] = i, i, c[5]
		return ""
	})
}

func (b *builder) regions(path string) {
	kinds := map[string]gazette.Kind{"region": gazette.Region, "admin1": gazette.Admin1, "city": gazette.City, "site": gazette.Site}
	b.table(path, 6, func(c []string) string {
		lat, lon, why := point(c[3], c[4])
		kind, ok := kinds[c[1]]
		if why != "" || !ok {
			return why + " (grain " + c[1] + ")"
		}
		r := gazette.Record{Name: c[0], Kind: kind, Country: gazette.None, Admin1: gazette.None, Admin2: gazette.None, Lat: lat, Lon: lon}
		if i, ok := b.iso3[c[2]]; ok {
			r.Country = i
		}
		b.add(r, list(c[5])...)
		return ""
	})
}

func (b *builder) states(path string) {
	b.table(path, 6, func(c []string) string {
		lat, lon, why := point(c[3], c[4])
		if why != "" {
			return why
		}
		i, ok := b.admin1[c[0]+"."+c[1]]
		if !ok {
			return "no division " + c[0] + "." + c[1]
		}
		b.records[i].Name, b.records[i].Lat, b.records[i].Lon = c[2], lat, lon
		b.fixed[i] = true
		b.call(i, append(list(c[5]), c[2])...)
		return ""
	})
}

// towns adds the cities that the packages lack.
func (b *builder) towns(path string) {
	b.table(path, 7, func(c []string) string {
		lat, lon, why := point(c[3], c[4])
		division, ok := b.admin1[c[0]+"."+c[1]]
		people, err := strconv.Atoi(c[5])
		switch {
		case why != "":
			return why
		case !ok:
			return "no division " + c[0] + "." + c[1]
		case err != nil || people < 0:
			return "no number of inhabitants: " + c[5]
		}
		r := gazette.Record{Name: c[2], Kind: gazette.City, Country: b.country[c[0]], Admin1: division, Admin2: gazette.None, Lat: lat, Lon: lon, Population: people}
		b.add(r, list(c[6])...)
		return ""
	})
}

// aliases gives cities the names that the news uses for them.
func (b *builder) aliases(path string) {
	known := map[string][]int{}
	for _, n := range b.index {
		if b.records[n.Record].Kind == gazette.City {
			known[n.Folded] = append(known[n.Folded], n.Record)
		}
	}
	b.table(path, 3, func(c []string) string {
		best := gazette.None
		for _, i := range known[string(gazette.Fold(nil, c[2]))] {
			r := b.records[i]
			if r.Country == b.country[c[1]] && (best == gazette.None || r.Population > b.records[best].Population) {
				best = i
			}
		}
		if best == gazette.None {
			// One of two spellings is current; the other row finds it.
			if len(known[string(gazette.Fold(nil, c[0]))]) == 0 {
				return "no city " + c[2] + " in " + c[1]
			}
			return ""
		}
		b.call(best, c[0])
		return ""
	})
}

// order sorts the names so that the likelier place of a name comes first, and
// drops double ones.
func (b *builder) order() {
	weight := func(i int) int {
		r := b.records[i]
		switch r.Kind {
		case gazette.Country:
			return 1 << 40
		case gazette.Region:
			return 1 << 39
		default:
			return r.Population
		}
	}
	slices.SortFunc(b.index, func(x, y gazette.Name) int {
		return cmp.Or(cmp.Compare(x.Folded, y.Folded), cmp.Compare(weight(y.Record), weight(x.Record)), cmp.Compare(x.Record, y.Record))
	})
	b.index = slices.Compact(b.index)
}

// typeWords are words for divisions that names are also used without.
var typeWords = []string{
	"oblast", "oblast'", "province", "region", "governorate", "state", "department", "district", "prefecture", "county", "canton", "krai", "kray",
	"republic", "municipality", "parish", "voivodeship", "division", "shi", "rayon", "raion", "okrug", "comuna", "kabupaten", "shahrestān-e",
	"muhafazat", "wilaya", "borough", "urban", "gorodskoy", "powiat", "ilçesi", "i̇lçesi", "municipio", "provincia", "departamento", "partido", "obshtina",
	"kommun", "kommune", "gemeente", "okres", "járás", "markaz", "amphoe", "huyện", "tumani", "pagasts", "qaḑā’", "al-", "royal", "metropolitan", "gorsovet",
}

// articles open Arabic names, with their assimilated forms.
var articles = []string{"al", "el", "ar", "as", "ash", "an", "ad", "adh", "at", "ath", "az"}

// sides are words that many divisions are called by.
var sides = []string{
	"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "centre", "center", "capital", "northeast", "northwest",
	"southeast", "southwest", "north-east", "north-west", "south-east", "south-west", "northeastern", "northwestern", "upper", "lower", "metropolitan", "national",
}

// arabic and cyrillic are countries whose names of places are transliterated.
var (
	arabic   = []string{"IQ", "SY", "YE", "LY", "EG", "SD", "JO", "LB", "SA", "PS", "OM", "AE", "KW", "BH", "QA", "DZ", "TN", "MA", "MR", "SO", "DJ"}
	cyrillic = []string{"RU", "UA", "BY", "KZ"}
)
