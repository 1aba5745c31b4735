package actor

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Lint returns what is wrong with tables, by file and line: rows that are
// broken, and rows that contradict others: overlapping terms of one person in
// one office, two holders of an office that one person holds, a name given
// twice to one record, weak and strong at once, or to two bodies of one
// country at one time, a country without a code. The embedded tables are not
// read; countries that only they have are known.
func Lint(tables []Table) ([]RowError, error) {
	own, err := Embedded()
	if err != nil {
		return nil, err
	}
	inside := map[string]bool{}
	all := tables
	for _, t := range tables {
		inside[t.Name] = true
	}
	for _, t := range own {
		if t.Name == "countries.tsv" && !inside[t.Name] {
			all = append([]Table{t}, tables...)
			inside["countries.tsv"] = false
		}
	}
	g := load(all)
	c := checker{g: g}
	c.terms()
	c.names()
	out := make([]RowError, 0, len(g.faults))
	for _, f := range g.faults {
		if inside[f.File] {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b RowError) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Reason, b.Reason))
	})
	return slices.Compact(out), nil
}

type checker struct{ g *gazetteer }

// terms reports overlapping terms of one person in one office.
func (c *checker) terms() {
	g := c.g
	for i := range g.persons {
		p := &g.persons[i]
		for j := range p.terms {
			for k := range j {
				a, b := &p.terms[k], &p.terms[j]
				if a.office != b.office || !overlap(a.when, b.when) {
					continue
				}
				g.fault(b.at, "%s is %s from %v to %v, and again in line %d of %s from %v to %v",
					p.name, b.office, b.when.start, b.when.end, a.at.line, g.files[a.at.file].name, a.when.start, a.when.end)
			}
		}
	}
	c.sole()
}

// sole reports two persons who are president, prime minister or monarch of one
// country under one title at one time, for more than the year that a partial
// date leaves open. Offices that several hold are none: presidencies of more
// than one are listed with their own titles.
func (c *checker) sole() {
	g := c.g
	keys := make([]holderKey, 0, len(g.holders))
	for k := range g.holders {
		if k.country != "" && (k.class == president || k.class == premier || k.class == monarch || k.class == foreign) {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, compareHolderKeys)
	for _, k := range keys {
		c.gaps(k)
		list := g.holders[k]
		for j, y := range list {
			for _, x := range list[:j] {
				a, b := &g.persons[x.person].terms[x.term], &g.persons[y.person].terms[y.term]
				if x.person == y.person || a.office != b.office || !surelyOverlap(a.when, b.when) || collective(a.office) || rivals[k.country+" "+a.office] {
					continue
				}
				g.fault(b.at, "%s and %s (%s:%d) are both %s of %s in the same time", g.persons[y.person].name, g.persons[x.person].name,
					g.files[a.at.file].name, a.at.line, b.office, k.country)
			}
		}
	}
}

// collective reports whether several may hold an office together.
func collective(office string) bool {
	for _, w := range [...]string{"Member", "Co-", "Captain Regent", "Chairman of the Presidency", "Deputy", "rival", "disputed", "Acting"} {
		if strings.Contains(office, w) {
			return true
		}
	}
	return false
}

// overlap reports whether two intervals share more than the day or month in
// which one may end and the other begin.
func overlap(a, b interval) bool {
	return (a.end.last == 0 || b.start.last < a.end.first) && (b.end.last == 0 || a.start.last < b.end.first)
}

// surelyOverlap is overlap by more than 40 days, so that lines of succession
// which sources date differently are not reported.
func surelyOverlap(a, b interval) bool {
	if !overlap(a, b) || a.start.first == 0 || b.start.first == 0 {
		return false
	}
	from, to := max(a.start.last, b.start.last), day(99991231)
	for _, e := range [...]day{a.end.first, b.end.first} {
		if e != 0 {
			to = min(to, e)
		}
	}
	return days(to)-days(from) > 40
}

// days counts a day roughly, for differences of weeks.
func days(d day) int { return int(d)/10000*365 + int(d)/100%100*30 + int(d)%100 }

// names reports bodies that stand twice for one time.
func (c *checker) names() {
	g := c.g
	first := map[string]int32{}
	for i := range g.things {
		t := &g.things[i]
		k := fmt.Sprintf("%s\t%s", FoldName(t.name), t.country)
		j, ok := first[k]
		if !ok {
			first[k] = int32(i)
			continue
		}
		u := &g.things[j]
		if overlap(t.when, u.when) && t.class == u.class && (t.sector != u.sector || t.code != u.code) && t.class != nothing {
			g.fault(t.at, "%s is %s%s%s here and %s%s%s in %s:%d at the same time", t.name, t.country, t.sector, t.code, u.country, u.sector, u.code, g.files[u.at.file].name, u.at.line)
		} else if overlap(t.when, u.when) && t.class == u.class {
			g.fault(t.at, "%s already stands in %s:%d", t.name, g.files[u.at.file].name, u.at.line)
		}
	}
	for values := range g.names.Shared() {
		c.shared(values)
	}
}

// shared reports a name that two bodies have at one time without a mark that
// it also means something else.
func (c *checker) shared(values []int32) {
	g := c.g
	for j, v := range values {
		a := &g.aliases[v]
		if a.what != isThing || a.weak {
			continue
		}
		for _, w := range values[:j] {
			b := &g.aliases[w]
			if b.what != isThing || b.weak || a.ref == b.ref {
				continue
			}
			t, u := &g.things[a.ref], &g.things[b.ref]
			if t.name != u.name && overlap(t.when, u.when) && t.class != nothing && u.class != nothing && t.class != city && u.class != city {
				g.fault(t.at, "a name of %s is also one of %s (%s:%d); mark one as weak with \"?\"", t.name, u.name, g.files[u.at.file].name, u.at.line)
			}
		}
	}
}

// gaps reports a head of state or government who is missing for more than the
// days between two terms under one title.
func (c *checker) gaps(k holderKey) {
	g := c.g
	if k.class != president && k.class != premier && k.class != monarch {
		return
	}
	list := slices.Clone(g.holders[k])
	slices.SortStableFunc(list, func(a, b holder) int {
		return cmp.Compare(g.persons[a.person].terms[a.term].when.start.first, g.persons[b.person].terms[b.term].when.start.first)
	})
	var last *term
	for _, h := range list {
		t := &g.persons[h.person].terms[h.term]
		if last != nil && last.when.end.last >= since && last.office == t.office && days(t.when.start.first)-days(last.when.end.last) > maxGap {
			if !vacant[k.country+" "+t.office] {
				g.fault(t.at, "nobody is %s of %s from %v to %v", t.office, k.country, last.when.end, t.when.start)
			}
		}
		if last == nil || t.when.end.last == 0 || last.when.end.last != 0 && t.when.end.last > last.when.end.last {
			last = t
		}
	}
}

// maxGap is the number of days for which a country may go without a head of
// state or government before a table is asked why.
const maxGap = 500

// since is the day from which the tables claim to have every head of state and
// government; earlier ones are listed where news still names them.
const since = day(19900101)
