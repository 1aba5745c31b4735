package page

import (
	"strings"
	"unicode"
)

// judge drops blocks that stand among an article's paragraphs without being
// part of it: what precedes the first paragraph (crumbs, title, byline, date),
// link lists, captions, credits, invitations, and what follows the end.
func judge(blocks []block, title string) []block {
	kept := blocks[:0:0]
	seen := map[string]bool{}
	for i, b := range blocks {
		if b.text == "" || odd(b) || linkList(blocks, i) {
			continue
		}
		if len(b.text) > minRepeat && b.linked() > 0.5 && seen[b.text] { // the same teaser twice
			continue
		}
		seen[b.text] = true
		kept = append(kept, b)
	}
	kept = trimHead(kept, title)
	return trimTail(kept)
}

// minRepeat is the length in bytes from which on a block does not repeat by chance.
const minRepeat = 40

// odd reports whether a block shows by its words that it is not article text.
func odd(b block) bool {
	n := b.words()
	switch {
	case n <= 40 && oddLine.MatchString(b.text):
		return true
	case n <= 60 && oddPhrase.MatchString(b.text), n <= 120 && consent.MatchString(b.text) && addressed.MatchString(b.text):
		return true
	case b.linked() > 0.9 && b.tag != "blockquote" && (n <= 3 && b.tag != "li" || shouting(b.text) || b.tag == "p" && n > 2 && !sentenceEnd.MatchString(b.text)):
		return true // a paragraph that is one link and no sentence points elsewhere
	case letters(b.text) == 0 && b.tag != "tr":
		return true
	}
	return false
}

// linkList reports whether block i is in a run of at least two items that are
// nothing but links: related articles.
func linkList(blocks []block, i int) bool {
	isLink := func(j int) bool {
		return j >= 0 && j < len(blocks) && blocks[j].linked() > 0.8 && (blocks[j].tag == "li" || blocks[j].tag[:min(1, len(blocks[j].tag))] == "h" || !sentenceEnd.MatchString(blocks[j].text))
	}
	return isLink(i) && (isLink(i-1) || isLink(i+1))
}

// shouting reports whether s has letters, all of them capitals.
func shouting(s string) bool {
	return letters(s) > 3 && strings.ToUpper(s) == s && strings.ToLower(s) != s
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// trimHead drops what stands before the first paragraph: the title again, and
// blocks that are no sentences.
func trimHead(blocks []block, title string) []block {
	first := 0
	for first < len(blocks) && first < maxHead && !paragraph(blocks[first]) {
		first++
	}
	if first == len(blocks) || first == maxHead {
		first = 0
	}
	// A heading right before the first paragraph belongs to it, unless it is the title.
	if first > 0 && first < len(blocks) {
		h := blocks[first-1]
		if len(h.tag) == 2 && h.tag[0] == 'h' && h.tag != "h1" && !sameWords(h.text, title) && first > 1 {
			first--
		}
	}
	return blocks[first:]
}

// maxHead is how many blocks may precede the first paragraph.
const maxHead = 60

// paragraph reports whether b is running text.
func paragraph(b block) bool {
	return b.words() >= 10 && b.linked() < 0.6 && sentenceEnd.MatchString(b.text) || b.words() >= 30 && b.linked() < 0.3
}

// trimTail drops headings and lists of links after the last paragraph.
func trimTail(blocks []block) []block {
	last := len(blocks)
	for last > 0 {
		b := blocks[last-1]
		if b.linked() < 0.5 && (b.words() > 3 || sentenceEnd.MatchString(b.text)) && (len(b.tag) != 2 || b.tag[0] != 'h') || b.tag == "tr" {
			break
		}
		last--
	}
	if last == 0 {
		return blocks
	}
	return blocks[:last]
}

// sameWords compares two titles without case, space and punctuation.
func sameWords(a, b string) bool {
	norm := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return unicode.ToLower(r)
			}
			return -1
		}, s)
	}
	return a != "" && norm(a) == norm(b)
}
