package home

import (
	"time"

	"pesnet/kit/db"
)

// textKept is what a person wrote while signed in.
type textKept struct {
	No      int64     `json:"no"`
	Kind    string    `json:"kind"`
	Text    string    `json:"text"`
	Contact string    `json:"contact"`
	Page    string    `json:"page"`
	At      time.Time `json:"at"`
}

func feedbackOf(tx *db.Tx, person string) ([]textKept, error) {
	return db.All(tx, func(f *textKept) []any { return []any{&f.No, &f.Kind, &f.Text, &f.Contact, &f.Page, db.At(&f.At)} },
		`SELECT no, kind, text, contact, page, at FROM home_feedback WHERE who = ? ORDER BY no`, person)
}

func deleteFeedbackOf(tx *db.Tx, person string) error {
	_, err := tx.Exec(`DELETE FROM home_feedback WHERE who = ?`, person)
	return err
}

func sweepFeedback(tx *db.Tx, before time.Time) (int64, error) {
	return tx.Exec(`DELETE FROM home_feedback WHERE at < ?`, db.Stamp(before))
}
