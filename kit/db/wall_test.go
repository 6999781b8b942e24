package db_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
)

// club is a table of which each row is somebody's.
var club = []string{
	`CREATE TABLE club (id text PRIMARY KEY, owner text NOT NULL)`,
	`INSERT INTO club VALUES ('a', 'ona'), ('b', 'eva'), ('c', 'o''hara')`,
	`ALTER TABLE club ENABLE ROW LEVEL SECURITY`,
	`ALTER TABLE club FORCE ROW LEVEL SECURITY`,
	`CREATE POLICY wall ON club USING (current_setting('pesnet.wall', true) = 'open' OR owner = current_setting('pesnet.owner', true))`,
}

type ownerKey struct{}

func as(ctx context.Context, owner string) context.Context {
	return context.WithValue(ctx, ownerKey{}, owner)
}

// clubhouse is a database with the wall up.
func clubhouse(t testing.TB) *db.DB {
	t.Helper()
	d := dbtest.OpenPostgres(t)
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		for _, statement := range club {
			if _, err := tx.Exec(statement); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = d.Wall(t.Context(), func(ctx context.Context) db.Scope {
			owner, _ := ctx.Value(ownerKey{}).(string)
			return db.Scope{"owner": owner}
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestATransactionSeesWhatItsScopeMaySee(t *testing.T) {
	d := clubhouse(t)
	const all = `SELECT count(*) FROM club`
	for _, test := range []struct {
		name string
		d    *db.DB
		ctx  context.Context
		want int64
	}{
		{"nobody", d, t.Context(), 0},
		{"an owner", d, as(t.Context(), "ona"), 1},
		{"a name with an apostrophe", d, as(t.Context(), "o'hara"), 1},
		{"a name that would be a statement", d, as(t.Context(), "x'; SET LOCAL pesnet.wall = 'open"), 0},
		{"somebody after whom the wall was open", d, as(t.Context(), "eva"), 1},
		{"a job", d, db.Unwalled(t.Context()), 3},
		{"the door", d.Unwalled(), t.Context(), 3},
	} {
		err := test.d.Read(test.ctx, func(tx *db.Tx) error {
			kept, err := db.Kept(tx, func(s *string) []any { return []any{s} }, `SELECT id FROM club`)
			if n, wrong := tx.Count(all); wrong != nil || err != nil || n != test.want || int64(len(kept)) != test.want {
				t.Errorf("%s sees %d rows, kept %d, %v %v, want %d", test.name, n, len(kept), err, wrong, test.want)
			}
			forAll, err := db.KeptForAll(tx, func(s *string) []any { return []any{s} }, `SELECT id FROM club`)
			if after, wrong := tx.Count(all); len(forAll) != 0 || err != nil || wrong != nil || after != test.want {
				t.Errorf("%s gets %d rows as everybody, and sees %d after: %v %v", test.name, len(forAll), after, err, wrong)
			}
			highest, err := tx.Highest(all)
			if after, wrong := tx.Count(all); err != nil || wrong != nil || highest != 3 || after != test.want {
				t.Errorf("%s counts %d over every row, and sees %d after: %v %v", test.name, highest, after, err, wrong)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
	if role, past, err := d.Power(t.Context()); role == "" || past || err != nil {
		t.Errorf("the tests run as %q, past the wall %v, %v", role, past, err)
	}
}

// BenchmarkRead compares a read behind the wall with one on the same table
// without a word of who asks.
func BenchmarkRead(b *testing.B) {
	d := clubhouse(b)
	ctx := as(b.Context(), "ona")
	b.Run("plain", func(b *testing.B) {
		for b.Loop() {
			tx, err := d.Postgres().BeginTx(ctx, pgx.TxOptions{AccessMode: pgx.ReadOnly, IsoLevel: pgx.RepeatableRead})
			if err != nil {
				b.Fatal(err)
			}
			var n int64
			if err := tx.QueryRow(ctx, `SELECT count(*) FROM club`).Scan(&n); err != nil {
				b.Fatal(err)
			}
			tx.Commit(ctx)
		}
	})
	b.Run("wall", func(b *testing.B) {
		for b.Loop() {
			err := d.Read(ctx, func(tx *db.Tx) error {
				_, err := tx.Count(`SELECT count(*) FROM club`)
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}
