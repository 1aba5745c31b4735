// Package article holds a news report as it was published: its text, byte for
// byte, and what its publisher says of it.
package article

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// Article is one report. Only Text is required. Spans of everything that is
// found in it are byte ranges of Text.
type Article struct {
	Ref       string // the input's own name: a file name or the id of a record
	URL       string
	Title     string
	Publisher string
	Author    []string
	Published time.Time // zero if unknown; the day is what counts
	Updated   time.Time // the last change that its publisher states, not before Published; zero if unknown
	// Where the two were found: "json-ld", "meta", "time element", "address" or
	// "feed", and of changes "line" (a visible one); "" if the input gives them.
	PublishedBasis, UpdatedBasis string
	Language                     string   // BCP 47, "" if unknown
	Text                         string   // valid UTF-8
	Warnings                     []string // what was mended when it was read
}

// ID returns "sha256:" and the hash of the normalised text: runs of white
// space count as one space, so that the same article gets the same id however
// it was wrapped.
func ID(text string) string {
	h := sha256.New()
	space := false
	start := 0
	flush := func(end int) {
		if end > start {
			if space {
				h.Write([]byte{' '})
			}
			h.Write([]byte(text[start:end]))
			space = true
		}
	}
	for i, r := range text {
		if r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\u00a0' {
			flush(i)
			start = i + utf8.RuneLen(r)
		}
	}
	flush(len(text))
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}

// Valid returns s with every byte that is no UTF-8 replaced by U+FFFD, and a
// warning that names the first such byte, or "" if there was none.
func Valid(s string) (text, warning string) {
	if utf8.ValidString(s) {
		return s, ""
	}
	at := 0
	for at < len(s) {
		r, n := utf8.DecodeRuneInString(s[at:])
		if r == utf8.RuneError && n <= 1 {
			break
		}
		at += n
	}
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n <= 1 {
			b.WriteRune(utf8.RuneError)
		} else {
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String(), fmt.Sprintf("invalid UTF-8 replaced, first at byte %d (0x%02X)", at, s[at])
}

// dateForms are the forms of a publication date that inputs use.
var dateForms = []string{time.DateOnly, time.RFC3339, time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05", "2006-01-02T15:04", time.RFC1123Z, time.RFC1123, "20060102", "2006/01/02", "2 January 2006", "January 2, 2006", "2 Jan 2006", "Jan 2, 2006"}

// ParseDate reads a publication date in one of the forms that inputs use and
// returns midnight UTC of its day. It returns an error for anything else, such
// as 2024-13-45.
func ParseDate(s string) (time.Time, error) {
	s = strings.TrimSpace(s)
	for _, f := range dateForms {
		if t, err := time.Parse(f, s); err == nil {
			return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC), nil
		}
	}
	return time.Time{}, fmt.Errorf("article: %q is no date (want YYYY-MM-DD)", s)
}
