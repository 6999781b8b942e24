package world

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pesnet/kit/tsv"
)

var five = []string{"en", "it", "lt", "ro", "sv"}

func load(t *testing.T) *World {
	t.Helper()
	w, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestTheSixNetworks(t *testing.T) {
	w := load(t)
	real, fictional := 0, 0
	for _, n := range w.Networks {
		if n.Fictional {
			fictional++
		} else {
			real++
		}
		if _, err := time.LoadLocation(n.Zone); err != nil {
			t.Errorf("%s: %v", n.Code, err)
		}
		for part, text := range map[string]Text{"name": n.Name, "legal basis": n.LegalBasis, "purpose": n.Purpose, "about": n.About, "headline": n.Headline} {
			wantFive(t, n.Code+" "+part, text)
		}
	}
	if real != 4 || fictional != 2 {
		t.Errorf("got %d real and %d fictional networks; want 4 and 2", real, fictional)
	}
}

func TestMembersOnADate(t *testing.T) {
	w := load(t)
	for _, c := range []struct {
		name, network, day, kind string
		want                     int
	}{
		{"AURORA today", "AURORA", "2026-11-21", "member", 31},
		{"AURORA while Firnia was out", "AURORA", "2019-06-01", "member", 30},
		{"AURORA on its first day, before the two late ones", "AURORA", "2014-06-17", "member", 29},
		{"the joining one has no seat yet", "AURORA", "2026-11-21", "associate", 1},
		{"VALEA today", "VALEA", "2026-11-21", "member", 14},
		{"VALEA before the radio left", "VALEA", "2024-06-30", "member", 15},
		{"NET-PES while it ran", "NET-PES", "2025-01-01", "partner", 8},
		{"NET-PES after its end", "NET-PES", "2026-06-01", "partner", 0},
		{"PES-NETWORK: 27 states, Belgium fourfold, three more, the Commission; Switzerland not counted", "PES-NETWORK", "2026-11-21", "member", 34},
		{"PES-NETWORK with the United Kingdom", "PES-NETWORK", "2019-01-01", "member", 35},
		{"WAPES while Lithuania belonged", "WAPES", "2017-12-31", "member", 7},
		{"WAPES afterwards", "WAPES", "2018-01-01", "member", 6},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := 0
			for _, m := range w.Memberships {
				if m.Network == c.network && m.Kind == c.kind && m.On(c.day) && !m.Disputed {
					got++
				}
			}
			if got != c.want {
				t.Errorf("got %d; want %d", got, c.want)
			}
		})
	}
}

func TestSwitzerlandIsTwoClaims(t *testing.T) {
	var sources []string
	for _, m := range load(t).Memberships {
		if m.Organisation == "CH-SECO" && m.Network == "PES-NETWORK" {
			if !m.Disputed || m.From == "" {
				t.Errorf("claim of %s: want disputed and dated", m.Source)
			}
			sources = append(sources, m.Source+" "+m.Kind)
		}
	}
	if want := []string{"uzt-page member", "sv-page none"}; !slices.Equal(sources, want) {
		t.Errorf("got %v; want %v", sources, want)
	}
}

func TestReferencesResolve(t *testing.T) {
	w := load(t)
	sources := unique(t, w.Sources, func(s Source) string { return s.Code })
	networks := unique(t, w.Networks, func(n Network) string { return n.Code })
	orgs := unique(t, w.Organisations, func(o Organisation) string { return o.Code })
	unique(t, w.People, func(p Person) string { return p.Login })
	unique(t, w.Rules, func(r Rule) string { return r.Network + " " + r.Code + " " + r.From })
	unique(t, w.Memberships, func(m Membership) string { return m.Network + m.Organisation + m.From + m.Source })
	find := func(where, code string, in map[string]bool) {
		if !in[code] {
			t.Errorf("%s: %q is not there", where, code)
		}
	}
	for _, n := range w.Networks {
		find(n.Code, n.Source, sources)
	}
	for _, r := range w.Rules {
		find(r.Code, r.Network, networks)
		find(r.Code, r.Source, sources)
	}
	for _, o := range w.Organisations {
		if o.Parent != "" {
			find(o.Code, o.Parent, orgs)
		}
	}
	for _, m := range w.Memberships {
		find("membership", m.Network, networks)
		find("membership", m.Organisation, orgs)
		find("membership", m.Source, sources)
	}
	for _, p := range w.People {
		find(p.Login, p.Organisation, orgs)
		find(p.Login, p.Network, networks)
	}
	for _, n := range w.News {
		find("news", n.Network, networks)
		find("news", n.Source, sources)
	}
}

func unique[T any](t *testing.T, all []T, code func(T) string) map[string]bool {
	t.Helper()
	seen := map[string]bool{}
	for _, one := range all {
		if seen[code(one)] {
			t.Errorf("%q is there twice", code(one))
		}
		seen[code(one)] = true
	}
	return seen
}

func TestInventedAndRealStayApart(t *testing.T) {
	w := load(t)
	fictional, network := map[string]bool{}, map[string]bool{}
	for _, n := range w.Networks {
		network[n.Code] = n.Fictional
	}
	for _, o := range w.Organisations {
		prefixed := strings.HasPrefix(o.Code, "AUR-") || strings.HasPrefix(o.Code, "VAL-")
		if o.Fictional != prefixed {
			t.Errorf("%s: fictional is %v", o.Code, o.Fictional)
		}
		if !o.Fictional && o.Offices+o.Counsellors > 0 {
			t.Errorf("%s is real and has invented figures", o.Code)
		}
		if o.Fictional && o.Website != "" {
			t.Errorf("%s is fictional and has a website", o.Code)
		}
		fictional[o.Code] = o.Fictional
	}
	for _, m := range w.Memberships {
		if network[m.Network] != fictional[m.Organisation] {
			t.Errorf("%s in %s: real and fictional mixed", m.Organisation, m.Network)
		}
	}
	for _, p := range w.People {
		if !fictional[p.Organisation] || !network[p.Network] {
			t.Errorf("%s works for a real organisation", p.Name)
		}
	}
	for _, r := range w.Rules {
		if network[r.Network] != strings.HasSuffix(r.Source, "a-charter") {
			t.Errorf("%s %s: source %s", r.Network, r.Code, r.Source)
		}
	}
}

func TestNobodyRealIsNamed(t *testing.T) {
	// People whom the documents behind this world name.
	named := regexp.MustCompile(`(?i)\b(weise|leroy|kopf|protopsaltis|fertig|ziminiene|thyssen|oivo|kint|nicastro|tajani|temussi|bassère|charpy)\b`)
	files, _ := tables.ReadDir(".")
	for _, f := range files {
		text, _ := tables.ReadFile(f.Name())
		if who := named.FindString(string(text)); who != "" {
			t.Errorf("%s names %s", f.Name(), who)
		}
	}
}

func TestOrganisations(t *testing.T) {
	kinds := strings.Fields("national_pes regional_pes local_pes ministry agency ngo university civil_society eu_body employer_body private")
	offices := 0
	for _, o := range load(t).Organisations {
		if !slices.Contains(kinds, o.Kind) {
			t.Errorf("%s: kind %q", o.Code, o.Kind)
		}
		if o.Official == "" || o.OfficialLanguage == "" || o.Short == "" {
			t.Errorf("%s: a name is missing", o.Code)
		}
		if o.Country == "EL" || o.Country == "UK" || o.Country != "" && len(o.Country) != 2 {
			t.Errorf("%s: country %q is not ISO 3166-1", o.Code, o.Country)
		}
		if o.Region != "" && !strings.HasPrefix(o.Region, o.Country) {
			t.Errorf("%s: region %s is not in %s", o.Code, o.Region, o.Country)
		}
		if o.Fictional {
			wantFive(t, o.Code, o.Names)
		}
		if o.Offices > 0 {
			wantFive(t, o.Code+" known for", o.KnownFor)
		}
		if strings.HasPrefix(o.Code, "AUR-") && o.Code != "AUR-PLANIKA" {
			offices += o.Offices
		}
	}
	if offices != 4212 {
		t.Errorf("got %d offices in AURORA; want 4212", offices)
	}
}

func TestEveryKindOfUserSignsIn(t *testing.T) {
	have := map[string]bool{}
	for _, p := range load(t).People {
		for _, role := range p.Roles {
			have[role] = true
		}
		if !slices.Contains(five, p.Language) {
			t.Errorf("%s reads %q", p.Login, p.Language)
		}
		wantFive(t, p.Login, p.Does)
	}
	for _, role := range strings.Fields("secretariat representative analyst assessor employer_counsellor career_counsellor trainer evaluator board_member board_alternate auditor dpo administrator observer") {
		if !have[role] {
			t.Errorf("nobody is %s", role)
		}
	}
}

func TestTextsStandInFiveLanguages(t *testing.T) {
	w := load(t)
	for _, s := range w.Sources {
		wantFive(t, s.Code, s.Title)
	}
	for _, n := range w.News {
		wantFive(t, "news "+n.Date, n.Title)
		wantFive(t, "news "+n.Date, n.Text)
	}
	for _, m := range w.Memberships {
		if len(m.Note) > 0 {
			wantFive(t, m.Organisation+" note", m.Note)
		}
	}
}

func wantFive(t *testing.T, what string, text Text) {
	t.Helper()
	var have []string
	for code, words := range text {
		if words != "" {
			have = append(have, code)
		}
	}
	slices.Sort(have)
	if !slices.Equal(have, five) {
		t.Errorf("%s: got languages %v; want %v", what, have, five)
	}
}

func TestDatesAreDates(t *testing.T) {
	w := load(t)
	check := func(where string, dates ...string) {
		for _, d := range dates {
			if d == "" {
				continue
			}
			if _, err := time.Parse(time.DateOnly, First(d)); err != nil {
				t.Errorf("%s: %q is no date", where, d)
			}
		}
		if len(dates) == 2 && dates[0] != "" && dates[1] != "" && First(dates[0]) > Last(dates[1]) {
			t.Errorf("%s ends before it begins", where)
		}
	}
	for _, n := range w.Networks {
		check(n.Code, n.ValidFrom, n.ValidTo)
	}
	for _, r := range w.Rules {
		check(r.Code, r.From, r.To)
	}
	for _, m := range w.Memberships {
		check(m.Organisation, m.From, m.To)
	}
	for _, n := range w.News {
		check("news", n.Date)
		if n.Date > "2026-11-21" {
			t.Errorf("news of %s lies ahead", n.Date)
		}
		if n.Date == "" && n.Network != "SPUNE-SPO" {
			t.Errorf("news of %s has no date", n.Network)
		}
	}
	for _, s := range w.Sources {
		check(s.Code, s.Date)
	}
}

func TestARuleHasOneValueAtATime(t *testing.T) {
	rules := map[string][]Rule{}
	for _, r := range load(t).Rules {
		rules[r.Network+" "+r.Code] = append(rules[r.Network+" "+r.Code], r)
	}
	for _, code := range slices.Sorted(maps.Keys(rules)) {
		for i, r := range rules[code][1:] {
			before := rules[code][i]
			if before.To == "" || Last(before.To) >= First(r.From) {
				t.Errorf("%s: two values from %s", code, r.From)
			}
		}
	}
}

func TestAYearMeansTheWholeOfIt(t *testing.T) {
	for _, c := range []struct{ date, first, last string }{
		{"2017", "2017-01-01", "2017-12-31"},
		{"2024-02", "2024-02-01", "2024-02-29"},
		{"2024-02-03", "2024-02-03", "2024-02-03"},
	} {
		if First(c.date) != c.first || Last(c.date) != c.last {
			t.Errorf("%s: got %s to %s; want %s to %s", c.date, First(c.date), Last(c.date), c.first, c.last)
		}
	}
}

func TestTablesHaveNoLooseSpace(t *testing.T) {
	files, _ := tables.ReadDir(".")
	for _, f := range files {
		rows, err := tsv.Read(tables, f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for _, head := range row.Heads() {
				if cell := row.Get(head); cell != strings.TrimSpace(cell) || strings.Contains(cell, "  ") {
					t.Errorf("%s, line %d, %s: loose space", f.Name(), row.Line, head)
				}
			}
		}
	}
}
