package letter

import (
	"context"
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"pesnet/kit/calendar"
	"pesnet/kit/db"
	"pesnet/kit/mail"
	"pesnet/lang"
	"pesnet/network/networktest"
)

// doors are the pages and the API of the area, on the demonstration.
type doors struct {
	*demo
	door *networktest.Doors
}

func openDoors(t *testing.T) doors {
	t.Helper()
	d := open(networktest.Open(t))
	d.Must(d.Demo(t.Context()))
	return doors{d, d.Doors(d)}
}

func TestHowOftenIsChosenOnAPage(t *testing.T) {
	d := openDoors(t)
	wrong := d.door.Post("analyst", "/en/my-mail", url.Values{"meeting": {"hourly"}})
	if wrong.Code != 422 || !strings.Contains(wrong.Body.String(), lang.All.In("en").T("letter.choice")) {
		t.Errorf("a choice that is none: %d\n%s", wrong.Code, wrong.Body)
	}
	if w := d.door.Post("analyst", "/en/my-mail", url.Values{"meeting": {"daily"}, "minutes": {"urgent"}}); w.Code != 303 {
		t.Errorf("a choice: %d", w.Code)
	}
	var chosen map[string]string
	d.Must(json.Unmarshal(d.door.Get("analyst", "/api/v1/me/mail-choices").Body.Bytes(), &chosen))
	d.same("chosen", chosen["meeting"]+" "+chosen["minutes"]+" "+chosen["other"], "daily urgent once")
	if w := d.door.JSON("analyst", "PUT", "/api/v1/me/mail-choices", `{"meeting": "weekly"}`); w.Code != 200 || !strings.Contains(w.Body.String(), `"meeting":"weekly"`) {
		t.Errorf("chosen by a program: %d %s", w.Code, w.Body)
	}
	if w := d.door.JSON("analyst", "PUT", "/api/v1/me/mail-choices", `{"weather": "weekly"}`); w.Code != 422 {
		t.Errorf("a kind that is none: %d %s", w.Code, w.Body)
	}
}

func TestACalendarIsFetchedFromTheAddressThatAPageShows(t *testing.T) {
	d := openDoors(t)
	d.Feeds = append(d.Feeds, func(_ context.Context, _ *db.Tx, _ string, now time.Time) ([]calendar.Event, error) {
		return []calendar.Event{{UID: "1", Starts: now, Ends: now.Add(time.Hour), Title: "Board", Stamp: now}}, nil
	})
	made := d.door.Post("analyst", "/lt/my-mail/feeds", nil)
	at := regexp.MustCompile(`https://example\.org(/lt/feeds/calendar/\S+\.ics)`).FindStringSubmatch(made.Body.String())
	if at == nil {
		t.Fatalf("no address: %d\n%s", made.Code, made.Body)
	}
	feed := d.door.Get("", at[1])
	if feed.Code != 200 || feed.Header().Get("Content-Type") != "text/calendar; charset=utf-8" || !strings.Contains(feed.Body.String(), "SUMMARY:Board") {
		t.Errorf("the calendar: %d %v\n%s", feed.Code, feed.Header(), feed.Body)
	}
	page := d.door.Get("analyst", "/lt/my-mail").Body.String()
	if strings.Contains(page, strings.TrimPrefix(at[1], "/lt/feeds/calendar/")) {
		t.Error("the address is shown again")
	}
	id := regexp.MustCompile(`name="feed" value="([^"]+)"`).FindStringSubmatch(page)
	if id == nil {
		t.Fatalf("no address to end:\n%s", page)
	}
	if w := d.door.Post("chair", "/lt/my-mail/feeds/end", url.Values{"feed": {id[1]}}); w.Code != 404 {
		t.Errorf("ended by another: %d", w.Code)
	}
	if w := d.door.Post("analyst", "/lt/my-mail/feeds/end", url.Values{"feed": {id[1]}}); w.Code != 303 {
		t.Errorf("ended: %d", w.Code)
	}
	if w := d.door.Get("", at[1]); w.Code != 404 {
		t.Errorf("when it is ended: %d", w.Code)
	}
	for range mostFeeds {
		d.door.Post("analyst", "/lt/my-mail/feeds", nil)
	}
	if w := d.door.Post("analyst", "/lt/my-mail/feeds", nil); w.Code != 422 {
		t.Errorf("one too many: %d", w.Code)
	}
}

func TestLettersAreReadByTheirReceiver(t *testing.T) {
	d := openDoors(t)
	at := regexp.MustCompile(`/en/my-mail/letters/[0-9a-f-]+`).FindString(d.door.Get("analyst", "/en/my-mail").Body.String())
	for login, want := range map[string]int{"analyst": 200, "chair": 404, "secretariat": 404, "": 303} {
		if w := d.door.Get(login, at); w.Code != want {
			t.Errorf("%q reads %s: %d, want %d", login, at, w.Code, want)
		}
	}
}

func TestTheSecretariatSeesWhatWentAndTriesAgain(t *testing.T) {
	d := openDoors(t)
	d.server.Answer = func(to string) string { return map[bool]string{true: "550 unknown"}[strings.HasPrefix(to, "analyst")] }
	d.deliver()
	page := d.door.Get("secretariat", "/en/aurora/letters").Body.String()
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
		if w := d.door.Post(login, again[0], nil); w.Code != want {
			t.Errorf("%s tries again: %d, want %d", login, w.Code, want)
		}
	}
	d.deliver()
	var all []letterView
	d.Must(json.Unmarshal(d.door.Get("secretariat", "/api/v1/networks/AURORA/letters").Body.Bytes(), &all))
	for _, one := range all {
		if one.State != mail.Sent || one.To == "" {
			t.Errorf("a program sees %+v", one)
		}
	}
	d.same("letters", len(all), len(demoLetters))
	if w := d.door.Get("analyst", "/api/v1/networks/AURORA/letters"); w.Code != 403 {
		t.Errorf("the analyst sees who got what: %d", w.Code)
	}
	for login, want := range map[string]int{"administrator": 200, "secretariat": 403, "analyst": 403} {
		if w := d.door.Get(login, "/en/letters"); w.Code != want {
			t.Errorf("%s sees the outbox: %d, want %d", login, w.Code, want)
		}
	}
}
