package web

import (
	"fmt"
	"testing"
	"time"

	"pesnet/kit/fault"
)

// Tests rule web.pace.
func TestWhoAsksTooOftenWaits(t *testing.T) {
	now := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	p := NewPace(func() time.Time { return now }, 60, 120)
	taken := func(person, address string) (n int) {
		for p.take(person, address) == nil {
			n++
		}
		return n
	}
	if got := taken("ilse", "192.0.2.1"); got != 60 {
		t.Errorf("%d requests of a person are taken, want 60", got)
	}
	f := fault.Of(p.take("ilse", "192.0.2.9"))
	if f.Kind != fault.TooOften || f.ID != "web.pace" || f.Args[1] != 1 {
		t.Errorf("from another address the person is told %v %v", f.ID, f.Args)
	}
	if got := taken("halina", "192.0.2.1"); got != 60 {
		t.Errorf("%d requests of a colleague at the same address are taken, want 60", got)
	}
	if got := taken("", "192.0.2.1"); got != 120 {
		t.Errorf("%d requests of nobody are taken, want 120", got)
	}
	now = now.Add(10 * time.Second)
	if got := taken("ilse", ""); got != 10 {
		t.Errorf("ten seconds later %d are taken, want 10", got)
	}
	now = now.Add(time.Hour)
	if got := taken("ilse", ""); got != 60 {
		t.Errorf("an hour later %d are taken, want 60: nobody saves up", got)
	}
	if err := NewPace(nil, 0, 0).take("ilse", ""); err != nil {
		t.Errorf("without a limit: %v", err)
	}
}

// Many addresses fill no memory, and those that ask too often are still held
// back.
func TestManyAddressesAreNotRemembered(t *testing.T) {
	now := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	p := NewPace(func() time.Time { return now }, 60, 120)
	for i := range 3 * mostBuckets {
		if err := p.take("", fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
		now = now.Add(10 * time.Millisecond)
	}
	if len(p.left) > mostBuckets {
		t.Errorf("%d addresses are remembered, want %d at most", len(p.left), mostBuckets)
	}
}
