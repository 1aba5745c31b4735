package dataset

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"iter"
	"os"
	"strings"

	"casus.dev/casus/internal/keep/store"
)

// writeTable writes the rows of a format's events. Tab-separated files have no
// quoting: tabs and line breaks inside a cell become spaces, as their readers
// expect.
func writeTable(ctx context.Context, items iter.Seq2[store.Item, error], f format, file string, opt Options) (int, error) {
	var fault error
	rows := func(yield func([]string) bool) {
		for it, err := range items {
			if err != nil {
				fault = err
				return
			}
			for _, row := range f.rows(it) {
				if !yield(row) {
					return
				}
			}
		}
	}
	n, err := writeRows(ctx, rows, f.columns, file, opt)
	return n, errors.Join(fault, err)
}

// writeRows writes a table: comma-separated if the file's name ends so, else
// tab-separated.
func writeRows(ctx context.Context, rows iter.Seq[[]string], columns []Column, file string, opt Options) (n int, err error) {
	out, err := os.Create(file)
	if err != nil {
		return 0, fmt.Errorf("dataset: %w", err)
	}
	defer func() {
		if err = errors.Join(err, out.Close()); err != nil {
			err = fmt.Errorf("dataset: %s: %w", file, err)
		}
	}()
	b := bufio.NewWriter(out)
	write := tsvWriter(b)
	var c *csv.Writer
	if strings.HasSuffix(file, ".csv") {
		c = csv.NewWriter(b)
		write = c.Write
	}
	if !opt.NoHeader {
		head := make([]string, len(columns))
		for i, col := range columns {
			head[i] = col.Name
		}
		if err := write(head); err != nil {
			return 0, err
		}
	}
	for row := range rows {
		if err := ctx.Err(); err != nil {
			return n, err
		}
		if opt.Spreadsheet {
			guard(row, columns)
		}
		if err := write(row); err != nil {
			return n, err
		}
		n++
	}
	if c != nil {
		c.Flush()
		if err := c.Error(); err != nil {
			return n, err
		}
	}
	return n, b.Flush()
}

func tsvWriter(b *bufio.Writer) func([]string) error {
	clean := strings.NewReplacer("\t", " ", "\n", " ", "\r", " ")
	return func(row []string) error {
		for i, s := range row {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(clean.Replace(s))
		}
		return b.WriteByte('\n')
	}
}

// guard puts an apostrophe before text that a spreadsheet would run.
func guard(row []string, columns []Column) {
	for i, s := range row {
		if columns[i].Type == "string" && s != "" && strings.ContainsRune("=+-@\t\r\x00", rune(s[0])) {
			row[i] = "'" + s
		}
	}
}
