package nlp

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// ParseError says where a CoNLL-U input is broken.
type ParseError struct {
	Line int // counted from 1
	Msg  string
}

// Error returns the line and the message.
func (e *ParseError) Error() string { return fmt.Sprintf("nlp: conllu: line %d: %s", e.Line, e.Msg) }

// maxLine bounds a line of CoNLL-U; the longest in the UD English treebanks is under 8 kB.
const maxLine = 1 << 20

// ReadCoNLLU reads all sentences of r into one Doc. The text is the sentences'
// "# text" comments, or else their words joined by spaces, one sentence a
// line; ranges point into it. Empty nodes (1.1) are skipped. Columns that are
// all "_" leave their layer nil. "NE=B-PER" in MISC becomes Names,
// "Nest=B-ORG;B-GPE" (outermost first) becomes Nested, and
// "newpar" or "newdoc" comments begin a new paragraph.
// It returns a *ParseError for a broken line.
func ReadCoNLLU(r io.Reader) (*Doc, error) {
	c := conlluReader{d: &Doc{}}
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 0, 64<<10), maxLine)
	for sc.Scan() {
		c.line++
		if err := c.add(strings.TrimSuffix(sc.Text(), "\r")); err != nil {
			return nil, err
		}
	}
	if err := sc.Err(); err != nil {
		if errors.Is(err, bufio.ErrTooLong) {
			return nil, &ParseError{c.line + 1, "line is longer than 1 MiB"}
		}
		return nil, fmt.Errorf("nlp: conllu: %w", err)
	}
	if err := c.flush(); err != nil {
		return nil, err
	}
	return c.finish(), nil
}

type conlluRow struct {
	cols [10]string
	line int
}

type conlluReader struct {
	d         *Doc
	text      strings.Builder
	line      int
	sentText  string
	paragraph int
	newPar    bool
	rows      []conlluRow
	multi     []struct {
		from, to int
		form     string
		space    bool
	}
	hasPOS, hasX, hasFeats, hasLemma, hasHead bool
}

func (c *conlluReader) add(line string) error {
	switch {
	case line == "":
		return c.flush()
	case line[0] == '#':
		if t, ok := strings.CutPrefix(line, "# text = "); ok {
			c.sentText = t
		}
		if strings.HasPrefix(line, "# newpar") || strings.HasPrefix(line, "# newdoc") {
			c.newPar = true
		}
		return nil
	}
	cols := strings.Split(line, "\t")
	if len(cols) != 10 {
		return &ParseError{c.line, fmt.Sprintf("%d columns, want 10", len(cols))}
	}
	if strings.Contains(cols[0], ".") {
		return nil
	}
	if a, b, ok := strings.Cut(cols[0], "-"); ok {
		from, err1 := strconv.Atoi(a)
		to, err2 := strconv.Atoi(b)
		if err1 != nil || err2 != nil || from != len(c.rows)+1 || to <= from {
			return &ParseError{c.line, "bad multiword range " + cols[0]}
		}
		c.multi = append(c.multi, struct {
			from, to int
			form     string
			space    bool
		}{from, to, cols[1], !strings.Contains(cols[9], "SpaceAfter=No")})
		return nil
	}
	id, err := strconv.Atoi(cols[0])
	if err != nil || id != len(c.rows)+1 {
		return &ParseError{c.line, fmt.Sprintf("word number %q, want %d", cols[0], len(c.rows)+1)}
	}
	if cols[1] == "" {
		return &ParseError{c.line, "empty form"}
	}
	c.rows = append(c.rows, conlluRow{[10]string(cols), c.line})
	return nil
}

// flush appends the sentence that was read to the Doc.
func (c *conlluReader) flush() error {
	defer func() { c.rows, c.multi, c.sentText, c.newPar = c.rows[:0], c.multi[:0], "", false }()
	if len(c.rows) == 0 {
		return nil
	}
	if n := len(c.multi); n > 0 && c.multi[n-1].to > len(c.rows) {
		return &ParseError{c.line, "multiword range beyond the sentence"}
	}
	if c.newPar && len(c.d.Sents) > 0 {
		c.paragraph++
	}
	base, start := len(c.d.Words), c.text.Len()
	ranges, text := c.place()
	for i, r := range ranges {
		c.d.Words = append(c.d.Words, Range{start + r.Start, start + r.End})
		form := ""
		if text[r.Start:r.End] != c.rows[i].cols[1] {
			form = c.rows[i].cols[1]
		}
		c.d.Forms = append(c.d.Forms, form)
	}
	c.text.WriteString(text)
	end := c.text.Len()
	c.text.WriteByte('\n')
	for _, m := range c.multi {
		c.d.Multi = append(c.d.Multi, Span{base + m.from - 1, base + m.to})
	}
	span := Span{base, base + len(c.rows)}
	c.d.Sents = append(c.d.Sents, Sentence{Span: span, Range: Range{start, end}, Paragraph: c.paragraph})
	for i := range c.rows {
		if err := c.annotate(base, &c.rows[i]); err != nil {
			return err
		}
	}
	c.names(base)
	c.nested(base)
	return nil
}

// place finds the words in the sentence's text, or makes the text from them.
func (c *conlluReader) place() (ranges []Range, text string) {
	if c.sentText != "" {
		if ranges, ok := c.align(c.sentText); ok {
			return ranges, c.sentText
		}
	}
	var b strings.Builder
	for i, m := 0, 0; i < len(c.rows); {
		form, n, space := c.rows[i].cols[1], 1, !strings.Contains(c.rows[i].cols[9], "SpaceAfter=No")
		if m < len(c.multi) && c.multi[m].from == i+1 {
			form, n, space = c.multi[m].form, c.multi[m].to-i, c.multi[m].space
			m++
		}
		at := b.Len()
		b.WriteString(form)
		ranges = append(ranges, c.split(i, n, at, form)...)
		if i += n; space && i < len(c.rows) {
			b.WriteByte(' ')
		}
	}
	return ranges, b.String()
}

func (c *conlluReader) align(text string) ([]Range, bool) {
	var ranges []Range
	at := 0
	for i, m := 0, 0; i < len(c.rows); {
		form, n := c.rows[i].cols[1], 1
		if m < len(c.multi) && c.multi[m].from == i+1 {
			form, n = c.multi[m].form, c.multi[m].to-i
			m++
		}
		rest := strings.TrimLeft(text[at:], " \t\u00a0\u2003\u2009")
		at = len(text) - len(rest)
		if !strings.HasPrefix(rest, form) {
			return nil, false
		}
		ranges = append(ranges, c.split(i, n, at, form)...)
		at += len(form)
		i += n
	}
	return ranges, true
}

// split divides the surface token form among n words: exactly where their
// forms add up to it; else the first word takes what the others do not need.
func (c *conlluReader) split(i, n, at int, form string) []Range {
	out := make([]Range, 0, n)
	pos := 0
	for k := range n {
		w := c.rows[i+k].cols[1]
		end := min(pos+len(w), len(form))
		if k == n-1 {
			end = len(form)
		}
		for end < len(form) && form[end]&0xC0 == 0x80 {
			end++
		}
		out = append(out, Range{at + pos, at + end})
		pos = end
	}
	return out
}

func (c *conlluReader) annotate(base int, row *conlluRow) error {
	d, col := c.d, &row.cols
	var pos UPOS
	if col[3] != "_" {
		var ok bool
		if pos, ok = ParseUPOS(col[3]); !ok {
			return &ParseError{row.line, fmt.Sprintf("%q is no universal part of speech", col[3])}
		}
		c.hasPOS = true
	}
	blank := func(s string, has *bool) string {
		if s == "_" {
			return ""
		}
		*has = true
		return s
	}
	d.UPOS = append(d.UPOS, pos)
	if col[2] == "_" && col[1] == "_" {
		d.Lemma = append(d.Lemma, "_")
	} else {
		d.Lemma = append(d.Lemma, blank(col[2], &c.hasLemma))
	}
	d.XPOS = append(d.XPOS, blank(col[4], &c.hasX))
	d.Feats = append(d.Feats, Feats(blank(col[5], &c.hasFeats)))
	head := int32(Root)
	if col[6] != "_" {
		h, err := strconv.Atoi(col[6])
		if err != nil || h < 0 || h > len(c.rows) {
			return &ParseError{row.line, fmt.Sprintf("head %q is outside the sentence", col[6])}
		}
		if h > 0 {
			head = int32(base + h - 1)
		}
		c.hasHead = true
	}
	d.Head = append(d.Head, head)
	d.Rel = append(d.Rel, Rel(col[7]))
	return nil
}

func (c *conlluReader) names(base int) {
	open := false
	for i, row := range c.rows {
		tag := MISC(row.cols[9], "NE")
		label := ""
		if len(tag) > 2 {
			label = tag[2:]
		}
		switch {
		case strings.HasPrefix(tag, "B-"), strings.HasPrefix(tag, "I-") && !open:
			c.d.Names = append(c.d.Names, Name{Span{base + i, base + i + 1}, label})
			open = true
		case strings.HasPrefix(tag, "I-") && c.d.Names[len(c.d.Names)-1].Label == label:
			c.d.Names[len(c.d.Names)-1].Span.End++
		default:
			open = false
		}
	}
}

// nested reads the names of all depths; what a name of one depth ends, ends
// those inside it too.
func (c *conlluReader) nested(base int) {
	var open []int // position in Nested of the name of each depth
	first := len(c.d.Nested)
	for i, row := range c.rows {
		tags := MISC(row.cols[9], "Nest")
		depth := 0
		for tag := range strings.SplitSeq(tags, ";") {
			kind, label, ok := strings.Cut(tag, "-")
			if !ok || label == "" {
				break
			}
			if kind == "I" && depth < len(open) && c.d.Nested[open[depth]].Label == label {
				c.d.Nested[open[depth]].Span.End++
				depth++
				continue
			}
			open = append(open[:depth], len(c.d.Nested))
			c.d.Nested = append(c.d.Nested, Name{Span{base + i, base + i + 1}, label})
			depth++
		}
		open = open[:depth]
	}
	c.d.Nested = append(c.d.Nested[:first], properNests(c.d.Nested[first:])...)
}

// properNests leaves out a name that has the words of the one around it.
func properNests(names []Name) []Name {
	out := names[:0]
	for _, n := range names {
		if !slices.ContainsFunc(out, func(o Name) bool { return o.Span == n.Span }) {
			out = append(out, n)
		}
	}
	return out
}

func (c *conlluReader) finish() *Doc {
	d := c.d
	d.Text = strings.TrimSuffix(c.text.String(), "\n")
	if !c.hasPOS {
		d.UPOS = nil
	}
	if !c.hasX {
		d.XPOS = nil
	}
	if !c.hasFeats {
		d.Feats = nil
	}
	if !c.hasLemma {
		d.Lemma = nil
	}
	if !c.hasHead {
		d.Head, d.Rel = nil, nil
	}
	return d
}

// MISC returns the value of key in a MISC or FEATS column, "" if absent.
func MISC(column, key string) string { return Feats(column).Get(key) }

// WriteCoNLLU writes d as CoNLL-U, version 2, with "# text", SpaceAfter=No and
// byte ranges ("Range=12:17") in MISC; names as NE=B-PER, nested names as
// Nest=B-ORG;B-GPE, the outermost first. Layers that were not computed are "_".
func WriteCoNLLU(w io.Writer, d *Doc) error {
	b := bufio.NewWriter(w)
	ne, nest := nameTags(d), nestTags(d)
	m := 0
	for si, s := range d.Sents {
		if si == 0 || s.Paragraph != d.Sents[si-1].Paragraph {
			fmt.Fprintf(b, "# newpar\n")
		}
		fmt.Fprintf(b, "# sent_id = %d\n# text = %s\n", si+1, oneLine(d.Slice(d.RangeOf(s.Span))))
		for i := s.Span.Start; i < s.Span.End; i++ {
			id := i - s.Span.Start + 1
			inMulti := false
			for m < len(d.Multi) && d.Multi[m].End <= i {
				m++
			}
			if m < len(d.Multi) && d.Multi[m].Has(i) {
				inMulti = true
				if t := d.Multi[m]; t.Start == i {
					r := d.RangeOf(t)
					fmt.Fprintf(b, "%d-%d\t%s\t_\t_\t_\t_\t_\t_\t_\t%s\n", id, id+t.Len()-1, clean(d.Slice(r)), orBlank(spaceAfter(d, t.End-1)))
				}
			}
			writeWord(b, d, i, s.Span.Start, inMulti, ne, nest)
		}
		b.WriteByte('\n')
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("nlp: conllu: %w", err)
	}
	return nil
}

func writeWord(b *bufio.Writer, d *Doc, i, first int, inMulti bool, ne, nest []string) {
	lemma, pos, xpos, feats, head, rel := "_", "_", "_", "_", "_", "_"
	if d.Lemma != nil {
		lemma = orBlank(clean(d.Lemma[i]))
	}
	if d.UPOS != nil {
		pos = d.UPOS[i].String()
	}
	if d.XPOS != nil {
		xpos = orBlank(d.XPOS[i])
	}
	if d.Feats != nil {
		feats = orBlank(string(d.Feats[i]))
	}
	if d.Head != nil {
		head, rel = "0", string(d.Rel[i])
		if d.Head[i] != Root {
			head = strconv.Itoa(int(d.Head[i]) - first + 1)
		}
	}
	misc := fmt.Sprintf("Range=%d:%d", d.Words[i].Start, d.Words[i].End)
	if nest != nil && nest[i] != "" {
		misc = "Nest=" + nest[i] + "|" + misc
	}
	if ne != nil && ne[i] != "" {
		misc = "NE=" + ne[i] + "|" + misc
	}
	if !inMulti && spaceAfter(d, i) != "" {
		misc += "|SpaceAfter=No"
	}
	fmt.Fprintf(b, "%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t_\t%s\n", i-first+1, clean(d.Form(i)), lemma, pos, xpos, feats, head, rel, misc)
}

// nameTags returns the BIO tag of each word; an inner name yields to its outer one.
func nameTags(d *Doc) []string {
	if len(d.Names) == 0 {
		return nil
	}
	tags := make([]string, len(d.Words))
	for _, n := range d.Names {
		if tags[n.Span.Start] != "" {
			continue
		}
		for i := n.Span.Start; i < n.Span.End; i++ {
			tags[i] = "I-" + n.Label
		}
		tags[n.Span.Start] = "B-" + n.Label
	}
	return tags
}

// nestTags returns the BIO tags of the nested names of each word, the outermost
// first, parted by semicolons.
func nestTags(d *Doc) []string {
	if len(d.Nested) == 0 {
		return nil
	}
	tags := make([]string, len(d.Words))
	for _, n := range d.Nested {
		for i := n.Span.Start; i < n.Span.End; i++ {
			tag := "I-" + n.Label
			if i == n.Span.Start {
				tag = "B-" + n.Label
			}
			if tags[i] != "" {
				tag = tags[i] + ";" + tag
			}
			tags[i] = tag
		}
	}
	return tags
}

func spaceAfter(d *Doc, i int) string {
	if i+1 < len(d.Words) && d.Words[i+1].Start == d.Words[i].End {
		return "SpaceAfter=No"
	}
	return ""
}

func orBlank(s string) string {
	if s == "" {
		return "_"
	}
	return s
}

func oneLine(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }

// clean returns s with a space for each control character, so that a line
// stays a line and a terminal obeys nobody but its user.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
}
