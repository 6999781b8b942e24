package ui_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"pesnet/kit/browser"
	"pesnet/kit/ui"
	"pesnet/web"
)

// jobPage is a page with a job that is done after some visits.
func jobPage(t *testing.T, visits *atomic.Int64, doneAt int64) string {
	t.Helper()
	set := pages(t).In(spoken(t, "en"))
	mux := http.NewServeMux()
	mux.Handle("/assets/", web.Assets())
	mux.HandleFunc("/job", func(w http.ResponseWriter, _ *http.Request) {
		n := visits.Add(1)
		job := ui.Job{ID: "job", Title: "Import 319", State: ui.Tag{Text: "Running"}, Doing: fmt.Sprint("step ", n), Done: n, All: doneAt, Again: "/job",
			Cancel: &ui.Button{Text: "Stop the import", Secondary: true}, Action: "/stop"}
		if n >= doneAt {
			job.State, job.Again, job.Cancel = ui.Tag{Kind: "done", Text: "Done"}, "", nil
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", ui.Policy)
		_, _ = w.Write(write(t, set, frame(), "gallery/part", job))
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL + "/job"
}

func TestAJobShowsHowFarItIs(t *testing.T) {
	needAssets(t)
	b := browser.Start(t)

	t.Run("by itself, until it is done", func(t *testing.T) {
		var visits atomic.Int64
		p := b.For(t).Open(jobPage(t, &visits, 3))
		p.Wait(`document.querySelector("#job").innerText.includes("Done")`)
		if got := p.Text("#job b"); got != "step 3" {
			t.Errorf("got %q, want the last step", got)
		}
		p.Wait(`new Promise(done => setTimeout(() => done(true), 3000))`)
		if got := visits.Load(); got != 3 {
			t.Errorf("asked %d times, want no more after the third", got)
		}
		if said := p.Console(); len(said) > 0 {
			t.Errorf("console: %v", said)
		}
	})

	t.Run("by a link, without scripts", func(t *testing.T) {
		var visits atomic.Int64
		p := b.For(t).Open(jobPage(t, &visits, 9), browser.NoScript())
		if got := p.Text("#job noscript a"); got == "" {
			t.Fatal("no link to look again")
		}
		p.Follow("#job noscript a")
		if got := p.Text("#job b"); got != "step 2" {
			t.Errorf("got %q, want the next step", got)
		}
	})
}

func TestTheKeyboardIsEnough(t *testing.T) {
	needAssets(t)
	set := pages(t).In(spoken(t, "en"))
	f := frame()
	f.Problems, f.Notice = nil, nil
	search := ui.Input{Field: ui.Field{Name: "q", Label: "Search"}, Type: "search"}
	b := browser.Start(t)
	open := func(t *testing.T) *browser.Page {
		return b.For(t).Open(serve(t, map[string][]byte{"search": write(t, set, f, "gallery/part", search)}) + "/search")
	}

	t.Run("the first stop leads past the head", func(t *testing.T) {
		p := open(t)
		p.Press("\t")
		if got := p.Focus(); !strings.HasPrefix(got, "a Skip") {
			t.Fatalf("first stop: got %q", got)
		}
		p.Press("\r")
		if got := p.Focus(); !strings.HasPrefix(got, "main#main") {
			t.Errorf("after it: got %q, want the main part", got)
		}
	})

	t.Run("a slash goes to the search, and may be typed there", func(t *testing.T) {
		p := open(t)
		p.Press("/")
		if got := p.Focus(); got != "input#q" {
			t.Fatalf("got %q, want the search field", got)
		}
		p.Fill("#q", "a")
		p.Press("/")
		if got := p.Value("#q"); len(got) != 2 {
			t.Errorf("typed into the field: got %q, want an a and a slash", got)
		}
	})

	t.Run("Escape closes the fold-out", func(t *testing.T) {
		p := open(t)
		p.Click(".pn-switch summary")
		p.Wait(`document.querySelector(".pn-switch").open`)
		p.Press("\x1b")
		p.Wait(`!document.querySelector(".pn-switch").open`)
		if got := p.Focus(); got != "summary Networks" {
			t.Errorf("focus: got %q, want the summary", got)
		}
	})
}

func TestWhatWasRefusedHasTheFocus(t *testing.T) {
	needAssets(t)
	set := pages(t).In(spoken(t, "en"))
	f := frame()
	f.Notice = nil
	wrong := ui.Input{Field: ui.Field{Name: "wrong", Label: "Colour", Error: "Choose a colour that is on the list"}}
	address := serve(t, map[string][]byte{"form": write(t, set, f, "gallery/part", wrong)})
	p := browser.Start(t).Open(address + "/form")
	if got := p.Focus(); !strings.Contains(got, "There is a problem") {
		t.Fatalf("got %q, want the error summary", got)
	}
	p.Click(".govuk-error-summary a")
	p.Wait(`document.activeElement.id === "wrong"`)
}
