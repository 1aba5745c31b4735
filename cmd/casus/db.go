package main

import (
	"context"

	"github.com/spf13/cobra"

	"casus.dev/casus/internal/keep/store"
)

// defaultDB is the database where neither --db nor $CASUS_DB names one.
const defaultDB = "casus.db"

// dbOption is the flag of every command that reads or writes the database.
type dbOption struct {
	path string
	env  environment
}

func (o *dbOption) add(cmd *cobra.Command, env environment) {
	o.env = env
	cmd.Flags().StringVar(&o.path, "db", "", "database `FILE` (default $CASUS_DB, else casus.db)")
}

// file returns the database's path.
func (o *dbOption) file() string {
	if o.path != "" {
		return o.path
	}
	if p := o.env("CASUS_DB"); p != "" {
		return p
	}
	return defaultDB
}

// open opens the database for reading; it must exist.
func (o *dbOption) open(ctx context.Context) (*store.Store, error) {
	return store.Open(ctx, o.file(), store.Options{ReadOnly: true})
}
