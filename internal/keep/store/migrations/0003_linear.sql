-- +goose Up
-- What takes a document out must not look at the others: bands are found by
-- their hashes and not by a key that has no index, the ledger by its document,
-- and roll-ups that have come to nothing by an index that holds nothing else.
CREATE TABLE bands_3 (
  band INTEGER NOT NULL, hash INTEGER NOT NULL, document INTEGER NOT NULL,
  PRIMARY KEY (band, hash, document)
) WITHOUT ROWID;
INSERT INTO bands_3 SELECT band, hash, document FROM bands ORDER BY band, hash, document;
DROP TABLE bands;
ALTER TABLE bands_3 RENAME TO bands;
CREATE INDEX ledger_document ON ledger(document);
CREATE INDEX dyads_empty ON dyads(mentions) WHERE mentions <= 0;
CREATE INDEX coverage_empty ON coverage(documents) WHERE documents <= 0;

-- The passages stand in events and statements; the index need not hold them
-- a second time.
DROP TABLE words;
CREATE VIRTUAL TABLE words USING fts5(evidence, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO words (rowid, evidence) SELECT 2*id, evidence FROM events WHERE evidence <> '' UNION ALL SELECT 2*id+1, evidence FROM statements WHERE evidence <> '';

-- +goose Down
DROP TABLE words;
CREATE VIRTUAL TABLE words USING fts5(evidence, tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO words (rowid, evidence) SELECT 2*id, evidence FROM events WHERE evidence <> '' UNION ALL SELECT 2*id+1, evidence FROM statements WHERE evidence <> '';
DROP INDEX coverage_empty; DROP INDEX dyads_empty; DROP INDEX ledger_document;
