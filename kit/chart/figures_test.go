package chart_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"

	"pesnet/kit/chart"
	"pesnet/kit/stat"
)

var gap = math.NaN()

// A published table with a break, gaps and a far value: European Commission,
// Joint Assessment Framework, PA3.S5, 2005 to 2023, as of 20 October 2025.
var published = []chart.Row{
	{Kind: chart.Own, Series: chart.Series{Name: "Lithuania", Breaks: []int{4},
		Low:    marked(0, 1, 2, 7, 8, 9, 10, 11, 12, 13, 14, 16),
		Values: []float64{7.4, 12.1, 14.8, 8.1, 5.6, 5.8, 6.7, 8.9, 8.6, 11.1, 13.2, 12.9, 14.1, 12.9, 10.5, 108.9, 12.7, 11.5, 6.7}}},
	peer("Estonia", 1.9, 2.3, 1.7, 1.4, 1.9, 3.7, 4.3, 5.5, 4.7, 4.2, 4.9, 16.1, 34.3, 41.3, 53.3, 42.7, 49.5, 52.5, 43.7),
	{Series: chart.Series{Name: "Finland", Breaks: []int{1},
		Values: []float64{24.3, 25.5, 27.7, 29.2, 24.5, 27.1, 30.3, 29.8, 28.4, 29, 26.8, 27.5, 28.7, 32.7, 35.4, 29.4, 31.2, 34.3, 33}}},
	peer("Latvia", 3.4, 3.8, 3, 2.8, 3.8, 9, 9.9, 5.7, 6.8, 6.4, 3.7, 5.2, 6.1, 6.4, 5.4, 5.1, 5.6, 5, 8.7),
	peer("Poland", 10.4, 11.6, 14.7, 28.5, 27.3, 20.6, 17.5, 16.3, 15.4, 17.3, 22.7, 25.3, 28.5, 30.6, 29.9, gap, gap, 46.5, 45.8),
	peer("Romania", 6.8, 6.5, 6.7, 6.7, 3.3, 3.5, 3.1, 4, 3, 2.9, 3.5, 4.5, 4.6, 4.2, 4.9, 3.7, gap, gap, gap),
	{Flag: "e", Series: chart.Series{Name: "Sweden",
		Values: []float64{32.2, 34.8, 30.8, 28.5, 24.5, 31.2, 36.3, 37.7, 39.5, 40.6, 42.1, 41, 41.2, 39.8, 32.7, 26.8, 24.9, 25.5, 23.5}}},
	{Kind: chart.Whole, Series: chart.Series{Name: "EU-27",
		Values: []float64{29.4, 35.5, 38.9, 37.1, 33, 30.7, 27.7, 25.1, 22.6, 23.4, 26.5, 28.9, 32.9, 34.1, 33.5, 46.3, 43.9, 48.6, 49.3}}},
}

func peer(name string, values ...float64) chart.Row {
	return chart.Row{Series: chart.Series{Name: name, Values: values}}
}

func marked(steps ...int) []bool {
	low := make([]bool, 19)
	for _, i := range steps {
		low[i] = true
	}
	return low
}

func years(from, to int) (steps []string) {
	for y := from; y <= to; y++ {
		steps = append(steps, strconv.Itoa(y))
	}
	return steps
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

func whole(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func english(steps []string) chart.Time {
	return chart.Time{
		Steps:      steps,
		Beyond:     func(v float64, at int) string { return decimal(v) + " in " + steps[at] },
		BeyondLong: func(v float64, at int) string { return steps[at] + ": " + decimal(v) + ", above the scale" },
		Older:      func(v float64, at int) string { return decimal(v) + " (" + steps[at] + ")" },
		Break:      func(at int) string { return "break in " + steps[at] },
	}
}

func frame(id string, rows []chart.Row) chart.Frame {
	var all []float64
	for _, r := range rows {
		all = append(all, r.Values...)
	}
	return chart.Frame{ID: id, Title: "Lithuania & peers", Desc: "2022 11.5, 2023 6.7 <per 100>.",
		Scale: stat.Axis(all, 4), Number: decimal, Tick: whole}
}

// lines, dots and panels show the same rows.
func lines(rows []chart.Row, steps []string) chart.Lines {
	c := chart.Lines{Frame: frame("own", rows), Time: english(steps)}
	for i := range steps {
		var values []float64
		for _, r := range rows {
			if v, ok := stat.At(r.Values, i); ok && r.Kind == chart.Peer {
				values = append(values, v)
			}
		}
		low, high, n := stat.Span(values)
		if n == 0 {
			low, high = gap, gap
		}
		c.Low, c.High = append(c.Low, low), append(c.High, high)
	}
	for _, r := range rows {
		switch r.Kind {
		case chart.Own:
			c.Own = r.Series
		case chart.Whole:
			c.Whole = append(c.Whole, r.Series)
		}
	}
	return c
}

func dots(rows []chart.Row, steps []string) chart.Dots {
	return chart.Dots{Frame: frame("dots", rows), Time: english(steps), Rows: rows}
}

func panels(rows []chart.Row, steps []string) chart.Panels {
	return chart.Panels{Frame: frame("all", rows), Time: english(steps), Rows: rows}
}

var satisfied = chart.Intervals{
	Frame: chart.Frame{ID: "five", Title: "Five figures of 2025", Desc: "With intervals of 95 %.", Number: whole,
		Scale: stat.Scale{Min: 30, Max: 90, Step: 20}},
	Rows: []chart.Interval{
		{Name: "Filled within 30 days", Kind: chart.Own, Value: 62, Low: 57, High: 66, InnerLow: 60.3, InnerHigh: 63.5, Mark: 58},
		{Name: "Players satisfied", Kind: chart.Own, Value: 78, Low: 74, High: 81, InnerLow: 76.8, InnerHigh: 79.2, Mark: 76},
		{Name: "Clubs satisfied", Kind: chart.Own, Value: 71, Low: 62, High: 79, InnerLow: 68.3, InnerHigh: 73.9, Mark: 75},
		{Name: "Plan agreed within 3 weeks", Kind: chart.Own, Value: 54, Low: 51, High: 57, InnerLow: 53, InnerHigh: 55, Mark: 63},
		{Name: "Young people still playing or training after 4 months", Kind: chart.Own, Value: 47, Low: 41, High: 53, InnerLow: 44.9, InnerHigh: 49, Mark: 46},
	},
}

// crowded returns 31 rows of 20 years and two whole ones, with gaps, breaks
// and a far value.
func crowded() ([]chart.Row, []string) {
	random := rand.New(rand.NewPCG(7, 31))
	rows := make([]chart.Row, 31, 33)
	for i := range rows {
		name := []string{"Norrljus", "Gintara", "Bosnia and Herzegovina", "Firnia", "Isle of the Seven Winds"}[i%5] + " " + strconv.Itoa(i+1)
		s := chart.Series{Name: name}
		v := 10 + 40*random.Float64()
		for range 20 {
			v = max(1, v+random.NormFloat64()*3)
			shown := v
			if random.IntN(25) == 0 {
				shown = gap
			}
			s.Values = append(s.Values, shown)
		}
		if i%6 == 2 {
			s.Breaks = []int{3 + random.IntN(14)}
		}
		rows[i].Series = s
		rows[i].Text = fmt.Sprintf("%s: highest %.1f", name, stat.Quantile(s.Values, 1))
	}
	rows[4].Kind, rows[4].Name, rows[4].Values[15] = chart.Own, "Gintara", 230.4
	rows[9].Values[18], rows[9].Values[19] = gap, gap
	median, mean := make([]float64, 20), make([]float64, 20)
	for i := range median {
		var values []float64
		for _, r := range rows {
			values = append(values, r.Values[i])
		}
		median[i], mean[i] = stat.Median(values), stat.Mean(values)+3
	}
	rows = append(rows, chart.Row{Kind: chart.Whole, Series: chart.Series{Name: "All together", Values: mean}},
		chart.Row{Kind: chart.Whole, Series: chart.Series{Name: "Median", Values: median}})
	return rows, years(2004, 2023)
}

var allKeys = func() (entries []chart.Entry) {
	words := strings.Split("Own|Low reliability|Lowest to highest of the others|All together|Median|Lowest to highest year|Middle three|Latest year is older|Peer|Own value|95 % interval, thick: 50 %|Median mark|Beyond the scale|Break|No figure|The others", "|")
	for i, w := range words {
		entries = append(entries, chart.Entry{Key: chart.Key(i), Text: w})
	}
	return entries
}()
