package privacy

import (
	"time"

	"pesnet/kit/db"
)

const consentColumns = `id, person_id, category, destination, given_at, expires_on, ended_at, wording, lang`

func consentPlaces(c *Consent) []any {
	return []any{&c.ID, &c.Person, &c.Category, &c.Destination, db.At(&c.Given), &c.Expires, db.At(&c.Ended), &c.Wording, &c.Lang}
}

// consentsOf returns every consent of a person, those that ended among them.
func consentsOf(tx *db.Tx, person string) ([]Consent, error) {
	return db.All(tx, consentPlaces, `SELECT `+consentColumns+` FROM privacy_consent WHERE person_id = ? ORDER BY given_at, category, destination`, person)
}

// consentsTo returns what people allow to a destination on a day.
func consentsTo(tx *db.Tx, destination, day string) ([]Consent, error) {
	return db.All(tx, consentPlaces, `SELECT `+consentColumns+` FROM privacy_consent WHERE destination = ? AND ended_at = '' AND expires_on >= ? ORDER BY person_id, category`, destination, day)
}

// consentsOver returns those that hold no more and that nobody has closed.
func consentsOver(tx *db.Tx, today string) ([]Consent, error) {
	return db.All(tx, consentPlaces, `SELECT `+consentColumns+` FROM privacy_consent WHERE ended_at = '' AND expires_on < ? ORDER BY person_id, category, destination`, today)
}

func insertConsents(tx *db.Tx, all []Consent) error {
	var args []any
	for _, c := range all {
		args = append(args, c.ID, c.Person, c.Category, c.Destination, db.Stamp(c.Given), c.Expires, "", c.Wording, c.Lang)
	}
	return tx.Rows(`INSERT INTO privacy_consent (`+consentColumns+`) VALUES `, "", 9, args)
}

func endConsent(tx *db.Tx, id string, at time.Time) (int64, error) {
	return tx.Exec(`UPDATE privacy_consent SET ended_at = ? WHERE id = ? AND ended_at = ''`, db.Stamp(at), id)
}

func deleteConsents(tx *db.Tx, before time.Time) (int64, error) {
	return tx.Exec(`DELETE FROM privacy_consent WHERE ended_at <> '' AND ended_at < ?`, db.Stamp(before))
}

func passedPlaces(p *Passed) []any {
	return []any{&p.Person, &p.Network, &p.Category, &p.Destination, &p.Recipient, db.At(&p.At)}
}

func passedOf(tx *db.Tx, person string) ([]Passed, error) {
	return db.All(tx, passedPlaces, `SELECT person_id, network_id, category, destination, recipient, at FROM privacy_passed WHERE person_id = ? ORDER BY at, id`, person)
}

func insertPassed(tx *db.Tx, p Passed) error {
	_, err := tx.Exec(`INSERT INTO privacy_passed (id, person_id, network_id, category, destination, recipient, at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		db.ID(), p.Person, p.Network, p.Category, p.Destination, p.Recipient, db.Stamp(p.At))
	return err
}

const noticeColumns = `id, person_id, network_id, recipient, what, category, made_at, sent_at, acknowledged_at`

func noticePlaces(n *Notice) []any {
	return []any{&n.ID, &n.Person, &n.Network, &n.Recipient, &n.What, &n.Category, db.At(&n.Made), db.At(&n.Sent), db.At(&n.Acknowledged)}
}

func insertNotices(tx *db.Tx, all []Notice) error {
	var args []any
	for _, n := range all {
		args = append(args, n.ID, n.Person, n.Network, n.Recipient, n.What, n.Category, db.Stamp(n.Made), "", "")
	}
	return tx.Rows(`INSERT INTO privacy_notice (`+noticeColumns+`) VALUES `, "", 9, args)
}

// openNotices returns what recipients have not said that they know.
func openNotices(tx *db.Tx, network string) ([]Notice, error) {
	return db.All(tx, noticePlaces, `SELECT `+noticeColumns+` FROM privacy_notice WHERE network_id = ? AND acknowledged_at = '' ORDER BY made_at, id`, network)
}

func noticesOf(tx *db.Tx, person string) ([]Notice, error) {
	return db.All(tx, noticePlaces, `SELECT `+noticeColumns+` FROM privacy_notice WHERE person_id = ? ORDER BY made_at, id`, person)
}

func markSent(tx *db.Tx, network, id string, at time.Time) (int64, error) {
	return tx.Exec(`UPDATE privacy_notice SET sent_at = ? WHERE id = ? AND network_id = ? AND sent_at = ''`, db.Stamp(at), id, network)
}

func markAcknowledged(tx *db.Tx, network, id string, at time.Time) (int64, error) {
	return tx.Exec(`UPDATE privacy_notice SET acknowledged_at = ? WHERE id = ? AND network_id = ? AND sent_at <> '' AND acknowledged_at = ''`, db.Stamp(at), id, network)
}
