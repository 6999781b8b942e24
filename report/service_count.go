package report

import (
	"strconv"
	"time"

	"pesnet/agreement"
	"pesnet/body"
	"pesnet/contribution"
	"pesnet/decision"
	"pesnet/discussion"
	"pesnet/kit/db"
	"pesnet/kit/lang"
	"pesnet/meeting"
	"pesnet/network"
)

// span is the year of a report.
type span struct {
	n           network.Network
	first, last string // days; the last is today while the year lasts
	from, to    time.Time
	codes       map[string]string // of organisations, by id
	members     map[string]bool   // organisations that are or were members, by id
}

func (s *Service) span(n network.Network, year int) span {
	zone, err := time.LoadLocation(n.Zone)
	if err != nil {
		zone = time.UTC
	}
	y := span{n: n, first: yearText(year) + "-01-01", last: yearText(year) + "-12-31", codes: map[string]string{}, members: map[string]bool{},
		from: time.Date(year, 1, 1, 0, 0, 0, 0, zone), to: time.Date(year+1, 1, 1, 0, 0, 0, 0, zone)}
	y.last = min(y.last, s.networks.Today(n))
	return y
}

func (y *span) in(day string) bool { return day >= y.first && day <= y.last }

func (y *span) day(t time.Time) string { return t.In(y.from.Location()).Format(time.DateOnly) }

// counts are the chapters in their order, and who counts them.
var counts = []struct {
	code  string
	count func(*db.Tx, *span) ([]Figure, error)
}{
	{"members", countMembers},
	{"accessions", countAccessions},
	{"bodies", countBodies},
	{"meetings", countMeetings},
	{"decisions", countDecisions},
	{"programme", countProgramme},
	{"matters", countMatters},
	{"hearings", countHearings},
	{"contributions", countContributions},
	{"agreements", countAgreements},
	{"discussions", countDiscussions},
}

// count counts what is recorded of a year, every row of it: a figure is the
// same for all who read it, and names no more than all of them may know.
func (s *Service) count(tx *db.Tx, n network.Network, year int) (all []Chapter, err error) {
	y := s.span(n, year)
	err = tx.Unwalled(func() error {
		for _, c := range counts {
			figures, err := c.count(tx, &y)
			if err != nil {
				return err
			}
			for i := range figures {
				figures[i].Rows = inOrder(figures[i].Rows)
			}
			all = append(all, Chapter{Code: c.code, Figures: figures})
		}
		return nil
	})
	return all, err
}

// countMembers: who is a member on the last day, who came and who went.
func countMembers(tx *db.Tx, y *span) ([]Figure, error) {
	claims, err := network.Claims(tx, y.n.ID)
	if err != nil {
		return nil, err
	}
	members, joined, left := Figure{Code: "members"}, Figure{Code: "joined"}, Figure{Code: "left"}
	for _, m := range claims {
		y.codes[m.ID] = m.Code
		if !m.Membership.Counts() {
			continue
		}
		y.members[m.ID] = true
		first, last := m.Membership.Days()
		row := Row{Title: m.Name, Organisation: m.Code, At: "/members/" + m.Code}
		if len(row.Title) == 0 {
			row.Title = plain(m.NativeName)
		}
		if m.Membership.Holds(y.last) {
			row.Day = first
			members.Rows = append(members.Rows, row)
		}
		if y.in(first) {
			row.Day = first
			joined.Rows = append(joined.Rows, row)
		}
		if y.in(last) {
			row.Day = last
			left.Rows = append(left.Rows, row)
		}
	}
	return []Figure{members, joined, left}, nil
}

// countBodies: what bodies there are on the last day, and the seats in them.
func countBodies(tx *db.Tx, y *span) ([]Figure, error) {
	all, err := body.On(tx, y.n.ID, y.last)
	if err != nil {
		return nil, err
	}
	bodies, seats := Figure{Code: "bodies"}, Figure{Code: "seats"}
	for _, b := range all {
		at := "/bodies/" + b.Code
		bodies.Rows = append(bodies.Rows, Row{Day: b.From, Title: b.Name, At: at})
		taken, err := body.SeatsOn(tx, b.ID, y.last)
		if err != nil {
			return nil, err
		}
		for _, seat := range taken {
			seats.Rows = append(seats.Rows, Row{Day: seat.From, Title: b.Name, Organisation: y.codes[seat.Organisation], At: at})
		}
	}
	return []Figure{bodies, seats}, nil
}

// countMeetings: what was held, whether it was called in time, who came, and
// whether the minutes were adopted.
func countMeetings(tx *db.Tx, y *span) ([]Figure, error) {
	all, err := meeting.Between(tx, y.n.ID, y.from, y.to)
	if err != nil {
		return nil, err
	}
	held, onTime, cancelled := Figure{Code: "held"}, Figure{Code: "in_time", Of: "held"}, Figure{Code: "cancelled"}
	invited, present, approved := Figure{Code: "invited"}, Figure{Code: "present", Of: "invited"}, Figure{Code: "approved", Of: "held"}
	for _, m := range all {
		row := Row{Day: y.day(m.Starts), Title: plain(m.Code), At: "/meetings/" + m.Code}
		if m.State == "cancelled" {
			cancelled.Rows = append(cancelled.Rows, row)
		}
		if !m.Happened() || !y.in(row.Day) {
			continue
		}
		held.Rows = append(held.Rows, row)
		if m.Urgent == "" {
			onTime.Rows = append(onTime.Rows, row)
		}
		if m.State == "approved" {
			approved.Rows = append(approved.Rows, row)
		}
		asked, came, err := attendance(tx, y, m, row)
		if err != nil {
			return nil, err
		}
		invited.Rows, present.Rows = append(invited.Rows, asked...), append(present.Rows, came...)
	}
	return []Figure{held, onTime, approved, cancelled, invited, present}, nil
}

// attendance has a row for each member that was invited to a meeting, and for
// each of which somebody was there; who keeps the minutes for the network is no
// member.
func attendance(tx *db.Tx, y *span, m meeting.Meeting, row Row) (invited, present []Row, err error) {
	all, err := meeting.Presences(tx, m)
	if err != nil {
		return nil, nil, err
	}
	there, order := map[string]bool{}, []string{}
	for _, p := range all {
		if !y.members[p.Organisation] {
			continue
		}
		if _, known := there[p.Organisation]; !known {
			order = append(order, p.Organisation)
		}
		there[p.Organisation] = there[p.Organisation] || p.There()
	}
	for _, id := range order {
		row.Organisation = y.codes[id]
		invited = append(invited, row)
		if there[id] {
			present = append(present, row)
		}
	}
	return invited, present, nil
}

// countDecisions: what was decided, and whether what was promised was kept.
func countDecisions(tx *db.Tx, y *span) ([]Figure, error) {
	all, err := decision.Between(tx, y.n.ID, y.first, y.last)
	if err != nil {
		return nil, err
	}
	taken, written := Figure{Code: "decisions"}, Figure{Code: "written", Of: "decisions"}
	for _, d := range all {
		if d.State != decision.Closed {
			continue
		}
		row := Row{Day: d.On, Title: plain(d.Code()), At: "/decisions/" + d.Code()}
		taken.Rows = append(taken.Rows, row)
		if d.Meeting == "" {
			written.Rows = append(written.Rows, row)
		}
	}
	actions, err := decision.Actions(tx, y.n.ID)
	due, kept, late := Figure{Code: "due"}, Figure{Code: "kept", Of: "due"}, Figure{Code: "late", Of: "due"}
	for _, a := range actions {
		if !y.in(a.Due) || a.State == decision.Dropped {
			continue
		}
		row := Row{Day: a.Due, Title: plain(a.Code() + " " + a.Text), Organisation: y.codes[a.Organisation], At: "/actions/" + a.Code()}
		due.Rows = append(due.Rows, row)
		switch {
		case a.State == decision.Done && a.Ended <= a.Due:
			kept.Rows = append(kept.Rows, row)
		case a.State == decision.Done || a.Late(y.last):
			late.Rows = append(late.Rows, row)
		}
	}
	return []Figure{taken, written, due, kept, late}, err
}

// countContributions: what members did by their responsibilities.
func countContributions(tx *db.Tx, y *span) ([]Figure, error) {
	all, err := contribution.Between(tx, y.n.ID, y.first, y.last)
	confirmed := Figure{Code: "confirmed"}
	byKind := map[int][]Row{}
	for _, e := range all {
		if !e.Counts() {
			continue
		}
		row := Row{Day: e.Day, Title: plain(e.Title), Organisation: y.codes[e.Organisation], At: "/contributions/" + e.Number()}
		confirmed.Rows = append(confirmed.Rows, row)
		byKind[e.Responsibility] = append(byKind[e.Responsibility], row)
	}
	figures := []Figure{confirmed}
	for no := 1; no <= mostKinds; no++ {
		if rows := byKind[no]; len(rows) > 0 {
			figures = append(figures, Figure{Code: kindPrefix + strconv.Itoa(no), Of: "confirmed", Rows: rows})
		}
	}
	return figures, err
}

const (
	mostKinds  = 99
	kindPrefix = "responsibility-"
)

// countAgreements: what is in force on the last day, and what was done.
func countAgreements(tx *db.Tx, y *span) ([]Figure, error) {
	all, err := agreement.Of(tx, y.n.ID)
	if err != nil {
		return nil, err
	}
	inForce, done := Figure{Code: "in_force"}, Figure{Code: "activities"}
	titles := map[string]agreement.Agreement{}
	for _, a := range all {
		titles[a.ID] = a
		if a.On(y.last) == agreement.InForce {
			inForce.Rows = append(inForce.Rows, Row{Day: a.From, Title: a.Title, At: "/agreements/" + strconv.FormatInt(a.No, 10)})
		}
	}
	activities, err := agreement.Between(tx, y.n.ID, y.first, y.last)
	for _, one := range activities {
		done.Rows = append(done.Rows, Row{Day: one.Day, Title: plain(one.Title), At: "/agreements/" + strconv.FormatInt(titles[one.Agreement].No, 10)})
	}
	return []Figure{inForce, done}, err
}

// countDiscussions: what was asked and answered in groups, and what partners
// announced.
func countDiscussions(tx *db.Tx, y *span) ([]Figure, error) {
	said, err := discussion.Between(tx, y.n.ID, y.from, y.to)
	if err != nil {
		return nil, err
	}
	threads, posts, announced := Figure{Code: "threads"}, Figure{Code: "posts"}, Figure{Code: "announcements"}
	for _, h := range said {
		at := "/groups/" + h.Group.Code + "/" + strconv.FormatInt(h.Thread.No, 10)
		row := Row{Day: y.day(h.Post.Written), Title: plain(h.Thread.Title), At: at + "#p" + strconv.FormatInt(h.Post.No, 10)}
		posts.Rows = append(posts.Rows, row)
		if h.Post.No == 1 {
			threads.Rows = append(threads.Rows, Row{Day: row.Day, Title: named(h), At: at})
		}
	}
	all, err := discussion.AnnouncedBetween(tx, y.n.ID, y.first, y.last)
	for _, a := range all {
		announced.Rows = append(announced.Rows, Row{Day: a.Day, Title: a.Title, Organisation: y.codes[a.Organisation], At: "/announcements/" + strconv.FormatInt(a.No, 10)})
	}
	return []Figure{threads, posts, announced}, err
}

// named is a thread with the group in which it stands.
func named(h discussion.Hit) lang.Text {
	t := lang.Text{}
	for code, name := range h.Group.Name {
		t[code] = name + ": " + h.Thread.Title
	}
	return t
}
