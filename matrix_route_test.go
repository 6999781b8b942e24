package main

import (
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/network"
)

// principals are the people as whom every door is tried: nobody, somebody
// without a role, one whose role is over, one whose role has not begun, people
// of two members and of the secretariat of a network, and of another network.
var principals = []string{"", "no.role", "role.over", "role.to.come", "analyst", "representative", "careers", "observer", "auditor", "secretariat",
	"administrator", "valea.secretariat", "valea.analyst"}

// settled is a demo world of a test's own with every principal in it.
func settled(t *testing.T) *house { return settledOn(t, dbtest.Open(t)) }

func settledOn(t *testing.T, d *db.DB) *house {
	t.Helper()
	h, end, err := openHouse(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(end)
	gintara, aurora := h.one(t, `SELECT id FROM network_organisation WHERE code = 'AUR-GINTARA'`), h.one(t, `SELECT id FROM network WHERE code = 'AURORA'`)
	for login, span := range map[string][2]string{"no.role": {}, "role.over": {"2020-01-01", "2021-12-31"}, "role.to.come": {"2099-01-01", ""}} {
		h.exec(t, `INSERT INTO network_person (id, login, name, lang, about, fictional, version) VALUES (?, ?, ?, 'en', '{}', TRUE, 1)`, login, login, login)
		if span[0] == "" {
			continue
		}
		for _, role := range network.Roles {
			h.exec(t, `INSERT INTO network_role (id, person_id, network_id, organisation_id, role, valid_from, valid_to) VALUES (?, ?, ?, ?, ?, ?, ?)`,
				db.ID(), login, aurora, gintara, role, span[0], span[1])
		}
	}
	return h
}

func (h *house) exec(t testing.TB, q string, args ...any) {
	t.Helper()
	err := h.app.db.Write(db.Unwalled(t.Context()), func(tx *db.Tx) error { _, err := tx.Exec(q, args...); return err })
	if err != nil {
		t.Fatalf("%s: %v", q, err)
	}
}

func (h *house) one(t testing.TB, q string, args ...any) (found string) {
	t.Helper()
	err := h.app.db.Read(db.Unwalled(t.Context()), func(tx *db.Tx) (err error) {
		found, err = db.One(tx, func(s *string) []any { return []any{s} }, q, args...)
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	return found
}

// try sends a request as somebody.
func (h *house) try(t testing.TB, login, method, path, body string) answer {
	t.Helper()
	r, err := http.NewRequest(method, h.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if strings.HasPrefix(path, "/api/") {
		r.Header.Set("Content-Type", "application/json")
	}
	got, err := h.as(t, login).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, got)
}

// whoIs is who asks in the browser of somebody, with the roles of today.
func (h *house) whoIs(t testing.TB, login string) network.Who {
	t.Helper()
	r, _ := http.NewRequest("GET", h.url+"/", nil)
	if c := h.cookie(t, login); c != nil {
		r.AddCookie(c)
	}
	return network.From(h.app.accounts.Identify(r))
}

// world is what stands in the addresses of the matrix: things of Gintara.
func (h *house) world(t *testing.T) *strings.Replacer {
	t.Helper()
	found := h.found(t)
	batch := h.one(t, `SELECT CAST(max(b.no) AS text) FROM indicator_batch b JOIN network_organisation o ON o.id = b.org_id WHERE o.code = 'AUR-GINTARA' AND b.state = 'done'`)
	return strings.NewReplacer("{network}", "aurora", "{org}", "aur-gintara", "{letter}", found.Replace("<letter>"), "{claim}", found.Replace("<claim>"), "{membership}", found.Replace("<claim>"),
		"{upload}", found.Replace("<upload>"), "<upload>", found.Replace("<upload>"), "<claim>", found.Replace("<claim>"), "{batch}", batch, "{import}", batch,
		"{file}", "none.csv", "{code...}", "q1a", "{provider}", "none", "{group}", "none", "{no}", "1")
}

// pages are the addresses at which the pages of the matrix are asked for: one
// for every route, and the same in the other network.
func (h *house) pages(t *testing.T) []string {
	in, all := h.world(t), map[string]bool{}
	for _, r := range h.routes {
		if r.Method != http.MethodGet {
			continue
		}
		at := r.Pattern
		if list := samples[r.Pattern]; len(list) > 0 && !strings.Contains(r.Pattern, "{batch}") {
			at = list[0].path
		}
		at = in.Replace(at)
		if all[at] = true; strings.HasPrefix(at, "/aurora") {
			all[strings.Replace(at, "/aurora", "/valea", 1)] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// row is one line of the matrix: what each principal is answered.
func row(method, path string, status []int) string {
	path = changing.ReplaceAllString(path, "/…")
	return fmt.Sprintf("%-5s %-50s %s\n", method, path, strings.Trim(fmt.Sprint(status), "[]"))
}

// changing are the parts of addresses that differ from run to run.
var changing = regexp.MustCompile(`/[0-9a-f]{8}-[0-9a-f-]{27}|/\d+\b`)

// Every route answers every principal as was reviewed, whichever way it is
// asked for. Behind the wall of PostgreSQL what is refused may also not be
// there: 404 for 403.
func TestTheMatrixOfRoutes(t *testing.T) {
	first := ""
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		got := settledOn(t, d).matrix(t)
		if first == "" {
			first = got
			generated(t, "testdata/matrix.golden", got)
		}
		if diff := cmp.Diff(strings.Split(hidden(first), "\n"), strings.Split(hidden(got), "\n")); diff != "" {
			t.Errorf("-SQLite +%s:\n%s", d.Engine(), diff)
		}
	})
}

// hidden is a matrix in which what is refused is not there.
func hidden(matrix string) string { return strings.ReplaceAll(matrix, " 403", " 404") }

func (h *house) matrix(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "# What every route answers to each principal: written by the tests, to be reviewed when it changes.\n# Principals:%s\n", strings.Join(append([]string{" nobody"}, principals[1:]...), " "))
	for _, page := range h.pages(t) {
		var status []int
		for _, login := range principals {
			status = append(status, h.everyWay(t, login, strings.TrimSuffix("/en"+page, "/")+map[bool]string{true: "/"}[page == "/"]))
		}
		b.WriteString(row("GET", page, status))
	}
	b.WriteString(h.programs(t))
	b.WriteString(h.intruders(t))
	return b.String()
}

// everyWay asks for a page in all the ways in which it might be had, and
// returns what the plain one is answered.
func (h *house) everyWay(t *testing.T, login, path string) int {
	t.Helper()
	plain := h.try(t, login, "GET", path, "").status
	same := func(method, path string, may ...int) {
		if got := h.try(t, login, method, path, "").status; got != plain && !slices.Contains(may, got) {
			t.Errorf("%s %s as %q answers %d, the plain page %d", method, path, login, got, plain)
		}
	}
	same("HEAD", path, map[bool]int{true: http.StatusUnauthorized}[plain == http.StatusSeeOther]) // nobody is led to the sign-in with GET alone
	if strings.Count(path, "/") > 1 && !strings.HasSuffix(path, "/") {
		same("GET", path+"/", http.StatusPermanentRedirect)
		at := strings.LastIndex(path, "/")
		same("GET", path[:at]+"%2F"+path[at+1:], http.StatusNotFound, http.StatusTemporaryRedirect) // /en%2Fhelp leads to /en%2Fhelp/, which is not there
		same("GET", path[:at]+"//"+path[at+1:], http.StatusNotFound, http.StatusMovedPermanently, http.StatusTemporaryRedirect, http.StatusPermanentRedirect)
		same("GET", strings.Replace(path, "/aurora", "/AURORA", 1), http.StatusNotFound)
	}
	for _, method := range []string{"PUT", "DELETE", "PATCH"} {
		if got := h.try(t, login, method, path, "").status; got < 400 {
			t.Errorf("%s %s as %q answers %d", method, path, login, got)
		}
	}
	return plain
}

// programs asks every operation of the API as everybody: nothing is changed
// with an empty body but by whose figures they are.
func (h *house) programs(t *testing.T) string {
	fill, doc := h.world(t), apiDocument(t)
	var rows []string
	for path, methods := range in(doc, "paths") {
		for method, one := range methods.(node) {
			method, at := strings.ToUpper(method), fill.Replace(path)
			at = pathValue.ReplaceAllString(at, "none")
			var query []string
			for _, p := range parameters(one.(node)) {
				if required, _ := p["required"].(bool); required && str(p, "in") == "query" {
					query = append(query, str(p, "name")+"=a")
				}
			}
			at += map[bool]string{true: "?" + strings.Join(query, "&")}[len(query) > 0]
			var status []int
			for _, login := range principals {
				if method != "GET" && login == "analyst" {
					status = append(status, 0) // may
					continue
				}
				got := h.try(t, login, method, at, map[bool]string{false: "{}"}[method == "GET"]).status
				if status = append(status, got); method != "GET" && got < 400 {
					t.Errorf("%s %s as %q answers %d", method, at, login, got)
				}
			}
			rows = append(rows, row(method, at, status))
		}
	}
	slices.Sort(rows)
	return strings.Join(rows, "")
}

// intruders sends an empty form to every page that changes something, as
// everybody who may not: none is taken.
func (h *house) intruders(t *testing.T) string {
	in := h.world(t)
	aurora, gintara := h.one(t, `SELECT id FROM network WHERE code = 'AURORA'`), h.one(t, `SELECT id FROM network_organisation WHERE code = 'AUR-GINTARA'`)
	var rows []string
	for _, r := range h.routes {
		if r.Method != http.MethodPost {
			continue
		}
		on := network.Resource{}
		if strings.HasPrefix(r.Pattern, "/{network}") {
			on.Network = aurora
		}
		if strings.Contains(r.Pattern, "{upload}") || strings.Contains(r.Pattern, "{batch}") {
			on.Organisation = gintara
		}
		var status []int
		for _, login := range principals {
			who := h.whoIs(t, login)
			may := network.May(who, r.Policy, on).Allowed
			if on.Organisation == "" && on.Network != "" { // for one of the own members?
				for _, org := range who.ActsFor(aurora) {
					may = may || network.May(who, r.Policy, network.Resource{Network: aurora, Organisation: org}).Allowed
				}
			}
			if r.Policy == "indicator.import" && on.Organisation == "" {
				may = may || network.May(who, "indicator.import-public", on).Allowed
			}
			if may {
				status = append(status, 0)
				continue
			}
			got := h.try(t, login, "POST", "/en"+in.Replace(r.Pattern), "version=1").status
			if status = append(status, got); got < 400 {
				t.Errorf("POST %s as %q answers %d", r.Pattern, login, got)
			}
		}
		rows = append(rows, row("POST", in.Replace(r.Pattern), status))
	}
	slices.Sort(rows)
	return "# 0: may, and is not tried here\n" + strings.Join(rows, "")
}
