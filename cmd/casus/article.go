package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"casus.dev/casus/article"
	"casus.dev/casus/internal/work"
)

// articleOptions are the flags of casus article.
type articleOptions struct {
	inputOptions
	web    webOptions
	format string
}

// newArticleCommand returns "casus article".
func newArticleCommand() *cobra.Command {
	var opt articleOptions
	cmd := &cobra.Command{
		Use:   "article [flags] FILE|URL...",
		Short: "Print the article that a page shows: title, byline, day, text",
		Long: `article prints what "casus code" reads: of an HTML page the article without
navigation, advertising, related links and comments. Inputs are as for
"casus code"; pages may also be named by their address and are then fetched as
"casus fetch" does it: robots.txt is honoured, private addresses are refused.

Formats: text (default; title, byline, publisher and day, then the text), jsonl
(one object a document: {"ref", "url", "title", "author", "publisher",
"published", "published_basis", "updated", "updated_basis", "language", "text"};
what is not known is absent). published_basis and updated_basis say where a
page's days of publication and of its last change were found: "json-ld", "meta",
"time element", "line" (a visible one) or "address". The output of jsonl is an input of "casus code".
` + exitCodes,
		Example: `  casus article page.html
  casus article --format jsonl pages/*.html.gz > articles.jsonl
  casus article https://news.example/2024/11/18/talks.html`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, files []string) error {
			return runArticle(cmd.Context(), opt, files, cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	opt.addInputFlags(cmd)
	opt.web.add(cmd)
	cmd.Flags().StringVar(&opt.format, "format", "text", "output: text or jsonl")
	return cmd
}

// articleRecord is the JSON form of an article.
type articleRecord struct {
	Ref       string   `json:"ref"`
	URL       string   `json:"url,omitempty"`
	Title     string   `json:"title,omitempty"`
	Author    []string `json:"author,omitempty"`
	Publisher string   `json:"publisher,omitempty"`
	Published string   `json:"published,omitempty"`
	Basis     string   `json:"published_basis,omitempty"`
	Updated   string   `json:"updated,omitempty"`
	Changed   string   `json:"updated_basis,omitempty"`
	Language  string   `json:"language,omitempty"`
	Text      string   `json:"text"`
}

// found is one article as it was read.
type found struct {
	in  input
	art article.Article
}

// runArticle writes the articles of files to stdout. It returns errSome if
// some document failed.
func runArticle(ctx context.Context, opt articleOptions, files []string, stdin io.Reader, stdout, stderr io.Writer) error {
	if opt.format != "text" && opt.format != "jsonl" {
		return usagef("--format: %q is none of text, jsonl", opt.format)
	}
	reader, err := opt.reader(stdin)
	if err != nil {
		return err
	}
	reader.web = opt.web.client()
	progress := newBar(stderr, files)
	defer progress.done()
	reader.seen = progress.add
	log := progress.logTo(stderr)
	out := bufio.NewWriterSize(stdout, 64<<10)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)

	do := func(_ context.Context, in input) (found, error) {
		art, err := reader.article(in)
		return found{in, art}, err
	}
	failed, n := false, 0
	for f, err := range work.Ordered(ctx, runtime.GOMAXPROCS(0), reader.all(ctx, files), do) {
		if err != nil {
			failed = true
			complainOf(log, f.in, err)
			continue
		}
		for _, s := range f.art.Warnings {
			fmt.Fprintf(log, "casus: %s: warning: %s\n", f.in.name(), s)
		}
		if n++; opt.format == "jsonl" {
			err = enc.Encode(newArticleRecord(f))
		} else {
			err = writeArticle(out, f.art, n > 1)
		}
		if err != nil {
			return err
		}
	}
	if err := errors.Join(ctx.Err(), out.Flush()); err != nil {
		return err
	}
	if failed {
		return errSome
	}
	return nil
}

func newArticleRecord(f found) articleRecord {
	rec := articleRecord{
		Ref: f.art.Ref, URL: f.art.URL, Title: f.art.Title, Author: f.art.Author, Publisher: f.art.Publisher,
		Basis: f.art.PublishedBasis, Changed: f.art.UpdatedBasis, Language: f.art.Language, Text: f.art.Text,
	}
	if !f.art.Published.IsZero() {
		rec.Published = f.art.Published.Format(time.DateOnly)
	}
	if !f.art.Updated.IsZero() {
		rec.Updated = f.art.Updated.Format(time.DateOnly)
	}
	return rec
}

// writeArticle writes an article for people; a form feed parts it from the one before.
func writeArticle(w io.Writer, art article.Article, more bool) error {
	var b strings.Builder
	if more {
		b.WriteString("\f\n")
	}
	var facts []string
	for _, s := range []string{strings.Join(art.Author, ", "), art.Publisher} {
		if s != "" {
			facts = append(facts, s)
		}
	}
	if !art.Published.IsZero() {
		facts = append(facts, art.Published.Format(time.DateOnly))
	}
	if !art.Updated.IsZero() && !art.Updated.Equal(art.Published) {
		facts = append(facts, "updated "+art.Updated.Format(time.DateOnly))
	}
	for _, s := range []string{art.Title, strings.Join(facts, " · "), art.URL} {
		if s != "" {
			b.WriteString(s + "\n")
		}
	}
	if b.Len() > 2 {
		b.WriteString("\n")
	}
	b.WriteString(strings.TrimRight(art.Text, "\n") + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}
