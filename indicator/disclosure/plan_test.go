package disclosure

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pesnet/indicator/figure"
	"pesnet/network"
)

// measures are those of the tests.
func measures(_, code string) Measure {
	return map[string]Measure{
		"registered": {Kind: Persons, Own: true}, "average": {Kind: Persons, MeanOf: "registered", Own: true},
		"exits": {Kind: Persons, Flow: true, Own: true}, "job": {Kind: Persons, Flow: true, PartOf: "exits", Own: true},
		"firms": {Kind: Employers, Own: true}, "sick": {Kind: Health, Own: true}, "jobs": {Own: true}, "rate": {Own: true},
	}[code]
}

func task(all ...Figure) Task {
	return Task{Rules: RulesOf(nil, "2026-01-01"), Where: Where{Member: "X"}, Measure: measures, All: all, Ledgers: map[Block]*Ledger{}}
}

// of is a figure to be released: "job sex=F,age=Y15-24 2025-03 7".
func of(text string) Figure {
	f := Figure{Fresh: true}
	var dims string
	parts := strings.Fields(text)
	f.Series = &figure.Series{Dataset: "pesnet", Indicator: parts[0], Org: "X", Unit: "NR"}
	f.Period = parts[2]
	if dims = parts[1]; dims != "-" {
		f.Series.Dims = figure.NewDims(strings.FieldsFunc(dims, func(r rune) bool { return r == '=' || r == ',' })...)
	}
	value, flags, _ := strings.Cut(parts[3], "/")
	f.Flags = flags
	if value == ":" {
		f.Missing = true
	} else {
		fmt.Sscan(value, &f.Value)
	}
	return f
}

func all(texts ...string) (all []Figure) {
	for _, text := range texts {
		all = append(all, of(text))
	}
	return all
}

// said is a plan as text: each hidden figure by its place and reason.
func said(t *testing.T, k Task) string {
	t.Helper()
	plan, err := k.Counts()
	if err != nil {
		t.Fatal(err)
	}
	k.Made(plan, func(f figure.Figure, count Count) {
		if f.Series.Indicator == "rate" {
			count("job", f.Period)
			count("exits", f.Period)
		}
	})
	var out []string
	for _, i := range slices.Sorted(maps.Keys(plan.Why)) {
		out = append(out, fmt.Sprint(i, " ", plan.Why[i]))
	}
	return strings.Join(out, ", ")
}

// Tests rule indicator.hidden.
// Tests rule indicator.hidden-rate.
func TestWhatIsHiddenAndWhy(t *testing.T) {
	for _, one := range []struct {
		name    string
		figures []string
		want    string
	}{
		{"large counts", []string{"registered sex=F 2025-03 30", "registered sex=M 2025-03 40", "registered - 2025-03 70"}, ""},
		{"nobody is no small count", []string{"registered sex=F 2025-03 0", "registered sex=M 2025-03 40", "registered - 2025-03 40"}, ""},
		{"jobs are nobody's", []string{"jobs - 2025-03 2"}, ""},
		{"women, and men with them", []string{"registered sex=F 2025-03 3", "registered sex=M 2025-03 40", "registered sex=T 2025-03 43"}, "0 few, 1 beside"},
		{"the total that would tell of those who are not there", []string{"registered sex=F 2025-03 40", "registered - 2025-03 43"}, "0 beside"},
		{"a total that only its parts tell", []string{"exits - 2025-01 3", "exits - 2025-02 9", "exits - 2025-03 8", "exits sex=F 2025-Q1 12", "exits sex=M 2025-Q1 8"}, "0 few, 2 beside"},
		{"ages in ages", []string{"registered age=Y15-24 2025-03 2", "registered age=Y25-64 2025-03 50", "registered age=Y15-64 2025-03 52", "registered - 2025-03 80"}, "0 few, 1 beside"},
		{"a region in a country", []string{"registered geo=A 2025-03 2", "registered geo=B 2025-03 9", "registered geo=C 2025-03 8", "registered - 2025-03 19"}, "0 few, 2 beside"},
		{"months of a year, for those who come and go", []string{"exits - 2025-01 3", "exits - 2025-02 9", "exits - 2025 60"}, "0 few"},
		{"all months of a quarter", []string{"exits - 2025-01 3", "exits - 2025-02 9", "exits - 2025-03 8", "exits - 2025-Q1 20"}, "0 few, 2 beside"},
		{"stocks do not add up over months", []string{"registered - 2025-01 3", "registered - 2025-02 9", "registered - 2025 12"}, "0 few"},
		{"a part, and what is left of its whole", []string{"job - 2025-01 97", "exits - 2025-01 99"}, "0 beside"},
		{"the rate of a hidden count", []string{"job sex=F 2025-01 2", "exits sex=F 2025-01 99", "rate sex=F 2025-01 2.02", "rate - 2025-01 30"}, "0 few, 2 made"},
		{"the mean of hidden months", []string{"registered - 2025-01 3", "average - 2025 20.5"}, "0 few, 1 made"},
		{"few firms are fewer than few people", []string{"firms - 2025 3", "firms - 2024 2"}, "1 few"},
		{"few are more where health is concerned", []string{"sick - 2025 9"}, "0 few"},
		{"everybody of a group", []string{"sick geo=A 2025 30", "sick geo=B 2025 0", "sick - 2025 30"}, "0 few, 1 beside"},
		{"what the member calls confidential", []string{"registered sex=F 2025-03 30/c", "registered sex=M 2025-03 40", "registered - 2025-03 70"}, "0 said, 1 beside"},
		{"what the member keeps back itself", []string{"registered sex=F 2025-03 :/c", "registered sex=M 2025-03 40", "registered - 2025-03 70"}, "1 beside"},
	} {
		if got := said(t, task(all(one.figures...)...)); got != one.want {
			t.Errorf("%s: hidden are %q, want %q", one.name, got, one.want)
		}
	}
}

// Tests rule indicator.smallest.
func TestTheCharterSaysWhatIsSmall(t *testing.T) {
	charter := network.Charter{{Rule: "figures.smallest_cell", Value: "3", From: "2020"}, {Rule: "figures.smallest_cell", Value: "8", From: "2026"}, {Rule: "figures.zeros", Value: "hidden", From: "2026"}}
	for _, one := range []struct {
		day   string
		limit int
		zeros bool
	}{{"2019-06-01", 5, false}, {"2025-06-01", 3, false}, {"2026-06-01", 8, true}} {
		r := RulesOf(charter, one.day)
		if s := r.Smallest[Persons]; s.Limit != one.limit || s.Chosen != (one.day > "2020") || r.Zeros != one.zeros {
			t.Errorf("on %s: %+v, zeros hidden %v", one.day, s, r.Zeros)
		}
		if s := r.Smallest[Health]; s.Limit != 10 || s.Chosen {
			t.Errorf("on %s the usual number for health is %+v", one.day, s)
		}
	}
	k := task(all("registered - 2025 4", "registered geo=A 2025 0", "firms - 2025 2")...)
	k.Rules = RulesOf(charter, "2025-06-01")
	if got := said(t, k); got != "2 few" {
		t.Errorf("with 3 as the smallest hidden are %q", got)
	}
	k = task(all("registered geo=B 2025 0")...)
	k.Rules = RulesOf(charter, "2026-06-01")
	if got := said(t, k); got != "0 few" {
		t.Errorf("where nobody is hidden too, hidden are %q", got)
	}
}

// A total that is out and one part of it give the other part away.
func TestALaterReleaseDoesNotTellWhatAnEarlierOneKeptBack(t *testing.T) {
	first := task(all("registered sex=F 2025 3", "registered - 2025 43")...)
	if got := said(t, first); got != "0 few" {
		t.Fatalf("first: %q", got)
	}
	out := func(texts ...string) (figures []Figure) {
		for _, f := range all(texts...) {
			f.Fresh = false
			figures = append(figures, f)
		}
		return figures
	}
	second := task(append(all("registered sex=M 2025 40"), out("registered sex=F 2025 :/Q", "registered - 2025 43")...)...)
	second.Ledgers = first.Ledgers
	if got := said(t, second); got != "0 beside" {
		t.Errorf("men alone, after the total: hidden are %q", got)
	}
	third := task(append(all("registered sex=F,age=Y_LT25 2025 2", "registered sex=F,age=Y_GE25 2025 1"), out("registered sex=F 2025 :/Q", "registered sex=M 2025 :/Q", "registered - 2025 43")...)...)
	third.Ledgers = first.Ledgers
	if got := said(t, third); got != "0 few, 1 few" {
		t.Errorf("ages of hidden women: hidden are %q", got)
	}
	exposed := task(append(all("registered sex=F 2024 3"), out("registered sex=M 2024 40", "registered - 2024 43")...)...)
	if got := said(t, exposed); got != "0 exposed" {
		t.Errorf("what is out already gives women away: %q", got)
	}
}
