package minutes

import (
	"context"
	"slices"
	"strings"

	"pesnet/decision"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/meeting"
	"pesnet/network"
)

// Comment takes a comment of a member on circulated minutes.
func (s *Service) Comment(ctx context.Context, who network.Who, n network.Network, code string, c Comment) error {
	if err := network.May(who, "minutes.comment", network.Resource{Network: n.ID, Organisation: c.Organisation}).Err(); err != nil {
		return err
	}
	c.Text = plain(c.Text)
	if err := c.Check(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		at, m, err := s.held(tx, n, code)
		if err != nil {
			return err
		}
		if err := m.commentable(s.today(n)); err != nil {
			return err
		}
		pieces, err := piecesOf(tx, m.ID)
		if err != nil {
			return err
		}
		if c.Piece != "" && !slices.ContainsFunc(pieces, func(p Piece) bool { return p.ID == c.Piece }) {
			return fault.New(fault.Missing, "minutes.piece.unknown")
		}
		c.ID, c.Minutes, c.Person, c.At = db.ID(), m.ID, who.ID, s.now()
		if err := insertComment(tx, n.ID, c); err != nil {
			return err
		}
		return s.record(tx, who, n, "minutes.comment", at, map[string]any{"comment": c.ID})
	})
}

// Answer answers a comment: taken, or not, with the reason.
func (s *Service) Answer(ctx context.Context, who network.Who, n network.Network, code string, c Comment) error {
	if err := s.MayWrite(ctx, who, n, code); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		at, m, err := s.held(tx, n, code)
		if err != nil {
			return err
		}
		all, err := commentsOf(tx, m.ID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(one Comment) bool { return one.ID == c.ID })
		if i < 0 {
			return fault.New(fault.Missing, "minutes.comment.unknown")
		}
		one := all[i]
		if err := one.answer(c.Answer, c.Reason); err != nil {
			return err
		}
		one.Answer, one.Reason, one.Answered = c.Answer, strings.TrimSpace(c.Reason), s.now()
		if err := network.Changed(answerComment(tx, one)); err != nil {
			return err
		}
		return s.record(tx, who, n, "minutes.answer", at, map[string]any{"comment": one.ID, "answer": one.Answer})
	})
}

// Add puts an addendum to approved minutes, to be approved by a decision.
func (s *Service) Add(ctx context.Context, who network.Who, n network.Network, code, text string) (a Addendum, err error) {
	if err := s.MayWrite(ctx, who, n, code); err != nil {
		return a, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		at, m, err := find(tx, n, code)
		if err != nil {
			return err
		}
		if err := tx.Lock("minutes " + m.ID); err != nil {
			return err
		}
		a = Addendum{ID: db.ID(), Minutes: m.ID, Text: plain(text), Author: who.ID, On: s.today(n)}
		if err := a.Check(m); err != nil {
			return err
		}
		all, err := addendaOf(tx, m.ID)
		if err != nil {
			return err
		}
		a.No = len(all) + 1
		if err := insertAddendum(tx, n.ID, a); err != nil {
			return err
		}
		return s.record(tx, who, n, "minutes.add", at, map[string]any{"no": a.No})
	})
	return a, err
}

// ApproveAddendum approves an addendum by a decision that was adopted after it
// was made.
func (s *Service) ApproveAddendum(ctx context.Context, who network.Who, n network.Network, code string, no int, by string) error {
	if err := s.MayWrite(ctx, who, n, code); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		at, m, err := find(tx, n, code)
		if err != nil {
			return err
		}
		all, err := addendaOf(tx, m.ID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(a Addendum) bool { return a.No == no })
		if i < 0 {
			return fault.New(fault.Missing, "minutes.addendum.unknown")
		}
		a := all[i]
		if err := approves(tx, n, at, a, by); err != nil {
			return err
		}
		a.ApprovedOn, a.Decision, a.Hash = s.today(n), strings.ToUpper(by), hashOf(m.Hash+"\n"+a.Text)
		if err := network.Changed(approveAddendum(tx, a)); err != nil {
			return err
		}
		return s.record(tx, who, n, "minutes.approve-addendum", at, map[string]any{"no": no, "decision": a.Decision, "hash": a.Hash})
	})
}

// approves refuses a decision that cannot approve an addendum.
func approves(tx *db.Tx, n network.Network, at meeting.Meeting, a Addendum, code string) error {
	if a.ApprovedOn != "" {
		return fault.New(fault.Conflict, "minutes.addendum.approved", "day", a.ApprovedOn)
	}
	d, err := decision.ByCode(tx, n.ID, code)
	if err != nil {
		return err
	}
	if d.State != decision.Closed || d.Result != decision.Adopted || d.Body != at.Body || d.On < a.On {
		return fault.New(fault.Invalid, "minutes.adoption.decision").On("decision")
	}
	return nil
}
