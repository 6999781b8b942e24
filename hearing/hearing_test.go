package hearing

import (
	"strings"
	"testing"

	"pesnet/kit/fault"
	"pesnet/network"
)

const today = "2026-11-21"

// Tests rules hearing.whole, hearing.deposited, hearing.person.
func TestWhatMustBeSaid(t *testing.T) {
	whole := Hearing{Title: "t", Question: "q", Place: "p", Day: "2027-01-26", Begins: "10:00", Limit: "2027-01-15"}
	for field, change := range map[string]func(*Hearing){"": func(*Hearing) {}, "title": func(h *Hearing) { h.Title = "" }, "question": func(h *Hearing) { h.Question = "" }, "place": func(h *Hearing) { h.Place = "" },
		"day": func(h *Hearing) { h.Day = "January" }, "begins": func(h *Hearing) { h.Begins = "25:00" }, "limit": func(h *Hearing) { h.Limit = h.Day }} {
		h := whole
		change(&h)
		got := ""
		if err := h.Check(); err != nil {
			got = fault.Of(err).Field
		}
		if got != field {
			t.Errorf("refused at %q, want %q", got, field)
		}
	}
	written := Deposition{Organisation: "o", Author: "a", Title: "t", Text: "x"}
	for field, change := range map[string]func(*Deposition){"": func(*Deposition) {}, "organisation": func(d *Deposition) { d.Organisation = "" }, "author": func(d *Deposition) { d.Author = "" }, "heading": func(d *Deposition) { d.Title = "" },
		"text": func(d *Deposition) { d.Text = strings.Repeat("x", longestText+1) }, "contact": func(d *Deposition) { d.Contact = strings.Repeat("x", longestLine+1) }} {
		d := written
		change(&d)
		got := ""
		if err := d.Check(); err != nil {
			got = fault.Of(err).Field
		}
		if got != field {
			t.Errorf("a deposition is refused at %q, want %q", got, field)
		}
	}
	if (Person{Role: "expert", Organisation: "A university"}).Check() != nil || (Person{Role: "expert"}).Check() == nil || (Person{Role: "king", Name: "x"}).Check() == nil {
		t.Error("a commission has persons and organisations, and no nameless ones")
	}
}

// Tests rules hearing.state, hearing.public, hearing.announced.
func TestTheWayOfAHearing(t *testing.T) {
	told := Hearing{Limit: "2026-11-30", Day: "2026-12-10"}
	in := func(state string, change func(*Hearing)) Hearing {
		h := told
		h.State = state
		if change != nil {
			change(&h)
		}
		return h
	}
	over := func(h *Hearing) { h.Day, h.Report, h.Conclusions = today, "r", "c" }
	for _, test := range []struct {
		name    string
		h       Hearing
		to      string
		experts int
		want    string
	}{
		{"announced in time", in(Draft, nil), Announced, 0, ""},
		{"announced after the last day for depositions", in(Draft, func(h *Hearing) { h.Limit = "2026-11-20" }), Announced, 0, "hearing.state.limit"},
		{"held before its day", in(Announced, nil), Held, 0, "hearing.state.day"},
		{"held on its day", in(Announced, over), Held, 0, ""},
		{"held without an announcement", in(Draft, over), Held, 0, "hearing.state"},
		{"concluded by a commission", in(Held, over), Concluded, 3, ""},
		{"concluded by nobody", in(Held, over), Concluded, 0, "hearing.state.experts"},
		{"concluded without a report", in(Held, func(h *Hearing) { h.Conclusions = "c" }), Concluded, 3, "hearing.state.report"},
		{"called off", in(Announced, nil), Cancelled, 0, ""},
		{"called off after it was held", in(Held, nil), Cancelled, 0, "hearing.state"},
		{"taken up again", in(Cancelled, nil), Draft, 0, "hearing.state"},
	} {
		if got := fault.ID(test.h.step(test.to, today, test.experts)); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
	if (Hearing{State: Draft}).Public() || !(Hearing{State: Announced}).Public() {
		t.Error("a hearing is public from its announcement")
	}
	old := in(Announced, func(h *Hearing) { h.Question = "q" })
	for name, test := range map[string]struct {
		change func(*Hearing)
		may    bool
	}{"the last day is put later": {func(h *Hearing) { h.Limit = "2026-12-01" }, true}, "the last day is put earlier": {func(h *Hearing) { h.Limit = "2026-11-29" }, false}, "another question": {func(h *Hearing) { h.Question = "other" }, false}} {
		h := old
		test.change(&h)
		if err := h.kept(old); (err == nil) != test.may {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Tests rules hearing.deposition, hearing.consent, hearing.pace.
func TestWhatIsTakenAndShown(t *testing.T) {
	h := Hearing{State: Announced, Limit: today}
	if !h.Open(today) || h.Open("2026-11-22") {
		t.Error("depositions are taken on the last day, and not after it")
	}
	h.State = Held
	if h.Open(today) {
		t.Error("depositions are taken after the hearing")
	}
	for _, test := range []struct {
		d    Deposition
		want bool
	}{{Deposition{State: Published, Consent: true}, true}, {Deposition{State: Published}, false}, {Deposition{State: Received, Consent: true}, false}, {Deposition{State: Refused, Consent: true}, false}} {
		if test.d.Shown() != test.want {
			t.Errorf("%+v is shown: %v", test.d, !test.want)
		}
	}
	if paced(mostPerHour-1) != nil || paced(mostPerHour) == nil {
		t.Error("a hearing takes thirty in an hour")
	}
}

// Tests rule hearing.conclusions.
func TestConclusionsAreDue(t *testing.T) {
	h := Hearing{State: Held, Day: "2026-11-07"}
	if days, said := DueWithin(nil, today); days != 14 || said || h.Due(days) != today || h.Late(days, today) || !h.Late(days, "2026-11-22") {
		t.Errorf("without a number in the charter they are due on %s, said %v", h.Due(days), said)
	}
	if days, said := DueWithin(network.Charter{{Rule: ConclusionDays, Value: "10"}}, today); days != 10 || !said || !h.Late(days, today) {
		t.Errorf("by the charter they are due within %d days", days)
	}
}
