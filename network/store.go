package network

import (
	"database/sql"

	"pesnet/kit/db"
	"pesnet/kit/search"
)

const columns = `id, code, kind, fictional, zone, legal_basis, valid_from, valid_to, name, headline, purpose, about, version`

func places(n *Network) []any {
	return []any{&n.ID, &n.Code, &n.Kind, &n.Fictional, &n.Zone, &n.LegalBasis, &n.From, &n.To, &n.Name, &n.Headline, &n.Purpose, &n.About, &n.Version}
}

func networks(tx *db.Tx) ([]Network, error) {
	return db.All(tx, places, `SELECT `+columns+` FROM network ORDER BY code`)
}

func networkByCode(tx *db.Tx, code string) (Network, error) {
	return db.One(tx, places, `SELECT `+columns+` FROM network WHERE code = ?`, code)
}

func insertNetwork(tx *db.Tx, n Network) error {
	_, err := tx.Exec(`INSERT INTO network (`+columns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		n.ID, n.Code, n.Kind, n.Fictional, n.Zone, n.LegalBasis, n.From, n.To, n.Name, n.Headline, n.Purpose, n.About, 1)
	return err
}

func charter(tx *db.Tx, network string) (Charter, error) {
	return db.All(tx, func(t *Term) []any { return []any{&t.Rule, &t.Value, &t.From, &t.Source, &t.Verified} },
		`SELECT rule, value, valid_from, source, verified FROM network_charter WHERE network_id = ? ORDER BY rule, valid_from`, network)
}

func putTerm(tx *db.Tx, network string, t Term) error {
	_, err := tx.Exec(`INSERT INTO network_charter (network_id, rule, value, valid_from, source, verified) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (network_id, rule, valid_from) DO UPDATE SET value = excluded.value, source = excluded.source, verified = excluded.verified`,
		network, t.Rule, t.Value, t.From, t.Source, t.Verified)
	return err
}

const organisationColumns = `o.id, o.code, o.kind, o.country, o.region, coalesce(o.parent_id, ''), o.native_name, o.native_lang, o.name, o.short_name, o.website, o.fictional, o.tile, o.version`

func organisationPlaces(o *Organisation) []any {
	return []any{&o.ID, &o.Code, &o.Kind, &o.Country, &o.Region, &o.Parent, &o.NativeName, &o.NativeLang, &o.Name, &o.ShortName, &o.Website, &o.Fictional, &o.Tile, &o.Version}
}

func organisationByCode(tx *db.Tx, code string) (Organisation, error) {
	return db.One(tx, organisationPlaces, `SELECT `+organisationColumns+` FROM network_organisation o WHERE o.code = ?`, code)
}

func children(tx *db.Tx, parent string) ([]Organisation, error) {
	return db.All(tx, organisationPlaces, `SELECT `+organisationColumns+` FROM network_organisation o WHERE o.parent_id = ? ORDER BY o.code`, parent)
}

func insertOrganisation(tx *db.Tx, o Organisation) error {
	folded := search.Fold(o.Code + " " + o.NativeName + " " + o.ShortName)
	for _, name := range o.Name {
		folded += " " + search.Fold(name)
	}
	_, err := tx.Exec(`INSERT INTO network_organisation (id, code, kind, country, region, parent_id, native_name, native_lang, name, short_name, website, fictional, tile, folded, version)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		o.ID, o.Code, o.Kind, o.Country, o.Region, sql.NullString{String: o.Parent, Valid: o.Parent != ""}, o.NativeName, o.NativeLang, o.Name, o.ShortName, o.Website, o.Fictional, o.Tile, folded, 1)
	return err
}

func memberPlaces(m *Member) []any {
	c := &m.Membership
	return append(organisationPlaces(&m.Organisation), &c.ID, &c.Network, &c.Organisation, &c.Kind, &c.From, &c.To, &c.Source, &c.Disputed, &c.Note, &c.Version)
}

const memberColumns = organisationColumns + `, c.id, c.network_id, c.organisation_id, c.kind, c.valid_from, c.valid_to, c.source, c.disputed, c.note, c.version`

func claims(tx *db.Tx, network string) ([]Member, error) {
	return db.All(tx, memberPlaces, `SELECT `+memberColumns+`
		FROM network_membership c JOIN network_organisation o ON o.id = c.organisation_id
		WHERE c.network_id = ? ORDER BY o.code, c.valid_from`, network)
}

func insertMembership(tx *db.Tx, c Membership) error {
	_, err := tx.Exec(`INSERT INTO network_membership (id, network_id, organisation_id, kind, valid_from, valid_to, source, disputed, note, version)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, c.ID, c.Network, c.Organisation, c.Kind, c.From, c.To, c.Source, c.Disputed, c.Note, 1)
	return err
}

const personColumns = `p.id, p.login, p.name, p.lang, p.about, p.fictional, p.password, p.version`

func personPlaces(p *Person) []any {
	return []any{&p.ID, &p.Login, &p.Name, &p.Lang, &p.About, &p.Fictional, &p.password, &p.Version}
}

func personByLogin(tx *db.Tx, login string) (Person, error) {
	return db.One(tx, personPlaces, `SELECT `+personColumns+` FROM network_person p WHERE p.login = ?`, search.Fold(login))
}

func personByID(tx *db.Tx, id string) (Person, error) {
	return db.One(tx, personPlaces, `SELECT `+personColumns+` FROM network_person p WHERE p.id = ?`, id)
}

func insertPerson(tx *db.Tx, p Person) error {
	_, err := tx.Exec(`INSERT INTO network_person (id, login, name, lang, about, fictional, password, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		p.ID, search.Fold(p.Login), p.Name, p.Lang, p.About, p.Fictional, p.password, 1)
	return err
}

func insertRole(tx *db.Tx, person string, r Role) error {
	_, err := tx.Exec(`INSERT INTO network_role (id, person_id, network_id, organisation_id, role, valid_from, valid_to) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		db.ID(), person, sql.NullString{String: r.Network, Valid: r.Network != ""}, sql.NullString{String: r.Organisation, Valid: r.Organisation != ""}, r.Role, r.From, r.To)
	return err
}

// rolesOn returns the roles that a person has on a day.
func rolesOn(tx *db.Tx, person, day string) ([]Role, error) {
	return db.All(tx, func(r *Role) []any { return []any{&r.Network, &r.Organisation, &r.Role, &r.From, &r.To} },
		`SELECT coalesce(network_id, ''), coalesce(organisation_id, ''), role, valid_from, valid_to
		FROM network_role WHERE person_id = ? AND valid_from <= ? AND (valid_to = '' OR valid_to >= ?) ORDER BY role, id`, person, day, day)
}
