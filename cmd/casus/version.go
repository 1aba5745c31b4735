package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"casus.dev/casus"
	"casus.dev/casus/article"
)

// newVersionCommand returns "casus version".
func newVersionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the versions of the program, model, lexicon and gazetteer",
		Long: `version prints the versions that stand in every record as "coder".

Exit codes: 0 done; 1 an embedded model or table is damaged; 2 wrong usage.`,
		Example: "  casus version",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			coder, err := casus.New(casus.Options{})
			if err != nil {
				return err
			}
			rep, err := coder.Read(cmd.Context(), article.Article{})
			if err != nil {
				return err
			}
			v := rep.Coder
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "casus %s\nmodel %s\nlexicon %s\ngazetteer %s\n", v.Version, v.Model, v.Lexicon, v.Gazetteer)
			return err
		},
	}
}
