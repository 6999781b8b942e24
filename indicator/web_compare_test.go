package indicator_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"pesnet/account"
	"pesnet/indicator"
	"pesnet/kit/browser"
	"pesnet/kit/db"
	"pesnet/kit/job"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/lang"
	"pesnet/network"
	"pesnet/schema"
	assets "pesnet/web"
)

var today = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

func clock() time.Time { return today }

// world is the demonstration behind the doors of this area alone.
type world struct {
	db         *db.DB
	networks   *network.Service
	accounts   *account.Service
	indicators *indicator.Service
	handler    http.Handler
}

// newWorld is a world that ends with its test.
func newWorld(tb testing.TB, address string) *world {
	tb.Helper()
	w := fill(tb, address)
	tb.Cleanup(func() { w.db.Close() })
	return w
}

// fill fills a database with the demonstration. Who asks is named by a header,
// for signing in is tested elsewhere.
func fill(tb testing.TB, address string) *world {
	tb.Helper()
	ctx := context.Background()
	d, err := db.Open(ctx, address)
	if err == nil {
		err = d.Migrate(ctx, schema.Files)
	}
	if err != nil {
		tb.Fatal(err)
	}
	jobs, err := job.New(ctx, d, clock, slog.New(slog.DiscardHandler))
	if err != nil {
		tb.Fatal(err)
	}
	w := &world{db: d, networks: network.New(d, clock), indicators: indicator.New(d, clock, jobs)}
	w.accounts = account.New(d, clock, w.networks, account.Options{Demo: true})
	if err := w.networks.Demo(ctx); err != nil {
		tb.Fatal(err)
	}
	if err := w.indicators.Demo(ctx); err != nil {
		tb.Fatal(err)
	}
	w.serve(tb)
	return w
}

var (
	sharing sync.Mutex
	sharedW *world
)

// shared is one world for all tests that change nothing in it.
func shared(tb testing.TB) *world {
	tb.Helper()
	sharing.Lock()
	defer sharing.Unlock()
	if sharedW == nil {
		sharedW = fill(tb, ":memory:")
	}
	return sharedW
}

func (w *world) serve(tb testing.TB) {
	tb.Helper()
	pages, err := ui.Load(w.indicators.Pages())
	if err != nil {
		tb.Fatal(err)
	}
	css := ui.Assets{CSS: assets.CSS(), JS: assets.JS(), Icon: assets.Icon()}
	site := &web.Site{
		Languages: lang.All, Known: network.Known, Pages: pages, Metrics: web.NewMetrics(), Log: slog.New(slog.DiscardHandler),
		Who: func(r *http.Request) context.Context { return network.With(r.Context(), w.as(tb, r.Header.Get("As"))) },
		May: func(ctx context.Context, policy, _ string) error {
			return network.Could(network.From(ctx), policy).Err()
		},
		Frame: func(r *web.Request, v web.View) ui.Frame {
			f := ui.Frame{Title: v.Title, Assets: css, Brand: ui.Brand{Name: "pesnet", Href: "/"}, Crumbs: v.Crumbs, Problems: v.Problems, Dense: v.Dense, Month: 11}
			for _, code := range lang.All.Codes() {
				f.Languages = append(f.Languages, ui.Language{Code: code, Name: lang.All.In(code).Name(), Href: r.In(code)})
			}
			return f
		},
	}
	people, err := site.Handler(w.indicators.Routes())
	if err != nil {
		tb.Fatal(err)
	}
	api := web.NewAPI(site, "test")
	w.indicators.API(api)
	programs, err := api.Handler()
	if err != nil {
		tb.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/", people)
	mux.Handle("/api/", programs)
	mux.Handle("GET /assets/", assets.Assets())
	w.handler = mux
}

// as is a person by login, with the roles that the demonstration gives.
func (w *world) as(tb testing.TB, login string) network.Who {
	tb.Helper()
	if login == "" {
		return network.Who{}
	}
	secret, _, err := w.accounts.SignInAs(context.Background(), login)
	if err != nil {
		tb.Fatal(err)
	}
	who, err := w.accounts.Session(context.Background(), secret)
	if err != nil {
		tb.Fatal(err)
	}
	return who
}

func (w *world) get(tb testing.TB, path, login string) *httptest.ResponseRecorder {
	tb.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	if login != "" {
		r.Header.Set("As", login)
	}
	rec := httptest.NewRecorder()
	w.handler.ServeHTTP(rec, r)
	return rec
}

// pages are those that are looked at, by name.
var pages = map[string]string{
	"real":       "/pes-network/compare?me=LT&indicator=unemployment",
	"programmes": "/pes-network/compare?me=LT&indicator=activation-participants&peer=EE&peer=FI&peer=LV&peer=PL&peer=RO&peer=SE&peer=BE",
	"aurora":     "/aurora/compare",
	"all":        "/aurora/compare?indicator=q1a&with=all&rank=1&table=first",
	"monthly":    "/valea/compare?indicator=registered",
	"women":      "/aurora/compare?indicator=q1a&sex=F",
	"nothing":    "/aurora/compare?indicator=q1a&sex=F&age=Y_LT25",
	"nobody":     "/net-pes/compare",
	"catalogue":  "/aurora/indicators",
	"found":      "/pes-network/indicators?q=long",
	"definition": "/aurora/indicators/q1a",
}

func TestEveryPageAnswersInEveryLanguage(t *testing.T) {
	w := shared(t)
	for name, path := range pages {
		for _, code := range lang.All.Codes() {
			rec := w.get(t, "/"+code+path, "")
			if rec.Code != http.StatusOK {
				t.Fatalf("%s in %s: %d %s", name, code, rec.Code, rec.Body)
			}
			if at := strings.Index(rec.Body.String(), "⟦"); at >= 0 {
				t.Errorf("%s in %s: a word is missing: %.80s", name, code, rec.Body.String()[at:])
			}
			if strings.Contains(rec.Body.String(), `<th scope="row"></th>`) {
				t.Errorf("%s in %s: a row has no name", name, code)
			}
			if none := name == "nothing" || name == "nobody"; none && strings.Contains(rec.Body.String(), "compare.svg") {
				t.Errorf("%s in %s: offers a chart that it has not", name, code)
			}
			if strings.Contains(rec.Body.String(), "\x00") {
				t.Errorf("%s in %s: a value has no place", name, code)
			}
		}
	}
}

// Set PESNET_LOOK to a folder to get the pictures.
func TestTheComparisonLooksRight(t *testing.T) {
	if err := assets.Built(); err != nil {
		t.Skip(err)
	}
	b := browser.Start(t)
	w := shared(t)
	server := httptest.NewServer(w.handler)
	t.Cleanup(server.Close)
	for name, path := range pages {
		for _, code := range []string{"en", "lt"} {
			for _, width := range []int{1280, 320} {
				t.Run(fmt.Sprintf("%s-%s-%d", name, code, width), func(t *testing.T) {
					p := b.For(t).Open(server.URL+"/"+code+path, browser.Width(width))
					for _, v := range p.Axe() {
						t.Errorf("axe: %v", v)
					}
					if p.Overflow() {
						t.Errorf("moves sideways: %v", p.Wide())
					}
					for _, said := range p.Console() {
						t.Errorf("console: %s", said)
					}
					if dir := os.Getenv("PESNET_LOOK"); dir != "" {
						_, name, _ := strings.Cut(t.Name(), "/")
						p.Screenshot(filepath.Join(dir, name+".png"))
					}
				})
			}
		}
	}
}

func TestTheComparisonIsValidHTML(t *testing.T) {
	w := shared(t)
	all := map[string][]byte{}
	for name, path := range pages {
		all[name] = w.get(t, "/lt"+path, "").Body.Bytes()
	}
	all["signed-in"] = w.get(t, "/en/aurora/compare", "analyst").Body.Bytes()
	for _, complaint := range browser.Invalid(t, all) {
		t.Error(complaint)
	}
}

func gzipped(tb testing.TB, page []byte) int {
	tb.Helper()
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, 5)
	if _, err := z.Write(page); err != nil {
		tb.Fatal(err)
	}
	z.Close()
	return b.Len()
}

func (w *world) card(tb testing.TB, n network.Network, o network.Organisation) (template.HTML, error) {
	tb.Helper()
	r := &web.Request{Request: httptest.NewRequest(http.MethodGet, "/en/"+strings.ToLower(n.Code)+"/members/"+o.Code, nil), Words: lang.All.In("en")}
	r.SetPathValue("network", n.Code)
	return w.indicators.MemberFigures(context.Background(), r, n, o)
}

// The form is used by keyboard alone, and without scripts.
func TestTheFormOfAComparisonWorksByKeyboardAndWithoutScripts(t *testing.T) {
	if err := assets.Built(); err != nil {
		t.Skip(err)
	}
	w := shared(t)
	server := httptest.NewServer(w.handler)
	t.Cleanup(server.Close)
	b := browser.Start(t)
	for _, width := range []int{1280, 320} {
		p := b.For(t).Open(server.URL+"/en/aurora/compare?indicator=q1a&me=AUR-GINTARA", browser.Width(width), browser.Header("As", "analyst"), browser.NoScript())
		p.Click(".pn-filter summary")
		for _, v := range p.Axe() {
			t.Errorf("%d: axe: %v", width, v)
		}
		if p.Overflow() {
			t.Errorf("%d: moves sideways: %v", width, p.Wide())
		}
		if dir := os.Getenv("PESNET_LOOK"); dir != "" {
			p.Screenshot(filepath.Join(dir, fmt.Sprintf("form-%d.png", width)))
		}
		p.Follow(".pn-filter button[type=submit]")
		if !strings.Contains(p.URL(), "me=AUR-GINTARA") || !strings.Contains(p.Text("h1"), "Transitions") {
			t.Errorf("%d: the form leads to %s", width, p.URL())
		}
		if pdf := p.PDF(); len(pdf) < 20_000 {
			t.Errorf("%d: a PDF of %d bytes", width, len(pdf))
		} else if dir := os.Getenv("PESNET_LOOK"); dir != "" && width == 1280 {
			os.WriteFile(filepath.Join(dir, "compare.pdf"), pdf, 0o644)
		}
	}
}
