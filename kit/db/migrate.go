package db

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"strings"
	"testing/fstest"

	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"

	"pesnet/kit/fault"
)

// Migrate runs the numbered files of the schema which have not run yet. A
// schema that is newer than the program is refused: an old program would
// damage it.
func (d *DB) Migrate(ctx context.Context, files fs.FS) error {
	pool, dialect, engine := d.Lite(), goose.DialectSQLite3, "sqlite"
	if d.pg != nil {
		pool, dialect, engine = stdlib.OpenDBFromPool(d.pg), goose.DialectPostgres, "postgres"
		defer pool.Close()
	}
	own, err := forEngine(files, engine)
	if err != nil {
		return err
	}
	return d.migrate(ctx, pool, dialect, own)
}

func (d *DB) migrate(ctx context.Context, pool *sql.DB, dialect goose.Dialect, files fs.FS) error {
	if d.pg != nil { // several nodes may start at once
		conn, err := pool.Conn(ctx)
		if err != nil {
			return err
		}
		defer conn.Close()
		if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock(7072)"); err != nil {
			return err
		}
		defer conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock(7072)")
	}
	provider, err := goose.NewProvider(dialect, pool, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	has, knows, err := provider.GetVersions(ctx)
	if err != nil {
		return err
	}
	if has > knows {
		return fault.New(fault.Conflict, "db.newer-schema", "has", has, "knows", knows)
	}
	if has == knows {
		return nil
	}
	return up(ctx, provider, has, knows)
}

// up runs what has not run yet. On SQLite nobody holds others back: whoever
// finds a change made by another program meanwhile goes on behind it.
func up(ctx context.Context, provider *goose.Provider, has, knows int64) error {
	for {
		_, err := provider.Up(ctx)
		if err == nil {
			return nil
		}
		now, _, lost := provider.GetVersions(ctx)
		switch {
		case lost == nil && now == knows:
			return nil
		case lost != nil || now <= has:
			return closed(fmt.Errorf("migrate: %w", err))
		}
		has = now
	}
}

// forEngine keeps what an engine is to run: what stands between "-- +only
// sqlite" or "-- +only postgres" and "-- +end" is for that engine alone.
func forEngine(files fs.FS, engine string) (fs.FS, error) {
	names, err := fs.Glob(files, "[0-9]*.sql")
	own, begins := fstest.MapFS{}, ""
	if engine == "postgres" {
		begins = opened.text + "\n" // what is changed is every row
	}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		own[name] = &fstest.MapFile{Data: []byte("-- +goose Up\n" + begins + only(string(text), engine))}
	}
	return own, err
}

func only(text, engine string) string {
	var b strings.Builder
	keep := true
	for line := range strings.Lines(text) {
		switch mark := strings.TrimSpace(line); {
		case strings.HasPrefix(mark, "-- +only "):
			keep = strings.TrimPrefix(mark, "-- +only ") == engine
		case mark == "-- +end":
			keep = true
		case keep:
			b.WriteString(line)
		}
	}
	return b.String()
}
