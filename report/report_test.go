package report

import (
	"testing"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
)

// Tests rule report.adopt, rule report.frozen and rule report.publish.
func TestAReportIsAdoptedAfterItsYearAndThenFrozen(t *testing.T) {
	draft := Report{Year: 2026, State: Draft, Opening: lang.Text{"en": "A good year."}}
	chapters := []Chapter{{Code: "meetings", Figures: []Figure{{Code: "held", Rows: []Row{{Day: "2026-03-31"}}}}}}
	for _, c := range []struct{ says, decision, day, want string }{
		{"on its last day", "D-2026-9", "2026-12-31", "report.adopt"},
		{"without a decision", "  ", "2027-01-15", "report.adopt.decision"},
		{"after its year", "D-2027-3", "2027-01-01", ""},
	} {
		if _, err := draft.adopt(c.decision, c.day, chapters); fault.ID(err) != c.want {
			t.Errorf("%s: %v", c.says, err)
		}
	}
	if _, err := draft.publish("2027-01-15"); fault.ID(err) != "report.publish" {
		t.Errorf("a draft is published: %v", err)
	}
	adopted, err := draft.adopt("D-2027-3", "2027-01-15", chapters)
	if err != nil || !adopted.Whole() {
		t.Fatalf("adopted: %+v, %v", adopted, err)
	}
	stored := adopted
	if stored.Closing = (lang.Text{}); !stored.Whole() {
		t.Error("a text that nobody wrote breaks the seal once it is stored")
	}
	if err := adopted.mayWrite(); fault.ID(err) != "report.frozen" {
		t.Errorf("what is adopted is written: %v", err)
	}
	if _, err := adopted.adopt("D-2027-4", "2027-01-16", nil); fault.ID(err) != "report.frozen" {
		t.Errorf("it is adopted twice: %v", err)
	}
	for _, change := range []func(*Report){
		func(r *Report) { r.Figures += " " }, func(r *Report) { r.Opening = lang.Text{"en": "A bad year."} }, func(r *Report) { r.Decision = "D-2027-4" },
	} {
		other := adopted
		if change(&other); other.Whole() {
			t.Error("the seal does not notice a change")
		}
	}
	if published, err := adopted.publish("2027-02-01"); err != nil || !published.Whole() {
		t.Errorf("published: %+v, %v", published, err)
	}
}

// Tests rule report.figure.
func TestAFigureIsTheNumberOfItsRows(t *testing.T) {
	c := Chapter{Figures: []Figure{{Code: "held", Rows: make([]Row, 4)}, {Code: "in_time", Of: "held", Rows: make([]Row, 3)}, {Code: "cancelled"}, {Code: "odd", Of: "cancelled"}}}
	if f, there := c.Figure("in_time"); !there || f.Value() != 3 {
		t.Errorf("in time: %+v", f)
	}
	for code, want := range map[string]float64{"in_time": .75, "held": -1, "odd": -1} {
		f, _ := c.Figure(code)
		got, known := c.Share(f)
		if !known {
			got = -1
		}
		if got != want {
			t.Errorf("%s is %v of the whole, not %v", code, got, want)
		}
	}
}

func TestMembersAreCountedByTheRowsThatNameThem(t *testing.T) {
	codes, counts := ByMember([]Chapter{
		{Code: "members", Figures: []Figure{{Code: "members", Rows: []Row{{Organisation: "B"}, {Organisation: "A"}}}}},
		{Code: "meetings", Figures: []Figure{{Code: "invited", Rows: []Row{{Organisation: "A"}, {Organisation: "A"}, {}}}, {Code: "cancelled", Rows: []Row{{Organisation: "C"}}}}}})
	if len(codes) != 2 || codes[0] != "A" || counts["A"]["invited"] != 2 || counts["B"]["invited"] != 0 {
		t.Errorf("%v %v", codes, counts)
	}
}

func TestWhatHasChangedSinceIsNamed(t *testing.T) {
	chapter := func(n int) []Chapter {
		return []Chapter{{Code: "meetings", Figures: []Figure{{Code: "held", Rows: make([]Row, n)}, {Code: "cancelled"}}}}
	}
	if got := Changed(chapter(3), chapter(3)); len(got) != 0 {
		t.Errorf("nothing has changed: %v", got)
	}
	if got := Changed(chapter(3), chapter(4)); len(got) != 1 || got[0] != (Difference{"meetings", "held", 3, 4}) {
		t.Errorf("changed: %v", got)
	}
}

// Tests rule report.proposal.
func TestAProposalIsDeclinedWithAReason(t *testing.T) {
	good := Proposal{Title: "Meet online in winter", State: "open"}
	for want, change := range map[string]func(*Proposal){
		"":                      func(*Proposal) {},
		"report.proposal.title": func(p *Proposal) { p.Title = "" },
		"report.proposal.state": func(p *Proposal) { p.State = "lost" },
		"report.proposal":       func(p *Proposal) { p.State = "declined" },
	} {
		p := good
		change(&p)
		if err := p.Check(); fault.ID(err) != want {
			t.Errorf("%v, not %q", err, want)
		}
	}
}
