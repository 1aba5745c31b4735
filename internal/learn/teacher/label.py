"""Labels CoNLL-U: keeps the given sentences, words and comments, predicts everything else.

  python label.py --model teacher.pt IN.conllu[.gz] OUT.conllu[.gz]

MISC of each word gets NE= where a name stands and P=, the probability of the predicted head times that of its relation.
"""
import argparse
import gzip
import sys

import numpy as np
import torch

import corpus
import encoder
import lemma
import tree
from model import Batch, Teacher, Vocabulary

START = np.array([-1e4 if t.startswith("I-") else 0.0 for t in corpus.TAGS])
STEP = np.array([[-1e4 if b.startswith("I-") and a[2:] != b[2:] else 0.0 for b in corpus.TAGS] for a in corpus.TAGS])


def load(path):
    saved = torch.load(path, map_location="cpu", weights_only=True)
    pieces = encoder.WordPiece(encoder.model_dir())
    vocab = Vocabulary(**saved["vocab"])
    model = Teacher(vocab, len(pieces.ids))
    model.load_state_dict(saved["model"])
    return model.eval(), vocab, pieces


def viterbi(logp):
    best, back = START + logp[0], []
    for row in logp[1:]:
        all_ = best[:, None] + STEP
        back.append(all_.argmax(0))
        best = all_.max(0) + row
    out = [int(best.argmax())]
    for b in reversed(back):
        out.append(int(b[out[-1]]))
    return out[::-1]


def batches(sentences, size=4000, limit=200):
    """Index lists of like length, about size words with padding each; longer sentences are left out."""
    order = sorted((i for i, s in enumerate(sentences) if len(s.forms) <= limit), key=lambda i: len(sentences[i].forms))
    cur = []
    for i in order:
        if cur and (len(cur) + 1) * (1 + len(sentences[i].forms)) > size:
            yield cur
            cur = []
        cur.append(i)
    if cur:
        yield cur


@torch.inference_mode()
def predict(model, vocab, pieces, sentences, progress=None):
    """Fills upos, feats, lemma, head, rel, names (strings) and misc (probabilities) of each sentence in place."""
    model.eval()
    done = set()
    for k, idx in enumerate(batches(sentences)):
        group = [sentences[i] for i in idx]
        b = Batch(group, pieces, vocab)
        y, c = model.encode(b)
        arcs = model.arcs(y, b.words).log_softmax(-1).double().numpy()
        heads = np.zeros(b.words.shape, int)
        for i, s in enumerate(group):
            n = 1 + len(s.forms)
            heads[i, :n] = tree.decode(arcs[i, :n, :n])
        rel = model.labels(y, torch.tensor(heads)).log_softmax(-1).numpy()
        upos, feats = model.upos(y).argmax(-1), model.feats(y).argmax(-1)
        lem = model.lemma(torch.cat([y, c], 2)).argmax(-1)
        names = model.names(y).log_softmax(-1).double().numpy()
        root = vocab.index["rel"]["root"]
        for i, s in enumerate(group):
            n = len(s.forms)
            s.head = [int(h) for h in heads[i, 1:n + 1]]
            r = rel[i, 1:n + 1].copy()
            for j, h in enumerate(s.head):
                if h:
                    r[j, root] = -1e4
                else:
                    r[j] = np.where(np.arange(r.shape[1]) == root, 0, -1e4)
            at = r.argmax(-1)
            s.rel = [vocab.rel[k] for k in at]
            s.upos = [vocab.upos[k] for k in upos[i, 1:n + 1]]
            s.feats = [vocab.feats[k] for k in feats[i, 1:n + 1]]
            s.lemma = [lemma.apply(vocab.lemma[k], f) for k, f in zip(lem[i, 1:n + 1], s.forms)]
            s.names = [corpus.TAGS[k] for k in viterbi(names[i, 1:n + 1])]
            s.misc = [float(np.exp(min(0, arcs[i, j + 1, s.head[j]] + r[j, at[j]]))) for j in range(n)]
            done.add(id(s))
        if progress and k % 50 == 0:
            progress(len(done))
    return [s for s in sentences if id(s) in done]


def write(out, s, kept):
    """kept: the MISC of each word as it came, or None."""
    for c in s.comments:
        out.write(c + "\n")
    for i, form in enumerate(s.forms):
        if i + 1 in s.multi:
            out.write("\t".join(s.multi[i + 1]) + "\n")
        misc = [m for m in (kept[i].split("|") if kept else []) if m != "_" and not m.startswith(("NE=", "P="))]
        if s.names[i] != "O":
            misc.append("NE=" + s.names[i])
        misc.append(f"P={s.misc[i]:.2f}")
        out.write(f"{i + 1}\t{form}\t{s.lemma[i]}\t{s.upos[i]}\t_\t{s.feats[i]}\t{s.head[i]}\t{s.rel[i]}\t_\t{'|'.join(misc)}\n")
    out.write("\n")


def put_gear(s):
    """Marks the weapon systems of the short list: too few stand in the corpora for the network to learn the class."""
    for a, b in corpus.gear(s.forms):
        if any(t.endswith(("PER", "NORP")) for t in s.names[a:b]):
            continue
        if b < len(s.names) and s.names[b].startswith("I-"):
            s.names[b] = "B-" + s.names[b][2:]
        s.names[a:b] = ["B-EQP"] + ["I-EQP"] * (b - a - 1)


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--model", required=True)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--bank", type=int, default=0, help="treebank whose conventions to follow: 0 EWT, 1 GUM")
    ap.add_argument("--lemmas", nargs="*", default=[], help="treebanks whose lemmas go before the network's")
    ap.add_argument("input")
    ap.add_argument("output")
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    model, vocab, pieces = load(a.model)
    sentences = corpus.read_conllu(a.input, a.bank)
    kept = {id(s): s.misc for s in sentences}
    done = predict(model, vocab, pieces, sentences, lambda n: print(f"{n} of {len(sentences)} sentences", file=sys.stderr))
    if a.lemmas:
        seen = lemma.Seen([s for p in a.lemmas for s in corpus.read_conllu(p)])
        for s in done:
            s.lemma = [seen.get(*w) for w in zip(s.forms, s.upos, s.feats, s.lemma)]
    for s in done:
        put_gear(s)
    op = gzip.open if a.output.endswith(".gz") else open
    with op(a.output, "wt", encoding="utf-8") as out:
        for s in done:
            write(out, s, kept[id(s)])


if __name__ == "__main__":
    main()
