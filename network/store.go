package network

import (
	"database/sql"

	"pesnet/kit/db"
	"pesnet/kit/search"
)

const networkColumns = `id, code, kind, fictional, zone, languages, valid_from, valid_to, source, legal_basis, name, headline, purpose, about, version`

func networkPlaces(n *Network) []any {
	return []any{&n.ID, &n.Code, &n.Kind, &n.Fictional, &n.Zone, &n.Languages, &n.From, &n.To, &n.Source, &n.LegalBasis, &n.Name, &n.Headline, &n.Purpose, &n.About, &n.Version}
}

func networks(tx *db.Tx) ([]Network, error) {
	return db.Kept(tx, networkPlaces, `SELECT `+networkColumns+` FROM network ORDER BY code`)
}

func networkByCode(tx *db.Tx, code string) (Network, error) {
	return db.KeptOne(tx, networkPlaces, `SELECT `+networkColumns+` FROM network WHERE code = ?`, code)
}

func insertNetwork(tx *db.Tx, n Network) error {
	_, err := tx.Exec(`INSERT INTO network (`+networkColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		n.ID, n.Code, n.Kind, n.Fictional, n.Zone, n.Languages, n.From, n.To, n.Source, n.LegalBasis, n.Name, n.Headline, n.Purpose, n.About, 1)
	return err
}

func charter(tx *db.Tx, network string) (Charter, error) {
	return db.Kept(tx, func(t *Term) []any {
		return []any{&t.Rule, &t.Value, &t.From, &t.To, &t.Source, &t.Place, &t.Verified, &t.Version}
	}, `SELECT rule, value, valid_from, valid_to, source, place, verified, version FROM network_charter WHERE network_id = ? ORDER BY rule, valid_from`, network)
}

func insertTerms(tx *db.Tx, network string, terms ...Term) error {
	var args []any
	for _, t := range terms {
		args = append(args, network, t.Rule, t.Value, t.From, t.To, t.Source, t.Place, t.Verified, 1)
	}
	return tx.Rows(`INSERT INTO network_charter (network_id, rule, value, valid_from, valid_to, source, place, verified, version) VALUES `, "", 9, args)
}

func updateTerm(tx *db.Tx, network string, t Term) (int64, error) {
	return tx.Exec(`UPDATE network_charter SET value = ?, valid_to = ?, source = ?, place = ?, verified = ?, version = version + 1
		WHERE network_id = ? AND rule = ? AND valid_from = ? AND version = ?`, t.Value, t.To, t.Source, t.Place, t.Verified, network, t.Rule, t.From, t.Version)
}

const organisationColumns = `o.id, o.code, o.kind, o.country, o.region, coalesce(o.parent_id, ''), o.native_name, o.native_lang, o.name, o.short_name, o.website, o.fictional,
	o.tile, o.tile_column, o.tile_row, o.offices, o.counsellors, o.known, o.verified, o.folded, o.version`

func organisationPlaces(o *Organisation) []any {
	return []any{&o.ID, &o.Code, &o.Kind, &o.Country, &o.Region, &o.Parent, &o.NativeName, &o.NativeLang, &o.Name, &o.ShortName, &o.Website, &o.Fictional,
		&o.Tile, &o.TileColumn, &o.TileRow, &o.Offices, &o.Counsellors, &o.Known, &o.Verified, &o.folded, &o.Version}
}

func organisations(tx *db.Tx) ([]Organisation, error) {
	return db.All(tx, organisationPlaces, `SELECT `+organisationColumns+` FROM network_organisation o ORDER BY o.code`)
}

func organisationByCode(tx *db.Tx, code string) (Organisation, error) {
	return db.One(tx, organisationPlaces, `SELECT `+organisationColumns+` FROM network_organisation o WHERE o.code = ?`, code)
}

// OrganisationsByID returns organisations by their ids, each once and in the
// order of their codes, in a transaction of the caller.
func OrganisationsByID(tx *db.Tx, ids ...string) ([]Organisation, error) {
	ids = distinct(ids)
	if len(ids) == 0 {
		return nil, nil
	}
	return db.Kept(tx, organisationPlaces, `SELECT `+organisationColumns+` FROM network_organisation o WHERE o.id IN (`+db.Marks(len(ids))+`) ORDER BY o.code`, db.Args(ids)...)
}

func children(tx *db.Tx, parent string) ([]Organisation, error) {
	return db.All(tx, organisationPlaces, `SELECT `+organisationColumns+` FROM network_organisation o WHERE o.parent_id = ? ORDER BY o.code`, parent)
}

func insertOrganisations(tx *db.Tx, all ...Organisation) error {
	var args []any
	for _, o := range all {
		args = append(args, o.ID, o.Code, o.Kind, o.Country, o.Region, orNone(o.Parent), o.NativeName, o.NativeLang, o.Name, o.ShortName, o.Website, o.Fictional,
			o.Tile, o.TileColumn, o.TileRow, o.Offices, o.Counsellors, o.Known, o.Verified, o.fold(), 1)
	}
	return tx.Rows(`INSERT INTO network_organisation (id, code, kind, country, region, parent_id, native_name, native_lang, name, short_name, website, fictional,
		tile, tile_column, tile_row, offices, counsellors, known, verified, folded, version) VALUES `, "", 21, args)
}

func updateOrganisation(tx *db.Tx, o Organisation) (int64, error) {
	return tx.Exec(`UPDATE network_organisation SET kind = ?, country = ?, region = ?, parent_id = ?, native_name = ?, native_lang = ?, name = ?, short_name = ?, website = ?,
		folded = ?, version = version + 1 WHERE id = ? AND version = ?`,
		o.Kind, o.Country, o.Region, orNone(o.Parent), o.NativeName, o.NativeLang, o.Name, o.ShortName, o.Website, o.fold(), o.ID, o.Version)
}

const claimColumns = `c.id, c.network_id, c.organisation_id, c.kind, c.role, c.valid_from, c.valid_to, c.source, c.disputed, c.verified, c.note, c.version, n.valid_from`

func claimPlaces(c *Membership) []any {
	return []any{&c.ID, &c.Network, &c.Organisation, &c.Kind, &c.Role, &c.From, &c.To, &c.Source, &c.Disputed, &c.Verified, &c.Note, &c.Version, &c.founded}
}

func memberPlaces(m *Member) []any {
	return append(organisationPlaces(&m.Organisation), claimPlaces(&m.Membership)...)
}

func claims(tx *db.Tx, network string) ([]Member, error) {
	return db.Kept(tx, memberPlaces, `SELECT `+organisationColumns+`, `+claimColumns+`
		FROM network_membership c JOIN network_organisation o ON o.id = c.organisation_id JOIN network n ON n.id = c.network_id
		WHERE c.network_id = ? ORDER BY o.code, c.valid_from, c.id`, network)
}

// claimsOf returns what is said of an organisation in every network.
func claimsOf(tx *db.Tx, organisation string) ([]Membership, error) {
	return db.All(tx, claimPlaces, `SELECT `+claimColumns+` FROM network_membership c JOIN network n ON n.id = c.network_id
		WHERE c.organisation_id = ? ORDER BY n.code, c.valid_from, c.id`, organisation)
}

func claimByID(tx *db.Tx, id string) (Membership, error) {
	return db.One(tx, claimPlaces, `SELECT `+claimColumns+` FROM network_membership c JOIN network n ON n.id = c.network_id WHERE c.id = ?`, id)
}

func insertClaims(tx *db.Tx, all ...Membership) error {
	var args []any
	for _, c := range all {
		args = append(args, c.ID, c.Network, c.Organisation, c.Kind, c.Role, c.From, c.To, c.Source, c.Disputed, c.Verified, c.Note, 1)
	}
	return tx.Rows(`INSERT INTO network_membership (id, network_id, organisation_id, kind, role, valid_from, valid_to, source, disputed, verified, note, version) VALUES `, "", 12, args)
}

func updateClaim(tx *db.Tx, c Membership) (int64, error) {
	return tx.Exec(`UPDATE network_membership SET kind = ?, role = ?, valid_from = ?, valid_to = ?, source = ?, disputed = ?, verified = ?, note = ?, version = version + 1
		WHERE id = ? AND version = ?`, c.Kind, c.Role, c.From, c.To, c.Source, c.Disputed, c.Verified, c.Note, c.ID, c.Version)
}

func markDisputed(tx *db.Tx, id string) error {
	_, err := tx.Exec(`UPDATE network_membership SET disputed = ?, version = version + 1 WHERE id = ?`, true, id)
	return err
}

func news(tx *db.Tx, network string) ([]News, error) {
	return db.Kept(tx, func(n *News) []any {
		return []any{&n.Network, &n.Day, &n.About, &n.Title, &n.Body, &n.Source}
	}, `SELECT network_id, day, about, title, body, source FROM network_news WHERE network_id = ? ORDER BY day DESC, id`, network)
}

func insertNews(tx *db.Tx, all []News) error {
	var args []any
	for _, n := range all {
		args = append(args, db.ID(), n.Network, n.Day, n.About, n.Title, n.Body, n.Source)
	}
	return tx.Rows(`INSERT INTO network_news (id, network_id, day, about, title, body, source) VALUES `, "", 7, args)
}

func sources(tx *db.Tx) ([]Source, error) {
	return db.Kept(tx, func(s *Source) []any { return []any{&s.Code, &s.Day, &s.Lang, &s.URL, &s.Title} },
		`SELECT code, day, lang, url, title FROM network_source ORDER BY code`)
}

func insertSources(tx *db.Tx, all []Source) error {
	var args []any
	for _, s := range all {
		args = append(args, s.Code, s.Day, s.Lang, s.URL, s.Title)
	}
	return tx.Rows(`INSERT INTO network_source (code, day, lang, url, title) VALUES `, "", 5, args)
}

const personColumns = `p.id, p.login, p.name, p.lang, p.about, p.fictional, p.suspended_on, p.version`

func personPlaces(p *Person) []any {
	return []any{&p.ID, &p.Login, &p.Name, &p.Lang, &p.About, &p.Fictional, &p.Suspended, &p.Version}
}

func personByLogin(tx *db.Tx, login string) (p Person, err error) {
	err = tx.Unwalled(func() error { // a login is somebody's or nobody's, wherever they are
		p, err = byLogin(tx, login)
		return err
	})
	return p, err
}

func byLogin(tx *db.Tx, login string) (Person, error) {
	return db.One(tx, personPlaces, `SELECT `+personColumns+` FROM network_person p WHERE p.login = ?`, search.Fold(login))
}

func insertPerson(tx *db.Tx, p Person) error {
	_, err := tx.Exec(`INSERT INTO network_person (id, login, name, lang, about, fictional, version) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		p.ID, search.Fold(p.Login), p.Name, p.Lang, p.About, p.Fictional, 1)
	return err
}

func suspendPerson(tx *db.Tx, person, day string) error {
	_, err := tx.Exec(`UPDATE network_person SET suspended_on = ?, version = version + 1 WHERE id = ?`, day, person)
	return err
}

const holderColumns = `r.id, coalesce(r.network_id, ''), coalesce(r.organisation_id, ''), r.role, r.valid_from, r.valid_to`

func rolePlaces(r *Role) []any {
	return []any{&r.ID, &r.Network, &r.Organisation, &r.Role, &r.From, &r.To}
}

func holderPlaces(h *Holder) []any {
	return append(personPlaces(&h.Person), rolePlaces(&h.Role)...)
}

// staying is the condition that the organisation of a role has not left the
// network before a day.
const staying = `(NOT EXISTS (SELECT 1 FROM network_membership c WHERE c.network_id = r.network_id AND c.organisation_id = r.organisation_id)
	OR EXISTS (SELECT 1 FROM network_membership c WHERE c.network_id = r.network_id AND c.organisation_id = r.organisation_id
		AND c.kind NOT IN ('former', 'none') AND (c.valid_to = '' OR c.valid_to >= substr(?, 1, length(c.valid_to)))))`

// rolesOn returns the roles that a person has on a day. A role for an
// organisation that has left the network is none, even where nobody has ended
// it. A last day may be a month or a year, which is over with its end.
func rolesOn(tx *db.Tx, person, day string) ([]Role, error) {
	all, err := db.All(tx, rolePlaces, `SELECT `+holderColumns+` FROM network_role r
		WHERE r.person_id = ? AND r.valid_from <= ? AND (r.valid_to = '' OR r.valid_to >= ?)
			AND `+staying+`
		ORDER BY r.role, r.id`, person, day, day, day)
	if err != nil {
		return nil, err
	}
	return all, markOffice(tx, day, each(all, func(r *Role) *Role { return r })...)
}

// holdersOn returns who has a role in a network on a day.
func holdersOn(tx *db.Tx, network, day string) ([]Holder, error) {
	all, err := db.Kept(tx, holderPlaces, `SELECT `+personColumns+`, `+holderColumns+`
		FROM network_role r JOIN network_person p ON p.id = r.person_id
		WHERE r.network_id = ? AND r.valid_from <= ? AND (r.valid_to = '' OR r.valid_to >= ?) AND `+staying+` ORDER BY p.login, r.role, r.id`, network, day, day, day)
	if err != nil {
		return nil, err
	}
	return all, markOffice(tx, day, each(all, func(h *Holder) *Role { return &h.Role })...)
}

// holdersFor returns who has a role in a network for an organisation on a day.
func holdersFor(tx *db.Tx, network, organisation, day string) ([]Holder, error) {
	all, err := db.Kept(tx, holderPlaces, `SELECT `+personColumns+`, `+holderColumns+`
		FROM network_role r JOIN network_person p ON p.id = r.person_id
		WHERE r.network_id = ? AND r.organisation_id = ? AND r.valid_from <= ? AND (r.valid_to = '' OR r.valid_to >= ?) AND `+staying+` ORDER BY p.login, r.role, r.id`, network, organisation, day, day, day)
	if err != nil {
		return nil, err
	}
	return all, markOffice(tx, day, each(all, func(h *Holder) *Role { return &h.Role })...)
}

// holderByRole returns who has a role in a network, by the id of the role.
func holderByRole(tx *db.Tx, network, id string) (Holder, error) {
	return db.One(tx, holderPlaces, `SELECT `+personColumns+`, `+holderColumns+`
		FROM network_role r JOIN network_person p ON p.id = r.person_id WHERE r.network_id = ? AND r.id = ?`, network, id)
}

// demoHolders returns the invented people of whom it is said what they do, with
// every role of theirs. The organisations that run invented networks do so
// without end.
func demoHolders(tx *db.Tx) ([]Holder, error) {
	all, err := db.All(tx, holderPlaces, `SELECT `+personColumns+`, `+holderColumns+`
		FROM network_role r JOIN network_person p ON p.id = r.person_id WHERE p.fictional = ? AND p.about <> ? ORDER BY p.id, r.id`, true, "{}")
	if err != nil {
		return nil, err
	}
	return all, markOffice(tx, endless, each(all, func(h *Holder) *Role { return &h.Role })...)
}

func insertRole(tx *db.Tx, person string, r Role) error {
	_, err := tx.Exec(`INSERT INTO network_role (id, person_id, network_id, organisation_id, role, valid_from, valid_to) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		r.ID, person, orNone(r.Network), orNone(r.Organisation), r.Role, r.From, r.To)
	return err
}

// endRole sets the last day of a role that lasts.
func endRole(tx *db.Tx, network, id, last string) (int64, error) {
	return tx.Exec(`UPDATE network_role SET valid_to = ? WHERE id = ? AND network_id = ? AND valid_to = ''`, last, id, network)
}

// administrators returns the ids of the people who run the installation and
// whose role has no end.
func administrators(tx *db.Tx) ([]string, error) {
	return db.All(tx, func(id *string) []any { return []any{id} }, `SELECT person_id FROM network_role
		WHERE network_id IS NULL AND role = ? AND valid_to = '' ORDER BY person_id`, Administrator)
}

func orNone(id string) sql.NullString { return sql.NullString{String: id, Valid: id != ""} }
