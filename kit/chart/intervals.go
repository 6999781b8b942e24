package chart

import (
	"html/template"

	"pesnet/kit/stat"
)

// Intervals shows values with their uncertainty: a thin bar for the wide
// interval, a thick one for the inner, a dot for the value, and an upright
// mark for what it is compared with. All rows share one unit.
type Intervals struct {
	Frame
	Rows  []Interval
	Width float64 // of the wide drawing, in pixels; 790 when zero
}

// Interval is one row. A bound that is NaN is not drawn.
type Interval struct {
	Name                string
	Kind                Kind
	Value               float64
	Low, High           float64 // of the wide interval
	InnerLow, InnerHigh float64
	Mark                float64 // what the value is compared with
}

// HTML returns the drawing for a page, wide and narrow.
func (c Intervals) HTML() template.HTML { return twice(c) }

func (c Intervals) draw(p *pen, l look) (w, h float64) {
	w = 790
	if c.Width > 0 {
		w = c.Width
	}
	most, left, right := w*.28, 0.0, 0.0
	if l.narrow {
		w, most = 256, 256
	}
	values := make([][]float64, len(c.Rows))
	lines := make([][]string, len(c.Rows))
	for i, row := range c.Rows {
		values[i] = []float64{row.Value, row.Low, row.High, row.Mark}
		lines[i] = wrap(row.Name, most, true, 2)
		left = max(left, widest(lines[i], true))
		right = max(right, width(c.value(row), true))
	}
	r := ruler{scale: c.scale(4, values...)}
	half := tickRoom(r.scale, c.tick)
	r.left, r.right = left+max(10, half), w-right-max(half, 18)
	if l.narrow {
		r.left = max(half, 8)
	}
	top, each := 18.0, c.height(lines, l)
	r.ticks(p, c.tick, top, top+each*float64(len(c.Rows)))
	for i, row := range c.Rows {
		y, name := top+each*(float64(i)+.5), 0.0
		if l.narrow { // the name stands above its bar
			y, name = y+8, 14+lineHeight/2*float64(len(lines[i]))
		}
		names(p, "t-ink", lines[i], 0, y-name)
		c.row(p, r, row, y, w)
	}
	return w, top + each*float64(len(c.Rows)) + 24
}

// height of a row: generous for few, tight for many.
func (c Intervals) height(lines [][]string, l look) float64 {
	n := float64(max(1, len(lines)))
	if l.narrow {
		return min(max(318/n, 60), 64)
	}
	return min(max(258/n, 34), 52)
}

func (c Intervals) value(row Interval) string {
	if !stat.Known(row.Value) {
		return c.missing()
	}
	return c.number(row.Value)
}

func (c Intervals) row(p *pen, r ruler, row Interval, y, edge float64) {
	ink := coloursOf[row.Kind]
	openGroup(p, ink)
	r.span(p, "w1", row.Low, row.High, y)
	r.span(p, "w2", row.InnerLow, row.InnerHigh, y)
	c.off(p, r, row, y)
	if stat.Known(row.Mark) && r.scale.Beyond(row.Mark) == 0 {
		p.put(`<path class="l-netm" d="M`, r.x(row.Mark), ` `, y-9, `v18"/>`)
	}
	if stat.Known(row.Value) && r.scale.Beyond(row.Value) == 0 {
		p.circle(ink.point, r.x(row.Value), y, 6)
	}
	p.write(ink.words, edge, y+4.5, "end", c.value(row))
	p.put(`</g>`)
}

// off draws an arrow at each edge beyond which something of the row lies.
func (c Intervals) off(p *pen, r ruler, row Interval, y float64) {
	low, high, n := stat.Span([]float64{row.Value, row.Low, row.High, row.Mark})
	if n == 0 {
		return
	}
	for _, v := range []float64{low, high} {
		if r.scale.Beyond(v) != 0 {
			r.arrow(p, v, y)
		}
	}
}
