package network

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
)

// Membership is the claim of a source that an organisation is in a network.
type Membership struct {
	ID           string
	Network      string // id
	Organisation string // id
	Kind         string // member, observer, partner, associate, former or none
	Role         string // what it is beside that: chair, founder, coordinator, …
	From         string // a day, a month or a year; empty where not known
	To           string // the last day, month or year; empty while it lasts
	Source       string
	Disputed     bool // another source says otherwise
	Verified     bool // false: still to be checked against a source
	Note         lang.Text
	Version      int64

	founded string // first day, month or year of the network
}

// MembershipKinds is the kinds of membership, in the order of closeness.
// "none" is the claim of a source that an organisation is not a member.
var MembershipKinds = []string{"member", "observer", "partner", "associate", "former", "none"}

// Holds tells whether the claim covers a day.
//
// Rule network.on-date: a membership holds from the first day of the period
// it is dated from to the last day of the period it is dated to; a beginning
// that no source names counts as that of the network.
func (m Membership) Holds(day string) bool {
	return m.first() <= day && day <= m.last()
}

func (m Membership) first() string { return firstDay(cmp.Or(m.From, m.founded)) }

// last is the last day; one that lasts ends later than every day.
func (m Membership) last() string { return cmp.Or(lastDay(m.To), endless) }

// endless is the last day of what lasts.
const endless = "9999-12-31"

// Days returns the first and the last day that the claim covers; one that
// lasts ends later than every day.
func (m Membership) Days() (first, last string) { return m.first(), m.last() }

// Overlaps tells whether there is a day that both claims cover.
func (m Membership) Overlaps(other Membership) bool {
	return m.first() <= other.last() && other.first() <= m.last()
}

// Disagrees returns those claims of the same organisation that speak of the
// same days as this one.
//
// Rule network.disagree: two claims about one organisation that cover the same
// day are kept only when it is said that the sources disagree; then both are
// marked as disputed.
func (m Membership) Disagrees(others []Membership) (against []Membership) {
	for _, o := range others {
		if o.ID != m.ID && o.Network == m.Network && o.Organisation == m.Organisation && m.Overlaps(o) {
			against = append(against, o)
		}
	}
	return against
}

// Check finds what cannot be taken of a claim.
//
// Rule network.claim: a claim has a kind, a source, and dates that follow each
// other; each date is a day, a month or a year.
func (m Membership) Check() error {
	var wrong fault.Many
	refuse := func(bad bool, id, field string, args ...any) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id, args...).On(field))
		}
	}
	refuse(!slices.Contains(MembershipKinds, m.Kind), "network.claim.kind", "kind")
	refuse(!readable(m.From), "network.claim.date", "from", "date", m.From)
	refuse(!readable(m.To), "network.claim.date", "to", "date", m.To)
	refuse(readable(m.From) && readable(m.To) && m.first() > m.last(), "network.claim.order", "to", "from", m.From, "to", m.To)
	refuse(strings.TrimSpace(m.Source) == "" || len(m.Source) > Longest, "network.claim.source", "source", "most", Longest)
	return wrong.Err()
}

// Counts tells whether the organisation is counted among the members.
//
// Rule network.disputed: a claim that another source disputes is shown with
// its source, and never counted.
func (m Membership) Counts() bool { return m.Kind == "member" && !m.Disputed }

// firstDay is the first day of a day, month or year: "1991" is 1991-01-01.
func firstDay(period string) string {
	switch len(period) {
	case len("1991"):
		return period + "-01-01"
	case len("1991-05"):
		return period + "-01"
	}
	return period
}

// lastDay is the last day of a day, month or year: "2017" is 2017-12-31.
func lastDay(period string) string {
	switch len(period) {
	case len("2017"):
		return period + "-12-31"
	case len("2017-02"):
		first, err := time.Parse("2006-01", period)
		if err != nil {
			return period
		}
		return first.AddDate(0, 1, -1).Format(time.DateOnly)
	}
	return period
}

// readable tells whether a text is a day, a month, a year or nothing.
func readable(period string) bool {
	if period == "" {
		return true
	}
	_, err := time.Parse(time.DateOnly, firstDay(period))
	return err == nil
}

// YearOf is the year of a day; 0 where it has none.
func YearOf(day string) int {
	year, err := strconv.Atoi(day[:min(len(day), len("2026"))])
	if err != nil {
		return 0
	}
	return year
}

// Day tells whether a text is a day of the calendar.
func Day(text string) bool {
	return len(text) == len(time.DateOnly) && readable(text)
}

// Member is an organisation with the claim by which it is listed.
type Member struct {
	Organisation
	Membership Membership
}

// On returns the members whose claims cover a day, the closest first, then by
// code; the caller puts names into the order of the reader's alphabet.
func On(all []Member, day string) []Member {
	var on []Member
	for _, m := range all {
		if m.Membership.Holds(day) && m.Membership.Kind != "former" {
			on = append(on, m)
		}
	}
	slices.SortStableFunc(on, func(a, b Member) int {
		return cmp.Or(
			cmp.Compare(slices.Index(MembershipKinds, a.Membership.Kind), slices.Index(MembershipKinds, b.Membership.Kind)),
			cmp.Compare(a.Code, b.Code))
	})
	return on
}
