package decision

import (
	"context"
	"slices"
	"strings"
	"time"

	"pesnet/body"
	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/mail"
	"pesnet/kit/once"
	"pesnet/meeting"
	"pesnet/network"
)

// Service is what can be done with decisions and action points.
type Service struct {
	db       *db.DB
	now      func() time.Time
	networks *network.Service

	// Sealed tells whether the minutes of a meeting are approved; the area of
	// minutes sets it.
	Sealed func(tx *db.Tx, meeting string) (bool, error)
	// Words are the languages in which letters are written.
	Words func(code string) *lang.Words
	// URL is the public address, for the links in letters.
	URL string

	quiet bool // writes no letters: of deeds that the demonstration dates back
}

// New returns the service of decisions.
func New(d *db.DB, now func() time.Time, networks *network.Service) *Service {
	return &Service{db: d, now: now, networks: networks}
}

// Proposal is something to be decided.
type Proposal struct {
	Meeting string // code of the meeting; empty = by written procedure
	Item    string // id of the item of its agenda
	Body    string // id of the body that decides in writing; empty = the whole network
	Type    string
	Text    string
	Limit   string // last day of a written procedure
	Public  bool
}

// Propose puts something to a meeting, or to all by written procedure.
func (s *Service) Propose(ctx context.Context, who network.Who, n network.Network, p Proposal) (d Decision, err error) {
	if err := s.MayKeep(ctx, who, n, Keep{Meeting: p.Meeting, Body: p.Body}); err != nil {
		return d, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		d, err = once.Do(tx, s.now(), func() (Decision, error) { return s.propose(tx, who, n, p) })
		return err
	})
	return d, err
}

func (s *Service) propose(tx *db.Tx, who network.Who, n network.Network, p Proposal) (d Decision, err error) {
	now := s.now()
	d = Decision{ID: db.ID(), Network: n.ID, Type: p.Type, Text: strings.TrimSpace(p.Text), State: Open, Opened: now, Day: s.today(n), Public: p.Public, Version: 1}
	if p.Meeting != "" {
		err = s.atMeeting(tx, n, p, &d)
	} else {
		d.Body, d.Limit = p.Body, p.Limit
		err = s.lead(tx, n, &d)
	}
	if err != nil {
		return d, err
	}
	if err := s.settle(tx, n, &d); err != nil {
		return d, err
	}
	if err := tx.Lock("decision " + n.ID); err != nil {
		return d, err
	}
	d.Year = network.YearOf(d.Day)
	if d.No, err = lastNo(tx, n.ID, d.Year); err != nil {
		return d, err
	}
	d.No++
	if err := insertDecision(tx, d); err != nil {
		return d, err
	}
	if d.Written() && !s.quiet {
		if err := s.ask(tx, n, d); err != nil {
			return d, err
		}
	}
	return d, s.record(tx, who, n, "decision.propose", d.Code(), d)
}

// atMeeting puts a decision to a meeting that is held or about to be.
func (s *Service) atMeeting(tx *db.Tx, n network.Network, p Proposal, d *Decision) error {
	m, err := meeting.ByCode(tx, n.ID, p.Meeting)
	if err != nil {
		return err
	}
	if m.State == meeting.Cancelled || m.State == meeting.Postponed {
		return fault.New(fault.Conflict, "decision.no-meeting")
	}
	if err := s.unsealed(tx, m.ID); err != nil {
		return err
	}
	items, err := meeting.Items(tx, m.ID)
	if p.Item != "" && !slices.ContainsFunc(items, func(i meeting.Item) bool { return i.ID == p.Item }) {
		return fault.New(fault.Invalid, "decision.item").On("item")
	}
	d.Meeting, d.Item, d.Body = m.ID, p.Item, m.Body
	if m.Happened() { // written down afterwards, it is a decision of that day
		d.Day = dayIn(n, m.Starts)
	}
	return err
}

// lead gives a written procedure its last day and what silence means.
func (s *Service) lead(tx *db.Tx, n network.Network, d *Decision) error {
	charter, err := network.CharterOf(tx, n.ID)
	if err != nil {
		return err
	}
	days := daysOf(charter, d.Day)
	if d.Limit == "" {
		d.Limit = addDays(d.Day, days)
	}
	if !isDay(d.Limit) {
		return fault.New(fault.Invalid, "network.day").On("limit")
	}
	if term, found := charter.On("decision.written_silence", d.Day); found && term.Value == consent {
		d.Silence = consent
	}
	return limited(*d, days, addDays)
}

// writtenDays is for how long a written procedure is open where the charter
// says nothing.
const writtenDays = 10

func daysOf(c network.Charter, day string) int {
	days, err := c.Number("decision.written_days", day)
	if err != nil {
		return writtenDays
	}
	return days
}

// settle reads the terms of the charter into a decision, and checks it.
func (s *Service) settle(tx *db.Tx, n network.Network, d *Decision) error {
	charter, err := network.CharterOf(tx, n.ID)
	if err != nil {
		return err
	}
	kind, err := kindOf(tx, n, d.Body)
	if err != nil {
		return err
	}
	if d.Terms, err = TermsOf(charter, d.Type, kind, d.Day); err != nil {
		return err
	}
	if d.Terms.Secret && d.Written() {
		return fault.New(fault.Invalid, "decision.secret").On("type")
	}
	return d.Check()
}

// ask writes to everybody who may vote in a written procedure.
func (s *Service) ask(tx *db.Tx, n network.Network, d Decision) error {
	bench, err := benchIn(tx, n, d, s.now())
	if err != nil {
		return err
	}
	var ids []string
	for _, seat := range bench.Seats {
		if !slices.Contains(ids, seat.Person) {
			ids = append(ids, seat.Person)
		}
	}
	people, err := network.PersonsByID(tx, ids)
	if err != nil {
		return err
	}
	for _, p := range people {
		words := s.Words(p.Lang)
		_, err := mail.Put(tx, s.now(), mail.Letter{To: p.ID, Kind: "decision.asked", Need: []string{"decision.read-all", n.ID}, About: "decision " + d.ID,
			Subject: words.T("decision.letter.subject", "code", d.Code(), "network", n.Name.In(words.Code())),
			Text:    words.T("decision.letter.text", "code", d.Code(), "limit", words.Period(d.Limit)),
			Link:    s.URL + "/" + words.Code() + "/" + strings.ToLower(n.Code) + "/decisions/" + strings.ToLower(d.Code())})
		if err != nil {
			return err
		}
	}
	return nil
}

// unsealed refuses to change what belongs to approved minutes.
func (s *Service) unsealed(tx *db.Tx, meeting string) error {
	if meeting == "" || s.Sealed == nil {
		return nil
	}
	sealed, err := s.Sealed(tx, meeting)
	if err == nil && sealed {
		err = fault.New(fault.Conflict, "decision.sealed")
	}
	return err
}

// Amendment changes what is to be decided.
type Amendment struct {
	Type    string
	Text    string
	Public  bool
	Version int64 // that was read
}

// Amend changes the wording or the type of a decision that is open; votes that
// were given on another wording are taken out.
func (s *Service) Amend(ctx context.Context, who network.Who, n network.Network, code string, a Amendment) error {
	if err := s.MayKeep(ctx, who, n, Keep{Decision: code}); err != nil {
		return err
	}
	return s.change(ctx, who, n, code, func(tx *db.Tx, d *Decision) (string, error) {
		anew := strings.TrimSpace(a.Text) != d.Text || a.Type != d.Type
		d.Text, d.Type, d.Public, d.Version = strings.TrimSpace(a.Text), a.Type, a.Public, a.Version
		if err := s.settle(tx, n, d); err != nil || !anew {
			return "decision.amend", err
		}
		return "decision.amend", deleteVotes(tx, d.ID)
	})
}

// Withdraw takes a decision back before it is closed; its number stays.
func (s *Service) Withdraw(ctx context.Context, who network.Who, n network.Network, code string) error {
	if err := s.MayKeep(ctx, who, n, Keep{Decision: code}); err != nil {
		return err
	}
	return s.change(ctx, who, n, code, func(tx *db.Tx, d *Decision) (string, error) {
		d.State = Withdrawn
		return "decision.withdraw", nil
	})
}

// change changes a decision that is open, and records it.
func (s *Service) change(ctx context.Context, who network.Who, n network.Network, code string, do func(*db.Tx, *Decision) (string, error)) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		d, err := ByCode(tx, n.ID, code)
		if err != nil {
			return err
		}
		if err := d.open(); err != nil {
			return err
		}
		if err := s.unsealed(tx, d.Meeting); err != nil {
			return err
		}
		before := d
		action, err := do(tx, &d)
		if err != nil {
			return err
		}
		if err := network.Changed(updateDecision(tx, d)); err != nil {
			return err
		}
		return s.record(tx, who, n, action, d.Code(), map[string]any{"before": before, "after": d})
	})
}

// record adds what was done to the record.
func (s *Service) record(tx *db.Tx, who network.Who, n network.Network, action, subject string, detail any) error {
	return audit.Record(tx, audit.Deed{At: s.now(), Who: who.ID, Network: n.ID, Action: action, Subject: subject, Detail: detail})
}

// Choosing is what a form that proposes offers.
type Choosing struct {
	Types  []string    // codes of the charter of today
	Bodies []body.Body // that can decide in writing
	Days   int         // for which a written procedure is open
}

// Choosing returns what a form that proposes offers to whoever keeps the
// decisions of a meeting.
func (s *Service) Choosing(ctx context.Context, who network.Who, n network.Network, of Keep) (c Choosing, err error) {
	if err := s.MayKeep(ctx, who, n, of); err != nil {
		return c, err
	}
	today := s.today(n)
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		charter, err := network.CharterOf(tx, n.ID)
		if err != nil {
			return err
		}
		c.Types, c.Days = Types(charter, today), daysOf(charter, today)
		c.Bodies, err = body.On(tx, n.ID, today)
		return err
	})
	return c, err
}

// today is the date that it is in the network's time zone.
func (s *Service) today(n network.Network) string { return dayIn(n, s.now()) }
