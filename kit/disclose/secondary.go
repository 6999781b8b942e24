package disclose

import (
	"cmp"
	"math"
	"slices"
)

// search looks for the cells to be hidden beside the primary ones. Its
// columns are the cells that can be hidden.
type search struct {
	t     Table
	may   []int     // by column, its cell
	must  []bool    // by column: primary or latent
	price []float64 // by column, what hiding it costs; nothing where it must
	need  []Need    // by column
	needy []int     // columns with a need, the largest first
}

func newSearch(t Table, need []Need) *search {
	s := &search{t: t}
	for i, c := range t.Cells {
		if c.Known {
			continue
		}
		price := c.Cost
		if price == 0 {
			price = c.Value + 1
		}
		must := c.Latent || !need[i].none()
		if must {
			price = 0
		}
		if !need[i].none() {
			s.needy = append(s.needy, len(s.may))
		}
		s.may, s.must, s.price, s.need = append(s.may, i), append(s.must, must), append(s.price, price), append(s.need, need[i])
	}
	slices.SortStableFunc(s.needy, func(a, b int) int { return cmp.Compare(s.need[b].size(), s.need[a].size()) })
	return s
}

func (n Need) size() float64 { return math.Max(n.Width, n.Up+n.Down) }

func (s *search) value(k int) float64 { return s.t.Cells[s.may[k]].Value }

// cost of what is hidden, by cell.
func (s *search) cost(hidden []bool) (sum float64) {
	for k, i := range s.may {
		if hidden[i] {
			sum += s.price[k]
		}
	}
	return sum
}

// cells turns columns into cells.
func (s *search) cells(columns []bool) []bool {
	hidden := make([]bool, len(s.t.Cells))
	for k, i := range s.may {
		hidden[i] = columns[k]
	}
	return hidden
}

// cheap hides cells until every need is met, and shows again what need not
// be hidden: one primary cell after the other, the cells whose changes can
// make up for its change at the least cost.
//
// Method: Kelly, Golden and Assad, "Cell Suppression: Disclosure Protection
// for Sensitive Tabular Data", Networks 22 (1992), with a linear program in
// place of their network, so that it serves any sums; then a clean-up as in
// Cox, "Suppression Methodology and Statistical Disclosure Control", JASA 75
// (1980).
func (s *search) cheap() ([]bool, error) {
	hide := slices.Clone(s.must)
	moves := s.moves()
	for _, k := range s.needy {
		if s.tableau(hide).holds(k) == nil {
			s.raise(moves, hide, k)
		}
		if s.tableau(hide).holds(k) == nil {
			hide = slices.Repeat([]bool{true}, len(hide))
			break
		}
	}
	if !s.trim(hide) {
		return nil, ErrExposed
	}
	return s.cells(hide), nil
}

// moves is a program with two columns for each cell, how far it goes up and
// how far down, and one for each sum, which has to stay zero. Nothing moves
// yet, and any move costs: it is solved for the least cost.
func (s *search) moves() *program {
	n, equations := len(s.may), s.t.equations(s.may)
	all := 2*n + len(equations)
	p := &program{lo: make([]float64, all), up: make([]float64, all), x: make([]float64, all), gain: make([]float64, all), row: slices.Repeat([]int{-1}, all)}
	for k := range n {
		p.up[k], p.up[n+k] = math.Inf(1), s.value(k)
	}
	for i, e := range equations {
		row := make([]float64, all)
		for k, v := range e {
			row[k], row[n+k] = v, -v
		}
		row[2*n+i], p.row[2*n+i] = 1, i
		p.rows, p.base = append(p.rows, row), append(p.base, 2*n+i)
	}
	return p
}

// raise hides what column k needs: upwards if it can, for up there is room.
func (s *search) raise(moves *program, hide []bool, k int) {
	n := s.need[k]
	up, all := math.Max(n.Up, n.Width-n.Down), slices.Repeat([]bool{true}, len(hide))
	if !s.change(moves, hide, k, up) {
		up = s.tableau(all).reach(k, 1, up, all)
		s.change(moves, hide, k, up)
	}
	if down := math.Max(n.Down, n.Width-up); down > 0 {
		s.change(moves, hide, len(s.may)+k, math.Min(down, s.value(k)))
	}
}

// change hides the cells that have to move for column j of the program of
// moves to go so far. It says whether it can.
func (s *search) change(moves *program, hide []bool, j int, far float64) bool {
	p, n := moves.clone(), len(s.may)
	p.up[(j+n)%(2*n)] = 0
	p.aim(func(m int) float64 {
		switch {
		case m >= 2*n:
			return 0
		case hide[m%n]:
			return -hiddenPrice
		}
		return -s.price[m%n]
	})
	p.bound(j, far, far)
	if !p.fit() {
		return false
	}
	for k := range n {
		if math.Abs(p.x[k]-p.x[n+k]) > loose {
			hide[k] = true
		}
	}
	return true
}

// hiddenPrice is for moving what is hidden already: little, so that it moves
// no further than it has to.
const hiddenPrice = 1e-3

// trim shows cells again that need not be hidden, the dearest first. It says
// whether all needs were met to begin with.
func (s *search) trim(hide []bool) bool {
	proof := make([][]bool, len(hide))
	now := s.tableau(hide)
	for _, k := range s.needy {
		if proof[k] = now.holds(k); proof[k] == nil {
			return false
		}
	}
	for _, j := range s.dearest(hide) {
		hide[j] = false
		if less, ok := s.without(j, hide, proof); ok {
			proof = less
		} else {
			hide[j] = true
		}
	}
	return true
}

func (s *search) dearest(hide []bool) (all []int) {
	for j := range hide {
		if hide[j] && !s.must[j] {
			all = append(all, j)
		}
	}
	slices.SortStableFunc(all, func(a, b int) int { return cmp.Compare(s.price[b], s.price[a]) })
	return all
}

// without proves the needs again that were proven with column j.
func (s *search) without(j int, hide []bool, proof [][]bool) ([][]bool, bool) {
	less := slices.Clone(proof)
	var now *tableau
	for _, k := range s.needy {
		if !proof[k][j] {
			continue
		}
		if now == nil {
			now = s.tableau(hide)
		}
		if less[k] = now.holds(k); less[k] == nil {
			return nil, false
		}
	}
	return less, true
}
