package main

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"pesnet/kit/db"
)

// cage is texts of a table, into which canaries are put for each network apart,
// and who may come upon them.
type cage struct {
	table   string
	columns string // parted by spaces; a star: texts by language, as JSON
	where   string // which rows
	may     string // everybody, inside, running, nobody; of aloft
	also    string // logins, parted by spaces
}

// cages are those of the texts that people have written in the areas. Every
// column of a text must be in one of them, or among the names of codes.
var cages = []cage{
	{"mail_letter", "subject body", `person_id = (SELECT id FROM network_person WHERE login = 'analyst')`, "nobody", "analyst program secretariat administrator"},
	{"mail_letter", "subject body", `person_id = (SELECT id FROM network_person WHERE login = 'representative')`, "nobody", "representative secretariat administrator"},
	{"mail_letter", "reason", `TRUE`, "running", "ANY"},

	{"body", "name* source", `TRUE`, "everybody", ""},
	{"body_mandate", "text* source", `TRUE`, "everybody", ""},
	{"body_seat", "source", `role NOT IN ('chair', 'first_vice', 'second_vice')`, "inside", ""},
	{"body_seat", "region", `role NOT IN ('chair', 'first_vice', 'second_vice')`, "everybody", ""},
	{"body_fee_band", "source", `TRUE`, "everybody", ""},
	{"body_fee_base", "source", `TRUE`, "everybody", ""},
	{"body_contact", "email phone", ``, "inside", ""},

	{"accession", "name region reason grounds decision", `person_id <> 'applicant'`, "running", ""},
	{"accession", "name region reason", `person_id = 'applicant'`, "running", "applicant link"},
	{"accession_answer", "remark", `TRUE`, "running", ""},
	{"accession_document", "name place", `TRUE`, "running", ""},
	{"accession_step", "reason", `accession_id NOT IN (SELECT id FROM accession WHERE person_id = 'applicant')`, "running", ""},
	{"accession_step", "reason", `accession_id IN (SELECT id FROM accession WHERE person_id = 'applicant')`, "running", "applicant link"},

	{"meeting", "title place link host about", `state = 'draft'`, "running", ""},
	{"meeting", "title place link host about", `state <> 'draft' AND NOT public`, "inside", ""},
	{"meeting", "title place", `state <> 'draft' AND public`, "everybody", ""},
	{"meeting", "link host about", `state <> 'draft' AND public`, "inside", ""},
	{"meeting_item", "title presenter body", `meeting_id IN (SELECT id FROM meeting WHERE state = 'draft')`, "running", ""},
	{"meeting_item", "presenter body", `meeting_id IN (SELECT id FROM meeting WHERE state <> 'draft')`, "inside", ""},
	{"meeting_paper", "name", `meeting_id IN (SELECT id FROM meeting WHERE state <> 'draft')`, "inside", ""},
	{"meeting_call", "reason", `TRUE`, "inside", ""},
	{"meeting_presence", "note alternate", `TRUE`, "inside", ""},

	{"decision", "wording source place", `public AND shown_at <> ''`, "everybody", ""},
	{"decision", "wording source place", `NOT public OR shown_at = ''`, "inside", ""},
	{"decision_action", "wording note", `TRUE`, "inside", ""},
	{"decision_conflict", "reason", `TRUE`, "inside", ""},

	{"minutes_piece", "title wording", `minutes_id IN (SELECT id FROM minutes WHERE state = 'circulated')`, "inside", ""},
	{"minutes_change", "wording", `piece_id IN (SELECT p.id FROM minutes_piece p JOIN minutes m ON m.id = p.minutes_id WHERE NOT p.public OR m.state <> 'approved')`, "inside", ""},
	{"minutes_comment", "wording reason", `TRUE`, "inside", ""},

	{"programme_plan", "intro decision", `state IN ('draft', 'consulted')`, "inside", ""},
	{"programme_plan", "intro decision", `state NOT IN ('draft', 'consulted')`, "everybody", ""},
	{"programme_item", "objective deliverable", `plan_id IN (SELECT id FROM programme_plan WHERE state IN ('draft', 'consulted'))`, "inside", ""},
	{"programme_item", "objective deliverable", `plan_id NOT IN (SELECT id FROM programme_plan WHERE state IN ('draft', 'consulted'))`, "everybody", ""},
	{"programme_comment", "text answer", `TRUE`, "inside", ""},
	{"programme_matter", "title about addressee", `register = 'request' AND state = 'published'`, "everybody", ""},
	{"programme_matter", "title about addressee", `NOT (register = 'request' AND state = 'published')`, "inside", ""},
	{"programme_step", "text decision", `matter_id IN (SELECT id FROM programme_matter WHERE register = 'request' AND state = 'published')`, "everybody", ""},
	{"programme_step", "text decision", `matter_id NOT IN (SELECT id FROM programme_matter WHERE register = 'request' AND state = 'published')`, "inside", ""},

	{"hearing", "title question place minutes report conclusions", `state <> 'draft'`, "everybody", ""},
	{"hearing_deposition", "author contact", `TRUE`, "running", ""},
	{"hearing_deposition", "reason", `state = 'published' AND consent`, "everybody", ""}, // why it was taken late
	{"hearing_deposition", "reason", `NOT (state = 'published' AND consent)`, "running", ""},
	{"hearing_deposition", "organisation title text", `state = 'published' AND consent`, "everybody", ""},
	{"hearing_deposition", "organisation title text", `NOT (state = 'published' AND consent)`, "running", ""},
	{"hearing_person", "name organisation said", `TRUE`, "everybody", ""},

	{"agreement", "title* about* source", `TRUE`, "everybody", ""},
	{"agreement_activity", "title*", `TRUE`, "everybody", ""},
	{"agreement_party", "name* place contact address", `TRUE`, "everybody", ""},
	{"contribution_entry", "title about reason", `TRUE`, "inside", ""},
	{"contribution_name", "company name purpose source", `TRUE`, "inside", ""},

	{"discussion_group", "name* about*", `TRUE`, "inside", ""},
	{"discussion_thread", "title", `TRUE`, "inside", ""},
	{"discussion_post", "body", `TRUE`, "inside", ""},
	{"discussion_announcement", "title* body* place", `public`, "everybody", ""},
	{"discussion_announcement", "title* body* place", `NOT public`, "inside", ""},

	{"report", "opening* closing* decision", `state <> 'published'`, "inside", ""},
	{"report_proposal", "title body answer", `TRUE`, "inside", ""},

	{"account_token", "purpose", `TRUE`, "nobody", "analyst representative program administrator"},
}

// aloft are who may come upon something in a network.
func aloft(code, may string) []string {
	switch may {
	case "everybody":
		return principals
	case "inside":
		return inside[code]
	case "running":
		return map[string][]string{"AURORA": {"secretariat", "administrator"}, "VALEA": {"valea.secretariat", "administrator"}}[code]
	}
	return nil
}

// put puts a canary into a column, and tells how many rows it is in.
func (a *aviary) put(t *testing.T, in cage, column, id, text string) (n int64) {
	t.Helper()
	name, json := strings.CutSuffix(column, "*")
	value, args := name+` || ' '|| ?`, []any{text}
	if json {
		value, args = `replace(`+name+`, '":"', '":"' || ? || ' ')`, []any{text}
	}
	scope := ` WHERE network_id = ? AND (` + in.where + `)`
	switch in.table {
	case "body_contact":
		scope = ` WHERE person_id IN (SELECT person_id FROM network_role WHERE network_id = ?)`
	case "account_token":
		scope = ` WHERE id <> ?`
	}
	err := a.h.app.db.Write(db.Unwalled(t.Context()), func(tx *db.Tx) (err error) {
		n, err = tx.Exec(`UPDATE `+in.table+` SET `+name+` = `+value+scope, append(args, id)...)
		return err
	})
	if err != nil {
		t.Fatalf("%s.%s: %v", in.table, column, err)
	}
	return n
}

// areas lets canaries into the texts of the areas.
func (a *aviary) areas(t *testing.T) {
	t.Helper()
	for _, in := range cages {
		total := int64(0)
		for _, code := range []string{"AURORA", "VALEA"} {
			if in.table == "account_token" && code == "VALEA" {
				continue
			}
			for _, column := range strings.Fields(in.columns) {
				may := append(slices.Clone(aloft(code, in.may)), strings.Fields(in.also)...)
				if in.also == "ANY" {
					may = inside[code] // each of their own letters
				}
				about := strings.NewReplacer("_", "", "*", "").Replace(in.table + column)
				n := a.put(t, in, column, a.h.network(t, code), a.add(about, may...))
				if total += n; n == 0 {
					a.all = append(a.all[:len(a.all)-1], canary{}) // its number is not given again
				}
			}
		}
		if total == 0 {
			t.Errorf("no row of %s where %s: no canary is in it", in.table, in.where)
		}
	}
	a.all = slices.DeleteFunc(a.all, func(c canary) bool { return c.text == "" })
	paths := map[string]bool{}
	for _, p := range a.h.pages(t) {
		paths["/en"+p] = true
	}
	for _, list := range samples {
		for _, one := range list {
			if !strings.ContainsAny(one.path, "<") {
				paths["/en"+one.path] = true
			}
		}
	}
	a.at = append(a.at, slices.Sorted(maps.Keys(paths))...)
}
