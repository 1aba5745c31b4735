package tensor

import (
	"fmt"
	"sync"
	"sync/atomic"
)

// Table is a matrix of a weights file of which few rows are used: a row becomes
// float32 when it is first asked for. It is safe for concurrent use.
type Table struct {
	b    *Block
	mu   sync.Mutex
	rows []atomic.Pointer[[]float32]
}

// Table returns a block of numbers row by row. It aliases the file.
func (w *Weights) Table(name string) (*Table, error) {
	b, err := w.block(name)
	if err != nil {
		return nil, err
	}
	if b.Encoding != Int8 && b.Encoding != Int4 {
		return nil, fmt.Errorf("%w: block %q is neither %s nor %s", ErrFormat, name, Int8, Int4)
	}
	return &Table{b: b, rows: make([]atomic.Pointer[[]float32], b.Rows)}, nil
}

// Rows returns the number of rows.
func (t *Table) Rows() int { return t.b.Rows }

// Cols returns the width of a row.
func (t *Table) Cols() int { return t.b.Cols }

// Row returns row i, which must not be changed.
func (t *Table) Row(i int) []float32 {
	if p := t.rows[i].Load(); p != nil {
		return *p
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if p := t.rows[i].Load(); p != nil {
		return *p
	}
	row := make([]float32, t.b.Cols)
	t.b.dequantise(i, row)
	t.rows[i].Store(&row)
	return row
}
