package main

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pesnet/kit/browser"
	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/lang"
)

// readers are the kinds of people as whom pages are opened: nobody, the
// analyst of a member, the secretariat of the network.
var readers = []string{"", "analyst", "secretariat"}

// figures is a delivery with something to ask about: a service that nobody
// knows, a figure that is none, an indicator that has other names.
const figures = "indicator,organisation,time,value\n" +
	"q1a,Gintara,2024,61.2\nq1a,Gintara,2023,60.4\nq1a,Gintara,2022,58.9\n" +
	"q1a,Gintaros,2021,57.0\nq1a,Gintara,2020,many\nexits,Gintara,2024,1 204\n"

// looked is one look at a page.
type looked struct {
	code, login string
	sample
	answer
}

func (l looked) String() string {
	who := l.login
	if who == "" {
		who = "nobody"
	}
	return fmt.Sprintf("/%s%s as %s", l.code, l.path, who)
}

// Every page opens in every language for every kind of reader on both
// engines, says nothing untranslated, and refuses whom it must.
func TestPages(t *testing.T) {
	var before []looked // on the other engine
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, end, err := openHouse(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(end)
		all := h.look(t)
		wrong := faults{}
		for _, l := range all {
			wrong.check(l)
		}
		wrong.tell(t)
		t.Run("same on both engines", func(t *testing.T) { same(t, before, all) })
		before = all
		t.Run("links", func(t *testing.T) { h.follow(t, all) })
	})
}

// same compares what pages say on both engines: what a reader may see does not
// depend on the second wall of the one. Ids, keys and numbers may differ, those
// of the clock among them, and the order of what has none.
func same(t *testing.T, before, all []looked) {
	for i, l := range before {
		if l.code != "en" || !l.html() || l.status != all[i].status || strings.HasSuffix(l.path, "/account/app") {
			continue
		}
		was, is := wordsOf(l.body), wordsOf(all[i].body)
		for word, n := range was {
			if is[word] != n {
				t.Errorf("%s says %q %d times on one engine and %d times on the other", l, word, n, is[word])
				break
			}
		}
		if len(was) != len(is) {
			t.Errorf("%s has %d words on one engine and %d on the other", l, len(was), len(is))
		}
	}
}

// wordsOf counts the words of a page.
func wordsOf(page string) map[string]int {
	count := map[string]int{}
	for _, word := range strings.Fields(ofOneRun.ReplaceAllString(spoken(page), "0")) {
		count[word]++
	}
	return count
}

var ofOneRun = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+`)

// look opens every sample in every language as every reader.
func (h *house) look(t *testing.T) (all []looked) {
	t.Helper()
	found := h.found(t)
	for _, r := range h.routes {
		if r.Method != http.MethodGet {
			continue
		}
		list, ok := samples[r.Pattern]
		if !ok {
			t.Errorf("GET %s has no sample: add one to page_test.go", r.Pattern)
		}
		for _, s := range list {
			s.path = found.Replace(s.path)
			for _, code := range lang.All.Codes() {
				for _, login := range readers {
					all = append(all, looked{code, login, s, h.get(t, login, strings.TrimSuffix("/"+code+s.path, "/"))})
					if s.path == "/" {
						all[len(all)-1].answer = h.get(t, login, "/"+code+"/")
					}
				}
			}
		}
	}
	return all
}

// found replaces what stands in < > by what the demo world has.
func (h *house) found(t *testing.T) *strings.Replacer {
	t.Helper()
	claim := regexp.MustCompile(`/claims/([^"/?]+)`).FindStringSubmatch(h.get(t, "secretariat", "/en/aurora/members/aur-gintara").body)
	if claim == nil {
		t.Fatal("the page of a member offers no claim to change to the secretariat")
	}
	no := h.send(t, "figures.csv", figures)
	h.reads(t, "analyst", "/en/aurora/imports/up/"+no+"/what").bring(no, regexp.MustCompile("/preview$"))
	seat := regexp.MustCompile(`/board/seats/([0-9a-f-]{36})"`).FindStringSubmatch(h.get(t, "secretariat", "/en/aurora/bodies/board").body)
	person := regexp.MustCompile(`/directory/([0-9a-f-]{36})/card.vcf"`).FindStringSubmatch(h.get(t, "secretariat", "/en/aurora/directory").body)
	if seat == nil || person == nil {
		t.Fatal("the board has no seat to change, or the directory nobody to reach")
	}
	letter := regexp.MustCompile(`/my-mail/letters/([0-9a-f-]{36})"`).FindStringSubmatch(h.get(t, "analyst", "/en/my-mail").body)
	if letter == nil {
		t.Fatal("the analyst has no letter")
	}
	return strings.NewReplacer("<letter>", letter[1], "<seat>", seat[1], "<person>", person[1], "<claim>", claim[1], "<upload>", no)
}

var (
	heading = regexp.MustCompile(`(?s)<h([1-6])[^>]*>(.*?)</h[1-6]>`)
	tag     = regexp.MustCompile(`<[^>]*>`)
	anchor  = regexp.MustCompile(`\s(?:href|src)="([^"]*)"`)
	number  = regexp.MustCompile(`/\d+`)
	idOf    = regexp.MustCompile(`\sid="([^"]*)"`)
)

// faults are what is wrong with pages: for each, the looks at which it shows.
type faults map[string][]looked

func (f faults) add(l looked, format string, args ...any) {
	about := l.path + " " + fmt.Sprintf(format, args...)
	f[about] = append(f[about], l)
}

// tell says each fault once, with an example.
func (f faults) tell(t *testing.T) {
	t.Helper()
	for _, about := range slices.Sorted(maps.Keys(f)) {
		one := f[about][0]
		t.Errorf("%s (%d times, first %s)\n\t%s", about, len(f[about]), one, first(one.body))
	}
}

func (f faults) check(l looked) {
	want := http.StatusOK
	switch may := len(l.who) == 0 || slices.Contains(l.who, l.login); {
	case !may && l.login == "":
		want = http.StatusSeeOther
	case !may:
		want = http.StatusForbidden
	}
	hidden := want == http.StatusForbidden && l.status == http.StatusNotFound
	if l.status != want && !hidden {
		f.add(l, "answers %d, want %d", l.status, want)
		return
	}
	if l.status == http.StatusSeeOther || !l.html() {
		return
	}
	if !strings.Contains(l.body, `<html lang="`+l.code+`"`) {
		f.add(l, "does not say its language")
	}
	for _, bad := range []string{"⟦", "<nil>", "&lt;nil&gt;", "%!", "{count}", "ZgotmplZ", "[object", "<no value>"} {
		if at := strings.Index(l.body, bad); at >= 0 {
			f.add(l, "shows %q: …%s…", bad, strings.ToValidUTF8(l.body[max(0, at-20):min(len(l.body), at+60)], ""))
		}
	}
	f.outline(l)
}

// first is the first words that a page says, to see what it is.
func first(body string) string {
	words := strings.Fields(tag.ReplaceAllString(body, " "))
	return strings.Join(words[:min(len(words), 40)], " ")
}

// outline looks at the headings: one h1, and no level left out.
func (f faults) outline(l looked) {
	before, ones := 0, 0
	for _, m := range heading.FindAllStringSubmatch(l.body, -1) {
		level := int(m[1][0] - '0')
		if level == 1 {
			ones++
		}
		if level > before+1 {
			f.add(l, "has a heading of level %d after one of level %d", level, before)
		}
		if strings.TrimSpace(tag.ReplaceAllString(m[2], "")) == "" {
			f.add(l, "has an empty heading")
		}
		before = level
	}
	if ones != 1 {
		f.add(l, "has %d headings of level 1", ones)
	}
}

// most is how many addresses of one path, with other queries, are asked for.
const most = 3

// follow asks once for every address to which the English pages lead.
func (h *house) follow(t *testing.T, all []looked) {
	type step struct{ login, path string }
	seen, wrong, times := map[step]looked{}, faults{}, map[step]int{}
	for _, l := range all {
		if !l.html() || l.status != http.StatusOK || l.code != "en" {
			continue
		}
		ids := map[string]bool{}
		for _, m := range idOf.FindAllStringSubmatch(l.body, -1) {
			if ids[m[1]] {
				wrong.add(l, "has the id %q twice", m[1])
			}
			ids[m[1]] = true
		}
		for _, m := range anchor.FindAllStringSubmatch(l.body, -1) {
			to, err := url.Parse(strings.ReplaceAll(m[1], "&amp;", "&"))
			if err != nil {
				wrong.add(l, "leads to %q, which is no address", m[1])
				continue
			}
			if to.Host != "" || to.Scheme != "" && to.Scheme != "http" {
				continue
			}
			if to.Path == "" && to.RawQuery == "" && to.Fragment != "" && !ids[to.Fragment] {
				wrong.add(l, "leads to #%s, which is not on it", to.Fragment)
			}
			if to.Path == "" && to.RawQuery == "" {
				continue
			}
			at, _ := url.Parse("/" + l.code + l.path)
			to = at.ResolveReference(to)
			s, of := step{l.login, to.RequestURI()}, step{l.login, to.Path}
			if path.Ext(to.Path) != "" { // a file is the same for everybody
				s.login, of.login = "", ""
			}
			if seen[s].path == "" && times[of] < most {
				seen[s] = l
				times[of]++
			}
		}
	}
	for s, from := range seen {
		got := h.get(t, s.login, s.path)
		if got.status >= 400 {
			wrong.add(from, "leads to %s, which answers %d", number.ReplaceAllString(s.path, "/N"), got.status)
		}
	}
	wrong.tell(t)
	t.Logf("%d addresses followed", len(seen))
}

// Every page is HTML without a fault, by the Nu Html Checker.
func TestPagesAreValid(t *testing.T) {
	pages := map[string][]byte{}
	for _, l := range shared(t).look(t) {
		if l.html() && (l.code == "en" || l.code == "lt") && l.status == http.StatusOK {
			pages[l.String()] = []byte(l.body)
		}
	}
	for _, fault := range browser.Invalid(t, pages) {
		t.Error(fault)
	}
}
