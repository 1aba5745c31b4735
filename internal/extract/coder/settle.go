package coder

import (
	"cmp"
	"slices"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// promised reports whether c is what an AGREE of the same report promises:
// folded, the promise is the event.
func (x *view) promised(c *candidate) bool {
	if c.mod != event.Planned && c.mod != event.Negated {
		return false
	}
	for h := int(x.d.Head[c.head]); h >= 0; h = int(x.d.Head[h]) {
		if b := x.best(h); b != nil && b.p.typ == "AGREE" {
			for _, t := range b.contents {
				if x.d.Dominates(t, c.head) {
					return true
				}
			}
		}
	}
	return false
}

// implied returns the act that a request for things asks for: weapons or aid
// that are requested are AID, demanded.
func (x *view) implied(c *candidate) []*candidate {
	if c.typ != "REQUEST" || c.noun {
		return nil
	}
	for _, t := range slices.Concat(c.b.object, c.b.contents) {
		if x.d.UPOS[t] == nlp.VERB {
			continue
		}
		var cameo string
		w := x.inClass(t, "weapon")
		if w >= 0 {
			cameo = "072"
		} else if w = x.inClass(t, "aid"); w >= 0 {
			cameo = "070"
		} else if x.lx.classes["session"][x.lem[t]] {
			return x.wantedTalks(c, t)
		} else {
			continue
		}
		mod := event.Demanded
		if c.mod == event.Negated {
			mod = event.Negated
		}
		return []*candidate{{
			b: c.b, head: w, support: -1, sent: c.sent, actors: c.recipients, recipients: c.actors, typ: "AID", cameo: cameo,
			mod: mod, cues: []cue{{c.head, mod}}, rule: c.rule, noun: true, implied: true,
		}}
	}
	return nil
}

// wantedTalks returns the meeting t that request c asks for: who asks and who is
// asked would take part.
func (x *view) wantedTalks(c *candidate, t int) []*candidate {
	if b := x.best(t); b != nil && len(b.actors)+len(b.recipient) > 0 {
		return nil // an act with sides of its own
	}
	m := event.Demanded
	if c.mod == event.Negated {
		m = event.Negated
	}
	return []*candidate{{
		b: c.b, head: t, support: -1, sent: c.sent, actors: union(slices.Clone(c.actors), c.recipients), typ: "CONSULT", cameo: "040",
		mod: m, cues: []cue{{c.head, m}}, rule: c.rule, noun: true, implied: true,
	}}
}

// answers joins a request without an addressee and its refusal further on
// ("Biden resisted such calls"): who refuses is who was asked.
func (x *view) answers(found []*candidate) {
	for i, c := range found {
		if c.typ != "REJECT" && c.typ != "CONCEDE" && c.typ != "AGREE" || len(c.actors) == 0 || !x.suchDemand(c) {
			continue
		}
		for j := i - 1; j >= 0 && found[j].sent >= c.sent-3; j-- {
			q := found[j]
			if q.typ != "REQUEST" || len(q.recipients) > 0 || slices.Equal(q.actors, c.actors) {
				continue
			}
			q.recipients = slices.Clone(c.actors)
			if len(c.recipients) == 0 {
				c.recipients = slices.Clone(q.actors)
			}
			for _, a := range found[j+1:] {
				if a.implied && a.b == q.b {
					a.actors = slices.Clone(c.actors)
				}
			}
			break
		}
	}
}

// aided gives aid that is not told as done, and has no recipient, to the one
// who was aided, or asked for help, in the sentences before.
func (x *view) aided(found []*candidate) {
	for i, c := range found {
		if c.typ != "AID" || len(c.recipients) > 0 || c.mod == event.Actual {
			continue
		}
		for j := i - 1; j >= 0 && found[j].sent >= c.sent-2; j-- {
			if q := found[j]; q.typ == "AID" && len(q.recipients) > 0 {
				c.recipients = without(slices.Clone(q.recipients), c.actors)
				break
			} else if q.typ == "REQUEST" && q.sent < c.sent {
				c.recipients = without(slices.Clone(q.actors), c.actors)
				break
			}
		}
	}
}

// suchDemand reports whether c answers a demand that was told before: "such
// calls", "the request", "their demands".
func (x *view) suchDemand(c *candidate) bool {
	for _, t := range slices.Concat(c.b.object, c.b.contents) {
		if x.lx.classes["demand"][x.lem[t]] && (x.definite(t) || x.rel(c.head) == "acl:relcl" && int(x.d.Head[c.head]) == t || x.hasKid(t, "amod", "such") || x.hasKid(t, "det", "such")) {
			return true
		}
	}
	return false
}

// settle drops what is told twice by one construction, folds, and orders.
func (x *view) settle(found []*candidate) []*candidate {
	at := map[int]bool{}
	var out []*candidate
	for _, c := range found {
		key := c.head*2 + len(c.typ)%2
		if at[key] {
			continue
		}
		at[key] = true
		out = append(out, c)
	}
	byHead := map[int][]*candidate{}
	for _, c := range out {
		byHead[c.head] = append(byHead[c.head], c)
		if c.support >= 0 {
			byHead[c.support] = append(byHead[c.support], c)
		}
	}
	out = slices.DeleteFunc(out, func(c *candidate) bool { return x.sameAct(c, byHead) })
	slices.SortStableFunc(out, func(a, b *candidate) int { return cmp.Compare(a.head, b.head) })
	return out
}

// sameAct reports whether noun event c is the subject of a verb that tells of
// the same act: in "the strike killed 12" the killing is the event.
func (x *view) sameAct(c *candidate, byHead map[int][]*candidate) bool {
	h, r := int(x.d.Head[c.head]), x.rel(c.head)
	if c.typ == "ASSAULT" && !c.noun && x.lx.classes["harm"][x.lem[c.head]] {
		// "shelled the town, killing 12", "killed 12 and wounded 30"
		for _, o := range byHead[h] {
			if o != c && o.typ == c.typ && (r.Is("advcl") && x.gerund(c.head) || r == "conj" && x.lx.classes["harm"][x.lem[h]]) {
				if len(o.recipients) == 0 {
					o.recipients = without(c.recipients, o.actors)
				}
				return true
			}
		}
	}
	if c.typ == "ASSAULT" && h >= 0 {
		for _, o := range byHead[h] { // "urged them to stop shelling": a ceasefire
			if o != c && o.typ == "RETREAT" && slices.Contains(o.b.contents, c.head) {
				o.recipients = union(o.recipients, without(slices.Clone(c.recipients), o.actors))
				return true
			}
		}
	}
	if !c.noun && r == "conj" && (speech[c.typ] || c.typ == "PROTEST") && len(c.recipients) == 0 {
		for _, o := range byHead[h] { // "summoned the ambassador and lodged a protest", "marched and burned a flag"
			if o.typ == c.typ && o.mode == c.mode && o.mod == c.mod && slices.Equal(o.actors, c.actors) {
				return true
			}
		}
	}
	if g := x.firstOf(c.head); !c.noun && x.rel(g).Is("advcl") && x.gerund(c.head) && x.prep(g) == "" {
		for _, o := range byHead[int(x.d.Head[g])] { // "rallied, waving flags and chanting slogans"
			if o.typ == c.typ && slices.Equal(o.actors, c.actors) && len(without(slices.Clone(c.recipients), o.recipients)) == 0 {
				return true
			}
		}
	}
	if !c.noun || c.support >= 0 {
		return false
	}
	for _, o := range byHead[h] { // "the resumption of talks between X and Y"
		if o != c && o.noun && o.typ == c.typ && slices.Contains(o.b.object, c.head) {
			o.actors = union(o.actors, c.actors)
			return true
		}
	}
	if x.prep(c.head) == "in" || x.prep(firstOr(h, c.head)) == "in" { // "raided a town, in one of their largest assaults"
		for _, up := range []int{h, x.headOr(h)} {
			for _, o := range byHead[up] {
				if !o.noun && o.typ == c.typ && slices.Equal(o.actors, c.actors) && len(without(slices.Clone(c.recipients), o.recipients)) == 0 {
					return true
				}
			}
		}
	}
	for _, o := range byHead[h] {
		if o != c && !o.noun && o.typ == c.typ && slices.Contains(o.b.actors, c.head) {
			o.actors = union(o.actors, c.actors)
			if len(o.recipients) == 0 {
				o.recipients = without(slices.Clone(c.recipients), o.actors)
			}
			return true
		}
	}
	return false
}

func firstOr(a, b int) int {
	if a >= 0 {
		return a
	}
	return b
}

func (x *view) headOr(t int) int {
	if t < 0 {
		return -1
	}
	return int(x.d.Head[t])
}

// firstOf returns the first conjunct of the coordination that t ends.
func (x *view) firstOf(t int) int {
	for x.rel(t) == "conj" {
		t = int(x.d.Head[t])
	}
	return t
}

func union(a, b []int) []int {
	for _, v := range b {
		if !slices.Contains(a, v) {
			a = append(a, v)
		}
	}
	return a
}

func without(a, b []int) []int {
	return slices.DeleteFunc(a, func(v int) bool { return slices.Contains(b, v) })
}
