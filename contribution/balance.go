package contribution

import (
	"slices"
	"strconv"

	"pesnet/network"
)

// Balance is what the members of a network contributed in a year.
type Balance struct {
	Year             int
	Responsibilities []Responsibility
	Members          []MemberBalance // by code of the organisation
	Waiting          int             // entries that nobody has confirmed yet
}

// MemberBalance is the part of one member.
type MemberBalance struct {
	Organisation network.Organisation
	Counts       []int // for each responsibility, in their order
	Total        int
	Earlier      []int // totals of the two years before, the oldest first
}

// before is how many earlier years a balance shows.
const before = 2

// balance counts the entries of a year for each member of that year.
//
// Rule contribution.balance: the balance of a year has every member that was
// one on a day of it, with its confirmed contributions by responsibility; a
// member without any stands there with zeros.
func balance(year int, known []Responsibility, members []network.Organisation, entries []Entry) Balance {
	b := Balance{Year: year, Responsibilities: known}
	at := map[string]int{}
	for _, o := range members {
		at[o.ID] = len(b.Members)
		b.Members = append(b.Members, MemberBalance{Organisation: o, Counts: make([]int, len(known)), Earlier: make([]int, before)})
	}
	for _, e := range entries {
		of, err := strconv.Atoi(e.Day[:len("2026")])
		i, member := at[e.Organisation]
		switch {
		case err != nil || !member:
			continue
		case of == year && e.State == Recorded:
			b.Waiting++
		case of == year && e.Counts() && e.Responsibility <= len(known):
			b.Members[i].Counts[e.Responsibility-1]++
			b.Members[i].Total++
		case of < year && of >= year-before && e.Counts():
			b.Members[i].Earlier[of-year+before]++
		}
	}
	return b
}

// Quiet are the members without any contribution in the year.
func (b Balance) Quiet() (all []network.Organisation) {
	for _, m := range b.Members {
		if m.Total == 0 {
			all = append(all, m.Organisation)
		}
	}
	return all
}

// Total is the sum of all members.
func (b Balance) Total() (sum int) {
	for _, m := range b.Members {
		sum += m.Total
	}
	return sum
}

// Of is the sum of all members for one responsibility.
func (b Balance) Of(no int) (sum int) {
	for _, m := range b.Members {
		sum += m.Counts[no-1]
	}
	return sum
}

// membersIn are the organisations that were members on a day of a year.
func membersIn(claims []network.Member, year int) (all []network.Organisation) {
	whole := network.Membership{From: strconv.Itoa(year), To: strconv.Itoa(year)}
	for _, m := range claims {
		there := slices.ContainsFunc(all, func(o network.Organisation) bool { return o.ID == m.ID })
		if m.Membership.Counts() && m.Membership.Overlaps(whole) && !there {
			all = append(all, m.Organisation)
		}
	}
	return all
}
