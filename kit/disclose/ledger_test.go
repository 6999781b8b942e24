package disclose

import (
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// named gives the cells of a table names that say the release.
func named(t Table, release string) Table {
	for i := range t.Cells {
		t.Cells[i].Name = fmt.Sprint(release, " ", i)
	}
	return t
}

func TestATotalMinusTheLastTotalIsNotOnePerson(t *testing.T) {
	monday, tuesday := Table{Cells: []Cell{{Name: "monday", Value: 100}}}, Table{Cells: []Cell{{Name: "tuesday", Value: 101}}}
	rule := Rule{Limit: 5}
	unlinked := Ledger{}
	for _, table := range []Table{monday, tuesday} {
		if r, err := unlinked.Release(table, rule); err != nil || r.Hidden[0] {
			t.Fatalf("hidden %v, %v: want it shown, for nothing says that one holds the other", r.Hidden, err)
		}
	}
	ledger := Ledger{Nested: []Nest{{Part: "monday", Whole: "tuesday"}}}
	if _, err := ledger.Release(monday, rule); err != nil {
		t.Fatal(err)
	}
	r, err := ledger.Release(tuesday, rule)
	if err != nil {
		t.Fatal(err)
	}
	if !r.Hidden[0] {
		t.Error("101 after 100 tells of one person: want it hidden")
	}
}

func TestAHiddenCellStaysHiddenInTheNextTable(t *testing.T) {
	table, ledger := named(Cross([]float64{2, 9, 8}, 3), "a"), Ledger{}
	first, err := ledger.Release(table, Rule{Limit: 5})
	if err != nil {
		t.Fatal(err)
	}
	for i, hidden := range first.Hidden {
		again, err := ledger.Release(Table{Cells: table.Cells[i : i+1]}, Rule{Limit: 1, ShowZeros: true})
		if err != nil || again.Hidden[0] != hidden {
			t.Errorf("cell %d alone: hidden %v, %v; want %v", i, again.Hidden, err, hidden)
		}
	}
	table.Cells[1].Value, table.Cells[3].Value = 10, 20
	if _, err := ledger.Release(table, Rule{Limit: 5}); err == nil {
		t.Error("a name with two values is taken")
	}
}

// A second table counts the same people by other categories: its total, or a
// group of its cells, is known from the first.
func TestAnAttackerWithAllReleasesRecoversNoPrimaryCell(t *testing.T) {
	tried, refused := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		values := func(n int) (all []float64) {
			for _, v := range rapid.SliceOfN(rapid.IntRange(0, 12), n, n).Draw(rt, "values") {
				all = append(all, float64(v))
			}
			return all
		}
		first := named(Cross(values(6), 3, 2), "a")
		second := named(Cross(values(3), 3), "b")
		whole := first.Cells[0]
		whole.Value += second.Cells[3].Value // all of b, and the first cell of a
		second.Cells = append(second.Cells, first.Cells[0], Cell{Name: "both", Value: whole.Value})
		second.Sums = append(second.Sums, Sum{Total: 5, Of: []int{3, 4}})
		ledger, rule := Ledger{}, Rule{Limit: 4, ShowZeros: rapid.Bool().Draw(rt, "zeros")}
		for _, table := range []Table{first, second} {
			if _, err := ledger.Release(table, rule); errors.Is(err, ErrExposed) {
				refused++
				return
			} else if err != nil {
				rt.Fatal(err)
			}
			r, all := Result{}, ledger.table(false)
			for i, e := range ledger.Cells {
				all.Cells[i].Known, all.Cells[i].Latent = false, false
				r.Need, r.Primary, r.Hidden = append(r.Need, e.Need), append(r.Primary, !e.Need.none()), append(r.Hidden, e.Hidden)
			}
			if got := recovers(all, r, r.Hidden); got != nil {
				rt.Fatalf("cells %v are recovered from %+v", got, ledger)
			}
			tried++
		}
	})
	t.Logf("%d releases tried, %d refused", tried, refused)
}

func TestTheLedgerAuditsAChoiceOfAnybody(t *testing.T) {
	ledger := Ledger{}
	if _, err := ledger.Release(Table{Cells: []Cell{{Name: "all", Value: 30}}}, Rule{Limit: 5}); err != nil {
		t.Fatal(err)
	}
	table := Cross([]float64{3, 27}, 2)
	table.Cells[2].Name = "all"
	got, err := ledger.Audit(table, []bool{true, false, true})
	if want := (Interval{3, 3}); err != nil || got[0] != want {
		t.Errorf("a cell whose total is out already: %v, %v; want %v", got, err, want)
	}
}
