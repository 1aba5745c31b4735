// Package feed reads lists of articles: RSS, Atom and JSON Feed (package
// gofeed) and sitemaps, and lists of feeds as OPML, in and out.
//
// Links of a feed are as hostile as any other input: they are bounded in
// number and length and are only addresses; fetching them is another package's
// work, with its own checks.
package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
)

// Errors of reading.
var (
	ErrForm = errors.New("feed: neither RSS, Atom, JSON Feed, sitemap nor OPML")
	ErrLong = errors.New("feed: more than 50,000 entries")
	ErrDeep = errors.New("feed: nested too deep")
)

const (
	maxItems = 50_000 // a sitemap's own bound
	maxDepth = 100    // of XML elements; the feeds of our tests need 8
	maxLink  = 2048   // bytes; longer addresses are no articles
	maxTitle = 1000   // bytes
)

// Item is one entry of a feed.
type Item struct {
	URL       string
	Title     string
	Author    []string
	Published time.Time // zero if unknown
	Updated   time.Time
}

// Feed is a list of articles, or, if it is a sitemap's index, of sitemaps.
type Feed struct {
	Title    string
	Language string
	Kind     string // rss | atom | json | sitemap | index
	Items    []Item
}

// Parse reads a feed or sitemap that stood at base. Entries without an http
// address are left out; relative addresses are resolved against base.
func Parse(b []byte, base string) (*Feed, error) {
	at, err := url.Parse(base)
	if err != nil {
		return nil, fmt.Errorf("feed: %w", err)
	}
	head := bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), " \t\r\n")
	if len(head) == 0 {
		return nil, ErrForm
	}
	if head[0] == '<' {
		root, err := checkXML(head)
		if err != nil {
			return nil, err
		}
		if root == "urlset" || root == "sitemapindex" {
			return sitemap(head, root, at)
		}
		if root == "opml" {
			return nil, fmt.Errorf("%w: an OPML list is imported, not read as a feed", ErrForm)
		}
	}
	f, err := gofeed.NewParser().Parse(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrForm, err)
	}
	if len(f.Items) > maxItems {
		return nil, ErrLong
	}
	out := &Feed{Title: clean(f.Title), Language: f.Language, Kind: f.FeedType}
	for _, it := range f.Items {
		if item := entryOf(it, at); item.URL != "" {
			out.Items = append(out.Items, item)
		}
	}
	return out, nil
}

// entryOf turns one entry; its URL is "" if it has no http address.
func entryOf(it *gofeed.Item, at *url.URL) Item {
	link := it.Link
	if link == "" && len(it.Links) > 0 {
		link = it.Links[0]
	}
	if link == "" && strings.HasPrefix(it.GUID, "http") {
		link = it.GUID
	}
	item := Item{Title: clean(it.Title), URL: resolve(at, link)}
	if it.PublishedParsed != nil {
		item.Published = it.PublishedParsed.UTC()
	}
	if it.UpdatedParsed != nil {
		item.Updated = it.UpdatedParsed.UTC()
	}
	for _, a := range it.Authors {
		if a != nil && a.Name != "" {
			item.Author = append(item.Author, clean(a.Name))
		}
	}
	return item
}

// checkXML returns the root element's name. It refuses document types, which
// can grow without end, and elements nested too deep.
func checkXML(b []byte) (root string, err error) {
	d := decoder(b)
	depth := 0
	for {
		tok, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			if root != "" {
				return root, nil // gofeed mends more than this
			}
			return "", fmt.Errorf("%w: %w", ErrForm, err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if root == "" {
				root = strings.ToLower(t.Name.Local)
			}
			if depth++; depth > maxDepth {
				return "", ErrDeep
			}
		case xml.EndElement:
			depth--
		case xml.Directive:
			if bytes.Contains(bytes.ToUpper(t), []byte("ENTITY")) {
				return "", fmt.Errorf("%w: it declares entities", ErrForm)
			}
		}
	}
	if root == "" {
		return "", ErrForm
	}
	return root, nil
}

func decoder(b []byte) *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(b))
	d.Strict = false
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return d
}

// sitemap reads a sitemap or an index of sitemaps (sitemaps.org, 0.9, with
// Google's news extension).
func sitemap(b []byte, root string, at *url.URL) (*Feed, error) {
	type entry struct {
		Loc     string `xml:"loc"`
		LastMod string `xml:"lastmod"`
		News    struct {
			Title     string `xml:"title"`
			Published string `xml:"publication_date"`
		} `xml:"news"`
	}
	out := &Feed{Kind: "sitemap"}
	name := "url"
	if root == "sitemapindex" {
		out.Kind, name = "index", "sitemap"
	}
	d := decoder(b)
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, fmt.Errorf("%w: after %d entries: %w", ErrForm, len(out.Items), err)
		}
		start, ok := tok.(xml.StartElement)
		if !ok || start.Name.Local != name {
			continue
		}
		var e entry
		if err := d.DecodeElement(&e, &start); err != nil {
			return out, fmt.Errorf("%w: after %d entries: %w", ErrForm, len(out.Items), err)
		}
		if len(out.Items) >= maxItems {
			return nil, ErrLong
		}
		if link := resolve(at, strings.TrimSpace(e.Loc)); link != "" {
			out.Items = append(out.Items, Item{URL: link, Title: clean(e.News.Title), Published: when(e.News.Published), Updated: when(e.LastMod)})
		}
	}
}

// when reads a W3C date; zero if it is none.
func when(s string) time.Time {
	for _, f := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", time.DateOnly} {
		if t, err := time.Parse(f, strings.TrimSpace(s)); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// resolve returns the absolute http address of link, "" if it has none.
func resolve(base *url.URL, link string) string {
	link = strings.TrimSpace(link)
	if link == "" || len(link) > maxLink {
		return ""
	}
	u, err := base.Parse(link)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	u.User = nil
	return u.String()
}

func clean(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
	if len(s) > maxTitle {
		s = strings.ToValidUTF8(s[:maxTitle], "")
	}
	return s
}
