package indicator

import (
	"archive/zip"
	"bytes"
	"context"
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
)

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
// Tests rule indicatorupload.too-large.
func TestBadFiles(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
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
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), spoolName+"*")); len(left) > 0 {
		t.Errorf("files are left: %v", left)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// What only the reading of the whole file finds is refused before step 4, with
// row and column, and nothing is written.
// Tests rule indicatorupload.decimal.
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
