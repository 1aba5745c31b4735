-- +goose Up
-- Texts that a later one at the same address has replaced: who meets an old
-- one again, in a run that is resumed, does not put it back.
CREATE TABLE former (url TEXT NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (url, doc)) WITHOUT ROWID;

-- +goose Down
DROP TABLE former;
