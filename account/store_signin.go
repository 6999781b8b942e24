package account

import (
	"encoding/json"
	"time"

	"pesnet/kit/db"
	"pesnet/network"
)

// sessionPerson is a session with the person in it, and whether the person has
// a second factor.
type sessionPerson struct {
	session
	Who network.Person
	Has bool
}

const sessionColumns = `s.token, s.id, s.person_id, s.means, s.strong, s.device, s.acts_for, s.created_at, s.seen_at, s.confirmed_at, s.glass_until, s.provider, s.abroad`

func sessionPlaces(s *session) []any {
	return []any{&s.Token, &s.ID, &s.Person, &s.Means, &s.Strong, &s.Device, &s.ActsFor, db.At(&s.Created), db.At(&s.Seen), db.At(&s.Confirmed), db.At(&s.Glass), &s.Provider, &s.Abroad}
}

func sessionByToken(tx *db.Tx, hash string) (found sessionPerson, err error) {
	found, err = db.One(tx, func(s *sessionPerson) []any { return append(sessionPlaces(&s.session), &s.Has) }, `SELECT `+sessionColumns+`,
		EXISTS (SELECT 1 FROM account_passkey k WHERE k.person_id = s.person_id) OR EXISTS (SELECT 1 FROM account_authenticator a WHERE a.person_id = s.person_id)
		FROM account_session s WHERE s.token = ?`, hash)
	if err != nil {
		return found, err
	}
	found.Who, err = network.PersonByID(tx, found.Person)
	return found, err
}

// sessionsOf returns the sessions of a person, the latest seen first.
func sessionsOf(tx *db.Tx, person string) ([]session, error) {
	return db.All(tx, sessionPlaces, `SELECT `+sessionColumns+` FROM account_session s WHERE s.person_id = ? ORDER BY s.seen_at DESC, s.id`, person)
}

func insertSession(tx *db.Tx, s session) error {
	_, err := tx.Exec(`INSERT INTO account_session (token, id, person_id, means, strong, device, acts_for, created_at, seen_at, confirmed_at, glass_until, provider, abroad)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		s.Token, s.ID, s.Person, s.Means, s.Strong, s.Device, s.ActsFor, db.Stamp(s.Created), db.Stamp(s.Seen), stampOrNothing(s.Confirmed), stampOrNothing(s.Glass), s.Provider, s.Abroad)
	return err
}

func touchSession(tx *db.Tx, hash string, now time.Time) error {
	_, err := tx.Exec(`UPDATE account_session SET seen_at = ? WHERE token = ?`, db.Stamp(now), hash)
	return err
}

func confirmSession(tx *db.Tx, id string, now time.Time) error {
	_, err := tx.Exec(`UPDATE account_session SET confirmed_at = ? WHERE id = ?`, db.Stamp(now), id)
	return err
}

// strengthenSession writes down that a session has seen two factors.
func strengthenSession(tx *db.Tx, id string, now time.Time) error {
	_, err := tx.Exec(`UPDATE account_session SET strong = ?, confirmed_at = ? WHERE id = ?`, true, db.Stamp(now), id)
	return err
}

func setActsFor(tx *db.Tx, id, organisation string) error {
	_, err := tx.Exec(`UPDATE account_session SET acts_for = ? WHERE id = ?`, organisation, id)
	return err
}

func deleteSession(tx *db.Tx, hash string) error {
	_, err := tx.Exec(`DELETE FROM account_session WHERE token = ?`, hash)
	return err
}

// endSession ends one session of a person.
func endSession(tx *db.Tx, person, id string) (int64, error) {
	return tx.Exec(`DELETE FROM account_session WHERE person_id = ? AND id = ?`, person, id)
}

func deleteSessionsOf(tx *db.Tx, person string) error {
	_, err := deleteOtherSessions(tx, person, "")
	return err
}

// deleteOtherSessions ends the sessions of a person but one.
func deleteOtherSessions(tx *db.Tx, person, but string) (int64, error) {
	return tx.Exec(`DELETE FROM account_session WHERE person_id = ? AND id <> ?`, person, but)
}

// deleteSessionsBegunBy ends the sessions that a provider has begun: of a
// person, of a name there, or of both.
func deleteSessionsBegunBy(tx *db.Tx, provider, person, abroad string) (int64, error) {
	return tx.Exec(`DELETE FROM account_session WHERE provider = ? AND (? = '' OR person_id = ?) AND (? = '' OR abroad = ?) AND ? <> ''`,
		provider, person, person, abroad, abroad, person+abroad)
}

// deleteDeadSessions takes out what nobody can use any more.
func deleteDeadSessions(tx *db.Tx, now time.Time) error {
	_, err := tx.Exec(`DELETE FROM account_session WHERE seen_at < ? OR created_at < ?`, db.Stamp(now.Add(-idle)), db.Stamp(now.Add(-absolute)))
	return err
}

// holding keeps a value in a column as JSON.
func holding(v any) *held { return &held{v} }

type held struct{ v any }

// Scan reads what was written as JSON.
func (h *held) Scan(value any) error {
	text, _ := value.(string)
	return json.Unmarshal([]byte(text), h.v)
}

func asJSON(v any) (string, error) {
	text, err := json.Marshal(v)
	return string(text), err
}

func passkeysOf(tx *db.Tx, person string) ([]passkey, error) {
	return db.All(tx, func(k *passkey) []any {
		return []any{&k.ID, &k.Person, &k.Name, holding(&k.Credential), db.At(&k.Created), db.At(&k.Used)}
	}, `SELECT id, person_id, name, credential, created_at, used_at FROM account_passkey WHERE person_id = ? ORDER BY created_at, id`, person)
}

func insertPasskey(tx *db.Tx, k passkey) error {
	credential, err := asJSON(k.Credential)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO account_passkey (id, person_id, name, credential, created_at, used_at) VALUES (?, ?, ?, ?, ?, ?)`,
		k.ID, k.Person, k.Name, credential, db.Stamp(k.Created), stampOrNothing(k.Used))
	return err
}

// usePasskey keeps the counter of a key, by which a copy is noticed.
func usePasskey(tx *db.Tx, k passkey) error {
	credential, err := asJSON(k.Credential)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE account_passkey SET credential = ?, used_at = ? WHERE id = ?`, credential, db.Stamp(k.Used), k.ID)
	return err
}

func deletePasskey(tx *db.Tx, person, id string) (int64, error) {
	return tx.Exec(`DELETE FROM account_passkey WHERE person_id = ? AND id = ?`, person, id)
}

// authenticator is the app of a person that shows codes.
type authenticator struct {
	Secret  string
	Last    int64 // period of the last code that was taken
	Created time.Time
}

func authenticatorOf(tx *db.Tx, person string) (authenticator, error) {
	return db.One(tx, func(a *authenticator) []any { return []any{&a.Secret, &a.Last, db.At(&a.Created)} },
		`SELECT secret, last_step, created_at FROM account_authenticator WHERE person_id = ?`, person)
}

// putAuthenticator replaces the app that was there before.
func putAuthenticator(tx *db.Tx, person string, a authenticator) error {
	_, err := tx.Exec(`INSERT INTO account_authenticator (person_id, secret, last_step, created_at) VALUES (?, ?, ?, ?)
		ON CONFLICT (person_id) DO UPDATE SET secret = excluded.secret, last_step = excluded.last_step, created_at = excluded.created_at`,
		person, a.Secret, a.Last, db.Stamp(a.Created))
	return err
}

// sealedApp is the secret of somebody's app as it is kept.
type sealedApp struct{ person, secret string }

func authenticators(tx *db.Tx) ([]sealedApp, error) {
	return db.All(tx, func(a *sealedApp) []any { return []any{&a.person, &a.secret} }, `SELECT person_id, secret FROM account_authenticator ORDER BY person_id`)
}

func resealAuthenticator(tx *db.Tx, person, secret string) error {
	_, err := tx.Exec(`UPDATE account_authenticator SET secret = ? WHERE person_id = ?`, secret, person)
	return err
}

// takeStep writes down the period of a code, unless it or a later one is there.
func takeStep(tx *db.Tx, person string, step int64) (int64, error) {
	return tx.Exec(`UPDATE account_authenticator SET last_step = ? WHERE person_id = ? AND last_step < ?`, step, person, step)
}

func deleteAuthenticator(tx *db.Tx, person string) (int64, error) {
	return tx.Exec(`DELETE FROM account_authenticator WHERE person_id = ?`, person)
}

func recoveryLeft(tx *db.Tx, person string) (int64, error) {
	return tx.Count(`SELECT count(*) FROM account_recovery WHERE person_id = ?`, person)
}

// putRecovery replaces the codes that were there before.
func putRecovery(tx *db.Tx, person string, hashes []string) error {
	if _, err := tx.Exec(`DELETE FROM account_recovery WHERE person_id = ?`, person); err != nil {
		return err
	}
	var args []any
	for _, hash := range hashes {
		args = append(args, hash, person)
	}
	return tx.Rows(`INSERT INTO account_recovery (code, person_id) VALUES `, "", 2, args)
}

// useRecovery takes a code out; it tells whether it was there.
func useRecovery(tx *db.Tx, person, hash string) (int64, error) {
	return tx.Exec(`DELETE FROM account_recovery WHERE person_id = ? AND code = ?`, person, hash)
}

// deleteFactors takes out every way in of a person but the password.
func deleteFactors(tx *db.Tx, person string) error {
	for _, statement := range []string{
		`DELETE FROM account_passkey WHERE person_id = ?`, `DELETE FROM account_authenticator WHERE person_id = ?`,
		`DELETE FROM account_recovery WHERE person_id = ?`, `DELETE FROM account_identity WHERE person_id = ?`,
	} {
		if _, err := tx.Exec(statement, person); err != nil {
			return err
		}
	}
	return nil
}

func insertErrand(tx *db.Tx, hash, kind string, detail any, expires time.Time) error {
	text, err := asJSON(detail)
	if err == nil {
		_, err = tx.Exec(`INSERT INTO account_errand (token, kind, detail, expires_at) VALUES (?, ?, ?, ?)`, hash, kind, text, db.Stamp(expires))
	}
	return err
}

// takeErrand reads what is under way and takes it out: nothing comes back
// twice. Those that have run out go with it.
func takeErrand(tx *db.Tx, hash, kind string, now time.Time, detail any) error {
	if _, err := tx.Exec(`DELETE FROM account_errand WHERE expires_at <= ?`, db.Stamp(now)); err != nil {
		return err
	}
	_, err := db.One(tx, func(*struct{}) []any { return []any{holding(detail)} },
		`DELETE FROM account_errand WHERE token = ? AND kind = ? RETURNING detail`, hash, kind)
	return err
}

// triesSince counts the tries of a kind since a time.
func triesSince(tx *db.Tx, kind, subject, address string, since time.Time) (attempts, error) {
	return db.One(tx, func(a *attempts) []any { return []any{&a.Both, &a.Subject, &a.Address} }, `
		SELECT count(*) FILTER (WHERE subject = ? AND address = ?), count(*) FILTER (WHERE subject = ?), count(*) FILTER (WHERE address = ?)
		FROM account_try WHERE kind = ? AND at > ? AND (subject = ? OR address = ?)`,
		subject, address, subject, address, kind, db.Stamp(since), subject, address)
}

func insertTry(tx *db.Tx, kind, subject, address string, now time.Time) error {
	_, err := tx.Exec(`INSERT INTO account_try (id, kind, subject, address, at) VALUES (?, ?, ?, ?, ?)`, db.ID(), kind, subject, address, db.Stamp(now))
	return err
}

// deleteTries forgets the tries of one from one address, and all that are old.
func deleteTries(tx *db.Tx, kind, subject, address string, before time.Time) error {
	_, err := tx.Exec(`DELETE FROM account_try WHERE kind = ? AND subject = ? AND address = ? OR at <= ?`, kind, subject, address, db.Stamp(before))
	return err
}

func stampOrNothing(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return db.Stamp(t)
}
