package dbtest

import (
	"testing"

	"pesnet/kit/db"
)

func TestEachDatabaseBeginsEmptyAndWithItsTables(t *testing.T) {
	for range 2 {
		Each(t, func(t *testing.T, d *db.DB) {
			err := d.Write(t.Context(), func(tx *db.Tx) error {
				if n, err := tx.Count(`SELECT count(*) FROM audit`); n != 0 || err != nil {
					t.Errorf("%d rows in a new database, %v", n, err)
				}
				_, err := tx.Exec(`INSERT INTO audit (no, at, who, network_id, action, subject, detail, hash) VALUES (?, '', '', '', '', '', '', '')`, 1)
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
}
