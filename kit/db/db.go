// Package db runs one SQL on two engines: SQLite, which needs no server, and
// PostgreSQL, for several nodes.
//
// The SQL of pesnet is what both engines understand: "?" for arguments, ON
// CONFLICT for upserts, text for ids, dates and times, and all of them made
// in Go. Whatever cannot be said that way is a function of this package, so
// that no other file knows which engine runs.
package db

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// ErrNone means that One found no row.
var ErrNone = errors.New("no row")

// DB is an open database; one of its engines is set.
type DB struct {
	lite  *lite
	pg    *pgxpool.Pool
	keeps *keeper
	wall  wall // of PostgreSQL
}

// Open opens the database of an address: "postgres://…", the path of a SQLite
// file, or ":memory:" for one that is gone when it is closed.
func Open(ctx context.Context, address string) (*DB, error) {
	if strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://") {
		pool, err := openPostgres(ctx, address)
		return &DB{pg: pool, keeps: newKeeper()}, err
	}
	l, err := openLite(address)
	return &DB{lite: l, keeps: newKeeper()}, err
}

// Close closes every connection.
func (d *DB) Close() error {
	if d.pg != nil {
		d.pg.Close()
		return nil
	}
	return d.lite.close()
}

// Engine names the engine for people: "SQLite" or "PostgreSQL".
func (d *DB) Engine() string {
	if d.pg != nil {
		return "PostgreSQL"
	}
	return "SQLite"
}

// Ping tells whether the database answers.
func (d *DB) Ping(ctx context.Context) error {
	return d.Read(ctx, func(tx *Tx) error {
		_, err := One(tx, func(n *int) []any { return []any{n} }, "SELECT 1")
		return err
	})
}

// Write runs f in a transaction and commits it if f returns nil. Writers of
// SQLite stand in line: f must be quick and must not call Write or Read.
func (d *DB) Write(ctx context.Context, f func(*Tx) error) error {
	touched := map[string]bool{}
	defer func() { d.keeps.wrote(touched) }()
	return d.write(ctx, func(tx *Tx) error {
		tx.touched = touched
		return f(tx)
	})
}

func (d *DB) write(ctx context.Context, f func(*Tx) error) error {
	if d.pg != nil {
		return d.inPostgres(ctx, f)
	}
	return d.inLite(ctx, f)
}

// Read runs f on one state of the database, that of its first question; f
// cannot write. Where all that it asks is kept, the database is not asked.
func (d *DB) Read(ctx context.Context, f func(*Tx) error) error {
	tx := &Tx{ctx: ctx, db: d, keeps: d.keeps, began: d.keeps.now()}
	if d.pg != nil {
		tx.wall, tx.as = d.wall, d.wall.view(ctx)
	}
	defer tx.leave()
	return closed(f(tx))
}

// enter begins the transaction of a reader at its first question, and tells
// PostgreSQL who asks, if that is another than before.
func (t *Tx) enter() (err error) {
	switch {
	case t.lite != nil:
		return nil
	case t.pg != nil:
		return t.tell()
	case t.db.pg != nil:
		t.pg, err = t.db.beginPostgres(t.ctx, pgx.TxOptions{AccessMode: pgx.ReadOnly, IsoLevel: pgx.RepeatableRead}, t.as)
		t.told = t.as
	default:
		t.known = t.db.lite.known
		t.lite, err = t.db.lite.read.BeginTx(t.ctx, nil)
	}
	return closed(err)
}

// leave ends it; nothing was changed.
func (t *Tx) leave() {
	if t.pg != nil {
		t.pg.Rollback(context.WithoutCancel(t.ctx))
	}
	if t.lite != nil {
		t.lite.Rollback()
	}
}

// Tx is a running transaction.
type Tx struct {
	ctx  context.Context
	db   *DB
	lite *sql.Tx // nil on the other engine, and until a reader asks first
	pg   pgx.Tx  // so too

	keeps   *keeper         // while reading
	known   *knownQueries   // while reading on SQLite
	began   int64           // of the keeper
	touched map[string]bool // the tables that it names, while writing
	asked   map[string]bool // the tables that an answer stands on, while it is worked out

	wall     wall
	as, told view // what it shall see of what the wall guards, and what PostgreSQL knows of that
}

// Context returns the context of the transaction.
func (t *Tx) Context() context.Context { return t.ctx }

// Lite returns the transaction of SQLite, or nil; Postgres that of
// PostgreSQL. They are there for the jobs, which must enter the same one.
func (t *Tx) Lite() *sql.Tx { return t.lite }

// Postgres returns the transaction of PostgreSQL, or nil.
func (t *Tx) Postgres() pgx.Tx { return t.pg }

// Exec runs a statement and tells how many rows it touched.
func (t *Tx) Exec(query string, args ...any) (int64, error) {
	t.wrote(query)
	if err := t.enter(); err != nil {
		return 0, err
	}
	if t.pg != nil {
		tag, err := t.pg.Exec(t.ctx, numbered(query), args...)
		return tag.RowsAffected(), err
	}
	result, err := t.lite.ExecContext(t.ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// Each calls f for every row of a query; scan puts the columns of the row
// into the places given.
func (t *Tx) Each(f func(scan func(...any) error) error, query string, args ...any) error {
	if t.asked != nil {
		t.asks(tablesIn(query))
	}
	if err := t.enter(); err != nil {
		return err
	}
	if t.pg != nil {
		rows, err := t.pg.Query(t.ctx, numbered(query), args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		return each(rows, f)
	}
	rows, err := t.liteRows(query, args)
	if err != nil {
		return err
	}
	defer rows.Close()
	return each(rows, f)
}

func (t *Tx) liteRows(query string, args []any) (*sql.Rows, error) {
	if t.known == nil {
		return t.lite.QueryContext(t.ctx, query, args...)
	}
	return t.known.rows(t, query, args)
}

func each(rows interface {
	Next() bool
	Scan(...any) error
	Err() error
}, f func(func(...any) error) error) error {
	for rows.Next() {
		if err := f(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// All returns every row of a query; places says where the columns of a row go.
func All[T any](t *Tx, places func(*T) []any, query string, args ...any) ([]T, error) {
	var all []T
	err := t.Each(func(scan func(...any) error) error {
		var one T
		if err := scan(places(&one)...); err != nil {
			return err
		}
		all = append(all, one)
		return nil
	}, query, args...)
	return all, err
}

// One returns the first row of a query, or ErrNone.
func One[T any](t *Tx, places func(*T) []any, query string, args ...any) (T, error) {
	return first(All(t, places, query, args...))
}

func first[T any](all []T, err error) (one T, _ error) {
	if err != nil || len(all) == 0 {
		return one, cmp.Or(err, ErrNone)
	}
	return all[0], nil
}

// Count returns the one number that a query yields.
func (t *Tx) Count(query string, args ...any) (int64, error) {
	return One(t, func(n *int64) []any { return []any{n} }, query, args...)
}

// Lock holds back every other transaction that asks for the same name until
// this one ends. On SQLite writers stand in line anyway.
func (t *Tx) Lock(name string) error {
	if t.db.pg == nil {
		return nil
	}
	_, err := t.Exec("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", name)
	return err
}

// ID returns a new id: a UUID of version 7, so that ids sort by time of birth.
func ID() string { return uuid.Must(uuid.NewV7()).String() }

// Stamp writes a time as the database keeps it: RFC 3339 in UTC, to the
// millisecond, so that the order of the texts is the order of the times.
func Stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// At is a place for a time that the database keeps as text.
func At(t *time.Time) *stamped { return &stamped{t} }

type stamped struct{ t *time.Time }

// Scan reads the text of Stamp; nothing gives the zero time.
func (s *stamped) Scan(value any) error {
	text, _ := value.(string)
	if text == "" {
		*s.t = time.Time{}
		return nil
	}
	t, err := time.Parse(time.RFC3339, text)
	*s.t = t
	return err
}

// Duplicate tells whether a statement failed because a row with the same key
// exists.
func Duplicate(err error) bool {
	if p, ok := errors.AsType[*pgconn.PgError](err); ok {
		return p.Code == "23505"
	}
	return liteDuplicate(err)
}

// Marks returns n question marks for a list: "?,?,?".
func Marks(n int) string { return strings.TrimSuffix(strings.Repeat("?,", n), ",") }

// Args makes a list of arguments of anything.
func Args[T any](all []T) []any {
	args := make([]any, len(all))
	for i, a := range all {
		args[i] = a
	}
	return args
}

// Rows inserts many rows with few statements. query ends where the rows
// begin ("INSERT INTO t (a, b) VALUES"), after follows them ("ON CONFLICT …");
// args holds the values of all rows, width for each.
func (t *Tx) Rows(query, after string, width int, args []any) error {
	const most = 250 // rows of one statement: more is not faster on either engine
	if len(args)%width != 0 {
		return fmt.Errorf("rows: %d values do not fill rows of %d", len(args), width)
	}
	row := "(" + Marks(width) + "),"
	if full := most * width; len(args) >= full {
		run, end, err := t.prepared(query + strings.TrimSuffix(strings.Repeat(row, most), ",") + after)
		if err != nil {
			return err
		}
		defer end()
		for ; len(args) >= full; args = args[full:] {
			if err := run(args[:full]); err != nil {
				return err
			}
		}
	}
	if len(args) == 0 {
		return nil
	}
	_, err := t.Exec(query+strings.TrimSuffix(strings.Repeat(row, len(args)/width), ",")+after, args...)
	return err
}

// prepared returns a statement that is run often; pgx keeps those it knows by
// itself.
func (t *Tx) prepared(query string) (run func([]any) error, end func(), err error) {
	t.wrote(query)
	if err := t.enter(); err != nil {
		return nil, nil, err
	}
	if t.pg != nil {
		return func(args []any) error {
			_, err := t.Exec(query, args...)
			return err
		}, func() {}, nil
	}
	statement, err := t.lite.PrepareContext(t.ctx, query)
	if err != nil {
		return nil, nil, err
	}
	return func(args []any) error {
		_, err := statement.ExecContext(t.ctx, args...)
		return err
	}, func() { statement.Close() }, nil
}
