package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/network"
)

// raw is every row of every table but those of the jobs, as text, as somebody
// sees it who writes SQL without a condition; by table.
func raw(t *testing.T, d *db.DB, ctx context.Context) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := d.Read(ctx, func(tx *db.Tx) error {
		tables, err := tx.Tables()
		if err != nil {
			return err
		}
		for _, name := range tables {
			if strings.HasPrefix(name, "river_") || strings.HasPrefix(name, "goose_") {
				continue
			}
			rows, err := db.All(tx, func(s *string) []any { return []any{s} }, "SELECT CAST(x AS text) FROM "+name+" x")
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			all[name] = strings.ToLower(strings.Join(rows, "\n"))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// SQL without any condition shows nobody what is not public, and a member no
// unreleased figure of another; whoever may see more sees it.
func TestTheWallStandsBeforeEveryPrivateRow(t *testing.T) {
	d := dbtest.OpenPostgres(t)
	a := settledOn(t, d).aviary(t)
	whole := raw(t, d, db.Unwalled(t.Context()))
	for _, login := range []string{"", "no.role", "role.over", "role.to.come"} {
		seen := raw(t, d, network.With(t.Context(), a.h.whoIs(t, login)))
		for _, c := range a.all {
			for table, rows := range seen {
				if strings.Contains(rows, strings.ToLower(c.text)) && !slices.Contains(c.may, login) {
					t.Errorf("%q sees %s in %s", login, c.text, table)
				}
			}
		}
	}
	counted := 0
	for _, m := range members {
		for _, login := range m.imports {
			seen := raw(t, d, network.With(t.Context(), a.h.whoIsAt(t, login, "/api/v1/networks")))
			for _, c := range a.all {
				if figure := strings.HasPrefix(c.text, "91827"); !figure || !strings.Contains(whole["indicator_observation"], c.text) {
					continue
				}
				counted++
				if got := strings.Contains(seen["indicator_observation"], c.text); got != slices.Contains(c.may, login) {
					t.Errorf("%s sees the unreleased figure %s: %v", login, c.text, got)
				}
			}
		}
	}
	if counted == 0 {
		t.Error("no unreleased figure is looked for")
	}
}

// A connection on which nobody has said who asks sees no private row: not even
// that it is there.
func TestWithoutASettingNothingPrivateIsSeen(t *testing.T) {
	d := dbtest.OpenPostgres(t)
	h := settledOn(t, d)
	h.aviary(t)
	count := func(table, where string) (n int64) {
		t.Helper()
		if err := d.Postgres().QueryRow(t.Context(), "SELECT count(*) FROM "+table+where).Scan(&n); err != nil {
			t.Fatalf("%s: %v", table, err)
		}
		return n
	}
	drafts := map[string]string{"indicator_series": " WHERE draft", "indicator_batch": " WHERE draft", "indicator_observation": " WHERE series < 0",
		"indicator_past": " WHERE series < 0", "indicator_seen": " WHERE series < 0"}
	open := map[string]string{"indicator_rejected": " r WHERE EXISTS (SELECT 1 FROM indicator_batch b WHERE b.no = r.batch AND b.org_id <> '')",
		"indicator_warning": " w WHERE EXISTS (SELECT 1 FROM indicator_batch b WHERE b.no = w.batch AND b.org_id <> '')"}
	maps.Copy(drafts, open)
	maps.Copy(drafts, unpublished)
	filled := 0
	for _, table := range walled(t, d) {
		if n := count(table, drafts[table]); n != 0 {
			t.Errorf("%d private rows of %s are seen by nobody known", n, table)
		}
		if h.one(t, "SELECT CAST(count(*) AS text) FROM "+table) != "0" {
			filled++
		}
	}
	if filled < 15 {
		t.Errorf("only %d tables behind the wall have rows", filled)
	}
}

// unpublished are the rows that are private in tables of which others are for
// everybody.
var unpublished = map[string]string{
	"body_seat":               " WHERE role NOT IN ('chair', 'first_vice', 'second_vice')",
	"decision":                " WHERE shown_at = ''",
	"discussion_announcement": " WHERE NOT public",
	"hearing":                 " WHERE state = 'draft'",
	"hearing_deposition":      " WHERE NOT consent OR state <> 'published'",
	"hearing_person":          " p WHERE p.hearing_id NOT IN (SELECT id FROM hearing WHERE state <> 'draft')",
	"meeting":                 " WHERE NOT public",
	"meeting_item":            " i WHERE i.meeting_id NOT IN (SELECT id FROM meeting WHERE public)",
	"minutes":                 " WHERE NOT public OR state <> 'approved'",
	"minutes_piece":           " p WHERE NOT p.public OR p.minutes_id NOT IN (SELECT id FROM minutes WHERE public AND state = 'approved')",
	"programme_plan":          " WHERE state IN ('draft', 'consulted')",
	"programme_item":          " i WHERE i.plan_id NOT IN (SELECT id FROM programme_plan WHERE state NOT IN ('draft', 'consulted'))",
	"programme_version":       " v WHERE v.plan_id NOT IN (SELECT id FROM programme_plan WHERE state NOT IN ('draft', 'consulted'))",
	"programme_matter":        " WHERE register <> 'request' OR state <> 'published'",
	"programme_step":          " s WHERE s.matter_id NOT IN (SELECT id FROM programme_matter WHERE register = 'request' AND state = 'published')",
}

// walled are the tables with a policy of rows.
func walled(t *testing.T, d *db.DB) (all []string) {
	t.Helper()
	err := d.Read(db.Unwalled(t.Context()), func(tx *db.Tx) (err error) {
		all, err = db.All(tx, func(s *string) []any { return []any{s} },
			`SELECT DISTINCT tablename::text FROM pg_policies WHERE schemaname = current_schema() ORDER BY 1`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// What a filter of the program lets through by mistake, the wall still hides.
// The program takes the asker for somebody who may see it, as a query without
// its condition does; the wall knows who really asks. SQLite has no wall, and
// shows what would be seen.
func TestTheWallHidesWhatAQueryForgets(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a := settledOn(t, d).aviary(t)
		for _, forgotten := range []struct{ filter, taken, asks string }{
			{"unreleased figures", "analyst", "representative"},
			{"imports and uploads of a member", "representative", "analyst"},
			{"groups of a person", "careers", "observer"},
			{"requests of a person", "secretariat", "valea.analyst"},
			{"people of another network", "trainer", "valea.analyst"},
			{"deeds of another network", "auditor", "valea.secretariat"},
			{"everything of a network", "secretariat", "no.role"},
		} {
			really := network.Scope(network.With(t.Context(), a.h.whoIs(t, forgotten.asks)))
			if err := d.Wall(t.Context(), func(context.Context) db.Scope { return really }); err != nil {
				t.Fatal(err)
			}
			met := a.crawl(t, forgotten.taken, 150)
			met.login = forgotten.asks
			maps.DeleteFunc(met.met, func(_ string, where []string) bool {
				return !slices.ContainsFunc(where, func(at string) bool {
					return !strings.Contains(at, "/me/data") && !strings.Contains(at, "/my-data") && at != "/en/account"
				})
			}) // by the id of the person alone
			bad := a.foreign(met)
			if d.Engine() == "SQLite" && len(bad) == 0 {
				t.Errorf("%s: nothing is seen without the filter: the test proves nothing", forgotten.filter)
			}
			if d.Engine() == "PostgreSQL" && len(bad) > 0 {
				t.Errorf("%s: %s, taken for %s, sees %s", forgotten.filter, forgotten.asks, forgotten.taken, strings.Join(bad, "; "))
			}
		}
	})
}

// private are the texts of private rows, by area, of which a stranger to the
// network comes upon some when a query forgets its condition.
var private = []struct{ area, texts string }{
	{"papers of meetings", "meeting_paper.name meeting_paper.content"},
	{"drafts of meetings", "meeting_item.title"},
	{"who comes to a meeting", "meeting_presence.note"},
	{"drafts of minutes", "minutes_piece.wording minutes_change.wording minutes_addendum.wording"},
	{"what members say of minutes", "minutes_comment.wording"},
	{"decisions before they are published", "decision.wording"},
	{"ballots", "decision_vote.choice"},
	{"what is to be done", "decision_action.wording decision_action.note"},
	{"groups that talk", "discussion_group.name discussion_thread.title discussion_post.body"},
	{"announcements within the network", "discussion_announcement.title"},
	{"applications", "accession.name accession.reason"},
	{"files of applications", "accession_document.name accession_file.bytes"},
	{"who is named by applicants", "accession_nominee.task"},
	{"requests of persons", "Request Identity Reason"},
	{"programmes before they are adopted", "programme_plan.intro programme_item.objective"},
	{"what members say of programmes", "programme_comment.text"},
	{"problems of members", "programme_matter.title programme_step.text"},
	{"hearings before they are announced", "hearing.title hearing_person.name"},
	{"depositions before they are published", "hearing_deposition.title hearing_deposition.text"},
	{"contributions of members", "contribution_entry.title contribution_name.name"},
	{"reports before they are published", "report.opening report.figures report_proposal.title"},
	{"how people are reached", "body_contact.email body_contact.phone"},
	{"letters of others", "mail_letter.subject mail_letter.body"},
}

// Without the filters of the program, a stranger asks for everything of a
// network that its secretariat may see. On SQLite each area gives something
// away, so that the crawler would be red; behind the wall none does.
func TestTheWallHidesTheRowsOfEveryArea(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a := settledOn(t, d).aviary(t)
		a.areas(t)
		for _, stranger := range []string{"no.role", "valea.analyst"} {
			really := network.Scope(network.With(t.Context(), a.h.whoIs(t, stranger)))
			if err := d.Wall(t.Context(), func(context.Context) db.Scope { return really }); err != nil {
				t.Fatal(err)
			}
			v := &visit{"secretariat", map[string]bool{}, map[string][]string{}}
			// The desk asks by the id of the person alone; a draft of a report
			// counts every row past the wall, and permission alone guards it.
			for _, at := range slices.Concat(a.at, a.seeds(t)) {
				if !v.asked[at] && (strings.HasPrefix(at, "/en/aurora") || strings.HasPrefix(at, "/api/v1/networks/aurora")) && !strings.Contains(at, "compare") && !strings.HasSuffix(at, "/desk") && !strings.Contains(at, "/reports/2026") {
					a.ask(t, v, at)
				}
			}
			v.login = stranger
			for _, one := range private {
				var bad []string
				for _, c := range a.all {
					if where := v.met[c.no()]; len(where) > 0 && slices.Contains(strings.Fields(one.texts), c.about) && !slices.Contains(c.may, stranger) {
						bad = append(bad, c.text+" at "+strings.Join(where, ", "))
					}
				}
				if d.Engine() == "SQLite" && len(bad) == 0 {
					t.Errorf("%s: %s sees nothing without the filter: the test proves nothing", one.area, stranger)
				}
				if d.Engine() == "PostgreSQL" && len(bad) > 0 {
					t.Errorf("%s: %s, taken for the secretariat, sees %s", one.area, stranger, strings.Join(bad, "; "))
				}
			}
			t.Logf("%s: %d requests", stranger, len(v.asked))
		}
	})
}
