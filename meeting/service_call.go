package meeting

import (
	"context"
	"slices"
	"strings"
	"time"

	"pesnet/accession"
	"pesnet/body"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/once"
	"pesnet/network"
)

// Beginning is a meeting to be prepared: its agenda is what is written, after
// that of a former meeting.
type Beginning struct {
	Meeting
	Agenda []Item
	Like   string // code of a former meeting whose agenda is copied
}

// Prepare makes a draft of a meeting, with the standing items of its agenda.
func (s *Service) Prepare(ctx context.Context, who network.Who, n network.Network, b Beginning) (m Meeting, err error) {
	if err := network.May(who, "meeting.call", network.Resource{Network: n.ID, Body: b.Body}).Err(); err != nil {
		return m, err
	}
	b.Network = n.ID
	if err := b.Meeting.Check(); err != nil {
		return m, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		m, err = once.Do(tx, s.now(), func() (Meeting, error) { return s.prepare(tx, who, n, b) })
		return err
	})
	return m, err
}

func (s *Service) prepare(tx *db.Tx, who network.Who, n network.Network, b Beginning) (m Meeting, err error) {
	m = b.Meeting
	of, err := bodyIn(tx, n, m.Body)
	if err != nil {
		return m, err
	}
	if err := tx.Lock("meeting " + n.ID + m.Body); err != nil {
		return m, err
	}
	m.ID, m.State, m.Moved, m.Called, m.Sequence, m.Urgent = db.ID(), Draft, s.now(), time.Time{}, 0, ""
	m.Year = m.Starts.In(zoneOf(n.Zone)).Year()
	last, err := lastNo(tx, n.ID, m.Body, m.Year)
	if err != nil {
		return m, err
	}
	m.No, m.Version = last+1, 1
	m.Code = codeOf(of.Code, m.Year, m.No)
	if err := insertMeeting(tx, m); err != nil {
		return m, err
	}
	agenda, err := s.firstAgenda(tx, m, b)
	if err != nil {
		return m, err
	}
	for i := range agenda {
		agenda[i].ID, agenda[i].Meeting = db.ID(), m.ID
		if err := agenda[i].Check(); err != nil {
			return m, err
		}
	}
	if err := insertItems(tx, n.ID, agenda...); err != nil {
		return m, err
	}
	return m, s.record(tx, who, m, "meeting.prepare", m)
}

// firstAgenda is what a draft begins with.
func (s *Service) firstAgenda(tx *db.Tx, m Meeting, b Beginning) ([]Item, error) {
	agenda := b.Agenda
	if b.Like != "" {
		former, err := ByCode(tx, m.Network, b.Like)
		if err != nil {
			return nil, err
		}
		items, err := itemsOf(tx, former.ID)
		if err != nil {
			return nil, err
		}
		agenda = append(Copied(items), agenda...)
	}
	pending, err := s.pendingBefore(tx, m)
	return WithStanding(agenda, pending), err
}

// pendingBefore tells whether there is a meeting before whose minutes are not
// approved.
func (s *Service) pendingBefore(tx *db.Tx, m Meeting) (bool, error) {
	before, err := ahead(tx, m)
	if err == db.ErrNone || s.settled {
		return false, nil
	}
	return before.State != Approved, err
}

// bodyIn returns a body of a network; no body is the whole network.
func bodyIn(tx *db.Tx, n network.Network, id string) (body.Body, error) {
	if id == "" {
		return body.Body{}, nil
	}
	b, err := body.ByID(tx, id)
	if err == nil && b.Network != n.ID {
		err = fault.New(fault.Missing, "meeting.body").On("body")
	}
	return b, err
}

// PrepareSeries makes the next meetings of a body by a rule: drafts that begin
// and end at the hours of the first.
func (s *Service) PrepareSeries(ctx context.Context, who network.Who, n network.Network, b Beginning, rule Series) (all []Meeting, err error) {
	if err := network.May(who, "meeting.call", network.Resource{Network: n.ID, Body: b.Body}).Err(); err != nil {
		return nil, err
	}
	if err := rule.Check(); err != nil {
		return nil, err
	}
	b.Network = n.ID
	if err := b.Meeting.Check(); err != nil {
		return nil, err
	}
	starts, _ := b.InZone()
	length, series := b.Ends.Sub(b.Starts), db.ID()
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		for _, day := range rule.Dates() {
			one := b
			one.Series = series
			one.Starts = time.Date(day.Year(), day.Month(), day.Day(), starts.Hour(), starts.Minute(), 0, 0, zoneOf(b.Zone))
			one.Ends = one.Starts.Add(length)
			m, err := s.prepare(tx, who, n, one)
			if err != nil {
				return err
			}
			all = append(all, m)
		}
		return nil
	})
	return all, err
}

// Change changes a meeting that is still to come; it has the version that was
// read. Once it is announced everybody who is invited hears of it, and another
// date needs the notice of the charter again, or a reason.
func (s *Service) Change(ctx context.Context, who network.Who, n network.Network, m Meeting, reason string) (after Meeting, err error) {
	err = s.Upon(ctx, who, toChange(n, m.Code), func(tx *db.Tx, before Meeting) error {
		after = before.with(m)
		if err := after.Check(); err != nil {
			return err
		}
		told := before.State == Announced && !before.same(after)
		if told {
			if err := s.changed(tx, n, before, &after, reason); err != nil {
				return err
			}
		}
		if err := network.Changed(updateMeeting(tx, after)); err != nil {
			return err
		}
		after.Version++
		if told {
			if err := s.send(tx, who, n, after, Sent{What: "changed", Reason: reason}); err != nil {
				return err
			}
		}
		return s.record(tx, who, after, "meeting.change", map[string]any{"before": before, "after": after, "why": reason})
	})
	return after, err
}

// with is a meeting with what a form changes of it.
func (m Meeting) with(form Meeting) Meeting {
	m.Title, m.Kind, m.Mode, m.Place, m.Link, m.Host, m.About = form.Title, form.Kind, form.Mode, form.Place, form.Link, form.Host, form.About
	m.Starts, m.Ends, m.Zone, m.Public, m.Version = form.Starts, form.Ends, form.Zone, form.Public, form.Version
	return m
}

// same tells whether an event in a calendar stays as it is.
func (m Meeting) same(o Meeting) bool {
	return m.Starts.Equal(o.Starts) && m.Ends.Equal(o.Ends) && m.Zone == o.Zone && m.Title == o.Title && m.Mode == o.Mode && m.Place == o.Place && m.Link == o.Link
}

// changed asks of a meeting that is announced for what the charter asks of the
// change: for another date, the notice again.
func (s *Service) changed(tx *db.Tx, n network.Network, before Meeting, after *Meeting, reason string) error {
	after.Sequence++
	terms, agenda, err := s.terms(tx, n, *after)
	if err != nil {
		return err
	}
	if s.dayOf(n, before.Starts) != s.dayOf(n, after.Starts) {
		return s.judge(terms, agenda, after, reason)
	}
	if !after.Starts.After(s.now()) {
		return fault.New(fault.Invalid, "meeting.begun").On("day")
	}
	return terms.mode(*after)
}

// judge lets a call pass that the charter allows, and notes when it was and
// why it is urgent, if it is.
func (s *Service) judge(terms Terms, agenda []Item, m *Meeting, reason string) error {
	call := Call{At: s.now(), Reason: strings.TrimSpace(reason)}
	if err := terms.Check(*m, agenda, call); err != nil {
		return err
	}
	m.Called, m.Urgent = call.At, ""
	if terms.late(*m, call.At) {
		m.Urgent = call.Reason
	}
	return nil
}

// terms are those of the charter today, with the agenda that they ask for.
func (s *Service) terms(tx *db.Tx, n network.Network, m Meeting) (Terms, []Item, error) {
	charter, err := network.CharterOf(tx, n.ID)
	if err != nil {
		return Terms{}, nil, err
	}
	agenda, err := itemsOf(tx, m.ID)
	return TermsOn(n, charter, s.dayOf(n, s.now())), agenda, err
}

// Step is a step that a meeting takes: by its code, from the version that was
// read, with a reason where one is asked for.
type Step struct {
	Code    string
	Version int64 // 0 = whatever it is
	Reason  string
}

// Announce calls a meeting: everybody who has a seat is invited by mail, with
// an event for their calendar.
func (s *Service) Announce(ctx context.Context, who network.Who, n network.Network, step Step) (m Meeting, err error) {
	err = s.Upon(ctx, who, upon{n, step.Code, "meeting.call", false}, func(tx *db.Tx, before Meeting) (err error) {
		m, err = once.Do(tx, s.now(), func() (Meeting, error) { return s.announce(tx, who, n, before, step) })
		return err
	})
	return m, err
}

func (s *Service) announce(tx *db.Tx, who network.Who, n network.Network, m Meeting, step Step) (Meeting, error) {
	if err := Passes(m.State, Announced); err != nil {
		return m, err
	}
	if err := s.completeAgenda(tx, m); err != nil {
		return m, err
	}
	terms, agenda, err := s.terms(tx, n, m)
	if err != nil {
		return m, err
	}
	if err := s.judge(terms, agenda, &m, step.Reason); err != nil {
		return m, err
	}
	if m.State == Postponed {
		m.Sequence++
	}
	if step.Version != 0 {
		m.Version = step.Version
	}
	m.State, m.Moved = Announced, s.now()
	if err := network.Changed(updateMeeting(tx, m)); err != nil {
		return m, err
	}
	m.Version++
	guests, err := guestsOf(tx, m, s.dayOf(n, m.Starts))
	if err != nil {
		return m, err
	}
	if err := invite(tx, n.ID, guests); err != nil {
		return m, err
	}
	if err := s.send(tx, who, n, m, Sent{What: "announced", Reason: m.Urgent}); err != nil {
		return m, err
	}
	return m, s.record(tx, who, m, "meeting.announce", map[string]any{"days": Count(m.Called, m.Starts, zoneOf(n.Zone)), "needed": terms.Days, "urgent": m.Urgent})
}

// completeAgenda adds the approval of the minutes of the meeting before, where
// it has become due since the draft was made.
func (s *Service) completeAgenda(tx *db.Tx, m Meeting) error {
	agenda, err := itemsOf(tx, m.ID)
	if err != nil {
		return err
	}
	pending, err := s.pendingBefore(tx, m)
	if err != nil {
		return err
	}
	return keepAgenda(tx, m, WithStanding(agenda, pending))
}

// keepAgenda writes the places of an agenda, and the items that are new.
func keepAgenda(tx *db.Tx, m Meeting, agenda []Item) error {
	for _, i := range agenda {
		if i.ID != "" {
			if err := placeItem(tx, i.ID, i.Position); err != nil {
				return err
			}
			continue
		}
		i.ID, i.Meeting = db.ID(), m.ID
		if err := insertItems(tx, m.Network, i); err != nil {
			return err
		}
	}
	return nil
}

// Postpone takes the date off a meeting that was announced: calendars lose the
// event until the meeting is announced again.
func (s *Service) Postpone(ctx context.Context, who network.Who, n network.Network, step Step) error {
	return s.Upon(ctx, who, toChange(n, step.Code), func(tx *db.Tx, m Meeting) error { return s.off(tx, who, n, m, step, Postponed) })
}

// Cancel calls a meeting off; whoever was invited hears of it.
func (s *Service) Cancel(ctx context.Context, who network.Who, n network.Network, step Step) error {
	return s.Upon(ctx, who, toChange(n, step.Code), func(tx *db.Tx, m Meeting) error { return s.off(tx, who, n, m, step, Cancelled) })
}

// off takes a meeting off the calendars, for a reason that everybody is told.
//
// Rule meeting.off: a meeting is postponed or cancelled with a reason, which
// everybody who was invited is told.
func (s *Service) off(tx *db.Tx, who network.Who, n network.Network, m Meeting, step Step, state string) error {
	reason := strings.TrimSpace(step.Reason)
	if reason == "" || len(reason) > longestText {
		return fault.New(fault.Invalid, "meeting.off.reason", "most", longestText).On("reason")
	}
	if err := Passes(m.State, state); err != nil {
		return err
	}
	told := m.State == Announced
	if step.Version != 0 {
		m.Version = step.Version
	}
	m.State, m.Moved = state, s.now()
	if told {
		m.Sequence++
	}
	if err := network.Changed(updateMeeting(tx, m)); err != nil {
		return err
	}
	if told {
		if err := s.send(tx, who, n, m, Sent{What: state, Reason: reason}); err != nil {
			return err
		}
	}
	return s.record(tx, who, m, "meeting."+state, map[string]any{"why": reason})
}

// guestsOf are those who are invited to a meeting: who has a seat in its body
// on its day; where nobody has one, and for the whole network, whoever speaks
// for a member.
//
// Rule meeting.invited: everybody who has a seat in the body is invited, to a
// meeting of the whole network everybody who represents a member; each person
// once. Whether those of suspended members are, the charter says.
func guestsOf(tx *db.Tx, m Meeting, day string) (all []Presence, err error) {
	var seats []body.Seat
	if m.Body != "" {
		if seats, err = body.SeatsOn(tx, m.Body, day); err != nil {
			return nil, err
		}
	}
	for _, seat := range seats {
		i := slices.IndexFunc(all, func(p Presence) bool { return p.Person == seat.Person })
		switch {
		case seat.Person == "":
		case i < 0:
			all = append(all, Presence{Meeting: m.ID, Person: seat.Person, Organisation: seat.Organisation, Seat: seat.Role})
		case all[i].Organisation == "":
			all[i].Organisation = seat.Organisation // the chair is a member as well
		}
	}
	var contacts []body.Contact
	if len(all) == 0 {
		if contacts, err = body.Representatives(tx, m.Network, day); err != nil {
			return nil, err
		}
	}
	for _, c := range contacts {
		if !slices.ContainsFunc(all, func(p Presence) bool { return p.Person == c.Person.ID }) {
			all = append(all, Presence{Meeting: m.ID, Person: c.Person.ID, Organisation: c.Organisation.ID, Seat: "representative"})
		}
	}
	return welcome(tx, m, day, all)
}

// welcome leaves out whom the charter does not let be invited.
func welcome(tx *db.Tx, m Meeting, day string, all []Presence) ([]Presence, error) {
	charter, err := network.CharterOf(tx, m.Network)
	if err != nil {
		return nil, err
	}
	if invited, _ := accession.InvitesSuspended(charter, day); invited {
		return all, nil
	}
	resting, err := accession.SuspendedAt(tx, m.Network, m.Starts)
	return slices.DeleteFunc(all, func(p Presence) bool { return slices.Contains(resting, p.Organisation) }), err
}
