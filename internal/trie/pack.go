package trie

import (
	"encoding/binary"
	"errors"
	"math"
)

// ErrFormat says that bytes do not hold what [Trie.Append] writes.
var ErrFormat = errors.New("trie: not the bytes of a trie")

// Append appends t to buf, in the form that [Read] takes: the tokens (how many,
// how long each is, their bytes), then for each node how many children it has,
// for each node but the first the token that leads to it, and for each node
// its values, their number first. Numbers are those of encoding/binary's
// Uvarint and Varint.
func (t *Trie) Append(buf []byte) []byte {
	buf = binary.AppendUvarint(buf, uint64(len(t.words.ends)))
	for id := range t.words.ends {
		buf = binary.AppendUvarint(buf, uint64(len(t.words.token(int32(id)))))
	}
	buf = append(buf, t.words.text...)
	nodes := len(t.token)
	buf = binary.AppendUvarint(buf, uint64(nodes))
	for n := range nodes {
		buf = binary.AppendUvarint(buf, uint64(t.kids[n+1]-t.kids[n]))
	}
	for _, w := range t.token[1:] {
		buf = binary.AppendUvarint(buf, uint64(w))
	}
	buf = binary.AppendUvarint(buf, uint64(len(t.values)))
	last := int32(0)
	for n := range nodes {
		values := t.Values(int32(n))
		buf = binary.AppendUvarint(buf, uint64(len(values)))
		for _, v := range values {
			buf = binary.AppendVarint(buf, int64(v)-int64(last))
			last = v
		}
	}
	return buf
}

// Read returns the trie at the start of data and what follows it. It keeps
// data. It returns [ErrFormat] if data is not what Append writes.
func Read(data []byte) (t *Trie, rest []byte, err error) {
	r := reader{data: data}
	t = &Trie{}
	t.words.ends = make([]uint32, r.count())
	end := 0
	for i := range t.words.ends {
		end += r.count()
		t.words.ends[i] = uint32(end)
	}
	if r.broken || end > len(data)-r.at {
		return nil, nil, ErrFormat
	}
	t.words.text = data[r.at : r.at+end : r.at+end]
	r.at += end
	t.words.index()
	if r.nodes(t); r.broken {
		return nil, nil, ErrFormat
	}
	if r.values(t); r.broken {
		return nil, nil, ErrFormat
	}
	t.index()
	return t, data[r.at:], nil
}

// reader takes numbers from data.
type reader struct {
	data   []byte
	at     int // where the next one begins
	broken bool
}

// nodes reads kids and token.
func (r *reader) nodes(t *Trie) {
	n := r.count()
	t.kids, t.token = make([]int32, n+1), make([]int32, n)
	if n == 0 {
		r.broken = true
		return
	}
	t.kids[0], t.token[0] = 1, None
	for i := range n {
		t.kids[i+1] = t.kids[i] + int32(r.count())
		// A child comes after its parent, and there are no others.
		if t.kids[i+1] > int32(n) || i+1 < n && t.kids[i+1] <= int32(i+1) {
			r.broken = true
			return
		}
	}
	r.broken = r.broken || t.kids[n] != int32(n)
	for i := 1; i < n; i++ {
		w := r.number()
		if w >= uint64(len(t.words.ends)) {
			r.broken = true
			return
		}
		t.token[i] = int32(w)
	}
	for i := range n {
		for k := t.kids[i] + 1; k < t.kids[i+1]; k++ {
			r.broken = r.broken || t.token[k] <= t.token[k-1]
		}
	}
}

// values reads first and values.
func (r *reader) values(t *Trie) {
	t.values = make([]int32, r.count())
	t.first = make([]int32, len(t.token)+1)
	at, last := 0, int64(0)
	for n := range t.token {
		count := r.count()
		if count > len(t.values)-at || n == Root && count > 0 {
			r.broken = true
			return
		}
		for range count {
			last += r.signed()
			if last < math.MinInt32 || last > math.MaxInt32 {
				r.broken = true
				return
			}
			t.values[at] = int32(last)
			at++
		}
		t.first[n+1] = int32(at)
	}
	r.broken = r.broken || at != len(t.values)
}

func (r *reader) number() uint64 {
	if r.at < len(r.data) && r.data[r.at] < 0x80 {
		r.at++
		return uint64(r.data[r.at-1])
	}
	v, n := binary.Uvarint(r.data[r.at:])
	if n <= 0 {
		r.broken, r.at = true, len(r.data)
		return 0
	}
	r.at += n
	return v
}

func (r *reader) signed() int64 {
	v := r.number()
	return int64(v>>1) ^ -int64(v&1)
}

// count returns a number of things of which each takes a byte at least.
func (r *reader) count() int {
	v := r.number()
	if v > uint64(len(r.data)-r.at) {
		r.broken, r.at = true, len(r.data)
		return 0
	}
	return int(v)
}
