package account

import (
	"database/sql"
	"time"

	"pesnet/kit/db"
	"pesnet/network"
)

const providerColumns = `v.id, v.name, v.issuer, v.client, v.secret, coalesce(v.organisation_id, ''), v.claim, v.strong, v.valid_to`

func providerPlaces(p *Provider) []any {
	return []any{&p.ID, &p.Name, &p.Issuer, &p.Client, &p.Secret, &p.Organisation, &p.Claim, &p.Strong, &p.To}
}

// providersOn returns the providers that are in use on a day.
func providersOn(tx *db.Tx, day string) ([]Provider, error) {
	return db.All(tx, providerPlaces, `SELECT `+providerColumns+` FROM account_provider v WHERE v.valid_to = '' OR v.valid_to >= ? ORDER BY v.name, v.id`, day)
}

func providerOn(tx *db.Tx, id, day string) (Provider, error) {
	return db.One(tx, providerPlaces, `SELECT `+providerColumns+` FROM account_provider v WHERE v.id = ? AND (v.valid_to = '' OR v.valid_to >= ?)`, id, day)
}

func insertProvider(tx *db.Tx, p Provider) error {
	_, err := tx.Exec(`INSERT INTO account_provider (id, name, issuer, client, secret, organisation_id, claim, strong, valid_to) VALUES (?, ?, ?, ?, ?, ?, ?, ?, '')`,
		p.ID, p.Name, p.Issuer, p.Client, p.Secret, sql.NullString{String: p.Organisation, Valid: p.Organisation != ""}, p.Claim, p.Strong)
	return err
}

func endProvider(tx *db.Tx, id, last string) (int64, error) {
	return tx.Exec(`UPDATE account_provider SET valid_to = ? WHERE id = ? AND valid_to = ''`, last, id)
}

// personByIdentity returns whom a provider means by a subject.
func personByIdentity(tx *db.Tx, provider, subject string) (network.Person, error) {
	return person(tx, `SELECT person_id FROM account_identity WHERE provider_id = ? AND subject = ?`, provider, subject)
}

func insertIdentity(tx *db.Tx, provider, subject, person string, now time.Time) error {
	_, err := tx.Exec(`INSERT INTO account_identity (provider_id, subject, person_id, linked_at) VALUES (?, ?, ?, ?)`, provider, subject, person, db.Stamp(now))
	return err
}

// identity is by which provider a person may come in.
type identity struct {
	Provider, Name string
	Linked         time.Time
}

func identitiesOf(tx *db.Tx, person string) ([]identity, error) {
	return db.All(tx, func(i *identity) []any { return []any{&i.Provider, &i.Name, db.At(&i.Linked)} },
		`SELECT v.id, v.name, i.linked_at FROM account_identity i JOIN account_provider v ON v.id = i.provider_id WHERE i.person_id = ? ORDER BY v.name, v.id`, person)
}

func deleteIdentities(tx *db.Tx, person, provider string) (int64, error) {
	return tx.Exec(`DELETE FROM account_identity WHERE person_id = ? AND provider_id = ?`, person, provider)
}

const glassColumns = `g.person_id, g.why, g.made_at, g.until_at, g.used_at, g.read_at`

func emergencyPlaces(e *Emergency) []any {
	return []any{&e.Person.ID, &e.Why, db.At(&e.Made), db.At(&e.Until), db.At(&e.Used), db.At(&e.Read)}
}

func insertGlass(tx *db.Tx, hash string, e Emergency) error {
	_, err := tx.Exec(`INSERT INTO account_glass (token, person_id, why, made_at, until_at, used_at) VALUES (?, ?, ?, ?, ?, '')`,
		hash, e.Person.ID, e.Why, db.Stamp(e.Made), db.Stamp(e.Until))
	return err
}

// glassByToken returns an emergency whose link still works.
func glassByToken(tx *db.Tx, hash string, now time.Time) (Emergency, error) {
	e, err := db.One(tx, emergencyPlaces, `SELECT `+glassColumns+` FROM account_glass g WHERE g.token = ? AND g.used_at = '' AND g.until_at > ?`, hash, db.Stamp(now))
	if err == nil {
		e.Person, err = network.PersonByID(tx, e.Person.ID)
	}
	return e, err
}

func useGlass(tx *db.Tx, hash string, now time.Time) (int64, error) {
	return tx.Exec(`UPDATE account_glass SET used_at = ? WHERE token = ? AND used_at = ''`, db.Stamp(now), hash)
}

// readGlasses notes who has read of the emergencies up to a time.
func readGlasses(tx *db.Tx, until, now time.Time, person string) (int64, error) {
	return tx.Exec(`UPDATE account_glass SET read_at = ?, read_by = ? WHERE made_at <= ? AND read_at = '' AND person_id <> ?`, db.Stamp(now), person, db.Stamp(until), person)
}

// glassesSince returns the emergencies since a time, the latest first.
func glassesSince(tx *db.Tx, since time.Time) ([]Emergency, error) {
	all, err := db.All(tx, emergencyPlaces, `SELECT `+glassColumns+` FROM account_glass g WHERE g.made_at > ? ORDER BY g.made_at DESC, g.token`, db.Stamp(since))
	for i := range all {
		if err == nil {
			all[i].Person, err = network.PersonByID(tx, all[i].Person.ID)
		}
	}
	return all, err
}
