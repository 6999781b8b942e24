package indicator

import (
	"context"
	"io"
	"maps"
	"slices"
	"strconv"

	"pesnet/indicator/figure"
	"pesnet/kit/db"
)

// derive computes the indicators of the Annex for everything of which a batch
// has brought counts. They are written into the same batch, so that they go
// when it is undone, and are not counted among what it delivered.
func (l *load) derive(ctx context.Context) error {
	if l.b.State == Preview {
		return nil
	}
	var touched []touch
	err := l.s.db.Read(ctx, func(tx *db.Tx) (err error) {
		touched, err = touchedCounts(tx, l.b)
		return err
	})
	if err != nil || len(touched) == 0 {
		return err
	}
	for unit, years := range byUnit(touched) {
		if err := l.deriveUnit(ctx, unit, years); err != nil {
			return err
		}
	}
	return nil
}

// touch is a year of a service, or a part of its people, of which a count came.
type touch struct {
	unit
	year string
}

// unit is who is measured.
type unit struct{ area, org string }

// byUnit gathers the years to compute for each unit: those touched, and those
// after, which look back at the end of the year before.
func byUnit(all []touch) map[unit][]int {
	found := map[unit]map[int]bool{}
	for _, t := range all {
		year, err := strconv.Atoi(t.year)
		if err != nil {
			continue
		}
		if found[t.unit] == nil {
			found[t.unit] = map[int]bool{}
		}
		found[t.unit][year], found[t.unit][year+1] = true, true
	}
	years := map[unit][]int{}
	for u, set := range found {
		years[u] = slices.Sorted(maps.Keys(set))
	}
	return years
}

func (l *load) deriveUnit(ctx context.Context, u unit, years []int) error {
	return l.s.db.Write(ctx, func(tx *db.Tx) error {
		counts, err := countsOf(tx, l.b.Owner, u)
		if err != nil {
			return err
		}
		l.figures, l.ids = l.figures[:0], map[*figure.Series]int64{}
		for dims, book := range counts {
			l.figures = append(l.figures, book.figures(u, dims, years)...)
		}
		counted, scope, noted := l.b.Counts, maps.Clone(l.b.Place.Scope), len(l.rejected)
		if err := l.put(tx); err != nil {
			return err
		}
		l.b.Counts, l.b.Place.Scope, l.rejected = counted, scope, l.rejected[:noted]
		return updateBatch(tx, l.b, l.s.now())
	})
}

// book is the counts of one unit and one part of its people.
type book map[named]Point

// named is a count by its code and period.
type named struct{ code, period string }

func (b book) count(code, period string) (float64, string, bool) {
	p, ok := b[named{code, period}]
	return p.Value, p.Flags, ok && !p.Missing
}

// figures computes every indicator of the catalogue that has a formula.
func (b book) figures(u unit, dims figure.Dims, years []int) (all []figure.Figure) {
	for _, d := range Defined() {
		if d.Formula == "" {
			continue
		}
		s := &figure.Series{Dataset: own, Indicator: d.Code, Area: u.area, Org: u.org, Freq: "A", Unit: d.Unit, Dims: dims}
		for _, year := range years {
			value, flags, err := d.Compute(year, b.count)
			if err != nil {
				continue // a count is missing: there is no figure, and none is invented
			}
			all = append(all, figure.Figure{Series: s, Period: strconv.Itoa(year), Value: value, Flags: flags})
		}
	}
	return all
}

// given is figures that are already at hand, as a reading.
type given struct {
	figures []figure.Figure
	at      int
}

// Next returns the next figure.
func (g *given) Next() (figure.Figure, error) {
	if g.at == len(g.figures) {
		return figure.Figure{}, io.EOF
	}
	g.at++
	return g.figures[g.at-1], nil
}

// Warnings has none.
func (g *given) Warnings() []figure.Warning { return nil }

// Done tells how much has been read.
func (g *given) Done() float64 { return float64(g.at) / float64(max(1, len(g.figures))) }

// Close has nothing to close.
func (g *given) Close() error { return nil }
