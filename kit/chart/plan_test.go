package chart

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Whatever the work, its plan is well-formed and stays in its frame, and no
// words lie on others.
func TestEveryPlanIsSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		place := rapid.Float64Range(-2, 15)
		c := Plan{Frame: Frame{ID: "c", Title: words.Draw(t, "title"), Desc: words.Draw(t, "desc")},
			Steps: rapid.SliceOfN(words, 0, 12).Draw(t, "steps"), Now: place.Draw(t, "now"),
			Rows: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Work {
				return Work{Name: words.Draw(t, "name"), From: place.Draw(t, "from"), To: place.Draw(t, "to"), Done: rapid.Float64Range(-1, 2).Draw(t, "done"),
					Late: rapid.Bool().Draw(t, "late"), Text: rapid.SampledFrom([]string{"", "0 %", "100 %"}).Draw(t, "text")}
			}), 0, 20).Draw(t, "rows")}
		for _, s := range sheets(t, []byte(c.HTML())) {
			s.inside(t)
			s.named(t)
		}
	})
}

func TestAPlanMarksWhatIsLateAndThePresent(t *testing.T) {
	draw := func(late bool, now float64) string {
		return string(Plan{Frame: Frame{ID: "p", Title: "Plan"}, Steps: []string{"Q1", "Q2"}, Rows: []Work{{Name: "Report", From: 0, To: 1, Late: late}}, Now: now}.HTML())
	}
	if !strings.Contains(draw(true, 1), "p-warn") || strings.Contains(draw(false, 1), "p-warn") {
		t.Error("late work bears a sign, and no other")
	}
	if !strings.Contains(draw(false, 1), "brk") || strings.Contains(draw(false, math.NaN()), "brk") {
		t.Error("the present stands in the plan of its year, and in no other")
	}
}
