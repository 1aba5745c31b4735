// Package provenance reads where a report comes from off its own text: the
// dateline that opens a wire report ("KYIV, Nov 18 (Reuters) -") and the
// credits that name the text's origin ("Source: Euronews", "(AFP)").
package provenance

import (
	"regexp"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

var (
	// dateline is a place in capitals or title case, what stands behind it (a
	// date, a state), the agency in parentheses, and the dash.
	dateline = regexp.MustCompile(`^\p{Lu}[\p{L} .'’/-]{1,40}?(?:,[^()\n]{1,40})?\s*(?:\(([^()\n]{2,40})\))?\s*[-–—]{1,2}\s*$`)
	// origin introduces a name that is the text's origin.
	origin = regexp.MustCompile(`(?i)^\(?\s*(?:sources?|via|credits?|(?:first |originally )?published (?:by|in|on)|this (?:article|story|report) (?:was )?(?:first |originally )?(?:appeared|published) (?:by|in|on))\s*[:\-–]?\s*(.+?)[.)\s]*$`)
	// bracketed is an agency alone in parentheses or behind a copyright sign.
	bracketed = regexp.MustCompile(`^(?:\(([^()\n]{2,60})\)|(?:©|\(c\))\s*(?:\d{4}\s*)?([^.\n]{2,60}?))[.\s]*$`)
	// together separates the names of one credit.
	together = regexp.MustCompile(`\s*(?:,|;|/|\band\b|&)\s*`)
)

// maxCredit bounds a name; the longest agency in our samples has 38 letters.
const maxCredit = 60 // bytes

// Find returns the dateline of d, nil if it has none, and the origins that its
// credits name, in their order and each once. Places are those of the report:
// the dateline's is the first that stands in it.
func Find(d *nlp.Doc, places []event.Place) (*event.Dateline, []string) {
	var line *event.Dateline
	var credits []string
	for i, s := range d.Sents {
		text := d.Slice(s.Range)
		switch {
		case s.Kind == nlp.Credit:
			credits = append(credits, creditsOf(strings.TrimSpace(text))...)
		case line == nil && s.Kind == nlp.Body && opens(d, i):
			line = datelineOf(text, s.Range, places)
		}
	}
	return line, once(credits)
}

// opens reports whether sentence i is the first of the body.
func opens(d *nlp.Doc, i int) bool {
	for _, s := range d.Sents[:i] {
		if s.Kind == nlp.Body {
			return false
		}
	}
	return true
}

func datelineOf(text string, at nlp.Range, places []event.Place) *event.Dateline {
	m := dateline.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	line := &event.Dateline{Span: at, Agency: strings.TrimSpace(m[1])}
	for i := range places {
		if at.Contains(places[i].Span) {
			line.Place = places[i].ID
			break
		}
	}
	if line.Place == "" && line.Agency == "" {
		return nil // a short line that ends in a dash, but names neither
	}
	return line
}

func creditsOf(text string) []string {
	m := origin.FindStringSubmatch(text)
	if m == nil {
		if m = bracketed.FindStringSubmatch(text); m == nil {
			return nil
		}
	}
	var out []string
	for _, group := range m[1:] {
		for _, name := range together.Split(group, -1) {
			if name = strings.Trim(name, " .\"“”'"); name != "" && len(name) <= maxCredit {
				out = append(out, name)
			}
		}
	}
	return out
}

func once(names []string) []string {
	seen := map[string]bool{}
	var out []string
	for _, n := range names {
		if k := strings.ToLower(n); !seen[k] {
			seen[k] = true
			out = append(out, n)
		}
	}
	return out
}
