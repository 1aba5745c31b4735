package statement

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"

	"github.com/klauspost/compress/zstd"
)

// Model is the learned part of a Finder: a chain that tags cues and one that
// tags, for a cue, the words of its source and content.
type Model struct {
	cue, role *Chain
	judges    *Chain          // of one step: no statement or a statement; nil before it is trained
	gate      map[uint32]bool // words that may head a cue; see gateKey
	bias      float32         // added to the start of a cue: higher finds more
	least     float32         // chance below which the judge drops a candidate
}

// NewModel returns the model of two chains, whose labels are the Cue and Role
// constants, without a judge. bias is added to the score of a cue's first word;
// gate holds the words that may head a cue.
func NewModel(cue, role *Chain, bias float32, gate Gate) *Model {
	return &Model{cue: cue, role: role, bias: bias, gate: gate}
}

// WithJudge returns a copy of m that judges its candidates by a chain with the
// labels 0, no statement, and 1, and drops those with a chance below least.
func (m *Model) WithJudge(judge *Chain, least float32) *Model {
	c := *m
	c.judges, c.least = judge, least
	return &c
}

// Least returns the chance below which a candidate is dropped.
func (m *Model) Least() float64 { return float64(m.least) }

// Judge returns the chain of the judge.
func (m *Model) Judge() *Chain { return m.judges }

// CueIllegal and RoleIllegal list the transitions that never happen.
func CueIllegal() [][2]int { return [][2]int{{-1, CueI}, {CueO, CueI}} }

// RoleIllegal lists the transitions of the role chain that never happen.
func RoleIllegal() [][2]int {
	return [][2]int{
		{-1, RoleISource},
		{-1, RoleIContent},
		{RoleO, RoleISource},
		{RoleO, RoleIContent},
		{RoleBSource, RoleIContent},
		{RoleISource, RoleIContent},
		{RoleBContent, RoleISource},
		{RoleIContent, RoleISource},
	}
}

// ErrModel is the error of a file that is no model of this version.
var ErrModel = errors.New("statement: not a statement model of this version")

const (
	modelMagic  = "casus statements 3\n"
	maxFeatures = 1 << 24
	maxBytes    = 64 << 20 // of a model; the embedded one has 2 MiB
)

//go:embed data/statements.model
var modelFile []byte

func embedded() (*Model, error) {
	return ReadModel(bytes.NewReader(modelFile))
}

// WriteModel writes m: a line with the name and version of the format, then,
// compressed with zstd, the bias, the least chance and the three chains (cue,
// role, judge); of each the number of labels, the scale, the weights of starts
// and transitions (float32, little endian), the number of features, their
// places in ascending order as differences in varint form, and their weights
// less those of the first label, one byte each, label by label. Then come the
// number of words at the gate and their keys as differences.
func WriteModel(w io.Writer, m *Model) error {
	if _, err := io.WriteString(w, modelMagic); err != nil {
		return fmt.Errorf("statement: model: %w", err)
	}
	zw, err := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedBestCompression))
	if err != nil {
		return fmt.Errorf("statement: model: %w", err)
	}
	b := bufio.NewWriter(zw)
	putFloats(b, m.bias, m.least)
	m.cue.write(b)
	m.role.write(b)
	m.judges.write(b)
	putAscending(b, slices.Sorted(maps.Keys(m.gate)))
	if err := errors.Join(b.Flush(), zw.Close()); err != nil {
		return fmt.Errorf("statement: model: %w", err)
	}
	return nil
}

func putFloats(b *bufio.Writer, x ...float32) {
	var buf [4]byte
	for _, f := range x {
		binary.LittleEndian.PutUint32(buf[:], math.Float32bits(f))
		b.Write(buf[:]) //nolint:errcheck // reported by Flush
	}
}

func putUint(b *bufio.Writer, x uint64) {
	b.Write(binary.AppendUvarint(nil, x)) //nolint:errcheck // reported by Flush
}

// putAscending writes how many numbers there are and the way from each to the next.
func putAscending(b *bufio.Writer, x []uint32) {
	putUint(b, uint64(len(x)))
	last := uint32(0)
	for _, k := range x {
		putUint(b, uint64(k-last))
		last = k
	}
}

func (c *Chain) write(b *bufio.Writer) {
	putUint(b, uint64(c.labels))
	putFloats(b, c.scale)
	putFloats(b, c.start...)
	putFloats(b, c.trans...)
	places, rows := c.weights.sorted()
	putAscending(b, places)
	for y := range c.labels - 1 {
		for _, r := range rows {
			b.WriteByte(byte(r >> (8 * y)))
		}
	}
}

// ReadModel reads what WriteModel wrote. It returns ErrModel or an error that
// wraps it if r holds anything else.
func ReadModel(r io.Reader) (*Model, error) {
	magic := make([]byte, len(modelMagic))
	if _, err := io.ReadFull(r, magic); err != nil || string(magic) != modelMagic {
		return nil, ErrModel
	}
	zr, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxBytes))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrModel, err)
	}
	defer zr.Close()
	data, err := io.ReadAll(io.LimitReader(zr, maxBytes))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrModel, err)
	}
	b := &reader{data: data}
	head := b.floats(2)
	m := &Model{}
	m.cue = readChain(b, NumCueLabels, CueIllegal())
	m.role = readChain(b, NumRoleLabels, RoleIllegal())
	m.judges = readChain(b, 2, nil)
	gate := b.ascending()
	if b.err != nil {
		return nil, b.err
	}
	m.bias, m.least = head[0], head[1]
	m.gate = make(map[uint32]bool, len(gate))
	for _, k := range gate {
		m.gate[k] = true
	}
	return m, nil
}

// reader takes numbers off the front of data; err is the first error.
type reader struct {
	data []byte
	err  error
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("%w: %w", ErrModel, fmt.Errorf(format, args...))
	}
	r.data = nil
}

// take returns the next n bytes, nil if there are fewer.
func (r *reader) take(n int) []byte {
	if n > len(r.data) {
		r.fail("cut short")
		return nil
	}
	out := r.data[:n]
	r.data = r.data[n:]
	return out
}

func (r *reader) uint() uint64 {
	x, n := binary.Uvarint(r.data)
	if n <= 0 {
		r.fail("cut short")
		return 0
	}
	r.data = r.data[n:]
	return x
}

func (r *reader) floats(n int) []float32 {
	out := make([]float32, n)
	raw := r.take(4 * n)
	for i := range len(raw) / 4 {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
		if f := float64(out[i]); math.IsNaN(f) || math.IsInf(f, 0) {
			r.fail("weight is no number")
			return out
		}
	}
	return out
}

// ascending reads what putAscending wrote.
func (r *reader) ascending() []uint32 {
	n := r.uint()
	if n > maxFeatures || n > uint64(len(r.data)) {
		r.fail("%d keys", n)
		return nil
	}
	out := make([]uint32, n)
	last := uint64(0)
	for i := range out {
		d := r.uint()
		if last += d; d == 0 || last > math.MaxUint32 {
			r.fail("keys out of order")
			return nil
		}
		out[i] = uint32(last)
	}
	return out
}

func readChain(r *reader, labels int, illegal [][2]int) *Chain {
	if n := r.uint(); n != uint64(labels) {
		r.fail("%d labels, want %d", n, labels)
	}
	c := &Chain{labels: labels}
	c.scale = r.floats(1)[0]
	c.start = r.floats(labels)
	c.trans = r.floats(labels * labels)
	c.forbid(illegal)
	places := r.ascending()
	columns := r.take(len(places) * (labels - 1))
	if columns == nil {
		places = nil
	}
	rows := make([]uint32, len(places))
	for i := range rows {
		rows[i] = emptyRow
		for y := range labels - 1 {
			shift := 8 * y
			rows[i] = rows[i]&^(0xFF<<shift) | uint32(columns[y*len(places)+i])<<shift
		}
		if rows[i]&0xFF == 0 { // no weight is that low, and a cell must not look empty
			r.fail("weight out of range")
		}
	}
	c.weights = newWeights(places, rows)
	return c
}
