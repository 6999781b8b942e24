package indicator

import (
	"fmt"
	"math"
	"slices"

	"pesnet/indicator/figure"
	"pesnet/kit/chart"
	"pesnet/kit/stat"
)

// frame is what the charts of a comparison have in common.
func (t teller) frame(id, title, desc string) chart.Frame {
	return chart.Frame{ID: id, Title: title, Desc: desc, Scale: t.c.Scale, Number: t.number, Tick: t.tick}
}

func (t teller) tick(v float64) string { return t.w.Number(v, t.c.Scale.Decimals()) }

func (t teller) time() chart.Time {
	steps := make([]string, len(t.c.Periods))
	for i, p := range t.c.Periods {
		steps[i] = t.period(p)
		if figure.FreqOf(p) != "A" {
			steps[i] = p // short on an axis
		}
	}
	return chart.Time{
		Steps:      steps,
		Beyond:     func(v float64, i int) string { return t.t("chart.beyond", "value", t.number(v), "period", steps[i]) },
		BeyondLong: func(v float64, i int) string { return t.beyondLong(v, steps[i]) },
		Older:      func(v float64, i int) string { return t.number(v) + " (" + steps[i] + ")" },
		Break:      func(i int) string { return t.t("chart.break", "period", steps[i]) },
	}
}

func (t teller) beyondLong(v float64, step string) string {
	if t.c.Scale.Beyond(v) > 0 {
		return t.t("chart.above", "value", t.number(v), "period", step)
	}
	return t.t("chart.below", "value", t.number(v), "period", step)
}

func (t teller) series(r Row) chart.Series {
	s := chart.Series{Name: t.name(r.Unit), Values: r.Values(), Low: make([]bool, len(r.Cells)), Breaks: r.Flagged('b')}
	for _, at := range r.Flagged('u') {
		s.Low[at] = true
	}
	return s
}

func (t teller) median() chart.Series {
	return chart.Series{Name: t.t("median"), Values: t.c.Median}
}

// past draws the own figures over time, with the range of the peers behind.
func (t teller) past() chart.Lines {
	c := chart.Lines{Frame: t.frame("past", t.pastTitle(), t.describe()), Time: t.time(), Own: t.series(t.c.Mine), Whole: []chart.Series{{}, t.median()}}
	if t.c.Whole != nil {
		c.Whole[0] = t.series(*t.c.Whole)
	}
	if len(t.c.Peers) == 0 {
		c.Whole = c.Whole[:1]
	}
	for i := range t.c.Periods {
		low, high, n := t.c.spread(i)
		if n < 2 {
			low, high = math.NaN(), math.NaN()
		}
		c.Low, c.High = append(c.Low, low), append(c.High, high)
	}
	return c
}

// spread is the lowest and the highest value of the peers in a period.
func (c *Comparison) spread(i int) (low, high float64, n int) {
	var values []float64
	for _, r := range c.Peers {
		values = append(values, r.Cells[i].Value)
	}
	return stat.Span(values)
}

func (t teller) pastTitle() string { return t.t("past.title", "name", t.name(t.c.Mine.Unit)) }

// describe says the own figures one by one, for those who do not see them.
func (t teller) describe() string {
	text := ""
	for i, cell := range t.c.Mine.Cells {
		if cell.OK() {
			text += t.period(t.c.Periods[i]) + " " + t.number(cell.Value) + "; "
		}
	}
	return text
}

func (t teller) pastLegend() []chart.Entry {
	all := []chart.Entry{{Key: chart.KeyOwn, Text: t.name(t.c.Mine.Unit)}}
	if len(t.c.Mine.Flagged('u')) > 0 {
		all = append(all, chart.Entry{Key: chart.KeyLow, Text: t.t("legend.low")})
	}
	if len(t.c.Peers) > 1 {
		all = append(all, chart.Entry{Key: chart.KeyBand, Text: t.t("legend.band")})
	}
	if t.c.Whole != nil {
		all = append(all, chart.Entry{Key: chart.KeyWhole, Text: t.name(t.c.Whole.Unit)})
	}
	if len(t.c.Peers) > 0 {
		all = append(all, chart.Entry{Key: chart.KeyMedian, Text: t.t("legend.median")})
	}
	return all
}

// rows are the rows of the chart of peers: the own one, the peers by name, all
// together, the median.
func (t teller) rows(median bool) []chart.Row {
	var all []chart.Row
	add := func(r Row, kind chart.Kind) {
		row := chart.Row{Series: t.series(r), Kind: kind}
		if at := r.Latest(); at >= 0 {
			row.Flag = r.Cells[at].Flags
		}
		row.Text = t.inWords(row.Series)
		all = append(all, row)
	}
	add(t.c.Mine, chart.Own)
	for _, r := range t.c.Peers {
		add(r, chart.Peer)
	}
	if t.c.Whole != nil {
		add(*t.c.Whole, chart.Whole)
	}
	if median && len(t.c.Peers) > 1 {
		m := t.median()
		all = append(all, chart.Row{Series: m, Kind: chart.Whole, Text: t.inWords(m)})
	}
	return all
}

// inWords is a row as it is read aloud: its first and its last figure.
func (t teller) inWords(s chart.Series) string {
	text := s.Name
	first := -1
	for i, v := range s.Values {
		if stat.Known(v) {
			first = i
			break
		}
	}
	v, last, ok := stat.Latest(s.Values)
	if !ok {
		return t.t("chart.empty", "name", s.Name)
	}
	if first < last {
		text = fmt.Sprintf("%s: %s %s,", text, t.period(t.c.Periods[first]), t.number(s.Values[first]))
	} else {
		text += ":"
	}
	return text + " " + t.period(t.c.Periods[last]) + " " + t.number(v)
}

func (t teller) peers() chart.Dots {
	return chart.Dots{Frame: t.frame("peers", t.peersTitle(), t.all()), Time: t.time(), Rows: t.rows(true)}
}

func (t teller) peersTitle() string {
	return t.t("peers.title", "period", t.when(string(t.c.last())))
}

// all says the latest figure of every row.
func (t teller) all() string {
	text := ""
	for _, r := range append(t.c.Rows(), t.wholes()...) {
		if at := r.Latest(); at >= 0 {
			text += t.name(r.Unit) + " " + t.period(t.c.Periods[at]) + " " + t.number(r.Cells[at].Value) + "; "
		}
	}
	return text
}

func (t teller) wholes() []Row {
	if t.c.Whole == nil {
		return nil
	}
	return []Row{*t.c.Whole}
}

func (t teller) peersLegend() []chart.Entry {
	n := len(t.c.Periods)
	from, to := t.c.Periods[max(0, n-5)], t.c.Periods[n-1]
	all := []chart.Entry{
		{Key: chart.KeyRange, Text: t.t("legend.range", "from", t.period(from), "to", t.period(to))},
		{Key: chart.KeyMiddle, Text: t.t("legend.middle")},
	}
	if slices.ContainsFunc(t.c.Rows(), func(r Row) bool { return r.Latest() >= 0 && r.Latest() < n-1 }) {
		all = append(all, chart.Entry{Key: chart.KeyOlder, Text: t.t("legend.older")})
	}
	return all
}

func (t teller) panels() chart.Panels {
	return chart.Panels{Frame: t.frame("panels", t.t("panels.title"), t.all()), Time: t.time(), Rows: t.rows(false)}
}

// charts are the charts of a comparison by the name under which they are
// saved, each with what stands around it.
func (t teller) chart(name string) (chart.Chart, []chart.Entry, bool) {
	switch name {
	case "past":
		return t.past(), t.pastLegend(), true
	case "peers":
		return t.peers(), t.peersLegend(), true
	case "panels":
		return t.panels(), nil, true
	}
	return nil, nil, false
}
