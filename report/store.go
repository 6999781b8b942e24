package report

import "pesnet/kit/db"

const reportColumns = `id, network_id, year, state, opening, closing, figures, seal, decision, adopted_on, published_on, version`

func reportPlaces(r *Report) []any {
	return []any{&r.ID, &r.Network, &r.Year, &r.State, &r.Opening, &r.Closing, &r.Figures, &r.Seal, &r.Decision, &r.AdoptedOn, &r.PublishedOn, &r.Version}
}

// reports are those of a network, the latest year first.
func reports(tx *db.Tx, network string) ([]Report, error) {
	return db.All(tx, reportPlaces, `SELECT `+reportColumns+` FROM report WHERE network_id = ? ORDER BY year DESC`, network)
}

func reportOf(tx *db.Tx, network string, year int) (Report, error) {
	return db.One(tx, reportPlaces, `SELECT `+reportColumns+` FROM report WHERE network_id = ? AND year = ?`, network, year)
}

func insertReport(tx *db.Tx, r Report) error {
	_, err := tx.Exec(`INSERT INTO report (`+reportColumns+`) VALUES (`+db.Marks(12)+`)`,
		r.ID, r.Network, r.Year, r.State, r.Opening, r.Closing, r.Figures, r.Seal, r.Decision, r.AdoptedOn, r.PublishedOn, r.Version)
	return err
}

// updateReport writes a report that has the version which was read. What is
// frozen is written only while it is a draft.
func updateReport(tx *db.Tx, r Report) (int64, error) {
	if r.State == Published {
		return tx.Exec(`UPDATE report SET state = ?, published_on = ?, version = version + 1 WHERE id = ? AND version = ?`, r.State, r.PublishedOn, r.ID, r.Version)
	}
	return tx.Exec(`UPDATE report SET state = ?, opening = ?, closing = ?, figures = ?, seal = ?, decision = ?, adopted_on = ?, version = version + 1
		WHERE id = ? AND version = ? AND state = 'draft'`, r.State, r.Opening, r.Closing, r.Figures, r.Seal, r.Decision, r.AdoptedOn, r.ID, r.Version)
}

const proposalColumns = `id, network_id, year, no, organisation_id, title, body, state, answer, made_on, made_by, version`

func proposalPlaces(p *Proposal) []any {
	return []any{&p.ID, &p.Network, &p.Year, &p.No, &p.Organisation, &p.Title, &p.Text, &p.State, &p.Answer, &p.MadeOn, &p.MadeBy, &p.Version}
}

func proposals(tx *db.Tx, network string, year int) ([]Proposal, error) {
	return db.All(tx, proposalPlaces, `SELECT `+proposalColumns+` FROM report_proposal WHERE network_id = ? AND year = ? ORDER BY no`, network, year)
}

func proposalByNo(tx *db.Tx, network string, year int, no int64) (Proposal, error) {
	return db.One(tx, proposalPlaces, `SELECT `+proposalColumns+` FROM report_proposal WHERE network_id = ? AND year = ? AND no = ?`, network, year, no)
}

func insertProposal(tx *db.Tx, p Proposal) (Proposal, error) {
	if err := tx.Lock("report " + p.Network); err != nil {
		return p, err
	}
	last, err := tx.Count(`SELECT coalesce(max(no), 0) FROM report_proposal WHERE network_id = ? AND year = ?`, p.Network, p.Year)
	if err != nil {
		return p, err
	}
	p.No, p.Version = last+1, 1
	_, err = tx.Exec(`INSERT INTO report_proposal (`+proposalColumns+`) VALUES (`+db.Marks(12)+`)`,
		p.ID, p.Network, p.Year, p.No, p.Organisation, p.Title, p.Text, p.State, p.Answer, p.MadeOn, p.MadeBy, p.Version)
	return p, err
}

func updateProposal(tx *db.Tx, p Proposal) (int64, error) {
	return tx.Exec(`UPDATE report_proposal SET state = ?, answer = ?, version = version + 1 WHERE id = ? AND version = ?`, p.State, p.Answer, p.ID, p.Version)
}

func proposalsBy(tx *db.Tx, person string) ([]Proposal, error) {
	return db.All(tx, proposalPlaces, `SELECT `+proposalColumns+` FROM report_proposal WHERE made_by = ? ORDER BY made_on`, person)
}

func forgetProposer(tx *db.Tx, person string) error {
	_, err := tx.Exec(`UPDATE report_proposal SET made_by = '' WHERE made_by = ?`, person)
	return err
}
