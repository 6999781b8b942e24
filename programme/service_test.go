package programme

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

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

// Tests rules programme.year, programme.lead, programme.answer.
func TestAProgrammeFromTheDraftToItsEnd(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, eva, halina, analyst := t.Context(), d.As("secretariat"), d.As("representative"), d.As("analyst")
		if err := d.Begin(ctx, eva, d.Aurora, Plan{Year: 2025}); fault.ID(err) != "programme.year" {
			t.Errorf("a programme of last year begins: %v", err)
		}
		if err := d.Begin(ctx, eva, d.Aurora, Plan{Year: 2026}); fault.ID(err) != "programme.year.there" {
			t.Errorf("a second programme of a year begins: %v", err)
		}
		if err := d.Begin(ctx, halina, d.Aurora, Plan{Year: 2028}); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("a representative begins a programme: %v", err)
		}
		d.Must(d.Begin(ctx, eva, d.Aurora, Plan{Year: 2028}))
		jutrzena := d.Organisation("AUR-JUTRZENA")
		item := Item{Objective: "Fairs", Theme: "initiative-b", Deliverable: "Six fairs", Lead: jutrzena, Starts: "2028-01-01", Due: "2028-06-30", State: Planned}
		if _, err := d.PutItem(ctx, halina, d.Aurora, 2028, item); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("a representative writes a draft: %v", err)
		}
		item, err := d.PutItem(ctx, eva, d.Aurora, 2028, item)
		d.Must(err)
		step := func(to Plan) {
			t.Helper()
			to.Year = 2028
			d.Must(d.Step(ctx, eva, d.Aurora, to))
		}
		if _, err := d.Plan(ctx, network.Who{}, d.Aurora, 2028); fault.Of(err).Kind != fault.Unknown {
			t.Errorf("a stranger reads a draft: %v", err)
		}
		step(Plan{State: Consulted, Consult: "2026-12-01", Version: 1})
		d.Must(d.Say(ctx, halina, d.Aurora, 2028, Comment{Organisation: jutrzena, Item: 1, Text: "Eight would be better"}))
		if err := d.Say(ctx, analyst, d.Aurora, 2028, Comment{Organisation: d.Organisation("AUR-GINTARA"), Text: "no"}); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("an analyst speaks for a member: %v", err)
		}
		w, err := d.Plan(ctx, halina, d.Aurora, 2028)
		d.Must(err)
		d.Must(d.Answer(ctx, eva, d.Aurora, 2028, Comment{ID: w.Comments[0].ID, Answer: "Eight, then"}))
		if err := d.Answer(ctx, eva, d.Aurora, 2028, Comment{ID: w.Comments[0].ID, Answer: "Or nine"}); fault.ID(err) != "programme.answer" {
			t.Errorf("a comment is answered twice: %v", err)
		}
		item.Deliverable = "Eight fairs"
		item, err = d.PutItem(ctx, eva, d.Aurora, 2028, item)
		d.Must(err)
		step(Plan{State: Adopted, Decision: "AURORA-B-2026-4/2", Adopted: "2026-11-20", Version: 2})
		if w, err = d.Plan(ctx, network.Who{}, d.Aurora, 2028); err != nil || len(w.Comments) != 0 {
			t.Errorf("strangers read what members said of the draft: %v, %v", w.Comments, err)
		}
		if w.Versions[0].Items[0].Deliverable != "Six fairs" || w.Versions[1].Items[0].Deliverable != "Eight fairs" {
			t.Errorf("the versions of the adopted programme: %+v", w.Versions)
		}
		item = w.Items[0]
		item.Deliverable = "Nine fairs"
		if _, err := d.PutItem(ctx, eva, d.Aurora, 2028, item); fault.ID(err) != "programme.adopted" {
			t.Errorf("an adopted item is written anew: %v", err)
		}
		item = w.Items[0]
		item.State, item.Progress = Running, 30
		if _, err := d.PutItem(ctx, analyst, d.Aurora, 2028, item); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("somebody who does not lead says how far it is: %v", err)
		}
		if _, err := d.PutItem(ctx, halina, d.Aurora, 2028, item); err != nil {
			t.Errorf("who leads an item cannot say how far it is: %v", err)
		}
		if _, err := d.PutItem(ctx, eva, d.Aurora, 2028, item); fault.ID(err) != "network.changed-meanwhile" {
			t.Errorf("an old version is taken: %v", err)
		}
		step(Plan{State: Running, Version: 3})
		step(Plan{State: Closed, Version: 4})
		item.Version = 3
		if _, err := d.PutItem(ctx, eva, d.Aurora, 2028, item); fault.ID(err) != "programme.closed" {
			t.Errorf("an item of a closed programme is changed: %v", err)
		}
		d.forgets(halina)
	})
}

// forgets looks at what is kept of who has commented, and takes them out.
func (d *demo) forgets(who network.Who) {
	d.Helper()
	d.Writing(func(tx *db.Tx) error {
		kept, err := Kept(tx, who.ID)
		if text, _ := json.Marshal(kept); !strings.Contains(string(text), "Eight would be better") {
			d.Errorf("what is kept of who commented: %s", text)
		}
		if err == nil {
			err = Forget(tx, who.ID, d.now())
		}
		return err
	})
}

// Tests rule programme.raise.
func TestAProblemBecomesARecommendation(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, eva, halina := t.Context(), d.As("secretariat"), d.As("representative")
		jutrzena := d.Organisation("AUR-JUTRZENA")
		if _, err := d.Put(ctx, halina, d.Aurora, Matter{Register: Problems, Organisation: d.Organisation("AUR-GINTARA"), Title: "Not mine", Begun: "2026-11-20"}); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("a problem is raised for another member: %v", err)
		}
		if _, err := d.Put(ctx, halina, d.Aurora, Matter{Register: Requests, Kind: "opinion", Requester: "own", Title: "Not mine", Begun: "2026-11-20"}); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("a representative writes a request: %v", err)
		}
		m, err := d.Put(ctx, halina, d.Aurora, Matter{Register: Problems, Organisation: jutrzena, Title: "No buses", Begun: "2026-11-01", Due: "2026-11-10"})
		d.Must(err)
		m.Title = "No buses at night"
		m, err = d.Put(ctx, halina, d.Aurora, m)
		d.Must(err)
		version := int64(2)
		for _, step := range []Step{{State: "discussed", Day: "2026-11-05", Text: "At the meeting"}, {State: "solved", Day: "2026-11-06", Text: "Two lines"}, {State: "recommended", Day: "2026-11-12", Text: "Two lines", Decision: "4/1"}, {State: "sent", Day: "2026-11-13"}, {State: "answered", Day: "2026-11-20", Text: "One line"}} {
			d.Must(d.Move(ctx, eva, d.Aurora, Matter{Register: Problems, No: m.No, Addressee: "Council", Version: version}, step))
			version++
			if step.State == "discussed" {
				m.Version = version
				if _, err := d.Put(ctx, halina, d.Aurora, m); fault.Of(err).Kind != fault.Forbidden {
					t.Errorf("a member changes a problem that was discussed: %v", err)
				}
			}
		}
		got, _, err := d.Matter(ctx, halina, d.Aurora, Problems, m.No)
		d.Must(err)
		if got.State != "answered" || got.Addressee != "Council" || len(got.Steps) != 6 || got.Reached("sent") != "2026-11-13" {
			t.Errorf("in the end it is %+v", got)
		}
		if _, _, err := d.Matter(ctx, network.Who{}, d.Aurora, Problems, m.No); fault.Of(err).Kind != fault.Unknown {
			t.Errorf("a stranger reads a problem: %v", err)
		}
		d.Reading(func(tx *db.Tx) error {
			all, err := MattersBetween(tx, d.Aurora.ID, "2026-11-13", "2026-11-13")
			if len(all) != 1 || all[0].Title != "No buses at night" {
				t.Errorf("on the day of sending something happened to %+v", all)
			}
			items, failed := Between(tx, d.Aurora.ID, "2026-01-01", "2026-12-31")
			if failed != nil || len(items) != 9 {
				t.Errorf("%d items are due in 2026, %v; want 9", len(items), failed)
			}
			return err
		})
	})
}

func TestWhatIsOwedIsToldToWhomItConcerns(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		owed := map[string][]string{}
		d.Reading(func(tx *db.Tx) error {
			all, err := d.Owes(t.Context(), tx, d.Aurora, "2026-11-21")
			for _, o := range all {
				owed[o.Person] = append(owed[o.Person], o.Kind+" "+o.Day)
			}
			return err
		})
		halina, eva := strings.Join(owed[d.As("representative").ID], "; "), strings.Join(owed[d.As("secretariat").ID], "; ")
		if halina != "programme.owed.consultation 2026-12-04; programme.owed.item 2026-12-20" {
			t.Errorf("the representative owes %s", halina)
		}
		if !strings.Contains(eva, "programme.owed.request 2026-10-31") || strings.Contains(eva, "consultation") {
			t.Errorf("the secretariat owes %s", eva)
		}
	})
}

func TestWorkOnItsPages(t *testing.T) {
	d := open(networktest.Open(t))
	door := d.Doors(d)
	page := door.Get("", "/en/aurora/work").Body.String()
	for want, there := range map[string]bool{"Work programme 2026": true, "pn-chart": true, "How services reach people far from work": false, "Work programme 2027": false} {
		if strings.Contains(page, want) != there {
			t.Errorf("a stranger sees %q: %v", want, !there)
		}
	}
	if page := door.Get("representative", "/lt/aurora/work/2027").Body.String(); !strings.Contains(page, "Narių pastabos") || !strings.Contains(page, "Pateikti pastabą") {
		t.Error("a representative cannot comment on a draft")
	}
	if page := door.Get("", "/en/aurora/requests").Body.String(); !strings.Contains(page, "How services reach people") || strings.Contains(page, "Matching by machine") {
		t.Error("strangers see what is not published, or not what is")
	}
	jutrzena := d.Organisation("AUR-JUTRZENA")
	item := url.Values{"objective": {"A course"}, "theme": {"initiative-b"}, "deliverable": {"Course"}, "lead": {jutrzena}, "starts": {"2027-01-01"}, "due": {"2027-02-01"}, "state": {"planned"}, "progress": {"0"}}
	for _, step := range []struct {
		who, to string
		form    url.Values
		want    int
	}{
		{"secretariat", "/work", url.Values{"year": {"1999"}}, 422}, {"secretariat", "/work", url.Values{"year": {"2028"}, "intro": {"More"}}, 303},
		{"secretariat", "/work/2027/items/new", item, 303}, {"secretariat", "/work/2027/items/new", url.Values{"objective": {""}}, 422},
		{"representative", "/work/2027/comments", url.Values{"member": {jutrzena}, "item": {"0"}, "comment": {"Good"}}, 303},
		{"secretariat", "/work/2027/state", url.Values{"state": {"adopted"}, "version": {"1"}}, 422},
		{"secretariat", "/work/2027/state", url.Values{"state": {"adopted"}, "decision": {"4/1"}, "adopted": {"2026-11-20"}, "version": {"1"}}, 303},
		{"representative", "/work/2026/items/9", url.Values{"state": {"running"}, "progress": {"20"}, "version": {"1"}}, 303},
		{"representative", "/work/2026/items/9", url.Values{"state": {"running"}, "progress": {"30"}, "version": {"1"}}, 422},
		{"secretariat", "/requests/new", url.Values{"kind": {"opinion"}, "requester": {"own"}, "question": {"Pay"}, "begun": {"2026-11-20"}, "drafters": {jutrzena}}, 303},
		{"secretariat", "/requests/4/steps", url.Values{"state": {"drafting"}, "day": {"2026-11-21"}, "version": {"1"}}, 303},
		{"secretariat", "/requests/4/steps", url.Values{"state": {"adopted"}, "day": {"2026-11-21"}, "version": {"2"}}, 422},
		{"representative", "/problems/new", url.Values{"member": {jutrzena}, "question": {"Forms"}, "begun": {"2026-11-20"}}, 303},
		{"representative", "/problems/2/edit", url.Values{"question": {"Long forms"}, "version": {"7"}}, 422},
		{"representative", "/problems/2/edit", url.Values{"question": {"Long forms"}, "version": {"1"}}, 303},
		{"representative", "/problems/2/steps", url.Values{"state": {"discussed"}, "day": {"2026-11-21"}, "outcome": {"x"}, "version": {"2"}}, 403},
	} {
		if w := door.Post(step.who, "/en/aurora"+step.to, step.form); w.Code != step.want {
			t.Errorf("%s %v answers %d, want %d", step.to, step.form, w.Code, step.want)
		}
	}
	for at, want := range map[string]string{"/work/2026/items/9": "Exchange of staff", "/problems/2": "Long forms", "/requests/4": "being written", "/work/2026?version=1": "Version 1", "/problems/2/edit": "Long forms", "/requests/new": "European Parliament"} {
		if w := door.Get("secretariat", "/en/aurora"+at); w.Code != 200 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s answers %d without %q", at, w.Code, want)
		}
	}
	for _, at := range []string{"/work/2026/items.xlsx", "/requests.xlsx", "/problems.xlsx"} {
		if w := door.Get("secretariat", "/en/aurora"+at); w.Code != 200 || w.Body.Len() < 4000 {
			t.Errorf("%s answers %d with %d bytes", at, w.Code, w.Body.Len())
		}
	}
}

func TestWorkForPrograms(t *testing.T) {
	d := open(networktest.Open(t))
	door := d.Doors(d)
	for at, want := range map[string]string{"/work/2026": `"late":true`, "/requests": `"state":"published"`, "/problems": "[]"} {
		if w := door.Get("", "/api/v1/networks/AURORA"+at); w.Code != 200 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s answers %d: %s", at, w.Code, w.Body)
		}
	}
	if w := door.Get("", "/api/v1/networks/AURORA/work/2027"); w.Code != 401 {
		t.Errorf("a draft answers a stranger %d", w.Code)
	}
}
