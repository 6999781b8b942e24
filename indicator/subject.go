package indicator

import (
	"strings"

	"pesnet/indicator/figure"
	"pesnet/kit/code"
	"pesnet/network"
)

// subject is whom the figures of a delivery may be about: for those of a
// member the member, for others anybody.
type subject struct {
	anybody bool
	orgs    map[string]bool // codes
	country string
	region  string // NUTS code; empty where the member serves a whole country
}

// subjectOf is the subject of what a member delivers; below are the
// organisations under it.
func subjectOf(o network.Organisation, below []network.Organisation) subject {
	s := subject{orgs: map[string]bool{o.Code: true}, country: o.Country, region: o.Region}
	for _, one := range below {
		s.orgs[one.Code] = true
	}
	return s
}

// has tells whether a series is about the subject.
//
// Rule indicator.import.not-own: what a member delivers as its own is about
// the member: about it or an organisation below it, about the country or the
// region that it serves, or a region of that.
func (s subject) has(one *figure.Series) bool {
	switch {
	case s.anybody:
		return true
	case one.Org != "":
		return s.orgs[one.Org]
	case s.region != "":
		return strings.HasPrefix(one.Area, s.region)
	case one.Area == s.country:
		return s.country != ""
	}
	r, ok := code.NUTS(one.Area)
	return ok && r.Country() == s.country
}

// reject is the refusal of a figure that is about another.
func (s subject) reject(f figure.Figure) *figure.Rejected {
	return &figure.Rejected{Row: f.Row, Text: f.Series.Org + f.Series.Area, Cause: "indicator.import.not-own"}
}
