package account

import (
	"context"
	"slices"
	"strings"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// BreakGlass makes the one-time link by which somebody becomes an emergency
// administrator.
func (s *Service) BreakGlass(ctx context.Context, who network.Who, login, why string) (link string, err error) {
	if err := network.May(who, "network.break-glass", network.Resource{}).Err(); err != nil {
		return "", err
	}
	if err := checkReason(why); err != nil {
		return "", err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		p, err := network.PersonByLogin(tx, login)
		if err == db.ErrNone {
			err = fault.New(fault.Missing, "network.person.unknown", "login", login)
		}
		if err != nil {
			return err
		}
		secret, hash := newToken()
		link = strings.TrimSuffix(s.options.URL, "/") + "/" + p.Lang + "/sign-in/emergency?token=" + secret
		e := Emergency{Person: p, Why: strings.TrimSpace(why), Made: s.now(), Until: s.now().Add(emergencyFor)}
		if err := insertGlass(tx, hash, e); err != nil {
			return err
		}
		return s.record(tx, who, "network.break-glass", "person "+p.ID, map[string]any{"why": e.Why})
	})
	return link, err
}

// Emergency returns what a link of an emergency is for. It is open to all who
// have the link.
func (s *Service) Emergency(ctx context.Context, secret string) (e Emergency, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		e, err = emergencyOf(tx, secret, s)
		return err
	})
	return e, err
}

func emergencyOf(tx *db.Tx, secret string, s *Service) (Emergency, error) {
	e, err := glassByToken(tx, hashToken(secret), s.now())
	if err == db.ErrNone {
		err = fault.New(fault.Missing, "account.link.used")
	}
	return e, err
}

// UseGlass begins the session of an emergency administrator. It is open to all
// who have the link.
func (s *Service) UseGlass(ctx context.Context, secret string) (session string, err error) {
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		e, err := emergencyOf(tx, secret, s)
		if err != nil {
			return err
		}
		if rows, err := useGlass(tx, hashToken(secret), s.now()); err != nil || rows == 0 {
			return err
		}
		if err := s.record(tx, network.Who{Person: e.Person}, "network.use-glass", "person "+e.Person.ID, map[string]any{"why": e.Why}); err != nil {
			return err
		}
		session, err = s.begin(tx, arrival{Person: e.Person, Means: byEmergency, Strong: true, Glass: e.Until}, "")
		return err
	})
	return session, err
}

// Emergencies returns the emergencies of the last month, the latest first.
func (s *Service) Emergencies(ctx context.Context, who network.Who) (all []Emergency, err error) {
	if err := network.May(who, "network.read-emergencies", network.Resource{}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = glassesSince(tx, s.now().AddDate(0, -1, 0))
		return err
	})
	return all, err
}

// EmergenciesWaiting returns the emergencies that last or that nobody has
// confirmed having read; those alone who run the installation learn of them.
func (s *Service) EmergenciesWaiting(ctx context.Context, who network.Who) (all []Emergency, err error) {
	if !network.May(who, "network.read-emergencies", network.Resource{}).Allowed {
		return nil, nil
	}
	all, err = s.Emergencies(ctx, who)
	return slices.DeleteFunc(all, func(e Emergency) bool { return !e.waits(s.now()) }), err
}

// ReadEmergencies confirms that somebody has read of the emergencies up to the
// latest that they saw; those of one's own stay for others.
func (s *Service) ReadEmergencies(ctx context.Context, who network.Who, until time.Time) error {
	if err := network.May(who, "network.read-emergencies", network.Resource{}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		rows, err := readGlasses(tx, until, s.now(), who.ID)
		if err != nil || rows == 0 {
			return err
		}
		return s.record(tx, who, "network.read-emergency", "installation", map[string]any{"until": db.Stamp(until), "count": rows})
	})
}
