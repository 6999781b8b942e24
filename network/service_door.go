package network

import (
	"context"

	"pesnet/kit/db"
	"pesnet/kit/fault"
)

// Door is what the doors ask before they look at what was sent: whether
// whoever asks might do this at all, in the network that the address names. It
// is open to all: the services decide, with the thing itself in hand.
func (s *Service) Door(ctx context.Context, policy, code string) error {
	if err := Trouble(ctx); err != nil {
		return err
	}
	who := From(ctx)
	if code == "" {
		return Could(who, policy).Err()
	}
	var n Network
	err := s.db.Read(ctx, func(tx *db.Tx) (err error) {
		n, err = ByCode(tx, code)
		return err
	})
	if fault.Of(err).Kind == fault.Missing {
		return Could(who, policy).Err() // the service says that there is no such network
	}
	if err != nil {
		return err
	}
	return CouldIn(who, policy, n.ID).Err()
}

// Met tells by ErrNone that nobody of an id is there for whoever asks: for the
// doors, which read how people come in without the wall. It is open to all.
func (s *Service) Met(ctx context.Context, person string) error {
	return s.db.Read(ctx, func(tx *db.Tx) error {
		return personSeen(tx, person)
	})
}
