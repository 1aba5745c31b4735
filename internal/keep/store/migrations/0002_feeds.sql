-- +goose Up
-- Feeds that are followed, and what their hosts said last.
CREATE TABLE feeds (
  url TEXT PRIMARY KEY,
  title TEXT NOT NULL, grp TEXT NOT NULL,
  etag TEXT NOT NULL DEFAULT '', modified TEXT NOT NULL DEFAULT '',
  next TEXT NOT NULL DEFAULT '',      -- before which it is not asked, RFC 3339
  status TEXT NOT NULL DEFAULT '',    -- of the last try: 'ok', or the problem
  failures INTEGER NOT NULL DEFAULT 0 -- in a row
) WITHOUT ROWID;

-- Links that feeds have shown: each is fetched once.
CREATE TABLE links (
  url TEXT PRIMARY KEY,               -- canonical
  address TEXT NOT NULL,              -- as the feed gives it
  feed TEXT NOT NULL, title TEXT NOT NULL, published TEXT NOT NULL,
  state TEXT NOT NULL,                -- new | done | failed
  tries INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX links_state ON links(state, feed);

-- +goose Down
DROP TABLE links; DROP TABLE feeds;
