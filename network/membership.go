package network

import (
	"cmp"
	"slices"
	"time"
)

// Membership is the claim of a source that an organisation is in a network.
type Membership struct {
	ID           string
	Network      string // id
	Organisation string // id
	Kind         string // member, observer, partner, associate, former or none
	From         string // a day, a month or a year; empty where not known
	To           string // the last day, month or year; empty while it lasts
	Source       string
	Disputed     bool // another source says otherwise
	Note         string
	Version      int64
}

// MembershipKinds is the kinds of membership, in the order of closeness.
// "none" is the claim of a source that an organisation is not a member.
var MembershipKinds = []string{"member", "observer", "partner", "associate", "former", "none"}

// Holds tells whether the claim covers a day.
//
// Rule network.on-date: a membership holds from the first day of the period
// it is dated from to the last day of the period it is dated to; a beginning
// that no source names counts as earlier than every day.
func (m Membership) Holds(day string) bool {
	return firstDay(m.From) <= day && (m.To == "" || day <= lastDay(m.To))
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
