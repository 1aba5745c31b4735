package page

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	readability "codeberg.org/readeck/go-readability"
	"golang.org/x/net/html"
)

// text returns the article's text, blocks parted by an empty line, or "".
// It changes doc.
func text(doc *html.Node, title string) string {
	prune(doc)
	parser := readability.NewParser()
	parser.KeepClasses = true
	parser.DisableJSONLD = true // read in facts
	root := doc
	if art, err := parser.ParseAndMutate(doc, &url.URL{Scheme: "https", Host: "page.invalid"}); err == nil && art.Node != nil {
		root = art.Node
	}
	return join(judge(blocksOf(root, title), title))
}

// stated returns the text that JSON-LD gives as the article's body, which may
// be HTML, or "". It is asked for only where the page itself shows none: such
// bodies are often cut short or run together.
func stated(body, title string) string {
	var markup strings.Builder
	for line := range strings.Lines(body) { // each a paragraph
		markup.WriteString("<p>" + line + "</p>")
	}
	doc, err := html.Parse(strings.NewReader(markup.String()))
	if err != nil {
		return ""
	}
	return join(judge(blocksOf(doc, title), title))
}

// join returns the text of blocks, "" if they are no article.
func join(blocks []block) string {
	if prose(blocks) < minProse {
		return ""
	}
	var b strings.Builder
	for i, bl := range blocks {
		if i > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(bl.text)
	}
	return b.String()
}

// minProse is the number of words in sentences below which a page shows no
// article; the shortest of 91 news pages has 62.
const minProse = 25

// prose counts the words of blocks that are written in sentences.
func prose(blocks []block) int {
	n := 0
	for _, b := range blocks {
		if w := b.words(); w >= 6 && b.linked() < 0.5 && sentenceEnd.MatchString(b.text) {
			n += w
		}
	}
	return n
}

// prune removes what is no part of an article by its own account: by its
// element or by the names in its class and id. An element that holds much of
// the page's text stays whatever its name is.
func prune(doc *html.Node) {
	body := find(doc, "body")
	if body == nil {
		return
	}
	sizes := map[*html.Node]int{}
	total := measure(body, sizes)
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			switch {
			case c.Type == html.CommentNode:
				n.RemoveChild(c)
			case c.Type == html.ElementNode && foreign(c) && sizes[c]*maxShare < total:
				if quotes(c, sizes) {
					unname(c) // Readability goes by names too
					break
				}
				n.RemoveChild(c)
			default:
				walk(c)
			}
			c = next
		}
	}
	walk(body)
}

// maxShare: what holds more than one part in maxShare of the text is kept.
const maxShare = 4

// quotes reports whether most of n is a quotation: an embedded post.
func quotes(n *html.Node, sizes map[*html.Node]int) bool {
	q := find(n, "blockquote")
	return q != nil && sizes[q]*2 > sizes[n]
}

// unname takes away the names of n and of all below it.
func unname(n *html.Node) {
	n.Attr = nil
	for d := range n.Descendants() {
		if d.Data != "a" {
			d.Attr = nil
		}
	}
}

// measure counts the bytes of text in paragraphs and the like below n.
func measure(n *html.Node, sizes map[*html.Node]int) int {
	sum := 0
	if n.Type == html.TextNode {
		return len(strings.TrimSpace(n.Data))
	}
	if n.Type == html.ElementNode && dropped[n.Data] {
		return 0
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		sum += measure(c, sizes)
	}
	sizes[n] = sum
	return sum
}

// foreign reports whether n names itself as something else than article text.
func foreign(n *html.Node) bool {
	if dropped[n.Data] {
		return true
	}
	if strings.Contains(strings.ReplaceAll(attr(n, "style"), " ", ""), "display:none") {
		return true
	}
	if _, hidden := has(n, "hidden"); hidden || attr(n, "aria-hidden") == "true" && n.Data != "article" {
		return true
	}
	switch attr(n, "role") {
	case "navigation", "complementary", "banner", "contentinfo", "search", "dialog", "alert", "menu":
		return true
	}
	if n.Data == "body" || n.Data == "article" || n.Data == "main" || n.Data == "h1" {
		return false
	}
	names := attr(n, "class") + " " + attr(n, "id") + " " + attr(n, "itemprop") + " " + attr(n, "data-component") + " " + attr(n, "data-testid")
	return len(names) > 4 && foreignName.MatchString(names)
}

func has(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// find returns the first element named name.
func find(n *html.Node, name string) *html.Node {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == name {
			return d
		}
	}
	return nil
}

// block is a run of text between two block boundaries.
type block struct {
	text  string
	tag   string // the nearest of h1..h6, li, tr, blockquote, pre, p or ""
	links int    // bytes of text inside links
	bold  int    // bytes of text inside b and strong
}

// words counts the words of b; two letters of a script that is written
// without spaces count as one.
func (b block) words() int {
	dense := 0
	for _, r := range b.text {
		if r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
			dense++
		}
	}
	return len(strings.Fields(b.text)) + dense/2
}

// linked returns the share of the text that is inside links.
func (b block) linked() float64 { return float64(b.links) / float64(max(len(b.text), 1)) }

// blocksOf parts the text below n into blocks.
func blocksOf(n *html.Node, title string) []block {
	w := &blockWriter{title: title}
	w.walk(n, "", 0, 0)
	w.flush()
	return w.out
}

type blockWriter struct {
	title string
	out   []block
	buf   strings.Builder
	space bool
	links int
	bold  int
	tag   string
}

func (w *blockWriter) walk(n *html.Node, tag string, inLink, inBold int) {
	switch n.Type {
	case html.TextNode:
		w.write(n.Data, tag, inLink > 0, inBold > 0)
		return
	case html.ElementNode:
		if dropped[n.Data] {
			return
		}
		switch n.Data {
		case "br":
			w.space = true
			if breaks(n) || w.buf.Len() < 2*len(w.title) && sameWords(w.buf.String(), w.title) {
				w.flush()
			}
			return
		case "td", "th":
			w.space = true
		case "a":
			inLink++
		case "b", "strong":
			inBold++
		}
	case html.DocumentNode:
	default:
		return
	}
	isBlock := n.Type == html.ElementNode && blockElements[n.Data]
	if isBlock {
		w.flush()
		switch n.Data {
		case "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "blockquote", "pre":
			tag = n.Data
		case "p":
			if tag == "" {
				tag = "p"
			}
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c, tag, inLink, inBold)
	}
	if isBlock {
		w.flush()
	}
}

// breaks reports whether br is the first of two in a row: a paragraph's end.
func breaks(br *html.Node) bool {
	for s := br.NextSibling; s != nil; s = s.NextSibling {
		switch {
		case s.Type == html.TextNode && strings.TrimSpace(s.Data) == "":
		case s.Type == html.ElementNode && s.Data == "br":
			return true
		default:
			return false
		}
	}
	return false
}

func (w *blockWriter) write(s, tag string, link, bold bool) {
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		switch r {
		case ' ', '\t', '\n', '\r', '\f', '\u00a0', '\u2003', '\u2009', '\u200a', '\u2002':
			w.space = true
		case '\u00ad', '\u200b', '\ufeff': // soft hyphen and spaces of no width
		default:
			if w.space && w.buf.Len() > 0 {
				w.buf.WriteByte(' ')
				w.links += inside(link)
				w.bold += inside(bold)
			}
			w.space = false
			if w.buf.Len() == 0 {
				w.tag = tag
			}
			w.buf.WriteString(s[:n])
			if link {
				w.links += n
			}
			if bold {
				w.bold += n
			}
		}
		s = s[n:]
	}
}

func inside(is bool) int {
	if is {
		return 1
	}
	return 0
}

func (w *blockWriter) flush() {
	if w.buf.Len() > 0 {
		w.out = append(w.out, block{w.buf.String(), w.tag, w.links, w.bold})
		w.buf.Reset()
	}
	w.space, w.links, w.bold = false, 0, 0
}
