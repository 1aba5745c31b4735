package page

import (
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"

	xhtml "golang.org/x/net/html"
)

// facts is what a page states about its article.
type facts struct {
	linked  linked              // JSON-LD
	meta    map[string][]string // name, property or itemprop in lower case -> contents
	canon   string              // link rel=canonical
	lang    string              // html lang
	heading string              // first h1
	window  string              // title element
	times   []string            // datetime of time elements
	changes []string            // those of a last change
	lines   []string            // visible lines that speak of a last change
	authors []string            // text of elements with rel=author or itemprop=author
}

// linked is the part of a schema.org article that we read.
type linked struct {
	Headline  string
	Author    []string
	Publisher string
	Published string
	Modified  string
	Language  string
	URL       string
	Body      string // text or HTML
}

// maxLinked bounds one JSON-LD script; of 91 news pages the largest has 60 kB.
const maxLinked = 1 << 20

// collect reads the facts of a page in one walk over its tree.
func collect(doc *xhtml.Node) *facts {
	f := &facts{meta: map[string][]string{}}
	for n := range doc.Descendants() {
		switch n.Type {
		case xhtml.ElementNode:
			f.element(n)
		case xhtml.TextNode:
			f.line(n)
		default: // comments and the document itself say nothing
		}
	}
	return f
}

func (f *facts) element(n *xhtml.Node) {
	switch n.Data {
	case "html":
		f.lang = attr(n, "lang")
	case "meta":
		f.stated(n)
		return
	case "link":
		if strings.EqualFold(attr(n, "rel"), "canonical") && f.canon == "" {
			f.canon = attr(n, "href")
		}
	case "title":
		if f.window == "" {
			f.window = clean(inner(n))
		}
	case "h1":
		if f.heading == "" {
			f.heading = clean(inner(n))
		}
	case "time":
		f.dated(n)
	case "script":
		if strings.EqualFold(attr(n, "type"), "application/ld+json") {
			f.link(inner(n))
		}
	}
	f.marked(n)
}

// stated reads a meta element.
func (f *facts) stated(n *xhtml.Node) {
	content := clean(attr(n, "content"))
	for _, key := range []string{"name", "property", "itemprop"} {
		if k := strings.ToLower(attr(n, key)); k != "" && content != "" {
			f.meta[k] = append(f.meta[k], content)
		}
	}
}

// marked reads what an element of the page's body says of its own text.
func (f *facts) marked(n *xhtml.Node) {
	if strings.EqualFold(attr(n, "rel"), "author") || attr(n, "itemprop") == "author" {
		if s := clean(inner(n)); s != "" && len(s) < maxByline {
			f.authors = append(f.authors, s)
		}
	}
	if prop := strings.ToLower(attr(n, "itemprop")); prop == "datepublished" || prop == "datemodified" {
		for _, key := range []string{"datetime", "content"} {
			if d := attr(n, key); d != "" {
				f.meta[prop] = append(f.meta[prop], d)
			}
		}
	}
}

// link reads one JSON-LD script; the first article of the page counts.
func (f *facts) link(script string) {
	if len(script) > maxLinked || f.linked.Headline != "" {
		return
	}
	script = strings.Map(func(r rune) rune { // raw line ends inside strings are common and no JSON
		if r < ' ' {
			return ' '
		}
		return r
	}, script)
	var v any
	if json.Unmarshal([]byte(script), &v) != nil {
		return
	}
	if obj := findArticle(v, 0); obj != nil {
		f.linked = linked{
			Headline: str(obj["headline"]), Author: personNames(obj["author"]), Publisher: strings.Join(personNames(obj["publisher"]), ", "),
			Published: str(obj["datePublished"]), Modified: str(obj["dateModified"]), Language: str(obj["inLanguage"]), URL: str(obj["url"]), Body: str(obj["articleBody"]),
		}
	}
}

// findArticle returns the first object of an article type.
func findArticle(v any, depth int) map[string]any {
	const maxDepth = 6 // lists in @graph in lists: no page that we saw goes beyond 3
	if depth > maxDepth {
		return nil
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			if obj := findArticle(x, depth+1); obj != nil {
				return obj
			}
		}
	case map[string]any:
		for typ := range strings.FieldsSeq(strings.Join(stringsOf(v["@type"]), " ")) {
			if strings.HasSuffix(typ, "Article") || strings.HasSuffix(typ, "BlogPosting") || typ == "Report" {
				return v
			}
		}
		if g := v["@graph"]; g != nil {
			return findArticle(g, depth+1)
		}
	}
	return nil
}

// stringsOf returns a string, or the strings of a list.
func stringsOf(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, x := range v {
			if s, ok := x.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

// str returns a string of JSON-LD, in which entities are often escaped twice.
func str(v any) string {
	s, _ := v.(string)
	return clean(html.UnescapeString(s))
}

// personNames returns the names of a person, an organisation or a list of them.
func personNames(v any) []string {
	switch v := v.(type) {
	case string:
		if s := str(v); s != "" {
			return []string{s}
		}
	case map[string]any:
		return personNames(v["name"])
	case []any:
		var out []string
		for _, x := range v {
			if _, nested := x.([]any); !nested {
				out = append(out, personNames(x)...)
			}
		}
		return out
	}
	return nil
}

// first returns the first content of the named meta elements.
func (f *facts) first(keys ...string) string {
	for _, k := range keys {
		if len(f.meta[k]) > 0 {
			return f.meta[k][0]
		}
	}
	return ""
}

// reserved returns what meta elements for robots reserve, as the headers of an
// answer may (package fetch), and the reservation of text and data mining.
func (f *facts) reserved() string {
	var out []string
	said := strings.FieldsFunc(strings.ToLower(strings.Join(append(append([]string(nil), f.meta["robots"]...), f.meta["casus"]...), ",")), func(r rune) bool { return r == ',' || r == ' ' })
	for _, word := range []string{"noai", "noimageai", "noindex", "noarchive", "none"} {
		if slices.Contains(said, word) {
			out = append(out, word)
		}
	}
	if f.first("tdm-reservation") == "1" {
		out = append(out, "tdm-reservation")
	}
	return strings.Join(out, " ")
}

// address returns the canonical address, if the page states one for the web.
func (f *facts) address() string {
	for _, s := range []string{f.canon, f.first("og:url"), f.linked.URL} {
		if u, err := url.Parse(strings.TrimSpace(s)); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
			return u.String()
		}
	}
	return ""
}

// title returns the headline without the publisher's name after it.
func (f *facts) title() string {
	title := f.fullTitle()
	if at := titleParts.FindAllStringIndex(title, -1); len(at) > 0 {
		if last := at[len(at)-1]; sameWords(title[last[1]:], f.publisher()) {
			return title[:last[0]]
		}
	}
	return title
}

func (f *facts) fullTitle() string {
	for _, s := range []string{f.linked.Headline, f.first("og:title", "twitter:title", "headline"), f.heading} {
		if s != "" {
			return s
		}
	}
	// "Headline - Section - Publisher": the headline is the longest part.
	longest := ""
	for _, part := range titleParts.Split(f.window, -1) {
		if len(part) > len(longest) {
			longest = part
		}
	}
	return longest
}

// titleParts parts the title of a window.
var titleParts = regexp.MustCompile(`\s+[|\-–—»:·]\s+`)

func (f *facts) publisher() string {
	for _, s := range []string{f.linked.Publisher, f.first("og:site_name", "publisher", "dc.publisher", "application-name")} {
		if s != "" && !strings.Contains(s, "://") {
			return s
		}
	}
	if u, err := url.Parse(f.address()); err == nil {
		return strings.TrimPrefix(u.Hostname(), "www.")
	}
	return ""
}

func (f *facts) language() string {
	for _, s := range []string{f.linked.Language, f.lang, f.first("og:locale", "content-language", "language")} {
		if languageTag.MatchString(s) {
			return strings.ReplaceAll(s, "_", "-")
		}
	}
	return ""
}

// languageTag is a language with or without a region: "en", "en-GB", "en_US".
var languageTag = regexp.MustCompile(`^[A-Za-z]{2,3}([-_][A-Za-z]{2,4})?$`)

// maxByline is the length in bytes from which on a text is no name.
const maxByline = 100

func (f *facts) author() []string {
	candidates := [][]string{f.linked.Author, f.meta["author"], f.meta["article:author"], f.meta["parsely-author"], f.meta["dc.creator"], f.authors}
	for _, c := range candidates {
		var out []string
		seen := map[string]bool{}
		for _, s := range c {
			s = byline.ReplaceAllString(clean(s), "")
			if s == "" || len(s) > maxByline || strings.Contains(s, "://") || strings.HasPrefix(s, "@") || seen[s] {
				continue
			}
			seen[s] = true
			out = append(out, s)
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// byline is what stands before a name.
var byline = regexp.MustCompile(`(?i)^(by|written by|posted by|author:)\s+`)

// attr returns an attribute of n, "" if it has none.
func attr(n *xhtml.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// inner returns the text of n without marks.
func inner(n *xhtml.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == xhtml.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// clean returns s on one line.
func clean(s string) string { return strings.Join(strings.Fields(s), " ") }
