package meeting

import (
	"time"

	"pesnet/kit/db"
)

// invite adds presences; who is invited already stays as they are.
func invite(tx *db.Tx, network string, all []Presence) error {
	var args []any
	for _, p := range all {
		args = append(args, network, p.Meeting, p.Person, p.Organisation, p.Seat, p.Reply, p.Note, p.Alternate, stampOr(p.Replied), p.Present, 1)
	}
	return tx.Rows(`INSERT INTO meeting_presence (network_id, meeting_id, person_id, organisation_id, seat, reply, note, alternate, replied_at, present, version) VALUES `,
		` ON CONFLICT (meeting_id, person_id, organisation_id) DO NOTHING`, 11, args)
}

func updateReply(tx *db.Tx, p Presence) (int64, error) {
	return tx.Exec(`UPDATE meeting_presence SET reply = ?, note = ?, alternate = ?, replied_at = ?, version = version + 1 WHERE meeting_id = ? AND person_id = ? AND organisation_id = ?`,
		p.Reply, p.Note, p.Alternate, stampOr(p.Replied), p.Meeting, p.Person, p.Organisation)
}

func updatePresent(tx *db.Tx, p Presence) (int64, error) {
	return tx.Exec(`UPDATE meeting_presence SET present = ?, version = version + 1 WHERE meeting_id = ? AND person_id = ? AND organisation_id = ? AND version = ?`,
		p.Present, p.Meeting, p.Person, p.Organisation, p.Version)
}

// presencesFor returns where somebody was invited, the latest meeting first.
func presencesFor(tx *db.Tx, person string) ([]Presence, error) {
	return db.All(tx, presencePlaces, `SELECT `+presenceColumns+` FROM meeting_presence p JOIN meeting m ON m.id = p.meeting_id WHERE p.person_id = ? ORDER BY m.starts_at DESC, m.id`, person)
}

// silent returns those who have not replied to meetings of a network that are
// announced and begin later; the secretary is there anyway, an alternate only
// where the member is not.
func silent(tx *db.Tx, network string, from time.Time) ([]Presence, error) {
	return db.All(tx, presencePlaces, `SELECT `+presenceColumns+` FROM meeting_presence p JOIN meeting m ON m.id = p.meeting_id
		WHERE m.network_id = ? AND m.state = ? AND m.starts_at > ? AND p.reply = '' AND p.seat NOT IN (?, ?) ORDER BY m.starts_at, p.person_id`, network, Announced, db.Stamp(from), alternateSeat, secretarySeat)
}

// forgetNotes takes the notes and the named alternates of a person out; that
// the seat was invited and held stays in the record of the network.
func forgetNotes(tx *db.Tx, person string) error {
	_, err := tx.Exec(`UPDATE meeting_presence SET note = '' WHERE person_id = ?`, person)
	return err
}

const callColumns = `c.id, c.meeting_id, c.at, c.who, c.what, c.starts_at, c.days, c.needed, c.reason, c.sequence, c.sent`

func callPlaces(c *Sent) []any {
	return []any{&c.ID, &c.Meeting, db.At(&c.At), &c.Who, &c.What, db.At(&c.Starts), &c.Days, &c.Needed, &c.Reason, &c.Sequence, &c.People}
}

func callsOf(tx *db.Tx, meeting string) ([]Sent, error) {
	return db.All(tx, callPlaces, `SELECT `+callColumns+` FROM meeting_call c WHERE c.meeting_id = ? ORDER BY c.at, c.sequence`, meeting)
}

func insertCall(tx *db.Tx, network string, c Sent) error {
	_, err := tx.Exec(`INSERT INTO meeting_call (id, network_id, meeting_id, at, who, what, starts_at, days, needed, reason, sequence, sent) VALUES (`+db.Marks(12)+`)`,
		c.ID, network, c.Meeting, db.Stamp(c.At), c.Who, c.What, db.Stamp(c.Starts), c.Days, c.Needed, c.Reason, c.Sequence, c.People)
	return err
}
