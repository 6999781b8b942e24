package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// storm is clients that write, each as fast as it can, while the program or
// its database is killed. They keep a history of what was answered.
type storm struct {
	file *os.File

	mu     sync.Mutex
	writes []*write
	wrong  []string  // answers that must not be
	kept   time.Time // when the last change was answered
	last   int       // number of the last write
}

// write is an organisation that a client lists, and sometimes a last day that
// it sets. What is not answered is asked again under the same key.
type write struct {
	Key, Code string
	ID        string // of the membership, as it was answered
	Kept      bool   // the listing was answered
	End       string // "", "asked", "kept"
	busy      bool
}

func newStorm(t testing.TB) *storm {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "history"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return &storm{file: f}
}

// note writes down what is known of a write; an answer is on the disk before
// anything else happens.
func (s *storm) note(w *write, change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
	line, _ := json.Marshal(w)
	s.file.Write(append(line, '\n'))
	if w.Kept {
		s.file.Sync()
		s.kept = time.Now()
	}
}

// history is the last that was noted of each write, read from the file.
func (s *storm) history(t testing.TB) map[string]write {
	t.Helper()
	text, err := os.ReadFile(s.file.Name())
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]write{}
	for line := range strings.Lines(string(text)) {
		var w write
		if err := json.Unmarshal([]byte(line), &w); err != nil {
			t.Fatal(err)
		}
		all[w.Code] = w
	}
	return all
}

// next is what was not answered, or else something new.
func (s *storm) next(onlyOpen bool) *write {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, w := range s.writes {
		if !w.busy && (!w.Kept || w.End == "asked") {
			w.busy = true
			return w
		}
	}
	if onlyOpen {
		return nil
	}
	s.last++
	w := &write{Key: fmt.Sprintf("storm-%d", s.last), Code: fmt.Sprintf("ZZZ-STORM-%d", s.last), busy: true}
	s.writes = append(s.writes, w)
	return w
}

// rage lets four clients write until ctx ends.
func (s *storm) rage(ctx context.Context, c *http.Client, at string) *sync.WaitGroup {
	var clients sync.WaitGroup
	for range 4 {
		clients.Go(func() {
			for ctx.Err() == nil {
				w := s.next(false)
				s.put(ctx, c, at, w)
				s.mu.Lock()
				w.busy = false
				s.mu.Unlock()
			}
		})
	}
	return &clients
}

// start lets clients write to a child until stop is called.
func (s *storm) start(t testing.TB, c *child) (clients *sync.WaitGroup, stop func()) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(stop)
	return s.rage(ctx, signedInAt(t, c.url), c.url), stop
}

// settle asks again for everything that was not answered.
func (s *storm) settle(ctx context.Context, c *http.Client, at string) {
	for range 50 {
		for w := s.next(true); w != nil; w = s.next(true) {
			s.put(ctx, c, at, w)
		}
		s.mu.Lock()
		open := false
		for _, w := range s.writes {
			w.busy = false
			open = open || !w.Kept || w.End == "asked"
		}
		s.mu.Unlock()
		if !open {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// put lists the organisation of a write; some clients are nervous and ask
// twice, some set a last day.
func (s *storm) put(ctx context.Context, c *http.Client, at string, w *write) {
	times := 1
	if rand.IntN(4) == 0 {
		times = 2
	}
	for range times {
		if w.Kept && w.End == "asked" {
			break
		}
		s.list(ctx, c, at, w)
	}
	if w.Kept && w.ID != "" && (w.End == "asked" || rand.IntN(3) == 0 && w.End == "") {
		s.finish(ctx, c, at, w)
	}
}

func (s *storm) list(ctx context.Context, c *http.Client, at string, w *write) {
	s.note(w, func() {})
	body := fmt.Sprintf(`{"code":%q,"name":"Service of the storm","lang":"en","type":"national_pes","kind":"observer","from":"2026","source":"Minutes","sources_differ":true}`, w.Code)
	status, answer := ask(ctx, c, http.MethodPost, at+"/api/v1/networks/AURORA/memberships", body, "Idempotency-Key", w.Key)
	var m struct {
		ID string `json:"id"`
	}
	switch {
	case status/100 == 2 && json.Unmarshal([]byte(answer), &m) == nil:
		if w.Kept && w.ID != m.ID {
			s.blame("%s was answered as %s and as %s", w.Code, w.ID, m.ID)
		}
		s.note(w, func() { w.ID, w.Kept = m.ID, true })
	case status/100 == 4:
		s.blame("%s was refused: %d %s", w.Code, status, answer)
	}
}

// finish sets a last day. Asked again after no answer, the version tells
// whether it was kept.
func (s *storm) finish(ctx context.Context, c *http.Client, at string, w *write) {
	again := w.End == "asked"
	s.note(w, func() { w.End = "asked" })
	status, answer := ask(ctx, c, http.MethodPatch, at+"/api/v1/networks/AURORA/memberships/"+w.ID, `{"to":"2030"}`, "If-Match", `"1"`)
	switch {
	case status/100 == 2, status == http.StatusConflict && again:
		s.note(w, func() { w.End = "kept" })
	case status/100 == 4:
		s.blame("the end of %s was refused: %d %s", w.Code, status, answer)
	}
}

func (s *storm) blame(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.wrong) < 10 {
		s.wrong = append(s.wrong, fmt.Sprintf(format, args...))
	}
}

// ask sends a request; 0 means that no answer came.
func ask(ctx context.Context, c *http.Client, method, at, body string, header ...string) (int, string) {
	r, err := http.NewRequestWithContext(ctx, method, at, strings.NewReader(body))
	if err != nil {
		return 0, err.Error()
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	answer, err := c.Do(r)
	if err != nil {
		time.Sleep(5 * time.Millisecond)
		return 0, err.Error()
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, err.Error()
	}
	if answer.StatusCode >= 500 {
		time.Sleep(10 * time.Millisecond)
	}
	return answer.StatusCode, string(text)
}

// signedIn is a client in which the secretariat of AURORA is signed in.
func signedInAt(t testing.TB, at string) *http.Client {
	t.Helper()
	return clientOf(t, at, "secretariat")
}

func clientOf(t testing.TB, at, login string) *http.Client {
	t.Helper()
	jar, _ := cookiejar.New(nil)
	c := &http.Client{Jar: jar, Timeout: 20 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{MaxIdleConnsPerHost: 8}}
	r, err := c.PostForm(at+"/en/sign-in/as", url.Values{"login": {login}})
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if u, _ := url.Parse(at); len(jar.Cookies(u)) == 0 {
		t.Fatalf("nobody signs in: %d", r.StatusCode)
	}
	return c
}
