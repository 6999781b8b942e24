package main

import (
	"net/url"
	"strings"
	"testing"

	"pesnet/kit/browser"
	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/minutes"
	"pesnet/network"
)

// What somebody writes into the minutes is saved a while after the last letter,
// by the form as it is; what somebody else has saved meanwhile comes to the
// page, and whoever is second on the same piece sees both texts.
func TestMinutesAreSavedWhileSomebodyWrites(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: a quick run opens no browser")
	}
	a, server := smallWorld(t, dbtest.Open(t))
	ctx := db.Unwalled(t.Context())
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	n, err := a.networks.Network(ctx, network.Operator, "AURORA")
	must(err)
	must(a.bodies.Demo(ctx))
	must(a.meetings.Demo(ctx))
	const board = "BOARD-2026-3"
	must(a.minutes.Begin(ctx, network.Operator, n, board, "en"))
	pieces := func() []minutes.Piece {
		f, err := a.minutes.Minutes(ctx, network.Operator, n, board)
		must(err)
		return f.Pieces
	}
	another := func(piece int, text string) {
		p := pieces()[piece]
		_, behind, err := a.minutes.Save(ctx, network.Operator, n, board, []minutes.Edit{{Piece: p.ID, Text: text, Public: true, Version: p.Version}})
		if must(err); len(behind) > 0 {
			t.Fatal("the other one was late")
		}
	}
	at, _ := url.Parse(server.URL)
	cookie := signedInAt(t, server.URL).Jar.Cookies(at)[0]
	p := browser.Start(t).Open(server.URL+"/en/aurora/meetings/board-2026-3/minutes", browser.Cookie(cookie.Name, cookie.Value))
	field := func(i int) string { return `textarea[name="text-` + pieces()[i].ID + `"]` }
	const saved = `document.querySelector("form[data-keeps] [role=status]").textContent.startsWith("Saved by itself at")`
	const writing = `document.querySelector("form[data-keeps] [role=status]").textContent = "…"`

	another(1, "From somebody else.")
	p.Fill(field(0), "Opened at ten.")
	p.Wait(saved)
	if got := pieces(); got[0].Text != "Opened at ten." || got[1].Text != "From somebody else." {
		t.Errorf("saved are %q and %q", got[0].Text, got[1].Text)
	}
	if got := p.Value(field(1)); got != "From somebody else." {
		t.Errorf("what somebody else has written is not on the page: %q", got)
	}
	p.Do(writing)
	p.Fill(field(0), "Opened at ten. The chair welcomed all.")
	p.Wait(saved)
	if got := pieces()[0]; got.Text != "Opened at ten. The chair welcomed all." || got.Version != 3 {
		t.Errorf("saved is %q in version %d", got.Text, got.Version)
	}
	another(0, "Opened at eleven.")
	p.Fill(field(0), "Opened at ten. Apologies were noted.")
	p.Wait(`document.body.innerText.includes("Opened at eleven.")`)
	if !strings.Contains(p.Value(field(0)), "Apologies were noted.") || pieces()[0].Text != "Opened at eleven." {
		t.Errorf("of both texts the page has %q and the table %q", p.Value(field(0)), pieces()[0].Text)
	}
	if strings.Contains(p.HTML(), "data-keeps") {
		t.Error("a page with both texts saves by itself")
	}
	for _, said := range p.Console() {
		if !strings.Contains(said, "409") {
			t.Errorf("the console says %s", said)
		}
	}
}
