package indicator

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"pesnet/indicator/disclosure"
	"pesnet/indicator/figure"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// Hiding is what the release of a delivery would hide from others.
type Hiding struct {
	Rules   disclosure.Rules
	Figures int            // that would be released
	Reasons map[string]int // how many of them would be hidden, by reason
	First   []HiddenFigure // some of them

	points  map[point]bool
	ledgers map[disclosure.Block]*disclosure.Ledger
	at      moment
}

// Hidden is how many figures would be hidden.
func (h Hiding) Hidden() (n int) {
	for _, count := range h.Reasons {
		n += count
	}
	return n
}

// HiddenFigure is a figure that others would not see, and why.
type HiddenFigure struct {
	figure.Figure
	Why string
}

// mostHidden is how many hidden figures are listed.
const mostHidden = 200

// Hiding tells what the release of a delivery would hide, before it is done.
func (s *Service) Hiding(ctx context.Context, who network.Who, no int64) (h Hiding, err error) {
	from, err := s.Batch(ctx, who, no)
	if err != nil {
		return h, err
	}
	if err := network.May(who, "indicator.release", from.resource()).Err(); err != nil {
		return h, err
	}
	if !from.Draft || from.State != Done {
		return h, fault.New(fault.Conflict, "indicatorupload.no-release", "batch", fmt.Sprint(no))
	}
	return s.hiding(ctx, from)
}

// hiding plans a release: reading is one thing and takes no lock, working out
// what is hidden another.
func (s *Service) hiding(ctx context.Context, from Batch) (h Hiding, err error) {
	var drafts []draftFigure
	var task disclosure.Task
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if drafts, err = draftFigures(tx, from.No, mostReleased); err != nil {
			return err
		}
		h.Figures = len(drafts)
		task, h.at, err = s.task(tx, from.Owner, drafts)
		return err
	})
	if err != nil || len(drafts) == 0 {
		return h, err
	}
	plan, err := task.Counts()
	if err != nil {
		return h, err
	}
	task.Made(plan, makeAgain)
	h.Rules, h.Reasons, h.ledgers, h.points = task.Rules, plan.Counts(), plan.Ledgers, map[point]bool{}
	for i, d := range drafts {
		if why := plan.Why[i]; why != "" {
			h.points[d.at] = true
			h.First = append(h.First, HiddenFigure{d.Figure, why})
		}
	}
	slices.SortStableFunc(h.First, func(a, b HiddenFigure) int {
		return cmp.Or(slices.Index(disclosure.Reasons, a.Why)-slices.Index(disclosure.Reasons, b.Why), strings.Compare(a.Series.Indicator, b.Series.Indicator),
			strings.Compare(a.Series.Area+a.Series.Org, b.Series.Area+b.Series.Org), strings.Compare(a.Period, b.Period))
	})
	h.First = h.First[:min(len(h.First), mostHidden)]
	return h, nil
}

// mostReleased is how many figures one release may have.
const mostReleased = 5_000_000

// task reads what a release is planned from. The drafts are the first of its
// figures, in their order.
func (s *Service) task(tx *db.Tx, o Owner, drafts []draftFigure) (t disclosure.Task, at moment, err error) {
	all, err := network.All(tx)
	if err != nil {
		return t, at, err
	}
	var n network.Network
	if i := slices.IndexFunc(all, func(n network.Network) bool { return n.ID == o.Network }); i >= 0 {
		n = all[i]
	}
	charter, err := network.CharterOf(tx, o.Network)
	if err != nil {
		return t, at, err
	}
	t = disclosure.Task{Rules: disclosure.RulesOf(charter, s.day(n)), Measure: measureOf}
	if t.Where, err = whereOf(tx, o); err != nil {
		return t, at, err
	}
	fresh := map[point]bool{}
	blocks := map[disclosure.Block]bool{}
	open := Owner{Network: o.Network, Organisation: o.Organisation}
	for _, d := range drafts {
		f := disclosure.Figure{Figure: d.Figure, Fresh: true}
		t.All = append(t.All, f)
		fresh[point{open.id(d.Series), d.Period}] = true
		if b, ok := t.BlockOf(f.Figure); ok {
			blocks[b] = true
		}
	}
	if err := standing(tx, &t, open, fresh); err != nil {
		return t, at, err
	}
	var wanted []disclosure.Block
	for b := range blocks {
		wanted = append(wanted, b)
	}
	if t.Ledgers, err = ledgersOf(tx, o, wanted); err != nil {
		return t, at, err
	}
	if t.Undone, err = undoneReleases(tx, o); err != nil {
		return t, at, err
	}
	at, err = momentOf(tx, o)
	return t, at, err
}

// whereOf is the places and organisations that a member delivers figures of.
func whereOf(tx *db.Tx, o Owner) (w disclosure.Where, err error) {
	orgs, err := network.OrganisationsByID(tx, o.Organisation)
	if err != nil || len(orgs) == 0 {
		return w, err
	}
	below, err := network.Below(tx, o.Organisation)
	codes := map[string]string{orgs[0].ID: orgs[0].Code}
	for _, b := range below {
		codes[b.ID] = b.Code
	}
	w = disclosure.Where{Member: orgs[0].Code, Above: map[string]string{}}
	for _, b := range below {
		w.Above[b.Code] = codes[b.Parent]
	}
	return w, err
}

// standing adds what is out of the same counts and years.
func standing(tx *db.Tx, t *disclosure.Task, o Owner, fresh map[point]bool) error {
	codes := map[string]bool{}
	first, last := "9999", ""
	for _, f := range t.All {
		for _, code := range related(f.Series.Dataset, f.Series.Indicator) {
			codes[code] = true
		}
		first, last = min(first, f.Period[:4]), max(last, f.Period[:4])
	}
	year, err := strconv.Atoi(first)
	if err != nil || len(codes) == 0 {
		return err
	}
	args := []any{o.Network, o.Organisation}
	for code := range codes {
		args = append(args, code)
	}
	out, err := readLines(tx, `s.network_id = ? AND s.org_id = ? AND NOT s.draft AND s.indicator IN (`+db.Marks(len(codes))+`)`, args, within{strconv.Itoa(year - 1), last})
	for _, l := range out {
		for _, p := range l.Points {
			if !fresh[point{l.ID, p.Period}] {
				t.All = append(t.All, disclosure.Figure{Figure: figure.Figure{Series: &l.Series, Period: p.Period, Value: p.Value, Missing: p.Missing, Flags: p.Flags}})
			}
		}
	}
	return err
}

// related are the counts that a figure stands in sums or formulas with.
func related(dataset, code string) []string {
	d, ok := defined(dataset, code)
	if !ok || d.Dataset != dataset {
		return []string{code}
	}
	all := []string{code}
	for _, other := range Defined() {
		if other.Counts != "" && (other.family() == d.family() || slices.Contains([]string{d.Of, d.Over, d.Open}, other.family()) ||
			slices.Contains([]string{d.Of, d.Over, d.Open}, other.Code)) {
			all = append(all, other.Code)
		}
	}
	return all
}

// family is the count that a count is, in the end, a part or the mean of.
func (d Definition) family() string {
	for d.PartOf != "" || d.MeanOf != "" {
		d, _ = defined(own, cmp.Or(d.PartOf, d.MeanOf))
	}
	return d.Code
}

// measureOf says what an indicator counts. What pesnet does not define counts
// people, as far as its unit counts at all: to hide too much is better.
func measureOf(dataset, code string) disclosure.Measure {
	d, ok := defined(dataset, code)
	if !ok || d.Dataset != dataset {
		return disclosure.Measure{Kind: disclosure.Persons}
	}
	return disclosure.Measure{Kind: d.Counts, Flow: d.Flow, PartOf: d.PartOf, MeanOf: d.MeanOf, Own: true}
}

// makeAgain makes a figure again by its formula, to see which counts it takes.
func makeAgain(f figure.Figure, count disclosure.Count) {
	d, ok := defined(f.Series.Dataset, f.Series.Indicator)
	if !ok || d.Formula == "" {
		return
	}
	year, err := strconv.Atoi(f.Period)
	if err == nil && f.Series.Freq == "A" {
		_, _, _ = d.Compute(year, Count(count)) // what it looks at matters, not what comes of it
	}
	for _, code := range []string{d.Of, d.Over, d.Open} {
		count(code, f.Period)
	}
}
