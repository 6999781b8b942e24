package letter

import (
	"time"

	"pesnet/kit/db"
	"pesnet/kit/mail"
)

// letterKept is a letter to a person.
type letterKept struct {
	Kind    string    `json:"kind"`
	Subject string    `json:"subject"`
	State   string    `json:"state"`
	At      time.Time `json:"at"`
}

// feedKept is an address of a calendar of theirs.
type feedKept struct {
	Body string     `json:"body,omitempty"`
	Made time.Time  `json:"made"`
	Read *time.Time `json:"last_read,omitempty"`
}

// failingKept is their address, where the mail server refuses it.
type failingKept struct {
	Address string    `json:"address"`
	Answer  string    `json:"answer"`
	Since   time.Time `json:"since"`
}

// Kept returns what is kept of a person, in a transaction of the caller, who
// has asked whether it may be known.
func Kept(tx *db.Tx, person string) (any, error) {
	kept := struct {
		Letters []letterKept      `json:"letters"`
		Choices map[string]string `json:"how_often"`
		Feeds   []feedKept        `json:"calendar_addresses"`
		Failing *failingKept      `json:"failing_address,omitempty"`
	}{[]letterKept{}, map[string]string{}, []feedKept{}, nil}
	letters, err := mail.Of(tx, person, mostKept)
	if err != nil {
		return nil, err
	}
	for _, l := range letters {
		kept.Letters = append(kept.Letters, letterKept{l.Kind, l.Subject, l.State, l.At})
	}
	chosen, err := choicesOf(tx, person)
	if err != nil {
		return nil, err
	}
	for kind, often := range chosen {
		kept.Choices[kind] = often
	}
	feeds, err := feedsOf(tx, person)
	for _, f := range feeds {
		one := feedKept{Body: f.Body, Made: f.Made}
		if !f.Read.IsZero() {
			one.Read = &f.Read
		}
		kept.Feeds = append(kept.Feeds, one)
	}
	if err != nil {
		return kept, err
	}
	switch f, err := failing(tx, person); err {
	case nil:
		kept.Failing = &failingKept{f.Address, f.Answer, f.Since}
	case db.ErrNone:
	default:
		return kept, err
	}
	return kept, nil
}

// mostKept is how many letters an export holds.
const mostKept = 10_000

// Forget deletes the letters to a person, their choices and their feeds.
func Forget(tx *db.Tx, person string, _ time.Time) error {
	if err := mail.Forget(tx, person); err != nil {
		return err
	}
	return deleteOf(tx, person)
}

// Sweep deletes the letters and reminders that came to their end before a
// time.
func Sweep(tx *db.Tx, before time.Time) (int64, error) {
	letters, err := mail.Sweep(tx, before)
	if err != nil {
		return 0, err
	}
	reminders, err := deleteReminders(tx, before)
	return letters + reminders, err
}
