package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Feed is a feed that is followed and what is known of its host's answers.
type Feed struct {
	URL      string `json:"url"`
	Title    string `json:"title,omitempty"`
	Group    string `json:"group,omitempty"`
	ETag     string `json:"-"`
	Modified string `json:"-"`
	Next     string `json:"next,omitempty"`  // RFC 3339; before which it is not asked
	After    string `json:"after,omitempty"` // RFC 3339; before which its host wants to be left alone
	Status   string `json:"status,omitempty"`
	Failures int    `json:"failures"`
	Links    int    `json:"links"` // that it has shown
}

// Link is an article that a feed has shown.
type Link struct {
	URL       string // canonical
	Address   string // as the feed gives it
	Feed      string
	Title     string
	Published string // ISO 8601 date, "" if unknown
	Updated   string // RFC 3339, the last change that the feed states; "" if unknown

	// What the article's host said when it was last fetched, set for one that is
	// fetched again.
	ETag, Modified string
}

// maxAgain is how often an article is fetched again because its feed says that
// it has changed: some feeds say so of everything, at every poll.
const maxAgain = 20

// AddFeeds adds feeds; those that are there keep their state. It returns the
// number of new ones.
func (s *Store) AddFeeds(ctx context.Context, feeds ...Feed) (int, error) {
	n := int64(0)
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		for _, f := range feeds {
			r, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO feeds (url, title, grp) VALUES (?, ?, ?)`, f.URL, f.Title, f.Group)
			if err != nil {
				return fmt.Errorf("store: feeds: %w", err)
			}
			k, err := r.RowsAffected()
			if err != nil {
				return fmt.Errorf("store: feeds: %w", err)
			}
			n += k
		}
		return nil
	})
	return int(n), err
}

// RemoveFeed stops following a feed. It returns ErrNotFound if there is none.
func (s *Store) RemoveFeed(ctx context.Context, url string) error {
	r, err := s.db.ExecContext(ctx, `DELETE FROM feeds WHERE url = ?`, url)
	if err != nil {
		return fmt.Errorf("store: feeds: %w", err)
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return errors.Join(fmt.Errorf("%w: feed %q", ErrNotFound, url), err)
	}
	return nil
}

// Feeds returns all feeds by address.
func (s *Store) Feeds(ctx context.Context) ([]Feed, error) {
	var out []Feed
	err := s.each(ctx, builder{}, `SELECT url, title, grp, etag, modified, next, after, status, failures, (SELECT COUNT(*) FROM links WHERE feed = feeds.url) FROM feeds ORDER BY url`, func(rows *sql.Rows) (bool, error) {
		var f Feed
		err := rows.Scan(&f.URL, &f.Title, &f.Group, &f.ETag, &f.Modified, &f.Next, &f.After, &f.Status, &f.Failures, &f.Links)
		out = append(out, f)
		return err == nil, err
	})
	return out, err
}

// Polled notes the answer to a feed and the links that it shows. Links that
// were seen before, or whose article is in the file, are not new, unless the
// feed says that they have changed since. It returns the number of new ones.
func (s *Store) Polled(ctx context.Context, f Feed, links []Link) (int, error) {
	n := int64(0)
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `UPDATE feeds SET title = CASE WHEN title = '' THEN ? ELSE title END, etag = ?, modified = ?, next = ?, after = ?, status = ?, failures = ? WHERE url = ?`,
			f.Title, f.ETag, f.Modified, f.Next, f.After, f.Status, f.Failures, f.URL); err != nil {
			return fmt.Errorf("store: feeds: %w", err)
		}
		for _, l := range links {
			// A first date of change is noted: it tells of no change since.
			r, err := tx.ExecContext(ctx, `INSERT INTO links (url, address, feed, title, published, updated, state)
				SELECT ?1, ?2, ?3, ?4, ?5, ?6, CASE WHEN EXISTS (SELECT 1 FROM documents WHERE url = ?1) THEN 'done' ELSE 'new' END
				ON CONFLICT DO UPDATE SET updated = excluded.updated, title = excluded.title,
				state = CASE WHEN updated = '' THEN state ELSE 'new' END, tries = CASE WHEN updated = '' THEN tries ELSE 0 END, again = again + (updated <> '' AND state = 'done')
				WHERE excluded.updated > updated AND again < ?7`,
				Canonical(l.Address), l.Address, f.URL, l.Title, l.Published, l.Updated, maxAgain)
			if err != nil {
				return fmt.Errorf("store: feeds: %w", err)
			}
			k, err := r.RowsAffected()
			if err != nil {
				return fmt.Errorf("store: feeds: %w", err)
			}
			n += k
		}
		return nil
	})
	return int(n), err
}

// maxTries is how often a link that fails is tried again.
const maxTries = 3

// NewLinks returns the links that are still to be fetched.
func (s *Store) NewLinks(ctx context.Context) ([]Link, error) {
	var out []Link
	err := s.each(ctx, builder{args: []any{maxTries}}, `SELECT url, address, feed, title, published, updated, COALESCE(f.etag, ''), COALESCE(f.modified, '') FROM links
		LEFT JOIN (SELECT url AS asked, etag, modified, MAX(id) FROM fetches WHERE status = 200 GROUP BY url) f ON again > 0 AND f.asked = address
		WHERE state = 'new' OR state = 'failed' AND tries < ? ORDER BY feed, url`, func(rows *sql.Rows) (bool, error) {
		var l Link
		err := rows.Scan(&l.URL, &l.Address, &l.Feed, &l.Title, &l.Published, &l.Updated, &l.ETag, &l.Modified)
		out = append(out, l)
		return err == nil, err
	})
	return out, err
}

// Fetched notes what became of a link: problem is "" if its article was taken
// in. A problem that lasts (a missing page, a refusal) is not tried again.
func (s *Store) Fetched(ctx context.Context, canonical, problem string, lasting bool) error {
	state, tries := "done", 1
	if problem != "" {
		state = "failed"
	}
	if lasting {
		tries = maxTries
	}
	if _, err := s.db.ExecContext(ctx, `UPDATE links SET state = ?, tries = tries + ? WHERE url = ?`, state, tries, canonical); err != nil {
		return fmt.Errorf("store: links: %w", err)
	}
	return nil
}

// Fetch is a line of the fetch log.
type Fetch struct {
	URL, ETag, Modified, Robots, Problem string
	At                                   time.Time
	Status                               int
	Bytes                                int64
}

// Log adds a line to the fetch log.
func (s *Store) Log(ctx context.Context, f Fetch) error {
	_, err := s.db.ExecContext(ctx, `INSERT INTO fetches (url, at, status, bytes, etag, modified, robots, problem) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		f.URL, f.At.UTC().Format(time.RFC3339), f.Status, f.Bytes, f.ETag, f.Modified, f.Robots, f.Problem)
	if err != nil {
		return fmt.Errorf("store: fetch log: %w", err)
	}
	return nil
}
