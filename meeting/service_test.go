package meeting

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pesnet/body"
	"pesnet/kit/db"
	"pesnet/kit/mail"
	"pesnet/lang"
	"pesnet/network"
	"pesnet/network/networktest"
	"pesnet/privacy"
)

// demo is the service on the demonstration with its bodies, without meetings.
type demo struct {
	*Service
	*networktest.World
	bodies *body.Service
}

func open(w *networktest.World) *demo {
	w.Helper()
	privacies := privacy.New(w.DB, w.Clock.Now, w.Networks, w.Jobs())
	d := &demo{New(w.DB, w.Clock.Now, w.Networks), w, body.New(w.DB, w.Clock.Now, w.Networks, privacies)}
	w.Networks.OnRead, w.Networks.Seats = privacies.Read, d.bodies.SeatsOfPerson
	w.Must(d.bodies.Demo(w.Context()))
	d.Words, d.URL = lang.All.In, "https://pesnet.example"
	return d
}

var each = networktest.Each(open)

// board is the id of the board of AURORA.
func (d *demo) board() string {
	d.Helper()
	id, err := d.BodyOf(d.Context(), network.Operator, d.Aurora, "BOARD")
	d.Must(err)
	return id
}

// beginning is a meeting of the board so many days from now.
func (d *demo) beginning(days int) Beginning {
	starts := d.Clock.Now().AddDate(0, 0, days)
	return Beginning{Agenda: Lines("Work programme 2027; 45"), Meeting: Meeting{Body: d.board(), Kind: "regular", Mode: "hybrid", Place: "Copenhagen", Zone: "Europe/Copenhagen", Starts: starts, Ends: starts.Add(3 * time.Hour)}}
}

func (d *demo) prepared(days int) Meeting {
	d.Helper()
	m, err := d.Prepare(d.Context(), d.As("secretariat"), d.Aurora, d.beginning(days))
	d.Must(err)
	return m
}

func (d *demo) letters(m Meeting) (all []mail.Delivery) {
	d.Helper()
	d.Reading(func(tx *db.Tx) (err error) {
		all, err = mail.Dispatch(tx, "meeting "+m.ID)
		return err
	})
	return all
}

// Tests rules meeting.notice, meeting.agenda.
func TestALateCallIsRefusedAndAnUrgentOneRecorded(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, who := t.Context(), d.As("secretariat")
		late := d.prepared(4)
		_, err := d.Announce(ctx, who, d.Aurora, Step{Code: late.Code})
		d.Want(err, "meeting.notice")
		if len(d.letters(late)) != 0 {
			t.Error("letters of a call that was refused")
		}
		urgent, err := d.Announce(ctx, who, d.Aurora, Step{Code: late.Code, Reason: "A factory closes."})
		d.Must(err)
		if urgent.Urgent != "A factory closes." || urgent.State != Announced {
			t.Errorf("%+v", urgent)
		}
		f, err := d.Meeting(ctx, who, d.Aurora, late.Code)
		d.Must(err)
		if len(f.Sent) != 1 || f.Sent[0].Days != 4 || f.Sent[0].Needed != 5 || f.Sent[0].Reason != "A factory closes." {
			t.Errorf("recorded: %+v", f.Sent)
		}
		none := d.beginning(20)
		none.Agenda = nil
		m, err := d.Prepare(ctx, who, d.Aurora, none)
		d.Must(err)
		_, err = d.Announce(ctx, who, d.Aurora, Step{Code: m.Code})
		d.Want(err, "meeting.agenda")
		_, err = d.AddItem(ctx, who, d.Aurora, m.Code, Item{Title: "Budget", Duration: 30})
		d.Must(err)
		_, err = d.Announce(ctx, who, d.Aurora, Step{Code: m.Code})
		d.Must(err)
	})
}

// Tests rules meeting.invited, meeting.event.
func TestEverybodyWithASeatIsInvitedAndKeepsOneEvent(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, who := t.Context(), d.As("secretariat")
		m := d.prepared(14)
		var err error
		m, err = d.Announce(ctx, who, d.Aurora, Step{Code: m.Code, Version: m.Version})
		d.Must(err)
		var seats []body.Seat
		d.Reading(func(tx *db.Tx) (err error) {
			seats, err = body.SeatsOn(tx, m.Body, "2026-12-05")
			return err
		})
		people := map[string]bool{}
		for _, s := range seats {
			people[s.Person] = true
		}
		f, err := d.Meeting(ctx, who, d.Aurora, m.Code)
		d.Must(err)
		if len(f.Presences) != len(people) || len(people) < 60 || f.Forecast.Seats != 31 || f.Forecast.Needed != 16 {
			t.Errorf("%d invited of %d with a seat; %d seats with a vote, quorum %d", len(f.Presences), len(people), f.Forecast.Seats, f.Forecast.Needed)
		}
		if got := len(d.letters(m)); got != len(people) {
			t.Errorf("%d letters, want %d", got, len(people))
		}
		for i := range 3 {
			m.Place = fmt.Sprint("Copenhagen, room ", i)
			m, err = d.Change(ctx, who, d.Aurora, m, "")
			d.Must(err)
		}
		d.Must(d.Cancel(ctx, who, d.Aurora, Step{Code: m.Code, Reason: "The host closed its doors."}))
		d.oneEvent(m, len(people))
	})
}

// oneEvent looks at what one receiver gets of a meeting with a call, three
// changes and an end.
func (d *demo) oneEvent(m Meeting, people int) {
	d.Helper()
	all := d.letters(m)
	if len(all) != 5*people {
		d.Fatalf("%d letters, want five to each of %d", len(all), people)
	}
	to := all[0].To
	sequence := 0
	var uid string
	d.Reading(func(tx *db.Tx) error {
		for _, one := range all {
			if one.To != to {
				continue
			}
			l, err := mail.Find(tx, one.ID)
			if err != nil {
				return err
			}
			text := strings.ReplaceAll(string(l.Calendar), "\r\n ", "")
			line := func(name string) string {
				_, rest, _ := strings.Cut(text, "\r\n"+name+":")
				value, _, _ := strings.Cut(rest, "\r\n")
				return value
			}
			if uid == "" {
				uid = line("UID")
			}
			method := "REQUEST"
			if sequence == 4 {
				method = "CANCEL"
			}
			if line("UID") != uid || line("SEQUENCE") != fmt.Sprint(sequence) || line("METHOD") != method || l.Method != method {
				d.Errorf("letter %d: UID %s, SEQUENCE %s, METHOD %s", sequence, line("UID"), line("SEQUENCE"), line("METHOD"))
			}
			sequence++
		}
		return nil
	})
	if sequence != 5 || !strings.HasPrefix(uid, m.ID) {
		d.Errorf("%d messages of the event %s", sequence, uid)
	}
}

func TestAnotherDateNeedsTheNoticeAgain(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, who := t.Context(), d.As("secretariat")
		m := d.prepared(14)
		m, err := d.Announce(ctx, who, d.Aurora, Step{Code: m.Code})
		d.Must(err)
		sooner := m
		sooner.Starts, sooner.Ends = m.Starts.AddDate(0, 0, -11), m.Ends.AddDate(0, 0, -11)
		_, err = d.Change(ctx, who, d.Aurora, sooner, "")
		d.Want(err, "meeting.notice")
		hour := m
		hour.Starts = m.Starts.Add(time.Hour)
		m, err = d.Change(ctx, who, d.Aurora, hour, "")
		d.Must(err)
		later := m
		later.Starts, later.Ends = m.Starts.AddDate(0, 0, 7), m.Ends.AddDate(0, 0, 7)
		m, err = d.Change(ctx, who, d.Aurora, later, "")
		d.Must(err)
		if m.Sequence != 2 {
			t.Errorf("sequence %d after two changes, want 2", m.Sequence)
		}
		_, err = d.Change(ctx, who, d.Aurora, hour, "")
		d.Want(err, "network.changed-meanwhile")
		d.Must(d.Postpone(ctx, who, d.Aurora, Step{Code: m.Code, Reason: "The chair is ill."}))
		d.Clock.Set(m.Starts.AddDate(0, 0, -2))
		_, err = d.Announce(ctx, who, d.Aurora, Step{Code: m.Code})
		d.Want(err, "meeting.notice")
		again, err := d.Announce(ctx, who, d.Aurora, Step{Code: m.Code, Reason: "Figures must go out."})
		d.Must(err)
		if again.Sequence != 4 || again.State != Announced {
			t.Errorf("called again: %+v", again)
		}
	})
}

// Tests rule meeting.off.
func TestGoingOffNeedsAReason(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, who := t.Context(), d.As("secretariat")
		m := d.prepared(14)
		d.Want(d.Cancel(ctx, who, d.Aurora, Step{Code: m.Code, Reason: " "}), "meeting.off.reason")
		d.Want(d.Postpone(ctx, who, d.Aurora, Step{Code: m.Code, Reason: "x"}), "meeting.state")
		d.Must(d.Cancel(ctx, who, d.Aurora, Step{Code: m.Code, Reason: "Not needed."}))
		if len(d.letters(m)) != 0 {
			t.Error("letters about a draft that nobody had heard of")
		}
		_, err := d.AddItem(ctx, who, d.Aurora, m.Code, Item{Title: "Budget"})
		d.Want(err, "meeting.over")
	})
}

// Tests rules meeting.late, meeting.paper.
func TestTheAgendaOfAMeeting(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, who := t.Context(), d.As("secretariat")
		m := d.prepared(14)
		budget, err := d.AddItem(ctx, who, d.Aurora, m.Code, Item{Title: "Budget", Ask: "adopt", Duration: 30})
		d.Must(err)
		d.Must(d.MoveItem(ctx, who, d.Aurora, m.Code, budget, -1))
		first, err := d.AddPaper(ctx, who, d.Aurora, m.Code, File{Item: budget.ID, Name: "budget.txt", Content: []byte("1")})
		d.Must(err)
		d.Want(d.DropItem(ctx, who, d.Aurora, m.Code, budget), "meeting.item.papers")
		_, err = d.Announce(ctx, who, d.Aurora, Step{Code: m.Code})
		d.Must(err)
		_, err = d.AddItem(ctx, who, d.Aurora, m.Code, Item{Title: "News", Duration: 5})
		d.Must(err)
		_, err = d.AddPaper(ctx, who, d.Aurora, m.Code, File{Item: budget.ID, Instead: first.Number, Name: "budget.txt", Content: []byte("2")})
		d.Must(err)
		d.Want(d.DropPaper(ctx, who, d.Aurora, m.Code, first.ID), "meeting.paper.sent")
		budget.Title = "Budget 2027"
		d.Must(d.ChangeItem(ctx, who, d.Aurora, m.Code, budget))
		d.Want(d.ChangeItem(ctx, who, d.Aurora, m.Code, budget), "network.changed-meanwhile")
		f, err := d.Meeting(ctx, d.As("analyst"), d.Aurora, m.Code)
		d.Must(err)
		var text []string
		for _, i := range f.Agenda {
			text = append(text, fmt.Sprint(i.Position, i.Standing, i.Title, i.Late))
		}
		if got := strings.Join(text, " "); got != "1openingfalse 2Budget 2027false 3Work programme 2027false 4Newstrue 5otherfalse" {
			t.Errorf("agenda: %s", got)
		}
		if len(f.Papers) != 2 || f.Papers[0].Late || !f.Papers[1].Late || f.Papers[1].Revision != 1 {
			t.Errorf("papers: %+v", f.Papers)
		}
		_, content, err := d.Paper(ctx, d.As("analyst"), d.Aurora, m.Code, f.Papers[1].ID)
		d.Must(err)
		if string(content) != "2" {
			t.Errorf("the paper holds %q", content)
		}
		_, _, err = d.Paper(ctx, network.Who{}, d.Aurora, m.Code, f.Papers[1].ID)
		d.Want(err, "network.may.sign-in")
	})
}

// Tests rules meeting.reply, meeting.attendance.
func TestRepliesAndAttendance(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, who := t.Context(), d.As("secretariat")
		m := d.prepared(14)
		member, other := d.As("representative"), d.As("analyst")
		d.Want(d.Reply(ctx, member, d.Aurora, m.Code, Answer{Reply: "yes"}), "meeting.reply.uninvited")
		m, err := d.Announce(ctx, who, d.Aurora, Step{Code: m.Code})
		d.Must(err)
		d.Want(d.Reply(ctx, other, d.Aurora, m.Code, Answer{Reply: "yes"}), "meeting.reply.uninvited")
		d.Want(d.Reply(ctx, member, d.Aurora, m.Code, Answer{Reply: "never"}), "meeting.reply")
		able, err := d.Alternates(ctx, member, d.Aurora, m.Code)
		d.Must(err)
		if len(able) != 1 {
			t.Fatalf("%d alternates of the representative, want the one with the seat", len(able))
		}
		d.Want(d.Reply(ctx, member, d.Aurora, m.Code, Answer{Reply: "no", Alternate: other.ID}), "meeting.reply.alternate")
		d.Must(d.Reply(ctx, member, d.Aurora, m.Code, Answer{Reply: "no", Alternate: able[0].ID, Note: "A hearing"}))
		d.Want(d.Attend(ctx, who, d.Aurora, m.Code, nil), "meeting.attendance")
		d.Clock.Set(m.Starts.Add(time.Hour))
		d.attended(m, who, member, able[0])
	})
}

// attended records who was at a meeting: everybody, the alternate in the place
// of one member.
func (d *demo) attended(m Meeting, who, member network.Who, alternate network.Person) {
	d.Helper()
	ctx := d.Context()
	table, err := d.Attendance(ctx, who, d.Aurora, m.Code)
	d.Must(err)
	var seen []Presence
	for _, r := range table.Rows {
		p := r.Presence
		if p.Present = "excused"; p.Seat != alternateSeat && p.Person != member.ID || p.Person == alternate.ID {
			p.Present = "room"
		}
		seen = append(seen, p)
	}
	d.Must(d.Attend(ctx, who, d.Aurora, m.Code, seen))
	d.Want(d.Attend(ctx, d.As("analyst"), d.Aurora, m.Code, seen), "network.may.secretariat")
	seen[0].Present = "absent"
	d.Want(d.Attend(ctx, who, d.Aurora, m.Code, seen), "network.changed-meanwhile")
	f, err := d.Meeting(ctx, who, d.Aurora, m.Code)
	d.Must(err)
	if f.State != Held || f.Quorum.There != 31 || !f.Quorum.Met() {
		d.Errorf("state %s, quorum %+v", f.State, f.Quorum)
	}
	if !slices.ContainsFunc(Votes(f.Presences), func(p Presence) bool { return p.Person == alternate.ID }) {
		d.Error("the alternate in the place of the member has no vote")
	}
}

// Tests rule meeting.public.
func TestOutsidersSeeWhatIsPublic(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, who := t.Context(), d.As("secretariat")
		b := d.beginning(14)
		b.Public, b.Link, b.About = true, "https://join.example/7", "Bring a badge"
		m, err := d.Prepare(ctx, who, d.Aurora, b)
		d.Must(err)
		for _, reader := range []network.Who{{}, d.As("analyst")} {
			if _, err := d.Meeting(ctx, reader, d.Aurora, m.Code); err == nil {
				t.Errorf("%s sees a draft", reader.Name)
			}
		}
		_, err = d.Announce(ctx, who, d.Aurora, Step{Code: m.Code})
		d.Must(err)
		f, err := d.Meeting(ctx, network.Who{}, d.Aurora, m.Code)
		d.Must(err)
		if !f.Outside || f.Link+f.About != "" || len(f.Agenda)+len(f.Presences) > 0 || f.Place != "Copenhagen" {
			t.Errorf("an outsider sees %+v", f)
		}
		list, err := d.Meetings(ctx, network.Who{}, d.Aurora, Query{})
		d.Must(err)
		if len(list) != 1 || list[0].Link != "" {
			t.Errorf("an outsider's list: %+v", list)
		}
		closed := d.prepared(15)
		_, err = d.Announce(ctx, who, d.Aurora, Step{Code: closed.Code})
		d.Must(err)
		_, err = d.Meeting(ctx, network.Who{}, d.Aurora, closed.Code)
		d.Want(err, "network.may.sign-in")
	})
}

// Tests rule meeting.owed.
func TestWhatIsOwed(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx := t.Context()
		m := d.prepared(14)
		owed := func() map[string]int {
			kinds := map[string]int{}
			d.Reading(func(tx *db.Tx) error {
				all, err := d.Owes(ctx, tx, d.Aurora, "2026-11-21")
				for _, o := range all {
					kinds[o.Kind+" "+o.Day]++
				}
				return err
			})
			return kinds
		}
		if got := owed(); got["meeting.owed.call 2026-11-30"] == 0 {
			t.Errorf("of a draft: %v", got)
		}
		m, err := d.Announce(ctx, d.As("secretariat"), d.Aurora, Step{Code: m.Code})
		d.Must(err)
		if got := owed(); got["meeting.owed.reply 2026-12-03"] != 31 {
			t.Errorf("of a call: %v", got)
		}
		d.Writing(func(tx *db.Tx) error { return SetState(tx, m, Held, d.Clock.Now()) })
		d.Clock.Set(m.Ends.Add(time.Hour))
		if got := owed(); got["meeting.owed.minutes 2026-12-19"] == 0 || len(got) != 1 {
			t.Errorf("of a meeting that was held: %v", got)
		}
	})
}

func TestTheDemonstrationIsByTheRules(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx := t.Context()
		d.Must(d.Demo(ctx))
		d.Must(d.Demo(ctx))
		all, err := d.Meetings(ctx, d.As("secretariat"), d.Aurora, Query{Body: "BOARD"})
		d.Must(err)
		if len(all) != 4 || all[0].Code != "BOARD-2026-4" || all[0].State != Announced || all[0].Mine == nil {
			t.Fatalf("%d meetings of the board, or the last one is not announced to its secretary", len(all))
		}
		f, err := d.Meeting(ctx, d.As("representative"), d.Aurora, "BOARD-2026-4")
		d.Must(err)
		if f.Mine == nil || len(f.Papers) != 5 || len(f.Agenda) != 5 || f.Agenda[1].Title != "Benchlearning, third cycle" || !f.Forecast.Met() {
			t.Errorf("the next board: %+v", f.Forecast)
		}
		held, err := d.Meeting(ctx, d.As("representative"), d.Aurora, "BOARD-2026-3")
		d.Must(err)
		if held.State != Held || !held.Quorum.Met() || held.Quorum.There > 31 {
			t.Errorf("the last board: %s, %+v", held.State, held.Quorum)
		}
		events := d.events("representative")
		if !slices.Contains(events, "AURORA: Board, meeting 4 of 2026") {
			t.Errorf("the calendar of the representative: %v", events)
		}
	})
}

func (d *demo) events(login string) (titles []string) {
	d.Helper()
	who := d.As(login)
	d.Reading(func(tx *db.Tx) error {
		all, err := d.Events(context.Background(), tx, who.ID, d.Clock.Now())
		for _, e := range all {
			titles = append(titles, e.Title)
		}
		return err
	})
	return titles
}
