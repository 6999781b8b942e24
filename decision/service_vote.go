package decision

import (
	"context"
	"slices"
	"strings"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/meeting"
	"pesnet/network"
)

// Ballot is a vote that is given: of one organisation, or of all that are
// there and have not voted yet.
type Ballot struct {
	Organisation string // id
	Person       string // id; empty = whoever votes for the organisation, or the person who asks
	Choice       string
}

// Vote takes the vote of an organisation: from the person who votes for it, or
// as the secretary writes it down.
func (s *Service) Vote(ctx context.Context, who network.Who, n network.Network, code string, b Ballot) error {
	keeps := s.MayKeep(ctx, who, n, Keep{Decision: code}) == nil
	if err := network.May(who, "decision.vote", network.Resource{Network: n.ID, Organisation: b.Organisation}).Err(); err != nil && !keeps {
		return err
	}
	if !keeps {
		b.Person = who.ID
	}
	return s.vote(ctx, who, n, code, func(bench Bench, conflicts []Conflict, _ []Vote) ([]Vote, error) {
		if err := disinterested(conflicts, b.Organisation); err != nil {
			return nil, err
		}
		seat, err := bench.may(b.Organisation, b.Person)
		return []Vote{{Organisation: b.Organisation, Person: seat.Person, Alternate: seat.Alternate, Choice: b.Choice}}, err
	})
}

// VoteAll writes the same vote down for every organisation that is there, has
// declared no conflict and has not voted yet.
func (s *Service) VoteAll(ctx context.Context, who network.Who, n network.Network, code, choice string) error {
	if err := s.MayKeep(ctx, who, n, Keep{Decision: code}); err != nil {
		return err
	}
	return s.vote(ctx, who, n, code, func(bench Bench, conflicts []Conflict, given []Vote) (all []Vote, err error) {
		for _, organisation := range bench.Present {
			voted := slices.ContainsFunc(given, func(v Vote) bool { return v.Organisation == organisation })
			if voted || disinterested(conflicts, organisation) != nil {
				continue
			}
			seat, _ := bench.Voter(organisation)
			all = append(all, Vote{Organisation: organisation, Person: seat.Person, Alternate: seat.Alternate, Choice: choice})
		}
		return all, nil
	})
}

// vote puts votes into an open decision of a network.
func (s *Service) vote(ctx context.Context, who network.Who, n network.Network, code string, votes func(Bench, []Conflict, []Vote) ([]Vote, error)) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		d, bench, err := s.atVote(tx, n, code)
		if err != nil {
			return err
		}
		if d.Terms.Secret {
			return fault.New(fault.Conflict, "decision.secret")
		}
		conflicts, err := conflictsOf(tx, d.ID)
		if err != nil {
			return err
		}
		given, err := votesOf(tx, d.ID)
		if err != nil {
			return err
		}
		all, err := votes(bench, conflicts, given)
		if err != nil {
			return err
		}
		for _, v := range all {
			if err := counted(v.Choice); err != nil {
				return err
			}
			v.Decision, v.By, v.At = d.ID, who.ID, s.now()
			if err := putVote(tx, n.ID, v); err != nil {
				return err
			}
			if err := s.record(tx, who, n, "decision.vote", d.Code(), v); err != nil {
				return err
			}
		}
		return nil
	})
}

// atVote returns an open decision with who may vote on it. Closing waits for
// votes that are on their way, and votes for a closing.
func (s *Service) atVote(tx *db.Tx, n network.Network, code string) (d Decision, b Bench, err error) {
	if err := tx.Lock("decision " + n.ID + " " + strings.ToUpper(code)); err != nil {
		return d, b, err
	}
	if d, err = ByCode(tx, n.ID, code); err != nil {
		return d, b, err
	}
	if err := d.open(); err != nil {
		return d, b, err
	}
	if err := s.unsealed(tx, d.Meeting); err != nil {
		return d, b, err
	}
	b, err = s.bench(tx, n, d)
	if err == nil && d.Written() && s.today(n) > d.Limit {
		err = fault.New(fault.Conflict, "decision.over", "limit", d.Limit)
	}
	return d, b, err
}

func (s *Service) bench(tx *db.Tx, n network.Network, d Decision) (Bench, error) {
	if d.Written() {
		return benchIn(tx, n, d, s.now())
	}
	m, err := meeting.Find(tx, n.ID, d.Meeting)
	if err != nil {
		return Bench{}, err
	}
	return benchAt(tx, n, m)
}

// Declare notes a conflict of interest of the person who votes for an
// organisation; a vote that was given is taken out.
func (s *Service) Declare(ctx context.Context, who network.Who, n network.Network, code string, c Conflict) error {
	keeps := s.MayKeep(ctx, who, n, Keep{Decision: code}) == nil
	if err := network.May(who, "decision.vote", network.Resource{Network: n.ID, Organisation: c.Organisation}).Err(); err != nil && !keeps {
		return err
	}
	c.Reason = strings.TrimSpace(c.Reason)
	if err := c.Check(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		d, bench, err := s.atVote(tx, n, code)
		if err != nil {
			return err
		}
		if !keeps {
			c.Person = who.ID
		}
		seat, err := bench.may(c.Organisation, c.Person)
		if err != nil {
			return err
		}
		c.Decision, c.Person, c.At = d.ID, seat.Person, s.now()
		if err := deleteVote(tx, d.ID, c.Organisation); err != nil {
			return err
		}
		if err := putConflict(tx, n.ID, c); err != nil {
			return err
		}
		return s.record(tx, who, n, "decision.declare", d.Code(), map[string]any{"organisation": c.Organisation})
	})
}

// Close counts the votes and freezes them with the result. sums are those of a
// secret ballot; of an open vote they are counted.
func (s *Service) Close(ctx context.Context, who network.Who, n network.Network, code string, sums Tally) (d Decision, err error) {
	if err := s.MayKeep(ctx, who, n, Keep{Decision: code}); err != nil {
		return d, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		d, err = s.close(tx, who, n, code, sums)
		return err
	})
	return d, err
}

func (s *Service) close(tx *db.Tx, who network.Who, n network.Network, code string, sums Tally) (d Decision, err error) {
	if err := tx.Lock("decision " + n.ID + " " + strings.ToUpper(code)); err != nil {
		return d, err
	}
	if d, err = ByCode(tx, n.ID, code); err != nil {
		return d, err
	}
	if err := d.open(); err != nil {
		return d, err
	}
	if err := s.unsealed(tx, d.Meeting); err != nil {
		return d, err
	}
	if d.Tally, err = s.tally(tx, n, d); err != nil {
		return d, err
	}
	if err := d.over(s.today(n), d.Tally.Silent); err != nil {
		return d, err
	}
	if d.Terms.Secret {
		d.Tally.For, d.Tally.Against, d.Tally.Abstained = sums.For, sums.Against, sums.Abstained
		if err := balloted(d.Tally); err != nil {
			return d, err
		}
	}
	d.State, d.Result, d.Closed, d.On, d.By = Closed, d.Terms.Result(d.Tally), s.now(), s.today(n), who.ID
	if d.Written() && d.Public {
		d.Shown = d.Closed
	}
	if !d.Written() {
		m, err := meeting.Find(tx, n.ID, d.Meeting)
		if err != nil {
			return d, err
		}
		d.On = dayIn(n, m.Starts)
	}
	if err := network.Changed(updateDecision(tx, d)); err != nil {
		return d, err
	}
	return d, s.record(tx, who, n, "decision.close", d.Code(), map[string]any{"result": d.Result, "tally": d.Tally, "terms": d.Terms})
}

func (s *Service) tally(tx *db.Tx, n network.Network, d Decision) (Tally, error) {
	bench, err := s.bench(tx, n, d)
	if err != nil {
		return Tally{}, err
	}
	votes, err := votesOf(tx, d.ID)
	if err != nil {
		return Tally{}, err
	}
	conflicts, err := conflictsOf(tx, d.ID)
	return count(d, bench, votes, conflicts), err
}
