package decision

import (
	"testing"

	"pesnet/network"
)

// Tests rule decision.keeper.
func TestTheCharterSaysWhoKeepsTheMinutes(t *testing.T) {
	charter := network.Charter{
		{Rule: "minutes.kept_by", Value: "secretariat"},
		{Rule: "working_group.minutes_kept_by", Value: "body", From: "2022-01-01"},
		{Rule: "committee.minutes_kept_by", Value: "secretariat"},
	}
	for _, test := range []struct {
		name      string
		charter   network.Charter
		kind, day string
		own, laid bool
	}{
		{"nothing is laid down", nil, "working_group", "2026-01-01", false, false},
		{"the secretariat for all", charter, "board", "2026-01-01", false, true},
		{"groups keep their own", charter, "working_group", "2026-01-01", true, true},
		{"they did not yet", charter, "working_group", "2021-12-31", false, true},
		{"every body keeps its own", network.Charter{{Rule: "minutes.kept_by", Value: "body"}}, "board", "2026-01-01", true, true},
		{"but for one kind", network.Charter{{Rule: "minutes.kept_by", Value: "body"}, {Rule: "board.minutes_kept_by", Value: "secretariat"}}, "board", "2026-01-01", false, true},
	} {
		if own, laid := KeptByBody(test.charter, test.kind, test.day); own != test.own || laid != test.laid {
			t.Errorf("%s: its own %v, laid down %v; want %v, %v", test.name, own, laid, test.own, test.laid)
		}
	}
}

// Tests rule decision.keeper at the service.
func TestTheChairKeepsTheDecisionsOfAGroupThatKeepsItsOwn(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx := t.Context()
		chair, other, board := d.As("margus.valgesalu@rannavalgus.example"), d.As("stefano.montaureo@aurelina.example"), d.As("chair")
		one, err := d.Propose(ctx, chair, d.Aurora, Proposal{Meeting: "WG-DIGITAL-2026-1", Text: "Questions for the autumn are agreed."})
		d.Must(err)
		_, err = d.Propose(ctx, chair, d.Aurora, Proposal{Meeting: "BOARD-2026-3", Text: "Elsewhere."})
		d.Want(err, "network.may.secretariat")
		_, err = d.Propose(ctx, chair, d.Aurora, Proposal{Text: "To all by written procedure.", Limit: "2026-12-20"})
		d.Want(err, "network.may.secretariat")
		_, err = d.Propose(ctx, board, d.Aurora, Proposal{Meeting: "BOARD-2026-3", Text: "By the chair of the board."})
		d.Want(err, "network.may.secretariat")
		d.Want(d.Amend(ctx, other, d.Aurora, one.Code(), Amendment{Text: "Another", Version: 1}), "network.may.secretariat")
		f, err := d.Decision(ctx, chair, d.Aurora, one.Code())
		d.Must(err)
		if !f.MayKeep {
			t.Error("the page of the decision does not let the chair keep it")
		}
		_, err = d.AddAction(ctx, chair, d.Aurora, Task{Meeting: "BOARD-2026-3", Decision: one.Code(), Organisation: d.Organisation("AUR-GINTARA"), Text: "x", Due: "2026-12-01"})
		d.Want(err, "network.may.secretariat")
		a, err := d.AddAction(ctx, chair, d.Aurora, Task{Decision: one.Code(), Organisation: d.Organisation("AUR-GINTARA"), Text: "Write to the services", Due: "2026-12-01"})
		d.Must(err)
		a.Text, a.Version = "Write to the services soon", 1
		d.Must(d.ChangeAction(ctx, chair, d.Aurora, a.Code(), a))
		d.Must(d.VoteAll(ctx, chair, d.Aurora, one.Code(), For))
		closed, err := d.Close(ctx, chair, d.Aurora, one.Code(), Tally{})
		d.Must(err)
		if closed.State != Closed {
			t.Errorf("it is %s", closed.State)
		}
	})
}
