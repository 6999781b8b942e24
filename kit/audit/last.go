package audit

import "pesnet/kit/db"

// Last returns the number and the seal of the last row; nothing for an empty
// record. Written down elsewhere, the seal proves that no row before it has
// been changed since.
func Last(tx *db.Tx) (no int64, hash string, err error) {
	var last seal
	err = tx.Unwalled(func() error { // the last of all, whoever may see it
		last, err = db.One(tx, sealed, `SELECT no, hash FROM audit ORDER BY no DESC LIMIT 1`)
		if err == db.ErrNone {
			err = nil
		}
		return err
	})
	return last.no, last.hash, err
}
