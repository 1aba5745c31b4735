package grammar

import "math"

// NameLabels are the kinds of name, in the order of their tags.
var NameLabels = [...]string{"PER", "ORG", "LOC", "GPE", "NORP", "EQP", "MISC"}

// NameTags is the number of tags: 0 is outside; kind k begins a name with tag
// 2k+1 and continues it with 2k+2.
const NameTags = 1 + 2*len(NameLabels)

// Outside is the tag of a word in no name.
const Outside = 0

// Kind returns the kind of tag and whether it continues a name; -1 for outside.
func Kind(tag int) (kind int, inside bool) {
	if tag == Outside {
		return -1, false
	}
	return (tag - 1) / 2, tag%2 == 0
}

// A NameDecoder finds best tags. It keeps its scratch memory between calls and
// belongs to one goroutine.
type NameDecoder struct{ back []uint8 }

// Best finds the sequence of tags with the highest sum of scores in which
// a name continues only after its own beginning. Row i of scores has NameTags
// values for word i; out gets the tags. Ties go to the lower tag.
func (d *NameDecoder) Best(scores []float32, out []uint8) {
	n := len(out)
	if n == 0 {
		return
	}
	d.back = resize(d.back, n*NameTags)
	back := d.back
	var last, next [NameTags]float32
	for t := range NameTags {
		if _, inside := Kind(t); inside {
			last[t] = float32(math.Inf(-1))
		} else {
			last[t] = scores[t]
		}
	}
	for i := 1; i < n; i++ {
		best := 0
		for t := 1; t < NameTags; t++ {
			if last[t] > last[best] {
				best = t
			}
		}
		row := scores[i*NameTags : (i+1)*NameTags]
		for t := range NameTags {
			from := best
			if _, inside := Kind(t); inside {
				from = t - 1
				if last[t] > last[t-1] {
					from = t
				}
			}
			next[t] = last[from] + row[t]
			back[i*NameTags+t] = uint8(from)
		}
		last = next
	}
	best := 0
	for t := 1; t < NameTags; t++ {
		if last[t] > last[best] {
			best = t
		}
	}
	for i := n - 1; i >= 0; i-- {
		out[i] = uint8(best)
		best = int(back[i*NameTags+best])
	}
}
