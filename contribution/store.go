package contribution

import (
	"strconv"
	"time"

	"pesnet/kit/db"
)

const entryColumns = `id, network_id, no, organisation_id, responsibility, day, title, about, link, state, reason, recorded_by, recorded_at, settled_at, version`

func entryPlaces(e *Entry) []any {
	return []any{&e.ID, &e.Network, &e.No, &e.Organisation, &e.Responsibility, &e.Day, &e.Title, &e.About, &e.Link, &e.State, &e.Reason, &e.By, db.At(&e.At), db.At(&e.Settled), &e.Version}
}

// entriesBetween are those of the days from the first to the last, the latest
// first.
func entriesBetween(tx *db.Tx, network, from, to string) ([]Entry, error) {
	return db.All(tx, entryPlaces, `SELECT `+entryColumns+` FROM contribution_entry WHERE network_id = ? AND day >= ? AND day <= ? ORDER BY day DESC, no DESC`, network, from, to)
}

func entryByNo(tx *db.Tx, network string, no int64) (Entry, error) {
	return db.One(tx, entryPlaces, `SELECT `+entryColumns+` FROM contribution_entry WHERE network_id = ? AND no = ?`, network, no)
}

func entriesBy(tx *db.Tx, person string) ([]Entry, error) {
	return db.All(tx, entryPlaces, `SELECT `+entryColumns+` FROM contribution_entry WHERE recorded_by = ? ORDER BY network_id, no`, person)
}

// yearsOf are the years in which something was recorded, the latest first.
func yearsOf(tx *db.Tx, network string) (first, last string, err error) {
	type span struct{ first, last string }
	s, err := db.One(tx, func(s *span) []any { return []any{&s.first, &s.last} },
		`SELECT coalesce(min(day), ''), coalesce(max(day), '') FROM contribution_entry WHERE network_id = ?`, network)
	return s.first, s.last, err
}

func insertEntry(tx *db.Tx, e Entry) (Entry, error) {
	if err := tx.Lock("contribution " + e.Network); err != nil {
		return e, err
	}
	last, err := tx.Count(`SELECT coalesce(max(no), 0) FROM contribution_entry WHERE network_id = ?`, e.Network)
	if err != nil {
		return e, err
	}
	e.No, e.Version = last+1, 1
	_, err = tx.Exec(`INSERT INTO contribution_entry (`+entryColumns+`) VALUES (`+db.Marks(15)+`)`,
		e.ID, e.Network, e.No, e.Organisation, e.Responsibility, e.Day, e.Title, e.About, e.Link, e.State, e.Reason, e.By, db.Stamp(e.At), stamped(e.Settled), e.Version)
	return e, err
}

func stamped(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return db.Stamp(t)
}

func updateEntry(tx *db.Tx, e Entry) (int64, error) {
	return tx.Exec(`UPDATE contribution_entry SET responsibility = ?, day = ?, title = ?, about = ?, link = ?, state = ?, reason = ?, settled_at = ?, version = version + 1
		WHERE network_id = ? AND no = ? AND version = ?`, e.Responsibility, e.Day, e.Title, e.About, e.Link, e.State, e.Reason, stamped(e.Settled), e.Network, e.No, e.Version)
}

func forgetRecorder(tx *db.Tx, person string) error {
	_, err := tx.Exec(`UPDATE contribution_entry SET recorded_by = '' WHERE recorded_by = ?`, person)
	return err
}

func namesOf(tx *db.Tx, entry string) ([]Name, error) {
	return db.All(tx, func(n *Name) []any {
		return []any{&n.ID, &n.Network, &n.Entry, &n.Company, &n.Name, &n.Purpose, &n.Source, db.At(&n.At)}
	}, `SELECT id, network_id, entry_id, company, name, purpose, source, at FROM contribution_name WHERE entry_id = ? ORDER BY id`, entry)
}

func countNames(tx *db.Tx, entry string) (int64, error) {
	return tx.Count(`SELECT count(*) FROM contribution_name WHERE entry_id = ?`, entry)
}

func insertName(tx *db.Tx, n Name) error {
	_, err := tx.Exec(`INSERT INTO contribution_name (id, network_id, entry_id, company, name, purpose, source, at) VALUES (`+db.Marks(8)+`)`,
		n.ID, n.Network, n.Entry, n.Company, n.Name, n.Purpose, n.Source, db.Stamp(n.At))
	return err
}

func deleteName(tx *db.Tx, entry, id string) (int64, error) {
	return tx.Exec(`DELETE FROM contribution_name WHERE entry_id = ? AND id = ?`, entry, id)
}

func deleteNamesBefore(tx *db.Tx, before time.Time) (int64, error) {
	return tx.Exec(`DELETE FROM contribution_name WHERE at < ?`, db.Stamp(before))
}

func insertLook(tx *db.Tx, e Entry, l Look) error {
	_, err := tx.Exec(`INSERT INTO contribution_look (id, network_id, entry_id, who, at, names) VALUES (`+db.Marks(6)+`)`, db.ID(), e.Network, e.ID, l.Who, db.Stamp(l.At), l.Names)
	return err
}

func looksOf(tx *db.Tx, entry string) ([]Look, error) {
	return db.All(tx, func(l *Look) []any { return []any{&l.Who, db.At(&l.At), &l.Names} },
		`SELECT who, at, names FROM contribution_look WHERE entry_id = ? ORDER BY at DESC, id DESC LIMIT 50`, entry)
}

func looksBy(tx *db.Tx, person string) (int64, error) {
	return tx.Count(`SELECT count(*) FROM contribution_look WHERE who = ?`, person)
}

func daysOf(from, to int) (string, string) {
	return strconv.Itoa(from) + "-01-01", strconv.Itoa(to) + "-12-31"
}
