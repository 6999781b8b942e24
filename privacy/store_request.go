package privacy

import (
	"time"

	"pesnet/kit/db"
)

const requestColumns = `no, person_id, network_id, kind, text, lang, state, identity, asked_at, asked_on, due, longer, outcome, exception, reason, decided_at, decided_by, version`

func requestPlaces(r *Request) []any {
	return []any{&r.No, &r.Person, &r.Network, &r.Kind, &r.Text, &r.Lang, &r.State, &r.Identity, db.At(&r.Asked), &r.AskedOn, &r.Due, &r.Longer, &r.Outcome, &r.Exception, &r.Reason, db.At(&r.DecidedAt), &r.DecidedBy, &r.Version}
}

func requestByNo(tx *db.Tx, network string, no int64) (Request, error) {
	return db.One(tx, requestPlaces, `SELECT `+requestColumns+` FROM privacy_request WHERE network_id = ? AND no = ?`, network, no)
}

// requestsIn returns the requests of a network: the open ones by the day on
// which they are due, then those that are decided.
func requestsIn(tx *db.Tx, network string) ([]Request, error) {
	return db.All(tx, requestPlaces, `SELECT `+requestColumns+` FROM privacy_request WHERE network_id = ?
		ORDER BY CASE WHEN state = ? THEN 1 ELSE 0 END, due, no LIMIT 500`, network, Decided)
}

func requestsOf(tx *db.Tx, person string) ([]Request, error) {
	return db.All(tx, requestPlaces, `SELECT `+requestColumns+` FROM privacy_request WHERE person_id = ? ORDER BY no DESC`, person)
}

func openRequests(tx *db.Tx, network string) ([]Request, error) {
	return db.All(tx, requestPlaces, `SELECT `+requestColumns+` FROM privacy_request WHERE network_id = ? AND state <> ? ORDER BY due, no`, network, Decided)
}

func insertRequest(tx *db.Tx, r Request) (int64, error) {
	if err := tx.Lock("privacy_request"); err != nil {
		return 0, err
	}
	last, err := tx.Highest(`SELECT coalesce(max(no), 0) FROM privacy_request`)
	if err != nil {
		return 0, err
	}
	_, err = tx.Exec(`INSERT INTO privacy_request (`+requestColumns+`) VALUES (`+db.Marks(18)+`)`,
		last+1, r.Person, r.Network, r.Kind, r.Text, r.Lang, r.State, r.Identity, db.Stamp(r.Asked), r.AskedOn, r.Due, "", "", "", "", "", "", 1)
	return last + 1, err
}

func updateRequest(tx *db.Tx, r Request) (int64, error) {
	decided := ""
	if !r.DecidedAt.IsZero() {
		decided = db.Stamp(r.DecidedAt)
	}
	return tx.Exec(`UPDATE privacy_request SET state = ?, identity = ?, due = ?, longer = ?, outcome = ?, exception = ?, reason = ?, decided_at = ?, decided_by = ?, version = version + 1
		WHERE no = ? AND version = ?`, r.State, r.Identity, r.Due, r.Longer, r.Outcome, r.Exception, r.Reason, decided, r.DecidedBy, r.No, r.Version)
}

func deleteRequests(tx *db.Tx, before time.Time) (int64, error) {
	return tx.Exec(`DELETE FROM privacy_request WHERE state = ? AND decided_at < ?`, Decided, db.Stamp(before))
}

func addLimit(tx *db.Tx, person, kind string, request int64, at time.Time) error {
	_, err := tx.Exec(`INSERT INTO privacy_limit (person_id, kind, request_no, since) VALUES (?, ?, ?, ?) ON CONFLICT (person_id, kind) DO NOTHING`,
		person, kind, request, db.Stamp(at))
	return err
}

func limitsOf(tx *db.Tx, person string) ([]string, error) {
	return db.All(tx, func(kind *string) []any { return []any{kind} }, `SELECT kind FROM privacy_limit WHERE person_id = ? ORDER BY kind`, person)
}

const specialColumns = `id, person_id, network_id, org_id, category, purpose, until_on, sealed, at`

func insertSpecial(tx *db.Tx, p Special, at time.Time) error {
	_, err := tx.Exec(`INSERT INTO privacy_special (`+specialColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		p.ID, p.Person, p.Network, p.Organisation, p.Category, p.Purpose, p.Until, p.sealed, db.Stamp(at))
	return err
}

func specialsOf(tx *db.Tx, person string) ([]Special, error) {
	return db.All(tx, func(p *Special) []any {
		return []any{&p.ID, &p.Person, &p.Network, &p.Organisation, &p.Category, &p.Purpose, &p.Until, &p.sealed}
	}, `SELECT id, person_id, network_id, org_id, category, purpose, until_on, sealed FROM privacy_special WHERE person_id = ? ORDER BY at, id`, person)
}

// deleteSpecial takes out one thing that an organisation keeps of a person.
func deleteSpecial(tx *db.Tx, p Special) (int64, error) {
	return tx.Exec(`DELETE FROM privacy_special WHERE id = ? AND person_id = ? AND network_id = ? AND org_id = ?`, p.ID, p.Person, p.Network, p.Organisation)
}

// deleteSpecialsOver takes out what a consent that ended was for.
func deleteSpecialsOver(tx *db.Tx, c Consent) (int64, error) {
	return tx.Exec(`DELETE FROM privacy_special WHERE person_id = ? AND category = ? AND org_id = ?`, c.Person, c.Category, c.Destination)
}

// deleteSpecialsBefore takes out what had its last day before a day.
func deleteSpecialsBefore(tx *db.Tx, day string) (int64, error) {
	return tx.Exec(`DELETE FROM privacy_special WHERE until_on < ?`, day)
}

// deleteSpecials takes out what is sealed of a person, and the key: what a
// backup still holds does not open any more.
func deleteSpecials(tx *db.Tx, person string) error {
	if _, err := tx.Exec(`DELETE FROM privacy_special WHERE person_id = ?`, person); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM privacy_key WHERE person_id = ?`, person)
	return err
}

// sealedKey is the key of a person, sealed with one of the installation.
type sealedKey struct{ person, by, sealed string }

func sealedKeyPlaces(k *sealedKey) []any { return []any{&k.person, &k.by, &k.sealed} }

func keyOf(tx *db.Tx, person string) (sealedKey, error) {
	return db.One(tx, sealedKeyPlaces, `SELECT person_id, sealed_by, sealed FROM privacy_key WHERE person_id = ?`, person)
}

func keysNotBy(tx *db.Tx, id string, limit int) ([]sealedKey, error) {
	return db.All(tx, sealedKeyPlaces, `SELECT person_id, sealed_by, sealed FROM privacy_key WHERE sealed_by <> ? ORDER BY person_id LIMIT ?`, id, limit)
}

func putKey(tx *db.Tx, k sealedKey, at time.Time) error {
	_, err := tx.Exec(`INSERT INTO privacy_key (person_id, sealed_by, sealed, at) VALUES (?, ?, ?, ?)
		ON CONFLICT (person_id) DO UPDATE SET sealed_by = excluded.sealed_by, sealed = excluded.sealed, at = excluded.at`, k.person, k.by, k.sealed, db.Stamp(at))
	return err
}
