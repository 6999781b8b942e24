package accession

import (
	"cmp"
	"context"
	"slices"

	"pesnet/body"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/once"
	"pesnet/network"
)

// Unregistered returns the members of a network that joined before their
// application was kept here.
func (s *Service) Unregistered(ctx context.Context, who network.Who, n network.Network) (all []network.Organisation, err error) {
	if err := network.May(who, "accession.handle", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		known, err := applications(tx, n.ID)
		if err != nil {
			return err
		}
		members, err := network.MembersOn(tx, n.ID, s.networks.Today(n))
		for _, m := range members {
			same := func(o network.Organisation) bool { return o.ID == m.Organisation.ID }
			if m.Membership.Counts() && !registered(known, m.Organisation.ID) && !slices.ContainsFunc(all, same) {
				all = append(all, m.Organisation)
			}
		}
		return err
	})
	return all, err
}

// registered tells whether the way of a member is kept here.
func registered(all []Application, organisation string) bool {
	return slices.ContainsFunc(all, func(a Application) bool { return a.Organisation == organisation && !a.Over() })
}

// Register takes up a member that joined before its application was kept here,
// so that it can be suspended, withdraw or be revoked as others.
//
// Rule accession.registered: a member from before is taken up as it is, active
// by the source of its membership, and only once.
func (s *Service) Register(ctx context.Context, who network.Who, n network.Network, organisation string) (a Application, err error) {
	if err := network.May(who, "accession.handle", network.Resource{Network: n.ID}).Err(); err != nil {
		return a, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		a, err = once.Do(tx, s.now(), func() (Application, error) { return s.register(tx, who, n, taking{organisation, s.networks.Today(n)}) })
		return err
	})
	return a, err
}

// taking is a member that is taken up on a day.
type taking struct{ code, day string }

func (s *Service) register(tx *db.Tx, who network.Who, n network.Network, t taking) (a Application, err error) {
	if err := tx.Lock("accession " + n.ID); err != nil {
		return a, err
	}
	members, err := network.MembersOn(tx, n.ID, t.day)
	if err != nil {
		return a, err
	}
	i := slices.IndexFunc(members, func(m network.Member) bool { return m.Organisation.Code == t.code && m.Membership.Counts() })
	known, err := applications(tx, n.ID)
	if err != nil {
		return a, err
	}
	if i < 0 || registered(known, members[i].Organisation.ID) {
		return a, fault.New(fault.Conflict, "accession.registered").On("organisation")
	}
	o, since := members[i].Organisation, members[i].Membership
	a = Application{ID: db.ID(), Network: n.ID, State: Active, Code: o.Code, Kind: o.Kind, Name: cmp.Or(o.NativeName, o.Named(who.Lang)), NameLang: o.NativeLang, Country: o.Country, Region: o.Region,
		Website: o.Website, Person: who.ID, Lang: who.Lang, AppliedOn: cmp.Or(since.From, t.day), MovedOn: t.day, Decision: since.Source, Organisation: o.ID, Version: 1}
	contacts, err := body.Representatives(tx, n.ID, t.day)
	if err != nil {
		return a, err
	}
	if i := slices.IndexFunc(contacts, func(c body.Contact) bool { return c.Organisation.ID == o.ID }); i >= 0 {
		a.Person, a.Lang = contacts[i].Person.ID, contacts[i].Person.Lang
	}
	if a.No, err = lastNo(tx, n.ID); err != nil {
		return a, err
	}
	a.No++
	if err := insertApplication(tx, a); err != nil {
		return a, err
	}
	if err := insertStep(tx, a, Step{State: Active, Day: t.day, Reason: since.Source, Who: who.ID}, s.now()); err != nil {
		return a, err
	}
	return a, s.record(tx, who, n, "accession.register", a, map[string]any{"organisation": o.ID, "from": since.From})
}
