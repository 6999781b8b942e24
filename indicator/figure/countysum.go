package figure

import "strings"

// countySums gathers a monthly table of the Romanian service to see whether it
// agrees with itself: counties with the printed total, parts with their whole.
type countySums struct {
	columns []anofmColumn
	values  map[string][]float64 // by area, beside the columns; noFigure where none
	seen    []string             // counties
}

const noFigure = -1

func newCountySums(columns []anofmColumn) *countySums {
	return &countySums{columns: columns, values: map[string][]float64{}}
}

func (s *countySums) add(area string, column int, value float64) {
	row := s.values[area]
	if row == nil {
		row = make([]float64, len(s.columns))
		for i := range row {
			row[i] = noFigure
		}
		s.values[area] = row
		if area != wholeCountry {
			s.seen = append(s.seen, area)
		}
	}
	row[column] = value
}

// check warns of what does not agree; what is the beginning of the values of
// every warning.
func (s *countySums) check(warn func(id string, args ...any), what ...any) {
	say := func(id string, args ...any) { warn(id, append(append([]any{}, what...), args...)...) }
	if absent := s.absent(); len(absent) > 0 {
		say("counties-absent", "counties", strings.Join(absent, ", "), "count", len(absent))
	}
	if s.values[wholeCountry] == nil {
		say("no-total")
	}
	broken := s.brokenParts()
	blamed := map[string]bool{}
	for i, column := range s.columns {
		switch {
		case column.county || column.heading == "":
		case column.rate:
			if v, same := s.sameEverywhere(i); same {
				say("same-everywhere", "heading", column.heading, "value", v)
			}
		case s.values[wholeCountry] != nil:
			s.checkSum(say, i, broken, blamed)
		}
	}
	for _, b := range broken {
		if !blamed[b.area] {
			say("parts", "county", countyName(b.area), "code", b.area, "heading", b.heading, "parts", b.parts, "whole", b.whole)
		}
	}
}

func (s *countySums) absent() []string {
	var names []string
	for _, c := range counties {
		if s.values[c] == nil {
			names = append(names, countyName(c))
		}
	}
	return names
}

// checkSum compares the sum of the counties with the printed total, and names
// the county whose own parts are out by the same amount, or out at all.
func (s *countySums) checkSum(say func(string, ...any), column int, broken []brokenPart, blamed map[string]bool) {
	sum, printed := 0.0, s.values[wholeCountry][column]
	for _, c := range s.seen {
		if v := s.values[c][column]; v != noFigure {
			sum += v
		}
	}
	if printed == noFigure || sum == printed {
		return
	}
	args := []any{"heading", s.columns[column].heading, "sum", sum, "printed", printed, "difference", printed - sum}
	var suspect *brokenPart
	for i := range broken {
		if suspect == nil || broken[i].parts-broken[i].whole == printed-sum {
			suspect = &broken[i]
		}
	}
	if suspect == nil {
		say("sum", args...)
		return
	}
	blamed[suspect.area] = true
	say("sum-county", append(args, "county", countyName(suspect.area), "code", suspect.area, "parts", suspect.parts, "whole", suspect.whole)...)
}

// brokenPart is a figure of a county that is not the sum of its parts.
type brokenPart struct {
	area         string
	heading      string
	parts, whole float64
}

// brokenParts looks in every county at the figures that others make up: all
// ages are the sum of the ages, both sexes of women and men.
func (s *countySums) brokenParts() []brokenPart {
	var broken []brokenPart
	for whole, w := range s.columns {
		if w.county || w.rate || w.heading == "" {
			continue
		}
		for _, parts := range s.partsOf(w) {
			for _, c := range s.seen {
				row := s.values[c]
				sum, complete := 0.0, row[whole] != noFigure
				for _, p := range parts {
					sum += row[p]
					complete = complete && row[p] != noFigure
				}
				if complete && sum != row[whole] {
					broken = append(broken, brokenPart{c, w.heading, sum, row[whole]})
				}
			}
		}
	}
	return broken
}

// partsOf finds the columns that add up to a column, one set per way of
// splitting it.
func (s *countySums) partsOf(whole anofmColumn) [][]int {
	var bySplit, bySex []int
	for i, p := range s.columns {
		if p.county || p.rate || p.heading == "" {
			continue
		}
		if whole.parts == "" && p.parts != "" && p.sex == whole.sex {
			bySplit = append(bySplit, i)
		}
		if whole.sex == "T" && p.sex != "T" && p.parts == whole.parts {
			bySex = append(bySex, i)
		}
	}
	var sets [][]int
	for _, set := range [][]int{bySplit, bySex} {
		if len(set) > 1 {
			sets = append(sets, set)
		}
	}
	return sets
}

// sameEverywhere is whether a rate is one and the same in every county, as
// happens when the first row was copied down.
func (s *countySums) sameEverywhere(column int) (float64, bool) {
	if len(s.seen) < 10 {
		return 0, false
	}
	first := s.values[s.seen[0]][column]
	for _, c := range s.seen {
		if s.values[c][column] != first {
			return 0, false
		}
	}
	return first, first != noFigure
}
