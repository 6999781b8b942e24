package figure

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fileOf writes a small invented file into a folder of the test.
func fileOf(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// line writes a figure on one line, for comparison.
func line(f Figure) string {
	s := f.Series
	value := strings.TrimSuffix(strings.TrimRight(formatFigure(f.Value), "0"), ".")
	if f.Missing {
		value = ":"
	}
	return strings.Join([]string{s.Dataset, s.Indicator, s.Area + s.Org, s.Freq, s.Unit, string(s.Dims), f.Period, value, f.Flags}, "|")
}

// sameLines compares figures and rejected rows with what is wanted; rejected
// ones are written as "row cause text".
func sameLines(t *testing.T, figures []Figure, rejected []*Rejected, want ...string) {
	t.Helper()
	var got []string
	for _, f := range figures {
		got = append(got, line(f))
	}
	for _, r := range rejected {
		got = append(got, itoa(r.Row)+" "+strings.TrimPrefix(r.Cause, "indicator.import.")+" "+r.Text)
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestValuesOfTheFrameworkAreRead(t *testing.T) {
	path := fileOf(t, "values.csv", `key,geo,time,value,flags
PA9.X1.,EL,2021,12.5,
PA9.X1.,EL,2022,-2.5e-16,i i
PA9.X1.,UK,2022,0,A
PA9.X1.,EU27_2020,2022,NA,u
PA9.X1.,LT,soon,1,
PA9.X1.,LT,2022,1O.5,
,LT,2022,1,
PA9.X1.,LT
`)
	r, err := OpenSource(path, "auto", Options{})
	figures, rejected := readAll(t, r, err)
	sameLines(t, figures, rejected,
		"jaf|PA9.X1.|GR|A|||2021|12.5|",
		"jaf|PA9.X1.|GR|A|||2022|-0.00000000000000025|i",
		"jaf|PA9.X1.|GB|A|||2022|0|",
		"jaf|PA9.X1.|EU27_2020|A|||2022|:|u",
		"6 period-unreadable soon",
		"7 not-a-number 1O.5",
		"8 empty-required ,LT,2022,1,",
		"9 too-few-columns PA9.X1.,LT")
	if figures[0].Series != figures[1].Series || figures[1].Series == figures[2].Series {
		t.Error("figures of one indicator and area, and no others, share a series")
	}
}

func TestTheCatalogueOfTheFrameworkListsIndicators(t *testing.T) {
	path := fileOf(t, "list.csv", `"key","name","groups","unit_level","unit_change","source","high_is_good","reference","other"
"PA9.X1.","Share of invented things","MAIN OUTPUT COMPENDIUM 2 COUNTRY","%","pp","Invented Survey","FALSE","EU27_2020",""
"PA9.X2.","Another, with a comma","CONTEXT","NA","NA","NA","NA","Simple Average",""
`)
	entries, err := ReadCatalogue(path)
	if err != nil || len(entries) != 2 {
		t.Fatalf("got %d entries, %v", len(entries), err)
	}
	first, second := entries[0], entries[1]
	if first.HighIsGood == nil || *first.HighIsGood || first.Unit != "%" || strings.Join(first.Groups, "|") != "MAIN|OUTPUT|COMPENDIUM 2|COUNTRY" {
		t.Errorf("first entry is %+v", first)
	}
	if second.HighIsGood != nil || second.Unit != "" || second.Source != "" || second.Name != "Another, with a comma" {
		t.Errorf("what R calls NA is nothing: %+v", second)
	}
	r, err := OpenSource(path, "auto", Options{})
	figures, _ := readAll(t, r, err)
	if len(figures) != 0 {
		t.Errorf("a catalogue has no figures, got %d", len(figures))
	}
}

func TestTheRealFrameworkIsReadWhole(t *testing.T) {
	path := realData(t, "jaf-2024")
	r, err := OpenSource(filepath.Join(path, "jaf_values.csv.gz"), "auto", Options{})
	figures, rejected := readAll(t, r, err)
	if len(figures) != 328_385 || len(rejected) != 0 {
		t.Errorf("got %d figures and %d rejected, want 328385 and none", len(figures), len(rejected))
	}
	entries, err := ReadCatalogue(filepath.Join(path, "jaf_indicators.csv"))
	if err != nil || len(entries) != 589 {
		t.Fatalf("got %d indicators, %v, want 589", len(entries), err)
	}
	known := map[string]bool{}
	for _, e := range entries {
		known[e.Code] = true
	}
	for _, f := range figures {
		if !known[f.Series.Indicator] {
			t.Fatalf("%s is not in the catalogue", f.Series.Indicator)
		}
	}
}
