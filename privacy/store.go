package privacy

import (
	"time"

	"pesnet/kit/db"
)

const activityColumns = `id, network_id, code, name, purpose, controller, basis, law, data, persons, recipients, safeguards, transfers, class, dpia, valid_from, valid_to, version`

func activityPlaces(a *Activity) []any {
	return []any{&a.ID, &a.Network, &a.Code, &a.Name, &a.Purpose, &a.Controller, &a.Basis, &a.Law, &a.Data, &a.Persons, &a.Recipients, &a.Safeguards, &a.Transfers, &a.Class, &a.DPIA, &a.From, &a.To, &a.Version}
}

func activities(tx *db.Tx, network string) ([]Activity, error) {
	return db.All(tx, activityPlaces, `SELECT `+activityColumns+` FROM privacy_activity WHERE network_id = ? ORDER BY code`, network)
}

func insertActivity(tx *db.Tx, a Activity) error {
	_, err := tx.Exec(`INSERT INTO privacy_activity (`+activityColumns+`) VALUES (`+db.Marks(18)+`)`,
		a.ID, a.Network, a.Code, a.Name, a.Purpose, a.Controller, a.Basis, a.Law, string(a.Data), string(a.Persons), string(a.Recipients), string(a.Safeguards), a.Transfers, a.Class, a.DPIA, a.From, a.To, 1)
	return err
}

func updateActivity(tx *db.Tx, a Activity) (int64, error) {
	return tx.Exec(`UPDATE privacy_activity SET name = ?, purpose = ?, controller = ?, basis = ?, law = ?, data = ?, persons = ?, recipients = ?, safeguards = ?, transfers = ?, class = ?, dpia = ?,
		valid_from = ?, valid_to = ?, version = version + 1 WHERE network_id = ? AND code = ? AND version = ?`,
		a.Name, a.Purpose, a.Controller, a.Basis, a.Law, string(a.Data), string(a.Persons), string(a.Recipients), string(a.Safeguards), a.Transfers, a.Class, a.DPIA, a.From, a.To, a.Network, a.Code, a.Version)
}

func schedules(tx *db.Tx) ([]Schedule, error) {
	return db.All(tx, func(s *Schedule) []any {
		return []any{&s.Class, &s.Days, &s.Begins, &s.Law, &s.Action, &s.Verified, &s.Version, db.At(&s.Last), &s.Gone}
	}, `SELECT s.class, s.days, s.begins, s.law, s.action, s.verified, s.version, coalesce(r.at, ''), coalesce(r.n_gone, 0)
		FROM privacy_schedule s LEFT JOIN privacy_run r ON r.class = s.class AND r.day = (SELECT max(day) FROM privacy_run l WHERE l.class = s.class) ORDER BY s.class`)
}

func updateSchedule(tx *db.Tx, s Schedule) (int64, error) {
	return tx.Exec(`UPDATE privacy_schedule SET days = ?, version = version + 1 WHERE class = ? AND version = ?`, s.Days, s.Class, s.Version)
}

// addRun notes how many rows of a class went on a day.
func addRun(tx *db.Tx, class, day string, at time.Time, gone int64) error {
	_, err := tx.Exec(`INSERT INTO privacy_run (class, day, at, n_gone) VALUES (?, ?, ?, ?)
		ON CONFLICT (class, day) DO UPDATE SET at = excluded.at, n_gone = privacy_run.n_gone + excluded.n_gone`, class, day, db.Stamp(at), gone)
	return err
}

// ranOn tells how many classes were looked through on a day.
func ranOn(tx *db.Tx, day string) (int64, error) {
	return tx.Count(`SELECT count(*) FROM privacy_run WHERE day = ?`, day)
}

func deleteRuns(tx *db.Tx, day string) error {
	_, err := tx.Exec(`DELETE FROM privacy_run WHERE day < ?`, day)
	return err
}

// addReadings counts a look at each of some persons.
func addReadings(tx *db.Tx, r Reading, persons []string) error {
	args := make([]any, 0, 7*len(persons))
	for _, person := range persons {
		args = append(args, r.Who, person, r.What, hourOf(r.Last), r.Network, 1, db.Stamp(r.Last))
	}
	return tx.Rows(`INSERT INTO privacy_reading (who, person_id, what, hour, network_id, times, last_at) VALUES `,
		` ON CONFLICT (who, hour, person_id, what) DO UPDATE SET times = privacy_reading.times + 1, last_at = excluded.last_at, network_id = excluded.network_id`, 7, args)
}

// readingsOf returns who looked at the data of a person, the latest first.
func readingsOf(tx *db.Tx, person string, limit int) ([]Reading, error) {
	return db.All(tx, func(r *Reading) []any {
		return []any{&r.Who, &r.Person, &r.What, &r.Network, &r.Times, db.At(&r.Last)}
	}, `SELECT who, person_id, what, network_id, times, last_at FROM privacy_reading WHERE person_id = ? ORDER BY last_at DESC, who, what LIMIT ?`, person, limit)
}

// personsRead tells the data of how many persons somebody read in an hour.
func personsRead(tx *db.Tx, who, hour string) (int64, error) {
	return tx.Count(`SELECT count(DISTINCT person_id) FROM privacy_reading WHERE who = ? AND hour = ?`, who, hour)
}

func deleteReadings(tx *db.Tx, before time.Time) (int64, error) {
	return tx.Exec(`DELETE FROM privacy_reading WHERE last_at < ?`, db.Stamp(before))
}

// addAlarm rings once for somebody in an hour; later it only counts on.
func addAlarm(tx *db.Tx, a Alarm) error {
	_, err := tx.Exec(`INSERT INTO privacy_alarm (id, network_id, who, kind, hour, n_persons, at, seen_by, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, '', '')
		ON CONFLICT (who, kind, hour) DO UPDATE SET n_persons = excluded.n_persons`, db.ID(), a.Network, a.Who, a.Kind, hourOf(a.At), a.Count, db.Stamp(a.At))
	return err
}

func openAlarms(tx *db.Tx, network string) ([]Alarm, error) {
	return db.All(tx, func(a *Alarm) []any { return []any{&a.ID, &a.Network, &a.Who, &a.Kind, &a.Count, db.At(&a.At)} },
		`SELECT id, network_id, who, kind, n_persons, at FROM privacy_alarm WHERE network_id = ? AND seen_at = '' ORDER BY at DESC, id`, network)
}

func closeAlarm(tx *db.Tx, network, id, who string, at time.Time) (int64, error) {
	return tx.Exec(`UPDATE privacy_alarm SET seen_by = ?, seen_at = ? WHERE id = ? AND network_id = ? AND seen_at = ''`, who, db.Stamp(at), id, network)
}

func deleteAlarms(tx *db.Tx, before time.Time) (int64, error) {
	return tx.Exec(`DELETE FROM privacy_alarm WHERE at < ?`, db.Stamp(before))
}
