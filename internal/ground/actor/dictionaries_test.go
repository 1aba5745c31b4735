package actor

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"casus.dev/casus/internal/ground/dictionary"
)

// TestAgainstOlderDictionaries compares the tables with the country dictionary
// of PETRARCH, which ends in 2015: every country's first name, and the country
// of every office-holder whom both know, in the middle of the holder's time.
// data/README.md lists where they disagree.
func TestAgainstOlderDictionaries(t *testing.T) {
	r := newTest(t)
	f, err := os.Open(filepath.Join("..", "..", "..", "..", "shared", "data", "dictionaries", "Phoenix.Countries.actors.txt"))
	if err != nil {
		t.Skipf("needs the dictionaries beside the repository: %v", err)
	}
	defer f.Close()
	var countries, countriesAgree, people, peopleAgree float64
	day := func(n int) time.Time {
		d, err := time.Parse("20060102", strconv.Itoa(n))
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for a, err := range dictionary.ReadActors(f, "Phoenix.Countries.actors.txt") {
		if err != nil {
			continue
		}
		words := strings.Fields(strings.ToLower(a.Phrases[0]))
		for i, w := range words {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
		name := strings.Join(words, " ")
		if first := a.Codes[0]; len(a.Codes) == 1 && len(first.Code) == 3 && first.From == 0 {
			country, _, _ := dictionary.Split(first.Code)
			countries++
			if got := r.Resolve(name, "", day(20140101)); got.Country != nil && *got.Country == country {
				countriesAgree++
			} else {
				t.Logf("line %d: %s is %s there, %s here", a.Line, name, country, got.Code)
			}
			continue
		}
		for _, c := range a.Codes {
			country, sector, _ := dictionary.Split(c.Code)
			if c.From == 0 || c.To <= 19900101 || sector != "GOV" || len(words) < 2 {
				continue
			}
			from, to := day(max(c.From, 19900101)), day(c.To)
			got := r.Resolve(name, "", from.Add(to.Sub(from)/2))
			if got.Basis != "gazetteer" || got.Country == nil {
				continue
			}
			people++
			if *got.Country == country {
				peopleAgree++
			} else {
				t.Logf("line %d: %s is %s from %d to %d there, %s (%s, %s) here", a.Line, name, c.Code, c.From, c.To, got.Code, got.Name, got.Role)
			}
		}
	}
	t.Logf("countries: %.0f of %.0f agree; offices of people: %.0f of %.0f", countriesAgree, countries, peopleAgree, people)
	if countriesAgree/countries < 0.94 || peopleAgree/people < 0.98 {
		t.Errorf("less agreement than 0.94 on countries or 0.98 on people")
	}
}
