package discussion

import (
	"strings"
	"testing"

	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/lang"
	"pesnet/kit/mail"
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

// Tests rule discussion.write.
func TestWhoJoinsWritesAndTheOthersHearOfIt(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, ona := t.Context(), d.As("analyst")
		_, err := d.Answer(ctx, ona, d.Aurora, "employers", 1, "We call on the first day.", "en")
		d.Want(err, "discussion.write")
		d.Must(d.Join(ctx, ona, d.Aurora, "employers"))
		d.Must(d.Join(ctx, ona, d.Aurora, "employers"))
		p, err := d.Answer(ctx, ona, d.Aurora, "employers", 1, "  We call on the first day.  ", "en")
		d.Must(err)
		talk, err := d.Thread(ctx, ona, d.Aurora, "employers", 1)
		d.Must(err)
		if last := talk.Posts[len(talk.Posts)-1]; last.No != p.No || last.Text != "We call on the first day." || talk.Names[last.Author] != ona.Name {
			t.Errorf("the thread ends with %+v", last)
		}
		var told []mail.Delivery
		d.Reading(func(tx *db.Tx) error {
			told, err = mail.Dispatch(tx, "group employers")
			return err
		})
		g, err := d.Group(ctx, ona, d.Aurora, "employers")
		d.Must(err)
		if len(told) != len(g.People)-1 {
			t.Errorf("%d people are in the group, %d letters wait", len(g.People), len(told))
		}
		for _, one := range told {
			if one.To == ona.ID || strings.Contains(one.Subject, ona.Name) {
				t.Errorf("the author is written to, or named: %+v", one)
			}
		}
		d.Must(d.Leave(ctx, ona, d.Aurora, "employers"))
		_, err = d.Begin(ctx, ona, d.Aurora, "employers", "A question", "Who?", "en")
		d.Want(err, "discussion.write")
	})
}

func TestWhatIsWrongWithAThreadIsSaidAndNothingIsWritten(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, ona := t.Context(), d.As("analyst")
		d.Must(d.Join(ctx, ona, d.Aurora, "employers"))
		before, err := d.Group(ctx, ona, d.Aurora, "employers")
		d.Must(err)
		_, err = d.Begin(ctx, ona, d.Aurora, "employers", " ", "Text", "en")
		d.Want(err, "discussion.thread.title")
		_, err = d.Begin(ctx, ona, d.Aurora, "employers", "Title", strings.Repeat("ž", longestPost+1), "en")
		d.Want(err, "discussion.post.text")
		after, err := d.Group(ctx, ona, d.Aurora, "employers")
		d.Must(err)
		if len(after.Threads) != len(before.Threads) {
			t.Error("half a thread was written")
		}
		_, err = d.Thread(ctx, ona, d.Aurora, "employers", 999)
		d.Want(err, "discussion.thread.unknown")
		_, err = d.Group(ctx, ona, d.Aurora, "nowhere")
		d.Want(err, "discussion.group.unknown")
	})
}

// Tests rule discussion.hidden, rule discussion.hide and rule discussion.found.
func TestAHiddenPostIsFoundByNobody(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, chief, ona := t.Context(), d.As("secretariat"), d.As("analyst")
		found, err := d.Search(ctx, ona, d.Aurora, "en", "employer vacancies advertised")
		d.Must(err)
		if len(found) != 0 {
			t.Errorf("not every word is there, and %d posts are found", len(found))
		}
		found, err = d.Search(ctx, ona, d.Aurora, "en", "measuring calls")
		d.Must(err)
		if len(found) == 0 {
			t.Fatal("words in another form find nothing")
		}
		at := Spot{found[0].Group.Code, found[0].Thread.No, found[0].Post.No, found[0].Post.Version}
		d.Want(d.Hide(ctx, ona, d.Aurora, at, "no reason", false), "network.may.secretariat")
		d.Want(d.Hide(ctx, chief, d.Aurora, at, "", false), "discussion.hide")
		d.Must(d.Flag(ctx, ona, d.Aurora, at))
		flags, err := d.Flagged(ctx, chief, d.Aurora)
		d.Must(err)
		if len(flags) != 1 {
			t.Errorf("%d posts are to be looked at", len(flags))
		}
		none, err := d.Flagged(ctx, ona, d.Aurora)
		d.Must(err)
		if len(none) != 0 {
			t.Error("who does not moderate sees what is to be looked at")
		}
		d.Must(d.Hide(ctx, chief, d.Aurora, at, "names a person", false))
		d.Want(d.Hide(ctx, chief, d.Aurora, at, "again", false), "network.changed-meanwhile")
		again, err := d.Search(ctx, ona, d.Aurora, "en", "measuring calls")
		d.Must(err)
		if len(again) != len(found)-1 {
			t.Errorf("%d posts were found, now %d", len(found), len(again))
		}
		talk, err := d.Thread(ctx, ona, d.Aurora, at.Group, at.Thread)
		d.Must(err)
		for _, p := range talk.Posts {
			if p.No == at.Post && (p.Text != "" || p.Why != "" || p.Author != "") {
				t.Errorf("a stranger reads %+v", p)
			}
		}
		at.Version++
		d.Must(d.Hide(ctx, chief, d.Aurora, at, "", true))
		if again, _ = d.Search(ctx, ona, d.Aurora, "en", "measuring calls"); len(again) != len(found) {
			t.Error("what is shown again is not found")
		}
	})
}

// Tests rule discussion.rewrite.
func TestAPostIsChangedByItsAuthorAlone(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, ona := t.Context(), d.As("analyst")
		author := d.As("employers")
		at := Spot{"employers", 1, 1, 1}
		d.Want(d.Rewrite(ctx, ona, d.Aurora, at, "Mine"), "network.may.personally")
		d.Want(d.Rewrite(ctx, d.As("secretariat"), d.Aurora, at, "Mine"), "network.may.personally")
		d.Must(d.Rewrite(ctx, author, d.Aurora, at, "We call within three days."))
		d.Want(d.Rewrite(ctx, author, d.Aurora, at, "Lost"), "network.changed-meanwhile")
		talk, err := d.Thread(ctx, ona, d.Aurora, "employers", 1)
		d.Must(err)
		if p := talk.Posts[0]; p.Text != "We call within three days." || p.Changed.IsZero() {
			t.Errorf("it says %+v", p)
		}
		if found, err := d.Search(ctx, ona, d.Aurora, "en", "advertisement matters"); err != nil || len(found) != 0 {
			t.Errorf("the old words still find it: %v, %v", found, err)
		}
	})
}

func TestAGroupIsMadeChangedAndClosedByTheSecretariat(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, chief := t.Context(), d.As("secretariat")
		_, err := d.PutGroup(ctx, d.As("analyst"), d.Aurora, Group{Kind: "topic", Name: lang.Text{"en": "New"}})
		d.Want(err, "network.may.secretariat")
		g, err := d.PutGroup(ctx, chief, d.Aurora, Group{Kind: "topic", Name: lang.Text{"lt": "Employers"}})
		d.Must(err)
		if g.Code != "employers-2" {
			t.Errorf("its code is %s", g.Code)
		}
		g.Closed = "2026-11-21"
		_, err = d.PutGroup(ctx, chief, d.Aurora, g)
		d.Must(err)
		_, err = d.PutGroup(ctx, chief, d.Aurora, g)
		d.Want(err, "network.changed-meanwhile")
		d.Must(d.Join(ctx, chief, d.Aurora, g.Code))
		_, err = d.Begin(ctx, chief, d.Aurora, g.Code, "Title", "Text", "en")
		d.Want(err, "discussion.group.closed")
		d.Must(d.Close(ctx, chief, d.Aurora, "employers", 1, true))
		d.Must(d.Join(ctx, d.As("analyst"), d.Aurora, "employers"))
		_, err = d.Answer(ctx, d.As("analyst"), d.Aurora, "employers", 1, "Late", "en")
		d.Want(err, "discussion.thread.closed")
	})
}

// Tests rule discussion.announce.
func TestAMemberAnnouncesItsOwnAndOthersReadWhatIsForThem(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx := t.Context()
		ona := d.As("representative")
		own := Announcement{Organisation: ona.Roles[0].Organisation, Kind: "news", Day: "2026-11-21", Title: lang.Text{"en": "A new office"}}
		foreign := own
		foreign.Organisation = d.As("chair").Roles[0].Organisation
		_, err := d.Announce(ctx, ona, d.Aurora, foreign)
		d.Want(err, "network.may.own-voice")
		a, err := d.Announce(ctx, ona, d.Aurora, own)
		d.Must(err)
		count := func(who network.Who) int {
			all, err := d.Announcements(ctx, who, d.Aurora, firstDay, lastDay)
			d.Must(err)
			return len(all)
		}
		if inside, outside := count(d.As("analyst")), count(network.Who{}); inside != 4 || outside != 2 {
			t.Errorf("inside %d, outside %d", inside, outside)
		}
		_, err = d.Announcement(ctx, network.Who{}, d.Aurora, a.No)
		d.Want(err, "network.may.sign-in")
		a.Public, a.Organisation = true, foreign.Organisation
		_, err = d.Announce(ctx, ona, d.Aurora, a)
		d.Want(err, "network.may.own-voice")
		d.Want(d.Withdraw(ctx, ona, d.Aurora, a.No, a.Version, " "), "discussion.announcement.why")
		d.Must(d.Withdraw(ctx, ona, d.Aurora, a.No, a.Version, "moved"))
		if inside := count(d.As("analyst")); inside != 3 {
			t.Errorf("inside %d are left", inside)
		}
	})
}

func TestWhoIsForgottenHasWrittenWithoutAName(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		author := d.As("employers")
		d.Writing(func(tx *db.Tx) error {
			kept, err := Kept(tx, author.ID)
			if w := kept.(Written); err != nil || len(w.Groups) != 1 || len(w.Posts) != 1 {
				t.Errorf("kept: %+v, %v", kept, err)
			}
			return Forget(tx, author.ID, d.now())
		})
		talk, err := d.Thread(t.Context(), d.As("analyst"), d.Aurora, "employers", 1)
		d.Must(err)
		if talk.Posts[0].Author != "" || talk.Posts[0].Text == "" {
			t.Errorf("%+v", talk.Posts[0])
		}
	})
}

func TestEveryDeedIsRecordedWithoutItsText(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		d.Must(d.Join(t.Context(), d.As("analyst"), d.Aurora, "employers"))
		_, err := d.Answer(t.Context(), d.As("analyst"), d.Aurora, "employers", 1, "Unrepeatable words", "en")
		d.Must(err)
		d.Reading(func(tx *db.Tx) error {
			all, err := audit.Search(tx, audit.Query{Network: d.Aurora.ID, Action: "discussion.write", Limit: 10})
			if err != nil || len(all) != 1 || strings.Contains(all[0].JSON, "Unrepeatable") {
				t.Errorf("recorded: %+v, %v", all, err)
			}
			return nil
		})
	})
}
