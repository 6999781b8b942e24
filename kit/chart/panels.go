package chart

import (
	"html/template"

	"pesnet/kit/stat"
)

// Panels shows each row in a small drawing of its own, all on one scale: bold
// the row that is named, grey the others. With more than twelve rows the
// others are three grey lines, the lowest, the median and the highest of each
// step, for thirty lines in a small field show nothing.
//
// The grey lines are drawn once and used again by every panel.
type Panels struct {
	Frame // Title and Desc are said of the saved file; a panel says its Row.Text
	Time
	Rows []Row
}

// crowd is the number of rows from which the grey lines are summed up.
const crowd = 12

// The field of a panel: the steps ten units apart, so that their coordinates
// are short; the stylesheet stretches it to its place.
const (
	panelHeight = 90.0
	panelTop    = 5.0
	panelBottom = 89.0
	panelPixels = 130.0 // about as broad as it is shown
)

// HTML returns the panels for a page: a grid of figures.
func (c Panels) HTML() template.HTML {
	f, rows := c.plot(), arranged(c.Rows)
	p := newPen(700 * (len(rows) + 2))
	p.put(`<div class="pn-multi">`)
	for i, row := range rows {
		c.figure(p, f, row, i)
	}
	p.put(`</div>`)
	return p.html()
}

// figure draws one panel with its name and latest value above it and the
// first and last step below.
func (c Panels) figure(p *pen, f plot, row Row, i int) {
	ink := coloursOf[row.Kind]
	p.put(`<figure`)
	if ink.group != "" {
		p.put(` class="`, ink.group, `"`)
	}
	words, _, _, _ := c.latest(c.Frame, row.Values)
	p.put(`><figcaption>`, text(row.Name), ` <span class="pn-num">`, text(words))
	p.put(`</span></figcaption><svg class="pn-chart" viewBox="0 0 `, f.right, ` `, panelHeight, `" preserveAspectRatio="none"`)
	panel := Frame{ID: c.ID, Title: row.Text}
	if panel.Title == "" {
		panel.Title = row.Name
	}
	panel.words(p, "-"+string(appendShort(nil, float64(i))))
	c.inside(p, f, row, i == 0)
	p.put(`</svg>`)
	if last := len(c.Steps) - 1; last > 0 {
		p.put(`<div class="pn-axis" aria-hidden="true"><span>`, text(c.Steps[0]), `</span><span>`, text(c.Steps[last]), `</span></div>`)
	}
	p.put(`</figure>`)
}

func (c Panels) plot() plot {
	values := make([][]float64, len(c.Rows))
	for i, row := range c.Rows {
		values[i] = row.Values
	}
	return plot{right: max(10, float64(len(c.Steps)-1)*10), top: panelTop, bottom: panelBottom,
		steps: len(c.Steps), scale: c.scale(3, values...)}
}

// inside draws the lines of a panel; the first one also those of the others.
func (c Panels) inside(p *pen, f plot, row Row, first bool) {
	if first { // its own class, for the rules do not reach into a copy from outside
		p.put(`<g id="`, text(c.ID), `-g" class="pn-chart">`)
		c.others(p, f)
		p.put(`</g>`)
	} else {
		p.put(`<use href="#`, text(c.ID), `-g"/>`)
	}
	for _, at := range row.Breaks {
		if at > 0 && at < f.steps {
			p.put(`<path class="brk" vector-effect="non-scaling-stroke" d="M`, f.x(float64(at)-.5), ` `, 12.0, `V`, panelHeight, `"/>`)
		}
	}
	ink, way := coloursOf[row.Kind], f.follow(row.Series)
	p.line(ink.line, f.withLone(row.Series, way), "")
	p.line(ink.line, way.leads, ` stroke-dasharray="1 4"`)
	f.arrows(p, row.Values, way.beyond)
}

// others draws what all panels have in grey, and zero where it is not the
// lower edge.
func (c Panels) others(p *pen, f plot) {
	if f.scale.Min < 0 && f.scale.Max > 0 {
		p.put(`<path class="base" vector-effect="non-scaling-stroke" d="M0 `, f.y(0), `H`, f.right, `"/>`)
	}
	var data []byte
	for _, s := range c.grey() {
		data = append(data, f.withLone(s, f.follow(s))...)
	}
	p.line("l-oth", data, "")
}

// grey returns the lines of the others: all of them, or what sums them up.
func (c Panels) grey() []Series {
	if len(c.Rows) <= crowd {
		lines := make([]Series, len(c.Rows))
		for i, row := range c.Rows {
			lines[i] = row.Series
		}
		return lines
	}
	lines := make([]Series, 3)
	for step := range c.Steps {
		var values []float64
		for _, row := range c.Rows {
			if v, ok := stat.At(row.Values, step); ok && row.Kind == Peer {
				values = append(values, v)
			}
		}
		for i, share := range []float64{0, .5, 1} {
			lines[i].Values = append(lines[i].Values, stat.Quantile(values, share))
		}
	}
	return lines
}

// withLone returns the line of a series with a dash for each value that has
// no neighbour.
func (f plot) withLone(s Series, way track) []byte {
	p := pen{b: way.line}
	for _, at := range way.lone {
		x := f.x(float64(at))
		p.put(`M`, max(x-2, f.left), ` `, f.y(s.Values[at]), `H`, min(x+2, f.right))
	}
	return p.b
}

// arrows draws the signs of values beyond the scale, so that they look right
// once the panel is stretched.
func (f plot) arrows(p *pen, values []float64, beyond []int) {
	half := 6 * f.right / panelPixels
	for _, at := range beyond {
		x := min(max(f.x(float64(at)), f.left+half), f.right-half)
		p.put(`<path class="p-warn" d="M`, x-half)
		if f.scale.Beyond(values[at]) > 0 {
			p.put(` 10h`, 2*half, `L`, x, ` 1z"/>`)
		} else {
			p.put(` 80h`, 2*half, `L`, x, ` 89z"/>`)
		}
	}
}

// The grid of a saved file.
const (
	panelColumns = 5
	panelCell    = 160.0
	panelGap     = 20.0
	panelHead    = 18.0
)

// draw writes all panels into one drawing, for a saved file.
func (c Panels) draw(p *pen, _ look) (w, h float64) {
	f, rows := c.plot(), arranged(c.Rows)
	head := c.head(rows)
	each := head + 140
	for i, row := range rows {
		place := spot{x: float64(i%panelColumns) * panelCell, y: float64(i/panelColumns) * each}
		c.cell(p, f, row, place, head, i == 0)
	}
	lines := (len(rows) + panelColumns - 1) / panelColumns
	return panelColumns*panelCell - panelGap, max(1, float64(lines))*each - 14
}

// head is the height above each panel: one line where all names leave room
// for the value, else two.
func (c Panels) head(rows []Row) float64 {
	for _, row := range rows {
		words, _, _, _ := c.latest(c.Frame, row.Values)
		if width(row.Name, true)+8+width(words, false) > panelCell-panelGap {
			return panelHead + lineHeight
		}
	}
	return panelHead
}

func (c Panels) cell(p *pen, f plot, row Row, at spot, head float64, first bool) {
	broad, ink := panelCell-panelGap, coloursOf[row.Kind]
	words, _, _, _ := c.latest(c.Frame, row.Values)
	p.write(ink.words, at.x, at.y+13, "", cut(row.Name, broad, true))
	if head > panelHead { // a line of its own
		p.write("", at.x, at.y+head-5, "", cut(words, broad, false))
	} else {
		p.write("", at.x+broad, at.y+head-5, "end", words)
	}
	p.put(`<svg x="`, at.x, `" y="`, at.y+head, `" width="`, broad, `" height="104" viewBox="0 0 `, f.right, ` `, panelHeight, `" preserveAspectRatio="none">`)
	c.inside(p, f, row, first)
	p.put(`</svg>`)
	p.level("base", at.x, at.x+broad, at.y+head+104)
	for _, step := range named(c.Steps, broad-widest(c.Steps, false)) {
		if step == 0 {
			p.write("", at.x, at.y+head+120, "", c.Steps[0])
		} else if step == f.steps-1 {
			p.write("", at.x+broad, at.y+head+120, "end", c.Steps[step])
		}
	}
}
