package account

import (
	"time"

	"pesnet/kit/db"
)

// sessionTimes returns when and how a person signed in, as far as it is still
// known.
func sessionTimes(tx *db.Tx, person string) ([]session, error) {
	return db.All(tx, func(s *session) []any { return []any{&s.Means, &s.Device, db.At(&s.Created), db.At(&s.Seen)} },
		`SELECT means, device, created_at, seen_at FROM account_session WHERE person_id = ? ORDER BY created_at`, person)
}

// wayKept is a passkey, an app, a provider that vouches for a person, or a
// place from which the person was last signed in.
type wayKept struct {
	Kind string    `json:"kind"`
	Name string    `json:"name"`
	Made time.Time `json:"made"`
}

// waysIn returns by what a person can sign in beside the password.
func waysIn(tx *db.Tx, person string) ([]wayKept, error) {
	return db.All(tx, func(w *wayKept) []any { return []any{&w.Kind, &w.Name, db.At(&w.Made)} }, `
		SELECT 'passkey', name, created_at FROM account_passkey WHERE person_id = ?
		UNION ALL SELECT 'code', '', created_at FROM account_authenticator WHERE person_id = ?
		UNION ALL SELECT 'provider', provider_id, linked_at FROM account_identity WHERE person_id = ?
		UNION ALL SELECT 'place', kind, seen_at FROM account_place WHERE person_id = ? ORDER BY 1, 3`, person, person, person, person)
}

// deleteWaysIn takes out everything by which a person can sign in.
func deleteWaysIn(tx *db.Tx, person string) error {
	for _, statement := range []string{
		`DELETE FROM account_password WHERE person_id = ?`, `DELETE FROM account_session WHERE person_id = ?`, `DELETE FROM account_link WHERE person_id = ?`, `DELETE FROM account_glass WHERE person_id = ?`, `DELETE FROM account_place WHERE person_id = ?`,
	} {
		if _, err := tx.Exec(statement, person); err != nil {
			return err
		}
	}
	return deleteFactors(tx, person)
}

func deleteTriesBefore(tx *db.Tx, before time.Time) (int64, error) {
	return tx.Exec(`DELETE FROM account_try WHERE at < ?`, db.Stamp(before))
}

func deleteSessionsSeen(tx *db.Tx, before time.Time) (int64, error) {
	return tx.Exec(`DELETE FROM account_session WHERE seen_at < ?`, db.Stamp(before))
}

func deleteLinksEnded(tx *db.Tx, before time.Time) (int64, error) {
	return tx.Exec(`DELETE FROM account_link WHERE expires_at < ?`, db.Stamp(before))
}
