package report

import (
	"testing"

	"pesnet/kit/db"
	"pesnet/network"
	"pesnet/network/networktest"
)

// demo is the service on the demonstration.
type demo struct {
	*Service
	*networktest.World
}

func open(w *networktest.World) *demo {
	w.Helper()
	d := &demo{New(w.DB, w.Clock.Now, w.Networks), w}
	for range 2 { // the second finds everything there
		w.Must(d.Demo(w.Context()))
	}
	return d
}

var each = networktest.Each(open)

func (d *demo) version(year int) int64 {
	d.Helper()
	f, err := d.Report(d.Context(), network.Operator, d.Aurora, year)
	d.Must(err)
	return f.Version
}

// Tests rule report.read, rule report.adopt, rule report.frozen and rule
// report.publish.
func TestAReportGoesFromItsDraftToEverybody(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, chief, inside, nobody := t.Context(), d.As("secretariat"), d.As("analyst"), network.Who{}
		_, err := d.Report(ctx, nobody, d.Aurora, 2026)
		d.Want(err, "network.may.sign-in")
		f, err := d.Report(ctx, inside, d.Aurora, 2026)
		d.Must(err)
		if len(f.Chapters) != len(counts) || f.MayChange {
			t.Errorf("people of the network see %+v", f)
		}
		d.Want(d.Write(ctx, inside, d.Aurora, 2026, f.Version, "en", "Mine", ""), "network.may.secretariat")
		d.Must(d.Write(ctx, chief, d.Aurora, 2026, f.Version, "en", "A good year.", "The next will be better."))
		d.Want(d.Write(ctx, chief, d.Aurora, 2026, f.Version, "en", "Lost", ""), "network.changed-meanwhile")
		d.Want(d.Adopt(ctx, chief, d.Aurora, 2026, d.version(2026), "D-2026-9"), "report.adopt")
		d.Want(d.Publish(ctx, chief, d.Aurora, 2026, d.version(2026)), "report.publish")

		d.Clock.On("2027-01-15")
		d.Must(d.Adopt(ctx, chief, d.Aurora, 2026, d.version(2026), "D-2027-3"))
		d.Want(d.Write(ctx, chief, d.Aurora, 2026, d.version(2026), "en", "Other words", ""), "report.frozen")
		d.Want(d.Adopt(ctx, chief, d.Aurora, 2026, d.version(2026), "D-2027-4"), "report.frozen")
		_, err = d.Report(ctx, nobody, d.Aurora, 2026)
		d.Want(err, "network.may.sign-in")
		d.Must(d.Publish(ctx, chief, d.Aurora, 2026, d.version(2026)))

		open, err := d.Report(ctx, nobody, d.Aurora, 2026)
		d.Must(err)
		if !open.Whole || open.Inside || open.Opening.In("en") != "A good year." || len(open.Since) != 0 {
			t.Errorf("everybody reads %+v", open)
		}
		if _, members, _ := Find(open.Chapters, "members", "members"); members.Value() == 0 {
			t.Error("the published figures are gone")
		}
		_, _, err = d.Rows(ctx, nobody, d.Aurora, 2026, "members", "members")
		d.Want(err, "network.may.sign-in")
		all, err := d.Reports(ctx, nobody, d.Aurora)
		d.Must(err)
		if len(all) != 1 || all[0].Year != 2026 {
			t.Errorf("everybody is offered %+v", all)
		}
	})
}

// Tests rule report.frozen: on the database itself.
func TestNoStatementWritesWhatIsFrozen(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, chief := t.Context(), d.As("secretariat")
		d.Clock.On("2027-01-15")
		d.Must(d.Adopt(ctx, chief, d.Aurora, 2026, d.version(2026), "D-2027-3"))
		d.Writing(func(tx *db.Tx) error {
			r, err := reportOf(tx, d.Aurora.ID, 2026)
			if err != nil {
				return err
			}
			r.Opening = plain("forged")
			if n, err := updateReport(tx, r); n != 0 || err != nil {
				t.Errorf("%d rows were written, %v", n, err)
			}
			return nil
		})
	})
}

// Tests rule report.proposal.
func TestProposalsAreMadeByMembersAndAnswered(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, chief, voice := t.Context(), d.As("secretariat"), d.As("representative")
		_, err := d.Propose(ctx, d.As("analyst"), d.Aurora, Proposal{Year: 2026, Title: "Mine"})
		d.Want(err, "network.may.own-voice")
		_, err = d.Propose(ctx, voice, d.Aurora, Proposal{Year: 2026, Organisation: voice.Roles[0].Organisation})
		d.Want(err, "report.proposal.title")
		p, err := d.Propose(ctx, voice, d.Aurora, Proposal{Year: 2026, Organisation: voice.Roles[0].Organisation, Title: "Meet online in winter"})
		d.Must(err)
		p.State = "declined"
		d.Want(d.Answer(ctx, chief, d.Aurora, p), "report.proposal")
		p.Answer = "The charter wants one meeting on site."
		d.Want(d.Answer(ctx, voice, d.Aurora, p), "network.may.secretariat")
		d.Must(d.Answer(ctx, chief, d.Aurora, p))
		d.Want(d.Answer(ctx, chief, d.Aurora, p), "network.changed-meanwhile")
		d.Writing(func(tx *db.Tx) error {
			kept, err := Kept(tx, voice.ID)
			if mine, ok := kept.([]Proposed); err != nil || !ok || len(mine) != 1 {
				t.Errorf("kept of the person: %+v, %v", kept, err)
			}
			if err := Forget(tx, voice.ID, d.now()); err != nil {
				return err
			}
			one, err := proposalByNo(tx, d.Aurora.ID, 2026, p.No)
			if one.MadeBy != "" || one.Title == "" {
				t.Errorf("forgotten: %+v", one)
			}
			return err
		})
	})
}
