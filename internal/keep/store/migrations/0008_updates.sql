-- +goose Up
-- When the feed last said that the article had changed (RFC 3339), and how
-- often it has been asked for again because of that.
ALTER TABLE links ADD COLUMN updated TEXT NOT NULL DEFAULT '';
ALTER TABLE links ADD COLUMN again INTEGER NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE links DROP COLUMN again;
ALTER TABLE links DROP COLUMN updated;
