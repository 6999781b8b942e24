package disclose

import "slices"

// quick hides what meets the needs of a large table: cells that are near by
// in its sums, as far as they suffice. It looks only at what hidden cells
// stand in sums with each other, so that a table of many small parts takes
// little longer than its parts do.
func quick(t Table, need []Need) ([]bool, error) {
	q := &nearby{t: t, need: need, sums: make([][]int, len(t.Cells)), hidden: make([]bool, len(t.Cells)), met: make([]bool, len(t.Cells))}
	for n, s := range t.Sums {
		for _, i := range append([]int{s.Total}, s.Of...) {
			q.sums[i] = append(q.sums[i], n)
		}
	}
	for i, c := range t.Cells {
		q.hidden[i] = !c.Known && (c.Latent || !need[i].none())
	}
	for i := range t.Cells {
		if q.hidden[i] && !need[i].none() && !q.met[i] {
			if err := q.meet(i); err != nil {
				return nil, err
			}
		}
	}
	q.uncover()
	return q.hidden, nil
}

type nearby struct {
	t      Table
	need   []Need
	sums   [][]int // by cell, the sums that it stands in
	hidden []bool
	work   int    // numbers changed so far, about
	met    []bool // by cell, whether its need is proven to be met; to hide more does not change that
}

// group is the hidden cells that sums join with a hidden cell.
func (q *nearby) group(i int) []int {
	return q.reach(i, func(j int) bool { return q.hidden[j] }, len(q.t.Cells))
}

// reach is the cells that are reached from one through sums, in so many steps.
func (q *nearby) reach(from int, through func(int) bool, steps int) []int {
	found, done := []int{from}, map[int]bool{from: true}
	for next := found; len(next) > 0 && steps > 0; steps-- {
		var more []int
		for _, i := range next {
			for _, n := range q.sums[i] {
				s := q.t.Sums[n]
				for _, j := range append([]int{s.Total}, s.Of...) {
					if !done[j] && through(j) {
						done[j], more = true, append(more, j)
					}
				}
			}
		}
		found, next = append(found, more...), more
	}
	return found
}

// meet proves the needs of all cells of a group, and hides more where one is
// not met.
func (q *nearby) meet(i int) error {
	for !q.met[i] {
		group := q.group(i)
		part, need := q.part(group)
		if q.work += len(part.Sums) * len(part.Sums) * len(part.Cells); len(group) > largeGroup || q.work > quickWork {
			for j, c := range q.t.Cells {
				q.hidden[j], q.met[j] = !c.Known, true
			}
			return nil
		}
		s := newSearch(part, need)
		now := s.tableau(slices.Repeat([]bool{true}, len(s.may)))
		for k, j := range s.may {
			if j < len(group) && !need[j].none() && !q.met[group[j]] {
				q.met[group[j]] = now.holds(k) != nil
				q.work += pivots * len(part.Sums) * len(part.Cells)
			}
		}
		if !q.met[i] {
			if err := q.cover(i); err != nil {
				return err
			}
			q.met[i] = true
		}
	}
	return nil
}

// part is some cells as a table of their own; all others stand firm. The first
// of them is its first cell.
func (q *nearby) part(cells []int) (t Table, need []Need) {
	t.Amounts = q.t.Amounts
	at := map[int]int{}
	for k, i := range cells {
		at[i] = k
		t.Cells, need = append(t.Cells, q.t.Cells[i]), append(need, q.need[i])
	}
	firm := func(value float64) int {
		t.Cells, need = append(t.Cells, Cell{Value: value, Known: true, Contributors: 1}), append(need, Need{})
		return len(t.Cells) - 1
	}
	done := map[int]bool{}
	for _, i := range cells {
		for _, n := range q.sums[i] {
			if done[n] {
				continue
			}
			done[n] = true
			t.Sums = append(t.Sums, q.moved(q.t.Sums[n], at, firm))
		}
	}
	return t, need
}

// moved is a sum among the cells of a part.
func (q *nearby) moved(s Sum, at map[int]int, firm func(float64) int) (moved Sum) {
	rest := 0.0
	for _, i := range s.Of {
		if k, ok := at[i]; ok {
			moved.Of = append(moved.Of, k)
		} else {
			rest += q.t.Cells[i].Value
		}
	}
	if len(moved.Of) < len(s.Of) {
		moved.Of = append(moved.Of, firm(rest))
	}
	k, ok := at[s.Total]
	if !ok {
		k = firm(q.t.Cells[s.Total].Value)
	}
	moved.Total = k
	return moved
}

// cover hides more until the need of a cell is met: among its neighbours, or,
// where these do not suffice, further on.
func (q *nearby) cover(i int) error {
	for steps := 2; ; steps *= 2 {
		cells := q.reach(i, func(j int) bool { return !q.t.Cells[j].Known }, steps)
		part, need := q.part(cells)
		for k := range cells {
			if need[k] = (Need{}); k == 0 {
				need[k] = q.need[i]
			}
			part.Cells[k].Latent = part.Cells[k].Latent || q.hidden[cells[k]]
		}
		hidden, err := newSearch(part, need).cheap()
		if err == nil {
			for k, j := range cells {
				q.hidden[j] = q.hidden[j] || hidden[k]
			}
			return nil
		}
		if steps > len(q.t.Cells) {
			return err
		}
	}
}

// uncover shows again what need not be hidden, group by group.
func (q *nearby) uncover() {
	done := make([]bool, len(q.t.Cells))
	for i := range q.t.Cells {
		if !q.hidden[i] || done[i] {
			continue
		}
		group := q.group(i)
		part, need := q.part(group)
		s := newSearch(part, need)
		hide := slices.Repeat([]bool{true}, len(s.may))
		if len(hide) <= trimmed {
			s.trim(hide)
		}
		for k, j := range s.may {
			if j < len(group) {
				done[group[j]], q.hidden[group[j]] = true, hide[k]
			}
		}
	}
}

const (
	trimmed    = 200 // cells of a group of which some are shown again, at most
	quickWork  = 5e9 // numbers changed, about, until the whole table is hidden: seconds
	pivots     = 40  // about as many as a proof takes
	largeGroup = 500 // cells of a group from which on the whole table is hidden: to prove its needs would take minutes
)
