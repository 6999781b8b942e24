package agreement

import (
	"testing"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
)

const today = "2026-11-21"

func between(a, b string) []Party { return []Party{{Organisation: a}, {Organisation: b}} }

// Tests rule agreement.state.
func TestTheStateOfAnAgreementFollowsItsDays(t *testing.T) {
	for _, test := range []struct {
		name string
		a    Agreement
		want string
	}{
		{"being written", Agreement{State: Preparation}, Preparation},
		{"known from a page without dates", Agreement{State: Documented}, Documented},
		{"signed today, no first day", Agreement{State: Signed, Signed: today}, InForce},
		{"signed, begins tomorrow", Agreement{State: Signed, Signed: "2026-11-01", From: "2026-11-22"}, Coming},
		{"on its last day", Agreement{State: Signed, Signed: "2025-01-01", To: today}, InForce},
		{"a day after its last", Agreement{State: Signed, Signed: "2025-01-01", To: "2026-11-20"}, Expired},
		{"ended yesterday", Agreement{State: Ended, Signed: "2025-01-01", Ended: "2026-11-20"}, Ended},
		{"ends tomorrow", Agreement{State: Ended, Signed: "2025-01-01", Ended: "2026-11-22"}, InForce},
	} {
		if got := test.a.On(today); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// Tests rule agreement.exchange.
func TestWhatAnAgreementAllows(t *testing.T) {
	all := []Agreement{
		{No: 1, State: Signed, Signed: "2024-01-01", To: "2026-12-31", Exchange: "vacancies statistics", Parties: between("lt", "lv")},
		{No: 2, State: Signed, Signed: "2020-01-01", To: "2025-12-31", Exchange: "candidates", Parties: between("lt", "lv")},
		{No: 3, State: Documented, Exchange: "vacancies", Parties: between("lt", "pl")},
		{No: 4, State: Preparation, Exchange: "vacancies", Parties: between("lt", "ee")},
		{No: 5, State: Signed, Signed: "2024-01-01", Exchange: "vacancies", Parties: []Party{{Organisation: "lt"}, {Name: lang.Text{"en": "An office"}}}},
		{No: 6, State: Ended, Signed: "2024-01-01", Ended: "2026-10-31", Exchange: "vacancies", Parties: between("lt", "se")},
	}
	for _, test := range []struct {
		name, from, to, what, day string
		by                        int64
	}{
		{"vacancies by an agreement in force", "lt", "lv", "vacancies", today, 1},
		{"the other way", "lv", "lt", "vacancies", today, 1},
		{"on its last day", "lt", "lv", "vacancies", "2026-12-31", 1},
		{"after its last day", "lt", "lv", "vacancies", "2027-01-01", 0},
		{"what it does not name", "lt", "lv", "staff", today, 0},
		{"what only an expired one names", "lt", "lv", "candidates", today, 0},
		{"to a third service", "lv", "pl", "vacancies", today, 0},
		{"by one that is known from a page", "lt", "pl", "vacancies", today, 0},
		{"by one that nobody has signed", "lt", "ee", "vacancies", today, 0},
		{"to an office that is not in the installation", "lt", "", "vacancies", today, 0},
		{"to oneself", "lt", "lt", "vacancies", today, 0},
		{"before an ended one ended", "lt", "se", "vacancies", "2026-10-31", 6},
		{"after it ended", "lt", "se", "vacancies", "2026-11-01", 0},
	} {
		by, ok := Allows(all, test.from, test.to, test.what, test.day)
		if by.No != test.by || ok != (test.by > 0) {
			t.Errorf("%s: allowed %v by %d, want %d", test.name, ok, by.No, test.by)
		}
	}
}

// Tests rule agreement.renewal.
func TestRenewalIsAskedForInTime(t *testing.T) {
	for _, test := range []struct {
		name string
		a    Agreement
		want string
		due  bool
	}{
		{"ninety days before, where it does not say", Agreement{State: Signed, To: "2026-12-31"}, "2026-10-02", true},
		{"as many days as it says", Agreement{State: Signed, To: "2026-12-31", Remind: 30}, "2026-12-01", false},
		{"its last day is today", Agreement{State: Signed, To: today, Remind: 1}, "2026-11-20", true},
		{"its last day is past", Agreement{State: Signed, To: "2026-11-20"}, "2026-08-22", false},
		{"it has no last day", Agreement{State: Signed}, "", false},
		{"nobody has signed it", Agreement{State: Preparation, To: "2026-12-31"}, "", false},
	} {
		if got := test.a.Renewal(); got != test.want || test.a.DueForRenewal(today) != test.due {
			t.Errorf("%s: asked on %q, due %v; want %q, %v", test.name, got, test.a.DueForRenewal(today), test.want, test.due)
		}
	}
}

// Tests rules agreement.whole, agreement.sign.
func TestWhatAnAgreementMustSay(t *testing.T) {
	whole := Agreement{Title: lang.Text{"en": "Border"}, Themes: "border", Exchange: "vacancies", Source: "page", State: Signed, Signed: "2026-01-01", From: "2026-01-01", To: "2026-12-31"}
	for name, test := range map[string]struct {
		change func(*Agreement)
		field  string
	}{
		"everything is there":           {func(*Agreement) {}, ""},
		"days that are not known":       {func(a *Agreement) { a.State, a.Signed, a.From, a.To = Documented, "", "", "" }, ""},
		"no title":                      {func(a *Agreement) { a.Title = nil }, "title"},
		"no source":                     {func(a *Agreement) { a.Source = " " }, "source"},
		"signed, nobody knows when":     {func(a *Agreement) { a.Signed = "" }, "signed"},
		"a year where a day should be":  {func(a *Agreement) { a.From = "2026" }, "from"},
		"it ends before it begins":      {func(a *Agreement) { a.To = "2025-12-31" }, "to"},
		"a theme that is not known":     {func(a *Agreement) { a.Themes = "football" }, "themes"},
		"an exchange that is not known": {func(a *Agreement) { a.Exchange = "secrets" }, "exchange"},
	} {
		a := whole
		test.change(&a)
		got := ""
		if err := a.Check(); err != nil {
			got = fault.Of(err).Field
		}
		if got != test.field {
			t.Errorf("%s: refused at %q, want %q", name, got, test.field)
		}
	}
	one := Agreement{Parties: []Party{{Organisation: "a"}}}
	if one.ready() == nil {
		t.Error("one party signs with nobody")
	}
	one.Parties = append(one.Parties, Party{Organisation: "b"})
	if err := one.ready(); err != nil {
		t.Errorf("two parties cannot sign: %v", err)
	}
}

// Tests rules agreement.party, agreement.activity.
func TestAPartyNamesNoPerson(t *testing.T) {
	office := Party{Name: lang.Text{"": "Biuro"}, Country: "PL", Contact: "International department"}
	if err := office.Check(); err != nil {
		t.Errorf("an office outside is refused: %v", err)
	}
	for field, p := range map[string]Party{
		"contact": {Organisation: "a", Contact: "jan@example.org"}, "office": {Country: "PL"}, "country": {Name: lang.Text{"": "Biuro"}, Country: "XX"}, "address": {Organisation: "a", Address: "ftp://x"},
	} {
		if err := p.Check(); err == nil || fault.Of(err).Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	for field, a := range map[string]Activity{"day": {Day: "2026-11-22", Kind: "visit", Title: "x"}, "kind": {Day: today, Kind: "party", Title: "x"}, "what": {Day: today, Kind: "visit"}} {
		if err := a.Check(today); err == nil || fault.Of(err).Field != field {
			t.Errorf("an activity without its %s: %v", field, err)
		}
	}
}
