package programme

import (
	"context"
	"strconv"
	"strings"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/once"
	"pesnet/network"
)

// Known is the matters of a register with the organisations that they name.
type Known struct {
	Matters       []Matter // the latest first
	Organisations map[string]network.Organisation
	MayAdd        bool
}

// Register returns the requests or the problems of a network, as far as the
// reader may see them.
func (s *Service) Register(ctx context.Context, who network.Who, n network.Network, register string) (k Known, err error) {
	if err := network.May(who, "programme.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return k, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if k.Matters, err = readable(tx, who, n, register); err != nil {
			return err
		}
		k.Organisations, err = named(tx, k.Matters...)
		return err
	})
	k.MayAdd = network.May(who, "programme.change", network.Resource{Network: n.ID}).Allowed
	if register == Problems {
		k.MayAdd = k.MayAdd || len(s.speaksFor(who, n)) > 0
	}
	return k, err
}

// speaksFor are the organisations for which somebody may raise a problem.
func (s *Service) speaksFor(who network.Who, n network.Network) (ids []string) {
	for _, id := range who.ActsFor(n.ID) {
		if network.May(who, "programme.raise", network.Resource{Network: n.ID, Organisation: id}).Allowed {
			ids = append(ids, id)
		}
	}
	return ids
}

func named(tx *db.Tx, all ...Matter) (map[string]network.Organisation, error) {
	var ids []string
	for _, m := range all {
		ids = append(append(ids, m.Organisation), strings.Fields(m.Drafters)...)
	}
	return network.OrganisationsOf(tx, ids...)
}

// Matter returns a request or a problem.
func (s *Service) Matter(ctx context.Context, who network.Who, n network.Network, register string, no int64) (m Matter, names map[string]network.Organisation, err error) {
	if err := network.May(who, "programme.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return m, nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if m, err = findMatter(tx, n, register, no); err != nil {
			return err
		}
		if !m.Public() {
			if err := network.May(who, "programme.read-drafts", network.Resource{Network: n.ID}).Err(); err != nil {
				return err
			}
		}
		names, err = named(tx, m)
		return err
	})
	return m, names, err
}

// findMatter reads a matter. Of one behind the wall it says that it is there:
// whoever may not read it is told to sign in, and not that there is none. The
// caller asks next.
func findMatter(tx *db.Tx, n network.Network, register string, no int64) (Matter, error) {
	m, hidden, err := db.Past(tx, func() (Matter, error) { return matterByNo(tx, n.ID, register, no) })
	if hidden {
		m = Matter{ID: m.ID, Network: m.Network, Register: m.Register, No: m.No, State: m.State, Organisation: m.Organisation}
	}
	if err == db.ErrNone {
		err = fault.New(fault.Missing, "programme.matter.unknown", "no", strconv.FormatInt(no, 10))
	}
	return m, err
}

// mayChange refuses to those who may not write a matter.
//
// Rule programme.raise: requests are written by the secretariat; a problem by
// the member that raised it until it is discussed, and by the secretariat.
func mayChange(who network.Who, n network.Network, m Matter) error {
	err := network.May(who, "programme.change", network.Resource{Network: n.ID}).Err()
	early := m.Register == Problems && (m.State == "" || m.State == "raised")
	if err != nil && early && network.May(who, "programme.raise", network.Resource{Network: n.ID, Organisation: m.Organisation}).Allowed {
		return nil
	}
	return err
}

// Put adds a request or a problem, or changes the one of its number that has
// the version which was read.
func (s *Service) Put(ctx context.Context, who network.Who, n network.Network, m Matter) (Matter, error) {
	if err := network.May(who, "programme.read-drafts", network.Resource{Network: n.ID}).Err(); err != nil {
		return m, err
	}
	err := s.db.Write(ctx, func(tx *db.Tx) (err error) {
		m, err = once.Do(tx, s.now(), func() (Matter, error) { return s.putMatter(tx, who, n, m) })
		return err
	})
	return m, err
}

func (s *Service) putMatter(tx *db.Tx, who network.Who, n network.Network, m Matter) (Matter, error) {
	m.Title, m.About, m.Addressee = strings.TrimSpace(m.Title), strings.TrimSpace(m.About), strings.TrimSpace(m.Addressee)
	if m.Register == Problems {
		m.Kind, m.Requester = "problem", ""
	}
	if m.No == 0 {
		m.State = ""
		if err := mayChange(who, n, m); err != nil {
			return m, err
		}
		if err := m.Check(s.networks.Today(n)); err != nil {
			return m, err
		}
		m.ID, m.Network, m.State = db.ID(), n.ID, m.Way()[0]
		m, err := insertMatter(tx, m)
		if err != nil {
			return m, err
		}
		return m, s.record(tx, who, n, "programme.add-"+m.Register, m.Register+" "+m.Number(), m)
	}
	old, err := findMatter(tx, n, m.Register, m.No)
	if err != nil {
		return m, err
	}
	if err := mayChange(who, n, old); err != nil {
		return m, err
	}
	now := old
	now.Kind, now.Requester, now.Title, now.About, now.Due, now.Drafters, now.Addressee, now.Version = m.Kind, m.Requester, m.Title, m.About, m.Due, m.Drafters, m.Addressee, m.Version
	if err := now.Check(s.networks.Today(n)); err != nil {
		return m, err
	}
	if err := network.Changed(updateMatter(tx, now)); err != nil {
		return m, err
	}
	return now, s.record(tx, who, n, "programme.change-"+m.Register, m.Register+" "+now.Number(), map[string]any{"before": old, "after": now})
}

// Move brings a request or a problem into its next state.
func (s *Service) Move(ctx context.Context, who network.Who, n network.Network, m Matter, step Step) error {
	if err := network.May(who, "programme.change", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		old, err := findMatter(tx, n, m.Register, m.No)
		if err != nil {
			return err
		}
		now := old
		if step.State == "recommended" && m.Addressee != "" {
			now.Addressee = strings.TrimSpace(m.Addressee)
		}
		step.Text, step.Decision = strings.TrimSpace(step.Text), strings.TrimSpace(step.Decision)
		if err := now.take(step, s.networks.Today(n)); err != nil {
			return err
		}
		now.State, now.Version = step.State, m.Version
		if err := network.Changed(updateMatter(tx, now)); err != nil {
			return err
		}
		if err := insertStep(tx, now, step); err != nil {
			return err
		}
		return s.record(tx, who, n, "programme.move-"+m.Register, m.Register+" "+now.Number(), step)
	})
}

// keptComment is what a person said of a programme.
type keptComment struct {
	At   time.Time `json:"at"`
	Text string    `json:"text"`
}

// Kept returns what is kept of a person, in a transaction of the caller, who
// has asked whether it may be known.
func Kept(tx *db.Tx, person string) (any, error) {
	kept := struct {
		Comments []keptComment `json:"comments"`
	}{[]keptComment{}}
	all, err := commentsBy(tx, person)
	for _, c := range all {
		kept.Comments = append(kept.Comments, keptComment{c.At, c.Text})
	}
	return kept, err
}

// Forget takes out who wrote a comment; what the member said stays.
func Forget(tx *db.Tx, person string, _ time.Time) error { return forgetCommenter(tx, person) }
