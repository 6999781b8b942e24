package privacy

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// Activities returns what a network does with personal data on a day, and may
// be read by everybody.
func (s *Service) Activities(ctx context.Context, who network.Who, n network.Network, day string) (all []Activity, err error) {
	if err := network.May(who, "privacy.read-records", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = activities(tx, n.ID)
		all = slices.DeleteFunc(all, func(a Activity) bool { return !a.Holds(day) })
		return err
	})
	return all, err
}

// PutActivity adds a record of processing, or changes the one of its code that
// has the version that was read. Texts in other languages stay.
func (s *Service) PutActivity(ctx context.Context, who network.Who, n network.Network, a Activity) error {
	if err := network.May(who, "privacy.change-records", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	a.Network = n.ID
	return s.db.Write(ctx, func(tx *db.Tx) error {
		classes, err := schedules(tx)
		if err != nil {
			return err
		}
		all, err := activities(tx, n.ID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(old Activity) bool { return old.Code == a.Code })
		if i >= 0 {
			a.Name, a.Purpose = all[i].Name.Over(a.Name), all[i].Purpose.Over(a.Purpose)
		}
		if err := a.Check(classNames(classes)); err != nil {
			return err
		}
		if _, err := network.OrganisationByCode(tx, a.Controller); err != nil {
			return fault.Of(err).On("controller")
		}
		if i < 0 {
			a.ID = db.ID()
			err = insertActivity(tx, a)
		} else {
			err = changed(updateActivity(tx, a))
		}
		if err != nil {
			return err
		}
		return s.record(tx, who, n, "privacy.put-activity", "activity "+a.Code, a)
	})
}

func classNames(all []Schedule) (names []string) {
	for _, one := range all {
		names = append(names, one.Class)
	}
	return names
}

// Looking says which deeds somebody looks for.
type Looking struct {
	Login   string // of who did them
	Action  string
	Subject string
	From    string // first day
	To      string // last day
	Before  int64
	Limit   int
	Export  bool
}

// Deed is a deed with the name of who did it.
type Deed struct {
	audit.Found
	Name string
}

// Audit returns the deeds of a network, or of the whole installation where it
// has no id; that somebody looks is a deed too.
func (s *Service) Audit(ctx context.Context, who network.Who, n network.Network, l Looking) (all []Deed, err error) {
	if err := network.May(who, "audit.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	if l.Export {
		if err := network.May(who, "audit.export", network.Resource{Network: n.ID}).Err(); err != nil {
			return nil, err
		}
	}
	q, err := s.query(n, l)
	if err != nil {
		return nil, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if l.Login != "" {
			p, err := network.PersonByLogin(tx, l.Login)
			if err == db.ErrNone {
				p.ID, err = l.Login, nil // somebody who has no account: "operator"
			}
			if err != nil {
				return err
			}
			q.Who = p.ID
		}
		found, err := audit.Search(tx, q)
		if err != nil {
			return err
		}
		names, err := namesOf(tx, found, func(f audit.Found) string { return f.Who })
		if err != nil {
			return err
		}
		for _, f := range found {
			name := names[f.Who]
			if name == "" {
				name = f.Who
			}
			all = append(all, Deed{f, name})
		}
		return s.lookedAt(tx, who, n, l, len(all))
	})
	return all, err
}

// lookedAt records that somebody read the record, and rings where much of it
// was taken out.
func (s *Service) lookedAt(tx *db.Tx, who network.Who, n network.Network, l Looking, count int) error {
	action := "audit.read"
	if l.Export {
		action = "audit.export"
		if err := s.watch(tx, Alarm{Network: n.ID, Who: who.ID, Kind: bulkExport, Count: int64(count), At: s.now()}); err != nil {
			return err
		}
	}
	return s.record(tx, who, n, action, "record", map[string]any{"who": l.Login, "action": l.Action, "subject": l.Subject, "from": l.From, "to": l.To, "rows": count})
}

// query turns days into times in the network's zone.
func (s *Service) query(n network.Network, l Looking) (q audit.Query, err error) {
	q = audit.Query{Network: n.ID, All: n.ID == "", Action: strings.TrimSpace(l.Action), Subject: strings.TrimSpace(l.Subject), Before: l.Before, Limit: l.Limit}
	zone, err := time.LoadLocation(n.Zone)
	if err != nil {
		zone = time.UTC
	}
	day := func(text, field string, after int) time.Time {
		if text == "" {
			return time.Time{}
		}
		t, wrong := time.ParseInLocation(time.DateOnly, text, zone)
		if wrong != nil {
			err = fault.New(fault.Invalid, "network.day").On(field)
		}
		return t.AddDate(0, 0, after)
	}
	err = nil
	q.From, q.To = day(l.From, "from", 0), day(l.To, "to", 1)
	return q, err
}

// Whole tells whether the record is whole: how many rows it has, and the
// number of the first that does not hold, or nothing.
func (s *Service) Whole(ctx context.Context, who network.Who, n network.Network) (rows, broken int64, err error) {
	if err := network.May(who, "audit.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return 0, 0, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		rows, err = audit.Verify(tx)
		return err
	})
	if b, ok := errors.AsType[*audit.Broken](err); ok {
		return rows, b.No, nil
	}
	return rows, 0, err
}
