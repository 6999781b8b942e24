package programme

import (
	"math"
	"slices"
	"testing"

	"pesnet/kit/fault"
	"pesnet/network"
)

const today = "2026-11-21"

// fieldOf is the field at which something was refused, or its id where it
// stands beside none.
func fieldOf(err error) string {
	if err == nil {
		return ""
	}
	f := fault.Of(err)
	if f.Field == "" {
		return f.ID
	}
	return f.Field
}

// Tests rules programme.state, programme.public.
func TestTheWayOfAProgramme(t *testing.T) {
	for _, test := range []struct {
		name     string
		from, to Plan
		items    int
		want     string
	}{
		{"draft to consultation", Plan{State: Draft}, Plan{State: Consulted, Consult: today}, 1, ""},
		{"without an item", Plan{State: Draft}, Plan{State: Consulted, Consult: today}, 0, "consult"},
		{"until yesterday", Plan{State: Draft}, Plan{State: Consulted, Consult: "2026-11-20"}, 1, "consult"},
		{"draft to adoption", Plan{State: Draft}, Plan{State: Adopted, Decision: "1", Adopted: today}, 1, "programme.state"},
		{"adopted by a decision", Plan{State: Consulted}, Plan{State: Adopted, Decision: "AURORA-B-2026-4/2", Adopted: today}, 1, ""},
		{"adopted by nothing", Plan{State: Consulted}, Plan{State: Adopted, Adopted: today}, 1, "decision"},
		{"adopted tomorrow", Plan{State: Consulted}, Plan{State: Adopted, Decision: "1", Adopted: "2026-11-22"}, 1, "adopted"},
		{"back to a draft", Plan{State: Adopted}, Plan{State: Draft}, 1, "programme.state"},
		{"after the end", Plan{State: Closed}, Plan{State: Closed}, 1, "programme.state"},
	} {
		if got := fieldOf(test.from.step(test.to, test.items, today)); got != test.want {
			t.Errorf("%s: refused at %q, want %q", test.name, got, test.want)
		}
	}
	for state, want := range map[string]bool{Draft: false, Consulted: false, Adopted: true, Running: true, Closed: true} {
		if got := (Plan{State: state}).Public(); got != want {
			t.Errorf("a programme that is %s is public: %v", state, got)
		}
	}
}

// Tests rules programme.item, programme.themes.
func TestWhatAnItemMustSay(t *testing.T) {
	whole := Item{Objective: "o", Theme: "initiative-a", Deliverable: "d", Lead: "l", Starts: "2026-01-01", Due: "2026-12-31", State: Running, Progress: 10}
	for name, test := range map[string]struct {
		change func(*Item)
		want   string
	}{
		"everything is there": {func(*Item) {}, ""}, "no objective": {func(i *Item) { i.Objective = "" }, "objective"}, "a theme of another network": {func(i *Item) { i.Theme = "object-1" }, "theme"},
		"nobody leads it": {func(i *Item) { i.Lead = "" }, "lead"}, "it ends before it begins": {func(i *Item) { i.Starts = "2027-01-01" }, "due"}, "it ends in another year": {func(i *Item) { i.Due = "2027-01-31" }, "due"},
		"it costs less than nothing": {func(i *Item) { i.Budget = -1 }, "budget"}, "it is done by half": {func(i *Item) { i.State, i.Progress = Done, 50 }, "progress"}, "it began last year": {func(i *Item) { i.Starts = "2025-06-01" }, ""},
	} {
		i := whole
		test.change(&i)
		if got := fieldOf(i.Check(initiatives, 2026)); got != test.want {
			t.Errorf("%s: refused at %q, want %q", name, got, test.want)
		}
	}
	objects := Themes(network.Charter{{Rule: Objects, Value: "10"}}, today)
	if len(objects) != 10 || objects[9].Code != "object-10" || objects[9].Source != "spune-procedure" {
		t.Errorf("a charter with ten objects has the themes %v", objects)
	}
	if all := Themes(nil, today); len(all) != 7 || all[3].Place != "4 (1) (d)" || !all[3].Verified || all[4].Verified {
		t.Errorf("without objects the themes are %v", all)
	}
}

// Tests rules programme.late, programme.adopted.
func TestItemsOfAnAdoptedProgramme(t *testing.T) {
	for _, test := range []struct {
		name string
		i    Item
		want bool
	}{
		{"on its last day", Item{Due: today, State: Running}, false}, {"a day later", Item{Due: "2026-11-20", State: Running}, true},
		{"done", Item{Due: "2026-11-20", State: Done}, false}, {"dropped", Item{Due: "2026-11-20", State: Dropped}, false},
	} {
		if got := test.i.Late(today); got != test.want {
			t.Errorf("%s: late %v", test.name, got)
		}
	}
	old := Item{ID: "1", No: 2, Objective: "o", Due: "2026-12-31", State: Planned}
	if now := (Item{No: 2, Objective: "o", Due: "2026-12-31", State: Running, Progress: 40, Version: 3}); !now.frozen(old) {
		t.Error("state and progress are not free")
	}
	if now := (Item{No: 2, Objective: "o", Due: "2027-01-31", State: Running}); now.frozen(old) {
		t.Error("an adopted item gets another last day")
	}
	if got := Progress([]Item{{Progress: 100}, {Progress: 25}, {State: Dropped, Progress: 0}}); got != 63 {
		t.Errorf("progress is %d, want 63", got)
	}
	if got := Budget([]Item{{Budget: 100}, {State: Dropped, Budget: 50}}); got != 100 {
		t.Errorf("the budget is %d, want 100", got)
	}
	if first, last := quarter("2026-01-01", 2026), quarter("2026-12-31", 2026); first != 0 || last < 3.98 || last > 4 || !math.IsNaN(quarter("2025-12-31", 2026)) {
		t.Errorf("the year goes from %v to %v", first, last)
	}
}

// Tests rule programme.comment.
func TestCommentsAreTakenDuringTheConsultation(t *testing.T) {
	for _, test := range []struct {
		name string
		p    Plan
		text string
		want string
	}{
		{"on the last day", Plan{State: Consulted, Consult: today}, "yes", ""}, {"a day later", Plan{State: Consulted, Consult: "2026-11-20"}, "yes", "programme.comment"},
		{"on a draft", Plan{State: Draft, Consult: today}, "yes", "programme.comment"}, {"without words", Plan{State: Consulted, Consult: today}, "", "comment"},
	} {
		if got := fieldOf(Comment{Text: test.text}.Check(test.p, today)); got != test.want {
			t.Errorf("%s: refused at %q, want %q", test.name, got, test.want)
		}
	}
}

// Tests rules programme.flow, programme.adoption, programme.published.
func TestEachStepFollowsTheLast(t *testing.T) {
	asked := Matter{Register: Requests, State: "drafting", Begun: "2026-10-01", Steps: []Step{{State: "received", Day: "2026-10-01"}, {State: "drafting", Day: "2026-10-10"}}}
	problem := Matter{Register: Problems, State: "solved", Begun: "2026-10-01", Addressee: "Ministry", Steps: []Step{{State: "solved", Day: "2026-10-10"}}}
	nameless := problem
	nameless.Addressee = ""
	for _, test := range []struct {
		name string
		m    Matter
		s    Step
		want string
	}{
		{"an opinion is adopted", asked, Step{State: "adopted", Day: today, Decision: "3"}, ""},
		{"it is adopted by nothing", asked, Step{State: "adopted", Day: today}, "decision"},
		{"it is sent before it is adopted", asked, Step{State: "sent", Day: today}, "programme.flow"},
		{"it is adopted before it was drafted", asked, Step{State: "adopted", Day: "2026-10-09", Decision: "3"}, "day"},
		{"it is adopted tomorrow", asked, Step{State: "adopted", Day: "2026-11-22", Decision: "3"}, "day"},
		{"a recommendation", problem, Step{State: "recommended", Day: today, Text: "Two buses", Decision: "3"}, ""},
		{"a recommendation without words", problem, Step{State: "recommended", Day: today, Decision: "3"}, "outcome"},
		{"a recommendation to nobody", nameless, Step{State: "recommended", Day: today, Text: "Two buses", Decision: "3"}, "addressee"},
		{"published nowhere", Matter{Register: Requests, State: "sent", Begun: "2026-10-01"}, Step{State: "published", Day: today}, "link"},
		{"after the end", Matter{Register: Requests, State: "published"}, Step{Day: today}, "programme.flow"},
	} {
		if got := fieldOf(test.m.take(test.s, today)); got != test.want {
			t.Errorf("%s: refused at %q, want %q", test.name, got, test.want)
		}
	}
	if (Matter{Register: Requests, State: "sent"}).Public() || !(Matter{Register: Requests, State: "published"}).Public() || (Matter{Register: Problems, State: "answered"}).Public() {
		t.Error("only what is published is public")
	}
}

// Tests rules programme.due, programme.matter.
func TestARequestIsLateUntilItIsSent(t *testing.T) {
	for state, want := range map[string]bool{"received": true, "adopted": true, "sent": false, "published": false} {
		if got := (Matter{Register: Requests, State: state, Due: "2026-11-20"}).Late(today); got != want {
			t.Errorf("%s a day after the last: late %v", state, got)
		}
	}
	if (Matter{Register: Requests, State: "received", Due: today}).Late(today) || (Matter{Register: Requests, State: "received"}).Late(today) {
		t.Error("it is late on its last day, or without one")
	}
	whole := Matter{Register: Requests, Kind: "opinion", Requester: "council", Title: "q", Begun: today}
	for want, change := range map[string]func(*Matter){"": func(*Matter) {}, "question": func(m *Matter) { m.Title = "" }, "kind": func(m *Matter) { m.Kind = "letter" }, "requester": func(m *Matter) { m.Requester = "" },
		"begun": func(m *Matter) { m.Begun = "2026-11-22" }, "due": func(m *Matter) { m.Due = "2026-11-20" }, "member": func(m *Matter) { m.Register = Problems }} {
		m := whole
		change(&m)
		if got := fieldOf(m.Check(today)); got != want {
			t.Errorf("refused at %q, want %q", got, want)
		}
	}
	for register, way := range ways {
		if !slices.Contains(way, "sent") {
			t.Errorf("the way of a %s never comes to sending", register)
		}
	}
}
