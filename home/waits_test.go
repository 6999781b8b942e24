package home

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pesnet/account"
	"pesnet/kit/ui"
	"pesnet/lang"
	"pesnet/letter"
	"pesnet/network"
	"pesnet/privacy"
)

// Tests rule home.waits.
func TestWhatWaitsByDate(t *testing.T) {
	someone := []network.Organisation{{NativeName: "Gintara"}}
	draft := []Delivery{{No: 12, File: "figures.xlsx", Count: 30, At: "/imports/12"}}
	for _, test := range []struct {
		name  string
		facts Facts
		kinds []string
		first Wait // of which Day and State are compared
	}{
		{"nothing waits", Facts{Today: "2026-11-21"}, nil, Wait{}},
		{"a draft is due from fourteen days before the last day", Facts{Today: "2026-11-21", Due: "2026-11-30", Drafts: draft},
			[]string{"draft"}, Wait{Day: "2026-11-30", State: ui.Due}},
		{"on the last day it is not late", Facts{Today: "2026-11-30", Due: "2026-11-30", Drafts: draft},
			[]string{"draft"}, Wait{Day: "2026-11-30", State: ui.Due}},
		{"the day after it is late", Facts{Today: "2026-12-01", Due: "2026-11-30", Drafts: draft},
			[]string{"draft"}, Wait{Day: "2026-11-30", State: ui.Late}},
		{"fifteen days before it is neither", Facts{Today: "2026-11-15", Due: "2026-11-30", Drafts: draft},
			[]string{"draft"}, Wait{Day: "2026-11-30"}},
		{"a charter without a last day gives no date", Facts{Today: "2026-11-21", Drafts: draft},
			[]string{"draft"}, Wait{}},
		{"what has no date stands last", Facts{Today: "2026-11-21", Due: "2026-11-30", Drafts: draft, Disputed: 2, Unverified: 3, Rejected: draft},
			[]string{"draft", "rejected", "disputed", "unverified"}, Wait{Day: "2026-11-30", State: ui.Due}},
		{"members without figures and those on their way in wait for a secretariat", Facts{Today: "2026-11-21", Silent: Silence{"2025", someone, 31}, Joining: someone},
			[]string{"silent", "joining"}, Wait{}},
		{"a request about personal data waits until its last day", Facts{Today: "2026-11-21", Disputed: 1, Personal: privacy.Waiting{Requests: []privacy.Request{{No: 7, Due: "2026-11-20"}}, Alarms: 1, Notices: 2}},
			[]string{"request", "alarm", "notice", "disputed"}, Wait{Day: "2026-11-20", State: ui.Late}},
		{"a counted thing that is none does not wait", Facts{Today: "2026-11-21", Disputed: 0, Gaps: []Gap{{someone[0], "2025", 4}}},
			[]string{"gap"}, Wait{}},
	} {
		got := Waits(test.facts)
		var kinds []string
		for _, w := range got {
			kinds = append(kinds, w.Kind)
		}
		if !slices.Equal(kinds, test.kinds) {
			t.Errorf("%s: %v, want %v", test.name, kinds, test.kinds)
			continue
		}
		if len(got) > 0 && (got[0].Day != test.first.Day || got[0].State != test.first.State) {
			t.Errorf("%s: the first is %q on %q, want %q on %q", test.name, got[0].State, got[0].Day, test.first.State, test.first.Day)
		}
	}
}

func TestTheLastDayForFigures(t *testing.T) {
	for _, test := range []struct{ name, value, today, want string }{
		{"month and day of the charter", "11-30", "2026-03-01", "2026-11-30"},
		{"a charter without such a rule", "", "2026-03-01", ""},
		{"a value that is no day", "02-30", "2026-03-01", ""},
	} {
		if got := dueOn(test.value, test.today); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// Tests rule home.waits.
func TestWhatIsOwedStandsAmongTheRestByDate(t *testing.T) {
	f := Facts{Today: "2026-11-21", Due: "2026-11-30", Begun: []Delivery{{No: 1, File: "a.csv"}},
		Owed: []letter.Owed{{Kind: "decision.owed.action", Day: "2026-11-20", At: "/actions/A-1"}, {Kind: "accession.owed.decision"}}}
	all := Waits(f)
	if len(all) != 3 || all[0].Title != "decision.owed.action" || all[0].State != ui.Late || all[1].Kind != "begun" || all[2].Day != "" {
		t.Errorf("it lists %+v", all)
	}
}

// Tests rule home.waits.
func TestAnEmergencyStandsBeforeEverything(t *testing.T) {
	f := Facts{Today: "2026-11-21", Owed: []letter.Owed{{Kind: "decision.owed.action", Day: "2026-11-20"}},
		Emergencies: []account.Emergency{{Person: network.Person{Name: "Rasa"}, Why: "nobody else can act", Until: time.Date(2026, 11, 21, 11, 0, 0, 0, time.UTC)}}}
	all := Waits(f)
	if len(all) != 2 || all[0].Kind != "emergency" || !all[0].Root || all[1].Kind != "owed" {
		t.Fatalf("%+v; want the emergency first", all)
	}
	shown := all[0].shown(lang.All.In("en"), "/en", f.Today)
	if shown.Action.Href != "/en/account" || !strings.Contains(shown.Title, "Rasa") || !strings.Contains(shown.Text, "nobody else can act") {
		t.Errorf("shown as %+v", shown)
	}
}
