package letter

import (
	"context"

	"pesnet/kit/db"
	"pesnet/kit/mail"
	"pesnet/network"
)

// nobodyAt notes that the mail server knows no such address.
func (s *Service) nobodyAt(tx *db.Tx, person string, to mail.Receiver, said string) error {
	return putFailing(tx, Failing{Person: person, Address: to.Address, Answer: said, Since: s.now()})
}

// takenAt notes that the mail server took a letter.
func (s *Service) takenAt(tx *db.Tx, person string, to mail.Receiver) error {
	_, err := deleteFailing(tx, person)
	return err
}

// failingOf is the address of a person that fails, if it is still theirs.
func (s *Service) failingOf(tx *db.Tx, person string) (f Failing, err error) {
	if f, err = failing(tx, person); err == db.ErrNone {
		return Failing{}, nil
	}
	if err != nil {
		return f, err
	}
	who := network.Who{}
	if who.Person, err = network.PersonByID(tx, person); err != nil {
		return f, err
	}
	if address, err := s.addressOf(tx, who); err != nil || address != f.Address {
		return Failing{}, err
	}
	f.Name = who.Name
	return f, nil
}

// FailingAddresses returns the addresses in a network that the mail server
// refuses for good.
func (s *Service) FailingAddresses(ctx context.Context, who network.Who, n network.Network) (all []Failing, err error) {
	if err := network.May(who, "letter.dispatch", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = s.failingIn(tx, n)
		return err
	})
	var seen []string
	for _, f := range all {
		seen = append(seen, f.Person)
	}
	if err == nil && len(seen) > 0 {
		err = s.privacies.Read(ctx, who, n, "letters", seen)
	}
	return all, err
}

func (s *Service) failingIn(tx *db.Tx, n network.Network) (all []Failing, err error) {
	people, err := failingPeople(tx, n.ID)
	if err != nil {
		return nil, err
	}
	for _, person := range people {
		f, err := s.failingOf(tx, person)
		if err != nil {
			return nil, err
		}
		if f.Address != "" {
			all = append(all, f)
		}
	}
	return all, nil
}

// Fails are the addresses that fail, as a desk counts them.
type Fails struct {
	Own    bool // that of the person who asks
	Others int  // of a network, for whoever sees to its letters
}

// Failing tells whether the address of the person who asks fails, and of how
// many others in a network.
func (s *Service) Failing(ctx context.Context, who network.Who, n network.Network) (f Fails, err error) {
	if err := network.May(who, "letter.own", network.Resource{}).Err(); err != nil {
		return f, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		own, err := s.failingOf(tx, who.ID)
		f.Own = own.Address != ""
		if err != nil || !network.May(who, "letter.dispatch", network.Resource{Network: n.ID}).Allowed {
			return err
		}
		all, err := s.failingIn(tx, n)
		f.Others = len(all)
		if f.Own {
			f.Others = max(0, f.Others-1)
		}
		return err
	})
	return f, err
}

// TryOwnAddress lets letters go again to the address of the person who asks.
func (s *Service) TryOwnAddress(ctx context.Context, who network.Who) error {
	if err := network.May(who, "letter.own", network.Resource{}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error { return s.try(tx, who, network.Network{}, who.ID) })
}

// TryAddress lets letters go again to the address of a person in a network.
func (s *Service) TryAddress(ctx context.Context, who network.Who, n network.Network, person string) error {
	if err := network.May(who, "letter.dispatch", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		all, err := s.failingIn(tx, n)
		if err != nil {
			return err
		}
		for _, f := range all {
			if f.Person == person {
				return s.try(tx, who, n, person)
			}
		}
		return unknown()
	})
}

// try takes the mark from an address, and lets the letters that stopped there
// go again.
func (s *Service) try(tx *db.Tx, who network.Who, n network.Network, person string) error {
	f, err := failing(tx, person)
	if err == db.ErrNone {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := deleteFailing(tx, person); err != nil {
		return err
	}
	count, err := mail.RetryOf(tx, person, failed, f.Since, s.now())
	if err != nil {
		return err
	}
	return s.record(tx, who, n, "letter.try-address", "person "+person, map[string]any{"letters": count})
}
