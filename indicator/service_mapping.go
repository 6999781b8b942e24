package indicator

import (
	"context"
	"slices"

	"pesnet/indicator/figure"
	"pesnet/kit/db"
	"pesnet/network"
)

// suggest proposes what the columns of a table mean, or recalls it.
func (s *Service) suggest(ctx context.Context, u *Upload) error {
	names := ownTitles()
	known, err := s.knownCodes(ctx, u.Network)
	if err != nil {
		return err
	}
	var m figure.Mapping
	err = s.spooled(ctx, u.No, u.Name, func(path string) error {
		read := u.asRead()
		found, samples, err := figure.LookAtTable(path, figure.Options{Name: u.Name, Mapping: read, Known: known})
		m = found
		m.Sheet, m.Encoding, m.Comma, m.HeaderRow, m.Decimal = read.Sheet, read.Encoding, read.Comma, read.HeaderRow, read.Decimal
		names.suggest(&m, samples)
		return err
	})
	if err != nil {
		return err
	}
	m.Fixed.Dataset = own
	return s.db.Read(ctx, func(tx *db.Tx) error {
		kept, err := keptMapping(tx, u.Owner, headingHash(&m))
		if err != nil {
			return err
		}
		if u.Mapping = &m; kept != nil {
			m.Recall(kept)
			u.About.Recalled, u.About.Remember = true, true
			return nil
		}
		return fixMember(tx, u.Owner, &m)
	})
}

// fixMember takes the own member for who is measured, where no column says it.
func fixMember(tx *db.Tx, o Owner, m *figure.Mapping) error {
	if o.Organisation == "" || !slices.Contains(m.Lacks(), figure.MeansArea) {
		return nil
	}
	orgs, err := network.OrganisationsByID(tx, o.Organisation)
	if err == nil && len(orgs) == 1 {
		m.Fixed.Org = orgs[0].Code
	}
	return err
}

// open opens a file of a delivery, read through what was answered about its
// problems.
func (s *Service) open(ctx context.Context, b *Batch, in Input, source string) (figure.Reading, error) {
	o := figure.Options{Name: in.Name, Today: s.now(), Mapping: b.Given.Mapping, Known: figure.Known{Own: own, UnitOf: unitOf}}
	if b.Given.Upload != 0 {
		known, err := s.knownCodes(ctx, b.Network)
		if err != nil {
			return nil, err
		}
		o.Known = b.Given.Answers.Known(known)
	}
	r, err := figure.OpenSource(in.Path, source, o)
	if _, catalogue := r.(figure.Catalogued); err != nil || catalogue || b.Given.Upload == 0 {
		return r, err
	}
	return b.Given.Answers.Apply(r, b.Organisation != "" && source == "table"), nil
}

// knownCodes looks up what the tables that come on screen may name.
func (s *Service) knownCodes(ctx context.Context, of string) (figure.Known, error) {
	var members []network.Member
	err := s.db.Read(ctx, func(tx *db.Tx) (err error) {
		members, err = network.Claims(tx, of)
		return err
	})
	return figure.Known{Area: knownArea, Org: knownOrg(members), Indicator: ownTitles().known, Own: own, UnitOf: unitOf}, err
}
