// Package page turns an HTML page into the article that it shows: title,
// byline, publisher, day of publication, language, canonical address and text,
// without navigation, advertising, captions, related links, comments and
// cookie texts.
//
// What the publisher states for machines comes first: JSON-LD of schema.org,
// then OpenGraph and other meta elements, then the page's own elements. The
// text is found by Readability's scoring of paragraphs on a tree from which
// elements that name themselves as something else were pruned, and then
// judged block by block. Method: Mozilla's Readability, in the port of
// readeck; pruning and judging are our own, measured as README.md says.
package page

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/transform"

	"casus.dev/casus/article"
)

// Errors of Read.
var (
	ErrNotArticle  = errors.New("page: no article found")
	ErrTooManyTags = fmt.Errorf("page: more than %d tags", maxTags)
)

// maxTags bounds the tree that a page becomes, counted by "<"; of 91 news
// pages the largest has 3,200. Within the bound no page that we could think of
// took two seconds.
const maxTags = 50_000

// Page is what a page says.
type Page struct {
	article.Article
	Reserved string // what the page's meta elements reserve against machine reading: "noai noarchive tdm-reservation"; "" if nothing
}

// Read returns the article of an HTML page. contentType is the header with
// which it came, "" if unknown; bytes that are UTF-8 are read as that, others
// by the page's mark, the header, or its own statement, in this order. Blocks of
// the text are parted by an empty line. It returns ErrNotArticle if the page
// shows no article, ErrTooManyTags or an error of the HTML parser for a page
// made to exhaust its reader.
func Read(b []byte, contentType string) (*Page, error) {
	if bytes.Count(b, []byte("<")) > maxTags {
		return nil, ErrTooManyTags
	}
	doc, err := html.Parse(decode(b, contentType))
	if err != nil {
		return nil, fmt.Errorf("page: %w", err)
	}
	facts := collect(doc)
	p := &Page{Article: article.Article{
		URL: facts.address(), Title: facts.title(), Publisher: facts.publisher(), Author: facts.author(), Language: facts.language(),
	}}
	p.Published, p.PublishedBasis = facts.published()
	p.Updated, p.UpdatedBasis = facts.updated(p.Published)
	p.Reserved = facts.reserved()
	if p.Text = text(doc, p.Title); p.Text == "" {
		p.Text = stated(facts.linked.Body, p.Title)
	}
	if p.Text == "" {
		return nil, ErrNotArticle
	}
	var warning string
	if p.Text, warning = article.Valid(p.Text); warning != "" {
		p.Warnings = append(p.Warnings, warning)
	}
	return p, nil
}

// decode returns the page as UTF-8. Pages that are UTF-8 throughout are that,
// whatever they say: text of another character set with letters outside ASCII
// is hardly ever valid UTF-8, and statements are often wrong or missing.
func decode(b []byte, contentType string) io.Reader {
	if utf8.Valid(b) && !bytes.Contains(b[:min(len(b), metaLen)], []byte("iso-2022")) {
		return bytes.NewReader(bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF")))
	}
	if _, _, certain := charset.DetermineEncoding(b[:min(len(b), metaLen)], contentType); !certain {
		if m := metaCharset.FindSubmatch(b[:min(len(b), metaLen)]); m != nil {
			contentType = "text/html; charset=" + string(m[1])
		}
	}
	e, _, _ := charset.DetermineEncoding(b[:min(len(b), metaLen)], contentType)
	return transform.NewReader(bytes.NewReader(b), e.NewDecoder())
}

// metaLen is how far into a page its statement of the character set is looked
// for; the standard's 1,024 bytes are too few for a sixth of 91 news pages.
const metaLen = 16 << 10

// metaCharset is a page's statement of its character set.
var metaCharset = regexp.MustCompile(`(?i)<meta[^>]+charset\s*=\s*["']?\s*([a-z0-9_:.-]+)`)
