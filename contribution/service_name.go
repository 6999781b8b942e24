package contribution

import (
	"context"
	"strings"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// AddName adds an administrator of a company to an entry, with what the name
// is needed for and where it is from.
func (s *Service) AddName(ctx context.Context, who network.Who, n network.Network, no int64, name Name) error {
	if err := network.May(who, "contribution.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		e, err := s.toChange(tx, who, n, no)
		if err != nil {
			return err
		}
		name.Company, name.Name, name.Purpose, name.Source = strings.TrimSpace(name.Company), strings.TrimSpace(name.Name), strings.TrimSpace(name.Purpose), strings.TrimSpace(name.Source)
		if err := name.Check(responsibilities[e.Responsibility-1]); err != nil {
			return err
		}
		name.ID, name.Network, name.Entry, name.At = db.ID(), n.ID, e.ID, s.now()
		if err := insertName(tx, name); err != nil {
			return err
		}
		return s.record(tx, who, n, "contribution.add-name", e, map[string]string{"company": name.Company, "purpose": name.Purpose, "source": name.Source})
	})
}

// RemoveName takes a name out again.
func (s *Service) RemoveName(ctx context.Context, who network.Who, n network.Network, no int64, id string) error {
	if err := network.May(who, "contribution.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		e, err := s.toChange(tx, who, n, no)
		if err != nil {
			return err
		}
		rows, err := deleteName(tx, e.ID, id)
		if err == nil && rows == 0 {
			err = fault.New(fault.Missing, "contribution.name.unknown")
		}
		if err != nil {
			return err
		}
		return s.record(tx, who, n, "contribution.remove-name", e, nil)
	})
}

// Names returns the administrators of companies that an entry names.
//
// Rule contribution.look: names of administrators are shown to people of the
// network alone, and each look is recorded before anything is shown.
func (s *Service) Names(ctx context.Context, who network.Who, n network.Network, no int64) (e Entry, all []Name, err error) {
	if err := network.May(who, "contribution.read-names", network.Resource{Network: n.ID}).Err(); err != nil {
		return e, nil, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if e, err = find(tx, n, no); err != nil {
			return err
		}
		if all, err = namesOf(tx, e.ID); err != nil || len(all) == 0 {
			return err
		}
		if err := insertLook(tx, e, Look{Who: who.ID, At: s.now(), Names: int64(len(all))}); err != nil {
			return err
		}
		return s.record(tx, who, n, "contribution.read-names", e, map[string]int{"names": len(all)})
	})
	return e, all, err
}

// keptEntry is something that a person recorded.
type keptEntry struct {
	No    int64     `json:"no"`
	Day   string    `json:"day"`
	Title string    `json:"title"`
	At    time.Time `json:"at"`
}

// Kept returns what is kept of a person, in a transaction of the caller, who
// has asked whether it may be known.
func Kept(tx *db.Tx, person string) (any, error) {
	kept := struct {
		Recorded []keptEntry `json:"recorded"`
		Looks    int64       `json:"looks_at_names"`
	}{Recorded: []keptEntry{}}
	all, err := entriesBy(tx, person)
	for _, e := range all {
		kept.Recorded = append(kept.Recorded, keptEntry{e.No, e.Day, e.Title, e.At})
	}
	if err == nil {
		kept.Looks, err = looksBy(tx, person)
	}
	return kept, err
}

// Forget takes out who recorded an entry; what the member did stays.
func Forget(tx *db.Tx, person string, _ time.Time) error { return forgetRecorder(tx, person) }

// SweepNames deletes names of administrators that were added before a time.
func SweepNames(tx *db.Tx, before time.Time) (int64, error) { return deleteNamesBefore(tx, before) }
