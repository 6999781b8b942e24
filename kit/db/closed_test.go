package db_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/fault"
)

const insert = `INSERT INTO idempotency (who, key, ask, status, answer, at) VALUES ('ona', ?, '', 200, ?, '')`

func TestAFullDatabaseRefusesAndKeepsNothingHalf(t *testing.T) {
	d := dbtest.Open(t)
	put := func(pragma string) error {
		return d.Write(t.Context(), func(tx *db.Tx) error {
			if _, err := tx.Count("PRAGMA max_page_count = " + pragma); err != nil {
				return err
			}
			for range 50 {
				if _, err := tx.Exec(insert, db.ID(), strings.Repeat("x", 4000)); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if f := fault.Of(put("1")); f.ID != "db.full" || f.Kind != fault.Closed {
		t.Errorf("got %v, want that there is no room", f)
	}
	if n := rows(t, d); n != 0 {
		t.Errorf("%d rows are there of a change that was refused", n)
	}
	if err := put("100000"); err != nil {
		t.Errorf("there is room again: %v", err)
	}
}

func rows(t *testing.T, d *db.DB) (n int64) {
	t.Helper()
	err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
		n, err = tx.Count("SELECT count(*) FROM idempotency")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestADatabaseThatIsOnlyReadSaysSo(t *testing.T) {
	for name, open := range map[string]func(testing.TB) *db.DB{"SQLite": onlyRead, "PostgreSQL": dbtest.OpenPostgres} {
		t.Run(name, func(t *testing.T) {
			err := open(t).Read(t.Context(), func(tx *db.Tx) error {
				_, err := tx.Exec(insert, "k", "")
				return err
			})
			if fault.Of(err).ID != "db.read-only" {
				t.Errorf("got %v, want that it is only read", err)
			}
		})
	}
}

func onlyRead(t testing.TB) *db.DB {
	t.Helper()
	file := filepath.Join(t.TempDir(), "copy.db")
	if err := dbtest.Open(t).CopyTo(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	d, err := db.OpenStill(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

func TestWhoGoesAwayIsNoTroubleOfTheDatabase(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		err := d.Read(ctx, func(*db.Tx) error { return nil })
		if fault.Of(err).Kind == fault.Closed {
			t.Errorf("got %v", err)
		}
	})
}
