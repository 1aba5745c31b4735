package actor

import (
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// found is one phrase that speaks of an actor, before it is known who that is.
type found struct {
	span     nlp.Span
	head     int
	kind     event.MentionKind
	states   []int32    // states that the phrase names, in order; more than one for "French and German officials"
	at       []nlp.Span // words of each state
	home     string     // country by a city, a region or a body in the phrase
	thing    int32      // body, group or region, -1
	role     int32      // -1
	person   nlp.Span   // words of the person's name
	cands    item       // kind ofPerson: its candidates
	place    item       // kind ofState: a bare capital, to be told from a place
	plural   bool
	former   bool
	site     bool   // a place under attack, which stands for its country
	bare     bool   // only a state, by name or adjective
	sector   string // by the words before a generic head
	code     string // of an organisation before a head
	voice    int    // found that a spokesperson speaks for, -1
	allied   bool   // "US and allied"
	org      int32  // thing whose role it is ("CIA director"), -1
	owner    int    // word after "Russia's" at which the phrase's own words begin, 0 for none
	own      int    // word at which they begin in any case
	compound bool   // one of several countries
	proper   bool   // the name of one institution, not a kind of institution
	owned    bool   // by one who is only a pronoun here
	private  bool   // an office of an organisation that the gazetteer does not have
	same     int    // found that speaks of the same person in apposition, -1
}

// maxFillers bounds the words without meaning for us between two that have:
// "Russian deputy first vice prime minister".
const maxFillers = 4

// Bounds that keep odd input linear; no phrase of a news text comes near them.
const (
	maxItems = 24 // items of one phrase
	maxName  = 8  // words of one name
)

// gather collects the items of the noun phrase that starts at word i, up to
// the name that ends it. It returns the word after the last item that counts.
func (s *scan) gather(i, end int) (next int) {
	s.items = s.items[:0]
	fillers := 0
	for j := i; j < end && len(s.items) < maxItems; {
		n := len(s.items)
		to, more := s.take(j, end, i)
		if to == j && (n == 0 || fillers == maxFillers || !s.fillerAt(j)) {
			break
		}
		if to == j {
			s.items = append(s.items, item{kind: filler, span: nlp.Span{Start: j, End: j + 1}})
			fillers++
			j++
			continue
		}
		if k := s.items[len(s.items)-1].kind; k != owner && k != linked {
			fillers = 0
		}
		j = to
		if !more {
			break
		}
	}
	last := len(s.items)
	for last > 0 {
		if k := s.items[last-1].kind; k != filler && k != owner && k != linked {
			break
		}
		last--
	}
	s.items = s.items[:last]
	if last == 0 {
		return i
	}
	return s.items[last-1].span.End
}

// take adds the item that starts at word j of a phrase that starts at word
// start, and returns the word after it and whether the phrase may go on. It
// returns j where the word means nothing to the gazetteer.
func (s *scan) take(j, end, start int) (next int, more bool) {
	add := func(kind itemKind, to int) int {
		s.items = append(s.items, item{kind: kind, span: nlp.Span{Start: j, End: to}})
		return to
	}
	if seg := s.segAt[j]; seg >= 0 && !s.inOtherName(j, seg) {
		it := s.decode(&s.segs[seg])
		if it.kind == ofThing && s.g.things[it.thing].class == nothing || it.kind != filler && s.ends(&it) {
			return s.stop(j)
		}
		if it.kind == ofPerson && !s.nameHere(&it) || it.kind == ofState && s.glued(it.span) {
			it.kind = filler
		}
		if it.kind == ofThing && it.role >= 0 && s.g.things[it.thing].country == "" && s.ofOneState() {
			it.kind = ofRole // "Russia's Security Council" is not that of the United Nations
		}
		if it.kind == ofThing && it.role >= 0 && s.ofAnother(it.span.End, s.g.things[it.thing].country) {
			it.kind = ofRole // "the Joint Chiefs of Staff of South Korea"
		}
		if it.kind == ofPerson {
			return s.takePerson(it, end)
		}
		if it.kind != filler {
			s.items = append(s.items, it)
			return it.span.End, true
		}
	}
	if s.ownerAt(j) && len(s.items) > 0 {
		return add(owner, j+1), true
	}
	if n := s.nameEnd(j, end, start); n > j {
		return add(ofName, n), false
	}
	if s.is(j, formerly) && (s.tag(j) != nlp.VERB || s.rel(j) == "amod") {
		next = add(past, j+1)
		if next < end && isHyphen(s.form(next)) {
			next++
		}
		return next, true
	}
	if n := s.joint(j, end); n > j {
		return add(linked, n), true
	}
	return j, true
}

// ofOneState reports whether the phrase so far ends in a state: "Russia's",
// "Turkish".
func (s *scan) ofOneState() bool {
	n := len(s.items)
	if n > 0 && s.items[n-1].kind == owner {
		n--
	}
	return n > 0 && s.items[n-1].kind == ofState
}

// ofAnother reports whether "of" and a state other than home follow before word
// j.
func (s *scan) ofAnother(j int, home string) bool {
	if home == "" || !s.word(j, "of") {
		return false
	}
	if j++; s.word(j, "the") {
		j++
	}
	if j >= s.d.Len() || s.segAt[j] < 0 {
		return false
	}
	it := s.decode(&s.segs[s.segAt[j]])
	return it.kind == ofState && it.has(isState) && s.g.states[it.state].iso3 != home
}

// stop ends a phrase before word j: an empty item stands for the end, so that
// the word is not taken for a filler.
func (s *scan) stop(j int) (next int, more bool) {
	s.items = append(s.items, item{kind: filler, span: nlp.Span{Start: j, End: j + 1}})
	return j + 1, false
}

// takePerson adds a person of the gazetteer, or somebody whose longer name
// only begins like one.
func (s *scan) takePerson(it item, end int) (next int, more bool) {
	if k := s.longerName(&it, end); k > it.span.End {
		it.kind, it.span.End = ofName, k
	} else if k := s.owned(&it, end); k > it.span.Start {
		it.kind = ofOwner
		s.items = append(s.items, it)
		return k, true
	}
	s.items = append(s.items, it)
	return it.span.End, false
}

// longerName returns the end of a name that goes on where the gazetteer's
// ends: "Juan Carlos" in "Juan Carlos Ruiz" is somebody else.
func (s *scan) longerName(it *item, end int) int {
	k := it.span.End
	if k < end && s.segAt[k] < 0 && s.has(k, "jr", "jr.", "sr", "sr.") {
		return k + 1 // a father or son of the one whom the gazetteer has
	}
	for k < end && k < it.span.End+maxName && s.capitalised(k) && s.letters(k) && !s.is(k, suffixes) {
		if seg := s.segAt[k]; seg >= 0 && !s.onlyPerson(seg) {
			break
		}
		if s.d.Rel != nil && (s.rel(k) != "flat" || s.tag(k) != nlp.PROPN) {
			break
		}
		if s.d.Rel == nil && s.is(k, closed) {
			break
		}
		k++
	}
	return k
}

// onlyPerson reports whether a segment is nothing but a short name of persons.
func (s *scan) onlyPerson(seg int32) bool {
	g := &s.segs[seg]
	for _, v := range s.vals[g.from:g.to] {
		switch s.g.aliases[v].what {
		case isShort, isSurname:
		default:
			return false
		}
	}
	return true
}

// glued reports whether a hyphen ties the words of a country to others:
// "US-supplied", "pro-Russian".
func (s *scan) glued(span nlp.Span) bool {
	d, a, b := s.d, span.Start, span.End
	if b+1 < d.Len() && isHyphen(s.form(b)) && d.Words[b].Start == d.Words[b-1].End && d.Words[b+1].Start == d.Words[b].End {
		return true
	}
	return a > 1 && isHyphen(s.form(a-1)) && d.Words[a-1].End == d.Words[a].Start && d.Words[a-2].End == d.Words[a-1].Start
}

// owned returns the start of the role that stands behind a person's name as
// its own: "Trump administration", "Putin's government". It returns the start
// of the name where there is none.
func (s *scan) owned(it *item, end int) int {
	k := it.span.End
	if k < end && s.ownerAt(k) {
		k++
	}
	if k >= end || s.segAt[k] < 0 {
		return it.span.Start
	}
	next := s.decode(&s.segs[s.segAt[k]])
	if next.kind != ofRole || s.capitalised(k) && !general[s.g.roles[next.role].phrase] {
		return it.span.Start
	}
	switch s.g.roles[next.role].class {
	case institution, generic, spokes, office:
		return k
	}
	return it.span.Start
}

// ends reports whether an item begins a phrase of its own: a name after a
// role that cannot be its premodifier.
func (s *scan) ends(it *item) bool {
	n := len(s.items)
	if n == 0 {
		return false
	}
	prev := &s.items[n-1]
	if s.d.Rel != nil && prev.kind == ofState && it.kind == ofState && prev.has(isState) && it.has(isState) && !it.has(isAdj) {
		return true // "gave Ukraine Russia's answer"
	}
	if s.d.Rel != nil && it.kind == ofRole && prev.kind == ofRole && prev.plural {
		before, next := &s.g.roles[prev.role], s.g.roles[it.role].class
		if before.class != crowd {
			return true // "told reporters soldiers had fired"
		}
		if strings.HasSuffix(before.phrase, "s") && next != spokes && next != generic {
			return true // "as Turkish forces press on"
		}
	}
	return false
}

// ownerAt reports whether word j is a possessive ending.
func (s *scan) ownerAt(j int) bool {
	return j < s.d.Len() && isPossessive(s.form(j)) && (s.d.Rel == nil || s.tag(j) == nlp.PART || s.tag(j) == nlp.NoPOS || s.rel(j) == "case")
}

// joint returns the end of "and", "&", "," or "and allied" between two
// countries that share a head, or j.
func (s *scan) joint(j, end int) int {
	n := len(s.items)
	if n == 0 || s.items[n-1].kind != ofState || !s.items[n-1].has(isAdj) {
		return j
	}
	if !s.word(j, "and") && !s.word(j, "&") && !s.word(j, ",") {
		return j
	}
	k := j + 1
	if k < end && s.word(j, ",") && s.word(k, "and") {
		k++
	}
	if k < end && (s.word(k, "allied") || s.word(k, "other")) {
		if k+1 < end && s.roleAhead(k+1, end, 2) {
			return k + 1
		}
		return j
	}
	if k >= end || s.segAt[k] < 0 {
		return j
	}
	it := s.decode(&s.segs[s.segAt[k]])
	if it.kind != ofState || !it.has(isAdj) {
		return j
	}
	after := it.span.End
	if after < end && (s.word(after, "and") || s.word(after, ",")) {
		return s.jointAfter(j, k, after, end)
	}
	if !s.word(j, ",") && s.roleAhead(after, end, 3) {
		return k
	}
	return j
}

// jointAfter looks through a longer list: "French, German and Polish officials".
func (s *scan) jointAfter(j, k, after, end int) int {
	and := s.word(j, "and")
	for hops := 0; hops < 8 && after < end; hops++ {
		if s.word(after, ",") || s.word(after, "and") {
			and = and || s.word(after, "and")
			after++
			continue
		}
		if s.segAt[after] < 0 {
			break
		}
		it := s.decode(&s.segs[s.segAt[after]])
		if it.kind != ofState || !it.has(isAdj) {
			break
		}
		after = it.span.End
		if and && s.roleAhead(after, end, 3) {
			return k
		}
	}
	return j
}

// roleAhead reports whether a role noun or a body starts within n words of j,
// with nothing but fillers before it.
func (s *scan) roleAhead(j, end, n int) bool {
	for ; j < end && n > 0; n-- {
		if seg := s.segAt[j]; seg >= 0 {
			it := s.decode(&s.segs[seg])
			return it.kind == ofRole
		}
		if !s.fillerAt(j) {
			return false
		}
		j++
	}
	return false
}

// fillerAt reports whether word j may stand inside a noun phrase before its
// head: an adjective, a noun, a participle.
func (s *scan) fillerAt(j int) bool {
	if isHyphen(s.form(j)) { // a dash with room on both sides ends a dateline
		return j == 0 || j+1 >= s.d.Len() || s.d.Words[j-1].End == s.d.Words[j].Start || s.d.Words[j+1].Start == s.d.Words[j].End
	}
	switch s.tag(j) {
	case nlp.ADJ, nlp.NOUN, nlp.PROPN, nlp.NUM, nlp.X:
		return s.letters(j) || s.tag(j) == nlp.NUM
	case nlp.VERB:
		return s.rel(j) == "amod" || s.rel(j) == "compound"
	case nlp.ADV:
		return s.rel(j) == "advmod" && s.head(j) > j && s.tag(s.head(j)) == nlp.ADJ
	case nlp.NoPOS:
		return s.letters(j) && !s.is(j, closed)
	}
	return false
}

// inOtherName reports whether the words of a segment are part of a longer
// name of a person: "Jordan" in "Jordan Petersen".
func (s *scan) inOtherName(j int, seg int32) bool {
	span := s.segs[seg].span
	if s.person != nil && s.person[j] >= 0 {
		n := s.d.Names[s.person[j]].Span
		if n.Len() > span.Len() && n.Contains(span) && !s.titleSegment(seg) {
			return !s.holdsFull(n)
		}
	}
	if s.d.Rel == nil || s.fullPerson(seg) || s.titleSegment(seg) {
		return false
	}
	h := s.d.HeadOf(span)
	if s.rel(h) == "flat" && s.head(h) < span.Start && span.Start-s.head(h) <= maxName && s.capitalised(s.head(h)) {
		k := s.head(h)
		for k+1 < span.Start && s.rel(k+1) == "flat" {
			k++
		}
		// "President Jordan" keeps its reading; "Michael Jordan" is a name.
		return k+1 == span.Start && s.segAt[k] < 0 && s.tag(k) == nlp.PROPN
	}
	if next := span.End; next < s.d.Len() && s.rel(next) == "flat" && s.head(next) == h && s.segAt[next] < 0 && s.tag(next) == nlp.PROPN && s.tag(h) == nlp.PROPN {
		return true
	}
	return false
}

// holdsFull reports whether a segment inside a recogniser's name is the full
// name of a person: "Democrat Hillary Clinton".
func (s *scan) holdsFull(n nlp.Span) bool {
	if n.Len() > 2*maxName {
		return false
	}
	for i := n.Start; i < n.End; i++ {
		if seg := s.segAt[i]; seg >= 0 && s.segs[seg].span.End <= n.End && s.fullPerson(seg) {
			return true
		}
	}
	return false
}

// fullPerson reports whether the segment is the full name of a person.
func (s *scan) fullPerson(seg int32) bool {
	g := &s.segs[seg]
	for _, v := range s.vals[g.from:g.to] {
		if s.g.aliases[v].what == isFull {
			return true
		}
	}
	return false
}

// titleSegment reports whether the segment is a role noun.
func (s *scan) titleSegment(seg int32) bool {
	g := &s.segs[seg]
	for _, v := range s.vals[g.from:g.to] {
		if w := s.g.aliases[v].what; w == isRole || w == isRoles {
			return true
		}
	}
	return false
}

// nameHere reports whether the words of a person's item can be a name here:
// capitalised, and no common word.
func (s *scan) nameHere(it *item) bool {
	if it.span.Len() > 1 {
		return true
	}
	i := it.span.Start
	if !s.capitalised(i) || s.is(i+1, divisions) && s.rel(i) == "compound" {
		return false // "Wardak province"
	}
	switch s.tag(i) {
	case nlp.PROPN, nlp.NoPOS, nlp.X:
	case nlp.NOUN, nlp.ADJ:
		return s.person != nil && s.person[i] >= 0
	default:
		return false
	}
	if i > s.sent.Start && s.rel(i) == "compound" && s.tag(s.head(i)) == nlp.PROPN && s.segAt[s.head(i)] < 0 {
		return false
	}
	return true
}

// nameEnd returns the end of the name of an unknown person that starts at word
// j, or j. start is the first word of the phrase.
func (s *scan) nameEnd(j, end, start int) int {
	if s.person != nil && s.person[j] >= 0 {
		n := s.d.Names[s.person[j]].Span
		if s.holdsFull(n) {
			return j
		}
		return max(j, min(n.End, end))
	}
	if !s.capitalised(j) || !s.letters(j) || s.is(j, calendar) {
		return j
	}
	after := j > start && s.beforeName()
	if s.shout && !after {
		return j // capitals tell nothing here
	}
	if s.person != nil && !after && (s.named[j] >= 0 || s.rel(j) != "nsubj") {
		return j
	}
	if s.d.UPOS != nil && s.tag(j) != nlp.PROPN {
		return j
	}
	if s.d.UPOS == nil && (s.is(j, closed) || !after && j > start && len(s.items) > 0) {
		return j
	}
	k := j
	for k < end {
		switch {
		case k > j+maxName:
			return j
		case s.segAt[k] >= 0 && k == j:
			return j
		case s.segAt[k] >= 0 && s.titleSegment(s.segAt[k]):
			if s.capitalised(k) {
				return j // "Amherst College"
			}
			return s.nameCut(j, k, after)
		case isHyphen(s.form(k)) && k > j && k+1 < end && s.capitalised(k+1):
		case s.capitalised(k) && s.letters(k) && (s.d.UPOS == nil || s.tag(k) == nlp.PROPN || s.rel(k) == "flat"):
		case k > j && s.is(k, particles) && k+1 < end && s.capitalised(k+1):
		default:
			return s.nameCut(j, k, after)
		}
		k++
	}
	return s.nameCut(j, k, after)
}

// nameCut accepts words j to k as a name: after a title or role any, else two
// or more that a tree joins as a person's name.
func (s *scan) nameCut(j, k int, after bool) int {
	if k == j || after {
		return k
	}
	if s.d.Rel == nil {
		if k-j >= 2 && k-j <= 4 {
			return k
		}
		return j
	}
	if k-j >= 2 && k-j <= 5 && s.rel(j+1) == "flat" && s.head(j+1) == j {
		return k
	}
	return j
}

// beforeName reports whether the last item calls for a name: a title, an
// office, a kind of person in the singular.
func (s *scan) beforeName() bool {
	n := len(s.items)
	if n == 0 || s.items[n-1].kind != ofRole {
		return false
	}
	switch it := &s.items[n-1]; s.g.roles[it.role].class {
	case title, office, someone, generic, spokes:
		return !it.plural
	}
	return false
}
