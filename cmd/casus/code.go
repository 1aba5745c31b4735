package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"casus.dev/casus/event"
	"casus.dev/casus/internal/serve/export"
	"casus.dev/casus/internal/work"
)

// codeOptions are the flags of casus code.
type codeOptions struct {
	inputOptions
	coderOptions
	format string
	color  bool
}

// codeFormats are the values of --format.
func codeFormats() []string { return []string{"table", "json", "jsonl", "csv"} }

// newCodeCommand returns "casus code".
func newCodeCommand(env environment) *cobra.Command {
	var opt codeOptions
	cmd := &cobra.Command{
		Use:   "code [flags] FILE...",
		Short: "Code articles: events, statements, actors, places, times, threats, claims",
		Long: `code reads articles and prints their records: plain text, HTML pages and JSON
Lines records {"id", "url", "title", "publisher", "published", "text"} (only
text is needed), each also compressed with gzip; "-" is standard input. Flags
fill what an input does not say.

Formats: table (default; coloured on a terminal unless NO_COLOR is set), json
(one indented object a document), jsonl (one object a line), csv (one row an
event). The fields of json and jsonl are described by "casus schema".

Documents are coded on all cores and printed in the order given; the output is
the same on any number of cores. A text may have 1 MiB, a page 8 MiB, a line of
JSON Lines 16 MiB; what is longer is refused and the rest goes on.
` + exitCodes,
		Example: `  casus code article.txt
  casus code --published 2024-11-18 --publisher Euronews --format jsonl article.txt
  zcat news.jsonl.gz | casus code --input jsonl --format csv - > events.csv`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, files []string) error {
			opt.color = isTerminal(cmd.OutOrStdout()) && env("NO_COLOR") == "" && env("TERM") != "dumb"
			return runCode(cmd.Context(), opt, files, cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	opt.addInputFlags(cmd)
	cmd.Flags().StringVar(&opt.format, "format", "table", "output: "+strings.Join(codeFormats(), ", "))
	opt.addCoderFlags(cmd, env)
	return cmd
}

// reportWriter writes records in one format.
type reportWriter interface {
	Write(rep *event.Report) error
	Close() error
}

func newReportWriter(w io.Writer, opt codeOptions) (reportWriter, error) {
	switch opt.format {
	case "table":
		return export.NewTable(w, export.TableOptions{Color: opt.color}), nil
	case "json":
		return export.NewJSON(w, false), nil
	case "jsonl":
		return export.NewJSON(w, true), nil
	case "csv":
		return export.NewCSV(w), nil
	}
	return nil, usagef("--format: %q is none of %s", opt.format, strings.Join(codeFormats(), ", "))
}

// coded is one document and its record.
type coded struct {
	in  input
	rep *event.Report
}

// runCode codes files and writes their records to stdout. It returns errSome
// if some document failed.
func runCode(ctx context.Context, opt codeOptions, files []string, stdin io.Reader, stdout, stderr io.Writer) error {
	reader, err := opt.reader(stdin)
	if err != nil {
		return err
	}
	buffered := bufio.NewWriterSize(stdout, 64<<10)
	out, err := newReportWriter(buffered, opt)
	if err != nil {
		return err
	}
	if opt.fold != "plover" && opt.fold != "none" {
		return usagef("--fold: %q is neither plover nor none", opt.fold)
	}
	coder, err := opt.coder(stderr)
	if err != nil {
		return err
	}
	progress := newBar(stderr, files)
	defer progress.done()
	reader.seen = progress.add
	log := progress.logTo(stderr)

	do := func(ctx context.Context, in input) (coded, error) {
		art, err := reader.article(in)
		if err != nil {
			return coded{in: in}, err
		}
		rep, err := coder.Read(ctx, art)
		return coded{in, rep}, err
	}
	failed := false
	for doc, err := range work.Ordered(ctx, runtime.GOMAXPROCS(0), reader.all(ctx, files), do) {
		if err != nil {
			failed = true
			complainOf(log, doc.in, err)
			continue
		}
		warn(log, doc)
		if err := out.Write(doc.rep); err != nil {
			return err
		}
	}
	if err := errors.Join(ctx.Err(), out.Close(), buffered.Flush()); err != nil {
		return err
	}
	if failed {
		return errSome
	}
	return nil
}

// complainOf names the document by its file, and its id where it has one.
func complainOf(w io.Writer, in input, err error) {
	var p *work.PanicError
	switch {
	case errors.As(err, &p):
		if given, ok := p.Input.(input); ok {
			in = given // the job did not live to say what it read
		}
		fmt.Fprintf(w, "casus: %s: a bug in casus: %v\n%s\n", in.name(), p, p.Stack)
	default:
		complain(w, in.file, err)
	}
}

// name returns the file, and the record's id where the file has several.
func (in input) name() string {
	if in.art.Ref != "" && in.art.Ref != in.file {
		return in.file + ": " + in.art.Ref
	}
	return in.file
}

// warn writes what was mended when a document was read.
func warn(w io.Writer, doc coded) {
	for _, s := range doc.rep.Warnings {
		fmt.Fprintf(w, "casus: %s: warning: %s\n", doc.in.name(), s)
	}
}
