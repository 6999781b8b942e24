package minutes

import (
	"testing"

	"pesnet/meeting"
)

// Tests rule decision.keeper of minutes.
func TestTheChairOfAGroupKeepsItsMinutes(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, chair := t.Context(), d.As("margus.valgesalu@rannavalgus.example")
		const group, board = "WG-DIGITAL-2026-1", "BOARD-2026-3"
		d.Want(d.Begin(ctx, chair, d.Aurora, board, "en"), "network.may.secretariat")
		d.Want(d.Begin(ctx, d.As("chair"), d.Aurora, board, "en"), "network.may.secretariat")
		d.Want(d.Begin(ctx, d.As("representative"), d.Aurora, group, "en"), "network.may.secretariat")
		d.Must(d.Begin(ctx, chair, d.Aurora, group, "en"))
		f, err := d.Minutes(ctx, chair, d.Aurora, group)
		d.Must(err)
		if !f.MayWrite || !f.ByBody || !f.Laid {
			t.Errorf("the chair may write %v, by the charter %v, which says so %v", f.MayWrite, f.ByBody, f.Laid)
		}
		count, behind, err := d.Save(ctx, chair, d.Aurora, group, []Edit{{Piece: f.Pieces[0].ID, Text: "Opened at ten.", Version: 1}})
		d.Must(err)
		if count != 1 || len(behind) != 0 {
			t.Errorf("%d saved, %d late", count, len(behind))
		}
		d.Must(d.Circulate(ctx, chair, d.Aurora, group))
		d.Must(d.Recall(ctx, chair, d.Aurora, group))
		if f, err = d.Minutes(ctx, chair, d.Aurora, group); err != nil || f.At.State != meeting.MinutesDrafted {
			t.Errorf("the meeting is %s, %v", f.At.State, err)
		}
		d.Must(d.Begin(ctx, d.As("secretariat"), d.Aurora, board, "en"))
		if f, err = d.Minutes(ctx, chair, d.Aurora, board); err != nil || f.MayWrite || f.Laid {
			t.Errorf("of the board the chair of a group may write %v; laid down %v, %v", f.MayWrite, f.Laid, err)
		}
	})
}
