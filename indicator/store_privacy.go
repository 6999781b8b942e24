package indicator

import (
	"time"

	"pesnet/kit/db"
)

// deliveryKept is a delivery of figures by a person.
type deliveryKept struct {
	No    int64     `json:"no"`
	Began time.Time `json:"began"`
	State string    `json:"state"`
}

func deliveriesOf(tx *db.Tx, person string) ([]deliveryKept, error) {
	return db.All(tx, func(d *deliveryKept) []any { return []any{&d.No, db.At(&d.Began), &d.State} },
		`SELECT no, began_at, state FROM indicator_batch WHERE who = ? ORDER BY no`, person)
}

// groupKept is a group of peers that a person keeps.
type groupKept struct {
	Name    string    `json:"name"`
	Members string    `json:"members"`
	Saved   time.Time `json:"saved"`
}

func groupsOf(tx *db.Tx, person string) ([]groupKept, error) {
	return db.All(tx, func(g *groupKept) []any { return []any{&g.Name, &g.Members, db.At(&g.Saved)} },
		`SELECT name, members, saved_at FROM indicator_group WHERE who = ? ORDER BY saved_at, id`, person)
}

func deleteGroupsOf(tx *db.Tx, person string) error {
	_, err := tx.Exec(`DELETE FROM indicator_group WHERE who = ?`, person)
	return err
}

func deleteRejected(tx *db.Tx, before time.Time) (int64, error) {
	return tx.Exec(`DELETE FROM indicator_rejected WHERE batch IN (SELECT no FROM indicator_batch WHERE began_at < ?)`, db.Stamp(before))
}
