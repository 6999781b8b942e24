package mail

import (
	"encoding/json"
	"time"

	"pesnet/kit/db"
)

// row is a letter as the table keeps it.
type row struct {
	Letter
	put, due, changed time.Time
	held              bool
	state, parcel     string
	tries             int
	reason            string
}

const columns = `id, network_id, person_id, kind, need, subject, body, link, calendar, method, urgent, about, put_at, due_at, held, state, parcel, tries, changed_at, reason`

func places(r *row) []any {
	return []any{&r.ID, &r.Network, &r.To, &r.Kind, (*needs)(&r.Need), &r.Subject, &r.Text, &r.Link, (*bytes)(&r.Calendar), &r.Method, &r.Urgent, &r.About,
		db.At(&r.put), db.At(&r.due), &r.held, &r.state, &r.parcel, &r.tries, db.At(&r.changed), &r.reason}
}

// needs is a list that the table keeps as JSON.
type needs []string

// Scan reads the JSON.
func (n *needs) Scan(value any) error {
	text, _ := value.(string)
	return json.Unmarshal([]byte(text), (*[]string)(n))
}

// bytes is a text that is handled as bytes.
type bytes []byte

// Scan reads the text.
func (b *bytes) Scan(value any) error {
	if text, _ := value.(string); text != "" {
		*b = bytes(text)
	}
	return nil
}

func insert(tx *db.Tx, l Letter, need string, now, due time.Time) error {
	_, err := tx.Exec(`INSERT INTO mail_letter (`+columns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		l.ID, l.Network, l.To, l.Kind, need, l.Subject, l.Text, l.Link, string(l.Calendar), l.Method, l.Urgent, l.About,
		db.Stamp(now), db.Stamp(due), false, Waiting, "", 0, db.Stamp(now), "")
	return err
}

func deliveries(tx *db.Tx, where string, args ...any) ([]Delivery, error) {
	all, err := db.All(tx, places, `SELECT `+columns+` FROM mail_letter WHERE `+where+` ORDER BY put_at, id`, args...)
	return delivered(all), err
}

func newest(tx *db.Tx, where string, most int, args ...any) ([]Delivery, error) {
	all, err := db.All(tx, places, `SELECT `+columns+` FROM mail_letter WHERE `+where+` ORDER BY put_at DESC, id DESC LIMIT ?`, append(args, most)...)
	return delivered(all), err
}

func delivered(rows []row) []Delivery {
	var all []Delivery
	for _, r := range rows {
		all = append(all, Delivery{ID: r.ID, To: r.To, Kind: r.Kind, Subject: r.Subject, State: r.state, Put: r.put, At: r.changed, Held: r.held, Reason: r.reason, Tries: r.tries})
	}
	return all
}

// due are the letters whose time has come, and those of a node that died.
func due(tx *db.Tx, now time.Time, most int) ([]row, error) {
	return db.All(tx, places, `SELECT `+columns+` FROM mail_letter WHERE state IN ('waiting', 'claimed') AND due_at <= ? ORDER BY due_at, id LIMIT ?`, db.Stamp(now), most)
}

// together are the letters that travel with a held one: those of its parcel,
// or all that wait for the same digest.
func together(tx *db.Tx, r row, now time.Time) ([]row, error) {
	return db.All(tx, places, `SELECT `+columns+` FROM mail_letter
		WHERE person_id = ? AND held AND parcel = ? AND state IN ('waiting', 'claimed') AND due_at <= ? ORDER BY put_at, id`, r.To, r.parcel, db.Stamp(now))
}

func refuse(tx *db.Tx, id, reason string, now time.Time) error {
	_, err := tx.Exec(`UPDATE mail_letter SET state = ?, reason = ?, changed_at = ? WHERE id = ?`, Refused, reason, db.Stamp(now), id)
	return err
}

func hold(tx *db.Tx, id string, until time.Time) error {
	_, err := tx.Exec(`UPDATE mail_letter SET held = ?, due_at = ? WHERE id = ?`, true, db.Stamp(until), id)
	return err
}

// take claims a letter until a time.
func take(tx *db.Tx, id, parcel string, now, until time.Time) error {
	_, err := tx.Exec(`UPDATE mail_letter SET state = ?, parcel = ?, tries = tries + 1, changed_at = ?, due_at = ? WHERE id = ?`, Claimed, parcel, db.Stamp(now), db.Stamp(until), id)
	return err
}

// settle writes what came of a letter that was claimed.
func settle(tx *db.Tx, id, parcel, state, reason string, now, next time.Time) error {
	_, err := tx.Exec(`UPDATE mail_letter SET state = ?, reason = ?, changed_at = ?, due_at = ? WHERE id = ? AND parcel = ? AND state = 'claimed'`,
		state, reason, db.Stamp(now), db.Stamp(next), id, parcel)
	return err
}

func retry(tx *db.Tx, id string, now time.Time) (int64, error) {
	return tx.Exec(`UPDATE mail_letter SET state = ?, tries = 0, reason = '', changed_at = ?, due_at = ? WHERE id = ? AND state IN ('failed', 'refused')`, Waiting, db.Stamp(now), db.Stamp(now), id)
}

func retryOf(tx *db.Tx, person, reason string, since, now time.Time) (int64, error) {
	return tx.Exec(`UPDATE mail_letter SET state = ?, tries = 0, reason = '', changed_at = ?, due_at = ?
		WHERE person_id = ? AND changed_at >= ? AND (state = 'failed' OR state = 'refused' AND reason = ?)`,
		Waiting, db.Stamp(now), db.Stamp(now), person, db.Stamp(since), reason)
}

// Forget deletes the letters to a person, in a transaction of the caller, who
// has asked whether that may be done.
func Forget(tx *db.Tx, person string) error {
	_, err := tx.Exec(`DELETE FROM mail_letter WHERE person_id = ?`, person)
	return err
}

// Sweep deletes the letters that came to their end before a time.
func Sweep(tx *db.Tx, before time.Time) (int64, error) {
	return tx.Exec(`DELETE FROM mail_letter WHERE changed_at < ? AND state IN ('sent', 'refused', 'failed')`, db.Stamp(before))
}

// Counts tells how many letters there are in each state.
func Counts(tx *db.Tx) (map[string]int64, error) {
	type count struct {
		state string
		n     int64
	}
	all, err := db.All(tx, func(c *count) []any { return []any{&c.state, &c.n} }, `SELECT state, count(*) FROM mail_letter GROUP BY state`)
	counts := map[string]int64{}
	for _, c := range all {
		counts[c.state] = c.n
	}
	return counts, err
}
