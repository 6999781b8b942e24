package disclose

import (
	"errors"
	"math/rand/v2"
	"testing"
)

func TestWhatTheRuleHides(t *testing.T) {
	for _, c := range []struct {
		name    string
		cell    Cell
		amounts bool
		rule    Rule
		want    Need
	}{
		{"one below the limit", Cell{Value: 4}, false, Rule{Limit: 5}, Need{Width: 5}},
		{"at the limit", Cell{Value: 5}, false, Rule{Limit: 5}, Need{}},
		{"nobody", Cell{Value: 0}, false, Rule{Limit: 5}, Need{Width: 5}},
		{"nobody, which may be told", Cell{Value: 0}, false, Rule{Limit: 5, ShowZeros: true}, Need{}},
		{"known to everybody", Cell{Value: 1, Known: true}, false, Rule{Limit: 5}, Need{}},
		{"two firms", Cell{Value: 900, Contributors: 2}, true, Rule{Limit: 3, Percent: 15}, Need{Width: 135}},
		{"the second knows the largest to 10 %", Cell{Value: 160, Contributors: 9, Largest: []float64{100, 50}}, true, Rule{Limit: 3, Percent: 15}, Need{Up: 5, Down: 5}},
		{"the second knows the largest to 15 %", Cell{Value: 165, Contributors: 9, Largest: []float64{100, 50}}, true, Rule{Limit: 3, Percent: 15}, Need{}},
		{"one has 80 % of it", Cell{Value: 125, Largest: []float64{100}}, true, Rule{Dominant: 1, Share: 80}, Need{}},
		{"one has more", Cell{Value: 120, Largest: []float64{100}}, true, Rule{Dominant: 1, Share: 80}, Need{Up: 5, Down: 5}},
	} {
		got := c.rule.primary(Table{Cells: []Cell{c.cell}, Amounts: c.amounts})[0]
		if got != c.want {
			t.Errorf("%s: the need is %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestACellThatIsAllOfItsTotalIsHidden(t *testing.T) {
	table := Cross([]float64{
		12, 0, 0,
		20, 15, 30,
		9, 11, 14,
	}, 3, 3)
	r, err := Protect(table, Rule{Limit: 3, ShowZeros: true, Whole: true})
	if err != nil {
		t.Fatal(err)
	}
	if v := r.Audit[0]; !r.Hidden[0] || v.Width() < 3 {
		t.Errorf("all 12 of the row: hidden %v, known to be %v", r.Hidden[0], v)
	}
}

func TestAmountsStayInexactOnBothSides(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 9))
	for range 60 {
		values := make([]float64, 20)
		for i := range values {
			values[i] = random.Float64() * 1000
		}
		table := Cross(values, 5, 4)
		table.Amounts = true
		for i := range table.Cells {
			c := &table.Cells[i]
			c.Contributors = 40
			if random.IntN(6) == 0 {
				c.Contributors, c.Largest = 8, []float64{c.Value * 0.8, c.Value * 0.15}
			}
		}
		r, err := Protect(table, Rule{Limit: 3, Percent: 15})
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range table.Cells {
			if c.Largest != nil && r.Audit[i].Max-c.Largest[1] < 1.15*c.Largest[0]-1e-3 {
				t.Errorf("the second contributor knows that the largest has at most %v: it has %v", r.Audit[i].Max-c.Largest[1], c.Largest[0])
			}
		}
	}
}

func TestWhatCannotBeProtectedIsNotShown(t *testing.T) {
	table := Cross([]float64{2, 3}, 2)
	table.Cells[1].Known, table.Cells[2].Known = true, true
	if _, err := Protect(table, Rule{Limit: 3}); !errors.Is(err, ErrExposed) {
		t.Errorf("a cell whose total and neighbour are known: %v, want %v", err, ErrExposed)
	}
	for _, c := range []struct {
		name  string
		table Table
		rule  Rule
	}{
		{"a sum that does not add up", Table{Cells: []Cell{{Value: 1}, {Value: 2}}, Sums: []Sum{{1, []int{0}}}}, Rule{}},
		{"a sum of a cell that is not there", Table{Cells: []Cell{{Value: 1}}, Sums: []Sum{{1, []int{0}}}}, Rule{}},
		{"half a person", Table{Cells: []Cell{{Value: 0.5}}}, Rule{}},
		{"less than nobody", Table{Cells: []Cell{{Value: -1}}}, Rule{}},
		{"dominance without a share", Table{}, Rule{Dominant: 1}},
		{"an amount of nobody", Table{Cells: []Cell{{Value: 1}}, Amounts: true}, Rule{Limit: 3, Percent: 15}},
		{"amounts that may be known to the last digit", Table{Amounts: true}, Rule{Limit: 3}},
	} {
		if _, err := Protect(c.table, c.rule); err == nil {
			t.Errorf("%s is taken", c.name)
		}
	}
}
