package meeting

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"pesnet/kit/cli"
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

func (d doors) send(login string, r *http.Request, status int) string {
	d.Helper()
	w := d.door.Send(login, r)
	if w.Code != status {
		d.Errorf("%s %s as %q: %d, want %d", r.Method, r.URL, login, w.Code, status)
	}
	if at := w.Header().Get("Location"); at != "" {
		return at
	}
	return w.Body.String()
}

func (d doors) get(login, path string) string {
	d.Helper()
	return d.send(login, httptest.NewRequest("GET", path, nil), 200)
}

func (d doors) post(login, path string, form url.Values, status int) string {
	d.Helper()
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return d.send(login, r, status)
}

func (d doors) json(login, method, path, body string, status int) map[string]any {
	d.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	var got map[string]any
	if text := d.send(login, r, status); json.Unmarshal([]byte(text), &got) != nil && !strings.HasPrefix(text, "[") {
		d.Errorf("%s %s answers %s", method, path, text)
	}
	return got
}

// form is what the secretariat writes on the page of a new meeting.
func (d doors) form(day string) url.Values {
	return url.Values{"body": {d.board()}, "day": {day}, "from": {"10:00"}, "until": {"12:00"}, "zone": {"Europe/Vilnius"}, "mode": {"hybrid"}, "place": {"Vilnius"}, "agenda": {"Work programme 2027; 45\nBudget"}}
}

// The secretariat announces a meeting to all, with its agenda and an event for
// calendars, on three pages and with one sending.
func TestAMeetingIsAnnouncedOnThreePages(t *testing.T) {
	d := openDoors(t)
	for _, code := range lang.All.Codes() {
		at := "/" + code + "/aurora/meetings"
		if page := d.get("secretariat", at+"/new"); !strings.Contains(page, `name="agenda"`) || strings.Contains(page, "⟦") {
			t.Fatalf("%s: the first page does not ask for the agenda, or lacks words", code)
		}
		second := d.post("secretariat", at+"/new", d.form("2027-02-10"), http.StatusSeeOther)
		second, _, _ = strings.Cut(second, "?")
		page := d.get("secretariat", second)
		version := regexp.MustCompile(`name="version" value="(\d+)"`).FindStringSubmatch(page)
		if version == nil || !strings.Contains(page, "Work programme 2027") || !strings.Contains(page, second+"/announce") {
			t.Fatalf("%s: the second page does not lead on", code)
		}
		third := d.post("secretariat", second+"/announce", url.Values{"version": {version[1]}}, http.StatusSeeOther)
		if page := d.get("secretariat", third); !strings.Contains(page, "pn-count") || !strings.Contains(page, "invitation.ics") || strings.Contains(page, "⟦") {
			t.Errorf("%s: the third page does not show the notice and the calendar", code)
		}
		m, err := d.Meeting(t.Context(), d.As("secretariat"), d.Aurora, second[strings.LastIndexByte(second, '/')+1:])
		d.Must(err)
		if got := len(d.letters(m.Meeting)); got != len(m.Presences) || got < 60 {
			t.Errorf("%s: %d letters to %d people", code, got, len(m.Presences))
		}
	}
}

func TestALateCallOnAPage(t *testing.T) {
	d := openDoors(t)
	at := d.post("secretariat", "/en/aurora/meetings/new", d.form("2026-11-25"), http.StatusSeeOther)
	at, _, _ = strings.Cut(at, "?")
	if page := d.get("secretariat", at); !strings.Contains(page, "Too late") || !strings.Contains(page, `name="reason"`) {
		t.Error("the page of a draft that is late does not say so")
	}
	if page := d.post("secretariat", at+"/announce", nil, http.StatusUnprocessableEntity); !strings.Contains(page, "at least 5 days before") || !strings.Contains(page, `href="#reason"`) {
		t.Error("a call four days before is not refused beside its reason")
	}
	d.post("secretariat", at+"/announce", url.Values{"reason": {"A factory <b>closes</b>."}}, http.StatusSeeOther)
	if page := d.get("analyst", at); !strings.Contains(page, "A factory &lt;b&gt;closes") || !strings.Contains(page, "Urgent") {
		t.Error("the reason of an urgent call is not shown")
	}
	d.post("analyst", at+"/cancel", url.Values{"reason": {"x"}}, http.StatusForbidden)
	d.post("secretariat", at+"/cancel", nil, http.StatusUnprocessableEntity)
	d.post("secretariat", at+"/cancel", url.Values{"reason": {"Off"}}, http.StatusSeeOther)
}

func TestWhoWasLateSeesBothTexts(t *testing.T) {
	d := openDoors(t)
	at := "/en/aurora/meetings/board-2026-4"
	form := d.form("2026-12-04")
	form.Set("version", "2")
	form.Set("place", "Malmö")
	d.post("secretariat", at+"/edit", form, http.StatusSeeOther)
	form.Set("place", "Lund")
	page := d.post("secretariat", at+"/edit", form, http.StatusConflict)
	if !strings.Contains(page, "Malmö") || !strings.Contains(page, "Lund") || !strings.Contains(page, `name="version" value="3"`) {
		t.Error("not both texts, or not the version to save on")
	}
}

func TestAgendaPapersAndRepliesOnPages(t *testing.T) {
	d := openDoors(t)
	at := "/en/aurora/meetings/board-2026-4"
	d.get("secretariat", at+"/items/new")
	d.post("secretariat", at+"/items/new", url.Values{"title": {""}, "duration": {"5"}}, http.StatusUnprocessableEntity)
	d.post("secretariat", at+"/items/new", url.Values{"title": {"=1+1 <i>late</i>"}, "duration": {"5"}}, http.StatusSeeOther)
	page := d.get("secretariat", at+"?change=agenda")
	if !strings.Contains(page, "=1&#43;1 &lt;i&gt;late") {
		t.Error("the late item is not there as it was written")
	}
	item := regexp.MustCompile(`name="up" value="([^"]+)"`).FindAllStringSubmatch(page, -1)
	d.post("secretariat", at+"/move", url.Values{"up": {item[2][1]}}, http.StatusSeeOther)
	d.get("secretariat", at+"/items/"+item[2][1])
	d.post("secretariat", at+"/items/"+item[2][1], url.Values{"title": {"Third cycle"}, "duration": {"30"}, "version": {"1"}}, http.StatusSeeOther)
	d.post("secretariat", at+"/items/"+item[2][1], url.Values{"title": {"Cycle"}, "duration": {"30"}, "version": {"1"}}, http.StatusConflict)
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	d.Must(form.WriteField("item", item[2][1]))
	part, err := form.CreateFormFile("file", "note.html")
	d.Must(err)
	fmt.Fprint(part, "<script>alert(1)</script>")
	d.Must(form.Close())
	r := httptest.NewRequest("POST", at+"/papers", &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	if page := d.send("secretariat", r, http.StatusUnprocessableEntity); !strings.Contains(page, `href="#file"`) {
		t.Error("a page is taken as a paper")
	}
	paper := regexp.MustCompile(`href="([^"]+/papers/[^"]+)"`).FindStringSubmatch(page)[1]
	if got := d.door.Get("analyst", paper).Header().Get("Content-Disposition"); !strings.HasPrefix(got, "attachment") {
		t.Errorf("a paper is served as %q", got)
	}
	if page := d.get("chair", at); !strings.Contains(page, `name="reply"`) {
		t.Error("the chair cannot reply")
	}
	d.post("chair", at+"/reply", url.Values{"reply": {"yes"}, "note": {"By train"}}, http.StatusSeeOther)
	if page := d.get("secretariat", at+"/attendance"); !strings.Contains(page, "By train") {
		t.Error("the note of a reply is not with the secretariat")
	}
}

func TestEveryPageInFiveLanguages(t *testing.T) {
	d := openDoors(t)
	for _, code := range lang.All.Codes() {
		for _, path := range []string{"/aurora/meetings", "/valea/meetings?q=alunara&year=2026", "/aurora/meetings/board-2026-4", "/aurora/meetings/board-2026-3", "/aurora/meetings/wg-figures-2026-1", "/valea/meetings/assembly-2026-3", "/valea/meetings/assembly-2026-2",
			"/aurora/meetings/wg-digital-2027-1", "/aurora/meetings/wg-digital-2027-1/items/new", "/aurora/meetings/board-2026-4/edit", "/aurora/meetings/board-2026-4/off", "/aurora/meetings/board-2026-3/attendance", "/aurora/meetings/series"} {
			login := "secretariat"
			if strings.HasPrefix(path, "/valea") {
				login = ""
				if path != "/valea/meetings?q=alunara&year=2026" && path != "/valea/meetings/assembly-2026-2" {
					continue
				}
			}
			if page := d.get(login, "/"+code+path); strings.Contains(page, "⟦") || strings.Contains(page, "{") {
				t.Errorf("/%s%s lacks words or values", code, path)
			}
		}
	}
	form := url.Values{"unit": {"month"}, "every": {"2"}, "week": {"1"}, "weekday": {"5"}, "count": {"3"}, "day": {"2027-03-01"}}
	for name, value := range d.form("2027-03-01") {
		form[name] = value
	}
	d.post("secretariat", "/en/aurora/meetings/series", form, http.StatusSeeOther)
	form.Set("count", "99")
	d.post("secretariat", "/en/aurora/meetings/series", form, http.StatusUnprocessableEntity)
	list := d.get("secretariat", "/en/aurora/meetings?year=2027")
	for _, day := range []string{"5 March 2027", "7 May 2027", "2 July 2027"} {
		if !strings.Contains(list, day) {
			t.Errorf("no meeting on %s", day)
		}
	}
}

func TestTheDoorForPrograms(t *testing.T) {
	d := openDoors(t)
	at := "/api/v1/networks/AURORA/meetings"
	body := `{"body":"BOARD","mode":"online","starts":"2027-02-10T09:00:00Z","ends":"2027-02-10T11:00:00Z","zone":"Europe/Vilnius","agenda":[{"title":"Budget","minutes":30,"ask":"adopt"}]}`
	got := d.json("secretariat", "POST", at, body, 200)
	code := fmt.Sprint(got["code"])
	if code != "BOARD-2027-1" || got["state"] != "draft" {
		t.Fatalf("%v", got)
	}
	d.json("analyst", "POST", at, body, 403)
	d.json("analyst", "GET", at+"/"+code, "", 403)
	if got := d.json("secretariat", "POST", at+"/"+code+"/announce", `{}`, 200); got["state"] != "announced" || got["notice"] != 5.0 {
		t.Errorf("%v", got)
	}
	if got := d.json("secretariat", "POST", at+"/"+code+"/announce", `{}`, 409); got["rule"] != "meeting.state" {
		t.Errorf("%v", got)
	}
	d.json("chair", "PUT", at+"/"+code+"/reply", `{"reply":"yes"}`, 200)
	d.json("secretariat", "PUT", at+"/"+code, `{"mode":"online","starts":"2027-02-10T10:00:00Z","ends":"2027-02-10T11:00:00Z","zone":"Europe/Vilnius","version":2}`, 200)
	d.json("secretariat", "PUT", at+"/"+code, `{"mode":"online","starts":"2027-02-10T08:00:00Z","ends":"2027-02-10T11:00:00Z","zone":"Europe/Vilnius","version":2}`, 409)
	table := d.get("secretariat", at+"/BOARD-2026-3/attendance")
	d.json("secretariat", "PUT", at+"/BOARD-2026-3/attendance", strings.Replace(table, `"present":"room"`, `"present":"absent"`, 1), 200)
	if again := d.get("secretariat", at+"/BOARD-2026-3/attendance"); strings.Count(again, `"present":"absent"`) != strings.Count(table, `"present":"absent"`)+1 {
		t.Error("who was absent is not recorded")
	}
	d.json("secretariat", "POST", at+"/"+code+"/cancel", `{"reason":"Off"}`, 200)
	if list := d.get("", at+"?year=2026"); !strings.Contains(list, "BOARD-2026-4") || strings.Contains(list, "ADVISERS") {
		t.Errorf("outsiders get %s", list)
	}
	var out strings.Builder
	d.Must(meetingsCommand{Network: "AURORA", Body: "BOARD", Year: 2026}.Run(t.Context(), d.Service, &cli.Out{Stdout: &out, Words: lang.All.In("en")}))
	if !strings.Contains(out.String(), "BOARD-2026-4") || strings.Contains(out.String(), "ADVISERS") {
		t.Errorf("the command prints %s", out.String())
	}
}
