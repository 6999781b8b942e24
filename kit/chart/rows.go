package chart

import "pesnet/kit/stat"

// ruler is the field of a chart of rows: values from left to right.
type ruler struct {
	left, right float64
	scale       stat.Scale
}

func (r ruler) x(v float64) float64 { return r.left + (r.right-r.left)*r.scale.Share(v) }

func (r ruler) held(v float64) float64 { return min(max(r.x(v), r.left), r.right) }

// span draws a level bar between two values, kept within the field.
func (r ruler) span(p *pen, class string, low, high, y float64) {
	if !stat.Known(low) || !stat.Known(high) {
		return
	}
	if from, to := r.held(low), r.held(high); to-from >= .1 {
		p.level(class, from, to, y)
	}
}

// arrow draws the sign of a value beyond the scale, and tells where words
// about it may stand.
func (r ruler) arrow(p *pen, v, y float64) spot {
	if r.scale.Beyond(v) > 0 {
		p.put(`<path class="p-warn" d="M`, r.right-2, ` `, y-6, `v12l10 -6z"/>`)
		return spot{x: r.right - 6, y: y - 8, end: true}
	}
	p.put(`<path class="p-warn" d="M`, r.left+2, ` `, y-6, `v12l-10 -6z"/>`)
	return spot{x: r.left + 6, y: y - 8}
}

// ticks draws upright lines through all rows with their values below; names
// that would touch are left out.
func (r ruler) ticks(p *pen, name func(float64) string, top, bottom float64) {
	free := -1e9
	for _, v := range r.scale.Ticks() {
		x, words := r.x(v), name(v)
		if v == 0 {
			p.upright("base", x, top, bottom)
		} else {
			p.upright("grid", x, top, bottom)
		}
		if half := width(words, false) / 2; x-half >= free {
			p.write("", x, bottom+18, "middle", words)
			free = x + half + 6
		}
	}
}

// tickRoom returns half the width of the widest tick.
func tickRoom(s stat.Scale, name func(float64) string) (half float64) {
	for _, v := range s.Ticks() {
		half = max(half, width(name(v), false)/2)
	}
	return half
}

// colours are the classes of a kind of row.
type colours struct{ group, words, point, old, line string }

var coloursOf = map[Kind]colours{
	Own:   {group: "me", words: "t-me", point: "p-me", old: "p-low", line: "l-own"},
	Peer:  {group: "", words: "t-ink", point: "p-peer", old: "p-old", line: "l-one"},
	Whole: {group: "net", words: "t-net", point: "p-net", old: "p-old", line: "l-netm"},
}

// openGroup begins the drawing of a row.
func openGroup(p *pen, c colours) {
	if c.group == "" {
		p.put(`<g>`)
		return
	}
	p.put(`<g class="`, c.group, `">`)
}

// names writes the lines of a row's name around its middle.
func names(p *pen, class string, lines []string, x, y float64) {
	y += 4.5 - float64(len(lines)-1)*lineHeight/2
	for i, line := range lines {
		p.write(class, x, y+float64(i)*lineHeight, "", line)
	}
}
