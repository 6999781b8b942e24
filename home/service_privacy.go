package home

import (
	"time"

	"pesnet/kit/db"
)

// Kept returns what is kept of a person, in a transaction of the caller, who
// has asked whether it may be known.
func Kept(tx *db.Tx, person string) (any, error) {
	kept := struct {
		Texts []textKept `json:"texts"`
	}{[]textKept{}}
	texts, err := feedbackOf(tx, person)
	kept.Texts = append(kept.Texts, texts...)
	return kept, err
}

// Forget deletes what a person wrote while signed in.
func Forget(tx *db.Tx, person string, _ time.Time) error { return deleteFeedbackOf(tx, person) }

// SweepFeedback deletes feedback that was given before a time.
func SweepFeedback(tx *db.Tx, before time.Time) (int64, error) { return sweepFeedback(tx, before) }
