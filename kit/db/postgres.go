package db

import (
	"context"
	"strconv"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

func openPostgres(ctx context.Context, address string) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, err
	}
	if !strings.Contains(address, "pool_max_conns") {
		config.MaxConns = 12
	}
	// The wall makes PostgreSQL think that a query is dear; to compile it takes
	// far longer than to answer it.
	if _, said := config.ConnConfig.RuntimeParams["jit"]; !said {
		config.ConnConfig.RuntimeParams["jit"] = "off"
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	return pool, pool.Ping(ctx)
}

// Postgres returns the pool of PostgreSQL, or nil: the jobs need it.
func (d *DB) Postgres() *pgxpool.Pool { return d.pg }

func (d *DB) inPostgres(ctx context.Context, f func(*Tx) error) error {
	as := d.wall.view(ctx)
	tx, err := d.beginPostgres(ctx, pgx.TxOptions{}, as)
	if err != nil {
		return closed(err)
	}
	defer tx.Rollback(context.WithoutCancel(ctx))
	if err := f(&Tx{ctx: ctx, db: d, pg: tx, wall: d.wall, as: as, told: as}); err != nil {
		return closed(err)
	}
	return unsure(tx.Commit(ctx))
}

// beginPostgres begins a transaction with its settings: one way to the server
// and back.
func (d *DB) beginPostgres(ctx context.Context, options pgx.TxOptions, as view) (pgx.Tx, error) {
	options.BeginQuery = begins[options.AccessMode] + as.text
	return d.pg.BeginTx(ctx, options)
}

// begins begins a transaction that writes, or one that only reads one state.
var begins = map[pgx.TxAccessMode]string{
	"":           "BEGIN;",
	pgx.ReadOnly: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;",
}

var numberedCache sync.Map

// numbered turns each "?" into "$1", "$2", …. A question mark inside quotes
// does not occur in the SQL of pesnet.
func numbered(query string) string {
	if known, ok := numberedCache.Load(query); ok {
		return known.(string)
	}
	var b strings.Builder
	n := 0
	for i := range len(query) {
		if query[i] != '?' {
			b.WriteByte(query[i])
			continue
		}
		n++
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(n))
	}
	if len(query) < 4096 { // statements of many rows have too many forms to keep
		numberedCache.Store(query, b.String())
	}
	return b.String()
}
