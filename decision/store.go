package decision

import (
	"time"

	"pesnet/kit/db"
)

const decisionColumns = `id, network_id, meeting_id, item_id, body_id, year, no, type, wording, majority, quorum, secret, source, place, state, opened_at, opened_on, last_on, silence,
	n_for, n_against, n_abstained, n_conflicted, n_silent, n_present, n_entitled, result, closed_at, closed_on, closed_by, public, shown_at, version`

func decisionPlaces(d *Decision) []any {
	return []any{&d.ID, &d.Network, &d.Meeting, &d.Item, &d.Body, &d.Year, &d.No, &d.Type, &d.Text, &d.Terms.Majority, &d.Terms.Quorum, &d.Terms.Secret, &d.Terms.Source, &d.Terms.Place,
		&d.State, db.At(&d.Opened), &d.Day, &d.Limit, &d.Silence, &d.Tally.For, &d.Tally.Against, &d.Tally.Abstained, &d.Tally.Conflicted, &d.Tally.Silent, &d.Tally.Present, &d.Tally.Entitled,
		&d.Result, db.At(&d.Closed), &d.On, &d.By, &d.Public, db.At(&d.Shown), &d.Version}
}

func decisionByNo(tx *db.Tx, network string, year, no int) (Decision, error) {
	return db.One(tx, decisionPlaces, `SELECT `+decisionColumns+` FROM decision WHERE network_id = ? AND year = ? AND no = ?`, network, year, no)
}

// decisionsIn returns the decisions of a network, the latest first.
func decisionsIn(tx *db.Tx, network string) ([]Decision, error) {
	return db.All(tx, decisionPlaces, `SELECT `+decisionColumns+` FROM decision WHERE network_id = ? ORDER BY year DESC, no DESC`, network)
}

func decisionsOf(tx *db.Tx, meeting string) ([]Decision, error) {
	return db.All(tx, decisionPlaces, `SELECT `+decisionColumns+` FROM decision WHERE meeting_id = ? AND meeting_id <> '' AND state <> ? ORDER BY year, no`, meeting, Withdrawn)
}

// decisionsClosed returns what was closed on the days from one to another.
func decisionsClosed(tx *db.Tx, network, from, to string) ([]Decision, error) {
	return db.All(tx, decisionPlaces, `SELECT `+decisionColumns+` FROM decision WHERE network_id = ? AND state = ? AND closed_on >= ? AND closed_on <= ? ORDER BY closed_on, year, no`, network, Closed, from, to)
}

// decisionsRunning returns the written procedures of a network that are open.
func decisionsRunning(tx *db.Tx, network string) ([]Decision, error) {
	return db.All(tx, decisionPlaces, `SELECT `+decisionColumns+` FROM decision WHERE network_id = ? AND state = ? AND meeting_id = '' ORDER BY last_on, year, no`, network, Open)
}

func lastNo(tx *db.Tx, network string, year int) (int, error) {
	n, err := tx.Count(`SELECT coalesce(max(no), 0) FROM decision WHERE network_id = ? AND year = ?`, network, year)
	return int(n), err
}

func insertDecision(tx *db.Tx, d Decision) error {
	c := d.Tally
	_, err := tx.Exec(`INSERT INTO decision (`+decisionColumns+`) VALUES (`+db.Marks(33)+`)`,
		d.ID, d.Network, d.Meeting, d.Item, d.Body, d.Year, d.No, d.Type, d.Text, d.Terms.Majority, d.Terms.Quorum, d.Terms.Secret, d.Terms.Source, d.Terms.Place, d.State, db.Stamp(d.Opened), d.Day, d.Limit, d.Silence,
		c.For, c.Against, c.Abstained, c.Conflicted, c.Silent, c.Present, c.Entitled, d.Result, stampOr(d.Closed), d.On, d.By, d.Public, stampOr(d.Shown), 1)
	return err
}

// updateDecision writes a decision that is open over the version that was
// read; what is closed is not written again.
func updateDecision(tx *db.Tx, d Decision) (int64, error) {
	c := d.Tally
	return tx.Exec(`UPDATE decision SET type = ?, wording = ?, majority = ?, quorum = ?, secret = ?, source = ?, place = ?, state = ?, last_on = ?,
		n_for = ?, n_against = ?, n_abstained = ?, n_conflicted = ?, n_silent = ?, n_present = ?, n_entitled = ?, result = ?, closed_at = ?, closed_on = ?, closed_by = ?, public = ?, shown_at = ?, version = version + 1
		WHERE network_id = ? AND id = ? AND version = ? AND state = ?`,
		d.Type, d.Text, d.Terms.Majority, d.Terms.Quorum, d.Terms.Secret, d.Terms.Source, d.Terms.Place, d.State, d.Limit,
		c.For, c.Against, c.Abstained, c.Conflicted, c.Silent, c.Present, c.Entitled, d.Result, stampOr(d.Closed), d.On, d.By, d.Public, stampOr(d.Shown),
		d.Network, d.ID, d.Version, Open)
}

// showDecisions publishes those decisions of a meeting that are to be.
func showDecisions(tx *db.Tx, network, meeting string, at time.Time) (int64, error) {
	return tx.Exec(`UPDATE decision SET shown_at = ? WHERE network_id = ? AND meeting_id = ? AND state = ? AND public AND shown_at = ''`, db.Stamp(at), network, meeting, Closed)
}

func stampOr(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return db.Stamp(t)
}

func votesOf(tx *db.Tx, decision string) ([]Vote, error) {
	return db.All(tx, func(v *Vote) []any {
		return []any{&v.Decision, &v.Organisation, &v.Person, &v.Alternate, &v.Choice, &v.By, db.At(&v.At)}
	}, `SELECT decision_id, organisation_id, person_id, alternate, choice, put_by, at FROM decision_vote WHERE decision_id = ? ORDER BY organisation_id`, decision)
}

func putVote(tx *db.Tx, network string, v Vote) error {
	_, err := tx.Exec(`INSERT INTO decision_vote (network_id, decision_id, organisation_id, person_id, alternate, choice, put_by, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (decision_id, organisation_id) DO UPDATE SET person_id = excluded.person_id, alternate = excluded.alternate, choice = excluded.choice, put_by = excluded.put_by, at = excluded.at`,
		network, v.Decision, v.Organisation, v.Person, v.Alternate, v.Choice, v.By, db.Stamp(v.At))
	return err
}

func deleteVote(tx *db.Tx, decision, organisation string) error {
	_, err := tx.Exec(`DELETE FROM decision_vote WHERE decision_id = ? AND organisation_id = ?`, decision, organisation)
	return err
}

func deleteVotes(tx *db.Tx, decision string) error {
	_, err := tx.Exec(`DELETE FROM decision_vote WHERE decision_id = ?`, decision)
	return err
}

func conflictsOf(tx *db.Tx, decision string) ([]Conflict, error) {
	return db.All(tx, func(c *Conflict) []any {
		return []any{&c.Decision, &c.Organisation, &c.Person, &c.Reason, db.At(&c.At)}
	}, `SELECT decision_id, organisation_id, person_id, reason, at FROM decision_conflict WHERE decision_id = ? ORDER BY organisation_id`, decision)
}

func putConflict(tx *db.Tx, network string, c Conflict) error {
	_, err := tx.Exec(`INSERT INTO decision_conflict (network_id, decision_id, organisation_id, person_id, reason, at) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (decision_id, organisation_id) DO NOTHING`, network, c.Decision, c.Organisation, c.Person, c.Reason, db.Stamp(c.At))
	return err
}

// voted is what is kept of somebody's votes.
type voted struct {
	Decision string    `json:"decision"`
	Choice   string    `json:"choice"`
	At       time.Time `json:"at"`
}

func votesBy(tx *db.Tx, person string) ([]voted, error) {
	type line struct {
		year, no int
		v        voted
	}
	all, err := db.All(tx, func(l *line) []any { return []any{&l.year, &l.no, &l.v.Choice, db.At(&l.v.At)} },
		`SELECT d.year, d.no, v.choice, v.at FROM decision_vote v JOIN decision d ON d.id = v.decision_id WHERE v.person_id = ? ORDER BY v.at`, person)
	votes := make([]voted, 0, len(all))
	for _, l := range all {
		l.v.Decision = Decision{Year: l.year, No: l.no}.Code()
		votes = append(votes, l.v)
	}
	return votes, err
}

// forgetPerson takes a person out of votes, declarations and action points;
// that of the organisation stays.
func forgetPerson(tx *db.Tx, person string) error {
	for _, statement := range []string{
		`UPDATE decision_vote SET person_id = '' WHERE person_id = ?`,
		`UPDATE decision_conflict SET person_id = '' WHERE person_id = ?`,
		`UPDATE decision_action SET person_id = '' WHERE person_id = ?`,
	} {
		if _, err := tx.Exec(statement, person); err != nil {
			return err
		}
	}
	return nil
}
