package world

import (
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	net "pesnet/network/world"
)

func names(t *testing.T) map[string]Series {
	t.Helper()
	all, err := Names()
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]Series{}
	for _, s := range all {
		by[s.Code] = s
	}
	if len(by) != len(all) {
		t.Errorf("%d codes for %d series", len(by), len(all))
	}
	return by
}

func TestSeriesAreNamedInFiveLanguages(t *testing.T) {
	for code, s := range names(t) {
		for what, text := range map[string]Text{"name": s.Name, "definition": s.Definition} {
			if got := slices.Sorted(maps.Keys(text)); !slices.Equal(got, []string{"en", "it", "lt", "ro", "sv"}) {
				t.Errorf("%s, %s: got languages %v", code, what, got)
			}
		}
	}
}

func TestContextHoldsRealFigures(t *testing.T) {
	figures, err := Context()
	if err != nil {
		t.Fatal(err)
	}
	series, seen := names(t), map[string]bool{}
	areas := map[string]map[string]bool{}
	for _, f := range figures {
		if series[f.Series].Kind != "context" || series[f.Series].Key == "" {
			t.Fatalf("%s is no context series with a key", f.Series)
		}
		if f.Org != "" || f.Area == "" || f.Area == "EL" || f.Area == "UK" {
			t.Fatalf("%s: area %q, organisation %q", f.Series, f.Area, f.Org)
		}
		if id := f.Series + f.Area + f.Period; seen[id] {
			t.Errorf("%s is there twice", id)
		} else {
			seen[id] = true
		}
		// Wage support in 2020 lifted participants far above those wanting to work.
		if f.Value < 0 || f.Value > 200 || f.Missing && f.Value != 0 {
			t.Errorf("%s %s %s: %v per cent", f.Series, f.Area, f.Period, f.Value)
		}
		if areas[f.Series] == nil {
			areas[f.Series] = map[string]bool{}
		}
		areas[f.Series][f.Area] = true
	}
	if len(areas) != 8 {
		t.Errorf("got %d indicators; want 8", len(areas))
	}
	for series, have := range areas {
		delete(have, "NO")
		delete(have, "EU27_2020")
		if len(have) != 27 {
			t.Errorf("%s: got %d states; want 27", series, len(have))
		}
	}
}

func TestACellIsReadWithItsFlags(t *testing.T) {
	for _, c := range []struct {
		cell    string
		value   float64
		flags   string
		missing bool
	}{
		{"12.9u", 12.9, "u", false},
		{"0", 0, "", false},
		{":", 0, "", true},
		{"7.2be", 7.2, "be", false},
	} {
		var f Figure
		if err := f.read(c.cell); err != nil || f.Value != c.value || f.Flags != c.flags || f.Missing != c.missing {
			t.Errorf("%s: got %v %q %v, %v", c.cell, f.Value, f.Flags, f.Missing, err)
		}
	}
	if err := new(Figure).read("n.d."); err == nil {
		t.Error("a word was taken for a figure")
	}
}

func TestOnlyFictionalServicesHaveInventedFigures(t *testing.T) {
	w, err := net.Load()
	if err != nil {
		t.Fatal(err)
	}
	fictional := map[string]bool{}
	for _, o := range w.Organisations {
		fictional[o.Code] = o.Fictional
	}
	services, err := Services()
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]int{}
	for _, s := range services {
		if !fictional[s.Org] {
			t.Errorf("%s is not a fictional organisation", s.Org)
		}
		have[s.Org[:3]]++
	}
	if have["AUR"] != 31 || have["VAL"] != 8 {
		t.Errorf("got %v; want 31 services of AURORA and 8 of VALEA", have)
	}
	for _, m := range w.Memberships {
		national := m.Network == "AURORA" && m.Kind == "member"
		if national && !slices.ContainsFunc(services, func(s Service) bool { return s.Org == m.Organisation }) {
			t.Errorf("%s has no figures", m.Organisation)
		}
	}
	marks, err := readMarks()
	if err != nil {
		t.Fatal(err)
	}
	series := names(t)
	for _, m := range marks {
		if _, known := series[m.series]; !known && m.series != "*" {
			t.Errorf("mark of %s: no series %q", m.org, m.series)
		}
		if !strings.HasSuffix(m.org, "*") && have[m.org[:3]] == 0 || m.from > m.to {
			t.Errorf("mark of %s from %s to %s", m.org, m.from, m.to)
		}
	}
}

func invented(t *testing.T) []Figure {
	t.Helper()
	all, err := Invented()
	if err != nil {
		t.Fatal(err)
	}
	return slices.Collect(all)
}

func TestTheSameFiguresComeEveryTime(t *testing.T) {
	if !slices.Equal(invented(t), invented(t)) {
		t.Error("two runs differ")
	}
}

func TestInventedFiguresAreWellFormed(t *testing.T) {
	series, seen := names(t), map[Figure]bool{}
	count := map[string]int{}
	for _, f := range invented(t) {
		if _, known := series[f.Series]; !known || f.Area != "" || f.Org == "" {
			t.Fatalf("%+v", f)
		}
		if f.Value < 0 || math.IsNaN(f.Value) || f.Missing && (f.Value != 0 || f.Flags != "") {
			t.Errorf("%+v", f)
		}
		id := f
		id.Value, id.Missing, id.Flags, id.Unreleased = 0, false, "", false
		if seen[id] {
			t.Errorf("twice: %+v", id)
		}
		seen[id] = true
		if f.Missing {
			count["missing"]++
		}
		if f.Unreleased {
			count["unreleased "+f.Org]++
		}
		for _, flag := range f.Flags {
			count[string(flag)]++
		}
		if (f.Period >= "2026") != f.Unreleased && strings.HasPrefix(f.Org, "AUR-") {
			t.Errorf("released %v: %+v", !f.Unreleased, f)
		}
	}
	if count["unreleased AUR-GINTARA"] != 100 {
		t.Errorf("got %d unreleased figures of Gintara; want 10 series in 10 months", count["unreleased AUR-GINTARA"])
	}
	for _, what := range []string{"missing", "b", "e", "p"} {
		if count[what] == 0 {
			t.Errorf("nothing is marked %q", what)
		}
	}
}

func TestRegistersAddUp(t *testing.T) {
	services, err := Services()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range services {
		path := s.path()
		for i, m := range path {
			if !(m.within6 <= m.within12 && m.within12 <= m.work && m.work <= m.exits && m.inactive <= m.entries) {
				t.Errorf("%s %s: parts exceed the whole: %+v", s.Org, m.period, m)
			}
			if m.within6 < 0 || m.inactive < 0 || m.entries <= 0 || m.stock <= 0 || m.vacancies < 0 || m.filledPosts > m.notified {
				t.Errorf("%s %s: below zero: %+v", s.Org, m.period, m)
			}
			if i > 0 && !s.marked("break", "registered", m.period) && m.stock != path[i-1].stock+m.entries-m.exits {
				t.Errorf("%s %s: stock %d is not %d + %d - %d", s.Org, m.period, m.stock, path[i-1].stock, m.entries, m.exits)
			}
		}
	}
}

func TestPartsAddUpToTheYear(t *testing.T) {
	services, err := Services()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range services {
		for _, y := range s.years() {
			for _, by := range breakdowns {
				sum := map[string]float64{}
				for _, f := range s.breakDown(y, by) {
					sum[f.Series] += f.Value
				}
				for series, want := range map[string]int{"exits-job": y.work, "exits-job-6": y.within6, "exits-job-12": y.within12, "entries": y.entries, "entries-inactive": y.inactive} {
					if sum[series] != float64(want) {
						t.Errorf("%s %s %v %s: got %v; want %d", s.Org, y.name, by.parts, series, sum[series], want)
					}
				}
				if got, want := sum["registered-average"], float64(y.stock)/12; math.Abs(got-want) > 1e-6*want {
					t.Errorf("%s %s: got an average of %v; want %v", s.Org, y.name, got, want)
				}
			}
		}
	}
}

func TestFiguresAreBelievable(t *testing.T) {
	services, err := Services()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range services {
		for _, y := range s.years() {
			stock := float64(y.stock) / 12
			for _, c := range []struct {
				what      string
				got       float64
				low, high float64
			}{
				{"exits into work by stock", 100 * float64(y.work) / stock, 25, 200},
				{"exits by stock", 100 * float64(y.exits) / stock, 60, 290},
				{"within 6 months", 100 * float64(y.within6) / float64(y.work), 38, 80},
				{"within 12 months", 100 * float64(y.within12) / float64(y.work), 60, 97},
				{"from inactivity", 100 * float64(y.inactive) / float64(y.entries), 5, 42},
			} {
				if c.got < c.low || c.got > c.high {
					t.Errorf("%s %s, %s: %.1f", s.Org, y.name, c.what, c.got)
				}
			}
		}
	}
}

func TestTheShockOf2020IsSeen(t *testing.T) {
	services, err := Services()
	if err != nil {
		t.Fatal(err)
	}
	risen := 0
	for _, s := range services {
		by := map[string]int{}
		for _, m := range s.path() {
			by[m.period] = m.stock
		}
		if by["2020-09"] > by["2019-09"] {
			risen++
		}
	}
	if risen < 28 {
		t.Errorf("unemployment rose in %d services; want nearly all", risen)
	}
}
