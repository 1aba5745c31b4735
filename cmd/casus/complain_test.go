package main

import (
	"strings"
	"testing"

	"casus.dev/casus/article"
	"casus.dev/casus/internal/work"
)

func TestComplainOfNamesTheDocumentOfAPanic(t *testing.T) {
	var b strings.Builder
	given := input{file: "day.jsonl", art: article.Article{Ref: "a7"}}
	complainOf(&b, input{}, &work.PanicError{Input: given, Value: "index out of range"})
	if got := b.String(); !strings.HasPrefix(got, "casus: day.jsonl: a7: a bug in casus: ") {
		t.Errorf("got %q", got)
	}
}
