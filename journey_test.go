package main

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
)

// What people come for works in a browser without scripts, on both engines.
func TestJourneysWithoutScripts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, end, err := openHouse(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(end)
		for name, journey := range map[string]func(*testing.T, *house){
			"members on a date":     membersOnADate,
			"sign in as somebody":   signInAs,
			"peers chosen by hand":  peersByHand,
			"a file in five steps":  fileInFiveSteps,
			"unreleased is unseen":  unreleasedIsUnseen,
			"a change that is late": lateChange,
			"feedback":              feedback,
		} {
			t.Run(name, func(t *testing.T) { journey(t, h) })
		}
	})
}

func membersOnADate(t *testing.T, h *house) {
	r := h.reads(t, "", "/en/wapes/members")
	r.press("on", url.Values{"on": {"2015-06-30"}})
	r.sees("members/lt-uzt")
	r.press("on", url.Values{"on": {"2018-01-01"}})
	if strings.Contains(r.body, "members/lt-uzt") {
		t.Error("the Lithuanian service is listed in 2018, it left in 2017")
	}
}

func signInAs(t *testing.T, h *house) {
	guest := &reader{t: t, h: h, login: "representative"}
	guest.open("/lt/aurora/desk")
	guest.sees("Halina Zorzycka")
	stranger := h.reads(t, "", "/sv/aurora/desk")
	if !strings.Contains(stranger.at.Path, "/sv/sign-in") {
		t.Errorf("nobody is led from the desk to %s, want the page to sign in", stranger.at)
	}
	stranger.sees("Halina Zorzycka") // as whom the demonstration lets everybody in
}

func peersByHand(t *testing.T, h *house) {
	r := h.reads(t, "", "/en/pes-network/compare?me=LT")
	r.press("me", url.Values{"me": {"LT"}, "with": {"hand"}, "peer": {"LV", "EE"}})
	_, table, _ := strings.Cut(r.body, `id="table"`)
	table, _, _ = strings.Cut(table, "</table>")
	for _, name := range []string{"Lithuania", "Latvia", "Estonia"} {
		if !strings.Contains(table, name) {
			t.Errorf("%s is not in the table of %s", name, r.at)
		}
	}
	if strings.Contains(table, "Portugal") {
		t.Errorf("Portugal was not chosen, and is in the table of %s", r.at)
	}
	again := h.reads(t, "", r.at.RequestURI())
	again.sees("Latvia")
}

// fileInFiveSteps brings in a file with a fault, leaves the fault out, looks
// at the preview, takes it in, and takes it back.
func fileInFiveSteps(t *testing.T, h *house) {
	no := h.send(t, "mine.csv", "indicator,geo,time,value\nQ1A,AUR-GINTARA,2013,61.2\nQ1A,AUR-GINTARA,2012,many\n")
	r := h.reads(t, "analyst", "/en/aurora/imports/up/"+no+"/what")
	r.bring(no, regexp.MustCompile(`/imports/\d+$`))
	for range 100 {
		if !strings.Contains(r.body, "/undo") {
			time.Sleep(100 * time.Millisecond)
			r.open(r.at.RequestURI())
		}
	}
	batch := r.at.Path[strings.LastIndexByte(r.at.Path, '/')+1:]
	r.open("/en/aurora/imports/" + batch + "/undo")
	r.press("", nil)
	r = h.reads(t, "analyst", "/en/aurora/imports/"+batch+"/undo")
	r.sees("already")
}

// bring goes from step to step of an import until it comes to an address.
func (r *reader) bring(no string, to *regexp.Regexp) {
	r.t.Helper()
	for range 50 {
		if to.MatchString(r.at.Path) {
			return
		}
		r.nextStep(no)
	}
	r.t.Fatalf("the import stays at %s: %s", r.at, first(r.body))
}

// nextStep does what the page of a step asks for.
func (r *reader) nextStep(no string) {
	r.t.Helper()
	switch step := r.at.Path[strings.LastIndexByte(r.at.Path, '/')+1:]; step {
	case "what":
		r.press("do", url.Values{"do": {"next"}, "source": {"table"}})
	case "columns":
		r.press("remember", nil)
	case "problems":
		r.open("/en/aurora/imports/up/" + no + "/preview")
	case "preview":
		r.press("version", nil)
	default:
		time.Sleep(100 * time.Millisecond) // the file is being read
		r.open(r.at.RequestURI())
	}
}

// What Gintara has not released is seen by its analyst and by nobody else.
func unreleasedIsUnseen(t *testing.T, h *house) {
	const path, unreleased = "/en/aurora/compare.csv?me=AUR-GINTARA&with=all&indicator=registered", "AUR-GINTARA,Gintara,own,2026-01,"
	own := h.reads(t, "analyst", path)
	if !strings.Contains(own.body, unreleased) {
		t.Fatalf("the analyst of Gintara does not see the figures of 2026: %s", first(own.body))
	}
	for _, login := range []string{"", "representative", "secretariat", "valea.analyst"} {
		if other := h.reads(t, login, path); strings.Contains(other.body, unreleased) {
			t.Errorf("%q sees the unreleased figures of Gintara", login)
		}
	}
}

// Two people change one record: the second is told, and nothing is lost.
func lateChange(t *testing.T, h *house) {
	const path = "/en/aurora/members/aur-gintara/edit"
	one, two := h.reads(t, "secretariat", path), h.reads(t, "secretariat", path)
	one.press("version", url.Values{"website": {"https://gintara.example"}})
	page := two.h.post(t, "secretariat", path, formOf(t, two, url.Values{"website": {"https://late.example"}}))
	if page.status != 409 && !strings.Contains(page.body, "https://late.example") {
		t.Errorf("the second change answers %d and does not keep what was typed: %s", page.status, first(page.body))
	}
	if now := h.reads(t, "secretariat", path); !strings.Contains(now.body, "https://gintara.example") {
		t.Error("the first change is lost")
	}
}

func feedback(t *testing.T, h *house) {
	r := h.reads(t, "", "/it/aurora/feedback")
	r.press("text", url.Values{"kind": {"idea"}, "text": {"La pagina dei membri è chiara."}})
	if !strings.HasSuffix(r.at.Path, "/feedback/sent") {
		t.Errorf("feedback leads to %s", r.at)
	}
}
