package page

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	xhtml "golang.org/x/net/html"

	"casus.dev/casus/article"
)

// Meta elements and item properties that name a day, the surest first.
var (
	publishedNames = []string{
		"article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate",
		"publish-date", "publication_date", "dc.date.issued", "dcterms.created", "dc.date", "date", "article.published", "cxenseparse:recs:publishtime",
	}
	updatedNames = []string{
		"article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "dcterms.modified", "dc.date.modified", "article.updated",
		"last-modified", "lastmod", "revised",
	}
)

// published returns the day of publication as written in its own time zone,
// and where it was found.
func (f *facts) published() (day time.Time, basis string) {
	if d, ok := parseDay(f.linked.Published); ok {
		return d, "json-ld"
	}
	if d, ok := f.metaDay(publishedNames); ok {
		return d, "meta"
	}
	for _, s := range f.times {
		if d, ok := parseDay(s); ok {
			return d, "time element"
		}
	}
	if m := addressDay.FindStringSubmatch(f.address()); m != nil {
		if d, err := time.Parse("2006-1-2", m[1]+"-"+m[2]+"-"+m[3]); err == nil {
			return d, "address"
		}
	}
	return time.Time{}, ""
}

// updated returns the day of the last change that the page states, and where
// it was found. A day before the publication is no change of this article: it
// is a template's, and the next statement is asked.
func (f *facts) updated(published time.Time) (day time.Time, basis string) {
	if d, ok := parseDay(f.linked.Modified); ok && !d.Before(published) {
		return d, "json-ld"
	}
	if d, ok := f.metaDay(updatedNames); ok && !d.Before(published) {
		return d, "meta"
	}
	for _, s := range f.changes {
		if d, ok := parseDay(s); ok && !d.Before(published) {
			return d, "time element"
		}
	}
	for _, s := range f.lines {
		if d, ok := writtenDay(s); ok && !d.Before(published) {
			return d, "line"
		}
	}
	return time.Time{}, ""
}

func (f *facts) metaDay(names []string) (time.Time, bool) {
	for _, name := range names {
		for _, s := range f.meta[name] {
			if d, ok := parseDay(s); ok {
				return d, true
			}
		}
	}
	return time.Time{}, false
}

// Words that say what a day is of. In hAtom an element of class "updated" that
// stands alone is the day of publication too.
var (
	changeLabel = regexp.MustCompile(`(?i)^\W*(?:last |latest |page )?(?:updated?|modified|revised)\b`)
	changeEnd   = regexp.MustCompile(`(?i)\b(?:updated?|modified|revised)(?: on| at)?\W*$`)
	changeClass = regexp.MustCompile(`(?i)(?:^|[^a-z])(?:last-?)?(?:updated?|modified|revised)(?:[^a-z]|$)|dateModified`)
	publicClass = regexp.MustCompile(`(?i)publish|posted`)
)

// dated notes a time element: as the day of a change if its words or those
// before it say so.
func (f *facts) dated(n *xhtml.Node) {
	d := attr(n, "datetime")
	if d == "" {
		return
	}
	class := attr(n, "class") + " " + attr(n, "itemprop")
	switch {
	case changeLabel.MatchString(text80(n)) || changeEnd.MatchString(before(n)):
		f.changes = append(f.changes, d)
	case changeClass.MatchString(class) && !publicClass.MatchString(class):
		f.changes = append(f.changes, d)
		f.times = append(f.times, d)
	default:
		f.times = append(f.times, d)
	}
}

// before returns the words that stand right before n: in its parent, or, if it
// is the first there, before its parent.
func before(n *xhtml.Node) string {
	for range 2 {
		for p := n.PrevSibling; p != nil; p = p.PrevSibling {
			if s := text80(p); s != "" {
				return s
			}
		}
		if n = n.Parent; n == nil {
			break
		}
	}
	return ""
}

const (
	maxStamp = 80 // bytes of a line that is nothing but a day with its label
	maxLines = 8  // such lines of one page
)

// text80 returns the text of n on one line, "" if it is longer than a stamp.
// It takes bounded time.
func text80(n *xhtml.Node) string {
	if n.Type == xhtml.TextNode {
		if len(n.Data) > 4*maxStamp {
			return ""
		}
		if s := clean(n.Data); len(s) <= maxStamp {
			return s
		}
		return ""
	}
	var b strings.Builder
	seen := 0
	for d := range n.Descendants() {
		if d.Type == xhtml.TextNode {
			b.WriteString(d.Data)
		}
		if seen++; seen > maxStamp || b.Len() > 4*maxStamp {
			return ""
		}
	}
	s := clean(b.String())
	if len(s) > maxStamp {
		return ""
	}
	return s
}

// line notes a visible line that begins by saying when the article was changed.
func (f *facts) line(n *xhtml.Node) {
	if len(f.lines) >= maxLines || len(n.Data) > 4*maxStamp || !changeLabel.MatchString(n.Data) {
		return
	}
	for at := n; at != nil; at = at.Parent { // "Updated" and its day may be two elements
		s := text80(at)
		if s == "" {
			return
		}
		if _, ok := writtenDay(s); ok {
			f.lines = append(f.lines, s)
			return
		}
	}
}

// A day in a line: 3 May 2024, May 3rd, 2024, 2024-05-03. Days in figures
// alone, whose order nobody knows, are left.
var (
	dayMonth  = regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th)?\.? (?:of )?(` + months + `)[a-z]*\.?,? (\d{4})\b`)
	monthDay  = regexp.MustCompile(`(?i)\b(` + months + `)[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b`)
	isoInside = regexp.MustCompile(`\b(\d{4}-\d\d-\d\d)\b`)
)

const months = `jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec`

// aside is what may stand between the label of a line and its day: hours,
// zones, days of the week.
var aside = regexp.MustCompile(`(?i)^(?:[\W\d]|\b(?:on|at|[ap]m|gmt|utc|[bcewmp]?e?[sd]?t|ist|cest|hrs?|(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?)\b)*$`)

// writtenDay returns the day that a line gives after its label.
func writtenDay(s string) (time.Time, bool) {
	label := changeLabel.FindStringIndex(s)
	if label == nil {
		return time.Time{}, false
	}
	s = s[label[1]:]
	for _, form := range []*regexp.Regexp{dayMonth, monthDay, isoInside} {
		g := form.FindStringSubmatchIndex(s)
		if g == nil || !aside.MatchString(s[:g[0]]) {
			continue
		}
		part := func(i int) string { return s[g[2*i]:g[2*i+1]] }
		if form == isoInside {
			return parseDay(part(1))
		}
		d, m := part(1), part(2)
		if form == monthDay {
			d, m = m, d
		}
		month := slices.Index(strings.Split(months, "|"), strings.ToLower(m)) + 1
		day, err := time.Parse("2006-1-2", part(3)+"-"+strconv.Itoa(month)+"-"+strings.TrimPrefix(d, "0"))
		return day, err == nil && day.Year() > firstYear
	}
	return time.Time{}, false
}

// addressDay is a day in an address: /2019/11/20/ or /2019-11-20-.
var addressDay = regexp.MustCompile(`/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)[/-]`)

// isoDay is a day at the start of a longer time.
var isoDay = regexp.MustCompile(`^(\d{4}-\d\d-\d\d)([T ].*)?$`)

// firstYear is before the first daily newspapers; placeholders say 0001 or 1601.
const firstYear = 1700

func parseDay(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	if m := isoDay.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	d, err := article.ParseDate(s)
	return d, err == nil && d.Year() > firstYear
}
