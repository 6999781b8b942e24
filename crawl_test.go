package main

import (
	"archive/zip"
	"cmp"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
)

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
	return strings.ToLower(text + fmt.Sprint(a.header))
}

// sighted are the numbers of the canaries in a text in lower case: those of
// words, and of figures in whichever way a language groups them.
func sighted(text string) (all []string) {
	for rest := text; ; {
		_, after, found := strings.Cut(rest, "canary")
		if rest = after; !found {
			break
		}
		if len(rest) >= 4 && strings.Trim(rest[:4], "0123456789") == "" {
			all = append(all, rest[:4])
		}
	}
	for rest := text; ; {
		_, after, found := strings.Cut(rest, "91")
		if rest = after; !found {
			return all
		}
		if m := figureOfOne.FindStringSubmatch(rest[:min(len(rest), 16)]); m != nil {
			all = append(all, "91827"+m[1])
		}
	}
}

// figureOfOne is what follows the 91 of a figure of ours; languages part its
// digits by all kinds of spaces and points.
var figureOfOne = regexp.MustCompile(`^[,.\x{a0}\x{202f}\x{2009} ]?827[,.\x{a0}\x{202f}\x{2009} ]?(\d{3})`)

// visit is what somebody has asked for, and where they met each canary, by its
// number.
type visit struct {
	login string
	asked map[string]bool
	met   map[string][]string
}

// mostPlaces is how many places at which one canary is met are kept.
const mostPlaces = 4

// ask asks for something and looks for canaries in what is answered.
func (a *aviary) ask(t *testing.T, w *visit, at string) answer {
	w.asked[at] = true
	a.asked.Add(1)
	got := a.h.try(t, w.login, "GET", a.h.secretly(w.login, at), "")
	for _, no := range sighted(plain(got)) {
		if n := len(w.met[no]); n < mostPlaces && (n == 0 || w.met[no][n-1] != at) {
			w.met[no] = append(w.met[no], at)
		}
	}
	return got
}

// crawl goes through everything as somebody: what is known to be there, and
// what the pages lead to.
func (a *aviary) crawl(t *testing.T, login string, most int) *visit {
	w := &visit{login, map[string]bool{}, map[string][]string{}}
	seen, times := map[string]bool{}, map[string]int{}
	queue := slices.Concat(a.at, a.seeds(t))
	for i := 0; i < len(queue) && len(w.asked) < most; i++ {
		if w.asked[queue[i]] {
			continue
		}
		got := a.ask(t, w, queue[i])
		if !got.html() || got.status != http.StatusOK || path.Ext(queue[i]) != "" {
			continue
		}
		at, _ := url.Parse(queue[i])
		for _, m := range anchor.FindAllStringSubmatch(got.body, -1) {
			to, err := at.Parse(strings.ReplaceAll(m[1], "&amp;", "&"))
			if err != nil || to.Host != "" || !strings.HasPrefix(to.Path, "/en") && !strings.HasPrefix(to.Path, "/api/") || beyond.MatchString(to.Path) {
				continue
			}
			next, kind := to.RequestURI(), alike.ReplaceAllString(to.Path, "$1/…")
			if !seen[next] && times[to.Path] < mostQueries && (times[kind] < mostAlike || kind == to.Path) {
				seen[next] = true
				times[to.Path]++
				times[kind]++
				queue = append(queue, next)
			}
		}
	}
	return w
}

// mostQueries is how many queries of one address are followed, mostAlike how
// many addresses that differ in a number or a name alone.
const mostQueries, mostAlike = 2, 12

var (
	// alike are the parts by which addresses of the same page differ.
	alike = regexp.MustCompile(`/[0-9a-f]{8}-[0-9a-f-]{27}|/\d+\b|(/members|/indicators|/groups|/decisions|/actions|/meetings)/[\w.-]+`)
	// beyond is what no link is followed to: networks in which no canary is,
	// and large files of which the same is read in another form.
	beyond = regexp.MustCompile(`^/(en|api/v1/networks)/(pes-network|net-pes|spune-spo|wapes)(/|$)|^/en/aurora/open-data/.*(xlsx|sdmx)`)
)

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
func (a *aviary) foreign(w *visit) (all []string) {
	for _, c := range a.all {
		if where := w.met[c.no()]; len(where) > 0 && !slices.Contains(c.may, w.login) {
			all = append(all, c.text+" at "+strings.Join(where, ", "))
		}
	}
	return all
}

// crowd sends everybody through everything, a few at a time; then each to
// where others have met a canary that is not for all.
func (a *aviary) crowd(t *testing.T, most int) []*visit {
	walks := make([]*visit, len(principals))
	few := func(f func(i int, login string)) {
		var all sync.WaitGroup
		room := make(chan bool, 3)
		for i, login := range principals {
			all.Go(func() {
				room <- true
				defer func() { <-room }()
				f(i, login)
			})
		}
		all.Wait()
	}
	for _, login := range principals {
		a.h.as(t, login)
	}
	few(func(i int, login string) { walks[i] = a.crawl(t, login, most) })
	places, known := map[string]bool{}, map[string]bool{}
	for _, c := range a.all {
		known[c.no()] = true
		for _, w := range walks {
			for _, at := range w.met[c.no()] {
				if !slices.Contains(c.may, "") && !a.h.secret(at) {
					places[at] = true
				}
			}
		}
	}
	t.Logf("%d requests, %d places with a canary that is not for everybody", a.asked.Load(), len(places))
	few(func(i int, _ string) {
		for _, at := range slices.Sorted(maps.Keys(places)) {
			if !walks[i].asked[at] {
				a.ask(t, walks[i], at)
			}
		}
	})
	for _, w := range walks { // other figures that look like ours are none
		maps.DeleteFunc(w.met, func(no string, _ []string) bool { return !known[no] })
	}
	return walks
}

// unseen are the texts that are kept and shown on no page, in no file and to no
// program, or not here; each with the reason. The others are met by somebody who may see
// them: a canary that nobody meets proves nothing.
var unseen = map[string]string{
	"About":                    "what a person of the demo does, offered at the sign-in: the two who are invited are not among them",
	"Login":                    "by what one signs in is shown to the person alone, and the two who are invited do not sign in",
	"Page":                     "from which page feedback came is shown to who gave it; here nobody known did",
	"Sheet":                    "which sheet is meant is asked where there are several",
	"Warned":                   "a warning says what is wrong; the file stands above it",
	"accession.region":         "goes to the register of organisations when the applicant is admitted",
	"accession_answer.remark":  "AURORA asks applicants no questions; those of VALEA are shown",
	"accession_step.reason":    "the list of steps says when; the grounds of a refusal stand above it",
	"body_fee_base.source":     "from where staff and product were taken is kept beside them",
	"decision.source":          "where the charter names a majority, the page says so and names the paragraph",
	"decision_conflict.reason": "the page says how many were in conflict",
	"mail_letter.calendar":     "goes out with the mail; feeds make their events anew",
}

// Nobody comes upon what is another member's, another network's or another
// person's, wherever they go.
// Behind the wall of PostgreSQL they meet the same of their own as on SQLite.
func TestNoForeignCanary(t *testing.T) {
	own := map[string][]string{}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		lines := listened(t)
		a := settledOn(t, d).aviary(t)
		a.areas(t)
		a.letters(t)
		begun := time.Now()
		caught, shown := map[string]bool{}, map[string]bool{}
		for _, w := range a.crowd(t, 900) {
			for _, bad := range a.foreign(w) {
				t.Errorf("%q meets %s", w.login, bad)
			}
			met := slices.Sorted(maps.Keys(w.met))
			for _, no := range met {
				caught[no] = true
			}
			if before, ok := own[w.login]; ok && !slices.Equal(before, met) {
				t.Errorf("%q meets %d canaries on SQLite, %d on PostgreSQL: the wall hides what may be seen\n%v\n%v", w.login, len(before), len(met), before, met)
			}
			own[w.login] = met
			t.Logf("%q meets %d canaries with %d requests", cmp.Or(w.login, "nobody"), len(met), len(w.asked))
		}
		for _, c := range a.all {
			if lines.has(c.text) {
				t.Errorf("%s is in the log", c.text)
			}
			switch why := unseen[c.about]; {
			case why != "":
				if all, there := shown[c.about]; !there || all {
					shown[c.about] = caught[c.no()]
				}
			case !caught[c.no()] && len(c.may) > 0:
				t.Errorf("nobody meets %s, not even those who may see it (%s): lead the crawler there, or say in crawl_test.go why it is never shown", c.text, strings.Join(c.may, ", "))
			}
		}
		for _, about := range slices.Sorted(maps.Keys(unseen)) {
			if one, there := shown[about]; one || !there {
				t.Errorf("%s is listed as not shown: canaries are in it: %v, all of them are met: %v", about, there, one)
			}
		}
		t.Logf("%d canaries, %d of them met; %d principals, %d requests in %v", len(a.all), len(caught), len(principals), a.asked.Load(), time.Since(begun).Round(time.Second))
	})
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
		found := len(a.foreign(a.crawl(t, broken.login, 640)))
		if found <= before[broken.login] {
			t.Errorf("without the filter of %s the crawler finds %d foreign canaries, as before", broken.name, found)
		}
		before[broken.login] = found
	}
}
