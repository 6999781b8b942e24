package chart

import (
	"slices"
	"strconv"

	"pesnet/kit/stat"
)

// plot is the field of a chart over time: steps from left to right, values
// from bottom to top.
type plot struct {
	left, right, top, bottom float64
	steps                    int
	scale                    stat.Scale
}

func (f plot) x(step float64) float64 {
	if f.steps < 2 {
		return (f.left + f.right) / 2
	}
	return f.left + (f.right-f.left)*step/float64(f.steps-1)
}

func (f plot) y(v float64) float64 { return f.bottom - (f.bottom-f.top)*f.scale.Share(v) }

// held returns y kept within the field.
func (f plot) held(v float64) float64 { return min(max(f.y(v), f.top), f.bottom) }

// track is the way of a series through the field.
type track struct {
	line   []byte // path data of what is joined
	leads  []byte // path data from a value on the scale towards one beyond it
	beyond []int  // steps whose value is beyond the scale
	lone   []int  // steps whose value has no neighbour to be joined with
}

// follow finds the way of a series: cut where a value is missing, beyond the
// scale, or not comparable with the one before.
func (f plot) follow(s Series) track {
	var way track
	p := pen{}
	joined := 0 // points in the stretch under way
	for i := range f.steps {
		v, ok := stat.At(s.Values, i)
		if !ok || f.scale.Beyond(v) != 0 {
			if ok {
				way.beyond = append(way.beyond, i)
			}
			way.close(&joined, i)
			continue
		}
		if joined > 0 && slices.Contains(s.Breaks, i) {
			way.close(&joined, i)
		}
		switch joined++; joined {
		case 1: // drawn with the next one
		case 2:
			p.put(`M`, f.x(float64(i-1)), ` `, f.y(s.Values[i-1]), `L`, f.x(float64(i)), ` `, f.y(v))
		default:
			p.put(` `, f.x(float64(i)), ` `, f.y(v))
		}
	}
	way.close(&joined, f.steps)
	way.line = p.b
	way.leads = f.leads(s, way.beyond)
	return way
}

// close ends the stretch before a step.
func (t *track) close(joined *int, step int) {
	if *joined == 1 {
		t.lone = append(t.lone, step-1)
	}
	*joined = 0
}

// leads draws from each neighbour on the scale towards the values beyond, up
// to the edge of the field.
func (f plot) leads(s Series, beyond []int) []byte {
	p := pen{}
	for _, at := range beyond {
		out := s.Values[at]
		edge, y := f.scale.Max, f.top
		if f.scale.Beyond(out) < 0 {
			edge, y = f.scale.Min, f.bottom
		}
		for _, from := range []int{at - 1, at + 1} {
			v, ok := stat.At(s.Values, from)
			if !ok || from >= f.steps || f.scale.Beyond(v) != 0 || slices.Contains(s.Breaks, max(at, from)) {
				continue
			}
			share := (edge - v) / (out - v)
			x := f.x(float64(from) + share*float64(at-from))
			p.put(`M`, f.x(float64(from)), ` `, f.y(v), `L`, x, ` `, y)
		}
	}
	return p.b
}

// grid draws the ticks of the values as level lines with their names.
func (f plot) grid(p *pen, name func(float64) string) {
	for _, v := range f.scale.Ticks() {
		class := "grid"
		if v == 0 {
			class = "base"
		}
		p.level(class, f.left, f.right, f.y(v))
		p.write("", f.left-6, f.y(v)+4, "end", name(v))
	}
}

// times names the steps under the field.
func (f plot) times(p *pen, steps []string, y float64) {
	for _, i := range named(steps, f.right-f.left) {
		p.write("", f.x(float64(i)), y, "middle", steps[i])
	}
}

// named chooses the steps whose names fit: the first, the last, and between
// them every second, fifth, tenth …, at round numbers where the names are
// numbers.
func named(steps []string, pixels float64) []int {
	if len(steps) < 2 {
		return make([]int, len(steps))
	}
	last, broad := len(steps)-1, widest(steps, false)
	each := pixels / float64(last)
	if pixels < broad+8 {
		return []int{last}
	}
	every := 1
	for _, every = range []int{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000} {
		if last/every <= 6 && float64(every)*each >= broad+16 {
			break
		}
	}
	from := 0
	if first, err := strconv.Atoi(steps[0]); err == nil && first > 0 {
		from = (every - first%every) % every
	}
	chosen := []int{0}
	for i := from; i < last; i += every {
		if float64(i)*each >= broad+8 && float64(last-i)*each >= broad+8 {
			chosen = append(chosen, i)
		}
	}
	return append(chosen, last)
}
