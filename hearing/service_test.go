package hearing

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/fault"
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
	w.Must(d.Demo(w.Context()))
	return d
}

var each = networktest.Each(open)

// Tests rules hearing.author, hearing.moderate, hearing.written.
func TestAHearingFromTheDraftToTheConclusions(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, mihai, stranger := t.Context(), d.As("valea.secretariat"), network.Who{}
		h, err := d.Put(ctx, mihai, d.Valea, Hearing{Title: "Youth", Question: "What next?", Place: "Hall", Day: "2026-12-01", Begins: "10:00", Limit: "2026-11-20"})
		d.Must(err)
		if _, err := d.Hearing(ctx, stranger, d.Valea, h.No); fault.Of(err).Kind != fault.Unknown {
			t.Errorf("a stranger reads a draft: %v", err)
		}
		if err := d.Step(ctx, mihai, d.Valea, Hearing{No: h.No, State: Announced, Version: 1}); fault.ID(err) != "hearing.state.limit" {
			t.Errorf("it is announced after the last day: %v", err)
		}
		h.Limit, h.Day = "2026-11-21", "2026-11-22"
		_, err = d.Put(ctx, mihai, d.Valea, h)
		d.Must(err)
		d.Must(d.Step(ctx, mihai, d.Valea, Hearing{No: h.No, State: Announced, Version: 2}))
		text := Deposition{Organisation: "A school", Author: "Ana Secret", Contact: "ana@example.org", Title: "Rooms", Text: "More rooms", Consent: true}
		_, err = d.Depose(ctx, stranger, d.Valea, h.No, text)
		d.Must(err)
		text.Title, text.Consent = "Quiet", false
		_, err = d.Depose(ctx, stranger, d.Valea, h.No, text)
		d.Must(err)
		seen := func(who network.Who) Full {
			f, err := d.Hearing(ctx, who, d.Valea, h.No)
			d.Must(err)
			return f
		}
		if f := seen(stranger); len(f.Depositions) != 0 || f.Written != 2 {
			t.Errorf("before anybody has read them strangers see %d of %d", len(f.Depositions), f.Written)
		}
		if err := d.Moderate(ctx, mihai, d.Valea, h.No, Deposition{No: 2, State: Refused, Version: 1}); fault.ID(err) != "hearing.moderate" {
			t.Errorf("refused without a reason: %v", err)
		}
		for no := range int64(2) {
			d.Must(d.Moderate(ctx, mihai, d.Valea, h.No, Deposition{No: no + 1, State: Published, Version: 1}))
		}
		if f := seen(stranger); len(f.Depositions) != 1 || f.Depositions[0].Title != "Rooms" || f.Depositions[0].Author+f.Depositions[0].Contact != "" {
			t.Errorf("strangers see %+v", f.Depositions)
		}
		if f := seen(mihai); len(f.Depositions) != 2 || f.Depositions[0].Author != "Ana Secret" {
			t.Errorf("the secretariat sees %+v", f.Depositions)
		}
		d.Clock.AddDate(0, 0, 1)
		if _, err := d.Depose(ctx, stranger, d.Valea, h.No, text); fault.ID(err) != "hearing.deposition.over" {
			t.Errorf("a late deposition is taken: %v", err)
		}
		if _, err := d.Depose(ctx, mihai, d.Valea, h.No, text); fault.ID(err) != "hearing.deposition.over" {
			t.Errorf("a late one is entered without a reason: %v", err)
		}
		text.Reason = "The post was late"
		if late, err := d.Depose(ctx, mihai, d.Valea, h.No, text); err != nil || !late.Late {
			t.Errorf("with a reason it is %+v, %v", late, err)
		}
		d.Must(d.Step(ctx, mihai, d.Valea, Hearing{No: h.No, State: Held, Version: 3}))
		d.Must(d.AddPerson(ctx, mihai, d.Valea, h.No, Person{Role: "chair", Name: "Eugenia V."}))
		d.Must(d.AddPerson(ctx, mihai, d.Valea, h.No, Person{Role: "speaker", Name: "Dan F."}))
		f := seen(mihai)
		d.Must(d.Said(ctx, mihai, d.Valea, h.No, Person{ID: of(f.People, "speaker")[0].ID, Said: "Trains"}))
		d.Must(d.Write(ctx, mihai, d.Valea, Hearing{No: h.No, Report: "Report", Conclusions: "More rooms", Version: 4}))
		if err := d.Write(ctx, mihai, d.Valea, Hearing{No: h.No, Report: "Other", Conclusions: "x", Version: 4}); fault.ID(err) != "network.changed-meanwhile" {
			t.Errorf("an old version is taken: %v", err)
		}
		if f := seen(stranger); f.Conclusions+f.Report != "" {
			t.Error("strangers read conclusions before they are published")
		}
		d.Reading(func(tx *db.Tx) error {
			owed, err := d.Owes(ctx, tx, d.Valea, "2026-11-22")
			if len(owed) != 1 || owed[0].Person != mihai.ID || owed[0].Day != "2026-12-06" {
				t.Errorf("owed are %+v", owed)
			}
			return err
		})
		d.Must(d.Step(ctx, mihai, d.Valea, Hearing{No: h.No, State: Concluded, Version: 5}))
		if err := d.Write(ctx, mihai, d.Valea, Hearing{No: h.No, Report: "Other", Version: 6}); fault.ID(err) != "hearing.written" {
			t.Errorf("published conclusions are changed: %v", err)
		}
		if f := seen(stranger); f.Conclusions != "More rooms" || of(f.People, "speaker")[0].Said != "Trains" || f.Concluded != "2026-11-22" {
			t.Errorf("in the end strangers see %+v", f)
		}
	})
}

func TestTheHearingOfTheDemonstration(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		f, err := d.Hearing(t.Context(), network.Who{}, d.Valea, 1)
		d.Must(err)
		if f.Written != 9 || len(of(f.People, "speaker")) != 14 || len(of(f.People, "chair", "expert")) != 5 || f.Concluded != f.Due(14) || len(f.Depositions) != 8 {
			t.Errorf("%d depositions (%d shown), %d speakers, concluded on %s", f.Written, len(f.Depositions), len(of(f.People, "speaker")), f.Concluded)
		}
		d.Writing(func(tx *db.Tx) error {
			gone, err := SweepAuthors(tx, time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC))
			if gone != 9 {
				t.Errorf("the authors of %d depositions went, want 9", gone)
			}
			all, failed := Between(tx, d.Valea.ID, "2026-01-01", "2026-12-31")
			if failed != nil || len(all) != 1 {
				t.Errorf("%d hearings in 2026, %v", len(all), failed)
			}
			return err
		})
	})
}

func TestHearingsOnTheirPages(t *testing.T) {
	d := open(networktest.Open(t))
	door := d.Doors(d)
	page := door.Get("", "/en/valea/hearings/1").Body.String()
	for want, there := range map[string]bool{"14 speakers": true, "9 written depositions": true, "Cursele de noapte": true, "De ce pleacă oamenii": false, "contact@example.org": false, "1. Rețeaua recomandă": true} {
		if strings.Contains(page, want) != there {
			t.Errorf("a stranger sees %q: %v", want, !there)
		}
	}
	if page := door.Get("", "/lt/valea/hearings/1/depose").Body.String(); !strings.Contains(page, "nebepriimamos") {
		t.Error("after the last day the form is still there")
	}
	if w := door.Get("", "/en/valea/hearings/1/depositions/9"); w.Code != 404 {
		t.Errorf("what must not be published answers %d", w.Code)
	}
	for _, step := range []struct {
		who, to string
		form    url.Values
		want    int
	}{
		{"", "/2/depose", url.Values{"organisation": {"A school"}, "author": {""}, "heading": {"x"}, "text": {"y"}}, 422},
		{"", "/2/depose", url.Values{"organisation": {"A school"}, "author": {"Ana"}, "heading": {"Rooms"}, "text": {"More"}, "consent": {"yes"}}, 303},
		{"valea.secretariat", "/2/depositions/3", url.Values{"state": {"refused"}, "version": {"1"}}, 422},
		{"valea.secretariat", "/2/depositions/3", url.Values{"state": {"published"}, "version": {"1"}}, 303},
		{"valea.secretariat", "/2/people", url.Values{"role": {"speaker"}, "name": {"Dan"}}, 303},
		{"valea.secretariat", "/2/people", url.Values{"role": {"speaker"}}, 422},
		{"valea.secretariat", "/2/state", url.Values{"state": {"held"}, "version": {"1"}}, 422},
		{"valea.secretariat", "/2/edit", url.Values{"title": {"Care"}, "question": {"Another?"}, "place": {"Hall"}, "day": {"2027-01-26"}, "begins": {"10:00"}, "limit": {"2027-01-15"}, "version": {"1"}}, 422},
		{"valea.secretariat", "/new", url.Values{"title": {"Care"}, "question": {"How?"}, "place": {"Hall"}, "day": {"2027-02-26"}, "begins": {"10:00"}, "limit": {"2027-02-15"}}, 303},
		{"valea.secretariat", "/3/write", url.Values{"report": {"x"}, "version": {"1"}}, 422},
		{"valea.secretariat", "/3/state", url.Values{"state": {"cancelled"}, "version": {"1"}}, 303},
	} {
		if w := door.Post(step.who, "/en/valea/hearings"+step.to, step.form); w.Code != step.want {
			t.Errorf("%s %v answers %d, want %d", step.to, step.form, w.Code, step.want)
		}
	}
	if page := door.Get("", "/en/valea/hearings/2/depositions/3").Body.String(); !strings.Contains(page, "More") || strings.Contains(page, "Ana") {
		t.Error("a published deposition lacks its text, or shows its author")
	}
	if w := door.Get("", "/en/valea/hearings/1/depositions.xlsx"); w.Code != 200 || w.Body.Len() < 4000 {
		t.Errorf("the workbook answers %d with %d bytes", w.Code, w.Body.Len())
	}
}

func TestHearingsForPrograms(t *testing.T) {
	d := open(networktest.Open(t))
	door := d.Doors(d)
	if w := door.Get("", "/api/v1/networks/VALEA/hearings"); w.Code != 200 || !strings.Contains(w.Body.String(), `"state":"concluded"`) {
		t.Errorf("the list answers %d: %s", w.Code, w.Body)
	}
	if w := door.Get("", "/api/v1/networks/VALEA/hearings/1"); w.Code != 200 || !strings.Contains(w.Body.String(), `"written":9`) || strings.Contains(w.Body.String(), "Ana Cerbu") {
		t.Errorf("the hearing answers %d: %s", w.Code, w.Body)
	}
}

// The same with the wall of the database, which hides what is not published
// even from the query that counts.
func TestStrangersWriteAndReadBehindTheWall(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		as := func(who network.Who) context.Context { return network.With(t.Context(), who) }
		mihai, stranger := d.As("valea.secretariat"), network.Who{}
		d.Must(d.db.Wall(t.Context(), network.Scope))
		for no := range int64(2) {
			text := Deposition{Organisation: "A school", Author: "Ana", Title: "Rooms", Text: "More rooms", Consent: no == 0}
			got, err := d.Depose(as(stranger), stranger, d.Valea, 2, text)
			d.Must(err)
			if got.No != 3+no {
				t.Errorf("the deposition of a stranger has the number %d, want %d", got.No, 3+no)
			}
			d.Must(d.Moderate(as(mihai), mihai, d.Valea, 2, Deposition{No: got.No, State: Published, Version: 1}))
		}
		f, err := d.Hearing(as(stranger), stranger, d.Valea, 2)
		d.Must(err)
		if f.Written != 4 || len(f.Depositions) != 2 {
			t.Errorf("strangers see %d of %d, want 2 of 4", len(f.Depositions), f.Written)
		}
		if f, err = d.Hearing(as(mihai), mihai, d.Valea, 2); err != nil || len(f.Depositions) != 4 {
			t.Errorf("the secretariat sees %d, %v; want 4", len(f.Depositions), err)
		}
	})
}
