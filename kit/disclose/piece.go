package disclose

import (
	"errors"
	"math"
	"slices"
)

const (
	smallPiece = 60   // cells of a piece that gets the cheapest choice, and a full audit
	largePiece = 3000 // cells of a piece from which on nothing new of it is shown: to choose would take minutes
)

// Pieces is what came of a release in pieces, by the cells of the table.
type Pieces struct {
	Hidden  []bool
	Primary []bool
	Exposed []bool // hidden too, though what was out before gives them away
}

// ReleaseInPieces is Release for tables of any size: what no sum joins is
// protected apart, so that it takes as long as the largest piece asks for.
// Nothing of a piece is touched in which no cell has a need.
//
// What is out already may give a new cell away, whatever is hidden with it.
// Such a cell counts as exposed: it stays as inexact as it is, and the others
// are protected all the same.
func (l *Ledger) ReleaseInPieces(t Table, rule Rule) (Pieces, error) {
	if err := errors.Join(t.check(), rule.check(t)); err != nil {
		return Pieces{}, err
	}
	next, place, err := l.with(t, rule)
	if err != nil {
		return Pieces{}, err
	}
	next.Sums = apart(next.Sums)
	exposed := make([]bool, len(next.Cells))
	for _, cells := range next.pieces(place) {
		if err := next.protectPiece(cells, t.Amounts, exposed); err != nil {
			return Pieces{}, err
		}
	}
	var out Pieces
	for _, p := range place {
		e := next.Cells[p]
		out.Hidden = append(out.Hidden, e.Hidden || exposed[p])
		out.Primary = append(out.Primary, !e.Need.none() || exposed[p])
		out.Exposed = append(out.Exposed, exposed[p])
	}
	*l = next
	return out, nil
}

// apart leaves each sum once.
func apart(all []Sum) []Sum {
	seen := map[int][]Sum{}
	return slices.DeleteFunc(all, func(s Sum) bool {
		if slices.ContainsFunc(seen[s.Total], func(o Sum) bool { return slices.Equal(o.Of, s.Of) }) {
			return true
		}
		seen[s.Total] = append(seen[s.Total], s)
		return false
	})
}

// pieces are the cells that sums join with some of those given, piece by piece.
func (l *Ledger) pieces(with []int) [][]int {
	parent := make([]int, len(l.Cells))
	for i := range parent {
		parent[i] = i
	}
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	for _, s := range l.Sums {
		for _, i := range s.Of {
			parent[root(i)] = root(s.Total)
		}
	}
	wanted, order := map[int][]int{}, []int{}
	for _, i := range with {
		if r := root(i); wanted[r] == nil {
			wanted[r], order = []int{}, append(order, r)
		}
	}
	for i := range l.Cells {
		if _, ok := wanted[root(i)]; ok {
			wanted[root(i)] = append(wanted[root(i)], i)
		}
	}
	var all [][]int
	for _, r := range order {
		all = append(all, wanted[r])
	}
	return all
}

// protectPiece decides which cells of a piece are hidden.
func (l *Ledger) protectPiece(cells []int, amounts bool, exposed []bool) error {
	piece, need, needy := l.piece(cells, amounts)
	hidden := make([]bool, len(cells))
	for k, c := range piece.Cells {
		hidden[k] = c.Latent
	}
	switch {
	case !needy:
	case len(cells) > largePiece:
		for k, c := range piece.Cells {
			hidden[k] = !c.Known
		}
	default:
		r, err := protectSome(piece, need)
		if errors.Is(err, ErrExposed) {
			for k, v := range Audit(piece, slices.Repeat([]bool{true}, len(cells))) {
				if value := piece.Cells[k].Value; !need[k].met(v, value) {
					exposed[cells[k]] = true
					need[k] = Need{math.Min(need[k].Width, v.Width()), math.Min(need[k].Up, v.Max-value), math.Min(need[k].Down, value-v.Min)}
				}
			}
			r, err = protectSome(piece, need)
		}
		if errors.Is(err, ErrExposed) { // the search for whole numbers gave up: all is hidden that can be
			r, err = make([]bool, len(cells)), nil
			for k, c := range piece.Cells {
				r[k] = !c.Known
			}
		}
		if err != nil {
			return err
		}
		hidden = r
	}
	for k, i := range cells {
		e := &l.Cells[i]
		e.Hidden, e.Need = hidden[k], need[k]
	}
	return nil
}

// piece is some cells as a table of their own, with their needs, and whether
// there is any.
func (l *Ledger) piece(cells []int, amounts bool) (t Table, need []Need, needy bool) {
	at := make(map[int]int, len(cells))
	t.Amounts = amounts
	for k, i := range cells {
		at[i] = k
		t.Cells = append(t.Cells, l.Cells[i].Cell)
		need = append(need, l.Cells[i].Need)
		needy = needy || !l.Cells[i].Need.none()
	}
	for _, s := range l.Sums {
		total, ok := at[s.Total]
		if !ok {
			continue
		}
		moved := Sum{Total: total}
		for _, i := range s.Of {
			moved.Of = append(moved.Of, at[i])
		}
		t.Sums = append(t.Sums, moved)
	}
	return t, need, needy
}

// protectSome meets the needs of a piece: by the cheapest choice where it is
// small, otherwise by a good one whose needs are proven.
func protectSome(t Table, need []Need) ([]bool, error) {
	if len(t.Cells) <= smallPiece {
		r, err := protect(t, need)
		return r.Hidden, err
	}
	return quick(t, need)
}
