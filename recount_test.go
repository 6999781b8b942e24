package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/network"
)

// recounts counts each figure of the report anew, out of the rows of the
// tables alone and by no function of the areas. In a query, :network is the
// network, :first and :last are the first day and the last or today, :end is
// the last of the year, :from and :to the moments between which it lies.
var recounts = map[string]string{
	"accessions/applied":  `SELECT count(*) FROM accession_step WHERE network_id = :network AND state = 'applicant' AND day BETWEEN :first AND :last`,
	"accessions/admitted": `SELECT count(*) FROM accession_step WHERE network_id = :network AND state = 'active_without_representative' AND day BETWEEN :first AND :last`,
	"accessions/refused":  `SELECT count(*) FROM accession_step WHERE network_id = :network AND state = 'refused' AND day BETWEEN :first AND :last`,
	"bodies/bodies":       `SELECT count(*) FROM body WHERE network_id = :network AND valid_from <= :last AND (valid_to = '' OR valid_to >= :last)`,
	"bodies/seats": `SELECT count(*) FROM body_seat s JOIN body b ON b.id = s.body_id WHERE s.network_id = :network AND s.valid_from <= :last AND (s.valid_to = '' OR s.valid_to >= :last)
		AND b.valid_from <= :last AND (b.valid_to = '' OR b.valid_to >= :last)`,
	"meetings/held":      `SELECT count(*) FROM meeting WHERE ` + heldIn,
	"meetings/in_time":   `SELECT count(*) FROM meeting WHERE urgent = '' AND ` + heldIn,
	"meetings/approved":  `SELECT count(*) FROM meeting WHERE state = 'approved' AND ` + heldIn,
	"meetings/cancelled": `SELECT count(*) FROM meeting WHERE network_id = :network AND state = 'cancelled' AND starts_at >= :from AND starts_at < :to`,
	"meetings/invited": `SELECT count(*) FROM (SELECT DISTINCT meeting_id, organisation_id FROM meeting_presence
		WHERE organisation_id IN (` + membersEver + `) AND meeting_id IN (SELECT id FROM meeting WHERE ` + heldIn + `)) x`,
	"meetings/present": `SELECT count(*) FROM (SELECT DISTINCT meeting_id, organisation_id FROM meeting_presence
		WHERE organisation_id IN (` + membersEver + `) AND present IN ('room', 'online') AND meeting_id IN (SELECT id FROM meeting WHERE ` + heldIn + `)) x`,
	"decisions/decisions": `SELECT count(*) FROM decision WHERE network_id = :network AND state = 'closed' AND closed_on BETWEEN :first AND :last`,
	"decisions/written":   `SELECT count(*) FROM decision WHERE network_id = :network AND state = 'closed' AND meeting_id = '' AND closed_on BETWEEN :first AND :last`,
	"decisions/due":       `SELECT count(*) FROM decision_action WHERE network_id = :network AND state <> 'dropped' AND due BETWEEN :first AND :last`,
	"decisions/kept":      `SELECT count(*) FROM decision_action WHERE network_id = :network AND state = 'done' AND ended_on <= due AND due BETWEEN :first AND :last`,
	"decisions/late": `SELECT count(*) FROM decision_action WHERE network_id = :network AND due BETWEEN :first AND :last
		AND (state = 'done' AND ended_on > due OR state = 'open' AND due < :last)`,
	"programme/items":      `SELECT count(*) FROM programme_item WHERE ` + itemsDue,
	"programme/items_done": `SELECT count(*) FROM programme_item WHERE state = 'done' AND ` + itemsDue,
	"programme/items_late": `SELECT count(*) FROM programme_item WHERE state <> 'done' AND due < :last AND ` + itemsDue,
	"matters/asked":        stepsTo("request", "received"),
	"matters/asked_sent":   stepsTo("request", "sent"),
	"matters/raised":       stepsTo("problem", "raised"),
	"matters/recommended":  stepsTo("problem", "recommended"),
	"matters/answered":     stepsTo("problem", "answered"),
	"hearings/hearings":    `SELECT count(*) FROM hearing WHERE network_id = :network AND state IN ('held', 'concluded') AND day BETWEEN :first AND :last`,
	"hearings/depositions": `SELECT count(*) FROM hearing_deposition WHERE state <> 'refused' AND hearing_id IN
		(SELECT id FROM hearing WHERE network_id = :network AND state IN ('held', 'concluded') AND day BETWEEN :first AND :last)`,
	"contributions/confirmed": `SELECT count(*) FROM contribution_entry WHERE network_id = :network AND state = 'confirmed' AND day BETWEEN :first AND :last`,
	"agreements/in_force": `SELECT count(*) FROM agreement WHERE network_id = :network AND (state = 'signed' OR state = 'ended' AND ended_on >= :last)
		AND CASE WHEN valid_from <> '' THEN valid_from ELSE signed_on END <= :last AND (valid_to = '' OR valid_to >= :last)`,
	"agreements/activities": `SELECT count(*) FROM agreement_activity d JOIN agreement a ON a.id = d.agreement_id WHERE a.network_id = :network AND d.day BETWEEN :first AND :last`,
	"discussions/threads":   `SELECT count(*) FROM discussion_thread WHERE network_id = :network AND begun_at >= :from AND begun_at < :to`,
	"discussions/posts":     `SELECT count(*) FROM discussion_post WHERE network_id = :network AND written_at >= :from AND written_at < :to`,
	"discussions/announcements": `SELECT count(*) FROM discussion_announcement WHERE network_id = :network AND withdrawn = '' AND day <= :last
		AND (day >= :first OR last_day >= :first)`,
}

const (
	heldIn = `network_id = :network AND state IN ('held', 'minutes_drafted', 'circulated', 'approved') AND starts_at >= :from AND starts_at < :to AND starts_at < :tomorrow`

	membersEver = `SELECT organisation_id FROM network_membership WHERE network_id = :network AND kind = 'member' AND NOT disputed`

	itemsDue = `network_id = :network AND state <> 'dropped' AND due BETWEEN :first AND :end
		AND plan_id IN (SELECT id FROM programme_plan WHERE state IN ('adopted', 'running', 'closed'))`
)

func stepsTo(register, state string) string {
	return `SELECT count(*) FROM programme_step s JOIN programme_matter m ON m.id = s.matter_id WHERE m.network_id = :network
		AND m.register = '` + register + `' AND s.state = '` + state + `' AND s.day BETWEEN :first AND :last`
}

// Every figure of the report of a year is counted anew from the rows.
//
// Tests rule report.figure.
func TestTheReportIsWhatTheRowsSay(t *testing.T) {
	h := shared(t)
	figures, busy := 0, 0
	for _, code := range []string{"AURORA", "VALEA"} {
		n, err := h.app.networks.Network(t.Context(), network.Operator, code)
		if err != nil {
			t.Fatal(err)
		}
		full, err := h.app.reports.Report(t.Context(), network.Operator, n, demoYear)
		if err != nil {
			t.Fatal(err)
		}
		y := yearIn(t, n)
		for _, c := range full.Chapters {
			for _, f := range c.Figures {
				at := c.Code + "/" + f.Code
				want, known := y.recount(t, h.app.db, at)
				if !known {
					t.Errorf("%s: nobody recounts %s", code, at)
					continue
				}
				figures++
				if want > 0 {
					busy++
				}
				if int64(f.Value()) != want {
					t.Errorf("%s, %s: the report says %d, its rows %d", code, at, f.Value(), want)
				}
			}
		}
	}
	t.Logf("%d figures recounted, %d of them not zero", figures, busy)
	if busy < figures/2 {
		t.Errorf("the demonstration fills %d of %d figures: the report is not shown by it", busy, figures)
	}
}

const demoYear = 2026

// counted is the year of a report, for the queries.
type counted struct {
	n                network.Network
	first, last, end string
	from, to, next   time.Time
}

func yearIn(t *testing.T, n network.Network) counted {
	t.Helper()
	zone, err := time.LoadLocation(n.Zone)
	if err != nil {
		t.Fatal(err)
	}
	y := counted{n: n, first: fmt.Sprint(demoYear, "-01-01"), end: fmt.Sprint(demoYear, "-12-31"), from: time.Date(demoYear, 1, 1, 0, 0, 0, 0, zone), to: time.Date(demoYear+1, 1, 1, 0, 0, 0, 0, zone)}
	today := now().In(zone)
	y.last = min(y.end, today.Format(time.DateOnly))
	y.next = time.Date(today.Year(), today.Month(), today.Day()+1, 0, 0, 0, 0, zone)
	return y
}

func (y counted) recount(t *testing.T, d *db.DB, at string) (int64, bool) {
	t.Helper()
	if strings.HasPrefix(at, "members/") {
		return y.members(t, d, strings.TrimPrefix(at, "members/")), true
	}
	query, known := recounts[at]
	if _, no, is := strings.Cut(at, "contributions/responsibility-"); is {
		query, known = recounts["contributions/confirmed"]+` AND responsibility = `+no, true
	}
	if !known {
		return 0, false
	}
	values := map[string]any{"network": y.n.ID, "first": y.first, "last": y.last, "end": y.end, "from": db.Stamp(y.from), "to": db.Stamp(y.to), "tomorrow": db.Stamp(y.next)}
	plain, args := named(query, values)
	var n int64
	err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
		n, err = tx.Count(plain, args...)
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", at, err)
	}
	return n, true
}

// named puts "?" in the place of names, with their values in that order.
func named(query string, values map[string]any) (string, []any) {
	var b strings.Builder
	var args []any
	for {
		before, after, found := strings.Cut(query, ":")
		b.WriteString(before)
		if !found {
			return b.String(), args
		}
		end := strings.IndexFunc(after, func(r rune) bool { return r < 'a' || r > 'z' })
		if end < 0 {
			end = len(after)
		}
		b.WriteByte('?')
		args, query = append(args, values[after[:end]]), after[end:]
	}
}

// members reads the claims as they are written: a year counts whole.
func (y counted) members(t *testing.T, d *db.DB, what string) (n int64) {
	t.Helper()
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		type claim struct{ from, to string }
		all, err := db.All(tx, func(c *claim) []any { return []any{&c.from, &c.to} },
			`SELECT valid_from, valid_to FROM network_membership WHERE network_id = ? AND kind = 'member' AND NOT disputed`, y.n.ID)
		for _, c := range all {
			from, to := whole(c.from, y.n.From, "-01-01"), whole(c.to, "9999-12-31", "-12-31")
			counts := map[string]bool{"members": from <= y.last && to >= y.last, "joined": from >= y.first && from <= y.last, "left": to >= y.first && to <= y.last}
			if counts[what] {
				n++
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// whole fills a year or a month up to a day.
func whole(date, otherwise, fill string) string {
	if date == "" {
		date = otherwise
	}
	return date + fill[min(len(date)-len("2026"), len(fill)):]
}
