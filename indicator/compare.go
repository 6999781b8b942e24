package indicator

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"pesnet/indicator/disclosure"
	"pesnet/indicator/figure"
	"pesnet/kit/stat"
)

// Choice is what somebody chose to compare. What is empty is chosen for them.
type Choice struct {
	Indicator string
	Me        string   // code of a unit
	With      string   // how the peers are chosen: hand, group, similar, all
	Peers     []string // codes of units
	Group     string   // id of a saved group
	Similar   int      // how many of the most similar ones
	By        []string // context indicators by which they are similar
	From, To  string   // years
	Dims      map[string]string
	Freq      string
	Unit      string
	Dataset   string
	NoWhole   bool // without the line of all together
	Rank      bool // the order of the values too
	TableTop  bool // the table before the charts
}

// Variant names what is alike in all figures that stand side by side.
type Variant struct {
	Name
	OfServices bool // of services, not of areas
	Freq       string
	Unit       string
	Dims       figure.Dims
}

func (l Line) variant() Variant {
	return Variant{Name{l.Dataset, l.Indicator}, l.Org != "", l.Freq, l.Unit, l.Dims}
}

// Row is the figures of one unit, a cell for each period.
type Row struct {
	Unit
	Cells []Cell
}

// Cell is one figure of a row.
type Cell struct {
	Value float64 // NaN where there is none
	Said  bool    // the source says something about it, if only that it is missing
	Flags string
	Draft bool // not released: only the own member sees it
	Batch int64
}

// OK tells whether there is a figure.
func (c Cell) OK() bool { return stat.Known(c.Value) }

// Hidden tells whether a release hides the figure from everybody but its own
// member, for whom it is there.
func (c Cell) Hidden() bool { return strings.HasPrefix(c.Flags, disclosure.Hidden) }

// Values are the figures of a row as the charts take them.
func (r Row) Values() []float64 {
	values := make([]float64, len(r.Cells))
	for i, c := range r.Cells {
		values[i] = c.Value
	}
	return values
}

// Latest is the place of the latest figure, or -1.
func (r Row) Latest() int {
	_, at, ok := stat.Latest(r.Values())
	if !ok {
		return -1
	}
	return at
}

// Flagged returns the places of the figures that bear a flag.
func (r Row) Flagged(flag byte) (at []int) {
	for i, c := range r.Cells {
		if c.OK() && strings.IndexByte(c.Flags, flag) >= 0 {
			at = append(at, i)
		}
	}
	return at
}

// Comparison is the figures of one indicator side by side: the own unit, its
// peers, and all together.
type Comparison struct {
	Definition
	Variant
	Periods  []string
	Mine     Row
	Peers    []Row
	Whole    *Row      // all together, as the source has it
	Median   []float64 // of the peers, in each period
	Counted  []int     // peers that the median rests on
	Scale    stat.Scale
	Units    []Unit   // that could be compared: those with figures
	Without  []Unit   // those without a figure
	Variants []Facet  // what else there is to choose
	Years    []string // that have figures, first and last
	Context  Context
	All      []Unit // every unit of the network, as the context has them
	Own      int    // the own unit among All
	Near     []Near
	How      string // how the peers were chosen
	Computed bool   // by this program, from counts
}

// Rows are all units that are compared, the own one first.
func (c *Comparison) Rows() []Row { return append([]Row{c.Mine}, c.Peers...) }

// Facet is a dimension in which figures differ, with what there is of it.
type Facet struct {
	Name   string // sex, or one of dataset, freq, unit
	Values []string
	Chosen string
}

// wholeNames are how sources write that a dimension is not broken down.
var wholeNames = []string{"", "T", "TOTAL", "TOT", "_T"}

func undivided(value string) bool { return slices.Contains(wholeNames, value) }

// total tells whether nothing is broken down.
func total(d figure.Dims) bool {
	for _, value := range d.Pairs() {
		if !undivided(value) {
			return false
		}
	}
	return true
}

// freqs is the frequencies, the one that is shown first where there are several
// before the others.
var freqs = []string{"A", "S", "Q", "M", "W", "D"}

// choose finds the figures that are alike: what was asked for and, where
// nothing was, whatever is not broken down, yearly, and of most units.
//
// Rule indicatorcompare.alike: only figures of one source, one frequency, one unit of
// measurement and one part of the population stand in one chart. So figures
// of registers and of the labour force survey never do.
func choose(d Definition, lines []Line, c Choice) (v Variant, facets []Facet) {
	count := map[Variant]int{}
	for _, l := range lines {
		count[l.variant()]++
	}
	var fitting []Variant
	for v := range count {
		if v.fits(c) {
			fitting = append(fitting, v)
		}
	}
	slices.SortFunc(fitting, func(a, b Variant) int {
		return cmp.Or(
			cmp.Compare(slices.Index(freqs, a.Freq), slices.Index(freqs, b.Freq)),
			cmp.Compare(divided(a.Dims), divided(b.Dims)),
			cmp.Compare(count[b], count[a]),
			cmp.Compare(slices.Index(d.Names(), a.Name), slices.Index(d.Names(), b.Name)),
			cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Dims, b.Dims))
	})
	if len(fitting) > 0 {
		return fitting[0], facetsOf(count, fitting[0], c)
	}
	if len(count) > 0 && !c.none() { // nothing is like that: what would be shown tells who is compared
		v, _ = choose(d, lines, Choice{})
	}
	v.Dims = "" // and has no figures itself
	return Variant{Name: Name{c.Dataset, d.Code}, OfServices: v.OfServices, Freq: c.Freq, Unit: c.Unit}, facetsOf(count, v, c)
}

// divided counts the dimensions that are broken down.
func divided(d figure.Dims) (n int) {
	for _, value := range d.Pairs() {
		if !undivided(value) {
			n++
		}
	}
	return n
}

// none tells whether nothing is asked for that a figure may not be like.
func (c Choice) none() bool { return len(c.Dims) == 0 && c.Freq+c.Unit+c.Dataset == "" }

func (v Variant) fits(c Choice) bool {
	for name, want := range c.Dims {
		got := v.Dims.Get(name)
		if got != want && !(undivided(got) && undivided(want)) {
			return false
		}
	}
	return (c.Freq == "" || c.Freq == v.Freq) && (c.Unit == "" || c.Unit == v.Unit) && (c.Dataset == "" || c.Dataset == v.Dataset)
}

// facetsOf lists what there is to choose between.
func facetsOf(count map[Variant]int, chosen Variant, c Choice) (facets []Facet) {
	values := map[string]map[string]bool{}
	add := func(name, value string) {
		if undivided(value) {
			value = ""
		}
		if values[name] == nil {
			values[name] = map[string]bool{}
		}
		values[name][value] = true
	}
	for v := range count {
		add("dataset", v.Dataset)
		add("freq", v.Freq)
		add("unit", v.Unit)
		for name := range v.Dims.Pairs() {
			for other := range count {
				add(name, other.Dims.Get(name))
			}
		}
	}
	now := map[string]string{"dataset": chosen.Dataset, "freq": chosen.Freq, "unit": chosen.Unit}
	for name, all := range values {
		if len(all) < 2 {
			continue
		}
		f := Facet{Name: name}
		for value := range all {
			f.Values = append(f.Values, value)
		}
		slices.Sort(f.Values)
		f.Chosen = now[name]
		if _, fixed := now[name]; !fixed {
			f.Chosen = cmp.Or(c.Dims[name], chosen.Dims.Get(name))
		}
		if undivided(f.Chosen) {
			f.Chosen = ""
		}
		facets = append(facets, f)
	}
	slices.SortFunc(facets, func(a, b Facet) int {
		return cmp.Or(cmp.Compare(place(a.Name), place(b.Name)), cmp.Compare(a.Name, b.Name))
	})
	return facets
}

// place keeps what people ask for first before the rest.
func place(facet string) int {
	order := []string{"sex", "age", "education", "", "freq", "unit", "dataset"}
	if at := slices.Index(order, facet); at >= 0 {
		return at
	}
	return 3
}

// span returns the periods that are shown: those of the years asked for, or
// the last ones up to the latest that the own unit or half of the others have.
func span(rows []Row, all []string, mine string, c Choice) []string {
	from, to := c.From, c.To
	if to == "" {
		to = lastPeriod(rows, all, mine)
	}
	end := 0
	for end < len(all) && all[end] <= to+"~" {
		end++
	}
	shown := all[:end]
	if from != "" {
		begin := 0
		for begin < len(shown) && shown[begin] < from {
			begin++
		}
		return shown[begin:]
	}
	return shown[max(0, len(shown)-usual[freqOf(all)]):]
}

// usual is how many periods are shown unless more are asked for.
var usual = map[string]int{"": 10, "A": 10, "S": 10, "Q": 20, "M": 36, "W": 53, "D": 92}

func freqOf(periods []string) string {
	if len(periods) == 0 {
		return ""
	}
	return figure.FreqOf(periods[0])
}

func lastPeriod(rows []Row, all []string, mine string) string {
	for i := len(all) - 1; i >= 0; i-- {
		have := 0
		for _, r := range rows {
			if !r.Cells[i].OK() {
				continue
			}
			have++
			if r.Code == mine {
				return all[i]
			}
		}
		if 2*have >= len(rows) {
			return all[i]
		}
	}
	return ""
}

// periodsOf returns every period from the first to the last that the lines
// have: a year that all lack is a gap, not a jump.
func periodsOf(lines []Line) []string {
	there := map[string]bool{}
	for _, l := range lines {
		for _, p := range l.Points {
			there[p.Period] = true
		}
	}
	var all []string
	for p := range there {
		all = append(all, p)
	}
	slices.Sort(all)
	return withoutJumps(all)
}

func withoutJumps(all []string) []string {
	if len(all) == 0 {
		return nil
	}
	whole := []string{all[0]}
	for p := all[0]; p < all[len(all)-1] && len(whole) < 2000; {
		next := following(p)
		if next == "" {
			return all
		}
		whole, p = append(whole, next), next
	}
	return whole
}

// following is the period after a year, half-year, quarter or month.
func following(p string) string {
	year, part, _ := strings.Cut(p, "-")
	y, err := strconv.Atoi(year)
	if err != nil {
		return ""
	}
	most := map[string]int{"S": 2, "Q": 4, "M": 12}[figure.FreqOf(p)]
	letter := strings.TrimRight(part, "0123456789")
	n, _ := strconv.Atoi(strings.TrimPrefix(part, letter))
	switch {
	case figure.FreqOf(p) == "A":
		return strconv.Itoa(y + 1)
	case most == 0:
		return ""
	case n == most:
		y, n = y+1, 0
	}
	if letter == "" {
		return month(y, n+1)
	}
	return strconv.Itoa(y) + "-" + letter + strconv.Itoa(n+1)
}

// rowsOf puts the lines of a variant into rows, one for each unit that has any.
// Unreleased figures stand in the own row alone, in place of released ones.
func rowsOf(lines []Line, all []Unit, periods []string, mine string) (rows []Row) {
	at := map[string]int{}
	for i, p := range periods {
		at[p] = i
	}
	byUnit := map[string]*Row{}
	slices.SortStableFunc(lines, func(a, b Line) int { return cmp.Compare(rank(a), rank(b)) })
	for _, l := range lines {
		u := slices.IndexFunc(all, func(u Unit) bool { return u.Code == l.of() })
		if u < 0 || l.Draft && all[u].Code != mine {
			continue
		}
		r := byUnit[l.of()]
		if r == nil {
			r = &Row{all[u], slices.Repeat([]Cell{{Value: math.NaN()}}, len(periods))}
			byUnit[l.of()] = r
		}
		r.fill(l, at)
	}
	for _, u := range all {
		if r := byUnit[u.Code]; r != nil {
			rows = append(rows, *r)
		}
	}
	return rows
}

// rank puts what replaces before what it replaces: public figures, those of
// the network, unreleased ones.
func rank(l Line) int {
	switch {
	case l.Draft:
		return 2
	case l.Network != "":
		return 1
	}
	return 0
}

func (r *Row) fill(l Line, at map[string]int) {
	for _, p := range l.Points {
		i, ok := at[p.Period]
		if !ok {
			continue
		}
		cell := Cell{p.Value, true, p.Flags, l.Draft, p.Batch}
		if p.Missing {
			cell.Value = math.NaN()
		}
		r.Cells[i] = cell
	}
}

// summarise adds the median of the peers and the scale of all charts.
func (c *Comparison) summarise() {
	c.Median, c.Counted = make([]float64, len(c.Periods)), make([]int, len(c.Periods))
	var every []float64
	for i := range c.Periods {
		var values []float64
		for _, r := range c.Peers {
			if r.Cells[i].OK() {
				values = append(values, r.Cells[i].Value)
			}
		}
		c.Median[i], c.Counted[i] = stat.Median(values), len(values)
		every = append(every, values...)
	}
	every = append(every, c.Mine.Values()...)
	if c.Whole != nil {
		every = append(every, c.Whole.Values()...)
	}
	c.Scale = stat.Axis(every, 4)
}

// Placed is a place in the order of values, which ties share.
type Placed struct {
	Unit
	Place, Last int // equal unless there is a tie
	Value       float64
}

// Order returns the units with a figure in a period in the order of their
// values, as they are shown: values that look the same share their places.
//
// Rule indicatorcompare.rank: an order is shown only to who asks for it.
func (c *Comparison) Order(period int) (order []Placed) {
	for _, r := range c.Rows() {
		if period >= 0 && period < len(r.Cells) && r.Cells[period].OK() {
			order = append(order, Placed{Unit: r.Unit, Value: rounded(r.Cells[period].Value, c.Decimals)})
		}
	}
	slices.SortStableFunc(order, func(a, b Placed) int {
		if c.Better == "down" {
			a, b = b, a
		}
		return cmp.Compare(b.Value, a.Value)
	})
	for i := range order {
		first, last := i, i
		for first > 0 && order[first-1].Value == order[i].Value {
			first--
		}
		for last+1 < len(order) && order[last+1].Value == order[i].Value {
			last++
		}
		order[i].Place, order[i].Last = first+1, last+1
	}
	return order
}

// rounded is a value as it is shown.
func rounded(v float64, decimals int) float64 {
	power := math.Pow(10, float64(decimals))
	return math.Round(v*power) / power
}
