package network

import "pesnet/kit/db"

// PersonsByID returns people by their ids, wherever they are now: whoever did
// something keeps their name. It runs in a transaction of the caller, who has
// asked whether they may be known.
func PersonsByID(tx *db.Tx, ids []string) ([]Person, error) {
	ids = distinct(ids)
	if len(ids) == 0 {
		return nil, nil
	}
	return db.KeptAs(tx, func() ([]Person, error) {
		return db.All(tx, personPlaces, `SELECT `+personColumns+` FROM network_person p WHERE p.id IN (`+db.Marks(len(ids))+`)`, db.Args(ids)...)
	}, "persons", db.Args(ids)...)
}

// personSeen returns nothing where a person stands before the wall, and
// ErrNone behind it.
func personSeen(tx *db.Tx, id string) error {
	_, err := db.One(tx, func(s *string) []any { return []any{s} }, `SELECT p.id FROM network_person p WHERE p.id = ?`, id)
	return err
}

// rolesEver returns every role that a person has or had.
func rolesEver(tx *db.Tx, person string) ([]Role, error) {
	return db.All(tx, rolePlaces, `SELECT `+holderColumns+` FROM network_role r WHERE r.person_id = ? ORDER BY r.valid_from, r.id`, person)
}

// forgetPerson takes out who a person is; the row stays, so that the record of
// what was done keeps its meaning.
func forgetPerson(tx *db.Tx, person string) error {
	_, err := tx.Exec(`UPDATE network_person SET login = ?, name = ?, about = ?, version = version + 1 WHERE id = ?`,
		"erased-"+person, "–", "{}", person)
	return err
}

// endRolesOf sets the last day of every role of a person that lasts.
func endRolesOf(tx *db.Tx, person, last string) error {
	_, err := tx.Exec(`UPDATE network_role SET valid_to = ? WHERE person_id = ? AND (valid_to = '' OR valid_to > ?)`, last, person, last)
	return err
}

// personsLeft returns the people whose last role ended before a day.
func personsLeft(tx *db.Tx, day string) ([]string, error) {
	return db.All(tx, func(id *string) []any { return []any{id} }, `SELECT p.id FROM network_person p
		WHERE p.login <> 'erased-' || p.id
		AND EXISTS (SELECT 1 FROM network_role r WHERE r.person_id = p.id)
		AND NOT EXISTS (SELECT 1 FROM network_role r WHERE r.person_id = p.id AND (r.valid_to = '' OR r.valid_to >= ?)) ORDER BY p.id`, day)
}

// endRolesFor sets the last day of every role for an organisation that lasts.
func endRolesFor(tx *db.Tx, network, organisation, last string) error {
	_, err := tx.Exec(`UPDATE network_role SET valid_to = ? WHERE network_id = ? AND organisation_id = ? AND (valid_to = '' OR valid_to > ?)`, last, network, organisation, last)
	return err
}

// endRolesBy sets the last day of one kind of role of a person for an
// organisation.
func endRolesBy(tx *db.Tx, person string, r Role) error {
	_, err := tx.Exec(`UPDATE network_role SET valid_to = ? WHERE person_id = ? AND network_id = ? AND organisation_id = ? AND role = ? AND (valid_to = '' OR valid_to > ?)`,
		r.To, person, r.Network, r.Organisation, r.Role, r.To)
	return err
}
