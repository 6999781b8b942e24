package agreement

import (
	"context"
	"embed"
	"strconv"
	"strings"
	"time"

	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/once"
	"pesnet/kit/ui"
	"pesnet/network"
)

// Service is what can be done about agreements.
type Service struct {
	db       *db.DB
	now      func() time.Time
	networks *network.Service
}

// New returns the service of agreements.
func New(d *db.DB, now func() time.Time, networks *network.Service) *Service {
	return &Service{db: d, now: now, networks: networks}
}

// Pages returns no templates: the pages of the area are made of parts.
func (s *Service) Pages() ui.Folder { return ui.Folder{Name: "agreement", Files: embed.FS{}} }

// Register is the agreements of a network with the organisations that are
// parties.
type Register struct {
	Agreements []Agreement
	Parties    map[string]network.Organisation // by id
}

// Register returns the agreements of a network, which everybody may read.
func (s *Service) Register(ctx context.Context, who network.Who, n network.Network) (r Register, err error) {
	if err := network.May(who, "agreement.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return r, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if r.Agreements, err = agreements(tx, n.ID); err != nil {
			return err
		}
		r.Parties, err = partiesOf(tx, r.Agreements...)
		return err
	})
	return r, err
}

// Of returns the agreements of a network, in a transaction of the caller, who
// has asked whether they may be read.
func Of(tx *db.Tx, networkID string) ([]Agreement, error) { return agreements(tx, networkID) }

// Between returns what was done under agreements on the days from the first to
// the last, in a transaction of the caller, who has asked whether it may be
// read.
func Between(tx *db.Tx, networkID, from, to string) ([]Activity, error) {
	return activitiesBetween(tx, networkID, from, to)
}

func partiesOf(tx *db.Tx, all ...Agreement) (map[string]network.Organisation, error) {
	var ids []string
	for _, a := range all {
		for _, p := range a.Parties {
			ids = append(ids, p.Organisation)
		}
	}
	return network.OrganisationsOf(tx, ids...)
}

// Full is an agreement with what its page shows.
type Full struct {
	Agreement
	Organisations map[string]network.Organisation // by id
	Activities    []Activity
	Documents     []Document
	MayChange     bool
}

// Agreement returns an agreement, which everybody may read.
func (s *Service) Agreement(ctx context.Context, who network.Who, n network.Network, no int64) (f Full, err error) {
	if err := network.May(who, "agreement.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return f, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if f.Agreement, err = find(tx, n, no); err != nil {
			return err
		}
		if f.Organisations, err = partiesOf(tx, f.Agreement); err != nil {
			return err
		}
		if f.Activities, err = activitiesOf(tx, f.ID); err != nil {
			return err
		}
		f.Documents, err = documentsOf(tx, f.ID)
		f.MayChange = mayChange(who, n, f.Agreement) == nil
		return err
	})
	return f, err
}

func find(tx *db.Tx, n network.Network, no int64) (Agreement, error) {
	a, err := agreementByNo(tx, n.ID, no)
	if err == db.ErrNone {
		err = fault.New(fault.Missing, "agreement.unknown", "no", strconv.FormatInt(no, 10))
	}
	return a, err
}

// mayChange refuses to those who may not change an agreement.
//
// Rule agreement.change: an agreement is written by the secretariat and by the
// representatives of its parties.
func mayChange(who network.Who, n network.Network, a Agreement) error {
	err := network.May(who, "agreement.change", network.Resource{Network: n.ID}).Err()
	for _, p := range a.Parties {
		if p.Organisation != "" && network.May(who, "agreement.change", network.Resource{Network: n.ID, Organisation: p.Organisation}).Allowed {
			return nil
		}
	}
	return err
}

// Add writes a new agreement into the register.
func (s *Service) Add(ctx context.Context, who network.Who, n network.Network, a Agreement) (Agreement, error) {
	if err := network.May(who, "agreement.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return a, err
	}
	if err := mayChange(who, n, a); err != nil {
		return a, err
	}
	a.ID, a.Network, a.State = db.ID(), n.ID, Preparation
	if err := a.Check(); err != nil {
		return a, err
	}
	err := s.db.Write(ctx, func(tx *db.Tx) (err error) {
		a, err = once.Do(tx, s.now(), func() (Agreement, error) {
			a, err := insertAgreement(tx, a)
			if err != nil {
				return a, err
			}
			return a, s.record(tx, who, n, "agreement.add", a, a)
		})
		return err
	})
	return a, err
}

// changing reads an agreement, asks whether it may be changed, changes it and
// records that.
func (s *Service) changing(ctx context.Context, who network.Who, n network.Network, no int64, action string, change func(*db.Tx, Agreement) (any, error)) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		a, err := find(tx, n, no)
		if err != nil {
			return err
		}
		if err := mayChange(who, n, a); err != nil {
			return err
		}
		detail, err := change(tx, a)
		if err != nil {
			return err
		}
		return s.record(tx, who, n, action, a, detail)
	})
}

// Change changes the text and the days of an agreement that has the version
// which was read. Texts in other languages stay.
func (s *Service) Change(ctx context.Context, who network.Who, n network.Network, a Agreement) error {
	if err := network.May(who, "agreement.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.changing(ctx, who, n, a.No, "agreement.change", func(tx *db.Tx, old Agreement) (any, error) {
		now := old
		now.Title, now.About = old.Title.Over(a.Title), old.About.Over(a.About)
		now.Themes, now.Exchange, now.Signed, now.From, now.To, now.Remind, now.Source, now.Version = a.Themes, a.Exchange, a.Signed, a.From, a.To, a.Remind, strings.TrimSpace(a.Source), a.Version
		if err := now.Check(); err != nil {
			return nil, err
		}
		return map[string]any{"before": old, "after": now}, network.Changed(updateAgreement(tx, now))
	})
}

// Sign makes an agreement one that is signed, on a day.
func (s *Service) Sign(ctx context.Context, who network.Who, n network.Network, a Agreement) error {
	if err := network.May(who, "agreement.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.changing(ctx, who, n, a.No, "agreement.sign", func(tx *db.Tx, old Agreement) (any, error) {
		now := old
		now.State, now.Signed, now.Version = Signed, a.Signed, a.Version
		if err := now.ready(); err != nil {
			return nil, err
		}
		if err := now.Check(); err != nil {
			return nil, err
		}
		return map[string]string{"signed": now.Signed}, network.Changed(updateAgreement(tx, now))
	})
}

// End ends an agreement before its time.
//
// Rule agreement.end: whoever ends an agreement names its last day, which is
// not before it began.
func (s *Service) End(ctx context.Context, who network.Who, n network.Network, a Agreement) error {
	if err := network.May(who, "agreement.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.changing(ctx, who, n, a.No, "agreement.end", func(tx *db.Tx, old Agreement) (any, error) {
		now := old
		now.State, now.Ended, now.Version = Ended, a.Ended, a.Version
		if old.State != Signed || now.Ended == "" || !day(now.Ended) || now.Ended < old.Signed || now.Ended < old.From {
			return nil, fault.New(fault.Invalid, "agreement.end").On("ended")
		}
		return map[string]string{"ended": now.Ended}, network.Changed(updateAgreement(tx, now))
	})
}

// AddParty adds a party.
func (s *Service) AddParty(ctx context.Context, who network.Who, n network.Network, no int64, p Party) error {
	if err := network.May(who, "agreement.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.changing(ctx, who, n, no, "agreement.add-party", func(tx *db.Tx, a Agreement) (any, error) {
		if err := p.Check(); err != nil {
			return nil, err
		}
		if a.Names(p.Organisation) {
			return nil, fault.New(fault.Conflict, "agreement.party.there").On("organisation")
		}
		if p.Organisation != "" {
			if of, err := network.OrganisationsByID(tx, p.Organisation); err != nil || len(of) == 0 {
				return nil, fault.New(fault.Invalid, "agreement.party").On("organisation")
			}
		}
		_, err := insertParty(tx, a, p, len(a.Parties))
		return p, err
	})
}

// RemoveParty takes a party out of an agreement that nobody has signed yet.
//
// Rule agreement.party-signed: the parties of a signed agreement stay.
func (s *Service) RemoveParty(ctx context.Context, who network.Who, n network.Network, no int64, id string) error {
	if err := network.May(who, "agreement.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.changing(ctx, who, n, no, "agreement.remove-party", func(tx *db.Tx, a Agreement) (any, error) {
		if a.State != Preparation {
			return nil, fault.New(fault.Conflict, "agreement.party-signed")
		}
		rows, err := deleteParty(tx, a, id)
		if err == nil && rows == 0 {
			err = fault.New(fault.Missing, "agreement.party.unknown")
		}
		return id, err
	})
}

// Did adds what was done under an agreement.
func (s *Service) Did(ctx context.Context, who network.Who, n network.Network, no int64, one Activity) error {
	if err := network.May(who, "agreement.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.changing(ctx, who, n, no, "agreement.did", func(tx *db.Tx, a Agreement) (any, error) {
		if err := one.Check(s.networks.Today(n)); err != nil {
			return nil, err
		}
		return one, insertActivity(tx, a, one)
	})
}

// AddDocument adds a paper.
//
// Rule agreement.document: a document has a title and the address at which it
// lies.
func (s *Service) AddDocument(ctx context.Context, who network.Who, n network.Network, no int64, d Document) error {
	if err := network.May(who, "agreement.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.changing(ctx, who, n, no, "agreement.add-document", func(tx *db.Tx, a Agreement) (any, error) {
		if d.Title == "" || len([]rune(d.Title)) > longestLine || !day(d.Day) {
			return nil, fault.New(fault.Invalid, "agreement.document").On("paper")
		}
		if !onTheWeb(d.Link) {
			return nil, fault.New(fault.Invalid, "agreement.link").On("at")
		}
		return d, insertDocument(tx, a, d)
	})
}

// Allowed tells by which agreement one organisation may pass something of a
// kind to another today. It is open to all areas: the answer names nobody who
// is not public.
func (s *Service) Allowed(ctx context.Context, n network.Network, from, to, what string) (by Agreement, ok bool, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err := agreements(tx, n.ID)
		by, ok = Allows(all, from, to, what, s.networks.Today(n))
		return err
	})
	return by, ok, err
}

func (s *Service) record(tx *db.Tx, who network.Who, n network.Network, action string, a Agreement, detail any) error {
	return audit.Record(tx, audit.Deed{At: s.now(), Who: who.ID, Network: n.ID, Action: action, Subject: "agreement " + a.Number(), Detail: detail})
}
