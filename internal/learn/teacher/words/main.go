// Command words turns JSON Lines of {"id", "text"} into CoNLL-U that holds
// words and sentences only, as the teacher's label.py wants them:
//
//	go run ./internal/learn/teacher/words < texts.jsonl > words.conllu
//
// Credits, captions, boilerplate, very short and very long sentences and
// repeated ones are left out.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"casus.dev/casus/internal/annotate/segment"
	"casus.dev/casus/nlp"
)

// Sentences outside these bounds teach little or cost much, in words.
const (
	fewest = 3
	most   = 90
)

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "words:", err)
		os.Exit(1)
	}
}

func run(in io.Reader, out io.Writer) error {
	b := bufio.NewWriter(out)
	dec := json.NewDecoder(bufio.NewReader(in))
	s := segment.New()
	seen := map[string]bool{}
	for {
		var rec struct{ ID, Text string }
		if err := dec.Decode(&rec); errors.Is(err, io.EOF) {
			return b.Flush()
		} else if err != nil {
			return err
		}
		d := nlp.New(rec.Text)
		if err := s.Annotate(context.Background(), d); err != nil {
			return err
		}
		for i, sent := range d.Sents {
			text := strings.Join(strings.Fields(d.Slice(sent.Range)), " ")
			if n := sent.Span.Len(); n < fewest || n > most || sent.Kind > nlp.Heading || seen[text] {
				continue
			}
			seen[text] = true
			fmt.Fprintf(b, "# sent_id = %s-%d\n# text = %s\n", rec.ID, i+1, text)
			write(b, d, sent.Span)
		}
	}
}

// write prints the words of one sentence.
func write(b *bufio.Writer, d *nlp.Doc, span nlp.Span) {
	m := 0
	for m < len(d.Multi) && d.Multi[m].End <= span.Start {
		m++
	}
	misc := func(last int) string {
		if last+1 < span.End && d.Words[last+1].Start == d.Words[last].End {
			return "SpaceAfter=No"
		}
		return "_"
	}
	for i := span.Start; i < span.End; i++ {
		id, inside := i-span.Start+1, false
		for m < len(d.Multi) && d.Multi[m].End <= i {
			m++
		}
		if m < len(d.Multi) && d.Multi[m].Has(i) {
			t := d.Multi[m]
			inside = true
			if t.Start == i {
				fmt.Fprintf(b, "%d-%d\t%s\t_\t_\t_\t_\t_\t_\t_\t%s\n", id, id+t.Len()-1, d.SpanText(t), misc(t.End-1))
			}
		}
		column := "_"
		if !inside {
			column = misc(i)
		}
		fmt.Fprintf(b, "%d\t%s\t_\t_\t_\t_\t%d\t_\t_\t%s\n", id, d.Form(i), min(1, id-1), column)
	}
	fmt.Fprintln(b)
}
