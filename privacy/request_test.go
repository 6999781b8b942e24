package privacy

import (
	"strings"
	"testing"
	"time"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
)

// Tests rule privacy.request.
func TestWhatCanBeAskedFor(t *testing.T) {
	for _, test := range []struct {
		name string
		of   Request
		want string
	}{
		{"access needs no reason", Request{Kind: "access"}, ""},
		{"erasure needs no reason", Request{Kind: "erasure"}, ""},
		{"rectification says what", Request{Kind: "rectification"}, "privacy.request"},
		{"restriction says what", Request{Kind: "restriction", Text: " "}, "privacy.request"},
		{"objection says to what", Request{Kind: "objection", Text: "to the list"}, ""},
		{"nothing chosen", Request{}, "privacy.request.kind"},
		{"a book", Request{Kind: "access", Text: strings.Repeat("ž", longestText+1)}, "privacy.request.long"},
	} {
		if err := test.of.Check(); fault.ID(err) != test.want {
			t.Errorf("%s: %v, want %s", test.name, err, test.want)
		}
	}
}

// Tests rule privacy.request-decision.
func TestWhatDecidesARequest(t *testing.T) {
	erasure := Request{Kind: "erasure", State: Checked, Person: "ona"}
	asked, decided := erasure, erasure
	asked.State, decided.State = Asked, Decided
	for _, test := range []struct {
		name string
		d    Decision
		of   Request
		who  string
		want string
	}{
		{"granted", Decision{Outcome: "granted"}, erasure, "eva", ""},
		{"refused with exception and reason", Decision{"refused", "17-3-b", "the record of decisions is kept by law"}, erasure, "eva", ""},
		{"refused without an exception", Decision{"refused", "", "no"}, erasure, "eva", "privacy.request.exception"},
		{"refused by the exception of another right", Decision{"refused", "20-3", "no"}, erasure, "eva", "privacy.request.exception"},
		{"refused without a reason", Decision{"refused", "17-3-b", " "}, erasure, "eva", "privacy.request.reason"},
		{"granted in part without an exception", Decision{"partly", "", "some"}, erasure, "eva", "privacy.request.exception"},
		{"before it is sure who asks", Decision{Outcome: "granted"}, asked, "eva", "privacy.request.identity"},
		{"twice", Decision{Outcome: "granted"}, decided, "eva", "privacy.request.closed"},
		{"on a request of one's own", Decision{Outcome: "granted"}, erasure, "ona", "privacy.request-decision"},
		{"no decision at all", Decision{}, erasure, "eva", "privacy.request.outcome"},
	} {
		err := test.d.check(test.of, test.who)
		found := test.want == "" && err == nil
		if err != nil {
			for _, f := range fault.All(err) {
				found = found || f.ID == test.want
			}
		}
		if !found {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
	}
}

// Tests rule privacy.portable.
func TestWhatCanBeTakenAlong(t *testing.T) {
	for _, basis := range Bases {
		if got, want := portable(basis), basis == "6-1-a" || basis == "6-1-b" || basis == "9-2-a"; got != want {
			t.Errorf("%s: %v, want %v", basis, got, want)
		}
	}
}

// Tests rules privacy.consent-live, privacy.consent-needed, privacy.consent.
func TestHowLongAConsentHolds(t *testing.T) {
	last, err := lastDay("2026-11-21")
	if last != "2027-11-20" || err != nil {
		t.Fatalf("given on 2026-11-21 it holds until %s, %v, want 2027-11-20", last, err)
	}
	c := Consent{Category: "skills", Destination: "SE", Expires: last}
	ended := c
	ended.Ended = time.Unix(1, 0)
	for _, test := range []struct {
		name          string
		all           []Consent
		what, to, day string
		want          bool
	}{
		{"on the last day", []Consent{c}, "skills", "SE", "2027-11-20", true},
		{"a day after", []Consent{c}, "skills", "SE", "2027-11-21", false},
		{"withdrawn", []Consent{ended}, "skills", "SE", "2026-12-01", false},
		{"another kind of data", []Consent{c}, "education", "SE", "2026-12-01", false},
		{"another country", []Consent{c}, "skills", "IT", "2026-12-01", false},
		{"given again after it was withdrawn", []Consent{ended, c}, "skills", "SE", "2026-12-01", true},
	} {
		if got := Allowed(test.all, test.what, test.to, test.day); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
	for name, err := range map[string]error{"nothing ticked": checkConsent(nil, []string{"SE"}), "no country": checkConsent([]string{"skills"}, nil), "a country outside": checkConsent([]string{"skills"}, []string{"US"})} {
		if fault.ID(err) != "privacy.consent" {
			t.Errorf("%s: %v, want privacy.consent", name, err)
		}
	}
}

// Tests rule privacy.notice.
func TestEachRecipientIsToldOnce(t *testing.T) {
	passed := []Passed{{Recipient: "A", Category: "skills", At: time.Unix(1, 0)}, {Recipient: "A", Category: "skills", At: time.Unix(2, 0)}, {Recipient: "B", Category: "skills"}, {Recipient: "C", Category: "courses"}}
	got := notices(passed, "withdrawn", func(p Passed) bool { return p.Category == "skills" })
	if len(got) != 2 || got[0].Recipient != "A" || got[1].Recipient != "B" {
		t.Errorf("%v, want one notice for A and one for B", got)
	}
}

// Tests rules privacy.retention, privacy.schedule, privacy.alarm.
func TestNumbersOfDaysAndOfReadings(t *testing.T) {
	now := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	if got := (Schedule{Days: 30}).before(now); !got.Equal(time.Date(2026, 10, 22, 10, 0, 0, 0, time.UTC)) {
		t.Errorf("30 days before: %v", got)
	}
	for days, want := range map[int64]string{0: "privacy.schedule", 1: "", longestDays: "", longestDays + 1: "privacy.schedule"} {
		if err := (Schedule{Days: days}).Check(); fault.ID(err) != want {
			t.Errorf("%d days: %v, want %q", days, err, want)
		}
	}
	if rings(100, 100) || !rings(101, 100) {
		t.Error("the alarm rings for more than the threshold, not for as many")
	}
}

// Tests rule privacy.activity.
func TestWhatARecordOfProcessingSays(t *testing.T) {
	whole := Activity{Code: "directory", Name: lang.Text{"en": "Directory"}, Purpose: lang.Text{"en": "To know whom to ask"}, Controller: "LT-UZT", Basis: "6-1-e", Law: "Charter 4(2)", Data: "name contact", Persons: "staff", Recipients: "own", Safeguards: "roles", Class: "account", DPIA: "no"}
	for name, test := range map[string]struct {
		change func(*Activity)
		want   string
	}{
		"whole":                                {func(*Activity) {}, ""},
		"no purpose":                           {func(a *Activity) { a.Purpose = nil }, "privacy.activity"},
		"legitimate interests of an authority": {func(a *Activity) { a.Basis = "6-1-f" }, "privacy.activity"},
		"no law":                               {func(a *Activity) { a.Law = " " }, "privacy.activity"},
		"data of an unknown kind":              {func(a *Activity) { a.Data = "name shoe-size" }, "privacy.activity"},
		"no safeguard":                         {func(a *Activity) { a.Safeguards = "" }, "privacy.activity"},
		"kept for an unknown time":             {func(a *Activity) { a.Class = "forever" }, "privacy.activity"},
		"a code in capitals":                   {func(a *Activity) { a.Code = "DIRECTORY" }, "privacy.activity.code"},
	} {
		a := whole
		test.change(&a)
		if err := a.Check([]string{"account"}); fault.ID(err) != test.want {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
	}
}
