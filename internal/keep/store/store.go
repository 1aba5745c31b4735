// Package store keeps records in one SQLite file: documents, events,
// statements, the ledger, runs, corrections and roll-ups. It holds the only
// SQL of the program.
//
// A document is put in one transaction with everything that depends on it, so
// that a process that is killed at any moment leaves whole documents behind,
// and putting them again changes nothing. Counts are kept apart: mentions,
// articles, independent sources (near-duplicates and copies of one agency
// count once) and events (clusters of reports of one act).
package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver "sqlite", pure Go
)

//go:embed migrations/*.sql
var migrations embed.FS

// Mode says how much of an article is kept.
type Mode string

// The storage modes.
const (
	ModeSpans Mode = "spans" // address, hash and evidence of at most 300 characters; the default
	ModeFull  Mode = "full"  // the text too
	ModeNone  Mode = "none"  // neither evidence nor text nor record
)

// Errors that callers decide on.
var (
	ErrMode      = errors.New("store: mode is not spans, full or none")
	ErrForgotten = errors.New("store: document was forgotten")
	ErrNotFound  = errors.New("store: not found")
)

// Store is an open database. It is safe for concurrent use; writes wait for
// each other, also between processes.
type Store struct {
	db   *sql.DB
	mode Mode
	path string

	codec *codec
}

// Options of Open. The zero value opens an existing file in its own mode, or
// makes one in mode spans.
type Options struct {
	Mode     Mode // of a new file; "" means spans
	ReadOnly bool
}

// Open opens or makes the file at path and brings its schema up to date.
func Open(ctx context.Context, path string, opt Options) (*Store, error) {
	switch opt.Mode {
	case "", ModeSpans, ModeFull, ModeNone:
	default:
		return nil, fmt.Errorf("%w: %q", ErrMode, opt.Mode)
	}
	if opt.ReadOnly {
		if _, err := os.Stat(path); err != nil {
			return nil, fmt.Errorf("store: %w", err)
		}
	}
	// Immediate transactions wait for a writer instead of failing half-way. Pages
	// of the index of near-duplicates are hit at random, many times before the
	// log of 32 MB is full and each is written back once.
	q := url.Values{"_pragma": {"busy_timeout(20000)", "foreign_keys(1)", "synchronous(normal)", "journal_mode(wal)", "wal_autocheckpoint(8192)", "cache_size(-65536)", "temp_store(memory)"}, "_txlock": {"immediate"}}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+q.Encode())
	if err != nil {
		return nil, fmt.Errorf("store: %s: %w", path, err)
	}
	db.SetMaxOpenConns(4)
	s := &Store{db: db, path: path}
	if s.codec, err = newCodec(); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if err := s.prepare(ctx, opt); err != nil {
		return nil, errors.Join(fmt.Errorf("store: %s: %w", path, err), db.Close())
	}
	return s, nil
}

func (s *Store) prepare(ctx context.Context, opt Options) error {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, s.db, sub)
	if err != nil {
		return err
	}
	if pending, err := p.HasPending(ctx); err != nil || pending {
		if err != nil {
			return err
		}
		if _, err := p.Up(ctx); err != nil {
			return err
		}
	}
	mode := opt.Mode
	if mode == "" {
		mode = ModeSpans
	}
	if _, err := s.db.ExecContext(ctx, `INSERT OR IGNORE INTO settings VALUES ('mode', ?)`, string(mode)); err != nil {
		return err
	}
	var have string
	if err := s.db.QueryRowContext(ctx, `SELECT value FROM settings WHERE name = 'mode'`).Scan(&have); err != nil {
		return err
	}
	s.mode = Mode(have)
	if opt.Mode != "" && opt.Mode != s.mode {
		return fmt.Errorf("%w: the file is in mode %s, not %s", ErrMode, s.mode, opt.Mode)
	}
	return s.stripAll(ctx)
}

// Mode returns how much of an article the file keeps.
func (s *Store) Mode() Mode { return s.mode }

// Close closes the file.
func (s *Store) Close() error { return s.db.Close() }

// Backup writes a consistent copy of the file to path, which must not exist,
// while others may go on writing.
func (s *Store) Backup(ctx context.Context, path string) error {
	if _, err := os.Stat(path); err == nil {
		return fmt.Errorf("store: backup: %s exists", path)
	}
	if _, err := s.db.ExecContext(ctx, `VACUUM INTO ?`, path); err != nil {
		return fmt.Errorf("store: backup: %w", err)
	}
	return nil
}

// inTx runs f in a transaction and commits it if f returns nil.
func (s *Store) inTx(ctx context.Context, f func(*sql.Tx) error) error {
	return s.in(ctx, nil, f)
}

// in is inTx with options: one that only reads keeps nobody from writing.
func (s *Store) in(ctx context.Context, opt *sql.TxOptions, f func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, opt)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if err := f(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	return nil
}
