package discussion

import (
	"strings"
	"testing"
	"time"

	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/mail"
	"pesnet/network"
)

// demo is a service on the demonstration, with its network AURORA.
type demo struct {
	*Service
	aurora network.Network
	t      *testing.T
}

func each(t *testing.T, test func(d *demo)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		now := func() time.Time { return time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC) }
		networks := network.New(d, now)
		s := New(d, now, networks)
		for range 2 { // the second finds everything there
			if err := networks.Demo(t.Context()); err != nil {
				t.Fatal(err)
			}
			if err := s.Demo(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		n, err := networks.Network(t.Context(), network.Who{}, "AURORA")
		if err != nil {
			t.Fatal(err)
		}
		test(&demo{s, n, t})
	})
}

// as is somebody of the demonstration with a role for an organisation.
func (d *demo) as(login, role, organisation string) (who network.Who) {
	d.t.Helper()
	err := d.db.Read(d.t.Context(), func(tx *db.Tx) error {
		p, err := network.PersonByLogin(tx, login)
		if err != nil {
			return err
		}
		o, err := network.OrganisationByCode(tx, organisation)
		who = network.Who{Person: p, Roles: []network.Role{{Network: d.aurora.ID, Organisation: o.ID, Role: role}}}
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return who
}

func (d *demo) secretary() network.Who {
	who := d.as("secretariat", network.Secretariat, "AUR-SECRETARIAT")
	who.Roles[0].Organisation = ""
	return who
}

func (d *demo) analyst() network.Who { return d.as("analyst", network.Analyst, "AUR-GINTARA") }

func (d *demo) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *demo) refused(id string, err error) {
	d.t.Helper()
	if err == nil || fault.All(err)[0].ID != id {
		d.t.Errorf("%v, and not refused as %s", err, id)
	}
}

// Tests rule discussion.write.
func TestWhoJoinsWritesAndTheOthersHearOfIt(t *testing.T) {
	each(t, func(d *demo) {
		ctx, ona := t.Context(), d.analyst()
		_, err := d.Answer(ctx, ona, d.aurora, "employers", 1, "We call on the first day.", "en")
		d.refused("discussion.write", err)
		d.must(d.Join(ctx, ona, d.aurora, "employers"))
		d.must(d.Join(ctx, ona, d.aurora, "employers"))
		p, err := d.Answer(ctx, ona, d.aurora, "employers", 1, "  We call on the first day.  ", "en")
		d.must(err)
		talk, err := d.Thread(ctx, ona, d.aurora, "employers", 1)
		d.must(err)
		if last := talk.Posts[len(talk.Posts)-1]; last.No != p.No || last.Text != "We call on the first day." || talk.Names[last.Author] != ona.Name {
			t.Errorf("the thread ends with %+v", last)
		}
		var told []mail.Delivery
		d.must(d.db.Read(ctx, func(tx *db.Tx) error {
			told, err = mail.Dispatch(tx, "group employers")
			return err
		}))
		g, err := d.Group(ctx, ona, d.aurora, "employers")
		d.must(err)
		if len(told) != len(g.People)-1 {
			t.Errorf("%d people are in the group, %d letters wait", len(g.People), len(told))
		}
		for _, one := range told {
			if one.To == ona.ID || strings.Contains(one.Subject, ona.Name) {
				t.Errorf("the author is written to, or named: %+v", one)
			}
		}
		d.must(d.Leave(ctx, ona, d.aurora, "employers"))
		_, err = d.Begin(ctx, ona, d.aurora, "employers", "A question", "Who?", "en")
		d.refused("discussion.write", err)
	})
}

func TestWhatIsWrongWithAThreadIsSaidAndNothingIsWritten(t *testing.T) {
	each(t, func(d *demo) {
		ctx, ona := t.Context(), d.analyst()
		d.must(d.Join(ctx, ona, d.aurora, "employers"))
		before, err := d.Group(ctx, ona, d.aurora, "employers")
		d.must(err)
		_, err = d.Begin(ctx, ona, d.aurora, "employers", " ", "Text", "en")
		d.refused("discussion.thread.title", err)
		_, err = d.Begin(ctx, ona, d.aurora, "employers", "Title", strings.Repeat("ž", longestPost+1), "en")
		d.refused("discussion.post.text", err)
		after, err := d.Group(ctx, ona, d.aurora, "employers")
		d.must(err)
		if len(after.Threads) != len(before.Threads) {
			t.Error("half a thread was written")
		}
		_, err = d.Thread(ctx, ona, d.aurora, "employers", 999)
		d.refused("discussion.thread.unknown", err)
		_, err = d.Group(ctx, ona, d.aurora, "nowhere")
		d.refused("discussion.group.unknown", err)
	})
}

// Tests rule discussion.hidden, rule discussion.hide and rule discussion.found.
func TestAHiddenPostIsFoundByNobody(t *testing.T) {
	each(t, func(d *demo) {
		ctx, chief, ona := t.Context(), d.secretary(), d.analyst()
		found, err := d.Search(ctx, ona, d.aurora, "en", "employer vacancies advertised")
		d.must(err)
		if len(found) != 0 {
			t.Errorf("not every word is there, and %d posts are found", len(found))
		}
		found, err = d.Search(ctx, ona, d.aurora, "en", "measuring calls")
		d.must(err)
		if len(found) == 0 {
			t.Fatal("words in another form find nothing")
		}
		at := Spot{found[0].Group.Code, found[0].Thread.No, found[0].Post.No, found[0].Post.Version}
		d.refused("network.may.secretariat", d.Hide(ctx, ona, d.aurora, at, "no reason", false))
		d.refused("discussion.hide", d.Hide(ctx, chief, d.aurora, at, "", false))
		d.must(d.Flag(ctx, ona, d.aurora, at))
		flags, err := d.Flagged(ctx, chief, d.aurora)
		d.must(err)
		if len(flags) != 1 {
			t.Errorf("%d posts are to be looked at", len(flags))
		}
		none, err := d.Flagged(ctx, ona, d.aurora)
		d.must(err)
		if len(none) != 0 {
			t.Error("who does not moderate sees what is to be looked at")
		}
		d.must(d.Hide(ctx, chief, d.aurora, at, "names a person", false))
		d.refused("network.changed-meanwhile", d.Hide(ctx, chief, d.aurora, at, "again", false))
		again, err := d.Search(ctx, ona, d.aurora, "en", "measuring calls")
		d.must(err)
		if len(again) != len(found)-1 {
			t.Errorf("%d posts were found, now %d", len(found), len(again))
		}
		talk, err := d.Thread(ctx, ona, d.aurora, at.Group, at.Thread)
		d.must(err)
		for _, p := range talk.Posts {
			if p.No == at.Post && (p.Text != "" || p.Why != "" || p.Author != "") {
				t.Errorf("a stranger reads %+v", p)
			}
		}
		at.Version++
		d.must(d.Hide(ctx, chief, d.aurora, at, "", true))
		if again, _ = d.Search(ctx, ona, d.aurora, "en", "measuring calls"); len(again) != len(found) {
			t.Error("what is shown again is not found")
		}
	})
}

// Tests rule discussion.rewrite.
func TestAPostIsChangedByItsAuthorAlone(t *testing.T) {
	each(t, func(d *demo) {
		ctx, ona := t.Context(), d.analyst()
		author := d.as("employers", "employer_counsellor", "AUR-GINTARA")
		at := Spot{"employers", 1, 1, 1}
		d.refused("network.may.personally", d.Rewrite(ctx, ona, d.aurora, at, "Mine"))
		d.refused("network.may.personally", d.Rewrite(ctx, d.secretary(), d.aurora, at, "Mine"))
		d.must(d.Rewrite(ctx, author, d.aurora, at, "We call within three days."))
		d.refused("network.changed-meanwhile", d.Rewrite(ctx, author, d.aurora, at, "Lost"))
		talk, err := d.Thread(ctx, ona, d.aurora, "employers", 1)
		d.must(err)
		if p := talk.Posts[0]; p.Text != "We call within three days." || p.Changed.IsZero() {
			t.Errorf("it says %+v", p)
		}
		if found, err := d.Search(ctx, ona, d.aurora, "en", "advertisement matters"); err != nil || len(found) != 0 {
			t.Errorf("the old words still find it: %v, %v", found, err)
		}
	})
}

func TestAGroupIsMadeChangedAndClosedByTheSecretariat(t *testing.T) {
	each(t, func(d *demo) {
		ctx, chief := t.Context(), d.secretary()
		_, err := d.PutGroup(ctx, d.analyst(), d.aurora, Group{Kind: "topic", Name: lang.Text{"en": "New"}})
		d.refused("network.may.secretariat", err)
		g, err := d.PutGroup(ctx, chief, d.aurora, Group{Kind: "topic", Name: lang.Text{"lt": "Employers"}})
		d.must(err)
		if g.Code != "employers-2" {
			t.Errorf("its code is %s", g.Code)
		}
		g.Closed = "2026-11-21"
		_, err = d.PutGroup(ctx, chief, d.aurora, g)
		d.must(err)
		_, err = d.PutGroup(ctx, chief, d.aurora, g)
		d.refused("network.changed-meanwhile", err)
		d.must(d.Join(ctx, chief, d.aurora, g.Code))
		_, err = d.Begin(ctx, chief, d.aurora, g.Code, "Title", "Text", "en")
		d.refused("discussion.group.closed", err)
		d.must(d.Close(ctx, chief, d.aurora, "employers", 1, true))
		d.must(d.Join(ctx, d.analyst(), d.aurora, "employers"))
		_, err = d.Answer(ctx, d.analyst(), d.aurora, "employers", 1, "Late", "en")
		d.refused("discussion.thread.closed", err)
	})
}

// Tests rule discussion.announce.
func TestAMemberAnnouncesItsOwnAndOthersReadWhatIsForThem(t *testing.T) {
	each(t, func(d *demo) {
		ctx := t.Context()
		ona := d.as("representative", network.Representative, "AUR-JUTRZENA")
		own := Announcement{Organisation: ona.Roles[0].Organisation, Kind: "news", Day: "2026-11-21", Title: lang.Text{"en": "A new office"}}
		foreign := own
		foreign.Organisation = d.as("chair", "chair", "AUR-ORESOL").Roles[0].Organisation
		_, err := d.Announce(ctx, ona, d.aurora, foreign)
		d.refused("network.may.own-voice", err)
		a, err := d.Announce(ctx, ona, d.aurora, own)
		d.must(err)
		count := func(who network.Who) int {
			all, err := d.Announcements(ctx, who, d.aurora, firstDay, lastDay)
			d.must(err)
			return len(all)
		}
		if inside, outside := count(d.analyst()), count(network.Who{}); inside != 4 || outside != 2 {
			t.Errorf("inside %d, outside %d", inside, outside)
		}
		_, err = d.Announcement(ctx, network.Who{}, d.aurora, a.No)
		d.refused("network.may.sign-in", err)
		a.Public, a.Organisation = true, foreign.Organisation
		_, err = d.Announce(ctx, ona, d.aurora, a)
		d.refused("network.may.own-voice", err)
		d.refused("discussion.announcement.why", d.Withdraw(ctx, ona, d.aurora, a.No, a.Version, " "))
		d.must(d.Withdraw(ctx, ona, d.aurora, a.No, a.Version, "moved"))
		if inside := count(d.analyst()); inside != 3 {
			t.Errorf("inside %d are left", inside)
		}
	})
}

func TestWhoIsForgottenHasWrittenWithoutAName(t *testing.T) {
	each(t, func(d *demo) {
		author := d.as("employers", "employer_counsellor", "AUR-GINTARA")
		d.must(d.db.Write(t.Context(), func(tx *db.Tx) error {
			kept, err := Kept(tx, author.ID)
			if w := kept.(Written); err != nil || len(w.Groups) != 1 || len(w.Posts) != 1 {
				t.Errorf("kept: %+v, %v", kept, err)
			}
			return Forget(tx, author.ID, d.now())
		}))
		talk, err := d.Thread(t.Context(), d.analyst(), d.aurora, "employers", 1)
		d.must(err)
		if talk.Posts[0].Author != "" || talk.Posts[0].Text == "" {
			t.Errorf("%+v", talk.Posts[0])
		}
	})
}

func TestEveryDeedIsRecordedWithoutItsText(t *testing.T) {
	each(t, func(d *demo) {
		d.must(d.Join(t.Context(), d.analyst(), d.aurora, "employers"))
		_, err := d.Answer(t.Context(), d.analyst(), d.aurora, "employers", 1, "Unrepeatable words", "en")
		d.must(err)
		d.must(d.db.Read(t.Context(), func(tx *db.Tx) error {
			all, err := audit.Search(tx, audit.Query{Network: d.aurora.ID, Action: "discussion.write", Limit: 10})
			if err != nil || len(all) != 1 || strings.Contains(all[0].JSON, "Unrepeatable") {
				t.Errorf("recorded: %+v, %v", all, err)
			}
			return nil
		}))
	})
}
