package decision

import (
	"slices"
	"time"

	"pesnet/accession"
	"pesnet/body"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/meeting"
	"pesnet/network"
)

// Of returns the decisions of a meeting that were not withdrawn, in a
// transaction of the caller, who has asked whether they may be known.
func Of(tx *db.Tx, meeting string) ([]Decision, error) { return decisionsOf(tx, meeting) }

// Between returns what a network decided from one day to another, the first
// first, in a transaction of the caller, who has asked whether it may be known.
func Between(tx *db.Tx, network, from, to string) ([]Decision, error) {
	return decisionsClosed(tx, network, from, to)
}

// ByCode returns a decision of a network by its code: D-2026-14.
func ByCode(tx *db.Tx, networkID, code string) (Decision, error) {
	year, no, ok := readCode(code)
	d, err := decisionByNo(tx, networkID, year, no)
	if !ok || err == db.ErrNone {
		err = fault.New(fault.Missing, "decision.unknown", "code", code)
	}
	return d, err
}

// Actions returns the action points of a network: the open ones by the day on
// which they are due, then the others.
func Actions(tx *db.Tx, network string) ([]Action, error) { return actionsIn(tx, network) }

// ActionsOf returns the action points of a meeting.
func ActionsOf(tx *db.Tx, meeting string) ([]Action, error) { return actionsOf(tx, meeting) }

// VotesOf returns the votes on a decision, of which the caller has asked
// whether they may be known; none of a secret ballot.
func VotesOf(tx *db.Tx, decision string) ([]Vote, error) { return votesOf(tx, decision) }

// Publish shows everybody the public decisions of a meeting, in the
// transaction that approves its minutes.
func Publish(tx *db.Tx, network, meeting string, at time.Time) error {
	_, err := showDecisions(tx, network, meeting, at)
	return err
}

// advising are the seats without a vote.
var advising = []string{"adviser", "observer", "secretary", network.Secretariat}

// benchAt is who may vote at a meeting: the organisations with a seat of a
// member in its body, or the members of the network, as far as they are there.
func benchAt(tx *db.Tx, n network.Network, m meeting.Meeting) (b Bench, err error) {
	day := dayIn(n, m.Starts)
	if b.Entitled, b.Resting, err = entitled(tx, n, m.Body, moment{day, m.Starts}); err != nil {
		return b, err
	}
	all, err := meeting.Presences(tx, m)
	for _, p := range all {
		if !slices.Contains(b.Entitled, p.Organisation) || slices.Contains(advising, p.Seat) {
			continue
		}
		b.Seats = append(b.Seats, Seat{Organisation: p.Organisation, Person: p.Person, Alternate: p.Seat == "alternate", Present: p.There()})
		if p.There() && !b.here(p.Organisation) {
			b.Present = append(b.Present, p.Organisation)
		}
	}
	return b, err
}

// benchIn is who may vote in a written procedure: those with a seat in the
// body, or the representatives of the members, as far as their rights do not
// rest at a time.
func benchIn(tx *db.Tx, n network.Network, d Decision, at time.Time) (b Bench, err error) {
	bodyID, day := d.Body, d.Day
	if !d.Closed.IsZero() {
		at = d.Closed
	}
	if b.Entitled, b.Resting, err = entitled(tx, n, bodyID, moment{day, at}); err != nil {
		return b, err
	}
	b.Present = b.Entitled
	if bodyID != "" {
		seats, err := body.SeatsOn(tx, bodyID, day)
		if err != nil {
			return b, err
		}
		for _, s := range seats {
			if s.Person != "" && slices.Contains(b.Entitled, s.Organisation) && !slices.Contains(advising, s.Role) {
				b.Seats = append(b.Seats, Seat{Organisation: s.Organisation, Person: s.Person, Alternate: s.Role == "alternate", Present: true})
			}
		}
	}
	contacts, err := body.Representatives(tx, n.ID, day)
	for _, c := range contacts {
		seated := slices.ContainsFunc(b.Seats, func(s Seat) bool { return s.Organisation == c.Organisation.ID && !s.Alternate })
		if !seated && slices.Contains(b.Entitled, c.Organisation.ID) {
			b.Seats = append(b.Seats, Seat{Organisation: c.Organisation.ID, Person: c.Person.ID, Present: true})
		}
	}
	return b, err
}

// moment is a day on which one has a seat, and the time at which rights rest
// or do not.
type moment struct {
	day string
	at  time.Time
}

// entitled are the organisations that have a vote in a body, and those that
// would have one if their rights did not rest.
func entitled(tx *db.Tx, n network.Network, bodyID string, m moment) (ids, resting []string, err error) {
	all, err := seated(tx, n, bodyID, m.day)
	if err != nil {
		return nil, nil, err
	}
	suspended, err := accession.SuspendedAt(tx, n.ID, m.at)
	for _, id := range all {
		if slices.Contains(suspended, id) {
			resting = append(resting, id)
		} else {
			ids = append(ids, id)
		}
	}
	return ids, resting, err
}

// seated are the organisations with the seat of a member in a body on a day;
// where it has none, the members of the network.
func seated(tx *db.Tx, n network.Network, bodyID, day string) (ids []string, err error) {
	add := func(id string) {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if bodyID != "" {
		seats, err := body.SeatsOn(tx, bodyID, day)
		if err != nil {
			return nil, err
		}
		for _, s := range seats {
			if s.Role == "member" {
				add(s.Organisation)
			}
		}
	}
	if len(ids) > 0 {
		return ids, nil
	}
	members, err := network.MembersOn(tx, n.ID, day)
	for _, m := range members {
		if m.Membership.Counts() {
			add(m.Organisation.ID)
		}
	}
	return ids, err
}

// kindOf is the kind of a body; "assembly" for the whole network.
func kindOf(tx *db.Tx, n network.Network, id string) (string, error) {
	if id == "" {
		return "assembly", nil
	}
	b, err := body.ByID(tx, id)
	if err == nil && b.Network != n.ID {
		err = fault.New(fault.Missing, "body.unknown", "code", id)
	}
	return b.Kind, err
}

// dayIn is the day of a time in the zone of a network.
func dayIn(n network.Network, t time.Time) string {
	zone, err := time.LoadLocation(n.Zone)
	if err != nil {
		zone = time.UTC
	}
	return t.In(zone).Format(time.DateOnly)
}
