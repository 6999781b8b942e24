package meeting

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
	"pesnet/kit/search"
	"pesnet/kit/ui"
	"pesnet/network"
)

// Under shows what another area has of a meeting on its page: sections of the
// wide column, of the narrow one, and stages that follow those of the meeting.
type Under func(ctx context.Context, p network.Place, m Meeting) (sections, side []ui.Section, stages []ui.Stage, err error)

// Service is what can be done with meetings.
type Service struct {
	db       *db.DB
	now      func() time.Time
	networks *network.Service

	Words  func(code string) *lang.Words // the languages in which letters are written
	URL    string                        // public address, for letters and calendars
	Sender string                        // mail address from which events come
	Under  []Under                       // what other areas have of a meeting

	quiet   bool // for meetings of the past of a demonstration: nobody is written to
	settled bool // in a demonstration: the minutes of the meeting before are to be approved by silence
}

// New returns the service of meetings.
func New(d *db.DB, now func() time.Time, networks *network.Service) *Service {
	return &Service{db: d, now: now, networks: networks}
}

// asked is a meeting that somebody asks for by its code.
type asked struct {
	who  network.Who
	n    network.Network
	code string
}

// May loads the meeting and asks, in the same transaction, whether something
// may be done with it. Who may not see the meetings of the network is not told
// which there are.
func (a asked) May(tx *db.Tx, action string) (Meeting, error) {
	m, err := ByCode(tx, a.n.ID, strings.ToUpper(a.code))
	if err != nil {
		if may := network.May(a.who, "meeting.read", network.Resource{Network: a.n.ID}).Err(); may != nil {
			return m, may
		}
		return m, err
	}
	return m, network.May(a.who, action, about(m)).Err()
}

// upon says upon which meeting something is done.
type upon struct {
	n      network.Network
	code   string
	action string
	open   bool // only while the meeting is to come
}

// toChange is what changes a meeting that is to come.
func toChange(n network.Network, code string) upon { return upon{n, code, "meeting.change", true} }

// Upon does something with a meeting in one transaction: it loads the meeting,
// asks whether it may be done, and does it.
func (s *Service) Upon(ctx context.Context, who network.Who, u upon, deed func(*db.Tx, Meeting) error) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		m, err := asked{who, u.n, u.code}.May(tx, u.action)
		if err != nil {
			return err
		}
		if u.open && !m.Open() {
			return fault.New(fault.Conflict, "meeting.over")
		}
		return deed(tx, m)
	})
}

// about is a meeting as the table of permission sees it.
func about(m Meeting) network.Resource { return network.Resource{Network: m.Network, Body: m.Body} }

// seen tells whether somebody is shown a meeting at all.
//
// Rule meeting.public: those in the network see its meetings, drafts only
// those who prepare them. Everybody else sees the title, the date and the
// place of those that are public.
func seen(who network.Who, m Meeting) (all, title bool) {
	if m.State == Draft {
		may := network.May(who, "meeting.change", about(m)).Allowed
		return may, may
	}
	all = network.May(who, "meeting.read", about(m)).Allowed
	return all, all || m.Public
}

// Query says which meetings are asked for.
type Query struct {
	Words string // in the title, the place or the code
	Body  string // code; "ALL" = meetings of the whole network
	Year  int
}

// Listed is a meeting in a list.
type Listed struct {
	Meeting
	Of    body.Body // without an id: the whole network
	Whole bool      // may be looked at; false: only title, date and place
	Mine  *Presence // the invitation of who asks
}

// Meetings returns the meetings of a network that somebody may see, the latest
// first.
func (s *Service) Meetings(ctx context.Context, who network.Who, n network.Network, q Query) (all []Listed, err error) {
	if err := network.May(who, "meeting.list", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		bodies, err := bodiesOf(tx, n.ID, s.networks.Today(n))
		if err != nil {
			return err
		}
		found, err := between(tx, n.ID, time.Unix(0, 0), s.now().AddDate(100, 0, 0))
		if err != nil {
			return err
		}
		mine, err := presencesFor(tx, who.ID)
		if err != nil {
			return err
		}
		for _, m := range slices.Backward(found) {
			whole, title := seen(who, m)
			l := Listed{Meeting: m, Of: bodies[m.Body], Whole: whole}
			if !title || !q.finds(l) {
				continue
			}
			if i := slices.IndexFunc(mine, func(p Presence) bool { return p.Meeting == m.ID }); i >= 0 {
				l.Mine = &mine[i]
			}
			if !whole {
				l.Meeting = outside(m)
			}
			all = append(all, l)
		}
		return nil
	})
	return all, err
}

// outside is what everybody may know of a public meeting.
func outside(m Meeting) Meeting {
	return Meeting{ID: m.ID, Network: m.Network, Body: m.Body, Code: m.Code, Year: m.Year, No: m.No, Title: m.Title, Kind: m.Kind, Mode: m.Mode, Place: m.Place,
		Starts: m.Starts, Ends: m.Ends, Zone: m.Zone, State: m.State, Public: m.Public}
}

// everyBody is the code under which meetings of the whole network are found.
const everyBody = "ALL"

func (q Query) finds(l Listed) bool {
	switch {
	case q.Year != 0 && l.Year != q.Year:
		return false
	case q.Body == everyBody && l.Body != "", q.Body != "" && q.Body != everyBody && !strings.EqualFold(l.Of.Code, q.Body):
		return false
	}
	text := search.Fold(strings.Join([]string{l.Title, l.Place, l.Code, l.Host, l.Of.Name.In("lt"), l.Of.Name.In("ro"), l.Of.Name.In("en"), l.Of.Name.In("it"), l.Of.Name.In("sv")}, " "))
	for word := range strings.FieldsSeq(search.Fold(q.Words)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// bodiesOf returns the bodies of a network, by id, also those that are closed.
func bodiesOf(tx *db.Tx, networkID, day string) (map[string]body.Body, error) {
	all, err := body.Ever(tx, networkID, day)
	byID := map[string]body.Body{}
	for _, b := range all {
		byID[b.ID] = b
	}
	return byID, err
}

// Full is what the page of a meeting shows.
type Full struct {
	Meeting
	Of        body.Body
	Outside   bool // who asks sees the title, the date and the place alone
	Agenda    []Item
	Papers    []Paper
	Presences []Presence
	Sent      []Sent
	Terms     Terms // of the charter: today's, or those of the day of the call
	Quorum    Quorum
	Forecast  Forecast
	Before    *Meeting  // the meeting of the body before it
	Mine      *Presence // the invitation of who asks
	Countries []string  // of the members
	Own       []string  // of those that who asks acts for
	Invited   int       // people who would be invited, or are
	MayChange bool
	MayAttend bool
}

// Meeting returns a meeting with everything that who asks may see of it.
func (s *Service) Meeting(ctx context.Context, who network.Who, n network.Network, code string) (f Full, err error) {
	if err := network.May(who, "meeting.list", network.Resource{Network: n.ID}).Err(); err != nil {
		return f, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		a := asked{who, n, code}
		if f.Meeting, err = a.May(tx, "meeting.list"); err != nil {
			return err
		}
		whole, title := seen(who, f.Meeting)
		if f.Body != "" {
			if f.Of, err = body.ByID(tx, f.Body); err != nil {
				return err
			}
		}
		switch {
		case whole:
			return s.fill(tx, who, n, &f)
		case title:
			f.Outside, f.Meeting = true, outside(f.Meeting)
			return nil
		case f.State == Draft:
			return network.May(who, "meeting.change", about(f.Meeting)).Err()
		}
		return network.May(who, "meeting.read", about(f.Meeting)).Err()
	})
	return f, err
}

// fill adds to a meeting what those in the network see.
func (s *Service) fill(tx *db.Tx, who network.Who, n network.Network, f *Full) (err error) {
	if f.Agenda, err = itemsOf(tx, f.ID); err != nil {
		return err
	}
	if f.Papers, err = papersOf(tx, f.ID); err != nil {
		return err
	}
	if f.Presences, err = attending(tx, f.Meeting); err != nil {
		return err
	}
	if f.Sent, err = callsOf(tx, f.ID); err != nil {
		return err
	}
	before, err := ahead(tx, f.Meeting)
	if err == nil {
		f.Before = &before
	} else if err != db.ErrNone {
		return err
	}
	if i := slices.IndexFunc(f.Presences, func(p Presence) bool { return p.Person == who.ID }); i >= 0 {
		f.Mine = &f.Presences[i]
	}
	f.MayChange = network.May(who, "meeting.change", about(f.Meeting)).Allowed
	f.MayAttend = network.May(who, "meeting.attend", about(f.Meeting)).Allowed
	f.Invited = len(f.Presences)
	if f.State == Draft && f.MayChange {
		guests, err := guestsOf(tx, f.Meeting, s.dayOf(n, f.Starts))
		if err != nil {
			return err
		}
		f.Invited = len(guests)
	}
	return s.measure(tx, who, n, f)
}

// measure adds what the charter says about the meeting.
func (s *Service) measure(tx *db.Tx, who network.Who, n network.Network, f *Full) error {
	charter, err := network.CharterOf(tx, n.ID)
	if err != nil {
		return err
	}
	called := s.now()
	if !f.Called.IsZero() {
		called = f.Called
	}
	f.Terms = TermsOn(n, charter, s.dayOf(n, called))
	day := s.dayOf(n, f.Starts)
	f.Quorum = QuorumOn(charter, kindOf(f.Of), day, f.Presences)
	f.Forecast = ForecastOn(charter, kindOf(f.Of), day, f.Presences)
	members, err := network.MembersOn(tx, n.ID, day)
	own := who.ActsFor(n.ID)
	for _, m := range members {
		if m.Membership.Counts() {
			f.Countries = append(f.Countries, m.Country)
		}
		if slices.Contains(own, m.Organisation.ID) {
			f.Own = append(f.Own, m.Country)
		}
	}
	return err
}

// kindOf is the kind of body whose quorum counts: the whole network meets as
// its assembly.
func kindOf(b body.Body) string {
	if b.Kind == "" {
		return "assembly"
	}
	return b.Kind
}

// dayOf is the date of a moment in the network's time zone.
func (s *Service) dayOf(n network.Network, t time.Time) string {
	return t.In(zoneOf(n.Zone)).Format(time.DateOnly)
}

// Choices are what a form about a meeting offers.
type Choices struct {
	Bodies []body.Body // for which who asks may call
	Former []Listed    // whose agenda can be copied
	All    bool        // may call the whole network
}

// Choices returns for what somebody may call meetings, and which agendas they
// can begin from.
func (s *Service) Choices(ctx context.Context, who network.Who, n network.Network) (c Choices, err error) {
	former, err := s.Meetings(ctx, who, n, Query{})
	if err != nil {
		return c, err
	}
	for _, l := range former {
		if l.Whole && len(c.Former) < 20 {
			c.Former = append(c.Former, l)
		}
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		bodies, err := body.On(tx, n.ID, s.networks.Today(n))
		for _, b := range bodies {
			if network.May(who, "meeting.call", network.Resource{Network: n.ID, Body: b.ID}).Allowed {
				c.Bodies = append(c.Bodies, b)
			}
		}
		return err
	})
	c.All = network.May(who, "meeting.call", network.Resource{Network: n.ID}).Allowed
	if err == nil && !c.All && len(c.Bodies) == 0 {
		err = network.May(who, "meeting.call", network.Resource{Network: n.ID}).Err()
	}
	return c, err
}

// record adds what was done to the record.
func (s *Service) record(tx *db.Tx, who network.Who, m Meeting, action string, detail any) error {
	return audit.Record(tx, audit.Deed{At: s.now(), Who: who.ID, Network: m.Network, Action: action, Subject: "meeting " + m.ID, Detail: detail})
}
