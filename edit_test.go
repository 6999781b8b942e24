package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"pesnet/account"
	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/fault"
	"pesnet/network"
)

const editors = 32

// smallWorld is the house upon a database that holds the networks alone.
func smallWorld(t testing.TB, d *db.DB) (*app, *httptest.Server) {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	a, err := build(t.Context(), d, now, account.Options{Demo: true, URL: "http://" + server.Listener.Addr().String()})
	if err == nil {
		err = a.networks.Demo(t.Context())
	}
	if err == nil {
		server.Config.Handler, err = a.handler()
	}
	if err != nil {
		t.Fatal(err)
	}
	server.Start()
	t.Cleanup(server.Close)
	return a, server
}

// Thirty-two people add a word of their own to the same text at the same time.
// Whoever is late is told and starts from the new text; in the end every word
// is there once.
func TestNoEditIsLost(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a, _ := smallWorld(t, d)
		n, err := a.networks.Network(t.Context(), network.Operator, "AURORA")
		if err != nil {
			t.Fatal(err)
		}
		read := func() network.Organisation {
			p, err := a.networks.Member(t.Context(), network.Operator, n, "AUR-GINTARA")
			if err != nil {
				t.Error(err)
			}
			return p.Organisation
		}
		var late atomic.Int64
		all := together(func(i int) {
			for {
				o := read()
				o.NativeName += fmt.Sprintf(" w%d.", i)
				err := a.networks.ChangeOrganisation(context.WithoutCancel(t.Context()), network.Operator, n, o)
				if err == nil {
					return
				}
				if fault.Of(err).ID != "network.changed-meanwhile" {
					t.Error(err)
					return
				}
				late.Add(1)
			}
		})
		all.Wait()
		o := read()
		for i := range editors {
			if got := strings.Count(o.NativeName, fmt.Sprintf(" w%d.", i)); got != 1 {
				t.Errorf("the word of editor %d is there %d times", i, got)
			}
		}
		if late.Load() == 0 {
			t.Error("nobody was late: they did not edit at the same time")
		}
		t.Logf("%d edits, %d told that they were late", editors, late.Load())
	})
}

// Thirty-two people save the same form, each with a text of their own. One is
// first; every other one gets both texts back, and the version to save on.
func TestALateEditorSeesBothTexts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a, server := smallWorld(t, d)
		n, err := a.networks.Network(t.Context(), network.Operator, "AURORA")
		if err != nil {
			t.Fatal(err)
		}
		client := signedInAt(t, server.URL)
		for round := range 3 {
			p, err := a.networks.Member(t.Context(), network.Operator, n, "AUR-GINTARA")
			if err != nil {
				t.Fatal(err)
			}
			text := func(i int) string { return fmt.Sprintf("Text %d of editor %d", round, i) }
			first, late := race(t, client, server.URL+"/en/aurora/members/aur-gintara/edit", func(i int) url.Values {
				return url.Values{"version": {fmt.Sprint(p.Version)}, "name": {text(i)}, "lang": {"lt"}, "kind": {p.Kind}, "country": {p.Country}, "region": {p.Region}, "website": {p.Website}}
			})
			for i, page := range late {
				if !strings.Contains(page, text(i)) || !strings.Contains(page, text(first)) || !strings.Contains(page, fmt.Sprintf(`name="version" value="%d"`, p.Version+1)) {
					t.Errorf("round %d: editor %d does not see both texts and the version to save on", round, i)
				}
			}
		}
	})
}

// race lets every editor send a form at the same time. It returns who was first,
// and the page that each of the others got back.
func race(t *testing.T, client *http.Client, address string, form func(i int) url.Values) (first int, late map[int]string) {
	t.Helper()
	var mu sync.Mutex
	first, late = -1, map[int]string{}
	together(func(i int) {
		r, err := client.PostForm(address, form(i))
		if err != nil {
			t.Error(err)
			return
		}
		page := read(t, r)
		mu.Lock()
		defer mu.Unlock()
		switch {
		case page.status == http.StatusConflict:
			late[i] = page.body
		case page.status != http.StatusSeeOther:
			t.Errorf("editor %d: %d", i, page.status)
		case first >= 0:
			t.Errorf("editors %d and %d were both saved", first, i)
		default:
			first = i
		}
	}).Wait()
	if len(late) != editors-1 || first < 0 {
		t.Fatalf("%d were told that they were late, want %d", len(late), editors-1)
	}
	return first, late
}

// together lets every editor begin at the same time.
func together(edit func(i int)) *sync.WaitGroup {
	var all sync.WaitGroup
	start := make(chan bool)
	for i := range editors {
		all.Go(func() {
			<-start
			edit(i)
		})
	}
	close(start)
	return &all
}
