package once

import (
	"time"

	"pesnet/kit/db"
)

// Forget deletes the answers that were given before a time, and tells how
// many they were: a program that asks again so late asks anew.
func Forget(tx *db.Tx, before time.Time) (int64, error) {
	return tx.Exec(`DELETE FROM idempotency WHERE at < ?`, db.Stamp(before))
}
