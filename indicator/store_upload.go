package indicator

import (
	"fmt"
	"io"
	"time"

	"pesnet/indicator/figure"
	"pesnet/kit/db"
)

const uploadColumns = `no, network_id, org_id, who, name, size, hash, about, source, mapping, answers, preview, batch, job_id, asked_at, version`

func uploadPlaces(u *Upload) []any {
	return []any{&u.No, &u.Network, &u.Organisation, &u.Who, &u.Name, &u.Size, &u.Hash, asJSON(&u.About), &u.Source, asJSON(&u.Mapping), asJSON(&u.Answers),
		&u.Preview, &u.Batch, &u.Job, db.At(&u.Asked), &u.Version}
}

func uploadByNo(tx *db.Tx, no int64) (Upload, error) {
	return whole(db.One(tx, uploadPlaces, `SELECT `+uploadColumns+` FROM indicator_upload WHERE no = ?`, no))
}

// uploadOf returns the upload that became a batch.
func uploadOf(tx *db.Tx, batch int64) (Upload, error) {
	return whole(db.One(tx, uploadPlaces, `SELECT `+uploadColumns+` FROM indicator_upload WHERE batch = ? ORDER BY no LIMIT 1`, batch))
}

// whole fills in what the table does not say: a member's own figures are
// drafts.
func whole(u Upload, err error) (Upload, error) {
	u.Draft = u.Organisation != ""
	if u.Answers == nil {
		u.Answers = Answers{}
	}
	return u, err
}

// openUploads returns what was begun in a network for some owners and has not
// become a batch, the latest first.
func openUploads(tx *db.Tx, network string, owners []string) ([]Upload, error) {
	if len(owners) == 0 {
		return nil, nil
	}
	return db.All(tx, uploadPlaces, `SELECT `+uploadColumns+` FROM indicator_upload
		WHERE batch = 0 AND network_id = ? AND size > 0 AND org_id IN (`+db.Marks(len(owners))+`) ORDER BY no DESC LIMIT 50`, append([]any{network}, db.Args(owners)...)...)
}

// seenBatches returns the deliveries that somebody may open in a network:
// public ones, and those of some owners; the latest first.
func seenBatches(tx *db.Tx, pools [2]string, owners []string, before int64, limit int) ([]Batch, error) {
	args := []any{pools[0], pools[1], before}
	args = append(append(args, db.Args(owners)...), limit)
	return db.All(tx, batchPlaces, `SELECT `+batchColumns+` FROM indicator_batch
		WHERE network_id IN (?, ?) AND no < ? AND state <> 'preview' AND org_id IN (`+db.Marks(len(owners))+`) ORDER BY no DESC LIMIT ?`, args...)
}

func insertUpload(tx *db.Tx, u *Upload) error {
	if err := tx.Lock("indicator_upload"); err != nil {
		return err
	}
	last, err := tx.Highest(`SELECT coalesce(max(no), 0) FROM indicator_upload`)
	if err != nil {
		return err
	}
	u.No, u.Version = last+1, 1
	_, err = tx.Exec(`INSERT INTO indicator_upload (`+uploadColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		u.No, u.Network, u.Organisation, u.Who, u.Name, u.Size, u.Hash, toJSON(u.About), u.Source, toJSON(u.Mapping), toJSON(u.Answers), 0, 0, "", db.Stamp(u.Asked), 1)
	return err
}

// updateUpload writes an upload unless somebody changed it since it was read;
// then it touches no row.
func updateUpload(tx *db.Tx, u *Upload, now time.Time) (int64, error) {
	n, err := tx.Exec(`UPDATE indicator_upload SET size = ?, hash = ?, about = ?, source = ?, mapping = ?, answers = ?, preview = ?, batch = ?, job_id = ?, asked_at = ?, version = version + 1
		WHERE no = ? AND version = ?`, u.Size, u.Hash, toJSON(u.About), u.Source, toJSON(u.Mapping), toJSON(u.Answers), u.Preview, u.Batch, u.Job, db.Stamp(now), u.No, u.Version)
	u.Version++
	return n, err
}

func deleteUpload(tx *db.Tx, no int64) error {
	if err := deleteParts(tx, no); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM indicator_upload WHERE no = ?`, no)
	return err
}

func insertPart(tx *db.Tx, upload, no int64, bytes []byte) error {
	_, err := tx.Exec(`INSERT INTO indicator_upload_part (upload, no, bytes) VALUES (?, ?, ?)`, upload, no, bytes)
	return err
}

func deleteParts(tx *db.Tx, upload int64) error {
	_, err := tx.Exec(`DELETE FROM indicator_upload_part WHERE upload = ?`, upload)
	return err
}

// writeParts writes an upload out, part by part.
func writeParts(tx *db.Tx, upload int64, w io.Writer) error {
	return tx.Each(func(scan func(...any) error) error {
		var bytes []byte
		if err := scan(&bytes); err != nil {
			return err
		}
		_, err := w.Write(bytes)
		return err
	}, `SELECT bytes FROM indicator_upload_part WHERE upload = ? ORDER BY no`, upload)
}

// previewsOf returns the numbers of the previews of an upload.
func previewsOf(tx *db.Tx, u Upload) (nos []int64, err error) {
	all, err := db.All(tx, batchPlaces, `SELECT `+batchColumns+` FROM indicator_batch WHERE state = 'preview' AND network_id = ? AND org_id = ?`, u.Network, u.Organisation)
	for _, b := range all {
		if b.Given.Upload == u.No {
			nos = append(nos, b.No)
		}
	}
	return nos, err
}

// deletePreview forgets a batch that was only a look.
func deletePreview(tx *db.Tx, no int64) error {
	for _, table := range []string{"indicator_rejected", "indicator_warning", "indicator_seen"} {
		if _, err := tx.Exec(`DELETE FROM `+table+` WHERE batch = ?`, no); err != nil {
			return err
		}
	}
	_, err := tx.Exec(`DELETE FROM indicator_batch WHERE no = ? AND state = 'preview'`, no)
	return err
}

// problemsOf gathers the rejected rows of a batch by their cause, the frequent
// ones first, with three examples of each.
func problemsOf(tx *db.Tx, batch int64) ([]Problem, error) {
	all, err := db.All(tx, func(p *Problem) []any { return []any{&p.Cause, &p.Count} },
		`SELECT cause, count(*) FROM indicator_rejected WHERE batch = ? GROUP BY cause ORDER BY count(*) DESC, cause`, batch)
	if err != nil {
		return nil, err
	}
	for i := range all {
		p := &all[i]
		p.Examples, err = db.All(tx, func(r *figure.Rejected) []any { return []any{&r.Row, &r.Column, &r.Text, &r.Cause} },
			`SELECT row_no, column_is, found, cause FROM indicator_rejected WHERE batch = ? AND cause = ? ORDER BY no LIMIT 3`, batch, p.Cause)
		if err != nil {
			return nil, err
		}
		if _, ok := asksForCode(p.Cause); !ok {
			continue
		}
		p.Texts, err = db.All(tx, func(t *Text) []any { return []any{&t.Text, &t.Count} },
			`SELECT found, count(*) FROM indicator_rejected WHERE batch = ? AND cause = ? GROUP BY found ORDER BY count(*) DESC, found LIMIT 30`, batch, p.Cause)
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

func keptMapping(tx *db.Tx, o Owner, heading string) (*figure.Mapping, error) {
	m, err := db.One(tx, func(m **figure.Mapping) []any { return []any{asJSON(m)} },
		`SELECT mapping FROM indicator_mapping WHERE network_id = ? AND org_id = ? AND heading = ?`, o.Network, o.Organisation, heading)
	if err == db.ErrNone {
		return nil, nil
	}
	return m, err
}

func keepMapping(tx *db.Tx, o Owner, m *figure.Mapping, now time.Time) error {
	_, err := tx.Exec(`INSERT INTO indicator_mapping (network_id, org_id, heading, mapping, saved_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (network_id, org_id, heading) DO UPDATE SET mapping = excluded.mapping, saved_at = excluded.saved_at`,
		o.Network, o.Organisation, headingHash(m), toJSON(m), db.Stamp(now))
	return err
}

// setState changes the state of a batch that is in another.
func setState(tx *db.Tx, no int64, from, to string, now time.Time) error {
	n, err := tx.Exec(`UPDATE indicator_batch SET state = ?, holder = '', changed_at = ? WHERE no = ? AND state = ?`, to, db.Stamp(now), no, from)
	if err == nil && n == 0 {
		return fmt.Errorf("batch %d is not %s", no, from)
	}
	return err
}

// draftFigure is a figure that waits for its release.
type draftFigure struct {
	figure.Figure
	at point
}

// draftFigures returns some of the unreleased figures that a batch has
// brought.
func draftFigures(tx *db.Tx, batch int64, limit int) (all []draftFigure, err error) {
	known := map[int64]*figure.Series{}
	err = tx.Each(func(scan func(...any) error) error {
		var f draftFigure
		var s figure.Series
		var value *float64
		var dims string
		if err := scan(&f.at.series, &f.at.period, &value, &f.Flags, &s.Dataset, &s.Indicator, &s.Area, &s.Org, &s.Freq, &s.Unit, &dims); err != nil {
			return err
		}
		s.Dims = figure.Dims(dims)
		if known[f.at.series] == nil {
			known[f.at.series] = &s
		}
		f.Series, f.Period, f.Missing = known[f.at.series], f.at.period, value == nil
		if value != nil {
			f.Value = *value
		}
		all = append(all, f)
		return nil
	}, `SELECT o.series, o.period, o.value, o.flags, s.dataset, s.indicator, s.area, s.org, s.freq, s.unit, s.dims
		FROM indicator_observation o JOIN indicator_series s ON s.id = o.series
		WHERE o.batch = ? AND s.draft = ? ORDER BY o.series, o.period LIMIT ?`, batch, true, limit)
	return all, err
}

// deleteReleased takes away the drafts of a batch that another has taken over.
func deleteReleased(tx *db.Tx, no, by int64) error {
	_, err := tx.Exec(`DELETE FROM indicator_observation WHERE batch = ? AND EXISTS (SELECT 1 FROM indicator_past p
		WHERE p.batch = ? AND p.series = indicator_observation.series AND p.period = indicator_observation.period AND p.was_of = ?)`, no, by, no)
	return err
}

// releasedBy returns the number of the batch that released another, or 0.
func releasedBy(tx *db.Tx, no int64) (int64, error) {
	return tx.Count(`SELECT coalesce(max(b.no), 0) FROM indicator_past p JOIN indicator_batch b ON b.no = p.batch
		WHERE p.was_of = ? AND b.source = ? AND b.state <> ?`, no, released, Undone)
}
