package network

import (
	"context"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/once"
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

// Asked is what a program's question begins with: who asks, and the network
// of a code. It is open to all, as the network itself is.
func (s *Service) Asked(ctx context.Context, code string) (Who, Network, error) {
	who := From(ctx)
	n, err := s.Network(ctx, who, code)
	return who, n, err
}

// AskedOnce is Asked for what the same key makes count once: the context knows
// it. It is open to all.
func (s *Service) AskedOnce(ctx context.Context, code, key string, what any) (context.Context, Who, Network, error) {
	who, n, err := s.Asked(ctx, code)
	if err == nil {
		ctx, err = once.With(ctx, who.ID, key, what)
	}
	return ctx, who, n, err
}

// Met tells by ErrNone that nobody of an id is there for whoever asks: for the
// doors, which read how people come in without the wall. It is open to all.
func (s *Service) Met(ctx context.Context, person string) error {
	return s.db.Read(ctx, func(tx *db.Tx) error {
		return personSeen(tx, person)
	})
}
