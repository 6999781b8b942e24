package report

import (
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/network"
)

// demo is a service on the demonstration, with its network AURORA, on a day
// that a test may move.
type demo struct {
	*Service
	aurora network.Network
	day    time.Time
	t      *testing.T
}

func each(t *testing.T, test func(d *demo)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		one := &demo{day: time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC), t: t}
		now := func() time.Time { return one.day }
		networks := network.New(d, now)
		one.Service = New(d, now, networks)
		for range 2 { // the second finds everything there
			one.must(networks.Demo(t.Context()))
			one.must(one.Demo(t.Context()))
		}
		n, err := networks.Network(t.Context(), network.Who{}, "AURORA")
		one.must(err)
		one.aurora = n
		test(one)
	})
}

func (d *demo) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *demo) refused(id string, err error) {
	d.t.Helper()
	if idOf(err) != id {
		d.t.Errorf("%v, and not refused as %s", err, id)
	}
}

// as is somebody of the demonstration with a role; in the network itself where
// no organisation is named.
func (d *demo) as(login, role, organisation string) (who network.Who) {
	d.t.Helper()
	d.must(d.db.Read(d.t.Context(), func(tx *db.Tx) error {
		p, err := network.PersonByLogin(tx, login)
		if err != nil {
			return err
		}
		r := network.Role{Network: d.aurora.ID, Role: role}
		if organisation != "" {
			o, err := network.OrganisationByCode(tx, organisation)
			if err != nil {
				return err
			}
			r.Organisation = o.ID
		}
		who = network.Who{Person: p, Roles: []network.Role{r}}
		return nil
	}))
	return who
}

func (d *demo) version(year int) int64 {
	d.t.Helper()
	f, err := d.Report(d.t.Context(), network.Operator, d.aurora, year)
	d.must(err)
	return f.Version
}

// Tests rule report.read, rule report.adopt, rule report.frozen and rule
// report.publish.
func TestAReportGoesFromItsDraftToEverybody(t *testing.T) {
	each(t, func(d *demo) {
		ctx, chief, inside, nobody := t.Context(), d.as("secretariat", network.Secretariat, ""), d.as("analyst", network.Analyst, "AUR-GINTARA"), network.Who{}
		_, err := d.Report(ctx, nobody, d.aurora, 2026)
		d.refused("network.may.sign-in", err)
		f, err := d.Report(ctx, inside, d.aurora, 2026)
		d.must(err)
		if len(f.Chapters) != len(counts) || f.MayChange {
			t.Errorf("people of the network see %+v", f)
		}
		d.refused("network.may.secretariat", d.Write(ctx, inside, d.aurora, 2026, f.Version, "en", "Mine", ""))
		d.must(d.Write(ctx, chief, d.aurora, 2026, f.Version, "en", "A good year.", "The next will be better."))
		d.refused("network.changed-meanwhile", d.Write(ctx, chief, d.aurora, 2026, f.Version, "en", "Lost", ""))
		d.refused("report.adopt", d.Adopt(ctx, chief, d.aurora, 2026, d.version(2026), "D-2026-9"))
		d.refused("report.publish", d.Publish(ctx, chief, d.aurora, 2026, d.version(2026)))

		d.day = time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)
		d.must(d.Adopt(ctx, chief, d.aurora, 2026, d.version(2026), "D-2027-3"))
		d.refused("report.frozen", d.Write(ctx, chief, d.aurora, 2026, d.version(2026), "en", "Other words", ""))
		d.refused("report.frozen", d.Adopt(ctx, chief, d.aurora, 2026, d.version(2026), "D-2027-4"))
		_, err = d.Report(ctx, nobody, d.aurora, 2026)
		d.refused("network.may.sign-in", err)
		d.must(d.Publish(ctx, chief, d.aurora, 2026, d.version(2026)))

		open, err := d.Report(ctx, nobody, d.aurora, 2026)
		d.must(err)
		if !open.Whole || open.Inside || open.Opening.In("en") != "A good year." || len(open.Since) != 0 {
			t.Errorf("everybody reads %+v", open)
		}
		if _, members, _ := Find(open.Chapters, "members", "members"); members.Value() == 0 {
			t.Error("the published figures are gone")
		}
		_, _, err = d.Rows(ctx, nobody, d.aurora, 2026, "members", "members")
		d.refused("network.may.sign-in", err)
		all, err := d.Reports(ctx, nobody, d.aurora)
		d.must(err)
		if len(all) != 1 || all[0].Year != 2026 {
			t.Errorf("everybody is offered %+v", all)
		}
	})
}

// Tests rule report.frozen: on the database itself.
func TestNoStatementWritesWhatIsFrozen(t *testing.T) {
	each(t, func(d *demo) {
		ctx, chief := t.Context(), d.as("secretariat", network.Secretariat, "")
		d.day = time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)
		d.must(d.Adopt(ctx, chief, d.aurora, 2026, d.version(2026), "D-2027-3"))
		d.must(d.db.Write(ctx, func(tx *db.Tx) error {
			r, err := reportOf(tx, d.aurora.ID, 2026)
			if err != nil {
				return err
			}
			r.Opening = plain("forged")
			if n, err := updateReport(tx, r); n != 0 || err != nil {
				t.Errorf("%d rows were written, %v", n, err)
			}
			return nil
		}))
	})
}

// Tests rule report.proposal.
func TestProposalsAreMadeByMembersAndAnswered(t *testing.T) {
	each(t, func(d *demo) {
		ctx, chief, voice := t.Context(), d.as("secretariat", network.Secretariat, ""), d.as("representative", network.Representative, "AUR-JUTRZENA")
		_, err := d.Propose(ctx, d.as("analyst", network.Analyst, "AUR-GINTARA"), d.aurora, Proposal{Year: 2026, Title: "Mine"})
		d.refused("network.may.own-voice", err)
		_, err = d.Propose(ctx, voice, d.aurora, Proposal{Year: 2026, Organisation: voice.Roles[0].Organisation})
		d.refused("report.proposal.title", err)
		p, err := d.Propose(ctx, voice, d.aurora, Proposal{Year: 2026, Organisation: voice.Roles[0].Organisation, Title: "Meet online in winter"})
		d.must(err)
		p.State = "declined"
		d.refused("report.proposal", d.Answer(ctx, chief, d.aurora, p))
		p.Answer = "The charter wants one meeting on site."
		d.refused("network.may.secretariat", d.Answer(ctx, voice, d.aurora, p))
		d.must(d.Answer(ctx, chief, d.aurora, p))
		d.refused("network.changed-meanwhile", d.Answer(ctx, chief, d.aurora, p))
		d.must(d.db.Write(ctx, func(tx *db.Tx) error {
			kept, err := Kept(tx, voice.ID)
			if mine, ok := kept.([]Proposed); err != nil || !ok || len(mine) != 1 {
				t.Errorf("kept of the person: %+v, %v", kept, err)
			}
			if err := Forget(tx, voice.ID, d.now()); err != nil {
				return err
			}
			one, err := proposalByNo(tx, d.aurora.ID, 2026, p.No)
			if one.MadeBy != "" || one.Title == "" {
				t.Errorf("forgotten: %+v", one)
			}
			return err
		}))
	})
}
