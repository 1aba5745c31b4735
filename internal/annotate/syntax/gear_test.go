package syntax

import (
	"testing"

	"casus.dev/casus/nlp"
)

func TestGear(t *testing.T) {
	d := doc("Turkey downed a Su-24 with F-16s and sent Patriot missiles , Leopard 2 tanks and ATACMS .",
		"Patriot groups and G-20 envoys met on I-95 near S-1 , and Apache Corporation paid .")
	d.Names = []nlp.Name{
		{Span: nlp.Span{Start: 0, End: 1}, Label: "GPE"},
		{Span: nlp.Span{Start: 11, End: 12}, Label: "ORG"},
		{Span: nlp.Span{Start: 29, End: 31}, Label: "ORG"},
	}
	names := d.Names
	d.Names = nil
	for i := range d.Sents {
		addGear(d, d.Sents[i].Span, &names)
	}
	got := map[string]bool{}
	for _, n := range d.Names {
		if n.Label == "EQP" {
			got[d.SpanText(n.Span)] = true
		}
	}
	for _, want := range []string{"Su-24", "F-16s", "Patriot", "Leopard 2", "ATACMS"} {
		if !got[want] {
			t.Errorf("%q was not found", want)
		}
		delete(got, want)
	}
	if len(got) > 0 {
		t.Errorf("found %v too", got)
	}
	for _, n := range d.Names {
		if n.Label == "ORG" && d.SpanText(n.Span) == "Leopard" {
			t.Error("the name inside a weapon's is still there")
		}
	}
}
