package statement

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// quotation is a run of words between quotation marks of one paragraph.
type quotation struct {
	words     nlp.Span // with the marks, where they are words of their own
	inner     nlp.Span // without them
	closed    bool     // has its closing mark
	continues int      // position of the quotation of the paragraph before that goes on here, or -1
}

// isQuoteMark reports whether the word is nothing but a double quotation mark.
func isQuoteMark(form string) bool {
	switch form {
	case `"`, "“", "”", "„", "«", "»", "``", "''", "‘", "’", "'", "`", "‟", "″", "&quot;":
		return true
	}
	return false
}

// mark is one quotation mark in the text.
type mark struct {
	at   int  // byte
	kind rune // '"', '“', '”', '«', '»', '‘', '’'
}

// findQuotations returns the quotations of d in order; none overlap. The
// state starts anew with each paragraph. A mark that is never closed opens a
// quotation to the end of its sentence, or to the end of the paragraph where
// the next one opens with a mark again; a mark that closes nothing is ignored,
// unless the paragraph before was left open.
func findQuotations(d *nlp.Doc) []quotation {
	var out []quotation
	carried := -1 // unclosed quotation of the paragraph before
	for from := 0; from < len(d.Sents); {
		to := from + 1
		for to < len(d.Sents) && d.Sents[to].Paragraph == d.Sents[from].Paragraph {
			to++
		}
		r := nlp.Range{Start: d.Sents[from].Range.Start, End: d.Sents[to-1].Range.End}
		marks := findMarks(d.Text, r)
		if carried >= 0 && !(len(marks) > 0 && opens(marks[0].kind) && blank(d.Text[r.Start:marks[0].at])) {
			// Not taken up again: an unbalanced mark reaches to the end of its sentence only.
			q := &out[carried]
			if end := d.Sents[d.SentOf(q.words.Start)].Span.End; end < q.words.End {
				q.words.End, q.inner.End = end, end
			}
			carried = -1
		}
		before := len(out)
		out = pairMarks(d, r, marks, out)
		if carried >= 0 && len(out) > before {
			out[before].continues = carried
		}
		carried = -1
		if n := len(out); n > before && !out[n-1].closed {
			carried = n - 1
		}
		from = to
	}
	if carried >= 0 {
		q := &out[carried]
		end := d.Sents[d.SentOf(q.words.Start)].Span.End
		q.words.End, q.inner.End = min(q.words.End, end), min(q.inner.End, end)
	}
	return out
}

func opens(kind rune) bool { return kind == '"' || kind == '“' || kind == '«' || kind == '‘' }

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// findMarks lists the quotation marks of the paragraph. Single marks count
// only where they can be no apostrophe and come in a pair.
func findMarks(text string, r nlp.Range) []mark {
	var out []mark
	for i := r.Start; i < r.End; {
		c, n := utf8.DecodeRuneInString(text[i:r.End])
		switch c {
		case '"', '‟', '″':
			if prev, _ := utf8.DecodeLastRuneInString(text[r.Start:i]); !unicode.IsDigit(prev) || hasOpen(out) {
				out = append(out, mark{i, '"'})
			}
		case '“', '”', '«', '»':
			out = append(out, mark{i, c})
		case '„':
			out = append(out, mark{i, '“'})
		case '`', '\'':
			switch {
			case i+1 < r.End && rune(text[i+1]) == c:
				out = append(out, mark{i, map[rune]rune{'`': '“', '\'': '"'}[c]})
				n = 2
			case c == '\'' && singleOpens(text, r, i, n):
				out = append(out, mark{i, '‘'})
			case c == '\'' && singleCloses(text, r, i, n, out):
				out = append(out, mark{i, '’'})
			}
		case '‘':
			if singleOpens(text, r, i, n) {
				out = append(out, mark{i, c})
			}
		case '’':
			if singleCloses(text, r, i, n, out) {
				out = append(out, mark{i, c})
			}
		}
		i += n
	}
	return out
}

func hasOpen(marks []mark) bool {
	n := 0
	for _, m := range marks {
		if m.kind == '"' {
			n++
		}
	}
	return n%2 == 1
}

// singleOpens reports whether the single mark at i begins a quotation: a
// blank or bracket before, a word after, and a closing one within 400 bytes.
func singleOpens(text string, r nlp.Range, i, n int) bool {
	prev, _ := utf8.DecodeLastRuneInString(text[r.Start:i])
	next, _ := utf8.DecodeRuneInString(text[i+n : r.End])
	if i > r.Start && !unicode.IsSpace(prev) && !strings.ContainsRune("([—–-", prev) || !unicode.IsLetter(next) {
		return false
	}
	end := min(r.End, i+n+400)
	for j := i + n; j < end; {
		c, m := utf8.DecodeRuneInString(text[j:end])
		if (c == '’' || c == '\'') && endsSingle(text, r, j, m) {
			return strings.ContainsRune(text[i+n:j], ' ')
		}
		j += m
	}
	return false
}

// endsSingle reports whether a single mark at j can close: after a word or
// stop, before anything but a letter, and no plural possessive ("states' rights").
func endsSingle(text string, r nlp.Range, j, m int) bool {
	prev, _ := utf8.DecodeLastRuneInString(text[r.Start:j])
	next, _ := utf8.DecodeRuneInString(text[j+m : r.End])
	if unicode.IsSpace(prev) || unicode.IsLetter(next) || unicode.IsDigit(next) {
		return false
	}
	return !((prev == 's' || prev == 'z') && next == ' ')
}

func singleCloses(text string, r nlp.Range, i, m int, before []mark) bool {
	if len(before) == 0 || !endsSingle(text, r, i, m) {
		return false
	}
	for _, b := range slices.Backward(before) {
		switch b.kind {
		case '‘':
			return true
		case '’':
			return false
		}
	}
	return false
}

// pairMarks appends the quotations that the marks of one paragraph make.
func pairMarks(d *nlp.Doc, r nlp.Range, marks []mark, out []quotation) []quotation {
	open, depth := -1, 0 // position in marks; quotations inside the open one
	for k, m := range marks {
		width := markWidth(d.Text, m.at)
		if open < 0 {
			if opens(m.kind) && !(m.kind == '"' && looksClosing(d.Text, r, m.at, width)) {
				open = k
			}
			continue
		}
		o := marks[open]
		switch {
		case o.kind == '‘':
			if m.kind == '’' {
				out = appendQuotation(out, d, o.at, m.at+width, true)
				open = -1
			} else if opens(m.kind) {
				open = k // a double mark inside: the single one was no quotation
			}
		case m.kind == '”' && depth > 0:
			depth--
		case closes(o.kind, m.kind) && !(m.kind == '"' && looksOpening(d.Text, r, m.at, width)):
			out = appendQuotation(out, d, o.at, m.at+width, true)
			open = -1
		case reopens(o, m) && looksOpening(d.Text, r, m.at, width):
			if m.kind == '“' && nestedMark(marks[k:min(len(marks), k+20)]) {
				depth++
				continue
			}
			// Opened twice: the first was never closed. It reaches to here at most.
			end := min(m.at, d.Sents[d.SentOf(min(d.SpanOf(nlp.Range{Start: o.at, End: o.at + 1}).Start, d.Len()-1))].Range.End)
			out = appendQuotation(out, d, o.at, end, false)
			open, depth = k, 0
		}
	}
	if open >= 0 && marks[open].kind != '‘' {
		out = appendQuotation(out, d, marks[open].at, r.End, false)
	}
	return out
}

// reopens reports whether m opens anew what o has opened.
func reopens(o, m mark) bool {
	return m.kind == o.kind && (m.kind == '"' || m.kind == '“')
}

// appendQuotation adds the quotation over the bytes from and to, if it has words.
func appendQuotation(out []quotation, d *nlp.Doc, from, to int, closed bool) []quotation {
	q := quotation{words: d.SpanOf(nlp.Range{Start: from, End: to}), closed: closed, continues: -1}
	if n := len(out); n > 0 && q.words.Start < out[n-1].words.End {
		q.words.Start = out[n-1].words.End
	}
	if q.words.Len() <= 0 {
		return out
	}
	q.inner = q.words
	if isQuoteMark(d.Form(q.inner.Start)) {
		q.inner.Start++
	}
	if q.inner.Len() > 0 && isQuoteMark(d.Form(q.inner.End-1)) {
		q.inner.End--
	}
	if q.inner.Len() <= 0 {
		return out
	}
	return append(out, q)
}

// nestedMark reports whether marks, which begin with an opening one inside an
// open quotation, close both.
func nestedMark(marks []mark) bool {
	depth := 1
	for _, m := range marks {
		switch m.kind {
		case '“':
			depth++
		case '”':
			if depth--; depth == 0 {
				return true
			}
		}
	}
	return false
}

func closes(open, kind rune) bool {
	switch open {
	case '“':
		return kind == '”' || kind == '"'
	case '"':
		return kind == '"' || kind == '”'
	case '«':
		return kind == '»'
	}
	return false
}

func markWidth(text string, at int) int {
	_, n := utf8.DecodeRuneInString(text[at:])
	if strings.HasPrefix(text[at:], "''") || strings.HasPrefix(text[at:], "``") {
		return 2
	}
	return n
}

// looksOpening reports whether the mark stands after a blank and before a word.
func looksOpening(text string, r nlp.Range, at, width int) bool {
	prev, _ := utf8.DecodeLastRuneInString(text[r.Start:at])
	next, _ := utf8.DecodeRuneInString(text[at+width : r.End])
	before := at == r.Start || unicode.IsSpace(prev) || strings.ContainsRune("([—–", prev)
	return before && at+width < r.End && !unicode.IsSpace(next) && !strings.ContainsRune(".,;:!?)]", next)
}

// looksClosing reports whether the mark stands after a word and before a blank or a stop.
func looksClosing(text string, r nlp.Range, at, width int) bool {
	prev, _ := utf8.DecodeLastRuneInString(text[r.Start:at])
	next, _ := utf8.DecodeRuneInString(text[at+width : r.End])
	before := at > r.Start && !unicode.IsSpace(prev) && !strings.ContainsRune("([—–", prev)
	return before && (at+width >= r.End || unicode.IsSpace(next) || strings.ContainsRune(".,;:!?)]—–", next))
}

// cutOpen ends the quotations that were never closed before the words of the
// reporter that end their sentence: "We will not sign, the minister told the BBC.".
func (v *view) cutOpen() {
	for k := range v.quotes {
		q := &v.quotes[k]
		if q.closed || q.continues >= 0 || k+1 < len(v.quotes) && v.quotes[k+1].continues == k {
			continue
		}
		sent := v.d.Sents[v.sent[q.words.Start]].Span
		for i := max(sent.Start, q.inner.Start) + 3; i < min(sent.End, q.words.End); i++ {
			if at := v.reporterAt(i, q.inner.Start); at > 0 {
				q.words.End, q.inner.End = at, min(q.inner.End, at)
				break
			}
		}
	}
}

// reporterAt returns where the reporter's words begin whose verb of speech is i and which
// follow a comma and what is said from word first on, or 0.
func (v *view) reporterAt(i, first int) int {
	e := v.entry[i]
	if e == nil || e.class != event.Speech || !e.allows("c") || v.pos(i) != nlp.VERB || v.feat(i, "VerbForm") == "Inf" || v.feat(i, "VerbForm") == "Part" && v.feat(i, "Tense") != "Past" {
		return 0
	}
	s := v.child(i, "nsubj")
	if s < 0 || !v.animate(s) || v.lemma[s] == "i" || v.lemma[s] == "we" || v.lemma[s] == "you" {
		return 0
	}
	from := min(v.cover[s].Start, i)
	if from <= first+1 || v.d.Form(from-1) != "," && v.d.Form(from-1) != "?" && v.d.Form(from-1) != "!" {
		return 0
	}
	if v.d.Form(from-1) == "," {
		from--
	}
	for _, k := range v.children(i) { // what is said stands before
		if rel := v.rel(int(k)); int(k) < from && (rel.Is("ccomp") || rel.Is("parataxis")) {
			return from
		}
	}
	if h := v.head(i); h != nlp.Root && h < from && v.rel(i).Is("parataxis") {
		return from
	}
	return 0
}
