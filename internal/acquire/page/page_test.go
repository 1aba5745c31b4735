package page_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"casus.dev/casus/internal/acquire/page"
)

var update = flag.Bool("update", false, "rewrite the want sections of testdata")

// show writes what was read of a page the way that the golden files hold it.
func show(p *page.Page, err error) string {
	if err != nil {
		return fmt.Sprintf("error: %v\n", err)
	}
	day := ""
	if !p.Published.IsZero() {
		day = fmt.Sprintf("%s (%s)", p.Published.Format(time.DateOnly), p.PublishedBasis)
	}
	if !p.Updated.IsZero() {
		day += fmt.Sprintf("\nupdated: %s (%s)", p.Updated.Format(time.DateOnly), p.UpdatedBasis)
	}
	return fmt.Sprintf("title: %s\nurl: %s\npublisher: %s\nauthor: %s\npublished: %s\nlanguage: %s\n\n%s\n",
		p.Title, p.URL, p.Publisher, strings.Join(p.Author, "; "), day, p.Language, p.Text)
}

func TestGoldenPages(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			arc, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := show(page.Read(arc.Files[0].Data, ""))
			if *update {
				arc.Files[1].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(arc), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(string(arc.Files[1].Data), got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// body is a page with a text of letters outside ASCII.
func body(head, said string) string {
	return "<html><head>" + head + "</head><body><p>" + said + " The ministers of the two countries met again on Monday, and " +
		"they signed the agreement on fisheries that their predecessors had refused to sign for nine years.</p></body></html>"
}

func TestReadCharsets(t *testing.T) {
	far := strings.Repeat("<!-- padding -->", 100) // the statement is beyond the first 1,024 bytes
	for _, c := range []struct{ name, contentType, page, want string }{
		{"utf-8 unsaid", "", body("", "Caf\u00e9 “talks” in Łódź."), "Café “talks” in Łódź."},
		{"utf-8 said to be latin-1", "text/html; charset=iso-8859-1", body("", "Łódź."), "Łódź."},
		{"windows-1252 by default", "", body("", "Caf\xe9 \x93talks\x94 in Bonn."), "Café “talks” in Bonn."},
		{"windows-1251 by header", "text/html; charset=windows-1251", body("", "\xca\xe8\xe5\xe2."), "Киев."},
		{"windows-1251 by meta, far", "", body(far+`<meta charset="windows-1251">`, "\xca\xe8\xe5\xe2."), "Киев."},
		{"mark", "", "\xEF\xBB\xBF" + body("", "Łódź."), "Łódź."},
	} {
		p, err := page.Read([]byte(c.page), c.contentType)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if !strings.HasPrefix(p.Text, c.want) {
			t.Errorf("%s: text begins %q, want %q", c.name, p.Text[:min(40, len(p.Text))], c.want)
		}
	}
}

func TestReadRefusesBombs(t *testing.T) {
	for name, b := range map[string]string{
		"tags":     strings.Repeat("<b>", 300_000),
		"depth":    strings.Repeat("<div>", 49_000) + "deep",
		"font":     strings.Repeat("<p><font><a><b>", 12_000),
		"tables":   strings.Repeat("<table><tr><td>", 16_000),
		"breaks":   strings.Repeat("x<br>", 49_000),
		"comments": strings.Repeat("<!-- -->", 49_000),
		"nested":   strings.Repeat(strings.Repeat("<div>", 400)+"<p>x"+strings.Repeat("</div>", 400), 60),
		"linked":   strings.Repeat(`<script type="application/ld+json">{"@graph":[`+strings.Repeat("[", 9000)+`</script>`, 400),
	} {
		done, start := make(chan error, 1), time.Now()
		go func() {
			_, err := page.Read([]byte(b), "")
			done <- err
		}()
		select {
		case err := <-done:
			t.Logf("%s: %d bytes in %v: %v", name, len(b), time.Since(start), err)
			if err == nil {
				t.Errorf("%s: no error", name)
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("%s: not done after 20 s", name)
		}
	}
	if _, err := page.Read(bytes.Repeat([]byte("<i>"), 300_000), ""); !errors.Is(err, page.ErrTooManyTags) {
		t.Errorf("error = %v, want ErrTooManyTags", err)
	}
}

func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		arc, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(arc.Files[0].Data)
	}
	f.Add([]byte(`<script type="application/ld+json">[[[{"@type":["NewsArticle"],"author":[[{"name":[]}]]}]]]</script>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := page.Read(b, "")
		if err != nil {
			return
		}
		if !utf8.ValidString(p.Text) || strings.TrimSpace(p.Text) == "" {
			t.Fatalf("text %q", p.Text)
		}
		for block := range strings.SplitSeq(p.Text, "\n\n") {
			if block == "" || strings.ContainsAny(block, "\n\t\r") {
				t.Fatalf("block %q", block)
			}
		}
		if !p.Published.IsZero() != (p.PublishedBasis != "") || !p.Updated.IsZero() != (p.UpdatedBasis != "") || !p.Updated.IsZero() && p.Updated.Before(p.Published) {
			t.Fatalf("published %v on the basis of %q, updated %v on that of %q", p.Published, p.PublishedBasis, p.Updated, p.UpdatedBasis)
		}
	})
}

// gold returns the pages of the public extraction benchmark and their texts,
// or skips: they are not part of the repository.
func gold(tb testing.TB) (pages map[string][]byte, texts map[string]string) {
	tb.Helper()
	dir := filepath.Join("..", "..", "..", "..", "shared", "data", "pages")
	truth, err := os.Open(filepath.Join(dir, "truth.json.gz"))
	if err != nil {
		tb.Skip("no ../shared/data/pages beside the repository")
	}
	var want map[string]struct{ ArticleBody string }
	if err := json.Unmarshal(unzip(tb, truth), &want); err != nil {
		tb.Fatal(err)
	}
	pages, texts = map[string][]byte{}, map[string]string{}
	for name, w := range want {
		f, err := os.Open(filepath.Join(dir, name+".html.gz"))
		if err != nil {
			tb.Fatal(err)
		}
		pages[name], texts[name] = unzip(tb, f), w.ArticleBody
	}
	return pages, texts
}

func unzip(tb testing.TB, f *os.File) []byte {
	tb.Helper()
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		tb.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

// TestF1OnPublicPages holds the measure of the public benchmark: multisets of
// four-word shingles, precision and recall averaged over pages.
func TestF1OnPublicPages(t *testing.T) {
	pages, texts := gold(t)
	const bar = 0.970
	var p, r float64
	for name, b := range pages {
		got := ""
		if a, err := page.Read(b, ""); err == nil {
			got = a.Text
		}
		want, have := shingles(texts[name]), shingles(got)
		both, all := 0, 0
		for s, n := range have {
			both += min(n, want[s])
			all += n
		}
		total := 0
		for _, n := range want {
			total += n
		}
		p += float64(both) / float64(max(all, 1))
		r += float64(both) / float64(max(total, 1))
	}
	p, r = p/float64(len(pages)), r/float64(len(pages))
	f1 := 2 * p * r / (p + r)
	t.Logf("%d pages: precision %.4f, recall %.4f, F1 %.4f", len(pages), p, r, f1)
	if f1 < bar {
		t.Errorf("F1 = %.4f, want at least %.3f", f1, bar)
	}
}

var words = regexp.MustCompile(`[\pL\pN_]+`)

func shingles(text string) map[string]int {
	w := words.FindAllString(text, -1)
	n := max(min(4, len(w)), 1)
	out := map[string]int{}
	for i := 0; i+n <= len(w); i++ {
		out[strings.Join(w[i:i+n], " ")]++
	}
	return out
}

func BenchmarkRead(b *testing.B) {
	arc, err := txtar.ParseFile("testdata/jsonld.txtar")
	if err != nil {
		b.Fatal(err)
	}
	html := arc.Files[0].Data
	b.SetBytes(int64(len(html)))
	n := 0
	for b.Loop() {
		if _, err := page.Read(html, ""); err != nil {
			b.Fatal(err)
		}
		n++
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "pages/s")
}

// BenchmarkReadPublicPages reports pages per second on real pages of 186 kB.
func BenchmarkReadPublicPages(b *testing.B) {
	pages, _ := gold(b)
	n := 0
	for b.Loop() {
		for _, html := range pages {
			_, _ = page.Read(html, "") // pages without article take their time too
			n++
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "pages/s")
}
