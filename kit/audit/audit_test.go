package audit

import (
	"errors"
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
)

func TestTheRecordNoticesEveryChange(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		write := func(f func(*db.Tx) error) {
			t.Helper()
			if err := d.Write(t.Context(), f); err != nil {
				t.Fatal(err)
			}
		}
		for _, action := range []string{"club.open", "club.join", "club.close"} {
			write(func(tx *db.Tx) error {
				return Record(tx, Deed{At: time.Unix(0, 0), Who: "ona", Action: action, Detail: map[string]string{"why": "test"}})
			})
		}
		verify := func() (n int64, err error) {
			d.Read(t.Context(), func(tx *db.Tx) error {
				n, err = Verify(tx)
				return nil
			})
			return n, err
		}
		if n, err := verify(); n != 3 || err != nil {
			t.Fatalf("got %d rows, %v, want 3 that hold", n, err)
		}
		write(func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE audit SET who = 'petras' WHERE no = 2`)
			return err
		})
		if _, err := verify(); brokenAt(err) != 2 {
			t.Errorf("a changed row: %v, want it broken at 2", err)
		}
		write(func(tx *db.Tx) error {
			_, err := tx.Exec(`DELETE FROM audit WHERE no = 2`)
			return err
		})
		if _, err := verify(); brokenAt(err) != 3 {
			t.Errorf("a missing row: %v, want it broken at 3", err)
		}
	})
}

func brokenAt(err error) int64 {
	if b, ok := errors.AsType[*Broken](err); ok {
		return b.No
	}
	return 0
}
