package chart

import (
	"html/template"

	"pesnet/kit/stat"
)

// Spark is a series as small as a word, for a line of text or a cell of a
// table. The number stands beside it in the text.
type Spark struct {
	Frame
	Series
	Kind Kind
}

const sparkWidth, sparkHeight = 120.0, 32.0

// HTML returns the drawing for a page.
func (c Spark) HTML() template.HTML {
	p := newPen(1 << 10)
	image(p, c, single)
	return p.html()
}

func (c Spark) draw(p *pen, _ look) (w, h float64) {
	f := plot{left: 4, right: sparkWidth - 5, top: 5, bottom: sparkHeight - 5, steps: len(c.Values), scale: c.scale(2, c.Values)}
	ink, way := coloursOf[c.Kind], f.follow(c.Series)
	for _, at := range c.Breaks {
		if at > 0 && at < f.steps {
			p.upright("brk", f.x(float64(at)-.5), 2, sparkHeight-2)
		}
	}
	p.line(ink.line, f.withLone(c.Series, way), "")
	for _, at := range way.beyond {
		x := f.x(float64(at))
		if f.scale.Beyond(c.Values[at]) > 0 {
			p.put(`<path class="p-warn" d="M`, x-4, ` 7h8l-4 -6z"/>`)
		} else {
			p.put(`<path class="p-warn" d="M`, x-4, ` `, sparkHeight-7, `h8l-4 6z"/>`)
		}
	}
	if v, at, ok := stat.Latest(c.Values); ok && f.scale.Beyond(v) == 0 {
		p.circle(ink.point, f.x(float64(at)), f.y(v), 3.5)
	}
	return sparkWidth, sparkHeight
}
