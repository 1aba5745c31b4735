package date

import (
	"strings"

	"casus.dev/casus/nlp"
)

// tense says on which side of the day of writing an expression lies.
type tense uint8

const (
	unknown tense = iota
	past
	future
)

// tense returns the side on which the expression of atoms [i, end) lies: by
// the verb that governs it in the tree, else by the nearest verb to its left
// in the clause, else by the next one to its right.
func (s *search) tense(i, end int) tense {
	i = s.clock(i)
	if s.is(i-1, "since") {
		return past
	}
	if s.is(i-1, "before") || s.is(i-1, "of") && s.is(i-2, "ahead") {
		return s.eve(i, end)
	}
	limit := s.is(i-1, "by", "until", "till", "through") || s.is(i-1, "as") && s.is(i-3, "as") && s.is(i-2, "early", "soon", "late")
	if limit || s.is(i-1, "payable", "effective", "due", "upcoming") {
		t := s.left(i-1, 12)
		if t == unknown {
			t = s.right(end, 12)
		}
		if t == past && s.is(i-1, "by", "till", "until") && !s.is(i-2, "deadline", "extended") && (s.is(i-1, "by") || s.left(i-1, 12) == unknown) {
			return past
		}
		return future
	}
	if s.pastVerb(i-1) && !s.is(i-2, "be") && !scheduling[s.at(i-1).low] {
		return past
	}
	if s.doc.Head != nil && s.doc.UPOS != nil {
		if t := s.governed(s.atoms[i].word); t != unknown {
			return t
		}
	}
	if t := s.left(i-1, 25); t != unknown {
		return t
	}
	return s.right(end, 25)
}

// eve returns the tense of what happens "before Saturday" or "ahead of
// Saturday's vote": that day is still to come unless the verb above is past.
func (s *search) eve(i, end int) tense {
	if s.is(end, "'s", "’s") && (dueNouns[s.at(end+1).low] || dueNouns[s.at(end+2).low]) {
		return future
	}
	t := unknown
	if s.doc.Head != nil && s.doc.UPOS != nil {
		t = s.governed(s.atoms[i].word)
	}
	if t == unknown {
		t = s.left(i-2, 4)
	}
	if t == unknown {
		return future
	}
	return t
}

// clock returns the position before a time of day that stands before atom i:
// "until 9 a.m. EST Tuesday".
func (s *search) clock(i int) int {
	k := i
	for k > 0 && i-k < 9 {
		a := s.at(k - 1)
		if a.digits || a.kind == dayPart || a.kind == approx || s.is(k-1, "a", "p", "m", "am", "pm", ".", ":", "est", "edt", "gmt", "utc", "et", "local", "time", ",", "on", "o", "clock") {
			k--
			continue
		}
		break
	}
	if k == i || s.at(k).low == "," || s.at(k).low == "." || s.at(k).low == "on" {
		return i
	}
	return k
}

// left looks for a verb from atom i to the left over at most n atoms.
func (s *search) left(i, n int) tense {
	for k := i; k >= 0 && k > i-n; k-- {
		a := s.atoms[k]
		switch {
		case a.low == ";" || a.low == "“" || a.low == "``" || (a.low == "," && s.is(k+1, "which", "who", "when", "where", "but", "while")):
			return unknown
		case a.low == "to" && s.infinitiveAt(k+1):
			if t := s.purpose(k - 1); t != unknown {
				return t
			}
		case a.cap && k > 0:
		case s.is(k, "will", "shall", "would", "due", "expire", "expires", "payable", "effective", "upcoming", "tentatively"), scheduling[a.low]:
			return future
		case s.is(k, "be", "being"):
		case s.pastVerb(k):
			// "be held" says nothing; the modal or "to" before it does.
			if !s.is(k-1, "be") && !(s.is(k-2, "be") && !s.pastVerb(k-1)) {
				return past
			}
		}
	}
	return unknown
}

// purpose returns the tense of an infinitive whose "to" follows atom k.
func (s *search) purpose(k int) tense {
	for k > 0 && strings.HasSuffix(s.at(k).low, "ly") && s.at(k).low != "likely" {
		k--
	}
	switch {
	case s.is(k, "is", "are", "was", "were", "'s", "’s"), futureWords[s.at(k).low]:
		return future
	case k >= 0 && s.pastVerb(k):
		return past
	case s.is(k+1, "to") && s.is(k+2, "be"):
		return future
	}
	return unknown
}

// right looks for a verb from atom i to the right over at most n atoms.
func (s *search) right(i, n int) tense {
	for k := i; k < len(s.atoms) && k < i+n; k++ {
		a := s.atoms[k]
		switch {
		case a.low == ";" || a.low == "”":
			return unknown
		case (a.low == "will" || a.low == "shall" || a.low == "would") && !a.cap:
			return future
		case s.pastVerb(k):
			return past
		}
	}
	return unknown
}

// infinitiveAt reports whether the word at atom i, after "to", can be a verb.
func (s *search) infinitiveAt(i int) bool {
	a := s.at(i)
	if a.low == "" || a.cap || a.digits || !asciiLetter(a.low[0]) || a.kind != other && a.kind != moment {
		return false
	}
	if s.doc.UPOS != nil {
		p := s.doc.UPOS[a.word]
		return p == nlp.VERB || p == nlp.AUX
	}
	switch a.low {
	case "the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "this", "that", "these", "those", "some", "all", "other", "more", "about", "which", "whom", "it", "them", "him", "us":
		return false
	}
	return true
}

// pastVerb reports whether atom k is a past form of a verb.
func (s *search) pastVerb(k int) bool {
	a := s.at(k)
	if k < 0 || a.cap && k > 0 || a.digits || a.kind != other {
		return false
	}
	if s.doc.Feats != nil && s.doc.UPOS != nil {
		p, f := s.doc.UPOS[a.word], s.doc.Feats[a.word]
		return (p == nlp.VERB || p == nlp.AUX) && (f.Get("Tense") == "Past" || pastWords[a.low] && !bothTenses[a.low])
	}
	if pastWords[a.low] {
		return true
	}
	return len(a.low) > 3 && strings.HasSuffix(a.low, "ed") && !notVerbED[a.low] && !s.is(k-1, "the", "a", "an", "its", "his", "their")
}

// governed reads the tense off the first verb above word w in the tree. It is
// unknown for an infinitive that no verb of planning governs: the words before
// it tell more.
func (s *search) governed(w int) tense {
	d := s.doc
	for h := int(d.Head[w]); h != nlp.Root; h = int(d.Head[h]) {
		if p := d.UPOS[h]; p == nlp.VERB || p == nlp.AUX {
			return s.verb(h)
		}
		if c, ok := d.Child(h, "cop"); ok {
			return s.finite(c)
		}
	}
	return unknown
}

// verb returns the tense of verb h with its auxiliaries.
func (s *search) verb(h int) tense {
	d := s.doc
	if low := strings.ToLower(d.Form(h)); scheduling[low] || expecting[low] {
		_, object := d.Child(h, "obj")
		_, passive := d.Child(h, "aux:pass", "cop")
		if object && scheduling[low] || passive {
			return future
		}
	}
	for c := range d.Children(h) {
		switch {
		case d.Rel[c].Is("aux"):
			if t := s.finite(c); t != unknown {
				return t
			}
		case d.Rel[c].Is("mark") && strings.EqualFold(d.Form(c), "to"):
			if g := int(d.Head[h]); g != nlp.Root && (futureWords[d.Lower(g)] || futureWords[strings.ToLower(d.Form(g))]) {
				return future
			}
			return unknown
		}
	}
	return s.finite(h)
}

// finite returns the tense of the verb form at word w.
func (s *search) finite(w int) tense {
	d := s.doc
	switch strings.ToLower(d.Form(w)) {
	case "will", "shall", "wo", "would", "'ll", "’ll":
		return future
	}
	if d.Feats == nil {
		return unknown
	}
	f := d.Feats[w]
	low := strings.ToLower(d.Form(w))
	switch {
	case pastWords[low] && !bothTenses[low]:
		return past
	case f.Get("Tense") == "Past":
		return past
	case f.Get("Tense") == "Pres" && f.Get("VerbForm") == "Fin" && d.UPOS[w] == nlp.VERB:
		return future
	}
	return unknown
}
