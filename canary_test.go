package main

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/network"
)

// canary is a string that stands in one place alone, and who may come upon it.
// Its number alone tells it from the others, however short a text is cut.
type canary struct {
	about string // what it stands in
	text  string
	may   []string
}

// no is the number by which a canary is known.
func (c canary) no() string { return sighted(strings.ToLower(c.text))[0] }

// aviary is the canaries that were let into a world.
type aviary struct {
	h   *house
	all []canary
	at  []string // addresses of what the canaries sit in

	asked atomic.Int64 // requests
}

func (a *aviary) add(about string, may ...string) string {
	c := canary{about, fmt.Sprint("Canary", 1000+len(a.all), letters.ReplaceAllString(about, "")), may}
	a.all = append(a.all, c)
	return c.text
}

// figureOf is a figure that stands in one place alone.
func (a *aviary) figureOf(may ...string) string {
	c := canary{"figure", fmt.Sprint(91827000 + len(a.all)), may}
	a.all = append(a.all, c)
	return c.text
}

// letters is what a text keeps of the name of a column.
var letters = regexp.MustCompile(`[^A-Za-z]`)

// aviary lets canaries into everything that is not public, of two networks
// and four members.
func (h *house) aviary(t *testing.T) *aviary {
	t.Helper()
	a := &aviary{h: h}
	a.figures(t)
	a.uploads(t)
	a.people(t)
	a.feedback(t)
	a.requests(t)
	a.deeds(t)
	return a
}

// member is one whose own things are seeded, and who may see them.
type member struct {
	network, org    string
	people, imports []string // people of the member; those who deliver its figures
}

var members = []member{
	{"AURORA", "AUR-GINTARA", []string{"analyst", "employers", "member.admin", "member.dpo", "program"}, []string{"analyst", "program"}},
	{"AURORA", "AUR-JUTRZENA", []string{"representative", "peer"}, []string{"representative"}},
	{"AURORA", "AUR-ZORILE", []string{"careers"}, nil},
	{"VALEA", "VAL-BRADANA", []string{"valea.analyst"}, []string{"valea.analyst"}},
}

func (h *house) network(t *testing.T, code string) string {
	return h.one(t, `SELECT id FROM network WHERE code = ?`, code)
}

func (h *house) organisation(t *testing.T, code string) string {
	return h.one(t, `SELECT id FROM network_organisation WHERE code = ?`, code)
}

func (h *house) person(t *testing.T, login string) string {
	return h.one(t, `SELECT id FROM network_person WHERE login = ?`, login)
}

// figures are unreleased ones of every member.
func (a *aviary) figures(t *testing.T) {
	for i, m := range members {
		network, org := a.h.network(t, m.network), a.h.organisation(t, m.org)
		for j, name := range []string{"vacancies-filled", "exits-job", "q1a"} {
			series := -int64(100*i + j + 1) // a draft
			a.h.exec(t, `INSERT INTO indicator_series (id, network_id, org_id, draft, dataset, indicator, area, org, freq, unit, dims) VALUES (?, ?, ?, TRUE, 'pesnet', ?, '', ?, 'A', '', '')`,
				series, network, org, name, m.org)
			for _, year := range []string{"2024", "2025"}[j/2:] { // q1a of 2024 is released
				a.h.exec(t, `INSERT INTO indicator_observation (series, period, value, flags, batch) VALUES (?, ?, CAST(? AS double precision), '', ?)`,
					series, year, json.Number(a.figureOf(m.people...)).String(), 900+i)
			}
		}
		a.h.exec(t, `INSERT INTO indicator_batch (no, network_id, org_id, draft, source, files, given, vintage, who, state, place, holder, n_new, n_changed, n_same, n_gone, n_rejected, began_at, changed_at)
			VALUES (?, ?, ?, TRUE, 'table', ?, ?, '2026-01-01', ?, 'done', ?, ?, 6, 0, 0, 0, 1, '2026-11-01T10:00:00Z', '2026-11-01T10:00:00Z')`,
			900+i, network, org, `[{"name":"`+a.add("Batch", m.imports...)+`.csv","size":1,"hash":""}]`, `{"x":"`+a.add("Given")+`"}`, a.h.person(t, m.people[0]), `{"x":"`+a.add("Place")+`"}`, a.add("Holder"))
		a.h.exec(t, `INSERT INTO indicator_warning (batch, no, file, id, args) VALUES (?, 1, ?, 'indicator.import.counties-absent', ?)`, 900+i, a.add("Warned", m.imports...), `["period","2025","counties","`+a.add("Warning", m.imports...)+`"]`)
		a.h.exec(t, `INSERT INTO indicator_rejected (batch, no, file, row_no, column_is, found, cause) VALUES (?, 1, ?, 7, ?, ?, 'value')`,
			900+i, a.add("File", m.imports...), a.add("Column", m.imports...), a.add("Found", m.imports...))
		a.at = append(a.at, fmt.Sprintf("/en/%s/imports/%d", strings.ToLower(m.network), 900+i), fmt.Sprintf("/en/%s/imports/%d/rejected", strings.ToLower(m.network), 900+i),
			fmt.Sprintf("/api/v1/networks/%s/imports/%d", strings.ToLower(m.network), 900+i), fmt.Sprintf("/api/v1/networks/%s/imports/%d/rejected", strings.ToLower(m.network), 900+i))
	}
}

// uploads are deliveries that were begun, and groups that somebody keeps.
func (a *aviary) uploads(t *testing.T) {
	text, heading, noted := a.add("Cell", "analyst", "program"), a.add("Heading", "analyst", "program"), a.add("Noted", "analyst", "program")
	// The record of what was done names the file to those who read it.
	no := a.h.send(t, a.add("Upload", "analyst", "program", "auditor", "member.dpo", "administrator")+".csv", strings.Replace(figures, "value", "value,"+heading, 1)+"q1a,"+text+",2024,5,"+noted+"\n")
	a.h.reads(t, "analyst", "/en/aurora/imports/up/"+no+"/what").bring(no, regexp.MustCompile("/preview$"))
	sheet := a.add("Sheet", "analyst", "program")
	a.h.exec(t, `UPDATE indicator_upload SET about = replace(about, '"Sheets":null', ?) WHERE no = CAST(? AS bigint)`, `"Sheets":["`+sheet+`"]`, no)
	for i, m := range members[1:] {
		other := a.add("Heading", m.imports...)
		a.h.exec(t, `INSERT INTO indicator_upload (no, network_id, org_id, who, name, size, hash, about, source, mapping, answers, preview, batch, job_id, asked_at, version)
			SELECT ?, ?, ?, ?, ?, size, hash, replace(about, ?, ?), source, replace(replace(mapping, ?, ?), lower(?), lower(?)), answers, 0, 0, '', asked_at, 1 FROM indicator_upload WHERE no = CAST(? AS bigint)`,
			500+i, a.h.network(t, m.network), a.h.organisation(t, m.org), a.h.person(t, m.people[0]), a.add("Upload", m.imports...)+".csv",
			sheet, a.add("Sheet", m.imports...), heading, other, heading, other, no)
		a.h.exec(t, `INSERT INTO indicator_upload_part (upload, no, bytes) VALUES (?, 1, ?)`, 500+i, []byte(a.add("Part", m.imports...)))
	}
	for _, n := range []string{no, "500", "501", "502"} {
		for _, step := range []string{"what", "columns", "preview", "rejected"} {
			a.at = append(a.at, "/en/aurora/imports/up/"+n+"/"+step, "/en/valea/imports/up/"+n+"/"+step)
		}
	}
	for _, login := range []string{"analyst", "careers", "secretariat", "valea.analyst"} {
		code := map[bool]string{true: "VALEA", false: "AURORA"}[strings.HasPrefix(login, "valea")]
		id := db.ID()
		a.h.exec(t, `INSERT INTO indicator_group (id, network_id, who, name, members, saved_at) VALUES (?, ?, ?, ?, '["AUR-GINTARA","AUR-ZORILE"]', '2026-11-01T10:00:00Z')`,
			id, a.h.network(t, code), a.h.person(t, login), a.add("Group", andProgram(login)...))
		a.at = append(a.at, "/en/"+strings.ToLower(code)+"/compare?group="+id, "/en/"+strings.ToLower(code)+"/compare?with=group&group="+id)
	}
}

// inside are the principals with a role in a network.
var inside = map[string][]string{
	"AURORA": {"analyst", "representative", "employers", "careers", "trainer", "member.admin", "member.dpo", "office.analyst", "chair", "external", "observer", "auditor", "secretariat", "administrator", "program"},
	"VALEA":  {"valea.secretariat", "valea.analyst", "administrator"},
}

// andProgram is somebody, with the program that asks in their place.
func andProgram(login string) []string {
	if login == "analyst" {
		return []string{login, "program"}
	}
	return []string{login}
}

// records are who reads what was done in a network; officers who handle
// personal data.
var (
	records  = map[string][]string{"AURORA": {"auditor", "administrator"}, "VALEA": {"administrator"}, "": {"administrator"}}
	officers = map[string][]string{"AURORA": {"auditor", "secretariat"}, "VALEA": {"valea.secretariat"}}
)

// people are invited to both networks; devices are those from which the
// principals come.
func (a *aviary) people(t *testing.T) {
	for _, code := range []string{"AURORA", "VALEA"} {
		id := db.ID()
		a.h.exec(t, `INSERT INTO network_person (id, login, name, lang, about, fictional, version) VALUES (?, ?, ?, 'en', ?, FALSE, 1)`,
			id, strings.ToLower(a.add("Login", inside[code]...)), a.add("Name", inside[code]...), `{"en":"`+a.add("About", inside[code]...)+`"}`)
		a.h.exec(t, `INSERT INTO account_password (person_id, password) VALUES (?, ?)`, id, a.add("Password"))
		a.h.exec(t, `INSERT INTO network_role (id, person_id, network_id, organisation_id, role, valid_from, valid_to) VALUES (?, ?, ?, NULL, 'observer', '2026-01-01', '')`,
			db.ID(), id, a.h.network(t, code))
		a.at = append(a.at, "/en/"+strings.ToLower(code)+"/people/"+id+"/access")
	}
	for _, login := range known() {
		a.h.as(t, login)
		may := andProgram(login)
		if login == "suspended" {
			may = nil
		}
		a.h.exec(t, `UPDATE account_session SET device = ? WHERE person_id = ?`, a.add("Device", may...), a.h.person(t, login))
	}
}

func (a *aviary) feedback(t *testing.T) {
	for i, n := range []string{"", a.h.network(t, "AURORA"), a.h.network(t, "VALEA")} {
		a.h.exec(t, `INSERT INTO home_feedback (no, network_id, kind, text, contact, page, lang, who, at, due) VALUES (?, ?, 'idea', ?, ?, ?, 'en', '', '2026-11-01T10:00:00Z', '2026-12-01')`,
			700+i, n, a.add("Feedback", "administrator"), a.add("Contact", "administrator"), "/"+a.add("Page", "administrator"))
	}
	a.h.exec(t, `INSERT INTO home_feedback (no, network_id, kind, text, contact, page, lang, who, at, due) VALUES (710, '', 'idea', ?, '', ?, 'en', ?, '2026-11-01T10:00:00Z', '2026-12-01')`,
		a.add("Feedback", "administrator", "valea.analyst"), "/"+a.add("OwnPage", "valea.analyst"), a.h.person(t, "valea.analyst"))
}

// requests are those of persons about their data.
func (a *aviary) requests(t *testing.T) {
	for i, login := range []string{"careers", "representative", "valea.analyst"} {
		code := map[bool]string{true: "VALEA", false: "AURORA"}[strings.HasPrefix(login, "valea")]
		may := append([]string{login}, officers[code]...)
		a.h.exec(t, `INSERT INTO privacy_request (no, person_id, network_id, kind, text, lang, state, identity, asked_at, asked_on, due, longer, outcome, exception, reason, decided_at, decided_by, version)
			VALUES (?, ?, ?, 'rectification', ?, 'en', 'decided', ?, '2026-11-01T10:00:00Z', '2026-11-01', '2026-12-01', ?, 'granted', '', ?, '2026-11-02T10:00:00Z', '', 1)`,
			800+i, a.h.person(t, login), a.h.network(t, code), a.add("Request", may...), a.add("Identity", may...), a.add("Longer", may...), a.add("Reason", may...))
		a.h.exec(t, `INSERT INTO privacy_notice (id, person_id, network_id, recipient, what, category, made_at, sent_at, acknowledged_at) VALUES (?, ?, ?, ?, 'rectification', '', '2026-11-01T10:00:00Z', '', '')`,
			db.ID(), a.h.person(t, login), a.h.network(t, code), a.add("Recipient", may...))
		a.h.exec(t, `INSERT INTO privacy_special (id, person_id, network_id, org_id, category, sealed, at) VALUES (?, ?, ?, ?, 'health', ?, '2026-11-01T10:00:00Z')`,
			db.ID(), a.h.person(t, login), a.h.network(t, code), a.h.organisation(t, "AUR-ZORILE"), a.add("Sealed"))
		for _, n := range []string{"aurora", "valea"} {
			a.at = append(a.at, fmt.Sprintf("/en/%s/privacy/requests/%d", n, 800+i), fmt.Sprintf("/en/%s/privacy/requests/%d/letter", n, 800+i))
		}
	}
}

// deeds are in the record of both networks and of the installation.
func (a *aviary) deeds(t *testing.T) {
	for _, code := range []string{"", "AURORA", "VALEA"} {
		id := ""
		if code != "" {
			id = a.h.network(t, code)
		}
		err := a.h.app.db.Write(db.Unwalled(t.Context()), func(tx *db.Tx) error {
			return audit.Record(tx, audit.Deed{At: now(), Who: "operator", Network: id, Action: "network.change", Subject: a.add("Subject", records[code]...),
				Detail: map[string]any{"note": a.add("Detail", records[code]...)}})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// letters looks at what is in the outbox: reminders are put there when the
// canaries are loose, and no letter has one of them.
func (a *aviary) letters(t *testing.T) {
	t.Helper()
	before := a.h.one(t, `SELECT CAST(count(*) AS text) FROM mail_letter`)
	if _, err := a.h.app.letters.Remind(network.With(t.Context(), network.Operator), network.Operator); err != nil {
		t.Fatal(err)
	}
	var all []string
	err := a.h.app.db.Read(db.Unwalled(t.Context()), func(tx *db.Tx) (err error) {
		all, err = db.All(tx, func(s *string) []any { return []any{s} }, `SELECT lower(subject || body || calendar || link) FROM mail_letter`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range a.all {
		own := strings.HasPrefix(c.about, "mail_letter.")
		for _, letter := range all {
			if strings.Contains(letter, strings.ToLower(c.text)) && !own && !slices.Contains(c.may, "") {
				t.Errorf("a letter says %s: %s", c.text, letter)
			}
		}
	}
	t.Logf("%s letters before, %d after the reminders", before, len(all))
}

// lines are those of the log.
type lines struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *lines) has(text string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Contains(strings.ToLower(l.text.String()), strings.ToLower(text))
}

// listened keeps everything that is said in the log while a test runs.
func listened(t *testing.T) *lines {
	before, all := slog.Default(), &lines{}
	slog.SetDefault(slog.New(slog.NewJSONHandler(all, &slog.HandlerOptions{Level: slog.LevelDebug})))
	t.Cleanup(func() { slog.SetDefault(before) })
	return all
}
