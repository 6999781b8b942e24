package main

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"pesnet/kit/db/dbtest"
)

// guarded is a small world behind a guard, and what it writes down.
func guarded(t *testing.T, g guard) (*httptest.Server, *bytes.Buffer) {
	t.Helper()
	said := &bytes.Buffer{}
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(said, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	a, server := smallWorld(t, dbtest.Open(t))
	a.guard = g
	handler, err := a.handler()
	if err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = handler
	return server, said
}

func asked(t *testing.T, c *http.Client, to string, headers ...string) answer {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, to, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	got, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, got)
}

// Who asks too often is told when to come again, on pages and as a program,
// whether the page is there or not; others go on.
func TestWhoAsksTooOftenIsToldWhenToComeAgain(t *testing.T) {
	server, said := guarded(t, guard{PacePerson: 20, PaceAddress: 30})
	nobody, ilse := &http.Client{}, signedInAt(t, server.URL)
	for i := range 40 {
		got := asked(t, ilse, server.URL+"/sv/aurora/about")
		if want := map[bool]int{true: http.StatusOK, false: http.StatusTooManyRequests}[i < 20]; got.status != want {
			t.Fatalf("request %d of a person answers %d, want %d", i+1, got.status, want)
		}
	}
	for _, path := range []string{"/sv/aurora/about", "/sv/none", "/api/v1/networks", "/api/v1/none"} {
		got := asked(t, ilse, server.URL+path, "Accept-Language", "sv")
		seconds, err := strconv.Atoi(got.header.Get("Retry-After"))
		if got.status != http.StatusTooManyRequests || err != nil || seconds < 1 || seconds > 60 {
			t.Errorf("%s answers %d, to come again in %q s", path, got.status, got.header.Get("Retry-After"))
		}
		if !strings.Contains(got.body, "Försök igen om") {
			t.Errorf("%s does not say so in Swedish: %s", path, first(got.body))
		}
	}
	if got := asked(t, nobody, server.URL+"/en/aurora/about"); got.status != http.StatusOK {
		t.Errorf("somebody else is answered %d", got.status)
	}
	if !strings.Contains(said.String(), "msg=refused rule=web.pace status=429 method=GET where=\"GET /{lang}/{network}/about\" person=") {
		t.Errorf("it is not written down: %s", said)
	}
}

// What is refused is written down and counted, with nothing in it that
// somebody wrote or is called.
func TestRefusalsAreWrittenDown(t *testing.T) {
	server, said := guarded(t, guard{})
	halina := clientOf(t, server.URL, "representative")
	secrets := []string{"Halina", "halina", "representative", "sesame", "127.0.0.1"}
	if got := asked(t, halina, server.URL+"/en/aurora/members/add?note=sesame"); got.status != http.StatusForbidden {
		t.Fatalf("a page for others answers %d", got.status)
	}
	r, _ := http.NewRequest(http.MethodPost, server.URL+"/en/aurora/members/add", strings.NewReader(url.Values{"name": {"sesame"}}.Encode()))
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if got, err := halina.Do(r); err != nil || read(t, got).status != http.StatusForbidden {
		t.Errorf("a form of another site: %v %v", got, err)
	}
	r, _ = http.NewRequest(http.MethodPost, server.URL+"/api/v1/networks/AURORA/memberships", strings.NewReader(`{"code":"ZZZ-ONE","name":"sesame","lang":"en","type":"national_pes","kind":"observer","from":"2026","source":"Minutes"}`))
	r.Header.Set("Content-Type", "application/json")
	got, err := halina.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	if answer := read(t, got); answer.status != http.StatusForbidden {
		t.Errorf("an operation for others answers %d: %s", answer.status, answer.body)
	}
	for _, line := range []string{
		`level=WARN msg=refused rule=network.may.secretariat status=403 method=GET where="GET /{lang}/{network}/members/add" person=`,
		`level=WARN msg=refused rule=web.other-site status=403 method=POST where="other site" person=`,
		`level=WARN msg=refused rule=network.may.secretariat status=403 method=POST where=`,
	} {
		if !strings.Contains(said.String(), line) {
			t.Errorf("nothing says %s: %s", line, said)
		}
	}
	for _, secret := range secrets {
		if strings.Contains(said.String(), secret) {
			t.Errorf("what is written down names %q: %s", secret, said)
		}
	}
	metrics := asked(t, http.DefaultClient, server.URL+"/metrics").body
	for _, line := range []string{`pesnet_refusals_total{rule="network.may.secretariat"} 2`, `pesnet_refusals_total{rule="web.other-site"} 1`} {
		if !strings.Contains(metrics, line) {
			t.Errorf("the metrics do not say %s", line)
		}
	}
}

// Metrics are for this machine, or for who has the token.
func TestMetricsAreNotForEverybody(t *testing.T) {
	file := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, []byte("open-sesame\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name    string
		guard   guard
		remote  string
		headers []string
		want    int
	}{
		{"from this machine", guard{}, "127.0.0.1:4000", nil, http.StatusOK},
		{"from this machine by IPv6", guard{}, "[::1]:4000", nil, http.StatusOK},
		{"from elsewhere", guard{}, "192.0.2.1:4000", nil, http.StatusNotFound},
		{"from elsewhere by a proxy here", guard{}, "127.0.0.1:4000", []string{"X-Forwarded-For", "192.0.2.1"}, http.StatusNotFound},
		{"with the token", guard{Metrics: "file:" + file}, "192.0.2.1:4000", []string{"Authorization", "Bearer open-sesame"}, http.StatusOK},
		{"with another token", guard{Metrics: "file:" + file}, "192.0.2.1:4000", []string{"Authorization", "Bearer open"}, http.StatusNotFound},
		{"from this machine without the token", guard{Metrics: "file:" + file}, "127.0.0.1:4000", nil, http.StatusNotFound},
	} {
		handler, err := test.guard.measured(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
		if err != nil {
			t.Fatal(err)
		}
		r, w := httptest.NewRequest(http.MethodGet, "/metrics", nil), httptest.NewRecorder()
		r.RemoteAddr = test.remote
		for i := 0; i < len(test.headers); i += 2 {
			r.Header.Set(test.headers[i], test.headers[i+1])
		}
		if handler.ServeHTTP(w, r); w.Code != test.want {
			t.Errorf("%s: %d, want %d", test.name, w.Code, test.want)
		}
	}
	if _, err := (guard{Metrics: "file:/none"}).measured(nil); err == nil {
		t.Error("a token that is not there is no token")
	}
}

// Told to end, the program says at once that it is not ready, and answers
// until others have noticed.
func TestReadinessEndsFirst(t *testing.T) {
	c := begin(t, "pesnet", ownWorld(t), "", "PESNET_DRAIN=2s")
	if got := asked(t, http.DefaultClient, c.url+"/readyz"); got.status != http.StatusOK {
		t.Fatalf("ready answers %d", got.status)
	}
	began := time.Now()
	if err := c.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	for asked(t, http.DefaultClient, c.url+"/readyz").status == http.StatusOK {
		if time.Since(began) > time.Second {
			t.Fatal("a second later it is still ready")
		}
		time.Sleep(10 * time.Millisecond)
	}
	if got := asked(t, http.DefaultClient, c.url+"/en/aurora/about"); got.status != http.StatusOK {
		t.Errorf("while others take over a page answers %d", got.status)
	}
	if err := c.cmd.Wait(); err != nil {
		t.Errorf("the program ended with %v: %s", err, c.said)
	}
}
