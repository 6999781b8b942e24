package network

import (
	"context"
	"time"

	"pesnet/kit/db"
)

// Looked is told whose data somebody is about to see, and what of it.
type Looked func(ctx context.Context, who Who, n Network, what string, persons []string) error

// look tells whose data somebody is about to see. What cannot be recorded is
// not shown.
func (s *Service) look(ctx context.Context, who Who, n Network, what string, holders []Holder) error {
	if s.OnRead == nil || len(holders) == 0 {
		return nil
	}
	ids := make([]string, len(holders))
	for i, h := range holders {
		ids[i] = h.Person.ID
	}
	return s.OnRead(ctx, who, n, what, ids)
}

// PersonByLogin returns a person, in a transaction of the caller, who has
// asked whether it may be known; db.ErrNone where there is none.
func PersonByLogin(tx *db.Tx, login string) (Person, error) { return personByLogin(tx, login) }

// Names returns what people are called, by id, in a transaction of the caller,
// who has asked whether it may be known.
func Names(tx *db.Tx, ids []string) (map[string]string, error) {
	all, err := personsByID(tx, ids)
	names := make(map[string]string, len(all))
	for _, p := range all {
		names[p.ID] = p.Name
	}
	return names, err
}

// PersonKept is what is kept of a person in this area.
type PersonKept struct {
	Login    string        `json:"login"`
	Name     string        `json:"name"`
	Lang     string        `json:"language"`
	Roles    []RoleKept    `json:"roles"`
	Sessions []SessionKept `json:"sessions"`
	Ways     []wayKept     `json:"ways_in"`
}

// RoleKept is a role that a person has or had.
type RoleKept struct {
	Network      string `json:"network,omitempty"`
	Organisation string `json:"organisation,omitempty"`
	Role         string `json:"role"`
	From         string `json:"from,omitempty"`
	To           string `json:"to,omitempty"`
}

// SessionKept is when a person was signed in.
type SessionKept struct {
	Means    string    `json:"kind"`
	Device   string    `json:"device"`
	Began    time.Time `json:"began"`
	LastSeen time.Time `json:"last_seen"`
}

// Kept returns what is kept of a person, in a transaction of the caller, who
// has asked whether it may be known.
func Kept(tx *db.Tx, person string) (any, error) {
	found, err := personsByID(tx, []string{person})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	p := found[0]
	k := PersonKept{Login: p.Login, Name: p.Name, Lang: p.Lang, Roles: []RoleKept{}, Sessions: []SessionKept{}, Ways: []wayKept{}}
	roles, err := rolesEver(tx, person)
	if err != nil {
		return nil, err
	}
	all, err := networks(tx)
	if err != nil {
		return nil, err
	}
	for _, r := range roles {
		one := RoleKept{Role: r.Role, From: r.From, To: r.To}
		for _, n := range all {
			if n.ID == r.Network {
				one.Network = n.Code
			}
		}
		if r.Organisation != "" {
			of, err := organisationsByID(tx, []string{r.Organisation})
			if err != nil {
				return nil, err
			}
			if len(of) > 0 {
				one.Organisation = of[0].Code
			}
		}
		k.Roles = append(k.Roles, one)
	}
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

// Forget makes a person nameless: roles end, everything by which to sign in
// goes, the name is taken out. The caller has asked whether that may be done.
func Forget(tx *db.Tx, person string, now time.Time) error {
	if err := deleteWaysIn(tx, person); err != nil {
		return err
	}
	if err := endRolesOf(tx, person, now.UTC().AddDate(0, 0, -1).Format(time.DateOnly)); err != nil {
		return err
	}
	return forgetPerson(tx, person)
}

// SweepSessions deletes the sessions that were last seen before a time.
func SweepSessions(tx *db.Tx, before time.Time) (int64, error) { return deleteSessionsSeen(tx, before) }

// SweepLinks deletes the one-time links that ended before a time.
func SweepLinks(tx *db.Tx, before time.Time) (int64, error) { return deleteLinksEnded(tx, before) }

// SweepTries deletes the tries to get in from before a time.
func SweepTries(tx *db.Tx, before time.Time) (int64, error) { return deleteTriesBefore(tx, before) }

// SweepPeople makes those nameless whose last role ended before a time.
func SweepPeople(tx *db.Tx, before time.Time) (int64, error) {
	left, err := personsLeft(tx, before.UTC().Format(time.DateOnly))
	if err != nil {
		return 0, err
	}
	for _, id := range left {
		if err := Forget(tx, id, before); err != nil {
			return 0, err
		}
	}
	return int64(len(left)), nil
}
