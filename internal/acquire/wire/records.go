package wire

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"casus.dev/casus/article"
)

// LineError is an error of one line of JSON Lines; the lines after it can
// still be read.
type LineError struct {
	Line int // counted from 1
	Err  error
}

// Error returns the line and the cause.
func (e *LineError) Error() string { return "line " + strconv.Itoa(e.Line) + ": " + e.Err.Error() }

// Unwrap returns the cause.
func (e *LineError) Unwrap() error { return e.Err }

// record is one line of JSON Lines. Only text is needed.
type record struct {
	ID        name    `json:"id"`
	URL       string  `json:"url"`
	Title     string  `json:"title"`
	Publisher string  `json:"publisher"`
	Author    names   `json:"author"`
	Published string  `json:"published"`
	Basis     string  `json:"published_basis"`
	Updated   string  `json:"updated"`
	Changed   string  `json:"updated_basis"`
	Language  string  `json:"language"`
	Text      *string `json:"text"`
}

// name is a string, or a number as it is written.
type name string

// UnmarshalJSON reads a string or a number.
func (n *name) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) == nil {
		*n = name(s)
		return nil
	}
	var num json.Number
	if err := json.Unmarshal(b, &num); err != nil {
		return errors.New(`"id" is neither a string nor a number`)
	}
	*n = name(num)
	return nil
}

// names is a list of strings, or one string.
type names []string

// UnmarshalJSON reads a string or a list of strings.
func (n *names) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) == nil {
		if *n = nil; s != "" {
			*n = names{s}
		}
		return nil
	}
	var list []string
	if err := json.Unmarshal(b, &list); err != nil {
		return errors.New(`"author" is neither a string nor a list of strings`)
	}
	*n = list
	return nil
}

// Records yields the articles of JSON Lines, one object a line:
//
//	{"id": "…", "url": "…", "title": "…", "publisher": "…", "author": ["…"], "published": "2024-11-18", "updated": "2024-11-19", "language": "en", "text": "…"}
//
// Only text is needed; id names the article, else its line does ("line 7").
// Blank lines are skipped. A broken record yields a *LineError and the next
// line follows; any other error is the last thing yielded. Memory does not
// grow with the number of lines.
func (s *Source) Records() iter.Seq2[article.Article, error] {
	return func(yield func(article.Article, error) bool) {
		for line := 1; ; line++ {
			b, err := s.readLine()
			if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, ErrLong) {
				yield(article.Article{}, fmt.Errorf("line %d: %w", line, err))
				return
			}
			if line == 1 {
				b = bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF"))
			}
			switch {
			case errors.Is(err, ErrLong):
				if !yield(article.Article{}, &LineError{line, err}) {
					return
				}
			case len(bytes.TrimSpace(b)) > 0:
				art, bad := parseRecord(b)
				if bad != nil {
					bad = &LineError{line, bad}
				} else if art.Ref == "" {
					art.Ref = "line " + strconv.Itoa(line)
				}
				if !yield(art, bad) {
					return
				}
			}
			if errors.Is(err, io.EOF) {
				return
			}
		}
	}
}

// readLine returns the next line without its end; it is valid until the next
// read. A line over MaxLine is skipped and returns ErrLong. The last line
// comes with io.EOF.
func (s *Source) readLine() ([]byte, error) {
	b, err := s.ReadSlice('\n')
	if !errors.Is(err, bufio.ErrBufferFull) {
		return b, err
	}
	long := append([]byte(nil), b...)
	over := false
	for errors.Is(err, bufio.ErrBufferFull) {
		b, err = s.ReadSlice('\n')
		if over = over || len(long)+len(b) > MaxLine; over {
			long = nil
			continue
		}
		long = append(long, b...)
	}
	if over && (err == nil || errors.Is(err, io.EOF)) {
		return nil, fmt.Errorf("%w: more than %d MiB", ErrLong, MaxLine>>20)
	}
	return long, err
}

// parseRecord reads one line.
func parseRecord(line []byte) (article.Article, error) {
	art := article.Article{}
	if text, warning := article.Valid(string(line)); warning != "" {
		line = []byte(text)
		art.Warnings = append(art.Warnings, "record: "+warning)
	}
	var rec record
	if err := json.Unmarshal(line, &rec); err != nil {
		return art, fmt.Errorf("wire: no record: %w", plainer(err))
	}
	if rec.Text == nil {
		return art, errors.New(`wire: record without "text"`)
	}
	art.Ref, art.URL, art.Title, art.Publisher = string(rec.ID), rec.URL, rec.Title, rec.Publisher
	art.Author, art.Language = rec.Author, rec.Language
	if rec.Published != "" {
		day, err := article.ParseDate(rec.Published)
		if err != nil {
			return art, fmt.Errorf("wire: published: %w", err)
		}
		art.Published, art.PublishedBasis = day, known(rec.Basis)
	}
	if rec.Updated != "" {
		day, err := article.ParseDate(rec.Updated)
		if err != nil {
			return art, fmt.Errorf("wire: updated: %w", err)
		}
		if !day.Before(art.Published) {
			art.Updated, art.UpdatedBasis = day, known(rec.Changed)
		}
	}
	return art, setText(&art, *rec.Text)
}

// known returns a basis that the contract has, "" for others.
func known(basis string) string {
	if slices.Contains([]string{"json-ld", "meta", "time element", "line", "address", "feed"}, basis) {
		return basis
	}
	return ""
}

// plainer says in the user's words what the decoder says in Go's.
func plainer(err error) error {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		if wrong.Field == "" {
			return fmt.Errorf("a JSON %s, not an object", wrong.Value)
		}
		return fmt.Errorf("%q is a %s", wrong.Field, wrong.Value)
	}
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Errorf("broken JSON at byte %d: %s", syntax.Offset, strings.TrimPrefix(syntax.Error(), "json: "))
	}
	return err
}
