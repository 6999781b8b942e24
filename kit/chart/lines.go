package chart

import (
	"html/template"
	"slices"

	"pesnet/kit/stat"
)

// Lines shows one series over time: its own past first, with the range of the
// others behind it and the lines of the whole beside it.
type Lines struct {
	Frame
	Time
	Own       Series
	Whole     []Series  // the first is dashed (all together), the next solid (their median)
	Low, High []float64 // the lowest and highest of the others at each step
	Width     float64   // of the wide drawing, in pixels; 590 when zero
}

// HTML returns the drawing for a page, wide and narrow.
func (c Lines) HTML() template.HTML { return twice(c) }

func (c Lines) draw(p *pen, l look) (w, h float64) {
	w, h = 590, 350
	if c.Width > 0 {
		w = c.Width
	}
	if l.narrow {
		w, h = 256, 240
	}
	ends := c.ends(l)
	f := c.plot(w, h, ends)
	taken := places{from: f.left, to: w}
	c.settle(f, ends, &taken)
	c.band(p, f)
	f.grid(p, c.tick)
	f.times(p, c.Steps, h-5)
	for i, s := range c.Whole {
		c.whole(p, f, i, s, &taken)
	}
	way := f.follow(c.Own)
	p.line("l-me", way.line, "")
	p.line("l-me", way.leads, ` stroke-dasharray="1 5"`)
	c.points(p, f, way, l, &taken)
	c.off(p, f, c.Own, way.beyond, l, &taken)
	c.cuts(p, f, &taken)
	c.nameEnds(p, f, ends)
	return w, h
}

// plot finds the field that the names on its left, right and below leave.
func (c Lines) plot(w, h float64, ends []end) plot {
	values := append([][]float64{c.Own.Values, c.Low, c.High}, nil)
	for _, s := range c.Whole {
		values = append(values, s.Values)
	}
	f := plot{top: 26, bottom: h - 24, steps: len(c.Steps), scale: c.scale(4, values...)}
	broad := 0.0
	for _, v := range f.scale.Ticks() {
		broad = max(broad, width(c.tick(v), false))
	}
	half := widest(c.Steps, false)/2 + 2
	f.left, f.right = max(broad+8, half), w-max(half, 10)
	for _, e := range ends {
		f.right = min(f.right, w-10-widest(e.lines, true))
	}
	return f
}

// band draws the range of the others, clipped to the scale.
func (c Lines) band(p *pen, f plot) {
	d := pen{}
	for from := 0; from < f.steps; from++ {
		to := from
		for to < f.steps && c.ranged(to) {
			to++
		}
		if to-from < 2 {
			continue
		}
		d.put(`M`)
		for i := from; i < to; i++ {
			d.put(f.x(float64(i)), ` `, f.held(c.High[i]), ` `)
		}
		for i := to - 1; i >= from; i-- {
			d.put(f.x(float64(i)), ` `, f.held(c.Low[i]), ` `)
		}
		d.b[len(d.b)-1] = 'Z'
		from = to
	}
	p.line("band", d.b, "")
}

func (c Lines) ranged(i int) bool {
	_, low := stat.At(c.Low, i)
	_, high := stat.At(c.High, i)
	return low && high
}

// whole draws the line of all together: dashed, or solid for the next one.
func (c Lines) whole(p *pen, f plot, i int, s Series, taken *places) {
	way, class := f.follow(s), "l-net"
	if i%2 == 1 {
		class = "l-netm"
	}
	p.line(class, way.line, "")
	for _, at := range way.lone {
		p.circle("p-net", f.x(float64(at)), f.y(s.Values[at]), 2.5)
	}
	for at := range f.steps {
		if v, ok := stat.At(s.Values, at); ok {
			taken.avoid(f.x(float64(at)), f.held(v))
		}
	}
	if v, at, ok := stat.Latest(s.Values[:min(len(s.Values), f.steps)]); ok && f.scale.Beyond(v) == 0 {
		p.circle("p-net", f.x(float64(at)), f.y(v), 4)
	}
	c.off(p, f, s, way.beyond, look{narrow: true}, taken)
}

// points draws the values of the own series; of a long one only those that
// the line does not show.
func (c Lines) points(p *pen, f plot, way track, l look, taken *places) {
	small, close := 3.5, f.steps > 1 && (f.right-f.left)/float64(f.steps-1) < 6
	if l.narrow {
		small = 2.6
	}
	_, last, _ := stat.Latest(c.Own.Values[:min(len(c.Own.Values), f.steps)])
	for i := range f.steps {
		v, ok := stat.At(c.Own.Values, i)
		if !ok || f.scale.Beyond(v) != 0 {
			continue
		}
		class, r := "p-me", small
		low := i < len(c.Own.Low) && c.Own.Low[i]
		if low {
			class = "p-low"
		}
		if i == last {
			r = 5.5
		}
		taken.avoid(f.x(float64(i)), f.y(v))
		if !close || low || i == last || slices.Contains(way.lone, i) {
			p.circle(class, f.x(float64(i)), f.y(v), r)
		}
	}
}

// off draws an arrow at the edge, with its number, for each value that is
// beyond the scale.
func (c Lines) off(p *pen, f plot, s Series, beyond []int, l look, taken *places) {
	for _, at := range beyond {
		v, x := s.Values[at], f.x(float64(at))
		y, step := f.top-4, -lineHeight
		if f.scale.Beyond(v) > 0 {
			p.put(`<path class="p-warn" d="M`, x-6, ` `, f.top-2, `h12l-6 -10z"/>`)
		} else {
			p.put(`<path class="p-warn" d="M`, x-6, ` `, f.bottom-12, `h12l-6 10z"/>`)
			y, step = f.bottom-3, lineHeight
		}
		words := c.beyond(c.Frame, v, at, !l.narrow)
		var spots []spot
		for _, row := range []float64{0, 1, 2, 3} {
			spots = append(spots, spot{x - 11, y - step*row, true}, spot{x + 11, y - step*row, false})
		}
		if s, ok := taken.find(words, spots); ok {
			p.write("t-warn", s.x, s.y, s.anchor(), words)
		}
	}
}

// cuts draws the breaks of the own series: the values on the two sides must
// not be compared.
func (c Lines) cuts(p *pen, f plot, taken *places) {
	for _, at := range c.Own.Breaks {
		if at < 1 || at >= f.steps {
			continue
		}
		x, words := f.x(float64(at)-.5), c.breaks(at)
		p.upright("brk", x, f.top+4, f.bottom)
		var spots []spot
		for y := f.top + 30; y < f.bottom-20; y += lineHeight {
			spots = append(spots, spot{x + 5, y, false}, spot{x - 5, y, true})
		}
		if s, ok := taken.find(words, spots); ok {
			p.write("t-warn", s.x, s.y, s.anchor(), words)
		}
	}
}

// ends names the lines where they end: by name and value, or by value alone
// where there is little room.
func (c Lines) ends(l look) []end {
	var ends []end
	add := func(class string, s Series) {
		words, v, at, _ := c.latest(c.Frame, s.Values)
		if at < 0 {
			return
		}
		lines := []string{words}
		if !l.narrow {
			lines = append(wrap(s.Name, 120, true, 2), lines...)
		}
		ends = append(ends, end{class: class, lines: lines, y: v})
	}
	add("t-me", c.Own)
	for _, s := range c.Whole {
		add("t-net", s)
	}
	return ends
}

// settle gives the names their places before anything else is written.
func (c Lines) settle(f plot, ends []end, taken *places) {
	for i := range ends {
		ends[i].y = f.held(ends[i].y)
	}
	spread(ends, f.top-8, f.bottom+4)
	for _, e := range ends {
		for i, line := range e.lines {
			taken.take(line, true, spot{x: f.right + 9, y: e.y + float64(i)*lineHeight})
		}
	}
}

func (c Lines) nameEnds(p *pen, f plot, ends []end) {
	for _, e := range ends {
		for i, line := range e.lines {
			p.write(e.class, f.right+9, e.y+float64(i)*lineHeight, "", line)
		}
	}
}
