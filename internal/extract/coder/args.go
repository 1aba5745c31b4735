package coder

import (
	"slices"

	"casus.dev/casus/nlp"
)

// argKind is the place of an argument in the active voice.
type argKind byte

// arg is one argument of a predicate.
type arg struct {
	kind argKind
	prep string
	tok  int
	far  bool // attached to the object, not to the predicate itself
}

// argsOf returns the arguments of predicate v as in the active voice.
func (x *view) argsOf(v int) []arg {
	if x.argued[v] {
		return x.args[v]
	}
	x.argued[v] = true // a cycle through control finds nothing
	out := x.args[v]
	pass := x.passive(v)
	indirect := pass && x.kid(v, "obj") >= 0
	if s := x.subjectOf(v); s >= 0 {
		switch {
		case !pass:
			out = append(out, arg{kind: argSubject, tok: s})
		case indirect:
			out = append(out, arg{kind: argIndirect, tok: s})
		default:
			out = append(out, arg{kind: argObject, tok: s})
			for _, m := range x.children(s) { // "talks between X and Y were held"
				if x.d.Rel[m].Is("nmod") && x.d.Rel[m] != "nmod:poss" && x.prep(int(m)) != "" {
					out = append(out, arg{argOblique, x.prep(int(m)), int(m), true})
				}
			}
		}
	}
	for i, k := range x.children(v) {
		if x.d.Rel[k] == "nsubj" && i > 0 && !pass && len(out) > 0 && out[0].tok != int(k) && x.antecedent(int(k)) == int(k) && x.prep(int(k)) == "" {
			out = append(out, arg{kind: argSubject, tok: int(k)}) // a second subject
		}
		out = x.addArg(out, v, int(k), pass)
	}
	if pass && !slices.ContainsFunc(out, func(a arg) bool { return a.kind == argSubject }) {
		for _, a := range out { // "imposed on Belarus by the EU", the agent hung one word too low
			if a.kind != argOblique || a.far {
				continue
			}
			for _, k := range x.children(a.tok) {
				if x.d.Rel[k].Is("nmod") && x.prep(int(k)) == "by" && len(x.actorsAt(int(k))) > 0 {
					out = append(out, arg{kind: argSubject, tok: int(k)})
				}
			}
			if a.prep == "between" { // "a truce was agreed between X and Y"
				out = append(out, arg{kind: argSubject, tok: a.tok})
			}
		}
	}
	if naming[x.lem[v]] {
		out = named(out)
	}
	if p := x.perfectOf(v); p >= 0 {
		out = x.addArg(out, p, int(x.d.Head[v]), false)
	}
	if x.rel(v) == "acl:relcl" {
		out = x.gap(out, v, pass)
	}
	if x.rel(v) == "conj" && !slices.ContainsFunc(out, func(a arg) bool { return a.kind == argObject }) {
		// "condemned and rejected the plan": the object stands with the last verb or the first
		if h := int(x.d.Head[v]); x.d.UPOS[h] == nlp.VERB {
			if o := x.kid(h, "obj"); o > v {
				out = append(out, arg{kind: argObject, tok: o})
			}
		}
	}
	if o := x.sharedObject(v); o >= 0 && !slices.ContainsFunc(out, func(a arg) bool { return a.kind == argObject }) {
		out = append(out, arg{kind: argObject, tok: o})
	}
	x.args[v] = out
	return out
}

// sharedObject returns the object that active verb v, right before a
// conjunction, shares with the verb after it: "arrested and deported 20
// officials", "Chad condemned and Niger regretted the decision"; or -1.
func (x *view) sharedObject(v int) int {
	if v+1 >= x.d.Len() || x.d.UPOS[v+1] != nlp.CCONJ || x.d.UPOS[v] != nlp.VERB || x.passive(v) {
		return -1
	}
	k := x.kid(v, "conj")
	if k < 0 || int(x.d.Head[v+1]) != k || x.d.UPOS[k] != nlp.VERB || x.passive(k) || x.kid(v, "xcomp", "ccomp", "obl", "compound:prt") >= 0 {
		return -1
	}
	return x.kid(k, "obj")
}

// naming are verbs whose two objects are a thing and what it is called.
var naming = map[string]bool{"call": true, "label": true, "brand": true, "dub": true, "name": true, "deem": true, "declare": true, "consider": true}

// named reads the two objects of a verb of naming, "calls them mercenaries", as
// an object and its complement.
func named(args []arg) []arg {
	i := slices.IndexFunc(args, func(a arg) bool { return a.kind == argIndirect })
	j := slices.IndexFunc(args, func(a arg) bool { return a.kind == argObject && !a.far })
	if i >= 0 && j >= 0 {
		args[i].kind, args[j].kind = argObject, argComplement
	}
	return args
}

func (x *view) addArg(out []arg, v, k int, pass bool) []arg {
	switch r := x.rel(k); {
	case r == "obj":
		out = x.addObject(out, v, k, pass)
	case r == "iobj":
		out = append(out, arg{kind: argIndirect, tok: x.antecedent(k)})
	case r == "obl:agent", r.Is("obl") && pass && x.prep(k) == "by":
		out = append(out, arg{kind: argSubject, tok: k})
		for _, m := range x.children(k) { // "was accused by Burundi of arming rebels", the clause hung on the agent
			if x.d.Rel[m] == "acl" && x.gerund(int(m)) && x.prep(int(m)) != "" {
				out = append(out, arg{argGerund, x.prep(int(m)), int(m), true})
			}
		}
	case r.Is("obl") && !pass && x.forClause(v, k):
		out = append(out, arg{argOblique, "for", k, false})
	case r.Is("obl") && x.atLeast(k) && !pass && x.kid(v, "obj") < 0:
		out = append(out, arg{kind: argObject, tok: k})
	case r.Is("obl") && !pass && v+1 < len(x.lem) && int(x.d.Head[v+1]) == k && x.caseParticle(v) >= 0:
		out = x.addObject(out, v, k, pass) // "voted down the treaty", with "down" read as a preposition
	case r.Is("obl"), r.Is("nmod"):
		if p := x.prep(k); p != "" {
			out = append(out, arg{argOblique, p, x.antecedent(k), false})
			for _, m := range x.children(k) { // "walked out of the talks with France"
				if x.d.Rel[m].Is("nmod") && x.d.Rel[m] != "nmod:poss" {
					if q := x.prep(int(m)); q != "" {
						out = append(out, arg{argOblique, q, int(m), true})
					}
				}
			}
		} else if !pass && k > v && x.d.UPOS[k] == nlp.NOUN && (!x.isTime(k) || x.kid(v, "iobj") >= 0) && x.kid(v, "obj") < 0 {
			out = append(out, arg{kind: argObject, tok: k})
		}
	case r == "xcomp" && (x.d.UPOS[k] == nlp.VERB || x.infinitive(k)):
		if x.infinitive(k) || !x.gerund(k) {
			out = append(out, arg{kind: argTo, tok: k})
		} else {
			out = append(out, arg{argGerund, x.mark(k), k, false})
		}
	case r == "xcomp":
		out = append(out, arg{argComplement, x.prep(k), k, false})
	case r == "ccomp":
		switch m := x.mark(k); {
		case m == "whether" || m == "if":
			out = append(out, arg{kind: argIf, tok: k})
		case x.infinitive(k):
			out = append(out, arg{kind: argTo, tok: k})
		case m == "" && x.gerund(k) && x.kid(k, "aux") < 0:
			out = append(out, arg{kind: argGerund, tok: k})
		default:
			out = append(out, arg{kind: argThat, tok: k})
		}
	case r.Is("advcl"):
		switch m := x.prep(k); {
		case x.infinitive(k):
			if s := x.kid(k, "nsubj"); s >= 0 && x.mark(k) != "for" && x.hasKid(k, "advmod", "when", "where") {
				return out // "in May, when the president is due to speak"
			}
			out = append(out, arg{argTo, "to", k, true})
		case m != "":
			out = append(out, arg{argGerund, m, k, false})
		}
	}
	return out
}

// measures are verbs that say how much a thing comes to.
var measures = map[string]bool{"average": true, "total": true, "exceed": true, "amount": true, "reach": true, "worth": true}

// caseParticle returns the particle right behind verb v that the tree takes for
// the preposition of the object, where the lexicon knows v with it; or -1.
func (x *view) caseParticle(v int) int {
	n := v + 1
	if n >= len(x.lem) || x.d.UPOS[n] != nlp.ADP || x.rel(n) != "case" || x.d.Head[n] < 0 || int(x.d.Head[x.d.Head[n]]) != v || x.isTime(int(x.d.Head[n])) || x.lem[n] == "out" && n+1 < len(x.lem) && x.lem[n+1] == "of" {
		return -1
	}
	if slices.ContainsFunc(x.entries[v].verbs, func(p *pattern) bool { return len(p.extra) == 1 && p.extra[0] == x.lem[n] }) {
		return n
	}
	return -1
}

// forClause reports whether noun k of verb v is who shall do what the
// infinitive after it says: "called for the president to resign".
func (x *view) forClause(v, k int) bool {
	if k < v || x.prep(k) != "" {
		return false
	}
	for _, c := range x.children(v) {
		if int(c) < k || !x.d.Rel[c].Is("advcl") && x.d.Rel[c] != "xcomp" || !x.infinitive(int(c)) {
			continue
		}
		for _, m := range x.children(int(c)) {
			if x.lem[m] == "for" && int(m) < k && x.d.Rel[m] == "mark" {
				return true
			}
		}
	}
	return false
}

// addObject adds object k of verb v, with what hangs on it.
func (x *view) addObject(out []arg, v, k int, pass bool) []arg {
	o := x.antecedent(k)
	if slices.ContainsFunc(out, func(a arg) bool { return a.kind == argObject && !a.far && a.tok != o }) && !pass {
		out = append(out, arg{kind: argComplement, tok: o}) // "labelling it a change"
		return out
	}
	if p := x.verbPrep(v, o); p != "" && !pass { // "called on the farmers", with "on" read as a particle
		out = append(out, arg{argOblique, p, o, false})
		return out
	}
	if ditransitive[x.lem[v]] && !slices.ContainsFunc(out, func(a arg) bool { return a.kind == argIndirect }) {
		for _, m := range x.children(o) { // "promised Ukraine jets", read as one name
			if x.d.Rel[m] == "compound" && x.d.UPOS[m] == nlp.PROPN && len(x.actorsAt(int(m))) > 0 {
				out = append(out, arg{kind: argIndirect, tok: int(m)})
				break
			}
		}
	}
	out = append(out, arg{kind: argObject, tok: o})
	for _, m := range x.children(o) {
		switch mr := x.d.Rel[m]; {
		case mr == "amod" && int(m) > o && x.d.UPOS[m] == nlp.ADJ: // "called the decision illegal"
			out = append(out, arg{argComplement, "", int(m), true})
		case mr.Is("nmod") && mr != "nmod:poss" && x.prep(int(m)) != "":
			out = append(out, arg{argOblique, x.prep(int(m)), int(m), true})
			if x.lx.classes["measureword"][x.lem[o]] { // "two sets of sanctions on Iran"
				for _, n := range x.children(int(m)) {
					if x.d.Rel[n].Is("nmod") && x.d.Rel[n] != "nmod:poss" && x.prep(int(n)) != "" {
						out = append(out, arg{argOblique, x.prep(int(n)), int(n), true})
					}
				}
			}
		case mr == "acl" && x.infinitive(int(m)):
			out = append(out, arg{argTo, "", int(m), true})
		case mr == "acl" && x.pastParticiple(int(m)) && x.prep(int(m)) == "": // "postponed talks set for Monday with Iran"
			for _, n := range x.children(int(m)) {
				if x.d.Rel[n].Is("obl") && x.prep(int(n)) == "with" {
					out = append(out, arg{argOblique, "with", int(n), true})
				}
			}
		case mr == "acl" && measures[x.lem[m]]: // "duties averaging 20 percent on lumber"
			for _, n := range x.children(int(m)) {
				if p := x.prep(int(n)); x.d.Rel[n].Is("obl") && p != "" {
					out = append(out, arg{argOblique, p, int(n), true})
				}
			}
		case mr == "acl" && x.prep(int(m)) != "":
			out = append(out, arg{argGerund, x.prep(int(m)), int(m), true})
		}
	}
	return out
}

// verbPrep returns the preposition between verb v and its object o that the
// tree takes for a particle, "" if there is none.
func (x *view) verbPrep(v, o int) string {
	for _, k := range x.children(v) {
		if (x.d.Rel[k] == "compound:prt" || x.d.Rel[k] == "advmod") && int(k) > v && int(k) < o && (x.lem[k] == "on" || x.lem[k] == "upon") && x.lem[v] == "call" {
			return x.lem[k]
		}
	}
	return ""
}

// atLeast reports whether the preposition of k belongs to its number: "at
// least 11 militants", "up to 400 troops".
func (x *view) atLeast(k int) bool {
	for _, c := range x.children(k) {
		if x.d.Rel[c] != "case" {
			continue
		}
		if n := int(c) + 1; x.lem[c] == "at" && n < len(x.lem) && (x.lem[n] == "least" || x.lem[n] == "most" || formOf(x.d, n) == "least" || formOf(x.d, n) == "most") {
			return true
		}
		return x.lem[c] == "to" && c > 0 && x.lem[c-1] == "up"
	}
	return false
}

// gap adds the antecedent of relative clause v in the place that the clause
// leaves open: its object, or the place of "where".
func (x *view) gap(out []arg, v int, pass bool) []arg {
	hasObject, relative, where := false, false, false
	for _, a := range out {
		hasObject = hasObject || a.kind == argObject
	}
	for _, k := range x.children(v) {
		if l := x.lem[k]; l == "who" || l == "which" || l == "that" || l == "whom" {
			relative = relative || x.d.Rel[k] != "mark"
		} else if l == "where" {
			where = true
		}
	}
	h := int(x.d.Head[v])
	if where {
		out = append(out, arg{argOblique, "in", h, false})
	} else if !hasObject && !relative && !pass && x.kid(v, "nsubj") >= 0 {
		out = append(out, arg{kind: argObject, tok: h})
	}
	return out
}
