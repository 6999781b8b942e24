package letter

import (
	"context"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/mail"
	"pesnet/network"
)

// Sent is a letter with the name of its receiver.
type Sent struct {
	mail.Delivery
	Name string
}

// Asked says which letters of a network somebody wants to see.
type Asked struct {
	About string // only those about it: "meeting 0198…"; empty = the latest of all
}

// Letters returns who in a network got what, the latest first.
func (s *Service) Letters(ctx context.Context, who network.Who, n network.Network, asked Asked) (all []Sent, err error) {
	if err := network.May(who, "letter.dispatch", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		found, err := mail.In(tx, n.ID, asked.About, mostLetters)
		if err == nil {
			all, err = named(tx, found)
		}
		return err
	})
	if err == nil {
		err = s.privacies.Read(ctx, who, n, "letters", receivers(all))
	}
	return all, err
}

// Outbox returns the letters of all networks, the latest first, and how many
// there are in each state.
func (s *Service) Outbox(ctx context.Context, who network.Who) (all []Sent, counts map[string]int64, err error) {
	if err := network.May(who, "letter.operate", network.Resource{}).Err(); err != nil {
		return nil, nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		found, err := mail.Everywhere(tx, mostLetters)
		if err != nil {
			return err
		}
		if all, err = named(tx, found); err != nil {
			return err
		}
		counts, err = mail.Counts(tx)
		return err
	})
	if err == nil {
		err = s.privacies.Read(ctx, who, network.Network{}, "letters", receivers(all))
	}
	return all, counts, err
}

// Letter returns a letter of the outbox, for those who run the installation.
func (s *Service) Letter(ctx context.Context, who network.Who, id string) (l mail.Letter, name string, err error) {
	if err := network.May(who, "letter.operate", network.Resource{}).Err(); err != nil {
		return l, "", err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if l, err = mail.Find(tx, id); err == db.ErrNone {
			return unknown()
		}
		if err != nil {
			return err
		}
		names, err := network.NamesOf(tx, l.To)
		name = names[l.To]
		return err
	})
	if err == nil {
		err = s.privacies.Read(ctx, who, network.Network{ID: l.Network}, "letters", []string{l.To})
	}
	return l, name, err
}

// Retry lets a letter that failed or was refused be tried again, and with it the
// address that it goes to.
func (s *Service) Retry(ctx context.Context, who network.Who, n network.Network, id string) error {
	if err := network.May(who, "letter.dispatch", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		l, err := mail.Find(tx, id)
		if err == db.ErrNone || err == nil && n.ID != "" && l.Network != n.ID {
			return unknown()
		}
		if err != nil {
			return err
		}
		if _, err := deleteFailing(tx, l.To); err != nil {
			return err
		}
		again, err := mail.Retry(tx, id, s.now())
		if err != nil || !again {
			return err
		}
		return s.record(tx, who, network.Network{ID: l.Network}, "letter.retry", "letter "+id, nil)
	})
}

// Send sends what is due now, and tells how many letters that were.
func (s *Service) Send(ctx context.Context, who network.Who) (sum int, err error) {
	if err := network.May(who, "letter.operate", network.Resource{}).Err(); err != nil {
		return 0, err
	}
	for {
		n, err := s.Sender.Deliver(ctx)
		sum += n
		if err != nil || n == 0 {
			return sum, err
		}
	}
}

func named(tx *db.Tx, found []mail.Delivery) ([]Sent, error) {
	ids := make([]string, len(found))
	for i, d := range found {
		ids[i] = d.To
	}
	names, err := network.NamesOf(tx, ids...)
	all := make([]Sent, len(found))
	for i, d := range found {
		all[i] = Sent{d, names[d.To]}
	}
	return all, err
}

func receivers(all []Sent) (ids []string) {
	for _, one := range all {
		ids = append(ids, one.To)
	}
	return ids
}

// Reach sees whether the mail server lets us in.
func (s *Service) Reach(ctx context.Context, who network.Who) error {
	if err := network.May(who, "letter.operate", network.Resource{}).Err(); err != nil {
		return err
	}
	if s.Sender.Server == nil {
		return fault.New(fault.Missing, "letter.no-server")
	}
	if err := s.Sender.Server.Check(ctx); err != nil {
		return fault.New(fault.Closed, "letter.away", "reason", err.Error())
	}
	return nil
}
