package main

import (
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/network"
)

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
	return h.whoIsAt(t, login, "/")
}

// whoIsAt is that at an address: programs are known at their own door alone.
func (h *house) whoIsAt(t testing.TB, login, path string) network.Who {
	t.Helper()
	r, _ := http.NewRequest("GET", h.url+path, nil)
	if by, ok := h.as(t, login).Transport.(bearer); ok {
		r.Header.Set("Authorization", "Bearer "+string(by))
	} else if c := h.cookie(t, login); c != nil {
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
		"{file}", "none.csv", "{key}", "<key>", "/groups/{group}", "/groups/employers", "{year}", "2026", "{thread}", "1", "{post}", "1", "{body}", "board", "{meeting}", "board-2026-4",
		"{decision}", "d-2026-9", "{action}", "a-8", "{item}", "1", "{document}", "application", "{announcement}", "1", "{deposition}", "1", "{seat}", found.Replace("<seat>"), "{person}", found.Replace("<person>"),
		"<seat>", found.Replace("<seat>"), "<person>", found.Replace("<person>"), "<letter>", found.Replace("<letter>"), "{code...}", "q1a", "{provider}", "none", "{group}", "none", "{no}", "1")
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
		if r.Pattern == "/feeds/calendar/{file}" {
			at = "/feeds/calendar/<feed>"
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
		got := settledOn(t, d).matrix(t, d.Engine() == "SQLite")
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

// everybodys is what each principal is answered, asked for several at a time.
func everybodys(ask func(login string) int) []int {
	status := make([]int, len(principals))
	var all sync.WaitGroup
	for i, login := range principals {
		all.Go(func() { status[i] = ask(login) })
	}
	all.Wait()
	return status
}

// matrix asks for everything as everybody; ways tells whether in every way.
func (h *house) matrix(t *testing.T, ways bool) string {
	t.Helper()
	for _, login := range principals {
		h.as(t, login)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# What every route answers to each principal: written by the tests, to be reviewed when it changes.\n# Principals:%s\n", strings.Join(append([]string{" nobody"}, principals[1:]...), " "))
	for _, page := range h.pages(t) {
		at := strings.TrimSuffix("/en"+page, "/") + map[bool]string{true: "/"}[page == "/"]
		b.WriteString(row("GET", page, everybodys(func(login string) int {
			if ways {
				return h.everyWay(t, login, h.secretly(login, at))
			}
			return h.try(t, login, "GET", h.secretly(login, at), "").status
		})))
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
		same("GET", path[:at]+"%2F"+path[at+1:], http.StatusNotFound, http.StatusTemporaryRedirect, http.StatusForbidden, http.StatusSeeOther) // /en%2Fhelp leads to /en%2Fhelp/, which is not there; less may be open, never more
		same("GET", path[:at]+"//"+path[at+1:], http.StatusNotFound, http.StatusMovedPermanently, http.StatusTemporaryRedirect, http.StatusPermanentRedirect)
		same("GET", strings.Replace(path, "/aurora", "/AURORA", 1), http.StatusNotFound)
	}
	for _, method := range []string{"PUT", "DELETE", "PATCH"} {
		if !slices.Contains([]string{"", "analyst", "administrator"}, login) {
			continue // no route has such a method, whoever asks
		}
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
			rows = append(rows, row(method, at, everybodys(func(login string) int {
				if method != "GET" && (login == "analyst" || login == "program") {
					return 0 // may
				}
				got := h.try(t, login, method, at, map[bool]string{false: "{}"}[method == "GET"]).status
				if !refusal(got) && !h.mightIn(t, login, at, policyOf(one.(node))) {
					t.Errorf("%s %s as %q answers %d before it refuses", method, at, login, got)
				}
				if method != "GET" && got < 400 && !strings.HasPrefix(at, "/api/v1/me/") { // what is their own they change
					t.Errorf("%s %s as %q answers %d", method, at, login, got)
				}
				return got
			})))
		}
	}
	slices.Sort(rows)
	return strings.Join(rows, "")
}

// refusal tells whether an answer says nothing of what was sent.
func refusal(status int) bool {
	return status == http.StatusUnauthorized || status == http.StatusForbidden || status == http.StatusNotFound
}

// policyOf is the action that an operation of the API asks for.
func policyOf(op node) string {
	return op["security"].([]any)[0].(node)["token"].([]any)[0].(string)
}

// mightIn tells whether somebody might be allowed an action in the network of
// an address for programs.
func (h *house) mightIn(t *testing.T, login, at, action string) bool {
	id := ""
	if rest, inside := strings.CutPrefix(at, "/api/v1/networks/"); inside {
		code, _, _ := strings.Cut(rest, "/")
		id = h.one(t, `SELECT coalesce(max(id), '') FROM network WHERE code = ?`, strings.ToUpper(code))
	}
	return network.CouldIn(h.whoIsAt(t, login, at), action, id).Allowed
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
		rows = append(rows, row("POST", in.Replace(r.Pattern), everybodys(func(login string) int {
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
				return 0
			}
			got := h.try(t, login, "POST", "/en"+h.secretly(login, in.Replace(r.Pattern)), "version=1").status
			if got < 400 || !network.CouldIn(who, r.Policy, on.Network).Allowed && !refusal(got) {
				t.Errorf("POST %s as %q answers %d", r.Pattern, login, got)
			}
			return got
		})))
	}
	slices.Sort(rows)
	return "# 0: may, and is not tried here\n" + strings.Join(rows, "")
}
