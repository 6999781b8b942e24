package body

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"pesnet/kit/fault"
	"pesnet/network"
)

// Seat is a place in a body, with who has it from when to when.
type Seat struct {
	ID           string
	Network      string // id
	Body         string // id
	Organisation string // id; empty where it is nobody's, or not known
	Person       string // id; empty where vacant, or not known
	Role         string
	Region       string // for which it sits
	From, To     string
	Source       string
	Version      int64
}

// Roles of a seat, in the order in which they are listed.
var Roles = []string{"chair", "first_vice", "second_vice", "regional_vice", "member", "alternate", "adviser", "secretary", "observer"}

// offices are the roles that one person has at a time, and whose holders are
// named to everybody: who leads a public network is no secret.
var offices = []string{"chair", "first_vice", "second_vice"}

// Office tells whether the seat is one whose holder is named to everybody.
//
// Rule body.public-office: the names of the chair and the vice-chairs are
// public; all others are for those in the network.
func (s Seat) Office() bool { return slices.Contains(offices, s.Role) }

// never is later than every day.
const never = "9999-12-31"

func (s Seat) last() string { return cmp.Or(s.To, never) }

// Holds tells whether the seat is held on a day.
func (s Seat) Holds(day string) bool { return s.From <= day && day <= s.last() }

func (s Seat) overlaps(o Seat) bool { return s.From <= o.last() && o.From <= s.last() }

// Limits is how many seats the charter gives; a negative number: it does not
// say.
type Limits struct{ Members, Alternates, Vices int }

// limitsOf reads the limits of a kind of body from the charter.
func limitsOf(c network.Charter, kind, day string) Limits {
	number := func(rule string) int {
		n, err := c.Number(rule, day)
		if err != nil {
			return -1
		}
		return n
	}
	switch kind {
	case "board":
		return Limits{number("board.seats_per_member"), number("board.alternates_per_member"), number("board.vice_chairs")}
	case "assembly":
		return Limits{number("network.seats_per_member"), -1, -1}
	}
	return Limits{-1, -1, -1}
}

// Check finds what cannot be taken of a seat in a body beside the others.
func (s Seat) Check(b Body, others []Seat, l Limits) error {
	var wrong fault.Many
	refuse := func(bad bool, id, field string, args ...any) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id, args...).On(field))
		}
	}
	refuse(!slices.Contains(Roles, s.Role), "body.seat.role", "role")
	refuse(!network.Day(s.From), "network.day", "from")
	refuse(s.To != "" && !network.Day(s.To), "network.day", "to")
	refuse(s.To != "" && s.To < s.From, "body.order", "to")
	refuse(len(s.Region) > longest || len(s.Source) > longest, "body.source", "source", "most", longest)
	refuse(s.Organisation == "" && s.Person == "" && s.Region == "", "body.seat.nobody", "organisation")
	refuse(s.From < b.From || b.To != "" && s.last() > b.To, "body.seat.outside", "from")
	if len(wrong) > 0 {
		return wrong.Err()
	}
	return s.beside(others, l)
}

// beside finds what cannot stand beside the other seats of the body.
func (s Seat) beside(others []Seat, l Limits) error {
	members, vices := 1, 1
	for _, o := range others {
		if o.ID == s.ID || !s.overlaps(o) {
			continue
		}
		switch {
		// Rule body.office: a body has one chair, one first and one second
		// vice-chair at a time; the next one begins after the last day of the
		// one before.
		case s.Office() && o.Role == s.Role:
			return fault.New(fault.Conflict, "body.office", "from", o.From).On("from")
		// Rule body.twice: nobody has two seats of a member or an alternate in
		// one body on the same day; the chair may be a member as well.
		case s.Person != "" && s.Person == o.Person && (s.Role == o.Role || s.votes() && o.votes()):
			return fault.New(fault.Conflict, "body.twice").On("person")
		}
		if o.Role == s.Role && o.Organisation == s.Organisation {
			members++
		}
		if strings.HasSuffix(o.Role, "_vice") && o.Role != "regional_vice" {
			vices++
		}
	}
	return s.within(members, vices, l)
}

// within keeps to the numbers of the charter.
//
// Rule body.seats: a member has as many seats and as many alternates in the
// board as the charter gives, one seat in an assembly where the charter says
// so, and there are no more vice-chairs than it names. (Decision 573/2014/EU;
// SPUNE working procedure.)
func (s Seat) within(members, vices int, l Limits) error {
	most := map[string]int{"member": l.Members, "alternate": l.Alternates}
	if n, limited := most[s.Role]; limited && n >= 0 && s.Organisation != "" && members > n {
		return fault.New(fault.Conflict, "body.seats", "most", n).On("organisation")
	}
	if (s.Role == "first_vice" || s.Role == "second_vice") && l.Vices >= 0 && vices > l.Vices {
		return fault.New(fault.Conflict, "body.vices", "most", l.Vices).On("role")
	}
	return nil
}

// votes tells whether the seat speaks for an organisation.
func (s Seat) votes() bool { return s.Role == "member" || s.Role == "alternate" }

// belongs refuses a seat of an organisation that is not in the network on
// every day of it.
//
// Rule body.membership: a seat of an organisation lasts only while the
// organisation is in the network; that of a member or an alternate while it is
// a member.
func (s Seat) belongs(claims []network.Membership) error {
	if s.Organisation == "" {
		return nil
	}
	for day := s.From; day <= s.last(); {
		next := ""
		for _, c := range claims {
			if first, last := c.Days(); first <= day && day <= last && s.suits(c) {
				next = max(next, last)
			}
		}
		if next == "" {
			return fault.New(fault.Invalid, "body.membership", "day", day).On("organisation")
		}
		if next >= never {
			return nil
		}
		day = after(next)
	}
	return nil
}

func (s Seat) suits(c network.Membership) bool {
	if c.Organisation != s.Organisation || c.Kind == "none" || c.Kind == "former" {
		return false
	}
	return !s.votes() || c.Counts()
}

// after is the day after a day.
func after(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return never
	}
	return t.AddDate(0, 0, 1).Format(time.DateOnly)
}

// inOrder sorts seats as they are listed: by role, then by their first day.
func inOrder(all []Seat) {
	slices.SortStableFunc(all, func(a, b Seat) int {
		return cmp.Or(cmp.Compare(slices.Index(Roles, a.Role), slices.Index(Roles, b.Role)), cmp.Compare(a.Region, b.Region), cmp.Compare(a.From, b.From), cmp.Compare(a.ID, b.ID))
	})
}
