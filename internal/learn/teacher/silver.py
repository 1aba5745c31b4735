"""Collects raw news text for silver: JSON Lines of {"id", "text"}, the most news-like first.

  python silver.py --data FOLDER [--words 1500000] > texts.jsonl

GMB comes as tokens; they are joined as running text is written. Its sentences
stand on lines of their own.
"""
import argparse
import gzip
import json
import os
import random
import sys

import corpus

NO_SPACE_BEFORE = set(", . ; : ! ? ) ] } % ” ’ ''".split()) | {"...", "'s", "'S", "n't", "N'T", "'re", "'ve", "'ll", "'d", "'m", "'"}
NO_SPACE_AFTER = set("( [ { $ # “ ‘ ``".split())


def join(tokens):
    """Running text of Penn Treebank tokens; straight double quotes open and close in turn."""
    out, quoted, glue = "", False, True
    for t in tokens:
        if t == '"':
            if quoted:
                out += t
            else:
                out += ("" if glue else " ") + t
            glue = not quoted
            quoted = not quoted
            continue
        out += ("" if glue or t in NO_SPACE_BEFORE and out else " ") + t
        glue = t in NO_SPACE_AFTER
    return out.strip()


def jsonl(path, ident):
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for i, line in enumerate(f):
            d = json.loads(line)
            yield {"id": f"{ident}-{d.get('id', i)}", "text": d["text"]}


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", required=True)
    ap.add_argument("--words", type=int, default=1_500_000)
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    rng = random.Random(a.seed)
    path = lambda *p: os.path.join(a.data, *p)
    gmb = [join(forms) for _, forms, _ in corpus.read_bio(path("ner/gmb-voa.bio.gz")) if 4 <= len(forms) <= 60]
    gmb = [{"id": f"gmb-{i}", "text": "\n\n".join(gmb[i:i + 20])} for i in range(0, len(gmb), 20)]
    news = list(jsonl(path("attribution/train.jsonl.gz"), "polnear"))
    rng.shuffle(gmb)
    rng.shuffle(news)
    time = [r for n in ("timebank", "aquaint") for r in jsonl(path(f"time/{n}.jsonl.gz"), n)]
    geo = [r for n in ("geowebnews", "geovirus") for r in jsonl(path(f"geo/{n}.jsonl.gz"), n)]
    lgl = list(jsonl(path("geo/lgl.jsonl.gz"), "lgl"))
    # GMB and PolNeAR in turn, so that any beginning of the file is a fair mixture.
    mixed, i, j = [], 0, 0
    while i < len(gmb) or j < len(news):
        mixed += gmb[i:i + 2]
        mixed += news[j:j + 1]
        i, j = i + 2, j + 1
        if j == len(news) // 3:
            mixed += time
        if j == len(news) // 2:
            mixed += geo
    mixed += lgl
    total = 0
    for r in mixed:
        total += len(r["text"].split())
        if total > a.words:
            break
        print(json.dumps(r, ensure_ascii=False))
    print(f"{total} words", file=sys.stderr)


if __name__ == "__main__":
    main()
