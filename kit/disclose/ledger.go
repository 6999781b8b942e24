package disclose

import (
	"errors"
	"fmt"
	"slices"
)

// ErrMixed says that a figure is out already, protected the other way: who
// has it rounded and among hidden cells can narrow both.
var ErrMixed = errors.New("disclose: a figure is either rounded or among hidden cells, never both")

// Ledger remembers what has been published, so that a new table does not give
// away what an old one hid: a total minus the total of last week is one
// person. It is plain data, to be kept between releases; it holds the hidden
// values and is as secret as they are. Figures are known again by their
// names; a figure that was revised needs a new name. Counts and amounts have
// a ledger each.
type Ledger struct {
	Cells  []Entry `json:"cells,omitempty"`
	Sums   []Sum   `json:"sums,omitempty"`
	Nested []Nest  `json:"nested,omitempty"`
}

// Entry is one figure that is out, or was kept back.
type Entry struct {
	Cell
	Hidden  bool `json:"hidden,omitempty"`
	Rounded bool `json:"rounded,omitempty"`
	Need    Need `json:"need,omitzero"`
}

// Nest says that all of what the figure Part counts is counted in the figure
// Whole too, so that their difference tells about the rest: a day later, or a
// region more. Rest is protected though it is in no table.
type Nest struct{ Part, Whole string }

func (n Nest) rest() string { return n.Whole + " without " + n.Part }

// Release protects a table as Protect does, but with all that is out already:
// what was shown stays known, what was hidden stays hidden, and the needs of
// old cells are kept too. If it succeeds the table counts as published. The
// slices of the result are for the cells of the table.
//
// Errors: as of Protect; also when a name has two values, and ErrMixed.
func (l *Ledger) Release(t Table, rule Rule) (Result, error) {
	if err := errors.Join(t.check(), rule.check(t)); err != nil {
		return Result{}, err
	}
	next, place, err := l.with(t, rule)
	if err != nil {
		return Result{}, err
	}
	need := make([]Need, len(next.Cells))
	for i, e := range next.Cells {
		need[i] = e.Need
	}
	all, err := protect(next.table(t.Amounts), need)
	if err != nil {
		return Result{}, err
	}
	for i := range next.Cells {
		next.Cells[i].Hidden = all.Hidden[i]
	}
	*l = next
	return all.of(place), nil
}

// Audit returns what a reader of everything published can work out of the
// cells of a table, if these are hidden.
func (l *Ledger) Audit(t Table, hidden []bool) ([]Interval, error) {
	if err := t.check(); err != nil {
		return nil, err
	}
	next, place, err := l.with(t, Rule{})
	if err != nil {
		return nil, err
	}
	all := make([]bool, len(next.Cells))
	for i, p := range place {
		all[p] = hidden[i]
	}
	return Result{Audit: Audit(next.table(t.Amounts), all)}.of(place).Audit, nil
}

// table is all figures at once. What is out can neither be hidden nor shown.
func (l *Ledger) table(amounts bool) Table {
	t := Table{Sums: l.Sums, Amounts: amounts}
	for _, e := range l.Cells {
		t.Cells = append(t.Cells, e.Cell)
	}
	return t
}

// with returns the ledger with a table added that is not yet protected, and
// the places of its cells.
func (l *Ledger) with(t Table, rule Rule) (next Ledger, place []int, err error) {
	next = Ledger{Sums: slices.Clone(l.Sums), Nested: l.Nested}
	at := map[string]int{}
	for i, e := range l.Cells {
		e.Known, e.Latent = !e.Hidden, e.Hidden
		if next.Cells = append(next.Cells, e); e.Name != "" {
			at[e.Name] = i
		}
	}
	for i, need := range rule.primary(t) {
		p, err := next.put(Entry{Cell: t.Cells[i], Need: need}, at)
		if err != nil {
			return Ledger{}, nil, err
		}
		place = append(place, p)
	}
	for _, s := range t.Sums {
		moved := Sum{Total: place[s.Total]}
		for _, i := range s.Of {
			moved.Of = append(moved.Of, place[i])
		}
		next.Sums = append(next.Sums, moved)
	}
	return next, place, next.nest(at, rule, t.Amounts)
}

// put adds a figure, or finds it.
func (l *Ledger) put(e Entry, at map[string]int) (int, error) {
	i, there := at[e.Name]
	if !there || e.Name == "" {
		l.Cells = append(l.Cells, e)
		if e.Name != "" {
			at[e.Name] = len(l.Cells) - 1
		}
		return len(l.Cells) - 1, nil
	}
	old := &l.Cells[i]
	switch {
	case old.Rounded:
		return 0, fmt.Errorf("%s: %w", e.Name, ErrMixed)
	case old.Value != e.Value:
		return 0, fmt.Errorf("disclose: %s has the values %v and %v", e.Name, old.Value, e.Value)
	case e.Known:
		old.Known, old.Latent, old.Need = true, false, Need{}
	case !old.Known:
		old.Need = old.Need.or(e.Need)
	}
	return i, nil
}

// nest adds the rests of nested figures that are both there.
func (l *Ledger) nest(at map[string]int, rule Rule, amounts bool) error {
	for _, n := range l.Nested {
		part, ok := at[n.Part]
		whole, both := at[n.Whole]
		if _, done := at[n.rest()]; !ok || !both || done {
			continue
		}
		rest := Cell{Name: n.rest(), Latent: true, Value: l.Cells[whole].Value - l.Cells[part].Value}
		rest.Contributors = l.Cells[whole].Contributors - l.Cells[part].Contributors
		if rest.Value < 0 {
			return fmt.Errorf("disclose: %s is less than its part %s", n.Whole, n.Part)
		}
		at[rest.Name] = len(l.Cells)
		l.Cells = append(l.Cells, Entry{Cell: rest, Need: rule.few(rest, amounts)})
		l.Sums = append(l.Sums, Sum{Total: whole, Of: []int{part, at[rest.Name]}})
	}
	return nil
}

// of picks the cells of one table out of a result.
func (r Result) of(place []int) Result {
	return Result{
		Hidden: pick(r.Hidden, place), Primary: pick(r.Primary, place),
		Need: pick(r.Need, place), Audit: pick(r.Audit, place),
		Cost: r.Cost, Bound: r.Bound, Exact: r.Exact,
	}
}

func pick[T any](all []T, place []int) (some []T) {
	for _, p := range place {
		if p < len(all) {
			some = append(some, all[p])
		}
	}
	return some
}
