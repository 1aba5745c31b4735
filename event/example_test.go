package event_test

import (
	"encoding/json"
	"fmt"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// A range is written as [start, end) in bytes of the text.
func ExampleStatement() {
	b, err := json.Marshal(event.Statement{
		ID: "s1", Kind: event.Direct, Stance: event.Oppose,
		Speaker: event.Speaker{Actor: "a1", Spans: []nlp.Range{{Start: 0, End: 5}}},
		Cue:     []nlp.Range{{Start: 6, End: 10}},
		Content: []nlp.Range{{Start: 11, End: 40}},
	})
	fmt.Println(string(b), err)
	// Output: {"id":"s1","kind":"direct","speaker":{"actor":"a1","spans":[[0,5]]},"cue":[[6,10]],"content":[[11,40]],"stance":"oppose"} <nil>
}
