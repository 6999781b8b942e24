package main

import (
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/html"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/lang"
	"pesnet/network"
)

// The work around meetings is done in few pages, in every language, on both
// engines: a meeting is announced, its minutes become decisions and tasks, and
// whoever owes something sees it without looking for it.
func TestJourneysAroundMeetings(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var clock atomic.Pointer[time.Time]
		day := func(text string) {
			at, err := time.Parse(time.DateTime, text+" 10:00:00")
			if err != nil {
				t.Fatal(err)
			}
			clock.Store(&at)
		}
		day("2026-11-21")
		h, end, err := houseAt(t.Context(), d, func() time.Time { return *clock.Load() })
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(end)
		for i, code := range lang.All.Codes() {
			j := journey{t: t, h: h, code: code, no: i + 1}
			for _, step := range []struct {
				day string
				do  func()
			}{
				{fmt.Sprintf("2027-0%d-05", i+1), j.announced},
				{fmt.Sprintf("2027-0%d-11", i+1), j.written},
				{fmt.Sprintf("2027-0%d-12", i+1), j.owed},
				{fmt.Sprintf("2027-0%d-25", i+1), j.approved},
			} {
				day(step.day)
				h.clients = map[string]*http.Client{} // everybody signs in again
				step.do()
			}
		}
	})
}

// journey is the work around one meeting, in one language.
type journey struct {
	t    *testing.T
	h    *house
	code string
	no   int
}

func (j journey) words(key string, args ...any) string { return lang.All.In(j.code).T(key, args...) }

// at is the address of the meeting of the journey.
func (j journey) at() string { return fmt.Sprintf("/%s/aurora/meetings/board-2027-%d", j.code, j.no) }

// announced: a meeting with its agenda goes out to everybody with a seat, with
// an entry for their calendars, in three pages and one sending.
func (j journey) announced() {
	j.t.Helper()
	r := j.h.reads(j.t, "secretariat", "/"+j.code+"/aurora/meetings/new")
	day := fmt.Sprintf("2027-0%d-10", j.no)
	r.give("meetings/new", url.Values{"body": {j.board()}, "day": {day}, "from": {"10:00"}, "until": {"12:00"}, "zone": {"Europe/Vilnius"}, "mode": {"online"}, "agenda": {"Benchlearning; 45\nBudget; 30"}})
	if r.at.Path != j.at() {
		j.t.Fatalf("the meeting stands at %s, want %s", r.at, j.at())
	}
	r.give("announce", nil)
	r.sees(j.words("meeting.notice.in-time"), j.words("meeting.said-announced"))
	for what, n := range map[string]int64{
		"letters with an entry for the calendar": j.count(`SELECT count(DISTINCT person_id) FROM mail_letter WHERE kind = 'meeting.announced' AND calendar LIKE '%METHOD:REQUEST%' AND about = 'meeting ' || ` + j.meeting()),
		"letters":                                j.count(`SELECT count(*) FROM mail_letter WHERE about = 'meeting ' || ` + j.meeting()),
		"people invited":                         j.count(`SELECT count(DISTINCT person_id) FROM meeting_presence WHERE meeting_id = ` + j.meeting()),
		"people with a seat":                     j.count(`SELECT count(DISTINCT person_id) FROM body_seat WHERE person_id <> '' AND valid_to = '' AND body_id = (SELECT body_id FROM meeting WHERE id = ` + j.meeting() + `)`),
	} {
		if n != 63 {
			j.t.Errorf("%s: %d %s, want 63", j.code, n, what)
		}
	}
}

// written: minutes, a decision with its votes and a task are put down on one
// screen, which also sends them.
func (j journey) written() {
	j.t.Helper()
	r := j.h.reads(j.t, "secretariat", j.at()+"/attendance")
	there := url.Values{}
	for name := range r.form("attendance").fields {
		if strings.HasPrefix(name, "present-") {
			there[name] = []string{"room"}
		}
	}
	r.give("attendance", there)
	r.open(j.at() + "/minutes")
	r.give("begin", nil)
	for _, one := range []struct {
		form   string
		values url.Values
	}{
		{"decisions/new", url.Values{"text": {"Benchlearning " + j.code}, "public": {"yes"}}},
		{"all", nil},
		{"close", nil},
		{"actions/new", url.Values{"do": {"Budget " + j.code}, "owner": {j.organisation("AUR-JUTRZENA")}, "due": {fmt.Sprintf("2027-0%d-28", j.no)}}},
		{"minutes", j.texts(r)},
		{"circulate", nil},
	} {
		if r.give(one.form, one.values); r.at.Path != j.at()+"/minutes" {
			j.t.Fatalf("%s: %s leads away to %s", j.code, one.form, r.at)
		}
	}
	r.sees("Benchlearning "+j.code, "Budget "+j.code, "Discussed in "+j.code, j.words("decision.result.adopted"), j.words("minutes.state.circulated"))
}

// texts is what was said on every item.
func (j journey) texts(r *reader) url.Values {
	said := url.Values{}
	for name := range r.form("minutes").fields {
		if strings.HasPrefix(name, "text-") {
			said[name] = []string{"Discussed in " + j.code + "."}
		}
	}
	return said
}

// approved: after the comment period one button approves the minutes and
// publishes what is public.
func (j journey) approved() {
	j.t.Helper()
	if seen := j.h.get(j.t, "", j.at()+"/minutes"); strings.Contains(seen.body, "Discussed in "+j.code) {
		j.t.Errorf("%s: minutes that are not approved are public", j.code)
	}
	r := j.h.reads(j.t, "secretariat", j.at()+"/minutes")
	r.give("approve", url.Values{"public": {"yes"}})
	r.sees(j.words("minutes.intact"))
	j.h.reads(j.t, "", j.at()+"/minutes").sees("Discussed in "+j.code, "Benchlearning "+j.code)
}

// owed: whoever signs in comes to the desk, and there sees what is to be done
// by when.
func (j journey) owed() {
	j.t.Helper()
	jar, _ := cookiejar.New(nil)
	got, err := (&http.Client{Jar: jar}).PostForm(j.h.url+"/"+j.code+"/sign-in/as", url.Values{"login": {"representative"}})
	if err != nil {
		j.t.Fatal(err)
	}
	if page := read(j.t, got); got.Request.URL.Path != "/"+j.code+"/aurora/desk" || got.StatusCode != http.StatusOK {
		j.t.Fatalf("%s: the first page is %s, %d: %s", j.code, got.Request.URL, got.StatusCode, first(page.body))
	} else {
		until := lang.All.In(j.code).Period(fmt.Sprintf("2027-0%d-21", j.no))
		r := reader{t: j.t, h: j.h, at: got.Request.URL, answer: answer{page.status, page.header, spoken(page.body)}}
		r.sees("Budget "+j.code, j.words("minutes.owed.comment", "meeting", fmt.Sprint("BOARD-2027-", j.no)), until)
	}
}

func (j journey) meeting() string {
	return fmt.Sprintf(`(SELECT m.id FROM meeting m JOIN body b ON b.id = m.body_id WHERE b.code = 'BOARD' AND m.year = 2027 AND m.no = %d)`, j.no)
}

func (j journey) count(query string) (n int64) {
	j.read(func(tx *db.Tx) (err error) {
		n, err = tx.Count(query)
		return err
	})
	return n
}

func (j journey) read(look func(*db.Tx) error) {
	j.t.Helper()
	if err := j.h.app.db.Read(network.With(j.t.Context(), network.Operator), look); err != nil {
		j.t.Fatal(err)
	}
}

func (j journey) board() string {
	j.t.Helper()
	n, err := j.h.app.networks.Network(j.t.Context(), network.Operator, "AURORA")
	if err == nil {
		var id string
		if id, err = j.h.app.meetings.BodyOf(j.t.Context(), network.Operator, n, "BOARD"); err == nil {
			return id
		}
	}
	j.t.Fatal(err)
	return ""
}

func (j journey) organisation(code string) (id string) {
	j.read(func(tx *db.Tx) error {
		o, err := network.OrganisationByCode(tx, code)
		id = o.ID
		return err
	})
	return id
}

// form is the form of the page whose address ends with a name.
func (r *reader) form(name string) *form {
	r.t.Helper()
	page, err := html.Parse(strings.NewReader(r.body))
	if err != nil {
		r.t.Fatal(err)
	}
	f := formFor(page, name)
	if f == nil {
		r.t.Fatalf("%s has no form %s", r.at, name)
	}
	return f
}

// give fills the form whose address ends with a name, and sends it.
func (r *reader) give(name string, values url.Values) {
	r.t.Helper()
	f := r.form(name)
	for field, to := range values {
		f.fields[field] = to
	}
	r.send(*f)
}
