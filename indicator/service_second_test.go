package indicator

import (
	"strings"
	"testing"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/fault"
	"pesnet/network"
	"pesnet/second"
)

// deliver brings a file of the analyst's and releases it.
func (k desk) deliver(t *testing.T, name, text string) (draft, came Batch) {
	t.Helper()
	draft, err := k.Commit(t.Context(), k.analyst, k.mapped(t, name, text), Sent{})
	if err == nil {
		came, err = k.Release(t.Context(), k.analyst, draft.No)
	}
	if err != nil {
		t.Fatal(err)
	}
	return draft, came
}

// Tests rule indicatorupload.correction.
func TestFiguresThatTheNetworkHasSeenAreChangedByTwoPeople(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := deskOn(t, d)
		ctx, seconds := t.Context(), second.New(d, k.now, network.New(d, k.now))
		seconds.Asks(k.Twofold())
		other := network.Who{Person: network.Person{ID: k.secretariat.ID}, Roles: []network.Role{{Network: k.n.ID, Organisation: k.own.Organisation, Role: network.Representative}}}
		waiting := func(who network.Who, want int) []second.Awaiting {
			t.Helper()
			all, err := seconds.Awaits(ctx, who, k.n)
			if err != nil || len(all) != want {
				t.Fatalf("%d wait, want %d: %v", len(all), want, err)
			}
			return all
		}
		const first = "Period;Registered unemployed people\n2026-01;1000\n2026-02;1100\n"
		if _, b := k.deliver(t, "first.csv", first); b.Source != released {
			t.Fatalf("what nobody has seen waits: %+v", b)
		}
		if _, b := k.deliver(t, "more.csv", first+"2026-03;1200\n"); b.Source != released {
			t.Fatalf("more, and the same once again, waits: %+v", b)
		}
		draft, b := k.deliver(t, "mended.csv", strings.Replace(first, "1100", "1101", 1))
		if b.No != draft.No || !b.Draft {
			t.Fatalf("one person has changed what the network has seen: %+v", b)
		}
		waiting(k.secretariat, 0) // of the network: no more than drafts do they see what waits
		id := waiting(other, 1)[0].ID
		if _, err := k.Release(ctx, k.analyst, draft.No); fault.Of(err).ID != "second.other" {
			t.Errorf("the first person releases it again: %v", err)
		}
		if err := seconds.Confirm(ctx, k.secretariat, k.n, id); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("somebody else than of the member confirms: %v", err)
		}
		if err := seconds.SendBack(ctx, k.secretariat, k.n, id); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("somebody else than of the member sends it back: %v", err)
		}
		if err := seconds.Confirm(ctx, other, k.n, id); err != nil {
			t.Fatal(err)
		}
		waiting(other, 0)
		if got := k.figureSeen(t, "2026-02"); got != 1101 {
			t.Errorf("the network sees %v", got)
		}
	})
}

// figureSeen is what everybody sees of the registered in a month.
func (k desk) figureSeen(t *testing.T, month string) float64 {
	t.Helper()
	lines, err := k.Lines(t.Context(), network.Who{}, k.n, Ask{Names: []Name{{own, "registered"}}, Orgs: []string{"AUR-GINTARA"}})
	if err != nil || len(lines) != 1 {
		t.Fatalf("%d lines: %v", len(lines), err)
	}
	for _, p := range lines[0].Points {
		if p.Period == month {
			return p.Value
		}
	}
	return -1
}
