package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"casus.dev/casus/nlp"
)

// Bounds of a heading, in words and bytes. In the 840 training articles of
// PolNeAR 95 % of the titles have at most 14 words.
const (
	maxHeading      = 14
	maxTitle        = 24 // of the first line
	maxHeadingBytes = 120
	maxCue          = 40 // words of a line or sentence that can be a credit or boilerplate
)

// kinds sets the kind of every sentence: first by the line, then, inside
// lines of body text, by the sentence's own cues.
func (r *run) kinds(lines []line) {
	stops := 0
	for i := range lines {
		if r.stopped(&lines[i]) {
			stops++
		}
	}
	for i := range lines {
		l := &lines[i]
		l.kind = r.lineKind(lines, i, stops)
		for k := l.sents.Start; k < l.sents.End; k++ {
			s := &r.doc.Sents[k]
			s.Kind = l.kind
			if l.kind == nlp.Body && k+2 >= l.sents.End && k > l.sents.Start {
				s.Kind = r.sentenceKind(s)
			}
		}
	}
}

// text returns the text of l, up to 1000 bytes.
func (r *run) text(l *line) string {
	s := r.doc.Text[l.parts[0].Start:l.parts[len(l.parts)-1].End]
	if len(s) > 1000 {
		s = s[:1000]
	}
	return s
}

// lineKind tells the kind of lines[i]. stops counts the lines of the text that
// end as a sentence does.
func (r *run) lineKind(lines []line, i, stops int) nlp.Kind {
	l := &lines[i]
	s, n := r.text(l), l.words.Len()
	if !strings.ContainsFunc(s, unicode.IsLetter) {
		return nlp.Boilerplate // page numbers, rules of dashes
	}
	if k := cueKind(s, n); k != nlp.Body {
		return k
	}
	if i+1 == len(lines) && isPrompt(s) {
		return nlp.Boilerplate
	}
	if r.isHeading(lines, i, stops) {
		return nlp.Heading
	}
	return nlp.Body
}

// sentenceKind tells the kind of one of the last sentences of a body line:
// "(Reporting by Ann Lee)" and "All rights reserved." end many a last line.
func (r *run) sentenceKind(s *nlp.Sentence) nlp.Kind {
	if s.Span.Len() > maxCue {
		return nlp.Body
	}
	text := r.doc.Slice(s.Range)
	if k := cueKind(text, s.Span.Len()); k == nlp.Credit || k == nlp.Boilerplate || k == nlp.Caption && text[0] == '(' {
		return k
	}
	return nlp.Body
}

// cueKind returns the kind that the words of s tell, Body if they tell none.
// n is its number of words.
func cueKind(s string, n int) nlp.Kind {
	if n > maxCue {
		return nlp.Body
	}
	low := strings.ToLower(strings.Map(straight, strings.TrimSpace(s)))
	bare := strings.Trim(low, "()[]*_-–—•>«»| \t")
	switch {
	case boilerplateLines[strings.TrimRight(bare, ".:!…")], hasAny(bare, boilerplateHeads) && n <= maxCue:
		return nlp.Boilerplate
	case isRights(bare), isStyle(low):
		return nlp.Boilerplate
	case isCaption(bare, low, n):
		return nlp.Caption
	case isCredit(s, bare, n):
		return nlp.Credit
	}
	return nlp.Body
}

func straight(c rune) rune {
	switch c {
	case '’', '‘':
		return '\''
	case '“', '”':
		return '"'
	case 0xA0:
		return ' '
	}
	return c
}

func hasAny(s string, heads []string) bool {
	for _, h := range heads {
		if strings.HasPrefix(s, h) {
			return true
		}
	}
	return false
}

// isRights reports whether s is a notice of copyright: the word alone begins
// many a sentence of body text.
func isRights(s string) bool {
	if strings.HasPrefix(s, "©") || strings.HasPrefix(s, "(c) 20") || strings.HasPrefix(s, "c) 20") || strings.Contains(s, "all rights reserved") {
		return true
	}
	rest, ok := strings.CutPrefix(s, "copyright ")
	if !ok || rest == "" {
		return false
	}
	return isDigit(rune(rest[0])) || strings.HasPrefix(rest, "©") || strings.HasPrefix(rest, "(c)")
}

// isStyle reports whether s is left over from a style sheet or a script.
func isStyle(s string) bool {
	if strings.HasSuffix(s, "{") {
		return true
	}
	name, value, ok := strings.Cut(s, ":")
	return ok && strings.HasSuffix(value, ";") && name != "" && !strings.ContainsFunc(name, func(c rune) bool { return c != '-' && (c < 'a' || c > 'z') })
}

// isCaption reports whether s describes a picture.
func isCaption(bare, low string, n int) bool {
	for _, h := range captionHeads {
		rest, ok := strings.CutPrefix(bare, h)
		if !ok {
			continue
		}
		rest = strings.TrimLeft(rest, " ")
		if hasAny(rest, []string{":", "by ", "credit", "courtesy", "via ", "-", "–", "—", "/", "|"}) || rest == "" && n <= 3 {
			return true
		}
	}
	for _, t := range captionTails {
		if at := strings.LastIndex(low, t); at >= 0 && len(low)-at <= len(t)+24 {
			return true
		}
	}
	return false
}

// isCredit reports whether s names the origin or the makers of the text.
func isCredit(s, bare string, n int) bool {
	for _, h := range creditHeads {
		if strings.HasPrefix(bare, h) && n <= 14 {
			return true
		}
	}
	if strings.HasSuffix(strings.TrimRight(bare, "."), "contributed to this report") || strings.Contains(bare, "contributed to this ") && n <= 30 {
		return true
	}
	if agencies[strings.TrimRight(bare, ".")] {
		return true
	}
	if hasAny(bare, makerHeads) {
		return onlyNames(s)
	}
	return isByline(s, n)
}

// isByline reports whether s is "By Ann Lee and Bo Li, Reuters": names and
// little else after the word.
func isByline(s string, n int) bool {
	rest, ok := strings.CutPrefix(s, "By ")
	if !ok {
		if rest, ok = strings.CutPrefix(s, "BY "); !ok {
			return false
		}
	}
	return n <= 14 && onlyNames(rest) && !endsAsSentence(s)
}

// onlyNames reports whether the words of s in small letters are all words that
// lists of makers use, so that "Reporting by the BBC has shown" is left alone.
func onlyNames(s string) bool {
	capitals := 0
	for w := range strings.FieldsFuncSeq(s, func(c rune) bool {
		return c == ' ' || c == ',' || c == ';' || c == '(' || c == ')' || c == ':' || c == '.' || c == '|' || c == '\t'
	}) {
		c, _ := utf8.DecodeRuneInString(w)
		switch {
		case isUpper(c):
			capitals++
		case unicode.IsLower(c) && !makerWords[w]:
			return false
		}
	}
	return capitals > 0
}

// isPrompt reports whether the last line of a page invites the reader to do something.
func isPrompt(s string) bool {
	return len(s) < 80 && hasAny(strings.ToLower(s), []string{"comment", "share ", "tags", "topics", "related", "read more", "more from"}) && !endsAsSentence(s)
}

// stopped reports whether the line ends as a sentence does.
func (r *run) stopped(l *line) bool {
	last := l.parts[len(l.parts)-1]
	return endsAsSentence(r.doc.Text[max(last.Start, last.End-16):last.End])
}

// endsAsSentence looks through closing marks for a final mark, a colon or a comma.
func endsAsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’)]»* ")
	c, _ := utf8.DecodeLastRuneInString(s)
	switch c {
	case '.', '!', '?', '…', ':', ',', '—':
		return true
	}
	return false
}

// isHeading reports whether lines[i] is a title or the heading of a section: a
// short line of its own, without a final stop or in title case, in a text that
// has sentences.
func (r *run) isHeading(lines []line, i, stops int) bool {
	l := &lines[i]
	// The last line has nothing under it; a text without sentences is a list.
	if l.sents.Len() > 2 || stops == 0 || i+1 == len(lines) {
		return false
	}
	s, n, first := r.text(l), l.words.Len(), i == 0
	words, bytes := maxHeading, maxHeadingBytes
	if first {
		words, bytes = maxTitle, 2*maxHeadingBytes
	}
	if n > words || len(s) > bytes || isBullet(s) {
		return false
	}
	return headingEnd(s, n, first, first || l.alone) && !isQuotation(s)
}

// headingEnd reports whether a short line that ends like s can be a heading.
func headingEnd(s string, n int, first, alone bool) bool {
	end, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "\"'”’)]» "))
	switch end {
	case '.', '!', '…':
		return n >= 5 && (first && strictTitle(s) || isAllCapitals(s))
	case '?':
		return alone && titleCase(s)
	case ':':
		return n <= 5 && strictTitle(s) || isAllCapitals(s)
	case ';':
		return first
	case ',', '—', '-', '–':
		return false
	}
	return first || n < minClause || titleCase(s) || !hasFiniteVerb(s)
}

// minClause is the number of words from which a line in sentence case with a
// finite verb is body text that lost its stop.
const minClause = 9

func hasFiniteVerb(s string) bool {
	for w := range strings.FieldsSeq(s) {
		if finite[w] {
			return true
		}
	}
	return false
}

// isQuotation reports whether s is one quotation or part of one: those lack
// their stop more often than headings are quoted whole.
func isQuotation(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	e, _ := utf8.DecodeLastRuneInString(s)
	return (c == '"' || c == '“') && (e == '"' || e == '”') && strings.Count(s, " ") > 7
}

// titleCase reports whether most of the longer words of s, and at least two, are capitalised.
func titleCase(s string) bool {
	upper, lower := 0, 0
	for w := range strings.FieldsSeq(s) {
		w = strings.Trim(w, ".,;:!?\"'“”‘’()[]")
		c, _ := utf8.DecodeRuneInString(w)
		switch {
		case isUpper(c):
			upper++
		case unicode.IsLower(c) && len(w) > 4:
			lower++
		}
	}
	return upper >= 2 && upper >= 3*lower
}

// strictTitle reports whether every word of s but short function words is
// capitalised: a line of body text has at least its verb in small letters.
func strictTitle(s string) bool {
	for w := range strings.FieldsSeq(s) {
		w = strings.Trim(w, ".,;:!?\"'“”‘’()[]–—-")
		if c, _ := utf8.DecodeRuneInString(w); unicode.IsLower(c) && !titleSmall[w] {
			return false
		}
	}
	return true
}

func isAllCapitals(s string) bool {
	return strings.ContainsFunc(s, isUpper) && !strings.ContainsFunc(s, unicode.IsLower)
}
