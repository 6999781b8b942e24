package figure

import (
	"path/filepath"
	"testing"

	"golang.org/x/text/encoding/charmap"
)

func TestAGermanExportIsReadWithItsLabelsAndNumbers(t *testing.T) {
	text, err := charmap.ISO8859_1.NewEncoder().String(`"TIME","GEO","S_ADJ","AGE","UNIT","SEX","Value","Flag and Footnotes"
"2019M01","Europäische Union - 27 Länder (ab 2020)","Saisonbereinigte Daten, nicht kalenderbereinigte Daten","Insgesamt","Tausend Personen","Insgesamt","14.847",""
"2019M01","Deutschland (bis 1990 früheres Gebiet der BRD)","Saisonbereinigte Daten, nicht kalenderbereinigte Daten","Weniger als 25 Jahre","Anteil der Erwerbspersonen","Männer","7,4","u"
"2019M01","Österreich","Saisonbereinigte Daten, nicht kalenderbereinigte Daten","25 bis 74 Jahre","Anteil der Erwerbspersonen","Frauen",":",""
"2019M01","Atlantis","Saisonbereinigte Daten, nicht kalenderbereinigte Daten","25 bis 74 Jahre","Anteil der Erwerbspersonen","Frauen","1,0",""
"2019M01","Österreich","Saisonbereinigte Daten, nicht kalenderbereinigte Daten","Im besten Alter","Anteil der Erwerbspersonen","Frauen","1,0",""
"2019M01","Österreich","Saisonbereinigte Daten, nicht kalenderbereinigte Daten","Insgesamt","Anteil der Erwerbspersonen","Frauen","1.0",""
`)
	if err != nil {
		t.Fatal(err)
	}
	r, err := OpenSource(fileOf(t, "une_rx_m_1_Data.csv", text), "auto", Options{})
	figures, rejected := readAll(t, r, err)
	sameLines(t, figures, rejected,
		"une_rx_m|une_rx_m|EU27_2020|M|THS_PER|age=TOTAL,s_adj=SA,sex=T|2019-01|14847|",
		"une_rx_m|une_rx_m|DE|M|PC_ACT|age=Y_LT25,s_adj=SA,sex=M|2019-01|7.4|u",
		"une_rx_m|une_rx_m|AT|M|PC_ACT|age=Y25-74,s_adj=SA,sex=F|2019-01|:|",
		"5 unknown-code Atlantis",
		"6 unknown-code Im besten Alter",
		"7 not-a-number 1.0")
}

func TestAnEnglishExportIsReadWithItsNumbers(t *testing.T) {
	path := fileOf(t, "lfx_1_Data.csv", `"TIME","GEO","GEO_LABEL","AGE","SEX","Value","Flag and Footnotes"
"2013","BE10","Brussels","15 years or over","Total","1,013.5","b"
"2013","EU28","European Union - 28 countries","From 15 to 24 years","Males","7.5","See the footnote"
`)
	r, err := OpenSource(path, "auto", Options{})
	figures, rejected := readAll(t, r, err)
	sameLines(t, figures, rejected,
		"lfx|lfx|BE10|A||age=Y_GE15,sex=T|2013|1013.5|b",
		"lfx|lfx|EU28|A||age=Y15-24,sex=M|2013|7.5|")
}

func TestLabelsOfAreasHaveTheirCodes(t *testing.T) {
	for label, want := range map[string]string{
		"European Union - 27 countries (from 2020)":           "EU27_2020",
		"European Union - 27 countries (2007-2013)":           "EU27_2007",
		"European Union (28 countries)":                       "EU28",
		"Euro area - 19 countries (2015-2022)":                "EA19",
		"Euroraum - 19 Länder (ab 2015)":                      "EA19",
		"Germany (until 1990 former territory of the FRG)":    "DE",
		"Vereinigtes Königreich":                              "GB",
		"Griechenland":                                        "GR",
		"Frankreich (metropolitan)":                           "",
		"European Economic Area (EU28 - 2013-2020 plus more)": "",
	} {
		if got, ok := labelCode("geo", label); got != want || ok != (want != "") {
			t.Errorf("%q is given the code %q, want %q", label, got, want)
		}
	}
}

// The regional unemployment rates of 2014 exist as a bulk file and as an
// export: both importers must read the same.
func TestBothFormsOfOneTableAgree(t *testing.T) {
	folder := realData(t, "eurostat-lfu3rt-2014")
	r, err := OpenSource(filepath.Join(folder, "lfst_r_lfu3rt.tsv"), "auto", Options{})
	bulk, _ := readAll(t, r, err)
	known := map[string]Figure{}
	for _, f := range bulk {
		known[f.Series.Area+string(f.Series.Dims)+f.Period] = f
	}
	r, err = OpenSource(filepath.Join(folder, "lfst_r_lfu3rt_1_Data.csv"), "auto", Options{})
	export, rejected := readAll(t, r, err)
	equal, different, alone, flags := 0, 0, 0, 0
	for _, f := range export {
		b, ok := known[f.Series.Area+string(f.Series.Dims)+f.Period]
		switch {
		case !ok:
			alone++
		case b.Value != f.Value || b.Missing != f.Missing || *b.Series != *f.Series:
			different++
			t.Logf("%s: bulk %s", line(f), line(b))
		default:
			equal++
			if b.Flags != f.Flags {
				flags++
			}
		}
	}
	t.Logf("%d figures equal, %d different, %d in the export alone, %d with other flags", equal, different, alone, flags)
	if different > 0 || equal == 0 || len(rejected) > 0 {
		t.Errorf("got %d different, %d equal, %d rejected", different, equal, len(rejected))
	}
}

func TestTheRealGermanExportIsReadWhole(t *testing.T) {
	r, err := OpenSource(filepath.Join(realData(t, "eurostat-une-rt-m-2019-2020"), "une_rt_m_1_Data.csv.gz"), "auto", Options{})
	figures, rejected := readAll(t, r, err)
	missing := 0
	for _, f := range figures {
		if f.Missing {
			missing++
		}
	}
	if len(figures) != 13_230 || missing != 1_346 || len(rejected) != 0 {
		t.Errorf("got %d figures, %d missing, %d rejected; want 13230, 1346, none", len(figures), missing, len(rejected))
	}
	if f := figures[0]; f.Value != 14_847 || f.Series.Unit != "THS_PER" {
		t.Errorf("the first figure is %s, want 14847 thousand persons", line(f))
	}
}
