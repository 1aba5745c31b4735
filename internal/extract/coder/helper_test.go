package coder

import (
	"strings"
	"testing"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// ground gives d's words that are in names an actor: name (in lower case) ->
// code. It stands for the resolver in tests of the coder alone.
func ground(d *nlp.Doc, names map[string]string) *event.Report {
	rep := &event.Report{Text: d.Text, Published: "2024-11-18"}
	index := map[string]int{}
	for i := 0; i < d.Len(); i++ {
		code, ok := names[strings.ToLower(d.Form(i))]
		if !ok {
			continue
		}
		a, ok := index[code]
		if !ok {
			a = len(rep.Actors)
			index[code] = a
			act := event.Actor{ID: "a" + string(rune('1'+a)), Code: code, Kind: event.State}
			if len(code) >= 6 {
				act.Country, act.Sector, act.Kind = code[:3], code[3:6], event.Person
			} else {
				act.Country = code
			}
			if strings.HasPrefix(code, "IGO") {
				act.Country, act.Sector, act.Kind = "", "IGO", event.Organisation
			}
			rep.Actors = append(rep.Actors, act)
		}
		rep.Actors[a].Mentions = append(rep.Actors[a].Mentions, event.Mention{Span: d.Words[i], Words: nlp.Span{Start: i, End: i + 1}, Head: i})
	}
	return rep
}

func newCoder(tb testing.TB) *Coder {
	tb.Helper()
	c, err := New(Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// line writes an event as in the cases: "KEN -> SOM SANCTION expel actual".
func line(rep *event.Report, d *nlp.Doc, ev *event.Event) string {
	code := func(ids []string) string {
		var out []string
		for _, id := range ids {
			for _, a := range rep.Actors {
				if a.ID == id {
					out = append(out, a.Code)
				}
			}
		}
		if len(out) == 0 {
			return "-"
		}
		return strings.Join(out, ",")
	}
	mode := ev.Mode
	if mode == "" {
		mode = "-"
	}
	var words []string
	for _, r := range ev.Trigger {
		words = append(words, d.Slice(r))
	}
	return code(ev.Actors) + " -> " + code(ev.Recipients) + " " + ev.Type + " " + mode + " " + string(ev.Modality) + " \"" + strings.Join(words, " ") + "\""
}
