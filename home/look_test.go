package home

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"pesnet/kit/browser"
	"pesnet/kit/db/dbtest"
	assets "pesnet/web"
)

// looks are the pages that are looked at, with who looks.
var looks = []struct{ name, path, login string }{
	{"installation", "/", ""},
	{"front", "/aurora", ""},
	{"front-real", "/pes-network", ""},
	{"front-world", "/wapes", ""},
	{"front-county", "/valea", ""},
	{"front-over", "/net-pes", ""},
	{"desk", "/aurora/desk", "secretariat"},
	{"desk-analyst", "/aurora/desk", "analyst"},
	{"desk-elsewhere", "/wapes/desk", "valea.ngo"},
	{"help", "/aurora/help", ""},
	{"accessibility", "/pes-network/accessibility", ""},
	{"privacy", "/privacy", ""},
	{"feedback", "/aurora/feedback", ""},
	{"sent", "/aurora/feedback/sent?no=7&by=2026-12-21", ""},
	{"list", "/feedback/list", "administrator"},
	{"open-data", "/aurora/open-data", ""},
	{"search", "/search?q=europ", ""},
	{"search-none", "/aurora/search?q=zzzz", ""},
}

// Set PESNET_LOOK to a folder to get the pictures.
func TestEveryPageLooksRight(t *testing.T) {
	if err := assets.Built(); err != nil && os.Getenv("PESNET_TEST_ALL") == "" {
		t.Skip(err)
	} else if err != nil {
		t.Fatal(err)
	}
	b := browser.Start(t)
	h := open(t, dbtest.Open(t))
	if err := h.indicators.Demo(t.Context()); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/", h.handler)
	mux.Handle("/assets/", assets.Assets())
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	for _, look := range looks {
		cookie := h.cookie(look.login)
		for _, code := range []string{"lt", "en"} {
			for _, width := range []int{1280, 320} {
				t.Run(fmt.Sprintf("%s-%s-%d", look.name, code, width), func(t *testing.T) {
					p := b.For(t).Open(server.URL+"/"+code+look.path, browser.Width(width), browser.Header("Cookie", cookie))
					p.Examine()
					p.Close()
				})
			}
		}
	}
}

func TestEveryPageIsValidHTML(t *testing.T) {
	h := open(t, dbtest.Open(t))
	if err := h.indicators.Demo(t.Context()); err != nil {
		t.Fatal(err)
	}
	pages := map[string][]byte{}
	for _, look := range looks {
		pages[look.name] = h.get("/en"+look.path, h.cookie(look.login)).Body.Bytes()
	}
	for _, complaint := range browser.Invalid(t, pages) {
		t.Error(complaint)
	}
}
