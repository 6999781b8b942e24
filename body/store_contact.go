package body

import "pesnet/kit/db"

func contactData(tx *db.Tx, people []string) ([]Reached, error) {
	if len(people) == 0 {
		return nil, nil
	}
	return db.All(tx, func(r *Reached) []any {
		return []any{&r.Person, &r.Email, &r.Phone, &r.Languages, &r.Topics, &r.Photo, &r.Version}
	}, `SELECT person_id, email, phone, languages, topics, photo, version FROM body_contact WHERE person_id IN (`+db.Marks(len(people))+`)`, db.Args(people)...)
}

func putContact(tx *db.Tx, r Reached) error {
	_, err := tx.Exec(`INSERT INTO body_contact (person_id, email, phone, languages, topics, photo, version) VALUES (?, ?, ?, ?, ?, ?, 1)`,
		r.Person, r.Email, r.Phone, r.Languages, r.Topics, r.Photo)
	return err
}

func updateContact(tx *db.Tx, r Reached) (int64, error) {
	return tx.Exec(`UPDATE body_contact SET email = ?, phone = ?, languages = ?, topics = ?, photo = ?, version = version + 1 WHERE person_id = ? AND version = ?`,
		r.Email, r.Phone, r.Languages, r.Topics, r.Photo, r.Person, r.Version)
}

func deletePhoto(tx *db.Tx, person string) error {
	_, err := tx.Exec(`DELETE FROM body_photo WHERE person_id = ?`, person)
	return err
}

func insertPhoto(tx *db.Tx, person string, picture []byte) error {
	_, err := tx.Exec(`INSERT INTO body_photo (person_id, bytes) VALUES (?, ?)`, person, picture)
	return err
}

func photoOf(tx *db.Tx, person string) ([]byte, error) {
	return db.One(tx, func(b *[]byte) []any { return []any{b} }, `SELECT bytes FROM body_photo WHERE person_id = ?`, person)
}

func deleteContact(tx *db.Tx, person string) error {
	if err := deletePhoto(tx, person); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM body_contact WHERE person_id = ?`, person)
	return err
}

// endSeatsOf sets the last day of every seat of a person that lasts.
func endSeatsOf(tx *db.Tx, person, last string) error {
	_, err := tx.Exec(`UPDATE body_seat SET valid_to = ?, version = version + 1 WHERE person_id = ? AND (valid_to = '' OR valid_to > ?)`, last, person, last)
	return err
}

// reachable returns everybody whose contact data are kept.
func reachable(tx *db.Tx) ([]string, error) {
	return db.All(tx, func(id *string) []any { return []any{id} }, `SELECT person_id FROM body_contact ORDER BY person_id`)
}

// bands returns the formula of fees of a network, of all years.
func bands(tx *db.Tx, network string) ([]Band, error) {
	return db.All(tx, func(b *Band) []any { return []any{&b.From, &b.Basis, &b.Least, &b.Value, &b.Source, &b.Verified} },
		`SELECT valid_from, basis, least, value, source, verified FROM body_fee_band WHERE network_id = ? ORDER BY valid_from, basis, least`, network)
}

func insertBands(tx *db.Tx, network string, all []Band) error {
	var args []any
	for _, b := range all {
		args = append(args, network, b.From, b.Basis, b.Least, b.Value, b.Source, b.Verified)
	}
	return tx.Rows(`INSERT INTO body_fee_band (network_id, valid_from, basis, least, value, source, verified) VALUES `, "", 7, args)
}

// deleteBands takes out the formula that begins in a year.
func deleteBands(tx *db.Tx, network, from string) error {
	_, err := tx.Exec(`DELETE FROM body_fee_band WHERE network_id = ? AND valid_from = ?`, network, from)
	return err
}

// yearOfBases is the latest year up to one for which it is known what fees are
// worked out from; empty where there is none.
func yearOfBases(tx *db.Tx, network, year string) (string, error) {
	return db.One(tx, func(y *string) []any { return []any{y} },
		`SELECT coalesce(max(year), '') FROM body_fee_base WHERE network_id = ? AND year <= ?`, network, year)
}

// bases returns what the fees of a year are worked out from.
func bases(tx *db.Tx, network, year string) ([]Base, error) {
	return db.All(tx, func(b *Base) []any { return []any{&b.Organisation.ID, &b.Year, &b.Staff, &b.GDP, &b.Source} },
		`SELECT organisation_id, year, staff, gdp, source FROM body_fee_base WHERE network_id = ? AND year = ? ORDER BY organisation_id`, network, year)
}

func putBase(tx *db.Tx, network string, b Base) error {
	_, err := tx.Exec(`INSERT INTO body_fee_base (network_id, organisation_id, year, staff, gdp, source) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (network_id, organisation_id, year) DO UPDATE SET staff = excluded.staff, gdp = excluded.gdp, source = excluded.source`,
		network, b.Organisation.ID, b.Year, b.Staff, b.GDP, b.Source)
	return err
}
