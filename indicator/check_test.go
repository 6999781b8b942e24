package indicator

import (
	"fmt"
	"testing"

	"pesnet/indicator/figure"
)

// Tests rule indicatorupload.check.sum.
func TestEverybodyIsWomenAndMenTogether(t *testing.T) {
	for _, c := range []struct {
		says                  string
		total                 string // how the total is written
		women, men, everybody float64
		want                  string
	}{
		{"they add up", "", 40, 60, 100, "[]"},
		{"one too few", "", 40, 60, 101, "[{ indicatorupload.check.sum [count 1 indicator registered period 2026-01 parts 100 whole 101]}]"},
		{"the total has a letter", "T", 40, 60, 99, "[{ indicatorupload.check.sum [count 1 indicator registered period 2026-01 parts 100 whole 99]}]"},
	} {
		all := newCounts()
		for sex, v := range map[string]float64{"F": c.women, "M": c.men, c.total: c.everybody} {
			all.add(figure.Figure{Series: &figure.Series{Indicator: "registered", Org: "A", Dims: withSex("age=Y15-24", sex)}, Period: "2026-01", Value: v})
		}
		all.add(figure.Figure{Series: &figure.Series{Indicator: "registered", Org: "B", Dims: "sex=F"}, Period: "2026-01", Value: 7})
		if got := fmt.Sprint(all.sums()); got != c.want {
			t.Errorf("%s: got %s, want %s", c.says, got, c.want)
		}
	}
}
