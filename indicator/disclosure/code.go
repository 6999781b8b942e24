package disclosure

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"pesnet/indicator/figure"
	"pesnet/kit/code"
	"pesnet/kit/disclose/cube"
)

// exact is an axis of things that have nothing to do with each other.
var exact = cube.Axis{Inside: never, Apart: differ}

func never(_, _ string) bool { return false }
func differ(a, b string) bool {
	return a != b
}

// classes is the axis of a dimension: of classes such as Y15-24 in Y15-64, and
// of names, which have nothing in common.
var classes = cube.Axis{
	Makes: true,
	Inside: func(a, b string) bool {
		x, y := classOf(a), classOf(b)
		return a != b && x.ok && y.ok && x.of == y.of && y.from <= x.from && x.to <= y.to && (x.from != y.from || x.to != y.to)
	},
	Apart: func(a, b string) bool {
		x, y := classOf(a), classOf(b)
		if !x.ok || !y.ok || x.of != y.of {
			return a != b
		}
		return x.to < y.from || y.to < x.from
	},
}

// class is a class of ages, of levels of education, of months without work.
type class struct {
	of       string // Y, ED, M
	from, to int
	ok       bool
}

var classPattern = regexp.MustCompile(`^([A-Za-z]*?)_?(LT|LE|GT|GE)?(\d{1,4})(?:[-_](\d{1,4}))?(\+?)$`)

const endless = 1 << 30

func classOf(text string) (c class) {
	m := classPattern.FindStringSubmatch(text)
	if m == nil {
		return c
	}
	c.of, c.ok = strings.ToUpper(m[1]), true
	c.from, _ = strconv.Atoi(m[3])
	c.to = c.from
	switch {
	case m[2] == "LT":
		c.from, c.to = 0, c.to-1
	case m[2] == "LE":
		c.from = 0
	case m[2] == "GT":
		c.from, c.to = c.from+1, endless
	case m[2] == "GE" || m[5] == "+":
		c.to = endless
	case m[4] != "":
		c.to, _ = strconv.Atoi(m[4])
	}
	return c
}

// Where knows the places and the organisations that a member delivers figures
// of.
type Where struct {
	Member string            // code of the member
	Above  map[string]string // by code of an organisation below it, the one above
}

// place is the code of an area or an organisation on the axis of places.
func place(s *figure.Series) string {
	if s.Org != "" {
		return "org " + s.Org
	}
	return "area " + code.ToEU(s.Area)
}

// axis is the axis of places: regions in regions, organisations in those above
// them, and every region in the member.
func (w Where) axis() cube.Axis {
	inside := func(a, b string) bool {
		orgA, isA := strings.CutPrefix(a, "org ")
		orgB, isB := strings.CutPrefix(b, "org ")
		switch {
		case isA && isB:
			return w.below(orgA, orgB)
		case isB:
			return orgB == w.Member
		case isA:
			return false
		}
		return a != b && strings.HasPrefix(a, b)
	}
	return cube.Axis{Inside: inside, Apart: func(a, b string) bool {
		return a != b && a[:4] == b[:4] && !inside(a, b) && !inside(b, a)
	}}
}

func (w Where) below(a, b string) bool {
	for range len(w.Above) + 1 {
		if a = w.Above[a]; a == b || a == "" {
			break
		}
	}
	return a != "" && a == b
}

// times is the axis of periods: months in quarters in years.
func times(known bool) cube.Axis {
	return cube.Axis{Whole: !known,
		Inside: func(a, b string) bool {
			x, y := spanOf(a), spanOf(b)
			return a != b && x.ok && y.ok && !x.from.Before(y.from) && !x.to.After(y.to)
		},
		Apart: func(a, b string) bool {
			x, y := spanOf(a), spanOf(b)
			return x.ok && y.ok && (!x.to.After(y.from) || !y.to.After(x.from))
		}}
}

// span is a period by its first day and the first one after it.
type span struct {
	from, to time.Time
	ok       bool
}

func spanOf(period string) (s span) {
	s.from, s.ok = figure.PeriodStart(period)
	if !s.ok {
		return s
	}
	switch figure.FreqOf(period) {
	case "A":
		s.to = s.from.AddDate(1, 0, 0)
	case "S":
		s.to = s.from.AddDate(0, 6, 0)
	case "Q":
		s.to = s.from.AddDate(0, 3, 0)
	case "M":
		s.to = s.from.AddDate(0, 1, 0)
	case "W":
		s.to = s.from.AddDate(0, 0, 7)
	default:
		s.to = s.from.AddDate(0, 0, 1)
	}
	return s
}

// within is the axis of counts that are parts of other counts. Two parts may
// overlap: who was hired within six months was so within twelve.
func within(of func(name string) string) cube.Axis {
	return cube.Axis{Apart: never, Inside: func(a, b string) bool {
		for range 10 {
			if a = of(a); a == b || a == "" {
				break
			}
		}
		return a != "" && a == b
	}}
}

// wholes is how sources write that a dimension is not broken down.
var wholes = []string{"", "T", "TOTAL", "TOT", "_T"}

// Undivided tells whether a value of a dimension says that it is not broken
// down.
func Undivided(value string) bool { return slices.Contains(wholes, value) }

// parted are the dimensions in which a series is broken down, as one text.
func parted(d figure.Dims) figure.Dims {
	var pairs []string
	for name, value := range d.Pairs() {
		if !Undivided(value) {
			pairs = append(pairs, name, value)
		}
	}
	return figure.NewDims(pairs...)
}

// scale is how many are counted by one of a unit, or nothing where the unit
// does not count.
func scale(unit string) float64 {
	switch strings.ToUpper(cmp.Or(unit, "NR")) {
	case "NR", "NUM", "NB", "N", "PER", "PERS", "PERSONS", "NUMBER":
		return 1
	case "THS", "THS_PER", "THS_PERS":
		return 1000
	}
	return 0
}
