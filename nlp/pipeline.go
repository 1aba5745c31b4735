package nlp

import (
	"context"
	"fmt"
)

// Layer names a part of a Doc that a step needs or adds.
type Layer uint8

// The layers of a Doc.
const (
	LayerWords Layer = iota + 1 // Words, Multi, Sents
	LayerTags                   // UPOS, XPOS, Feats, Lemma
	LayerTree                   // Head, Rel
	LayerNames
	LayerLinks
	LayerNested
)

var layerNames = [...]string{"none", "words", "tags", "tree", "names", "links", "nested"}

// String returns the layer's name.
func (l Layer) String() string {
	if int(l) < len(layerNames) {
		return layerNames[l]
	}
	return fmt.Sprintf("Layer(%d)", l)
}

// Step annotates a Doc. It changes only the layers that it adds. A Step is
// safe for concurrent use on different Docs.
type Step interface {
	Name() string
	Needs() []Layer
	Adds() []Layer
	Annotate(ctx context.Context, d *Doc) error
}

// Pipeline runs steps in order. It is safe for concurrent use on different
// Docs if its steps are.
type Pipeline struct{ steps []Step }

// NewPipeline returns a Pipeline of steps. It returns an error if a step needs
// a layer that no earlier step adds.
func NewPipeline(steps ...Step) (*Pipeline, error) {
	have := map[Layer]bool{}
	for _, s := range steps {
		for _, l := range s.Needs() {
			if !have[l] {
				return nil, fmt.Errorf("nlp: step %s needs %v, which no earlier step adds", s.Name(), l)
			}
		}
		for _, l := range s.Adds() {
			have[l] = true
		}
	}
	return &Pipeline{steps: steps}, nil
}

// Annotate runs every step on d. It returns the first error, named by its step.
func (p *Pipeline) Annotate(ctx context.Context, d *Doc) error {
	for _, s := range p.steps {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := s.Annotate(ctx, d); err != nil {
			return fmt.Errorf("nlp: %s: %w", s.Name(), err)
		}
	}
	return nil
}
