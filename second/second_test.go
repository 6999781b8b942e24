package second

import (
	"testing"

	"pgregory.net/rapid"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
	"pesnet/network/networktest"
)

type demo struct {
	*Service
	*networktest.World
}

func open(w *networktest.World) *demo { return &demo{New(w.DB, w.Clock.Now, w.Networks), w} }

var each = networktest.Each(open)

// Tests rule second.other.
func TestNobodyConfirmsTheirOwn(t *testing.T) {
	c := network.Charter{{Rule: fourEyes, Value: "privacy.erasure indicator.release", From: "2020", To: "2024"}}
	for action, want := range map[string]bool{"privacy.erasure": true, "indicator.release": true, "indicator.rel": false, "": false} {
		if got := twice(c, action, "2023-05-01"); got != want {
			t.Errorf("%q asks for two people: %v", action, got)
		}
	}
	if twice(c, "privacy.erasure", "2025-01-01") || twice(c, "privacy.erasure", "2019-12-31") || twice(network.Charter{}, "privacy.erasure", "2023-05-01") {
		t.Error("a rule that does not hold asks for two people")
	}
	people := []string{"ilse", "halina", "mads", ""}
	rapid.Check(t, func(t *rapid.T) {
		a := Awaited{Person: rapid.SampledFrom(people[:3]).Draw(t, "first"), What: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "what")}
		by, what := rapid.SampledFrom(people).Draw(t, "second"), rapid.SampledFrom([]string{"a", "b"}).Draw(t, "confirmed")
		err := a.Confirmed(network.Who{Person: network.Person{ID: by}}, what)
		if want := by != "" && by != a.Person && what == a.What; (err == nil) != want {
			t.Errorf("what %s has begun as %s, %s confirms as %s: %v", a.Person, a.What, by, what, err)
		}
	})
}

// Whatever people begin, confirm and send back, in any order: what is done was
// begun by one and confirmed by another, and just as it was begun.
func TestWhatIsDoneTwoPeopleWanted(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		people := []network.Who{d.As("secretariat"), d.As("auditor"), d.As("administrator")}
		rapid.Check(t, func(rt *rapid.T) {
			begun := map[string]Awaited{} // by subject
			for range rapid.IntRange(1, 12).Draw(rt, "steps") {
				who := rapid.SampledFrom(people).Draw(rt, "who")
				a := Awaited{Network: d.Aurora.ID, Action: "privacy.erasure", Subject: rapid.SampledFrom([]string{"request 901", "request 902"}).Draw(rt, "subject"),
					What: rapid.SampledFrom([]string{`"granted"`, `"partly"`}).Draw(rt, "what"), Person: who.ID, At: d.now()}
				first, waits := begun[a.Subject]
				now := false
				err := d.DB.Write(t.Context(), func(tx *db.Tx) (err error) {
					now, err = Enough(tx, who, a, "2026-11-21")
					return err
				})
				switch {
				case !waits:
					if now || err != nil {
						rt.Fatalf("the first person: done %v, %v", now, err)
					}
					begun[a.Subject] = a
				case first.Person == who.ID || first.What != a.What:
					if now || fault.Of(err).Kind == fault.Defect {
						rt.Fatalf("%s after %s: done %v, %v", a.What, first.What, now, err)
					}
				default:
					if !now || err != nil {
						rt.Fatalf("the second person: done %v, %v", now, err)
					}
					delete(begun, a.Subject)
				}
			}
			emptied(d)
		})
	})
}

func emptied(d *demo) {
	d.Writing(func(tx *db.Tx) error {
		all, err := awaitedIn(tx, d.Aurora.ID)
		for _, a := range all {
			if err == nil {
				_, err = deleteAwaited(tx, a.ID)
			}
		}
		return err
	})
}
