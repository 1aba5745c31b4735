package tensor

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
)

// Errors of ReadWeights.
var (
	ErrFormat   = errors.New("tensor: not a weights file")
	ErrChecksum = errors.New("tensor: weights file is damaged")
)

// The format is described in docs/formats/weights.md.
const weightsMagic = "casusW1\n"

// maxWeights bounds a weights file; the largest in use is under 20 MB.
const maxWeights = 1 << 30

// Encodings of a block.
const (
	Float = "f32"  // little-endian float32
	Int8  = "i8"   // a float32 scale per row, then one byte per element
	Int4  = "i4"   // a float32 scale per row, then half a byte per element
	Text  = "text" // strings, each ended by a zero byte
)

// A Block is one named table of a weights file.
type Block struct {
	Name     string `json:"name"`
	Encoding string `json:"encoding"`
	Rows     int    `json:"rows"`
	Cols     int    `json:"cols"`
	Offset   int    `json:"offset"`
	Size     int    `json:"size"`

	data []byte
}

// Weights are the blocks of a file with a note about what they are.
type Weights struct {
	Meta   json.RawMessage
	Blocks []Block
	Sum    [sha256.Size]byte // of the file's content after its fixed head
}

type weightsHeader struct {
	Meta   json.RawMessage `json:"meta"`
	Blocks []Block         `json:"blocks"`
}

// AddMat appends m under name. Int8 and Int4 are scaled row by row so that the
// largest element becomes 127 or 7.
func (w *Weights) AddMat(name, encoding string, m Mat) {
	var b bytes.Buffer
	limit := map[string]float32{Int8: 127, Int4: 7}[encoding]
	scales := make([]float32, m.Rows)
	for i := range m.Rows {
		for _, v := range m.Row(i) {
			scales[i] = max(scales[i], float32(math.Abs(float64(v))))
		}
		scales[i] /= max(limit, 1)
	}
	if encoding != Float {
		_ = binary.Write(&b, binary.LittleEndian, scales) // a buffer takes everything
	}
	for i := range m.Rows {
		row := m.Row(i)
		if encoding == Float {
			_ = binary.Write(&b, binary.LittleEndian, row)
			continue
		}
		q := make([]int8, len(row)+1)
		for j, v := range row {
			if scales[i] > 0 {
				q[j] = int8(math.RoundToEven(float64(v / scales[i])))
			}
		}
		if encoding == Int8 {
			for _, v := range q[:len(row)] {
				b.WriteByte(byte(v))
			}
			continue
		}
		for j := 0; j < len(row); j += 2 {
			b.WriteByte(byte(q[j]+8) | byte(q[j+1]+8)<<4)
		}
	}
	w.Blocks = append(w.Blocks, Block{Name: name, Encoding: encoding, Rows: m.Rows, Cols: m.Cols, data: b.Bytes()})
}

// AddText appends a list of strings without zero bytes under name.
func (w *Weights) AddText(name string, list []string) {
	var b bytes.Buffer
	for _, s := range list {
		b.WriteString(s)
		b.WriteByte(0)
	}
	w.Blocks = append(w.Blocks, Block{Name: name, Encoding: Text, Rows: len(list), data: b.Bytes()})
}

// WriteTo writes the file.
func (w *Weights) WriteTo(out io.Writer) (int64, error) {
	at := 0
	for i := range w.Blocks {
		w.Blocks[i].Offset, w.Blocks[i].Size = at, len(w.Blocks[i].data)
		at += len(w.Blocks[i].data)
	}
	head, err := json.Marshal(weightsHeader{w.Meta, w.Blocks})
	if err != nil {
		return 0, fmt.Errorf("tensor: %w", err)
	}
	body := binary.LittleEndian.AppendUint32(nil, uint32(len(head)))
	body = append(body, head...)
	for i := range w.Blocks {
		body = append(body, w.Blocks[i].data...)
	}
	w.Sum = sha256.Sum256(body)
	file := append([]byte(weightsMagic), w.Sum[:]...)
	n, err := out.Write(append(file, body...))
	if err != nil {
		return int64(n), fmt.Errorf("tensor: %w", err)
	}
	return int64(n), nil
}

// ReadWeights reads a file that WriteTo wrote. It returns ErrFormat or
// ErrChecksum for any other.
func ReadWeights(r io.Reader) (*Weights, error) {
	file, err := io.ReadAll(io.LimitReader(r, maxWeights))
	if err != nil {
		return nil, fmt.Errorf("tensor: %w", err)
	}
	return ParseWeights(file)
}

// ParseWeights is ReadWeights for a file in memory, which must not change: the
// blocks alias it.
func ParseWeights(file []byte) (*Weights, error) {
	const fixed = len(weightsMagic) + sha256.Size
	if len(file) < fixed+4 || string(file[:len(weightsMagic)]) != weightsMagic {
		return nil, ErrFormat
	}
	w := &Weights{}
	body := file[fixed:]
	w.Sum = sha256.Sum256(body)
	if !bytes.Equal(w.Sum[:], file[len(weightsMagic):fixed]) {
		return nil, ErrChecksum
	}
	n := int(binary.LittleEndian.Uint32(body))
	if n > len(body)-4 {
		return nil, ErrFormat
	}
	var h weightsHeader
	if err := json.Unmarshal(body[4:4+n], &h); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	data := body[4+n:]
	for i := range h.Blocks {
		b := &h.Blocks[i]
		if b.Offset < 0 || b.Size < 0 || b.Offset > len(data)-b.Size || !b.fits() {
			return nil, fmt.Errorf("%w: block %s", ErrFormat, b.Name)
		}
		b.data = data[b.Offset : b.Offset+b.Size]
	}
	w.Meta, w.Blocks = h.Meta, h.Blocks
	return w, nil
}

// fits reports whether the block's size is that of its shape.
func (b *Block) fits() bool {
	const most = 1 << 28
	if b.Rows < 0 || b.Cols < 0 || b.Rows > most || (b.Cols > 0 && b.Rows > most/b.Cols) {
		return false
	}
	switch b.Encoding {
	case Float:
		return b.Size == 4*b.Rows*b.Cols
	case Int8:
		return b.Size == 4*b.Rows+b.Rows*b.Cols
	case Int4:
		return b.Size == 4*b.Rows+b.Rows*((b.Cols+1)/2)
	case Text:
		return b.Rows <= b.Size
	default:
		return false
	}
}

// block finds a block by name and encoding.
func (w *Weights) block(name string) (*Block, error) {
	for i := range w.Blocks {
		if w.Blocks[i].Name == name {
			return &w.Blocks[i], nil
		}
	}
	return nil, fmt.Errorf("%w: no block %q", ErrFormat, name)
}

// Mat returns a block as float32, whatever its encoding.
func (w *Weights) Mat(name string) (Mat, error) {
	b, err := w.block(name)
	if err != nil {
		return Mat{}, err
	}
	if b.Encoding == Text {
		return Mat{}, fmt.Errorf("%w: block %q is text", ErrFormat, name)
	}
	m := New(b.Rows, b.Cols)
	if b.Encoding == Float {
		for i := range m.Data {
			m.Data[i] = math.Float32frombits(binary.LittleEndian.Uint32(b.data[4*i:]))
		}
		return m, nil
	}
	for i := range b.Rows {
		b.dequantise(i, m.Row(i))
	}
	return m, nil
}

func (b *Block) scale(row int) float32 {
	return math.Float32frombits(binary.LittleEndian.Uint32(b.data[4*row:]))
}

func (b *Block) dequantise(row int, out []float32) {
	s := b.scale(row)
	if b.Encoding == Int8 {
		for j, v := range b.data[4*b.Rows+row*b.Cols:][:b.Cols] {
			out[j] = float32(int8(v)) * s
		}
		return
	}
	half := (b.Cols + 1) / 2
	for j, v := range b.data[4*b.Rows+row*half:][:half] {
		out[2*j] = float32(int(v&15)-8) * s
		if 2*j+1 < b.Cols {
			out[2*j+1] = float32(int(v>>4)-8) * s
		}
	}
}

// Bytes returns the elements and row scales of an Int8 block. The elements
// alias the file.
func (w *Weights) Bytes(name string) (rows, cols int, data []byte, scales []float32, err error) {
	b, err := w.block(name)
	if err != nil {
		return 0, 0, nil, nil, err
	}
	if b.Encoding != Int8 {
		return 0, 0, nil, nil, fmt.Errorf("%w: block %q is not %s", ErrFormat, name, Int8)
	}
	scales = make([]float32, b.Rows)
	for i := range scales {
		scales[i] = b.scale(i)
	}
	return b.Rows, b.Cols, b.data[4*b.Rows:], scales, nil
}

// Strings returns a text block.
func (w *Weights) Strings(name string) ([]string, error) {
	b, err := w.block(name)
	if err != nil {
		return nil, err
	}
	if b.Encoding != Text {
		return nil, fmt.Errorf("%w: block %q is not text", ErrFormat, name)
	}
	out := make([]string, 0, b.Rows)
	all := string(b.data)
	for len(out) < b.Rows {
		end := 0
		for end < len(all) && all[end] != 0 {
			end++
		}
		if end == len(all) {
			return nil, fmt.Errorf("%w: block %q ends early", ErrFormat, name)
		}
		out = append(out, all[:end])
		all = all[end+1:]
	}
	return out, nil
}
