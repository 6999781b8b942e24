package indicator

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/fault"
	"pesnet/lang"
	"pesnet/network"
)

// desk is an analyst of Gintara in AURORA, and the secretariat.
type desk struct {
	*Service
	n                    network.Network
	analyst, secretariat network.Who
	own                  Owner
}

func deskOn(t testing.TB, d *db.DB) desk {
	t.Helper()
	networks := network.New(d, serviceOn(d).now, network.Options{Demo: true})
	if err := networks.Demo(t.Context()); err != nil {
		t.Fatal(err)
	}
	who := func(login string) network.Who {
		secret, _, err := networks.SignInAs(t.Context(), login)
		if err != nil {
			t.Fatal(err)
		}
		w, err := networks.Session(t.Context(), secret)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	k := desk{Service: serviceOn(d), analyst: who("analyst"), secretariat: who("secretariat")}
	var err error
	if k.n, err = networks.Network(t.Context(), k.analyst, "AURORA"); err != nil {
		t.Fatal(err)
	}
	k.own = Owner{Network: k.n.ID, Organisation: k.analyst.ActsFor(k.n.ID)[0], Draft: true}
	return k
}

func (k desk) upload(t testing.TB, name string, from io.Reader) (Upload, error) {
	t.Helper()
	return k.Upload(t.Context(), k.analyst, File{k.own, name, from})
}

// mapped is an upload whose columns are as suggested.
func (k desk) mapped(t testing.TB, name, text string) Upload {
	t.Helper()
	u, err := k.upload(t, name, strings.NewReader(text))
	if err == nil {
		u, err = k.Tell(t.Context(), k.analyst, u, Told{Source: "table", Decimal: "."}, true)
	}
	if err == nil {
		u, err = k.Map(t.Context(), k.analyst, u, u.Mapping)
	}
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func (k desk) found(t testing.TB, u Upload) Found {
	t.Helper()
	f, err := k.Findings(t.Context(), k.analyst, Batch{No: u.Preview, Owner: u.Owner})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

const monthly = "Period;Registered unemployed people;Exits into work\n" +
	"2026-01;1000;90\n2026-02;1100;95\n2026-03;1090;n.d.\n2027-01;1000;80\n2026-04;1080;9999\n"

func TestAnImportGoesThroughItsSteps(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := deskOn(t, d)
		u := k.mapped(t, "monthly.csv", monthly)
		f := k.found(t, u)
		want(t, f.Batch, "new 6 changed 0 unchanged 0 gone 0 rejected 3")
		if len(f.Problems) != 3 || f.Problems[0].Count != 1 || len(f.Problems[0].Examples) != 1 {
			t.Fatalf("problems %+v", f.Problems)
		}
		u, err := k.Answer(t.Context(), k.analyst, u, Answers{"indicator.import.not-a-number": AsMissing, checks + "more-exits": Keep, about(checks+"more-exits", "why"): "a mass closure"})
		if err != nil {
			t.Fatal(err)
		}
		want(t, k.found(t, u).Batch, "new 8 changed 0 unchanged 0 gone 0 rejected 1")
		b, err := k.Commit(t.Context(), k.analyst, u, Sent{})
		if err != nil || b.State != Done || !b.Draft {
			t.Fatal(b.State, err)
		}
		want(t, b, "new 8 changed 0 unchanged 0 gone 0 rejected 1")
		full, err := k.Delivered(t.Context(), k.analyst, k.n, b.No)
		if err != nil || len(full.Warnings) != 1 || fmt.Sprint(full.Warnings[0].Args) != "[count 1 why a mass closure]" || len(full.History) != 2 || full.People[full.Who] == "" {
			t.Errorf("%+v %v", full, err)
		}
		if again, err := k.Commit(t.Context(), k.analyst, Upload{No: u.No, Owner: u.Owner, Batch: b.No}, Sent{}); err != nil || again.No != b.No {
			t.Errorf("sent twice: %d, %v", again.No, err)
		}
		if n := partsLeft(t, d); n != 0 {
			t.Errorf("%d parts of files are left after the import", n)
		}
	})
}

func partsLeft(t testing.TB, d *db.DB) (n int64) {
	t.Helper()
	if err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
		n, err = tx.Count(`SELECT count(*) FROM indicator_upload_part`)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

func (k desk) registered(t testing.TB, who network.Who) string {
	t.Helper()
	lines, err := k.Lines(t.Context(), who, k.n, Ask{Names: []Name{{own, "registered"}}, Orgs: []string{"AUR-GINTARA"}})
	if err != nil {
		t.Fatal(err)
	}
	if len(lines) == 0 {
		return "nothing"
	}
	return fmt.Sprint(len(lines), " ", lines[0].Draft)
}

func TestADraftIsSeenByOthersOnceReleased(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := deskOn(t, d)
		b, err := k.Commit(t.Context(), k.analyst, k.mapped(t, "monthly.csv", monthly), Sent{})
		if err != nil {
			t.Fatal(err)
		}
		see := func(when, own, others string) {
			t.Helper()
			if got := k.registered(t, k.analyst); got != own {
				t.Errorf("%s the own member sees %s, want %s", when, got, own)
			}
			if got := k.registered(t, network.Who{}); got != others {
				t.Errorf("%s others see %s, want %s", when, got, others)
			}
		}
		see("before the release", "1 true", "nothing")
		if _, err := k.Release(t.Context(), k.secretariat, b.No); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("the secretariat releases a member's draft: %v", err)
		}
		released, err := k.Release(t.Context(), k.analyst, b.No)
		if err != nil {
			t.Fatal(err)
		}
		want(t, released, "new 6 changed 0 unchanged 0 gone 0 rejected 0")
		see("after it", "1 false", "1 false")
		if _, err := k.Release(t.Context(), k.analyst, b.No); fault.Of(err).ID != "indicatorupload.no-release" {
			t.Errorf("released twice: %v", err)
		}
		if _, err := k.Undo(t.Context(), k.analyst, b.No); fault.Of(err).ID != "indicator.undo" {
			t.Errorf("the draft is undone under its release: %v", err)
		}
		if _, err := k.Undo(t.Context(), k.analyst, released.No); err != nil {
			t.Fatal(err)
		}
		see("after the release is undone", "1 true", "nothing")
		if _, err := k.Undo(t.Context(), k.analyst, b.No); err != nil {
			t.Fatal(err)
		}
		see("after all is undone", "nothing", "nothing")
	})
}

func TestWhoSeesAnUpload(t *testing.T) {
	k := deskOn(t, dbtest.Open(t))
	u := k.mapped(t, "monthly.csv", monthly)
	for _, c := range []struct {
		name string
		who  network.Who
		want fault.Kind
	}{
		{"nobody known", network.Who{}, fault.Unknown},
		{"the secretariat, whose figures they are not", k.secretariat, fault.Missing},
	} {
		if _, err := k.UploadByNo(t.Context(), c.who, k.n, u.No); err == nil || fault.Of(err).Kind != c.want {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
	for name, do := range map[string]func() error{
		"answer": func() error { _, err := k.Answer(t.Context(), k.secretariat, u, Answers{}); return err },
		"map":    func() error { _, err := k.Map(t.Context(), k.secretariat, u, u.Mapping); return err },
		"commit": func() error { _, err := k.Commit(t.Context(), k.secretariat, u, Sent{}); return err },
		"look": func() error {
			_, err := k.Findings(t.Context(), k.secretariat, Batch{No: u.Preview, Owner: u.Owner})
			return err
		},
		"discard": func() error { return k.Discard(t.Context(), k.secretariat, u) },
		"upload public figures": func() error {
			_, err := k.Upload(t.Context(), k.analyst, File{Owner{Network: k.n.ID}, "x.csv", strings.NewReader(monthly)})
			return err
		},
	} {
		if err := do(); err == nil || fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("%s by somebody else: got %v", name, err)
		}
	}
	all, err := k.Imports(t.Context(), k.secretariat, k.n, 0)
	if err != nil || len(all.Uploads) != 0 {
		t.Errorf("the secretariat is shown %d uploads of a member, %v", len(all.Uploads), err)
	}
}

func TestTwoPeopleAtOneUpload(t *testing.T) {
	k := deskOn(t, dbtest.Open(t))
	u := k.mapped(t, "monthly.csv", monthly)
	if _, err := k.Answer(t.Context(), k.analyst, u, Answers{"indicator.import.not-a-number": AsMissing}); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Answer(t.Context(), k.analyst, u, Answers{"indicator.import.not-a-number": LeaveOut}); fault.Of(err).Kind != fault.Conflict {
		t.Errorf("an answer from a page that is out of date: %v", err)
	}
}

func TestAMappingIsFoundAgain(t *testing.T) {
	k := deskOn(t, dbtest.Open(t))
	u := k.mapped(t, "monthly.csv", monthly)
	u.About.Remember = true
	u.Mapping.Columns[2] = u.Mapping.Columns[2].as(MeansNothing, "", Sure)
	if _, err := k.Map(t.Context(), k.analyst, u, u.Mapping); err != nil {
		t.Fatal(err)
	}
	next, err := k.upload(t, "next.csv", strings.NewReader(monthly))
	if err == nil {
		next, err = k.Tell(t.Context(), k.analyst, next, Told{Source: "table", Decimal: "."}, true)
	}
	if err != nil || !next.About.Recalled || next.Mapping.Columns[2].Means != MeansNothing {
		t.Errorf("recalled %v as %+v, %v", next.About.Recalled, next.Mapping, err)
	}
}

func TestUnknownCodesAreAsked(t *testing.T) {
	k := deskOn(t, dbtest.Open(t))
	u := k.mapped(t, "codes.csv", "Period;Country;Indicator;Value\n2025;Atlantis;registered;10\n2025;Lietuva;registered;20\n2025;Latvia;dragons;5\n")
	f := k.found(t, u)
	want(t, f.Batch, "new 1 changed 0 unchanged 0 gone 0 rejected 2")
	u, err := k.Answer(t.Context(), k.analyst, u, Answers{about("indicator.import.unknown-area", "Atlantis"): "=EE", about("indicator.import.unknown-indicator", "dragons"): "=registered"})
	if err != nil {
		t.Fatal(err)
	}
	want(t, k.found(t, u).Batch, "new 3 changed 0 unchanged 0 gone 0 rejected 0")
}

func TestManyChangesAreTyped(t *testing.T) {
	k := deskOn(t, dbtest.Open(t))
	table := func(add int) string {
		var b strings.Builder
		b.WriteString("Period;Age;Registered unemployed people\n")
		for i := range 1200 {
			fmt.Fprintf(&b, "2025-%02d;Y%d;%d\n", i%12+1, i/12, 5000+i+add)
		}
		return b.String()
	}
	if _, err := k.Commit(t.Context(), k.analyst, k.mapped(t, "a.csv", table(0)), Sent{}); err != nil {
		t.Fatal(err)
	}
	u := k.mapped(t, "b.csv", table(1))
	f := k.found(t, u)
	want(t, f.Batch, "new 0 changed 1200 unchanged 0 gone 0 rejected 0")
	if len(f.Place.Changes) != mostChanges || *f.Place.Changes[0].Old+1 != *f.Place.Changes[0].New {
		t.Errorf("%d changes are shown", len(f.Place.Changes))
	}
	if _, err := k.Commit(t.Context(), k.analyst, u, Sent{}); fault.Of(err).ID != "indicatorupload.confirm" {
		t.Errorf("sent without a word: %v", err)
	}
	b, err := k.Commit(t.Context(), k.analyst, u, Sent{Typed: "1,200"})
	if err != nil || b.Counts.Changed != 1200 {
		t.Errorf("%+v, %v", b.Counts, err)
	}
}

// endless gives the same letter for as long as asked, as a file of any size.
type endless struct {
	head string
	left int64
}

func (e *endless) Read(p []byte) (int, error) {
	if e.head != "" {
		n := copy(p, e.head)
		e.head = e.head[n:]
		return n, nil
	}
	if e.left <= 0 {
		return 0, io.EOF
	}
	n := int(min(e.left, int64(len(p))))
	for i := range n {
		p[i] = 'x'
	}
	e.left -= int64(n)
	return n, nil
}

func bomb(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"} {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.Copy(w, &endless{left: 100 << 20})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Every bad file is refused, or asked about, in words; nothing of it is left.
func TestBadFiles(t *testing.T) {
	d := dbtest.Open(t)
	k := deskOn(t, d)
	for _, c := range []struct {
		name, file string
		from       io.Reader
		refused    string
	}{
		{"an empty file", "a.csv", strings.NewReader(""), "sheet.empty"},
		{"a picture", "a.csv", strings.NewReader("\x89PNG\r\n\x1a\n" + strings.Repeat("\x00\x01\x02", 400)), "sheet.not-a-table"},
		{"a web page", "a.xls", strings.NewReader("<!DOCTYPE html><table><tr><td>1</td></tr></table>"), "sheet.markup"},
		{"a workbook of before 2007", "a.xls", strings.NewReader("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 600) + "W\x00o\x00r\x00k\x00b\x00o\x00o\x00k\x00"), "sheet.old-excel"},
		{"a NUL in the text", "a.csv", strings.NewReader("Period;Value\n2025;\x001\n"), "sheet.nul"},
		{"a workbook that unpacks without end", "a.xlsx", bytes.NewReader(bomb(t)), "sheet.zip-bomb"},
		{"more than 200 MB", "a.csv", &endless{head: "Period;Value\n", left: 300 << 20}, "indicatorupload.too-large"},
		{"no table at all", "a.csv", strings.NewReader("just a line\n"), "indicator.import.unknown-kind"},
		{"a file that breaks off", "a.csv", io.MultiReader(strings.NewReader(monthly), broken{}), "indicatorupload.cut-off"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := k.upload(t, c.file, c.from)
			f := fault.Of(err)
			if f.ID != c.refused || f.Field != "file" {
				t.Fatalf("got %v on %q, want %s", err, f.Field, c.refused)
			}
			for _, code := range lang.All.Codes() {
				if text := lang.All.In(code).T(f.ID, f.Args...); strings.Contains(text, "⟦") || strings.Contains(text, "{") {
					t.Errorf("%s: %s", code, text)
				}
			}
		})
	}
	all, err := k.Imports(t.Context(), k.analyst, k.n, 0)
	if err != nil || len(all.Uploads) != 0 || partsLeft(t, d) != 0 {
		t.Errorf("%d uploads and %d parts are left, %v", len(all.Uploads), partsLeft(t, d), err)
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "pesnet-upload-*")); len(left) > 0 {
		t.Errorf("files are left: %v", left)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// What only the reading of the whole file finds is refused before step 4, with
// row and column, and nothing is written.
func TestBadRows(t *testing.T) {
	d := dbtest.Open(t)
	k := deskOn(t, d)
	for _, c := range []struct {
		name    string
		from    io.Reader
		told    Told
		refused string
	}{
		{"a field of 190 MB", &endless{head: "Period;Registered unemployed people\n2025;", left: 190 << 20}, Told{Decimal: "."}, "sheet.field-too-long"},
		{"ten million columns", strings.NewReader("Period;Registered unemployed people\n2025;1\n" + strings.Repeat("1;", 400_000) + "\n"), Told{Decimal: "."}, "sheet.too-many-columns"},
		{"another encoding than said", strings.NewReader("Period;Registered unemployed people\n2025;1\n2026;\xe0\xff\n"), Told{Decimal: ".", Encoding: "UTF-8"}, "sheet.encoding"},
		{"a decimal sign that nothing tells", strings.NewReader("Period;Registered unemployed people\n2025;\"1,234\"\n2026;\"5,678\"\n"), Told{}, "indicatorupload.decimal"},
	} {
		t.Run(c.name, func(t *testing.T) {
			u, err := k.upload(t, "a.csv", c.from)
			if err == nil {
				c.told.Source = "table"
				u, err = k.Tell(t.Context(), k.analyst, u, c.told, true)
			}
			if err == nil {
				_, err = k.Map(t.Context(), k.analyst, u, u.Mapping)
			}
			f := fault.Of(err)
			if f.ID != c.refused {
				t.Fatalf("got %v, want %s", err, c.refused)
			}
			if text := lang.All.In("lt").T(f.ID, f.Args...); strings.Contains(text, "⟦") || strings.Contains(text, "{") {
				t.Error(text)
			}
		})
	}
	var m runtime.MemStats
	runtime.GC()
	if runtime.ReadMemStats(&m); m.HeapAlloc > 150<<20 {
		t.Errorf("%d MB are held after files of up to 190 MB", m.HeapAlloc>>20)
	}
	if err := d.Read(context.Background(), func(tx *db.Tx) error {
		n, err := tx.Count(`SELECT (SELECT count(*) FROM indicator_observation) + (SELECT count(*) FROM indicator_batch)`)
		if n != 0 {
			t.Errorf("%d rows are written", n)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

func TestGoodFilesOfEveryEncoding(t *testing.T) {
	k := deskOn(t, dbtest.Open(t))
	utf16 := "\xff\xfe"
	for _, r := range monthly {
		utf16 += string([]byte{byte(r), 0})
	}
	for name, text := range map[string]string{
		"a byte order mark": "\ufeff" + monthly,
		"UTF-16":            utf16,
		"commas in numbers": strings.ReplaceAll(monthly, ";90\n", ";90,0\n"),
		"repeated rows":     monthly + "2026-01;1000;90\n",
	} {
		t.Run(name, func(t *testing.T) {
			u, err := k.upload(t, "a.csv", strings.NewReader(text))
			if err == nil {
				u, err = k.Tell(t.Context(), k.analyst, u, Told{Source: "table"}, true)
			}
			if err == nil {
				u, err = k.Map(t.Context(), k.analyst, u, u.Mapping)
			}
			if err != nil {
				t.Fatal(err)
			}
			want(t, k.found(t, u).Batch, "new 6 changed 0 unchanged 0 gone 0 rejected 3")
		})
	}
	u := k.mapped(t, "torn.csv", monthly+"2026-01;1001;90\n")
	if f := k.found(t, u); f.Rejected != 4 {
		t.Errorf("two figures for one month: %+v", f.Problems)
	}
	if u := k.mapped(t, "headings.csv", "Period;Registered unemployed people\n"); k.found(t, u).New != 0 {
		t.Error("a table without rows has figures")
	}
}
