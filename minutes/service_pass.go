package minutes

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"pesnet/body"
	"pesnet/decision"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/mail"
	"pesnet/meeting"
	"pesnet/network"
)

// Circulate sends the minutes to everybody whom the charter names, and lets
// the comment period begin anew. Decisions of the meeting are closed before.
func (s *Service) Circulate(ctx context.Context, who network.Who, n network.Network, code string) error {
	if err := s.MayWrite(ctx, who, n, code); err != nil {
		return err
	}
	return s.pass(ctx, who, n, code, Circulated, func(tx *db.Tx, at meeting.Meeting, m *Minutes) error {
		if err := closed(tx, at); err != nil {
			return err
		}
		charter, err := network.CharterOf(tx, n.ID)
		if err != nil {
			return err
		}
		today := s.today(n)
		terms := TermsOn(charter, today)
		m.Round++
		m.Circulated, m.On, m.Until = s.now(), today, addDays(today, terms.CommentDays)
		return s.send(tx, n, at, *m, terms)
	})
}

// closed refuses to go on while a decision of the meeting is open.
//
// Rule minutes.closed: minutes are circulated and approved when every decision
// of the meeting is closed or withdrawn.
func closed(tx *db.Tx, at meeting.Meeting) error {
	all, err := decision.Of(tx, at.ID)
	for _, d := range all {
		if d.State == decision.Open {
			return fault.New(fault.Conflict, "minutes.closed", "code", d.Code())
		}
	}
	return err
}

// pass moves minutes on, and the meeting with them.
func (s *Service) pass(ctx context.Context, who network.Who, n network.Network, code, to string, do func(*db.Tx, meeting.Meeting, *Minutes) error) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		at, m, err := s.held(tx, n, code)
		if err != nil {
			return err
		}
		if err := m.passes(to); err != nil {
			return err
		}
		from := m.State
		if err := do(tx, at, &m); err != nil {
			return err
		}
		m.State = to
		if err := network.Changed(updateMinutes(tx, m)); err != nil {
			return err
		}
		if from != to {
			if err := meeting.SetState(tx, at, stateOf[to], s.now()); err != nil {
				return err
			}
		}
		return s.record(tx, who, n, "minutes."+to, at, map[string]any{"round": m.Round, "until": m.Until, "how": m.How, "decision": m.Decision, "hash": m.Hash})
	})
}

// send writes to the receivers and keeps the list of them.
func (s *Service) send(tx *db.Tx, n network.Network, at meeting.Meeting, m Minutes, terms Terms) error {
	all, err := s.receiving(tx, n, at, terms)
	if err != nil {
		return err
	}
	var ids []string
	for _, r := range all {
		ids = append(ids, r.Person)
	}
	people, err := network.PersonsByID(tx, ids)
	if err != nil {
		return err
	}
	for i, r := range all {
		all[i].Round = m.Round
		found := slices.IndexFunc(people, func(p network.Person) bool { return p.ID == r.Person })
		if found < 0 || s.quiet {
			continue
		}
		words := s.Words(people[found].Lang)
		all[i].Letter, err = mail.Put(tx, s.now(), mail.Letter{To: r.Person, Kind: "minutes.circulated", Need: []string{"minutes.read-all", n.ID}, About: about(m),
			Subject: words.T("minutes.letter.subject", "meeting", at.Code, "network", n.Name.In(words.Code())),
			Text:    words.T("minutes.letter.text", "meeting", at.Code, "until", words.Period(m.Until)),
			Link:    s.URL + "/" + words.Code() + "/" + strings.ToLower(n.Code) + "/meetings/" + strings.ToLower(at.Code) + "/minutes"})
		if err != nil {
			return err
		}
	}
	return insertReceivers(tx, n.ID, m.ID, all)
}

// about is what the letters of a round are about.
func about(m Minutes) string { return "minutes " + m.ID + " " + strconv.Itoa(m.Round) }

// receiving are those to whom minutes go today.
func (s *Service) receiving(tx *db.Tx, n network.Network, at meeting.Meeting, terms Terms) ([]Receiver, error) {
	today := s.today(n)
	members, err := network.MembersOn(tx, n.ID, today)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, one := range members {
		if one.Membership.Counts() && !slices.Contains(ids, one.Organisation.ID) {
			ids = append(ids, one.Organisation.ID)
		}
	}
	contacts, err := body.Representatives(tx, n.ID, today)
	if err != nil {
		return nil, err
	}
	var people []pair
	for _, c := range contacts {
		people = append(people, pair{c.Organisation.ID, c.Person.ID})
	}
	presences, err := meeting.Presences(tx, at)
	var there []string
	for _, p := range presences {
		if p.There() {
			there = append(there, p.Organisation)
		}
	}
	return terms.receivers(ids, people, there), err
}

// Recall takes circulated minutes back, to be drafted anew.
func (s *Service) Recall(ctx context.Context, who network.Who, n network.Network, code string) error {
	if err := s.MayWrite(ctx, who, n, code); err != nil {
		return err
	}
	return s.pass(ctx, who, n, code, Draft, func(*db.Tx, meeting.Meeting, *Minutes) error { return nil })
}

// Approval is by what minutes are approved.
type Approval struct {
	Decision string // code; empty = by silence
	Public   bool   // publish the public pieces and decisions
}

// Approve approves minutes: they are sealed, and nothing that belongs to them
// changes any more.
func (s *Service) Approve(ctx context.Context, who network.Who, n network.Network, code string, a Approval) error {
	if err := s.MayWrite(ctx, who, n, code); err != nil {
		return err
	}
	return s.pass(ctx, who, n, code, Approved, func(tx *db.Tx, at meeting.Meeting, m *Minutes) error {
		if err := closed(tx, at); err != nil {
			return err
		}
		g, terms, err := s.ground(tx, n, at, *m, a.Decision)
		if err != nil {
			return err
		}
		if err := terms.adopts(*m, g); err != nil {
			return err
		}
		r, err := recordOf(tx, n, at, *m)
		if err != nil {
			return err
		}
		if m.Sealed, m.Hash, err = r.seal(); err != nil {
			return err
		}
		m.Approved, m.ApprovedOn, m.How, m.Public = s.now(), g.Today, g.How(), a.Public
		if g.Decision != nil {
			m.Decision = g.Decision.Code()
		}
		if !a.Public {
			return nil
		}
		return decision.Publish(tx, n.ID, at.ID, s.now())
	})
}

// ground is on what an approval rests.
func (s *Service) ground(tx *db.Tx, n network.Network, at meeting.Meeting, m Minutes, code string) (g Ground, t Terms, err error) {
	g.Today = s.today(n)
	charter, err := network.CharterOf(tx, n.ID)
	if err != nil {
		return g, t, err
	}
	t = TermsOn(charter, g.Today)
	if code != "" {
		d, err := decision.ByCode(tx, n.ID, code)
		if err != nil {
			return g, t, err
		}
		g.Decision = &d
		if g.After, err = later(tx, n, at, m, d); err != nil {
			return g, t, err
		}
	}
	comments, err := commentsOf(tx, m.ID)
	if err != nil {
		return g, t, err
	}
	for _, c := range comments {
		if c.Answer == "" {
			g.Unanswered++
		}
	}
	pieces, err := piecesOf(tx, m.ID)
	for _, p := range pieces {
		g.Changed = g.Changed || p.At.After(m.Circulated)
	}
	return g, t, err
}

// later tells whether a decision was taken by the same body after the minutes
// were circulated: at a later meeting, or in writing.
func later(tx *db.Tx, n network.Network, at meeting.Meeting, m Minutes, d decision.Decision) (bool, error) {
	if d.Body != at.Body {
		return false, nil
	}
	if d.Written() {
		return !d.Opened.Before(m.Circulated), nil
	}
	next, err := meeting.Find(tx, n.ID, d.Meeting)
	return next.Starts.After(at.Starts) && next.Happened(), err
}

// recordOf puts together what is sealed.
func recordOf(tx *db.Tx, n network.Network, at meeting.Meeting, m Minutes) (r Record, err error) {
	r = Record{Network: n.Code, Meeting: at.Code, Starts: db.Stamp(at.Starts), Language: m.Lang}
	codes := map[string]string{}
	code := func(id string) (string, error) {
		if _, known := codes[id]; !known && id != "" {
			all, err := network.OrganisationsByID(tx, id)
			if err != nil {
				return "", err
			}
			for _, o := range all {
				codes[id] = o.Code
			}
		}
		return codes[id], nil
	}
	if r.Present, err = recordPresences(tx, at, code); err != nil {
		return r, err
	}
	pieces, err := named(tx, at, m)
	if err != nil {
		return r, err
	}
	for _, p := range pieces {
		r.Pieces = append(r.Pieces, RecordPiece{p.Title, p.Text, p.Public})
	}
	if r.Decisions, err = recordDecisions(tx, at, code); err != nil {
		return r, err
	}
	actions, err := decision.ActionsOf(tx, at.ID)
	for _, a := range actions {
		owner, err := code(a.Organisation)
		if err != nil {
			return r, err
		}
		r.Actions = append(r.Actions, RecordAction{a.Code(), a.Text, owner, a.Due})
	}
	return r, err
}

func recordPresences(tx *db.Tx, at meeting.Meeting, code func(string) (string, error)) (all []RecordPresence, err error) {
	presences, err := meeting.Presences(tx, at)
	if err != nil {
		return nil, err
	}
	for _, p := range presences {
		c, err := code(p.Organisation)
		if err != nil {
			return nil, err
		}
		all = append(all, RecordPresence{c, p.Seat, p.Present})
	}
	slices.SortFunc(all, func(a, b RecordPresence) int {
		return strings.Compare(a.Organisation+" "+a.Seat+" "+a.Present, b.Organisation+" "+b.Seat+" "+b.Present)
	})
	return all, nil
}

func recordDecisions(tx *db.Tx, at meeting.Meeting, code func(string) (string, error)) (all []RecordDecision, err error) {
	decisions, err := decision.Of(tx, at.ID)
	if err != nil {
		return nil, err
	}
	for _, d := range decisions {
		one := RecordDecision{Code: d.Code(), Text: d.Text, Majority: d.Terms.Majority, Result: d.Result, For: d.Tally.For, Against: d.Tally.Against, Abstained: d.Tally.Abstained,
			Conflicted: d.Tally.Conflicted, Present: d.Tally.Present, Entitled: d.Tally.Entitled, Votes: map[string]string{}}
		votes, err := decision.VotesOf(tx, d.ID)
		if err != nil {
			return nil, err
		}
		for _, v := range votes {
			c, err := code(v.Organisation)
			if err != nil {
				return nil, err
			}
			one.Votes[c] = v.Choice
		}
		all = append(all, one)
	}
	return all, nil
}

// named are the pieces with the titles of their items; a standing item has its
// key in the place of a title.
func named(tx *db.Tx, at meeting.Meeting, m Minutes) ([]Piece, error) {
	pieces, err := piecesOf(tx, m.ID)
	if err != nil {
		return nil, err
	}
	items, err := meeting.Items(tx, at.ID)
	for i, p := range pieces {
		for _, item := range items {
			if p.Title == "" && item.ID == p.Item {
				pieces[i].Title = item.Standing
			}
		}
	}
	return pieces, err
}
