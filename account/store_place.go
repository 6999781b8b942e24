package account

import (
	"time"

	"pesnet/kit/db"
)

// placesOf returns where a person has signed in since a time.
func placesOf(tx *db.Tx, person string, since time.Time) ([]place, error) {
	return db.All(tx, func(p *place) []any { return []any{&p.Kind, &p.Hash} },
		`SELECT kind, place FROM account_place WHERE person_id = ? AND seen_at >= ?`, person, db.Stamp(since))
}

func putPlaces(tx *db.Tx, person string, all []place, now time.Time) error {
	for _, p := range all {
		if _, err := tx.Exec(`INSERT INTO account_place (person_id, kind, place, seen_at) VALUES (?, ?, ?, ?)
			ON CONFLICT (person_id, kind, place) DO UPDATE SET seen_at = excluded.seen_at`, person, p.Kind, p.Hash, db.Stamp(now)); err != nil {
			return err
		}
	}
	return nil
}

func deletePlacesSeen(tx *db.Tx, before time.Time) error {
	_, err := tx.Exec(`DELETE FROM account_place WHERE seen_at < ?`, db.Stamp(before))
	return err
}

// hasFactor tells whether a person has a second factor.
func hasFactor(tx *db.Tx, person string) (bool, error) {
	n, err := tx.Count(`SELECT (SELECT count(*) FROM account_passkey WHERE person_id = ?) + (SELECT count(*) FROM account_authenticator WHERE person_id = ?)`, person, person)
	return n > 0, err
}
