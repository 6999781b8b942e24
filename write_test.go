package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/network"
)

// Thirty-two people save the page of the same minutes, each with a text of
// their own for the first item. One is first; every other one gets both texts
// back with the version to save on, and what they wrote of another item that
// nobody else touched is saved all the same.
func TestALateWriterOfMinutesSeesBothTexts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a, server := smallWorld(t, d)
		ctx := db.Unwalled(t.Context()) // what the operator prepares
		n := withMeetings(ctx, t, a)
		const board = "BOARD-2026-3"
		if err := a.minutes.Begin(ctx, network.Operator, n, board, "en"); err != nil {
			t.Fatal(err)
		}
		client := signedInAt(t, server.URL)
		f, err := a.minutes.Minutes(ctx, network.Operator, n, board)
		if err != nil {
			t.Fatal(err)
		}
		first, second := f.Pieces[0].ID, f.Pieces[1].ID
		text := func(i int) string { return fmt.Sprintf("Text of writer %d.", i) }
		winner, late := race(t, client, server.URL+"/en/aurora/meetings/board-2026-3/minutes", func(i int) url.Values {
			form := url.Values{"text-" + first: {text(i)}, "version-" + first: {"1"}, "open": {first, second}}
			if i == 7 {
				form.Set("text-"+second, "Of another item.")
				form.Set("version-"+second, "1")
			}
			return form
		})
		for i, page := range late {
			if !strings.Contains(page, text(i)) || !strings.Contains(page, text(winner)) || !strings.Contains(page, fmt.Sprintf(`name="version-%s" value="2"`, first)) {
				t.Errorf("writer %d does not see both texts and the version to save on", i)
			}
		}
		f, err = a.minutes.Minutes(ctx, network.Operator, n, board)
		if err != nil || f.Pieces[0].Text != text(winner) || f.Pieces[1].Text != "Of another item." {
			t.Errorf("in the end %q and %q, %v", f.Pieces[0].Text, f.Pieces[1].Text, err)
		}
	})
}

// withMeetings adds bodies and meetings to a small world, and returns AURORA.
func withMeetings(ctx context.Context, t *testing.T, a *app) network.Network {
	t.Helper()
	n, err := a.networks.Network(ctx, network.Operator, "AURORA")
	if err == nil {
		err = a.bodies.Demo(ctx)
	}
	if err == nil {
		err = a.meetings.Demo(ctx)
	}
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// Minutes are circulated, commented on and made a PDF through the doors, by
// people who see only what is theirs.
func TestMinutesAreSentAndAnsweredThroughTheDoors(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a, server := smallWorld(t, d)
		ctx := db.Unwalled(t.Context()) // what the operator prepares
		n := withMeetings(ctx, t, a)
		o, err := a.networks.Organisation(ctx, network.Operator, "AUR-JUTRZENA")
		if err != nil {
			t.Fatal(err)
		}
		const at = "/en/aurora/meetings/board-2026-3/minutes"
		secretary, member := signedInAt(t, server.URL), clientOf(t, server.URL, "representative")
		post := func(c *http.Client, path string, form url.Values, want int) string {
			t.Helper()
			r, err := c.PostForm(server.URL+path, form)
			if err != nil {
				t.Fatal(err)
			}
			page := read(t, r)
			if page.status != want {
				t.Fatalf("%s: %d, want %d\n%s", path, page.status, want, page.body)
			}
			return page.body
		}
		post(member, at+"/begin", nil, http.StatusForbidden)
		post(secretary, at+"/begin", nil, http.StatusSeeOther)
		post(secretary, "/en/aurora/decisions/new", url.Values{"meeting": {"BOARD-2026-3"}, "text": {"The budget is adopted."}, "public": {"yes"}, "back": {at + "#decisions"}}, http.StatusSeeOther)
		post(secretary, at+"/circulate", nil, http.StatusConflict)
		post(secretary, "/en/aurora/decisions/d-2026-1/all", url.Values{"choice": {"for"}}, http.StatusSeeOther)
		post(secretary, "/en/aurora/decisions/d-2026-1/close", nil, http.StatusSeeOther)
		post(secretary, "/en/aurora/actions/new", url.Values{"meeting": {"BOARD-2026-3"}, "owner": {o.ID}, "do": {"One page"}, "due": {"2027-01-15"}}, http.StatusSeeOther)
		post(secretary, at+"/circulate", nil, http.StatusSeeOther)
		post(member, at+"/comments", url.Values{"organisation": {o.ID}, "comment": {"It was in the afternoon."}}, http.StatusSeeOther)
		post(member, "/en/aurora/actions/a-1", url.Values{"organisation": {o.ID}, "state": {"done"}, "note": {"Sent."}, "version": {"1"}}, http.StatusSeeOther)
		f, err := a.minutes.Minutes(ctx, network.Operator, n, "BOARD-2026-3")
		if err != nil || len(f.Comments) != 1 || len(f.Receivers) < 31 || len(f.Deliveries) < 31 || f.Actions[0].State != "done" || f.Decisions[0].Result != "adopted" {
			t.Fatalf("%d comments, %d receivers, %d letters, %+v, %v", len(f.Comments), len(f.Receivers), len(f.Deliveries), f.Actions, err)
		}
		post(secretary, at+"/answers", url.Values{"id": {f.Comments[0].ID}, "answer": {"taken"}}, http.StatusSeeOther)
		if page := post(secretary, at+"/approve", nil, http.StatusConflict); !strings.Contains(page, "Comments are open until") {
			t.Error("the refusal does not say until when comments are open")
		}
	})
}
