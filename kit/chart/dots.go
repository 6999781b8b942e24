package chart

import (
	"html/template"

	"pesnet/kit/stat"
)

// Dots shows the latest value of each row as a dot, over the range in which
// the row moved in its last steps: the own row first, then the others in the
// order given, the whole ones last. It shows no places and no winners.
type Dots struct {
	Frame
	Time
	Rows   []Row
	Head   string  // of the column of values; the last step when empty
	Window int     // steps of the range; 5 when zero
	Width  float64 // of the wide drawing, in pixels; 490 when zero
}

// HTML returns the drawing for a page, wide and narrow.
func (c Dots) HTML() template.HTML { return twice(c) }

// dotRow is a row with its place.
type dotRow struct {
	Row
	names   []string
	words   string // in the column of values
	value   float64
	at      int
	current bool
	off     []int // steps of the range whose value is beyond the scale
	height  float64
	tight   bool // little room: a smaller dot
}

func (c Dots) draw(p *pen, l look) (w, h float64) {
	w = 490
	if c.Width > 0 {
		w = c.Width
	}
	if l.narrow {
		w = 256
	}
	rows, r := c.layout(w, l)
	top, bottom := 22.0, 22.0
	for _, row := range rows {
		bottom += row.height
	}
	c.background(p, rows, w, top)
	r.ticks(p, c.tick, top, bottom)
	p.write("", w, 14, "end", c.head())
	y, pad := top, 4.0
	if l.narrow {
		pad = 0
	}
	for _, row := range rows {
		c.row(p, r, row, y+row.height/2, w-pad)
		y += row.height
	}
	return w, bottom + 24
}

// layout finds the columns and the height of each row.
func (c Dots) layout(w float64, l look) ([]dotRow, ruler) {
	most, low, high, total := w*.36, 24.0, 38.0, 304.0
	if l.narrow {
		most, high, total = 88, 36, 284
	}
	shown := arranged(c.Rows)
	height := min(max(total/float64(max(1, len(shown))), low), high)
	values := make([][]float64, len(shown))
	for i, row := range shown {
		values[i] = c.window(row)
	}
	r := ruler{scale: c.scale(3, values...)}
	rows := make([]dotRow, len(shown))
	left, right := 30.0, width(c.head(), false)
	for i, row := range shown {
		d := dotRow{Row: row, names: wrap(row.Name, most, true, 2), height: height, tight: l.narrow || height < 30}
		d.words, d.value, d.at, d.current = c.latest(c.Frame, row.Values)
		d.off = c.off(row, r.scale)
		d.fit()
		left = max(left, widest(d.names, true))
		if d.current {
			right = max(right, width(d.words, true)+width(d.Flag, true))
		}
		rows[i] = d
	}
	r.left, r.right = left+20, w-right-30
	if l.narrow {
		r.left, r.right = left+15, w-right-13
	}
	half := tickRoom(r.scale, c.tick)
	r.left, r.right = max(r.left, half), min(r.right, w-half)
	return rows, r
}

// fit makes a row high enough for a name of two lines, and for a value beyond
// the scale, which stands above the bar.
func (d *dotRow) fit() {
	if len(d.names) > 1 {
		d.height = max(d.height, 34)
	}
	if len(d.off) > 0 {
		d.height = max(d.height, 36)
	}
}

func (c Dots) head() string {
	if c.Head == "" {
		return c.step(len(c.Steps) - 1)
	}
	return c.Head
}

// first is the first step of the range.
func (c Dots) first() int {
	if c.Window < 1 {
		return max(0, len(c.Steps)-5)
	}
	return max(0, len(c.Steps)-c.Window)
}

// window returns the values of a row from the first step of the range on, the
// latest one when that is older, missing ones included.
func (c Dots) window(row Row) []float64 {
	values := row.Values[:min(len(row.Values), len(c.Steps))]
	first := c.first()
	if _, at, ok := stat.Latest(values); ok {
		first = min(first, at)
	}
	return values[min(first, len(values)):]
}

// off returns the farthest value beyond each end of the scale.
func (c Dots) off(row Row, scale stat.Scale) []int {
	var above, below []int
	from := min(len(row.Values), len(c.Steps)) - len(c.window(row))
	for i, v := range c.window(row) {
		switch {
		case !stat.Known(v):
		case scale.Beyond(v) > 0 && (above == nil || v > row.Values[above[0]]):
			above = []int{from + i}
		case scale.Beyond(v) < 0 && (below == nil || v < row.Values[below[0]]):
			below = []int{from + i}
		}
	}
	return append(above, below...)
}

// background highlights the own rows and sets the whole ones apart.
func (c Dots) background(p *pen, rows []dotRow, w, y float64) {
	for i, row := range rows {
		if row.Kind == Own {
			p.put(`<rect class="row-me" x="0" y="`, y, `" width="`, w, `" height="`, row.height, `" rx="4"/>`)
		}
		if row.Kind == Whole && i > 0 && rows[i-1].Kind != Whole {
			p.level("l-oth", 0, w, y)
		}
		y += row.height
	}
}

func (c Dots) row(p *pen, r ruler, row dotRow, y, edge float64) {
	ink := coloursOf[row.Kind]
	openGroup(p, ink)
	names(p, ink.words, row.names, 8, y)
	if row.current {
		c.ranges(p, r, row, y)
	}
	room := places{from: r.left, to: r.right + 8}
	for _, at := range row.off {
		words := c.beyond(c.Frame, row.Values[at], at, false)
		if s, ok := room.find(words, []spot{r.arrow(p, row.Values[at], y)}); ok {
			p.write("t-warn", s.x, s.y, s.anchor(), words)
		}
	}
	c.dot(p, r, row, ink, y)
	c.column(p, row, ink, edge, y+4.5)
	p.put(`</g>`)
}

// ranges draws the thin bar from the lowest to the highest value of the last
// steps, and the thick one of the middle three when none is missing.
func (c Dots) ranges(p *pen, r ruler, row dotRow, y float64) {
	values := c.window(row.Row)
	if low, high, n := stat.Span(values); n > 1 {
		r.span(p, "w1", low, high, y)
	}
	if len(values) != len(c.Steps)-c.first() {
		return
	}
	if low, high, ok := stat.MiddleThree(values); ok {
		r.span(p, "w2", low, high, y)
	}
}

// dot draws the latest value; one that is older is hollow and says so.
func (c Dots) dot(p *pen, r ruler, row dotRow, ink colours, y float64) {
	if row.at < 0 || r.scale.Beyond(row.value) != 0 {
		return
	}
	x, size := r.x(row.value), 6.0
	if row.tight {
		size = 5
	}
	if row.Kind == Own {
		size++
	}
	if row.current {
		p.circle(ink.point, x, y, size)
		return
	}
	p.circle(ink.old, x, y, 5)
	broad := width(row.words, false)
	switch {
	case x+11+broad <= r.right+8:
		p.write("", x+11, y+4.5, "", row.words)
	case x-11-broad >= r.left-4:
		p.write("", x-11, y+4.5, "end", row.words)
	}
}

// column writes the value of the last step at the edge, with its flag.
func (c Dots) column(p *pen, row dotRow, ink colours, x, y float64) {
	if !row.current {
		p.write("", x, y, "end", c.missing())
		return
	}
	p.opening(ink.words, x, y, "end")
	p.put(text(row.words))
	if row.Flag != "" {
		p.put(`<tspan class="t-warn" dy="-4" font-size="10">`, text(row.Flag), `</tspan>`)
	}
	p.put(`</text>`)
}
