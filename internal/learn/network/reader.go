package network

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"casus.dev/casus/internal/grammar"
	"casus.dev/casus/internal/learn/corpus"
)

// ReaderOptions say what the reader is trained on, and how large it becomes.
type ReaderOptions struct {
	Data        string   // folder with ud/ and ner/
	Silver      []string // CoNLL-U files annotated by a teacher
	SilverShare float64  // of them an epoch sees
	SilverTrust float32  // weight of their losses
	Patience    int      // epochs without a better one before it stops; 0: never
	Checkpoint  string   // folder of checkpoints
	Resume      bool
	Out         string // the model file
	From        string // model to go on from
	Known       string // table of known names; see internal/learn/known
	Fine        bool   // see Trainer.Fine
	Hidden      int
	Layers      int
	Word, Parts int
	Vectors     string  // file of word vectors to start from; see internal/learn/vectors
	VectorSize  float32 // root mean square of their elements at the start
	VectorPace  float32 // factor of the step size for word vectors
	NoNames     bool    // leave name corpora out
	NewsShare   float64 // share of gmb-voa, a million words of names in news, that an epoch sees
	LowerShare  float64 // share of lower-case copies of sentences with names that an epoch sees
	Train       Options
	Now         func() time.Time
	Log         io.Writer
}

// maxTrain is the longest sentence that is trained on; longer ones are 0.2 %
// of the treebanks and mostly lists.
const maxTrain = 100

type material struct {
	sents  [][]corpus.Sentence
	source []Source
	dev    []corpus.Sentence

	lexicon, pairs []string // of EWT, whose scheme the reader follows
}

func (m *material) add(name string, sents []corpus.Sentence, share float64) {
	m.sents = append(m.sents, sents)
	m.source = append(m.source, Source{Name: name, Share: share})
}

// read loads the corpora.
func (o *ReaderOptions) read() (*material, error) {
	ud := func(name string) string { return filepath.Join(o.Data, "ud", name+".conllu.gz") }
	m := &material{}
	ewt, err := corpus.ReadTrees(ud("ewt-train"), 0, maxTrain)
	if err != nil {
		return nil, err
	}
	gum, err := corpus.ReadTrees(ud("gum-train-free"), 1, maxTrain)
	if err != nil {
		return nil, err
	}
	if m.dev, err = corpus.ReadTrees(ud("ewt-dev"), 0, 1<<20); err != nil {
		return nil, err
	}
	names := map[string][]corpus.Sentence{}
	for file, scheme := range corpus.Schemes {
		if names[file], err = corpus.ReadNames(filepath.Join(o.Data, "ner", file+".bio.gz"), scheme, maxTrain); err != nil {
			return nil, err
		}
	}
	fmt.Fprintf(o.Log, "names: %d of %d ewt, %d of %d gum, %d of %d dev sentences\n",
		corpus.AddNames(ewt, names["uner-ewt-train"]), len(ewt), corpus.AddNames(gum, names["gum-train-free-names"]), len(gum),
		corpus.AddNames(m.dev, names["uner-ewt-dev"]), len(m.dev))
	m.lexicon, m.pairs = corpus.Lexicon(ewt), corpus.Pairs(ewt)
	m.add("ewt-train", ewt, 1)
	m.add("gum-train-free", gum, 1)
	if !o.NoNames {
		m.add("wikigold", names["wikigold"], 0.5)
		m.add("crossner-politics-train", names["crossner-politics-train"], 1)
		m.add("gmb-voa", names["gmb-voa"], o.NewsShare)
		m.add("lower case", corpus.LowerNames(ewt, names["wikigold"]), o.LowerShare)
	}
	for _, path := range o.Silver {
		silver, err := corpus.ReadTrees(path, 0, maxTrain)
		if err != nil {
			return nil, err
		}
		m.add("silver", silver, o.SilverShare)
	}
	return m, nil
}

// TrainReader trains the reader and writes its model after every epoch that is
// the best so far on EWT dev, by the sum of LAS and UPOS. It stops early after Patience epochs without a
// better one. If a resumed run has no epochs left, the model of the checkpoint
// is measured and written.
func TrainReader(ctx context.Context, o ReaderOptions) error {
	m, err := o.read()
	if err != nil {
		return err
	}
	t, err := o.trainer(m)
	if err != nil {
		return err
	}
	r := readerRun{o: &o, t: t, gold: m.dev, dev: t.Set.Add(m.dev, 1, false), begin: o.Now(), first: t.Epoch}
	r.describe()
	if t.Epoch >= o.Train.Epochs {
		return r.measure()
	}
	for t.Epoch < o.Train.Epochs && (o.Patience == 0 || r.worse < o.Patience) {
		if err := t.Run(ctx, o.Now, r.report); err != nil {
			return err
		}
		if err := r.measure(); err != nil {
			return err
		}
		if o.Checkpoint != "" {
			if err := writeFile(filepath.Join(o.Checkpoint, checkpointFile), t.Save); err != nil {
				return err
			}
		}
	}
	return nil
}

const checkpointFile = "last.ckpt"

// readerRun is the state of TrainReader.
type readerRun struct {
	o     *ReaderOptions
	t     *Trainer
	gold  []corpus.Sentence
	dev   []corpus.Example
	begin time.Time
	first int // epochs done before
	best  float64
	worse int // epochs since the best
}

func (r *readerRun) describe() {
	words, weights := 0, 0
	for i := range r.t.Sources {
		for k := range r.t.Sources[i].Examples {
			words += len(r.t.Sources[i].Examples[k].Tokens)
		}
	}
	for _, p := range r.t.Net.Params {
		weights += len(p.W)
	}
	fmt.Fprintf(r.o.Log, "%d words, %d forms, %d own vectors, %d weights\n", words, len(r.t.Set.Types), len(r.t.Set.Inv.Words), weights)
}

func (r *readerRun) report(p Progress) {
	n := float64(p.Losses.Words)
	done := float64(r.t.Epoch-r.first) + float64(p.Step)/float64(p.Steps)
	left := time.Duration(float64(r.o.Now().Sub(r.begin)) * (float64(r.o.Train.Epochs-r.first)/done - 1))
	fmt.Fprintf(r.o.Log, "epoch %d step %d/%d: tags %.3f arcs %.3f relations %.3f names %.3f, %.0f words/s, about %v left\n",
		p.Epoch, p.Step, p.Steps, p.Losses.Tags/n, p.Losses.Arc/n, p.Losses.Rel/n, p.Losses.Name/n,
		float64(p.Words)/p.Took.Seconds(), left.Round(time.Second))
}

// measure scores the averaged weights on dev and writes them if they are the best.
func (r *readerRun) measure() error {
	t := r.t
	t.Net.Average()
	defer t.Net.Average()
	s := t.Net.Evaluate(t.Set, r.gold, r.dev)
	fmt.Fprintf(r.o.Log, "epoch %d dev: UPOS %.2f features %.2f lemmas %.2f UAS %.2f LAS %.2f names %.2f, %v\n",
		t.Epoch, s.UPOS, s.Feats, s.Lemma, s.UAS, s.LAS, s.Names, r.o.Now().Sub(r.begin).Round(time.Second))
	if r.worse++; s.LAS+s.UPOS <= r.best {
		return nil
	}
	r.best, r.worse = s.LAS+s.UPOS, 0
	return writeFile(r.o.Out, func(w io.Writer) error { return t.Export(w, s) })
}

func (o *ReaderOptions) trainer(m *material) (*Trainer, error) {
	t := &Trainer{Options: o.Train, Fine: o.Fine}
	var err error
	switch {
	case o.Resume:
		err = o.resume(t)
	case o.From != "":
		err = o.goOn(t)
	default:
		err = o.fresh(t, m)
	}
	if err != nil {
		return nil, err
	}
	if o.Vectors != "" {
		t.Net.word.Pace = o.VectorPace
	}
	for i, sents := range m.sents {
		weight := float32(1)
		if m.source[i].Name == "silver" {
			weight = o.SilverTrust
		}
		m.source[i].Examples = t.Set.Add(sents, weight, true)
	}
	t.Sources, t.Lexicon, t.Pairs = m.source, m.lexicon, m.pairs
	fmt.Fprintf(o.Log, "classes: %d UPOS, %d XPOS, %d and %d features, %d lemma scripts, %d relations: %s\n", t.Net.Shape.UPOS, t.Net.Shape.XPOS,
		t.Net.Shape.Feats[0], t.Net.Shape.Feats[1], t.Net.Shape.Scripts, t.Net.Shape.Rels, strings.Join(t.Set.Inv.Rels, " "))
	return t, nil
}

// resume takes everything from the last checkpoint.
func (o *ReaderOptions) resume(t *Trainer) error {
	f, err := os.Open(filepath.Join(o.Checkpoint, checkpointFile))
	if err != nil {
		return fmt.Errorf("network: %w", err)
	}
	defer f.Close()
	net, inv, note, err := Load(f)
	if err != nil {
		return err
	}
	t.Net, t.Set, t.Epoch, t.Steps = net, corpus.NewSet(inv), note.Epoch, note.Steps
	return nil
}

// goOn begins with the weights, words and labels of a model.
func (o *ReaderOptions) goOn(t *Trainer) error {
	known, err := o.known()
	if err != nil {
		return err
	}
	f, err := os.Open(o.From)
	if err != nil {
		return fmt.Errorf("network: %w", err)
	}
	defer f.Close()
	net, inv, err := Begin(f, known)
	if err != nil {
		return fmt.Errorf("%s: %w", o.From, err)
	}
	t.Net, t.Set = net, corpus.NewSet(inv)
	return nil
}

// fresh begins with random weights and the words and labels of the corpora.
func (o *ReaderOptions) fresh(t *Trainer, m *material) error {
	var all []corpus.Sentence
	for _, s := range m.sents {
		all = append(all, s...)
	}
	known, err := o.known()
	if err != nil {
		return err
	}
	var vectors corpus.Vectors
	if o.Vectors != "" {
		if vectors, err = corpus.ReadVectors(o.Vectors, o.Word); err != nil {
			return err
		}
	}
	inv := corpus.Take(all, 3, vectors.Words)
	kinds := 0
	if known != nil {
		inv.Known, kinds = known, grammar.Known
		inv.Index()
	}
	s := Shape{
		Word: o.Word, Parts: o.Parts, Hidden: o.Hidden, Layers: o.Layers, Tag: 128, Name: 64, Arc: 96, Rel: 96,
		Vocabulary: len(inv.Words), Buckets: grammar.Buckets, Known: kinds, UPOS: len(inv.UPOS), XPOS: len(inv.XPOS),
		Feats: [2]int{len(inv.Feats[0]), len(inv.Feats[1])}, Scripts: len(inv.Scripts), Rels: len(inv.Rels),
		NameTags: grammar.NameTags, Seed: o.Train.Seed,
	}
	t.Net, t.Set = New(s), corpus.NewSet(inv)
	t.Net.start(inv, vectors, o.VectorSize)
	return nil
}

// known reads the table of known names, if there is one.
func (o *ReaderOptions) known() ([]string, error) {
	if o.Known == "" {
		return nil, nil
	}
	return corpus.ReadLines(o.Known)
}

// start gives the words of vectors their values, times size.
func (n *Net) start(inv *corpus.Inventory, vectors corpus.Vectors, size float32) {
	at := make(map[string]int, len(inv.Words))
	for i, w := range inv.Words {
		at[w] = i
	}
	for k, w := range vectors.Words {
		row := n.word.Mat().Row(at[w])
		for j, v := range vectors.Values[k] {
			row[j] = v * size
		}
	}
}

// writeFile writes a file whole or not at all.
func writeFile(path string, write func(io.Writer) error) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("network: %w", err)
	}
	f, err := os.Create(path + ".part")
	if err != nil {
		return fmt.Errorf("network: %w", err)
	}
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("network: %w", err)
	}
	if err := os.Rename(path+".part", path); err != nil {
		return fmt.Errorf("network: %w", err)
	}
	return nil
}
