package indicator

import (
	"slices"
	"strconv"
	"testing"

	"pesnet/indicator/figure"
)

func lineOf(dataset, area string, dims figure.Dims, values ...float64) Line {
	l := Line{Series: figure.Series{Dataset: dataset, Indicator: "x", Area: area, Freq: "A", Unit: "PC", Dims: dims}}
	for i, v := range values {
		l.Points = append(l.Points, Point{Period: strconv.Itoa(2020 + i), Value: v})
	}
	return l
}

// Tests rule indicatorcompare.alike.
func TestOnlyFiguresThatAreAlikeStandTogether(t *testing.T) {
	d := Definition{Code: "x", Dataset: "pesnet", Also: []Name{{"register", "x"}, {"survey", "x"}}}
	lines := []Line{
		lineOf("register", "LT", "", 1, 2), lineOf("register", "EE", "", 1, 2), lineOf("survey", "LT", "", 7, 8),
		lineOf("register", "LT", "sex=F", 3, 4), lineOf("register", "LT", "sex=T,age=TOTAL", 5),
	}
	for _, one := range []struct {
		name    string
		c       Choice
		dataset string
		dims    figure.Dims
	}{
		{"whatever most have, of everybody", Choice{}, "register", ""},
		{"women", Choice{Dims: map[string]string{"sex": "F"}}, "register", "sex=F"},
		{"the survey", Choice{Dataset: "survey"}, "survey", ""},
		{"a total by another name is a total", Choice{Dims: map[string]string{"sex": "T"}}, "register", ""},
	} {
		v, facets := choose(d, lines, one.c)
		if v.Dataset != one.dataset || v.Dims != one.dims {
			t.Errorf("%s: got %s %q, want %s %q", one.name, v.Dataset, v.Dims, one.dataset, one.dims)
		}
		if len(facets) == 0 || facets[0].Name != "sex" || !slices.Equal(facets[0].Values, []string{"", "F"}) {
			t.Errorf("%s: facets %v", one.name, facets)
		}
	}
	if v, _ := choose(d, lines, Choice{Dims: map[string]string{"sex": "M"}}); v.Freq != "" {
		t.Errorf("men have no figures, got %v", v)
	}
}

func TestPeriodsRunWithoutJumps(t *testing.T) {
	for _, one := range []struct{ from, want string }{
		{"2023", "2024"}, {"2023-S1", "2023-S2"}, {"2023-S2", "2024-S1"}, {"2023-Q4", "2024-Q1"}, {"2023-09", "2023-10"}, {"2023-12", "2024-01"}, {"2023-W07", ""},
	} {
		if got := following(one.from); got != one.want {
			t.Errorf("after %s: got %q, want %q", one.from, got, one.want)
		}
	}
	if got := runs([]string{"2005", "2006", "2007", "2012", "2021", "2022"}); len(got) != 3 || got[0] != (Run{"2005", "2007"}) || got[2] != (Run{"2021", "2022"}) {
		t.Errorf("runs: %v", got)
	}
	if got := withoutJumps([]string{"2020", "2023"}); len(got) != 4 {
		t.Errorf("a year that all lack is a gap, not a jump: %v", got)
	}
}

func TestTheMedianRestsOnPeersWithAFigure(t *testing.T) {
	c := threeYears(row("LT", flat, 100, 100, 100), row("EE", flat, 1, absent, 3), row("FI", flat, 5, absent, absent), row("SE", flat, 9, absent, 5))
	for i, want := range []struct {
		median float64
		n      int
	}{{5, 3}, {absent, 0}, {4, 2}} {
		if c.Counted[i] != want.n || want.n > 0 && c.Median[i] != want.median {
			t.Errorf("%s: median %v of %d, want %v of %d", c.Periods[i], c.Median[i], c.Counted[i], want.median, want.n)
		}
	}
}

// Tests rule indicatorcompare.rank.
func TestEqualValuesShareTheirPlaces(t *testing.T) {
	c := threeYears(row("LT", flat, 0, 0, 7.04), row("EE", flat, 0, 0, 9), row("FI", flat, 0, 0, 6.96), row("SE", flat, 0, 0, absent), row("LV", flat, 0, 0, 1))
	for _, one := range []struct {
		better string
		want   []string
	}{{"up", []string{"EE", "LT", "FI", "LV"}}, {"down", []string{"LV", "LT", "FI", "EE"}}} {
		c.Better = one.better
		var got []string
		for _, o := range c.Order(2) {
			got = append(got, o.Code)
			if (o.Code == "LT" || o.Code == "FI") && (o.Place != 2 || o.Last != 3) {
				t.Errorf("%s: %s has the places %d to %d, want 2 to 3", one.better, o.Code, o.Place, o.Last)
			}
		}
		if !slices.Equal(got, one.want) {
			t.Errorf("%s: got %v, want %v", one.better, got, one.want)
		}
	}
}

func TestUnreleasedFiguresStandInTheOwnRowAlone(t *testing.T) {
	units := []Unit{{Code: "A"}, {Code: "B"}}
	var lines []Line
	for _, org := range []string{"A", "B"} {
		released, draft := lineOf("pesnet", "", "", 1, 2), lineOf("pesnet", "", "", 8, 9)
		released.Org, draft.Org, draft.Draft = org, org, true
		lines = append(lines, draft, released)
	}
	rows := rowsOf(lines, units, []string{"2020", "2021"}, "A")
	if c := rows[0].Cells[1]; c.Value != 9 || !c.Draft {
		t.Errorf("own: %+v", c)
	}
	if c := rows[1].Cells[1]; c.Value != 2 || c.Draft {
		t.Errorf("peer: %+v", c)
	}
}
