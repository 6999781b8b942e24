package main

import (
	"archive/zip"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/network"
)

// canary is a string that stands in one place alone, and who may come upon it.
type canary struct {
	text string
	may  []string
}

// aviary is the canaries that were let into a world.
type aviary struct {
	h   *house
	all []canary
	at  []string // addresses of what the canaries sit in

	asked atomic.Int64 // requests
}

func (a *aviary) add(about string, may ...string) string {
	c := canary{"Canary" + about + fmt.Sprint(9000+len(a.all)) + "x", may}
	a.all = append(a.all, c)
	return c.text
}

// figureOf is a figure that stands in one place alone.
func (a *aviary) figureOf(may ...string) string {
	c := canary{fmt.Sprint(91827000 + len(a.all)), may}
	a.all = append(a.all, c)
	return c.text
}

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
			for _, year := range []string{"2024", "2025"} {
				a.h.exec(t, `INSERT INTO indicator_observation (series, period, value, flags, batch) VALUES (?, ?, CAST(? AS double precision), '', ?)`,
					series, year, json.Number(a.figureOf(m.people...)).String(), 900+i)
			}
		}
		a.h.exec(t, `INSERT INTO indicator_batch (no, network_id, org_id, draft, source, files, given, vintage, who, state, place, holder, n_new, n_changed, n_same, n_gone, n_rejected, began_at, changed_at)
			VALUES (?, ?, ?, TRUE, 'table', ?, '{}', '2026-01-01', ?, 'done', '{}', ?, 6, 0, 0, 0, 1, '2026-11-01T10:00:00Z', '2026-11-01T10:00:00Z')`,
			900+i, network, org, `[{"name":"`+a.add("Batch", m.imports...)+`.csv","size":1,"hash":""}]`, a.h.person(t, m.people[0]), a.add("Holder"))
		a.h.exec(t, `INSERT INTO indicator_rejected (batch, no, file, row_no, column_is, found, cause) VALUES (?, 1, ?, 7, ?, ?, 'value')`,
			900+i, a.add("File", m.imports...), a.add("Column", m.imports...), a.add("Found", m.imports...))
		a.at = append(a.at, fmt.Sprintf("/en/%s/imports/%d", strings.ToLower(m.network), 900+i), fmt.Sprintf("/en/%s/imports/%d/rejected", strings.ToLower(m.network), 900+i),
			fmt.Sprintf("/api/v1/networks/%s/imports/%d", strings.ToLower(m.network), 900+i), fmt.Sprintf("/api/v1/networks/%s/imports/%d/rejected", strings.ToLower(m.network), 900+i))
	}
}

// uploads are deliveries that were begun, and groups that somebody keeps.
func (a *aviary) uploads(t *testing.T) {
	text := a.add("Cell", "analyst", "program")
	// The record of what was done names the file to those who read it.
	no := a.h.send(t, a.add("Upload", "analyst", "program", "auditor", "member.dpo", "administrator")+".csv", figures+"q1a,"+text+",2024,5\n")
	a.h.reads(t, "analyst", "/en/aurora/imports/up/"+no+"/what").bring(no, regexp.MustCompile("/preview$"))
	for i, m := range members[1:] {
		a.h.exec(t, `INSERT INTO indicator_upload (no, network_id, org_id, who, name, size, hash, about, source, mapping, answers, preview, batch, job_id, asked_at, version)
			SELECT ?, ?, ?, ?, ?, size, hash, about, source, mapping, answers, 0, 0, '', asked_at, 1 FROM indicator_upload WHERE no = CAST(? AS bigint)`,
			500+i, a.h.network(t, m.network), a.h.organisation(t, m.org), a.h.person(t, m.people[0]), a.add("Upload", m.imports...)+".csv", no)
	}
	for _, n := range []string{no, "500", "501", "502"} {
		for _, step := range []string{"what", "preview", "rejected"} {
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
	}
	for _, login := range known() {
		a.h.as(t, login)
		a.h.exec(t, `UPDATE account_session SET device = ? WHERE person_id = ?`, a.add("Device", andProgram(login)...), a.h.person(t, login))
	}
}

func (a *aviary) feedback(t *testing.T) {
	for i, n := range []string{"", a.h.network(t, "AURORA"), a.h.network(t, "VALEA")} {
		a.h.exec(t, `INSERT INTO home_feedback (no, network_id, kind, text, contact, page, lang, who, at, due) VALUES (?, ?, 'idea', ?, ?, ?, 'en', '', '2026-11-01T10:00:00Z', '2026-12-01')`,
			700+i, n, a.add("Feedback", "administrator"), a.add("Contact", "administrator"), "/"+a.add("Page", "administrator"))
	}
	a.h.exec(t, `INSERT INTO home_feedback (no, network_id, kind, text, contact, page, lang, who, at, due) VALUES (710, '', 'idea', ?, '', '/', 'en', ?, '2026-11-01T10:00:00Z', '2026-12-01')`,
		a.add("Feedback", "administrator", "valea.analyst"), a.h.person(t, "valea.analyst"))
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
		own := strings.HasPrefix(c.text, "Canarymailletter")
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

// grouped is the space that a language puts into a figure.
var grouped = regexp.MustCompile(`(\d)[,.\x{a0}\x{202f}\x{2009} ](\d{3})`)

// plain is an answer as canaries are looked for in it.
func plain(a answer) string {
	text := a.body
	if z, err := zip.NewReader(strings.NewReader(text), int64(len(text))); err == nil {
		for _, f := range z.File {
			if r, err := f.Open(); err == nil {
				part, _ := io.ReadAll(r)
				text += string(part)
			}
		}
	}
	for range 2 {
		text = grouped.ReplaceAllString(text, "$1$2")
	}
	return strings.ToLower(text + fmt.Sprint(a.header))
}

// crawl goes through everything as somebody and tells which canaries they came
// upon, and where first.
func (a *aviary) crawl(t *testing.T, login string, most int) map[string]string {
	met, seen, times := map[string]string{}, map[string]bool{}, map[string]int{}
	queue := slices.Concat(a.at, a.seeds(t))
	for i := 0; i < len(queue) && i < most; i++ {
		got := a.h.try(t, login, "GET", a.h.secretly(login, queue[i]), "")
		a.asked.Add(1)
		text := plain(got)
		for _, c := range a.all {
			if met[c.text] == "" && strings.Contains(text, strings.ToLower(c.text)) {
				met[c.text] = fmt.Sprint(queue[i], " (", got.status, ")")
			}
		}
		if !got.html() || got.status != http.StatusOK || path.Ext(queue[i]) != "" {
			continue
		}
		at, _ := url.Parse(queue[i])
		for _, m := range anchor.FindAllStringSubmatch(got.body, -1) {
			to, err := at.Parse(strings.ReplaceAll(m[1], "&amp;", "&"))
			if err != nil || to.Host != "" || !strings.HasPrefix(to.Path, "/en") && !strings.HasPrefix(to.Path, "/api/") {
				continue
			}
			if next := to.RequestURI(); !seen[next] && times[to.Path] < mostQueries {
				seen[next], times[to.Path] = true, times[to.Path]+1
				queue = append(queue, next)
			}
		}
	}
	return met
}

// mostQueries is how many queries of one address are followed.
const mostQueries = 2

// seeds are the pages, downloads and operations of both networks.
func (a *aviary) seeds(t *testing.T) []string {
	all := map[string]bool{"/en/no-such-page": true, "/metrics": true, "/api/openapi.json": true, "/api/v1/me/data": true, "/api/v1/me/consents": true}
	for _, network := range []string{"aurora", "valea"} {
		for _, at := range []string{"", "/desk", "/imports", "/compare", "/compare.csv", "/compare.xlsx", "/compare.svg", "/people", "/privacy/office", "/audit", "/audit.csv", "/audit.json", "/search?q=canary",
			"/imports/new", "/compare?indicator=q1a", "/compare.csv?indicator=q1a", "/compare.csv?indicator=vacancies-filled", "/compare.xlsx?indicator=exits-job", "/compare?indicator=vacancies-filled", "/open-data", "/indicators/q1a"} {
			all["/en/"+network+at] = true
		}
		for _, at := range []string{"", "/members", "/indicators", "/compare", "/compare?indicator=q1a", "/compare?indicator=vacancies-filled", "/observations", "/observations?indicator=q1a", "/observations?indicator=vacancies-filled", "/audit", "/privacy/records"} {
			all["/api/v1/networks/"+network+at] = true
		}
	}
	for _, m := range members {
		all["/en/"+strings.ToLower(m.network)+"/members/"+strings.ToLower(m.org)] = true
	}
	for _, at := range []string{"/my-data", "/my-data/all", "/my-data/all.json", "/my-data/all.json?what=portable", "/account", "/feedback/list", "/audit", "/audit.csv", "/audit.json", "/sign-in", "/search?q=canary"} {
		all["/en"+at] = true
	}
	all["/api/v1/search?q=canary"] = true
	return slices.Sorted(maps.Keys(all))
}

// foreign is the canaries that somebody met and may not.
func (a *aviary) foreign(login string, met map[string]string) (all []string) {
	for _, c := range a.all {
		if where := met[c.text]; where != "" && !slices.Contains(c.may, login) {
			all = append(all, c.text+" at "+where)
		}
	}
	return all
}

// Nobody comes upon what is another member's, another network's or another
// person's, wherever they go.
// Behind the wall of PostgreSQL they meet the same of their own as on SQLite.
func TestNoForeignCanary(t *testing.T) {
	own := map[string][2]int{}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		lines := listened(t)
		a := settledOn(t, d).aviary(t)
		a.areas(t)
		a.letters(t)
		begun := time.Now()
		met := make([]map[string]string, len(principals))
		var all sync.WaitGroup
		few := make(chan bool, 3) // at a time
		for i, login := range principals {
			a.h.as(t, login)
			all.Go(func() {
				few <- true
				defer func() { <-few }()
				met[i] = a.crawl(t, login, 640)
			})
		}
		all.Wait()
		caught := map[string]bool{}
		for i, login := range principals {
			for _, bad := range a.foreign(login, met[i]) {
				t.Errorf("%q meets %s", login, bad)
			}
			for text := range met[i] {
				caught[text] = true
			}
			t.Logf("%q meets %d canaries of their own", login, len(met[i]))
			counts := own[login]
			counts[map[string]int{"SQLite": 0, "PostgreSQL": 1}[d.Engine()]] = len(met[i])
			own[login] = counts
		}
		for _, c := range a.all {
			if lines.has(c.text) {
				t.Errorf("%s is in the log", c.text)
			}
			if !caught[c.text] && len(c.may) > 0 {
				t.Logf("nobody meets %s", c.text)
			}
		}
		t.Logf("%d canaries, %d of them met; %d principals, %d requests in %v", len(a.all), len(caught), len(principals), a.asked.Load(), time.Since(begun).Round(time.Second))
	})
	for login, counts := range own {
		if counts[1] > 0 && counts[0] != counts[1] {
			t.Errorf("%q meets %d canaries of their own on SQLite, %d on PostgreSQL: the wall hides what may be seen", login, counts[0], counts[1])
		}
	}
}

// The crawler finds what is open when a filter is gone: a row without the mark
// by which it is filtered is what a query without the condition returns.
func TestTheCrawlerFindsWhatIsOpen(t *testing.T) {
	a, before := settled(t).aviary(t), map[string]int{}
	a.areas(t)
	for _, broken := range []struct{ name, login, sql string }{
		{"unreleased figures", "representative", `UPDATE indicator_series SET draft = FALSE WHERE id < 0 AND id > -400`},
		{"imports of a member", "representative", `UPDATE indicator_batch SET org_id = '' WHERE no >= 900`},
		{"uploads of a member", "representative", `UPDATE indicator_upload SET org_id = (SELECT id FROM network_organisation WHERE code = 'AUR-JUTRZENA')`},
		{"groups of a person", "representative", `UPDATE indicator_group SET who = (SELECT id FROM network_person WHERE login = 'representative')`},
		{"requests of a person", "observer", `UPDATE privacy_request SET person_id = (SELECT id FROM network_person WHERE login = 'observer')`},
		{"people of another network", "analyst", `UPDATE network_role SET network_id = (SELECT id FROM network WHERE code = 'AURORA') WHERE organisation_id IS NULL AND network_id IS NOT NULL`},
		{"deeds of another network", "auditor", `UPDATE audit SET network_id = (SELECT id FROM network WHERE code = 'AURORA')`},
		{"drafts of meetings", "trainer", `UPDATE meeting SET state = 'announced' WHERE state = 'draft'`},
		{"meetings that are not public", "no.role", `UPDATE meeting SET public = TRUE`},
		{"directory of another network", "trainer", `UPDATE network_role SET network_id = (SELECT id FROM network WHERE code = 'AURORA')`},
		{"groups of another network", "analyst", `UPDATE discussion_group SET network_id = (SELECT id FROM network WHERE code = 'AURORA'), code = code || '-2' WHERE network_id = (SELECT id FROM network WHERE code = 'VALEA')`},
		{"announcements within the network", "no.role", `UPDATE discussion_announcement SET public = TRUE`},
		{"decisions that are not published", "no.role", `UPDATE decision SET public = TRUE, shown_at = '2026-11-01T10:00:00.000Z'`},
		{"programmes before they are adopted", "no.role", `UPDATE programme_plan SET state = 'adopted' WHERE state = 'consulted'`},
		{"letters of a person", "trainer", `UPDATE mail_letter SET person_id = (SELECT id FROM network_person WHERE login = 'trainer')`},
		{"who applied", "no.role", `UPDATE accession SET person_id = 'no.role'`},
	} {
		a.h.exec(t, broken.sql)
		found := len(a.foreign(broken.login, a.crawl(t, broken.login, 640)))
		if found <= before[broken.login] {
			t.Errorf("without the filter of %s the crawler finds %d foreign canaries, as before", broken.name, found)
		}
		before[broken.login] = found
	}
}
