package dataset

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// describe writes datapackage.json (Frictionless Data Package, version 1),
// CODEBOOK.md and CITATION.cff beside a table. All three are made from the
// columns that the writers declare.
func describe(dir, file, as string, columns []Column, rows int, opt Options) error {
	sum, size, err := hashOf(filepath.Join(dir, file))
	if err != nil {
		return err
	}
	type field struct {
		Name        string `json:"name"`
		Type        string `json:"type"`
		Description string `json:"description"`
	}
	fields := make([]field, len(columns))
	for i, c := range columns {
		fields[i] = field{c.Name, c.Type, c.Doc}
	}
	resource := map[string]any{
		"name": "events", "path": file, "format": strings.TrimPrefix(filepath.Ext(file), "."), "encoding": "utf-8",
		"bytes": size, "hash": "sha256:" + sum, "schema": map[string]any{"fields": fields, "missingValues": []string{""}},
	}
	switch {
	case strings.HasSuffix(file, ".parquet"):
		// frictionless reads Parquet through pyarrow, counts no bytes and calls any
		// number wrong; the hash stands for it.
		delete(resource, "bytes")
	case strings.HasSuffix(file, ".tsv"):
		// These tables have no quoting: a tab never stands in a cell.
		resource["profile"] = "tabular-data-resource"
		resource["dialect"] = map[string]any{"delimiter": "\t", "header": !opt.NoHeader, "quoteChar": "\x00"}
	case strings.HasSuffix(file, ".csv"):
		resource["profile"] = "tabular-data-resource"
		resource["dialect"] = map[string]any{"delimiter": ",", "header": !opt.NoHeader, "doubleQuote": true}
	}
	title := "Events coded by casus, as " + as
	if err := writeJSON(filepath.Join(dir, "datapackage.json"), map[string]any{
		"profile": "data-package", "name": "casus-" + as, "title": title, "version": opt.Version,
		"description": "Query: " + orAll(opt.Query) + ". Reporting is described, not verified: X reported that Y did Z.",
		"resources":   []any{resource},
	}); err != nil {
		return err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%d rows in `%s` (sha256 %s). Query: `%s`.\n\n| column | type | meaning |\n|---|---|---|\n", title, rows, file, sum, orAll(opt.Query))
	for _, c := range columns {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", c.Name, c.Type, c.Doc)
	}
	b.WriteString("\nAn empty cell is not known. Goldstein scores name their table in the column's meaning.\n")
	cite := fmt.Sprintf("cff-version: 1.2.0\nmessage: Please cite the program that coded these data.\ntitle: casus\nversion: %s\ntype: software\nauthors:\n  - name: The casus developers\n", opt.Version)
	for name, text := range map[string]string{"CODEBOOK.md": b.String(), "CITATION.cff": cite} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil { //nolint:gosec // for others to read
			return fmt.Errorf("dataset: %w", err)
		}
	}
	return nil
}

func orAll(q string) string {
	if q == "" {
		return "all events"
	}
	return q
}

func hashOf(path string) (sum string, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, fmt.Errorf("dataset: %w", err)
	}
	h := sha256.New()
	size, err = io.Copy(h, f)
	if err := errors.Join(err, f.Close()); err != nil {
		return "", 0, fmt.Errorf("dataset: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)), size, nil
}
