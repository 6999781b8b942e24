package indicator

import (
	"encoding/json"
	"fmt"
	"time"

	"pesnet/indicator/figure"
	"pesnet/kit/db"
)

const batchColumns = `no, network_id, org_id, draft, source, files, given, vintage, who, state, place, holder, n_new, n_changed, n_same, n_gone, n_rejected, began_at, changed_at`

func batchPlaces(b *Batch) []any {
	return []any{&b.No, &b.Network, &b.Organisation, &b.Draft, &b.Source, asJSON(&b.Files), asJSON(&b.Given), &b.Vintage, &b.Who, &b.State, asJSON(&b.Place), &b.Holder,
		&b.New, &b.Counts.Changed, &b.Same, &b.Gone, &b.Rejected, db.At(&b.Began), db.At(&b.Changed)}
}

// asJSON is a place for a value that the database keeps as JSON.
func asJSON[T any](v *T) *jsonPlace[T] { return &jsonPlace[T]{v} }

type jsonPlace[T any] struct{ v *T }

// Scan reads the JSON.
func (j *jsonPlace[T]) Scan(value any) error {
	text, ok := value.(string)
	if !ok {
		return fmt.Errorf("JSON from %T", value)
	}
	return json.Unmarshal([]byte(text), j.v)
}

// toJSON writes what asJSON reads; what is kept so always can be written.
func toJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func batchByNo(tx *db.Tx, no int64) (Batch, error) {
	return db.One(tx, batchPlaces, `SELECT `+batchColumns+` FROM indicator_batch WHERE no = ?`, no)
}

func batchCount(tx *db.Tx) (int64, error) { return tx.Count(`SELECT count(*) FROM indicator_batch`) }

// unfinished returns the latest delivery of the same files for the same owner
// that was cut off.
func unfinished(tx *db.Tx, b Batch) (Batch, error) {
	return db.One(tx, batchPlaces, `SELECT `+batchColumns+` FROM indicator_batch
		WHERE state = 'reading' AND network_id = ? AND org_id = ? AND draft = ? AND source = ? AND files = ? ORDER BY no DESC LIMIT 1`,
		b.Network, b.Organisation, b.Draft, b.Source, toJSON(b.Files))
}

func insertBatch(tx *db.Tx, b *Batch) error {
	if err := tx.Lock("indicator_batch"); err != nil {
		return err
	}
	last, err := tx.Highest(`SELECT coalesce(max(no), 0) FROM indicator_batch`)
	if err != nil {
		return err
	}
	b.No = last + 1
	_, err = tx.Exec(`INSERT INTO indicator_batch (`+batchColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, ?, ?)`,
		b.No, b.Network, b.Organisation, b.Draft, b.Source, toJSON(b.Files), toJSON(b.Given), b.Vintage, b.Who, b.State, toJSON(b.Place), b.Holder, db.Stamp(b.Began), db.Stamp(b.Changed))
	return err
}

func updateBatch(tx *db.Tx, b *Batch, now time.Time) error {
	b.Changed = now
	_, err := tx.Exec(`UPDATE indicator_batch SET state = ?, place = ?, holder = ?, n_new = ?, n_changed = ?, n_same = ?, n_gone = ?, n_rejected = ?, changed_at = ? WHERE no = ?`,
		b.State, toJSON(b.Place), b.Holder, b.New, b.Counts.Changed, b.Same, b.Gone, b.Rejected, db.Stamp(now), b.No)
	return err
}

func knownSeries(tx *db.Tx, ids []int64) (map[int64]bool, error) {
	known := make(map[int64]bool, len(ids))
	for part := range chunks(ids, 500) {
		err := tx.Each(func(scan func(...any) error) error {
			var id int64
			err := scan(&id)
			known[id] = true
			return err
		}, `SELECT id FROM indicator_series WHERE id IN (`+db.Marks(len(part))+`)`, db.Args(part)...)
		if err != nil {
			return nil, err
		}
	}
	return known, nil
}

// chunks cuts a list into parts that one statement can take.
func chunks[T any](all []T, size int) func(yield func([]T) bool) {
	return func(yield func([]T) bool) {
		for len(all) > 0 {
			n := min(size, len(all))
			if !yield(all[:n]) {
				return
			}
			all = all[n:]
		}
	}
}

func insertSeries(tx *db.Tx, o Owner, all map[int64]*figure.Series) error {
	args := make([]any, 0, len(all)*11)
	for id, s := range all {
		args = append(args, id, o.Network, o.Organisation, o.Draft, s.Dataset, s.Indicator, s.Area, s.Org, s.Freq, s.Unit, string(s.Dims))
	}
	return tx.Rows(`INSERT INTO indicator_series (id, network_id, org_id, draft, dataset, indicator, area, org, freq, unit, dims) VALUES `,
		` ON CONFLICT (id) DO NOTHING`, 11, args)
}

// point names a figure: a series and a period.
type point struct {
	series int64
	period string
}

// keptFigures returns what is there of some series, within a span of periods.
func keptFigures(tx *db.Tx, ids []int64, from, to string) (map[point]kept, error) {
	found := map[point]kept{}
	for part := range chunks(ids, 500) {
		args := append(db.Args(part), from, to)
		err := tx.Each(func(scan func(...any) error) error {
			var p point
			var k kept
			var value *float64
			if err := scan(&p.series, &p.period, &value, &k.flags, &k.batch); err != nil {
				return err
			}
			if k.missing = value == nil; !k.missing {
				k.value = *value
			}
			found[p] = k
			return nil
		}, `SELECT series, period, value, flags, batch FROM indicator_observation WHERE series IN (`+db.Marks(len(part))+`) AND period BETWEEN ? AND ?`, args...)
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

const observationInsert = `INSERT INTO indicator_observation (series, period, value, flags, batch) VALUES `

func insertObservations(tx *db.Tx, args []any) error {
	return tx.Rows(observationInsert, ``, 5, args)
}

func replaceObservations(tx *db.Tx, args []any) error {
	return tx.Rows(observationInsert, ` ON CONFLICT (series, period) DO UPDATE SET value = excluded.value, flags = excluded.flags, batch = excluded.batch`, 5, args)
}

func insertPast(tx *db.Tx, args []any) error {
	return tx.Rows(`INSERT INTO indicator_past (batch, series, period, value, flags, was_of) VALUES `, ` ON CONFLICT (batch, series, period) DO NOTHING`, 6, args)
}

func insertSeen(tx *db.Tx, args []any) error {
	return tx.Rows(`INSERT INTO indicator_seen (batch, series, period) VALUES `, ` ON CONFLICT (batch, series, period) DO NOTHING`, 3, args)
}

func insertRejected(tx *db.Tx, batch, no int64, file string, r *figure.Rejected) error {
	_, err := tx.Exec(`INSERT INTO indicator_rejected (batch, no, file, row_no, column_is, found, cause) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		batch, no, file, r.Row, r.Column, r.Text, r.Cause)
	return err
}

func insertWarning(tx *db.Tx, batch, no int64, w figure.Warning) error {
	_, err := tx.Exec(`INSERT INTO indicator_warning (batch, no, file, id, args) VALUES (?, ?, ?, ?, ?)`, batch, no, w.File, w.ID, toJSON(w.Args))
	return err
}

// hasFigures tells whether an owner has figures of a dataset.
func hasFigures(tx *db.Tx, o Owner, dataset string) (bool, error) {
	n, err := tx.Count(`SELECT count(*) FROM (SELECT 1 FROM indicator_series s JOIN indicator_observation o ON o.series = s.id
		WHERE s.dataset = ? AND s.network_id = ? AND s.org_id = ? AND s.draft = ? LIMIT 1) AS found`, dataset, o.Network, o.Organisation, o.Draft)
	return n > 0, err
}

const goneFrom = ` FROM indicator_observation o JOIN indicator_series s ON s.id = o.series
	WHERE s.dataset = ? AND s.network_id = ? AND s.org_id = ? AND s.draft = ? AND (? = '' OR o.period = ?) AND (? = '' OR s.indicator = ?) AND o.batch <> ? AND substr(o.flags, 1, 1) <> 'Q'
	AND NOT EXISTS (SELECT 1 FROM indicator_seen n WHERE n.batch = ? AND n.series = o.series AND n.period = o.period)`

// goneArgs say where a delivery is complete: in a dataset, in one period of
// it, in one indicator of that.
func goneArgs(b *Batch, dataset, period, indicator string) []any {
	return []any{dataset, b.Network, b.Organisation, b.Draft, period, period, indicator, indicator, b.No, b.No}
}

// goneCount counts the figures that a delivery no longer has.
func goneCount(tx *db.Tx, where []any) (int64, error) {
	return tx.Count(`SELECT count(*)`+goneFrom, where...)
}

// removeGone takes them away and keeps what they were.
func removeGone(tx *db.Tx, b *Batch, where []any) error {
	if _, err := tx.Exec(`INSERT INTO indicator_past (batch, series, period, value, flags, was_of)
		SELECT CAST(? AS bigint), o.series, o.period, o.value, o.flags, o.batch`+goneFrom, append([]any{b.No}, where...)...); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM indicator_observation WHERE EXISTS (SELECT 1 FROM indicator_past p
		WHERE p.batch = ? AND p.series = indicator_observation.series AND p.period = indicator_observation.period AND p.was_of = indicator_observation.batch)`, b.No)
	return err
}

func forgetSeen(tx *db.Tx, batch int64) error {
	_, err := tx.Exec(`DELETE FROM indicator_seen WHERE batch = ?`, batch)
	return err
}

// laterBatch returns the number of a batch that replaced or removed what this
// one had brought, or 0.
func laterBatch(tx *db.Tx, no int64) (int64, error) {
	return tx.Count(`SELECT coalesce(max(batch), 0) FROM indicator_past WHERE was_of = ?`, no)
}

// undoSome takes back up to limit figures of a batch and tells how many it
// found; what they replaced comes again.
func undoSome(tx *db.Tx, no int64, limit int) (int64, error) {
	const some = `SELECT series, period FROM indicator_observation WHERE batch = ? ORDER BY series, period LIMIT ?`
	n, err := tx.Exec(`DELETE FROM indicator_observation WHERE batch = ? AND (series, period) IN (`+some+`)`, no, no, limit)
	if err != nil || n > 0 {
		return n, err
	}
	// All of its own are gone: what it had replaced or removed comes again.
	if _, err := tx.Exec(`INSERT INTO indicator_observation (series, period, value, flags, batch)
		SELECT series, period, value, flags, was_of FROM indicator_past WHERE batch = ?`, no); err != nil {
		return 0, err
	}
	_, err = tx.Exec(`DELETE FROM indicator_past WHERE batch = ?`, no)
	return 0, err
}

func rejectedRows(tx *db.Tx, batch int64, f func(file string, r figure.Rejected) error) error {
	return tx.Each(func(scan func(...any) error) error {
		var file string
		var r figure.Rejected
		if err := scan(&file, &r.Row, &r.Column, &r.Text, &r.Cause); err != nil {
			return err
		}
		return f(file, r)
	}, `SELECT file, row_no, column_is, found, cause FROM indicator_rejected WHERE batch = ? ORDER BY no`, batch)
}

func warningsOf(tx *db.Tx, batch int64) ([]figure.Warning, error) {
	return db.All(tx, func(w *figure.Warning) []any { return []any{&w.File, &w.ID, asJSON(&w.Args)} },
		`SELECT file, id, args FROM indicator_warning WHERE batch = ? ORDER BY no`, batch)
}

// lastDelivery returns the state of the deliveries of a network: every one
// that writes figures, or takes them back, is stamped.
func lastDelivery(tx *db.Tx, pools [2]string) (delivery, error) {
	return db.KeptOneForAll(tx, func(d *delivery) []any { return []any{&d.Count, &d.Done, &d.Read, &d.Changed} },
		`SELECT count(*), count(CASE WHEN state = 'done' THEN 1 END), CAST(coalesce(sum(n_new + n_changed), 0) AS bigint), coalesce(max(changed_at), '') FROM indicator_batch WHERE network_id IN (?, ?) AND state <> 'preview'`, pools[0], pools[1])
}

// summary counts the figures of a network that are released, and the public
// ones of the areas of the world that every network has. A figure belongs to
// whom the batch belongs that it came in, so no series is read.
func summary(tx *db.Tx, pools [2]string) (Summary, error) {
	sum, err := db.KeptOneForAll(tx, func(s *Summary) []any { return []any{&s.Indicators, &s.Figures, &s.Latest} },
		`SELECT (SELECT count(*) FROM (SELECT DISTINCT dataset, indicator FROM indicator_series WHERE network_id IN (?, ?) AND NOT draft) AS named), count(*), coalesce(max(period), '')
		FROM indicator_observation WHERE value IS NOT NULL AND batch IN (SELECT no FROM indicator_batch WHERE network_id IN (?, ?) AND NOT draft)`, pools[0], pools[1], pools[0], pools[1])
	if err != nil {
		return sum, err
	}
	sum.Published, err = db.KeptForAll(tx, func(p *Published) []any { return []any{&p.No, &p.Day, &p.New, &p.Changed, &p.Same, &p.Source} },
		`SELECT max(no), substr(changed_at, 1, 10) AS day, CAST(sum(n_new) AS bigint), CAST(sum(n_changed) AS bigint), CAST(sum(n_same) AS bigint), source FROM indicator_batch
		WHERE network_id IN (?, ?) AND NOT draft AND state = 'done' AND n_new + n_changed > 0 GROUP BY substr(changed_at, 1, 10), source ORDER BY max(no) DESC LIMIT 5`, pools[0], pools[1])
	return sum, err
}
