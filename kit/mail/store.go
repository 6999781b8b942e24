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
