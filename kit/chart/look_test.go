package chart_test

import (
	"bytes"
	"html/template"
	"os"
	"path/filepath"
	"testing"

	"pesnet/kit/chart"
)

// PESNET_LOOK=folder go test -run Look ./kit/chart writes pages to look at. The
// folder must hold the stylesheet as pesnet.css; frame.html shows the page in
// 320 pixels.
func TestLook(t *testing.T) {
	folder := os.Getenv("PESNET_LOOK")
	if folder == "" {
		t.Skip("set PESNET_LOOK to a folder to see the charts")
	}
	steps := years(2005, 2023)
	write := func(name string, content []byte) {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("few.html", page(published, steps))
	many, manySteps := crowded()
	write("many.html", page(many, manySteps))
	for _, name := range []string{"few", "many"} {
		write(name+"-320.html", []byte(`<!doctype html><iframe src="`+name+`.html" width="320" height="5000" frameborder="0"></iframe>`))
	}
	for name, content := range files() {
		write(name+".svg", content)
	}
}

func page(rows []chart.Row, steps []string) []byte {
	var b bytes.Buffer
	figure := func(head string, drawing template.HTML, legend ...chart.Entry) {
		b.WriteString(`<figure class="pn-fig"><figcaption><h2 class="pn-h3">` + head + `</h2><p class="pn-fig__sub">per 100 · ` + steps[0] + ` to ` + steps[len(steps)-1] + `</p></figcaption>`)
		b.WriteString(string(drawing))
		if len(legend) > 0 {
			b.WriteString(string(chart.Legend(legend)))
		}
		b.WriteString(`</figure>`)
	}
	b.WriteString(`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="govuk-frontend.min.css"><link rel="stylesheet" href="pesnet.css"><body class="govuk-template__body pn-dense"><main class="pn-wrap pn-main pn-stack-l"><div class="pn-grid pn-grid--75">`)
	k := allKeys
	figure("Over time", lines(rows, steps).HTML(), k[0], k[1], k[2], k[3])
	figure("The peers", dots(rows, steps).HTML(), k[5], k[6], k[7])
	b.WriteString(`</div><div class="pn-grid pn-grid--75">`)
	figure("Every one on the same scale", panels(rows, steps).HTML())
	figure("All signs", "", k...)
	b.WriteString(`</div><div class="pn-grid pn-grid--75">`)
	figure("Intervals", satisfied.HTML(), k[9], k[10], k[11])
	figure("Spark", spark(rows[0]).HTML())
	b.WriteString(`</div></main>`)
	return b.Bytes()
}

func spark(row chart.Row) chart.Spark {
	return chart.Spark{Frame: frame("spark", published), Series: row.Series, Kind: row.Kind}
}

// files are the charts as files, few and many rows.
func files() map[string][]byte {
	steps := years(2005, 2023)
	many, manySteps := crowded()
	about := chart.File{Lang: "en", Heading: "In Lithuania the figure was 6.7 in 2023: lower than in 2022, and lower than the median of the five with a figure",
		Sub: "2005 to 2023 · per 100", Legend: allKeys[:4],
		Notes: []string{"Source: European Commission, Joint Assessment Framework, PA3.S5", "Data of 20 October 2025"}}
	return map[string][]byte{
		"lines":       chart.Save(lines(published, steps), about),
		"dots":        chart.Save(dots(published, steps), about),
		"panels":      chart.Save(panels(published, steps), about),
		"intervals":   chart.Save(satisfied, chart.File{Heading: "Plans come later than elsewhere"}),
		"spark":       chart.Save(spark(published[0]), chart.File{}),
		"lines-many":  chart.Save(lines(many, manySteps), about),
		"dots-many":   chart.Save(dots(many, manySteps), about),
		"panels-many": chart.Save(panels(many, manySteps), about),
	}
}
