-- +goose Up
-- Strips: of the mentions and statements of 64 articles in a row, all that a
-- count or a filter asks, as varints (docs/formats/store.md). They are made
-- from the rows in the transaction that changes these. What the numbers in a
-- strip mean stands in four lists that only grow.
CREATE TABLE shapes (
  id INTEGER PRIMARY KEY,
  item TEXT NOT NULL,                 -- e event, s statement
  type TEXT NOT NULL, mode TEXT NOT NULL, contexts TEXT NOT NULL, cameo TEXT NOT NULL, quad INTEGER NOT NULL, goldstein REAL,
  modality TEXT NOT NULL, background INTEGER NOT NULL, again INTEGER NOT NULL, -- again: same_as is not empty
  status TEXT NOT NULL, stance TEXT NOT NULL, kind TEXT NOT NULL
);
CREATE UNIQUE INDEX shapes_all ON shapes(item, type, mode, contexts, cameo, quad, COALESCE(goldstein, 1000), modality, background, again, status, stance, kind);
CREATE TABLE spots (id INTEGER PRIMARY KEY, place TEXT NOT NULL, country TEXT NOT NULL, UNIQUE (place, country));
CREATE TABLE codes (id INTEGER PRIMARY KEY, party TEXT NOT NULL, code TEXT NOT NULL, UNIQUE (party, code));
CREATE TABLE outlets (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE); -- publishers and origins
CREATE TABLE strips (
  id INTEGER PRIMARY KEY,             -- documents 64n to 64n+63: n for events, 2^40+n for statements
  first INTEGER NOT NULL, last INTEGER NOT NULL, -- days of its items, as (12 year + month - 1) * 32 + day
  hot BLOB NOT NULL, who BLOB NOT NULL, rest BLOB NOT NULL
);

INSERT INTO shapes (item, type, mode, contexts, cameo, quad, goldstein, modality, background, again, status, stance, kind)
  SELECT 'e', type, mode, contexts, cameo, quad, goldstein, modality, background, same_as <> '', status, '', '' FROM events
  GROUP BY type, mode, contexts, cameo, quad, goldstein, modality, background, same_as <> '', status ORDER BY MIN(id);
INSERT INTO shapes (item, type, mode, contexts, cameo, quad, goldstein, modality, background, again, status, stance, kind)
  SELECT 's', '', '', '', '', 0, NULL, '', 0, 0, status, stance, kind FROM statements GROUP BY status, stance, kind ORDER BY MIN(id);
INSERT INTO spots (place, country) SELECT place, country FROM events GROUP BY place, country ORDER BY MIN(id);
INSERT INTO codes (party, code) SELECT party, code FROM roles GROUP BY party, code ORDER BY MIN(item), kind;
INSERT OR IGNORE INTO outlets (name) SELECT publisher FROM documents GROUP BY publisher ORDER BY MIN(id);
INSERT OR IGNORE INTO outlets (name) SELECT origin FROM documents GROUP BY origin ORDER BY MIN(id);

ALTER TABLE events ADD COLUMN shape INTEGER NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN spot INTEGER NOT NULL DEFAULT 0;
ALTER TABLE statements ADD COLUMN shape INTEGER NOT NULL DEFAULT 0;
UPDATE events SET spot = (SELECT id FROM spots p WHERE p.place = events.place AND p.country = events.country),
  shape = (SELECT id FROM shapes s WHERE s.item = 'e' AND s.type = events.type AND s.mode = events.mode AND s.contexts = events.contexts AND s.cameo = events.cameo
    AND s.quad = events.quad AND COALESCE(s.goldstein, 1000) = COALESCE(events.goldstein, 1000) AND s.modality = events.modality AND s.background = events.background
    AND s.again = (events.same_as <> '') AND s.status = events.status AND s.stance = '' AND s.kind = '');
UPDATE statements SET shape = (SELECT id FROM shapes s WHERE s.item = 's' AND s.type = '' AND s.mode = '' AND s.contexts = '' AND s.cameo = '' AND s.quad = 0 AND COALESCE(s.goldstein, 1000) = 1000
    AND s.modality = '' AND s.background = 0 AND s.again = 0 AND s.status = statements.status AND s.stance = statements.stance AND s.kind = statements.kind);

-- +goose Down
ALTER TABLE statements DROP COLUMN shape;
ALTER TABLE events DROP COLUMN spot;
ALTER TABLE events DROP COLUMN shape;
DROP TABLE strips; DROP TABLE outlets; DROP TABLE codes; DROP TABLE spots; DROP TABLE shapes;
