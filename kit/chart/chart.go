// Package chart draws comparisons as SVG on the server, without a script.
//
// A chart gets figures, words that are already in the reader's language, and
// a function that writes a number; it knows no language and no subject.
//
//   - Lines: one series over time, with the range of others and whole lines
//   - Dots: one row for each, the own one first, with the range of late years
//   - Panels: one small drawing for each, all on one scale
//   - Intervals: values with their intervals and a mark to compare with
//   - Spark: a series as small as a word
//
// What every chart keeps to: a missing value (NaN) is a gap and never a zero;
// a line does not cross a break; a value beyond the scale is an arrow at the
// edge with its number; nothing is said by colour alone. Letters keep their
// size on a telephone because a chart is drawn twice, wide and narrow, and the
// stylesheet shows one of the two.
//
// Colours are classes of the stylesheet, never attributes, so a strict
// Content-Security-Policy holds. Save carries the rules along.
package chart

import (
	"html/template"
	"strconv"

	"pesnet/kit/stat"
)

// Frame is what every chart has.
type Frame struct {
	// ID begins every id inside the chart. Charts of one page must differ in it.
	ID string
	// Title names the chart and Desc says its figures in a sentence or two, for
	// those who do not see it. What is written inside the drawing is hidden from
	// screen readers: the table beside it says it better.
	Title, Desc string
	// Scale is the axis of the values. Charts that are read together share one;
	// the zero Scale is made from the values of the chart.
	Scale stat.Scale
	// Number writes a value, Tick a value on the axis (nil: as Number).
	Number, Tick func(v float64) string
	// Missing stands where there is no value; ":" when empty.
	Missing string
}

// Series is a row of values in time, one for each step.
type Series struct {
	Name   string
	Values []float64 // NaN is missing; a shorter row is missing at the end
	Low    []bool    // values of low reliability: drawn hollow
	Breaks []int     // steps that must not be compared with the step before
}

// Kind says whose a row is.
type Kind int

// The kinds of row.
const (
	Peer  Kind = iota
	Own        // the reader's own: first and highlighted
	Whole      // all together, or their median: last, in its own colour
)

// Row is a series of one of those compared.
type Row struct {
	Series
	Kind Kind
	Flag string // of the latest value, as published: "u"; Dots writes it beside the value
	Text string // the panel in words: "Lithuania: 2005 7.4, 2023 6.7"; the name when empty
}

// Chart is a drawing.
type Chart interface {
	// HTML returns the drawing for a page.
	HTML() template.HTML
	// draw writes the inside of the drawing and returns its size.
	draw(p *pen, l look) (width, height float64)
	frame() Frame
}

// look is one of the drawings of a chart.
type look struct {
	class, id string
	narrow    bool
}

var (
	wide   = look{class: "pn-chart pn-wideonly", id: "-w"}
	narrow = look{class: "pn-chart pn-narrow", id: "-n", narrow: true}
	single = look{class: "pn-chart", id: "-s"}
	saved  = look{class: "pn-chart", id: "-f"}
)

func (f Frame) frame() Frame { return f }

// twice draws a chart for wide and for narrow screens.
func twice(c Chart) template.HTML {
	p := newPen(8 << 10)
	for _, l := range []look{wide, narrow} {
		image(p, c, l)
	}
	return p.html()
}

// image writes a chart as one svg element.
func image(p *pen, c Chart, l look) {
	f, inside := c.frame(), newPen(4<<10)
	w, h := c.draw(inside, l)
	p.put(`<svg class="`, l.class, `" viewBox="0 0 `, w, ` `, h, `"`)
	f.words(p, l.id)
	p.put(`<g aria-hidden="true">`)
	p.b = append(p.b, inside.b...)
	p.put(`</g></svg>`)
}

// words closes the opening tag of an svg element with its role and writes its
// title and description.
func (f Frame) words(p *pen, id string) {
	p.put(` role="img" aria-labelledby="`, text(f.ID), id, `t`)
	if f.Desc != "" {
		p.put(` `, text(f.ID), id, `d`)
	}
	p.put(`"><title id="`, text(f.ID), id, `t">`, text(f.Title), `</title>`)
	if f.Desc != "" {
		p.put(`<desc id="`, text(f.ID), id, `d">`, text(f.Desc), `</desc>`)
	}
}

func (f Frame) number(v float64) string {
	if f.Number == nil {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return f.Number(v)
}

func (f Frame) tick(v float64) string {
	if f.Tick == nil {
		return f.number(v)
	}
	return f.Tick(v)
}

func (f Frame) missing() string {
	if f.Missing == "" {
		return ":"
	}
	return f.Missing
}

// scale returns the scale of the chart, made from the values if none was given.
func (f Frame) scale(intervals int, values ...[]float64) stat.Scale {
	if f.Scale.OK() {
		return f.Scale
	}
	var all []float64
	for _, v := range values {
		all = append(all, v...)
	}
	return stat.Axis(all, intervals)
}

// arranged returns the rows as they are shown: own ones, the others in the
// order given, whole ones.
func arranged(rows []Row) []Row {
	sorted := make([]Row, 0, len(rows))
	for _, kind := range []Kind{Own, Peer, Whole} {
		for _, r := range rows {
			if r.Kind == kind {
				sorted = append(sorted, r)
			}
		}
	}
	return sorted
}
