package db

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"net/url"
	"os"
	"strings"

	"github.com/jackc/pgx/v5"
)

// CopyTo writes one state of a SQLite database to a new file while others go
// on reading and writing.
func (d *DB) CopyTo(ctx context.Context, file string) error {
	conn, err := d.lite.read.Conn(ctx)
	if err != nil {
		return closed(err)
	}
	defer conn.Close()
	if d.lite.read != d.lite.write { // a reading connection may write nothing, not even another file
		if _, err := conn.ExecContext(ctx, "PRAGMA query_only = 0"); err != nil {
			return err
		}
		defer conn.ExecContext(context.WithoutCancel(ctx), "PRAGMA query_only = 1")
	}
	if _, err := conn.ExecContext(ctx, "VACUUM INTO ?", file); err != nil {
		return closed(err)
	}
	return nil
}

// OpenStill opens a SQLite file that nobody changes, to look at it. The file
// stays as it is, to the byte.
func OpenStill(file string) (*DB, error) {
	if _, err := os.Stat(file); err != nil {
		return nil, err
	}
	values := url.Values{"mode": {"ro"}, "immutable": {"1"}, "_pragma": {"query_only(1)", "temp_store(1)"}}
	pool, err := litePool((&url.URL{Scheme: "file", Opaque: (&url.URL{Path: file}).EscapedPath(), RawQuery: values.Encode()}).String(), 1)
	return &DB{lite: &lite{write: pool, read: pool}, keeps: newKeeper()}, err
}

// Check looks at every page of a SQLite file and at every reference between
// rows; it returns what is wrong, or nothing. PostgreSQL checks its references
// when rows are loaded.
func (d *DB) Check(ctx context.Context) (wrong string, err error) {
	if d.lite == nil {
		return "", nil
	}
	err = d.Read(ctx, func(tx *Tx) error {
		all, err := All(tx, func(s *string) []any { return []any{s} }, "PRAGMA integrity_check(10)")
		if err != nil {
			return err
		}
		if wrong = strings.Join(all, "; "); wrong != "ok" {
			return nil
		}
		all, err = All(tx, func(s *string) []any { return []any{s} }, `SELECT DISTINCT "table" FROM pragma_foreign_key_check`)
		wrong = strings.Join(all, "; ")
		return err
	})
	return wrong, err
}

// Tables returns the names of all tables, in order.
func (t *Tx) Tables() ([]string, error) {
	query := "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name"
	if t.db.pg != nil {
		query = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
	}
	return All(t, func(s *string) []any { return []any{s} }, query)
}

// Measure lets PostgreSQL find out how large the tables are, as it does by
// itself a while after much has been written: what is asked before is asked
// by the right way then.
func (d *DB) Measure(ctx context.Context) error {
	if d.pg == nil {
		return nil
	}
	return d.Write(ctx, func(tx *Tx) error {
		tables, err := tx.Tables()
		if err == nil && len(tables) > 0 {
			_, err = tx.Exec("ANALYZE " + strings.Join(tables, ", "))
		}
		return err
	})
}

// Snapshot names the state that a transaction of PostgreSQL sees, for another
// program that shall see the same, and the schema in which its tables are.
func (t *Tx) Snapshot() (name, space string, err error) {
	err = t.Each(func(scan func(...any) error) error { return scan(&name, &space) },
		"SELECT pg_export_snapshot(), current_schema()::text")
	return name, space, err
}

// Scratch makes a database of its own on the server of PostgreSQL at an
// address, and returns the address of the new one; drop takes it away again.
func Scratch(ctx context.Context, address string) (fresh string, drop func() error, err error) {
	conn, err := pgx.Connect(ctx, With(address, "pool_max_conns", ""))
	if err != nil {
		return "", nil, closed(err)
	}
	defer conn.Close(ctx)
	b := make([]byte, 6)
	rand.Read(b)
	name := "pesnet_scratch_" + hex.EncodeToString(b)
	if _, err := conn.Exec(ctx, "CREATE DATABASE "+name+" TEMPLATE template0"); err != nil {
		return "", nil, closed(err)
	}
	u, err := url.Parse(With(address, "search_path", ""))
	if err != nil {
		return "", nil, err
	}
	u.Path = "/" + name
	return u.String(), func() error {
		ctx := context.WithoutCancel(ctx)
		conn, err := pgx.Connect(ctx, With(address, "pool_max_conns", ""))
		if err != nil {
			return err
		}
		defer conn.Close(ctx)
		_, err = conn.Exec(ctx, "DROP DATABASE "+name+" WITH (FORCE)")
		return err
	}, nil
}

// With sets a value in the query of an address, or takes it out where it is
// empty.
func With(address, name, value string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	q := u.Query()
	q.Del(name)
	if value != "" {
		q.Set(name, value)
	}
	u.RawQuery = q.Encode()
	return u.String()
}
