// Package casus turns a news report into an auditable record of who did what
// to whom, who said what, when and where, and what is only threatened,
// planned, denied or alleged.
//
// A [Coder] reads articles ([Coder.Read]) and returns their records
// ([event.Report]); every claim of a record points to the words it rests on.
// Coder.Read is the one place where the order of the steps stands.
package casus

import (
	"context"
	"fmt"
	"time"

	"casus.dev/casus/article"
	"casus.dev/casus/event"
	"casus.dev/casus/internal/annotate/coref"
	"casus.dev/casus/internal/annotate/segment"
	"casus.dev/casus/internal/annotate/syntax"
	"casus.dev/casus/internal/extract/coder"
	"casus.dev/casus/internal/extract/ledger"
	"casus.dev/casus/internal/extract/statement"
	"casus.dev/casus/internal/ground/actor"
	"casus.dev/casus/internal/ground/date"
	"casus.dev/casus/internal/ground/home"
	"casus.dev/casus/internal/ground/place"
	"casus.dev/casus/internal/ground/provenance"
	"casus.dev/casus/nlp"
)

// Version is the version of the program that stands in every record.
const Version = "0.1.0"

// Options of a Coder. The zero value codes with everything that is embedded
// in the program.
type Options struct {
	Fold string // "plover" (default) or "none": whether PLOVER's foldings change the types of events
	// Gazetteer overlays the embedded tables of actors, in order; a later record
	// of one name wins. Broken rows are left out and listed by [Coder.Faults].
	Gazetteer []Table
}

// Table is a table of actors as internal/ground/actor/data/README.md has it.
type Table struct {
	Name string // of the file, for messages
	Data []byte
}

// Coder codes articles. It is safe for concurrent use.
type Coder struct {
	pipeline   *nlp.Pipeline
	actors     *actor.Resolver
	times      *date.Finder
	places     *place.Gazetteer
	statements *statement.Finder
	events     *coder.Coder
	ledger     *ledger.Keeper
	version    event.Version
}

// New loads the embedded models, lexicons and gazetteers. It returns an error
// if one of them is damaged or an option is unknown.
func New(opt Options) (*Coder, error) {
	if opt.Fold != "" && opt.Fold != "plover" && opt.Fold != "none" {
		return nil, fmt.Errorf("casus: fold %q is neither plover nor none", opt.Fold)
	}
	reader, err := syntax.Load()
	if err != nil {
		return nil, fmt.Errorf("casus: %w", err)
	}
	pipeline, err := nlp.NewPipeline(segment.New(), reader, coref.New())
	if err != nil {
		return nil, fmt.Errorf("casus: %w", err)
	}
	statements, err := statement.Load()
	if err != nil {
		return nil, fmt.Errorf("casus: %w", err)
	}
	events, err := coder.New(coder.Options{Fold: opt.Fold})
	if err != nil {
		return nil, fmt.Errorf("casus: %w", err)
	}
	var overlays []actor.Table
	for _, t := range opt.Gazetteer {
		overlays = append(overlays, actor.Table(t))
	}
	actors, err := actor.New(actor.Options{Overlays: overlays})
	if err != nil {
		return nil, fmt.Errorf("casus: %w", err)
	}
	places, err := place.Load()
	if err != nil {
		return nil, fmt.Errorf("casus: %w", err)
	}
	return &Coder{
		pipeline: pipeline, actors: actors, times: date.New(), places: places, statements: statements, events: events, ledger: ledger.New(),
		version: event.Version{Version: Version, Model: reader.Model(), Lexicon: events.Hash(), Gazetteer: actors.Version()},
	}, nil
}

// Faults names the rows of the gazetteer that were left out, with file, line
// and reason.
func (c *Coder) Faults() []string {
	var out []string
	for _, f := range c.actors.Faults() {
		out = append(out, f.Error())
	}
	return out
}

// Annotate returns text with words, sentences, tags, trees, names and links.
func (c *Coder) Annotate(ctx context.Context, text string) (*nlp.Doc, error) {
	d := nlp.New(text)
	if err := c.pipeline.Annotate(ctx, d); err != nil {
		return nil, fmt.Errorf("casus: %w", err)
	}
	return d, nil
}

// Read codes one article. The article's text must be valid UTF-8
// (see [article.Valid]); it stands unchanged in the record.
func (c *Coder) Read(ctx context.Context, art article.Article) (*event.Report, error) {
	doc, err := c.Annotate(ctx, art.Text)
	if err != nil {
		return nil, err
	}
	return c.code(doc, art), nil
}

// Gap is a word between two political actors that yielded no event.
type Gap struct {
	Word     string // lemma
	Noun     bool   // a noun, not a verb
	Reason   string // why nothing was coded
	Sentence nlp.Range
}

// Met is a word between two political actors, coded or not.
type Met struct {
	Word  string // lemma
	Noun  bool   // a noun, not a verb
	Known bool   // the lexicon has a line for it, if only one that says how an act is told
}

// Uncoded returns the gaps of an article, which a lexicon that grows should
// look at first, and all words that might have been gaps.
func (c *Coder) Uncoded(ctx context.Context, art article.Article) ([]Gap, []Met, error) {
	doc, err := c.Annotate(ctx, art.Text)
	if err != nil {
		return nil, nil, err
	}
	list, all := c.events.Uncoded(doc, c.ground(doc, art))
	var gaps []Gap
	for _, g := range list {
		gaps = append(gaps, Gap{g.Word, g.Noun, g.Reason, doc.Sents[g.Sentence].Range})
	}
	var met []Met
	for _, m := range all {
		met = append(met, Met(m))
	}
	return gaps, met, nil
}

// Envelope returns the record of an article that is not coded: what its
// publisher says of it, and nothing else.
func (c *Coder) Envelope(art article.Article) *event.Report {
	rep := &event.Report{
		Schema: event.SchemaName, ID: article.ID(art.Text), Ref: art.Ref, URL: art.URL, Title: art.Title,
		Publisher: art.Publisher, Author: art.Author, Language: art.Language, Text: art.Text,
		Coder: c.version, Warnings: art.Warnings,
		Actors: []event.Actor{}, Places: []event.Place{}, Times: []event.Time{}, Statements: []event.Statement{}, Events: []event.Event{},
		Threats: []event.Threat{}, Claims: []event.Claim{}, Positions: []event.Position{}, Shifts: []event.Shift{}, Equipment: []event.Equipment{},
		Sentences: []event.Sentence{},
	}
	if !art.Published.IsZero() {
		rep.Published, rep.PubBasis = art.Published.Format(time.DateOnly), art.PublishedBasis
	}
	if !art.Updated.IsZero() {
		rep.Updated, rep.UpdBasis = art.Updated.Format(time.DateOnly), art.UpdatedBasis
	}
	return rep
}

func (c *Coder) code(doc *nlp.Doc, art article.Article) *event.Report {
	rep := c.ground(doc, art)
	rep.Events = c.events.Code(doc, rep)
	c.ledger.Fill(doc, rep)
	return rep
}

// ground returns the record of an article with all that events rest on.
func (c *Coder) ground(doc *nlp.Doc, art article.Article) *event.Report {
	rep := c.Envelope(art)
	for _, s := range doc.Sents {
		rep.Sentences = append(rep.Sentences, event.Sentence{Span: s.Range, Kind: s.Kind})
	}
	written := art.Published
	if written.IsZero() {
		written = c.times.Written(doc)
	}
	var warnings []string
	rep.Actors, warnings = c.actors.Ground(doc, written)
	rep.Warnings = append(rep.Warnings, warnings...)
	rep.Times = c.times.Find(doc, art.Published)
	rep.Places = c.places.Find(doc, rep.Actors, art.Publisher)
	rep.Dateline, rep.Credit = provenance.Find(doc, rep.Places)
	home.Assign(doc, rep)
	rep.Statements = c.statements.Find(doc, rep.Actors, rep.Times)
	return rep
}
