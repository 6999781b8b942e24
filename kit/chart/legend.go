package chart

import "html/template"

// Key is a sign that a legend explains.
type Key int

// The signs. Each is drawn as the charts draw it.
const (
	KeyOwn      Key = iota // the own line with its points
	KeyLow                 // a value of low reliability
	KeyBand                // the range of the others
	KeyWhole               // the first line of the whole, dashed
	KeyMedian              // the second, solid
	KeyRange               // lowest to highest
	KeyMiddle              // the middle three
	KeyOlder               // the latest value is older
	KeyPeer                // a row: range, middle and value
	KeyDot                 // the own value as a dot
	KeyInterval            // the own intervals
	KeyMark                // the mark that a value is compared with
	KeyBeyond              // a value beyond the scale
	KeyBreak               // a break
	KeyGap                 // missing values
	KeyOthers              // the others in grey
)

// Entry is a line of a legend: a sign and its words.
type Entry struct {
	Key  Key
	Text string
}

// Legend returns the legend of a chart as a list.
func Legend(entries []Entry) template.HTML {
	p := newPen(200 * len(entries))
	p.put(`<ul class="pn-legend">`)
	for _, e := range entries {
		p.put(`<li>`)
		e.Key.icon(p, 14)
		p.put(text(e.Text), `</li>`)
	}
	p.put(`</ul>`)
	return p.html()
}

// Icon returns the sign for a remark beside the charts (a list of class
// pn-read).
func (k Key) Icon() template.HTML {
	p := newPen(200)
	k.icon(p, 20)
	return p.html()
}

func (k Key) icon(p *pen, height float64) {
	p.put(`<svg class="pn-chart" viewBox="0 0 28 `, height, `" aria-hidden="true">`)
	k.draw(p, 0, height/2)
	p.put(`</svg>`)
}

// draw puts the sign into 28 pixels from x, around y.
func (k Key) draw(p *pen, x, y float64) {
	switch k {
	case KeyOwn:
		p.level("l-me", x+2, x+26, y)
		p.circle("p-me", x+14, y, 4)
	case KeyLow:
		p.circle("p-low", x+14, y, 4.5)
	case KeyBand:
		p.put(`<rect class="band" x="`, x+1, `" y="`, y-6, `" width="26" height="12"/>`)
	case KeyWhole:
		p.level("l-net", x+1, x+27, y)
	case KeyMedian:
		p.level("l-netm", x+1, x+27, y)
	case KeyRange:
		p.level("w1", x+1, x+27, y)
	case KeyMiddle:
		p.level("w2", x+4, x+24, y)
	case KeyOlder:
		p.circle("p-old", x+14, y, 4.5)
	case KeyPeer:
		p.level("w1", x+1, x+27, y)
		p.level("w2", x+9, x+18, y)
		p.circle("p-peer", x+20, y, 4.5)
	case KeyDot:
		p.circle("p-me", x+14, y, 5)
	case KeyInterval:
		p.put(`<g class="me">`)
		p.level("w1", x+1, x+27, y)
		p.level("w2", x+9, x+19, y)
		p.put(`</g>`)
	case KeyMark:
		p.upright("l-netm", x+14, y-6, y+6)
	case KeyBeyond:
		p.put(`<path class="p-warn" d="M`, x+8, ` `, y+5, `h12l-6 -11z"/>`)
	case KeyBreak:
		p.upright("brk", x+14, y-6.5, y+6.5)
	case KeyGap:
		p.put(`<path class="l-one" d="M`, x+1, ` `, y+4, `l8 -5m10 -2l8 -3"/>`)
	case KeyOthers:
		p.put(`<path class="l-oth" d="M`, x+1, ` `, y+3, `l8 -5 9 4 9 -6"/>`)
	}
}
