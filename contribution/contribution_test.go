package contribution

import (
	"testing"

	"pesnet/kit/fault"
	"pesnet/network"
)

var ten = Responsibilities(network.Charter{{Rule: Kinds, Value: "10"}}, "2026-11-21")

// Tests rule contribution.entry.
func TestWhatAContributionMustSay(t *testing.T) {
	good := Entry{Organisation: "o", Responsibility: 10, Day: "2026-11-20", Title: "A round table", Link: "https://example.org/a"}
	for _, test := range []struct {
		name, field string
		change      func(*Entry)
	}{
		{"everything is there", "", func(*Entry) {}},
		{"no member", "member", func(e *Entry) { e.Organisation = "" }},
		{"an eleventh responsibility", "responsibility", func(e *Entry) { e.Responsibility = 11 }},
		{"a day that is to come", "day", func(e *Entry) { e.Day = "2026-11-22" }},
		{"no day", "day", func(e *Entry) { e.Day = "" }},
		{"no title", "title", func(e *Entry) { e.Title = "" }},
		{"evidence that is no address", "link", func(e *Entry) { e.Link = "javascript:alert(1)" }},
	} {
		e := good
		test.change(&e)
		err, got := e.Check(ten, "2026-11-21"), ""
		if err != nil {
			got = fault.Of(err).Field
		}
		if got != test.field {
			t.Errorf("%s: refused at %q, want %q", test.name, got, test.field)
		}
	}
	if got := Responsibilities(nil, "2026-11-21"); len(got) != 0 {
		t.Errorf("a charter that lays down no responsibilities has %d", len(got))
	}
}

// Tests rule contribution.name.
func TestANameNeedsPurposeAndSource(t *testing.T) {
	whole := Name{Company: "Alunara SRL", Name: "Petru A.", Purpose: "contact", Source: "register"}
	if err := whole.Check(ten[2]); err != nil {
		t.Errorf("a whole name is refused: %v", err)
	}
	for name, change := range map[string]func(*Name){
		"purpose": func(n *Name) { n.Purpose = " " }, "origin": func(n *Name) { n.Source = "" },
		"company": func(n *Name) { n.Company = "" }, "name": func(n *Name) { n.Name = "" },
	} {
		n := whole
		change(&n)
		if err := n.Check(ten[2]); err == nil || fault.Of(err).Field != name {
			t.Errorf("without %s: %v", name, err)
		}
	}
	if whole.Check(ten[3]) == nil {
		t.Error("statistics take names of administrators")
	}
}

// Tests rules contribution.balance, contribution.confirmed.
func TestTheBalanceCountsWhatIsConfirmed(t *testing.T) {
	members := []network.Organisation{{ID: "a"}, {ID: "b"}}
	entry := func(member, day, state string, responsibility int) Entry {
		return Entry{Organisation: member, Day: day, State: state, Responsibility: responsibility}
	}
	b := balance(2026, ten, members, []Entry{
		entry("a", "2026-01-01", Confirmed, 1), entry("a", "2026-12-31", Confirmed, 1), entry("a", "2026-05-01", Confirmed, 10),
		entry("a", "2026-05-02", Recorded, 2), entry("a", "2026-05-03", Withdrawn, 3), entry("a", "2025-12-31", Confirmed, 4), entry("a", "2024-01-01", Confirmed, 4),
		entry("a", "2023-12-31", Confirmed, 4), entry("stranger", "2026-05-01", Confirmed, 1)})
	a := b.Members[0]
	if a.Total != 3 || a.Counts[0] != 2 || a.Counts[9] != 1 || a.Counts[1] != 0 || a.Counts[2] != 0 {
		t.Errorf("a member's balance is %v, %d", a.Counts, a.Total)
	}
	if a.Earlier[0] != 1 || a.Earlier[1] != 1 {
		t.Errorf("the years before are %v, want 1 and 1", a.Earlier)
	}
	if b.Waiting != 1 || b.Total() != 3 || b.Of(1) != 2 {
		t.Errorf("%d wait, %d in all, %d for the first", b.Waiting, b.Total(), b.Of(1))
	}
	if quiet := b.Quiet(); len(quiet) != 1 || quiet[0].ID != "b" {
		t.Errorf("quiet are %v, want b", quiet)
	}
}
