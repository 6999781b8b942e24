package indicator_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pesnet/kit/browser"
	"pesnet/kit/sheet"
	"pesnet/lang"
)

// planted is a workbook with a title above its headings and three kinds of
// problem: periods in the future, more exits than people, words for numbers.
func planted(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	x, err := sheet.NewXLSX(&b, sheet.XLSXOptions{Sheet: "Duomenys"})
	if err != nil {
		t.Fatal(err)
	}
	write := func(cells ...any) {
		row := make([]sheet.Value, len(cells))
		for i, c := range cells {
			switch c := c.(type) {
			case string:
				row[i] = sheet.Text(c)
			case int:
				row[i] = sheet.Number(float64(c))
			}
		}
		if err := x.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	write("Gintaros užimtumo tarnyba, 2025–2026 m. rodikliai")
	write("Laikotarpis", "Lytis", "Registr. bedarbiai, vnt.", "Išėjimai į darbą", "Laisvos darbo vietos", "Pastabos")
	for m := range 23 {
		for i, sex := range []string{"T", "M", "F"} {
			period, registered, exits, vacancies := fmt.Sprintf("%d-%02d", 2025+m/12, m%12+1), 148_000/(i+1)+31*m, any(9_000/(i+1)+7*m), any(4_000+11*m)
			switch {
			case m == 22:
				period = "2027-01"
			case m%7 == 4 && i == 1:
				exits = registered + 212
			case m == 9:
				vacancies = "n.d."
			case m == 11 && i == 0:
				exits = "9.2O4"
			}
			write(period, sex, registered, exits, vacancies, "")
		}
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// visitor goes through the pages as one person, without scripts.
type visitor struct {
	t  testing.TB
	w  *world
	as string
}

func (v visitor) get(path string) string {
	v.t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("As", v.as)
	return v.ask(r, http.StatusOK).Body.String()
}

func (v visitor) ask(r *http.Request, want int) *httptest.ResponseRecorder {
	v.t.Helper()
	a := httptest.NewRecorder()
	v.w.handler.ServeHTTP(a, r)
	if a.Code != want {
		v.t.Fatalf("%s %s: got %d, want %d: %s", r.Method, r.URL, a.Code, want, text(a.Body.String()))
	}
	return a
}

// post sends a form and returns where it leads.
func (v visitor) post(path string, form url.Values) string {
	v.t.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("As", v.as)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return v.ask(r, http.StatusSeeOther).Header().Get("Location")
}

func (v visitor) bring(path, name string, file []byte) string {
	v.t.Helper()
	owner := regexp.MustCompile(`name="owner" value="([^"]*)"`).FindStringSubmatch(v.get(path))
	if owner == nil {
		v.t.Fatal("nobody whose figures they are")
	}
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	form.WriteField("owner", owner[1])
	part, err := form.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(file)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		v.t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, path, &b)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("As", v.as)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return v.ask(r, http.StatusSeeOther).Header().Get("Location")
}

var tags = regexp.MustCompile(`<[^>]*>`)

func text(page string) string {
	if at := strings.Index(page, "<main"); at >= 0 {
		page = page[at:]
	}
	return strings.Join(strings.Fields(tags.ReplaceAllString(page, " ")), " ")
}

// atProblems goes as far as step 4.
func (v visitor) atProblems(base string) string {
	v.t.Helper()
	what := v.bring(base+"/new", "rodikliai_2026.xlsx", planted(v.t))
	columns := v.post(what, url.Values{"source": {"table"}, "decimal": {"."}, "do": {"next"}})
	return v.post(columns, url.Values{"column-3": {"value-of|exits-job"}, "fixed-area": {"AUR-GINTARA"}, "remember": {"yes"}})
}

func TestAnAnalystImportsOnScreen(t *testing.T) {
	w := newWorld(t, ":memory:")
	v := visitor{t, w, "analyst"}
	problems := v.atProblems("/en/aurora/imports")
	page := text(v.get(problems))
	for _, want := range []string{"kinds of problem, in", "Period in the future", "A part larger than its whole", "Not a number", "n.d.", "Letter O in place of a zero", "Continue with", "sheet “Duomenys”, row 2"} {
		if want == "Continue with" {
			want = "Go on with"
		}
		if !strings.Contains(page, want) {
			t.Errorf("step 4 does not say %q: %s", want, page)
		}
	}
	version := regexp.MustCompile(`name="version" value="(\d+)"`).FindStringSubmatch(v.get(problems))[1]
	v.post(problems, url.Values{"version": {version}, "cause": {"indicator.import.not-a-number"}, "answer": {"missing"}})
	if page := text(v.get(problems)); !strings.Contains(page, "Not a number: Treat as missing") {
		t.Errorf("the answer is not shown: %s", page)
	}
	if rows := v.get(strings.Replace(problems, "problems", "rejected", 1)); !strings.Contains(rows, "2027-01") || strings.Contains(rows, "n.d.") {
		t.Errorf("rejected rows: %s", rows)
	}
	preview := strings.Replace(problems, "problems", "preview", 1)
	if page := text(v.get(preview)); !strings.Contains(page, "a draft of your service") {
		t.Errorf("step 5: %s", page)
	}
	batch := v.post(preview, url.Values{})
	if page := text(v.get(batch)); !strings.Contains(page, "Stop the import") {
		t.Errorf("the job: %s", page) // nothing runs it in this test
	}
	other := httptest.NewRequest(http.MethodGet, problems, nil)
	other.Header.Set("As", "secretariat")
	visitor{t, w, "secretariat"}.ask(other, http.StatusNotFound)
}

// Every page of the import, in two languages and two widths. Set PESNET_LOOK
// to a folder to get the pictures.
func TestThePagesOfImportsLookRight(t *testing.T) {
	w := newWorld(t, filepath.Join(t.TempDir(), "look.db"))
	v := visitor{t, w, "analyst"}
	problems := v.atProblems("/en/aurora/imports")
	up := strings.TrimSuffix(problems, "problems")
	sent := strings.TrimSuffix(v.atProblems("/en/aurora/imports"), "problems")
	batch := v.post(sent+"preview", url.Values{})
	const codes = "Period;Country;Indicator;Value\n2025;Atlantis;registered;10\n2025;Lemuria;registered;20\n2025;Latvia;dragons;5\n"
	asked := v.post(v.post(v.bring("/en/aurora/imports/new", "codes.csv", []byte(codes)), url.Values{"source": {"table"}, "decimal": {"."}, "do": {"next"}}), nil)
	const numbers = "Period;Registered unemployed people\n2025-01;\"1,234\"\n2025-02;\"5,678\"\n"
	pages := map[string]string{"codes": asked, "doubt": v.bring("/en/aurora/imports/new", "numbers.csv", []byte(numbers)), "list": "/en/aurora/imports", "new": "/en/aurora/imports/new", "what": up + "what", "columns": up + "columns",
		"problems": problems, "preview": up + "preview", "batch": batch, "undo": batch + "/undo"}
	for name, path := range pages {
		for _, code := range lang.All.Codes() {
			page := v.get("/" + code + strings.TrimPrefix(path, "/en"))
			if strings.Contains(page, "⟦") {
				t.Errorf("%s in %s lacks words: %s", name, code, page[strings.Index(page, "⟦"):][:60])
			}
		}
	}
	b := browser.Start(t)
	server := httptest.NewServer(w.handler)
	t.Cleanup(server.Close)
	for name, path := range pages {
		for _, code := range []string{"en", "lt"} {
			for _, width := range []int{1280, 320} {
				t.Run(fmt.Sprintf("import-%s-%s-%d", name, code, width), func(t *testing.T) {
					p := b.For(t).Open(server.URL+"/"+code+strings.TrimPrefix(path, "/en"), browser.Width(width), browser.Header("As", "analyst"))
					for _, violation := range p.Axe() {
						t.Errorf("axe: %v", violation)
					}
					if p.Overflow() {
						t.Errorf("moves sideways: %v", p.Wide())
					}
					if dir := os.Getenv("PESNET_LOOK"); dir != "" {
						p.Screenshot(filepath.Join(dir, fmt.Sprintf("import-%s-%s-%d.png", name, code, width)))
					}
				})
			}
		}
	}
}

// Whoever is shown a delivery in the list may open it; who may not undo it is
// told so before the page asks.
func TestTheListLeadsToWhatMayBeOpened(t *testing.T) {
	w := newWorld(t, ":memory:")
	batch := regexp.MustCompile(`href="(/en/(?:aurora|pes-network)/imports/\d+)"`)
	for _, as := range []string{"", "analyst", "secretariat"} {
		for _, at := range []string{"/en/aurora/imports", "/en/pes-network/imports"} {
			for _, found := range batch.FindAllStringSubmatch(w.get(t, at, as).Body.String(), -1) {
				if rec := w.get(t, found[1], as); rec.Code != http.StatusOK {
					t.Errorf("%q is shown %s, which answers %d", as, found[1], rec.Code)
				}
			}
		}
	}
	if rec := w.get(t, "/en/pes-network/imports/1/undo", "analyst"); rec.Code != http.StatusForbidden {
		t.Errorf("an analyst is asked whether to undo public figures: %d", rec.Code)
	}
}

// program asks as a program does, and returns the answer.
func (v visitor) program(method, path, key, body string, want int) string {
	v.t.Helper()
	r := httptest.NewRequest(method, "/api/v1/networks/AURORA/imports"+path, strings.NewReader(body))
	r.Header.Set("As", v.as)
	r.Header.Set("Idempotency-Key", key)
	return v.ask(r, want).Body.String()
}

func TestAProgramImports(t *testing.T) {
	v := visitor{t, newWorld(t, ":memory:"), "analyst"}
	const monthly = "Period;Registered unemployed people\n2026-01;1000\n2027-01;1100\n"
	no := func(answer string) string {
		t.Helper()
		found := regexp.MustCompile(`"no":(\d+)`).FindStringSubmatch(answer)
		if found == nil {
			t.Fatalf("no number in %s", answer)
		}
		return found[1]
	}
	first := no(v.program("POST", "?filename=a.csv&org=AUR-GINTARA&source=table", "one", monthly, http.StatusOK))
	if again := no(v.program("POST", "?filename=a.csv&org=AUR-GINTARA&source=table", "one", monthly, http.StatusOK)); again != first {
		t.Errorf("the same key imports twice: %s and %s", first, again)
	}
	v.program("POST", "?filename=b.csv&org=AUR-GINTARA&source=table", "one", monthly, http.StatusConflict)
	if next := no(v.program("POST", "?filename=a.csv&org=AUR-GINTARA&source=table", "two", monthly, http.StatusOK)); next == first {
		t.Errorf("another key gives the same import %s", next)
	}
	v.program("POST", "?filename=a.csv&org=AUR-SAVINA", "", monthly, http.StatusForbidden)
	v.program("POST", "?filename=a.csv", "", monthly, http.StatusForbidden)
	v.program("POST", "?filename=a.csv&org=AUR-GINTARA", "", "", http.StatusUnprocessableEntity)
	if state := v.program("GET", "/"+first, "", "", http.StatusOK); !strings.Contains(state, `"state":"reading"`) || !strings.Contains(state, `"draft":true`) {
		t.Errorf("got %s", state) // nothing runs it in this test
	}
	visitor{t, v.w, "secretariat"}.program("GET", "/"+first, "", "", http.StatusForbidden)
	if rows := v.program("GET", "/"+first+"/rejected", "", "", http.StatusOK); !strings.HasPrefix(rows, "file,row,column,found,cause,reason") {
		t.Errorf("got %s", rows)
	}
}
