package db

import (
	"context"
	"maps"
	"slices"
	"strings"
)

// Scope is who asks, as the wall of PostgreSQL needs to know it: settings of
// one transaction, by name, which its policies of rows compare with each row.
// It is a second wall behind the conditions of each query: what a query
// forgets, the wall still hides. SQLite has none.
type Scope map[string]string

// Whole is the scope that sees every row.
var Whole = Scope{"wall": "open"}

// Wall puts the wall up: from now on every transaction sees what the scope of
// its context may see. Before, and without it, transactions see every row.
func (d *DB) Wall(ctx context.Context, of func(context.Context) Scope) error {
	if d.pg == nil {
		return nil
	}
	var names []string
	err := d.Read(Unwalled(ctx), func(tx *Tx) (err error) {
		names, err = All(tx, func(s *string) []any { return []any{s} },
			`SELECT relname::text FROM pg_class WHERE relrowsecurity AND relnamespace = current_schema()::regnamespace`)
		return err
	})
	d.wall = wall{of, names}
	return err
}

// wall is what stands between a query and the rows.
type wall struct {
	of     func(context.Context) Scope
	tables []string // that it guards
}

// Unwalled is the same database without the wall: for the door, which finds
// out who asks.
func (d *DB) Unwalled() *DB {
	return &DB{lite: d.lite, pg: d.pg, keeps: d.keeps, wall: wall{tables: d.wall.tables}}
}

type unwalledKey struct{}

// Unwalled returns a context whose transactions see every row: for what runs
// for nobody in particular, as jobs do, and for the door that finds out who
// asks.
func Unwalled(ctx context.Context) context.Context {
	return context.WithValue(ctx, unwalledKey{}, true)
}

// view is what a transaction may see.
func (w wall) view(ctx context.Context) view {
	if w.of == nil || ctx.Value(unwalledKey{}) != nil {
		return opened
	}
	scope := w.of(ctx)
	return view{scope, scope.statements()}
}

// view is a scope, with the statements that tell PostgreSQL of it.
type view struct {
	Scope
	text string
}

// opened sees every row; the zero view is that of nobody.
var opened = view{Whole, Whole.statements()}

// after is the statements that turn a view into this one.
func (v view) after(before view) string {
	gone := Scope{}
	for name := range before.Scope {
		if _, stays := v.Scope[name]; !stays {
			gone[name] = ""
		}
	}
	return gone.statements() + v.text
}

func (s Scope) statements() string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(s)) {
		b.WriteString(local(name, s[name]))
	}
	return b.String()
}

// Options is the settings as other programs of PostgreSQL take them, in
// PGOPTIONS.
func (s Scope) Options() string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(s)) {
		all = append(all, "-c pesnet."+name+"="+s[name])
	}
	return strings.Join(all, " ")
}

// local is the statement that gives a setting its value until the transaction
// ends.
func local(name, value string) string {
	return "SET LOCAL pesnet." + name + " = '" + strings.ReplaceAll(strings.ReplaceAll(value, "\x00", ""), "'", "''") + "';"
}

// Unwalled runs f in the same transaction with the wall open: for what is
// counted or numbered over every row.
func (t *Tx) Unwalled(f func() error) error { return t.seeing(opened, f) }

// seeing runs f with another view.
func (t *Tx) seeing(as view, f func() error) error {
	if t.db.pg == nil {
		return f()
	}
	defer func(before view) { t.as = before }(t.as)
	t.as = as
	return f()
}

// tell tells PostgreSQL of the view, when it knows another.
func (t *Tx) tell() error {
	if t.as.text == t.told.text {
		return nil
	}
	_, err := t.pg.Exec(t.ctx, t.as.after(t.told))
	t.told = t.as
	return err
}

// Past reads one thing as who asks sees it. What the wall hides is read past
// it, and said to be hidden: the caller may tell that it is there, and no more.
func Past[T any](tx *Tx, read func() (T, error)) (found T, hidden bool, err error) {
	if found, err = read(); err != ErrNone || tx.db.pg == nil {
		return found, false, err
	}
	err = tx.Unwalled(func() error {
		found, err = read()
		return err
	})
	return found, err == nil, err
}

// Highest is Count over every row, the hidden ones among them: for the next
// number.
func (t *Tx) Highest(query string, args ...any) (n int64, err error) {
	err = t.Unwalled(func() error {
		n, err = t.Count(query, args...)
		return err
	})
	return n, err
}

// guards tells whether the wall stands before one of the tables.
func (w wall) guards(tables []string) bool {
	return slices.ContainsFunc(tables, func(t string) bool { return slices.Contains(w.tables, t) })
}

// Power is what the role that the program connects as may do at PostgreSQL
// past the wall; nothing on SQLite, and nothing of a role as it should be.
func (d *DB) Power(ctx context.Context) (role string, past bool, err error) {
	if d.pg == nil {
		return "", false, nil
	}
	err = d.Read(ctx, func(tx *Tx) error {
		return tx.Each(func(scan func(...any) error) error { return scan(&role, &past) },
			`SELECT rolname::text, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user`)
	})
	return role, past, err
}
