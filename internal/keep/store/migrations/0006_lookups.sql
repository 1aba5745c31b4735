-- +goose Up
-- Words and phrases of the ledger are found as those of events are.
CREATE VIRTUAL TABLE ledger_words USING fts5(evidence, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO ledger_words (rowid, evidence) SELECT id, evidence FROM ledger WHERE evidence <> '';

CREATE INDEX events_country ON events(country, day, id);
CREATE INDEX documents_publisher ON documents(publisher COLLATE NOCASE);

-- +goose Down
DROP INDEX documents_publisher; DROP INDEX events_country;
DROP TABLE ledger_words;
