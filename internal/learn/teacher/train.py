"""Fine-tunes the teacher.

  python train.py --data FOLDER --out teacher.pt [--epochs 10] [--seed 1]

FOLDER holds ud/ and ner/ as described in README.md. Dev sets only choose the best epoch.
"""
import argparse
import copy
import os
import random
import sys
import time

import torch

import corpus
import encoder
import label
import lemma
from model import Batch, Teacher, Vocabulary


def load_trees(data):
    ewt = corpus.read_conllu(os.path.join(data, "ud/ewt-train.conllu.gz"), 0)
    gum = corpus.read_conllu(os.path.join(data, "ud/gum-train-free.conllu.gz"), 1)
    return ewt, gum


def attach_names(sentences, rows, name, demonyms):
    """Puts the names of a BIO file on the trees of the same sentences."""
    by_id = {ident: (forms, tags) for ident, forms, tags in rows}
    n = 0
    for s in sentences:
        forms, tags = by_id.get(corpus.sent_id(s.comments), (None, None))
        if forms == s.forms:
            s.names = corpus.name_sets(name, forms, tags, demonyms)
            n += 1
    print(f"{name}: names on {n} of {len(sentences)} trees", file=sys.stderr)


def named(rows, name, demonyms):
    out = []
    for _, forms, tags in rows:
        s = corpus.Sentence(forms)
        s.names = corpus.name_sets(name, forms, tags, demonyms)
        out.append(s)
    return out


def plan(pool, rng, size):
    """Shuffled batches of like length: size words with padding."""
    noisy = sorted(pool, key=lambda s: len(s.forms) * (1 + 0.15 * rng.random()))
    out, cur, longest = [], [], 0
    for s in noisy:
        if len(s.forms) > 140:
            continue
        longest = max(longest, len(s.forms) + 1)
        if cur and ((len(cur) + 1) * longest > size or len(cur) >= 48):
            out.append(cur)
            cur, longest = [], len(s.forms) + 1
        cur.append(s)
    out.append(cur)
    rng.shuffle(out)
    return out


def dev_score(model, vocab, pieces, gold):
    guess = []
    for g in gold:
        s = corpus.Sentence(g.forms)
        s.bank = g.bank
        guess.append(s)
    label.predict(model, vocab, pieces, guess)
    n = las = uas = upos = feats = lem = 0
    base = lambda r: r.split(":")[0]
    for g, s in zip(gold, guess):
        if s.head is None:
            continue
        for i in range(len(g.forms)):
            n += 1
            ok = g.head[i] == s.head[i]
            uas += ok
            las += ok and base(g.rel[i]) == base(s.rel[i])
            upos += g.upos[i] == s.upos[i]
            feats += g.feats[i] == s.feats[i]
            lem += g.lemma[i] == s.lemma[i]
    return {k: round(100 * v / max(1, n), 2) for k, v in (("las", las), ("uas", uas), ("upos", upos), ("feats", feats), ("lemma", lem))}


def name_score(model, vocab, pieces, rows):
    fold = {"GPE": "LOC"}
    guess = [corpus.Sentence(forms) for _, forms, _ in rows]
    label.predict(model, vocab, pieces, guess)
    ok = ng = ns = 0
    for (_, _, tags), s in zip(rows, guess):
        if s.head is None:
            continue
        g = {x for x in corpus.spans(tags) if x[2] in ("PER", "ORG", "LOC")}
        p = {(a, b, fold.get(k, k)) for a, b, k in corpus.spans(s.names) if k in ("PER", "ORG", "LOC", "GPE")}
        ok, ng, ns = ok + len(g & p), ng + len(g), ns + len(p)
    return round(200 * ok / max(1, ng + ns), 2)


def optimiser(model, encoder_rate, head_rate, decay=0.9):
    groups, seen = [], set()
    for i, layer in enumerate(model.encoder.layers):
        groups.append({"params": list(layer.parameters()), "lr": encoder_rate * decay ** (encoder.LAYERS - 1 - i)})
        seen |= {id(p) for p in layer.parameters()}
    rest = [p for p in model.encoder.parameters() if id(p) not in seen and p.requires_grad]
    seen.add(id(model.encoder.words.weight))
    groups.append({"params": rest, "lr": encoder_rate * decay ** encoder.LAYERS})
    seen |= {id(p) for p in rest}
    groups.append({"params": [p for p in model.parameters() if id(p) not in seen], "lr": head_rate})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--epochs", type=int, default=10)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--words", type=int, default=1400, help="words of one batch, padding counted")
    ap.add_argument("--gmb", type=int, default=4500, help="GMB sentences drawn for each epoch")
    ap.add_argument("--minutes", type=float, default=0, help="time that the schedule is fitted into; 0 trusts --epochs")
    ap.add_argument("--init", help="weights of an earlier run to go on from")
    ap.add_argument("--encoder-rate", type=float, default=1.5e-4)
    ap.add_argument("--head-rate", type=float, default=1.5e-3)
    a = ap.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)
    rng = random.Random(a.seed)
    path = lambda *p: os.path.join(a.data, *p)

    ewt, gum = load_trees(a.data)
    gmb_rows = corpus.read_bio(path("ner/gmb-voa.bio.gz"))
    demonyms = corpus.find_demonyms(gmb_rows)
    attach_names(ewt, corpus.read_bio(path("ner/uner-ewt-train.bio.gz")), "uner", demonyms)
    attach_names(gum, corpus.read_bio(path("ner/gum-train-free-names.bio.gz")), "gum", demonyms)
    extra = named(corpus.read_bio(path("ner/wikigold.bio.gz")), "wikigold", demonyms)
    extra += named(corpus.read_bio(path("ner/crossner-politics-train.bio.gz")), "crossner", demonyms) * 2
    gmb = named(gmb_rows, "gmb", demonyms)
    trees = ewt + gum

    pieces = encoder.WordPiece(encoder.model_dir())
    uniq = lambda it: sorted(set(it))
    vocab = Vocabulary(uniq(u for s in trees for u in s.upos), uniq(f for s in trees for f in s.feats), lemma.scripts(trees),
                       uniq(r for s in trees for r in s.rel), ["", "?"] + uniq(c for s in trees for f in s.forms for c in f))
    for s in trees:
        s.rules = [lemma.script(f, m) for f, m in zip(s.forms, s.lemma)]
    model = Teacher(vocab, len(pieces.ids))
    model.encoder.load(os.path.join(encoder.model_dir(), "model.safetensors"))
    if a.init:
        model.load_state_dict(torch.load(a.init, map_location="cpu", weights_only=True)["model"])
    average = copy.deepcopy(model).eval()
    opt = optimiser(model, a.encoder_rate, a.head_rate)
    peak = [g["lr"] for g in opt.param_groups]
    dev = corpus.read_conllu(path("ud/ewt-dev.conllu.gz"), 0)
    gum_dev = corpus.read_conllu(path("ud/gum-dev.conllu.gz"), 1)
    uner_dev = corpus.read_bio(path("ner/uner-ewt-dev.bio.gz"))

    fast = [p for p in model.parameters() if p.requires_grad]
    slow = [q for p, q in zip(model.parameters(), average.parameters()) if p.requires_grad]
    start, step, best = time.time(), 0, 0.0
    for epoch in range(a.epochs):
        todo = plan(trees + extra + rng.sample(gmb, a.gmb), rng, a.words)
        model.train()
        sums = {}
        for k, group in enumerate(todo):
            done = (epoch + k / len(todo)) / a.epochs
            if a.minutes:  # a slower machine shortens the schedule, never the anneal
                done = max(done, (time.time() - start) / 60 / a.minutes)
            rate = min(step / 300, 1.0) * max(0.0, 1 - done)
            for g, p in zip(opt.param_groups, peak):
                g["lr"] = p * rate
            losses = model.loss(Batch(group, pieces, vocab), vocab)
            opt.zero_grad(set_to_none=True)
            sum(losses.values()).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            opt.step()
            step += 1
            keep = min(0.998, step / (step + 10))
            with torch.no_grad():
                torch._foreach_lerp_(slow, fast, 1 - keep)
            for name, v in losses.items():
                t = sums.setdefault(name, [0.0, 0])
                t[0] += v.item()
                t[1] += 1
            if k % 100 == 0:
                took = time.time() - start
                text = " ".join(f"{n} {t[0] / t[1]:.3f}" for n, t in sums.items())
                print(f"epoch {epoch + 1} batch {k}/{len(todo)} {took / 60:.1f} min {text}", file=sys.stderr, flush=True)
            if done >= 1:
                break
        score = dev_score(average, vocab, pieces, dev)
        print(f"epoch {epoch + 1}: {(time.time() - start) / 60:.1f} min EWT dev {score} GUM dev {dev_score(average, vocab, pieces, gum_dev)} "
              f"UNER dev {name_score(average, vocab, pieces, uner_dev)}", flush=True)
        torch.save({"model": {k: v.clone() for k, v in average.state_dict().items()}, "vocab": vocab.lists(), "epoch": epoch}, a.out + ".last")
        if score["las"] > best:
            best = score["las"]
            os.replace(a.out + ".last", a.out)
        if done >= 1:
            break


if __name__ == "__main__":
    main()
