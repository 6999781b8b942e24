package accession

import (
	"database/sql"
	"time"

	"pesnet/kit/db"
)

const columns = `id, network_id, no, state, code, kind, name, name_lang, country, region, website, reason, person_id, lang, key, key_until, applied_on, moved_on, decision, grounds,
	coalesce(organisation_id, ''), version`

func places(a *Application) []any {
	return []any{&a.ID, &a.Network, &a.No, &a.State, &a.Code, &a.Kind, &a.Name, &a.NameLang, &a.Country, &a.Region, &a.Website, &a.Reason, &a.Person, &a.Lang, &a.key, &a.keyUntil,
		&a.AppliedOn, &a.MovedOn, &a.Decision, &a.Grounds, &a.Organisation, &a.Version}
}

// applications returns those of a network, the latest first.
func applications(tx *db.Tx, network string) ([]Application, error) {
	return db.All(tx, places, `SELECT `+columns+` FROM accession WHERE network_id = ? ORDER BY no DESC`, network)
}

func applicationByNo(tx *db.Tx, network string, no int64) (Application, error) {
	return db.One(tx, places, `SELECT `+columns+` FROM accession WHERE network_id = ? AND no = ?`, network, no)
}

func applicationByKey(tx *db.Tx, network, hash, today string) (Application, error) {
	return db.One(tx, places, `SELECT `+columns+` FROM accession WHERE network_id = ? AND key = ? AND key_until >= ?`, network, hash, today)
}

func applicationsOf(tx *db.Tx, person string) ([]Application, error) {
	return db.All(tx, places, `SELECT `+columns+` FROM accession WHERE person_id = ? ORDER BY no`, person)
}

// appliedOn tells how many applications a network got on a day.
func appliedOn(tx *db.Tx, network, day string) (int64, error) {
	return tx.Count(`SELECT count(*) FROM accession WHERE network_id = ? AND applied_on = ?`, network, day)
}

func lastNo(tx *db.Tx, network string) (int64, error) {
	return tx.Count(`SELECT coalesce(max(no), 0) FROM accession WHERE network_id = ?`, network)
}

func insertApplication(tx *db.Tx, a Application) error {
	_, err := tx.Exec(`INSERT INTO accession (id, network_id, no, state, code, kind, name, name_lang, country, region, website, reason, person_id, lang, key, key_until, applied_on, moved_on,
		decision, grounds, organisation_id, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		a.ID, a.Network, a.No, a.State, a.Code, a.Kind, a.Name, a.NameLang, a.Country, a.Region, a.Website, a.Reason, a.Person, a.Lang, a.key, a.keyUntil, a.AppliedOn, a.MovedOn,
		a.Decision, a.Grounds, orNone(a.Organisation), 1)
	return err
}

// updateApplication writes how far an application is.
func updateApplication(tx *db.Tx, a Application) (int64, error) {
	return tx.Exec(`UPDATE accession SET state = ?, code = ?, moved_on = ?, decision = ?, grounds = ?, organisation_id = ?, key = ?, key_until = ?, version = version + 1
		WHERE network_id = ? AND id = ? AND version = ?`,
		a.State, a.Code, a.MovedOn, a.Decision, a.Grounds, orNone(a.Organisation), a.key, a.keyUntil, a.Network, a.ID, a.Version)
}

func documentsOf(tx *db.Tx, accession string) ([]Document, error) {
	return db.All(tx, func(d *Document) []any {
		return []any{&d.Document, &d.How, &d.Name, &d.Kind, &d.Size, &d.Sum, &d.SignedOn, &d.Place, db.At(&d.At), &d.By}
	}, `SELECT document, how, name, kind, size, sum, signed_on, place, put_at, put_by FROM accession_document WHERE accession_id = ? ORDER BY document`, accession)
}

// putDocument replaces a document that was put before.
func putDocument(tx *db.Tx, a Application, d Document, file []byte) error {
	for _, statement := range []string{`DELETE FROM accession_file WHERE accession_id = ? AND document = ?`, `DELETE FROM accession_document WHERE accession_id = ? AND document = ?`} {
		if _, err := tx.Exec(statement, a.ID, d.Document); err != nil {
			return err
		}
	}
	_, err := tx.Exec(`INSERT INTO accession_document (network_id, accession_id, document, how, name, kind, size, sum, signed_on, place, put_at, put_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		a.Network, a.ID, d.Document, d.How, d.Name, d.Kind, d.Size, d.Sum, d.SignedOn, d.Place, db.Stamp(d.At), d.By)
	if err != nil || d.How != "file" {
		return err
	}
	_, err = tx.Exec(`INSERT INTO accession_file (accession_id, document, bytes) VALUES (?, ?, ?)`, a.ID, d.Document, file)
	return err
}

func fileOf(tx *db.Tx, accession, document string) ([]byte, error) {
	return db.One(tx, func(b *[]byte) []any { return []any{b} }, `SELECT bytes FROM accession_file WHERE accession_id = ? AND document = ?`, accession, document)
}

func answersOf(tx *db.Tx, accession string) ([]Answer, error) {
	return db.All(tx, func(a *Answer) []any { return []any{&a.Point, &a.Answer, &a.Remark} },
		`SELECT point, answer, remark FROM accession_answer WHERE accession_id = ? ORDER BY point`, accession)
}

func putAnswer(tx *db.Tx, a Application, one Answer) error {
	_, err := tx.Exec(`INSERT INTO accession_answer (network_id, accession_id, point, answer, remark) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (accession_id, point) DO UPDATE SET answer = excluded.answer, remark = excluded.remark`, a.Network, a.ID, one.Point, one.Answer, one.Remark)
	return err
}

// nomineesOf returns who was nominated, the earliest first.
func nomineesOf(tx *db.Tx, accession string) ([]Nominee, error) {
	return db.All(tx, func(n *Nominee) []any { return []any{&n.ID, &n.Person, &n.Task, &n.From} },
		`SELECT id, person_id, task, valid_from FROM accession_nominee WHERE accession_id = ? ORDER BY valid_from, id`, accession)
}

func insertNominee(tx *db.Tx, a Application, n Nominee, now time.Time) error {
	_, err := tx.Exec(`INSERT INTO accession_nominee (id, network_id, accession_id, person_id, task, valid_from, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		n.ID, a.Network, a.ID, n.Person, n.Task, n.From, db.Stamp(now))
	return err
}

func stepsOf(tx *db.Tx, accession string) ([]Step, error) {
	return db.All(tx, func(s *Step) []any { return []any{&s.State, &s.Day, &s.Reason, &s.Who} },
		`SELECT state, day, reason, who FROM accession_step WHERE accession_id = ? ORDER BY id`, accession)
}

func insertStep(tx *db.Tx, a Application, s Step, now time.Time) error {
	_, err := tx.Exec(`INSERT INTO accession_step (id, network_id, accession_id, state, day, reason, at, who) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		db.ID(), a.Network, a.ID, s.State, s.Day, s.Reason, db.Stamp(now), s.Who)
	return err
}

// suspendedAt returns the organisations whose latest step up to a moment was
// the suspension.
func suspendedAt(tx *db.Tx, network string, at time.Time) ([]string, error) {
	return db.All(tx, func(id *string) []any { return []any{id} }, `SELECT DISTINCT a.organisation_id FROM accession a JOIN accession_step s ON s.accession_id = a.id
		WHERE a.network_id = ? AND a.organisation_id IS NOT NULL AND s.state = ? AND s.at <= ?
		AND NOT EXISTS (SELECT 1 FROM accession_step l WHERE l.accession_id = a.id AND (l.at, l.id) > (s.at, s.id) AND l.at <= ?) ORDER BY a.organisation_id`,
		network, Suspended, db.Stamp(at), db.Stamp(at))
}

// nominationsOf returns the tasks that were written down for a person.
func nominationsOf(tx *db.Tx, person string) ([]Nominee, error) {
	return db.All(tx, func(n *Nominee) []any { return []any{&n.ID, &n.Person, &n.Task, &n.From} },
		`SELECT id, person_id, task, valid_from FROM accession_nominee WHERE person_id = ? ORDER BY valid_from, id`, person)
}

// forgetTasks takes out what was written about a person.
func forgetTasks(tx *db.Tx, person string) error {
	_, err := tx.Exec(`UPDATE accession_nominee SET task = '' WHERE person_id = ?`, person)
	return err
}

func orNone(id string) sql.NullString { return sql.NullString{String: id, Valid: id != ""} }
