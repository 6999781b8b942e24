package job

import (
	"encoding/json"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/fault"
)

const columns = `id, kind, network_id, who, given, state, done, total, result, problem, asked_at, changed_at, stop`

func places(j *Job) []any {
	return []any{&j.ID, &j.Kind, &j.Network, &j.Who, &j.With, &j.State, &j.Done, &j.Total, &j.Result, &j.Problem, db.At(&j.Asked), db.At(&j.Changed), &j.Stop}
}

func find(tx *db.Tx, id string) (Job, error) {
	return db.One(tx, places, `SELECT `+columns+` FROM job WHERE id = ?`, id)
}

func insert(tx *db.Tx, j Job) error {
	_, err := tx.Exec(`INSERT INTO job (`+columns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		j.ID, j.Kind, j.Network, j.Who, j.With, j.State, 0, 0, "", "", db.Stamp(j.Asked), db.Stamp(j.Asked), false)
	return err
}

// update writes how far a job is, and reads whether somebody asked to stop.
func update(tx *db.Tx, j *Job) error {
	stop, err := db.One(tx, func(b *bool) []any { return []any{b} },
		`UPDATE job SET state = ?, done = ?, total = ?, result = ?, problem = ?, changed_at = ? WHERE id = ? RETURNING stop`,
		j.State, j.Done, j.Total, j.Result, j.Problem, db.Stamp(j.Changed), j.ID)
	j.Stop = stop
	return err
}

func askToStop(tx *db.Tx, id string, now time.Time) error {
	_, err := tx.Exec(`UPDATE job SET stop = ?, changed_at = ? WHERE id = ? AND state IN ('waiting', 'running')`, true, db.Stamp(now), id)
	return err
}

// problem keeps the refusal that ended a job: its id and values, for words in
// the reader's language.
func problem(err error) string {
	f := fault.Of(err)
	text, jsonErr := json.Marshal(Refusal{f.ID, f.Args})
	if jsonErr != nil {
		return `{"id":"fault.defect"}`
	}
	return string(text)
}

// Refusal is why a job failed.
type Refusal struct {
	ID   string `json:"id"`
	Args []any  `json:"args"`
}

// Refused returns why a job failed.
func (j Job) Refused() (r Refusal) {
	if json.Unmarshal([]byte(j.Problem), &r) != nil {
		r.ID = "fault.defect"
	}
	return r
}

// touch is a sign of life of a running job.
func touch(tx *db.Tx, id string, now time.Time) error {
	_, err := tx.Exec(`UPDATE job SET changed_at = ? WHERE id = ? AND state = 'running'`, db.Stamp(now), id)
	return err
}

// takeSilent returns the running jobs that were silent since a time, and
// touches them, so that nobody else takes them.
func takeSilent(tx *db.Tx, since, now time.Time) ([]string, error) {
	return db.All(tx, func(id *string) []any { return []any{id} },
		`UPDATE job SET changed_at = ? WHERE state = 'running' AND changed_at < ? RETURNING id`, db.Stamp(now), db.Stamp(since))
}
