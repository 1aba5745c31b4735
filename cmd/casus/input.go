package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"casus.dev/casus/article"
	"casus.dev/casus/internal/acquire/fetch"
	"casus.dev/casus/internal/acquire/page"
	"casus.dev/casus/internal/acquire/wire"
)

// stdinName is the argument that means standard input, and its ref.
const stdinName = "-"

// inputOptions are the flags of every command that reads documents.
type inputOptions struct {
	form      string
	published string
	publisher string
}

// addInputFlags declares the flags of inputOptions.
func (o *inputOptions) addInputFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.form, "input", "auto", "form of the input: auto (by name, else by content), text, html or jsonl")
	cmd.Flags().StringVar(&o.published, "published", "", "day of publication, `DATE` as YYYY-MM-DD, for inputs that do not say")
	cmd.Flags().StringVar(&o.publisher, "publisher", "", "publisher, for inputs that do not say")
}

// reader checks the flags and returns what reads the inputs. It returns a
// usage error for an unknown form or a date that is none.
func (o *inputOptions) reader(stdin io.Reader) (*inputReader, error) {
	form, err := wire.ParseForm(o.form)
	if err != nil {
		return nil, usagef("--input: %w", err)
	}
	r := &inputReader{form: form, publisher: o.publisher, stdin: stdin}
	if o.published != "" {
		if r.published, err = article.ParseDate(o.published); err != nil {
			return nil, usagef("--published: %w", err)
		}
	}
	return r, nil
}

// inputReader turns files and standard input into articles.
type inputReader struct {
	form      wire.Form
	published time.Time
	publisher string
	stdin     io.Reader
	seen      func(n int)   // told of every n bytes read; may be nil
	web       *fetch.Client // gets what is named by its address; nil: addresses are names of files
}

// input is one document, or the reason why it could not be read.
type input struct {
	file string // as named on the command line
	raw  []byte // an HTML page that is not yet an article; else nil
	kind string // media type of raw, as its server or its decoding says; "" if unknown
	art  article.Article
	err  error
}

// all yields the documents of files in order; "-" is standard input. A file
// of JSON Lines is streamed. Pages are left as bytes, so that finding their
// text can be shared among workers (see article).
func (r *inputReader) all(ctx context.Context, files []string) iter.Seq[input] {
	return func(yield func(input) bool) {
		for _, name := range files {
			if ctx.Err() != nil {
				return
			}
			var more bool
			if r.web != nil && (strings.HasPrefix(name, "https://") || strings.HasPrefix(name, "http://")) {
				more = r.address(ctx, name, yield)
			} else {
				more = r.one(name, yield)
			}
			if !more {
				return
			}
		}
	}
}

// one yields the documents of one file and reports whether to go on.
func (r *inputReader) one(name string, yield func(input) bool) bool {
	f := r.stdin
	if name != stdinName {
		file, err := os.Open(name)
		if err != nil {
			return yield(input{file: name, err: plainPathError(err)})
		}
		defer func() { _ = file.Close() }() // nothing is written
		f = file
	}
	return r.from(name, &progressReader{f, r.seen}, yield)
}

// address yields the documents that the web has under an address.
func (r *inputReader) address(ctx context.Context, name string, yield func(input) bool) bool {
	res, err := r.web.Get(ctx, name, fetch.Condition{})
	if err != nil {
		return yield(input{file: name, err: err})
	}
	return r.from(name, bytes.NewReader(res.Body), func(in input) bool {
		if in.kind == "" {
			in.kind = res.ContentType
		}
		if in.art.URL == "" {
			in.art.URL = res.URL
		}
		return yield(in)
	})
}

// from yields the documents of what f holds, under the given name.
func (r *inputReader) from(name string, f io.Reader, yield func(input) bool) bool {
	src, err := wire.Open(f)
	if err != nil {
		return yield(input{file: name, err: err})
	}
	in := input{file: name}
	switch src.Form(name, r.form) {
	case wire.JSONL:
		return r.records(name, src, yield)
	case wire.HTML:
		in.raw, in.err = src.ReadPage()
		if src.Decoded != "" {
			in.art.Warnings = []string{src.Decoded + " decoded"}
			in.kind = "text/html; charset=utf-8" // whatever the page says of its bytes
		}
	default: // text; Form never returns Auto
		in.art, in.err = src.ReadText()
		r.fill(&in.art)
	}
	in.art.Ref = name
	return yield(in)
}

func (r *inputReader) records(name string, src *wire.Source, yield func(input) bool) bool {
	for art, err := range src.Records() {
		in := input{file: name, art: art, err: err}
		r.fill(&in.art)
		if !yield(in) {
			return false
		}
	}
	return true
}

// article returns the document's article; of a page it finds the text now.
func (r *inputReader) article(in input) (article.Article, error) {
	if in.err != nil || in.raw == nil {
		return in.art, in.err
	}
	p, err := page.Read(in.raw, in.kind)
	if err != nil {
		return in.art, err
	}
	if len(p.Text) > wire.MaxText {
		return in.art, fmt.Errorf("%w: the article of the page has more than %d MiB", wire.ErrLong, wire.MaxText>>20)
	}
	p.Ref = in.art.Ref
	if p.URL == "" {
		p.URL = in.art.URL
	}
	p.Warnings = append(in.art.Warnings, p.Warnings...)
	r.fill(&p.Article)
	return p.Article, nil
}

// fill puts in what the flags say and the input does not.
func (r *inputReader) fill(art *article.Article) {
	if art.Published.IsZero() {
		art.Published = r.published
	}
	if art.Publisher == "" {
		art.Publisher = r.publisher
	}
}

// plainPathError drops the file's name from err: messages begin with it.
func plainPathError(err error) error {
	if p, ok := errors.AsType[*os.PathError](err); ok {
		return p.Err
	}
	return err
}

// progressReader tells seen how much was read.
type progressReader struct {
	r    io.Reader
	seen func(n int)
}

// Read reads and tells.
func (p *progressReader) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	if p.seen != nil && n > 0 {
		p.seen(n)
	}
	return n, err
}

// complain writes one line about a document to standard error.
func complain(w io.Writer, file string, err error) {
	if line, ok := errors.AsType[*wire.LineError](err); ok {
		fmt.Fprintf(w, "casus: %s:%d: %v\n", file, line.Line, line.Err)
		return
	}
	fmt.Fprintf(w, "casus: %s: %v\n", file, plainPathError(err))
}
