package figure

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pesnet/kit/code"
	"pesnet/kit/sheet"
)

// known are the lists that the tests look areas and indicators up in.
var known = Known{
	Area: func(text string) (string, bool) {
		a, ok := code.Find(text)
		return a.Code, ok
	},
	Indicator: func(text string) (string, bool) {
		return strings.ToLower(text), slices.Contains([]string{"q1a", "q2b"}, strings.ToLower(text))
	},
}

func TestColumnsAreSuggestedInFiveLanguages(t *testing.T) {
	samples := [][]string{{"2031", "Lietuva", "q1a", "12,5", "b", "V"}, {"2030", "Lietuva", "q1a", "13,5", "", "M"}}
	for _, heading := range []string{
		"Laikotarpis;Šalis;Rodiklis;Reikšmė;Žyma;Lytis",
		"Perioada;Țara;Indicator;Valoare;Marcaj;Sex",
		"Period;Country;Indicator;Value;Flag;Sex",
		"Periodo;Paese;Indicatore;Valore;Simbolo;Sesso",
		"Period;Land;Indikator;Värde;Flagga;Kön",
	} {
		m := Suggest(strings.Split(heading, ";"), samples, known)
		var got []string
		for _, c := range m.Columns {
			got = append(got, string(c.Means)+c.Name+"/"+string(c.Confidence))
		}
		want := "period/sure area/sure indicator/sure value/sure flags/sure dimensionsex/sure"
		if strings.Join(got, " ") != want {
			t.Errorf("%s: suggested %v, want %s", heading, got, want)
		}
		if lacks := m.Lacks(); len(lacks) > 0 {
			t.Errorf("%s: lacks %v", heading, lacks)
		}
	}
}

func TestASuggestionThatIsMadeFromTheCellsIsToBeChecked(t *testing.T) {
	m := Suggest([]string{"When", "Where", "Q1A", "2029", "Kind", "Nr", "Laikotarpis"}, [][]string{
		{"2031M01", "Italia", "1.5", "7", "big", "1", "x"}, {"2031M02", "Sverige", "2", "8", "small", "2", "y"}}, known)
	want := []Column{
		{"When", MeansPeriod, "", Check}, {"Where", MeansArea, "", Check}, {"Q1A", MeansValueOf, "q1a", Sure}, {"2029", MeansValueIn, "2029", Sure},
		{"Kind", MeansDimension, "kind", Check}, {"Nr", MeansNothing, "", Check}, {"Laikotarpis", MeansNothing, "", Check},
	}
	if !slices.Equal(m.Columns, want) {
		t.Errorf("got %+v, want %+v", m.Columns, want)
	}
	m = Suggest([]string{"Year", "Country", "Our own word"}, [][]string{{"2031", "LT", "5"}}, Known{})
	if c := m.Columns[2]; c.Means != MeansValue || c.Confidence != Check {
		t.Errorf("the only column of numbers is %+v, want the value, to be checked", c)
	}
	if lacks := m.Lacks(); !slices.Equal(lacks, []Meaning{MeansIndicator}) {
		t.Errorf("lacks %v, want the indicator", lacks)
	}
}

func TestATableIsReadAsItsMappingSays(t *testing.T) {
	path := fileOf(t, "Our Table.csv", "sep=;\nMetai;Šalis;Lytis;Kodas;Reikšmė;Žyma\n"+
		"2031;Lietuva;V;q1a;12,5;b\n2031;EL;M;Q1A;1.234,5;\n2031;Lietuva;V;q1a;12,5;b\n2031;Lietuva;V;q1a;13;\n"+
		"2031;Lietuva;M;q1a;:;c\n2031;Lietuva;X;q1a;1O,5;\n2031;Lietuva;Z;q1a;many;\n"+
		"kada nors;Lietuva;V;q1a;1;\n2032;Lietuva;V;q1a;1;\n;Lietuva;V;q1a;1;\n2031;Atlantida;V;q1a;1;\n2031;Lietuva;V;q9;1;\n2031;Lietuva;W;q1a;;\n")
	r, err := OpenSource(path, "auto", Options{Today: time.Date(2031, 11, 21, 0, 0, 0, 0, time.UTC), Known: known})
	figures, rejected := readAll(t, r, err)
	sameLines(t, figures, rejected,
		"our_table|q1a|LT|A||sex=V|2031|12.5|b",
		"our_table|q1a|GR|A||sex=M|2031|1234.5|",
		"our_table|q1a|LT|A||sex=M|2031|:|c",
		"6 duplicate-row 13 ≠ 3",
		"8 letter-o 1O,5", "9 not-a-number many", "10 period-unreadable kada nors", "11 period-future 2032",
		"12 empty-required ", "13 unknown-area Atlantida", "14 unknown-indicator q9", "15 empty-required ")
	if got := warned(r); got != "merged" {
		t.Errorf("warned of %q, want of the row that was merged", got)
	}
}

func TestAWideTableHasAFigureInEveryCell(t *testing.T) {
	path := fileOf(t, "wide.csv", "Periodo,Q1a,Q2b\n2031-01,12.5,7\n2031-02,,8\n")
	r, err := OpenSource(path, "table", Options{Known: known, Area: "IT"})
	figures, rejected := readAll(t, r, err)
	sameLines(t, figures, rejected, "wide|q1a|IT|M|||2031-01|12.5|", "wide|q2b|IT|M|||2031-01|7|", "wide|q2b|IT|M|||2031-02|8|")

	path = fileOf(t, "years.csv", "Paese,2030,2031Q1\nItalia,1.5,2.5\nSvezia,x,\n")
	mapping := Mapping{HeaderRow: 1, Decimal: ".", Fixed: FixedPart{Indicator: "q1a", Dataset: "own", Unit: "PC", Dims: NewDims("sex", "T")}, Columns: []Column{
		{Heading: "Paese", Means: MeansArea}, {Heading: "2030", Means: MeansValueIn, Name: "2030"}, {Heading: "2031Q1", Means: MeansValueIn, Name: "2031-Q1"}}}
	r, err = OpenSource(path, "table", Options{Known: known, Mapping: &mapping})
	figures, rejected = readAll(t, r, err)
	sameLines(t, figures, rejected, "own|q1a|IT|A|PC|sex=T|2030|1.5|", "own|q1a|IT|Q|PC|sex=T|2031-Q1|2.5|", "3 not-a-number x")
}

func TestAWorkbookIsReadAsATable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.xlsx")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	book, err := sheet.NewXLSX(file, sheet.XLSXOptions{})
	if err == nil {
		err = book.Header("Period", "Land", "Indikator", "Värde")
	}
	if err == nil {
		err = book.Write([]sheet.Value{sheet.Text("2031-Q1"), sheet.Text("Sverige"), sheet.Text("q1a"), sheet.Number(12.5)})
	}
	if err == nil {
		err = book.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	r, err := OpenSource(path, "auto", Options{Known: known})
	figures, rejected := readAll(t, r, err)
	sameLines(t, figures, rejected, "book|q1a|SE|Q|||2031-Q1|12.5|")
}

func TestNumbersThatReadInTwoWaysAreAskedAbout(t *testing.T) {
	for _, c := range []struct {
		text    string
		decimal byte
		want    string
	}{
		{"1.234", 0, "two-readings"}, {"1,234", 0, "two-readings"}, {"1.234", ',', ""}, {"1,5", '.', "other-decimal"},
		{"1,5", 0, ""}, {"12 %", 0, ""}, {"1O5", 0, "letter-o"}, {"O", '.', "letter-o"}, {"OO1 x", 0, "not-a-number"}, {"", 0, "not-a-number"},
	} {
		_, err := tableNumber(c.text, c.decimal)
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%q with %q: got %q, want %q", c.text, c.decimal, got, c.want)
		}
	}
}

func TestATableWithoutMeaningAsksForAMapping(t *testing.T) {
	_, err := OpenSource(fileOf(t, "x.csv", "a,b\nc,d\n"), "auto", Options{})
	if err == nil || !strings.Contains(err.Error(), "needs-mapping") {
		t.Errorf("got %v, want needs-mapping", err)
	}
}
