package programme

import (
	"net/url"
	"strings"
	"testing"

	"pesnet/body"
	"pesnet/decision"
	"pesnet/lang"
	"pesnet/meeting"
	"pesnet/network"
	"pesnet/privacy"
)

// Tests rule programme.adopting.
func TestAProgrammeIsAdoptedByADecisionOfTheRegister(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, eva := t.Context(), d.As("secretariat")
		bodies := body.New(d.DB, d.Clock.Now, d.Networks, privacy.New(d.DB, d.Clock.Now, d.Networks, d.Jobs()))
		meetings, decisions := meeting.New(d.DB, d.Clock.Now, d.Networks), decision.New(d.DB, d.Clock.Now, d.Networks)
		meetings.Words, decisions.Words = lang.All.In, lang.All.In
		d.Must(bodies.Demo(ctx))
		d.Must(meetings.Demo(ctx))
		propose := func(text string) decision.Decision {
			one, err := decisions.Propose(ctx, eva, d.Aurora, decision.Proposal{Meeting: "BOARD-2026-3", Type: "work_programme", Text: text, Public: true})
			d.Must(err)
			return one
		}
		running, taken := propose("Still to be voted on."), propose("The work programme 2027 is adopted.")
		d.Must(decisions.VoteAll(ctx, eva, d.Aurora, taken.Code(), decision.For))
		_, err := decisions.Close(ctx, eva, d.Aurora, taken.Code(), decision.Tally{})
		d.Must(err)

		w, err := d.Plan(ctx, eva, d.Aurora, 2027)
		d.Must(err)
		if len(w.Able) != 1 || w.Able[0].ID != taken.ID {
			t.Errorf("%d decisions could adopt it, want the one that was adopted", len(w.Able))
		}
		d.Want(d.Step(ctx, eva, d.Aurora, Plan{Year: 2027, State: Adopted, Decision: running.Code(), Adopted: "2026-11-20", Version: 1}), "programme.adopting")
		door := d.Doors(d)
		form := url.Values{"state": {"adopted"}, "decision": {strings.ToLower(taken.Code())}, "elsewhere": {"4/1"}, "version": {"1"}}
		if got := door.Post("secretariat", "/en/aurora/work/2027/state", form); got.Code != 303 {
			t.Fatalf("the form answers %d\n%s", got.Code, got.Body)
		}
		w, err = d.Plan(ctx, eva, d.Aurora, 2027)
		d.Must(err)
		if w.Decision != taken.Code() || w.DecisionID != taken.ID || w.Adopted != "2026-09-24" || w.Adopting.ID != taken.ID {
			t.Errorf("adopted by %q (%s) on %s", w.Decision, w.DecisionID, w.Adopted)
		}
		if page := door.Get("secretariat", "/en/aurora/work/2027").Body.String(); !strings.Contains(page, `href="/en/aurora`+taken.Path()+`"`) {
			t.Error("the page does not lead to the decision")
		}
		if w, err = d.Plan(ctx, network.Who{}, d.Aurora, 2027); err != nil || w.Adopting.ID != "" || w.Decision == "" {
			t.Errorf("before it is published a stranger is led to %q, reads %q, %v", w.Adopting.Text, w.Decision, err)
		}
		if page := door.Get("", "/en/aurora/work/2026").Body.String(); !strings.Contains(page, "AURORA-B-2025-4/2") {
			t.Error("the name of a decision that is kept elsewhere is not on the page")
		}
	})
}
