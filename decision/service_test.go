package decision

import (
	"slices"
	"testing"

	"pesnet/body"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/mail"
	"pesnet/lang"
	"pesnet/meeting"
	"pesnet/network"
	"pesnet/network/networktest"
	"pesnet/privacy"
)

// demo is the service on the demonstration, its meetings without decisions.
type demo struct {
	*Service
	*networktest.World
	meetings *meeting.Service
}

func open(w *networktest.World) *demo {
	w.Helper()
	bodies := body.New(w.DB, w.Clock.Now, w.Networks, privacy.New(w.DB, w.Clock.Now, w.Networks, w.Jobs()))
	w.Networks.Seats = bodies.SeatsOfPerson
	d := &demo{New(w.DB, w.Clock.Now, w.Networks), w, meeting.New(w.DB, w.Clock.Now, w.Networks)}
	d.Words, d.URL, d.meetings.Words = lang.All.In, "https://pesnet.example", lang.All.In
	w.Must(bodies.Demo(w.Context()))
	w.Must(d.meetings.Demo(w.Context()))
	return d
}

var each = networktest.Each(open)

// put puts something to the third board of the year, which was held.
func (d *demo) put(kind, text string) Decision {
	d.Helper()
	one, err := d.Propose(d.Context(), d.As("secretariat"), d.Aurora, Proposal{Meeting: "BOARD-2026-3", Type: kind, Text: text, Public: true})
	d.Must(err)
	return one
}

func (d *demo) look(code string) Full {
	d.Helper()
	f, err := d.Decision(d.Context(), d.As("secretariat"), d.Aurora, code)
	d.Must(err)
	return f
}

func TestAMeetingDecides(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, secretary := t.Context(), d.As("secretariat")
		one := d.put("work_programme", "The work programme 2027 is adopted.")
		if one.Code() != "D-2026-1" || one.Day != "2026-09-24" || one.Terms.Quorum != "majority" || one.Terms.Source == "" {
			t.Errorf("%s of %s by %+v", one.Code(), one.Day, one.Terms)
		}
		full := d.look("d-2026-1")
		absent := ""
		for _, organisation := range full.Bench.Entitled {
			if !full.Bench.here(organisation) {
				absent = organisation
			}
		}
		first, second := full.Bench.Present[0], full.Bench.Present[1]
		d.Want(d.Vote(ctx, secretary, d.Aurora, "D-2026-1", Ballot{Organisation: absent, Choice: For}), "decision.absent")
		d.Want(d.Vote(ctx, secretary, d.Aurora, "D-2026-1", Ballot{Organisation: d.Organisation("AUR-FORUM"), Choice: For}), "decision.entitled")
		d.Want(d.Vote(ctx, secretary, d.Aurora, "D-2026-1", Ballot{Organisation: first, Choice: "perhaps"}), "decision.choice")
		d.Must(d.Vote(ctx, secretary, d.Aurora, "D-2026-1", Ballot{Organisation: first, Choice: For}))
		d.Must(d.Vote(ctx, secretary, d.Aurora, "D-2026-1", Ballot{Organisation: first, Choice: Against}))
		d.Must(d.Declare(ctx, secretary, d.Aurora, "D-2026-1", Conflict{Organisation: second, Reason: "own project"}))
		d.Want(d.Vote(ctx, secretary, d.Aurora, "D-2026-1", Ballot{Organisation: second, Choice: For}), "decision.conflict")
		d.Must(d.VoteAll(ctx, secretary, d.Aurora, "D-2026-1", For))
		closed, err := d.Close(ctx, secretary, d.Aurora, "D-2026-1", Tally{})
		d.Must(err)
		there := len(full.Bench.Present)
		if want := (Tally{For: there - 2, Against: 1, Conflicted: 1, Present: there, Entitled: 31}); closed.Tally != want || closed.Result != Adopted {
			t.Errorf("%+v, %s; want %+v", closed.Tally, closed.Result, want)
		}
		for name, err := range map[string]error{
			"vote":     d.Vote(ctx, secretary, d.Aurora, "D-2026-1", Ballot{Organisation: first, Choice: For}),
			"all":      d.VoteAll(ctx, secretary, d.Aurora, "D-2026-1", Against),
			"declare":  d.Declare(ctx, secretary, d.Aurora, "D-2026-1", Conflict{Organisation: first, Reason: "late"}),
			"amend":    d.Amend(ctx, secretary, d.Aurora, "D-2026-1", Amendment{Text: "Another", Version: closed.Version + 1}),
			"withdraw": d.Withdraw(ctx, secretary, d.Aurora, "D-2026-1"),
		} {
			if fault.ID(err) != "decision.frozen" {
				t.Errorf("%s on a closed decision: %v", name, err)
			}
		}
		if next := d.put("", "Any other business."); next.Code() != "D-2026-2" {
			t.Errorf("the next one is %s", next.Code())
		}
	})
}

// An alternate who stands in the list of those present beside the member is
// refused; where the member was excused, the alternate votes.
func TestAnAlternateVotesOnlyWithoutTheMember(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		one := d.put("", "Something.")
		full := d.look(one.Code())
		var organisation, member, alternate string
		for _, s := range full.Bench.Seats {
			for _, other := range full.Bench.Seats {
				if s.Organisation == other.Organisation && s.Present && !s.Alternate && other.Alternate {
					organisation, member, alternate = s.Organisation, s.Person, other.Person
				}
			}
		}
		people, err := d.meetings.Attendance(t.Context(), network.Operator, d.Aurora, "BOARD-2026-3")
		d.Must(err)
		attend := func(person, how string) {
			i := slices.IndexFunc(people.Rows, func(r meeting.Row) bool { return r.Person == person })
			p := people.Rows[i].Presence
			p.Present = how
			d.Must(d.meetings.Attend(t.Context(), network.Operator, d.Aurora, "BOARD-2026-3", []meeting.Presence{p}))
		}
		attend(alternate, "room")
		d.Want(d.Vote(t.Context(), network.Operator, d.Aurora, one.Code(), Ballot{Organisation: organisation, Person: alternate, Choice: For}), "decision.alternate")
		d.Must(d.Vote(t.Context(), network.Operator, d.Aurora, one.Code(), Ballot{Organisation: organisation, Person: member, Choice: For}))
		attend(member, "excused")
		d.Must(d.Vote(t.Context(), network.Operator, d.Aurora, one.Code(), Ballot{Organisation: organisation, Person: alternate, Choice: For}))
		i := slices.IndexFunc(d.look(one.Code()).Votes, func(v Vote) bool { return v.Alternate })
		if i < 0 {
			t.Error("it is not recorded that the alternate voted")
		}
	})
}

func TestAWrittenProcedureIsAnsweredByThoseWhoRepresent(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, secretary, member := t.Context(), d.As("secretariat"), d.As("representative")
		var board body.Body
		d.Reading(func(tx *db.Tx) (err error) {
			board, err = body.ByCode(tx, d.Aurora.ID, "BOARD")
			return err
		})
		_, err := d.Propose(ctx, secretary, d.Aurora, Proposal{Body: board.ID, Text: "Too soon.", Limit: "2026-11-30"})
		d.Want(err, "decision.written")
		_, err = d.Propose(ctx, secretary, d.Aurora, Proposal{Body: board.ID, Text: "By ballot.", Type: "elections"})
		d.Want(err, "decision.secret")
		one, err := d.Propose(ctx, secretary, d.Aurora, Proposal{Body: board.ID, Text: "A statement is published.", Public: true})
		d.Must(err)
		if one.Limit != "2026-12-01" || one.Silence != "consent" {
			t.Errorf("open until %s, silence is %q", one.Limit, one.Silence)
		}
		letters := 0
		d.Reading(func(tx *db.Tx) error {
			sent, err := mail.Dispatch(tx, "decision "+one.ID)
			letters = len(sent)
			return err
		})
		if letters < 31 {
			t.Errorf("%d people were written to, want at least one of each of 31 services", letters)
		}
		mine := d.Organisation("AUR-JUTRZENA")
		d.Want(d.Vote(ctx, d.As("analyst"), d.Aurora, one.Code(), Ballot{Organisation: mine, Choice: For}), "network.may.colleagues")
		d.Want(d.Vote(ctx, d.As("analyst"), d.Aurora, one.Code(), Ballot{Organisation: d.Organisation("AUR-GINTARA"), Choice: For}), "decision.entitled")
		d.Must(d.Vote(ctx, member, d.Aurora, one.Code(), Ballot{Organisation: mine, Choice: Against}))
		var owed int
		d.Reading(func(tx *db.Tx) error {
			all, err := d.Owes(ctx, tx, d.Aurora, "2026-11-22")
			owed = len(all)
			return err
		})
		if owed != 30 {
			t.Errorf("%d owe a vote, want 30", owed)
		}
		_, err = d.Close(ctx, secretary, d.Aurora, one.Code(), Tally{})
		d.Want(err, "decision.running")
		d.Clock.AddDate(0, 0, 11)
		d.Want(d.Vote(ctx, member, d.Aurora, one.Code(), Ballot{Organisation: mine, Choice: For}), "decision.over")
		closed, err := d.Close(ctx, secretary, d.Aurora, one.Code(), Tally{})
		d.Must(err)
		if closed.Tally.For != 30 || closed.Tally.Against != 1 || closed.Result != Adopted || closed.Shown.IsZero() {
			t.Errorf("%+v, %s, shown %v", closed.Tally, closed.Result, closed.Shown)
		}
		if _, err := d.Decision(ctx, network.Who{}, d.Aurora, one.Code()); err != nil {
			t.Errorf("what is published is not shown to everybody: %v", err)
		}
		hidden := d.put("", "Not closed.")
		if _, err := d.Decision(ctx, network.Who{}, d.Aurora, hidden.Code()); err == nil {
			t.Error("what is not published is shown to everybody")
		}
		g, err := d.Register(ctx, network.Who{}, d.Aurora, Filter{})
		d.Must(err)
		if len(g.Decisions) != 1 {
			t.Errorf("everybody sees %d decisions, want 1", len(g.Decisions))
		}
	})
}

// Tests rule decision.owed.
func TestAnActionPointIsOwedByItsOwner(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, secretary, member := t.Context(), d.As("secretariat"), d.As("representative")
		mine := d.Organisation("AUR-JUTRZENA")
		_, err := d.AddAction(ctx, secretary, d.Aurora, Task{Organisation: d.Organisation("VAL-PUNTI"), Text: "Elsewhere", Due: "2026-12-01"})
		d.Want(err, "decision.action.owner")
		_, err = d.AddAction(ctx, secretary, d.Aurora, Task{Organisation: mine, Person: d.As("analyst").ID, Text: "Of another", Due: "2026-12-01"})
		d.Want(err, "decision.action.person")
		_, err = d.AddAction(ctx, member, d.Aurora, Task{Organisation: mine, Text: "By a member", Due: "2026-12-01"})
		d.Want(err, "network.may.secretariat")
		a, err := d.AddAction(ctx, secretary, d.Aurora, Task{Meeting: "BOARD-2026-3", Organisation: mine, Text: "One page", Due: "2026-12-01"})
		d.Must(err)
		owed := func() (people []string) {
			d.Reading(func(tx *db.Tx) error {
				all, err := d.Owes(ctx, tx, d.Aurora, "2026-11-22")
				for _, o := range all {
					people = append(people, o.Person)
				}
				return err
			})
			return people
		}
		if !slices.Contains(owed(), member.ID) {
			t.Error("the representative of the owner owes nothing")
		}
		a.State = Dropped
		d.Want(d.Progress(ctx, member, d.Aurora, "A-1", a), "decision.action.reason")
		other := a
		other.Organisation, other.Note = d.Organisation("AUR-GINTARA"), "not mine"
		if err := d.Progress(ctx, d.As("analyst"), d.Aurora, "A-1", other); err == nil {
			t.Error("somebody else's action point was dropped")
		}
		a.State, a.Note = Done, "Sent."
		d.Must(d.Progress(ctx, member, d.Aurora, "A-1", a))
		d.Want(d.Progress(ctx, member, d.Aurora, "A-1", a), "network.changed-meanwhile")
		if len(owed()) != 0 {
			t.Error("what is done is still owed")
		}
		kept, err := func() (k any, err error) {
			err = d.db.Read(ctx, func(tx *db.Tx) error {
				k, err = Kept(tx, member.ID)
				return err
			})
			return k, err
		}()
		if err != nil || kept == nil {
			t.Errorf("what is kept: %v, %v", kept, err)
		}
	})
}

func TestABallotKeepsOnlySums(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, secretary := t.Context(), d.As("secretariat")
		one := d.put("elections", "Gintara is elected first vice-chair.")
		d.Want(d.VoteAll(ctx, secretary, d.Aurora, one.Code(), For), "decision.secret")
		_, err := d.Close(ctx, secretary, d.Aurora, one.Code(), Tally{For: 40})
		d.Want(err, "decision.ballot")
		closed, err := d.Close(ctx, secretary, d.Aurora, one.Code(), Tally{For: 15, Against: 5, Abstained: 3})
		d.Must(err)
		if closed.Result != Rejected || len(d.look(one.Code()).Votes) != 0 {
			t.Errorf("15 of 31 is %s by absolute majority, with %d votes by name", closed.Result, len(d.look(one.Code()).Votes))
		}
	})
}

// The demonstration comes about by the rules, and a second time changes
// nothing.
func TestTheDemonstrationDecides(t *testing.T) {
	d := open(networktest.Open(t))
	d.Must(d.Demo(t.Context()))
	count := func() (decisions, actions int) {
		g, err := d.Register(t.Context(), network.Operator, d.Aurora, Filter{})
		d.Must(err)
		tasks, err := d.Actions(t.Context(), network.Operator, d.Aurora, "", "")
		d.Must(err)
		return len(g.Decisions), len(tasks.Actions)
	}
	decisions, actions := count()
	if decisions != len(demoDecisions["AURORA"]) || actions != len(demoActions["AURORA"]) {
		t.Errorf("%d decisions and %d action points", decisions, actions)
	}
	d.Must(d.Demo(t.Context()))
	if again, more := count(); again != decisions || more != actions {
		t.Errorf("a second time: %d decisions and %d action points", again, more)
	}
	g, _ := d.Register(t.Context(), network.Operator, d.Aurora, Filter{})
	for _, one := range g.Decisions {
		t.Log(one.Code(), one.State, one.Result, one.Tally)
	}
	late, err := d.Actions(t.Context(), network.Operator, d.Aurora, "late", "")
	d.Must(err)
	if len(late.Actions) != 1 {
		t.Errorf("%d action points are late, want 1", len(late.Actions))
	}
}
