package main

import (
	"context"
	"fmt"
	"io"
	"runtime"

	"github.com/spf13/cobra"

	"casus.dev/casus/internal/extract/proposal"
	"casus.dev/casus/internal/work"
)

// newProposeCommand returns "casus propose".
func newProposeCommand(env environment) *cobra.Command {
	var opt codeOptions
	var llm proposal.Options
	var jobs int
	cmd := &cobra.Command{
		Use:   "propose --endpoint URL --model NAME FILE...",
		Short: "Code articles and let a language model propose further events",
		Long: `propose codes articles as code does and then asks a language model behind an
OpenAI-compatible endpoint for events that it would add. The model gets the text
and nothing else. What it proposes is checked: every quotation must stand in the
text to the letter, types and modalities must be PLOVER's, actors must be named.
What is left is marked with "method": "llm:NAME (VERSION)", by what the server
says that it ran; it never replaces what the rules found and never counts as told. A key is read from $CASUS_LLM_KEY.
` + exitCodes,
		Example: "  casus propose --endpoint http://127.0.0.1:8080/v1 --model tiny article.txt",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, files []string) error {
			if llm.Endpoint == "" || llm.Model == "" {
				return usagef("--endpoint and --model are needed")
			}
			llm.Key = env("CASUS_LLM_KEY")
			client, err := proposal.New(llm)
			if err != nil {
				return usagef("--endpoint: %w", err)
			}
			return runPropose(cmd.Context(), opt, client, jobs, files, cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	opt.addInputFlags(cmd)
	opt.addCoderFlags(cmd, env)
	cmd.Flags().StringVar(&opt.format, "format", "jsonl", "output: table, json, jsonl, csv")
	cmd.Flags().StringVar(&llm.Endpoint, "endpoint", "", "base address of the API, such as http://127.0.0.1:8080/v1")
	cmd.Flags().StringVar(&llm.Model, "model", "", "name of the model")
	cmd.Flags().IntVar(&jobs, "jobs", runtime.GOMAXPROCS(0), "how many articles to ask about at a time")
	return cmd
}

// runPropose codes files, adds what the model proposes and writes the records.
// An article about which the model cannot be asked is written without.
func runPropose(ctx context.Context, opt codeOptions, client *proposal.Client, jobs int, files []string, stdin io.Reader, stdout, stderr io.Writer) error {
	reader, err := opt.reader(stdin)
	if err != nil {
		return err
	}
	out, err := newReportWriter(stdout, opt)
	if err != nil {
		return err
	}
	coder, err := opt.coder(stderr)
	if err != nil {
		return err
	}
	do := func(ctx context.Context, in input) (coded, error) {
		art, err := reader.article(in)
		if err != nil {
			return coded{in: in}, err
		}
		rep, err := coder.Read(ctx, art)
		if err != nil {
			return coded{in: in}, err
		}
		dropped, err := client.Propose(ctx, rep)
		if err != nil {
			rep.Warnings = append(rep.Warnings, err.Error())
		}
		for _, why := range sortedKeys(dropped) {
			rep.Warnings = append(rep.Warnings, fmt.Sprintf("%d proposals dropped: %s", dropped[why], why))
		}
		return coded{in, rep}, nil
	}
	failed := false
	for doc, err := range work.Ordered(ctx, jobs, reader.all(ctx, files), do) {
		if err != nil {
			failed = true
			complainOf(stderr, doc.in, err)
			continue
		}
		warn(stderr, doc)
		if err := out.Write(doc.rep); err != nil {
			return err
		}
	}
	if err := out.Close(); err != nil {
		return err
	}
	if failed {
		return errSome
	}
	return ctx.Err()
}
