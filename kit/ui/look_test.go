package ui_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"pesnet/kit/browser"
	"pesnet/kit/ui"
	"pesnet/web"
)

// gallery renders the pages to look at: every part in the full frame, a public
// front page in the lean one, an error.
func gallery(tb testing.TB, code string) map[string][]byte {
	tb.Helper()
	set := pages(tb).In(spoken(tb, code))
	parts := map[string]ui.Part{}
	type shown struct {
		Name string
		Part ui.Part
	}
	all := struct {
		Day      time.Time
		Examples []shown
	}{Day: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)}
	for _, e := range examples() {
		parts[e.name] = e.part
		if e.name != "tiles" { // drawn for a dark ground: on the front page
			all.Examples = append(all.Examples, shown{e.name, e.part})
		}
	}
	front := map[string]ui.Part{"Actions": parts["actions"], "Tiles": parts["tiles"], "Facts": parts["facts"], "Waits": parts["waits"], "Timeline": parts["timeline"], "Cards": parts["cards"]}

	public := lean()
	public.Sections, public.Languages, public.Foot, public.Demo = frame().Sections, frame().Languages, frame().Foot, frame().Demo
	broken := lean()
	broken.Wide = false
	return map[string][]byte{
		"all":   write(tb, set, frame(), "gallery/all", all),
		"front": write(tb, set, public, "gallery/front", front),
		"error": write(tb, set, broken, "ui/error", ui.ErrorPage{Title: "There is no such page", Text: "The address may be old.", Mend: "Look for it from the front page.", Links: []ui.Link{{Text: "Front page", Href: "/"}}, Reference: "7F3A"}),
	}
}

func write(tb testing.TB, set *ui.Set, f ui.Frame, page string, data any) []byte {
	tb.Helper()
	if web.Built() == nil {
		f.Assets = ui.Assets{CSS: web.CSS(), JS: web.JS(), Icon: web.Icon()}
	}
	var b bytes.Buffer
	if err := set.Write(&b, f, page, data); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// serve serves the pages under the policy that the program uses.
func serve(tb testing.TB, pages map[string][]byte) string {
	tb.Helper()
	mux := http.NewServeMux()
	mux.Handle("/assets/", web.Assets())
	for name, page := range pages {
		mux.HandleFunc("/"+name, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Content-Security-Policy", ui.Policy)
			_, _ = w.Write(page)
		})
	}
	server := httptest.NewServer(mux)
	tb.Cleanup(server.Close)
	return server.URL
}

// Set PESNET_LOOK to a folder to get the pictures.
func TestEveryPartLooksRight(t *testing.T) {
	needAssets(t)
	b := browser.Start(t)
	for _, code := range []string{"lt", "en"} {
		all := gallery(t, code)
		address := serve(t, all)
		for name := range all {
			for _, width := range []int{1280, 320} {
				t.Run(fmt.Sprintf("%s-%s-%d", name, code, width), func(t *testing.T) {
					b.For(t).Open(address+"/"+name, browser.Width(width)).Examine()
				})
			}
		}
	}
}

func TestEveryPartIsValidHTML(t *testing.T) {
	for _, complaint := range browser.Invalid(t, gallery(t, "en")) {
		t.Error(complaint)
	}
}

func needAssets(t *testing.T) {
	t.Helper()
	if err := web.Built(); err != nil && os.Getenv("PESNET_TEST_ALL") == "" {
		t.Skip(err)
	} else if err != nil {
		t.Fatal(err)
	}
}
