package audit

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
)

// Whoever rewrites the whole record, with every seal, is found by the copy that
// lies elsewhere.
func TestACopyElsewhereShowsWhatTheSealsDoNot(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		in := func(f func(*db.Tx) error) {
			t.Helper()
			if err := d.Write(t.Context(), f); err != nil {
				t.Fatal(err)
			}
		}
		record := func(tx *db.Tx, who string) error {
			return Record(tx, Deed{At: time.Unix(0, 0), Who: who, Action: "club.join", Detail: map[string]string{"why": "<test>\n"}})
		}
		var first, second bytes.Buffer
		for range 3 {
			in(func(tx *db.Tx) error { return record(tx, "ona") })
		}
		in(func(tx *db.Tx) error {
			rows, err := After(tx, 0, 2)
			if err == nil {
				err = Copy(&first, rows)
			}
			if err != nil {
				return err
			}
			if rows, err = After(tx, 2, 2); err == nil {
				second.WriteString(first.String())
				err = Copy(&second, rows)
			}
			return err
		})
		compare := func(copied string, rows int64, apart int64) {
			t.Helper()
			in(func(tx *db.Tx) error {
				got, _, err := Compare(tx, strings.NewReader(copied))
				at := int64(0)
				if a, ok := errors.AsType[*Apart](err); ok {
					at = a.No
				} else if err != nil {
					return err
				}
				if got != rows || at != apart {
					t.Errorf("%d rows are the same, the first other one is %d, want %d and %d", got, at, rows, apart)
				}
				return nil
			})
		}
		compare(first.String(), 2, 0)
		compare(second.String(), 3, 0)
		compare(second.String()+`{"no":4,"at"`, 3, 0)
		compare(strings.Replace(second.String(), "ona", "eva", 1), 0, 1)
		compare(second.String()[strings.Index(second.String(), "\n")+1:], 2, 0)
		compare(first.String()[:strings.Index(first.String(), "\n")+1]+second.String()[first.Len():], 1, 2)
		in(func(tx *db.Tx) error {
			if _, err := tx.Exec(`DELETE FROM audit`); err != nil {
				return err
			}
			for _, who := range []string{"ona", "petras", "ona"} {
				if err := record(tx, who); err != nil {
					return err
				}
			}
			_, err := Verify(tx)
			return err
		})
		compare(second.String(), 1, 2)
		in(func(tx *db.Tx) error {
			_, err := tx.Exec(`DELETE FROM audit WHERE no > 1`)
			return err
		})
		compare(second.String(), 1, 2)
	})
}
