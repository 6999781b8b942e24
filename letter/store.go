package letter

import (
	"time"

	"pesnet/kit/db"
)

func choicesOf(tx *db.Tx, person string) (Choices, error) {
	type choice struct{ kind, often string }
	all, err := db.All(tx, func(c *choice) []any { return []any{&c.kind, &c.often} }, `SELECT kind, often FROM letter_choice WHERE person_id = ? ORDER BY kind`, person)
	chosen := Choices{}
	for _, c := range all {
		chosen[c.kind] = c.often
	}
	return chosen, err
}

func putChoice(tx *db.Tx, person, kind, often string) error {
	_, err := tx.Exec(`INSERT INTO letter_choice (person_id, kind, often) VALUES (?, ?, ?) ON CONFLICT (person_id, kind) DO UPDATE SET often = excluded.often`, person, kind, often)
	return err
}

// insertReminder notes a reminder, and tells whether it is the first.
func insertReminder(tx *db.Tx, o Owed, now time.Time) (bool, error) {
	n, err := tx.Exec(`INSERT INTO letter_reminder (network_id, person_id, kind, at, due, put_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (network_id, person_id, kind, at, due) DO NOTHING`,
		o.Network, o.Person, o.Kind, o.At, o.Day, db.Stamp(now))
	return n > 0, err
}

func feedPlaces(f *feed) []any {
	return []any{&f.ID, &f.Person, &f.Body, db.At(&f.Made), db.At(&f.Read)}
}

func feedsOf(tx *db.Tx, person string) ([]feed, error) {
	return db.All(tx, feedPlaces, `SELECT id, person_id, body_id, made_at, read_at FROM letter_feed WHERE person_id = ? ORDER BY made_at, id`, person)
}

func feedByHash(tx *db.Tx, hash string) (feed, error) {
	return db.One(tx, feedPlaces, `SELECT id, person_id, body_id, made_at, read_at FROM letter_feed WHERE hash = ?`, hash)
}

func insertFeed(tx *db.Tx, f feed, hash string) error {
	_, err := tx.Exec(`INSERT INTO letter_feed (id, person_id, body_id, hash, made_at, read_at) VALUES (?, ?, ?, ?, ?, '')`, f.ID, f.Person, f.Body, hash, db.Stamp(f.Made))
	return err
}

func touchFeed(tx *db.Tx, id string, now time.Time) error {
	_, err := tx.Exec(`UPDATE letter_feed SET read_at = ? WHERE id = ?`, db.Stamp(now), id)
	return err
}

func deleteFeed(tx *db.Tx, person, id string) (int64, error) {
	return tx.Exec(`DELETE FROM letter_feed WHERE id = ? AND person_id = ?`, id, person)
}

func failing(tx *db.Tx, person string) (Failing, error) {
	return db.One(tx, func(f *Failing) []any { return []any{&f.Person, &f.Address, &f.Answer, db.At(&f.Since)} },
		`SELECT person_id, address, answer, since FROM letter_failing WHERE person_id = ?`, person)
}

// failingPeople are those with a failing address who were written to about a
// network.
func failingPeople(tx *db.Tx, network string) ([]string, error) {
	return db.All(tx, func(id *string) []any { return []any{id} }, `SELECT f.person_id FROM letter_failing f
		WHERE EXISTS (SELECT 1 FROM mail_letter m WHERE m.person_id = f.person_id AND m.network_id = ?) ORDER BY f.since, f.person_id`, network)
}

// putFailing keeps since when the same address fails.
func putFailing(tx *db.Tx, f Failing) error {
	_, err := tx.Exec(`INSERT INTO letter_failing (person_id, address, answer, since) VALUES (?, ?, ?, ?)
		ON CONFLICT (person_id) DO UPDATE SET answer = excluded.answer, address = excluded.address,
		since = CASE WHEN letter_failing.address = excluded.address THEN letter_failing.since ELSE excluded.since END`, f.Person, f.Address, f.Answer, db.Stamp(f.Since))
	return err
}

func deleteFailing(tx *db.Tx, person string) (int64, error) {
	return tx.Exec(`DELETE FROM letter_failing WHERE person_id = ?`, person)
}

func deleteOf(tx *db.Tx, person string) error {
	for _, statement := range []string{`DELETE FROM letter_choice WHERE person_id = ?`, `DELETE FROM letter_reminder WHERE person_id = ?`, `DELETE FROM letter_feed WHERE person_id = ?`, `DELETE FROM letter_failing WHERE person_id = ?`} {
		if _, err := tx.Exec(statement, person); err != nil {
			return err
		}
	}
	return nil
}

func deleteReminders(tx *db.Tx, before time.Time) (int64, error) {
	return tx.Exec(`DELETE FROM letter_reminder WHERE put_at < ?`, db.Stamp(before))
}
