package indicator

import (
	"strings"
	"testing"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/fault"
	"pesnet/network"
)

// counted is what somebody sees of the women registered in January: the value,
// "hidden", or nothing.
func (k desk) counted(t *testing.T, who network.Who) string {
	t.Helper()
	c, err := k.Compare(t.Context(), who, k.n, Choice{Indicator: "registered", Me: "AUR-GINTARA", Dims: map[string]string{"sex": "F"}})
	if err != nil || len(c.Mine.Cells) == 0 {
		return "nothing"
	}
	cell := c.Mine.Cells[len(c.Mine.Cells)-1]
	switch {
	case cell.Hidden() && cell.OK():
		return "seen, hidden from others"
	case cell.Hidden():
		return "hidden"
	case cell.OK() && cell.Draft:
		return "draft"
	case cell.OK():
		return "seen"
	}
	return "nothing"
}

// Tests rule indicator.hidden.
func TestTheOwnMemberSeesWhatAReleaseHides(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := deskOn(t, d)
		const small = "Period;Sex;Registered unemployed people\n2026-01;T;1000\n2026-01;M;997\n2026-01;F;3\n"
		draft, err := k.Commit(t.Context(), k.analyst, k.mapped(t, "small.csv", small), Sent{})
		if err != nil {
			t.Fatal(err)
		}
		see := func(when, own, others string) {
			t.Helper()
			if got := k.counted(t, k.analyst); got != own {
				t.Errorf("%s the own member: %s, want %s", when, got, own)
			}
			if got := k.counted(t, k.secretariat); got != others {
				t.Errorf("%s others: %s, want %s", when, got, others)
			}
		}
		if _, err := k.Hiding(t.Context(), k.secretariat, draft.No); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("somebody else looks at what is hidden: %v", err)
		}
		h, err := k.Hiding(t.Context(), k.analyst, draft.No)
		if err != nil || h.Reasons["few"] != 1 || h.Reasons["beside"] != 1 || h.Figures != 3 {
			t.Fatalf("would be hidden %v of %d: %v", h.Reasons, h.Figures, err)
		}
		see("before the release", "draft", "nothing")
		came, err := k.Release(t.Context(), k.analyst, draft.No)
		if err != nil || came.Given.Hidden["few"] != 1 {
			t.Fatalf("%+v, %v", came, err)
		}
		see("after it", "seen, hidden from others", "hidden")
		if p, err := k.Pending(t.Context(), k.analyst, k.n, 2025); err != nil || len(p.Drafts) > 0 {
			t.Errorf("what is hidden waits for a release: %+v, %v", p.Drafts, err)
		}
		again, err := k.Commit(t.Context(), k.analyst, k.mapped(t, "again.csv", small+"2026-02;T;900\n"), Sent{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := k.Release(t.Context(), k.analyst, again.No); err != nil {
			t.Fatal(err)
		}
		see("after the same once more", "seen, hidden from others", "hidden")
		if _, err := k.Undo(t.Context(), k.analyst, came.No); fault.Of(err).ID != "indicator.undo" && err != nil {
			t.Errorf("undo: %v", err)
		}
	})
}

func TestUndoBringsBackHiddenDrafts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := deskOn(t, d)
		text := strings.Join([]string{"Period;Sex;Registered unemployed people", "2026-01;T;1000", "2026-01;M;997", "2026-01;F;3", ""}, "\n")
		_, came := k.deliver(t, "small.csv", text)
		if _, err := k.Undo(t.Context(), k.analyst, came.No); err != nil {
			t.Fatal(err)
		}
		if got := k.counted(t, k.analyst); got != "draft" {
			t.Errorf("the own member: %s", got)
		}
		if got := k.counted(t, k.secretariat); got != "nothing" {
			t.Errorf("others: %s", got)
		}
	})
}

// Every count of the catalogue says whether it counts people, and what it is a
// part or the mean of is one of them.
func TestCountsSayWhatTheyCount(t *testing.T) {
	jobs := map[string]bool{"vacancies": true, "vacancies-notified": true, "vacancies-filled": true}
	for _, d := range Defined() {
		if (d.Counts != "") != (d.Group == "count" && !jobs[d.Code]) {
			t.Errorf("%s counts %q", d.Code, d.Counts)
		}
		if of := d.PartOf + d.MeanOf; of != "" {
			if whole, ok := defined(own, of); !ok || whole.Counts != d.Counts {
				t.Errorf("%s is of %s, which counts %q", d.Code, of, whole.Counts)
			}
		}
	}
}
