package chart

import (
	"html/template"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// pen writes markup. Coordinates get one decimal, which no eye can tell from
// more and which keeps pages small.
type pen struct{ b []byte }

// text is what comes from outside and must be escaped.
type text string

func newPen(size int) *pen { return &pen{b: make([]byte, 0, size)} }

// put writes its parts: strings as they are, text escaped, numbers short.
func (p *pen) put(parts ...any) {
	for _, part := range parts {
		switch v := part.(type) {
		case string:
			p.b = append(p.b, v...)
		case text:
			p.b = append(p.b, escape(string(v))...)
		case float64:
			p.b = appendShort(p.b, v)
		case int:
			p.b = strconv.AppendInt(p.b, int64(v), 10)
		}
	}
}

func (p *pen) html() template.HTML { return template.HTML(p.b) } // #nosec G203 -- the pen escapes what it writes

// write puts text into the drawing; anchor is "", "middle" or "end".
func (p *pen) write(class string, x, y float64, anchor, words string) {
	p.opening(class, x, y, anchor)
	p.put(text(words), `</text>`)
}

func (p *pen) opening(class string, x, y float64, anchor string) {
	p.put(`<text`)
	if class != "" {
		p.put(` class="`, class, `"`)
	}
	p.put(` x="`, x, `" y="`, y, `"`)
	if anchor != "" {
		p.put(` text-anchor="`, anchor, `"`)
	}
	p.put(`>`)
}

func (p *pen) circle(class string, x, y, r float64) {
	p.put(`<circle class="`, class, `" cx="`, x, `" cy="`, y, `" r="`, r, `"/>`)
}

// level and upright draw a straight line.
func (p *pen) level(class string, x1, x2, y float64) {
	p.put(`<path class="`, class, `" d="M`, x1, ` `, y, `H`, x2, `"/>`)
}

func (p *pen) upright(class string, x, y1, y2 float64) {
	p.put(`<path class="`, class, `" d="M`, x, ` `, y1, `V`, y2, `"/>`)
}

// line draws path data, unless there is none; more are further attributes.
func (p *pen) line(class string, data []byte, more string) {
	if len(data) == 0 {
		return
	}
	p.put(`<path class="`, class, `"`, more, ` d="`)
	p.b = append(p.b, data...)
	p.put(`"/>`)
}

// appendShort writes a coordinate with at most one decimal: 26, 26.5.
func appendShort(b []byte, v float64) []byte {
	if !(math.Abs(v) < 1e12) { // NaN too: never in markup
		return append(b, '0')
	}
	tenths := int64(math.Round(v * 10))
	if tenths < 0 {
		b, tenths = append(b, '-'), -tenths
	}
	b = strconv.AppendInt(b, tenths/10, 10)
	if rest := tenths % 10; rest > 0 {
		b = append(b, '.', byte('0'+rest))
	}
	return b
}

// escape makes text safe for HTML and for XML, which knows no control
// characters.
func escape(s string) string {
	plain := true
	for i := 0; i < len(s) && plain; i++ {
		c := s[i]
		plain = c >= ' ' && c != '<' && c != '>' && c != '&' && c != '"' && c != '\'' && c < utf8.RuneSelf
	}
	if plain {
		return s
	}
	return template.HTMLEscapeString(strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == 0x7f || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "")))
}
