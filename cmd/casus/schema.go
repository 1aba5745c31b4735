package main

import (
	"github.com/spf13/cobra"

	"casus.dev/casus/event"
)

// newSchemaCommand returns "casus schema".
func newSchemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of a record",
		Long: `schema prints the JSON Schema (draft 2020-12) of the records that
"casus code --format json" prints.

Exit codes: 0 done; 1 standard output cannot be written; 2 wrong usage.`,
		Example: "  casus schema > casus.schema.json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := cmd.OutOrStdout().Write(event.JSONSchema())
			return err
		},
	}
}
