"""Lemmas as edit scripts: how to case the form, how much of its end to cut, what to add."""
from collections import Counter


def script(form, lemma):
    low = form.lower()
    if lemma == form:
        return "k||"
    if lemma == low:
        return "l||"
    for how, base in (("k", form), ("l", low)):
        n = 0
        while n < min(len(base), len(lemma)) and base[n] == lemma[n]:
            n += 1
        if n >= 1 and (n * 2 >= len(base) or n >= 2):
            return f"{how}|{len(base) - n}|{lemma[n:]}"
    return "=|" + lemma


def apply(rule, form):
    if rule.startswith("=|"):
        return rule[2:]
    how, cut, add = rule.split("|", 2)
    base = form if how == "k" else form.lower()
    cut = int(cut) if cut else 0
    return base[:len(base) - cut] + add if cut < len(base) or add else base


def scripts(sentences, least=2):
    count = Counter(script(f, m) for s in sentences for f, m in zip(s.forms, s.lemma))
    return [r for r, n in count.most_common() if n >= least]


class Seen:
    """The lemmas of the words of a treebank; where a word was seen with its tags, that beats any rule."""

    def __init__(self, sentences):
        exact, loose = {}, {}
        for s in sentences:
            for form, upos, feats, lem in zip(s.forms, s.upos, s.feats, s.lemma):
                exact.setdefault((form, upos, feats), Counter())[lem] += 1
                loose.setdefault((form.lower(), upos), Counter())[lem] += 1
        top = lambda table: {k: c.most_common(1)[0][0] for k, c in table.items()}
        self.exact, self.loose = top(exact), top(loose)

    def get(self, form, upos, feats, guess):
        """The lemma of a word; guess is what the network says."""
        if upos == "PROPN":
            return self.exact.get((form, upos, feats), form)
        return self.exact.get((form, upos, feats)) or self.loose.get((form.lower(), upos)) or guess
