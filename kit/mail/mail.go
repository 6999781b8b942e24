// Package mail sends letters. A letter is put into the outbox in the
// transaction of the deed that it tells of, so that there is no letter of a
// deed that was not done and no deed without its letter. Whether the receiver
// may have it is asked when it is sent.
//
// The states of a letter:
//
//	waiting → claimed → sent
//	   ↑         ├────→ refused   the receiver may not have it
//	   └─────────┘────→ failed    the server will not take it
//
// A node claims letters, sends them and then writes that they are sent. What
// was acknowledged and written is never sent again. A node that dies between
// the server's acknowledgement and the writing leaves a claim that ends by
// itself; the letter is then sent once more, under the same Message-ID, by
// which mail servers and clients know it as the same.
package mail

import (
	"encoding/json"
	"fmt"
	"time"

	"pesnet/kit/db"
)

// States of a letter.
const (
	Waiting = "waiting"
	Claimed = "claimed"
	Sent    = "sent"
	Refused = "refused"
	Failed  = "failed"
)

// Letter tells a person that something waits for them, and where. Its words
// are in the person's language and hold no personal data.
type Letter struct {
	ID       string
	To       string   // id of a person
	Kind     string   // "meeting.invited"
	Need     []string // action, network, organisation, body: what the receiver must be allowed when it is sent
	Network  string   // id of the tenant; "" = that of Need, if any
	Subject  string
	Text     string
	Link     string
	Calendar []byte
	Method   string    // of the calendar: REQUEST, CANCEL or ""
	Urgent   bool      // never waits for a digest
	After    time.Time // not before
	About    string    // "meeting 0198…": what it is about, for lists of who got what
}

// Delivery is what became of a letter.
type Delivery struct {
	ID, To, Kind, Subject string
	State                 string // Waiting, Claimed, Sent, Refused, Failed
	Put, At               time.Time
	Held                  bool   // waits for a digest
	Reason                string // why not: id of words, or what the server answered
	Tries                 int
}

// Put puts a letter into the outbox.
func Put(tx *db.Tx, now time.Time, l Letter) (id string, err error) {
	if l.To == "" || l.Kind == "" || l.Subject == "" {
		return "", fmt.Errorf("mail: a letter has a receiver, a kind and a subject: %q, %q, %q", l.To, l.Kind, l.Subject)
	}
	if l.Network == "" && len(l.Need) > 1 {
		l.Network = l.Need[1]
	}
	need, err := json.Marshal(l.Need)
	if err != nil {
		return "", err
	}
	due := l.After
	if due.Before(now) {
		due = now
	}
	l.ID = db.ID()
	return l.ID, insert(tx, l, string(need), now, due)
}

// Dispatch tells who was written to about something, in the order of writing.
func Dispatch(tx *db.Tx, about string) ([]Delivery, error) { return deliveries(tx, `about = ?`, about) }

// In returns the letters of a network, the newest first; with about, only
// those about that.
func In(tx *db.Tx, network, about string, most int) ([]Delivery, error) {
	return newest(tx, `network_id = ? AND (? = '' OR about = ?)`, most, network, about, about)
}

// Everywhere returns the letters of all networks, the newest first.
func Everywhere(tx *db.Tx, most int) ([]Delivery, error) { return newest(tx, `1 = 1`, most) }

// Of returns the letters to a person, the newest first.
func Of(tx *db.Tx, person string, most int) ([]Delivery, error) {
	return newest(tx, `person_id = ?`, most, person)
}

// Find returns a letter, or db.ErrNone.
func Find(tx *db.Tx, id string) (Letter, error) {
	r, err := db.One(tx, places, `SELECT `+columns+` FROM mail_letter WHERE id = ?`, id)
	return r.Letter, err
}
