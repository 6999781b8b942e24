package programme

import (
	"context"
	"embed"
	"strconv"
	"strings"
	"time"

	"pesnet/body"
	"pesnet/decision"
	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/once"
	"pesnet/kit/ui"
	"pesnet/network"
)

// Service is what can be done about the work of a network.
type Service struct {
	db       *db.DB
	now      func() time.Time
	networks *network.Service
}

// New returns the service of work programmes.
func New(d *db.DB, now func() time.Time, networks *network.Service) *Service {
	return &Service{db: d, now: now, networks: networks}
}

// Pages returns no templates: the pages of the area are made of parts.
func (s *Service) Pages() ui.Folder { return ui.Folder{Name: "programme", Files: embed.FS{}} }

// inside tells whether somebody is of the network.
func inside(who network.Who, n network.Network) bool {
	return network.May(who, "programme.read-drafts", network.Resource{Network: n.ID}).Allowed
}

// Work is the programmes and the matters of a network, as far as the reader
// may see them.
type Work struct {
	Plans              []Plan // the latest year first
	Now                Whole  // of this year, or the latest there is
	Requests, Problems []Matter
}

// Work returns what the page of the work shows.
func (s *Service) Work(ctx context.Context, who network.Who, n network.Network) (w Work, err error) {
	if err := network.May(who, "programme.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return w, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err := plans(tx, n.ID)
		if err != nil {
			return err
		}
		for _, p := range all {
			if p.Public() || inside(who, n) {
				w.Plans = append(w.Plans, p)
			}
		}
		this := network.YearOf(s.networks.Today(n))
		for _, p := range w.Plans {
			if w.Now.Plan.ID == "" || p.Year >= this {
				w.Now.Plan = p
			}
		}
		if w.Now.Plan.ID != "" {
			if w.Now, err = s.whole(tx, n, w.Now.Plan); err != nil {
				return err
			}
		}
		if w.Requests, err = readable(tx, who, n, Requests); err != nil {
			return err
		}
		w.Problems, err = readable(tx, who, n, Problems)
		return err
	})
	return w, err
}

// readable are the matters of a register that somebody may read.
func readable(tx *db.Tx, who network.Who, n network.Network, register string) (some []Matter, err error) {
	all, err := matters(tx, n.ID, register)
	for _, m := range all {
		if m.Public() || inside(who, n) {
			some = append(some, m)
		}
	}
	return some, err
}

// Whole is a programme with everything that belongs to it.
type Whole struct {
	Plan
	Items    []Item
	Comments []Comment
	Versions []Snapshot
	Themes   []Theme
	Leads    map[string]network.Organisation // by id
	Bodies   []body.Body
	Own      []string            // ids of the members that the reader may comment for
	Adopting decision.Decision   // by which it was adopted; without an id where none is to be seen
	Able     []decision.Decision // that could adopt it
}

func (s *Service) whole(tx *db.Tx, n network.Network, p Plan) (w Whole, err error) {
	w = Whole{Plan: p}
	if w.Items, err = itemsOf(tx, p.ID); err != nil {
		return w, err
	}
	if w.Comments, err = commentsOf(tx, p.ID); err != nil {
		return w, err
	}
	if w.Versions, err = snapshotsOf(tx, p.ID); err != nil {
		return w, err
	}
	charter, err := network.CharterOf(tx, n.ID)
	if err != nil {
		return w, err
	}
	w.Themes = Themes(charter, p.YearText()+"-12-31")
	if w.Bodies, err = body.On(tx, n.ID, s.networks.Today(n)); err != nil {
		return w, err
	}
	var ids []string
	for _, i := range w.Items {
		ids = append(ids, i.Lead)
	}
	for _, c := range w.Comments {
		ids = append(ids, c.Organisation)
	}
	w.Leads, err = network.OrganisationsOf(tx, ids...)
	return w, err
}

// Plan returns the programme of a year: from its adoption to everybody, before
// that to the people of the network. What members have said of it stays with
// those in the network.
func (s *Service) Plan(ctx context.Context, who network.Who, n network.Network, year int) (w Whole, err error) {
	if err := network.May(who, "programme.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return w, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		p, err := find(tx, n, year)
		if err != nil {
			return err
		}
		inside := network.May(who, "programme.read-drafts", network.Resource{Network: n.ID})
		if !p.Public() && !inside.Allowed {
			return inside.Err()
		}
		if w, err = s.whole(tx, n, p); err != nil {
			return err
		}
		if !inside.Allowed {
			w.Comments = nil
		}
		return s.decided(tx, who, n, &w)
	})
	for _, id := range who.ActsFor(n.ID) {
		if network.May(who, "programme.comment", network.Resource{Network: n.ID, Organisation: id}).Allowed {
			w.Own = append(w.Own, id)
		}
	}
	return w, err
}

// find reads a programme. Of one behind the wall it says that it is there:
// whoever may not read a draft is told to sign in, and not that there is none.
// The caller asks next.
func find(tx *db.Tx, n network.Network, year int) (Plan, error) {
	p, hidden, err := db.Past(tx, func() (Plan, error) { return planOf(tx, n.ID, year) })
	if hidden {
		p = Plan{ID: p.ID, Network: p.Network, Year: p.Year, State: p.State}
	}
	if err == db.ErrNone {
		err = fault.New(fault.Missing, "programme.unknown", "year", strconv.Itoa(year))
	}
	return p, err
}

// Between returns the items of the programmes that are due on the days from
// the first to the last, in a transaction of the caller, who has asked whether
// they may be read.
func Between(tx *db.Tx, networkID, from, to string) (some []Item, err error) {
	all, err := plans(tx, networkID)
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		items, err := itemsOf(tx, p.ID)
		if err != nil {
			return nil, err
		}
		for _, i := range items {
			if p.Public() && from <= i.Due && i.Due <= to {
				some = append(some, i)
			}
		}
	}
	return some, nil
}

// MattersBetween returns the requests and problems that began, or reached a
// state, on the days from the first to the last, in a transaction of the
// caller, who has asked whether they may be read.
func MattersBetween(tx *db.Tx, networkID, from, to string) (some []Matter, err error) {
	for _, register := range []string{Requests, Problems} {
		all, err := matters(tx, networkID, register)
		if err != nil {
			return nil, err
		}
		for _, m := range all {
			for _, step := range m.Steps {
				if from <= step.Day && step.Day <= to {
					some = append(some, m)
					break
				}
			}
		}
	}
	return some, nil
}

// Begin begins the programme of a year.
//
// Rule programme.year: a network has one programme for a year, from this year
// to the year after next.
func (s *Service) Begin(ctx context.Context, who network.Who, n network.Network, p Plan) error {
	if err := network.May(who, "programme.change", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	this := network.YearOf(s.networks.Today(n))
	if p.Year < this || p.Year > this+2 {
		return fault.New(fault.Invalid, "programme.year", "from", strconv.Itoa(this), "to", strconv.Itoa(this+2)).On("year")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		_, err := planOf(tx, n.ID, p.Year)
		if err == nil {
			return fault.New(fault.Conflict, "programme.year.there", "year", p.YearText()).On("year")
		}
		if err != db.ErrNone {
			return err
		}
		p = Plan{ID: db.ID(), Network: n.ID, Year: p.Year, State: Draft, Intro: strings.TrimSpace(p.Intro)}
		if err := insertPlan(tx, p); err != nil {
			return err
		}
		return s.record(tx, who, n, "programme.begin", "programme "+p.YearText(), p)
	})
}

// Step brings a programme into its next state. What its items are then is kept
// as a version.
func (s *Service) Step(ctx context.Context, who network.Who, n network.Network, to Plan) error {
	if err := network.May(who, "programme.change", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		p, err := find(tx, n, to.Year)
		if err != nil {
			return err
		}
		items, err := itemsOf(tx, p.ID)
		if err != nil {
			return err
		}
		if to.State == Adopted && to.Decision != "" {
			if err := adopting(tx, n, &to); err != nil {
				return err
			}
		}
		if err := p.step(to, len(items), s.networks.Today(n)); err != nil {
			return err
		}
		kept, err := snapshotsOf(tx, p.ID)
		if err != nil {
			return err
		}
		before := p
		p.State, p.Version = to.State, to.Version
		switch to.State {
		case Consulted:
			p.Consult = to.Consult
		case Adopted:
			p.Decision, p.DecisionID, p.Adopted = to.Decision, to.DecisionID, to.Adopted
		}
		if err := network.Changed(updatePlan(tx, p)); err != nil {
			return err
		}
		if err := insertSnapshot(tx, p, Snapshot{No: int64(len(kept)) + 1, State: to.State, At: s.now(), Items: items}); err != nil {
			return err
		}
		return s.record(tx, who, n, "programme."+to.State, "programme "+p.YearText(), map[string]any{"before": before, "after": p})
	})
}

// PutItem adds an item to a programme, or changes the one of its number that
// has the version which was read.
func (s *Service) PutItem(ctx context.Context, who network.Who, n network.Network, year int, i Item) (Item, error) {
	if err := network.May(who, "programme.read-drafts", network.Resource{Network: n.ID}).Err(); err != nil {
		return i, err
	}
	err := s.db.Write(ctx, func(tx *db.Tx) (err error) {
		i, err = once.Do(tx, s.now(), func() (Item, error) { return s.putItem(tx, who, n, year, i) })
		return err
	})
	return i, err
}

func (s *Service) putItem(tx *db.Tx, who network.Who, n network.Network, year int, i Item) (Item, error) {
	p, err := find(tx, n, year)
	if err != nil {
		return i, err
	}
	w, err := s.whole(tx, n, p)
	if err != nil {
		return i, err
	}
	old, err := w.item(i.No)
	if err != nil {
		return i, err
	}
	if err := s.mayPut(who, n, p, old); err != nil {
		return i, err
	}
	i.Network, i.Plan, i.ID = n.ID, p.ID, old.ID
	i.Objective, i.Deliverable = strings.TrimSpace(i.Objective), strings.TrimSpace(i.Deliverable)
	if i.State == Done {
		i.Progress = 100
	}
	if err := i.Check(w.Themes, year); err != nil {
		return i, err
	}
	if p.Public() && !i.frozen(old) {
		return i, fault.New(fault.Conflict, "programme.adopted")
	}
	if i.No == 0 {
		i.ID = db.ID()
		i, err = insertItem(tx, i)
	} else {
		err = network.Changed(updateItem(tx, i))
	}
	if err != nil {
		return i, err
	}
	return i, s.record(tx, who, n, "programme.put-item", "programme "+p.YearText()+" item "+i.Number(), map[string]any{"before": old, "after": i})
}

// item is the item of a number, or a new one for 0.
func (w Whole) item(no int64) (Item, error) {
	if no == 0 {
		return Item{}, nil
	}
	for _, i := range w.Items {
		if i.No == no {
			return i, nil
		}
	}
	return Item{}, fault.New(fault.Missing, "programme.item.unknown")
}

// mayPut refuses to those who may not write an item.
//
// Rule programme.lead: the secretariat writes the programme; who leads an item
// of an adopted one says how far it is.
func (s *Service) mayPut(who network.Who, n network.Network, p Plan, old Item) error {
	err := network.May(who, "programme.change", network.Resource{Network: n.ID}).Err()
	if err != nil && p.Public() && p.State != Closed && old.Lead != "" && network.May(who, "programme.comment", network.Resource{Network: n.ID, Organisation: old.Lead}).Allowed {
		return nil
	}
	if err == nil && p.State == Closed {
		return fault.New(fault.Conflict, "programme.closed")
	}
	return err
}

// Say adds a comment of a member.
func (s *Service) Say(ctx context.Context, who network.Who, n network.Network, year int, c Comment) error {
	if err := network.May(who, "programme.comment", network.Resource{Network: n.ID, Organisation: c.Organisation}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		p, err := find(tx, n, year)
		if err != nil {
			return err
		}
		c.Text, c.Who, c.At = strings.TrimSpace(c.Text), who.ID, s.now()
		if err := c.Check(p, s.networks.Today(n)); err != nil {
			return err
		}
		if err := insertComment(tx, p, c); err != nil {
			return err
		}
		return s.record(tx, who, n, "programme.comment", "programme "+p.YearText(), map[string]any{"organisation": c.Organisation, "item": c.Item, "text": c.Text})
	})
}

// Answer answers a comment.
//
// Rule programme.answer: a comment is answered once, by the secretariat, for
// the whole network to read.
func (s *Service) Answer(ctx context.Context, who network.Who, n network.Network, year int, c Comment) error {
	if err := network.May(who, "programme.change", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		p, err := find(tx, n, year)
		if err != nil {
			return err
		}
		c.Answer, c.Answered = strings.TrimSpace(c.Answer), s.now()
		if c.Answer == "" || len([]rune(c.Answer)) > longestText {
			return fault.New(fault.Invalid, "programme.comment.text").On("answer")
		}
		rows, err := answerComment(tx, p, c)
		if err == nil && rows == 0 {
			err = fault.New(fault.Conflict, "programme.answer")
		}
		if err != nil {
			return err
		}
		return s.record(tx, who, n, "programme.answer", "programme "+p.YearText(), map[string]string{"comment": c.ID, "answer": c.Answer})
	})
}

func (s *Service) record(tx *db.Tx, who network.Who, n network.Network, action, subject string, detail any) error {
	return audit.Record(tx, audit.Deed{At: s.now(), Who: who.ID, Network: n.ID, Action: action, Subject: subject, Detail: detail})
}
