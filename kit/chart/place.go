package chart

import "math"

// spot is a place for words: their baseline and where they begin, or end.
type spot struct {
	x, y float64
	end  bool // x is where the words end
}

// box is a line of words, or a point, that is already drawn.
type box struct{ from, to, y float64 }

// places keeps words apart.
type places struct {
	from, to float64 // words stay between these
	words    []box
	points   []box // words avoid them if they can
}

// apart is how far two baselines above each other must be.
const apart = letterHeight

// find takes the first spot at which the words touch nothing, or else the
// first at which they touch no other words. Without any they are not drawn.
func (p *places) find(words string, spots []spot) (spot, bool) {
	broad := width(words, true)
	for _, points := range [][]box{p.points, nil} {
		for _, s := range spots {
			b := s.box(broad)
			if b.from >= p.from && b.to <= p.to && free(b, p.words) && free(b, points) {
				p.words = append(p.words, b)
				return s, true
			}
		}
	}
	return spot{}, false
}

// take notes words that are already drawn.
func (p *places) take(words string, bold bool, s spot) {
	p.words = append(p.words, s.box(width(words, bold)))
}

// avoid notes a point.
func (p *places) avoid(x, y float64) {
	p.points = append(p.points, box{from: x - 4, to: x + 4, y: y + 4})
}

func (s spot) box(broad float64) box {
	if s.end {
		return box{from: s.x - broad, to: s.x, y: s.y}
	}
	return box{from: s.x, to: s.x + broad, y: s.y}
}

func free(b box, others []box) bool {
	for _, o := range others {
		if b.from < o.to+4 && o.from < b.to+4 && math.Abs(b.y-o.y) < apart {
			return false
		}
	}
	return true
}

func (s spot) anchor() string {
	if s.end {
		return "end"
	}
	return ""
}
