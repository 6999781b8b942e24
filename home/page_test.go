package home

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pesnet/account"
	"pesnet/indicator"
	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/job"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/lang"
	"pesnet/network"
)

// house is the demo world with its front door.
type house struct {
	t        *testing.T
	home     *Service
	networks *network.Service
	accounts *account.Service
	handler  http.Handler

	indicators *indicator.Service
}

func at() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

func open(t *testing.T, d *db.DB) *house {
	t.Helper()
	jobs, err := job.New(t.Context(), d, at, slog.Default())
	if err != nil {
		t.Fatal(err)
	}
	networks := network.New(d, at)
	if err := networks.Demo(t.Context()); err != nil {
		t.Fatal(err)
	}
	indicators := indicator.New(d, at, jobs)
	networks.MemberFigures = indicators.MemberFigures
	accounts := account.New(d, at, networks, account.Options{Demo: true})
	s := New(d, at, networks, indicators)
	pages, err := ui.Load(s.Pages())
	if err != nil {
		t.Fatal(err)
	}
	site := &web.Site{
		Languages: lang.All, Who: accounts.Identify, Known: network.Known,
		May: func(ctx context.Context, policy, _ string) error {
			return network.Could(network.From(ctx), policy).Err()
		},
		Frame: s.Frame, Pages: pages, Metrics: web.NewMetrics(), Log: slog.Default(),
	}
	handler, err := site.Handler(s.Routes())
	if err != nil {
		t.Fatal(err)
	}
	return &house{t, s, networks, accounts, handler, indicators}
}

// cookie signs in one of the invented people; nobody for an empty login.
func (h *house) cookie(login string) string {
	if login == "" {
		return ""
	}
	secret, _, err := h.accounts.SignInAs(h.t.Context(), login)
	if err != nil {
		h.t.Fatal(err)
	}
	return "pesnet=" + secret
}

func (h *house) get(path, cookie string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("GET", path, nil)
	r.Header.Set("Cookie", cookie)
	w := httptest.NewRecorder()
	h.handler.ServeHTTP(w, r)
	return w
}

func (h *house) post(path, cookie string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Cookie", cookie)
	w := httptest.NewRecorder()
	h.handler.ServeHTTP(w, r)
	return w
}

var (
	standingAt = []string{"", "/help", "/accessibility", "/privacy", "/feedback", "/feedback/sent?no=7&by=2026-12-21", "/open-data", "/search", "/search?q=sauliu", "/search?q=europ"}
	several    = []string{"/aurora", "/valea", "/pes-network", "/net-pes", "/spune-spo", "/wapes"}
)

// paths are the addresses of every page below the language.
func paths() []string {
	all := []string{"/"}
	for _, under := range append([]string{""}, several...) {
		for _, page := range standingAt {
			if under+page != "" {
				all = append(all, under+page)
			}
		}
	}
	return all
}

func TestEveryPageInEveryLanguageForEverybody(t *testing.T) {
	h := open(t, dbtest.Open(t))
	if err := h.indicators.Demo(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, login := range []string{"", "secretariat", "analyst", "administrator", "valea.ngo"} {
		cookie, mine := h.cookie(login), paths()
		if login != "" {
			mine = append(mine, "/aurora/desk", "/valea/desk", "/wapes/desk")
		}
		for _, code := range lang.All.Codes() {
			for _, path := range mine {
				w := h.get("/"+code+path, cookie)
				if w.Code != 200 {
					t.Errorf("%s as %q: %d", code+path, login, w.Code)
					continue
				}
				for _, wrong := range faults(code, w.Body.String()) {
					t.Errorf("%s as %q: %s", code+path, login, wrong)
				}
			}
		}
	}
}

var (
	tags = regexp.MustCompile(`<(/?)([a-zA-Z][a-zA-Z0-9]*)([^>]*)>`)
	void = []string{"meta", "link", "input", "br", "hr", "img", "rect", "path", "use", "circle", "line", "polygon", "polyline", "wbr"}
	ids  = regexp.MustCompile(` id="([^"]*)"`)
)

// faults finds what no page may have: words that are missing, tags that do
// not match, an id twice, not exactly one main heading.
func faults(code, page string) (all []string) {
	if !strings.Contains(page, `<html lang="`+code+`"`) {
		all = append(all, "the language is not said")
	}
	if i := strings.IndexAny(page, "⟦⟧"); strings.Contains(page, "⟦") {
		all = append(all, "words are missing: "+page[i:min(len(page), i+60)])
	}
	if strings.Contains(page, "<no value>") || strings.Contains(page, "%!") {
		all = append(all, "a value is missing")
	}
	if n := strings.Count(page, "<h1"); n != 1 {
		all = append(all, fmt.Sprintf("%d main headings", n))
	}
	var inside []string
	for _, tag := range tags.FindAllStringSubmatch(page, -1) {
		name := strings.ToLower(tag[2])
		switch {
		case slices.Contains(void, name) || strings.HasSuffix(tag[3], "/"):
		case tag[1] == "":
			inside = append(inside, name)
		case len(inside) == 0 || inside[len(inside)-1] != name:
			return append(all, fmt.Sprintf("</%s> closes %v", name, inside))
		default:
			inside = inside[:len(inside)-1]
		}
	}
	seen := map[string]bool{}
	for _, id := range ids.FindAllStringSubmatch(page, -1) {
		if seen[id[1]] {
			all = append(all, "the id "+id[1]+" twice")
		}
		seen[id[1]] = true
	}
	return all
}

func TestADeskIsForThoseWhoSignedIn(t *testing.T) {
	h := open(t, dbtest.Open(t))
	w := h.get("/en/aurora/desk", "")
	if want := "/en/sign-in?next=%2Fen%2Faurora%2Fdesk"; w.Code != 303 || w.Header().Get("Location") != want {
		t.Errorf("a desk for nobody: %d to %q, want 303 to %q", w.Code, w.Header().Get("Location"), want)
	}
	page := h.get("/en/aurora/desk", h.cookie("secretariat")).Body.String()
	if !strings.Contains(page, "Ilse Vermaelen-Oost") || !strings.Contains(page, `action="/en/sign-out"`) {
		t.Error("the frame does not say who is signed in, or not how to sign out")
	}
}

func TestPlacesThatAreNotThere(t *testing.T) {
	h := open(t, dbtest.Open(t))
	for _, path := range []string{"/en/nowhere", "/en/nowhere/help", "/en/aurora/open-data/none.csv", "/xx/", "/en/aurora/help/me"} {
		w := h.get(path, "")
		if w.Code != 404 || !strings.Contains(w.Body.String(), "pn-foot") {
			t.Errorf("%s: %d, want 404 with the frame of every page", path, w.Code)
		}
	}
}

func TestDisputedMembersAreNotCountedOnTheFrontPage(t *testing.T) {
	h := open(t, dbtest.Open(t))
	f, err := h.home.Front(t.Context(), network.Who{}, "WAPES")
	if err != nil {
		t.Fatal(err)
	}
	counted := network.Counted(f.Members)
	page := h.get("/en/wapes", "").Body.String()
	if !strings.Contains(page, fmt.Sprintf("<dd>%d</dd>", counted)) || counted >= len(f.Members) {
		t.Errorf("%d of %d are counted; the page must say so", counted, len(f.Members))
	}
}

func TestFeedbackGetsANumber(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		form := url.Values{"kind": {"figure"}, "text": {"The figure of May is <b>wrong</b>."}, "contact": {"reader@example.org"}}
		w := h.post("/en/aurora/feedback", "", form)
		if want := "/en/aurora/feedback/sent?no=1&by=2026-12-21"; w.Header().Get("Location") != want {
			t.Fatalf("feedback leads to %q, want %q", w.Header().Get("Location"), want)
		}
		w = h.post("/en/feedback", "", url.Values{"kind": {"idea"}})
		if w.Code != 422 || !strings.Contains(w.Body.String(), `id="text-error"`) {
			t.Errorf("feedback without a text: %d, want 422 with the words beside the field", w.Code)
		}
		page := h.get("/en/feedback/list", h.cookie("administrator")).Body.String()
		if !strings.Contains(page, "The figure of May is &lt;b&gt;wrong") || !strings.Contains(page, "AURORA") {
			t.Error("the administrator does not see the feedback, or not escaped")
		}
		if w := h.get("/en/feedback/list", h.cookie("secretariat")); w.Code != 403 {
			t.Errorf("the list for a secretariat: %d, want 403", w.Code)
		}
	})
}

// Tests rule home.feedback-kept.
func TestFeedbackIsKeptForAYear(t *testing.T) {
	d := dbtest.Open(t)
	h := open(t, d)
	old := Feedback{Kind: "idea", Text: "old", At: at().AddDate(-1, 0, -1)}
	if err := d.Write(t.Context(), func(tx *db.Tx) error { _, err := insertFeedback(tx, old); return err }); err != nil {
		t.Fatal(err)
	}
	h.post("/en/feedback", "", url.Values{"kind": {"idea"}, "text": {"new"}})
	n := int64(0)
	err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
		n, err = tx.Count(`SELECT count(*) FROM home_feedback`)
		return err
	})
	if err != nil || n != 1 {
		t.Errorf("%d texts are kept (%v), want the new one alone", n, err)
	}
}

func TestSearchFindsWhateverTheMarks(t *testing.T) {
	h := open(t, dbtest.Open(t))
	for _, test := range []struct{ name, code, query, kind string }{
		{"a network by its code", "", "aurora", "network"},
		{"a member of a network", "AURORA", "gintara", "member"},
		{"a country without marks", "PES-NETWORK", "lietuv", "member"},
		{"a standing page", "", "accessibility", "page"},
	} {
		hits, err := h.home.Search(t.Context(), network.Who{}, lang.All.In("en"), test.code, test.query)
		if err != nil || !slices.ContainsFunc(hits, func(hit Hit) bool { return hit.Kind == test.kind }) {
			t.Errorf("%s: %v, %v; want a %s", test.name, hits, err, test.kind)
		}
	}
}

func TestNoNetworkIsCalledLikeAPage(t *testing.T) {
	h := open(t, dbtest.Open(t))
	all, err := h.networks.Networks(t.Context(), network.Who{})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range all {
		if slices.Contains(Reserved, strings.ToLower(n.Code)) {
			t.Errorf("the network %s hides behind a page", n.Code)
		}
	}
	for _, route := range h.home.Routes() {
		first := strings.Split(strings.TrimPrefix(route.Pattern, "/"), "/")[0]
		if first != "" && first != "{network}" && !slices.Contains(Reserved, first) {
			t.Errorf("%s is not reserved: a network could have this code", first)
		}
	}
}

func BenchmarkFrame(b *testing.B) {
	d := dbtest.Open(b)
	networks := network.New(d, time.Now)
	if err := networks.Demo(b.Context()); err != nil {
		b.Fatal(err)
	}
	s := New(d, time.Now, networks, nil)
	r := httptest.NewRequest("GET", "/en/aurora", nil)
	r.SetPathValue("network", "aurora")
	for b.Loop() {
		s.Frame(&web.Request{Request: r, Words: lang.All.In("en")}, web.View{Section: "overview"})
	}
}
