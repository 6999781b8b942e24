package disclose

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// What is chosen quickly protects as well as what is chosen best.
func TestAnAttackerRecoversNothingFromQuickChoices(t *testing.T) {
	tried := 0
	rapid.Check(t, func(rt *rapid.T) {
		table := smallTable(rt)
		rule := Rule{Limit: rapid.IntRange(2, 5).Draw(rt, "limit"), ShowZeros: rapid.Bool().Draw(rt, "zeros")}
		need := rule.primary(table)
		hidden, err := quick(table, need)
		best, bestErr := Protect(table, rule)
		if (err == nil) != (bestErr == nil) {
			rt.Fatalf("one finds a choice, the other does not: %v, %v", err, bestErr)
		}
		if err != nil {
			return
		}
		tried++
		if got := recovers(table, best, hidden); got != nil {
			rt.Fatalf("cells %v are recovered from\n%v\nhidden %v", got, table.Cells, hidden)
		}
	})
	if tried < 50 {
		t.Errorf("only %d tables could be protected", tried)
	}
}

// Tables released one after the other, in pieces: what stays of a piece that
// is not asked about, what is out before, and what nobody can hide any more.
func TestAReleaseInPieces(t *testing.T) {
	var l Ledger
	release := func(tables ...[]float64) (out string) {
		var t Table
		for _, values := range tables {
			first := len(t.Cells)
			for k, v := range values {
				t.Cells = append(t.Cells, Cell{Name: fmt.Sprint(len(values), k, v), Value: v})
			}
			s := Sum{Total: len(t.Cells) - 1}
			for i := first; i < s.Total; i++ {
				s.Of = append(s.Of, i)
			}
			t.Sums = append(t.Sums, s)
		}
		got, err := l.ReleaseInPieces(t, Rule{Limit: 5, ShowZeros: true})
		if err != nil {
			return err.Error()
		}
		for i := range t.Cells {
			switch {
			case got.Exposed[i]:
				out += "!"
			case got.Primary[i]:
				out += "x"
			case got.Hidden[i]:
				out += "o"
			default:
				out += "."
			}
		}
		return out
	}
	if got := release([]float64{20, 30, 50}, []float64{3, 9, 8, 20}); got != "...x.o." {
		t.Errorf("two tables: %s", got)
	}
	if got := release([]float64{3, 9, 8, 20}); got != "x.o." {
		t.Errorf("one of them again: %s", got)
	}
	if n := len(l.Sums); n != 2 {
		t.Errorf("%d sums are kept, want each once", n)
	}
	known := Table{Cells: []Cell{{Name: "men", Value: 40}, {Name: "all", Value: 43}}}
	if _, err := l.ReleaseInPieces(known, Rule{Limit: 5}); err != nil {
		t.Fatal(err)
	}
	women := Table{Cells: append([]Cell{{Name: "women", Value: 3}}, known.Cells...), Sums: []Sum{{Total: 2, Of: []int{0, 1}}}}
	got, err := l.ReleaseInPieces(women, Rule{Limit: 5})
	if err != nil || !slices.Equal(got.Exposed, []bool{true, false, false}) || !got.Hidden[0] {
		t.Errorf("what is out gives women away: %+v, %v", got, err)
	}
}
