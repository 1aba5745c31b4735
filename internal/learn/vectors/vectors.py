"""Word vectors to start the reader from: what a pretrained encoder knows of a word that stands alone.

  MINILM=FOLDER python vectors.py --data FOLDER --out vectors.txt [--width 128]

Each word's vector is the mean over its pieces of MiniLM's input embedding and of its second layer, put together and
reduced by principal components. Words are those of the training treebanks, the name corpora and the news text under
DATA that occur at least three times, then the encoder's own whole words. One line a word: the word and its values.
Needs the packages of ../teacher/requirements.txt.
"""
import argparse
import collections
import gzip
import json
import os
import re
import sys

import numpy as np
import torch

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "teacher"))
import encoder  # noqa: E402

QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'} | {c: "0" for c in "123456789"})
LAYER = 2  # of six: above it the encoder turns from words to topics


def key(form):
    """The form under which the reader looks a word up; see internal/grammar."""
    return form.lower().translate(QUOTES)


def words(data, least):
    counts = collections.Counter()
    for name in ("ewt-train", "gum-train-free"):
        with gzip.open(os.path.join(data, "ud", name + ".conllu.gz"), "rt", encoding="utf-8") as f:
            for line in f:
                if line[:1].isdigit():
                    counts[key(line.split("\t")[1])] += 1
    for name in ("gmb-voa", "wikigold", "crossner-politics-train"):
        with gzip.open(os.path.join(data, "ner", name + ".bio.gz"), "rt", encoding="utf-8") as f:
            for line in f:
                if "\t" in line:
                    counts[key(line.split("\t")[0])] += 1
    split = re.compile(r"\w+(?:[-.]\w+)*")
    for name in ("attribution/train", "time/timebank", "time/aquaint", "geo/lgl", "geo/geovirus", "geo/geowebnews"):
        with gzip.open(os.path.join(data, name + ".jsonl.gz"), "rt", encoding="utf-8") as f:
            for line in f:
                for w in split.findall(json.loads(line).get("text") or ""):
                    counts[key(w)] += 1
    return [w for w, n in sorted(counts.items(), key=lambda x: (-x[1], x[0])) if n >= least and " " not in w]


@torch.inference_mode()
def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--width", type=int, default=128)
    ap.add_argument("--least", type=int, default=3)
    args = ap.parse_args()
    torch.set_num_threads(1)
    folder = encoder.model_dir()
    pieces = encoder.WordPiece(folder)
    net = encoder.MiniLM(len(pieces.ids))
    net.load(os.path.join(folder, "model.safetensors"))
    net.eval()
    net.layers = net.layers[:LAYER]
    vocab = words(args.data, args.least)
    have = set(vocab)
    vocab += [w for w in pieces.ids if re.fullmatch(r"[a-z][a-z]+", w) and w not in have]
    print(len(vocab), "words", file=sys.stderr)
    ids = [pieces.word(w) for w in vocab]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    out = np.zeros((len(ids), 2 * encoder.WIDTH), np.float32)
    for lo in range(0, len(order), 512):
        part = order[lo:lo + 512]
        width = 2 + max(len(ids[i]) for i in part)
        batch = torch.zeros(len(part), width, dtype=torch.long)
        mask = torch.zeros(len(part), width, dtype=torch.bool)
        inner = torch.zeros(len(part), width, 1)
        for r, i in enumerate(part):
            n = len(ids[i])
            batch[r, :n + 2] = torch.tensor([pieces.cls, *ids[i], pieces.sep])
            mask[r, :n + 2] = True
            inner[r, 1:n + 1] = 1 / n
        layers = net(batch, mask)
        raw = net.words(batch)
        for half, x in enumerate((raw, layers[LAYER])):
            out[part, half * encoder.WIDTH:(half + 1) * encoder.WIDTH] = (x * inner).sum(1).numpy()
    for half in (slice(0, encoder.WIDTH), slice(encoder.WIDTH, None)):
        out[:, half] -= out[:, half].mean(0)
        out[:, half] /= np.sqrt((out[:, half] ** 2).sum(1).mean())
    cov = out.T @ out / len(out)
    values, vectors = np.linalg.eigh(cov)
    axes = vectors[:, ::-1][:, :args.width]
    print(f"kept {values[::-1][:args.width].sum() / values.sum():.3f} of the variance", file=sys.stderr)
    axes = axes * np.sign(axes[np.abs(axes).argmax(0), np.arange(args.width)])
    low = out @ axes
    low /= np.sqrt((low ** 2).mean())
    with open(args.out, "w", encoding="utf-8") as f:
        for w, v in zip(vocab, low):
            f.write(w + " " + " ".join(f"{x:.3f}" for x in v) + "\n")


if __name__ == "__main__":
    main()
