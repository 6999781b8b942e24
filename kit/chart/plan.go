package chart

import (
	"html/template"

	"pesnet/kit/stat"
)

// Plan shows when pieces of work run within a span of steps, how far each has
// come, and where the present stands: one bar for each, as long as it lasts.
type Plan struct {
	Frame          // Scale, Number and Tick are not used
	Steps []string // names of the steps, the first on the left: "Q1", "Q2"
	Rows  []Work
	Now   float64 // where the present stands, in steps; NaN where it is outside
}

// Work is one bar of it.
type Work struct {
	Name     string
	From, To float64 // in steps: 0 is the beginning of the first
	Done     float64 // share that is done, 0 to 1
	Late     bool    // past its end and not done: marked by a sign
	Text     string  // at the end of the row: "60 %"
}

// HTML returns the drawing for a page, wide and narrow.
func (c Plan) HTML() template.HTML { return twice(c) }

const planRow = 30.0

func (c Plan) draw(p *pen, l look) (w, h float64) {
	w, name := 760.0, 300.0
	if l.narrow {
		w, name = 256, 0
	}
	right := w - 8
	for _, row := range c.Rows {
		right = min(right, w-12-width(row.Text, false))
	}
	r := ruler{left: name + 8, right: max(right, name+48), scale: stat.Scale{Min: 0, Max: float64(max(1, len(c.Steps))), Step: 1}}
	height := planRow
	if l.narrow {
		height += lineHeight
	}
	top := 24.0
	bottom := top + height*float64(len(c.Rows))
	c.steps(p, r, top, bottom)
	for i, row := range c.Rows {
		y := top + height*float64(i) + height - planRow/2
		if l.narrow {
			p.write("t-ink", 0, y-13, "", cut(row.Name, w, true))
		} else {
			names(p, "t-ink", wrap(row.Name, name-16, true, 2), 0, y)
		}
		row.bar(p, r, y)
		p.write("", w, y+4.5, "end", row.Text)
	}
	return w, bottom + 8
}

// steps draws the upright lines between the steps, their names above, and the
// present.
func (c Plan) steps(p *pen, r ruler, top, bottom float64) {
	free := -1e9
	for i := range len(c.Steps) + 1 {
		p.upright("grid", r.x(float64(i)), top-6, bottom)
	}
	for i, step := range c.Steps {
		x := r.x(float64(i) + .5)
		step = cut(step, r.x(1)-r.x(0), false)
		if half := width(step, false) / 2; x-half >= max(free, 0) && x+half <= r.right+8 {
			p.write("", x, top-10, "middle", step)
			free = x + half + 6
		}
	}
	if stat.Known(c.Now) && c.Now >= 0 && c.Now <= float64(len(c.Steps)) {
		p.upright("brk", r.x(c.Now), top-6, bottom)
	}
}

// bar draws one bar: what is done over the whole.
func (row Work) bar(p *pen, r ruler, y float64) {
	openGroup(p, colours{})
	r.span(p, "w2", row.From, row.To, y)
	p.put(`</g>`)
	if done := min(max(row.Done, 0), 1); done > 0 {
		openGroup(p, coloursOf[Own])
		r.span(p, "w2", row.From, row.From+(row.To-row.From)*done, y)
		p.put(`</g>`)
	}
	if row.Late {
		x := r.held(row.To)
		p.put(`<path class="p-warn" d="M`, x-6, ` `, y-7, `h12l-6 12z"/>`)
	}
}
