package account

import (
	"time"

	"pesnet/kit/db"
	"pesnet/network"
)

// person returns the person whom a row of this area names.
func person(tx *db.Tx, query string, args ...any) (network.Person, error) {
	id, err := db.One(tx, func(id *string) []any { return []any{id} }, query, args...)
	if err != nil {
		return network.Person{}, err
	}
	return network.PersonByID(tx, id)
}

// passwordOf returns the hash of a person's password; nothing where there is
// none.
func passwordOf(tx *db.Tx, person string) (string, error) {
	hash, err := db.One(tx, func(s *string) []any { return []any{s} }, `SELECT password FROM account_password WHERE person_id = ?`, person)
	if err == db.ErrNone {
		err = nil
	}
	return hash, err
}

func setPassword(tx *db.Tx, person, hash string) error {
	_, err := tx.Exec(`INSERT INTO account_password (person_id, password) VALUES (?, ?) ON CONFLICT (person_id) DO UPDATE SET password = excluded.password`, person, hash)
	return err
}

// withPassword tells how many of some people have a password.
func withPassword(tx *db.Tx, persons []string) (int64, error) {
	if len(persons) == 0 {
		return 0, nil
	}
	return tx.Count(`SELECT count(*) FROM account_password WHERE person_id IN (`+db.Marks(len(persons))+`)`, db.Args(persons)...)
}

// insertLink takes out earlier links of the person: only the last one works.
func insertLink(tx *db.Tx, hash, person string, expires time.Time) error {
	if _, err := tx.Exec(`DELETE FROM account_link WHERE person_id = ?`, person); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO account_link (token, person_id, expires_at) VALUES (?, ?, ?)`, hash, person, db.Stamp(expires))
	return err
}

// personByLink returns whom a link is for, while it works.
func personByLink(tx *db.Tx, hash string, now time.Time) (network.Person, error) {
	return person(tx, `SELECT person_id FROM account_link WHERE token = ? AND expires_at > ?`, hash, db.Stamp(now))
}

// useLink takes the link out; it tells whether it was there.
func useLink(tx *db.Tx, hash string) (int64, error) {
	return tx.Exec(`DELETE FROM account_link WHERE token = ?`, hash)
}
