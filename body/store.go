package body

import (
	"database/sql"
	"time"

	"pesnet/kit/db"
)

const bodyColumns = `id, network_id, code, kind, name, coalesce(parent_id, ''), languages, documents, source, verified, valid_from, valid_to, version`

func bodyPlaces(b *Body) []any {
	return []any{&b.ID, &b.Network, &b.Code, &b.Kind, &b.Name, &b.Parent, &b.Languages, &b.Documents, &b.Source, &b.Verified, &b.From, &b.To, &b.Version}
}

func bodies(tx *db.Tx, network string) ([]Body, error) {
	return db.All(tx, bodyPlaces, `SELECT `+bodyColumns+` FROM body WHERE network_id = ? ORDER BY code`, network)
}

func bodyByID(tx *db.Tx, id string) (Body, error) {
	return db.One(tx, bodyPlaces, `SELECT `+bodyColumns+` FROM body WHERE id = ?`, id)
}

func bodyByCode(tx *db.Tx, network, code string) (Body, error) {
	return db.One(tx, bodyPlaces, `SELECT `+bodyColumns+` FROM body WHERE network_id = ? AND code = ?`, network, code)
}

func insertBody(tx *db.Tx, b Body) error {
	_, err := tx.Exec(`INSERT INTO body (id, network_id, code, kind, name, parent_id, languages, documents, source, verified, valid_from, valid_to, version)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		b.ID, b.Network, b.Code, b.Kind, b.Name, orNone(b.Parent), b.Languages, b.Documents, b.Source, b.Verified, b.From, b.To, 1)
	return err
}

func updateBody(tx *db.Tx, b Body) (int64, error) {
	return tx.Exec(`UPDATE body SET kind = ?, name = ?, parent_id = ?, languages = ?, documents = ?, source = ?, verified = ?, valid_from = ?, valid_to = ?, version = version + 1
		WHERE network_id = ? AND id = ? AND version = ?`,
		b.Kind, b.Name, orNone(b.Parent), b.Languages, b.Documents, b.Source, b.Verified, b.From, b.To, b.Network, b.ID, b.Version)
}

// mandates returns every wording of the mandates of a network, the earliest
// first.
func mandates(tx *db.Tx, network string) ([]Mandate, error) {
	return db.All(tx, mandatePlaces, `SELECT id, body_id, valid_from, text, source FROM body_mandate WHERE network_id = ? ORDER BY valid_from, id`, network)
}

func mandatesOf(tx *db.Tx, body string) ([]Mandate, error) {
	return db.All(tx, mandatePlaces, `SELECT id, body_id, valid_from, text, source FROM body_mandate WHERE body_id = ? ORDER BY valid_from, id`, body)
}

func mandatePlaces(m *Mandate) []any { return []any{&m.ID, &m.Body, &m.From, &m.Text, &m.Source} }

func insertMandate(tx *db.Tx, network string, m Mandate, now time.Time) error {
	_, err := tx.Exec(`INSERT INTO body_mandate (id, network_id, body_id, valid_from, text, source, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		m.ID, network, m.Body, m.From, m.Text, m.Source, db.Stamp(now))
	return err
}

const seatColumns = `id, network_id, body_id, coalesce(organisation_id, ''), coalesce(person_id, ''), role, region, valid_from, valid_to, source, version`

func seatPlaces(s *Seat) []any {
	return []any{&s.ID, &s.Network, &s.Body, &s.Organisation, &s.Person, &s.Role, &s.Region, &s.From, &s.To, &s.Source, &s.Version}
}

// seatsOf returns the seats of a body of all time.
func seatsOf(tx *db.Tx, body string) ([]Seat, error) {
	return db.All(tx, seatPlaces, `SELECT `+seatColumns+` FROM body_seat WHERE body_id = ? ORDER BY valid_from, id`, body)
}

func seatsOn(tx *db.Tx, body, day string) ([]Seat, error) {
	return db.All(tx, seatPlaces, `SELECT `+seatColumns+` FROM body_seat
		WHERE body_id = ? AND valid_from <= ? AND (valid_to = '' OR valid_to >= ?) ORDER BY valid_from, id`, body, day, day)
}

// networkSeatsOn returns the seats of all bodies of a network on a day.
func networkSeatsOn(tx *db.Tx, network, day string) ([]Seat, error) {
	return db.All(tx, seatPlaces, `SELECT `+seatColumns+` FROM body_seat
		WHERE network_id = ? AND valid_from <= ? AND (valid_to = '' OR valid_to >= ?) ORDER BY valid_from, id`, network, day, day)
}

// seatsBeyond returns the seats of an organisation in a network that last
// longer than a day, or begin only after it.
func seatsBeyond(tx *db.Tx, network, organisation, last string) ([]Seat, error) {
	return db.All(tx, seatPlaces, `SELECT `+seatColumns+` FROM body_seat
		WHERE network_id = ? AND organisation_id = ? AND (valid_to = '' OR valid_to > ?) ORDER BY valid_from, id`, network, organisation, last)
}

func seatsOfPerson(tx *db.Tx, person, day string) ([]Seat, error) {
	return db.All(tx, seatPlaces, `SELECT `+seatColumns+` FROM body_seat
		WHERE person_id = ? AND valid_from <= ? AND (valid_to = '' OR valid_to >= ?) ORDER BY body_id, role, id`, person, day, day)
}

func seatsEverOf(tx *db.Tx, person string) ([]Seat, error) {
	return db.All(tx, seatPlaces, `SELECT `+seatColumns+` FROM body_seat WHERE person_id = ? ORDER BY valid_from, id`, person)
}

func seatByID(tx *db.Tx, network, id string) (Seat, error) {
	return db.One(tx, seatPlaces, `SELECT `+seatColumns+` FROM body_seat WHERE network_id = ? AND id = ?`, network, id)
}

func insertSeats(tx *db.Tx, all ...Seat) error {
	var args []any
	for _, s := range all {
		args = append(args, s.ID, s.Network, s.Body, orNone(s.Organisation), orNone(s.Person), s.Role, s.Region, s.From, s.To, s.Source, 1)
	}
	return tx.Rows(`INSERT INTO body_seat (id, network_id, body_id, organisation_id, person_id, role, region, valid_from, valid_to, source, version) VALUES `, "", 11, args)
}

func updateSeat(tx *db.Tx, s Seat) (int64, error) {
	return tx.Exec(`UPDATE body_seat SET organisation_id = ?, person_id = ?, role = ?, region = ?, valid_from = ?, valid_to = ?, source = ?, version = version + 1
		WHERE network_id = ? AND id = ? AND version = ?`,
		orNone(s.Organisation), orNone(s.Person), s.Role, s.Region, s.From, s.To, s.Source, s.Network, s.ID, s.Version)
}

// endSeats ends the seats of a body that last longer than a day.
func endSeats(tx *db.Tx, body, last string) (int64, error) {
	return tx.Exec(`UPDATE body_seat SET valid_to = ?, version = version + 1 WHERE body_id = ? AND valid_from <= ? AND (valid_to = '' OR valid_to > ?)`, last, body, last, last)
}

func orNone(id string) sql.NullString { return sql.NullString{String: id, Valid: id != ""} }
