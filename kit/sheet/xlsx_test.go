package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"pesnet/kit/fault"
)

// workbook writes a workbook as excelize does.
func workbook(t *testing.T, fill func(f *excelize.File)) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return file(t, "book.xlsx", out.Bytes())
}

func rowsOf(t *testing.T, path string, about About) (rows []Row) {
	t.Helper()
	table, err := Open(path, about, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	defer table.Close()
	for {
		row, err := table.Next()
		if err == io.EOF {
			return rows
		}
		if err != nil {
			t.Fatal(err)
		}
		row.Cells = slices.Clone(row.Cells)
		rows = append(rows, row)
	}
}

func TestWorkbookIsReadAsItIs(t *testing.T) {
	path := workbook(t, func(f *excelize.File) {
		style := func(code string) int {
			id, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
			return id
		}
		f.SetSheetRow("Sheet1", "A1", &[]any{"geo", "value", "day", "at", "share", "ok"})
		f.SetSheetRow("Sheet1", "A3", &[]any{"Šiauliai", 0.1, 45617, 45617.5, 0.123456789, true})
		f.SetCellStyle("Sheet1", "B3", "B3", style("0.00"))
		f.SetCellStyle("Sheet1", "C3", "C3", style(`d "diena" mmmm yyyy`))
		f.SetCellStyle("Sheet1", "D3", "D3", style("dd/mm/yyyy hh:mm"))
		f.SetCellStyle("Sheet1", "E3", "E3", style("0%"))
		f.SetSheetRow("Sheet1", "A4", &[]any{"=1+1", 1e-7, 0.75, 1.5, "  x "})
		f.SetCellStyle("Sheet1", "C4", "C4", style("h:mm"))
		f.SetCellStyle("Sheet1", "D4", "D4", style("[h]:mm"))
		f.SetCellRichText("Sheet1", "A5", []excelize.RichTextRun{{Text: "two "}, {Text: "runs", Font: &excelize.Font{Bold: true}}})
		f.SetCellFormula("Sheet1", "B5", "1+1")
		f.SetCellStyle("Sheet1", "ZZ9", "ZZ9", style("0.00")) // a coloured cell far out
	})
	want := []Row{
		{1, []string{"geo", "value", "day", "at", "share", "ok"}},
		{3, []string{"Šiauliai", "0.1", "2024-11-21", "2024-11-21T12:00:00", "0.123456789", "TRUE"}},
		{4, []string{"=1+1", "0.0000001", "18:00:00", "1.5", "  x "}},
		{5, []string{"two runs"}},
	}
	about, err := Detect(path)
	if err != nil || about.Kind != "xlsx" || about.HeaderRow != 1 || about.Decimal != '.' || !about.Sure {
		t.Errorf("%+v, %v", about, err)
	}
	if diff := cmp.Diff(want, rowsOf(t, path, about)); diff != "" {
		t.Error(diff)
	}
	about.Decimal = ','
	if got := rowsOf(t, path, about)[1].Cells[1]; got != "0,1" {
		t.Errorf("in a workbook of decimal commas 0.1 is %q", got)
	}
	table, err := Open(path, about, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	defer table.Close()
	if err := table.Skip(3); err != nil {
		t.Fatal(err)
	}
	if row, err := table.Next(); err != nil || row.Number != 4 {
		t.Errorf("after row 3 comes %v, %v", row, err)
	}
}

func TestSheetsAreListed(t *testing.T) {
	path := workbook(t, func(f *excelize.File) {
		f.SetSheetName("Sheet1", "Įvadas")
		f.NewSheet("Duomenys")
		f.NewSheet("Lists")
		f.SetSheetRow("Duomenys", "A1", &[]any{"geo", "value"})
		f.SetSheetRow("Duomenys", "A2", &[]any{"LT", 1.5})
		f.SetSheetRow("Lists", "A1", &[]any{"secret"})
		f.SetSheetVisible("Lists", false)
	})
	about, err := Detect(path)
	want := About{Kind: "xlsx", Encoding: "UTF-8", Sheets: []string{"Įvadas", "Duomenys", "Lists"}, Hidden: []string{"Lists"},
		Sheet: "Duomenys", HeaderRow: 1, Decimal: '.', Sure: true}
	if diff := cmp.Diff(want, about); diff != "" || err != nil {
		t.Error(err, diff)
	}
	if got := rowsOf(t, path, About{Kind: "xlsx", Sheet: "Lists"}); got[0].Cells[0] != "secret" {
		t.Errorf("the sheet chosen by hand is %v", got)
	}
	if _, err := Open(path, About{Kind: "xlsx", Sheet: "Data"}, Limits{}); fault.Of(err).ID != "sheet.no-sheet" {
		t.Errorf("%v, want sheet.no-sheet", err)
	}
}

func TestMergedCellsRepeatTheirText(t *testing.T) {
	path := workbook(t, func(f *excelize.File) {
		f.SetSheetRow("Sheet1", "A1", &[]any{"Report of 2024"})
		f.MergeCell("Sheet1", "A1", "E1")
		f.SetSheetRow("Sheet1", "A2", &[]any{"county", "men", nil, "women", nil})
		f.MergeCell("Sheet1", "B2", "C2")
		f.MergeCell("Sheet1", "D2", "E2")
		f.SetSheetRow("Sheet1", "A3", &[]any{"Alba", 1, 2, 3, 4})
		f.SetSheetRow("Sheet1", "A4", &[]any{nil, 5, 6, 7, 8})
		f.MergeCell("Sheet1", "A3", "A4")
		f.SetSheetRow("Sheet1", "A5", &[]any{"Arad", 9})
		f.MergeCell("Sheet1", "B5", "C5")
	})
	about, err := Detect(path)
	if err != nil || about.HeaderRow != 2 && about.HeaderRow != 3 {
		t.Errorf("%+v, %v", about, err)
	}
	want := []Row{
		{1, []string{"Report of 2024", "Report of 2024", "Report of 2024", "Report of 2024", "Report of 2024"}},
		{2, []string{"county", "men", "men", "women", "women"}},
		{3, []string{"Alba", "1", "2", "3", "4"}},
		{4, []string{"Alba", "5", "6", "7", "8"}},
		{5, []string{"Arad", "9"}},
	}
	if diff := cmp.Diff(want, rowsOf(t, path, about)); diff != "" {
		t.Error(diff)
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct {
		days   float64
		format dateFormat
		from   int
		want   string
	}{
		{1, dateOnly, 1900, "1900-01-01"},
		{59, dateOnly, 1900, "1900-02-28"},
		{61, dateOnly, 1900, "1900-03-01"},
		{36526, dateOnly, 1900, "2000-01-01"},
		{35064, dateOnly, 1904, "2000-01-01"},
		{36526.25, dateOnly, 1900, "2000-01-01T06:00:00"},
		{36526.999999, dateTime, 1900, "2000-01-02T00:00:00"},
		{0.5, timeOnly, 1900, "12:00:00"},
		{-1, dateOnly, 1900, ""},
		{1e9, dateOnly, 1900, ""},
	} {
		got, ok := isoDate(c.days, c.format, c.from)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("day %v of %d: %q, want %q", c.days, c.from, got, c.want)
		}
	}
	for code, want := range map[string]dateFormat{
		"General": noDate, "0.00": noDate, "#,##0;[Red]-#,##0": noDate, "0.00E+00": noDate, `0 "days"`: noDate, `#,##0\ "Lt"_d`: noDate,
		"[h]:mm": noDate, "[$-427]yyyy\\-mm\\-dd;@": dateOnly, "mmm yy": dateOnly, "h:mm AM/PM": timeOnly, "m/d/yyyy h:mm": dateTime, "mm:ss.0": timeOnly,
	} {
		if got := dateFormatOf(code); got != want {
			t.Errorf("%s is of kind %v, want %v", code, got, want)
		}
	}
}

// packed is a part of a zip file made by hand.
type packed struct{ name, content string }

func zipOf(t *testing.T, parts ...packed) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, p := range parts {
		part, err := w.Create(p.name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(part, p.content)
	}
	w.Close()
	return out.Bytes()
}

// smallBook is the least that is a workbook.
func smallBook(sheet string, more ...packed) []packed {
	return append([]packed{
		{"_rels/.rels", `<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", sheet},
	}, more...)
}

func TestDangerousWorkbooksAreRefusedBeforeUnpacking(t *testing.T) {
	data := `<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`
	var many []packed
	for i := range 2100 {
		many = append(many, packed{fmt.Sprintf("xl/media/%d", i), ""})
	}
	lying := zipOf(t, smallBook(data)...)
	end := bytes.LastIndex(lying, []byte("PK\x05\x06"))
	encrypted := zipOf(t, smallBook(data)...)
	for at := 0; ; {
		i := bytes.Index(encrypted[at:], []byte("PK\x01\x02"))
		if i < 0 {
			break
		}
		encrypted[at+i+8] |= 1
		at += i + 4
	}
	binary.LittleEndian.PutUint32(lying[end+16:], 0xFFFFFFFF)
	for _, c := range []struct {
		name    string
		content []byte
		want    string
	}{
		{"a bomb of zeros", zipOf(t, smallBook(data, packed{"xl/media/bomb", strings.Repeat("\x00", 50<<20)})...), "sheet.zip-bomb"},
		{"a bomb of cells", zipOf(t, smallBook(strings.Repeat(`<c r="A1"><v>1</v></c>`, 1<<20))...), "sheet.zip-bomb"},
		{"too large", zipOf(t, smallBook(data, packed{"xl/media/large", strings.Repeat("\x00", 201<<20)})...), "sheet.zip-too-large"},
		{"too many parts", zipOf(t, smallBook(data, many...)...), "sheet.zip-entries"},
		{"a name that leads out", zipOf(t, smallBook(data, packed{"xl/../../../etc/passwd", ""})...), "sheet.zip-name"},
		{"a name from the root", zipOf(t, smallBook(data, packed{"/etc/passwd", ""})...), "sheet.zip-name"},
		{"a name from a drive", zipOf(t, smallBook(data, packed{`c:\x`, ""})...), "sheet.zip-name"},
		{"a part twice", zipOf(t, smallBook(data, packed{"xl/Workbook.xml", ""})...), "sheet.workbook-broken"},
		{"encrypted parts", encrypted, "sheet.encrypted"},
		{"a directory that is elsewhere", lying, "sheet.workbook-broken"},
		{"OpenDocument", zipOf(t, packed{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, packed{"content.xml", ""}), "sheet.opendocument"},
		{"a binary workbook", zipOf(t, packed{"xl/workbook.bin", ""}), "sheet.binary-workbook"},
		{"a letter", zipOf(t, packed{"_rels/.rels", ""}, packed{"word/document.xml", ""}), "sheet.not-a-workbook"},
		{"pictures", zipOf(t, packed{"a.png", ""}), "sheet.not-a-workbook"},
		{"nothing", zipOf(t), "sheet.not-a-workbook"},
	} {
		path := file(t, "book.xlsx", c.content)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		begin := time.Now()
		_, err := Detect(path)
		took := time.Since(begin)
		runtime.ReadMemStats(&after)
		if fault.Of(err).ID != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 8<<20 || took > time.Second {
			t.Errorf("%s: %d MB and %v to refuse it", c.name, used>>20, took)
		}
	}
}

func TestBrokenSheetsAreRefusedWithTheirPlace(t *testing.T) {
	rows := func(inside string) string { return "<worksheet><sheetData>" + inside + "</sheetData></worksheet>" }
	for _, c := range []struct {
		name, sheet string
		want        *fault.Fault
	}{
		{"a sheet cut short", `<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>`,
			fault.New(fault.Invalid, "sheet.workbook-broken", "part", "xl/worksheets/sheet1.xml")},
		{"broken XML", rows(`<row r="1"><c r="A1"><v>1</w`), fault.New(fault.Invalid, "sheet.workbook-broken", "part", "xl/worksheets/sheet1.xml")},
		{"an entity", rows(`<row r="1"><c r="A1"><v>&lol;</v></c></row>`), fault.New(fault.Invalid, "sheet.workbook-broken", "part", "xl/worksheets/sheet1.xml")},
		{"a document type", `<!DOCTYPE x [<!ENTITY lol "lol">]>` + rows(""), fault.New(fault.Invalid, "sheet.workbook-broken", "part", "xl/worksheets/sheet1.xml")},
		{"rows in disorder", rows(`<row r="2"></row><row r="1"></row>`), fault.New(fault.Invalid, "sheet.cell-broken", "row", 3, "column", 1)},
		{"a row beyond Excel", rows(`<row r="1048577"></row>`), fault.New(fault.Invalid, "sheet.cell-broken", "row", 1, "column", 1)},
		{"a column beyond Excel", rows(`<row r="1"><c r="XFE1"><v>1</v></c></row>`), fault.New(fault.Invalid, "sheet.cell-broken", "row", 1, "column", 1)},
		{"a text that is not there", rows(`<row r="1"><c r="B1" t="s"><v>7</v></c></row>`), fault.New(fault.Invalid, "sheet.cell-broken", "row", 1, "column", 2)},
		{"a cell beyond the limit", rows(`<row r="4"><c r="ZZ4"><v>7</v></c></row>`), fault.New(fault.Invalid, "sheet.too-many-columns", "row", 4, "limit", 500)},
		{"a long text", rows(`<row r="1"><c r="B1" t="inlineStr"><is><t>` + strings.Repeat("x", 70<<10) + `</t></is></c></row>`),
			fault.New(fault.Invalid, "sheet.field-too-long", "row", 1, "column", 2, "limit", 64)},
		{"a very long text", rows(`<row r="1"><c r="A1" t="inlineStr"><is><t>` + strings.Repeat("xyz", 1<<20) + `</t></is></c></row>`),
			fault.New(fault.Invalid, "sheet.field-too-long", "row", 1, "column", 1, "limit", 64)},
	} {
		limits := Standard
		limits.Ratio = 10_000
		table, err := Open(file(t, "book.xlsx", zipOf(t, smallBook(c.sheet)...)), About{Kind: "xlsx"}, limits)
		for err == nil {
			_, err = table.Next()
		}
		if diff := cmp.Diff(c.want, fault.Of(err)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestWorkbookIsWritten(t *testing.T) {
	var out bytes.Buffer
	x, err := NewXLSX(&out, XLSXOptions{Sheet: "Palyginimas: 2024/2025 [ilgas pavadinimas]", Notes: "Notes", Lines: [][]string{{"Source", "Eurostat"}},
		Title: "Comparison", Made: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{x.Header("Šalis", "Reikšmė"), x.Write([]Value{Text("=1+1"), Number(0.1)}), x.Write([]Value{Text("0012"), Empty, Text(" x\n")}), x.Close()} {
		if err != nil {
			t.Fatal(err)
		}
	}
	path := file(t, "out.xlsx", out.Bytes())
	about, err := Detect(path)
	if diff := cmp.Diff([]string{"Palyginimas  2024 2025  ilgas p", "Notes"}, about.Sheets); diff != "" || err != nil {
		t.Error(err, diff)
	}
	want := []Row{{1, []string{"Šalis", "Reikšmė"}}, {2, []string{"=1+1", "0.1"}}, {3, []string{"0012", "", " x\n"}}}
	if diff := cmp.Diff(want, rowsOf(t, path, about)); diff != "" {
		t.Error(diff)
	}
	about.Sheet = "Notes"
	if got := rowsOf(t, path, about); got[0].Cells[1] != "Eurostat" {
		t.Errorf("the notes are %v", got)
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	kind, _ := f.GetCellType(about.Sheets[0], "A2")
	formula, _ := f.GetCellFormula(about.Sheets[0], "A2")
	panes, _ := f.GetPanes(about.Sheets[0])
	if kind == excelize.CellTypeFormula || formula != "" || !panes.Freeze {
		t.Errorf("=1+1 has type %v and formula %q; frozen header: %v", kind, formula, panes.Freeze)
	}
}

func TestWhatExcelCannotHoldIsRefused(t *testing.T) {
	x, err := NewXLSX(io.Discard, XLSXOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if err := x.Write(Texts("a", strings.Repeat("ž", 32767))); err != nil {
		t.Error(err)
	}
	if err := x.Write(Texts("a", strings.Repeat("ž", 32768))); fault.Of(err).ID != "sheet.text-too-long" {
		t.Errorf("%v, want sheet.text-too-long", err)
	}
	x.row = maxRows
	if err := x.Write(nil); fault.Of(err).ID != "sheet.too-many-rows" {
		t.Errorf("%v, want sheet.too-many-rows", err)
	}
}

func TestWhatAWorkbookIsGivenIsRead(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(naughty, rapid.SampledFrom([]string{"_x000D_", "_x005F_x000D_", "Ž_x0041_", "\r\n", "true", "1e5", "00123"}))
		rows := rapid.SliceOfN(rapid.SliceOfN(text, 1, 4), 1, 4).Draw(t, "rows")
		number := rapid.Float64Range(-1e15, 1e15).Draw(t, "number")
		var out bytes.Buffer
		x, err := NewXLSX(&out, XLSXOptions{})
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			if err := x.Write(append([]Value{Number(number)}, Texts(row...)...)); err != nil {
				t.Fatal(err)
			}
		}
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
		path := dir + "/book.xlsx"
		if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		table, err := Open(path, About{Kind: "xlsx", Decimal: '.'}, Limits{})
		if err != nil {
			t.Fatal(err)
		}
		defer table.Close()
		for i, want := range rows {
			got, err := table.Next()
			if err != nil {
				t.Fatal(err)
			}
			for len(want) > 0 && want[len(want)-1] == "" {
				want = want[:len(want)-1] // empty cells at the end are none
			}
			if v, ok := ParseNumber(got.Cells[0], '.'); !ok || v != number || !slices.Equal(got.Cells[1:], want) {
				t.Fatalf("row %d: %q, want %v and %q", i, got.Cells, number, want)
			}
		}
	})
}

func FuzzSheet(f *testing.F) {
	f.Add(`<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`)
	f.Add(`<x:worksheet><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c><x:c t="b"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>`)
	f.Fuzz(func(t *testing.T, sheet string) {
		var out bytes.Buffer
		w := zip.NewWriter(&out)
		for _, p := range smallBook(sheet) {
			part, _ := w.CreateHeader(&zip.FileHeader{Name: p.name})
			io.WriteString(part, p.content)
		}
		w.Close()
		path := t.TempDir() + "/book.xlsx"
		if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		table, err := Open(path, About{Kind: "xlsx"}, Limits{Record: 200, Field: 50, Columns: 5})
		if err != nil {
			return
		}
		defer table.Close()
		for err == nil {
			_, err = table.Next()
		}
		if err != io.EOF && fault.Of(err).Kind == fault.Defect {
			t.Fatalf("%q: %v", sheet, err)
		}
	})
}

func largeWorkbook(b *testing.B) string {
	path := b.TempDir() + "/large.xlsx"
	out, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	defer out.Close()
	x, err := NewXLSX(out, XLSXOptions{})
	if err != nil {
		b.Fatal(err)
	}
	for i := range 50_000 {
		x.Write([]Value{Text(fmt.Sprintf("PA15b.O%d.", i%90)), Text("LT"), Number(float64(1990 + i%35)), Number(8.9440744789212 + float64(i)), Text("b")})
	}
	if err := x.Close(); err != nil {
		b.Fatal(err)
	}
	return path
}

func BenchmarkWorkbook(b *testing.B) {
	path := largeWorkbook(b)
	b.Run("sheet", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			table, err := Open(path, About{Kind: "xlsx"}, Limits{})
			for err == nil {
				_, err = table.Next()
			}
			table.Close()
		}
	})
	b.Run("excelize", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			f, err := excelize.OpenFile(path)
			if err != nil {
				b.Fatal(err)
			}
			rows, err := f.Rows("Sheet1")
			if err != nil {
				b.Fatal(err)
			}
			for rows.Next() {
				rows.Columns(excelize.Options{RawCellValue: true})
			}
			f.Close()
		}
	})
}
