package main

import (
	"context"
	"errors"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"casus.dev/casus/internal/learn/network"
	"casus.dev/casus/internal/tensor"
)

// newTrainCommand returns "casus train" with its subcommands.
func newTrainCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "train", Short: "Train the models that casus embeds"}
	cmd.AddCommand(newTrainReaderCommand())
	return cmd
}

func newTrainReaderCommand() *cobra.Command {
	half := false
	o := network.ReaderOptions{Train: network.Defaults(), Now: time.Now}
	cmd := &cobra.Command{
		Use:   "reader --data DIR --out FILE",
		Short: "Train the tagger, parser and name finder",
		Long: `Train the tagger, parser and name finder from treebanks and name corpora in DIR.

The model is written after each epoch that is the best so far on EWT dev, by
LAS and UPOS. A run begins anew, or with the weights of the model --from. A run
with the same data, settings and seed gives the same bytes. With --checkpoint
a run that was stopped goes on with --resume; if no epochs are left, that writes
the model again.

Exit codes: 0 done, 1 failed, 2 wrong usage.`,
		Example: "  casus train reader --data ../shared/data --out internal/annotate/syntax/data/reader.model --epochs 15 --seed 1",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if half && !tensor.UseHalf(true) {
				return errors.New("--half: this processor or system has no tiles of bfloat16")
			}
			return runTrainReader(cmd.Context(), o, cmd.ErrOrStderr())
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.Data, "data", "../shared/data", "folder with ud/ and ner/")
	f.StringVar(&o.Out, "out", "", "model file to write")
	f.StringSliceVar(&o.Silver, "silver", nil, "CoNLL-U files annotated by a teacher")
	f.Float64Var(&o.SilverShare, "silver-share", 1, "share of the silver sentences that an epoch sees")
	f.Float32Var(&o.SilverTrust, "silver-trust", 0.7, "weight of silver losses")
	f.StringVar(&o.Checkpoint, "checkpoint", "", "folder for checkpoints; none by default")
	f.IntVar(&o.Patience, "patience", 0, "stop after so many epochs without a better one on dev; 0: never")
	f.BoolVar(&o.Resume, "resume", false, "go on from the checkpoint")
	f.StringVar(&o.Vectors, "vectors", "", "word vectors to start from, as internal/learn/vectors makes them")
	f.Float32Var(&o.VectorSize, "vector-size", 0.3, "root mean square of their elements at the start")
	f.Float32Var(&o.VectorPace, "vector-pace", 0.3, "factor of the step size for word vectors")
	f.BoolVar(&o.NoNames, "no-names", false, "leave the name corpora out")
	f.StringVar(&o.From, "from", "", "model to go on from; its words and labels are kept")
	f.StringVar(&o.Known, "known", "", "table of words of known names, as internal/learn/known makes it")
	f.BoolVar(&o.Fine, "fine", false, "write the vectors of words in 8 bits instead of 4")
	f.Float64Var(&o.LowerShare, "lower-share", 0.15, "share of lower-case copies of sentences with names that an epoch sees")
	f.Float64Var(&o.NewsShare, "news-share", 0.08, "share of gmb-voa that an epoch sees")
	f.BoolVar(&half, "half", false, "multiply in bfloat16 where the processor can: faster, with other bytes")
	f.IntVar(&o.Hidden, "hidden", 160, "width of the recurrent layers, each way")
	f.IntVar(&o.Layers, "layers", 2, "number of recurrent layers")
	f.IntVar(&o.Word, "word", 128, "width of word vectors")
	f.IntVar(&o.Parts, "parts", 96, "width of the vectors of parts of words")
	f.IntVar(&o.Train.Epochs, "epochs", o.Train.Epochs, "passes over the data")
	f.IntVar(&o.Train.Words, "batch", o.Train.Words, "words in a batch")
	f.Uint64Var(&o.Train.Seed, "seed", o.Train.Seed, "seed of all chance")
	f.Float64Var(&o.Train.Rate.Peak, "rate", o.Train.Rate.Peak, "greatest step size")
	f.Float64Var(&o.Train.Rate.Average, "average", o.Train.Rate.Average, "decay of the averaged weights, a step")
	f.Float64Var(&o.Train.Drop.Input, "drop-input", o.Train.Drop.Input, "share of word vector elements dropped")
	f.Float64Var(&o.Train.Drop.Word, "drop-word", o.Train.Drop.Word, "share of word vectors dropped")
	f.Float64Var(&o.Train.Drop.Layer, "drop-layer", o.Train.Drop.Layer, "share dropped between layers")
	f.Float64Var(&o.Train.Drop.Recur, "drop-recur", o.Train.Drop.Recur, "share dropped on the way back into a layer")
	f.Float64Var(&o.Train.Drop.Hidden, "drop-hidden", o.Train.Drop.Hidden, "share dropped in the heads")
	_ = cmd.MarkFlagRequired("out") // the flag exists
	return cmd
}

func runTrainReader(ctx context.Context, o network.ReaderOptions, stderr io.Writer) error {
	if ctx == nil {
		ctx = context.Background()
	}
	o.Log = stderr
	if stderr == nil {
		o.Log = os.Stderr
	}
	return network.TrainReader(ctx, o)
}
