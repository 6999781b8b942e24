package meeting

import (
	"context"
	"slices"

	"pesnet/body"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// Answer is what somebody who is invited replies.
type Answer struct {
	Reply     string // yes, maybe or no
	Note      string
	Alternate string // id of the person who comes in their place
}

// longestNote is the number of bytes of the longest note of a reply.
const longestNote = 500

// Check finds what cannot be taken of an answer.
//
// Rule meeting.reply: whoever is invited answers for themselves, yes, perhaps
// or no, as long as the meeting is to come; in their place comes an alternate
// of the same organisation.
func (a Answer) Check(m Meeting) error {
	switch {
	case m.State != Announced:
		return fault.New(fault.Conflict, "meeting.reply.closed")
	case !slices.Contains(Replies, a.Reply):
		return fault.New(fault.Invalid, "meeting.reply").On("reply")
	case len(a.Note) > longestNote:
		return fault.New(fault.Invalid, "meeting.whole.long", "most", longestNote).On("note")
	case a.Alternate != "" && a.Reply == "yes":
		return fault.New(fault.Invalid, "meeting.reply.both").On("alternate")
	}
	return nil
}

// Reply takes the answer of somebody who is invited. An alternate whom they
// name is invited as well.
func (s *Service) Reply(ctx context.Context, who network.Who, n network.Network, code string, a Answer) error {
	return s.Upon(ctx, who, upon{n, code, "meeting.reply", false}, func(tx *db.Tx, m Meeting) error {
		all, err := presencesOf(tx, m.ID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(p Presence) bool { return p.Person == who.ID })
		if i < 0 {
			return fault.New(fault.Forbidden, "meeting.reply.uninvited")
		}
		if err := a.Check(m); err != nil {
			return err
		}
		p := all[i]
		p.Reply, p.Note, p.Alternate, p.Replied = a.Reply, a.Note, a.Alternate, s.now()
		if err := s.standIn(tx, n, m, p); err != nil {
			return err
		}
		if _, err := updateReply(tx, p); err != nil {
			return err
		}
		return s.record(tx, who, m, "meeting.reply", map[string]any{"reply": a.Reply, "alternate": a.Alternate})
	})
}

// standIn invites whom a member names as alternate.
func (s *Service) standIn(tx *db.Tx, n network.Network, m Meeting, p Presence) error {
	if p.Alternate == "" {
		return nil
	}
	able, err := s.alternates(tx, n, m, p)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(able, func(one network.Person) bool { return one.ID == p.Alternate })
	if i < 0 {
		return fault.New(fault.Invalid, "meeting.reply.alternate").On("alternate")
	}
	if err := invite(tx, n.ID, []Presence{{Meeting: m.ID, Person: p.Alternate, Organisation: p.Organisation, Seat: alternateSeat}}); err != nil {
		return err
	}
	of, err := bodyIn(tx, n, m.Body)
	if err != nil {
		return err
	}
	return s.write(tx, n, notice{m, of, able[i], Sent{What: "announced"}})
}

// alternates are those who can come in somebody's place: who has the seat of
// an alternate of their organisation in the body, or acts for it in the
// network.
func (s *Service) alternates(tx *db.Tx, n network.Network, m Meeting, p Presence) ([]network.Person, error) {
	day := s.dayOf(n, m.Starts)
	var ids []string
	if m.Body != "" {
		seats, err := body.SeatsOn(tx, m.Body, day)
		if err != nil {
			return nil, err
		}
		for _, seat := range seats {
			if seat.Role == alternateSeat && seat.Organisation == p.Organisation && seat.Person != "" {
				ids = append(ids, seat.Person)
			}
		}
	}
	if len(ids) == 0 && p.Organisation != "" {
		holders, err := network.HoldersOn(tx, n.ID, day)
		if err != nil {
			return nil, err
		}
		for _, h := range holders {
			if h.Role.Organisation == p.Organisation {
				ids = append(ids, h.ID)
			}
		}
	}
	return network.PersonsByID(tx, slices.DeleteFunc(ids, func(id string) bool { return id == p.Person }))
}

// Alternates returns who can come in the place of somebody who is invited.
func (s *Service) Alternates(ctx context.Context, who network.Who, n network.Network, code string) (able []network.Person, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		m, err := asked{who, n, code}.May(tx, "meeting.reply")
		if err != nil {
			return err
		}
		all, err := presencesOf(tx, m.ID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(p Presence) bool { return p.Person == who.ID })
		if i < 0 || all[i].Seat == alternateSeat {
			return nil
		}
		able, err = s.alternates(tx, n, m, all[i])
		return err
	})
	return able, err
}

// Row is one who is invited, by name.
type Row struct {
	Presence
	Name         string
	StandIn      string // name of the alternate who was named
	Organisation network.Organisation
}

// Attendance is the table of who was there.
type Attendance struct {
	Meeting
	Of       body.Body
	Rows     []Row
	Quorum   Quorum
	Editable bool
}

// Attendance returns who is invited, what they replied and who was there, by
// name; that the names were seen is recorded.
func (s *Service) Attendance(ctx context.Context, who network.Who, n network.Network, code string) (t Attendance, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if t.Meeting, err = (asked{who, n, code}).May(tx, "meeting.read"); err != nil {
			return err
		}
		if whole, _ := seen(who, t.Meeting); !whole {
			return network.May(who, "meeting.change", about(t.Meeting)).Err()
		}
		if t.Of, err = bodyIn(tx, n, t.Body); err != nil {
			return err
		}
		all, err := attending(tx, t.Meeting)
		if err != nil {
			return err
		}
		charter, err := network.CharterOf(tx, n.ID)
		if err != nil {
			return err
		}
		t.Quorum = QuorumOn(charter, kindOf(t.Of), s.dayOf(n, t.Starts), all)
		t.Editable = network.May(who, "meeting.attend", about(t.Meeting)).Allowed && (t.Happened() || t.State == Announced) && !t.Starts.After(s.now())
		t.Rows, err = named(tx, all)
		return err
	})
	if err == nil && s.networks.OnRead != nil {
		var ids []string
		for _, r := range t.Rows {
			ids = append(ids, r.Person)
		}
		err = s.networks.OnRead(ctx, who, n, "attendance", ids)
	}
	return t, err
}

// named adds names to presences.
func named(tx *db.Tx, all []Presence) (rows []Row, err error) {
	var people, services []string
	for _, p := range all {
		people, services = append(people, p.Person, p.Alternate), append(services, p.Organisation)
	}
	names, err := network.NamesOf(tx, people...)
	if err != nil {
		return nil, err
	}
	organisations, err := network.OrganisationsOf(tx, services...)
	for _, p := range all {
		rows = append(rows, Row{Presence: p, Name: names[p.Person], StandIn: names[p.Alternate], Organisation: organisations[p.Organisation]})
	}
	return rows, err
}

// Attend records who was there. The first record of a meeting that has begun
// says that it was held.
//
// Rule meeting.attendance: who was there is recorded from the beginning of the
// meeting on, until its minutes are approved: in the room, online, excused or
// absent.
func (s *Service) Attend(ctx context.Context, who network.Who, n network.Network, code string, seen []Presence) error {
	return s.Upon(ctx, who, upon{n, code, "meeting.attend", false}, func(tx *db.Tx, m Meeting) error {
		if m.State != Announced && !m.Happened() || m.State == Approved || m.Starts.After(s.now()) {
			return fault.New(fault.Conflict, "meeting.attendance")
		}
		all, err := presencesOf(tx, m.ID)
		if err != nil {
			return err
		}
		changes := map[string]string{}
		for _, one := range seen {
			one.Meeting = m.ID
			i := slices.IndexFunc(all, func(p Presence) bool { return p.Person == one.Person && p.Organisation == one.Organisation })
			switch {
			case i < 0 || one.Present != "" && !slices.Contains(Attendances, one.Present):
				return fault.New(fault.Invalid, "meeting.attendance.what").On("present")
			case all[i].Present == one.Present:
				continue
			}
			if err := network.Changed(updatePresent(tx, one)); err != nil {
				return err
			}
			changes[one.Person] = one.Present
		}
		if m.State == Announced {
			if err := SetState(tx, m, Held, s.now()); err != nil {
				return err
			}
		}
		return s.record(tx, who, m, "meeting.attend", changes)
	})
}
