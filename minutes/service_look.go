package minutes

import (
	"context"
	"slices"

	"pesnet/body"
	"pesnet/decision"
	"pesnet/kit/db"
	"pesnet/kit/job"
	"pesnet/kit/mail"
	"pesnet/meeting"
	"pesnet/network"
)

// Full is the minutes of a meeting with what their page shows.
type Full struct {
	Minutes
	At            meeting.Meeting
	Of            body.Body // without an id: the whole network
	Items         []meeting.Item
	Pieces        []Piece
	Presences     []meeting.Presence
	Decisions     []decision.Decision
	Actions       []decision.Action
	Comments      []Comment
	Receivers     []Receiver
	Deliveries    map[string]mail.Delivery // by id of the letter
	Addenda       []Addendum
	Changes       []Change
	Organisations map[string]network.Organisation
	Names         map[string]string // of those who wrote, by id
	Terms         Terms
	Able          []decision.Decision // that could approve the minutes, or an addendum
	Own           []string            // organisations for which the person who asks may comment
	Today         string
	Whole         bool // false: only what is published
	MayWrite      bool
	ByBody        bool // the body keeps its own minutes
	Laid          bool // the charter says who does
	Intact        bool // what is sealed is still what the tables say
}

// Minutes returns the minutes of a meeting: to those in the network all of
// them, to everybody the public part of those that are published.
func (s *Service) Minutes(ctx context.Context, who network.Who, n network.Network, code string) (f Full, err error) {
	if err := network.May(who, "minutes.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return f, err
	}
	whole := network.May(who, "minutes.read-all", network.Resource{Network: n.ID})
	f.Whole, f.Today = whole.Allowed, s.today(n)
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		var missing error
		f.At, f.Minutes, missing = find(tx, n, code)
		if !f.Whole && (missing != nil || f.State != Approved || !f.Public) {
			return whole.Err()
		}
		if missing != nil {
			return missing
		}
		if err := f.kept(tx, who, n); err != nil {
			return err
		}
		if err := s.text(tx, n, &f); err != nil {
			return err
		}
		if !f.Whole {
			f.Pieces = slices.DeleteFunc(f.Pieces, func(p Piece) bool { return !p.Public })
			f.Decisions = slices.DeleteFunc(f.Decisions, func(d decision.Decision) bool { return d.Shown.IsZero() })
			f.Actions, f.Presences = nil, nil
			return s.owners(tx, &f)
		}
		return s.around(tx, who, n, &f)
	})
	return f, err
}

// kept reads who keeps the minutes, and whether it is who asks.
func (f *Full) kept(tx *db.Tx, who network.Who, n network.Network) error {
	on, laid, err := decision.Keeping(tx, n, f.At.Body, f.Today)
	f.MayWrite, f.ByBody, f.Laid = network.May(who, "minutes.write", on).Allowed, on.Body != "", laid
	return err
}

// text reads what minutes say.
func (s *Service) text(tx *db.Tx, n network.Network, f *Full) (err error) {
	if f.At.Body != "" {
		if f.Of, err = body.ByID(tx, f.At.Body); err != nil {
			return err
		}
	}
	if err := tx.Unwalled(func() error { // the headings of what is published
		f.Items, err = meeting.Items(tx, f.At.ID)
		return err
	}); err != nil {
		return err
	}
	if f.Pieces, err = piecesOf(tx, f.ID); err != nil {
		return err
	}
	if f.Presences, err = meeting.Presences(tx, f.At); err != nil {
		return err
	}
	if f.Decisions, err = decision.Of(tx, f.At.ID); err != nil {
		return err
	}
	if f.Actions, err = decision.ActionsOf(tx, f.At.ID); err != nil {
		return err
	}
	if f.Addenda, err = addendaOf(tx, f.ID); err != nil {
		return err
	}
	charter, err := network.CharterOf(tx, n.ID)
	f.Terms = TermsOn(charter, f.Today)
	return err
}

// around reads what happened to minutes.
func (s *Service) around(tx *db.Tx, who network.Who, n network.Network, f *Full) (err error) {
	if f.Comments, err = commentsOf(tx, f.ID); err != nil {
		return err
	}
	if f.Receivers, err = receiversOf(tx, f.ID); err != nil {
		return err
	}
	if f.Changes, err = changesOf(tx, f.ID); err != nil {
		return err
	}
	f.Deliveries = map[string]mail.Delivery{}
	for round := 1; round <= f.Round; round++ {
		m := f.Minutes
		m.Round = round
		sent, err := mail.Dispatch(tx, about(m))
		if err != nil {
			return err
		}
		for _, d := range sent {
			f.Deliveries[d.ID] = d
		}
	}
	if err := s.owners(tx, f); err != nil {
		return err
	}
	for _, id := range who.ActsFor(n.ID) {
		if f.commentable(f.Today) == nil {
			f.Own = append(f.Own, id)
		}
	}
	if f.MayWrite {
		if err := s.able(tx, n, f); err != nil {
			return err
		}
	}
	return s.verify(tx, n, f)
}

// owners reads the organisations and writers that are named.
func (s *Service) owners(tx *db.Tx, f *Full) (err error) {
	var ids, people []string
	for _, a := range f.Actions {
		ids = append(ids, a.Organisation)
	}
	for _, p := range f.Presences {
		ids = append(ids, p.Organisation)
	}
	for _, c := range f.Comments {
		ids = append(ids, c.Organisation)
	}
	for _, r := range f.Receivers {
		ids, people = append(ids, r.Organisation), append(people, r.Person)
	}
	for _, c := range f.Changes {
		people = append(people, c.Who)
	}
	for _, a := range f.Addenda {
		people = append(people, a.Author)
	}
	if f.Organisations, err = network.OrganisationsOf(tx, ids...); err != nil || !f.Whole {
		return err
	}
	f.Names, err = network.NamesOf(tx, people...)
	return err
}

// able are the decisions by which minutes or an addendum can be approved: those
// that the same body adopted later, the latest first.
func (s *Service) able(tx *db.Tx, n network.Network, f *Full) error {
	if f.State == Draft {
		return nil
	}
	all, err := decision.Between(tx, n.ID, dayIn(n, f.At.Starts), f.Today)
	if err != nil {
		return err
	}
	for _, d := range slices.Backward(all) {
		after, err := later(tx, n, f.At, f.Minutes, d)
		if err != nil {
			return err
		}
		if after && d.Result == decision.Adopted {
			f.Able = append(f.Able, d)
		}
	}
	return nil
}

// verify makes the sealed record anew, and compares.
func (s *Service) verify(tx *db.Tx, n network.Network, f *Full) error {
	if f.State != Approved {
		return nil
	}
	r, err := recordOf(tx, n, f.At, f.Minutes)
	if err != nil {
		return err
	}
	text, hash, err := r.seal()
	f.Intact = text == f.Sealed && hash == f.Hash
	return err
}

// Listed is the minutes of one meeting in a list.
type Listed struct {
	Minutes
	At meeting.Meeting
}

// All returns the minutes of a network, those of the latest meeting first: to
// everybody those that are published.
func (s *Service) All(ctx context.Context, who network.Who, n network.Network) (all []Listed, err error) {
	if err := network.May(who, "minutes.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	whole := network.May(who, "minutes.read-all", network.Resource{Network: n.ID}).Allowed
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		list, err := minutesIn(tx, n.ID)
		if err != nil {
			return err
		}
		for _, m := range list {
			if !whole && (m.State != Approved || !m.Public) {
				continue
			}
			one := Listed{Minutes: m}
			if err := tx.Unwalled(func() error { // published minutes say whose they are
				one.At, err = meeting.Find(tx, n.ID, m.Meeting)
				return err
			}); err != nil {
				return err
			}
			all = append(all, one)
		}
		return nil
	})
	slices.SortFunc(all, func(a, b Listed) int { return b.At.Starts.Compare(a.At.Starts) })
	return all, err
}

// looked says whose names somebody is about to see: of those who wrote and of
// those who were written to.
func (s *Service) looked(ctx context.Context, who network.Who, n network.Network, f Full) error {
	if s.OnRead == nil || len(f.Names) == 0 {
		return nil
	}
	var ids []string
	for id := range f.Names {
		ids = append(ids, id)
	}
	return s.OnRead(ctx, who, n, "minutes", ids)
}

// Made is a PDF of minutes: ready, or how far it is.
type Made struct {
	PDF  string // base64; empty = not ready
	Old  bool   // the minutes were changed since
	Job  job.Job
	Here bool // this machine can make it
}
