package coref

import (
	"slices"
	"strings"

	"casus.dev/casus/nlp"
)

// nominal enters the noun phrase that word i heads: a definite one may take up
// an earlier entity, another becomes a candidate for pronouns.
func (w *walk) nominal(i, si int) {
	if w.entOf[i] != nil {
		w.mention(w.entOf[i], i, si) // an apposition that its name has linked
		return
	}
	l := w.d.Lower(i)
	isPerson, isGroup := personNouns[l], groupNouns[l]
	plural := w.d.Feats[i].Get("Number") == "Plur"
	if w.d.Rel[i] == "compound" {
		return
	}
	if !isPerson && !isGroup && !pluralGroups[strings.ToLower(w.d.Form(i))] {
		w.inanimate(i, si, l, plural)
		return
	}
	if audience[l] && plural {
		return // "told reporters that they ...": they are others
	}
	if w.definite(i) {
		if e := w.takesUp(i, l, isPerson, plural); e != nil {
			w.link(w.nounPhrase(i), i, e, ReasonRole)
			w.mention(e, i, si)
			return
		}
	}
	if e := w.predicated(i); e != nil && !plural {
		e.roles = append(e.roles, l, w.fullRole(i, l))
		w.entOf[i] = e
		return
	}
	e := &entity{span: w.nounPhrase(i), class: body, plural: plural, sent: si, roles: []string{l, w.fullRole(i, l)}}
	if isPerson {
		e.class, e.gender = person, wordGender(l)
	}
	w.add(e, i, si)
}

// inanimate enters a thing: "it" may take it up, and so may its noun with "the".
func (w *walk) inanimate(i, si int, l string, plural bool) {
	if plural || times[l] || agent(l) {
		return
	}
	if w.definite(i) {
		for _, v := range slices.Backward(w.ents) {
			if e := v; e.class == thing && e.roles[0] == l && si-e.sent <= maxRoleDistance {
				w.link(w.nounPhrase(i), i, e, ReasonRole)
				w.mention(e, i, si)
				return
			}
		}
	}
	w.add(&entity{span: w.nounPhrase(i), class: thing, roles: []string{l}, sent: si}, i, si)
}

// agent reports whether a noun that no table has may well be a person by its
// ending: "glassmaker", "violinist". Such a noun is no thing.
func agent(l string) bool {
	for _, end := range [...]string{"er", "or", "ist", "ian", "man", "woman", "ee"} {
		if strings.HasSuffix(l, end) {
			return true
		}
	}
	return false
}

// predicated returns the person of whom the noun at i is said: "Reis became
// prime minister", "Reis is a lawyer".
func (w *walk) predicated(i int) *entity {
	sub, ok := -1, false
	if _, cop := w.d.Child(i, "cop"); cop {
		sub, ok = w.d.Child(i, "nsubj")
	} else if h := int(w.d.Head[i]); (w.d.Rel[i] == "xcomp" || w.d.Rel[i] == "obj") && h != nlp.Root && w.d.Lower(h) == "become" {
		sub, ok = w.d.Child(h, "nsubj")
	}
	if !ok || w.entOf[sub] == nil || w.entOf[sub].class != person || !personNouns[w.d.Lower(i)] {
		return nil
	}
	return w.entOf[sub]
}

// definite reports whether the noun phrase at i says "the" or "this" and
// nothing that would name another referent: "the president of Poland", "the
// French president" and "the group that ..." speak for themselves.
func (w *walk) definite(i int) bool {
	found := false
	for j := range w.d.Children(i) {
		switch rel := w.d.Rel[j]; {
		case rel.Is("det"):
			f := strings.ToLower(w.d.Form(j))
			found = f == "the" || f == "this" || f == "that"
			if !found {
				return false
			}
		case rel == "amod" && w.d.UPOS[j] == nlp.ADJ:
			if strings.ToLower(w.d.Form(j)) != "same" && w.d.Form(j)[0] >= 'A' && w.d.Form(j)[0] <= 'Z' {
				return false // a demonym
			}
			if f := strings.ToLower(w.d.Form(j)); f == "other" || f == "new" || f == "former" || f == "first" || f == "next" || f == "neighbouring" || f == "neighboring" {
				return false
			}
		case rel == "compound" && j == i-1 && !w.inName[j]:
			// "the interior minister": bears asks for the whole role
		case rel.Is("nmod"), rel.Is("acl"), rel.Is("compound"), rel.Is("appos"), rel.Is("flat"), rel == "nummod":
			return false
		}
	}
	return found
}

// takesUp returns the entity that a definite noun with lemma l speaks of: the
// latest one that bears the role, or whose name ends in the noun.
func (w *walk) takesUp(i int, l string, isPerson, plural bool) *entity {
	var best *entity
	second := false
	for _, e := range slices.Backward(w.ents) {
		if e.plural != plural || e.class == thing || !w.bears(e, l, w.fullRole(i, l), isPerson) {
			continue
		}
		switch {
		case best == nil || e.sent > best.sent:
			second = best != nil && best.sent >= e.sent
			best = e
		case e.sent == best.sent && e != best:
			second = true
		}
	}
	if best == nil && !isPerson && !plural && bodies[l] {
		best = w.onlyBody(i)
	}
	if best == nil || second || w.d.SentOf(i)-best.sent > maxRoleDistance {
		return nil
	}
	return best
}

// onlyBody returns the one body that has a name and stands in the sentence of
// word i or the one before, if that name does not say it is another kind.
func (w *walk) onlyBody(i int) *entity {
	var only *entity
	si := w.d.SentOf(i)
	for _, e := range w.ents {
		if e.class != body || e.name == "" || e.plural || si-e.sent > 1 {
			continue
		}
		if only != nil {
			return nil
		}
		only = e
	}
	if only == nil || groupNouns[strings.ToLower(only.name[strings.LastIndexByte(only.name, ' ')+1:])] {
		return nil
	}
	return only
}

// maxRoleDistance is how many sentences a role noun reaches back.
const maxRoleDistance = 12

// bears reports whether e is a full role, "prime minister"; for the bare noun
// l any role with that noun will do, or a name that ends in it.
func (w *walk) bears(e *entity, l, full string, isPerson bool) bool {
	named := e.class == body && e.name != "" && strings.HasSuffix(strings.ToLower(e.name), " "+full)
	if named {
		return true
	}
	if e.class == place && countryNouns[full] && e.acted {
		return true
	}
	if isPerson != (e.class == person) && !(e.class == body && !isPerson) && !(e.class == place && countryNouns[l]) {
		return false
	}
	for _, r := range e.roles {
		if r == full || full == "leader" && (r == "president" || r == "chancellor" || r == "premier") && e.name != "" {
			return true
		}
	}
	return false
}

// pronoun resolves the pronoun at i.
func (w *walk) pronoun(i, si int) {
	f := w.d.Feats[i]
	form := strings.ToLower(w.d.Form(i))
	if f.Get("PronType") == "Rel" {
		w.relative(i, si)
		return
	}
	if f.Get("PronType") != "Prs" && f.Get("Poss") != "Yes" {
		return
	}
	var want wanted
	switch form {
	case "he", "him", "his", "himself":
		want = wanted{class: person, gender: male}
	case "she", "her", "hers", "herself":
		want = wanted{class: person, gender: female}
	case "it", "its", "itself":
		want = wanted{class: body, it: true, speaks: w.speaks(i)}
	case "they", "them", "their", "theirs", "themselves":
		want = wanted{class: person, plural: true}
	case "i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves":
		w.firstPerson(i, si)
		return
	default:
		return
	}
	if w.d.Rel[i] == "expl" || want.it && w.empty(i) {
		return
	}
	if e := w.choose(i, si, want); e != nil {
		w.link(nlp.Span{Start: i, End: i + 1}, i, e, ReasonPronoun)
		if e.gender == anyGender {
			e.gender = want.gender
		}
		w.mention(e, i, si)
	}
}

// empty reports whether "it" at i takes up nothing: "it was too early to say",
// "it rained".
func (w *walk) empty(i int) bool {
	h := int(w.d.Head[i])
	if h == nlp.Root || w.d.Rel[i] != "nsubj" {
		return false
	}
	if weather[w.d.Lower(h)] {
		return true
	}
	if _, cop := w.d.Child(h, "cop"); !cop || w.d.UPOS[h] != nlp.ADJ {
		return false
	}
	_, clause := w.d.Child(h, "csubj", "ccomp", "xcomp", "advcl")
	return clause
}

// wanted is what a pronoun asks of its antecedent.
type wanted struct {
	class  class
	gender gender
	plural bool
	it     bool
	speaks bool // what the pronoun is said to do, things do not do
}

// minSalience and lead keep weak guesses out: a candidate must have been the
// subject of this or the last sentence, or so, and clearly ahead of the next.
const (
	minSalience = 12.0
	lead        = 1.25
)

func (w *walk) choose(i, si int, want wanted) *entity {
	said := w.sayer(i)
	var best *entity
	top, next := 0.0, 0.0
	for _, e := range w.ents {
		if !w.agrees(e, want) || w.barred(e, i) {
			continue
		}
		score := e.salience
		if want.gender != anyGender && e.gender == anyGender {
			score *= 0.6
		}
		if e.name == "" && !want.plural {
			score *= 0.8
		}
		if e == said {
			score += 60
		}
		if w.quotes[i] != 0 && e == w.quoteSpeaker(i) {
			continue // who speaks says "I"
		}
		if want.it && (e.class == place || e.class == thing) {
			score *= 0.7
		}
		if si-e.sent > 3 {
			score = 0
		}
		if score > top {
			best, top, next = e, score, top
		} else if score > next {
			next = score
		}
	}
	if best == nil || top < minSalience || top < lead*next {
		return nil
	}
	return best
}

// speaks reports whether the pronoun at i says or decides something, or has an
// officer: "it said", "its spokesman".
func (w *walk) speaks(i int) bool {
	h := int(w.d.Head[i])
	if h == nlp.Root {
		return false
	}
	if w.d.Rel[i] == "nmod:poss" {
		l := w.d.Lower(h)
		return personNouns[l] || groupNouns[l] || pluralGroups[strings.ToLower(w.d.Form(h))]
	}
	return w.d.Rel[i] == "nsubj" && speechLemmas[w.d.Lower(h)]
}

func (w *walk) agrees(e *entity, want wanted) bool {
	switch {
	case want.it:
		return !e.plural && (e.class == body || e.class == place || e.class == thing && !want.speaks)
	case want.plural:
		return e.plural
	}
	return e.class == person && !e.plural && (e.gender == want.gender || e.gender == anyGender)
}

// barred reports whether the tree forbids e as the antecedent of pronoun i:
// an object is not its own clause's subject, and a word does not speak of the
// phrase that it stands in.
func (w *walk) barred(e *entity, i int) bool {
	h := int(w.d.Head[i])
	if h == nlp.Root {
		return false
	}
	poss := w.d.Rel[i] == "nmod:poss"
	for j := range w.d.Children(h) {
		if j == i || w.entOf[j] != e {
			continue
		}
		if !poss && !strings.Contains(strings.ToLower(w.d.Form(i)), "sel") {
			return true // co-arguments
		}
	}
	if poss && w.entOf[h] == e {
		return true
	}
	return !poss && w.partOf(e, i) || w.causes(e, i)
}

// partOf reports whether pronoun i stands in an object that counts some of
// those it means, and e is the subject: "police arrested nine of them".
func (w *walk) partOf(e *entity, i int) bool {
	h := int(w.d.Head[i])
	if !w.d.Rel[i].Is("nmod") || w.d.UPOS[h] != nlp.NUM && w.d.UPOS[h] != nlp.DET && w.d.UPOS[h] != nlp.PRON {
		return false
	}
	v := int(w.d.Head[h])
	for hops := 0; v != nlp.Root && hops < 4; hops++ {
		if s, ok := w.d.Child(v, "nsubj"); ok {
			return w.entOf[s] == e && s != h
		}
		if w.d.Rel[v] != "conj" {
			return false
		}
		v = int(w.d.Head[v])
	}
	return false
}

// causes reports whether pronoun i is the subject of a clause that says what
// somebody did to be punished, praised or blamed, and e is who does that to
// him: in "police detained the students after they had marched" the students
// marched.
func (w *walk) causes(e *entity, i int) bool {
	v := int(w.d.Head[i])
	if w.d.Rel[i] != "nsubj" || !w.d.Rel[v].Is("advcl") {
		return false
	}
	m, ok := w.d.Child(v, "mark")
	if !ok || w.d.Lower(m) != "after" && w.d.Lower(m) != "because" && w.d.Lower(m) != "when" && w.d.Lower(m) != "as" {
		return false
	}
	h := int(w.d.Head[v])
	if h == nlp.Root || !repaying[w.lemma(h)] {
		return false
	}
	s, okS := w.d.Child(h, "nsubj")
	o, okO := w.d.Child(h, "obj")
	return okS && okO && w.entOf[s] == e && w.entOf[o] != nil
}

// lemma returns the lemma of word i, or its form.
func (w *walk) lemma(i int) string {
	if w.d.Lemma != nil && w.d.Lemma[i] != "" {
		return w.d.Lemma[i]
	}
	return w.d.Lower(i)
}

// sayer returns the subject of the verb of speech whose content word i is the
// subject of: "Biden said he ...".
func (w *walk) sayer(i int) *entity {
	v := int(w.d.Head[i])
	if w.d.Rel[i] == "nmod:poss" && v != nlp.Root {
		v = int(w.d.Head[v])
	}
	for v != nlp.Root {
		if w.d.Rel[v] == "ccomp" || w.d.Rel[v] == "advcl" || w.d.Rel[v] == "xcomp" {
			h := int(w.d.Head[v])
			if speechLemmas[w.d.Lower(h)] {
				if s, ok := w.d.Child(h, "nsubj"); ok && s != i {
					return w.entOf[s]
				}
				return nil
			}
		}
		v = int(w.d.Head[v])
	}
	return nil
}

// relative links a relative pronoun to the noun that its clause modifies.
func (w *walk) relative(i, si int) {
	v := i
	for v != nlp.Root && !w.d.Rel[v].Is("acl:relcl") {
		v = int(w.d.Head[v])
	}
	if v == nlp.Root || w.d.Head[v] == nlp.Root {
		return
	}
	n := int(w.d.Head[v])
	if n > i || !w.d.UPOS[n].Nominal() {
		return
	}
	if e := w.entOf[n]; e != nil {
		w.link(nlp.Span{Start: i, End: i + 1}, i, e, ReasonRelative)
		e.sent = si
		return
	}
	span := w.nounPhrase(n)
	if k, ok := w.nameAt[n]; ok {
		span = w.d.Names[k].Span
	}
	w.links = append(w.links, nlp.Link{Span: nlp.Span{Start: i, End: i + 1}, Antecedent: span, Reason: ReasonRelative})
}

// firstPerson links "I", and "we" of a body's speaker, inside a quotation to
// who speaks.
func (w *walk) firstPerson(i, si int) {
	if w.quotes[i] == 0 {
		return
	}
	form := strings.ToLower(w.d.Form(i))
	plural := form[0] == 'w' || form[0] == 'u' || form[0] == 'o'
	e := w.quoteSpeaker(i)
	if e == nil || plural && e.class == person || !plural && e.plural {
		return
	}
	w.link(nlp.Span{Start: i, End: i + 1}, i, e, ReasonFirstPerson)
	e.sent = si
}

// quoteSpeaker returns the subject of the verb of speech outside the quotation
// that word i stands in, in its sentence; else who spoke last in the paragraph.
func (w *walk) quoteSpeaker(i int) *entity {
	s := w.d.Sents[w.d.SentOf(i)].Span
	for v := s.Start; v < s.End; v++ {
		if w.quotes[v] != 0 || w.d.UPOS[v] != nlp.VERB || !speechLemmas[w.d.Lower(v)] {
			continue
		}
		sub, ok := w.d.Child(v, "nsubj")
		if !ok || w.quotes[sub] == w.quotes[i] {
			continue
		}
		if e := w.entOf[sub]; e != nil {
			return e
		}
		if k, named := w.nameAt[sub]; named && sub > i { // the speaker stands behind the quotation
			n := w.d.Names[k]
			probe := &entity{span: n.Span, name: w.d.SpanText(n.Span)}
			switch n.Label {
			case "PER":
				probe.class = person
			case "ORG":
				probe.class = body
			default:
				return nil
			}
			if old, _ := w.known(probe); old != nil {
				return old
			}
			return probe
		}
		return nil
	}
	return w.speak
}
