package statement

import (
	"bufio"
	"bytes"
	"compress/flate"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

// Model is the learned part of a Finder: a chain that tags cues and one that
// tags, for a cue, the words of its source and content.
type Model struct {
	cue, role *Chain
	judges    *Chain  // of one step: no statement or a statement; nil before it is trained
	bias      float32 // added to the start of a cue: higher finds more
	least     float32 // chance below which the judge drops a candidate
}

// NewModel returns the model of two chains, whose labels are the Cue and Role
// constants, without a judge. bias is added to the score of a cue's first word.
func NewModel(cue, role *Chain, bias float32) *Model { return &Model{cue: cue, role: role, bias: bias} }

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
	modelMagic  = "casus statements 2\n"
	maxFeatures = 1 << 24
)

//go:embed data/statements.model
var modelFile []byte

func embedded() (*Model, error) {
	return ReadModel(bytes.NewReader(modelFile))
}

// WriteModel writes m: a line with the name and version of the format, then,
// compressed with deflate, the bias, the least chance and the three chains (cue,
// role, judge); of each the number of
// labels, the scale, the weights of starts and transitions (float32, little
// endian), the number of features, their keys in ascending order as
// differences in varint form, and their weights, one byte each, label by label.
func WriteModel(w io.Writer, m *Model) error {
	if _, err := io.WriteString(w, modelMagic); err != nil {
		return fmt.Errorf("statement: model: %w", err)
	}
	fw, err := flate.NewWriter(w, flate.BestCompression)
	if err != nil {
		return fmt.Errorf("statement: model: %w", err)
	}
	b := bufio.NewWriter(fw)
	putFloats(b, m.bias, m.least)
	m.cue.write(b)
	m.role.write(b)
	m.judges.write(b)
	if err := errors.Join(b.Flush(), fw.Close()); err != nil {
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

func (c *Chain) write(b *bufio.Writer) {
	putUint(b, uint64(c.labels))
	putFloats(b, c.scale)
	putFloats(b, c.start...)
	putFloats(b, c.trans...)
	keys, w := c.weights.sorted()
	putUint(b, uint64(len(keys)))
	last := uint32(0)
	for _, k := range keys {
		putUint(b, uint64(k-last))
		last = k
	}
	for l := range c.labels {
		for i := range keys {
			b.WriteByte(byte(w[i*c.labels+l]))
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
	b := bufio.NewReader(flate.NewReader(r))
	head, err := getFloats(b, 2)
	if err != nil {
		return nil, err
	}
	m := &Model{bias: head[0], least: head[1]}
	if m.cue, err = readChain(b, NumCueLabels, CueIllegal()); err != nil {
		return nil, err
	}
	if m.role, err = readChain(b, NumRoleLabels, RoleIllegal()); err != nil {
		return nil, err
	}
	if m.judges, err = readChain(b, 2, nil); err != nil {
		return nil, err
	}
	return m, nil
}

func getFloats(b io.Reader, n int) ([]float32, error) {
	out := make([]float32, n)
	if err := binary.Read(b, binary.LittleEndian, out); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrModel, err)
	}
	for _, f := range out {
		if f != f || math.IsInf(float64(f), 0) {
			return nil, fmt.Errorf("%w: weight is no number", ErrModel)
		}
	}
	return out, nil
}

func readChain(b *bufio.Reader, labels int, illegal [][2]int) (*Chain, error) {
	if n, err := binary.ReadUvarint(b); err != nil || n != uint64(labels) {
		return nil, fmt.Errorf("%w: %d labels, want %d", ErrModel, n, labels)
	}
	c := &Chain{labels: labels}
	scale, err := getFloats(b, 1)
	if err != nil {
		return nil, err
	}
	c.scale = scale[0]
	if c.start, err = getFloats(b, labels); err != nil {
		return nil, err
	}
	if c.trans, err = getFloats(b, labels*labels); err != nil {
		return nil, err
	}
	c.forbid(illegal)
	n, err := binary.ReadUvarint(b)
	if err != nil || n > maxFeatures {
		return nil, fmt.Errorf("%w: %d features", ErrModel, n)
	}
	var keys []uint32
	last := uint64(0)
	for range n {
		d, err := binary.ReadUvarint(b)
		if err != nil || d == 0 || last+d > math.MaxUint32 {
			return nil, fmt.Errorf("%w: keys out of order", ErrModel)
		}
		last += d
		keys = append(keys, uint32(last))
	}
	columns := make([]byte, len(keys)*labels)
	if _, err := io.ReadFull(b, columns); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrModel, err)
	}
	w := make([]int8, len(columns))
	for i := range keys {
		for l := range labels {
			w[i*labels+l] = int8(columns[l*len(keys)+i])
		}
	}
	c.weights = newWeights(labels, keys, w)
	return c, nil
}
