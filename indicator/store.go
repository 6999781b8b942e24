package indicator

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"pesnet/indicator/figure"
	"pesnet/kit/db"
	"pesnet/kit/search"
)

// Line is a series with its figures, in the order of their periods.
type Line struct {
	figure.Series
	Owner
	ID     int64
	Points []Point
}

// Point is a figure of a line.
type Point struct {
	Period  string
	Value   float64
	Missing bool
	Flags   string
	Batch   int64
}

// Ask says which lines are wanted.
type Ask struct {
	Names    []Name    // of the indicators; several are read together
	Areas    []string  // reference areas …
	Orgs     []string  // … and codes of organisations; neither = all
	Freq     string    // nothing = every frequency
	From, To string    // periods, both included; nothing = open
	Pools    [2]string // whose figures are seen: ids of networks, nothing for public ones
	Drafts   []string  // ids of the organisations whose unreleased figures may be seen
	// Pick leaves the series whose figures are read; nothing = all.
	Pick func([]Line) []Line
}

// lines reads the lines that are asked for: public ones, those of the network,
// and unreleased ones of the organisations named. What is not released is in
// series of its own, so that no condition can be forgotten but this one.
func lines(tx *db.Tx, a Ask) ([]Line, error) {
	where, args := a.where()
	series, err := db.KeptForAll(tx, seriesPlaces, seriesRead+where+` AND NOT s.draft`, args...)
	if len(a.Drafts) > 0 && err == nil {
		var drafts []Line
		drafts, err = db.Kept(tx, seriesPlaces, seriesRead+where+` AND s.draft AND s.org_id IN (`+db.Marks(len(a.Drafts))+`)`, append(args, db.Args(a.Drafts)...)...)
		series = append(series, drafts...)
	}
	if err != nil {
		return nil, err
	}
	series = slices.DeleteFunc(series, func(l Line) bool { return !slices.Contains(a.Names, Name{l.Dataset, l.Indicator}) }) // of another dataset
	if a.Pick != nil {
		series = a.Pick(series)
	}
	return withPoints(tx, series, within{a.From, a.To})
}

// where is the condition for released and unreleased series together.
func (a Ask) where() (where string, args []any) {
	where = `s.indicator IN (` + db.Marks(len(a.Names)) + `) AND s.network_id IN (?, ?)`
	for _, n := range a.Names {
		args = append(args, n.Code)
	}
	args = append(args, a.Pools[0], a.Pools[1])
	if len(a.Areas)+len(a.Orgs) > 0 {
		where += ` AND (s.area IN ('-'` + list(len(a.Areas)) + `) OR s.org IN ('-'` + list(len(a.Orgs)) + `))`
		args = append(append(args, db.Args(a.Areas)...), db.Args(a.Orgs)...)
	}
	if a.Freq != "" {
		where, args = where+` AND s.freq = ?`, append(args, a.Freq)
	}
	return where, args
}

// within is the periods that are read, both included; nothing = open.
type within struct{ from, to string }

func list(n int) string {
	if n == 0 {
		return ""
	}
	return "," + db.Marks(n)
}

// mostSeries is how many series one statement reads the figures of.
const mostSeries = 5000

// readLines reads the series first and then their figures.
func readLines(tx *db.Tx, where string, args []any, w within) ([]Line, error) {
	series, err := db.Kept(tx, seriesPlaces, seriesRead+where, args...)
	if err != nil {
		return nil, err
	}
	return withPoints(tx, series, w)
}

// seriesRead reads series without their figures.
const seriesRead = `SELECT s.id, s.network_id, s.org_id, s.draft, s.dataset, s.indicator, s.area, s.org, s.freq, s.unit, s.dims FROM indicator_series s WHERE `

func seriesPlaces(l *Line) []any {
	return []any{&l.ID, &l.Network, &l.Organisation, &l.Draft, &l.Dataset, &l.Indicator, &l.Area, &l.Org, &l.Freq, &l.Unit, &l.Dims}
}

// withPoints reads the figures of series, which stand in the order of their
// key: so nothing need be sorted, and the columns of a series are read once.
// A series without a figure is left out. Drafts have ids below zero: their
// figures are read apart from those that are the same for everybody.
func withPoints(tx *db.Tx, series []Line, w within) ([]Line, error) {
	slices.SortFunc(series, func(a, b Line) int { return cmp.Compare(a.ID, b.ID) })
	first, _ := slices.BinarySearchFunc(series, 0, func(l Line, id int64) int { return cmp.Compare(l.ID, id) })
	for some := range slices.Chunk(series[:first], mostSeries) {
		if err := readPoints(tx, db.Kept, some, w); err != nil {
			return nil, err
		}
	}
	for some := range slices.Chunk(series[first:], mostSeries) {
		if err := readPoints(tx, db.KeptForAll, some, w); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(series, func(l Line) bool { return len(l.Points) == 0 }), nil
}

// readPoints reads the figures of series that are in the order of their ids.
func readPoints(tx *db.Tx, read func(*db.Tx, func(*pointOf) []any, string, ...any) ([]pointOf, error), lines []Line, w within) error {
	ids := make([]any, len(lines))
	for i, l := range lines {
		ids[i] = l.ID
	}
	points, err := read(tx, func(p *pointOf) []any {
		return []any{&p.series, &p.Period, (*valueOrMissing)(&p.Point), &p.Flags, &p.Batch}
	}, `SELECT series, period, value, flags, batch FROM indicator_observation
		WHERE series IN (`+db.Marks(len(ids))+`) AND period >= ? AND period <= ? ORDER BY series, period`,
		append(ids, w.from, w.to+"~")...) // 2024~ follows 2024-12, and ~ every period
	at := 0
	for _, p := range points {
		for lines[at].ID != p.series {
			at++
		}
		lines[at].Points = append(lines[at].Points, p.Point)
	}
	return err
}

// pointOf is a figure with its series.
type pointOf struct {
	series int64
	Point
}

// valueOrMissing is the place for a value that may be missing.
type valueOrMissing Point

// Scan takes a number, or nothing.
func (p *valueOrMissing) Scan(v any) error {
	value, ok := v.(float64)
	p.Value, p.Missing = value, !ok
	if v != nil && !ok {
		return fmt.Errorf("%T is no value of a figure", v)
	}
	return nil
}

const listedColumns = `dataset, code, name, unit, groups, source, better`

func listedPlaces(d *Definition) []any {
	return []any{&d.Dataset, &d.Code, &d.Listed, &d.Unit, &d.Groups, &d.Source, &d.Better}
}

// listedByCode returns an indicator that came with a source.
func listedByCode(tx *db.Tx, dataset, code string) (Definition, error) {
	d, err := db.KeptOne(tx, listedPlaces, `SELECT `+listedColumns+` FROM indicator WHERE code = ? AND (? = '' OR dataset = ?) ORDER BY dataset LIMIT 1`, code, dataset, dataset)
	return listed(d), err
}

func allListed(tx *db.Tx) ([]Definition, error) {
	all, err := db.Kept(tx, listedPlaces, `SELECT `+listedColumns+` FROM indicator ORDER BY dataset, code`)
	for i := range all {
		all[i] = listed(all[i])
	}
	return all, err
}

func listed(d Definition) Definition {
	d.Group, d.Basis, d.Decimals = "listed", "listed", 1
	return d
}

func putListed(tx *db.Tx, batch int64, dataset string, e figure.CatalogueEntry) error {
	better := ""
	if e.HighIsGood != nil {
		better = map[bool]string{true: "up", false: "down"}[*e.HighIsGood]
	}
	_, err := tx.Exec(`INSERT INTO indicator (dataset, code, name, unit, groups, source, better, reference, folded, batch) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (dataset, code) DO UPDATE SET name = excluded.name, unit = excluded.unit, groups = excluded.groups, source = excluded.source,
		better = excluded.better, reference = excluded.reference, folded = excluded.folded, batch = excluded.batch`,
		dataset, e.Code, toJSON(map[string]string{"en": e.Name}), e.Unit, strings.Join(e.Groups, " "), e.Source, better, e.Reference, search.Fold(e.Code+" "+e.Name), batch)
	return err
}

// measured returns which indicators have figures that may be seen in a
// network, and how many series each.
func measured(tx *db.Tx, pools [2]string) (map[Name]int64, error) {
	type counted struct {
		Name
		series int64
	}
	all, err := db.KeptForAll(tx, func(c *counted) []any { return []any{&c.Dataset, &c.Code, &c.series} },
		`SELECT dataset, indicator, count(*) FROM indicator_series WHERE network_id IN (?, ?) AND NOT draft GROUP BY dataset, indicator`, pools[0], pools[1])
	found := map[Name]int64{}
	for _, c := range all {
		found[c.Name] = c.series
	}
	return found, err
}

// touchedCounts returns the years of which a batch has brought counts.
func touchedCounts(tx *db.Tx, b *Batch) ([]touch, error) {
	return db.All(tx, func(t *touch) []any { return []any{&t.area, &t.org, &t.year} },
		`SELECT DISTINCT s.area, s.org, substr(o.period, 1, 4) FROM indicator_series s JOIN indicator_observation o ON o.series = s.id
		WHERE s.dataset = ? AND s.network_id = ? AND s.org_id = ? AND s.draft = ? AND o.batch = ?`, own, b.Network, b.Organisation, b.Draft, b.No)
}

// countsOf returns the counts of a unit, by the part of its people. For what
// is not released yet, released counts stand where no draft replaces them.
func countsOf(tx *db.Tx, o Owner, u unit) (map[figure.Dims]book, error) {
	all, err := readLines(tx, `s.dataset = ? AND s.network_id = ? AND s.org_id = ? AND (NOT s.draft OR s.draft = ?) AND s.area = ? AND s.org = ?`,
		[]any{own, o.Network, o.Organisation, o.Draft, u.area, u.org}, within{})
	books := map[figure.Dims]book{}
	slices.SortStableFunc(all, func(a, b Line) int { // released ones first
		return map[bool]int{false: 0, true: 1}[a.Draft] - map[bool]int{false: 0, true: 1}[b.Draft]
	})
	for _, l := range all {
		if d, ok := defined(own, l.Indicator); !ok || d.Group != "count" {
			continue
		}
		if books[l.Dims] == nil {
			books[l.Dims] = book{}
		}
		for _, p := range l.Points {
			books[l.Dims][named{l.Indicator, p.Period}] = p
		}
	}
	return books, err
}

func dimensionNames(tx *db.Tx, sel Selection) ([]string, error) {
	sel.From, sel.To = "", ""
	where, args := sel.where()
	all, err := db.All(tx, func(d *figure.Dims) []any { return []any{d} }, `SELECT DISTINCT s.dims FROM indicator_series s WHERE `+where, args...)
	return namesOfDims(all), err
}

func eachFigure(tx *db.Tx, sel Selection, f func(figure.Figure) error) error {
	where, args := sel.where()
	shared := &figure.Series{}
	return tx.Each(func(scan func(...any) error) error {
		var s figure.Series
		var one figure.Figure
		var value *float64
		if err := scan(&s.Dataset, &s.Indicator, &s.Area, &s.Org, &s.Freq, &s.Unit, &s.Dims, &one.Period, &value, &one.Flags); err != nil {
			return err
		}
		if s != *shared {
			shared = &s
		}
		if one.Series = shared; value == nil {
			one.Missing = true
		} else {
			one.Value = *value
		}
		return f(one)
	}, `SELECT s.dataset, s.indicator, s.area, s.org, s.freq, s.unit, s.dims, o.period, o.value, o.flags
		FROM indicator_series s JOIN indicator_observation o ON o.series = s.id WHERE `+where+`
		ORDER BY s.dataset, s.indicator, s.area, s.org, s.dims, s.freq, s.unit, s.id, o.period`, args...)
}
