package account

import (
	"context"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

const errandEnded = "ended"

// EndedByProvider ends the sessions that began by a provider when it says that
// the person is signed out there: one of them, where it names that, or all. It
// is open to all: what is said is signed by the provider.
//
// Rule account.ended: what a provider says of the end of a session is taken
// once, and ends only sessions which that provider has begun.
func (s *Service) EndedByProvider(ctx context.Context, id, token string) (ended int64, err error) {
	p, err := s.provider(ctx, id)
	if err != nil {
		return 0, err
	}
	at, err := s.at(p)
	if err != nil {
		return 0, err
	}
	said, err := s.openid.HasEnded(ctx, at, token)
	if err != nil {
		return 0, s.refusedBy(ctx, p, err)
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if err := insertErrand(tx, hashToken(p.ID+" "+said.ID), errandEnded, said.ID, said.Until); err != nil {
			if db.Duplicate(err) {
				return fault.New(fault.Conflict, "account.ended")
			}
			return err
		}
		person, err := personByIdentity(tx, p.ID, said.Subject)
		if err != nil && (err != db.ErrNone || said.Subject != "") {
			return orNobody(err)
		}
		abroad := ""
		if said.Session != "" {
			abroad = hashToken(said.Session)
		}
		if ended, err = deleteSessionsBegunBy(tx, p.ID, person.ID, abroad); err != nil || ended == 0 {
			return err
		}
		return s.record(tx, network.Who{}, "network.ended-by-provider", "provider "+p.ID, map[string]any{"person": person.ID, "count": ended})
	})
	return ended, err
}

// orNobody takes that somebody is not known here for what it is: nothing ends.
func orNobody(err error) error {
	if err == db.ErrNone {
		return nil
	}
	return err
}
