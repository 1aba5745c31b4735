package wire_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"casus.dev/casus/article"
	"casus.dev/casus/internal/acquire/wire"
)

func open(tb testing.TB, in string) *wire.Source {
	tb.Helper()
	src, err := wire.Open(strings.NewReader(in))
	if err != nil {
		tb.Fatal(err)
	}
	return src
}

func zip(tb testing.TB, s string) string {
	tb.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := io.WriteString(z, s); err != nil {
		tb.Fatal(err)
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.String()
}

func utf16LE(s string) string {
	b := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

func TestSniff(t *testing.T) {
	for in, want := range map[string]wire.Form{
		"":                                wire.Text,
		"KYIV (Wire) - Talks began.":      wire.Text,
		"  \n<!DOCTYPE HTML><p>":          wire.HTML,
		"\xEF\xBB\xBF<html>":              wire.HTML,
		"<!-- saved --><html><body>":      wire.HTML,
		`<?xml version="1.0"?><html>`:     wire.HTML,
		"<b>not a page</b>":               wire.Text,
		"< 40 people came.":               wire.Text,
		`{"text": "x"}`:                   wire.JSONL,
		"{ \"id\": 1, \"text\": \"x\"}\n": wire.JSONL,
		"{Editors: corrects spelling}":    wire.Text,
	} {
		if got := wire.Sniff([]byte(in)); got != want {
			t.Errorf("Sniff(%q) = %v, want %v", in, got, want)
		}
	}
}

func TestFormGoesByNameFirst(t *testing.T) {
	for name, want := range map[string]wire.Form{"a.txt": wire.Text, "a.HTML.gz": wire.HTML, "a.jsonl": wire.JSONL, "a": wire.HTML, "-": wire.HTML} {
		if got := open(t, "<html>").Form(name, wire.Auto); got != want {
			t.Errorf("Form(%q) = %v, want %v", name, got, want)
		}
	}
	if got := open(t, "<html>").Form("a.html", wire.Text); got != wire.Text {
		t.Errorf("Form with --input text = %v", got)
	}
}

func TestReadText(t *testing.T) {
	crlf := "KYIV\r\n\r\nTalks began.\r\n"
	for _, c := range []struct{ name, in, want, warning string }{
		{"byte for byte", crlf, crlf, ""},
		{"mark kept", "\uFEFFTalks began.", "\uFEFFTalks began.", ""},
		{"gzip", zip(t, crlf), crlf, ""},
		{"utf-16", utf16LE("Łódź \U0001F54A talks."), "Łódź \U0001F54A talks.", "UTF-16LE decoded"},
		{"invalid", "Talks in Caf\xe9 Royal began in the afternoon.", "Talks in Caf\uFFFD Royal began in the afternoon.", "first at byte 12 (0xE9)"},
		{"NUL", "Talks\x00 began in the afternoon.", "Talks\x00 began in the afternoon.", "1 NUL bytes kept, first at byte 5"},
	} {
		art, err := open(t, c.in).ReadText()
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if art.Text != c.want {
			t.Errorf("%s: text %q, want %q", c.name, art.Text, c.want)
		}
		if got := strings.Join(art.Warnings, "; "); !strings.Contains(got, c.warning) || (c.warning == "" && got != "") {
			t.Errorf("%s: warnings %q, want %q", c.name, got, c.warning)
		}
	}
}

func TestReadTextErrors(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     error
	}{
		{"empty", "", wire.ErrEmpty},
		{"blank", " \r\n\t\uFEFF\u00a0", wire.ErrEmpty},
		{"empty gzip", zip(t, ""), wire.ErrEmpty},
		{"picture", "\x89PNG\r\n\x1a\n" + strings.Repeat("\x00\x01\xff\x13", 100), wire.ErrBinary},
		{"pdf", "%PDF-1.4 " + strings.Repeat("letters ", 20), wire.ErrBinary},
		{"long", strings.Repeat("a", wire.MaxText+1), wire.ErrLong},
		{"long when mended", strings.Repeat("words and \xff", wire.MaxText/11), wire.ErrLong},
		{"bomb", zip(t, strings.Repeat(" ", 64<<20)), wire.ErrLong},
		{"truncated", zip(t, strings.Repeat("Talks began. ", 1000))[:60], io.ErrUnexpectedEOF},
	} {
		if _, err := open(t, c.in).ReadText(); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", c.name, err, c.want)
		}
	}
}

func TestReadPageErrors(t *testing.T) {
	if _, err := open(t, " \n").ReadPage(); !errors.Is(err, wire.ErrEmpty) {
		t.Errorf("empty page: %v", err)
	}
	if _, err := open(t, strings.Repeat("<p>", wire.MaxPage/3+1)).ReadPage(); !errors.Is(err, wire.ErrLong) {
		t.Errorf("long page: %v", err)
	}
}

// show writes what Records yields, a line each.
func show(art article.Article, err error) string {
	if err != nil {
		return "error: " + err.Error()
	}
	day := ""
	if !art.Published.IsZero() {
		day = art.Published.Format(time.DateOnly)
	}
	return fmt.Sprintf("%s|%s|%s|%s|%q", art.Ref, day, art.Publisher, strings.Join(art.Author, ","), art.Text)
}

func TestRecords(t *testing.T) {
	in := strings.Join([]string{
		`{"id":"a","published":"2024-11-18T08:00:00Z","publisher":"Wire","author":"Ana","text":"One."}`,
		``,
		`{"id":7,"author":["Ana","Jon"],"text":"Two."}`,
		`{"text":"Three."}`,
		`{"id":"b"}`,
		`{"id":"c","text":"  "}`,
		`{"id":"d","text":"Four.","published":"2024-02-31"}`,
		`{"id":"e","text":"Five."`,
		`["text"]`,
		`{"id":"f","text":6}`,
		`{"id":"g","text":"Caf` + "\xe9" + `."}`,
		`{"id":"h","text":"` + strings.Repeat("x", wire.MaxText+1) + `"}`,
		`{"id":"i","text":"Last."}`,
	}, "\r\n")
	want := []string{
		`a|2024-11-18|Wire|Ana|"One."`,
		`7|||Ana,Jon|"Two."`,
		`line 4||||"Three."`,
		`error: line 5: wire: record without "text"`,
		`error: line 6: wire: no text`,
		`error: line 7: wire: published: article: "2024-02-31" is no date (want YYYY-MM-DD)`,
		`error: line 8: wire: no record: broken JSON at byte 26: unexpected end of JSON input`,
		`error: line 9: wire: no record: a JSON array, not an object`,
		`error: line 10: wire: no record: "text" is a number`,
		`g||||"Caf` + "\uFFFD" + `."`,
		`error: line 12: wire: too long: more than 1 MiB`,
		`i||||"Last."`,
	}
	var got []string
	for art, err := range open(t, "\xEF\xBB\xBF"+in).Records() {
		got = append(got, show(art, err))
	}
	for i := range max(len(got), len(want)) {
		g, w := "", ""
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			t.Errorf("record %d:\n got %s\nwant %s", i+1, g, w)
		}
	}
}

func TestBombEndsTheRecords(t *testing.T) {
	var last error
	n := 0
	for _, err := range open(t, zip(t, `{"text":"One."}`+"\n"+strings.Repeat("\n", 64<<20))).Records() {
		n, last = n+1, err
	}
	if n != 2 || !errors.Is(last, wire.ErrBomb) {
		t.Errorf("%d results, the last with %v; want 2 and ErrBomb", n, last)
	}
}

// endless yields one line that does not end before n bytes.
type endless struct{ n int }

func (e *endless) Read(p []byte) (int, error) {
	if e.n <= 0 {
		return 0, io.EOF
	}
	n := min(len(p), e.n)
	for i := range p[:n] {
		p[i] = 'a'
	}
	e.n -= n
	return n, nil
}

func TestHugeLineIsSkippedInLittleMemory(t *testing.T) {
	in := io.MultiReader(strings.NewReader(`{"text":"One."}`+"\n"), &endless{100 << 20}, strings.NewReader("\n"+`{"text":"Two."}`+"\n"))
	src, err := wire.Open(in)
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var got []string
	for art, err := range src.Records() {
		got = append(got, show(art, err))
	}
	runtime.ReadMemStats(&after)
	want := []string{`line 1||||"One."`, "error: line 2: wire: too long: more than 16 MiB", `line 3||||"Two."`}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q, want %q", got, want)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 200<<20 {
		t.Errorf("%d MiB allocated", used>>20)
	}
}

func FuzzRecords(f *testing.F) {
	f.Add(`{"id":"a","published":"2024-11-18","text":"One."}` + "\n\n" + `{"text":`)
	f.Add("{\"id\":1e400,\"author\":[\"\"],\"text\":\"\\ud800\x00\"}\r\n{}")
	f.Fuzz(func(t *testing.T, in string) {
		src, err := wire.Open(strings.NewReader(in))
		if err != nil {
			return
		}
		n, last := 0, 0
		for art, err := range src.Records() {
			n++
			if line, ok := errors.AsType[*wire.LineError](err); ok {
				if line.Line <= last {
					t.Fatalf("line %d after line %d", line.Line, last)
				}
				last = line.Line
			}
			if err == nil && (strings.TrimSpace(art.Text) == "" || !utf8.ValidString(art.Text) || art.Ref == "") {
				t.Fatalf("record %q with text %q", art.Ref, art.Text)
			}
		}
		if src.Decoded == "" && !strings.HasPrefix(in, "\x1f\x8b") && n > strings.Count(in, "\n")+1 {
			t.Fatalf("%d records in %d lines", n, strings.Count(in, "\n")+1)
		}
	})
}

func FuzzReadText(f *testing.F) {
	f.Add("KYIV - Talks began.\r\n")
	f.Add("\xff\xfeA\x00")
	f.Add("\x1f\x8b\x08")
	f.Fuzz(func(t *testing.T, in string) {
		src, err := wire.Open(strings.NewReader(in))
		if err != nil {
			return
		}
		plain := src.Decoded == "" && !strings.HasPrefix(in, "\x1f\x8b\x08")
		art, err := src.ReadText()
		if err != nil {
			return
		}
		if !utf8.ValidString(art.Text) {
			t.Fatalf("text %q is no UTF-8", art.Text)
		}
		if plain && utf8.ValidString(in) && art.Text != in {
			t.Fatalf("text %q, want %q", art.Text, in)
		}
		if plain && !utf8.ValidString(in) && len(art.Warnings) == 0 {
			t.Fatalf("no warning for %q", in)
		}
	})
}

func BenchmarkRecords(b *testing.B) {
	line := `{"id":"a","published":"2024-11-18","publisher":"Wire","text":"` + strings.Repeat("Talks between the two sides began on Monday. ", 60) + `"}` + "\n"
	in := strings.Repeat(line, 100)
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		for _, err := range open(b, in).Records() {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
