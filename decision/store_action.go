package decision

import "pesnet/kit/db"

const actionColumns = `id, network_id, no, meeting_id, item_id, decision_id, organisation_id, person_id, wording, due, state, note, ended_on, made_at, changed_at, version`

func actionPlaces(a *Action) []any {
	return []any{&a.ID, &a.Network, &a.No, &a.Meeting, &a.Item, &a.Decision, &a.Organisation, &a.Person, &a.Text, &a.Due, &a.State, &a.Note, &a.Ended, db.At(&a.Made), db.At(&a.Changed), &a.Version}
}

func actionByNo(tx *db.Tx, network string, no int) (Action, error) {
	return db.One(tx, actionPlaces, `SELECT `+actionColumns+` FROM decision_action WHERE network_id = ? AND no = ?`, network, no)
}

// actionsIn returns the action points of a network: the open ones by the day
// on which they are due, then the others, the latest first.
func actionsIn(tx *db.Tx, network string) ([]Action, error) {
	return db.All(tx, actionPlaces, `SELECT `+actionColumns+` FROM decision_action WHERE network_id = ?
		ORDER BY CASE WHEN state = ? THEN due ELSE '9999' END, no DESC`, network, ToDo)
}

func actionsOf(tx *db.Tx, meeting string) ([]Action, error) {
	return db.All(tx, actionPlaces, `SELECT `+actionColumns+` FROM decision_action WHERE meeting_id = ? AND meeting_id <> '' ORDER BY no`, meeting)
}

func actionsBy(tx *db.Tx, person string) ([]Action, error) {
	return db.All(tx, actionPlaces, `SELECT `+actionColumns+` FROM decision_action WHERE person_id = ? ORDER BY made_at, no`, person)
}

func lastAction(tx *db.Tx, network string) (int, error) {
	n, err := tx.Count(`SELECT coalesce(max(no), 0) FROM decision_action WHERE network_id = ?`, network)
	return int(n), err
}

func insertAction(tx *db.Tx, a Action) error {
	_, err := tx.Exec(`INSERT INTO decision_action (`+actionColumns+`) VALUES (`+db.Marks(16)+`)`,
		a.ID, a.Network, a.No, a.Meeting, a.Item, a.Decision, a.Organisation, a.Person, a.Text, a.Due, a.State, a.Note, a.Ended, db.Stamp(a.Made), db.Stamp(a.Changed), 1)
	return err
}

func updateAction(tx *db.Tx, a Action) (int64, error) {
	return tx.Exec(`UPDATE decision_action SET organisation_id = ?, person_id = ?, wording = ?, due = ?, state = ?, note = ?, ended_on = ?, changed_at = ?, version = version + 1
		WHERE network_id = ? AND id = ? AND version = ?`, a.Organisation, a.Person, a.Text, a.Due, a.State, a.Note, a.Ended, db.Stamp(a.Changed), a.Network, a.ID, a.Version)
}
