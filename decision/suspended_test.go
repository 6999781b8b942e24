package decision

import (
	"testing"
	"time"

	"pesnet/accession"
	"pesnet/body"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/lang"
)

// Tests rule decision.suspended.
func TestNobodyVotesForASuspendedMember(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, secretary, member := t.Context(), d.As("secretariat"), d.As("representative")
		var board body.Body
		d.Reading(func(tx *db.Tx) (err error) {
			board, err = body.ByCode(tx, d.Aurora.ID, "BOARD")
			return err
		})
		one, err := d.Propose(ctx, secretary, d.Aurora, Proposal{Body: board.ID, Text: "A statement is published."})
		d.Must(err)
		mine := d.Organisation("AUR-JUTRZENA")
		d.Must(d.Vote(ctx, member, d.Aurora, one.Code(), Ballot{Organisation: mine, Choice: Against}))
		s := accession.New(d.DB, d.Clock.Now, d.Networks)
		s.Words, s.URL = lang.All.In, "https://pesnet.example"
		a, err := s.Register(ctx, secretary, d.Aurora, "AUR-JUTRZENA")
		d.Must(err)
		d.Clock.Add(time.Hour)
		d.Must(s.Suspend(ctx, secretary, d.Aurora, a.No, accession.Decision{Source: "D 1/2026", Grounds: "Fees were not paid."}))
		for name, who := range map[string]string{"its representative": "representative", "the secretary": "secretariat"} {
			if err := d.Vote(ctx, d.As(who), d.Aurora, one.Code(), Ballot{Organisation: mine, Choice: For}); fault.ID(err) != "decision.suspended" {
				t.Errorf("%s votes: %v", name, err)
			}
		}
		f := d.look(one.Code())
		if len(f.Bench.Entitled) != 30 || len(f.Bench.Resting) != 1 || f.Now.Against != 0 || f.Now.Entitled != 30 || len(f.Own) != 0 {
			t.Errorf("%d are entitled, %v rest, %+v", len(f.Bench.Entitled), f.Bench.Resting, f.Now)
		}
		earlier := d.put("", "Decided at a meeting before.")
		if f := d.look(earlier.Code()); len(f.Bench.Entitled) != 31 {
			t.Errorf("a meeting that was held before has %d entitled, want 31", len(f.Bench.Entitled))
		}
		d.Must(s.Resume(ctx, secretary, d.Aurora, a.No, accession.Decision{Source: "D 2/2026"}))
		if f := d.look(one.Code()); f.Now.Against != 1 || f.Now.Entitled != 31 {
			t.Errorf("after the suspension its vote counts again: %+v", f.Now)
		}
	})
}
