package account

import (
	"time"

	"pesnet/kit/db"
	"pesnet/network"
)

// WaysKept is what is kept of how a person signs in.
type WaysKept struct {
	Sessions []SessionKept `json:"sessions"`
	Ways     []wayKept     `json:"ways_in"`
}

// SessionKept is when a person was signed in.
type SessionKept struct {
	Means    string    `json:"kind"`
	Device   string    `json:"device"`
	Began    time.Time `json:"began"`
	LastSeen time.Time `json:"last_seen"`
}

// Kept returns what is kept of how a person signs in, in a transaction of the
// caller, who has asked whether it may be known.
func Kept(tx *db.Tx, person string) (any, error) {
	k := WaysKept{Sessions: []SessionKept{}, Ways: []wayKept{}}
	sessions, err := sessionTimes(tx, person)
	for _, one := range sessions {
		k.Sessions = append(k.Sessions, SessionKept{one.Means, one.Device, one.Created, one.Seen})
	}
	if err != nil {
		return nil, err
	}
	ways, err := waysIn(tx, person)
	k.Ways = append(k.Ways, ways...)
	return k, err
}

// Forget takes out everything by which a person signs in. The caller has asked
// whether that may be done.
func Forget(tx *db.Tx, person string, _ time.Time) error { return deleteWaysIn(tx, person) }

// SweepSessions deletes the sessions that were last seen before a time.
func SweepSessions(tx *db.Tx, before time.Time) (int64, error) { return deleteSessionsSeen(tx, before) }

// SweepLinks deletes the one-time links that ended before a time.
func SweepLinks(tx *db.Tx, before time.Time) (int64, error) { return deleteLinksEnded(tx, before) }

// SweepTries deletes the tries to get in from before a time.
func SweepTries(tx *db.Tx, before time.Time) (int64, error) { return deleteTriesBefore(tx, before) }

// SweepPeople makes those nameless, and takes out how they signed in, whose
// last role ended before a time.
func SweepPeople(tx *db.Tx, before time.Time) (int64, error) {
	left, err := network.PeopleLeft(tx, before.UTC().Format(time.DateOnly))
	if err != nil {
		return 0, err
	}
	for _, id := range left {
		if err := Forget(tx, id, before); err != nil {
			return 0, err
		}
		if err := network.Forget(tx, id, before); err != nil {
			return 0, err
		}
	}
	return int64(len(left)), nil
}
