package agreement

import "pesnet/kit/db"

const agreementColumns = `a.id, a.network_id, a.no, a.title, a.about, a.themes, a.exchange, a.state, a.signed_on, a.valid_from, a.valid_to, a.ended_on, a.remind, a.source, a.version`

func agreementPlaces(a *Agreement) []any {
	return []any{&a.ID, &a.Network, &a.No, &a.Title, &a.About, &a.Themes, &a.Exchange, &a.State, &a.Signed, &a.From, &a.To, &a.Ended, &a.Remind, &a.Source, &a.Version}
}

// agreements are those of a network with their parties, by number.
func agreements(tx *db.Tx, network string) ([]Agreement, error) {
	all, err := db.All(tx, agreementPlaces, `SELECT `+agreementColumns+` FROM agreement a WHERE a.network_id = ? ORDER BY a.no`, network)
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	for i, a := range all {
		at[a.ID] = i
	}
	parties, err := db.All(tx, partyPlaces, `SELECT `+partyColumns+` FROM agreement_party p WHERE p.network_id = ? ORDER BY p.agreement_id, p.position`, network)
	for _, p := range parties {
		a := &all[at[p.agreement]]
		a.Parties = append(a.Parties, p.Party)
	}
	return all, err
}

func agreementByNo(tx *db.Tx, network string, no int64) (Agreement, error) {
	a, err := db.One(tx, agreementPlaces, `SELECT `+agreementColumns+` FROM agreement a WHERE a.network_id = ? AND a.no = ?`, network, no)
	if err != nil {
		return a, err
	}
	parties, err := db.All(tx, partyPlaces, `SELECT `+partyColumns+` FROM agreement_party p WHERE p.agreement_id = ? ORDER BY p.position`, a.ID)
	for _, p := range parties {
		a.Parties = append(a.Parties, p.Party)
	}
	return a, err
}

type partyRow struct {
	Party
	agreement string
}

const partyColumns = `p.id, p.agreement_id, coalesce(p.organisation_id, ''), p.name, p.country, p.place, p.contact, p.address`

func partyPlaces(p *partyRow) []any {
	return []any{&p.ID, &p.agreement, &p.Organisation, &p.Name, &p.Country, &p.Place, &p.Contact, &p.Address}
}

func insertAgreement(tx *db.Tx, a Agreement) (Agreement, error) {
	if err := tx.Lock("agreement " + a.Network); err != nil {
		return a, err
	}
	last, err := tx.Count(`SELECT coalesce(max(no), 0) FROM agreement WHERE network_id = ?`, a.Network)
	if err != nil {
		return a, err
	}
	a.No, a.Version = last+1, 1
	_, err = tx.Exec(`INSERT INTO agreement (id, network_id, no, title, about, themes, exchange, state, signed_on, valid_from, valid_to, ended_on, remind, source, version) VALUES (`+db.Marks(15)+`)`,
		a.ID, a.Network, a.No, a.Title, a.About, string(a.Themes), string(a.Exchange), a.State, a.Signed, a.From, a.To, a.Ended, a.Remind, a.Source, a.Version)
	for i := range a.Parties {
		if err == nil {
			a.Parties[i], err = insertParty(tx, a, a.Parties[i], i)
		}
	}
	return a, err
}

func updateAgreement(tx *db.Tx, a Agreement) (int64, error) {
	return tx.Exec(`UPDATE agreement SET title = ?, about = ?, themes = ?, exchange = ?, state = ?, signed_on = ?, valid_from = ?, valid_to = ?, ended_on = ?, remind = ?, source = ?, version = version + 1
		WHERE network_id = ? AND no = ? AND version = ?`,
		a.Title, a.About, string(a.Themes), string(a.Exchange), a.State, a.Signed, a.From, a.To, a.Ended, a.Remind, a.Source, a.Network, a.No, a.Version)
}

func insertParty(tx *db.Tx, a Agreement, p Party, position int) (Party, error) {
	p.ID = db.ID()
	var organisation any
	if p.Organisation != "" {
		organisation = p.Organisation
	}
	_, err := tx.Exec(`INSERT INTO agreement_party (id, network_id, agreement_id, position, organisation_id, name, country, place, contact, address) VALUES (`+db.Marks(10)+`)`,
		p.ID, a.Network, a.ID, position, organisation, p.Name, p.Country, p.Place, p.Contact, p.Address)
	return p, err
}

func deleteParty(tx *db.Tx, a Agreement, id string) (int64, error) {
	return tx.Exec(`DELETE FROM agreement_party WHERE agreement_id = ? AND id = ?`, a.ID, id)
}

const activityColumns = `id, agreement_id, day, kind, title, link`

func activityPlaces(a *Activity) []any {
	return []any{&a.ID, &a.Agreement, &a.Day, &a.Kind, &a.Title, &a.Link}
}

func activitiesOf(tx *db.Tx, agreement string) ([]Activity, error) {
	return db.All(tx, activityPlaces, `SELECT `+activityColumns+` FROM agreement_activity WHERE agreement_id = ? ORDER BY day DESC, id DESC`, agreement)
}

func activitiesBetween(tx *db.Tx, network, from, to string) ([]Activity, error) {
	return db.All(tx, activityPlaces, `SELECT `+activityColumns+` FROM agreement_activity WHERE network_id = ? AND day >= ? AND day <= ? ORDER BY day, id`, network, from, to)
}

func insertActivity(tx *db.Tx, a Agreement, one Activity) error {
	_, err := tx.Exec(`INSERT INTO agreement_activity (id, network_id, agreement_id, day, kind, title, link) VALUES (`+db.Marks(7)+`)`, db.ID(), a.Network, a.ID, one.Day, one.Kind, one.Title, one.Link)
	return err
}

func documentsOf(tx *db.Tx, agreement string) ([]Document, error) {
	return db.All(tx, func(d *Document) []any { return []any{&d.ID, &d.Day, &d.Title, &d.Link} },
		`SELECT id, day, title, link FROM agreement_document WHERE agreement_id = ? ORDER BY day, id`, agreement)
}

func insertDocument(tx *db.Tx, a Agreement, d Document) error {
	_, err := tx.Exec(`INSERT INTO agreement_document (id, network_id, agreement_id, day, title, link) VALUES (`+db.Marks(6)+`)`, db.ID(), a.Network, a.ID, d.Day, d.Title, d.Link)
	return err
}
