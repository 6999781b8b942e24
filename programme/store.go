package programme

import (
	"encoding/json"

	"pesnet/kit/db"
)

const planColumns = `id, network_id, year, state, intro, consult_until, decision, decision_id, adopted_on, version`

func planPlaces(p *Plan) []any {
	return []any{&p.ID, &p.Network, &p.Year, &p.State, &p.Intro, &p.Consult, &p.Decision, &p.DecisionID, &p.Adopted, &p.Version}
}

func plans(tx *db.Tx, network string) ([]Plan, error) {
	return db.All(tx, planPlaces, `SELECT `+planColumns+` FROM programme_plan WHERE network_id = ? ORDER BY year DESC`, network)
}

func planOf(tx *db.Tx, network string, year int) (Plan, error) {
	return db.One(tx, planPlaces, `SELECT `+planColumns+` FROM programme_plan WHERE network_id = ? AND year = ?`, network, year)
}

func insertPlan(tx *db.Tx, p Plan) error {
	_, err := tx.Exec(`INSERT INTO programme_plan (`+planColumns+`) VALUES (`+db.Marks(10)+`)`, p.ID, p.Network, p.Year, p.State, p.Intro, p.Consult, p.Decision, p.DecisionID, p.Adopted, 1)
	return err
}

func updatePlan(tx *db.Tx, p Plan) (int64, error) {
	return tx.Exec(`UPDATE programme_plan SET state = ?, intro = ?, consult_until = ?, decision = ?, decision_id = ?, adopted_on = ?, version = version + 1 WHERE id = ? AND version = ?`,
		p.State, p.Intro, p.Consult, p.Decision, p.DecisionID, p.Adopted, p.ID, p.Version)
}

const itemColumns = `id, network_id, plan_id, no, objective, theme, deliverable, lead_id, body, starts, due, budget, state, progress, version`

func itemPlaces(i *Item) []any {
	return []any{&i.ID, &i.Network, &i.Plan, &i.No, &i.Objective, &i.Theme, &i.Deliverable, &i.Lead, &i.Body, &i.Starts, &i.Due, &i.Budget, &i.State, &i.Progress, &i.Version}
}

func itemsOf(tx *db.Tx, plan string) ([]Item, error) {
	return db.All(tx, itemPlaces, `SELECT `+itemColumns+` FROM programme_item WHERE plan_id = ? ORDER BY no`, plan)
}

func insertItem(tx *db.Tx, i Item) (Item, error) {
	if err := tx.Lock("programme " + i.Plan); err != nil {
		return i, err
	}
	last, err := tx.Count(`SELECT coalesce(max(no), 0) FROM programme_item WHERE plan_id = ?`, i.Plan)
	if err != nil {
		return i, err
	}
	i.No, i.Version = last+1, 1
	_, err = tx.Exec(`INSERT INTO programme_item (`+itemColumns+`) VALUES (`+db.Marks(15)+`)`,
		i.ID, i.Network, i.Plan, i.No, i.Objective, i.Theme, i.Deliverable, i.Lead, i.Body, i.Starts, i.Due, i.Budget, i.State, i.Progress, i.Version)
	return i, err
}

func updateItem(tx *db.Tx, i Item) (int64, error) {
	return tx.Exec(`UPDATE programme_item SET objective = ?, theme = ?, deliverable = ?, lead_id = ?, body = ?, starts = ?, due = ?, budget = ?, state = ?, progress = ?, version = version + 1 WHERE id = ? AND version = ?`,
		i.Objective, i.Theme, i.Deliverable, i.Lead, i.Body, i.Starts, i.Due, i.Budget, i.State, i.Progress, i.ID, i.Version)
}

type snapshotRow struct {
	Snapshot
	items string
}

func snapshotsOf(tx *db.Tx, plan string) (all []Snapshot, err error) {
	rows, err := db.All(tx, func(s *snapshotRow) []any { return []any{&s.No, &s.State, db.At(&s.At), &s.items} },
		`SELECT no, state, at, items FROM programme_version WHERE plan_id = ? ORDER BY no`, plan)
	for _, r := range rows {
		if err := json.Unmarshal([]byte(r.items), &r.Items); err != nil {
			return nil, err
		}
		all = append(all, r.Snapshot)
	}
	return all, err
}

func insertSnapshot(tx *db.Tx, p Plan, s Snapshot) error {
	items, err := json.Marshal(s.Items)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO programme_version (id, network_id, plan_id, no, state, at, items) VALUES (`+db.Marks(7)+`)`, db.ID(), p.Network, p.ID, s.No, s.State, db.Stamp(s.At), string(items))
	return err
}

const commentColumns = `id, item_no, organisation_id, who, at, text, answer, answered_at`

func commentPlaces(c *Comment) []any {
	return []any{&c.ID, &c.Item, &c.Organisation, &c.Who, db.At(&c.At), &c.Text, &c.Answer, db.At(&c.Answered)}
}

func commentsOf(tx *db.Tx, plan string) ([]Comment, error) {
	return db.All(tx, commentPlaces, `SELECT `+commentColumns+` FROM programme_comment WHERE plan_id = ? ORDER BY at, id`, plan)
}

func commentsBy(tx *db.Tx, person string) ([]Comment, error) {
	return db.All(tx, commentPlaces, `SELECT `+commentColumns+` FROM programme_comment WHERE who = ? ORDER BY at, id`, person)
}

func insertComment(tx *db.Tx, p Plan, c Comment) error {
	_, err := tx.Exec(`INSERT INTO programme_comment (id, network_id, plan_id, item_no, organisation_id, who, at, text, answer, answered_at) VALUES (`+db.Marks(10)+`)`,
		db.ID(), p.Network, p.ID, c.Item, c.Organisation, c.Who, db.Stamp(c.At), c.Text, "", "")
	return err
}

func answerComment(tx *db.Tx, p Plan, c Comment) (int64, error) {
	return tx.Exec(`UPDATE programme_comment SET answer = ?, answered_at = ? WHERE plan_id = ? AND id = ? AND answer = ''`, c.Answer, db.Stamp(c.Answered), p.ID, c.ID)
}

func forgetCommenter(tx *db.Tx, person string) error {
	_, err := tx.Exec(`UPDATE programme_comment SET who = '' WHERE who = ?`, person)
	return err
}

const matterColumns = `id, network_id, register, no, kind, requester, coalesce(organisation_id, ''), title, about, begun_on, due, drafters, addressee, state, version`

func matterPlaces(m *Matter) []any {
	return []any{&m.ID, &m.Network, &m.Register, &m.No, &m.Kind, &m.Requester, &m.Organisation, &m.Title, &m.About, &m.Begun, &m.Due, &m.Drafters, &m.Addressee, &m.State, &m.Version}
}

// matters are those of a register with their steps, the latest first.
func matters(tx *db.Tx, network, register string) ([]Matter, error) {
	all, err := db.All(tx, matterPlaces, `SELECT `+matterColumns+` FROM programme_matter WHERE network_id = ? AND register = ? ORDER BY no DESC`, network, register)
	for i := range all {
		if err == nil {
			all[i].Steps, err = stepsOf(tx, all[i].ID)
		}
	}
	return all, err
}

func matterByNo(tx *db.Tx, network, register string, no int64) (Matter, error) {
	m, err := db.One(tx, matterPlaces, `SELECT `+matterColumns+` FROM programme_matter WHERE network_id = ? AND register = ? AND no = ?`, network, register, no)
	if err == nil {
		m.Steps, err = stepsOf(tx, m.ID)
	}
	return m, err
}

func stepsOf(tx *db.Tx, matter string) ([]Step, error) {
	return db.All(tx, func(s *Step) []any { return []any{&s.State, &s.Day, &s.Text, &s.Link, &s.Decision} },
		`SELECT state, day, text, link, decision FROM programme_step WHERE matter_id = ? ORDER BY day, id`, matter)
}

func insertMatter(tx *db.Tx, m Matter) (Matter, error) {
	if err := tx.Lock("programme " + m.Network); err != nil {
		return m, err
	}
	last, err := tx.Count(`SELECT coalesce(max(no), 0) FROM programme_matter WHERE network_id = ? AND register = ?`, m.Network, m.Register)
	if err != nil {
		return m, err
	}
	m.No, m.Version = last+1, 1
	var organisation any
	if m.Organisation != "" {
		organisation = m.Organisation
	}
	_, err = tx.Exec(`INSERT INTO programme_matter (id, network_id, register, no, kind, requester, organisation_id, title, about, begun_on, due, drafters, addressee, state, version) VALUES (`+db.Marks(15)+`)`,
		m.ID, m.Network, m.Register, m.No, m.Kind, m.Requester, organisation, m.Title, m.About, m.Begun, m.Due, m.Drafters, m.Addressee, m.State, m.Version)
	if err != nil {
		return m, err
	}
	return m, insertStep(tx, m, Step{State: m.State, Day: m.Begun})
}

func updateMatter(tx *db.Tx, m Matter) (int64, error) {
	return tx.Exec(`UPDATE programme_matter SET kind = ?, requester = ?, title = ?, about = ?, due = ?, drafters = ?, addressee = ?, state = ?, version = version + 1 WHERE id = ? AND version = ?`,
		m.Kind, m.Requester, m.Title, m.About, m.Due, m.Drafters, m.Addressee, m.State, m.ID, m.Version)
}

func insertStep(tx *db.Tx, m Matter, s Step) error {
	_, err := tx.Exec(`INSERT INTO programme_step (id, network_id, matter_id, state, day, text, link, decision) VALUES (`+db.Marks(8)+`)`, db.ID(), m.Network, m.ID, s.State, s.Day, s.Text, s.Link, s.Decision)
	return err
}
