package minutes

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	"pesnet/body"
	"pesnet/decision"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/lang"
	"pesnet/meeting"
	"pesnet/network"
	"pesnet/network/networktest"
	"pesnet/privacy"
)

// demo is the service on the demonstration, its meetings without minutes.
type demo struct {
	*Service
	*networktest.World
	meetings *meeting.Service
}

func open(w *networktest.World) *demo {
	w.Helper()
	bodies := body.New(w.DB, w.Clock.Now, w.Networks, privacy.New(w.DB, w.Clock.Now, w.Networks, w.Jobs()))
	w.Networks.Seats = bodies.SeatsOfPerson
	meetings, decisions := meeting.New(w.DB, w.Clock.Now, w.Networks), decision.New(w.DB, w.Clock.Now, w.Networks)
	d := &demo{New(w.DB, w.Clock.Now, w.Networks, decisions, w.Jobs()), w, meetings}
	d.Words, d.URL, meetings.Words = lang.All.In, "https://pesnet.example", lang.All.In
	decisions.Words, decisions.Sealed = lang.All.In, Sealed
	w.Must(bodies.Demo(w.Context()))
	w.Must(meetings.Demo(w.Context()))
	return d
}

var each = networktest.Each(open)

func (d *demo) look(code string) Full {
	d.Helper()
	f, err := d.Minutes(d.Context(), network.Operator, d.Aurora, code)
	d.Must(err)
	return f
}

const third = "BOARD-2026-3"

// Tests rules minutes.begin, minutes.closed, minutes.owed.
func TestMinutesGoFromDraftToSealAndAddendum(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, secretary, member := t.Context(), d.As("secretariat"), d.As("representative")
		d.Want(d.Begin(ctx, member, d.Aurora, third, "en"), "network.may.secretariat")
		d.Want(d.Begin(ctx, secretary, d.Aurora, "BOARD-2026-4", "en"), "minutes.begin")
		d.Must(d.Begin(ctx, secretary, d.Aurora, third, "en"))
		d.Want(d.Begin(ctx, secretary, d.Aurora, third, "en"), "minutes.begin")
		f := d.look(third)
		if len(f.Pieces) != len(f.Items) || len(f.Items) == 0 {
			t.Fatalf("%d pieces for %d items", len(f.Pieces), len(f.Items))
		}
		_, _, err := d.Save(ctx, secretary, d.Aurora, third, []Edit{{f.Pieces[0].ID, "The chair opened the meeting.", true, 1}})
		d.Must(err)
		one, err := d.Decisions.Propose(ctx, secretary, d.Aurora, decision.Proposal{Meeting: third, Text: "The budget is adopted.", Public: true})
		d.Must(err)
		d.Want(d.Circulate(ctx, secretary, d.Aurora, third), "minutes.closed")
		d.Must(d.Decisions.VoteAll(ctx, secretary, d.Aurora, one.Code(), decision.For))
		_, err = d.Decisions.Close(ctx, secretary, d.Aurora, one.Code(), decision.Tally{})
		d.Must(err)
		action, err := d.Decisions.AddAction(ctx, secretary, d.Aurora, decision.Task{Meeting: third, Organisation: d.Organisation("AUR-JUTRZENA"), Text: "One page", Due: "2026-12-20"})
		d.Must(err)
		d.Must(d.Circulate(ctx, secretary, d.Aurora, third))
		f = d.look(third)
		d.everyMember(f)
		if f.Until != "2026-12-01" || f.At.State != meeting.Circulated {
			t.Errorf("comments until %s, the meeting is %s", f.Until, f.At.State)
		}
		d.owes("minutes.owed.comment")
		d.Must(d.Comment(ctx, member, d.Aurora, third, Comment{Organisation: d.Organisation("AUR-JUTRZENA"), Text: "It was not the chair."}))
		d.Want(d.Comment(ctx, member, d.Aurora, third, Comment{Organisation: d.Organisation("AUR-GINTARA"), Text: "For another."}), "network.may.colleagues")
		d.Clock.On("2026-12-01")
		d.Want(d.Approve(ctx, secretary, d.Aurora, third, Approval{}), "minutes.adoption")
		d.Clock.On("2026-12-02")
		d.owes("minutes.owed.approve")
		d.Want(d.Approve(ctx, secretary, d.Aurora, third, Approval{}), "minutes.adoption.comments")
		comment := d.look(third).Comments[0]
		d.Want(d.Answer(ctx, secretary, d.Aurora, third, Comment{ID: comment.ID, Answer: "declined"}), "minutes.answer.reason")
		d.Must(d.Answer(ctx, secretary, d.Aurora, third, Comment{ID: comment.ID, Answer: "declined", Reason: "It was."}))
		d.Must(d.Approve(ctx, secretary, d.Aurora, third, Approval{Public: true}))
		d.frozen(third, one.Code(), action)
		d.added(third, one.Code())
	})
}

// everyMember sees to it that the list of receivers has all members, also
// those who were absent, with a letter for each representative.
func (d *demo) everyMember(f Full) {
	d.Helper()
	members, absent := map[string]bool{}, 0
	for _, r := range f.Receivers {
		members[r.Organisation] = true
		if !r.Present {
			absent++
		}
		if sent, ok := f.Deliveries[r.Letter]; r.Person != "" && (!ok || sent.To != r.Person) {
			d.Errorf("no letter to %s", r.Person)
		}
	}
	if len(members) != 31 || absent == 0 {
		d.Errorf("sent to %d members, of whom %d people were absent; want 31 and some", len(members), absent)
	}
}

func (d *demo) owes(kind string) {
	d.Helper()
	d.Reading(func(tx *db.Tx) error {
		all, err := d.Owes(d.Context(), tx, d.Aurora, d.today(d.Aurora))
		found := false
		for _, o := range all {
			found = found || o.Kind == kind
		}
		if !found {
			d.Errorf("nobody owes %s", kind)
		}
		return err
	})
}

// frozen tries to change approved minutes through every door.
func (d *demo) frozen(code, decided string, action decision.Action) {
	d.Helper()
	ctx, who := d.Context(), network.Operator
	f := d.look(code)
	if !f.Intact || f.How != BySilence || f.At.State != meeting.Approved || len(f.Hash) != 64 {
		d.Errorf("approved by %s, intact %v, the meeting is %s, hash %q", f.How, f.Intact, f.At.State, f.Hash)
	}
	_, _, save := d.Save(ctx, who, d.Aurora, code, []Edit{{f.Pieces[0].ID, "Something else", true, f.Pieces[0].Version}})
	_, piece := d.AddPiece(ctx, who, d.Aurora, code, Piece{Title: "More"})
	_, propose := d.Decisions.Propose(ctx, who, d.Aurora, decision.Proposal{Meeting: code, Text: "More"})
	_, add := d.Decisions.AddAction(ctx, who, d.Aurora, decision.Task{Meeting: code, Organisation: action.Organisation, Text: "More", Due: "2027-01-01"})
	attendance, err := d.meetings.Attendance(ctx, who, d.Aurora, code)
	d.Must(err)
	for door, refused := range map[string]struct {
		err  error
		want string
	}{
		"text":       {save, "minutes.frozen"},
		"piece":      {piece, "minutes.frozen"},
		"circulate":  {d.Circulate(ctx, who, d.Aurora, code), "minutes.frozen"},
		"recall":     {d.Recall(ctx, who, d.Aurora, code), "minutes.frozen"},
		"approve":    {d.Approve(ctx, who, d.Aurora, code, Approval{}), "minutes.frozen"},
		"comment":    {d.Comment(ctx, who, d.Aurora, code, Comment{Organisation: action.Organisation, Text: "late"}), "minutes.frozen"},
		"decision":   {propose, "decision.sealed"},
		"votes":      {d.Decisions.VoteAll(ctx, who, d.Aurora, decided, decision.Against), "decision.frozen"},
		"new action": {add, "decision.sealed"},
		"old action": {d.Decisions.ChangeAction(ctx, who, d.Aurora, action.Code(), action), "decision.sealed"},
		"attendance": {d.meetings.Attend(ctx, who, d.Aurora, code, []meeting.Presence{attendance.Rows[0].Presence}), "meeting.attendance"},
		"agenda":     {d.meetings.ChangeItem(ctx, who, d.Aurora, code, f.Items[0]), ""},
	} {
		if refused.err == nil || refused.want != "" && fault.ID(refused.err) != refused.want {
			d.Errorf("%s of approved minutes: %v, want %s", door, refused.err, refused.want)
		}
	}
	for _, statement := range []string{`UPDATE minutes_piece SET wording = 'x' WHERE minutes_id = ?`, `DELETE FROM minutes_piece WHERE minutes_id = ?`, `UPDATE minutes SET state = 'draft' WHERE id = ?`, `DELETE FROM minutes WHERE id = ?`} {
		if err := d.db.Write(ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(statement, f.ID)
			return err
		}); err == nil {
			d.Errorf("the database takes: %s", statement)
		}
	}
	action.State, action.Note = decision.Done, "Sent."
	d.Must(d.Decisions.Progress(ctx, who, d.Aurora, action.Code(), action))
	if !d.look(code).Intact {
		d.Error("how an action point goes breaks the seal")
	}
	outside, err := d.Minutes(ctx, network.Who{}, d.Aurora, code)
	if err != nil || outside.Presences != nil || len(outside.Pieces) == 0 {
		d.Errorf("what is published: %d pieces, %d presences, %v", len(outside.Pieces), len(outside.Presences), err)
	}
}

// added adds an addendum, which needs a decision of its own.
func (d *demo) added(code, decided string) {
	d.Helper()
	ctx, who := d.Context(), network.Operator
	hash := d.look(code).Hash
	a, err := d.Add(ctx, who, d.Aurora, code, "The budget was presented by the chair.")
	d.Must(err)
	d.Want(d.ApproveAddendum(ctx, who, d.Aurora, code, a.No, decided), "minutes.adoption.decision")
	at := d.look(code).At
	later, err := d.Decisions.Propose(ctx, who, d.Aurora, decision.Proposal{Body: at.Body, Text: "The addendum is approved."})
	d.Must(err)
	d.Want(d.ApproveAddendum(ctx, who, d.Aurora, code, a.No, later.Code()), "minutes.adoption.decision")
	d.Clock.On("2027-01-04")
	_, err = d.Decisions.Close(ctx, who, d.Aurora, later.Code(), decision.Tally{})
	d.Must(err)
	d.Must(d.ApproveAddendum(ctx, who, d.Aurora, code, a.No, later.Code()))
	d.Want(d.ApproveAddendum(ctx, who, d.Aurora, code, a.No, later.Code()), "minutes.addendum.approved")
	f := d.look(code)
	if !f.Intact || f.Hash != hash || len(f.Addenda) != 1 || f.Addenda[0].Hash == "" {
		d.Errorf("after an addendum: intact %v, %d addenda", f.Intact, len(f.Addenda))
	}
}

// Thirty-two people write on the minutes of one meeting at the same time, each
// a word of their own on one of the pieces. Whoever is late gets both texts
// and adds the word to the new one; in the end every word is there once.
func TestOfThirtyTwoWritersNoWordIsLost(t *testing.T) {
	const writers = 32
	each(t, func(t *testing.T, d *demo) {
		ctx := t.Context()
		d.Must(d.Begin(ctx, network.Operator, d.Aurora, third, "en"))
		var behind, saves atomic.Int64
		var all sync.WaitGroup
		start := make(chan bool)
		first := d.look(third).Pieces
		for i := range writers {
			all.Go(func() {
				<-start
				p, word := first[i%3], fmt.Sprintf("w%d.", i)
				for {
					e := Edit{p.ID, strings.TrimSpace(p.Text + " " + word), true, p.Version}
					others := []Edit{e}
					for _, other := range first { // the form sends every piece, also those that were left alone
						if other.ID != p.ID {
							others = append(others, Edit{other.ID, other.Text, other.Public, other.Version})
						}
					}
					n, late, err := d.Save(ctx, network.Operator, d.Aurora, third, others)
					if err != nil {
						t.Error(err)
						return
					}
					if n == 1 && len(late) == 0 {
						saves.Add(1)
						return
					}
					if n != 0 || len(late) != 1 || late[0].Written.Text != e.Text || late[0].Stored.ID != p.ID {
						t.Errorf("writer %d: %d saved, late %+v", i, n, late)
						return
					}
					behind.Add(1)
					p = late[0].Stored
				}
			})
		}
		close(start)
		all.Wait()
		f := d.look(third)
		text := ""
		for _, p := range f.Pieces {
			text += " " + p.Text
		}
		for i := range writers {
			if got := strings.Count(text+" ", fmt.Sprintf(" w%d. ", i)); got != 1 {
				t.Errorf("the word of writer %d is there %d times", i, got)
			}
		}
		if behind.Load() == 0 {
			t.Error("nobody was late: they did not write at the same time")
		}
		if got := len(f.Changes); got != writers+len(f.Pieces) {
			t.Errorf("the history has %d versions, want %d", got, writers+len(f.Pieces))
		}
		t.Logf("%d words, %d times late", saves.Load(), behind.Load())
	})
}

// Whatever is asked for in whatever order, minutes go only the ways that are
// drawn, and what is approved stays as it is.
func TestMinutesGoOnlyTheirWays(t *testing.T) {
	d := open(networktest.Open(t))
	ctx, who := t.Context(), network.Operator
	codes := []string{"BOARD-2026-1", "BOARD-2026-2", third, "WG-DIGITAL-2026-1", "ADVISERS-2026-1"}
	model := map[string]string{}
	sealed := map[string]string{}
	day := 0
	rapid.Check(t, func(rt *rapid.T) {
		code := rapid.SampledFrom(codes).Draw(rt, "meeting")
		state := model[code]
		deed := rapid.SampledFrom([]string{"begin", "save", "circulate", "recall", "wait", "approve"}).Draw(rt, "deed")
		var err error
		switch deed {
		case "begin":
			if err = d.Begin(ctx, who, d.Aurora, code, "en"); err == nil {
				model[code] = Draft
			}
		case "save":
			if state != "" {
				p := d.look(code).Pieces[0]
				_, _, err = d.Save(ctx, who, d.Aurora, code, []Edit{{p.ID, fmt.Sprint("text ", day, len(p.Text)), true, p.Version}})
			}
		case "circulate":
			if err = d.Circulate(ctx, who, d.Aurora, code); err == nil {
				model[code] = Circulated
			}
		case "recall":
			if err = d.Recall(ctx, who, d.Aurora, code); err == nil {
				model[code] = Draft
			}
		case "wait":
			day += 11
			d.Clock.On(addDays("2026-11-21", day))
		case "approve":
			if err = d.Approve(ctx, who, d.Aurora, code, Approval{}); err == nil {
				if state != Circulated {
					rt.Fatalf("%s minutes were approved", state)
				}
				model[code] = Approved
				sealed[code] = d.look(code).Hash
			}
		}
		allowed := map[string][]string{"begin": {""}, "circulate": {Draft, Circulated}, "recall": {Circulated}}[deed]
		for _, from := range allowed {
			if from == state && err != nil {
				rt.Fatalf("%s of %q minutes: %v", deed, state, err)
			}
		}
		if state == Approved && err == nil && deed != "wait" {
			rt.Fatalf("%s of approved minutes was taken", deed)
		}
		if model[code] == "" {
			return
		}
		f := d.look(code)
		if f.State != model[code] || f.At.State != stateOf[model[code]] {
			rt.Fatalf("%s: %s, the meeting %s; want %s", deed, f.State, f.At.State, model[code])
		}
		if model[code] == Approved && (f.Hash != sealed[code] || !f.Intact) {
			rt.Fatal("approved minutes changed")
		}
	})
}

func TestTheDemonstrationHasMinutes(t *testing.T) {
	d := open(networktest.Open(t))
	d.Must(d.Decisions.Demo(t.Context()))
	d.Must(d.Demo(t.Context()))
	d.Must(d.Demo(t.Context()))
	for code, want := range map[string]string{"BOARD-2026-1": AtMeeting, "BOARD-2026-2": AtMeeting, third: BySilence} {
		if f := d.look(code); f.State != Approved || f.How != want || !f.Intact || !f.Public {
			t.Errorf("%s: %s by %s, intact %v", code, f.State, f.How, f.Intact)
		}
	}
	open, err := d.Minutes(t.Context(), d.As("valea.ngo"), d.Valea, "ASSEMBLY-2026-4")
	d.Must(err)
	if open.State != Circulated || open.Until != "2026-11-30" || len(open.Comments) != 1 || len(open.Own) != 1 {
		t.Errorf("%s until %s, %d comments, own %v", open.State, open.Until, len(open.Comments), open.Own)
	}
}
