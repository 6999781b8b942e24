package hearing

import (
	"time"

	"pesnet/kit/db"
)

const hearingColumns = `id, network_id, no, state, title, question, place, day, begins, announced_on, limit_on, minutes, report, conclusions, concluded_on, version`

func hearingPlaces(h *Hearing) []any {
	return []any{&h.ID, &h.Network, &h.No, &h.State, &h.Title, &h.Question, &h.Place, &h.Day, &h.Begins, &h.Announced, &h.Limit, &h.Minutes, &h.Report, &h.Conclusions, &h.Concluded, &h.Version}
}

func hearings(tx *db.Tx, network string) ([]Hearing, error) {
	return db.All(tx, hearingPlaces, `SELECT `+hearingColumns+` FROM hearing WHERE network_id = ? ORDER BY day DESC, no DESC`, network)
}

func hearingByNo(tx *db.Tx, network string, no int64) (Hearing, error) {
	return db.One(tx, hearingPlaces, `SELECT `+hearingColumns+` FROM hearing WHERE network_id = ? AND no = ?`, network, no)
}

func insertHearing(tx *db.Tx, h Hearing) (Hearing, error) {
	if err := tx.Lock("hearing " + h.Network); err != nil {
		return h, err
	}
	last, err := tx.Count(`SELECT coalesce(max(no), 0) FROM hearing WHERE network_id = ?`, h.Network)
	if err != nil {
		return h, err
	}
	h.No, h.Version = last+1, 1
	_, err = tx.Exec(`INSERT INTO hearing (`+hearingColumns+`) VALUES (`+db.Marks(16)+`)`,
		h.ID, h.Network, h.No, h.State, h.Title, h.Question, h.Place, h.Day, h.Begins, h.Announced, h.Limit, h.Minutes, h.Report, h.Conclusions, h.Concluded, h.Version)
	return h, err
}

func updateHearing(tx *db.Tx, h Hearing) (int64, error) {
	return tx.Exec(`UPDATE hearing SET state = ?, title = ?, question = ?, place = ?, day = ?, begins = ?, announced_on = ?, limit_on = ?, minutes = ?, report = ?, conclusions = ?, concluded_on = ?, version = version + 1
		WHERE id = ? AND version = ?`, h.State, h.Title, h.Question, h.Place, h.Day, h.Begins, h.Announced, h.Limit, h.Minutes, h.Report, h.Conclusions, h.Concluded, h.ID, h.Version)
}

const depositionColumns = `id, hearing_id, no, organisation, author, contact, title, text, lang, consent, received_at, late, state, reason, version`

func depositionPlaces(d *Deposition) []any {
	return []any{&d.ID, &d.Hearing, &d.No, &d.Organisation, &d.Author, &d.Contact, &d.Title, &d.Text, &d.Lang, &d.Consent, db.At(&d.At), &d.Late, &d.State, &d.Reason, &d.Version}
}

func depositionsOf(tx *db.Tx, hearing string) ([]Deposition, error) {
	return db.All(tx, depositionPlaces, `SELECT `+depositionColumns+` FROM hearing_deposition WHERE hearing_id = ? ORDER BY no`, hearing)
}

func countDepositions(tx *db.Tx, hearing string, since time.Time) (int64, error) {
	return tx.Highest(`SELECT count(*) FROM hearing_deposition WHERE hearing_id = ? AND received_at >= ?`, hearing, db.Stamp(since))
}

// countTaken tells how many depositions were not refused, those among them that
// are not published.
func countTaken(tx *db.Tx, hearing string) (int64, error) {
	return tx.Highest(`SELECT count(*) FROM hearing_deposition WHERE hearing_id = ? AND state <> ?`, hearing, Refused)
}

func insertDeposition(tx *db.Tx, h Hearing, d Deposition) (Deposition, error) {
	if err := tx.Lock("hearing " + h.ID); err != nil {
		return d, err
	}
	last, err := tx.Highest(`SELECT coalesce(max(no), 0) FROM hearing_deposition WHERE hearing_id = ?`, h.ID)
	if err != nil {
		return d, err
	}
	d.No, d.Version = last+1, 1
	_, err = tx.Exec(`INSERT INTO hearing_deposition (id, network_id, hearing_id, no, organisation, author, contact, title, text, lang, consent, received_at, late, state, reason, version) VALUES (`+db.Marks(16)+`)`,
		d.ID, h.Network, h.ID, d.No, d.Organisation, d.Author, d.Contact, d.Title, d.Text, d.Lang, d.Consent, db.Stamp(d.At), d.Late, d.State, d.Reason, d.Version)
	return d, err
}

func updateDeposition(tx *db.Tx, d Deposition) (int64, error) {
	return tx.Exec(`UPDATE hearing_deposition SET state = ?, reason = ?, version = version + 1 WHERE hearing_id = ? AND no = ? AND version = ?`, d.State, d.Reason, d.Hearing, d.No, d.Version)
}

// forgetAuthors takes out who wrote what was received before a time, and how
// to reach them.
func forgetAuthors(tx *db.Tx, before time.Time) (int64, error) {
	return tx.Exec(`UPDATE hearing_deposition SET author = '', contact = '' WHERE received_at < ? AND (author <> '' OR contact <> '')`, db.Stamp(before))
}

func personsOf(tx *db.Tx, hearing string) ([]Person, error) {
	return db.All(tx, func(p *Person) []any { return []any{&p.ID, &p.Role, &p.Position, &p.Name, &p.Organisation, &p.Said} },
		`SELECT id, role, position, name, organisation, said FROM hearing_person WHERE hearing_id = ? ORDER BY position, id`, hearing)
}

func insertPerson(tx *db.Tx, h Hearing, p Person) error {
	_, err := tx.Exec(`INSERT INTO hearing_person (id, network_id, hearing_id, role, position, name, organisation, said) VALUES (`+db.Marks(8)+`)`, db.ID(), h.Network, h.ID, p.Role, p.Position, p.Name, p.Organisation, p.Said)
	return err
}

func updateSaid(tx *db.Tx, h Hearing, p Person) (int64, error) {
	return tx.Exec(`UPDATE hearing_person SET said = ? WHERE hearing_id = ? AND id = ?`, p.Said, h.ID, p.ID)
}

func deletePerson(tx *db.Tx, h Hearing, id string) (int64, error) {
	return tx.Exec(`DELETE FROM hearing_person WHERE hearing_id = ? AND id = ?`, h.ID, id)
}
