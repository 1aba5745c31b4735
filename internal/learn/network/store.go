package network

import (
	"encoding/json"
	"fmt"
	"io"

	"casus.dev/casus/internal/grammar"
	"casus.dev/casus/internal/learn/corpus"
	"casus.dev/casus/internal/tensor"
)

// Note is the meta part of a model or checkpoint.
type Note struct {
	Kind   string  `json:"kind"`
	Shape  Shape   `json:"shape"`
	Epoch  int     `json:"epoch"`
	Steps  int     `json:"steps"`
	Epochs int     `json:"epochs"`
	Seed   uint64  `json:"seed"`
	Dev    *Scores `json:"dev,omitempty"`
}

// Kinds of file.
const (
	KindReader     = "reader"
	KindCheckpoint = "checkpoint"
)

func addInventory(w *tensor.Weights, inv *corpus.Inventory) {
	w.AddText("words", inv.Words)
	w.AddText("upos", inv.UPOS)
	w.AddText("xpos", inv.XPOS)
	w.AddText("feats", inv.Feats[0])
	w.AddText("feats.gum", inv.Feats[1])
	w.AddText("scripts", inv.Scripts)
	w.AddText("rels", inv.Rels)
	w.AddText("known", inv.Known)
}

func readInventory(w *tensor.Weights) (*corpus.Inventory, error) {
	inv := &corpus.Inventory{}
	for name, list := range map[string]*[]string{
		"words": &inv.Words, "upos": &inv.UPOS, "xpos": &inv.XPOS, "feats": &inv.Feats[0],
		"feats.gum": &inv.Feats[1], "scripts": &inv.Scripts, "rels": &inv.Rels,
		"known": &inv.Known,
	} {
		var err error
		if *list, err = w.Strings(name); err != nil && name != "known" { // older models have none
			return nil, err
		}
	}
	inv.Index()
	return inv, nil
}

// Export writes the reader's model: vectors of words in 4 bits, or in 8 if
// t.Fine, all else in 8.
// Call it while the weights to ship are in place.
func (t *Trainer) Export(out io.Writer, dev Scores) error {
	w, err := t.note(KindReader, &dev)
	if err != nil {
		return err
	}
	w.AddText("lexicon", t.Lexicon)
	w.AddText("pairs", t.Pairs)
	for _, p := range t.Net.Params {
		enc := tensor.Int8
		switch {
		case p == t.Net.word && !t.Fine: // the largest table; of parts a word sums some twenty
			enc = tensor.Int4
		case p.Rows == 1:
			enc = tensor.Float
		}
		m := p.Mat()
		if !p.Sparse && p.Rows > 1 {
			m = transposed(m) // the reader scales by output, which is a row then
		}
		w.AddMat(p.Name, enc, m)
	}
	_, err = w.WriteTo(out)
	return err
}

func transposed(m tensor.Mat) tensor.Mat {
	t := tensor.New(m.Cols, m.Rows)
	for i := range m.Rows {
		for j, v := range m.Row(i) {
			t.Data[j*m.Rows+i] = v
		}
	}
	return t
}

func (t *Trainer) note(kind string, dev *Scores) (*tensor.Weights, error) {
	meta, err := json.Marshal(Note{kind, t.Net.Shape, t.Epoch, t.Steps, t.Options.Epochs, t.Options.Seed, dev})
	if err != nil {
		return nil, fmt.Errorf("network: %w", err)
	}
	w := &tensor.Weights{Meta: meta}
	addInventory(w, t.Set.Inv)
	return w, nil
}

// Save writes everything that Resume needs to go on as if never interrupted.
func (t *Trainer) Save(out io.Writer) error {
	w, err := t.note(KindCheckpoint, nil)
	if err != nil {
		return err
	}
	for _, p := range t.Net.Params {
		w.AddMat(p.Name, tensor.Float, p.Mat())
		if p.m != nil {
			w.AddMat(p.Name+"/m", tensor.Float, tensor.Of(p.Rows, p.Cols, p.m))
			w.AddMat(p.Name+"/v", tensor.Float, tensor.Of(p.Rows, p.Cols, p.v))
			w.AddMat(p.Name+"/avg", tensor.Float, tensor.Of(p.Rows, p.Cols, p.avg))
		}
	}
	_, err = w.WriteTo(out)
	return err
}

// Load reads a checkpoint.
func Load(in io.Reader) (*Net, *corpus.Inventory, Note, error) {
	var note Note
	w, err := tensor.ReadWeights(in)
	if err != nil {
		return nil, nil, note, err
	}
	if err := json.Unmarshal(w.Meta, &note); err != nil {
		return nil, nil, note, fmt.Errorf("network: %w", err)
	}
	if note.Kind != KindCheckpoint {
		return nil, nil, note, fmt.Errorf("network: a file of kind %q is no checkpoint", note.Kind)
	}
	inv, err := readInventory(w)
	if err != nil {
		return nil, nil, note, err
	}
	net := New(note.Shape)
	for _, p := range net.Params {
		for suffix, to := range map[string]*[]float32{"": &p.W, "/m": &p.m, "/v": &p.v, "/avg": &p.avg} {
			m, err := w.Mat(p.Name + suffix)
			if err != nil {
				if suffix != "" && note.Steps == 0 {
					continue
				}
				return nil, nil, note, err
			}
			if m.Rows != p.Rows || m.Cols != p.Cols {
				return nil, nil, note, fmt.Errorf("network: %s is %dx%d, want %dx%d", p.Name, m.Rows, m.Cols, p.Rows, p.Cols)
			}
			*to = m.Data
		}
	}
	return net, inv, note, nil
}

// Begin returns a network with the weights of a reader's model, to go on from,
// and the model's words and labels. The rows of kinds of known names that the
// model lacks begin at nothing.
func Begin(in io.Reader, known []string) (*Net, *corpus.Inventory, error) {
	w, err := tensor.ReadWeights(in)
	if err != nil {
		return nil, nil, err
	}
	var note Note
	if err := json.Unmarshal(w.Meta, &note); err != nil {
		return nil, nil, fmt.Errorf("network: %w", err)
	}
	if note.Kind != KindReader {
		return nil, nil, fmt.Errorf("network: a file of kind %q is no reader", note.Kind)
	}
	inv, err := readInventory(w)
	if err != nil {
		return nil, nil, err
	}
	if known != nil {
		inv.Known = known
		note.Shape.Known = grammar.Known
		inv.Index()
	}
	net := New(note.Shape)
	for _, p := range net.Params {
		m, err := w.Mat(p.Name)
		if err != nil {
			return nil, nil, err
		}
		if !p.Sparse && p.Rows > 1 {
			m = transposed(m)
		}
		if m.Cols != p.Cols || m.Rows > p.Rows || m.Rows < p.Rows && p != net.parts {
			return nil, nil, fmt.Errorf("network: %s is %dx%d, want %dx%d", p.Name, m.Rows, m.Cols, p.Rows, p.Cols)
		}
		clear(p.W[copy(p.W, m.Data):])
	}
	return net, inv, nil
}
