package main

import (
	"cmp"
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

// cages are those of the texts that people have written in the areas.
// TestEveryTextHoldsACanary finds a column of a text that is in none of them.
var cages = []cage{
	{"network", "name* headline* purpose* about* legal_basis*", `TRUE`, "everybody", ""},
	{"network_membership", "note*", `TRUE`, "everybody", ""},
	{"network_news", "title* body*", `TRUE`, "everybody", ""},
	{"second_awaited", "what*", `TRUE`, "nobody", ""},
	{"privacy_activity", "name* purpose* law", `TRUE`, "everybody", ""},

	{"mail_letter", "subject body", `person_id = (SELECT id FROM network_person WHERE login = 'analyst')`, "nobody", "analyst program secretariat administrator"},
	{"mail_letter", "subject body", `person_id = (SELECT id FROM network_person WHERE login = 'representative')`, "nobody", "representative secretariat administrator"},
	{"mail_letter", "subject body", `person_id = (SELECT id FROM network_person WHERE login = 'valea.analyst')`, "nobody", "valea.analyst valea.secretariat administrator"},
	{"mail_letter", "link calendar", `TRUE`, "running", "ANY"},
	{"mail_letter", "reason", `TRUE`, "running", "ANY"},

	{"body", "name* source", `TRUE`, "everybody", ""},
	{"body_mandate", "text* source", `TRUE`, "everybody", ""},
	{"body_seat", "source", `role NOT IN ('chair', 'first_vice', 'second_vice')`, "inside", ""},
	{"body_seat", "region", `role NOT IN ('chair', 'first_vice', 'second_vice')`, "everybody", ""},
	{"body_fee_band", "source", `TRUE`, "everybody", ""},
	{"body_fee_base", "source", `TRUE`, "everybody", ""},
	{"body_contact", "email phone", ``, "inside", ""},
	{"body_photo", "bytes", ``, "inside", ""},

	{"accession", "name region website reason grounds decision", `person_id <> 'applicant'`, "running", ""},
	{"accession", "name region website reason", `person_id = 'applicant'`, "running", "applicant link"},
	{"accession_answer", "remark", `TRUE`, "running", ""},
	{"accession_document", "name place", `TRUE`, "running", ""},
	{"accession_file", "bytes", ``, "running", ""},
	{"accession_nominee", "task", `TRUE`, "running", "NOMINEE"},
	{"accession_step", "reason", `accession_id NOT IN (SELECT id FROM accession WHERE person_id = 'applicant')`, "running", ""},
	{"accession_step", "reason", `accession_id IN (SELECT id FROM accession WHERE person_id = 'applicant')`, "running", "applicant link"},

	{"meeting", "title place link host about urgent", `state = 'draft'`, "running", ""},
	{"meeting", "title place link host about urgent", `state <> 'draft' AND NOT public`, "inside", ""},
	{"meeting", "title place", `state <> 'draft' AND public`, "everybody", ""},
	{"meeting", "link host about urgent", `state <> 'draft' AND public`, "inside", ""},
	{"meeting_item", "title presenter body", `meeting_id IN (SELECT id FROM meeting WHERE state = 'draft')`, "running", ""},
	{"meeting_item", "presenter body", `meeting_id IN (SELECT id FROM meeting WHERE state <> 'draft')`, "inside", ""},
	{"meeting_paper", "name content", `meeting_id IN (SELECT id FROM meeting WHERE state = 'draft')`, "running", ""},
	{"meeting_paper", "name content", `meeting_id IN (SELECT id FROM meeting WHERE state <> 'draft')`, "inside", ""},
	{"meeting_call", "reason", `TRUE`, "inside", ""},
	{"meeting_presence", "note", `TRUE`, "inside", ""},

	{"decision", "wording source place", `public AND shown_at <> ''`, "everybody", ""},
	{"decision", "wording source place", `NOT public OR shown_at = ''`, "inside", ""},
	{"decision_action", "wording note", `TRUE`, "inside", ""},
	{"decision_conflict", "reason", `TRUE`, "inside", ""},
	{"decision_vote", "choice", `decision_id IN (SELECT id FROM decision WHERE state = 'closed')`, "inside", ""},

	{"minutes", "sealed*", `state = 'approved'`, "inside", ""},
	{"minutes_piece", "title wording", `minutes_id IN (SELECT id FROM minutes WHERE state <> 'approved')`, "inside", ""},
	{"minutes_piece", "title wording", `NOT public AND minutes_id IN (SELECT id FROM minutes WHERE state = 'approved')`, "inside", ""},
	{"minutes_piece", "title wording", `public AND minutes_id IN (SELECT id FROM minutes WHERE state = 'approved' AND public)`, "everybody", ""},
	{"minutes_change", "wording", `TRUE`, "inside", ""},
	{"minutes_comment", "wording reason", `TRUE`, "inside", ""},
	{"minutes_addendum", "wording", `approved_on = ''`, "inside", ""},
	{"minutes_addendum", "wording decision", `approved_on <> ''`, "everybody", ""},

	{"programme_plan", "intro decision", `state IN ('draft', 'consulted')`, "inside", ""},
	{"programme_plan", "intro decision", `state NOT IN ('draft', 'consulted')`, "everybody", ""},
	{"programme_item", "objective deliverable", `plan_id IN (SELECT id FROM programme_plan WHERE state IN ('draft', 'consulted'))`, "inside", ""},
	{"programme_item", "objective deliverable", `plan_id NOT IN (SELECT id FROM programme_plan WHERE state IN ('draft', 'consulted'))`, "everybody", ""},
	{"programme_version", "items*Objective", `plan_id IN (SELECT id FROM programme_plan WHERE state IN ('draft', 'consulted'))`, "inside", ""},
	{"programme_version", "items*Objective", `plan_id NOT IN (SELECT id FROM programme_plan WHERE state IN ('draft', 'consulted'))`, "everybody", ""},
	{"programme_comment", "text answer", `TRUE`, "inside", ""},
	{"programme_matter", "title about addressee", `register = 'request' AND state = 'published'`, "everybody", ""},
	{"programme_matter", "title about addressee", `NOT (register = 'request' AND state = 'published')`, "inside", ""},
	{"programme_step", "text decision link", `matter_id IN (SELECT id FROM programme_matter WHERE register = 'request' AND state = 'published')`, "everybody", ""},
	{"programme_step", "text decision link", `matter_id NOT IN (SELECT id FROM programme_matter WHERE register = 'request' AND state = 'published')`, "inside", ""},

	{"hearing", "title question place minutes report conclusions", `state = 'draft'`, "running", ""},
	{"hearing", "title question place minutes report conclusions", `state <> 'draft'`, "everybody", ""},
	{"hearing_deposition", "author contact", `TRUE`, "running", ""},
	{"hearing_deposition", "reason", `state = 'published' AND consent`, "everybody", ""}, // why it was taken late
	{"hearing_deposition", "reason", `NOT (state = 'published' AND consent)`, "running", ""},
	{"hearing_deposition", "organisation title text", `state = 'published' AND consent`, "everybody", ""},
	{"hearing_deposition", "organisation title text", `NOT (state = 'published' AND consent)`, "running", ""},
	{"hearing_person", "name organisation said", `hearing_id IN (SELECT id FROM hearing WHERE state <> 'draft')`, "everybody", ""},
	{"hearing_person", "name organisation said", `hearing_id IN (SELECT id FROM hearing WHERE state = 'draft')`, "running", ""},

	{"agreement", "title* about* source", `TRUE`, "everybody", ""},
	{"agreement_activity", "title link", `TRUE`, "everybody", ""},
	{"agreement_document", "title link", `TRUE`, "everybody", ""},
	{"agreement_party", "name* place contact address", `TRUE`, "everybody", ""},
	{"contribution_entry", "title about link reason", `TRUE`, "inside", "valea.secretariat"},
	{"contribution_name", "company name purpose source", `TRUE`, "inside", ""},

	{"discussion_group", "name* about*", `TRUE`, "inside", ""},
	{"discussion_thread", "title", `TRUE`, "inside", ""},
	{"discussion_post", "body", `hidden_by = ''`, "inside", ""},
	{"discussion_post", "body hidden_why", `hidden_by <> ''`, "running", "careers"},
	{"discussion_announcement", "title* body* place link", `public AND withdrawn = ''`, "everybody", ""},
	{"discussion_announcement", "title* body* place link", `NOT public AND withdrawn = ''`, "inside", ""},
	{"discussion_announcement", "title* body* place link withdrawn", `withdrawn <> ''`, "running", ""},

	{"report", "opening* closing* figures*en decision", `state <> 'published'`, "inside", ""},
	{"report", "opening* closing* figures*en decision", `state = 'published'`, "everybody", ""},
	{"report_proposal", "title body answer", `TRUE`, "inside", ""},

	{"token", "purpose", ``, "nobody", "analyst representative program secretariat valea.analyst valea.secretariat administrator"},
	{"job", "given* result* problem*", `TRUE`, "nobody", ""},
	{"idempotency", "answer", ``, "nobody", ""},
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

// scopes are which rows of a table belong to a network, where it does not say
// so itself.
var scopes = map[string]string{
	"body_contact":   `person_id IN (SELECT person_id FROM network_role WHERE network_id = ?)`,
	"body_photo":     `person_id IN (SELECT person_id FROM network_role WHERE network_id = ?)`,
	"accession_file": `accession_id IN (SELECT id FROM accession WHERE network_id = ?)`,
	"token":          `person_id IN (SELECT person_id FROM network_role WHERE network_id = ?)`,
	"idempotency":    `who IN (SELECT person_id FROM network_role WHERE network_id = ?)`,
	"network":        `id = ?`,
}

// put puts a canary into a column, and tells how many rows it is in. A star
// behind the column means JSON: into every value, or into those of one name.
func (a *aviary) put(t *testing.T, in cage, column, id, text string) (n int64) {
	t.Helper()
	name, key, json := strings.Cut(column, "*")
	value, args := name+` || ' ' || ?`, []any{text}
	switch {
	case json:
		value, args = `replace(`+name+`, '`+key+`":"', '`+key+`":"' || ? || ' ')`, []any{text}
	case name == "bytes" || name == "content":
		value, args = `?`, []any{[]byte(text)}
	case name == "link" || name == "website":
		value, args = `?`, []any{"https://example.org/" + text}
	}
	scope := cmp.Or(scopes[in.table], `network_id = ?`) + ` AND (` + cmp.Or(in.where, `TRUE`) + `)`
	err := a.h.app.db.Write(db.Unwalled(t.Context()), func(tx *db.Tx) (err error) {
		n, err = tx.Exec(`UPDATE `+in.table+` SET `+name+` = `+value+` WHERE `+scope, append(args, id)...)
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
	a.rows(t)
	for _, in := range cages {
		total := int64(0)
		for _, code := range []string{"AURORA", "VALEA"} {
			for _, column := range strings.Fields(in.columns) {
				may := append(slices.Clone(aloft(code, in.may)), strings.Fields(in.also)...)
				switch in.also {
				case "ANY":
					may = inside[code] // each of their own letters
				case "NOMINEE":
					may = append(aloft(code, in.may), map[string][]string{"AURORA": andProgram("analyst"), "VALEA": {"valea.analyst"}}[code]...)
				}
				name, _, _ := strings.Cut(column, "*")
				about := in.table + "." + name
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
	a.at = append(a.at, a.places(t)...)
}

// places are the addresses of every page, file and operation of both networks.
func (a *aviary) places(t *testing.T) []string {
	t.Helper()
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
	for _, n := range []string{"aurora", "valea"} {
		paths["/en/"+n+"/contributions/38/names"] = true
		paths["/en/"+n+"/reports/2023"], paths["/en/"+n+"/reports/2024"] = true, true
	}
	for _, p := range a.h.list(t, `SELECT '/en/' || lower(n.code) || '/meetings/' || lower(m.code) || '/papers/' || p.id FROM meeting_paper p JOIN meeting m ON m.id = p.meeting_id JOIN network n ON n.id = m.network_id`) {
		paths[p] = true
	}
	for _, p := range a.h.list(t, `SELECT '/en/' || lower(n.code) || '/applications/' || CAST(a.no AS text) || '/documents/' || d.document FROM accession_document d JOIN accession a ON a.id = d.accession_id JOIN network n ON n.id = a.network_id`) {
		paths[p] = true
	}
	for _, p := range a.h.list(t, `SELECT '/en/' || lower(n.code) || '/hearings/' || CAST(h.no AS text) || '/depositions/' || CAST(d.no AS text) FROM hearing_deposition d JOIN hearing h ON h.id = d.hearing_id JOIN network n ON n.id = h.network_id`) {
		paths[p] = true
	}
	for _, login := range known() {
		for _, id := range a.h.list(t, `SELECT id FROM mail_letter WHERE person_id = ?`, a.h.person(t, login)) {
			paths["/en/my-mail/letters/"+id] = true
		}
	}
	for path, methods := range in(apiDocument(t), "paths") {
		if _, reads := methods.(node)["get"]; !reads {
			continue
		}
		for _, n := range []string{"aurora", "valea"} {
			at := strings.NewReplacer("{network}", n, "{year}", "2026", "{body}", map[string]string{"aurora": "board", "valea": "assembly"}[n], "{meeting}", map[string]string{"aurora": "board-2026-1", "valea": "assembly-2026-1"}[n],
				"{no}", "1", "{decision}", "d-2026-1", "{action}", "a-1", "{org}", map[string]string{"aurora": "aur-gintara", "valea": "val-bradana"}[n], "{register}", "requests", "{group}", "employers", "{thread}", "1").Replace(path)
			paths[pathValue.ReplaceAllString(at, "1")] = true
		}
	}
	return slices.Sorted(maps.Keys(paths))
}

// rows are those that the demo world has not: so that every text is in both
// networks, and in each state in which others may see it.
func (a *aviary) rows(t *testing.T) {
	t.Helper()
	for _, trigger := range []struct{ name, table string }{{"minutes_frozen", "minutes"}, {"minutes_piece_frozen", "minutes_piece"}} {
		if a.h.app.db.Postgres() != nil {
			a.h.exec(t, `ALTER TABLE `+trigger.table+` DISABLE TRIGGER USER`)
		} else {
			a.h.exec(t, `DROP TRIGGER `+trigger.name)
		}
	}
	a.h.exec(t, `UPDATE accession_document SET how = 'paper' WHERE accession_id = (SELECT id FROM accession WHERE network_id = (SELECT id FROM network WHERE code = 'VALEA') AND no = 3)`)
	a.h.exec(t, `UPDATE minutes_comment SET answer = 'declined', answered_at = '2026-11-01T10:00:00Z' WHERE answer = ''`)
	a.h.exec(t, `UPDATE agreement SET about = '{"en":"About"}' WHERE network_id = (SELECT id FROM network WHERE code = 'AURORA')`)
	a.h.exec(t, `UPDATE agreement_party SET name = '{"en":"Office outside"}', organisation_id = NULL WHERE id = (SELECT min(p.id) FROM agreement_party p WHERE p.network_id = (SELECT id FROM network WHERE code = 'AURORA'))`)
	columns := map[string][]string{}
	for _, c := range a.h.everyColumn(t) {
		columns[c.table] = append(columns[c.table], c.name)
	}
	aurora, valea := a.h.network(t, "AURORA"), a.h.network(t, "VALEA")
	for _, copied := range []struct {
		table, from, to string
		set             map[string]string
	}{
		{"hearing", valea, aurora, nil},
		{"hearing_person", valea, aurora, map[string]string{"hearing_id": other("hearing_id")}},
		{"hearing_deposition", valea, aurora, map[string]string{"hearing_id": other("hearing_id")}},
		{"contribution_entry", valea, aurora, nil},
		{"contribution_name", valea, aurora, map[string]string{"entry_id": other("entry_id")}},
		{"agreement", aurora, valea, nil},
		{"agreement_activity", aurora, valea, map[string]string{"agreement_id": other("agreement_id")}},
		{"agreement_party", aurora, valea, map[string]string{"agreement_id": other("agreement_id")}},
		{"body_fee_band", aurora, valea, nil},
		{"body_fee_base", aurora, valea, nil},
		{"network_membership", aurora, valea, nil},
		{"programme_comment", aurora, valea, map[string]string{"plan_id": `(SELECT max(p.id) FROM programme_plan p WHERE p.network_id = '` + valea + `')`}},
		{"programme_comment", aurora, aurora, map[string]string{"id": `'03' || substr(id, 3)`, "plan_id": `(SELECT p.id FROM programme_plan p WHERE p.network_id = '` + aurora + `' AND p.state = 'running')`}},
		{"discussion_announcement", aurora, aurora, map[string]string{"no": "no + 90", "withdrawn": "'Wrong'"}},
		{"discussion_announcement", valea, valea, map[string]string{"no": "no + 90", "withdrawn": "'Wrong'"}},
		{"mail_letter", aurora, valea, map[string]string{"person_id": `'` + a.h.person(t, "valea.analyst") + `'`, "need": `replace(need, '` + aurora + `', '` + valea + `')`}},
		{"accession_document", aurora, aurora, map[string]string{"document": `'charter_signed'`, "how": `'paper'`}},
		{"accession_answer", valea, aurora, map[string]string{"accession_id": `(SELECT min(p.id) FROM accession p WHERE p.network_id = '` + aurora + `')`}},
		{"decision_conflict", aurora, valea, map[string]string{"decision_id": `(SELECT min(p.id) FROM decision p WHERE p.network_id = '` + valea + `' AND p.state = 'closed')`}},
	} {
		var values []string
		for _, name := range columns[copied.table] {
			switch value := copied.set[name]; {
			case value != "":
				values = append(values, value)
			case name == "network_id":
				values = append(values, `'`+copied.to+`'`)
			case name == "id":
				values = append(values, other("id"))
			default:
				values = append(values, name)
			}
		}
		where := map[string]string{"accession_answer": ` AND accession_id = (SELECT min(accession_id) FROM accession_answer)`, "programme_comment": ` AND substr(id, 1, 2) = '01'`, "mail_letter": ` AND person_id = '` + a.h.person(t, "analyst") + `'`,
			"network_membership": ` AND note <> '{}' AND organisation_id NOT IN (SELECT organisation_id FROM network_membership WHERE network_id = '` + copied.to + `')`}[copied.table]
		a.h.exec(t, `INSERT INTO `+copied.table+` (`+strings.Join(columns[copied.table], ", ")+`) SELECT `+strings.Join(values, ", ")+` FROM `+copied.table+` WHERE network_id = ?`+where, copied.from)
	}
	a.single(t, "AURORA", aurora)
	a.single(t, "VALEA", valea)
}

// other is the id of a copy: unlike that of the original, and as long.
func other(id string) string { return `'02' || substr(` + id + `, 3)` }

// single are single rows of a network.
func (a *aviary) single(t *testing.T, code, id string) {
	t.Helper()
	runs := map[string]string{"AURORA": "secretariat", "VALEA": "valea.secretariat"}[code]
	reads := map[string]string{"AURORA": "analyst", "VALEA": "valea.analyst"}[code]
	person := a.h.person(t, reads)
	minutes := a.h.one(t, `SELECT max(id) FROM minutes WHERE network_id = ? AND state = 'approved' AND public`, id)
	a.h.exec(t, `UPDATE minutes_piece SET public = FALSE WHERE id = (SELECT max(id) FROM minutes_piece WHERE minutes_id = ?)`, minutes)
	for no, day := range []string{"2026-11-02", ""} {
		a.h.exec(t, `INSERT INTO minutes_addendum (id, network_id, minutes_id, no, wording, author, made_on, approved_on, decision, hash) VALUES (?, ?, ?, ?, 'Added.', ?, '2026-11-01', ?, 'D-2026-3', '')`,
			db.ID(), id, minutes, no+1, a.h.person(t, runs), day)
	}
	a.h.exec(t, `INSERT INTO second_awaited (id, network_id, action, subject, what, person_id, at) VALUES (?, ?, 'privacy.erasure', 'request 800', '{"outcome":"granted"}', ?, '2026-11-01T10:00:00Z')`, db.ID(), id, a.h.person(t, runs))
	a.h.exec(t, `INSERT INTO accession_nominee (id, network_id, accession_id, person_id, task, valid_from, made_at) SELECT ?, network_id, id, ?, 'Speaks for it', '2026-11-01', '2026-11-01T10:00:00Z' FROM accession WHERE network_id = ? AND no = 1`, db.ID(), person, id)
	a.h.exec(t, `INSERT INTO agreement_document (id, network_id, agreement_id, day, title, link) SELECT ?, network_id, id, '2026-11-01', 'Signed', '' FROM agreement WHERE network_id = ? AND no = 1`, db.ID(), id)
	a.h.exec(t, `INSERT INTO job (id, kind, network_id, who, given, state, done, total, result, problem, asked_at, changed_at, stop) VALUES (?, 'indicator.import', ?, ?, '{"a":"b"}', 'failed', 1, 1, '{"a":"b"}', '{"a":"b"}', '2026-11-01T10:00:00Z', '2026-11-01T10:00:00Z', FALSE)`, db.ID(), id, person)
	a.h.exec(t, `INSERT INTO idempotency (who, key, ask, status, answer, at) VALUES (?, 'key', 'ask', 200, 'Answer', '2026-11-01T10:00:00Z')`, person)
	shown := a.h.one(t, `SELECT min(person_id) FROM body_contact WHERE person_id IN (SELECT person_id FROM network_role WHERE network_id = ?)`, id)
	a.h.exec(t, `INSERT INTO body_photo (person_id, bytes) VALUES (?, ?)`, shown, []byte("x"))
	a.h.exec(t, `UPDATE body_contact SET photo = 'image/png' WHERE person_id = ?`, shown)
	a.at = append(a.at, "/en/"+strings.ToLower(code)+"/directory/"+shown+"/photo")
	a.h.exec(t, `UPDATE discussion_post SET hidden_by = ?, hidden_why = 'Rude' WHERE id = (SELECT max(id) FROM discussion_post WHERE network_id = ?)`, a.h.person(t, runs), id)
	a.h.exec(t, `INSERT INTO hearing (id, network_id, no, state, title, question, place, day, begins, announced_on, limit_on, minutes, report, conclusions, concluded_on, version) VALUES (?, ?, 9, 'draft', 'Draft', '', '', '2027-02-01', '10:00', '', '2027-01-15', '', '', '', '', 1)`, "hearing-"+code, id)
	a.h.exec(t, `INSERT INTO hearing_person (id, network_id, hearing_id, role, position, name, organisation, said) VALUES (?, ?, ?, 'speaker', 1, 'Speaker', '', '')`, db.ID(), id, "hearing-"+code)
	a.h.exec(t, `INSERT INTO meeting_paper (id, network_id, meeting_id, item_id, number, revision, name, type, size, sha256, late, added_at, content)
		SELECT ?, i.network_id, i.meeting_id, i.id, '1a', 0, 'Draft.txt', 'text/plain; charset=utf-8', 1, '', FALSE, '2026-11-01T10:00:00Z', ? FROM meeting_item i JOIN meeting m ON m.id = i.meeting_id WHERE m.network_id = ? AND m.state = 'draft' AND i.position = 1`, db.ID(), []byte("x"), id)
	a.h.exec(t, `INSERT INTO account_passkey (id, person_id, name, credential, created_at, used_at) VALUES (?, ?, ?, ?, '2026-11-01T10:00:00Z', '')`, "passkey-"+code, person, a.add("Passkey", andProgram(reads)...), `{"x":"`+a.add("Credential")+`"}`)
	a.h.exec(t, `INSERT INTO account_authenticator (person_id, secret, last_step, created_at) VALUES (?, ?, 0, '2026-11-01T10:00:00Z')`, person, a.add("Secret"))
	a.h.exec(t, `INSERT INTO account_glass (token, person_id, why, made_at, until_at, used_at) VALUES (?, ?, ?, ?, ?, '')`, "glass-"+code, person, a.add("Glass", "administrator"), db.Stamp(now()), db.Stamp(now()))
	a.h.exec(t, `INSERT INTO account_errand (token, kind, detail, expires_at) VALUES (?, 'oidc', ?, '2026-11-01T10:00:00Z')`, "errand-"+code, a.add("Errand"))
	a.h.exec(t, `INSERT INTO account_provider (id, name, issuer, client, secret, organisation_id, claim, strong, valid_to) VALUES (?, ?, ?, ?, ?, NULL, '', '', '2026-01-01')`, "provider-"+code, a.add("Provider", reads), a.add("Issuer"), a.add("Client"), a.add("Kept"))
	a.h.exec(t, `INSERT INTO account_identity (provider_id, subject, person_id, linked_at) VALUES (?, ?, ?, '2026-11-01T10:00:00Z')`, "provider-"+code, a.add("Identity"), person)
	a.h.exec(t, `INSERT INTO privacy_consent (id, person_id, category, destination, given_at, expires_on, ended_at, wording, lang) VALUES (?, ?, 'education', 'SE', '2026-11-01T10:00:00Z', '2099-11-01', '', ?, 'en')`, db.ID(), person, "wording")
	a.h.exec(t, `INSERT INTO privacy_key (person_id, sealed_by, sealed, at) VALUES (?, 'key', ?, '2026-11-01T10:00:00Z')`, person, a.add("Key"))
	if code == "VALEA" {
		a.h.exec(t, `INSERT INTO token (id, hash, hint, person_id, network_id, purpose, scope, made_at, made_by, last_day, ended_at, used_at) VALUES ('token', 'hash', 'pes_', ?, ?, 'program', 'indicator.read', '2026-11-01T10:00:00Z', ?, '2099-12-31', '', '')`, person, id, person)
	}
	a.h.exec(t, `INSERT INTO indicator_ledger (network_id, org_id, family, year, ledger) VALUES (?, '', 'pesnet exits', '1999', ?)`, id, `{"x":"`+a.add("Ledger")+`"}`)
	a.h.exec(t, `INSERT INTO indicator_mapping (network_id, org_id, heading, mapping, saved_at) VALUES (?, '', 'heading', ?, '2026-11-01T10:00:00Z')`, id, `{"x":"`+a.add("Mapping")+`"}`)
	for year, state := range map[int]string{2023: "published", 2024: "adopted"} {
		a.h.exec(t, `INSERT INTO report (id, network_id, year, state, opening, closing, figures, seal, decision, adopted_on, published_on, version) VALUES (?, ?, ?, ?, '{"en":"Begins"}', '{"en":"Ends"}', ?, '', 'D', '2025-02-01', ?, 1)`,
			db.ID(), id, year, state, `[{"code":"members","figures":[{"code":"members","of":"","rows":[{"day":"2024-01-01","title":{"en":"A row"}}]}]}]`, map[string]string{"published": "2025-03-01"}[state])
	}
}
