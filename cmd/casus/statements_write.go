package main

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// statementWriter prints rows as a table, JSON Lines or CSV.
type statementWriter struct {
	table *tabwriter.Writer
	lines *json.Encoder
	csv   *csv.Writer
}

func newStatementWriter(w io.Writer, format string) *statementWriter {
	switch format {
	case "jsonl":
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		return &statementWriter{lines: e}
	case "csv":
		c := csv.NewWriter(w)
		head := []string{"ref", "published", "publisher", "id", "speaker", "code", "source", "cue", "content", "kind", "class", "stance", "addressee", "about"}
		if err := c.Write(head); err != nil {
			return &statementWriter{csv: c} // the writer keeps the error for flush
		}
		return &statementWriter{csv: c}
	}
	return &statementWriter{table: tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)}
}

func (w *statementWriter) write(r *statementRow) error {
	switch {
	case w.lines != nil:
		return w.lines.Encode(r)
	case w.csv != nil:
		return w.csv.Write([]string{
			r.Ref, r.Published, r.Publisher, r.ID, r.Speaker, r.Code, r.Source, r.Cue, r.Content,
			string(r.Kind), string(r.Class), string(r.Stance), r.Addressee, r.About,
		})
	}
	speaker := r.Speaker
	if speaker == "" {
		speaker = r.Source
	}
	if speaker == "" {
		speaker = "-"
	}
	_, err := fmt.Fprintf(w.table, "%s\t%s\t%s\t%s\t%s\t%s\n", r.Ref, r.Published, cell(speaker, 36), r.Stance, cell(r.Cue, 28), cell(r.Content, 100))
	return err
}

func (w *statementWriter) flush() error {
	switch {
	case w.csv != nil:
		w.csv.Flush()
		return w.csv.Error()
	case w.table != nil:
		return errors.Join(w.table.Flush())
	}
	return nil
}

// cell fits s into one line of at most n characters.
func cell(s string, n int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return string(r)
}
