package relations

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/txtar"

	"casus.dev/casus/article"
	"casus.dev/casus/event"
	"casus.dev/casus/internal/extract/coder"
	"casus.dev/casus/nlp"
)

// Reader codes and annotates articles. casus.Coder is one.
type Reader interface {
	Annotator
	Read(ctx context.Context, art article.Article) (*event.Report, error)
}

// Weigher makes cases of texts whose events are known.
type Weigher struct {
	Reader Reader
	Coder  *coder.Coder
}

// weigh codes a text and returns its record and its events with their signals.
func (w *Weigher) weigh(ctx context.Context, art article.Article, c *coder.Coder) (*event.Report, []coder.Weighed, error) {
	rep, err := w.Reader.Read(ctx, art)
	if err != nil {
		return nil, nil, fmt.Errorf("relations: %w", err)
	}
	d, err := w.Reader.Annotate(ctx, art.Text)
	if err != nil {
		return nil, nil, fmt.Errorf("relations: %w", err)
	}
	return rep, c.Weigh(d, rep), nil
}

// Own makes examples of the articles of cases: text archives in which an
// article's section is followed by the events that the tests expect. As the
// tests hold, what is found there is right.
func (w *Weigher) Own(ctx context.Context, dir string) ([]Example, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
	if err != nil {
		return nil, fmt.Errorf("relations: %w", err)
	}
	var out []Example
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			return nil, fmt.Errorf("relations: %w", err)
		}
		for _, part := range txtar.Parse(raw).Files {
			if !strings.HasPrefix(part.Name, "article") {
				continue
			}
			_, events, err := w.weigh(ctx, article.Article{Text: strings.TrimSpace(string(part.Data))}, w.Coder)
			if err != nil {
				return nil, err
			}
			for _, e := range events {
				if l := slices.Index(coder.Labels, fold(e.Event.Type)); l >= 0 {
					out = append(out, Example{Features: e.Seen, Label: l, Weight: ownWeight, Group: -1})
				}
			}
		}
	}
	return out, nil
}

// ownWeight is how much an event of a case counts beside a labelled relation.
const ownWeight = 0.5

// asserted reports whether an event is told as done, for the first time.
func asserted(e *event.Event) bool {
	return e.Modality == event.Actual && !e.Background && e.SameAs == ""
}

// Related makes cases of labelled relations: the events between the two given
// spans, right where they have the label's type. The judge that weighs a row
// is trained without the row's fold.
func (w *Weigher) Related(ctx context.Context, rows []Row, ex, extra []Example, in []int, folds int, opt Options) ([]Case, error) {
	var out []Case
	for k := range folds {
		c, err := coder.New(coder.Options{Judge: Train(Outside(ex, extra, in, k), opt)})
		if err != nil {
			return nil, fmt.Errorf("relations: %w", err)
		}
		for i, r := range rows {
			if in[i] != k {
				continue
			}
			_, events, err := w.weigh(ctx, article.Article{Text: r.Sentence}, c)
			if err != nil {
				return nil, err
			}
			s, t := bytesOf(r.Sentence, r.SourceSpans), bytesOf(r.Sentence, r.TargetSpans)
			for _, e := range events {
				if !asserted(&e.Event) || !meets(s, e.Source) || !meets(t, e.Target) {
					continue
				}
				out = append(out, Case{Signals: e.Signals, Right: fold(e.Event.Type) == fold(r.Label), Group: fmt.Sprint("plv", r.SentenceID), Source: related, Given: e.Event.Confidence})
			}
		}
	}
	return out, nil
}

// meets reports whether the side that was found stands on one of the given
// spans, or both are none.
func meets(given []nlp.Range, found nlp.Range) bool {
	if len(given) == 0 || found.Len() == 0 {
		return len(given) == 0 && found.Len() == 0
	}
	return slices.ContainsFunc(given, found.Overlaps)
}

// bytesOf turns spans of code points into spans of bytes.
func bytesOf(text string, spans [][2]int) []nlp.Range {
	runes := []rune(text)
	var out []nlp.Range
	for _, s := range spans {
		a, b := min(s[0], len(runes)), min(s[1], len(runes))
		start := len(string(runes[:a]))
		out = append(out, nlp.Range{Start: start, End: start + len(string(runes[a:max(a, b)]))})
	}
	return out
}

// Judged makes cases of the verdicts whose event is still found as it was
// drawn, and counts those that are not.
func (w *Weigher) Judged(ctx context.Context, pieces []Piece, verdicts []Verdict) (cases []Case, gone int, err error) {
	known := map[string]bool{}
	in := map[string]bool{}
	for i := range verdicts {
		known[verdicts[i].Key()] = verdicts[i].Right
		in[verdicts[i].Piece] = true
	}
	for _, p := range pieces {
		if !in[p.ID] {
			continue
		}
		rep, events, err := w.weigh(ctx, article.Article{Text: p.Text}, w.Coder)
		if err != nil {
			return nil, 0, err
		}
		for _, e := range events {
			v := Drawn(p, rep, &e.Event)
			if right, ok := known[v.Key()]; ok {
				cases = append(cases, Case{Signals: e.Signals, Right: right, Group: p.ID, Source: Wild, Given: e.Event.Confidence})
			}
		}
	}
	return cases, len(verdicts) - len(cases), nil
}

// Drawn returns the verdict that an event of a piece awaits.
func Drawn(p Piece, rep *event.Report, e *event.Event) Verdict {
	codes := func(ids []string) string {
		var out []string
		for _, a := range rep.Actors {
			if slices.Contains(ids, a.ID) {
				out = append(out, a.Code+"?"[:1-min(len(a.Code), 1)])
			}
		}
		if len(out) == 0 {
			return "-"
		}
		return strings.Join(out, ",")
	}
	return Verdict{Piece: p.ID, Start: e.Trigger[0].Start, Type: e.Type, Actors: codes(e.Actors), Recipients: codes(e.Recipients)}
}

// Draw codes pieces and returns the events they assert, of each piece in order,
// until n pieces are read; pieces with a verdict are left out.
func (w *Weigher) Draw(ctx context.Context, pieces []Piece, verdicts []Verdict, n int, each func(Piece, *event.Report, *event.Event)) error {
	seen := map[string]bool{}
	for i := range verdicts {
		seen[verdicts[i].Piece] = true
	}
	for _, p := range pieces {
		if seen[p.ID] {
			continue
		}
		if n--; n < 0 {
			break
		}
		rep, err := w.Reader.Read(ctx, article.Article{Text: p.Text})
		if err != nil {
			return fmt.Errorf("relations: %w", err)
		}
		for i := range rep.Events {
			if asserted(&rep.Events[i]) {
				each(p, rep, &rep.Events[i])
			}
		}
	}
	return nil
}

// goldArticle is an article coded by hand; testdata/gold/README.md has its form.
type goldArticle struct {
	ID, Published, Publisher, Text string
	Events                         []goldEvent
}

type goldEvent struct {
	Types            []string
	Actor, Recipient []string
	Anchor           string
	Modality         string
	Alt              []struct{ Types []string }
}

// Gold makes cases of the articles in a folder: an event is right if one that
// was coded by hand there has its type and its parties.
func (w *Weigher) Gold(ctx context.Context, dir string) ([]Case, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, fmt.Errorf("relations: %w", err)
	}
	var out []Case
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			return nil, fmt.Errorf("relations: %w", err)
		}
		var g goldArticle
		if err := json.Unmarshal(raw, &g); err != nil {
			return nil, fmt.Errorf("relations: %s: %w", f, err)
		}
		day, err := article.ParseDate(g.Published)
		if err != nil {
			return nil, fmt.Errorf("relations: %s: %w", f, err)
		}
		rep, events, err := w.weigh(ctx, article.Article{Text: g.Text, Publisher: g.Publisher, Published: day}, w.Coder)
		if err != nil {
			return nil, err
		}
		for _, e := range events {
			if asserted(&e.Event) {
				out = append(out, Case{Signals: e.Signals, Right: g.has(rep, &e.Event), Group: g.ID, Source: "articles", Given: e.Event.Confidence})
			}
		}
	}
	return out, nil
}

// nearby is how far a trigger may lie from the words that gold gives.
const nearby = 60

func (g *goldArticle) has(rep *event.Report, e *event.Event) bool {
	for _, h := range g.Events {
		at := strings.Index(g.Text, h.Anchor)
		if at < 0 || e.Trigger[0].Start > at+len(h.Anchor)+nearby || e.Trigger[0].End < at-nearby {
			continue
		}
		types := h.Types
		for _, a := range h.Alt {
			types = append(types, a.Types...)
		}
		if !slices.Contains(types, e.Type) {
			continue
		}
		mutual := e.Type == "CONSULT" || e.Type == "COOPERATE"
		if party(rep, e.Actors, h.Actor) && party(rep, e.Recipients, h.Recipient) || mutual && party(rep, e.Actors, h.Recipient) && party(rep, e.Recipients, h.Actor) {
			return true
		}
	}
	return false
}

// party reports whether one of the actors is of a country or body that gold
// names; an empty list takes any.
func party(rep *event.Report, ids, gold []string) bool {
	if len(gold) == 0 {
		return true
	}
	for _, a := range rep.Actors {
		if !slices.Contains(ids, a.ID) || len(a.Code) < 3 {
			continue
		}
		for _, g := range gold {
			n := min(len(g), len(a.Code), 3)
			if strings.HasPrefix(g, "IGO") {
				n = min(len(g), len(a.Code))
			}
			if a.Code[:n] == g[:n] {
				return true
			}
		}
	}
	return false
}
