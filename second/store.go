package second

import "pesnet/kit/db"

const awaitedColumns = `id, network_id, action, subject, what, person_id, at`

func awaitedPlaces(a *Awaited) []any {
	return []any{&a.ID, &a.Network, &a.Action, &a.Subject, &a.What, &a.Person, db.At(&a.At)}
}

func awaitedIn(tx *db.Tx, network string) ([]Awaited, error) {
	return db.All(tx, awaitedPlaces, `SELECT `+awaitedColumns+` FROM second_awaited WHERE network_id = ? ORDER BY at, id`, network)
}

func awaitedByID(tx *db.Tx, network, id string) (Awaited, error) {
	return db.One(tx, awaitedPlaces, `SELECT `+awaitedColumns+` FROM second_awaited WHERE network_id = ? AND id = ?`, network, id)
}

func awaitedOf(tx *db.Tx, like Awaited) (Awaited, error) {
	return db.One(tx, awaitedPlaces, `SELECT `+awaitedColumns+` FROM second_awaited WHERE network_id = ? AND action = ? AND subject = ?`, like.Network, like.Action, like.Subject)
}

func insertAwaited(tx *db.Tx, a Awaited) error {
	_, err := tx.Exec(`INSERT INTO second_awaited (`+awaitedColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?)`, a.ID, a.Network, a.Action, a.Subject, a.What, a.Person, db.Stamp(a.At))
	return err
}

func deleteAwaited(tx *db.Tx, id string) (int64, error) {
	return tx.Exec(`DELETE FROM second_awaited WHERE id = ?`, id)
}
