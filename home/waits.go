package home

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"pesnet/account"
	"pesnet/kit/ui"
	"pesnet/letter"
	"pesnet/network"
	"pesnet/privacy"
)

// Facts is what is known of somebody's work in a network on a day.
type Facts struct {
	Today string // YYYY-MM-DD in the network's time zone
	Due   string // last day for the figures of this year; empty = the charter names none

	Drafts   []Delivery // figures that the own member has not released
	Begun    []Delivery // imports that were begun and not brought to an end
	Broken   []Delivery // imports that were stopped or failed half-way
	Rejected []Delivery // imports of which rows were not taken
	Gaps     []Gap      // figures that the own member lacks

	Silent  Silence                // members that have released nothing for the last year
	Joining []network.Organisation // those on their way in

	Unverified int // rules of the charter that nobody has checked against a source
	Disputed   int // organisations about which sources disagree

	Personal privacy.Waiting // personal data that somebody must see to
	Failing  letter.Fails    // addresses that take no letters
	Owed     []letter.Owed   // what the work of the network asks of the person

	Emergencies []account.Emergency // that last, or that nobody has confirmed having read
}

// Delivery is one import, as far as a desk must know it.
type Delivery struct {
	No    int64
	File  string
	Count int64  // figures or rows that it is about
	At    string // address of its page
}

// Gap is how many indicators lack the figure of a member for a year.
type Gap struct {
	Member network.Organisation
	Year   string
	Count  int
}

// Silence is which members have released no figures for a year, of how many.
type Silence struct {
	Year    string
	Members []network.Organisation
	Of      int
}

// Wait is one thing that waits for somebody, with the one action that ends it.
// Its words are home.wait.KIND.title, .text and .do; what another area says is
// owed has its own title.
type Wait struct {
	Kind  string
	Title string // key of the words of another area; empty = of the kind
	Day   string // until when; empty = without a date
	State string // ui.Late, ui.Due or nothing
	Main  bool   // the action is the filled button of its row
	At    string // address of the action, below the network's
	Root  bool   // the address is the installation's
	Args  []any
}

// soon is the number of days before its last day from which a thing is due.
const soon = 14

// Waits lists what waits for somebody.
//
// Rule home.waits: a desk lists what waits by date, the most urgent first,
// and what has no date last. A thing is late from the day after its last day,
// and due from fourteen days before it. Emergencies stand before everything.
func Waits(f Facts) (all []Wait) {
	for _, d := range f.Begun {
		all = append(all, f.delivery("begun", f.Due, d))
	}
	for _, d := range f.Drafts {
		all = append(all, f.delivery("draft", f.Due, d))
	}
	for _, g := range f.Gaps {
		all = append(all, Wait{Kind: "gap", Day: f.Due, Main: true, At: "/imports/new", Args: []any{"count", g.Count, "year", g.Year, "member", []network.Organisation{g.Member}}})
	}
	for _, o := range f.Owed {
		all = append(all, Wait{Kind: "owed", Title: o.Kind, Day: o.Day, Main: true, At: o.At, Args: o.Args})
	}
	for _, d := range f.Broken {
		all = append(all, f.delivery("broken", "", d))
	}
	for _, d := range f.Rejected {
		all = append(all, f.delivery("rejected", "", d))
	}
	if n := len(f.Silent.Members); n > 0 {
		all = append(all, Wait{Kind: "silent", At: "/compare", Args: []any{"count", n, "of", f.Silent.Of, "year", f.Silent.Year, "names", f.Silent.Members}})
	}
	if n := len(f.Joining); n > 0 {
		all = append(all, Wait{Kind: "joining", At: "/members", Args: []any{"count", n, "names", f.Joining}})
	}
	for _, r := range f.Personal.Requests {
		no := strconv.FormatInt(r.No, 10)
		all = append(all, Wait{Kind: "request", Day: r.Due, Main: true, At: "/privacy/requests/" + no, Args: []any{"no", no}})
	}
	all = append(all, counted("alarm", "/privacy/office", f.Personal.Alarms)...)
	all = append(all, counted("notice", "/privacy/office", f.Personal.Notices)...)
	all = append(all, counted("failing", "/letters", f.Failing.Others)...)
	all = append(all, counted("disputed", "/members", f.Disputed)...)
	all = append(all, counted("unverified", "/charter", f.Unverified)...)
	for i := range all {
		all[i].State = urgency(all[i].Day, f.Today)
	}
	slices.SortStableFunc(all, func(a, b Wait) int { return cmp.Compare(orLast(a.Day), orLast(b.Day)) })
	var first []Wait
	for _, e := range f.Emergencies {
		first = append(first, Wait{Kind: "emergency", Main: true, Root: true, At: "/account", Args: []any{"name", e.Person.Name, "why", e.Why, "ends", e.Until}})
	}
	if f.Failing.Own {
		first = append(first, Wait{Kind: "address", Main: true, Root: true, At: "/my-mail"})
	}
	return append(first, all...)
}

func (f Facts) delivery(kind, day string, d Delivery) Wait {
	return Wait{Kind: kind, Day: day, Main: kind != "rejected", At: d.At, Args: []any{"count", d.Count, "file", d.File, "no", fmt.Sprint(d.No)}}
}

func counted(kind, at string, count int) []Wait {
	if count == 0 {
		return nil
	}
	return []Wait{{Kind: kind, At: at, Args: []any{"count", count}}}
}

func urgency(day, today string) string {
	switch {
	case day == "":
		return ""
	case day < today:
		return ui.Late
	case day <= later(today, soon):
		return ui.Due
	}
	return ""
}

// orLast lets what has no date stand after every date.
func orLast(day string) string { return cmp.Or(day, "9999") }

// later is the day a number of days after another.
func later(day string, days int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.AddDate(0, 0, days).Format(time.DateOnly)
}

// dueOn is the last day for figures in the year of a day, from the value that
// the charter gives it: "11-30".
func dueOn(value, today string) string {
	day := today[:len("2026-")] + value
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return ""
	}
	return day
}
