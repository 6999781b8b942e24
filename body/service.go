package body

import (
	"context"
	"slices"
	"strings"
	"time"

	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/once"
	"pesnet/network"
	"pesnet/privacy"
)

// Service is what can be done with bodies, seats, contacts and fees.
type Service struct {
	db        *db.DB
	now       func() time.Time
	networks  *network.Service
	privacies *privacy.Service
}

// New returns the service of bodies.
func New(d *db.DB, now func() time.Time, networks *network.Service, privacies *privacy.Service) *Service {
	return &Service{db: d, now: now, networks: networks, privacies: privacies}
}

// Held is a seat with whose it is and who has it. A person who may not be
// named has no name.
type Held struct {
	Seat
	Service network.Organisation
	Holder  network.Person
	Email   string // only for those in the network
}

// Full is what is known about a body on a day.
type Full struct {
	Body
	Above    Body // without an id where none stands above it
	Below    []Body
	Mandates []Mandate // every wording, the latest first
	Seats    []Held
	Day      string
	Limits   Limits

	MayPeople network.Decision // see who has a seat
	MayChange network.Decision
	MayAdjust network.Decision // adjust the mandate
}

// Bodies returns the bodies of a network on a day with their seats; without a
// day, those of today.
func (s *Service) Bodies(ctx context.Context, who network.Who, n network.Network, day string) (all []Full, err error) {
	if err := network.May(who, "body.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	if day, err = s.day(n, day); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		list, err := On(tx, n.ID, day)
		if err != nil {
			return err
		}
		for _, b := range list {
			f := Full{Body: b, Day: day}
			if f.Seats, err = held(tx, b.ID, day, false); err != nil {
				return err
			}
			all = append(all, f)
		}
		return nil
	})
	return all, err
}

// day is the day that was asked for, or today.
func (s *Service) day(n network.Network, day string) (string, error) {
	if day == "" {
		return s.networks.Today(n), nil
	}
	if !network.Day(day) {
		return "", fault.New(fault.Invalid, "network.day").On("on")
	}
	return day, nil
}

// Body returns a body on a day: its mandate and who sat in it. Names beyond
// the public offices are for those in the network, and are recorded as read.
func (s *Service) Body(ctx context.Context, who network.Who, n network.Network, code, day string) (f Full, err error) {
	if err := network.May(who, "body.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return f, err
	}
	if day, err = s.day(n, day); err != nil {
		return f, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if f.Body, err = ByCode(tx, n.ID, code); err != nil {
			return err
		}
		return s.fill(tx, who, n, &f, day)
	})
	if err != nil {
		return f, err
	}
	var seen []string
	for _, h := range f.Seats {
		if h.Holder.ID != "" && !h.Office() {
			seen = append(seen, h.Holder.ID)
		}
	}
	return f, s.privacies.Read(ctx, who, n, "body", seen)
}

func (s *Service) fill(tx *db.Tx, who network.Who, n network.Network, f *Full, day string) error {
	on := network.Resource{Network: n.ID, Body: f.ID}
	f.Day, f.MayPeople, f.MayChange, f.MayAdjust = day, network.May(who, "body.read-people", on), network.May(who, "body.change", on), network.May(who, "body.adjust-mandate", on)
	all, err := mandatesOf(tx, f.ID)
	if err != nil {
		return err
	}
	f.Mandate, f.MandateSource, f.MandateFrom = nil, "", ""
	f.Body = f.onDay(all, day)
	slices.Reverse(all)
	f.Mandates = all
	if f.Parent != "" {
		if f.Above, err = bodyByID(tx, f.Parent); err != nil {
			return err
		}
	}
	others, err := bodies(tx, n.ID)
	if err != nil {
		return err
	}
	for _, b := range others {
		if b.Parent == f.ID && b.Holds(day) {
			f.Below = append(f.Below, b)
		}
	}
	charter, err := network.CharterOf(tx, n.ID)
	if err != nil {
		return err
	}
	f.Limits = limitsOf(charter, f.Kind, day)
	f.Seats, err = held(tx, f.ID, day, f.MayPeople.Allowed)
	return err
}

// held returns the seats of a day with who has them: everybody, or only the
// holders of public offices.
func held(tx *db.Tx, body, day string, named bool) ([]Held, error) {
	var seats []Seat
	err := tx.Unwalled(func() (err error) { // which organisations sit is public; who sits for them is left out below
		seats, err = SeatsOn(tx, body, day)
		return err
	})
	if err != nil {
		return nil, err
	}
	all := make([]Held, len(seats))
	contacts := make([]Contact, len(seats))
	for i, seat := range seats {
		all[i].Seat = seat
		if named || seat.Office() {
			contacts[i].Person.ID = seat.Person
		}
		contacts[i].Organisation.ID = seat.Organisation
	}
	if err := fill(tx, contacts); err != nil {
		return nil, err
	}
	for i, c := range contacts {
		all[i].Service, all[i].Holder = c.Organisation, c.Person
		if named {
			all[i].Email = c.Email
		}
		if c.Person.ID == "" {
			all[i].Person = ""
		}
	}
	return all, nil
}

// Put adds a body, or changes the one of its code that has the version that
// was read. Names in other languages stay. A new body begins with its mandate.
func (s *Service) Put(ctx context.Context, who network.Who, n network.Network, b Body) (Body, error) {
	if err := network.May(who, "body.change", network.Resource{Network: n.ID}).Err(); err != nil {
		return b, err
	}
	err := s.db.Write(ctx, func(tx *db.Tx) (err error) {
		b, err = once.Do(tx, s.now(), func() (Body, error) { return s.put(tx, who, n, b) })
		return err
	})
	return b, err
}

func (s *Service) put(tx *db.Tx, who network.Who, n network.Network, b Body) (Body, error) {
	b.Network, b.Code, b.Verified = n.ID, strings.ToUpper(strings.TrimSpace(b.Code)), true
	old, err := bodyByCode(tx, n.ID, b.Code)
	if err != nil && err != db.ErrNone {
		return b, err
	}
	fresh := err == db.ErrNone
	if !fresh && b.Version == 0 {
		return b, fault.New(fault.Conflict, "body.there", "code", b.Code).On("code")
	}
	b.Name = merged(old.Name, b.Name)
	if err := b.Check(); err != nil {
		return b, err
	}
	if err := upright(tx, b, old.ID); err != nil {
		return b, err
	}
	if !fresh {
		b.ID = old.ID
		if err := network.Changed(updateBody(tx, b)); err != nil {
			return b, err
		}
		b.Version++
		return b, s.record(tx, who, n, "body.change", "body "+b.ID, map[string]any{"before": old, "after": b})
	}
	b.ID, b.Version = db.ID(), 1
	m := Mandate{ID: db.ID(), Body: b.ID, From: b.From, Text: b.Mandate, Source: b.MandateSource}
	if m.Source == "" {
		m.Source = b.Source
	}
	if err := m.Check(nil); err != nil {
		return b, err
	}
	if err := insertBody(tx, b); err != nil {
		return b, err
	}
	if err := insertMandate(tx, n.ID, m, s.now()); err != nil {
		return b, err
	}
	return b, s.record(tx, who, n, "body.add", "body "+b.ID, b)
}

// upright refuses a body above that is not there or stands below.
//
// Rule body.tree: no body stands above itself, and the one above is of the
// same network.
func upright(tx *db.Tx, b Body, own string) error {
	const deepest = 10
	for up, i := b.Parent, 0; up != ""; i++ {
		above, err := bodyByID(tx, up)
		if err == db.ErrNone || err == nil && (above.Network != b.Network || above.ID == own || i >= deepest) {
			return fault.New(fault.Invalid, "body.tree").On("parent")
		}
		if err != nil {
			return err
		}
		up = above.Parent
	}
	return nil
}

// merged puts new texts over old ones.
func merged(old, now lang.Text) lang.Text {
	all := lang.Text{}
	for _, texts := range []lang.Text{old, now} {
		for code, text := range texts {
			if text = strings.TrimSpace(text); text != "" {
				all[code] = text
			}
		}
	}
	return all
}

// AdjustMandate gives a body another mandate from a day on, by a decision that
// is named; the earlier wording stays with its days.
func (s *Service) AdjustMandate(ctx context.Context, who network.Who, n network.Network, code string, m Mandate) error {
	if err := network.May(who, "body.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		b, err := s.within(tx, who, n, code, "body.adjust-mandate")
		if err != nil {
			return err
		}
		earlier, err := mandatesOf(tx, b.ID)
		if err != nil {
			return err
		}
		m.ID, m.Body = db.ID(), b.ID
		m.Text = merged(b.onDay(earlier, never).Mandate, m.Text)
		if err := m.Check(earlier); err != nil {
			return err
		}
		if b.To != "" && m.From > b.To {
			return fault.New(fault.Invalid, "body.closed", "day", b.To).On("from")
		}
		if err := insertMandate(tx, n.ID, m, s.now()); err != nil {
			return err
		}
		return s.record(tx, who, n, "body.adjust-mandate", "body "+b.ID, m)
	})
}

// within loads a body and asks whether somebody may do something in it.
func (s *Service) within(tx *db.Tx, who network.Who, n network.Network, code, action string) (Body, error) {
	b, err := ByCode(tx, n.ID, code)
	if err != nil {
		return b, err
	}
	return b, network.May(who, action, network.Resource{Network: n.ID, Body: b.ID}).Err()
}

// Close ends a body on a day, by a decision that is named.
//
// Rule body.closed: with a body its seats end, and nobody takes a seat in it
// afterwards.
func (s *Service) Close(ctx context.Context, who network.Who, n network.Network, code, last, decision string) error {
	if err := network.May(who, "body.change", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		b, err := ByCode(tx, n.ID, code)
		if err != nil {
			return err
		}
		if !network.Day(last) {
			return fault.New(fault.Invalid, "network.day").On("to")
		}
		if strings.TrimSpace(decision) == "" || len(decision) > longest {
			return fault.New(fault.Invalid, "body.source", "most", longest).On("decision")
		}
		if b.To != "" && b.To <= last {
			return fault.New(fault.Conflict, "body.closed", "day", b.To).On("to")
		}
		b.To = last
		if err := b.Check(); err != nil {
			return err
		}
		if err := network.Changed(updateBody(tx, b)); err != nil {
			return err
		}
		ended, err := endSeats(tx, b.ID, last)
		if err != nil {
			return err
		}
		return s.record(tx, who, n, "body.close", "body "+b.ID, map[string]any{"last": last, "decision": decision, "seats": ended})
	})
}

// record adds what was done to the record.
func (s *Service) record(tx *db.Tx, who network.Who, n network.Network, action, subject string, detail any) error {
	return audit.Record(tx, audit.Deed{At: s.now(), Who: who.ID, Network: n.ID, Action: action, Subject: subject, Detail: detail})
}
