package network

import (
	"context"
	"strings"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/fault"
)

// Service is what can be done with networks, their members and people.
type Service struct {
	db  *db.DB
	now func() time.Time
}

// New returns the service of networks.
func New(d *db.DB, now func() time.Time) *Service { return &Service{db: d, now: now} }

// Networks returns every network, by code.
func (s *Service) Networks(ctx context.Context, who Who) (all []Network, err error) {
	if err := May(who, "network.read", Resource{}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = networks(tx)
		return err
	})
	return all, err
}

// Network returns the network of a code, in capitals or not.
func (s *Service) Network(ctx context.Context, who Who, code string) (n Network, err error) {
	if err := May(who, "network.read", Resource{}).Err(); err != nil {
		return n, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		n, err = ByCode(tx, code)
		return err
	})
	return n, err
}

// ByCode returns the network of a code, in a transaction of the caller, who
// has asked whether it may be read. It is open to all areas.
func ByCode(tx *db.Tx, code string) (Network, error) {
	n, err := networkByCode(tx, strings.ToUpper(code))
	if err == db.ErrNone {
		return n, fault.New(fault.Missing, "network.unknown", "code", code)
	}
	return n, err
}

// Today returns the date that it is in the network's time zone.
func (s *Service) Today(n Network) string {
	zone, err := time.LoadLocation(n.Zone)
	if err != nil {
		zone = time.UTC
	}
	return s.now().In(zone).Format(time.DateOnly)
}

// MembersOn returns who is listed in a network on a day, disputed claims
// among them.
func (s *Service) MembersOn(ctx context.Context, who Who, n Network, day string) (all []Member, err error) {
	if err := May(who, "network.read", Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	if day == "" || !readable(day) || len(day) != len(time.DateOnly) {
		return nil, fault.New(fault.Invalid, "network.day", "day", day).On("on")
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = MembersOn(tx, n.ID, day)
		return err
	})
	return all, err
}

// MembersOn returns who is listed in a network on a day, in a transaction of
// the caller, who has asked whether the network may be read.
func MembersOn(tx *db.Tx, network, day string) ([]Member, error) {
	all, err := claims(tx, network)
	return On(all, day), err
}
