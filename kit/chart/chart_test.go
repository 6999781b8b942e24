package chart_test

import (
	"bytes"
	"compress/gzip"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pesnet/kit/chart"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s has changed; look at it, then go test ./kit/chart -update", name)
	}
}

func TestChartsAreDrawnAsTheyWere(t *testing.T) {
	for name, file := range files() {
		golden(t, name+".svg", file)
	}
	steps := years(2005, 2023)
	golden(t, "lines.html", []byte(lines(published, steps).HTML()))
	golden(t, "dots.html", []byte(dots(published, steps).HTML()))
	golden(t, "panels.html", []byte(panels(published, steps).HTML()))
	golden(t, "intervals.html", []byte(satisfied.HTML()))
	golden(t, "legend.html", []byte(chart.Legend(allKeys)))
}

func TestWhatAChartShows(t *testing.T) {
	steps := years(2005, 2023)
	line, dot := string(lines(published, steps).HTML()), string(dots(published, steps).HTML())
	panel := string(panels(published, steps).HTML())
	for _, c := range []struct {
		name, drawing, want string
		times               int
	}{
		{"a value beyond the scale is said where there is room", line, ">2020: 108.9, above the scale<", 1},
		{"and shorter where there is little", line, ">108.9 in 2020<", 1},
		{"an arrow marks it in both drawings", line, `class="p-warn"`, 2},
		{"twelve values of low reliability, in both", line, `class="p-low"`, 24},
		{"the break has its words", line, ">break in 2009<", 2},
		{"the own line is cut at the break and at the far value", line, `class="l-me" d="`, 2},
		{"an old value says its step", dot, ">3.7 (2020)<", 2},
		{"no value is a colon", dot, `text-anchor="end">:</text>`, 2},
		{"a row with gaps in its last steps has no thick bar", dot, `class="w2"`, 2 * 6},
		{"the flag stands beside the value", dot, `font-size="10">e</tspan>`, 2},
		{"the grey lines are drawn once", panel, `class="l-oth"`, 1},
		{"and used by the other panels", panel, `<use href="#all-g"/>`, 7},
		{"breaks in panels", panel, `class="brk"`, 2},
	} {
		if got := strings.Count(c.drawing, c.want); got != c.times {
			t.Errorf("%s: %q found %d times, want %d", c.name, c.want, got, c.times)
		}
	}
	if strings.Index(dot, ">Lithuania<") > strings.Index(dot, ">Estonia<") || strings.Index(dot, ">EU-27<") < strings.Index(dot, ">Sweden<") {
		t.Error("the own row must come first and the whole last")
	}
}

func TestAGapIsNeitherLineNorZero(t *testing.T) {
	c := chart.Spark{Frame: frame("s", published), Series: chart.Series{Values: []float64{10, 20, gap, gap, 30, gap, 15}}}
	drawing := string(c.HTML())
	data := drawing[strings.Index(drawing, ` d="`):]
	data = data[:strings.Index(data, `"/>`)]
	// One stretch of two values, and a dash for each of the two that stand alone.
	if strings.Count(data, "M") != 3 || strings.Count(data, "L") != 1 || strings.Count(data, "H") != 2 {
		t.Errorf("path %s", data)
	}
}

func TestNothingIsColouredByAttribute(t *testing.T) {
	many, steps := crowded()
	page := string(page(many, steps)) + string(page(published, years(2005, 2023)))
	for _, bad := range []string{` style=`, ` fill=`, ` stroke=`, ` color=`, ` stroke-opacity=`, `<style`, `<script`, `NaN`, `Inf`} {
		if strings.Contains(page, bad) {
			t.Errorf("a strict Content-Security-Policy or the stylesheet would be broken by %q", bad)
		}
	}
}

func TestWordsAreEscaped(t *testing.T) {
	c := lines(published, years(2005, 2023))
	c.Title, c.Desc, c.Own.Name, c.ID = `<b>"&'`, "\x00\x08é\xff", `</text><script>`, `a"b`
	drawing := string(c.HTML())
	for _, bad := range []string{`<b>`, `<script>`, "\x00", "\x08", "\xff", `"a"b`} {
		if strings.Contains(drawing, bad) {
			t.Errorf("%q came through", bad)
		}
	}
}

func TestChartsOfNothing(t *testing.T) {
	empty := []chart.Chart{chart.Lines{}, chart.Dots{}, chart.Panels{}, chart.Intervals{}, chart.Spark{},
		chart.Dots{Time: chart.Time{Steps: []string{"2023"}}, Rows: []chart.Row{peer("Nobody")}}}
	for _, c := range empty {
		if file := chart.Save(c, chart.File{}); !bytes.Contains(file, []byte("</svg>")) {
			t.Errorf("%T of nothing is no file", c)
		}
		if strings.Contains(string(c.HTML()), "NaN") {
			t.Errorf("%T of nothing has NaN", c)
		}
	}
}

// The stylesheet inside a saved file must know every class that a drawing uses.
func TestSavedFilesCarryTheirRules(t *testing.T) {
	rules, err := os.ReadFile("save.css")
	if err != nil {
		t.Fatal(err)
	}
	many, steps := crowded()
	page := string(page(many, steps)) + string(page(published, years(2005, 2023)))
	for _, part := range strings.Split(page, `<svg`)[1:] {
		part, _, _ = strings.Cut(part, `</svg>`)
		for _, attribute := range strings.Split(part, ` class="`)[1:] {
			class, _, _ := strings.Cut(attribute, `"`)
			if !strings.HasPrefix(class, "pn-") && !bytes.Contains(rules, []byte("."+class)) {
				t.Errorf("save.css has no rule for %q", class)
			}
		}
	}
}

func TestTileClass(t *testing.T) {
	for _, c := range []struct {
		name string
		tile chart.Tile
		want string
	}{
		{"a place", chart.Tile{Column: 7, Row: 4}, "c7 r4"},
		{"with a state", chart.Tile{Column: 10, Row: 10, State: "chair"}, "c10 r10 chair"},
		{"off the map", chart.Tile{Column: 11, Row: 4, State: "join"}, "join"},
		{"nowhere", chart.Tile{}, ""},
	} {
		if got := c.tile.Class(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// The charts of a comparison page must leave room in its 25 kB and 20 ms.
func TestChartsOfThirtyOneAreSmall(t *testing.T) {
	rows, steps := crowded()
	drawings := drawAll(rows, steps)
	var packed bytes.Buffer
	zip := gzip.NewWriter(&packed)
	_, _ = zip.Write(drawings)
	_ = zip.Close()
	t.Logf("%d bytes, %d compressed", len(drawings), packed.Len())
	if packed.Len() > 12_000 {
		t.Errorf("%d bytes compressed, want at most 12000", packed.Len())
	}
	begin := time.Now()
	for range 20 {
		drawAll(rows, steps)
	}
	if each := time.Since(begin) / 20; each > 10*time.Millisecond {
		t.Errorf("drawing took %v, want at most 10ms", each)
	}
}

func drawAll(rows []chart.Row, steps []string) []byte {
	page := []byte(lines(rows, steps).HTML())
	page = append(page, dots(rows, steps).HTML()...)
	return append(page, panels(rows, steps).HTML()...)
}

func BenchmarkChartsOfThirtyOne(b *testing.B) {
	rows, steps := crowded()
	b.ReportAllocs()
	for b.Loop() {
		drawAll(rows, steps)
	}
}
