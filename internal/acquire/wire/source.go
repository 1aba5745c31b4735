// Package wire reads documents that arrive as files or streams. It undoes gzip
// and UTF-16, tells plain text, HTML and JSON Lines apart, and turns text and
// records into articles.
//
// Everything is bounded: a text, a line, a page and the ratio of
// decompression ([MaxText], [MaxLine], [MaxPage], [MaxRatio]). What is over a
// bound is refused with an error and never held in memory whole; JSON Lines
// are streamed, one record at a time.
package wire

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Bounds of what is read.
const (
	MaxText  = 1 << 20  // bytes of one text: a book; the longest of 1,600 news texts has 34 kB
	MaxLine  = 16 << 20 // bytes of one line of JSON Lines: room for a text of MaxText with every letter escaped
	MaxPage  = 8 << 20  // bytes of one HTML page, decompressed; the largest of 91 news pages has 1.4 MB
	MaxRatio = 200      // bytes that one byte of gzip may become; HTML reaches 20

	freeRatio = 1 << 20 // bytes after which MaxRatio counts: small files of blanks compress better
	sniffLen  = 2048    // bytes that Sniff looks at
)

// Errors of reading. Each comes wrapped or as it is.
var (
	ErrEmpty  = errors.New("wire: no text")
	ErrLong   = errors.New("wire: too long")
	ErrBinary = errors.New("wire: not text in UTF-8 or UTF-16")
	ErrBomb   = fmt.Errorf("wire: gzip data grow more than %d-fold", MaxRatio)
)

// Form is the form of an input.
type Form uint8

// The forms of input. Auto is found out by [Sniff].
const (
	Auto Form = iota
	Text
	HTML
	JSONL
)

var formNames = [...]string{"auto", "text", "html", "jsonl"}

// String returns the form's name.
func (f Form) String() string {
	if int(f) < len(formNames) {
		return formNames[f]
	}
	return fmt.Sprintf("Form(%d)", f)
}

// ParseForm returns the form named s, or an error that names the choices.
func ParseForm(s string) (Form, error) {
	for i, n := range formNames {
		if n == s {
			return Form(i), nil
		}
	}
	return Auto, fmt.Errorf("wire: input %q is none of %s", s, strings.Join(formNames[:], ", "))
}

// Source is an opened input: gzip and UTF-16 are undone.
type Source struct {
	*bufio.Reader
	Decoded string // "UTF-16LE" or "UTF-16BE" if the input was that, else ""
}

// Open looks at the first bytes of r and undoes gzip (one layer) and UTF-16
// that begins with its mark. It returns an error for a broken gzip header;
// errors further on come from reading.
func Open(r io.Reader) (*Source, error) {
	b := bufio.NewReaderSize(r, 64<<10)
	if head, _ := b.Peek(3); bytes.HasPrefix(head, []byte{0x1F, 0x8B, 8}) {
		in := &counter{r: b}
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, fmt.Errorf("wire: %w", err)
		}
		b = bufio.NewReaderSize(&inflater{z: z, in: in}, 64<<10)
	}
	s := &Source{Reader: b}
	head, _ := b.Peek(2)
	var order unicode.Endianness
	switch string(head) {
	case "\xFF\xFE":
		s.Decoded, order = "UTF-16LE", unicode.LittleEndian
	case "\xFE\xFF":
		s.Decoded, order = "UTF-16BE", unicode.BigEndian
	default:
		return s, nil
	}
	decoder := unicode.UTF16(order, unicode.ExpectBOM).NewDecoder()
	s.Reader = bufio.NewReaderSize(transform.NewReader(b, decoder), 64<<10)
	return s, nil
}

// counter counts the bytes that were read from r.
type counter struct {
	r *bufio.Reader
	n int64
}

// Read reads and counts.
func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// ReadByte lets gzip read no further than it needs.
func (c *counter) ReadByte() (byte, error) {
	b, err := c.r.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}

// inflater ends with ErrBomb when gzip data grow too much.
type inflater struct {
	z   *gzip.Reader
	in  *counter
	out int64
}

// Read reads decompressed bytes.
func (f *inflater) Read(p []byte) (int, error) {
	n, err := f.z.Read(p)
	f.out += int64(n)
	if f.out > freeRatio && f.out > f.in.n*MaxRatio {
		return n, ErrBomb
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = fmt.Errorf("wire: %w", err)
	}
	return n, err
}

// Form returns the form of the input: want if that is not Auto, else what the
// name says (.txt, .html, .jsonl, each also with .gz), else what its first
// bytes look like. An empty input is Text.
func (s *Source) Form(name string, want Form) Form {
	if want != Auto {
		return want
	}
	switch path.Ext(strings.TrimSuffix(strings.ToLower(name), ".gz")) {
	case ".txt", ".text", ".md":
		return Text
	case ".html", ".htm", ".xhtml":
		return HTML
	case ".jsonl", ".ndjson":
		return JSONL
	}
	head, _ := s.Peek(sniffLen)
	return Sniff(head)
}

// Sniff tells from its first bytes whether an input is HTML, JSON Lines or
// plain text.
func Sniff(head []byte) Form {
	head = bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF"))
	head = bytes.TrimLeft(head, " \t\r\n\f")
	if rest, ok := bytes.CutPrefix(head, []byte("{")); ok {
		if rest = bytes.TrimLeft(rest, " \t"); len(rest) > 0 && (rest[0] == '"' || rest[0] == '}') {
			return JSONL
		}
		return Text
	}
	if len(head) == 0 || head[0] != '<' {
		return Text
	}
	low := bytes.ToLower(head)
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<title", "<meta", "<article", "<div", "<p>", "<h1"} {
		if bytes.HasPrefix(low, []byte(tag)) {
			return HTML
		}
	}
	if bytes.HasPrefix(low, []byte("<!--")) || bytes.HasPrefix(low, []byte("<?xml")) {
		if bytes.Contains(low, []byte("<html")) {
			return HTML
		}
	}
	return Text
}

// ReadPage returns the bytes of an HTML page. It returns ErrLong if there are
// more than MaxPage, ErrEmpty if there are none.
func (s *Source) ReadPage() ([]byte, error) {
	b, err := s.readAll(MaxPage)
	if err == nil && len(bytes.TrimSpace(b)) == 0 {
		err = ErrEmpty
	}
	return b, err
}

// readAll reads to the end, but no more than limit bytes.
func (s *Source) readAll(limit int) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(s, int64(limit)+1))
	if err != nil {
		return nil, err
	}
	if len(b) > limit {
		return nil, fmt.Errorf("%w: more than %d MiB", ErrLong, limit>>20)
	}
	return b, nil
}
