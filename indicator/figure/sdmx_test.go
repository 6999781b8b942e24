package figure

import (
	"bytes"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestSDMXCSVIsReadInBothVersions(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"version 1.0 as Eurostat writes it", "DATAFLOW,LAST UPDATE,freq,sex,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\n" +
			"ESTAT:LFX(1.0),01/01/31 11:00:00,Q,F,PC,EL,2030-Q1,9.4,bu,\n" +
			"ESTAT:LFX(1.0),01/01/31 11:00:00,Q,F,PC,LT,2030-Q1,,,C\n",
			[]string{"LFX|LFX|GR|Q|PC|sex=F|2030-Q1|9.4|bu", "LFX|LFX|LT|Q|PC|sex=F|2030-Q1|:|c"}},
		{"version 2.0 with labels, semicolons and decimal commas", "STRUCTURE[|];STRUCTURE_ID;ACTION;REF_AREA: Area;INDICATOR: What;TIME_PERIOD: Time;OBS_VALUE: Value;OBS_STATUS: Status\n" +
			"dataflow;X:DF(2.1.0): Some flow;I;SE: Sweden;Q1: First: one;2030: 2030;12,4;B: Break\n",
			[]string{"DF|Q1|SE|A|||2030|12.4|b"}},
		{"version 2.0 with columns in another order and units behind", "STRUCTURE,STRUCTURE_ID,ACTION,TIME_PERIOD,REF_AREA,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,OBS_STATUS,TITLE\n" +
			"dataflow,X:DF(1.0),R,2030-01,IT,5,PER,3,M,\"A title, with a comma\"\n" +
			"dataflow,X:DF(1.0),A,2030-02,IT,1e3,PER,0,A,x\n",
			[]string{"DF|DF|IT|M|PER|unit_mult=3|2030-01|5|", "DF|DF|IT|M|PER||2030-02|1000|"}},
		{"what cannot be taken", "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,OBS_VALUE\n" +
			"dataflow,X:DF(1.0),D,IT,2030,\n" +
			"dataflow,X:DF(1.0),I,IT,soon,1\n" +
			"dataflow,X:DF(1.0),I,,2030,1\n" +
			"dataflow,X:DF(1.0),I,IT,2030,one\n" +
			"dataflow,X:DF(1.0)\n",
			[]string{"2 deletion D", "3 period-unreadable soon", "4 empty-required ", "5 not-a-number one", "6 too-few-columns dataflow,X:DF(1.0)"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := OpenSource(fileOf(t, "download", c.text), "auto", Options{})
			figures, rejected := readAll(t, r, err)
			if c.name == "version 2.0 with columns in another order and units behind" {
				if !figures[0].Missing {
					t.Error("a status M says that the figure is missing")
				}
				figures[0].Missing = false
			}
			sameLines(t, figures, rejected, c.want...)
		})
	}
}

// message is a message of version 2.0 with one series dimension; body is its
// data set, parts may be exchanged.
func message(structure, body string) string {
	return `{"meta":{"id":"x"},"data":{"structures":[` + structure + `],"dataSets":[` + body + `]}}`
}

const aStructure = `{"name":"n","links":[{"rel":"dataflow","urn":"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=X:DF(1.0)"}],
	"dimensions":{"dataSet":[{"id":"FREQ","values":[{"id":"A"}]}],
		"series":[{"id":"REF_AREA","values":[{"id":"UK"},{"id":"LT"}]},{"id":"SEX","values":[{"id":"F"}]}],
		"observation":[{"id":"TIME_PERIOD","values":[{"id":"2030"},{"id":"2031"}]}]},
	"measures":{"observation":[{"id":"OTHER"},{"id":"OBS_VALUE"}]},
	"attributes":{"dataSet":[],"series":[{"id":"UNIT_MEASURE","values":[{"id":"PC"},{"id":"PER"}]}],
		"observation":[{"id":"OBS_STATUS","values":[{"id":"A"},{"id":"E"}]},{"id":"NOTE"}]}}`

func TestSDMXJSONIsReadWithSeries(t *testing.T) {
	path := fileOf(t, "download", message(aStructure, `{"structure":0,"action":"Information","series":{
		"0:0":{"attributes":[0],"observations":{"0":[7,12.4,1,"a note"],"1":[7,null]}},
		"1:0":{"attributes":[1],"annotations":[3],"observations":{"1":[7,"5",0,null,8]}},
		"2:0":{"observations":{"0":[1,2]}},
		"1:0:0":{"observations":{"0":[1,2]}},
		"0:0":{"observations":{"0":[1,2,9],"2":[1,2],"1":[1,"x"],"0:0":[1,2]}}}}`))
	r, err := OpenSource(path, "auto", Options{})
	figures, rejected := readAll(t, r, err)
	sameLines(t, figures, rejected,
		"DF|DF|GB|A|PC|sex=F|2030|12.4|e",
		"DF|DF|GB|A|PC|sex=F|2031|:|",
		"DF|DF|LT|A|PER|sex=F|2031|5|",
		"3 json-index 2:0", "3 json-index 1:0:0",
		"4 json-index 9", "5 json-index 2", "6 not-a-number x", "7 json-index 0:0")
	if figures[0].Series != figures[1].Series {
		t.Error("figures of one series share it")
	}
}

func TestSDMXJSONIsReadFlatInVersionOne(t *testing.T) {
	path := fileOf(t, "download", `{"header":{"id":"x"},"dataSets":[{"action":"Information","observations":{"0:0":[1.5,0],"1:1":[2.5,null],"0:1":[]}},
		{"action":"Delete","observations":{"0:0":[]}}],
		"structure":{"links":[{"rel":"dataflow","href":"https://example.org/dataflow/X/DF/1.0"}],"dimensions":{"observation":[
			{"id":"REF_AREA","values":[{"id":"SE"},{"id":"RO"}]},{"id":"TIME_PERIOD","values":[{"id":"2030-01"},{"id":"2030-02"}]}]},
			"attributes":{"observation":[{"id":"OBS_STATUS","values":[{"id":"P"}]}]}}}`)
	r, err := OpenSource(path, "auto", Options{})
	figures, rejected := readAll(t, r, err)
	sameLines(t, figures, rejected,
		"DF|DF|SE|M|||2030-01|1.5|p", "DF|DF|RO|M|||2030-02|2.5|", "DF|DF|SE|M|||2030-02|:|", "4 deletion Delete")
}

func TestJSONMadeToDoHarmIsRefused(t *testing.T) {
	deep := strings.Repeat("[", 5000)
	for _, c := range []struct{ name, text, want string }{
		{"a text of a megabyte", message(aStructure, `{"action":"`+strings.Repeat("x", 1<<20)+`"}`), "json-text"},
		{"a number of a megabyte", message(aStructure, `{"observations":{"0":[`+strings.Repeat("1", 1<<20)+`]}}`), "json-text"},
		{"five thousand levels", message(aStructure, `{"observations":`+deep), "json-depth"},
		{"the end missing", message(aStructure, `{"series":{"0:0"`), "json-broken"},
		{"a structure that is not there", message(aStructure, `{"structure":7,"observations":{"0":[1]}}`), "json-index"},
		{"more values than any list has", message(`{"dimensions":{"series":[{"id":"A","values":[`+strings.Repeat("{},", mostValues)+`{}]}]}}`, `{}`), "json-values"},
	} {
		r, err := OpenSDMXJSON(fileOf(t, "download", c.text), Options{})
		for err == nil {
			_, err = r.Next()
		}
		if !strings.Contains(err.Error(), "indicator.import."+c.want) {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

// invented are figures of every kind that can be written.
func invented() []Figure {
	a := &Series{Dataset: "jaf", Indicator: "PA9.X1.", Area: "GR", Freq: "A", Unit: "% of people", Dims: NewDims("sex", "F")}
	b := &Series{Dataset: "jaf", Indicator: "PA9.X1.", Org: "UT-KAU", Freq: "M", Dims: NewDims("sex", "M", "age", "Y15-24")}
	c := &Series{Dataset: "anofm-age", Indicator: "registered-unemployed", Area: "RO121", Freq: "M", Unit: "PER"}
	d := &Series{Dataset: "own", Indicator: "=1+1", Area: "LT", Freq: "A", Dims: NewDims("sex", "@x")}
	return []Figure{
		{Series: a, Period: "2030", Value: 12.4}, {Series: a, Period: "2031", Value: -2.5e-16, Flags: "bu"},
		{Series: b, Period: "2031-02", Missing: true, Flags: "c"}, {Series: c, Period: "2031-02", Value: 14847, Flags: "1r"},
		{Series: a, Period: "2032", Missing: true}, {Series: a, Period: "2033", Value: 1, Flags: "+e"},
		{Series: d, Period: "2033", Value: 1},
	}
}

func each(figures []Figure) iter.Seq2[Figure, error] {
	return func(yield func(Figure, error) bool) {
		for _, f := range figures {
			if !yield(f, nil) {
				return
			}
		}
	}
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	outline := Outline{Agency: "PESNET", Dims: []string{"age", "sex"}, ID: "x1", Prepared: time.Date(2031, 1, 2, 3, 4, 5, 0, time.UTC)}
	var want []string
	for _, f := range invented() {
		want = append(want, line(f))
	}
	var csv, message bytes.Buffer
	if err := WriteSDMXCSV(&csv, outline, each(invented())); err != nil {
		t.Fatal(err)
	}
	if err := WriteSDMXJSON(&message, outline, each(invented())); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(csv.String(), ",=1+1") {
		t.Error("a text that a spreadsheet would take for a formula is written as it is")
	}
	for source, text := range map[string]string{"sdmx-csv": csv.String(), "sdmx-json": message.String()} {
		path := fileOf(t, "own", text)
		if s, err := RecogniseFile(path); s.Code != source {
			t.Errorf("%s is recognised as %q, %v", source, s.Code, err)
		}
		r, err := OpenSource(path, source, Options{})
		figures, rejected := readAll(t, r, err)
		sameLines(t, figures, rejected, want...)
	}
	if err := WriteSDMXCSV(&csv, Outline{Agency: "PESNET", Dims: []string{"sex"}}, each(invented())); err == nil {
		t.Error("a dimension that the outline lacks would be lost, and must be refused")
	}
}

// The published schema is that of version 2.1, which allows what 2.0 has.
func TestOwnMessagesFollowThePublishedSchema(t *testing.T) {
	folder := unpackReal(t, "sdmx-test-corpus", "sdmx-json-schemas-samples.tar.xz")
	schema, err := os.ReadFile(filepath.Join(folder, "data-message", "tools", "schemas", "sdmx-json-data-schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	rules := newSchema(t, schema)
	sample, err := os.ReadFile(filepath.Join(folder, "data-message", "samples", "exr", "exr-flat.json"))
	if err != nil {
		t.Fatal(err)
	}
	if faults := rules.check(sample); len(faults) > 0 {
		t.Fatalf("the published sample does not pass: %v", faults)
	}
	if faults := rules.check([]byte(`{"meta":{"id":"x y","prepared":7},"data":{"dataSets":[{"action":"Explode"}],"more":1}}`)); len(faults) < 5 {
		t.Errorf("a message full of faults passes but for %v", faults)
	}
	var own bytes.Buffer
	outline := Outline{Agency: "PESNET", Dims: []string{"age", "sex"}, ID: "x1", Prepared: time.Date(2031, 1, 2, 3, 4, 5, 0, time.UTC)}
	if err := WriteSDMXJSON(&own, outline, each(invented())); err != nil {
		t.Fatal(err)
	}
	for _, fault := range rules.check(own.Bytes()) {
		t.Error(fault)
	}
}

// The samples of the standard: those with periods and one value are read, the
// others refused with a reason.
func TestThePublishedSamplesAreReadOrRefused(t *testing.T) {
	folder := unpackReal(t, "sdmx-test-corpus", "sdmx-test-data.tar.xz")
	files, _ := filepath.Glob(filepath.Join(folder, "v3", "csv", "*.csv"))
	more, _ := filepath.Glob(filepath.Join(folder, "v3", "json", "data", "exr-*.json"))
	old, _ := filepath.Glob(filepath.Join(folder, "ECB_EXR", "*.json"))
	read, refused, figures := 0, 0, 0
	for _, path := range append(append(files, more...), old...) {
		r, err := OpenSource(path, "auto", Options{Area: "XX"})
		if err != nil {
			refused++
			continue
		}
		all, rejected := readAll(t, r, err)
		if len(all)+len(rejected) == 0 {
			t.Errorf("%s has neither figures nor rejected rows", path)
		}
		read++
		figures += len(all)
	}
	t.Logf("%d read with %d figures, %d refused", read, figures, refused)
	if read < 18 || figures < 45 {
		t.Errorf("got %d read with %d figures, %d refused", read, figures, refused)
	}
	for _, name := range []string{"flat.json", "ts.json", "xs.json"} {
		r, err := OpenSource(filepath.Join(folder, "ECB_EXR", name), "sdmx-json", Options{Area: "XX"})
		all, _ := readAll(t, r, err)
		sum := 0.0
		for _, f := range all {
			sum += f.Value
		}
		if len(all) != 4 || sum < 83.8 || sum > 83.9 {
			t.Errorf("%s: %d figures make %v, want 4 that make 83.8282", name, len(all), sum)
		}
	}
}
