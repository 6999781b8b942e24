package decision

import (
	"context"
	"slices"
	"time"

	"pesnet/body"
	"pesnet/kit/db"
	"pesnet/letter"
	"pesnet/network"
)

// Owes tells who owes a vote in a written procedure or the work of an action
// point, and which procedures the secretariat has to close. It is open to all:
// what is shown to whom is for whoever asks.
//
// Rule decision.owed: a vote is owed until the last day of a written procedure
// by whoever votes for an organisation that has not answered; an action point
// by its person, or by the representatives of its owner.
func (s *Service) Owes(_ context.Context, tx *db.Tx, n network.Network, today string) (all []letter.Owed, err error) {
	running, err := decisionsRunning(tx, n.ID)
	if err != nil {
		return nil, err
	}
	holders, err := network.HoldersOn(tx, n.ID, today)
	if err != nil {
		return nil, err
	}
	for _, d := range running {
		some, err := s.votesOwed(tx, n, d, today, holders)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	some, err := actionsOwed(tx, n, today)
	return append(all, some...), err
}

// votesOwed are the votes that a written procedure lacks; after its last day,
// its end.
func (s *Service) votesOwed(tx *db.Tx, n network.Network, d Decision, today string, holders []network.Holder) (all []letter.Owed, err error) {
	if today > d.Limit {
		for _, h := range holders {
			if h.Role.Role == network.Secretariat {
				all = append(all, letter.Owed{Person: h.Person.ID, Kind: "decision.owed.close", Network: n.ID, Day: addDays(d.Limit, 1), At: d.Path(), Args: []any{"code", d.Code()}, Need: []string{"decision.keep", n.ID}})
			}
		}
		return all, nil
	}
	bench, err := benchIn(tx, n, d, s.now())
	if err != nil {
		return nil, err
	}
	votes, err := votesOf(tx, d.ID)
	if err != nil {
		return nil, err
	}
	conflicts, err := conflictsOf(tx, d.ID)
	for _, organisation := range bench.Entitled {
		answered := slices.ContainsFunc(votes, func(v Vote) bool { return v.Organisation == organisation }) || disinterested(conflicts, organisation) != nil
		voter, known := bench.Voter(organisation)
		if answered || !known {
			continue
		}
		all = append(all, letter.Owed{Person: voter.Person, Kind: "decision.owed.vote", Network: n.ID, Day: d.Limit, At: d.Path() + "#own", Args: []any{"code", d.Code()}, Need: []string{"decision.vote", n.ID, organisation}})
	}
	return all, err
}

func actionsOwed(tx *db.Tx, n network.Network, today string) (all []letter.Owed, err error) {
	actions, err := actionsIn(tx, n.ID)
	if err != nil {
		return nil, err
	}
	contacts, err := body.Representatives(tx, n.ID, today)
	if err != nil {
		return nil, err
	}
	holders, err := network.HoldersOn(tx, n.ID, today)
	for _, a := range actions {
		if a.State != ToDo {
			continue
		}
		for _, person := range owners(a, contacts, holders) {
			all = append(all, letter.Owed{Person: person, Kind: "decision.owed.action", Network: n.ID, Day: a.Due, At: a.Path(), Args: []any{"code", a.Code(), "text", a.Text}, Need: []string{"decision.progress", n.ID, a.Organisation}})
		}
	}
	return all, err
}

// owners are the people to whom an action point belongs: its person, the
// representatives of its organisation, or the secretariat where it is theirs.
func owners(a Action, contacts []body.Contact, holders []network.Holder) (ids []string) {
	if a.Person != "" {
		return []string{a.Person}
	}
	for _, c := range contacts {
		if c.Organisation.ID == a.Organisation && !slices.Contains(ids, c.Person.ID) {
			ids = append(ids, c.Person.ID)
		}
	}
	for _, h := range holders {
		if h.Role.Organisation == a.Organisation && h.Role.Role == network.Secretariat && !slices.Contains(ids, h.Person.ID) {
			ids = append(ids, h.Person.ID)
		}
	}
	return ids
}

// keptHere is what this area keeps of a person.
type keptHere struct {
	Votes   []voted      `json:"votes"`
	Actions []keptAction `json:"action_points"`
}

type keptAction struct {
	Code  string `json:"code"`
	Text  string `json:"text"`
	Due   string `json:"due"`
	State string `json:"state"`
	Note  string `json:"note,omitempty"`
}

// Kept gives what this area keeps of a person.
func Kept(tx *db.Tx, person string) (any, error) {
	k := keptHere{Actions: []keptAction{}}
	var err error
	if k.Votes, err = votesBy(tx, person); err != nil {
		return nil, err
	}
	all, err := actionsBy(tx, person)
	for _, a := range all {
		k.Actions = append(k.Actions, keptAction{a.Code(), a.Text, a.Due, a.State, a.Note})
	}
	return k, err
}

// Forget takes a person out of votes and action points; those of the
// organisation stay.
func Forget(tx *db.Tx, person string, _ time.Time) error { return forgetPerson(tx, person) }
