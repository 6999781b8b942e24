package browser_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pesnet/kit/browser"
)

const page = `<!doctype html><html lang="en"><head><title>A page</title></head><body>
<main><h1>A page</h1><p id="p">plain</p><noscript><p id="n">no script</p></noscript>
<img src="/a.png"><p style="width:500px">wide</p></main>
<script>document.getElementById("p").textContent = "scripted"; console.error("oops")</script></body></html>`

func TestAPageIsSeenAsAReaderSeesIt(t *testing.T) {
	var cookie, header string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			cookie, header = r.Header.Get("Cookie"), r.Header.Get("X-Test")
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write([]byte(page))
			return
		}
		http.NotFound(w, r)
	}))
	defer server.Close()
	b := browser.Start(t)

	t.Run("with scripts, narrow", func(t *testing.T) {
		p := b.For(t).Open(server.URL, browser.Width(320), browser.Cookie("s", "1"), browser.Header("X-Test", "yes"))
		if p.Status != 200 || cookie != "s=1" || header != "yes" {
			t.Errorf("got status %d, cookie %q, header %q", p.Status, cookie, header)
		}
		if got := p.Text("#p"); got != "scripted" {
			t.Errorf("text: got %q, want what the script wrote", got)
		}
		if !p.Overflow() || len(p.Wide()) == 0 {
			t.Error("a paragraph of 500 px at 320 px was not noticed")
		}
		if got := strings.Join(p.Console(), "\n"); !strings.Contains(got, "oops") || !strings.Contains(got, "404") {
			t.Errorf("console: got %q, want the error and the missing picture", got)
		}
		if got := p.Axe(); len(got) != 1 || got[0].ID != "image-alt" {
			t.Errorf("axe: got %v, want the picture without words", got)
		}
	})

	t.Run("without scripts, wide", func(t *testing.T) {
		p := b.For(t).Open(server.URL, browser.NoScript())
		if got := p.Text("#p") + ", " + p.Text("#n"); got != "plain, no script" {
			t.Errorf("text: got %q", got)
		}
		if p.Overflow() {
			t.Error("500 px at 1280 px do not overflow")
		}
		if got := p.Axe(); len(got) != 1 {
			t.Errorf("axe: got %v, want the picture without words", got)
		}
		path := filepath.Join(t.TempDir(), "shot.png")
		p.Screenshot(path)
		if about, err := os.Stat(path); err != nil || about.Size() == 0 {
			t.Errorf("screenshot: %v", err)
		}
	})
}

func TestTheCheckerNamesThePageAndTheFault(t *testing.T) {
	got := browser.Invalid(t, map[string][]byte{
		"good": []byte(`<!doctype html><html lang="en"><head><title>A</title></head><body><h1>A</h1></body></html>`),
		"/bad": []byte(`<!doctype html><html lang="en"><head><title>A</title></head><body><p><div></div></p></body></html>`),
	})
	if len(got) == 0 || !strings.HasPrefix(got[0], "/bad: ") {
		t.Errorf("got %q, want faults of /bad alone", got)
	}
}
