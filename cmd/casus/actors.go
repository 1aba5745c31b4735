package main

import (
	"bufio"
	"compress/bzip2"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"casus.dev/casus"
	"casus.dev/casus/article"
	"casus.dev/casus/internal/ground/actor"
	"casus.dev/casus/internal/ground/dictionary"
)

// newActorsCommand returns "casus actors" with its subcommands.
func newActorsCommand(env environment) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "actors",
		Short: "Ask, widen and check the gazetteer of actors",
		Long: `actors asks the gazetteer of states, offices, people, bodies and groups, widens
it with tables of your own, and checks them.
` + exitCodes,
		Example: "  casus actors show Merkel --on 2017-04-01",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newActorsResolveCommand(env), newActorsShowCommand(env), newActorsImportCommand(), newActorsLintCommand())
	return cmd
}

// gazetteerFlag adds --gazetteer, whose default is $CASUS_GAZETTEER.
func gazetteerFlag(cmd *cobra.Command, files *[]string) {
	cmd.Flags().StringArrayVar(files, "gazetteer", nil, "table that overlays the embedded ones; may be repeated (default $CASUS_GAZETTEER, a list as in $PATH)")
}

// newResolver returns a resolver with the tables of the flag or, if there is
// none, of the environment. Faults of those tables go to stderr.
func newResolver(files []string, env environment, stderr io.Writer) (*actor.Resolver, error) {
	tables, err := overlays(files, env)
	if err != nil {
		return nil, err
	}
	r, err := actor.New(actor.Options{Overlays: tables})
	if err != nil {
		return nil, err
	}
	for _, f := range r.Faults() {
		fmt.Fprintf(stderr, "casus: %s\n", f.Error())
	}
	return r, nil
}

// overlays is readTables in the resolver's own type.
func overlays(files []string, env environment) ([]actor.Table, error) {
	tables, err := readTables(files, env)
	out := make([]actor.Table, 0, len(tables))
	for _, t := range tables {
		out = append(out, actor.Table(t))
	}
	return out, err
}

// readTables reads the tables of the flag or, if there is none, of the
// environment.
func readTables(files []string, env environment) ([]casus.Table, error) {
	if len(files) == 0 {
		files = filepath.SplitList(env("CASUS_GAZETTEER"))
	}
	out := make([]casus.Table, 0, len(files))
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("gazetteer: %w", err)
		}
		out = append(out, casus.Table{Name: name, Data: data})
	}
	return out, nil
}

// coderOptions are the flags of every command that codes articles.
type coderOptions struct {
	fold      string
	gazetteer []string
	env       environment
}

func (o *coderOptions) addCoderFlags(cmd *cobra.Command, env environment) {
	o.env = env
	cmd.Flags().StringVar(&o.fold, "fold", "plover", "event types: plover (PLOVER's foldings: a promised AID is an AGREE) or none")
	gazetteerFlag(cmd, &o.gazetteer)
}

// coder returns the coder that the flags ask for; faults of its tables go to
// stderr.
func (o *coderOptions) coder(stderr io.Writer) (*casus.Coder, error) {
	if o.fold != "plover" && o.fold != "none" {
		return nil, usagef("--fold: %q is neither plover nor none", o.fold)
	}
	tables, err := readTables(o.gazetteer, o.env)
	if err != nil {
		return nil, err
	}
	c, err := casus.New(casus.Options{Fold: o.fold, Gazetteer: tables})
	if err != nil {
		return nil, err
	}
	for _, f := range c.Faults() {
		fmt.Fprintf(stderr, "casus: %s\n", f)
	}
	return c, nil
}

func newActorsResolveCommand(env environment) *cobra.Command {
	var files []string
	var format string
	cmd := &cobra.Command{
		Use:   "resolve [FILE]...",
		Short: "Say who phrases speak of, on a day",
		Long: `resolve reads JSON Lines {"id", "text", "date", "context"} (only text is needed;
context: words around the phrase) and prints one line for each:
{"id", "name", "kind", "country", "sector", "code", "role", "basis", "interval"}.
What cannot be told is null. Without a file, or for "-", it reads standard input.
` + exitCodes,
		Example: `  echo '{"id": 1, "text": "the French foreign minister", "date": "2019-05-01"}' | casus actors resolve`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if format != "jsonl" {
				return usagef("--format: %q is not jsonl", format)
			}
			r, err := newResolver(files, env, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			return eachInput(args, cmd.InOrStdin(), func(name string, in io.Reader) error {
				return resolveLines(r, name, in, cmd.OutOrStdout(), cmd.ErrOrStderr())
			})
		},
	}
	gazetteerFlag(cmd, &files)
	cmd.Flags().StringVar(&format, "format", "jsonl", "output: jsonl")
	return cmd
}

// eachInput calls f with each file, with stdin for "-" or where there is none.
// An error that is not errSome ends it.
func eachInput(files []string, stdin io.Reader, f func(name string, in io.Reader) error) error {
	if len(files) == 0 {
		files = []string{"-"}
	}
	var failed error
	for _, name := range files {
		err := func() error {
			if name == "-" {
				return f("standard input", stdin)
			}
			in, err := openPlain(name)
			if err != nil {
				return err
			}
			defer in.Close()
			return f(name, in)
		}()
		if errors.Is(err, errSome) {
			failed = err
			continue
		}
		if err != nil {
			return err
		}
	}
	return failed
}

// openPlain opens a file, unpacked if its name ends in ".gz" or ".bz2".
func openPlain(name string) (io.ReadCloser, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	var in io.Reader
	switch {
	case strings.HasSuffix(name, ".gz"):
		z, err := gzip.NewReader(f)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("%s: %w", name, err), f.Close())
		}
		in = z
	case strings.HasSuffix(name, ".bz2"):
		in = bzip2.NewReader(f)
	default:
		return f, nil
	}
	return struct {
		io.Reader
		io.Closer
	}{in, f}, nil
}

// resolved is a line of the output of actors resolve.
type resolved struct {
	ID json.RawMessage `json:"id"`
	actor.Resolution
}

// maxPhraseLine bounds a line of the input of actors resolve.
const maxPhraseLine = 1 << 20

func resolveLines(r *actor.Resolver, name string, in io.Reader, out, stderr io.Writer) error {
	w := bufio.NewWriter(out)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	sc := bufio.NewScanner(in)
	sc.Buffer(make([]byte, 0, 64<<10), maxPhraseLine)
	var failed error
	for n := 1; sc.Scan(); n++ {
		if strings.TrimSpace(sc.Text()) == "" {
			continue
		}
		var q struct {
			ID            json.RawMessage
			Text          *string
			Date, Context string
		}
		err := json.Unmarshal(sc.Bytes(), &q)
		if err == nil && q.Text == nil {
			err = errors.New(`no "text"`)
		}
		var on time.Time
		if err == nil && q.Date != "" {
			on, err = article.ParseDate(q.Date)
		}
		if err != nil {
			fmt.Fprintf(stderr, "casus: %s:%d: %v\n", name, n, err)
			failed = errSome
			continue
		}
		if q.ID == nil {
			q.ID = json.RawMessage("null")
		}
		if err := enc.Encode(resolved{q.ID, r.Resolve(*q.Text, q.Context, on)}); err != nil {
			return err
		}
	}
	if err := sc.Err(); err != nil {
		fmt.Fprintf(stderr, "casus: %s: %v\n", name, err)
		failed = errSome
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return failed
}

func newActorsShowCommand(env environment) *cobra.Command {
	var files []string
	var on string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "show NAME",
		Short: "Show what the gazetteer has under a name",
		Long: `show prints every record that a name, an adjective or a role may mean, with the
table and line it comes from; with --on, first what is in force on that day (*).

Exit codes: 0 done; 1 nothing has that name; 2 wrong usage.`,
		Example: "  casus actors show Merkel --on 2017-04-01",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			var day time.Time
			if on != "" {
				var err error
				if day, err = article.ParseDate(on); err != nil {
					return usagef("--on: %w", err)
				}
			}
			r, err := newResolver(files, env, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			name := strings.Join(args, " ")
			return showEntries(cmd.OutOrStdout(), name, r.Show(name, day), asJSON)
		},
	}
	cmd.Flags().StringVar(&on, "on", "", "day, YYYY-MM-DD")
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON object a record")
	gazetteerFlag(cmd, &files)
	return cmd
}

func showEntries(out io.Writer, name string, list []actor.Entry, asJSON bool) error {
	if len(list) == 0 {
		return fmt.Errorf("the gazetteer has nothing named %q", name)
	}
	w := bufio.NewWriter(out)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, e := range list {
		if asJSON {
			if err := enc.Encode(e); err != nil {
				return err
			}
			continue
		}
		mark := " "
		if e.InForce {
			mark = "*"
		}
		fmt.Fprintf(w, "%s %-9s %-12s %-28s %-24s %-36s %s (%s:%d)\n", mark, e.Code, e.Kind, e.Name, e.Interval, e.Office, e.Matches, e.File, e.Line)
	}
	return w.Flush()
}

func newActorsImportCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "import FILE...",
		Short: "Turn dictionaries and dumps of others into a table of the gazetteer",
		Long: `import reads dictionaries of PETRARCH and TABARI (*.actors, *.agents; also
*.actors.txt, *.agents.txt) and dumps of Wikidata in JSON (*.json, one entity a
line), each also compressed with gzip or bzip2, and prints a table that --gazetteer
takes. It reads as a stream: a dump is read twice and never held. A line that
cannot be used is named on standard error, and the rest goes on.
` + exitCodes,
		Example: "  casus actors import Phoenix.Countries.actors.txt > mine.tsv\n  casus actors show Ban Ki-moon --gazetteer mine.tsv",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, files []string) error {
			return importFiles(cmd.Context(), files, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
}

func importFiles(ctx context.Context, files []string, out, stderr io.Writer) error {
	kinds := make([]string, len(files))
	for i, name := range files {
		if kinds[i] = importKind(name); kinds[i] == "" {
			return usagef("import: %s is neither *.actors, *.agents nor *.json", name)
		}
	}
	t := dictionary.NewTable(out)
	failed := false
	for i, name := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		faults, err := importFile(t, name, kinds[i], stderr)
		if err != nil {
			return err
		}
		failed = failed || faults > 0
	}
	if err := t.Close(); err != nil {
		return err
	}
	if failed {
		return errSome
	}
	return nil
}

// importKind tells a file by its name: "actors", "agents", "dump", "".
func importKind(name string) string {
	base := strings.ToLower(filepath.Base(name))
	base = strings.TrimSuffix(strings.TrimSuffix(base, ".gz"), ".bz2")
	switch base = strings.TrimSuffix(base, ".txt"); {
	case strings.HasSuffix(base, ".actors"):
		return "actors"
	case strings.HasSuffix(base, ".agents"):
		return "agents"
	case strings.HasSuffix(base, ".json"), strings.HasSuffix(base, ".jsonl"):
		return "dump"
	}
	return ""
}

// importFile adds one file to the table and returns how many of its lines
// could not be used.
func importFile(t *dictionary.Table, name, kind string, stderr io.Writer) (faults int, err error) {
	in, err := openPlain(name)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	source := filepath.Base(name)
	bad := func(err error) bool {
		if err != nil {
			fmt.Fprintf(stderr, "casus: %v\n", err)
			faults++
		}
		return err != nil
	}
	switch kind {
	case "actors":
		for a, err := range dictionary.ReadActors(in, name) {
			if !bad(err) {
				t.Actor(a, source)
			}
		}
	case "agents":
		for a, err := range dictionary.ReadAgents(in, name) {
			if !bad(err) {
				t.Agent(a)
			}
		}
	case "dump":
		positions := dictionary.ReadPositions(in, name)
		again, err := openPlain(name)
		if err != nil {
			return faults, err
		}
		defer again.Close()
		for p, err := range dictionary.ReadPeople(again, name, positions) {
			if !bad(err) {
				t.Person(p, source)
			}
		}
	}
	return faults, nil
}

func newActorsLintCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "lint [FILE]...",
		Short: "Check tables of the gazetteer: the embedded ones, or those given",
		Long: `lint names every row that is broken or that contradicts another one: dates that
are none, unknown countries, sectors, kinds and codes, overlapping terms of one
person, two holders of one office, gaps, names that two bodies share.

Exit codes: 0 nothing found; 1 something found (file, line and reason on
standard output); 2 wrong usage.`,
		Example: "  casus actors lint mine.tsv",
		RunE: func(cmd *cobra.Command, files []string) error {
			tables, err := actor.Embedded()
			if len(files) > 0 {
				tables, err = overlays(files, func(string) string { return "" })
			}
			if err != nil {
				return err
			}
			faults, err := actor.Lint(tables)
			if err != nil {
				return err
			}
			for _, f := range faults {
				if _, err := fmt.Fprintln(cmd.OutOrStdout(), f.Error()); err != nil {
					return err
				}
			}
			if len(faults) > 0 {
				return errSome
			}
			return nil
		},
	}
}
