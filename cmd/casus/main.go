// Command casus turns news reports into an auditable record of events and
// statements. Each command is a file; its help states its exit codes.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/spf13/cobra"

	"casus.dev/casus"
)

// Exit codes of every command.
const (
	exitDone  = 0 // all done
	exitSome  = 1 // some documents failed, or the work could not be done
	exitUsage = 2 // wrong usage: unknown command, flag, format or date
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv)
	stop()
	os.Exit(code)
}

// usageError marks an error as wrong usage: exit code 2.
type usageError struct{ err error }

// Error returns the message.
func (e *usageError) Error() string { return e.err.Error() }

// Unwrap returns the cause.
func (e *usageError) Unwrap() error { return e.err }

// usagef returns an error that ends the program with exit code 2.
func usagef(format string, args ...any) error {
	return &usageError{fmt.Errorf(format, args...)}
}

// errSome ends the program with exit code 1 without a message of its own:
// each failed document has had its line on standard error.
var errSome = errors.New("some documents failed")

// environment is what a command may ask of the world outside its flags.
type environment func(name string) string

// run executes one command line and returns its exit code. Data goes to
// stdout, everything else to stderr.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, env environment) int {
	started := false
	root := newRootCommand(env)
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.PersistentPreRun = func(*cobra.Command, []string) { started = true }
	err := root.ExecuteContext(ctx)
	var usage *usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errSome):
		return exitSome
	case !started || errors.As(err, &usage):
		fmt.Fprintf(stderr, "casus: %v\nRun 'casus help' for usage.\n", err)
		return exitUsage
	default:
		fmt.Fprintf(stderr, "casus: %v\n", err)
		return exitSome
	}
}

// exitCodes ends the help of every command that works on documents.
const exitCodes = `
Exit codes: 0 done; 1 some documents failed (each with a line on standard
error that names the file and why; the others are still printed); 2 wrong usage.`

func newRootCommand(env environment) *cobra.Command {
	root := &cobra.Command{
		Use:   "casus",
		Short: "Who did what to whom, who said what: news into an auditable record",
		Long: `casus turns news reports into an auditable record of events and statements.
It works offline; everything that it claims points to the words it rests on.
` + exitCodes,
		Example:       "  casus code article.txt\n  casus code --published 2024-11-18 --format jsonl news/*.txt > coded.jsonl",
		Version:       casus.Version,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return cmd.Help()
		},
	}
	root.SetVersionTemplate("{{.Version}}\n")
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(
		newCodeCommand(env),
		newArticleCommand(),
		newExplainCommand(),
		newSchemaCommand(),
		newParseCommand(),
		newRelateCommand(),
		newStatementsCommand(),
		newUncodedCommand(),
		newActorsCommand(env),
		trainCommands(),
		evalCommands(),
		newIngestCommand(env),
		newFeedsCommand(env),
		newFetchCommand(env),
		newWatchCommand(env),
		newQueryCommand(env),
		newTimelineCommand(env),
		newDyadCommand(env),
		newDossierCommand(env),
		newReactionsCommand(env),
		newVerifyCommand(env),
		newBackupCommand(env),
		newForgetCommand(env),
		newCorrectCommand(env),
		newRecodeCommand(env),
		newExportCommand(env),
		newProposeCommand(env),
		newVersionCommand(),
	)
	strict(root)
	return root
}

// strict makes a command that only holds others refuse what is none of them;
// by itself it would print its help and succeed.
func strict(cmd *cobra.Command) {
	for _, sub := range cmd.Commands() {
		if sub.HasSubCommands() && !sub.Runnable() {
			sub.Args = cobra.NoArgs
			sub.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
		}
		strict(sub)
	}
}

// trainCommands returns "casus train" with the trainers of every model.
func trainCommands() *cobra.Command {
	cmd := newTrainCommand()
	cmd.AddCommand(newTrainStatementsCommand(), newTrainRelationsCommand(), newTrainConfidenceCommand())
	return cmd
}

// evalCommands returns "casus eval" with every measure.
func evalCommands() *cobra.Command {
	cmd := newEvalCommand()
	cmd.AddCommand(newEvalRelationsCommand(), newEvalConfidenceCommand(), newEvalStatementsCommand(), newEvalCorefCommand())
	return cmd
}
