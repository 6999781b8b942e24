package indicator_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"pesnet/indicator"
	"pesnet/kit/fault"
	"pesnet/kit/search"
	"pesnet/lang"
	"pesnet/network"
)

func (w *world) network(tb testing.TB, code string) network.Network {
	tb.Helper()
	n, err := w.networks.Network(context.Background(), network.Who{}, code)
	if err != nil {
		tb.Fatal(err)
	}
	return n
}

// The analyst of Gintara has unreleased figures of 2026.
func TestUnreleasedFiguresAreSeenByTheOwnMemberAlone(t *testing.T) {
	w := shared(t)
	const path = "/compare?indicator=registered&me=AUR-GINTARA"
	for _, one := range []struct {
		who, login string
		sees       bool
	}{
		{"the own analyst", "analyst", true},
		{"a colleague at the same member", "employers", true},
		{"another member", "representative", false},
		{"the secretariat", "secretariat", false},
		{"the administrator", "administrator", false},
		{"nobody", "", false},
	} {
		c, err := w.indicators.Compare(context.Background(), w.as(t, one.login), w.network(t, "AURORA"), indicator.Choice{Indicator: "registered", Me: "AUR-GINTARA"})
		if err != nil {
			t.Fatal(err)
		}
		drafts := slices.ContainsFunc(c.Mine.Cells, func(cell indicator.Cell) bool { return cell.Draft })
		if drafts != one.sees {
			t.Errorf("%s: sees unreleased figures %v, want %v", one.who, drafts, one.sees)
		}
		for _, door := range []string{"/en/aurora" + path, "/en/aurora" + strings.Replace(path, "compare", "compare.csv", 1), "/api/v1/networks/AURORA" + path} {
			body := w.get(t, door, one.login).Body.String()
			said := strings.Contains(body, "not released") || strings.Contains(body, ",no,") || strings.Contains(body, "2026-04")
			if said != one.sees {
				t.Errorf("%s at %s: unreleased figures %v, want %v", one.who, door, said, one.sees)
			}
		}
	}
	c, err := w.indicators.Compare(context.Background(), w.as(t, "analyst"), w.network(t, "AURORA"), indicator.Choice{Indicator: "registered", Me: "AUR-LIEPAVA", With: "hand", Peers: []string{"AUR-GINTARA"}})
	if err != nil {
		t.Fatal(err)
	}
	if slices.ContainsFunc(c.Peers[0].Cells, func(cell indicator.Cell) bool { return cell.Draft }) {
		t.Error("an unreleased figure counts among the peers")
	}
}

func TestAFirstClickCompares(t *testing.T) {
	w := shared(t)
	for _, one := range []struct {
		network, login, me, how string
		peers, periods          int
		whole                   bool
	}{
		{"PES-NETWORK", "", "LT", "similar", 6, 10, false},
		{"AURORA", "analyst", "AUR-GINTARA", "similar", 6, 10, false},
		{"VALEA", "valea.analyst", "VAL-BRADANA", "similar", 6, 3, false},
		{"WAPES", "", "", "all", 3, 10, false},
	} {
		c, err := w.indicators.Compare(context.Background(), w.as(t, one.login), w.network(t, one.network), indicator.Choice{})
		if err != nil {
			t.Fatal(one.network, err)
		}
		if one.me != "" && c.Mine.Code != one.me || c.How != one.how || len(c.Peers) != one.peers || len(c.Periods) != one.periods || (c.Whole != nil) != one.whole {
			t.Errorf("%s: %s of %s with %d %s, %v, whole %v", one.network, c.Definition.Code, c.Mine.Code, len(c.Peers), c.How, c.Periods, c.Whole != nil)
		}
	}
}

func TestAGroupIsKeptForItsOwnerAlone(t *testing.T) {
	w := newWorld(t, ":memory:")
	n, ctx := w.network(t, "AURORA"), context.Background()
	analyst, other := w.as(t, "analyst"), w.as(t, "representative")
	g, err := w.indicators.SaveGroup(ctx, analyst, n, indicator.Group{Name: "Baltic", Members: []string{"AUR-LIEPAVA", "AUR-RANNAVALGUS"}})
	if err != nil {
		t.Fatal(err)
	}
	again, err := w.indicators.SaveGroup(ctx, analyst, n, indicator.Group{Name: "Baltic", Members: []string{"AUR-LIEPAVA"}})
	if err != nil || again.ID != g.ID {
		t.Errorf("a group of the same name is replaced: %v, %v", again, err)
	}
	c, err := w.indicators.Compare(ctx, analyst, n, indicator.Choice{Indicator: "q1a", With: "group", Group: g.ID})
	if err != nil || len(c.Peers) != 1 || c.Peers[0].Code != "AUR-LIEPAVA" {
		t.Errorf("compared with the group: %v, %v", c, err)
	}
	for who, want := range map[string]string{"representative": "indicatorcompare.group.unknown", "": "network.may.sign-in"} {
		_, err := w.indicators.Compare(ctx, w.as(t, who), n, indicator.Choice{Indicator: "q1a", With: "group", Group: g.ID})
		if f := fault.Of(err); err == nil || f.ID != want {
			t.Errorf("as %q: got %v, want %s", who, err, want)
		}
	}
	if err := w.indicators.DeleteGroup(ctx, other, n, g.ID); err == nil {
		t.Error("another person removed the group")
	}
	if err := w.indicators.DeleteGroup(ctx, analyst, n, g.ID); err != nil {
		t.Error(err)
	}
	if _, err := w.indicators.SaveGroup(ctx, analyst, n, indicator.Group{Name: " "}); err == nil {
		t.Error("a group without name and members was kept")
	}
}

func TestAGroupIsSavedOnThePage(t *testing.T) {
	w := newWorld(t, ":memory:")
	form := url.Values{"name": {"Two"}, "peer": {"AUR-LIEPAVA", "AUR-SAVINA"}, "state": {"indicator=q1a&peer=AUR-LIEPAVA&sex=F"}}
	r := httptest.NewRequest(http.MethodPost, "/en/aurora/compare/groups", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("As", "analyst")
	rec := httptest.NewRecorder()
	w.handler.ServeHTTP(rec, r)
	to := rec.Header().Get("Location")
	if rec.Code != http.StatusSeeOther || !strings.Contains(to, "group=") || !strings.Contains(to, "sex=F") {
		t.Fatalf("%d %s", rec.Code, to)
	}
	page := w.get(t, to, "analyst").Body.String()
	for _, want := range []string{"Two</a>", "Liepava", "Savina"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func TestWhatIsTakenAwayIsWhatIsShown(t *testing.T) {
	w := shared(t)
	const q = "?indicator=activation-participants&me=LT&peer=EE&peer=BE"
	rows, err := csv.NewReader(bytes.NewReader(w.get(t, "/lt/pes-network/compare.csv"+q, "").Body.Bytes())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1+5*10 || rows[1][2] != "LT" || rows[1][3] != "Lietuva" || rows[1][4] != "own" || rows[1][5] != "2014" || rows[1][6] != "11.1" || rows[1][7] != "u" {
		t.Errorf("%d rows, first %v", len(rows), rows[1])
	}
	book := w.get(t, "/lt/pes-network/compare.xlsx"+q, "").Body.Bytes()
	if z, err := zip.NewReader(bytes.NewReader(book), int64(len(book))); err != nil || !slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == "xl/worksheets/sheet2.xml" }) {
		t.Errorf("the workbook has a second sheet with the notes: %v", err)
	}
	for _, name := range []string{"past", "peers", "panels"} {
		svg := w.get(t, "/lt/pes-network/compare.svg"+q+"&chart="+name, "")
		if svg.Code != 200 || !strings.Contains(svg.Body.String(), "<svg") || !strings.Contains(svg.Header().Get("Content-Disposition"), name+".svg") {
			t.Errorf("%s: %d %s", name, svg.Code, svg.Header().Get("Content-Disposition"))
		}
	}
}

func TestProgramsComparePageByPage(t *testing.T) {
	w := shared(t)
	var c struct {
		Finding string
		Rows    []struct {
			Code, Role string
			Values     []*float64
		}
	}
	rec := w.get(t, "/api/v1/networks/PES-NETWORK/compare?indicator=activation-participants&me=LT&peer=EE&peer=RO", "")
	if err := json.Unmarshal(rec.Body.Bytes(), &c); err != nil || len(c.Rows) != 5 || c.Rows[0].Code != "LT" || c.Rows[2].Values[9] != nil {
		t.Fatalf("%d %s %v", rec.Code, rec.Body, err)
	}
	seen, cursor := 0, ""
	for range 20 {
		var page struct {
			Observations []struct{ Area, Period string }
			Next         string
		}
		rec := w.get(t, "/api/v1/networks/PES-NETWORK/observations?indicator=unemployment&area=LT&limit=5&cursor="+cursor, "")
		if err := json.Unmarshal(rec.Body.Bytes(), &page); err != nil || rec.Code != 200 {
			t.Fatalf("%d %s", rec.Code, rec.Body)
		}
		seen += len(page.Observations)
		if cursor = page.Next; cursor == "" {
			break
		}
	}
	if seen != 12 {
		t.Errorf("%d figures of Lithuania, want 12", seen)
	}
	if rec := w.get(t, "/api/v1/networks/PES-NETWORK/observations?cursor=x", ""); rec.Code != 422 {
		t.Errorf("a cursor that leads nowhere: %d", rec.Code)
	}
	var list []struct {
		Code   string
		Series int64
	}
	if err := json.Unmarshal(w.get(t, "/api/v1/networks/AURORA/indicators", "").Body.Bytes(), &list); err != nil || len(list) < 30 || list[0].Code != "q1a" || list[0].Series == 0 {
		t.Errorf("indicators: %v %v", list, err)
	}
}

func TestTheCatalogueIsSearchedWithoutMarks(t *testing.T) {
	w := shared(t)
	for q, want := range map[string]string{search.Fold(lang.All.In("lt").T("indicator.is.youth-unemployment")): lang.All.In("lt").T("indicator.is.youth-unemployment"), "zzz": ""} {
		page := w.get(t, "/lt/aurora/indicators?q="+url.QueryEscape(q), "").Body.String()
		if want != "" && !strings.Contains(page, want) {
			t.Errorf("%s does not find %s", q, want)
		}
		if want == "" && !strings.Contains(page, "pn-empty") {
			t.Errorf("%s finds something", q)
		}
	}
	if rec := w.get(t, "/en/aurora/indicators/no-such", ""); rec.Code != 404 {
		t.Errorf("an unknown indicator: %d", rec.Code)
	}
}

func TestAMemberPageHasItsFigures(t *testing.T) {
	w := shared(t)
	for _, code := range []string{"AUR-GINTARA", "LT-UZT", "EU-COM"} {
		name := "AURORA"
		if !strings.HasPrefix(code, "AUR") {
			name = "PES-NETWORK"
		}
		p, err := w.networks.Organisation(context.Background(), network.Who{}, code)
		if err != nil {
			t.Fatal(err)
		}
		card, err := w.card(t, w.network(t, name), p.Organisation)
		if err != nil {
			t.Fatal(err)
		}
		if want := code != "EU-COM"; strings.Contains(string(card), "<svg") != want || strings.Contains(string(card), "⟦") {
			t.Errorf("%s: %s", code, card)
		}
	}
}
