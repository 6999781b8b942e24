package hearing

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
	"pesnet/letter"
	"pesnet/network"
)

// Service is what can be done about hearings.
type Service struct {
	db       *db.DB
	now      func() time.Time
	networks *network.Service
}

// New returns the service of hearings.
func New(d *db.DB, now func() time.Time, networks *network.Service) *Service {
	return &Service{db: d, now: now, networks: networks}
}

// Pages returns no templates: the pages of the area are made of parts.
func (s *Service) Pages() ui.Folder { return ui.Folder{Name: "hearing", Files: embed.FS{}} }

// mayChange tells whether somebody prepares the hearings of a network.
func mayChange(who network.Who, n network.Network) bool {
	return network.May(who, "hearing.change", network.Resource{Network: n.ID}).Allowed
}

// Hearings returns the hearings of a network, the latest first: drafts only to
// those who prepare them.
func (s *Service) Hearings(ctx context.Context, who network.Who, n network.Network) (some []Hearing, err error) {
	if err := network.May(who, "hearing.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err := hearings(tx, n.ID)
		for _, h := range all {
			if h.State != Concluded && !mayChange(who, n) {
				h.Report, h.Conclusions = "", ""
			}
			if h.Public() || mayChange(who, n) {
				some = append(some, h)
			}
		}
		return err
	})
	return some, err
}

// Full is a hearing with what its page shows.
type Full struct {
	Hearing
	Depositions []Deposition // with their texts only where they may be read
	Written     int64        // how many were taken
	People      []Person
	Days        int  // within which the conclusions are published
	LaidDown    bool // by the charter
	MayChange   bool
}

// Hearing returns a hearing.
//
// Rule hearing.author: who wrote a deposition and how to reach them is shown
// to the secretariat alone.
func (s *Service) Hearing(ctx context.Context, who network.Who, n network.Network, no int64) (f Full, err error) {
	if err := network.May(who, "hearing.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return f, err
	}
	f.MayChange = mayChange(who, n)
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if f.Hearing, err = find(tx, n, no); err != nil {
			return err
		}
		if !f.Public() {
			if err := network.May(who, "hearing.change", network.Resource{Network: n.ID}).Err(); err != nil {
				return err
			}
		}
		charter, err := network.CharterOf(tx, n.ID)
		if err != nil {
			return err
		}
		f.Days, f.LaidDown = DueWithin(charter, f.Day)
		if f.People, err = personsOf(tx, f.ID); err != nil {
			return err
		}
		if f.Written, err = countTaken(tx, f.ID); err != nil {
			return err
		}
		all, err := depositionsOf(tx, f.ID)
		for _, d := range all {
			if !f.MayChange {
				d.Author, d.Contact = "", ""
			}
			if d.Shown() || f.MayChange {
				f.Depositions = append(f.Depositions, d)
			}
		}
		return err
	})
	if !f.MayChange && f.State != Concluded {
		f.Report, f.Conclusions = "", ""
	}
	return f, err
}

// find reads a hearing. Of one behind the wall it says that it is there:
// whoever may not read a draft is told to sign in, and not that there is none.
// The caller asks next.
func find(tx *db.Tx, n network.Network, no int64) (Hearing, error) {
	h, hidden, err := db.Past(tx, func() (Hearing, error) { return hearingByNo(tx, n.ID, no) })
	if hidden {
		h = Hearing{ID: h.ID, Network: h.Network, No: h.No, State: h.State}
	}
	if err == db.ErrNone {
		err = fault.New(fault.Missing, "hearing.unknown", "no", strconv.FormatInt(no, 10))
	}
	return h, err
}

// Between returns the hearings whose day is from the first to the last, in a
// transaction of the caller, who has asked whether they may be read.
func Between(tx *db.Tx, networkID, from, to string) (some []Hearing, err error) {
	all, err := hearings(tx, networkID)
	for _, h := range all {
		if from <= h.Day && h.Day <= to && h.Public() {
			some = append(some, h)
		}
	}
	return some, err
}

// Depositions returns what was written for a hearing, in a transaction of the
// caller, who has asked whether it may be read.
func Depositions(tx *db.Tx, hearing string) (all []Deposition, err error) {
	err = tx.Unwalled(func() error { // what is not published is counted, too
		all, err = depositionsOf(tx, hearing)
		return err
	})
	return all, err
}

// Put adds a hearing, or changes the one of its number that has the version
// which was read.
func (s *Service) Put(ctx context.Context, who network.Who, n network.Network, h Hearing) (Hearing, error) {
	if err := network.May(who, "hearing.change", network.Resource{Network: n.ID}).Err(); err != nil {
		return h, err
	}
	err := s.db.Write(ctx, func(tx *db.Tx) (err error) {
		h, err = once.Do(tx, s.now(), func() (Hearing, error) { return s.put(tx, who, n, h) })
		return err
	})
	return h, err
}

func (s *Service) put(tx *db.Tx, who network.Who, n network.Network, h Hearing) (Hearing, error) {
	h.Title, h.Question, h.Place = strings.TrimSpace(h.Title), strings.TrimSpace(h.Question), strings.TrimSpace(h.Place)
	if h.No == 0 {
		h = Hearing{ID: db.ID(), Network: n.ID, State: Draft, Title: h.Title, Question: h.Question, Place: h.Place, Day: h.Day, Begins: h.Begins, Limit: h.Limit}
		if err := h.Check(); err != nil {
			return Hearing{}, err
		}
		h, err := insertHearing(tx, h)
		if err != nil {
			return h, err
		}
		return h, s.record(tx, who, n, "hearing.add", h, h)
	}
	old, err := find(tx, n, h.No)
	if err != nil {
		return h, err
	}
	now := old
	now.Title, now.Question, now.Place, now.Day, now.Begins, now.Limit, now.Version = h.Title, h.Question, h.Place, h.Day, h.Begins, h.Limit, h.Version
	if err := now.kept(old); err != nil {
		return h, err
	}
	if err := now.Check(); err != nil {
		return h, err
	}
	if err := network.Changed(updateHearing(tx, now)); err != nil {
		return h, err
	}
	return now, s.record(tx, who, n, "hearing.change", now, map[string]any{"before": old, "after": now})
}

// kept refuses to shorten what was announced.
//
// Rule hearing.announced: once a hearing is announced, its question stays and
// its last day for depositions is only put later; one that was held is not
// changed.
func (h Hearing) kept(old Hearing) error {
	if old.State == Draft {
		return nil
	}
	if old.State != Announced || h.Question != old.Question || h.Limit < old.Limit {
		return fault.New(fault.Conflict, "hearing.announced")
	}
	return nil
}

// Write writes minutes, report and conclusions.
func (s *Service) Write(ctx context.Context, who network.Who, n network.Network, h Hearing) error {
	if err := network.May(who, "hearing.change", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		old, err := find(tx, n, h.No)
		if err != nil {
			return err
		}
		if old.State != Held {
			return fault.New(fault.Conflict, "hearing.written")
		}
		now := old
		now.Minutes, now.Report, now.Conclusions, now.Version = strings.TrimSpace(h.Minutes), strings.TrimSpace(h.Report), strings.TrimSpace(h.Conclusions), h.Version
		if err := network.Changed(updateHearing(tx, now)); err != nil {
			return err
		}
		return s.record(tx, who, n, "hearing.write", now, nil)
	})
}

// Step brings a hearing into its next state, or calls it off.
//
// Rule hearing.written: minutes, report and conclusions are written between
// the hearing and the publication of the conclusions; then they stay.
func (s *Service) Step(ctx context.Context, who network.Who, n network.Network, h Hearing) error {
	if err := network.May(who, "hearing.change", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		old, err := find(tx, n, h.No)
		if err != nil {
			return err
		}
		people, err := personsOf(tx, old.ID)
		if err != nil {
			return err
		}
		today := s.networks.Today(n)
		if err := old.step(h.State, today, len(of(people, "expert", "chair"))); err != nil {
			return err
		}
		now := old
		now.State, now.Version = h.State, h.Version
		switch h.State {
		case Announced:
			now.Announced = today
		case Concluded:
			now.Concluded = today
		}
		if err := network.Changed(updateHearing(tx, now)); err != nil {
			return err
		}
		return s.record(tx, who, n, "hearing."+h.State, now, map[string]string{"before": old.State})
	})
}

// Depose takes a deposition from anybody, in time.
func (s *Service) Depose(ctx context.Context, who network.Who, n network.Network, no int64, d Deposition) (Deposition, error) {
	if err := network.May(who, "hearing.depose", network.Resource{Network: n.ID}).Err(); err != nil {
		return d, err
	}
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		h, err := find(tx, n, no)
		if err != nil {
			return err
		}
		d.Late = !h.Open(s.networks.Today(n))
		if d.Late && (!mayChange(who, n) || strings.TrimSpace(d.Reason) == "" || h.State == Draft || h.State == Concluded || h.State == Cancelled) {
			return fault.New(fault.Conflict, "hearing.deposition.over")
		}
		if !d.Late {
			d.Reason = ""
		}
		lately, err := countDepositions(tx, h.ID, s.now().Add(-time.Hour))
		if err == nil {
			err = paced(lately)
		}
		if err != nil {
			return err
		}
		if err := d.Check(); err != nil {
			return err
		}
		d.ID, d.Hearing, d.At, d.State = db.ID(), h.ID, s.now(), Received
		if d, err = insertDeposition(tx, h, d); err != nil {
			return err
		}
		return s.record(tx, who, n, "hearing.depose", h, map[string]any{"deposition": d.No, "organisation": d.Organisation, "late": d.Late})
	})
	return d, err
}

// Moderate publishes a deposition, or refuses it with a reason.
//
// Rule hearing.moderate: a deposition is refused with a reason; without its
// depositor's consent it is taken into account and not published.
func (s *Service) Moderate(ctx context.Context, who network.Who, n network.Network, no int64, d Deposition) error {
	if err := network.May(who, "hearing.change", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	d.Reason = strings.TrimSpace(d.Reason)
	if d.State != Published && d.State != Refused || d.State == Refused && d.Reason == "" {
		return fault.New(fault.Invalid, "hearing.moderate").On("reason")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		h, err := find(tx, n, no)
		if err != nil {
			return err
		}
		d.Hearing = h.ID
		if err := network.Changed(updateDeposition(tx, d)); err != nil {
			return err
		}
		return s.record(tx, who, n, "hearing.moderate", h, map[string]any{"deposition": d.No, "state": d.State, "reason": d.Reason})
	})
}

// AddPerson adds a speaker or an expert.
func (s *Service) AddPerson(ctx context.Context, who network.Who, n network.Network, no int64, p Person) error {
	if err := network.May(who, "hearing.change", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	p.Name, p.Organisation = strings.TrimSpace(p.Name), strings.TrimSpace(p.Organisation)
	if err := p.Check(); err != nil {
		return err
	}
	return s.withPeople(ctx, who, n, no, "hearing.add-person", func(tx *db.Tx, h Hearing, all []Person) error {
		p.Position = int64(len(of(all, p.Role))) + 1
		return insertPerson(tx, h, p)
	})
}

// RemovePerson takes a speaker or an expert out.
func (s *Service) RemovePerson(ctx context.Context, who network.Who, n network.Network, no int64, id string) error {
	if err := network.May(who, "hearing.change", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.withPeople(ctx, who, n, no, "hearing.remove-person", func(tx *db.Tx, h Hearing, _ []Person) error {
		return somebody(deletePerson(tx, h, id))
	})
}

// Said writes what a speaker said.
func (s *Service) Said(ctx context.Context, who network.Who, n network.Network, no int64, p Person) error {
	if err := network.May(who, "hearing.change", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.withPeople(ctx, who, n, no, "hearing.said", func(tx *db.Tx, h Hearing, _ []Person) error {
		return somebody(updateSaid(tx, h, p))
	})
}

// somebody refuses where there was nobody to change.
func somebody(rows int64, err error) error {
	if err == nil && rows == 0 {
		err = fault.New(fault.Missing, "hearing.person.unknown")
	}
	return err
}

func (s *Service) withPeople(ctx context.Context, who network.Who, n network.Network, no int64, action string, do func(*db.Tx, Hearing, []Person) error) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		h, err := find(tx, n, no)
		if err != nil {
			return err
		}
		if h.State == Concluded || h.State == Cancelled {
			return fault.New(fault.Conflict, "hearing.written")
		}
		all, err := personsOf(tx, h.ID)
		if err != nil {
			return err
		}
		if err := do(tx, h, all); err != nil {
			return err
		}
		return s.record(tx, who, n, action, h, nil)
	})
}

// Owes returns what the secretariat owes for hearings. It is open to all: what
// is owed is told to whom it concerns.
func (s *Service) Owes(_ context.Context, tx *db.Tx, n network.Network, today string) (owed []letter.Owed, err error) {
	all, err := hearings(tx, n.ID)
	if err != nil {
		return nil, err
	}
	charter, err := network.CharterOf(tx, n.ID)
	if err != nil {
		return nil, err
	}
	holders, err := network.HoldersOn(tx, n.ID, today)
	if err != nil {
		return nil, err
	}
	for _, h := range all {
		if h.State != Held {
			continue
		}
		days, _ := DueWithin(charter, h.Day)
		for _, one := range holders {
			if one.Role.Role == network.Secretariat {
				owed = append(owed, letter.Owed{Person: one.Person.ID, Kind: "hearing.owed.conclusions", Network: n.ID, Day: h.Due(days), At: "/hearings/" + h.Number(), Args: []any{"title", h.Title}})
			}
		}
	}
	return owed, nil
}

// SweepAuthors takes out who wrote depositions that were received before a
// time, and how to reach them.
func SweepAuthors(tx *db.Tx, before time.Time) (int64, error) { return forgetAuthors(tx, before) }

func (s *Service) record(tx *db.Tx, who network.Who, n network.Network, action string, h Hearing, detail any) error {
	return audit.Record(tx, audit.Deed{At: s.now(), Who: who.ID, Network: n.ID, Action: action, Subject: "hearing " + h.Number(), Detail: detail})
}
