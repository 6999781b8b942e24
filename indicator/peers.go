package indicator

import (
	"cmp"
	"math"
	"slices"

	"pesnet/kit/code"
	"pesnet/kit/stat"
	"pesnet/network"
)

// Unit is what is compared: the country or region that public figures are of,
// or the service that its own figures are of.
type Unit struct {
	Code     string                 // ISO 3166-1 code, NUTS code, or code of the organisation
	Services []network.Organisation // those that stand for it in the network
	Area     string                 // code of the area; empty where it is none
}

// Name is what readers call it.
func (u Unit) Name(lang string) string {
	if u.Code == u.Area {
		return code.Name(u.Area, lang)
	}
	return cmp.Or(u.Services[0].ShortName, u.Services[0].Named(lang))
}

// services are the kinds of organisation that figures are of.
var services = []string{"national_pes", "regional_pes", "local_pes"}

// Areas returns the areas of the services of a network, by code.
//
// Rule indicatorcompare.unit: where figures are of areas, several services of one
// country are one unit, and are named. Services of one country only are
// compared by the regions they serve.
func Areas(members []network.Member) []Unit {
	area := func(o network.Organisation) string { return o.Country }
	if regional(members) {
		area = func(o network.Organisation) string { return o.Region }
	}
	return units(members, func(o network.Organisation) (string, string) { return area(o), area(o) })
}

// Services returns the services of a network as units, by code.
func Services(members []network.Member) []Unit {
	return units(members, func(o network.Organisation) (string, string) { return o.Code, o.Country })
}

// regional tells whether the services of a network are of one country and
// serve at least two regions of it.
func regional(members []network.Member) bool {
	countries, regions := map[string]bool{}, map[string]bool{}
	for _, m := range members {
		if serves(m) {
			countries[m.Country] = true
			regions[m.Region] = true
		}
	}
	delete(regions, "")
	return len(countries) == 1 && len(regions) > 1
}

// serves tells whether a member is a service, or the ministry that is a member
// in its place, and that is not in dispute.
func serves(m network.Member) bool {
	service := slices.Contains(services, m.Kind) && m.Membership.Kind != "none"
	return (service || m.Kind == "ministry" && m.Membership.Kind == "member") && !m.Membership.Disputed
}

func units(members []network.Member, name func(network.Organisation) (code, area string)) (all []Unit) {
	for _, m := range members {
		key, area := name(m.Organisation)
		if !serves(m) || key == "" {
			continue
		}
		at := slices.IndexFunc(all, func(u Unit) bool { return u.Code == key })
		if at < 0 {
			all, at = append(all, Unit{Code: key, Area: area}), len(all)
		}
		if !slices.ContainsFunc(all[at].Services, func(o network.Organisation) bool { return o.ID == m.Organisation.ID }) {
			all[at].Services = append(all[at].Services, m.Organisation)
		}
	}
	slices.SortFunc(all, func(a, b Unit) int { return cmp.Compare(a.Code, b.Code) })
	return all
}

// find returns the unit of a code: its own, that of one of its services, or
// that of its area; -1 when there is none.
func find(all []Unit, code string) int {
	for _, same := range []func(Unit) bool{
		func(u Unit) bool { return u.Code == code },
		func(u Unit) bool {
			return slices.ContainsFunc(u.Services, func(o network.Organisation) bool { return o.Code == code })
		},
		func(u Unit) bool { return code != "" && u.Area == code },
	} {
		if at := slices.IndexFunc(all, same); at >= 0 {
			return at
		}
	}
	return -1
}

// Near is a unit with its distance to another one.
type Near struct {
	Unit
	Distance float64
	Used     int // variables that both have
}

// Context is what is known about the labour markets of units in one year.
type Context struct {
	Year      string
	Variables []Definition // those for which the year has figures
	Table     [][]float64  // a row for each unit, a column for each variable
}

// Similar returns the other units by their distance to one of them.
//
// Rule indicatorcompare.similar: similar are those whose context figures of the
// latest common year lie nearest, each standardised over all units. Who
// shares less than half of the variables is left out.
func (c Context) Similar(all []Unit, me int) (near []Near) {
	if me < 0 {
		return nil
	}
	for _, n := range stat.Nearest(c.Table, me, (len(c.Variables)+1)/2) {
		near = append(near, Near{all[n.Row], n.Distance, n.Used})
	}
	return near
}

// contextOf puts lines of context figures into a table of the latest common
// year: the one in which the own unit has most of them, the later of equal
// ones, and not after the year that is looked at.
func contextOf(variables []Definition, lines []Line, all []Unit, me int, until string) (c Context) {
	values := gather(variables, lines, all)
	best := -1
	for _, byYear := range values {
		for year := range byYear {
			if year > until && until != "" {
				continue
			}
			if n := having(values, year, me); n > best || n == best && year > c.Year {
				best, c.Year = n, year
			}
		}
	}
	c.Table = make([][]float64, len(all))
	for v, byYear := range values {
		column, ok := byYear[c.Year]
		if !ok {
			continue
		}
		c.Variables = append(c.Variables, variables[v])
		for u := range all {
			c.Table[u] = append(c.Table[u], column[u])
		}
	}
	return c
}

// having counts the variables that a unit has for a year; where there is no
// such unit, the figures of all.
func having(values []map[string][]float64, year string, me int) (n int) {
	for _, byYear := range values {
		for u, v := range byYear[year] {
			if stat.Known(v) && (u == me || me < 0) {
				n++
			}
		}
	}
	return n
}

// gather returns for each variable its values by year, one for each unit. A
// variable that several sources deliver is taken from the first of them.
func gather(variables []Definition, lines []Line, all []Unit) []map[string][]float64 {
	values := make([]map[string][]float64, len(variables))
	from := make([]int, len(variables))
	rank := map[Name][2]int{}
	for v, d := range variables {
		from[v] = math.MaxInt
		for i, name := range d.Names() {
			rank[name] = [2]int{v, i}
		}
	}
	for _, l := range lines {
		at, ok := rank[Name{l.Dataset, l.Indicator}]
		// #nosec G602 -- a pair has two
		if !ok || l.Freq != "A" || l.Draft || !total(l.Dims) || find(all, l.of()) < 0 || at[1] > from[at[0]] {
			continue
		}
		if at[1] < from[at[0]] {
			from[at[0]], values[at[0]] = at[1], map[string][]float64{}
		}
		for u, unit := range all {
			if unit.Code == l.of() || unit.Area == l.of() {
				put(values[at[0]], l.Points, u, len(all))
			}
		}
	}
	return values
}

func put(into map[string][]float64, points []Point, unit, of int) {
	for _, p := range points {
		if p.Missing {
			continue
		}
		if into[p.Period] == nil {
			into[p.Period] = slices.Repeat([]float64{math.NaN()}, of)
		}
		into[p.Period][unit] = p.Value
	}
}

// of is whose figures a line has.
func (l Line) of() string { return cmp.Or(l.Org, l.Area) }
