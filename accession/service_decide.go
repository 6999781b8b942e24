package accession

import (
	"context"
	"strings"

	"pesnet/body"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/network"
)

// Decision is what is decided about an application.
type Decision struct {
	Code    string // of the organisation, where it is admitted and not known yet
	Source  string // the decision itself: its number and date
	Grounds string // of a refusal, a suspension, a withdrawal or a revocation
	Day     string // from which it holds, or the last day; empty = today
}

// decide loads an application for the secretariat and lets f decide on it. The
// version is the one that was read; 0 asks for none.
func (s *Service) decide(ctx context.Context, who network.Who, n network.Network, no int64, f func(*db.Tx, *Application) error) error {
	return s.change(ctx, who, n, Door{No: no}, func(tx *db.Tx, a *Application) error {
		return f(tx, a)
	})
}

// Admit admits an organisation that has signed and checked itself. It becomes
// a member at once where its representative is nominated, else with that.
func (s *Service) Admit(ctx context.Context, who network.Who, n network.Network, no int64, d Decision) error {
	if err := network.May(who, "accession.handle", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.decide(ctx, who, n, no, func(tx *db.Tx, a *Application) error {
		r, k, err := s.known(tx, n, *a)
		if err != nil {
			return err
		}
		if early := before(r.missing(k)); len(early) > 0 {
			return lacks(early)
		}
		if strings.TrimSpace(d.Source) == "" || len(d.Source) > longest {
			return fault.New(fault.Invalid, "accession.source").On("source")
		}
		if a.Decision = strings.TrimSpace(d.Source); d.Code != "" {
			a.Code = strings.ToUpper(strings.TrimSpace(d.Code))
		}
		if !codePattern.MatchString(a.Code) {
			return fault.New(fault.Invalid, "network.organisation.code").On("code")
		}
		if err := s.move(tx, who, a, Step{State: Admitted, Day: s.networks.Today(n), Reason: a.Decision}); err != nil {
			return err
		}
		if err := s.tell(tx, n, *a, "admitted", s.page(n, *a)); err != nil {
			return err
		}
		return s.record(tx, who, n, "accession.admit", *a, d)
	})
}

// activate makes an organisation a member: its membership is written, and its
// representative invited, in the same transaction.
func (s *Service) activate(tx *db.Tx, who network.Who, n network.Network, a *Application, k Known) error {
	today := s.networks.Today(n)
	o, err := network.Join(tx, n, network.Organisation{Code: a.Code, Kind: a.Kind, Country: a.Country, Region: a.Region, NativeName: a.Name, NativeLang: a.NameLang, Name: lang.Text{}, Known: lang.Text{}, Website: a.Website},
		network.Membership{From: today, Source: a.Decision, Note: lang.Text{}})
	if err != nil {
		return err
	}
	a.Organisation = o.ID
	if err := s.move(tx, who, a, Step{State: Active, Day: today, Reason: a.Decision}); err != nil {
		return err
	}
	now := k.Nominees[len(k.Nominees)-1]
	now.From = max(now.From, today)
	if err := s.seat(tx, n, *a, now); err != nil {
		return err
	}
	if err := s.tell(tx, n, *a, "active", s.page(n, *a)); err != nil {
		return err
	}
	return s.record(tx, who, n, "accession.activate", *a, map[string]any{"organisation": o.ID, "from": today})
}

// Refuse refuses an application.
//
// Rule accession.grounds: who is refused, suspended or revoked is told the
// grounds in writing, and of a refusal or a revocation how to appeal.
// (Regulation (EU) 2016/589, Art. 11, as for members and partners of EURES.)
func (s *Service) Refuse(ctx context.Context, who network.Who, n network.Network, no int64, d Decision) error {
	if err := network.May(who, "accession.handle", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.decide(ctx, who, n, no, func(tx *db.Tx, a *Application) error { return s.against(tx, who, n, a, d, Refused) })
}

// Suspend suspends a member from today on; the membership stays.
func (s *Service) Suspend(ctx context.Context, who network.Who, n network.Network, no int64, d Decision) error {
	if err := network.May(who, "accession.handle", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.decide(ctx, who, n, no, func(tx *db.Tx, a *Application) error { return s.against(tx, who, n, a, d, Suspended) })
}

// Revoke ends the membership of an organisation by a decision of the network.
func (s *Service) Revoke(ctx context.Context, who network.Who, n network.Network, no int64, d Decision) error {
	if err := network.May(who, "accession.handle", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.decide(ctx, who, n, no, func(tx *db.Tx, a *Application) error { return s.against(tx, who, n, a, d, Revoked) })
}

// against is a decision that somebody may appeal, or that ends a membership.
func (s *Service) against(tx *db.Tx, who network.Who, n network.Network, a *Application, d Decision, to string) error {
	d.Grounds = strings.TrimSpace(d.Grounds)
	if d.Grounds == "" || len(d.Grounds) > longestText {
		return fault.New(fault.Invalid, "accession.grounds", "most", longestText).On("grounds")
	}
	return s.step(tx, who, n, a, d, to)
}

// step goes to a state; with the last of them the membership ends.
func (s *Service) step(tx *db.Tx, who network.Who, n network.Network, a *Application, d Decision, to string) error {
	today := s.networks.Today(n)
	if d.Day == "" {
		d.Day = today
	}
	if !network.Day(d.Day) || d.Day > today {
		return fault.New(fault.Invalid, "network.day").On("day")
	}
	if len(d.Source) > longest || len(d.Grounds) > longestText {
		return fault.New(fault.Invalid, "accession.grounds", "most", longestText).On("grounds")
	}
	if a.Grounds = d.Grounds; d.Source != "" {
		a.Decision = strings.TrimSpace(d.Source)
	}
	member := a.Organisation
	if err := s.move(tx, who, a, Step{State: to, Day: d.Day, Reason: d.Grounds}); err != nil {
		return err
	}
	if member != "" && a.Over() {
		if err := network.Leave(tx, n, member, d.Day, a.Decision); err != nil {
			return err
		}
		if err := body.Vacate(tx, n.ID, member, "", d.Day); err != nil {
			return err
		}
	}
	if err := s.tell(tx, n, *a, to, s.page(n, *a)); err != nil {
		return err
	}
	return s.record(tx, who, n, "accession."+to, *a, d)
}

// Resume ends a suspension.
func (s *Service) Resume(ctx context.Context, who network.Who, n network.Network, no int64, d Decision) error {
	if err := network.May(who, "accession.handle", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.decide(ctx, who, n, no, func(tx *db.Tx, a *Application) error {
		if a.State != Suspended {
			return a.leads("resumed")
		}
		return s.step(tx, who, n, a, d, Active)
	})
}

// Withdraw takes an application back, or ends a membership at the wish of the
// organisation.
func (s *Service) Withdraw(ctx context.Context, who network.Who, n network.Network, door Door, d Decision) error {
	if err := network.May(who, "accession.apply", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.change(ctx, who, n, door, func(tx *db.Tx, a *Application) error { return s.step(tx, who, n, a, d, Withdrawn) })
}

// NewLink makes another link for the applicant, in place of one that was lost,
// and sends it.
func (s *Service) NewLink(ctx context.Context, who network.Who, n network.Network, no int64) (key string, err error) {
	if err := network.May(who, "accession.handle", network.Resource{Network: n.ID}).Err(); err != nil {
		return "", err
	}
	err = s.decide(ctx, who, n, no, func(tx *db.Tx, a *Application) error {
		key, a.key = newKey()
		a.keyUntil = later(s.networks.Today(n), keyDays)
		if err := network.Changed(updateApplication(tx, *a)); err != nil {
			return err
		}
		a.Version++
		if err := s.tell(tx, n, *a, "link", s.link(n, *a, key)); err != nil {
			return err
		}
		return s.record(tx, who, n, "accession.new-link", *a, nil)
	})
	return key, err
}
