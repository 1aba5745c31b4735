-- +goose Up
-- Casts: who takes part in an item, on both sides, by codes. Many items share
-- one, so that a strip holds a single number for it.
CREATE TABLE casts (id INTEGER PRIMARY KEY, parts TEXT NOT NULL UNIQUE); -- 'A12 A7 R3'
CREATE TABLE cast_codes (side TEXT NOT NULL, code INTEGER NOT NULL, crew INTEGER NOT NULL, PRIMARY KEY (side, code, crew)) WITHOUT ROWID; -- crew: a row of casts
DELETE FROM strips;
DELETE FROM settings WHERE name = 'strips'; -- they are made anew when the file is opened

-- +goose Down
DELETE FROM strips;
DELETE FROM settings WHERE name = 'strips';
DROP TABLE cast_codes; DROP TABLE casts;
