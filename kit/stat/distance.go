package stat

import (
	"cmp"
	"math"
	"slices"
)

// ZScores returns each value as a number of standard deviations above the
// mean; no unit. A missing value stays missing. Values that do not differ
// score zero: such a variable separates nobody. A single value is missing,
// for it has no spread.
//
// Method: (x - mean) / standard deviation with n-1 below the line, as R's
// scale().
func ZScores(values []float64) []float64 {
	scores := make([]float64, len(values))
	mean, deviation := Mean(values), Deviation(values)
	for i, v := range values {
		switch {
		case !Known(v) || !Known(deviation):
			scores[i] = math.NaN()
		case deviation > 0:
			scores[i] = (v - mean) / deviation
		}
	}
	return scores
}

// Distance returns how far apart two rows of standard scores are, in
// standard deviations over all variables, and how many variables both rows
// have. It is NaN when these are fewer than atLeast, and never rests on none.
// Rows of different length share the variables of the shorter one.
//
// Method: Euclidean distance; where a variable is missing on one side the sum
// of squares of the others is scaled up in proportion (sum × all / used), as
// R's dist() does, after Dixon, "Pattern Recognition with Partly Missing
// Data", IEEE Transactions on Systems, Man and Cybernetics 9 (1979). So a row
// does not come near by having few figures.
func Distance(a, b []float64, atLeast int) (distance float64, used int) {
	sum, all := 0.0, max(len(a), len(b))
	for i := range min(len(a), len(b)) {
		if Known(a[i]) && Known(b[i]) {
			sum, used = sum+(a[i]-b[i])*(a[i]-b[i]), used+1
		}
	}
	if used < max(1, atLeast) {
		return math.NaN(), used
	}
	return math.Sqrt(sum * float64(all) / float64(used)), used
}

// Near is a row with its distance to another one.
type Near struct {
	Row      int     // index into the table
	Distance float64 // see Distance
	Used     int     // variables that both rows have
}

// Nearest returns the other rows of a table by their distance to row own,
// nearest first, equal ones in the order of the table. A row is one unit, a
// column one variable in any unit; the columns are standardised over all rows
// first. Rows that share fewer than atLeast variables with own are left out.
func Nearest(table [][]float64, own, atLeast int) []Near {
	if own < 0 || own >= len(table) {
		return nil
	}
	scores := standardised(table)
	var near []Near
	for i := range scores {
		if i == own {
			continue
		}
		if d, used := Distance(scores[own], scores[i], atLeast); Known(d) {
			near = append(near, Near{Row: i, Distance: d, Used: used})
		}
	}
	slices.SortStableFunc(near, func(a, b Near) int { return cmp.Compare(a.Distance, b.Distance) })
	return near
}

// standardised returns the table with each column as standard scores and
// every row of the same length.
func standardised(table [][]float64) [][]float64 {
	width := 0
	for _, row := range table {
		width = max(width, len(row))
	}
	scores := make([][]float64, len(table))
	for i := range scores {
		scores[i] = make([]float64, width)
	}
	column := make([]float64, len(table))
	for c := range width {
		for r, row := range table {
			column[r] = math.NaN()
			if v, ok := At(row, c); ok {
				column[r] = v
			}
		}
		for r, z := range ZScores(column) {
			scores[r][c] = z
		}
	}
	return scores
}
