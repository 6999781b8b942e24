package body

import (
	"context"
	"slices"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// Directory returns how the people of a network are reached, for those in the
// network; whose data they see is recorded.
//
// Rule body.directory: the contact data of representatives are kept in one
// place, for all members of the network and for nobody else. (SPUNE working
// procedure.)
func (s *Service) Directory(ctx context.Context, who network.Who, n network.Network, q Query) (found []Entry, err error) {
	if err := network.May(who, "body.directory", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err := contactsOn(tx, n.ID, s.networks.Today(n))
		for _, e := range entries(all) {
			if q.Matches(e) {
				found = append(found, e)
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return found, s.privacies.Read(ctx, who, n, "directory", ids(found))
}

func ids(all []Entry) (ids []string) {
	for _, e := range all {
		ids = append(ids, e.Person.ID)
	}
	return ids
}

// TakeDirectory returns the directory, to be taken out as a file: that is
// recorded and shown to the data-protection officer.
func (s *Service) TakeDirectory(ctx context.Context, who network.Who, n network.Network, q Query) ([]Entry, error) {
	found, err := s.Directory(ctx, who, n, q)
	if err != nil {
		return nil, err
	}
	return found, s.privacies.Took(ctx, who, n, "directory", int64(len(found)))
}

// Card returns one person of the directory.
func (s *Service) Card(ctx context.Context, who network.Who, n network.Network, person string) (e Entry, err error) {
	if err := network.May(who, "body.directory", network.Resource{Network: n.ID}).Err(); err != nil {
		return e, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		e, err = s.entry(tx, n, person)
		return err
	})
	if err != nil {
		return e, err
	}
	return e, s.privacies.Read(ctx, who, n, "directory", []string{person})
}

func (s *Service) entry(tx *db.Tx, n network.Network, person string) (e Entry, err error) {
	all, err := contactsOn(tx, n.ID, s.networks.Today(n))
	if err != nil {
		return e, err
	}
	list := entries(all)
	i := slices.IndexFunc(list, func(e Entry) bool { return e.Person.ID == person })
	if i < 0 {
		return e, fault.New(fault.Missing, "body.person.unknown")
	}
	return list[i], nil
}

// Photo returns the picture of a person of the directory.
func (s *Service) Photo(ctx context.Context, who network.Who, n network.Network, person string) (picture []byte, err error) {
	if err := network.May(who, "body.directory", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if _, err := s.entry(tx, n, person); err != nil {
			return err
		}
		picture, err = photoOf(tx, person)
		if err == db.ErrNone {
			err = fault.New(fault.Missing, "body.photo.none")
		}
		return err
	})
	return picture, err
}

// Contact returns the contact data of whoever asks.
func (s *Service) Contact(ctx context.Context, who network.Who) (r Reached, err error) {
	if err := network.May(who, "body.own-contact", network.Resource{}).Err(); err != nil {
		return r, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err := contactData(tx, []string{who.ID})
		if len(all) > 0 {
			r = all[0]
		}
		return err
	})
	r.Person = who.ID
	return r, err
}

// OwnPhoto returns the picture of whoever asks.
func (s *Service) OwnPhoto(ctx context.Context, who network.Who) (picture []byte, err error) {
	if err := network.May(who, "body.own-contact", network.Resource{}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		picture, err = photoOf(tx, who.ID)
		if err == db.ErrNone {
			err = fault.New(fault.Missing, "body.photo.none")
		}
		return err
	})
	return picture, err
}

// NewContact is contact data as a person writes them.
type NewContact struct {
	Reached
	File    []byte // a new picture; empty = the one that is kept
	NoPhoto bool   // take the picture out
}

// PutContact keeps the contact data of whoever asks. They have the version
// that was read.
func (s *Service) PutContact(ctx context.Context, who network.Who, c NewContact) error {
	if err := network.May(who, "body.own-contact", network.Resource{}).Err(); err != nil {
		return err
	}
	if err := c.Check(); err != nil {
		return err
	}
	var picture []byte
	if len(c.File) > 0 {
		var err error
		if picture, err = Picture(c.File); err != nil {
			return err
		}
	}
	c.Person = who.ID
	return s.db.Write(ctx, func(tx *db.Tx) error {
		all, err := contactData(tx, []string{who.ID})
		if err != nil {
			return err
		}
		if c.Photo = ""; len(all) > 0 && !c.NoPhoto {
			c.Photo = all[0].Photo
		}
		if picture != nil {
			c.Photo = photoKind
		}
		if err := keep(tx, c.Reached, len(all) > 0); err != nil {
			return err
		}
		if picture != nil || c.NoPhoto {
			if err := deletePhoto(tx, who.ID); err != nil {
				return err
			}
		}
		if picture != nil {
			if err := insertPhoto(tx, who.ID, picture); err != nil {
				return err
			}
		}
		return s.record(tx, who, network.Network{}, "body.put-contact", "person "+who.ID, map[string]any{"photo": c.Photo != ""})
	})
}

// keep writes contact data: a version that is not the one kept is refused.
func keep(tx *db.Tx, r Reached, there bool) error {
	if there {
		return network.Changed(updateContact(tx, r))
	}
	return putContact(tx, r)
}

// Reach keeps how a person is reached, unless the person has said so already;
// in a transaction of the caller, who has asked whether that may be done.
func Reach(tx *db.Tx, r Reached) error {
	if err := r.Check(); err != nil {
		return err
	}
	all, err := contactData(tx, []string{r.Person})
	if err != nil || len(all) > 0 {
		return err
	}
	return putContact(tx, r)
}

// Forget takes out how a person is reached and ends the seats; those of the
// past stay, without a name.
func Forget(tx *db.Tx, person string, now time.Time) error {
	if err := deleteContact(tx, person); err != nil {
		return err
	}
	return endSeatsOf(tx, person, now.UTC().AddDate(0, 0, -1).Format(time.DateOnly))
}

// SweepContacts takes out how those are reached whose last role and last seat
// ended before a time.
func SweepContacts(tx *db.Tx, at time.Time) (gone int64, err error) {
	people, err := reachable(tx)
	if err != nil {
		return 0, err
	}
	day := at.UTC().Format(time.DateOnly)
	for _, person := range people {
		roles, err := network.RolesEver(tx, person)
		if err != nil {
			return gone, err
		}
		seats, err := seatsEverOf(tx, person)
		if err != nil {
			return gone, err
		}
		if slices.ContainsFunc(roles, func(r network.Role) bool { return r.To == "" || r.To >= day }) ||
			slices.ContainsFunc(seats, func(s Seat) bool { return s.last() >= day }) {
			continue
		}
		if err := deleteContact(tx, person); err != nil {
			return gone, err
		}
		gone++
	}
	return gone, nil
}
