package decision

import (
	"log/slog"
	"slices"
	"testing"
	"time"

	"pesnet/body"
	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/job"
	"pesnet/kit/mail"
	"pesnet/lang"
	"pesnet/meeting"
	"pesnet/network"
	"pesnet/privacy"
)

type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

// demo is a service on the demonstration, its meetings without decisions.
type demo struct {
	*Service
	clock         *clock
	bodies        *body.Service
	meetings      *meeting.Service
	aurora, valea network.Network
	t             *testing.T
}

func open(t *testing.T, d *db.DB) *demo {
	t.Helper()
	c := &clock{time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)}
	jobs, err := job.New(t.Context(), d, c.now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	networks := network.New(d, c.now)
	w := &demo{clock: c, t: t}
	w.must(networks.Demo(t.Context()))
	privacies := privacy.New(d, c.now, networks, jobs)
	w.bodies, w.meetings = body.New(d, c.now, networks, privacies), meeting.New(d, c.now, networks)
	w.meetings.Words = lang.All.In
	w.must(w.bodies.Demo(t.Context()))
	w.must(w.meetings.Demo(t.Context()))
	w.Service = New(d, c.now, networks)
	w.Words, w.URL = lang.All.In, "https://pesnet.example"
	for code, n := range map[string]*network.Network{"AURORA": &w.aurora, "VALEA": &w.valea} {
		*n, err = networks.Network(t.Context(), network.Operator, code)
		w.must(err)
	}
	return w
}

func each(t *testing.T, test func(*testing.T, *demo)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { test(t, open(t, d)) })
}

// as is somebody of the demonstration with the roles and seats of today.
func (d *demo) as(login string) (who network.Who) {
	d.t.Helper()
	d.must(d.db.Read(d.t.Context(), func(tx *db.Tx) (err error) {
		if who.Person, err = network.PersonByLogin(tx, login); err != nil {
			return err
		}
		day := d.clock.at.Format(time.DateOnly)
		if who.Roles, err = network.RolesOn(tx, who.ID, day); err != nil {
			return err
		}
		who.Seats, err = d.bodies.SeatsOfPerson(tx, who.ID, day)
		return err
	}))
	return who
}

func (d *demo) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *demo) want(got error, want string) {
	d.t.Helper()
	if id(got) != want {
		d.t.Errorf("got %v, want %q", got, want)
	}
}

func (d *demo) org(code string) string {
	d.t.Helper()
	var o network.Organisation
	d.must(d.db.Read(d.t.Context(), func(tx *db.Tx) (err error) {
		o, err = network.OrganisationByCode(tx, code)
		return err
	}))
	return o.ID
}

// put puts something to the third board of the year, which was held.
func (d *demo) put(kind, text string) Decision {
	d.t.Helper()
	one, err := d.Propose(d.t.Context(), d.as("secretariat"), d.aurora, Proposal{Meeting: "BOARD-2026-3", Type: kind, Text: text, Public: true})
	d.must(err)
	return one
}

func (d *demo) look(code string) Full {
	d.t.Helper()
	f, err := d.Decision(d.t.Context(), d.as("secretariat"), d.aurora, code)
	d.must(err)
	return f
}

func TestAMeetingDecides(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, secretary := t.Context(), d.as("secretariat")
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
		d.want(d.Vote(ctx, secretary, d.aurora, "D-2026-1", Ballot{Organisation: absent, Choice: For}), "decision.absent")
		d.want(d.Vote(ctx, secretary, d.aurora, "D-2026-1", Ballot{Organisation: d.org("AUR-FORUM"), Choice: For}), "decision.entitled")
		d.want(d.Vote(ctx, secretary, d.aurora, "D-2026-1", Ballot{Organisation: first, Choice: "perhaps"}), "decision.choice")
		d.must(d.Vote(ctx, secretary, d.aurora, "D-2026-1", Ballot{Organisation: first, Choice: For}))
		d.must(d.Vote(ctx, secretary, d.aurora, "D-2026-1", Ballot{Organisation: first, Choice: Against}))
		d.must(d.Declare(ctx, secretary, d.aurora, "D-2026-1", Conflict{Organisation: second, Reason: "own project"}))
		d.want(d.Vote(ctx, secretary, d.aurora, "D-2026-1", Ballot{Organisation: second, Choice: For}), "decision.conflict")
		d.must(d.VoteAll(ctx, secretary, d.aurora, "D-2026-1", For))
		closed, err := d.Close(ctx, secretary, d.aurora, "D-2026-1", Tally{})
		d.must(err)
		there := len(full.Bench.Present)
		if want := (Tally{For: there - 2, Against: 1, Conflicted: 1, Present: there, Entitled: 31}); closed.Tally != want || closed.Result != Adopted {
			t.Errorf("%+v, %s; want %+v", closed.Tally, closed.Result, want)
		}
		for name, err := range map[string]error{
			"vote":     d.Vote(ctx, secretary, d.aurora, "D-2026-1", Ballot{Organisation: first, Choice: For}),
			"all":      d.VoteAll(ctx, secretary, d.aurora, "D-2026-1", Against),
			"declare":  d.Declare(ctx, secretary, d.aurora, "D-2026-1", Conflict{Organisation: first, Reason: "late"}),
			"amend":    d.Amend(ctx, secretary, d.aurora, "D-2026-1", Amendment{Text: "Another", Version: closed.Version + 1}),
			"withdraw": d.Withdraw(ctx, secretary, d.aurora, "D-2026-1"),
		} {
			if id(err) != "decision.frozen" {
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
		people, err := d.meetings.Attendance(t.Context(), network.Operator, d.aurora, "BOARD-2026-3")
		d.must(err)
		attend := func(person, how string) {
			i := slices.IndexFunc(people.Rows, func(r meeting.Row) bool { return r.Person == person })
			p := people.Rows[i].Presence
			p.Present = how
			d.must(d.meetings.Attend(t.Context(), network.Operator, d.aurora, "BOARD-2026-3", []meeting.Presence{p}))
		}
		attend(alternate, "room")
		d.want(d.Vote(t.Context(), network.Operator, d.aurora, one.Code(), Ballot{Organisation: organisation, Person: alternate, Choice: For}), "decision.alternate")
		d.must(d.Vote(t.Context(), network.Operator, d.aurora, one.Code(), Ballot{Organisation: organisation, Person: member, Choice: For}))
		attend(member, "excused")
		d.must(d.Vote(t.Context(), network.Operator, d.aurora, one.Code(), Ballot{Organisation: organisation, Person: alternate, Choice: For}))
		i := slices.IndexFunc(d.look(one.Code()).Votes, func(v Vote) bool { return v.Alternate })
		if i < 0 {
			t.Error("it is not recorded that the alternate voted")
		}
	})
}

func TestAWrittenProcedureIsAnsweredByThoseWhoRepresent(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, secretary, member := t.Context(), d.as("secretariat"), d.as("representative")
		var board body.Body
		d.must(d.db.Read(ctx, func(tx *db.Tx) (err error) {
			board, err = body.ByCode(tx, d.aurora.ID, "BOARD")
			return err
		}))
		_, err := d.Propose(ctx, secretary, d.aurora, Proposal{Body: board.ID, Text: "Too soon.", Limit: "2026-11-30"})
		d.want(err, "decision.written")
		_, err = d.Propose(ctx, secretary, d.aurora, Proposal{Body: board.ID, Text: "By ballot.", Type: "elections"})
		d.want(err, "decision.secret")
		one, err := d.Propose(ctx, secretary, d.aurora, Proposal{Body: board.ID, Text: "A statement is published.", Public: true})
		d.must(err)
		if one.Limit != "2026-12-01" || one.Silence != "consent" {
			t.Errorf("open until %s, silence is %q", one.Limit, one.Silence)
		}
		letters := 0
		d.must(d.db.Read(ctx, func(tx *db.Tx) error {
			sent, err := mail.Dispatch(tx, "decision "+one.ID)
			letters = len(sent)
			return err
		}))
		if letters < 31 {
			t.Errorf("%d people were written to, want at least one of each of 31 services", letters)
		}
		mine := d.org("AUR-JUTRZENA")
		d.want(d.Vote(ctx, d.as("analyst"), d.aurora, one.Code(), Ballot{Organisation: mine, Choice: For}), "network.may.colleagues")
		d.want(d.Vote(ctx, d.as("analyst"), d.aurora, one.Code(), Ballot{Organisation: d.org("AUR-GINTARA"), Choice: For}), "decision.entitled")
		d.must(d.Vote(ctx, member, d.aurora, one.Code(), Ballot{Organisation: mine, Choice: Against}))
		var owed int
		d.must(d.db.Read(ctx, func(tx *db.Tx) error {
			all, err := d.Owes(ctx, tx, d.aurora, "2026-11-22")
			owed = len(all)
			return err
		}))
		if owed != 30 {
			t.Errorf("%d owe a vote, want 30", owed)
		}
		_, err = d.Close(ctx, secretary, d.aurora, one.Code(), Tally{})
		d.want(err, "decision.running")
		d.clock.at = d.clock.at.AddDate(0, 0, 11)
		d.want(d.Vote(ctx, member, d.aurora, one.Code(), Ballot{Organisation: mine, Choice: For}), "decision.over")
		closed, err := d.Close(ctx, secretary, d.aurora, one.Code(), Tally{})
		d.must(err)
		if closed.Tally.For != 30 || closed.Tally.Against != 1 || closed.Result != Adopted || closed.Shown.IsZero() {
			t.Errorf("%+v, %s, shown %v", closed.Tally, closed.Result, closed.Shown)
		}
		if _, err := d.Decision(ctx, network.Who{}, d.aurora, one.Code()); err != nil {
			t.Errorf("what is published is not shown to everybody: %v", err)
		}
		hidden := d.put("", "Not closed.")
		if _, err := d.Decision(ctx, network.Who{}, d.aurora, hidden.Code()); err == nil {
			t.Error("what is not published is shown to everybody")
		}
		g, err := d.Register(ctx, network.Who{}, d.aurora, Filter{})
		d.must(err)
		if len(g.Decisions) != 1 {
			t.Errorf("everybody sees %d decisions, want 1", len(g.Decisions))
		}
	})
}

// Tests rule decision.owed.
func TestAnActionPointIsOwedByItsOwner(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, secretary, member := t.Context(), d.as("secretariat"), d.as("representative")
		mine := d.org("AUR-JUTRZENA")
		_, err := d.AddAction(ctx, secretary, d.aurora, Task{Organisation: d.org("VAL-PUNTI"), Text: "Elsewhere", Due: "2026-12-01"})
		d.want(err, "decision.action.owner")
		_, err = d.AddAction(ctx, secretary, d.aurora, Task{Organisation: mine, Person: d.as("analyst").ID, Text: "Of another", Due: "2026-12-01"})
		d.want(err, "decision.action.person")
		_, err = d.AddAction(ctx, member, d.aurora, Task{Organisation: mine, Text: "By a member", Due: "2026-12-01"})
		d.want(err, "network.may.secretariat")
		a, err := d.AddAction(ctx, secretary, d.aurora, Task{Meeting: "BOARD-2026-3", Organisation: mine, Text: "One page", Due: "2026-12-01"})
		d.must(err)
		owed := func() (people []string) {
			d.must(d.db.Read(ctx, func(tx *db.Tx) error {
				all, err := d.Owes(ctx, tx, d.aurora, "2026-11-22")
				for _, o := range all {
					people = append(people, o.Person)
				}
				return err
			}))
			return people
		}
		if !slices.Contains(owed(), member.ID) {
			t.Error("the representative of the owner owes nothing")
		}
		a.State = Dropped
		d.want(d.Progress(ctx, member, d.aurora, "A-1", a), "decision.action.reason")
		other := a
		other.Organisation, other.Note = d.org("AUR-GINTARA"), "not mine"
		if err := d.Progress(ctx, d.as("analyst"), d.aurora, "A-1", other); err == nil {
			t.Error("somebody else's action point was dropped")
		}
		a.State, a.Note = Done, "Sent."
		d.must(d.Progress(ctx, member, d.aurora, "A-1", a))
		d.want(d.Progress(ctx, member, d.aurora, "A-1", a), "network.changed-meanwhile")
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
		ctx, secretary := t.Context(), d.as("secretariat")
		one := d.put("elections", "Gintara is elected first vice-chair.")
		d.want(d.VoteAll(ctx, secretary, d.aurora, one.Code(), For), "decision.secret")
		_, err := d.Close(ctx, secretary, d.aurora, one.Code(), Tally{For: 40})
		d.want(err, "decision.ballot")
		closed, err := d.Close(ctx, secretary, d.aurora, one.Code(), Tally{For: 15, Against: 5, Abstained: 3})
		d.must(err)
		if closed.Result != Rejected || len(d.look(one.Code()).Votes) != 0 {
			t.Errorf("15 of 31 is %s by absolute majority, with %d votes by name", closed.Result, len(d.look(one.Code()).Votes))
		}
	})
}

// The demonstration comes about by the rules, and a second time changes
// nothing.
func TestTheDemonstrationDecides(t *testing.T) {
	d := open(t, dbtest.Open(t))
	d.must(d.Demo(t.Context()))
	count := func() (decisions, actions int) {
		g, err := d.Register(t.Context(), network.Operator, d.aurora, Filter{})
		d.must(err)
		tasks, err := d.Actions(t.Context(), network.Operator, d.aurora, "", "")
		d.must(err)
		return len(g.Decisions), len(tasks.Actions)
	}
	decisions, actions := count()
	if decisions != len(demoDecisions["AURORA"]) || actions != len(demoActions["AURORA"]) {
		t.Errorf("%d decisions and %d action points", decisions, actions)
	}
	d.must(d.Demo(t.Context()))
	if again, more := count(); again != decisions || more != actions {
		t.Errorf("a second time: %d decisions and %d action points", again, more)
	}
	g, _ := d.Register(t.Context(), network.Operator, d.aurora, Filter{})
	for _, one := range g.Decisions {
		t.Log(one.Code(), one.State, one.Result, one.Tally)
	}
	late, err := d.Actions(t.Context(), network.Operator, d.aurora, "late", "")
	d.must(err)
	if len(late.Actions) != 1 {
		t.Errorf("%d action points are late, want 1", len(late.Actions))
	}
}
