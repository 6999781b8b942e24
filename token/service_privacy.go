package token

import (
	"time"

	"pesnet/account"
	"pesnet/kit/db"
	"pesnet/network"
)

// tokenKept is what is kept of a token of a person.
type tokenKept struct {
	Name string    `json:"name"`
	Made time.Time `json:"made"`
}

// Kept returns what is kept of the tokens of a person, in a transaction of the
// caller, who has asked whether it may be known.
func Kept(tx *db.Tx, person string) (any, error) {
	kept := struct {
		Tokens []tokenKept `json:"ways_in"`
	}{[]tokenKept{}}
	all, err := tokensKept(tx, person)
	kept.Tokens = append(kept.Tokens, all...)
	return kept, err
}

// Forget takes out the tokens of a person. The caller has asked whether that
// may be done.
func Forget(tx *db.Tx, person string, _ time.Time) error { return deleteTokensOf(tx, person) }

// SweepSessions deletes the sessions that were last seen, and the tokens that
// ended, before a time.
func SweepSessions(tx *db.Tx, before time.Time) (int64, error) {
	sessions, err := account.SweepSessions(tx, before)
	if err != nil {
		return 0, err
	}
	tokens, err := deleteTokensEnded(tx, before)
	return sessions + tokens, err
}

// SweepPeople makes those nameless, and takes out how they signed in and their
// tokens, whose last role ended before a time.
func SweepPeople(tx *db.Tx, before time.Time) (int64, error) {
	left, err := network.PeopleLeft(tx, before.UTC().Format(time.DateOnly))
	if err != nil {
		return 0, err
	}
	for _, id := range left {
		if err := Forget(tx, id, before); err != nil {
			return 0, err
		}
	}
	return account.SweepPeople(tx, before)
}
