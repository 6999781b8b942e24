package privacy

import (
	"testing"

	"pesnet/network"
)

// twoErase lets a second person confirm the erasure that request 1 asks for,
// which the charter of the demonstration wants.
func (d *demo) twoErase(first, second network.Who) {
	d.t.Helper()
	ctx := d.t.Context()
	if r, err := d.Request(ctx, second, d.aurora, 1); err != nil || r.State == Decided {
		d.t.Errorf("one person alone has erased: %v %v", r.State, err)
	}
	if err := d.Decide(ctx, first, d.aurora, 1, Decision{Outcome: "granted"}); id(err) != "networksecond.other" {
		d.t.Errorf("the first person decides again: %v", err)
	}
	if err := d.Decide(ctx, second, d.aurora, 1, Decision{Outcome: "partly", Exception: "17-3-b", Reason: "kept by law"}); id(err) != "networksecond.waits" {
		d.t.Errorf("the second person decides otherwise: %v", err)
	}
	for who, want := range map[*network.Who]int{&first: 1, &second: 1} {
		if all, err := d.networks.Awaits(ctx, *who, d.aurora); err != nil || len(all) != want || all[0].Own != (who == &first) {
			d.t.Errorf("%s sees %+v waiting: %v", who.Name, all, err)
		}
	}
	all, err := d.networks.Awaits(ctx, second, d.aurora)
	d.must(err)
	if err := d.networks.ConfirmSecond(ctx, first, d.aurora, all[0].ID); id(err) != "networksecond.other" {
		d.t.Errorf("the first person confirms: %v", err)
	}
	if err := d.networks.ConfirmSecond(ctx, d.as("representative"), d.aurora, all[0].ID); id(err) != "network.may.data-office" {
		d.t.Errorf("somebody who may not decide confirms: %v", err)
	}
	if seen, err := d.networks.Awaits(ctx, d.as("representative"), d.aurora); err != nil || len(seen) > 0 {
		d.t.Errorf("somebody who may not decide sees %v: %v", seen, err)
	}
	d.must(d.networks.ConfirmSecond(ctx, second, d.aurora, all[0].ID))
	if err := d.networks.ConfirmSecond(ctx, second, d.aurora, all[0].ID); id(err) != "networksecond.gone" {
		d.t.Errorf("it is confirmed twice: %v", err)
	}
}

// What is sent back is not done, and may be begun again.
func TestAnErasureIsSentBack(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, ioana, eva, dario := t.Context(), d.as("careers"), d.as("secretariat"), d.as("auditor")
		_, err := d.Ask(ctx, ioana, d.aurora, Request{Kind: "erasure"})
		d.must(err)
		d.must(d.CheckIdentity(ctx, eva, d.aurora, 1, "document"))
		d.must(d.Decide(ctx, eva, d.aurora, 1, Decision{Outcome: "granted"}))
		all, err := d.networks.Awaits(ctx, dario, d.aurora)
		d.must(err)
		if err := d.networks.SendBack(ctx, d.as("representative"), d.aurora, all[0].ID); id(err) != "network.may.data-office" {
			t.Errorf("somebody who may not decide sends it back: %v", err)
		}
		d.must(d.networks.SendBack(ctx, dario, d.aurora, all[0].ID))
		if all, err = d.networks.Awaits(ctx, dario, d.aurora); err != nil || len(all) > 0 {
			t.Errorf("%d wait: %v", len(all), err)
		}
		d.must(d.Decide(ctx, eva, d.aurora, 1, Decision{Outcome: "refused", Exception: "17-3-b", Reason: "kept by law"}))
		if r, err := d.Request(ctx, eva, d.aurora, 1); err != nil || r.State != Decided || r.Outcome != "refused" {
			t.Errorf("a refusal erases nothing and waits for nobody: %+v %v", r, err)
		}
	})
}
