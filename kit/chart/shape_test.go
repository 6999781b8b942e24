package chart

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Whatever the figures, a drawing is well-formed, stays in its frame, and no
// words lie on others.
func TestEveryDrawingIsSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyChart(t)
		page := append([]byte(c.HTML()), Save(c, File{Heading: words.Draw(t, "heading"), Notes: []string{words.Draw(t, "note")},
			Legend: []Entry{{KeyOwn, words.Draw(t, "own")}, {KeyBand, words.Draw(t, "band")}}})...)
		if bad := regexp.MustCompile(`NaN|Inf|e\+`).Find(page); bad != nil {
			t.Fatalf("%s in %s", bad, page)
		}
		for _, s := range sheets(t, page) {
			s.inside(t)
			s.apart(t)
			s.named(t)
		}
	})
}

func TestIdsAreUniqueInAPage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seen := map[string]bool{}
		for i := range 3 {
			c := anyChart(t)
			page := string(withID(c, "c"+strconv.Itoa(i)).HTML())
			for _, part := range strings.Split(page, ` id="`)[1:] {
				id, _, _ := strings.Cut(part, `"`)
				if seen[id] {
					t.Fatalf("id %q twice", id)
				}
				seen[id] = true
			}
		}
	})
}

func withID(c Chart, id string) Chart {
	switch c := c.(type) {
	case Lines:
		c.ID = id
		return c
	case Dots:
		c.ID = id
		return c
	case Panels:
		c.ID = id
		return c
	case Intervals:
		c.ID = id
		return c
	case Spark:
		c.ID = id
		return c
	}
	return c
}

var words = rapid.Custom(func(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"Wagga", "Žemaitija", "of", "Östersund", "&", "<b>", "Mmmmmmmmmmmmmmmmmmmmmmmm", "il", "ţară", "a\x01b"}), 0, 7).Draw(t, "words"), " ")
})

// anyChart draws figures of all kinds: gaps, breaks, far values, values below
// zero, one step or many, scales that do not hold them.
func anyChart(t *rapid.T) Chart {
	n := rapid.IntRange(0, 40).Draw(t, "steps")
	size := rapid.SampledFrom([]float64{.01, 1, 100, 1e6}).Draw(t, "size")
	low := rapid.SampledFrom([]float64{-1, 0, .8}).Draw(t, "low")
	value := rapid.Custom(func(t *rapid.T) float64 {
		v := size * rapid.Float64Range(low, 1).Draw(t, "value")
		switch rapid.IntRange(0, 20).Draw(t, "kind") {
		case 0, 1, 2:
			return math.NaN()
		case 3:
			return v * 20
		}
		return v
	})
	series := rapid.Custom(func(t *rapid.T) Series {
		return Series{Name: words.Draw(t, "name"), Values: rapid.SliceOfN(value, 0, n+2).Draw(t, "values"),
			Low: rapid.SliceOfN(rapid.Bool(), 0, n).Draw(t, "low"), Breaks: rapid.SliceOfN(rapid.IntRange(-1, n+1), 0, 4).Draw(t, "breaks")}
	})
	rows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Row {
		return Row{Series: series.Draw(t, "series"), Kind: Kind(rapid.IntRange(0, 2).Draw(t, "kind")), Flag: rapid.SampledFrom([]string{"", "", "u", "bep"}).Draw(t, "flag")}
	}), 0, 60)
	frame := Frame{ID: "c", Title: words.Draw(t, "title"), Desc: words.Draw(t, "desc"),
		Number: func(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }}
	if rapid.Bool().Draw(t, "fixed scale") {
		frame.Scale.Min, frame.Scale.Max, frame.Scale.Step = 0, size/2, size/8
	}
	time := Time{}
	style := rapid.SampledFrom([]string{"%d", "Q%d 2024", "m. %d"}).Draw(t, "style")
	for i := range n {
		time.Steps = append(time.Steps, fmt.Sprintf(style, 2000+i))
	}
	switch rapid.IntRange(0, 4).Draw(t, "chart") {
	case 0:
		return Lines{Frame: frame, Time: time, Own: series.Draw(t, "own"), Whole: rapid.SliceOfN(series, 0, 3).Draw(t, "whole"),
			Low: rapid.SliceOfN(value, 0, n).Draw(t, "lowest"), High: rapid.SliceOfN(value, 0, n).Draw(t, "highest")}
	case 1:
		return Dots{Frame: frame, Time: time, Rows: rows.Draw(t, "rows"), Window: rapid.IntRange(0, 9).Draw(t, "window")}
	case 2:
		return Panels{Frame: frame, Time: time, Rows: rows.Draw(t, "rows")}
	case 3:
		return Intervals{Frame: frame, Rows: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Interval {
			return Interval{Name: words.Draw(t, "name"), Value: value.Draw(t, "v"), Low: value.Draw(t, "l"), High: value.Draw(t, "h"),
				InnerLow: value.Draw(t, "il"), InnerHigh: value.Draw(t, "ih"), Mark: value.Draw(t, "m")}
		}), 0, 12).Draw(t, "rows")}
	}
	return Spark{Frame: frame, Series: series.Draw(t, "series")}
}

// sheet is one svg element with what it draws, in its own coordinates.
type sheet struct {
	w, h   float64
	labels []label
	points [][2]float64
	ids    map[string]bool
	refs   []string
	text   string
}

type label struct {
	box
	words string
}

// sheets reads all drawings of a page. It fails on markup that is not
// well-formed.
func sheets(t *rapid.T, page []byte) (all []*sheet) {
	page = []byte("<page>" + strings.ReplaceAll(string(page), `<?xml version="1.0" encoding="UTF-8"?>`, "") + "</page>")
	decoder := xml.NewDecoder(bytes.NewReader(page))
	type frame struct {
		s    *sheet
		x, y float64
	}
	var stack []frame
	now := frame{}
	var open *label
	var element xml.StartElement
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatalf("not well-formed: %v in %s", err, page)
		}
		switch token := token.(type) {
		case xml.StartElement:
			stack = append(stack, now)
			switch token.Name.Local {
			case "svg":
				box := strings.Fields(attribute(token, "viewBox"))
				now = frame{s: &sheet{w: number(t, box[2]), h: number(t, box[3]), ids: map[string]bool{}, text: strings.ReplaceAll(string(page), saveStyle, "")}}
				now.s.refs = strings.Fields(attribute(token, "aria-labelledby"))
				all = append(all, now.s)
			case "g":
				if shift := attribute(token, "transform"); shift != "" {
					parts := strings.Fields(strings.TrimSuffix(strings.TrimPrefix(shift, "translate("), ")"))
					now.x, now.y = now.x+number(t, parts[0]), now.y+number(t, parts[1])
				}
			case "text":
				x := number(t, attribute(token, "x")) + now.x
				element = token.Copy()
				open = &label{box: box{from: x, y: number(t, attribute(token, "y")) + now.y}}
			case "title", "desc":
				now.s.ids[attribute(token, "id")] = true
			case "circle":
				x, y, r := number(t, attribute(token, "cx"))+now.x, number(t, attribute(token, "cy"))+now.y, number(t, attribute(token, "r"))
				now.s.points = append(now.s.points, [2]float64{x - r, y - r}, [2]float64{x + r, y + r})
			case "rect":
				if now.s != nil && attribute(token, "x") != "" {
					x, y := number(t, attribute(token, "x"))+now.x, number(t, attribute(token, "y"))+now.y
					now.s.points = append(now.s.points, [2]float64{x, y}, [2]float64{x + number(t, attribute(token, "width")), y + number(t, attribute(token, "height"))})
				}
			case "path":
				for _, p := range corners(t, attribute(token, "d")) {
					now.s.points = append(now.s.points, [2]float64{p[0] + now.x, p[1] + now.y})
				}
			}
		case xml.CharData:
			if open != nil {
				open.words += string(token)
			}
		case xml.EndElement:
			if token.Name.Local == "text" {
				now.s.add(element, open)
				open = nil
			}
			now, stack = stack[len(stack)-1], stack[:len(stack)-1]
		}
	}
}

// add measures a label; headings of saved files are set larger.
func (s *sheet) add(e xml.StartElement, l *label) {
	class := attribute(e, "class")
	broad := width(l.words, class != "")
	if class == "head" {
		broad *= 17 / letterHeight
	}
	switch attribute(e, "text-anchor") {
	case "middle":
		l.from -= broad / 2
	case "end":
		l.from -= broad
	}
	l.to = l.from + broad
	s.labels = append(s.labels, *l)
}

func (s *sheet) inside(t *rapid.T) {
	for _, p := range s.points {
		if p[0] < -.5 || p[0] > s.w+.5 || p[1] < -.5 || p[1] > s.h+.5 {
			t.Fatalf("a point at %v lies outside %v × %v: %s", p, s.w, s.h, s.text)
		}
	}
	for _, l := range s.labels {
		if l.from < -.5 || l.to > s.w+.5 || l.y < 9 || l.y > s.h {
			t.Fatalf("%q at %.1f to %.1f, %.1f lies outside %v × %v: %s", l.words, l.from, l.to, l.y, s.w, s.h, s.text)
		}
	}
}

func (s *sheet) apart(t *rapid.T) {
	for i, a := range s.labels {
		for _, b := range s.labels[:i] {
			if a.words != "" && b.words != "" && a.from < b.to && b.from < a.to && math.Abs(a.y-b.y) < 12 {
				t.Fatalf("%q (%.1f to %.1f, %.1f) lies on %q (%.1f to %.1f, %.1f): %s", a.words, a.from, a.to, a.y, b.words, b.from, b.to, b.y, s.text)
			}
		}
	}
}

func (s *sheet) named(t *rapid.T) {
	for _, id := range s.refs {
		if !s.ids[id] {
			t.Fatalf("the drawing is named by %q, which is not in it: %s", id, s.text)
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func number(t *rapid.T, s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatalf("number %q: %v", s, err)
	}
	return v
}

var pathPart = regexp.MustCompile(`[A-Za-z]|-?[0-9.]+`)

// corners reads the points of path data.
func corners(t *rapid.T, data string) (points [][2]float64) {
	var x, y float64
	command := ""
	parts := pathPart.FindAllString(data, -1)
	next := func() float64 {
		if len(parts) == 0 {
			t.Fatalf("path %q ends early", data)
		}
		v := number(t, parts[0])
		parts = parts[1:]
		return v
	}
	for len(parts) > 0 {
		if c := parts[0]; c[0] >= 'A' {
			command, parts = c, parts[1:]
			if c == "Z" || c == "z" {
				continue
			}
		}
		switch command {
		case "M", "L":
			x, y = next(), next()
		case "m", "l":
			x, y = x+next(), y+next()
		case "H":
			x = next()
		case "h":
			x += next()
		case "V":
			y = next()
		case "v":
			y += next()
		default:
			t.Fatalf("path command %q in %q", command, data)
		}
		points = append(points, [2]float64{x, y})
	}
	return points
}
