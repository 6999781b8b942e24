package second

import (
	"context"
	"time"

	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// Service is what can be done with what waits for a second person.
type Service struct {
	db       *db.DB
	now      func() time.Time
	networks *network.Service
	twofold  map[string]Twofold // by action
}

// New returns the service of what waits for a second person.
func New(d *db.DB, now func() time.Time, networks *network.Service) *Service {
	return &Service{db: d, now: now, networks: networks, twofold: map[string]Twofold{}}
}

// Asks lets an area have an action that a charter may ask two people for. It
// is open to all areas.
func (s *Service) Asks(action string, t Twofold) { s.twofold[action] = t }

// Twofold is an action that a charter may ask two people for.
type Twofold struct {
	Policy string // the action of the table of permission that both must be open to
	// On is what it is about; nothing = the network.
	On func(a Awaited) network.Resource
	// Do does what was begun, as the second person.
	Do func(ctx context.Context, who network.Who, n network.Network, a Awaited) error
	// Href is the page on which it is seen, below that of the network.
	Href func(a Awaited) string
}

// may asks whether somebody may do what waits.
func (t Twofold) may(who network.Who, a Awaited) network.Decision {
	if t.On != nil {
		return network.May(who, t.Policy, t.On(a))
	}
	return network.May(who, t.Policy, network.Resource{Network: a.Network})
}

// Enough tells, in a transaction of an area that has asked whether somebody
// may, whether an action is done now: the charter asks for nobody else, or
// this is the second person and wants just what the first did. Otherwise it
// waits from now on.
func Enough(tx *db.Tx, who network.Who, a Awaited, day string) (now bool, err error) {
	charter, err := network.CharterOf(tx, a.Network)
	if err != nil || !twice(charter, a.Action, day) {
		return err == nil, err
	}
	if err := tx.Lock("second_awaited " + a.Network + a.Action + a.Subject); err != nil {
		return false, err
	}
	begun, err := awaitedOf(tx, a)
	if err == db.ErrNone {
		a.ID, a.Person = db.ID(), who.ID
		if err := insertAwaited(tx, a); err != nil {
			return false, err
		}
		return false, record(tx, who, a, a.Action+"-begun")
	}
	if err != nil {
		return false, err
	}
	if err := begun.Confirmed(who, a.What); err != nil {
		return false, err
	}
	if _, err := deleteAwaited(tx, begun.ID); err != nil {
		return false, err
	}
	begun.At = a.At
	return true, record(tx, who, begun, a.Action+"-confirmed")
}

func record(tx *db.Tx, who network.Who, a Awaited, action string) error {
	return audit.Record(tx, audit.Deed{At: a.At, Who: who.ID, Network: a.Network, Action: action, Subject: a.Subject, Detail: map[string]any{"begun_by": a.Person}})
}

// Awaiting is what waits for a second person.
type Awaiting struct {
	Awaited
	Name string // of who has begun it
	Href string
	Own  bool // begun by who asks
}

// Awaits returns what waits in a network for a second person, of what somebody
// may do.
func (s *Service) Awaits(ctx context.Context, who network.Who, n network.Network) (all []Awaiting, err error) {
	if err := network.May(who, "network.second", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		found, err := awaitedIn(tx, n.ID)
		if err != nil {
			return err
		}
		for _, a := range found {
			twofold, known := s.twofold[a.Action]
			if !known || !twofold.may(who, a).Allowed {
				continue
			}
			people, err := network.PersonsByID(tx, []string{a.Person})
			if err != nil {
				return err
			}
			one := Awaiting{Awaited: a, Href: twofold.Href(a), Own: a.Person == who.ID}
			for _, p := range people {
				one.Name = p.Name
			}
			all = append(all, one)
		}
		return nil
	})
	return all, err
}

// Confirm does what somebody else has begun.
func (s *Service) Confirm(ctx context.Context, who network.Who, n network.Network, id string) error {
	if err := network.May(who, "network.second", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	a, twofold, err := s.awaited(ctx, n, id)
	if err != nil {
		return err
	}
	return twofold.Do(ctx, who, n, a)
}

// SendBack takes out what waits: it is not done. Whoever may do it may send it
// back, and who has begun it may take it back.
func (s *Service) SendBack(ctx context.Context, who network.Who, n network.Network, id string) error {
	if err := network.May(who, "network.second", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	a, twofold, err := s.awaited(ctx, n, id)
	if err != nil {
		return err
	}
	if err := twofold.may(who, a).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if gone, err := deleteAwaited(tx, a.ID); err != nil || gone == 0 {
			return noLonger(err)
		}
		a.At = s.now()
		return record(tx, who, a, a.Action+"-sent-back")
	})
}

func (s *Service) awaited(ctx context.Context, n network.Network, id string) (a Awaited, t Twofold, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		a, err = awaitedByID(tx, n.ID, id)
		return err
	})
	t, known := s.twofold[a.Action]
	if err == db.ErrNone || err == nil && !known {
		err = noLonger(nil)
	}
	return a, t, err
}

// noLonger is the refusal of what does not wait any more.
func noLonger(err error) error {
	if err != nil {
		return err
	}
	return fault.New(fault.Missing, "second.gone")
}
