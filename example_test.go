package casus_test

import (
	"context"
	"fmt"
	"time"

	"casus.dev/casus"
	"casus.dev/casus/article"
)

// A Coder reads articles; everything in a record points into its text.
func Example() {
	coder, err := casus.New(casus.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	rep, err := coder.Read(context.Background(), article.Article{
		Text:      "Kenya expelled two Somali diplomats on Tuesday.",
		Published: time.Date(2025, 3, 5, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	names := map[string]string{}
	for _, a := range rep.Actors {
		names[a.ID] = a.Code
	}
	for _, ev := range rep.Events {
		words := rep.Text[ev.Trigger[0].Start:ev.Trigger[0].End]
		fmt.Println(ev.Date.Value, names[ev.Actors[0]], ev.Type, ev.Mode, names[ev.Recipients[0]], ev.Modality, words)
	}
	// Output: 2025-03-04 KEN SANCTION expel SOMGOV actual expelled
}
