package sheet

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func csvOf(t testing.TB, options CSVOptions, rows ...[]Value) string {
	t.Helper()
	var out bytes.Buffer
	w := NewCSV(&out, options)
	for _, row := range rows {
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestCSV(t *testing.T) {
	row := []Value{Text("LT"), Number(1234.5), Empty, Text("a;b"), Text(`"x"`)}
	for _, c := range []struct {
		name    string
		options CSVOptions
		row     []Value
		want    string
	}{
		{"as everybody reads it", CSVOptions{}, row, "LT,1234.5,,\"a;b\",\"\"\"x\"\"\"\r\n"},
		{"as Excel reads it in Vilnius", CSVOptions{Comma: ';', Decimal: ',', BOM: true}, row, "\ufeffLT;1234,5;;\"a;b\";\"\"\"x\"\"\"\r\n"},
		{"a decimal comma between commas", CSVOptions{Decimal: ','}, row[:2], "LT,\"1234,5\"\r\n"},
		{"one empty cell is a row", CSVOptions{}, []Value{Empty}, "\"\"\r\n"},
		{"spaces at the ends stay", CSVOptions{}, Texts(" a "), "\" a \"\r\n"},
		{"large and small numbers", CSVOptions{}, []Value{Number(1e21), Number(1e-12), Number(123456789012)}, "1e+21,1e-12,123456789012\r\n"},
		{"no number", CSVOptions{}, []Value{Number(nan()), Text("x")}, ",x\r\n"},
	} {
		if got := csvOf(t, c.options, c.row); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func nan() float64 {
	zero := 0.0
	return zero / zero
}

// Formula injection: OWASP, CSV Injection.
func TestFormulasAreDisarmed(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1":                   "'=1+1",
		"=cmd|' /C calc'!A0":     "'=cmd|' /C calc'!A0",
		"+1+1":                   "'+1+1",
		"-1+1":                   "'-1+1",
		"@SUM(A1)":               "'@SUM(A1)",
		"\t=1+1":                 "'\t'=1+1",
		"\r=1+1":                 "'\r'=1+1",
		"\n=1+1":                 "'\n'=1+1",
		" =1+1":                  "' =1+1",
		"\u00a0=1+1":             "'\u00a0=1+1",
		"\ufeff=1+1":             "'\ufeff=1+1",
		"＝1+1":                   "'＝1+1",
		"＋1":                     "'＋1",
		"－1":                     "'－1",
		"＠x":                     "'＠x",
		`"=1+1"`:                 `'"=1+1"`,
		"x;=1+1":                 "x;'=1+1",
		`x;"=1+1"`:               `x;'"=1+1"`,
		"x,,=1+1":                "x,,'=1+1",
		"x\r\n=1+1":              "x\r\n'=1+1",
		"+370 600 12345":         "'+370 600 12345",
		"-5":                     "-5",
		"-5,25":                  "-5,25",
		"-1 234.5":               "-1 234.5",
		"+5":                     "+5",
		"a = b":                  "a = b",
		"Vilnius - Kaunas":       "Vilnius - Kaunas",
		"one, two - and @ three": "one, two - and @ three",
		"'quoted'":               "'quoted'",
		"":                       "",
	} {
		if got := disarm(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
		if got := csvOf(t, CSVOptions{Machine: true}, Texts("x", text)); !strings.Contains(strings.ReplaceAll(got, `""`, `"`), text) {
			t.Errorf("a machine gets %q for %q", got, text)
		}
	}
}

// naughty draws texts of the signs that make trouble.
var naughty = rapid.StringOfN(rapid.RuneFrom([]rune("=+-@\t\r\n＝＋－＠,;|\"' 1.xžș\u00a0\ufeff")), 0, 12, -1)

// Whatever separator a program expects, no cell of an export is a formula.
func TestNoExportedCellIsAFormula(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cells := rapid.SliceOfN(naughty, 1, 4).Draw(t, "cells")
		var out bytes.Buffer
		ours := rapid.SampledFrom([]rune{',', ';', '\t', '|'}).Draw(t, "ours")
		w := NewCSV(&out, CSVOptions{Comma: ours})
		w.Write(Texts(cells...))
		w.Close()
		for _, comma := range ",;\t|" {
			for _, cell := range gentleCells(out.String(), comma) {
				start := strings.TrimLeft(cell, unseen+"\t\r\n")
				number, _, _ := strings.Cut(strings.TrimLeft(cell, string(ours)), string(ours)) // what follows one is no formula with it
				if start != "" && strings.ContainsAny(firstRune(start), triggers) && !isNumber(number) {
					t.Fatalf("read with %q, %q has the cell %q", comma, out.String(), cell)
				}
			}
		}
	})
}

// gentleCells cuts a text as spreadsheets do: a quote opens a cell only at its
// beginning, and whatever follows the closing one still belongs to the cell.
func gentleCells(text string, comma rune) (cells []string) {
	var cell strings.Builder
	quoted, begins := false, true
	for _, c := range text {
		switch {
		case c == '"' && (quoted || begins):
			quoted = !quoted
			begins = false
		case !quoted && (c == comma || c == '\n' || c == '\r'):
			cells = append(cells, cell.String())
			cell.Reset()
			begins = true
		default:
			cell.WriteRune(c)
			begins = false
		}
	}
	return append(cells, cell.String())
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		comma := rapid.SampledFrom([]rune{',', ';', '\t', '|'}).Draw(t, "comma")
		bom := rapid.Bool().Draw(t, "bom")
		text := rapid.OneOf(naughty, rapid.StringMatching(`[^\x00]{0,20}`), rapid.Just("sep=;"))
		rows := rapid.SliceOfN(rapid.SliceOfN(text, 1, 5), 0, 5).Draw(t, "rows")
		var out bytes.Buffer
		w := NewCSV(&out, CSVOptions{Comma: comma, BOM: bom, Machine: true})
		for _, row := range rows {
			w.Write(Texts(row...))
		}
		w.Close()
		got, err := readAll(&paced{&out, rapid.IntRange(1, 50).Draw(t, "pace")}, About{Kind: "csv", Comma: comma})
		if err != nil || len(got) != len(rows) {
			t.Fatalf("%q: %v, %v", out.String(), got, err)
		}
		for i := range got {
			if !slices.Equal(got[i].Cells, rows[i]) {
				t.Fatalf("%q, want %q", got[i].Cells, rows[i])
			}
		}
	})
}

func BenchmarkCSV(b *testing.B) {
	row := []Value{Text("PA15b.O1."), Text("LT"), Number(2024), Number(8.9440744789212), Text("Y15-24"), Text("Vilnius")}
	w := NewCSV(&counting{}, CSVOptions{})
	b.ReportAllocs()
	for b.Loop() {
		w.Write(row)
	}
}

type counting struct{ n int }

func (c *counting) Write(p []byte) (int, error) {
	c.n += len(p)
	return len(p), nil
}
