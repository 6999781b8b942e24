package sheet

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"

	"pesnet/kit/fault"
)

// file writes a file for one test.
func file(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func encoded(t *testing.T, encoding, text string) []byte {
	t.Helper()
	if encoding == "UTF-8" {
		return []byte(text)
	}
	bytes, err := encodings[encoding].NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return bytes
}

const (
	lithuanian = "savivaldybė;bedarbiai\nŠiauliai;1\nTauragė;2\nMažeikių rajonas;3\nĄžuolų Būda;4\n"
	romanian   = "judeţ;şomeri\nBistriţa-Năsăud;1\nBrăila;2\nCaraş-Severin;3\nVâlcea şi Iaşi;4\n"
	italian    = "città;disoccupati\nForlì-Cesena;1\nAosta è più su;2\nCefalù;3\nCantù, però;4\n"
	swedish    = "län;arbetslösa\nÖrebro;1\nVästra Götaland;2\nSkåne;3\nIdé;4\n"
	german     = "Land;Arbeitslose\nThüringen;1\nBaden-Württemberg;2\nStraße;3\nÖde;4\n"
)

func TestEncodingIsFound(t *testing.T) {
	for _, c := range []struct {
		name, encoding, text string
	}{
		{"Lithuanian", "windows-1257", lithuanian},
		{"Romanian with cedillas", "windows-1250", romanian},
		{"Italian", "windows-1252", italian},
		{"Swedish", "windows-1252", swedish},
		{"German", "windows-1252", german},
		{"Lithuanian with quotes", "windows-1257", lithuanian + "„Sodra“ – ačiū;5\n"},
		{"a euro", "windows-1252", italian + "10 €;5\n"},
		{"UTF-8", "UTF-8", lithuanian + romanian + italian},
		{"little UTF-16", "UTF-16LE", lithuanian},
		{"big UTF-16", "UTF-16BE", lithuanian},
		{"UTF-16 of plain letters", "UTF-16LE", "a;b\n1;2\n"},
		{"letters only far behind", "windows-1257", "a;b\n" + strings.Repeat("Vilnius;1\n", 100_000) + lithuanian},
		{"UTF-8 only far behind", "UTF-8", "a;b\n" + strings.Repeat("Vilnius;1\n", 100_000) + lithuanian},
	} {
		path := file(t, "table.csv", encoded(t, c.encoding, c.text))
		about, err := Detect(path)
		if err != nil || about.Encoding != c.encoding || !about.Sure || about.BOM || about.Comma != ';' || about.HeaderRow != 1 {
			t.Errorf("%s: %+v, %v, want %s", c.name, about, err, c.encoding)
			continue
		}
		if got := textOf(t, path, about); got != c.text {
			t.Errorf("%s reads %.60q, want %.60q", c.name, got, c.text)
		}
	}
}

// textOf reads a table and puts it together again.
func textOf(t *testing.T, path string, about About) string {
	t.Helper()
	table, err := Open(path, about, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	defer table.Close()
	var out strings.Builder
	for {
		row, err := table.Next()
		if err != nil {
			if table.Read() != table.Size() {
				t.Errorf("%d of %d bytes read at the end", table.Read(), table.Size())
			}
			return out.String()
		}
		out.WriteString(strings.Join(row.Cells, ";") + "\n")
	}
}

func TestDoubtfulEncodingIsAsked(t *testing.T) {
	for _, c := range []struct{ name, encoding, text string }{
		{"two letters that Lithuanian and Italian share", "windows-1252", "a;b\nè;1\nà;2\n"},
		{"letters of no language", "windows-1252", "a;b\n¶¼¤ Ð;1\n"},
	} {
		about, err := Detect(file(t, "table.csv", encoded(t, c.encoding, c.text)))
		if err != nil || about.Sure || cmp.Diff(about.Doubts, []string{"encoding"}) != "" {
			t.Errorf("%s: %+v, %v, want a doubt", c.name, about, err)
		}
	}
}

func TestMarksAndPacking(t *testing.T) {
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(lithuanian))
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	zipped := gzip.NewWriter(&packed)
	zipped.Write([]byte("\ufeff" + lithuanian))
	zipped.Close()
	for _, c := range []struct {
		name    string
		content []byte
		want    About
	}{
		{"UTF-8 with a mark", []byte("\ufeff" + lithuanian), About{Kind: "csv", Encoding: "UTF-8", BOM: true, Comma: ';', HeaderRow: 1, Sure: true}},
		{"UTF-16 with a mark", wide, About{Kind: "csv", Encoding: "UTF-16LE", BOM: true, Comma: ';', HeaderRow: 1, Sure: true}},
		{"packed", packed.Bytes(), About{Kind: "csv", Encoding: "UTF-8", BOM: true, Gzip: true, Comma: ';', HeaderRow: 1, Sure: true}},
	} {
		path := file(t, "table", c.content)
		about, err := Detect(path)
		if diff := cmp.Diff(c.want, about); diff != "" || err != nil {
			t.Errorf("%s: %v %s", c.name, err, diff)
		}
		if got := textOf(t, path, about); got != lithuanian {
			t.Errorf("%s reads %q", c.name, got)
		}
		if got := textOf(t, path, About{Kind: "csv", Comma: ';', Encoding: c.want.Encoding}); got != lithuanian {
			t.Errorf("%s, said by hand, reads %q", c.name, got)
		}
	}
}

func TestShapeIsFound(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       About
	}{
		{"a plain table", "geo,time,value\nLT,2024,5.25\n", About{Comma: ',', HeaderRow: 1, Decimal: '.', Sure: true}},
		{"semicolons and decimal commas", "geo;time;value\nLT;2024;5,25\nLV;2024;6,1\n", About{Comma: ';', HeaderRow: 1, Decimal: ',', Sure: true}},
		{"Eurostat's tabs and flags", "age,sex,geo\\time\t2013 \t2012 \nY15-24,F,AT\t9.4 b\t: \nY15-24,F,BE\t8.7 u\t8.8 \n",
			About{Kind: "tsv", Comma: '\t', HeaderRow: 1, Decimal: '.', Sure: true}},
		{"bars", "a|b\n1|2\n", About{Comma: '|', HeaderRow: 1, Sure: true}},
		{"thousands in quotes and spaces", "JUDET,TOTAL, RATA\nALBA,\"5,690\", 3.38  \nARAD,\"2,859\", 1.32  \n", About{Comma: ',', HeaderRow: 1, Decimal: '.', Sure: true}},
		{"a title above", "Unemployment in 2024\n\ngeo,time,value\nLT,2024,5.25\nLV,2024,6.5\n", About{Comma: ',', HeaderRow: 3, Decimal: '.', Sure: true}},
		{"no headings", "LT,2024,5.25\nLV,2024,6.5\n", About{Comma: ',', Decimal: '.', Sure: true}},
		{"Excel's hint", "sep=;\nx;y,z\n1,5;2\n", About{Comma: ';', HeaderRow: 2, Decimal: ',', Sure: true}},
		{"1,234 either way", "geo;value\nLT;1,234\nLV;5,678\n", About{Comma: ';', HeaderRow: 1, Doubts: []string{"decimal"}}},
		{"both styles", "geo;value\nLT;1.5\nLV;5,5\n", About{Comma: ';', HeaderRow: 1, Doubts: []string{"decimal"}}},
		{"1.234,5 says what 1,234 is not", "geo;value\nLT;1.234,5\nLV;5,678\n", About{Comma: ';', HeaderRow: 1, Decimal: ',', Sure: true}},
		{"one column", "name\nVilnius\nKaunas\n", About{Comma: ',', HeaderRow: 1, Doubts: []string{"separator", "header"}}},
		{"only texts", "code,name\nLT,Lithuania\nLV,Latvia\n", About{Comma: ',', HeaderRow: 1, Doubts: []string{"header"}}},
	} {
		about, err := Detect(file(t, "table.csv", []byte(c.text)))
		if c.want.Kind == "" {
			c.want.Kind = "csv"
		}
		c.want.Encoding = "UTF-8"
		if diff := cmp.Diff(c.want, about); diff != "" || err != nil {
			t.Errorf("%s: %v %s", c.name, err, diff)
		}
	}
}

func TestJSONUnderTheNameOfATable(t *testing.T) {
	for text, want := range map[string]string{
		`[{"judet": 1, "total": 5690}]`:     "json",
		"\ufeff\n {\"a\": {\"b\": [1, 2]}}": "json",
		"[]":                                "json",
		"[Country],[Value]\nLT,1\n":         "csv",
		"{a},{b}\n1,2\n":                    "csv",
	} {
		path := file(t, "judete.csv", []byte(text))
		about, err := Detect(path)
		if err != nil || about.Kind != want {
			t.Errorf("%q is %q, %v, want %q", text, about.Kind, err, want)
		}
		if _, err := Open(path, about, Limits{}); (err != nil) != (want == "json") {
			t.Errorf("%q opens as rows: %v", text, err)
		}
		content, err := OpenText(path, about)
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		got.ReadFrom(content)
		content.Close()
		if got.String() != strings.TrimPrefix(text, "\ufeff") {
			t.Errorf("%q reads as %q", text, got.String())
		}
	}
}

func TestWhatIsNoTableIsRefused(t *testing.T) {
	var picture bytes.Buffer
	picture.WriteString("\x89PNG\r\n\x1a\n")
	for i := range 4096 {
		picture.WriteByte(byte(i * 7))
	}
	compound := func(stream string) []byte {
		return append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"+strings.Repeat("\x00", 1000)), utf16(stream)...)
	}
	for _, c := range []struct {
		name    string
		content []byte
		want    string
	}{
		{"nothing", nil, "sheet.empty"},
		{"only a mark", []byte("\ufeff"), "sheet.empty"},
		{"only line ends", []byte("\r\n\r\n"), "sheet.empty"},
		{"a NUL", []byte("a,b\n1,\x002\n" + strings.Repeat("3,4\n", 100)), "sheet.nul"},
		{"a picture", picture.Bytes(), "sheet.not-a-table"},
		{"a PDF", []byte("%PDF-1.7\n"), "sheet.not-a-table"},
		{"an old workbook", compound("Workbook"), "sheet.old-excel"},
		{"an encrypted workbook", compound("EncryptedPackage"), "sheet.encrypted"},
		{"another compound file", compound("WordDocument"), "sheet.not-a-table"},
		{"a page", []byte("\n<!DOCTYPE html><table><tr><td>1"), "sheet.markup"},
		{"XML", []byte("<?xml version=\"1.0\"?><a/>"), "sheet.markup"},
		{"broken gzip", []byte("\x1f\x8b\x08\x00garbage"), "sheet.gzip-broken"},
		{"a broken zip", []byte("PK\x03\x04garbage"), "sheet.workbook-broken"},
	} {
		path := file(t, "table.csv", c.content)
		if _, err := Detect(path); fault.Of(err).ID != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
		if _, err := Open(path, About{}, Limits{}); fault.Of(err).ID != c.want {
			t.Errorf("%s opened: %v, want %s", c.name, err, c.want)
		}
	}
}

func TestWrongChoiceByHandIsRefused(t *testing.T) {
	path := file(t, "table.csv", []byte(lithuanian))
	for _, c := range []struct {
		about About
		want  string
	}{
		{About{Kind: "csv", Encoding: "KOI8-R"}, "sheet.encoding-unknown"},
		{About{Kind: "csv", Comma: '"'}, "sheet.separator"},
		{About{Kind: "csv", Comma: 'ž'}, "sheet.separator"},
		{About{Kind: "xlsx"}, "sheet.workbook-broken"},
		{About{Kind: "parquet"}, "sheet.not-rows"},
	} {
		if _, err := Open(path, c.about, Limits{}); fault.Of(err).ID != c.want {
			t.Errorf("%+v: %v, want %s", c.about, err, c.want)
		}
	}
	table, err := Open(path, About{Kind: "csv", Encoding: "UTF-16LE"}, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	defer table.Close()
	for err == nil {
		_, err = table.Next()
	}
	if id := fault.Of(err).ID; id != "sheet.encoding" {
		t.Errorf("UTF-8 read as UTF-16: %v, want sheet.encoding", err)
	}
}

func TestGzipBombIsRefused(t *testing.T) {
	var packed bytes.Buffer
	zipped, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	line := []byte(strings.Repeat("1,1\n", 1<<16))
	for range 400 {
		zipped.Write(line)
	}
	zipped.Close()
	ratio := 400 * len(line) / packed.Len()
	table, err := Open(file(t, "bomb.csv.gz", packed.Bytes()), plainCSV, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	defer table.Close()
	rows := 0
	for ; err == nil; rows++ {
		_, err = table.Next()
	}
	if id := fault.Of(err).ID; id != "sheet.gzip-bomb" || rows > 20_000_000 {
		t.Errorf("packed %d : 1, after %d rows: %v, want sheet.gzip-bomb", ratio, rows, err)
	}
}
