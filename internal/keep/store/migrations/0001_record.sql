-- +goose Up
-- A run names what made the rows that point to it. It carries no time, so that
-- the same input gives the same file.
CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  program TEXT NOT NULL, model TEXT NOT NULL, lexicon TEXT NOT NULL, gazetteer TEXT NOT NULL,
  UNIQUE (program, model, lexicon, gazetteer)
);

-- One row an article. grp is the document that stands for a group of near
-- duplicates (itself, where there are none); origin is who first told it: the
-- agency that the text credits, else the publisher.
CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  doc TEXT NOT NULL UNIQUE,           -- sha256 of the normalised text
  run INTEGER NOT NULL REFERENCES runs(id),
  ref TEXT NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL,
  publisher TEXT NOT NULL, origin TEXT NOT NULL,
  published TEXT NOT NULL, language TEXT NOT NULL,
  bytes INTEGER NOT NULL, sentences INTEGER NOT NULL,
  grp INTEGER NOT NULL,
  skipped TEXT NOT NULL DEFAULT '',   -- why it was not coded: 'language fr'
  signature BLOB,                     -- MinHash
  record BLOB                         -- the record, zstd; its text only in mode full
);
CREATE INDEX documents_url ON documents(url) WHERE url <> '';
CREATE INDEX documents_published ON documents(published);
CREATE INDEX documents_grp ON documents(grp);

-- Where else the very same article was seen.
CREATE TABLE sightings (
  document INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  url TEXT NOT NULL, ref TEXT NOT NULL, publisher TEXT NOT NULL,
  PRIMARY KEY (document, url, ref, publisher)
) WITHOUT ROWID;

CREATE TABLE bands (
  band INTEGER NOT NULL, hash INTEGER NOT NULL, document INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  PRIMARY KEY (band, hash, document)
) WITHOUT ROWID;

-- Events across articles: one act that several articles report.
CREATE TABLE clusters (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,                  -- type, actors, recipients
  first TEXT NOT NULL, place TEXT NOT NULL
);
CREATE INDEX clusters_key ON clusters(key, first);

CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  eid TEXT NOT NULL,
  type TEXT NOT NULL, mode TEXT NOT NULL, contexts TEXT NOT NULL, cameo TEXT NOT NULL,
  quad INTEGER NOT NULL, goldstein REAL,
  modality TEXT NOT NULL, day TEXT NOT NULL, date TEXT NOT NULL, basis TEXT NOT NULL,
  place TEXT NOT NULL, country TEXT NOT NULL,
  attributed INTEGER NOT NULL, same_as TEXT NOT NULL, background INTEGER NOT NULL,
  confidence REAL NOT NULL, evidence TEXT NOT NULL,
  cluster INTEGER REFERENCES clusters(id),
  status TEXT NOT NULL DEFAULT 'machine', -- machine | corrected | rejected | proposed (by a language model: never counted)
  UNIQUE (document, eid)
);
CREATE INDEX events_day ON events(day, id);
CREATE INDEX events_type ON events(type, day, id);
CREATE INDEX events_cluster ON events(cluster);

-- Who takes part. side: A actor or speaker, R recipient or addressee.
-- party is the country, or the code of a body without one.
CREATE TABLE roles (
  item INTEGER NOT NULL, kind TEXT NOT NULL, -- kind: e event, s statement
  side TEXT NOT NULL, n INTEGER NOT NULL,
  party TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, day TEXT NOT NULL,
  PRIMARY KEY (kind, item, side, n)
) WITHOUT ROWID;
CREATE INDEX roles_party ON roles(kind, side, party, day, item);
CREATE INDEX roles_name ON roles(kind, name COLLATE NOCASE, side, day, item);

CREATE TABLE statements (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  sid TEXT NOT NULL,
  kind TEXT NOT NULL, class TEXT NOT NULL, stance TEXT NOT NULL, about TEXT NOT NULL,
  day TEXT NOT NULL, confidence REAL NOT NULL, evidence TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'machine',
  UNIQUE (document, sid)
);
CREATE INDEX statements_day ON statements(day, id);

-- Threats, claims, positions and shifts: the words, and the rest as JSON.
CREATE TABLE ledger (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  kind TEXT NOT NULL,                 -- threat | claim | position | shift
  actor TEXT NOT NULL, party TEXT NOT NULL, day TEXT NOT NULL,
  evidence TEXT NOT NULL, body TEXT NOT NULL
);
CREATE INDEX ledger_kind ON ledger(kind, day, id);
CREATE INDEX ledger_actor ON ledger(actor COLLATE NOCASE, kind, day);

-- Roll-ups by day, dyad and type, kept up to date by every write. An empty
-- party stands for none. Only events that are told as done, once a document.
CREATE TABLE dyads (
  day TEXT NOT NULL, actor TEXT NOT NULL, recipient TEXT NOT NULL, type TEXT NOT NULL,
  quad INTEGER NOT NULL, mentions INTEGER NOT NULL,
  goldstein INTEGER NOT NULL,         -- sum, in tenths, so that it is exact
  PRIMARY KEY (actor, recipient, day, type)
) WITHOUT ROWID;
CREATE INDEX dyads_day ON dyads(day);
CREATE INDEX dyads_recipient ON dyads(recipient, actor, mentions, goldstein);

-- Days on which a publisher was read: a zero means covered and none.
CREATE TABLE coverage (
  day TEXT NOT NULL, publisher TEXT NOT NULL, documents INTEGER NOT NULL,
  PRIMARY KEY (day, publisher)
) WITHOUT ROWID;

-- What a person has set right. It lies over the machine's output and is put on
-- again whenever the document is coded anew: target is the words, not an id.
CREATE TABLE corrections (
  id INTEGER PRIMARY KEY,
  doc TEXT NOT NULL, kind TEXT NOT NULL, -- event | statement
  target TEXT NOT NULL,                  -- type and trigger, or cue and content
  field TEXT NOT NULL, value TEXT NOT NULL, author TEXT NOT NULL, note TEXT NOT NULL, made TEXT NOT NULL
);
CREATE INDEX corrections_doc ON corrections(doc);

-- What was forgotten stays forgotten: hashes of documents and of names.
CREATE TABLE tombstones (
  kind TEXT NOT NULL, hash TEXT NOT NULL, made TEXT NOT NULL,
  PRIMARY KEY (kind, hash)
) WITHOUT ROWID;

-- Every address that was asked for, and the answer.
CREATE TABLE fetches (
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL, at TEXT NOT NULL, status INTEGER NOT NULL, bytes INTEGER NOT NULL,
  etag TEXT NOT NULL, modified TEXT NOT NULL, robots TEXT NOT NULL, problem TEXT NOT NULL
);
CREATE INDEX fetches_url ON fetches(url, id);

CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE VIRTUAL TABLE words USING fts5(evidence, tokenize = 'unicode61 remove_diacritics 2');

-- +goose Down
DROP TABLE words; DROP TABLE settings; DROP TABLE fetches; DROP TABLE tombstones; DROP TABLE corrections; DROP TABLE coverage;
DROP TABLE dyads; DROP TABLE ledger; DROP TABLE statements; DROP TABLE roles; DROP TABLE events; DROP TABLE clusters;
DROP TABLE bands; DROP TABLE sightings; DROP TABLE documents; DROP TABLE runs;
