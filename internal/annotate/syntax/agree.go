package syntax

import (
	"strings"

	"casus.dev/casus/nlp"
)

// fixed are finite forms that show their person and number themselves, as do
// those in -s.
var fixed = map[string]bool{
	"am": true, "are": true, "was": true, "were": true, "'re": true, "’re": true, "'m": true, "’m": true,
}

// agree gives finite verbs whose form does not show it ("they left") the person
// and number of their subject in the tree. The network reads tags and tree
// apart and often misses a distant subject.
//
// A clause of a noun that holds a relative pronoun is a relative clause, also
// where the network has read it as another.
func agree(d *nlp.Doc, s nlp.Span) {
	for i := s.Start; i < s.End; i++ {
		if h := int(d.Head[i]); h >= 0 && d.Rel[h] == "acl" && h > i && d.Feats[i].Get("PronType") == "Rel" {
			d.Rel[h] = "acl:relcl"
		}
	}
	for i := s.Start; i < s.End; i++ {
		if !strings.HasPrefix(string(d.Feats[i]), "Mood=Ind|Number=") {
			continue
		}
		form := strings.ToLower(d.Form(i))
		if fixed[form] || strings.HasSuffix(form, "s") {
			continue
		}
		if person, number := subject(d, s, i); number != "" {
			d.Feats[i] = withAgreement(d.Feats[i], person, number)
		}
	}
}

// maxPerfect is the number of words from "had" to its participle, "had at
// first flatly refused" included.
const maxPerfect = 4

// perfect makes "had" the auxiliary of the participle behind it where the
// network has hung both, as clauses of one kind, on the same word: "Japan, which
// had at first refused".
func perfect(d *nlp.Doc, s nlp.Span) {
	for h := s.Start; h < s.End; h++ {
		if d.UPOS[h] != nlp.VERB || d.Head[h] < 0 {
			continue
		}
		switch strings.ToLower(d.Form(h)) {
		case "had", "has", "have":
		default:
			continue
		}
		p := h + 1
		for p < min(s.End, h+1+maxPerfect) && d.UPOS[p] != nlp.VERB && d.UPOS[p] != nlp.PUNCT && d.UPOS[p] != nlp.CCONJ {
			p++
		}
		if p == min(s.End, h+1+maxPerfect) || d.UPOS[p] != nlp.VERB || d.Head[p] != d.Head[h] || d.Rel[p] != d.Rel[h] || !strings.Contains(string(d.Feats[p]), "Tense=Past") ||
			childOf(d, s, p, "nsubj") >= 0 || childOf(d, s, h, "obj") >= 0 {
			continue
		}
		for j := s.Start; j < s.End; j++ {
			if int(d.Head[j]) == h {
				d.Head[j] = int32(p)
			}
		}
		d.Head[h], d.Rel[h], d.UPOS[h] = int32(p), "aux", nlp.AUX
		d.Feats[p] = "Tense=Past|VerbForm=Part"
		if d.XPOS != nil {
			d.XPOS[p] = "VBN"
		}
	}
}

// label makes the name before a colon that opens a sentence a name, where it
// stands in capitals alone, as in a transcript, and no word is known in it.
func label(d *nlp.Doc, s nlp.Span) {
	i := s.Start
	if s.Len() < 3 || d.Form(i+1) != ":" || d.UPOS[i] != nlp.NOUN {
		return
	}
	form := d.Form(i)
	if len(form) < 3 || form != strings.ToUpper(form) || form == strings.ToLower(form) || d.Lemma[i] != form {
		return
	}
	d.UPOS[i] = nlp.PROPN
	if d.XPOS != nil {
		d.XPOS[i] = "NNP"
	}
}

// inverted makes the noun behind a verb of speech its subject, where the verb
// stands behind a quotation and has none: `"They lied," said the senator`.
func inverted(d *nlp.Doc, s nlp.Span) {
	for v := s.Start + 3; v+1 < s.End; v++ {
		if d.UPOS[v] != nlp.VERB || !tells[d.Lemma[v]] && !replies[d.Lemma[v]] || childOf(d, s, v, "nsubj") >= 0 || childOf(d, s, v, "nsubj:pass") >= 0 {
			continue
		}
		switch d.Form(v - 1) {
		case `"`, "”", "’", "'", "''", "»":
		default:
			continue
		}
		if !strings.ContainsAny(d.Form(v-2), ",?!") {
			continue
		}
		who := childOf(d, s, v, "iobj")
		if who < 0 {
			who = childOf(d, s, v, "obj")
		}
		if c := childOf(d, s, v, "ccomp"); c >= 0 && c < v && who > v && who <= v+4 && (d.UPOS[who] == nlp.NOUN || d.UPOS[who] == nlp.PROPN) {
			d.Rel[who] = "nsubj"
		}
	}
}

// replies are further verbs that stand behind a quotation.
var replies = map[string]bool{
	"write": true, "reply": true, "answer": true, "ask": true, "declare": true, "argue": true, "recall": true, "conclude": true, "continue": true,
	"shout": true, "observe": true, "remark": true, "state": true, "respond": true, "tweet": true, "post": true,
}

// tells are verbs whose that-clause may stand behind "on condition of anonymity".
var tells = map[string]bool{
	"say": true, "tell": true, "add": true, "note": true, "claim": true, "confirm": true, "report": true, "explain": true, "insist": true,
	"warn": true, "acknowledge": true, "admit": true, "deny": true, "suggest": true, "disclose": true, "reveal": true, "predict": true, "allege": true,
}

// anonymous gives the clause behind "said on condition of anonymity that" to the
// verb, where the network has made it one of the noun.
func anonymous(d *nlp.Doc, s nlp.Span) {
	for i := s.Start; i < s.End; i++ {
		n := int(d.Head[i])
		if n < 0 || n > i || d.Rel[i] != "acl:relcl" && d.Rel[i] != "acl" || childOf(d, s, i, "nsubj") < 0 && childOf(d, s, i, "nsubj:pass") < 0 {
			continue
		}
		that := childOf(d, s, i, "mark")
		if that < n || strings.ToLower(d.Form(that)) != "that" || !strings.EqualFold(d.Form(n), "anonymity") && !strings.EqualFold(d.Form(n), "secrecy") &&
			!strings.EqualFold(d.Form(n), "confidentiality") {
			continue
		}
		for v := int(d.Head[n]); v >= 0; v = int(d.Head[v]) {
			if d.UPOS[v] != nlp.VERB {
				continue
			}
			if tells[d.Lemma[v]] && childOf(d, s, v, "ccomp") < 0 {
				d.Head[i], d.Rel[i] = int32(v), "ccomp"
				d.UPOS[that], d.Feats[that] = nlp.SCONJ, ""
				if d.XPOS != nil {
					d.XPOS[that] = "IN"
				}
			}
			break
		}
	}
}

// subject returns person and number of the subject of the finite verb i; ""
// where they are not known.
func subject(d *nlp.Doc, s nlp.Span, i int) (person, number string) {
	clause := i
	if d.Rel[i].Is("aux") || d.Rel[i].Is("cop") {
		clause = int(d.Head[i])
	}
	subj := childOf(d, s, clause, "nsubj")
	for steps := 0; subj < 0; steps++ {
		// The second of two joined verbs shares the subject of the first.
		if steps == 3 || d.Rel[clause] != "conj" || (d.UPOS[clause] != nlp.VERB && d.UPOS[clause] != nlp.AUX) {
			return "", ""
		}
		clause = int(d.Head[clause])
		subj = childOf(d, s, clause, "nsubj")
	}
	switch d.Feats[subj].Get("PronType") {
	case "Rel":
		if d.Rel[clause] != "acl:relcl" {
			return "", ""
		}
		subj = int(d.Head[clause])
	case "Int":
		return "", ""
	}
	person, number = d.Feats[subj].Get("Person"), d.Feats[subj].Get("Number")
	if person == "" {
		person = "3"
	}
	switch {
	case person == "2":
		number = "" // the treebanks part one "you" from many by the context
	case number == "Ptan":
		number = "Plur"
	case d.UPOS[subj] != nlp.PRON && childOf(d, s, subj, "conj") >= 0:
		number = "Plur"
	}
	return person, number
}

// childOf returns the first dependent of word i with relation r, or -1. A
// subject of a clause within is none.
func childOf(d *nlp.Doc, s nlp.Span, i int, r nlp.Rel) int {
	for j := s.Start; j < s.End; j++ {
		if int(d.Head[j]) == i && d.Rel[j].Is(r) && d.Rel[j] != "nsubj:outer" {
			return j
		}
	}
	return -1
}

func withAgreement(f nlp.Feats, person, number string) nlp.Feats {
	if f.Get("Number") == number && f.Get("Person") == person {
		return f
	}
	pairs := strings.Split(string(f), "|")
	for i, p := range pairs {
		switch {
		case strings.HasPrefix(p, "Number="):
			pairs[i] = "Number=" + number
		case strings.HasPrefix(p, "Person="):
			pairs[i] = "Person=" + person
		}
	}
	return nlp.Feats(strings.Join(pairs, "|"))
}
