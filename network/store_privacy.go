package network

import (
	"time"

	"pesnet/kit/db"
)

func personsByID(tx *db.Tx, ids []string) ([]Person, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return db.All(tx, personPlaces, `SELECT `+personColumns+` FROM network_person p WHERE p.id IN (`+db.Marks(len(ids))+`)`, db.Args(ids)...)
}

// rolesEver returns every role that a person has or had.
func rolesEver(tx *db.Tx, person string) ([]Role, error) {
	return db.All(tx, rolePlaces, `SELECT `+holderColumns+` FROM network_role r WHERE r.person_id = ? ORDER BY r.valid_from, r.id`, person)
}

// sessionTimes returns when and how a person signed in, as far as it is still
// known.
func sessionTimes(tx *db.Tx, person string) ([]session, error) {
	return db.All(tx, func(s *session) []any { return []any{&s.Means, &s.Device, db.At(&s.Created), db.At(&s.Seen)} },
		`SELECT means, device, created_at, seen_at FROM network_session WHERE person_id = ? ORDER BY created_at`, person)
}

// wayKept is a passkey, or a provider that vouches for a person.
type wayKept struct {
	Kind string    `json:"kind"`
	Name string    `json:"name"`
	Made time.Time `json:"made"`
}

// waysIn returns by what a person can sign in beside the password.
func waysIn(tx *db.Tx, person string) ([]wayKept, error) {
	return db.All(tx, func(w *wayKept) []any { return []any{&w.Kind, &w.Name, db.At(&w.Made)} }, `
		SELECT 'passkey', name, created_at FROM network_passkey WHERE person_id = ?
		UNION ALL SELECT 'code', '', created_at FROM network_authenticator WHERE person_id = ?
		UNION ALL SELECT 'provider', provider_id, linked_at FROM network_identity WHERE person_id = ? ORDER BY 1, 3`, person, person, person)
}

// forgetPerson takes out who a person is; the row stays, so that the record of
// what was done keeps its meaning.
func forgetPerson(tx *db.Tx, person string) error {
	_, err := tx.Exec(`UPDATE network_person SET login = ?, name = ?, about = ?, password = '', version = version + 1 WHERE id = ?`,
		"erased-"+person, "–", "{}", person)
	return err
}

// endRolesOf sets the last day of every role of a person that lasts.
func endRolesOf(tx *db.Tx, person, last string) error {
	_, err := tx.Exec(`UPDATE network_role SET valid_to = ? WHERE person_id = ? AND (valid_to = '' OR valid_to > ?)`, last, person, last)
	return err
}

// deleteWaysIn takes out everything by which a person can sign in.
func deleteWaysIn(tx *db.Tx, person string) error {
	for _, statement := range []string{
		`DELETE FROM network_session WHERE person_id = ?`, `DELETE FROM network_link WHERE person_id = ?`, `DELETE FROM network_glass WHERE person_id = ?`,
	} {
		if _, err := tx.Exec(statement, person); err != nil {
			return err
		}
	}
	return deleteFactors(tx, person)
}

func deleteTriesBefore(tx *db.Tx, before time.Time) (int64, error) {
	return tx.Exec(`DELETE FROM network_try WHERE at < ?`, db.Stamp(before))
}

func deleteSessionsSeen(tx *db.Tx, before time.Time) (int64, error) {
	return tx.Exec(`DELETE FROM network_session WHERE seen_at < ?`, db.Stamp(before))
}

func deleteLinksEnded(tx *db.Tx, before time.Time) (int64, error) {
	return tx.Exec(`DELETE FROM network_link WHERE expires_at < ?`, db.Stamp(before))
}

// personsLeft returns the people whose last role ended before a day.
func personsLeft(tx *db.Tx, day string) ([]string, error) {
	return db.All(tx, func(id *string) []any { return []any{id} }, `SELECT p.id FROM network_person p
		WHERE p.login <> 'erased-' || p.id
		AND EXISTS (SELECT 1 FROM network_role r WHERE r.person_id = p.id)
		AND NOT EXISTS (SELECT 1 FROM network_role r WHERE r.person_id = p.id AND (r.valid_to = '' OR r.valid_to >= ?)) ORDER BY p.id`, day)
}
