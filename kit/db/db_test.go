package db_test

import (
	"errors"
	"testing"
	"testing/fstest"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/fault"
)

func TestATransactionIsWholeOrNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		broken := errors.New("broken")
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			if _, err := tx.Exec(`INSERT INTO idempotency (who, key, ask, status, answer, at) VALUES (?, ?, ?, ?, ?, ?)`, "ona", "k", "", 200, "", ""); err != nil {
				return err
			}
			return broken
		})
		if err != broken {
			t.Fatal(err)
		}
		err = d.Read(t.Context(), func(tx *db.Tx) error {
			n, err := tx.Count(`SELECT count(*) FROM idempotency`)
			if n != 0 {
				t.Errorf("got %d rows, want none", n)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestAReadCannotWrite(t *testing.T) {
	d := dbtest.OpenPostgres(t)
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(`DELETE FROM idempotency`)
		return err
	})
	if err == nil {
		t.Error("a read deleted rows")
	}
}

func TestRowsOfAnyNumberGoIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for _, n := range []int{0, 1, 249, 250, 251, 1203} {
			var args []any
			for i := range n {
				args = append(args, "ona", i, "a", 200, "b", "c")
			}
			err := d.Write(t.Context(), func(tx *db.Tx) error {
				if _, err := tx.Exec(`DELETE FROM idempotency`); err != nil {
					return err
				}
				for i := 1; i < len(args); i += 6 {
					args[i] = db.ID()
				}
				if err := tx.Rows(`INSERT INTO idempotency (who, key, ask, status, answer, at) VALUES `, ``, 6, args); err != nil {
					return err
				}
				got, err := tx.Count(`SELECT count(*) FROM idempotency`)
				if got != int64(n) {
					t.Errorf("got %d rows, want %d", got, n)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestADuplicateIsKnownAsOne(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			const insert = `INSERT INTO idempotency (who, key, ask, status, answer, at) VALUES ('ona', 'k', '', 200, '', '')`
			if _, err := tx.Exec(insert); err != nil {
				return err
			}
			_, err := tx.Exec(insert)
			return err
		})
		if !db.Duplicate(err) {
			t.Errorf("got %v, want a duplicate", err)
		}
	})
}

func TestTimesComeBackAsTheyWere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		want := time.Date(2026, 11, 21, 9, 30, 0, 5_000_000, time.FixedZone("", 7200))
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			got, err := db.One(tx, func(at *time.Time) []any { return []any{db.At(at)} }, `SELECT CAST(? AS text)`, db.Stamp(want))
			if !got.Equal(want) {
				t.Errorf("got %v, want %v", got, want)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestASchemaNewerThanTheProgramIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		older := fstest.MapFS{"0001_first.sql": {Data: []byte("CREATE TABLE other (a text);")}}
		if err := d.Migrate(t.Context(), older); fault.Of(err).ID != "db.newer-schema" {
			t.Errorf("got %v, want a refusal", err)
		}
	})
}
