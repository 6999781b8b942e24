package home

import (
	"time"

	"pesnet/kit/db"
)

const feedbackColumns = `no, network_id, kind, text, contact, page, lang, who, at, due`

func insertFeedback(tx *db.Tx, f Feedback) (int64, error) {
	if err := tx.Lock("home_feedback"); err != nil {
		return 0, err
	}
	last, err := tx.Highest(`SELECT coalesce(max(no), 0) FROM home_feedback`)
	if err != nil {
		return 0, err
	}
	_, err = tx.Exec(`INSERT INTO home_feedback (`+feedbackColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		last+1, f.Network, f.Kind, f.Text, f.Contact, f.Page, f.Lang, f.Who, db.Stamp(f.At), f.Due)
	return last + 1, err
}

// deleteFeedback takes out what was written before a time.
func deleteFeedback(tx *db.Tx, before time.Time) error {
	_, err := tx.Exec(`DELETE FROM home_feedback WHERE at < ?`, db.Stamp(before))
	return err
}

// feedbackList returns the latest feedback since a time, before a number.
func feedbackList(tx *db.Tx, since time.Time, before int64, limit int) ([]Feedback, error) {
	return db.All(tx, func(f *Feedback) []any {
		return []any{&f.No, &f.Network, &f.Kind, &f.Text, &f.Contact, &f.Page, &f.Lang, &f.Who, db.At(&f.At), &f.Due}
	}, `SELECT `+feedbackColumns+` FROM home_feedback WHERE at >= ? AND no < ? ORDER BY no DESC LIMIT ?`, db.Stamp(since), before, limit)
}
