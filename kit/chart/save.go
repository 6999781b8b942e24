package chart

import (
	_ "embed"
	"strings"
)

// saveStyle repeats the rules of the page's stylesheet with their colours
// written out, for a file has no page around it. A test holds the classes of
// all charts against it.
//
//go:embed save.css
var saveStyle string

// File is what a chart needs once it has left its page.
type File struct {
	Lang    string // of its words: "lt"
	Heading string // what the chart shows or finds
	Sub     string // years, unit
	Legend  []Entry
	Notes   []string // source, date of the data, licence: a line each
}

const (
	saveMargin = 20.0
	headHeight = 21.0
)

// Save returns a chart as an SVG file that stands alone: with heading, legend,
// source and colours, fit for a report or for print. Serve it as a download
// (Content-Disposition: attachment): opened as a page under a strict
// Content-Security-Policy it would lose its colours.
func Save(c Chart, f File) []byte {
	inside := newPen(8 << 10)
	w, h := c.draw(inside, saved)
	body := newPen(9 << 10)
	y := f.head(body, w)
	body.put(`<g transform="translate(`, saveMargin, ` `, y, `)">`)
	body.b = append(body.b, inside.b...)
	body.put(`</g>`)
	y = f.foot(body, w, y+h)

	p := newPen(len(body.b) + 4<<10)
	w, y = w+2*saveMargin, y+saveMargin
	p.put(`<?xml version="1.0" encoding="UTF-8"?>`, "\n", `<svg xmlns="http://www.w3.org/2000/svg"`)
	if f.Lang != "" {
		p.put(` xml:lang="`, text(f.Lang), `" lang="`, text(f.Lang), `"`)
	}
	p.put(` width="`, w, `" height="`, y, `" viewBox="0 0 `, w, ` `, y, `"`)
	c.frame().words(p, saved.id)
	p.put(`<style>`, "\n", saveStyle, `</style><rect class="paper" width="`, w, `" height="`, y, `"/><g aria-hidden="true">`)
	p.b = append(p.b, body.b...)
	p.put(`</g></svg>`, "\n")
	return p.b
}

// head writes the words above the drawing and returns where it begins.
func (f File) head(p *pen, w float64) float64 {
	y := saveMargin
	if f.Heading != "" {
		for _, line := range wrap(f.Heading, w/1.35, true, 3) { // set in 17 px
			y += headHeight
			p.write("head", saveMargin, y-5, "", line)
		}
	}
	if f.Sub != "" {
		for _, line := range wrap(f.Sub, w, false, 3) {
			y += lineHeight + 2
			p.write("", saveMargin, y-4, "", line)
		}
	}
	if y > saveMargin {
		y += 10
	}
	return y
}

// foot writes legend and notes below the drawing and returns where they end.
func (f File) foot(p *pen, w, y float64) float64 {
	x := saveMargin
	if len(f.Legend) > 0 {
		y += 28
	}
	for _, e := range f.Legend {
		words := cut(e.Text, w-36, false)
		broad := 36 + width(words, false) + 20
		if x > saveMargin && x+broad-20 > w+saveMargin {
			x, y = saveMargin, y+22
		}
		e.Key.draw(p, x, y-4.5)
		p.write("", x+36, y, "", words)
		x += broad
	}
	if len(f.Notes) > 0 {
		y += 12
	}
	for _, note := range f.Notes {
		for _, line := range wrap(strings.TrimSpace(note), w, false, 6) {
			y += lineHeight + 3
			p.write("", saveMargin, y, "", line)
		}
	}
	return y
}
