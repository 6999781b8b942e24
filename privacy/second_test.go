package privacy

import (
	"encoding/json"
	"net/http"
	"testing"

	"pesnet/kit/fault"
	"pesnet/network"
)

// twoErase lets a second person confirm the erasure that request 1 asks for,
// which the charter of the demonstration wants.
func (d *demo) twoErase(first, second network.Who) {
	d.Helper()
	ctx := d.Context()
	if r, err := d.Request(ctx, second, d.Aurora, 1); err != nil || r.State == Decided {
		d.Errorf("one person alone has erased: %v %v", r.State, err)
	}
	if err := d.Decide(ctx, first, d.Aurora, 1, Decision{Outcome: "granted"}); fault.ID(err) != "second.other" {
		d.Errorf("the first person decides again: %v", err)
	}
	if err := d.Decide(ctx, second, d.Aurora, 1, Decision{Outcome: "partly", Exception: "17-3-b", Reason: "kept by law"}); fault.ID(err) != "second.waits" {
		d.Errorf("the second person decides otherwise: %v", err)
	}
	for who, want := range map[*network.Who]int{&first: 1, &second: 1} {
		if all, err := d.seconds.Awaits(ctx, *who, d.Aurora); err != nil || len(all) != want || all[0].Own != (who == &first) {
			d.Errorf("%s sees %+v waiting: %v", who.Name, all, err)
		}
	}
	all, err := d.seconds.Awaits(ctx, second, d.Aurora)
	d.Must(err)
	if err := d.seconds.Confirm(ctx, first, d.Aurora, all[0].ID); fault.ID(err) != "second.other" {
		d.Errorf("the first person confirms: %v", err)
	}
	if err := d.seconds.Confirm(ctx, d.As("representative"), d.Aurora, all[0].ID); fault.ID(err) != "network.may.data-office" {
		d.Errorf("somebody who may not decide confirms: %v", err)
	}
	if seen, err := d.seconds.Awaits(ctx, d.As("representative"), d.Aurora); err != nil || len(seen) > 0 {
		d.Errorf("somebody who may not decide sees %v: %v", seen, err)
	}
	d.Must(d.seconds.Confirm(ctx, second, d.Aurora, all[0].ID))
	if err := d.seconds.Confirm(ctx, second, d.Aurora, all[0].ID); fault.ID(err) != "second.gone" {
		d.Errorf("it is confirmed twice: %v", err)
	}
}

// What is sent back is not done, and may be begun again.
func TestAnErasureIsSentBack(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, ioana, eva, dario := t.Context(), d.As("careers"), d.As("secretariat"), d.As("auditor")
		_, err := d.Ask(ctx, ioana, d.Aurora, Request{Kind: "erasure"})
		d.Must(err)
		d.Must(d.CheckIdentity(ctx, eva, d.Aurora, 1, "document"))
		d.Must(d.Decide(ctx, eva, d.Aurora, 1, Decision{Outcome: "granted"}))
		all, err := d.seconds.Awaits(ctx, dario, d.Aurora)
		d.Must(err)
		if err := d.seconds.SendBack(ctx, d.As("representative"), d.Aurora, all[0].ID); fault.ID(err) != "network.may.data-office" {
			t.Errorf("somebody who may not decide sends it back: %v", err)
		}
		d.Must(d.seconds.SendBack(ctx, dario, d.Aurora, all[0].ID))
		if all, err = d.seconds.Awaits(ctx, dario, d.Aurora); err != nil || len(all) > 0 {
			t.Errorf("%d wait: %v", len(all), err)
		}
		d.Must(d.Decide(ctx, eva, d.Aurora, 1, Decision{Outcome: "refused", Exception: "17-3-b", Reason: "kept by law"}))
		if r, err := d.Request(ctx, eva, d.Aurora, 1); err != nil || r.State != Decided || r.Outcome != "refused" {
			t.Errorf("a refusal erases nothing and waits for nobody: %+v %v", r, err)
		}
	})
}

// A program of a second person confirms what the first has begun.
func TestAProgramConfirmsWhatWaits(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, doors := t.Context(), d.Doors(d.seconds)
		_, err := d.Ask(ctx, d.As("careers"), d.Aurora, Request{Kind: "erasure"})
		d.Must(err)
		d.Must(d.CheckIdentity(ctx, d.As("secretariat"), d.Aurora, 1, "document"))
		d.Must(d.Decide(ctx, d.As("secretariat"), d.Aurora, 1, Decision{Outcome: "granted"}))
		var waits []struct {
			ID, Action string
			Own        bool
		}
		const at = "/api/v1/networks/aurora/second"
		if err := json.Unmarshal(doors.Get("auditor", at).Body.Bytes(), &waits); err != nil || len(waits) != 1 || waits[0].Action != erasing || waits[0].Own {
			t.Fatalf("the second person sees %+v waiting: %v", waits, err)
		}
		for _, step := range []struct {
			login, path string
			want        int
		}{
			{"secretariat", "/confirm", http.StatusForbidden},
			{"representative", "/confirm", http.StatusForbidden},
			{"representative", "/back", http.StatusForbidden},
			{"auditor", "/confirm", http.StatusNoContent},
			{"auditor", "/back", http.StatusNotFound},
		} {
			if w := doors.JSON(step.login, http.MethodPost, at+"/"+waits[0].ID+step.path, ""); w.Code != step.want {
				t.Errorf("%s as %s: %d %s, want %d", step.path, step.login, w.Code, w.Body, step.want)
			}
		}
		if r, err := d.Request(ctx, d.As("auditor"), d.Aurora, 1); err != nil || r.State != Decided {
			t.Errorf("it is not done: %+v %v", r, err)
		}
	})
}
