package figure

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestFilesAreRecognisedByWhatIsInThem(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"jaf.csv", "key,geo,time,value,flags\na,LT,2031,1,\n", "jaf"},
		{"jaf with quotes", "\"key\";\"geo\";\"time\";\"value\";\"flags\"\n", "jaf"},
		{"une.csv", "unit,geo\\time\t2031\nPC,LT\t1\n", "eurostat-tsv"},
		{"x.tsv", "TIME,GEO,Value\n2031,LT,1\n", "eurostat-explorer"},
		{"x.csv", "Judet ,TOTAL ,Sub 25 ani,peste 55 ani\nALBA,1,1,0\n", "anofm"},
		{"y.csv", " [\n{\"judet_id\": 1}]", "anofm"},
		{"x.csv", "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,OBS_VALUE\n", "sdmx-csv"},
		{"utf-16", "\xff\xfeD\x00A\x00T\x00A\x00F\x00L\x00O\x00W\x00,\x00G\x00E\x00O\x00,\x00O\x00B\x00S\x00_\x00V\x00A\x00L\x00U\x00E\x00\n\x00", "sdmx-csv"},
		{"x.csv", `{"meta":{},"data":{"dataSets":[]}}`, "sdmx-json"},
		{"jaf.csv", "Metai,Šalis,Reikšmė\n2031,Lietuva,1\n", "table"},
		{"x.json", `{"type":"FeatureCollection"}`, ""},
		{"x.csv", "one column\nonly\n", ""},
	} {
		s, err := RecogniseFile(fileOf(t, c.name, c.text))
		if s.Code != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s: recognised as %q, %v, want %q", c.name, s.Code, err, c.want)
		}
	}
}

func TestASourceThatDoesNotExistIsRefused(t *testing.T) {
	if _, err := OpenSource(fileOf(t, "x", "a,b\n"), "telepathy", Options{}); err == nil || !strings.Contains(err.Error(), "no-such-source") {
		t.Errorf("got %v", err)
	}
}

// Files of another kind, opened as a source by mistake, are refused and break
// nothing.
func TestAWrongFileIsRefusedByEverySource(t *testing.T) {
	for _, text := range []string{"a,b\n1,2\n", "{}", "[]", "[1]", "null", "\"x\"", "[{}]", "[[[]]]", "{\"data\":[]}", "x", "geo\\time\t2031", "\\\t1\n"} {
		path := fileOf(t, "somaj_mai_2031", text)
		for _, s := range Sources() {
			r, err := s.Open(path, Options{})
			for n := 0; err == nil && n < 10; n++ {
				_, err = r.Next()
			}
			if r != nil {
				r.Close()
			}
			if err == nil {
				t.Errorf("%q is read by %s without end", text, s.Code)
			}
		}
	}
}

// Whatever the bytes, every source comes to an end, and its figures are sound.
func FuzzSources(f *testing.F) {
	f.Add([]byte("key,geo,time,value,flags\na,LT,2031,1,b\n"))
	f.Add([]byte("unit,geo\\time\t2031\nPC,LT\t1 b\n"))
	f.Add([]byte("TIME,GEO,SEX,Value\n2031,Litauen,Frauen,1\n"))
	f.Add([]byte("Judet ,TOTAL ,Sub 25 ani,peste 55 ani\nALBA,1,1,0\nTotal,1,1,0\n"))
	f.Add([]byte(`[{"judet_id": 1, "year": 2031, "month": "mai", "numar_total_someri": 1, "sub_25": 1}]`))
	f.Add([]byte("STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,OBS_VALUE\ndataflow,X:DF(1.0),I,IT,2030,1\n"))
	f.Add([]byte(message(aStructure, `{"structure":0,"series":{"0:0":{"attributes":[0],"observations":{"0":[7,12.4,1,"a \u0041"]}}}}`)))
	f.Add([]byte("Period,Country,Indicator,Value\n2031,LT,q1a,1\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		path := fileOf(t, "somaj_mai_2031", string(text))
		RecogniseFile(path)
		for _, s := range Sources() {
			r, err := s.Open(path, Options{})
			if err != nil {
				continue
			}
			for n := 0; n <= len(text); n++ {
				figure, err := r.Next()
				if _, no := errors.AsType[*Rejected](err); no {
					continue
				}
				if err != nil {
					break
				}
				if n == len(text) || figure.Series == nil || FreqOf(figure.Period) == "" || figure.Value-figure.Value != 0 {
					t.Errorf("%s gives %+v", s.Code, figure)
				}
			}
			r.Close()
		}
	})
}

// Every source reads a file of half a million figures in little memory.
func TestMemoryDoesNotGrowWithTheFile(t *testing.T) {
	const rows = 500_000
	for source, file := range map[string]struct {
		head, tail string
		row        func(i int) string
	}{
		"jaf":               {"key,geo,time,value,flags\n", "", func(i int) string { return fmt.Sprintf("K%d,LT,%d,%d.5,b\n", i/50, 1975+i%50, i) }},
		"eurostat-tsv":      {"unit,age,geo\\time\t2030\t2031\n", "", func(i int) string { return fmt.Sprintf("PC,Y%d,LT\t%d b\t:\n", i, i) }},
		"eurostat-explorer": {"TIME,GEO,AGE,Value\n", "", func(i int) string { return fmt.Sprintf("2031,LT,Y%d,%d\n", i, i) }},
		"sdmx-csv":          {"DATAFLOW,GEO,AGE,TIME_PERIOD,OBS_VALUE\n", "", func(i int) string { return fmt.Sprintf("X:D(1.0),LT,Y%d,2031,%d\n", i, i) }},
		"sdmx-json": {message(aStructure, `{"series":{"0:0":{"observations":{`)[:len(message(aStructure, `{"series":{"0:0":{"observations":{`))-3], "\"0\":[1]}}}}]}}",
			func(i int) string { return fmt.Sprintf("\"%d\":[1,%d,1],", i%2, i) }},
		"table": {"Period,Country,Indicator,Value\n", "", func(i int) string { return fmt.Sprintf("2031,C%d,K%d,%d\n", i%1000, i/1000, i) }},
	} {
		path := filepath.Join(t.TempDir(), source)
		out, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(out, file.head)
		for i := range rows {
			io.WriteString(out, file.row(i))
		}
		io.WriteString(out, file.tail)
		out.Close()
		if grown := growth(t, path, source); grown > 48<<20 {
			t.Errorf("%s needs %d MB for %d rows", source, grown>>20, rows)
		} else {
			t.Logf("%s: %d MB", source, grown>>20)
		}
	}
}

// growth is by how much the living memory grows at most while a file is read.
func growth(t *testing.T, path, source string) uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before, most := m.HeapAlloc, uint64(0)
	r, err := OpenSource(path, source, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for n := 1; ; n++ {
		if _, err := r.Next(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("%s: %v", source, err)
		}
		if n%100_000 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
		}
	}
	return max(most, before) - before
}
