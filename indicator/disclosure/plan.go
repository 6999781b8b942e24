package disclosure

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"pesnet/indicator/figure"
	"pesnet/kit/disclose"
	"pesnet/kit/disclose/cube"
)

// Measure is what an indicator counts.
type Measure struct {
	Kind   string // nothing where it counts neither people nor firms
	Flow   bool   // the months of a year add up to the year
	PartOf string // the count that it is a part of
	MeanOf string // the count of which it is the mean of twelve months
	Own    bool   // pesnet defines it
}

// Figure is a figure of a member, with what is known of it.
type Figure struct {
	figure.Figure
	Fresh bool // to be released; otherwise it is out
}

// Hidden marks a figure that is hidden: by this letter among its flags. It is
// that of the SDMX code list CL_OBS_STATUS for what is suppressed.
const Hidden = "Q"

// confidential is the flag of sources for what is not to be known.
const confidential = "c"

// Reasons for which a figure is hidden. Only its own member is told them: who
// knows the reason knows more than the mark allows.
const (
	Few     = "few"     // it counts too few
	Beside  = "beside"  // another could be worked out from it
	Said    = "said"    // the member itself marked it as confidential
	Made    = "made"    // it is made of a hidden figure
	Exposed = "exposed" // too few, and what is out already gives it away
)

// Reasons in the order in which they are shown.
var Reasons = []string{Few, Beside, Made, Said, Exposed}

// Block names the figures between which sums may hold: those of one family of
// counts and one year.
type Block struct {
	Family string
	Year   string
}

// Ledger is what is out, or was kept back, of a block. It is as secret as what
// it hides.
type Ledger struct {
	Counts disclose.Ledger   `json:"counts,omitzero"`
	Means  disclose.Ledger   `json:"means,omitzero"`
	Exact  map[string][]Kept `json:"exact,omitempty"` // by the name of the figure
}

// Kept is a value that a release hid.
type Kept struct {
	Release int64   `json:"release"`
	Value   float64 `json:"value"`
}

// Plan is what a release hides.
type Plan struct {
	Why     map[int]string // by the place of a figure among those given
	Ledgers map[Block]*Ledger
}

// Counts tells how many figures are hidden, by reason.
func (p Plan) Counts() map[string]int {
	n := map[string]int{}
	for _, why := range p.Why {
		n[why]++
	}
	return n
}

// Task is a release that is to be planned.
type Task struct {
	Rules   Rules
	Where   Where
	Measure func(dataset, indicator string) Measure
	All     []Figure          // those to be released, and those that are out
	Ledgers map[Block]*Ledger // of the blocks of those to be released; they are changed
	Undone  map[int64]bool    // releases that were taken back
}

// BlockOf is the block of a count, and whether the figure is a count at all.
func (t Task) BlockOf(f figure.Figure) (Block, bool) {
	m := t.Measure(f.Series.Dataset, f.Series.Indicator)
	if m.Kind == "" || scale(f.Series.Unit) == 0 || !f.Missing && f.Value < 0 || len(f.Period) < 4 {
		return Block{}, false
	}
	family := f.Series.Indicator
	for m.PartOf != "" || m.MeanOf != "" {
		family = cmp.Or(m.PartOf, m.MeanOf)
		m = t.Measure(f.Series.Dataset, family)
	}
	return Block{f.Series.Dataset + " " + family, f.Period[:4]}, true
}

// Counts plans which counts are hidden.
//
// Rule indicator.hidden: a count of a member that is too small is hidden from
// everybody else when it is released, and so are as many others as it takes
// that nobody works it out from sums: of women and men, of ages, of regions, of
// months, of parts. What an earlier release has told or kept back is taken into
// account.
func (t Task) Counts() (Plan, error) {
	plan := Plan{Why: map[int]string{}, Ledgers: t.Ledgers}
	byBlock := map[Block][]int{}
	fresh := map[Block]bool{}
	for i, f := range t.All {
		if b, ok := t.BlockOf(f.Figure); ok {
			byBlock[b] = append(byBlock[b], i)
			fresh[b] = fresh[b] || f.Fresh
		}
	}
	for _, b := range slices.SortedFunc(maps.Keys(fresh), Block.compare) {
		if !fresh[b] {
			continue
		}
		if t.Ledgers[b] == nil {
			t.Ledgers[b] = &Ledger{}
		}
		if err := t.block(plan, t.Ledgers[b], byBlock[b]); err != nil {
			return plan, fmt.Errorf("%s %s: %w", b.Family, b.Year, err)
		}
	}
	return plan, nil
}

func (b Block) compare(o Block) int {
	return cmp.Or(cmp.Compare(b.Family, o.Family), cmp.Compare(b.Year, o.Year))
}

// block plans one block: first the counts, then the means, which are made of
// them.
func (t Task) block(plan Plan, ledger *Ledger, places []int) error {
	var counts, means []int
	for _, i := range places {
		f := t.All[i]
		m := t.Measure(f.Series.Dataset, f.Series.Indicator)
		if v := f.Value * scale(f.Series.Unit); m.MeanOf != "" || !f.Missing && math.Abs(v-math.Round(v)) > 1e-6 {
			means = append(means, i)
		} else {
			counts = append(counts, i)
		}
	}
	if err := t.release(plan, ledger, &ledger.Counts, counts, false, nil); err != nil {
		return err
	}
	hidden := map[string]bool{} // means of hidden months
	for _, i := range counts {
		if f := t.All[i]; plan.Why[i] != "" || strings.Contains(f.Flags, Hidden) && !f.Fresh {
			hidden[meanName(f.Series.Indicator, f)] = true
		}
	}
	return t.release(plan, ledger, &ledger.Means, means, true, func(f Figure) bool {
		of := t.Measure(f.Series.Dataset, f.Series.Indicator).MeanOf
		return of != "" && hidden[meanName(of, f)]
	})
}

// meanName names the figures of a year that a mean is of.
func meanName(indicator string, f Figure) string {
	s := f.Series
	return strings.Join([]string{s.Dataset, indicator, place(s), string(parted(s.Dims)), f.Period[:4]}, "|")
}

// release protects the figures of a block that go into one table.
func (t Task) release(plan Plan, ledger *Ledger, out *disclose.Ledger, places []int, amounts bool, secret func(Figure) bool) error {
	if !slices.ContainsFunc(places, func(i int) bool { return t.All[i].Fresh }) {
		return nil
	}
	axes, cells := t.cells(ledger, places, amounts, secret)
	table := cube.Table(axes, cells, amounts)
	first := t.All[places[0]]
	got, err := out.ReleaseInPieces(table, t.rule(t.Measure(first.Series.Dataset, first.Series.Indicator).Kind, amounts))
	if err != nil {
		return err
	}
	for k, i := range places {
		f := t.All[i]
		if !f.Fresh || cells[k].Missing || !got.Hidden[k] {
			continue
		}
		switch {
		case got.Exposed[k]:
			plan.Why[i] = Exposed
		case strings.Contains(f.Flags, confidential):
			plan.Why[i] = Said
		case secret != nil && secret(f):
			plan.Why[i] = Made
		case got.Primary[k]:
			plan.Why[i] = Few
		default:
			plan.Why[i] = Beside
		}
		ledger.keep(key(f), Kept{0, f.Value * scale(f.Series.Unit)})
	}
	return nil
}

// rule is the rule for a kind. A count of all whose health is alike tells
// about each of them.
func (t Task) rule(kind string, amounts bool) disclose.Rule {
	limit := t.Rules.Smallest[kind].Limit
	r := disclose.Rule{Limit: limit, ShowZeros: !t.Rules.Zeros, Whole: kind == Health}
	if amounts {
		r.Width = float64(limit)
	}
	return r
}

// cells puts figures on their axes.
func (t Task) cells(ledger *Ledger, places []int, amounts bool, secret func(Figure) bool) (axes []cube.Axis, cells []cube.Figure) {
	first := t.All[places[0]]
	names := map[string]bool{}
	for _, i := range places {
		for name := range parted(t.All[i].Series.Dims).Pairs() {
			names[name] = true
		}
	}
	dims := slices.Sorted(maps.Keys(names))
	of := func(name string) string {
		return t.Measure(first.Series.Dataset, name).PartOf
	}
	m := t.Measure(first.Series.Dataset, first.Series.Indicator)
	when := exact
	if !m.Own || m.Flow {
		when = times(m.Own)
	}
	axes = append([]cube.Axis{within(of), t.Where.axis(), when}, slices.Repeat([]cube.Axis{classes}, len(dims))...)
	for _, i := range places {
		f := t.All[i]
		c := cube.Figure{At: []string{f.Series.Indicator, place(f.Series), f.Period}}
		for _, d := range dims {
			c.At = append(c.At, parted(f.Series.Dims).Get(d))
		}
		t.fill(&c, ledger, f, amounts)
		c.Secret = c.Secret || !c.Missing && !c.Known && secret != nil && secret(f)
		cells = append(cells, c)
	}
	return axes, cells
}

// fill says what is known of a figure: its value, or what it was when it was
// hidden.
func (t Task) fill(c *cube.Figure, ledger *Ledger, f Figure, amounts bool) {
	value := f.Value * scale(f.Series.Unit)
	c.Secret = strings.Contains(f.Flags, confidential)
	c.Missing = f.Missing
	c.Known = !f.Fresh && !f.Missing
	if !f.Fresh && strings.Contains(f.Flags, Hidden) {
		value, c.Missing = ledger.kept(key(f), t.Undone)
		c.Known, c.Secret = false, c.Missing || c.Secret
	}
	if c.Missing {
		c.Name = key(f) + "="
		return
	}
	c.Value = value
	c.Name = key(f) + "=" + strconv.FormatFloat(c.Value, 'g', -1, 64)
	if amounts {
		c.Contributors = int(math.Ceil(c.Value))
	} else {
		c.Value = math.Round(c.Value)
	}
}

// key names a figure, whatever its value.
func key(f Figure) string {
	s := f.Series
	return strings.Join([]string{s.Indicator, place(s), string(parted(s.Dims)), f.Period}, "|")
}

// keep remembers a value that is hidden.
func (l *Ledger) keep(key string, k Kept) {
	if l.Exact == nil {
		l.Exact = map[string][]Kept{}
	}
	if !slices.Contains(l.Exact[key], k) {
		l.Exact[key] = append(l.Exact[key], k)
	}
}

// Released gives what was hidden just now the number of its release.
func (l *Ledger) Released(no int64) *Ledger {
	for _, all := range l.Exact {
		for i := range all {
			if all[i].Release == 0 {
				all[i].Release = no
			}
		}
	}
	return l
}

// kept is the value that stands hidden: of the latest release that was not
// taken back.
func (l *Ledger) kept(key string, undone map[int64]bool) (value float64, lost bool) {
	all := l.Exact[key]
	for i := len(all) - 1; i >= 0; i-- {
		if !undone[all[i].Release] {
			return all[i].Value, false
		}
	}
	return 0, true
}
