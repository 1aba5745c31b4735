"""The teacher: MiniLM and cased characters, a BiLSTM over words, heads for tags, features, lemmas, trees and names."""
import torch
import torch.nn as nn
import torch.nn.functional as F

import encoder
from corpus import TAGS

CHARS = 20  # characters of a word that the cased convolution sees: the first 12 and the last 8


class Vocabulary:
    """Label lists and characters; plain lists, so that a checkpoint holds it as JSON."""

    def __init__(self, upos, feats, lemma, rel, chars):
        self.upos, self.feats, self.lemma, self.rel, self.chars = upos, feats, lemma, rel, chars
        self.index = {k: {x: i for i, x in enumerate(getattr(self, k))} for k in ("upos", "feats", "lemma", "rel", "chars")}

    def lists(self):
        return {k: getattr(self, k) for k in self.index}

    def char_ids(self, form):
        form = form if len(form) <= CHARS else form[:12] + form[-8:]
        get = self.index["chars"].get
        ids = [get(c, 1) for c in form]
        return ids + [0] * (CHARS - len(ids))


class Batch:
    """Sentences as padded tensors; word position 0 is the root and stands on [CLS]."""

    def __init__(self, sentences, pieces, vocab):
        ids, owner, banks, chars = [], [], [], {}
        forms_at = []
        for s in sentences:
            row, own = [pieces.cls], [0]
            for i, form in enumerate(s.forms):
                got = pieces.word(form)
                row += got
                own += [i + 1] * len(got)
            ids.append(row + [pieces.sep])
            owner.append(own + [-1])
            banks.append(s.bank)
            forms_at.append([chars.setdefault(f, len(chars) + 1) for f in s.forms])
        n, b = max(map(len, ids)), len(ids)
        t = 1 + max(len(s.forms) for s in sentences)
        self.ids = torch.zeros(b, n, dtype=torch.long)
        self.mask = torch.zeros(b, n, dtype=torch.bool)
        self.pool = torch.zeros(b, t, n)
        self.chars = torch.zeros(len(chars) + 1, CHARS, dtype=torch.long)
        self.form_at = torch.zeros(b, t, dtype=torch.long)
        self.lengths = torch.tensor([1 + len(s.forms) for s in sentences])
        self.bank = torch.tensor(banks)
        for f, k in chars.items():
            self.chars[k] = torch.tensor(vocab.char_ids(f))
        for i, (row, own) in enumerate(zip(ids, owner)):
            self.ids[i, :len(row)] = torch.tensor(row)
            self.mask[i, :len(row)] = True
            o = torch.tensor(own[:-1])
            self.pool[i, o, torch.arange(len(o))] = 1
            self.form_at[i, 1:1 + len(forms_at[i])] = torch.tensor(forms_at[i])
        self.pool /= self.pool.sum(-1, keepdim=True).clamp(min=1)
        self.words = torch.arange(t)[None] < self.lengths[:, None]
        at = torch.arange(t)[None].expand(b, t)
        self.flip = torch.where(self.words, self.lengths[:, None] - 1 - at, at)
        self.sentences = sentences

    def target(self, values, index, missing=-100):
        out = torch.full(self.words.shape, missing, dtype=torch.long)
        for i, s in enumerate(self.sentences):
            row = getattr(s, values)
            if row is not None:
                out[i, 1:1 + len(row)] = torch.tensor([index.get(v, missing) if index else v for v in row])
        return out

    def name_sets(self):
        out = torch.zeros(*self.words.shape, len(TAGS), dtype=torch.bool)
        for i, s in enumerate(self.sentences):
            if s.names is not None:
                for k, allowed in enumerate(s.names):
                    out[i, k + 1, allowed] = True
        return out


class SharedDropout(nn.Module):
    """One mask for all words of a sentence."""

    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        return x * torch.bernoulli(torch.full((x.shape[0], 1, x.shape[2]), 1 - self.p)) / (1 - self.p)


class Teacher(nn.Module):
    def __init__(self, vocab, size, arc=400, label=127, hidden=256, drop=0.33):
        super().__init__()
        self.encoder = encoder.MiniLM(size)
        self.mix = nn.Parameter(torch.zeros(encoder.LAYERS + 1))
        self.char, self.conv = nn.Embedding(len(vocab.chars), 32, padding_idx=0), nn.Conv1d(32, 128, 3, padding=1)
        self.bank = nn.Embedding(2, 32)
        self.drop = SharedDropout(drop)
        wide = encoder.WIDTH + 128 + 32
        self.onward, self.back = nn.LSTM(wide, hidden, batch_first=True), nn.LSTM(wide, hidden, batch_first=True)
        d = 2 * hidden
        self.upos, self.feats = nn.Linear(d, len(vocab.upos)), nn.Linear(d, len(vocab.feats))
        self.lemma = nn.Linear(d + 128, len(vocab.lemma))
        self.names = nn.Sequential(nn.Linear(d, 256), nn.GELU(), nn.Dropout(drop), nn.Linear(256, len(TAGS)))
        self.arc_dep, self.arc_head = nn.Linear(d, arc), nn.Linear(d, arc)
        self.rel_dep, self.rel_head = nn.Linear(d, label), nn.Linear(d, label)
        self.arc = nn.Parameter(torch.zeros(arc + 1, arc))
        self.rel = nn.Parameter(torch.zeros(len(vocab.rel), label + 1, label + 1))
        nn.init.normal_(self.arc, std=0.02)
        nn.init.normal_(self.rel, std=0.02)

    def encode(self, b):
        with torch.autocast("cpu", torch.bfloat16):
            layers = self.encoder(b.ids, b.mask)
            w = self.mix.softmax(0)
            x = sum(w[i] * y.float() for i, y in enumerate(layers))
        x = torch.bmm(b.pool, x)
        c = F.relu(self.conv(self.char(b.chars).transpose(1, 2))).amax(2)[b.form_at]
        bank = self.bank(b.bank)[:, None].expand(-1, x.shape[1], -1)
        x = self.drop(torch.cat([x, c, bank], 2))
        # Two one-way layers with the padding at the end: packed sequences have a backward pass quadratic in the length.
        flip = b.flip[..., None]
        back = self.back(x.gather(1, flip.expand_as(x)))[0]
        y = torch.cat([self.onward(x)[0], back.gather(1, flip.expand_as(back))], 2)
        return self.drop(y), c

    def arcs(self, y, words):
        dep, head = self.drop(F.gelu(self.arc_dep(y))), self.drop(F.gelu(self.arc_head(y)))
        dep = torch.cat([dep, torch.ones_like(dep[..., :1])], 2)
        s = dep @ self.arc @ head.transpose(1, 2)
        s = s.masked_fill(~words[:, None, :], -1e4)
        return s - torch.diag_embed(torch.full(s.shape[:2], 1e4))

    def labels(self, y, heads):
        """Scores of the relation of each word to heads[b, t]."""
        one = lambda v: torch.cat([v, torch.ones_like(v[..., :1])], 2)
        dep, head = one(self.drop(F.gelu(self.rel_dep(y)))), one(self.drop(F.gelu(self.rel_head(y))))
        head = head.gather(1, heads.clamp(min=0)[..., None].expand(-1, -1, head.shape[2]))
        b, t, n = dep.shape
        with torch.autocast("cpu", torch.bfloat16):
            left = (dep.reshape(-1, n) @ self.rel.permute(1, 0, 2).reshape(n, -1)).view(b * t, -1, n)
            return (left @ head.reshape(b * t, n, 1)).view(b, t, -1).float()

    def loss(self, b, vocab):
        y, c = self.encode(b)
        trees = torch.tensor([s.head is not None for s in b.sentences])
        losses = {}
        if trees.any():
            cut = lambda v: v[trees]
            yt, wt = cut(y), cut(b.words)
            head = cut(b.target("head", None))

            def ce(s, t):
                known = (t != -100).sum().clamp(min=1)  # a mean over no word at all is no number
                return F.cross_entropy(s.reshape(-1, s.shape[-1]), t.reshape(-1), ignore_index=-100, label_smoothing=0.03, reduction="sum") / known
            losses["upos"] = ce(self.upos(yt), cut(b.target("upos", vocab.index["upos"])))
            losses["feats"] = ce(self.feats(yt), cut(b.target("feats", vocab.index["feats"])))
            losses["lemma"] = 0.5 * ce(self.lemma(torch.cat([yt, cut(c)], 2)), cut(b.target("rules", vocab.index["lemma"])))
            losses["arc"] = F.cross_entropy(self.arcs(yt, wt).flatten(0, 1), head.reshape(-1), ignore_index=-100)
            losses["rel"] = ce(self.labels(yt, head), cut(b.target("rel", vocab.index["rel"])))
        sets = b.name_sets()
        given = sets.any(2)
        if given.any():
            logp = self.names(y)[given].log_softmax(-1)
            losses["names"] = -logp.masked_fill(~sets[given], -1e4).logsumexp(-1).mean()
        return losses
