package letter

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"pesnet/kit/calendar"
	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/mail"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/lang"
	"pesnet/network"
)

// doors are the pages and the API of the area, on the demonstration.
type doors struct {
	*demo
	handler http.Handler
}

func openDoors(t *testing.T) doors {
	t.Helper()
	d := open(t, dbtest.Open(t))
	d.must(d.Demo(t.Context()))
	pages, err := ui.Load(d.Pages())
	d.must(err)
	site := &web.Site{Languages: lang.All, Known: network.Known, Pages: pages, Metrics: web.NewMetrics(), Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
		Who: func(r *http.Request) context.Context {
			if login := r.Header.Get("Login"); login != "" {
				return network.With(r.Context(), d.as(login))
			}
			return r.Context()
		},
		May: func(ctx context.Context, policy, _ string) error { return network.Could(network.From(ctx), policy).Err() },
		Frame: func(_ *web.Request, v web.View) ui.Frame {
			return ui.Frame{Title: v.Title, Problems: v.Problems, Crumbs: v.Crumbs}
		}}
	people, err := site.Handler(d.Routes())
	d.must(err)
	api := web.NewAPI(site, "test")
	d.API(api)
	programs, err := api.Handler()
	d.must(err)
	mux := http.NewServeMux()
	mux.Handle("/", people)
	mux.Handle("/api/", programs)
	return doors{d, mux}
}

func (d doors) ask(login, method, path, body string) *httptest.ResponseRecorder {
	d.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if strings.HasPrefix(path, "/api/") {
		r.Header.Set("Content-Type", "application/json")
	}
	r.Header.Set("Login", login)
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, r)
	return w
}

func TestHowOftenIsChosenOnAPage(t *testing.T) {
	d := openDoors(t)
	wrong := d.ask("analyst", "POST", "/en/my-mail", url.Values{"meeting": {"hourly"}}.Encode())
	if wrong.Code != 422 || !strings.Contains(wrong.Body.String(), lang.All.In("en").T("letter.choice")) {
		t.Errorf("a choice that is none: %d\n%s", wrong.Code, wrong.Body)
	}
	if w := d.ask("analyst", "POST", "/en/my-mail", url.Values{"meeting": {"daily"}, "minutes": {"urgent"}}.Encode()); w.Code != 303 {
		t.Errorf("a choice: %d", w.Code)
	}
	var chosen map[string]string
	d.must(json.Unmarshal(d.ask("analyst", "GET", "/api/v1/me/mail-choices", "").Body.Bytes(), &chosen))
	d.same("chosen", chosen["meeting"]+" "+chosen["minutes"]+" "+chosen["other"], "daily urgent once")
	if w := d.ask("analyst", "PUT", "/api/v1/me/mail-choices", `{"meeting": "weekly"}`); w.Code != 200 || !strings.Contains(w.Body.String(), `"meeting":"weekly"`) {
		t.Errorf("chosen by a program: %d %s", w.Code, w.Body)
	}
	if w := d.ask("analyst", "PUT", "/api/v1/me/mail-choices", `{"weather": "weekly"}`); w.Code != 422 {
		t.Errorf("a kind that is none: %d %s", w.Code, w.Body)
	}
}

func TestACalendarIsFetchedFromTheAddressThatAPageShows(t *testing.T) {
	d := openDoors(t)
	d.Feeds = append(d.Feeds, func(_ context.Context, _ *db.Tx, _ string, now time.Time) ([]calendar.Event, error) {
		return []calendar.Event{{UID: "1", Starts: now, Ends: now.Add(time.Hour), Title: "Board", Stamp: now}}, nil
	})
	made := d.ask("analyst", "POST", "/lt/my-mail/feeds", "")
	at := regexp.MustCompile(`https://example\.org(/lt/feeds/calendar/\S+\.ics)`).FindStringSubmatch(made.Body.String())
	if at == nil {
		t.Fatalf("no address: %d\n%s", made.Code, made.Body)
	}
	feed := d.ask("", "GET", at[1], "")
	if feed.Code != 200 || feed.Header().Get("Content-Type") != "text/calendar; charset=utf-8" || !strings.Contains(feed.Body.String(), "SUMMARY:Board") {
		t.Errorf("the calendar: %d %v\n%s", feed.Code, feed.Header(), feed.Body)
	}
	page := d.ask("analyst", "GET", "/lt/my-mail", "").Body.String()
	if strings.Contains(page, strings.TrimPrefix(at[1], "/lt/feeds/calendar/")) {
		t.Error("the address is shown again")
	}
	id := regexp.MustCompile(`name="feed" value="([^"]+)"`).FindStringSubmatch(page)
	if id == nil {
		t.Fatalf("no address to end:\n%s", page)
	}
	if w := d.ask("chair", "POST", "/lt/my-mail/feeds/end", url.Values{"feed": {id[1]}}.Encode()); w.Code != 404 {
		t.Errorf("ended by another: %d", w.Code)
	}
	if w := d.ask("analyst", "POST", "/lt/my-mail/feeds/end", url.Values{"feed": {id[1]}}.Encode()); w.Code != 303 {
		t.Errorf("ended: %d", w.Code)
	}
	if w := d.ask("", "GET", at[1], ""); w.Code != 404 {
		t.Errorf("when it is ended: %d", w.Code)
	}
	for range mostFeeds {
		d.ask("analyst", "POST", "/lt/my-mail/feeds", "")
	}
	if w := d.ask("analyst", "POST", "/lt/my-mail/feeds", ""); w.Code != 422 {
		t.Errorf("one too many: %d", w.Code)
	}
}

func TestLettersAreReadByTheirReceiver(t *testing.T) {
	d := openDoors(t)
	at := regexp.MustCompile(`/en/my-mail/letters/[0-9a-f-]+`).FindString(d.ask("analyst", "GET", "/en/my-mail", "").Body.String())
	for login, want := range map[string]int{"analyst": 200, "chair": 404, "secretariat": 404, "": 303} {
		if w := d.ask(login, "GET", at, ""); w.Code != want {
			t.Errorf("%q reads %s: %d, want %d", login, at, w.Code, want)
		}
	}
}

func TestTheSecretariatSeesWhatWentAndTriesAgain(t *testing.T) {
	d := openDoors(t)
	d.server.Answer = func(to string) string { return map[bool]string{true: "550 unknown"}[strings.HasPrefix(to, "analyst")] }
	d.deliver()
	page := d.ask("secretariat", "GET", "/en/aurora/letters", "").Body.String()
	for _, part := range []string{"failed", "sent", "550", "Rūta Gintvilienė", "Reminders go 3 days"} {
		if !strings.Contains(page, part) {
			t.Errorf("the page lacks %q", part)
		}
	}
	again := regexp.MustCompile(`/en/aurora/letters/[0-9a-f-]+/retry`).FindAllString(page, -1)
	if len(again) != 1 {
		t.Fatalf("%d letters to try again, want that to the analyst", len(again))
	}
	d.server.Answer = nil
	for login, want := range map[string]int{"analyst": 403, "valea.secretariat": 403, "secretariat": 303} {
		if w := d.ask(login, "POST", again[0], ""); w.Code != want {
			t.Errorf("%s tries again: %d, want %d", login, w.Code, want)
		}
	}
	d.deliver()
	var all []letterView
	d.must(json.Unmarshal(d.ask("secretariat", "GET", "/api/v1/networks/AURORA/letters", "").Body.Bytes(), &all))
	for _, one := range all {
		if one.State != mail.Sent || one.To == "" {
			t.Errorf("a program sees %+v", one)
		}
	}
	d.same("letters", len(all), len(demoLetters))
	if w := d.ask("analyst", "GET", "/api/v1/networks/AURORA/letters", ""); w.Code != 403 {
		t.Errorf("the analyst sees who got what: %d", w.Code)
	}
	for login, want := range map[string]int{"administrator": 200, "secretariat": 403, "analyst": 403} {
		if w := d.ask(login, "GET", "/en/letters", ""); w.Code != want {
			t.Errorf("%s sees the outbox: %d, want %d", login, w.Code, want)
		}
	}
}
