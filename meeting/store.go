package meeting

import (
	"time"

	"pesnet/kit/db"
)

const meetingColumns = `m.id, m.network_id, m.body_id, m.code, m.year, m.no, m.title, m.kind, m.mode, m.place, m.link, m.host, m.about, m.starts_at, m.ends_at, m.zone, m.state, m.moved_at, m.public, m.called_at, m.urgent, m.sequence, m.series, m.version`

func meetingPlaces(m *Meeting) []any {
	return []any{&m.ID, &m.Network, &m.Body, &m.Code, &m.Year, &m.No, &m.Title, &m.Kind, &m.Mode, &m.Place, &m.Link, &m.Host, &m.About, db.At(&m.Starts), db.At(&m.Ends), &m.Zone,
		&m.State, db.At(&m.Moved), &m.Public, db.At(&m.Called), &m.Urgent, &m.Sequence, &m.Series, &m.Version}
}

func byID(tx *db.Tx, network, id string) (Meeting, error) {
	return db.One(tx, meetingPlaces, `SELECT `+meetingColumns+` FROM meeting m WHERE m.network_id = ? AND m.id = ?`, network, id)
}

func byCode(tx *db.Tx, network, code string) (Meeting, error) {
	return db.One(tx, meetingPlaces, `SELECT `+meetingColumns+` FROM meeting m WHERE m.network_id = ? AND m.code = ?`, network, code)
}

// between returns the meetings that begin at the earliest at from and before
// to, the first one first.
func between(tx *db.Tx, network string, from, to time.Time) ([]Meeting, error) {
	return db.All(tx, meetingPlaces, `SELECT `+meetingColumns+` FROM meeting m WHERE m.network_id = ? AND m.starts_at >= ? AND m.starts_at < ? ORDER BY m.starts_at, m.code`,
		network, db.Stamp(from), db.Stamp(to))
}

// before returns the last meeting of the same body that began earlier and
// was held.
func before(tx *db.Tx, m Meeting) (Meeting, error) {
	return db.One(tx, meetingPlaces, `SELECT `+meetingColumns+` FROM meeting m WHERE m.network_id = ? AND m.body_id = ? AND m.starts_at < ? AND m.id <> ?
		AND m.state IN (?, ?, ?, ?) ORDER BY m.starts_at DESC LIMIT 1`, m.Network, m.Body, db.Stamp(m.Starts), m.ID, Held, MinutesDrafted, Circulated, Approved)
}

// lastNo is the number of the last meeting of a body in a year.
func lastNo(tx *db.Tx, network, body string, year int) (int, error) {
	n, err := tx.Count(`SELECT coalesce(max(no), 0) FROM meeting WHERE network_id = ? AND body_id = ? AND year = ?`, network, body, year)
	return int(n), err
}

func insertMeeting(tx *db.Tx, m Meeting) error {
	_, err := tx.Exec(`INSERT INTO meeting (id, network_id, body_id, code, year, no, title, kind, mode, place, link, host, about, starts_at, ends_at, zone, state, moved_at, public, called_at, urgent, sequence, series, version) VALUES (`+db.Marks(24)+`)`,
		m.ID, m.Network, m.Body, m.Code, m.Year, m.No, m.Title, m.Kind, m.Mode, m.Place, m.Link, m.Host, m.About, db.Stamp(m.Starts), db.Stamp(m.Ends), m.Zone,
		m.State, db.Stamp(m.Moved), m.Public, stampOr(m.Called), m.Urgent, m.Sequence, m.Series, 1)
	return err
}

// updateMeeting writes a meeting over the version that was read; it tells
// whether it was still there.
func updateMeeting(tx *db.Tx, m Meeting) (int64, error) {
	return tx.Exec(`UPDATE meeting SET title = ?, kind = ?, mode = ?, place = ?, link = ?, host = ?, about = ?, starts_at = ?, ends_at = ?, zone = ?, state = ?, moved_at = ?, public = ?,
		called_at = ?, urgent = ?, sequence = ?, version = version + 1 WHERE network_id = ? AND id = ? AND version = ?`,
		m.Title, m.Kind, m.Mode, m.Place, m.Link, m.Host, m.About, db.Stamp(m.Starts), db.Stamp(m.Ends), m.Zone, m.State, db.Stamp(m.Moved), m.Public,
		stampOr(m.Called), m.Urgent, m.Sequence, m.Network, m.ID, m.Version)
}

func setState(tx *db.Tx, m Meeting, to string, now time.Time) (int64, error) {
	return tx.Exec(`UPDATE meeting SET state = ?, moved_at = ?, version = version + 1 WHERE network_id = ? AND id = ? AND state = ?`, to, db.Stamp(now), m.Network, m.ID, m.State)
}

// stampOr writes a time, or nothing for the zero one.
func stampOr(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return db.Stamp(t)
}

const itemColumns = `i.id, i.meeting_id, i.position, i.standing, i.title, i.ask, i.presenter, i.body, i.duration, i.late, i.carried, i.version`

func itemPlaces(i *Item) []any {
	return []any{&i.ID, &i.Meeting, &i.Position, &i.Standing, &i.Title, &i.Ask, &i.Presenter, &i.Text, &i.Duration, &i.Late, &i.Carried, &i.Version}
}

func itemsOf(tx *db.Tx, meeting string) ([]Item, error) {
	return db.All(tx, itemPlaces, `SELECT `+itemColumns+` FROM meeting_item i WHERE i.meeting_id = ? ORDER BY i.position, i.id`, meeting)
}

func insertItems(tx *db.Tx, network string, all ...Item) error {
	var args []any
	for _, i := range all {
		args = append(args, i.ID, network, i.Meeting, i.Position, i.Standing, i.Title, i.Ask, i.Presenter, i.Text, i.Duration, i.Late, i.Carried, 1)
	}
	return tx.Rows(`INSERT INTO meeting_item (id, network_id, meeting_id, position, standing, title, ask, presenter, body, duration, late, carried, version) VALUES `, "", 13, args)
}

const presenceColumns = `p.meeting_id, p.person_id, p.organisation_id, p.seat, p.reply, p.note, p.alternate, p.replied_at, p.present, p.version`

func presencePlaces(p *Presence) []any {
	return []any{&p.Meeting, &p.Person, &p.Organisation, &p.Seat, &p.Reply, &p.Note, &p.Alternate, db.At(&p.Replied), &p.Present, &p.Version}
}

func presencesOf(tx *db.Tx, meeting string) ([]Presence, error) {
	return db.All(tx, presencePlaces, `SELECT `+presenceColumns+` FROM meeting_presence p WHERE p.meeting_id = ? ORDER BY p.organisation_id, p.seat, p.person_id`, meeting)
}

// ahead returns the last meeting of the same body that begins earlier, of
// those that are not drafts and were not called off.
func ahead(tx *db.Tx, m Meeting) (Meeting, error) {
	return db.One(tx, meetingPlaces, `SELECT `+meetingColumns+` FROM meeting m WHERE m.network_id = ? AND m.body_id = ? AND m.starts_at < ? AND m.id <> ?
		AND m.state IN (?, ?, ?, ?, ?) ORDER BY m.starts_at DESC LIMIT 1`, m.Network, m.Body, db.Stamp(m.Starts), m.ID, Announced, Held, MinutesDrafted, Circulated, Approved)
}

// invitedTo returns the meetings to which somebody is invited and that begin
// later, in every network.
func invitedTo(tx *db.Tx, person string, from time.Time) ([]Meeting, error) {
	return db.All(tx, meetingPlaces, `SELECT `+meetingColumns+` FROM meeting m WHERE m.starts_at >= ? AND m.id IN (SELECT p.meeting_id FROM meeting_presence p WHERE p.person_id = ?)
		ORDER BY m.starts_at, m.code`, db.Stamp(from), person)
}
