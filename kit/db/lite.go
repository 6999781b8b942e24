package db

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"runtime"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// lite is SQLite: one writing connection, and several that only read.
type lite struct {
	write, read *sql.DB
	known       *knownQueries // by readers
}

func openLite(path string) (*lite, error) {
	if path == ":memory:" {
		// A database in memory lives in its one connection.
		one, err := litePool(":memory:", 1)
		return &lite{write: one, read: one}, err
	}
	write, err := litePool(address(path, "synchronous(FULL)"), 1)
	if err != nil {
		return nil, err
	}
	read, err := litePool(address(path, "query_only(1)"), max(4, runtime.NumCPU()))
	return &lite{write, read, &knownQueries{pool: read, all: map[string]*sql.Stmt{}}}, err
}

// address names a file for the driver. A commit is on the disk before it is
// acknowledged (synchronous FULL), and what is deleted is overwritten.
func address(path string, more ...string) string {
	values := url.Values{"_txlock": {"immediate"}, "_pragma": {
		"busy_timeout(15000)", "journal_mode(WAL)", "foreign_keys(1)", "secure_delete(1)", "temp_store(1)", "cache_size(-16000)",
	}}
	for _, pragma := range more {
		values.Add("_pragma", pragma)
	}
	if len(more) > 0 && more[0] == "query_only(1)" {
		values.Set("_txlock", "deferred")
	}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: values.Encode()}).String()
}

func litePool(address string, connections int) (*sql.DB, error) {
	pool, err := sql.Open("sqlite", address)
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	pool.SetConnMaxLifetime(0)
	if address == ":memory:" {
		_, err = pool.Exec("PRAGMA foreign_keys = ON")
	} else {
		err = pool.Ping()
	}
	return pool, err
}

func (l *lite) close() error {
	if l.write == l.read {
		return l.write.Close()
	}
	l.known.learning.Wait() // it may open a connection, and with it a file
	return errors.Join(l.read.Close(), l.write.Close())
}

func (d *DB) inLite(ctx context.Context, f func(*Tx) error) error {
	tx, err := d.lite.write.BeginTx(ctx, nil)
	if err != nil {
		return closed(err)
	}
	defer tx.Rollback()
	if err := f(&Tx{ctx: ctx, db: d, lite: tx}); err != nil {
		return closed(err)
	}
	return unsure(tx.Commit())
}

func liteDuplicate(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && (e.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY || e.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE)
}

// Lite returns the writing pool of SQLite, or nil: the jobs need it.
func (d *DB) Lite() *sql.DB {
	if d.lite == nil {
		return nil
	}
	return d.lite.write
}
