// Package export writes records in the forms that people and programs read:
// JSON, JSON Lines, CSV and tables for the terminal.
//
// A writer writes one record after the other and is closed at the end; the
// same records give the same bytes. Writers are used by one goroutine.
package export

import (
	"encoding/json"
	"fmt"
	"io"

	"casus.dev/casus/event"
)

// JSON writes records as JSON, in the form of the contract.
type JSON struct{ enc *json.Encoder }

// NewJSON returns a JSON writer: one object after the other, indented by two
// spaces, or one object a line if lines is set (JSON Lines).
func NewJSON(w io.Writer, lines bool) *JSON {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if !lines {
		enc.SetIndent("", "  ")
	}
	return &JSON{enc}
}

// Write writes one record.
func (j *JSON) Write(rep *event.Report) error {
	if err := j.enc.Encode(rep); err != nil {
		return fmt.Errorf("export: json: %w", err)
	}
	return nil
}

// Close does nothing: every record is complete.
func (*JSON) Close() error { return nil }
