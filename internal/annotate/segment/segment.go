// Package segment turns a text into words, sentences and the kinds of its lines.
//
// Words are the syntactic words of Universal Dependencies as the English Web
// Treebank (EWT) divides them: hyphen compounds are three words ("US - supplied")
// unless they begin with a bound prefix ("anti-ship"); "don't" and "Russia's"
// are one surface token of two words, listed in Doc.Multi. A word never spans
// white space, and every character that is no white space belongs to a word.
//
// A line break ends a sentence unless the text is wrapped by hand at a fixed
// width; a blank line ends a paragraph. Inside a line, a small linear
// classifier over the words around each gap decides (boundary.go, train.go).
// The kind of a line (heading, caption, credit, boilerplate) is decided by its
// shape and a vocabulary of cues (kind.go), so that a line of body text is
// only lost to a pattern that a reader would also recognise.
//
// All passes look ahead by a bounded number of bytes: the time is linear in the
// text, whatever it holds.
package segment

import (
	"context"

	"casus.dev/casus/nlp"
)

// Segmenter fills Words, Multi and Sents. It holds no state between texts and
// is safe for concurrent use.
type Segmenter struct{ weights *weights }

// New returns a Segmenter with the built-in boundary weights. It panics if
// these are broken, which the tests rule out.
func New() *Segmenter {
	w, err := readWeights(boundaryData)
	if err != nil {
		panic(err)
	}
	return &Segmenter{weights: w}
}

// Name returns "segment".
func (*Segmenter) Name() string { return "segment" }

// Needs returns nil: the text is enough.
func (*Segmenter) Needs() []nlp.Layer { return nil }

// Adds returns the layer of words.
func (*Segmenter) Adds() []nlp.Layer { return []nlp.Layer{nlp.LayerWords} }

// wordsPerByte sizes the slices: English news has one word in 5.3 bytes.
const wordsPerByte = 5

// Annotate fills d.Words, d.Multi and d.Sents from d.Text, which it leaves as
// it is. The only error is that of ctx.
func (s *Segmenter) Annotate(ctx context.Context, d *nlp.Doc) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	guess := min(len(d.Text)/wordsPerByte+8, 1<<20)
	d.Words, d.Multi, d.Sents = make([]nlp.Range, 0, guess), nil, make([]nlp.Sentence, 0, guess/16+1)
	r := run{doc: d, weights: s.weights, z: tokenizer{text: d.Text, words: d.Words}}
	lines := splitLines(d.Text)
	for i := range lines {
		if i&255 == 255 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		r.line(&lines[i])
	}
	d.Words, d.Multi = r.z.words, r.z.multi
	r.kinds(lines)
	return nil
}

// run is the work on one text.
type run struct {
	doc     *nlp.Doc
	weights *weights
	z       tokenizer
	scan    scanner
}

// maxSentence bounds a sentence, so that what takes a sentence at a time stays
// linear in the text; the longest of the training treebanks has 159 words.
const maxSentence = 400 // words

// breakable reports whether an endless sentence may be cut after word i: before
// a blank, or between marks.
func (r *run) breakable(i int) bool {
	end, next := r.doc.Words[i].End, r.doc.Words[i+1].Start
	if end < next {
		return true
	}
	mark := func(c byte) bool {
		return c < 0x80 && c != '\'' && (c < '0' || c > '9' && c < 'A' || c > 'Z' && c < 'a' || c > 'z')
	}
	return mark(r.doc.Text[end-1]) && mark(r.doc.Text[next])
}

// line tokenises one line and appends its sentences.
func (r *run) line(l *line) {
	l.words.Start = len(r.z.words)
	for _, part := range l.parts {
		r.z.line(part.Start, part.End)
	}
	l.words.End = len(r.z.words)
	l.sents.Start = len(r.doc.Sents)
	if l.words.Len() > 0 {
		r.doc.Words = r.z.words
		from := l.words.Start
		r.scan.reset(r.doc, l.words, r.z.multi)
		dateline := l.words.Start + r.scan.dateline() - 1
		for i := l.words.Start; i < l.words.End; i++ {
			if i == dateline {
				r.scan.begin(i + 1 - l.words.Start)
			} else if i+1 < l.words.End && (i < dateline || !r.scan.boundary(i, r.weights)) && (i+1-from < maxSentence || !r.breakable(i)) {
				continue
			}
			span := nlp.Span{Start: from, End: i + 1}
			r.doc.Sents = append(r.doc.Sents, nlp.Sentence{Span: span, Range: r.doc.RangeOf(span), Paragraph: l.paragraph})
			from = i + 1
		}
	}
	l.sents.End = len(r.doc.Sents)
}
