package letter

import (
	"context"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"strings"
	"testing"
	"time"

	"pesnet/kit/calendar"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/mail"
	"pesnet/kit/mail/mailtest"
	"pesnet/lang"
	"pesnet/network"
	"pesnet/network/networktest"
	"pesnet/privacy"
)

// demo is the service on the demonstration, with a mail server.
type demo struct {
	*Service
	*networktest.World
	server *mailtest.Server
}

func open(w *networktest.World) *demo {
	w.Helper()
	privacies := privacy.New(w.DB, w.Clock.Now, w.Networks, w.Jobs())
	d := &demo{New(w.DB, w.Clock.Now, w.Networks, privacies, w.Jobs()), w, mailtest.Start(w)}
	d.Words, d.URL = lang.All.In, "https://example.org"
	d.Address = func(tx *db.Tx, person string) (string, error) {
		all, err := network.PersonsByID(tx, []string{person})
		if err != nil || len(all) == 0 || all[0].Login == "assessor" {
			return "", err
		}
		return all[0].Login + "@example.org", nil
	}
	var err error
	d.Sender.Server, err = mail.ServerAt(fmt.Sprintf("smtp://localhost:%d", d.server.Port), "AURORA <desk@example.org>")
	w.Must(err)
	return d
}

var each = networktest.Each(open)

// Tests rules letter.receiver and letter.feed.
func TestWhoSitsInABodyGetsItsLettersAndItsMeetings(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		guest, stranger := d.As("valea.analyst"), d.As("valea.secretariat")
		role := "member"
		d.Networks.Seats = func(_ *db.Tx, person, _ string) (seats []network.Seat, err error) {
			if person == guest.ID {
				seats = []network.Seat{{Network: d.Aurora.ID, Body: "board", Role: role}}
			}
			return seats, nil
		}
		board := network.Resource{Network: d.Aurora.ID, Body: "board"}
		need := func(action string) func(*mail.Letter) {
			return func(l *mail.Letter) { l.Need = []string{action, board.Network, "", board.Body} }
		}
		d.put("valea.analyst", "Of the board", need("meeting.read"))
		d.put("valea.secretariat", "Of the board", need("meeting.read"))
		d.put("valea.analyst", "Of its chair", need("meeting.change"))
		d.deliver()
		d.same("a member gets", d.taken(), []string{"valea.analyst: Of the board"})
		role = "chair"
		d.put("valea.analyst", "Of its chair today", need("meeting.change"))
		d.deliver()
		d.same("the chair gets", d.taken(), []string{"valea.analyst: Of the board", "valea.analyst: Of its chair today"})
		d.Feeds = append(d.Feeds, func(_ context.Context, tx *db.Tx, person string, now time.Time) ([]calendar.Event, error) {
			who, err := d.Networks.WhoIs(tx, person, now)
			if err != nil || !network.May(who, "meeting.read", board).Allowed {
				return nil, err
			}
			return []calendar.Event{{UID: "1", Starts: now, Ends: now.Add(time.Hour), Title: "Board", Stamp: now}}, nil
		})
		for who, want := range map[string]int{guest.Login: 1, stranger.Login: 0} {
			secret, err := d.MakeFeed(t.Context(), d.As(who), "")
			d.Must(err)
			_, events, err := d.Events(t.Context(), secret)
			d.Must(err)
			d.same("meetings of "+who, len(events), want)
		}
	})
}

// put writes a letter to somebody about the page of people, which whoever is
// in the network may see.
func (d *demo) put(login, subject string, change ...func(*mail.Letter)) (id string) {
	d.Helper()
	l := mail.Letter{To: d.As(login).ID, Kind: "meeting.announced", Need: []string{"network.read-roles", d.Aurora.ID}, Subject: subject, Text: subject, Link: "https://example.org/x", About: "meeting 1"}
	for _, c := range change {
		c(&l)
	}
	d.Writing(func(tx *db.Tx) (err error) {
		id, err = mail.Put(tx, d.now(), l)
		return err
	})
	return id
}

func (d *demo) deliver() {
	d.Helper()
	_, err := d.Send(d.Context(), network.Operator)
	d.Must(err)
}

// taken are the letters that the server has, as "to: subject".
func (d *demo) taken() (all []string) {
	d.Helper()
	for _, l := range d.server.Letters() {
		subject, err := new(mime.WordDecoder).DecodeHeader(l.Message.Header.Get("Subject"))
		d.Must(err)
		all = append(all, strings.TrimSuffix(l.To, "@example.org")+": "+subject)
	}
	return all
}

func (d *demo) same(what string, got, want any) {
	d.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		d.Errorf("%s: %v, want %v", what, got, want)
	}
}

func vilnius(text string) time.Time {
	zone, err := time.LoadLocation("Europe/Vilnius")
	if err != nil {
		panic(err)
	}
	t, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
	if err != nil {
		panic(err)
	}
	return t
}

// Tests rule letter.often.
func TestDigestsComeAtSeven(t *testing.T) {
	for _, test := range []struct{ name, often, now, want string }{
		{"before seven", Daily, "2026-11-20 06:59", "2026-11-20 07:00"},
		{"at seven", Daily, "2026-11-20 07:00", "2026-11-21 07:00"},
		{"the day before the clocks go forward", Daily, "2026-03-28 12:00", "2026-03-29 07:00"},
		{"the day before the clocks go back", Daily, "2026-10-24 12:00", "2026-10-25 07:00"},
		{"the week, from a Saturday", Weekly, "2026-11-21 12:00", "2026-11-23 07:00"},
		{"the week, early on Monday", Weekly, "2026-11-23 06:00", "2026-11-23 07:00"},
		{"the week, later on Monday", Weekly, "2026-11-23 08:00", "2026-11-30 07:00"},
	} {
		now := vilnius(test.now)
		if got := next(test.often, now, now.Location()); !got.Equal(vilnius(test.want)) {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
	if !next(AtOnce, vilnius("2026-11-21 12:00"), time.UTC).IsZero() {
		t.Error("what comes at once waits")
	}
}

// Tests rule letter.often.
func TestPeopleChooseHowOftenLettersCome(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		d.Must(d.Choose(t.Context(), d.As("analyst"), Choices{"meeting": Weekly}))
		d.Must(d.Choose(t.Context(), d.As("chair"), Choices{"meeting": Urgent}))
		d.same("a choice that is none", fault.ID(d.Choose(t.Context(), d.As("chair"), Choices{"meeting": "hourly"})), "letter.choice")
		d.put("analyst", "One")
		d.put("analyst", "Two")
		d.put("representative", "Three")
		d.put("chair", "Four")
		d.put("chair", "Five", func(l *mail.Letter) { l.Urgent = true })
		d.put("analyst", "Six", func(l *mail.Letter) { l.Calendar = []byte("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n") })
		d.deliver()
		d.same("at once", d.taken(), []string{"representative: Three", "chair: Five", "analyst: Six"})
		zone, err := time.LoadLocation(d.Aurora.Zone)
		d.Must(err)
		d.Clock.Set(time.Date(2026, 11, 23, 6, 59, 0, 0, zone))
		d.deliver()
		d.same("a minute before seven on Monday", len(d.taken()), 3)
		d.Clock.Set(time.Date(2026, 11, 23, 7, 0, 0, 0, zone))
		d.deliver()
		d.same("at seven on Monday", d.taken()[3:], []string{"analyst: Jūsų laukia 2 pranešimai"})
		last := d.server.Letters()[3]
		text, err := io.ReadAll(quotedprintable.NewReader(last.Message.Body))
		d.Must(err)
		for _, part := range []string{"* One", "* Two", "https://example.org/lt/my-mail"} {
			if !strings.Contains(string(text), part) {
				t.Errorf("the digest lacks %q:\n%s", part, text)
			}
		}
		all, err := d.Letters(t.Context(), d.As("secretariat"), d.Aurora, Asked{About: "meeting 1"})
		d.Must(err)
		states := map[string]string{}
		for _, one := range all {
			states[one.Subject] = one.State + " " + one.Reason
		}
		d.same("dispatched", states, map[string]string{"One": "sent ", "Two": "sent ", "Three": "sent ", "Four": "refused letter.refused.unwanted", "Five": "sent ", "Six": "sent "})
	})
}

// Tests rule letter.receiver.
func TestWhoMayIsAskedWhenALetterIsSent(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		d.Must(d.Choose(t.Context(), d.As("analyst"), Choices{"meeting": Daily}))
		for _, login := range []string{"analyst", "representative", "trainer", "assessor", "valea.analyst"} {
			d.put(login, "People")
		}
		d.put("chair", "Of the secretariat", func(l *mail.Letter) { l.Need = []string{"network.change", d.Aurora.ID} })
		d.put("chair", "Of nobody", func(l *mail.Letter) { l.Need = []string{"no.such-action", d.Aurora.ID} })
		d.put("representative", "Of one's own", func(l *mail.Letter) { l.Need = nil })
		left := d.As("trainer")
		d.Writing(func(tx *db.Tx) error { return network.Forget(tx, left.ID, d.now()) })
		d.deliver()
		d.same("taken", d.taken(), []string{"representative: People", "representative: Of one's own"})
		ended := d.As("analyst")
		d.Writing(func(tx *db.Tx) error { return network.Forget(tx, ended.ID, d.now()) })
		d.Clock.Add(24 * time.Hour)
		d.deliver()
		d.same("taken a day later", len(d.taken()), 2)
		all, _, err := d.Outbox(t.Context(), network.Operator)
		d.Must(err)
		reasons := map[string]int{}
		for _, one := range all {
			if one.State == mail.Refused {
				reasons[one.Reason]++
			}
		}
		d.same("refused", reasons, map[string]int{"letter.refused.address": 1, "network.may.in-network": 3, "network.may.secretariat": 1, "network.may": 1})
	})
}

func TestOnlyTheSecretariatSeesWhoGotWhat(t *testing.T) {
	d := open(networktest.Open(t))
	letter := d.put("analyst", "Private")
	for _, test := range []struct {
		name string
		do   func(network.Who) error
		may  string
	}{
		{"the list of a network", func(w network.Who) error { _, err := d.Letters(t.Context(), w, d.Aurora, Asked{}); return err }, "secretariat administrator"},
		{"the outbox", func(w network.Who) error { _, _, err := d.Outbox(t.Context(), w); return err }, "administrator"},
		{"a letter of it", func(w network.Who) error { _, _, err := d.Letter(t.Context(), w, letter); return err }, "administrator"},
		{"somebody's own", func(w network.Who) error { _, err := d.MyLetter(t.Context(), w, letter); return err }, "analyst"},
		{"to try again", func(w network.Who) error { return d.Retry(t.Context(), w, d.Aurora, letter) }, "secretariat administrator"},
		{"to send", func(w network.Who) error { _, err := d.Send(t.Context(), w); return err }, "administrator"},
		{"to remind", func(w network.Who) error { _, err := d.Remind(t.Context(), w); return err }, "administrator"},
	} {
		for _, login := range []string{"analyst", "representative", "secretariat", "administrator", "valea.secretariat"} {
			who := d.As(login)
			if login == "administrator" {
				who.Roles = []network.Role{{Role: network.Administrator}}
			}
			if got, want := test.do(who) == nil, strings.Contains(" "+test.may+" ", " "+login+" "); got != want {
				t.Errorf("%s for %s: %t, want %t", test.name, login, got, want)
			}
		}
		if test.do(network.Who{}) == nil {
			t.Errorf("%s is open to nobody known", test.name)
		}
	}
}

func TestALetterOfAnotherNetworkIsNotTriedAgain(t *testing.T) {
	d := open(networktest.Open(t))
	letter := d.put("analyst", "AURORA's")
	valea := d.Network("VALEA")
	d.same("by the secretariat of VALEA", fault.ID(d.Retry(t.Context(), d.As("valea.secretariat"), valea, letter)), "letter.unknown")
}

// Tests rule letter.reminder.
func TestAReminderGoesOnce(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		who := d.As("analyst")
		owed := func(day string) Owed {
			return Owed{Person: who.ID, Kind: "letter.demo.figures", Day: day, At: "/imports/new"}
		}
		d.Owes = append(d.Owes, func(_ context.Context, _ *db.Tx, n network.Network, _ string) ([]Owed, error) {
			if n.ID != d.Aurora.ID {
				return nil, nil
			}
			return []Owed{owed("2026-12-24"), owed("2026-11-20"), owed("2026-11-21"), owed("2026-11-24"), owed("2026-11-25"), owed(""), {Person: "gone", Kind: "letter.demo.figures", Day: "2026-11-22"}}, nil
		})
		for day, want := range []int{3, 1, 0, 0} { // the person who is gone is counted, and gets nothing
			n, err := d.Remind(t.Context(), network.Operator)
			d.Must(err)
			d.same(fmt.Sprintf("reminders on day %d", day), n, want)
			again, err := d.Remind(t.Context(), network.Operator)
			d.Must(err)
			d.same("asked twice", again, 0)
			d.Clock.AddDate(0, 0, 1)
		}
		d.deliver()
		d.same("sent", d.taken(), []string{"analyst: AURORA, iki 2026 m. lapkričio 21 d.: metų duomenys", "analyst: AURORA, iki 2026 m. lapkričio 24 d.: metų duomenys", "analyst: AURORA, iki 2026 m. lapkričio 25 d.: metų duomenys"})
		mine, err := d.OwedBy(t.Context(), who, d.Aurora)
		d.Must(err)
		d.same("owed", len(mine), 6)
		d.same("the first", mine[0].Day, "2026-11-20")
		d.same("the last", mine[5].Day, "")
		others, err := d.OwedBy(t.Context(), d.As("chair"), d.Aurora)
		d.Must(err)
		d.same("owed by another", len(others), 0)
	})
}

// Tests rule letter.reminder.
func TestTheCharterSaysWhenToRemind(t *testing.T) {
	d := open(networktest.Open(t))
	days, said, err := d.RemindDays(t.Context(), d.As("secretariat"), d.Aurora)
	d.Must(err)
	d.same("without a rule", fmt.Sprint(days, said), "3 false")
	d.Must(d.Networks.PutTerm(t.Context(), d.As("secretariat"), d.Aurora, network.Term{Rule: "reminder.days", Value: "7", From: "2026-01-01", Source: "Board"}))
	days, said, err = d.RemindDays(t.Context(), d.As("secretariat"), d.Aurora)
	d.Must(err)
	d.same("with a rule", fmt.Sprint(days, said), "7 true")
}

// Tests rule letter.feed.
func TestAFeedShowsWhatItsPersonMaySeeToday(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		who := d.As("analyst")
		d.Feeds = append(d.Feeds, func(_ context.Context, tx *db.Tx, person string, now time.Time) (all []calendar.Event, err error) {
			asks, err := d.Networks.WhoIs(tx, person, now)
			if err != nil || !network.May(asks, "network.read-roles", network.Resource{Network: d.Aurora.ID}).Allowed {
				return nil, err
			}
			for i, start := range []time.Time{now.AddDate(0, 0, 7), now.AddDate(-1, 0, 0), now.AddDate(3, 0, 0)} {
				all = append(all, calendar.Event{UID: fmt.Sprint(i), Starts: start, Ends: start.Add(time.Hour), Title: "Board", Stamp: now})
			}
			return all, nil
		})
		secret, err := d.MakeFeed(t.Context(), who, "")
		d.Must(err)
		name, events, err := d.Events(t.Context(), secret)
		d.Must(err)
		d.same("its name and its events", fmt.Sprint(name, len(events)), "Mano posėdžiai1")
		m, err := d.Mine(t.Context(), who)
		d.Must(err)
		if len(m.Feeds) != 1 || !m.Feeds[0].Read.Equal(d.now()) {
			t.Errorf("the person sees %+v", m.Feeds)
		}
		for _, wrong := range []string{"", "x", hashOf(secret), secret + "x", m.Feeds[0].ID} {
			_, _, err := d.Events(t.Context(), wrong)
			d.same("the address "+wrong, fault.ID(err), "letter.unknown")
		}
		d.same("ended by another", fault.ID(d.EndFeed(t.Context(), d.As("chair"), m.Feeds[0].ID)), "letter.unknown")
		other, err := d.MakeFeed(t.Context(), who, "")
		d.Must(err)
		d.Must(d.EndFeed(t.Context(), who, m.Feeds[0].ID))
		_, _, err = d.Events(t.Context(), secret)
		d.same("when it is ended", fault.ID(err), "letter.unknown")
		d.Writing(func(tx *db.Tx) error { return network.Forget(tx, who.ID, d.now()) })
		_, events, err = d.Events(t.Context(), other)
		d.Must(err)
		d.same("events when the person has left", len(events), 0)
		for range mostFeeds - 1 {
			_, err = d.MakeFeed(t.Context(), who, "")
			d.Must(err)
		}
		_, err = d.MakeFeed(t.Context(), who, "")
		d.same("one too many", fault.ID(err), "letter.feed")
	})
}

func TestWhatIsKeptIsGivenAndForgotten(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		who := d.As("analyst")
		d.put("analyst", "One")
		d.put("chair", "Two")
		d.Must(d.Choose(t.Context(), who, Choices{"meeting": Daily}))
		_, err := d.MakeFeed(t.Context(), who, "")
		d.Must(err)
		kept := func(person string) (text string) {
			d.Writing(func(tx *db.Tx) error {
				k, err := Kept(tx, person)
				text = fmt.Sprintf("%+v", k)
				return err
			})
			return text
		}
		for _, part := range []string{"One", "daily", "Made:2026-11-21"} {
			if got := kept(who.ID); !strings.Contains(got, part) || strings.Contains(got, "Two") {
				t.Errorf("kept is %s, want %s in it", got, part)
			}
		}
		d.Writing(func(tx *db.Tx) error { return Forget(tx, who.ID, d.now()) })
		d.same("kept when forgotten", kept(who.ID), "{Letters:[] Choices:map[] Feeds:[] Failing:<nil>}")
		d.deliver()
		d.Writing(func(tx *db.Tx) error {
			early, err := Sweep(tx, d.now())
			d.same("swept on the same day", early, 0)
			if err != nil {
				return err
			}
			late, err := Sweep(tx, d.now().Add(time.Minute))
			d.same("swept later", late, 1)
			return err
		})
	})
}

// An area gives letters the name of what happened; people choose by kind.
func TestEveryLetterIsOfAKind(t *testing.T) {
	for name, want := range map[string]string{"meeting.announced": "meeting", "minutes.sent": "minutes", "hearing.called": "work", "contribution.asked": "work", "letter.reminder": "reminder", "privacy.answer": "other", "x": "other"} {
		if got := kindOf(name); got != want {
			t.Errorf("%s is of the kind %s, want %s", name, got, want)
		}
	}
}
