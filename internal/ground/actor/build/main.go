// Command build writes the tables of package actor in the form that the program
// starts from, data/gazetteer.bin. Run it with "go generate" after a change to
// a table or to how tables are read:
//
//	go generate ./internal/ground/actor
//
// It ends with status 1, and writes nothing, if a row is broken.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"casus.dev/casus/internal/ground/actor"
)

func main() {
	out := flag.String("o", filepath.Join("data", "gazetteer.bin"), "file to write")
	flag.Parse()
	if err := run(*out); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

func run(out string) error {
	data, err := actor.Pack()
	if err != nil {
		return err
	}
	return os.WriteFile(out, data, 0o644) //nolint:gosec // a file of the repository, for all to read
}
