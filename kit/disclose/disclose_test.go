package disclose

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// shown writes a table of two dimensions, hidden cells as x.
func shown(t Table, hidden []bool, columns int) (text string) {
	for i, c := range t.Cells {
		if hidden[i] {
			text += "x"
		} else {
			text += fmt.Sprint(c.Value)
		}
		if (i+1)%columns == 0 {
			text += "\n"
		} else {
			text += " "
		}
	}
	return text
}

// Hiding only what is small hides nothing: both small cells stand alone in
// their row, so the margins give them away.
func TestBothPrimaryCellsCanBeWorkedOutUntilOthersAreHidden(t *testing.T) {
	table := Cross([]float64{
		20, 3, 10,
		8, 15, 7,
		11, 40, 2,
	}, 3, 3)
	rule := Rule{Limit: 5}
	primary := make([]bool, len(table.Cells))
	for i, need := range rule.primary(table) {
		primary[i] = !need.none()
	}
	if got, want := shown(table, primary, 4), "20 x 10 33\n8 15 7 30\n11 40 x 53\n39 58 19 116\n"; got != want {
		t.Fatalf("primary alone hides\n%swant\n%s", got, want)
	}
	for i, v := range Audit(table, primary) {
		if primary[i] && v.Width() != 0 {
			t.Errorf("cell %d is known to be %v: want it known exactly", i, v)
		}
	}
	r, err := Protect(table, rule)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := shown(table, r.Hidden, 4), "20 x x 33\nx x 7 30\nx 40 x 53\n39 58 19 116\n"; got != want {
		t.Errorf("hidden is\n%swant\n%s(cost %v, bound %v, exact %v)", got, want, r.Cost, r.Bound, r.Exact)
	}
	for i, v := range r.Audit {
		if r.Primary[i] && v.Width() < 5 {
			t.Errorf("cell %d is known to be %v: want a width of 5", i, v)
		}
		if r.Hidden[i] && !r.Primary[i] {
			fewer := slices.Clone(r.Hidden)
			fewer[i] = false
			if recovers(table, r, fewer) == nil {
				t.Errorf("with cell %d shown the attacker recovers nothing: it need not have been hidden", i)
			}
		}
	}
	if got := recovers(table, r, r.Hidden); got != nil {
		t.Errorf("the attacker recovers %v", got)
	}
}

// smallTable draws a table of one to three dimensions.
func smallTable(t *rapid.T) Table {
	sizes := rapid.SampledFrom([][]int{{4}, {2, 3}, {3, 3}, {4, 3}, {2, 2, 2}, {3, 2, 2}}).Draw(t, "sizes")
	n := 1
	for _, size := range sizes {
		n *= size
	}
	count := rapid.OneOf(rapid.IntRange(0, 4), rapid.IntRange(0, 14), rapid.IntRange(5, 30))
	values := make([]float64, n)
	for i, v := range rapid.SliceOfN(count, n, n).Draw(t, "values") {
		values[i] = float64(v)
	}
	table := Cross(values, sizes...)
	for i := range table.Cells {
		table.Cells[i].Known = table.Cells[i].Value == 0 && i%5 == 4
	}
	return table
}

func TestAnAttackerRecoversNoPrimaryCell(t *testing.T) {
	const tables = 6 // at each of rapid's 100 checks
	tried, cells, caught, secondary := 0, 0, 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		for range tables {
			table := smallTable(rt)
			rule := Rule{Limit: rapid.IntRange(2, 5).Draw(rt, "limit"), ShowZeros: rapid.Bool().Draw(rt, "zeros")}
			r, err := Protect(table, rule)
			if err != nil {
				continue // what everybody knows gives a cell away: nothing is shown
			}
			if got := recovers(table, r, r.Hidden); got != nil {
				rt.Fatalf("cells %v are recovered from\n%v\nhidden %v\naudit %v", got, table.Cells, r.Hidden, r.Audit)
			}
			tried++
			for i := range r.Hidden {
				if r.Primary[i] {
					cells++
				} else if r.Hidden[i] {
					fewer := slices.Clone(r.Hidden)
					fewer[i] = false
					secondary++
					if recovers(table, r, fewer) != nil {
						caught++
					}
				}
			}
		}
	})
	if tried < 500 || caught*100 < secondary*99 {
		t.Errorf("of %d further cells in %d tables only %d are needed", secondary, tried, caught)
	}
	t.Logf("%d tables with %d primary cells; of %d further cells %d cannot be shown", tried, cells, secondary, caught)
}
