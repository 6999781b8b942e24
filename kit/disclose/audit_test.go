package disclose

import (
	"errors"
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/convex/lp"
)

// solved is the smallest (or largest) that a cell can be, by the simplex
// method of another hand.
func solved(t *testing.T, table Table, hidden []bool, cell int, dir float64) float64 {
	t.Helper()
	columns := map[int]int{}
	for i, h := range hidden {
		if h {
			columns[i] = len(columns)
		}
	}
	rows := independent(table, columns)
	a, b := mat.NewDense(len(rows), len(columns), nil), make([]float64, len(rows))
	for r, row := range rows {
		a.SetRow(r, row[:len(columns)])
		b[r] = row[len(columns)]
	}
	c := make([]float64, len(columns))
	c[columns[cell]] = -dir
	best, _, err := lp.Simplex(c, a, b, 1e-10, nil)
	if errors.Is(err, lp.ErrUnbounded) {
		return math.Inf(int(dir))
	}
	if err != nil {
		return math.NaN() // it fails now and then on a degenerate table
	}
	return -dir * best
}

// independent are the sums by their hidden cells and what these add up to,
// without those that follow from others.
func independent(table Table, columns map[int]int) (rows [][]float64) {
	n := len(columns)
	for _, s := range table.Sums {
		row := make([]float64, n+1)
		put := func(i int, v float64) {
			if c, ok := columns[i]; ok {
				row[c] += v
			} else {
				row[n] -= v * table.Cells[i].Value
			}
		}
		for _, i := range s.Of {
			put(i, 1)
		}
		put(s.Total, -1)
		if m := mat.NewDense(len(rows)+1, n, nil); n > 0 {
			for r, old := range append(rows, row) {
				m.SetRow(r, old[:n])
			}
			var f mat.SVD
			if f.Factorize(m, mat.SVDNone); f.Rank(1e-9) == len(rows)+1 {
				rows = append(rows, row)
			}
		}
	}
	return rows
}

func TestTheAuditAgreesWithAnotherSolver(t *testing.T) {
	compared, failed := 0, 0
	for seed, sizes := range [][]int{{6, 6}, {8, 5}, {3, 3, 3}, {4, 3, 2}, {9, 9}} {
		table := skewed(uint64(seed), sizes...)
		r, err := Protect(table, Rule{Limit: 5, ShowZeros: true})
		if err != nil {
			t.Fatal(err)
		}
		table.Amounts = true // lets broken numbers pass, as the other solver does
		audit := Audit(table, r.Hidden)
		for i, h := range r.Hidden {
			for _, end := range []struct{ dir, got float64 }{{1, audit[i].Max}, {-1, audit[i].Min}} {
				if !h {
					continue
				}
				want := solved(t, table, r.Hidden, i, end.dir)
				if math.IsNaN(want) {
					failed++
				} else if compared++; end.got != want && !(math.Abs(end.got-want) < 1e-6) {
					t.Errorf("table %v: an end of cell %d is %v, want %v", sizes, i, end.got, want)
				}
			}
		}
	}
	if t.Logf("%d ends compared; the other solver failed on %d", compared, failed); compared < 100 {
		t.Error("too few ends were compared")
	}
}

func TestCountsAreWhole(t *testing.T) {
	table := Table{Cells: []Cell{{Value: 1}, {Value: 1}, {Value: 3}}, Sums: []Sum{{Total: 2, Of: []int{0, 0, 1}}}}
	hidden := []bool{true, true, false}
	if got, want := Audit(table, hidden)[0], (Interval{0, 1}); got != want {
		t.Errorf("a count of which two fit into 3 is %v, want %v", got, want)
	}
	table.Amounts = true
	if got, want := Audit(table, hidden)[0], (Interval{0, 1.5}); got != want {
		t.Errorf("an amount of which two fit into 3 is %v, want %v", got, want)
	}
}
