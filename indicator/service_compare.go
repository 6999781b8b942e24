package indicator

import (
	"context"
	"math"
	"slices"
	"time"

	"pesnet/indicator/figure"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// fewPeers is how many peers are shown together unless somebody chooses;
// where there are more, it is that many of the most similar ones.
const fewPeers = 6

// lookBack is how many years are searched for context figures.
const lookBack = 3

// Compare returns the figures of one indicator side by side: those of the own
// member and of peers, as somebody may see them.
func (s *Service) Compare(ctx context.Context, who network.Who, n network.Network, c Choice) (*Comparison, error) {
	if err := network.May(who, "indicator.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	members, err := s.unitsOf(ctx, n, &c)
	if err != nil {
		return nil, err
	}
	out := &Comparison{}
	if out.Definition, err = s.Definition(ctx, who, c.Indicator); err != nil {
		return nil, err
	}
	lines, err := s.linesOf(ctx, who, n, out, members, c)
	if err != nil {
		return nil, err
	}
	rows := out.arrange(lines, members, n, who, c)
	if err := s.context(ctx, who, n, out); err != nil {
		return nil, err
	}
	if c.With == "group" && c.Group != "" {
		g, err := s.Group(ctx, who, n, c.Group)
		if err != nil {
			return nil, err
		}
		c.Peers = g.Members
	}
	out.pick(rows, c)
	out.summarise()
	return out, nil
}

// both is the units of a network: areas and services.
type both struct{ areas, services []Unit }

// unitsOf reads who can be compared today and, where nothing else is asked
// for, finds the first indicator with figures.
func (s *Service) unitsOf(ctx context.Context, n network.Network, c *Choice) (u both, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		members, err := network.MembersOn(tx, n.ID, s.day(n))
		if err != nil {
			return err
		}
		if u = (both{Areas(members), Services(members)}); len(u.areas)+len(u.services) == 0 { // nobody of whom figures could be
			return fault.New(fault.Missing, "indicatorcompare.nothing")
		}
		if c.Indicator == "" {
			c.Indicator, err = firstMeasured(tx, pools(n))
		}
		return err
	})
	return u, err
}

// day is today in the zone of a network.
func (s *Service) day(n network.Network) string {
	zone, err := time.LoadLocation(n.Zone)
	if err != nil {
		zone = time.UTC
	}
	return s.now().In(zone).Format(time.DateOnly)
}

// firstMeasured returns the first indicator of our own that has figures.
func firstMeasured(tx *db.Tx, pools [2]string) (string, error) {
	found, err := measuredOf(tx, pools, Defined())
	if err != nil {
		return "", err
	}
	for _, d := range Defined() {
		if d.measured(found) {
			return d.Code, nil
		}
	}
	return "", fault.New(fault.Missing, "indicatorcompare.nothing")
}

// measured tells whether an indicator has figures under any of its names.
func (d Definition) measured(found map[Name]bool) bool {
	return slices.ContainsFunc(d.Names(), func(n Name) bool { return found[n] })
}

// wholeOf is the area that stands for all units together.
func wholeOf(areas []Unit) string {
	if len(areas) > 0 && len(areas[0].Services) > 0 && areas[0].Code != areas[0].Services[0].Country {
		return areas[0].Services[0].Country
	}
	return "EU27_2020"
}

// linesOf reads the figures of an indicator for every unit, and for all
// together: those that are alike, of which the series tell before a figure is
// read.
func (s *Service) linesOf(ctx context.Context, who network.Who, n network.Network, c *Comparison, u both, choice Choice) ([]Line, error) {
	c.Computed = c.Formula != ""
	ask := Ask{Names: c.Names(), Areas: append(codes(u.areas), wholeOf(u.areas)), Orgs: codes(u.services)}
	found := 0
	pick := func(lines []Line) []Line {
		found = len(lines)
		c.Variant, c.Variants = choose(c.Definition, lines, choice)
		return slices.DeleteFunc(lines, func(l Line) bool { return l.variant() != c.Variant })
	}
	ask.Pick = pick
	lines, err := s.Lines(ctx, who, n, ask)
	if err != nil || len(lines) > 0 || found == 0 {
		return lines, err
	}
	ask.Pick = nil // series are left of figures that were taken back
	if lines, err = s.Lines(ctx, who, n, ask); err != nil {
		return nil, err
	}
	return pick(lines), nil
}

func codes(all []Unit) (names []string) {
	for _, u := range all {
		names = append(names, u.Code)
	}
	return names
}

// arrange makes rows of the lines, finds the own unit, and cuts all to the
// periods that are shown.
func (c *Comparison) arrange(lines []Line, u both, n network.Network, who network.Who, choice Choice) []Row {
	c.All = u.areas
	if c.OfServices {
		c.All = u.services
	}
	all := periodsOf(lines)
	own := find(c.All, choice.Me)
	if own < 0 {
		own = ownUnit(c.All, who.ActsFor(n.ID))
	}
	mine := ""
	if own >= 0 {
		mine = c.All[own].Code
	}
	rows := rowsOf(lines, c.All, all, mine)
	if mine == "" && len(rows) > 0 {
		mine = firstOf(rows)
	}
	c.Own = find(c.All, mine)
	if c.Own < 0 && len(c.All) > 0 {
		c.Own = max(0, find(c.All, "LT"))
	}
	if whole := rowsOf(lines, []Unit{{Code: wholeOf(u.areas), Area: wholeOf(u.areas)}}, all, ""); len(whole) > 0 && !choice.NoWhole {
		c.Whole = &whole[0]
	}
	c.Periods = span(rows, all, mine, choice)
	if len(all) > 0 {
		c.Years = []string{all[0][:4], all[len(all)-1][:4]}
	}
	from := 0
	if len(c.Periods) > 0 {
		from = slices.Index(all, c.Periods[0])
	}
	cut := func(r *Row) { r.Cells = r.Cells[from : from+len(c.Periods)] }
	for i := range rows {
		cut(&rows[i])
	}
	if c.Whole != nil {
		cut(c.Whole)
	}
	for _, unit := range c.All {
		if slices.ContainsFunc(rows, func(r Row) bool { return r.Code == unit.Code }) {
			c.Units = append(c.Units, unit)
		} else {
			c.Without = append(c.Without, unit)
		}
	}
	return rows
}

// ownUnit is the unit for which somebody acts.
func ownUnit(all []Unit, organisations []string) int {
	return slices.IndexFunc(all, func(u Unit) bool {
		return slices.ContainsFunc(u.Services, func(o network.Organisation) bool { return slices.Contains(organisations, o.ID) })
	})
}

// firstOf is the unit that stands in for the own one when nobody is known:
// Lithuania, where this program was begun, or the first with the latest
// figures.
func firstOf(rows []Row) string {
	newest, first := -1, ""
	for _, r := range rows {
		at := r.Latest()
		if r.Code == "LT" && at >= 0 {
			return r.Code
		}
		if at > newest {
			newest, first = at, r.Code
		}
	}
	return first
}

// context reads the figures that stand beside a comparison and by which units
// are similar.
func (s *Service) context(ctx context.Context, who network.Who, n network.Network, c *Comparison) error {
	until := ""
	if len(c.Periods) > 0 {
		until = c.Periods[len(c.Periods)-1][:4]
	}
	ask := Ask{Orgs: codes(c.All), Freq: "A", To: until}
	for _, u := range c.All {
		if u.Area != "" && !slices.Contains(ask.Areas, u.Area) {
			ask.Areas = append(ask.Areas, u.Area)
		}
	}
	if year, ok := figure.PeriodStart(until); ok {
		ask.From = year.AddDate(-lookBack, 0, 0).Format("2006")
	}
	variables := contextDefined()
	for _, d := range variables {
		ask.Names = append(ask.Names, d.Names()...)
	}
	ask.Pick = func(lines []Line) []Line {
		return slices.DeleteFunc(lines, func(l Line) bool { return l.Draft || !total(l.Dims) })
	}
	lines, err := s.Lines(ctx, who, n, ask)
	c.Context = contextOf(variables, lines, c.All, c.Own, until)
	return err
}

// contextDefined is the indicators that describe a labour market.
func contextDefined() (all []Definition) {
	for _, d := range Defined() {
		if d.Group == "context" {
			all = append(all, d)
		}
	}
	return all
}

// only leaves the variables of the codes given; all when none is.
func (c Context) only(codes []string) Context {
	kept := Context{Year: c.Year, Table: make([][]float64, len(c.Table))}
	for v, d := range c.Variables {
		if len(codes) > 0 && !slices.Contains(codes, d.Code) {
			continue
		}
		kept.Variables = append(kept.Variables, d)
		for u := range c.Table {
			kept.Table[u] = append(kept.Table[u], c.Table[u][v])
		}
	}
	return kept
}

// pick takes the own row and those of the peers, as they were chosen.
func (c *Comparison) pick(rows []Row, choice Choice) {
	if c.Own >= 0 {
		c.Mine = c.row(rows, c.All[c.Own])
	} else {
		c.Mine = Row{Unit: Unit{}, Cells: make([]Cell, len(c.Periods))}
	}
	c.Near = c.Context.only(choice.By).Similar(c.All, c.Own)
	c.Near = slices.DeleteFunc(c.Near, func(n Near) bool { return find(c.Units, n.Code) < 0 })
	peers := c.chosen(choice)
	for _, unit := range c.All {
		if unit.Code != c.Mine.Code && slices.Contains(peers, unit.Code) {
			c.Peers = append(c.Peers, c.row(rows, unit))
		}
	}
}

// chosen returns the codes of the peers.
func (c *Comparison) chosen(choice Choice) (peers []string) {
	c.How = choice.With
	switch {
	case c.How == "all" || c.How == "" && len(c.Units) <= fewPeers+1:
		c.How = "all"
		return codes(c.Units)
	case c.How == "hand" || c.How == "group":
		for _, code := range choice.Peers {
			if at := find(c.All, code); at >= 0 {
				peers = append(peers, c.All[at].Code)
			}
		}
		return peers
	}
	if len(c.Near) == 0 {
		c.How = "all"
		return codes(c.Units)
	}
	c.How = "similar"
	many := choice.Similar
	if many <= 0 {
		many = fewPeers
	}
	for _, n := range c.Near[:min(many, len(c.Near))] {
		peers = append(peers, n.Code)
	}
	return peers
}

func (c *Comparison) row(rows []Row, u Unit) Row {
	if at := slices.IndexFunc(rows, func(r Row) bool { return r.Code == u.Code }); at >= 0 {
		return rows[at]
	}
	return Row{u, slices.Repeat([]Cell{{Value: math.NaN()}}, len(c.Periods))}
}

// Deliveries returns the deliveries that figures came in, by number.
func (s *Service) Deliveries(ctx context.Context, who network.Who, n network.Network, numbers []int64) (all []Delivery, err error) {
	if err := network.May(who, "indicator.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = deliveries(tx, pools(n), numbers)
		return err
	})
	return all, err
}

// Measured returns which of our own indicators have figures in a network.
func (s *Service) Measured(ctx context.Context, who network.Who, n network.Network) (found []Definition, err error) {
	if err := network.May(who, "indicator.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		names, err := measuredOf(tx, pools(n), Defined())
		for _, d := range Defined() {
			if d.measured(names) {
				found = append(found, d)
			}
		}
		return err
	})
	return found, err
}
