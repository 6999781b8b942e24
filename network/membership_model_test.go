package network

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// The model knows of each claim on which days of a few years it holds, day by
// day; the rules must agree with it on every one.
func TestClaimsOnEveryDayAgreeWithACalendar(t *testing.T) {
	first := time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC)
	const days = 3*366 + 30
	period := func(t *rapid.T, name string) string {
		day := first.AddDate(0, 0, rapid.IntRange(0, days).Draw(t, name))
		return rapid.SampledFrom([]string{"", day.Format("2006"), day.Format("2006-01"), day.Format(time.DateOnly)}).Draw(t, name+" as")
	}
	rapid.Check(t, func(t *rapid.T) {
		var all []Member
		held := map[string]map[string]bool{}
		for i := range rapid.IntRange(1, 5).Draw(t, "claims") {
			c := Membership{ID: fmt.Sprint(i), Organisation: "o", Network: "n", Kind: "member", From: period(t, "from"), To: period(t, "to"), Source: "x"}
			if c.Check() != nil {
				continue
			}
			all = append(all, Member{Organisation{ID: c.ID, Code: c.ID}, c})
			held[c.ID] = calendar(c, first, days)
		}
		for d := range days {
			day := first.AddDate(0, 0, d).Format(time.DateOnly)
			want := 0
			for _, of := range held {
				if of[day] {
					want++
				}
			}
			if got := Counted(On(all, day)); got != want {
				t.Fatalf("%s: %d are members, want %d of %v", day, got, want, all)
			}
		}
		overlapsAsTheCalendar(t, all, held)
	})
}

// calendar writes down each day on which a claim holds, by comparing the text
// of the day with the beginning and the end.
func calendar(c Membership, first time.Time, days int) map[string]bool {
	of := map[string]bool{}
	for d := range days {
		day := first.AddDate(0, 0, d).Format(time.DateOnly)
		begun := c.From == "" || day[:len(c.From)] >= c.From
		over := c.To != "" && day[:len(c.To)] > c.To
		of[day] = begun && !over
	}
	return of
}

func overlapsAsTheCalendar(t *rapid.T, all []Member, held map[string]map[string]bool) {
	for _, a := range all {
		for _, b := range all {
			common := false
			for day, in := range held[a.ID] {
				common = common || in && held[b.ID][day]
			}
			if got := a.Membership.Overlaps(b.Membership); common && !got {
				t.Fatalf("%+v and %+v share a day", a.Membership, b.Membership)
			}
		}
	}
}
