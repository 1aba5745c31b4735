package feed_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"casus.dev/casus/internal/acquire/feed"
)

const (
	rss = `<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><language>en</language>
<item><title>One &amp; only</title><link>/a</link><pubDate>Mon, 04 Mar 2024 10:00:00 GMT</pubDate></item>
<item><title>Bad</title><link>javascript:alert(1)</link></item>
<item><title>Two</title><guid>https://example.org/b</guid></item></channel></rss>`
	atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><title>One</title><link href="https://example.org/a"/><updated>2024-03-04T10:00:00Z</updated><author><name>N. Lind</name></author></entry></feed>`
	json = `{"version":"https://jsonfeed.org/version/1.1","title":"Daily","items":[{"id":"1","url":"https://example.org/a","title":"One","content_text":"x","date_published":"2024-03-04T10:00:00Z"}]}`
	site = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://example.org/a</loc><lastmod>2024-03-04</lastmod><news:news><news:title>One</news:title><news:publication_date>2024-03-04T10:00:00Z</news:publication_date></news:news></url></urlset>`
	idx  = `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://example.org/map1.xml</loc></sitemap></sitemapindex>`
)

func TestParse(t *testing.T) {
	for name, c := range map[string]struct {
		in, kind string
		urls     []string
	}{
		"rss":     {rss, "rss", []string{"https://example.org/a", "https://example.org/b"}},
		"atom":    {atom, "atom", []string{"https://example.org/a"}},
		"json":    {json, "json", []string{"https://example.org/a"}},
		"sitemap": {site, "sitemap", []string{"https://example.org/a"}},
		"index":   {idx, "index", []string{"https://example.org/map1.xml"}},
	} {
		f, err := feed.Parse([]byte(c.in), "https://example.org/feed")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var urls []string
		for _, it := range f.Items {
			urls = append(urls, it.URL)
		}
		if f.Kind != c.kind || !slices.Equal(urls, c.urls) {
			t.Errorf("%s: kind %s, %q, want %s, %q", name, f.Kind, urls, c.kind, c.urls)
		}
		if name != "index" && f.Items[0].Published.IsZero() && f.Items[0].Updated.IsZero() {
			t.Errorf("%s: no date", name)
		}
	}
}

func TestHostileFeeds(t *testing.T) {
	laughs := `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>`
	for name, in := range map[string]string{
		"empty": "", "text": "hello", "html": "<html><body>x</body></html>", "entities": laughs,
		"deep": strings.Repeat("<a>", 100_000), "cut": `<?xml version="1.0"?><rss`, "opml": `<opml version="2.0"><body/></opml>`,
	} {
		if f, err := feed.Parse([]byte(in), "https://example.org/"); err == nil && len(f.Items) > 0 {
			t.Errorf("%s: %d items and no error", name, len(f.Items))
		}
	}
}

func TestOPMLRoundTrip(t *testing.T) {
	want := []feed.Source{{URL: "https://example.org/a", Title: "A"}, {URL: "https://example.org/b", Title: "B & C", Group: "Wires"}, {URL: "https://example.org/d", Group: "Wires"}}
	var b bytes.Buffer
	if err := feed.WriteOPML(&b, want); err != nil {
		t.Fatal(err)
	}
	got, err := feed.ReadOPML(&b)
	if err != nil {
		t.Fatal(err)
	}
	want[2].Title = want[2].URL // a feed without a title is shown by its address
	if !slices.Equal(got, want) {
		t.Errorf("ReadOPML = %+v, want %+v", got, want)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{rss, atom, json, site, idx, "<rss><channel><item><link>http://[::1", `{"items":[{}]}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := feed.Parse(b, "https://example.org/feed")
		if err != nil || got == nil {
			return
		}
		for _, it := range got.Items {
			if !strings.HasPrefix(it.URL, "http://") && !strings.HasPrefix(it.URL, "https://") || len(it.Title) > 1000 {
				t.Errorf("item %+v", it)
			}
		}
	})
}

func FuzzReadOPML(f *testing.F) {
	f.Add([]byte(`<opml version="2.0"><body><outline text="a"><outline xmlUrl="https://example.org/f" text="x"/></outline></body></opml>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := feed.ReadOPML(bytes.NewReader(b))
		if err != nil {
			return
		}
		var w bytes.Buffer
		if err := feed.WriteOPML(&w, got); err != nil {
			t.Fatal(err)
		}
		again, err := feed.ReadOPML(&w)
		if err != nil || len(again) != len(got) {
			t.Errorf("%d feeds, then %d (%v)", len(got), len(again), err)
		}
	})
}
