package decision

import (
	"context"
	"maps"
	"slices"
	"strings"

	"pesnet/body"
	"pesnet/kit/db"
	"pesnet/meeting"
	"pesnet/network"
)

// Full is a decision with what its page shows.
type Full struct {
	Decision
	At            meeting.Meeting // without an id in a written procedure
	Bench         Bench           // empty for those outside of the network
	Votes         []Vote
	Conflicts     []Conflict
	Now           Tally // as the votes stand
	Organisations map[string]network.Organisation
	Own           []string // organisations for which the person who asks may vote now
	MayKeep       bool
}

// Decision returns a decision: what is published to everybody, all of it to
// those in the network.
func (s *Service) Decision(ctx context.Context, who network.Who, n network.Network, code string) (f Full, err error) {
	if err := network.May(who, "decision.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return f, err
	}
	all := network.May(who, "decision.read-all", network.Resource{Network: n.ID})
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		f.Decision, err = ByCode(tx, n.ID, code)
		if !all.Allowed && (err != nil || f.Shown.IsZero()) {
			return all.Err() // whoever is outside is not told which there are
		}
		if err != nil {
			return err
		}
		if !f.Written() {
			if f.At, err = meetingOf(tx, n, f.Meeting); err != nil {
				return err
			}
		}
		if !all.Allowed {
			return nil
		}
		on, _, err := Keeping(tx, n, f.Body, s.today(n))
		if err != nil {
			return err
		}
		f.MayKeep = network.May(who, "decision.keep", on).Allowed
		return s.fill(tx, who, n, &f)
	})
	return f, err
}

// meetingOf returns the meeting of a decision, also to those who may not see
// the meeting itself: what is published says where it was decided.
func meetingOf(tx *db.Tx, n network.Network, id string) (m meeting.Meeting, err error) {
	err = tx.Unwalled(func() error {
		m, err = meeting.Find(tx, n.ID, id)
		return err
	})
	return m, err
}

// fill reads the votes and who may vote.
func (s *Service) fill(tx *db.Tx, who network.Who, n network.Network, f *Full) (err error) {
	if f.Votes, err = votesOf(tx, f.ID); err != nil {
		return err
	}
	if f.Conflicts, err = conflictsOf(tx, f.ID); err != nil {
		return err
	}
	if f.Bench, err = s.bench(tx, n, f.Decision); err != nil {
		return err
	}
	f.Now = f.Tally
	if f.State == Open {
		f.Now = count(f.Decision, f.Bench, f.Votes, f.Conflicts)
	}
	ids := map[string]bool{}
	for _, id := range slices.Concat(f.Bench.Entitled, f.Bench.Resting) {
		ids[id] = true
	}
	for _, v := range f.Votes {
		ids[v.Organisation] = true
	}
	if f.Organisations, err = network.OrganisationsOf(tx, slices.Collect(maps.Keys(ids))...); err != nil {
		return err
	}
	over := f.Written() && s.today(n) > f.Limit
	if f.State == Open && !f.Terms.Secret && !over {
		for _, seat := range f.Bench.Seats {
			if seat.Person != who.ID || disinterested(f.Conflicts, seat.Organisation) != nil || slices.Contains(f.Own, seat.Organisation) {
				continue
			}
			if _, err := f.Bench.may(seat.Organisation, who.ID); err == nil && network.May(who, "decision.vote", network.Resource{Network: n.ID, Organisation: seat.Organisation}).Allowed {
				f.Own = append(f.Own, seat.Organisation)
			}
		}
	}
	return nil
}

// Filter chooses of the register.
type Filter struct {
	Year   string
	State  string
	Result string
	Body   string // id; "-" = the whole network
	Words  string
}

func (f Filter) takes(d Decision) bool {
	return (f.Year == "" || f.Year == d.Day[:4]) && (f.State == "" || f.State == d.State) && (f.Result == "" || f.Result == d.Result) &&
		(f.Body == "" || f.Body == d.Body || f.Body == "-" && d.Body == "") && strings.Contains(strings.ToLower(d.Text+" "+d.Code()), strings.ToLower(strings.TrimSpace(f.Words)))
}

// Register is the decisions of a network.
type Register struct {
	Decisions []Decision
	Meetings  map[string]meeting.Meeting
	Bodies    []body.Body
	Years     []string
	All       bool // not only those that are published
	MayKeep   bool
}

// Register returns the decisions of a network, the latest first: to everybody
// those that are published.
func (s *Service) Register(ctx context.Context, who network.Who, n network.Network, f Filter) (g Register, err error) {
	if err := network.May(who, "decision.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return g, err
	}
	g.All = network.May(who, "decision.read-all", network.Resource{Network: n.ID}).Allowed
	g.MayKeep = network.May(who, "decision.keep", network.Resource{Network: n.ID}).Allowed
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err := decisionsIn(tx, n.ID)
		if err != nil {
			return err
		}
		g.Meetings = map[string]meeting.Meeting{}
		for _, d := range all {
			if !g.All && d.Shown.IsZero() {
				continue
			}
			if !slices.Contains(g.Years, d.Day[:4]) {
				g.Years = append(g.Years, d.Day[:4])
			}
			if !f.takes(d) {
				continue
			}
			g.Decisions = append(g.Decisions, d)
			if _, known := g.Meetings[d.Meeting]; d.Meeting != "" && !known {
				if g.Meetings[d.Meeting], err = meetingOf(tx, n, d.Meeting); err != nil {
					return err
				}
			}
		}
		g.Bodies, err = body.Ever(tx, n.ID, s.today(n))
		return err
	})
	return g, err
}

// OfMeeting returns the decisions of a meeting to those in the network.
func (s *Service) OfMeeting(ctx context.Context, who network.Who, n network.Network, m meeting.Meeting) (all []Decision, err error) {
	if err := network.May(who, "decision.read-all", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = decisionsOf(tx, m.ID)
		return err
	})
	return all, err
}
