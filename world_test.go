package main

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"pesnet/account"
	"pesnet/kit/db"
	"pesnet/kit/web"
	"pesnet/schema"
)

// TestMain lets the stories run the program itself, and clears up behind all
// tests.
func TestMain(m *testing.M) {
	testscript.Main(cleaning{m}, children)
}

type cleaning struct{ m *testing.M }

// Run runs every test.
func (c cleaning) Run() int {
	slog.SetLogLoggerLevel(slog.LevelError) // refusals are what many tests are about
	defer func() {
		for _, f := range ends {
			f()
		}
	}()
	return c.m.Run()
}

// ends are called when every test is over.
var ends []func()

// house is the demo world with its doors open.
type house struct {
	app     *app
	url     string
	routes  []web.Route
	clients map[string]*http.Client // by login; "" is nobody
	secrets []string                // of links, each after what stands for it
	mu      sync.Mutex
}

// openHouse fills a database with the demo world and opens its doors.
func openHouse(ctx context.Context, d *db.DB) (*house, func(), error) { return houseAt(ctx, d, now) }

// houseAt opens a house with a clock of its own.
func houseAt(ctx context.Context, d *db.DB, now func() time.Time) (*house, func(), error) {
	server := httptest.NewUnstartedServer(nil)
	address := "http://" + server.Listener.Addr().String()
	a, err := build(ctx, d, now, account.Options{Demo: true, URL: address})
	if err != nil {
		return nil, nil, err
	}
	if err := a.demo(ctx); err != nil {
		return nil, nil, err
	}
	handler, err := a.handler()
	if err != nil {
		return nil, nil, err
	}
	if err := a.jobs.Start(ctx); err != nil {
		return nil, nil, err
	}
	server.Config.Handler = handler
	server.Start()
	h := &house{app: a, url: address, clients: map[string]*http.Client{}}
	for _, area := range a.areas() {
		h.routes = append(h.routes, area.Routes()...)
	}
	return h, func() {
		server.Close()
		grace, cancel := context.WithTimeout(ctx, 5*time.Second)
		defer cancel()
		a.jobs.Stop(grace)
	}, nil
}

// demoFolder holds the demo world as a SQLite file that nobody has open.
var demoFolder = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "pesnet-demo-")
	if err != nil {
		return "", err
	}
	ends = append(ends, func() { os.RemoveAll(folder) })
	ctx := context.Background()
	d, err := db.Open(ctx, filepath.Join(folder, "pesnet.db"))
	if err != nil {
		return "", err
	}
	defer d.Close()
	if err := d.Migrate(ctx, schema.Files); err != nil {
		return "", err
	}
	a, err := build(ctx, d, now, account.Options{Demo: true})
	if err != nil {
		return "", err
	}
	return folder, a.demo(ctx)
})

// sharedHouse is the demo world on SQLite that tests look at and leave as it
// is.
var sharedHouse = sync.OnceValues(func() (*house, error) {
	folder, err := demoFolder()
	if err != nil {
		return nil, err
	}
	d, err := db.Open(context.Background(), filepath.Join(folder, "pesnet.db"))
	if err != nil {
		return nil, err
	}
	h, end, err := openHouse(context.Background(), d)
	if err != nil {
		return nil, err
	}
	ends = append([]func(){func() { end(); d.Close() }}, ends...)
	return h, nil
})

func shared(t testing.TB) *house {
	t.Helper()
	h, err := sharedHouse()
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// as returns a browser without scripts in which somebody is signed in.
func (h *house) as(t testing.TB, login string) *http.Client {
	t.Helper()
	h.mu.Lock()
	defer h.mu.Unlock()
	if c, ok := h.clients[login]; ok {
		return c
	}
	jar, _ := cookiejar.New(nil)
	c := &http.Client{Jar: jar, Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if login != "" {
		r, err := c.PostForm(h.url+"/en/sign-in/as", url.Values{"login": {login}})
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		if len(jar.Cookies(r.Request.URL)) == 0 {
			t.Fatalf("nobody signs in as %s: %d", login, r.StatusCode)
		}
	}
	h.clients[login] = c
	return c
}

// cookie is what the browser of somebody holds.
func (h *house) cookie(t testing.TB, login string) *http.Cookie {
	t.Helper()
	u, _ := url.Parse(h.url)
	for _, c := range h.as(t, login).Jar.Cookies(u) {
		return c
	}
	return nil
}

// answer is what a door answers.
type answer struct {
	status int
	header http.Header
	body   string
}

func (a answer) html() bool { return strings.HasPrefix(a.header.Get("Content-Type"), "text/html") }

// get asks for a path as somebody.
func (h *house) get(t testing.TB, login, path string) answer {
	t.Helper()
	r, err := h.as(t, login).Get(h.url + path)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, r)
}

// post sends a form as somebody.
func (h *house) post(t testing.TB, login, path string, form url.Values) answer {
	t.Helper()
	r, err := h.as(t, login).PostForm(h.url+path, form)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, r)
}

func read(t testing.TB, r *http.Response) answer {
	t.Helper()
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{r.StatusCode, r.Header, string(body)}
}

// send sends a file as the analyst of Gintara, as far as the question what it
// is, and returns its number.
func (h *house) send(t testing.TB, name, text string) string {
	t.Helper()
	owner := regexp.MustCompile(`name="owner" value="([^"]+)"`).FindStringSubmatch(h.get(t, "analyst", "/en/aurora/imports/new").body)
	if owner == nil {
		t.Fatal("the page to send a file says not for whom")
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	form.WriteField("owner", owner[1])
	file, _ := form.CreateFormFile("file", name)
	io.WriteString(file, text)
	form.Close()
	r, err := h.as(t, "analyst").Post(h.url+"/en/aurora/imports/new", form.FormDataContentType(), &body)
	if err != nil {
		t.Fatal(err)
	}
	got := read(t, r)
	no := regexp.MustCompile(`/up/([^/?]+)`).FindStringSubmatch(got.header.Get("Location"))
	if no == nil {
		t.Fatalf("the file is not taken: %d %s", got.status, first(got.body))
	}
	return no[1]
}
