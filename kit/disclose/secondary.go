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

// moves is a program with two columns for each cell: how far it goes up, and
// how far down.
func (s *search) moves() *program {
	n := len(s.may)
	equations := s.t.equations(s.may)
	for i, e := range equations {
		for _, v := range e {
			equations[i] = append(equations[i], -v)
		}
	}
	up := make([]float64, 2*n)
	for k := range n {
		up[k], up[n+k] = math.Inf(1), s.value(k)
	}
	return newProgram(equations, make([]float64, 2*n), make([]float64, 2*n), up)
}

// raise hides what column k needs.
func (s *search) raise(moves *program, hide []bool, k int) {
	n := s.need[k]
	up := math.Max(n.Up, n.Width-n.Down)
	if reached := s.change(moves, hide, k, up); reached < up {
		n.Down = math.Max(n.Down, n.Width-reached)
	}
	if n.Down > 0 {
		s.change(moves, hide, len(s.may)+k, n.Down)
	}
}

// change hides the cells that have to move for column j of the program of
// moves to go as far as it should; returns how far it went.
func (s *search) change(moves *program, hide []bool, j int, far float64) float64 {
	p, n := moves.clone(), len(s.may)
	p.up[j], p.up[(j+n)%(2*n)] = math.Min(far, p.up[j]), 0
	p.aim(func(m int) float64 {
		switch {
		case m == j:
			return 1 + 2*total(s.price)
		case hide[m%n]:
			return 0
		}
		return -s.price[m%n]
	})
	p.most()
	for k := range n {
		if math.Abs(p.x[k]-p.x[n+k]) > loose {
			hide[k] = true
		}
	}
	return p.x[j]
}

func total(price []float64) (sum float64) {
	for _, v := range price {
		sum += v
	}
	return sum
}

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
