package contribution

import (
	"context"
	"embed"
	"maps"
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

// Service is what can be done about contributions.
type Service struct {
	db       *db.DB
	now      func() time.Time
	networks *network.Service
}

// New returns the service of contributions.
func New(d *db.DB, now func() time.Time, networks *network.Service) *Service {
	return &Service{db: d, now: now, networks: networks}
}

// Pages returns no templates: the pages of the area are made of parts.
func (s *Service) Pages() ui.Folder { return ui.Folder{Name: "contribution", Files: embed.FS{}} }

// Year is the log of a year with its balance.
type Year struct {
	Balance
	Entries     []Entry
	First, Last int // years in which something is recorded, and this one
	Names       map[string]network.Organisation
	Own         []string // ids of the members that the reader may record for
}

// Year returns what the members of a network did in a year.
func (s *Service) Year(ctx context.Context, who network.Who, n network.Network, year int) (y Year, err error) {
	if err := network.May(who, "contribution.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return y, err
	}
	this := network.YearOf(s.networks.Today(n))
	if year < 1990 || year > this {
		return y, fault.New(fault.Missing, "contribution.year")
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if y.Balance, err = BalanceOf(tx, n.ID, year); err != nil {
			return err
		}
		from, to := daysOf(year, year)
		if y.Entries, err = entriesBetween(tx, n.ID, from, to); err != nil {
			return err
		}
		first, _, err := yearsOf(tx, n.ID)
		if err != nil {
			return err
		}
		y.First, y.Last = this, this
		if first != "" {
			y.First = min(network.YearOf(first), this)
		}
		y.Names, err = s.organisations(tx, y)
		return err
	})
	for _, m := range y.Members {
		if network.May(who, "contribution.record", network.Resource{Network: n.ID, Organisation: m.Organisation.ID}).Allowed {
			y.Own = append(y.Own, m.Organisation.ID)
		}
	}
	return y, err
}

// organisations are all that the log of a year names.
func (s *Service) organisations(tx *db.Tx, y Year) (map[string]network.Organisation, error) {
	names := map[string]network.Organisation{}
	for _, m := range y.Members {
		names[m.Organisation.ID] = m.Organisation
	}
	var others []string
	for _, e := range y.Entries {
		if _, there := names[e.Organisation]; !there {
			others = append(others, e.Organisation)
		}
	}
	more, err := network.OrganisationsOf(tx, others...)
	maps.Copy(names, more)
	return names, err
}

// BalanceOf returns the balance of a year, in a transaction of the caller, who
// has asked whether it may be read.
func BalanceOf(tx *db.Tx, networkID string, year int) (Balance, error) {
	charter, err := network.CharterOf(tx, networkID)
	if err != nil {
		return Balance{}, err
	}
	claims, err := network.Claims(tx, networkID)
	if err != nil {
		return Balance{}, err
	}
	from, to := daysOf(year-before, year)
	entries, err := entriesBetween(tx, networkID, from, to)
	return balance(year, Responsibilities(charter, to), membersIn(claims, year), entries), err
}

// Between returns the entries of the days from the first to the last, the
// latest first, in a transaction of the caller, who has asked whether they may
// be read.
func Between(tx *db.Tx, networkID, from, to string) ([]Entry, error) {
	return entriesBetween(tx, networkID, from, to)
}

// Full is an entry with what its page shows.
type Full struct {
	Entry
	Member     network.Organisation
	Kind       Responsibility
	Named      int64 // how many administrators of companies are named
	Looks      []Look
	MayChange  bool
	MayConfirm bool
}

// Entry returns an entry.
func (s *Service) Entry(ctx context.Context, who network.Who, n network.Network, no int64) (f Full, err error) {
	if err := network.May(who, "contribution.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return f, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if f.Entry, err = find(tx, n, no); err != nil {
			return err
		}
		of, err := network.OrganisationsByID(tx, f.Organisation)
		if err != nil {
			return err
		}
		f.Member, f.Kind = of[0], responsibilities[f.Responsibility-1]
		if f.Named, err = countNames(tx, f.ID); err != nil {
			return err
		}
		f.MayConfirm = network.May(who, "contribution.confirm", network.Resource{Network: n.ID}).Allowed
		f.MayChange = s.mayChange(who, n, f.Entry) == nil
		if f.MayConfirm && f.Kind.Names {
			f.Looks, err = looksNamed(tx, f.ID)
		}
		return err
	})
	return f, err
}

func looksNamed(tx *db.Tx, entry string) ([]Look, error) {
	all, err := looksOf(tx, entry)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(all))
	for i, l := range all {
		ids[i] = l.Who
	}
	names, err := network.NamesOf(tx, ids...)
	for i := range all {
		all[i].Name = names[all[i].Who]
	}
	return all, err
}

func find(tx *db.Tx, n network.Network, no int64) (Entry, error) {
	e, err := entryByNo(tx, n.ID, no)
	if err == db.ErrNone {
		err = fault.New(fault.Missing, "contribution.unknown", "no", strconv.FormatInt(no, 10))
	}
	return e, err
}

// mayChange refuses to those who may not change an entry.
//
// Rule contribution.change: what waits is changed by those who may record for
// the member; what is confirmed or withdrawn by the secretariat alone.
func (s *Service) mayChange(who network.Who, n network.Network, e Entry) error {
	if e.State != Recorded {
		return network.May(who, "contribution.confirm", network.Resource{Network: n.ID}).Err()
	}
	return network.May(who, "contribution.record", network.Resource{Network: n.ID, Organisation: e.Organisation}).Err()
}

// toChange is an entry that who asks may change.
func (s *Service) toChange(tx *db.Tx, who network.Who, n network.Network, no int64) (Entry, error) {
	e, err := find(tx, n, no)
	if err == nil {
		err = s.mayChange(who, n, e)
	}
	return e, err
}

// Record adds an entry. What the secretariat records is confirmed by that.
func (s *Service) Record(ctx context.Context, who network.Who, n network.Network, e Entry) (Entry, error) {
	if err := network.May(who, "contribution.record", network.Resource{Network: n.ID, Organisation: e.Organisation}).Err(); err != nil {
		return e, err
	}
	err := s.db.Write(ctx, func(tx *db.Tx) (err error) {
		e, err = once.Do(tx, s.now(), func() (Entry, error) { return s.add(tx, who, n, e) })
		return err
	})
	return e, err
}

func (s *Service) add(tx *db.Tx, who network.Who, n network.Network, e Entry) (Entry, error) {
	e.ID, e.Network, e.State, e.By, e.At, e.Settled = db.ID(), n.ID, Recorded, who.ID, s.now(), time.Time{}
	if network.May(who, "contribution.confirm", network.Resource{Network: n.ID}).Allowed {
		e.State, e.Settled = Confirmed, s.now()
	}
	if err := s.check(tx, n, &e); err != nil {
		return e, err
	}
	e, err := insertEntry(tx, e)
	if err != nil {
		return e, err
	}
	return e, s.record(tx, who, n, "contribution.record", e, e)
}

// check holds an entry against the charter and the members of its day.
func (s *Service) check(tx *db.Tx, n network.Network, e *Entry) error {
	e.Title, e.About, e.Link = strings.TrimSpace(e.Title), strings.TrimSpace(e.About), strings.TrimSpace(e.Link)
	charter, err := network.CharterOf(tx, n.ID)
	if err != nil {
		return err
	}
	today := s.networks.Today(n)
	if err := e.Check(Responsibilities(charter, today), today); err != nil {
		return err
	}
	claims, err := network.Claims(tx, n.ID)
	if err != nil {
		return err
	}
	for _, o := range membersIn(claims, network.YearOf(e.Day)) {
		if o.ID == e.Organisation {
			return nil
		}
	}
	return fault.New(fault.Invalid, "contribution.entry.member").On("member")
}

// Change changes an entry that has the version which was read.
func (s *Service) Change(ctx context.Context, who network.Who, n network.Network, e Entry) error {
	if err := network.May(who, "contribution.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		old, err := s.toChange(tx, who, n, e.No)
		if err != nil {
			return err
		}
		now := old
		now.Responsibility, now.Day, now.Title, now.About, now.Link, now.Version = e.Responsibility, e.Day, e.Title, e.About, e.Link, e.Version
		if err := s.check(tx, n, &now); err != nil {
			return err
		}
		if named, err := countNames(tx, old.ID); err != nil || named > 0 && !responsibilities[now.Responsibility-1].Names {
			if err == nil {
				err = fault.New(fault.Conflict, "contribution.entry.named").On("responsibility")
			}
			return err
		}
		if err := network.Changed(updateEntry(tx, now)); err != nil {
			return err
		}
		return s.record(tx, who, n, "contribution.change", now, map[string]any{"before": old, "after": now})
	})
}

// Settle confirms an entry, or withdraws it with a reason.
//
// Rule contribution.withdraw: a contribution is withdrawn with a reason, which
// its member can read.
func (s *Service) Settle(ctx context.Context, who network.Who, n network.Network, e Entry) error {
	if err := network.May(who, "contribution.confirm", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		old, err := find(tx, n, e.No)
		if err != nil {
			return err
		}
		now := old
		now.State, now.Reason, now.Version, now.Settled = e.State, strings.TrimSpace(e.Reason), e.Version, s.now()
		switch {
		case e.State == Withdrawn && (now.Reason == "" || len([]rune(now.Reason)) > longestLine):
			return fault.New(fault.Invalid, "contribution.withdraw").On("reason")
		case e.State == Confirmed:
			now.Reason = ""
		case e.State != Withdrawn:
			return fault.New(fault.Missing, "contribution.unknown", "no", old.Number())
		}
		if err := network.Changed(updateEntry(tx, now)); err != nil {
			return err
		}
		return s.record(tx, who, n, "contribution."+e.State, now, map[string]any{"before": old.State, "reason": now.Reason})
	})
}

func (s *Service) record(tx *db.Tx, who network.Who, n network.Network, action string, e Entry, detail any) error {
	return audit.Record(tx, audit.Deed{At: s.now(), Who: who.ID, Network: n.ID, Action: action, Subject: "contribution " + e.Number(), Detail: detail})
}
