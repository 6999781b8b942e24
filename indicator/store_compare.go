package indicator

import (
	"strings"

	"pesnet/kit/db"
)

// measuredOf returns under which names of the indicators given there are
// figures that everybody may see in a network. Each name is looked up by
// itself: one of its series is enough.
func measuredOf(tx *db.Tx, pools [2]string, of []Definition) (map[Name]bool, error) {
	var args []any
	for _, d := range of {
		for _, n := range d.Names() {
			args = append(args, n.Dataset, n.Code)
		}
	}
	each := strings.TrimSuffix(strings.Repeat(`(?, ?), `, len(args)/2), `, `)
	names, err := db.KeptForAll(tx, func(n *Name) []any { return []any{&n.Dataset, &n.Code} }, `WITH one (dataset, indicator) AS (VALUES `+each+`)
		SELECT one.dataset, one.indicator FROM one WHERE EXISTS (SELECT 1 FROM indicator_series s
			WHERE s.indicator = one.indicator AND s.dataset = one.dataset AND s.network_id IN (?, ?) AND NOT s.draft)`, append(args, pools[0], pools[1])...)
	found := map[Name]bool{}
	for _, n := range names {
		found[n] = true
	}
	return found, err
}

// Delivery is what a reader learns about the batch that figures came in.
type Delivery struct {
	No      int64
	Source  string // code of the importer
	Vintage string // day on which the source published it, or on which it came
}

func deliveries(tx *db.Tx, pools [2]string, numbers []int64) ([]Delivery, error) {
	if len(numbers) == 0 {
		return nil, nil
	}
	args := append(db.Args(numbers), pools[0], pools[1])
	return db.Kept(tx, func(d *Delivery) []any { return []any{&d.No, &d.Source, &d.Vintage} },
		`SELECT no, source, vintage FROM indicator_batch WHERE no IN (`+db.Marks(len(numbers))+`) AND network_id IN (?, ?) ORDER BY vintage, no`, args...)
}

// Facts is what there is of an indicator in a network.
type Facts struct {
	Series  int64
	First   string // period
	Last    string
	Vintage string // day of the latest delivery
}

// facts counts the released figures under the names given.
func facts(tx *db.Tx, pools [2]string, names []Name) (Facts, error) {
	where, args := ``, []any{}
	for i, n := range names {
		if i > 0 {
			where += ` OR `
		}
		where += `s.indicator = ? AND s.dataset = ?`
		args = append(args, n.Code, n.Dataset)
	}
	args = append(args, pools[0], pools[1])
	return db.KeptOneForAll(tx, func(f *Facts) []any { return []any{&f.Series, &f.First, &f.Last, &f.Vintage} },
		`SELECT count(DISTINCT s.id), coalesce(min(o.period), ''), coalesce(max(o.period), ''), coalesce(max(b.vintage), '')
		FROM indicator_series s JOIN indicator_observation o ON o.series = s.id LEFT JOIN indicator_batch b ON b.no = o.batch
		WHERE (`+where+`) AND s.network_id IN (?, ?) AND NOT s.draft AND o.value IS NOT NULL`, args...)
}

// figuresAfter returns released figures one by one, after a place in their order.
func figuresAfter(tx *db.Tx, a Wanted) ([]Taken, error) {
	where, args := `s.network_id IN (?, ?) AND NOT s.draft`, []any{a.pools[0], a.pools[1]}
	add := func(condition string, values ...any) { where, args = where+` AND `+condition, append(args, values...) }
	if len(a.names) > 0 {
		names := ``
		var values []any
		for i, n := range a.names {
			if i > 0 {
				names += ` OR `
			}
			names += `s.indicator = ? AND s.dataset = ?`
			values = append(values, n.Code, n.Dataset)
		}
		add(`(`+names+`)`, values...)
	}
	if a.Area != "" {
		add(`s.area = ?`, a.Area)
	}
	if a.Org != "" {
		add(`s.org = ?`, a.Org)
	}
	if a.From != "" {
		add(`o.period >= ?`, a.From)
	}
	if a.To != "" {
		add(`o.period <= ?`, a.To+"~")
	}
	if a.after.period != "" {
		add(`(o.series, o.period) > (?, ?)`, a.after.series, a.after.period)
	}
	args = append(args, a.limit)
	return db.All(tx, func(t *Taken) []any {
		return []any{&t.at.series, &t.Dataset, &t.Indicator, &t.Area, &t.Org, &t.Freq, &t.Unit, &t.Dims, &t.Period, &t.Value, &t.Flags, &t.Batch, &t.Vintage}
	}, `SELECT s.id, s.dataset, s.indicator, s.area, s.org, s.freq, s.unit, s.dims, o.period, o.value, o.flags, o.batch, coalesce(b.vintage, '')
		FROM indicator_series s JOIN indicator_observation o ON o.series = s.id LEFT JOIN indicator_batch b ON b.no = o.batch
		WHERE `+where+` ORDER BY o.series, o.period LIMIT ?`, args...)
}
