package decision

import (
	"context"
	"slices"
	"strings"

	"pesnet/body"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/once"
	"pesnet/meeting"
	"pesnet/network"
)

// Task is an action point to be put down.
type Task struct {
	Meeting      string // code of the meeting; empty = none
	Item         string // id of the item of its agenda
	Decision     string // code of the decision it follows from
	Organisation string // id
	Person       string // id
	Text         string
	Due          string
}

// AddAction puts down an action point.
func (s *Service) AddAction(ctx context.Context, who network.Who, n network.Network, t Task) (a Action, err error) {
	if err := s.MayKeep(ctx, who, n, Keep{Decision: t.Decision, Meeting: t.Meeting}); err != nil {
		return a, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		a, err = once.Do(tx, s.now(), func() (Action, error) { return s.addAction(tx, who, n, t) })
		return err
	})
	return a, err
}

func (s *Service) addAction(tx *db.Tx, who network.Who, n network.Network, t Task) (a Action, err error) {
	now := s.now()
	a = Action{ID: db.ID(), Network: n.ID, Item: t.Item, Organisation: t.Organisation, Person: t.Person, Text: strings.TrimSpace(t.Text), Due: t.Due, State: ToDo, Made: now, Changed: now, Version: 1}
	if err := a.Check(); err != nil {
		return a, err
	}
	if t.Decision != "" {
		d, err := ByCode(tx, n.ID, t.Decision)
		if err != nil {
			return a, err
		}
		a.Decision, a.Meeting, a.Item = d.ID, d.Meeting, d.Item
	}
	if t.Meeting != "" {
		m, err := meeting.ByCode(tx, n.ID, t.Meeting)
		if err != nil {
			return a, err
		}
		a.Meeting = m.ID
	}
	if err := s.unsealed(tx, a.Meeting); err != nil {
		return a, err
	}
	if err := s.owned(tx, n, a); err != nil {
		return a, err
	}
	if err := tx.Lock("decision_action " + n.ID); err != nil {
		return a, err
	}
	if a.No, err = lastAction(tx, n.ID); err != nil {
		return a, err
	}
	a.No++
	if err := insertAction(tx, a); err != nil {
		return a, err
	}
	return a, s.record(tx, who, n, "decision.add-action", a.Code(), a)
}

// owned refuses an owner that is not in the network, and a person who does not
// act for the owner.
func (s *Service) owned(tx *db.Tx, n network.Network, a Action) error {
	today := s.today(n)
	members, err := network.MembersOn(tx, n.ID, today)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(members, func(m network.Member) bool { return m.Organisation.ID == a.Organisation }) {
		return fault.New(fault.Invalid, "decision.action.owner").On("owner")
	}
	if a.Person == "" {
		return nil
	}
	contacts, err := network.HoldersOn(tx, n.ID, today)
	if err == nil && !slices.ContainsFunc(contacts, func(h network.Holder) bool { return h.Person.ID == a.Person && h.Role.Organisation == a.Organisation }) {
		err = fault.New(fault.Invalid, "decision.action.person").On("person")
	}
	return err
}

// ChangeAction changes what is to be done, by whom and until when, unless it
// belongs to minutes that are approved. The action point has the version that
// was read.
func (s *Service) ChangeAction(ctx context.Context, who network.Who, n network.Network, code string, a Action) error {
	if err := s.MayKeep(ctx, who, n, Keep{Action: code}); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		before, err := s.action(tx, n, code)
		if err != nil {
			return err
		}
		if err := s.unsealed(tx, before.Meeting); err != nil {
			return err
		}
		after := before
		after.Text, after.Organisation, after.Person, after.Due, after.Version, after.Changed = strings.TrimSpace(a.Text), a.Organisation, a.Person, a.Due, a.Version, s.now()
		if err := after.Check(); err != nil {
			return err
		}
		if err := s.owned(tx, n, after); err != nil {
			return err
		}
		if err := network.Changed(updateAction(tx, after)); err != nil {
			return err
		}
		return s.record(tx, who, n, "decision.change-action", before.Code(), map[string]any{"before": before, "after": after})
	})
}

// Progress says how an action point goes: a note, done, or dropped with the
// reason. Its owner may, and the secretariat; also after the minutes are
// approved.
func (s *Service) Progress(ctx context.Context, who network.Who, n network.Network, code string, a Action) error {
	if err := network.May(who, "decision.progress", network.Resource{Network: n.ID, Organisation: a.Organisation}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		before, err := s.action(tx, n, code)
		if err != nil {
			return err
		}
		if before.Organisation != a.Organisation {
			return network.May(network.Who{Person: who.Person}, "decision.progress", network.Resource{Network: n.ID}).Err()
		}
		after := before
		after.State, after.Note, after.Version, after.Changed, after.Ended = a.State, strings.TrimSpace(a.Note), a.Version, s.now(), ""
		if after.State != ToDo {
			after.Ended = s.today(n)
		}
		if err := after.Check(); err != nil {
			return err
		}
		if err := network.Changed(updateAction(tx, after)); err != nil {
			return err
		}
		return s.record(tx, who, n, "decision.progress", before.Code(), map[string]any{"before": before, "after": after})
	})
}

func (s *Service) action(tx *db.Tx, n network.Network, code string) (Action, error) {
	no, ok := readActionCode(code)
	a, err := actionByNo(tx, n.ID, no)
	if !ok || err == db.ErrNone {
		err = fault.New(fault.Missing, "decision.action.unknown", "code", code)
	}
	return a, err
}

// Tasks is action points with those who own them.
type Tasks struct {
	Actions       []Action
	Organisations map[string]network.Organisation
	People        map[string]string // names by id
	Meetings      map[string]meeting.Meeting
	Today         string
	MayKeep       bool
}

// Actions returns the action points of a network, chosen by state and owner.
func (s *Service) Actions(ctx context.Context, who network.Who, n network.Network, state, owner string) (t Tasks, err error) {
	if err := network.May(who, "decision.read-all", network.Resource{Network: n.ID}).Err(); err != nil {
		return t, err
	}
	return s.tasks(ctx, who, n, func(a Action) bool {
		late := state == "late" && a.Late(s.today(n))
		return (state == "" || late || a.State == state) && (owner == "" || a.Organisation == owner)
	})
}

// Action returns an action point.
func (s *Service) Action(ctx context.Context, who network.Who, n network.Network, code string) (t Tasks, err error) {
	if err := network.May(who, "decision.read-all", network.Resource{Network: n.ID}).Err(); err != nil {
		return t, err
	}
	no, _ := readActionCode(code)
	t, err = s.tasks(ctx, who, n, func(a Action) bool { return a.No == no })
	if err == nil && len(t.Actions) == 0 {
		err = fault.New(fault.Missing, "decision.action.unknown", "code", code)
	}
	if err == nil {
		t.MayKeep = s.MayKeep(ctx, who, n, Keep{Action: code}) == nil
	}
	return t, err
}

func (s *Service) tasks(ctx context.Context, who network.Who, n network.Network, takes func(Action) bool) (t Tasks, err error) {
	t = Tasks{Today: s.today(n), MayKeep: network.May(who, "decision.keep", network.Resource{Network: n.ID}).Allowed, Meetings: map[string]meeting.Meeting{}}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err := actionsIn(tx, n.ID)
		if err != nil {
			return err
		}
		var owners, people []string
		for _, a := range all {
			if !takes(a) {
				continue
			}
			t.Actions, owners, people = append(t.Actions, a), append(owners, a.Organisation), append(people, a.Person)
			if _, known := t.Meetings[a.Meeting]; a.Meeting != "" && !known {
				if t.Meetings[a.Meeting], err = meeting.Find(tx, n.ID, a.Meeting); err != nil {
					return err
				}
			}
		}
		if t.Organisations, err = network.OrganisationsOf(tx, owners...); err != nil {
			return err
		}
		t.People, err = network.NamesOf(tx, people...)
		return err
	})
	return t, err
}

// Owners are the organisations that can own an action point, with their
// people.
type Owners struct {
	Organisations []network.Organisation
	Contacts      []body.Contact
}

// Owners returns who can own an action point of a network, to whoever puts one
// down.
func (s *Service) Owners(ctx context.Context, who network.Who, n network.Network, of Keep) (o Owners, err error) {
	if err := s.MayKeep(ctx, who, n, of); err != nil {
		return o, err
	}
	today := s.today(n)
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		members, err := network.MembersOn(tx, n.ID, today)
		if err != nil {
			return err
		}
		for _, m := range members {
			if !slices.ContainsFunc(o.Organisations, func(known network.Organisation) bool { return known.ID == m.Organisation.ID }) {
				o.Organisations = append(o.Organisations, m.Organisation)
			}
		}
		o.Contacts, err = body.Representatives(tx, n.ID, today)
		return err
	})
	return o, err
}
