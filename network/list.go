package network

import (
	"slices"

	"pesnet/kit/lang"
)

// Group is one kind of membership in a list, with those who are in it.
type Group struct {
	Kind    string // a kind of membership, or "disputed"
	Members []Listed
}

// Listed is an organisation in a list, with the claims by which it is there:
// one, or several where sources disagree.
type Listed struct {
	Organisation
	Claims []Membership
}

// Disputed tells whether sources disagree about it.
func (l Listed) Disputed() bool {
	return slices.ContainsFunc(l.Claims, func(c Membership) bool { return c.Disputed })
}

// Groups puts a list into groups by kind of membership, each in the order of
// the reader's alphabet. Where sources disagree, an organisation is listed
// once, with all claims, in a group of its own.
func Groups(on []Member, words *lang.Words) (groups []Group) {
	byKind := map[string][]Listed{}
	at := map[string]int{}
	for _, m := range on {
		kind := m.Membership.Kind
		if m.Membership.Disputed {
			kind = "disputed"
		}
		place, there := at[kind+m.ID]
		if !there {
			at[kind+m.ID] = len(byKind[kind])
			byKind[kind] = append(byKind[kind], Listed{m.Organisation, []Membership{m.Membership}})
			continue
		}
		byKind[kind][place].Claims = append(byKind[kind][place].Claims, m.Membership)
	}
	for _, kind := range append(slices.Clone(MembershipKinds), "disputed") {
		if len(byKind[kind]) > 0 {
			lang.Sort(words, byKind[kind], func(l Listed) string { return l.Named(words.Code()) })
			groups = append(groups, Group{kind, byKind[kind]})
		}
	}
	return groups
}

// Counted tells how many organisations are members: undisputed ones alone.
func Counted(on []Member) int {
	members := map[string]bool{}
	for _, m := range on {
		if m.Membership.Counts() {
			members[m.ID] = true
		}
	}
	return len(members)
}

// Listing is a line of a member list as other programs read it.
type Listing struct {
	Code     string  `json:"code" doc:"Code of the organisation" example:"LT-UZT"`
	Name     string  `json:"name" doc:"Name in the reader's language where one is established, else in its own"`
	Country  string  `json:"country" doc:"ISO 3166-1 alpha-2; empty for international bodies" example:"LT"`
	Kind     string  `json:"kind" doc:"Kind of membership: member, observer, partner, associate, former, or none where a source does not count it in" example:"member"`
	From     *string `json:"from" doc:"First day, month or year as the source dates it; null where not known" example:"1991"`
	To       *string `json:"to" doc:"Last day, month or year; null while it lasts or where not known" example:"2017"`
	Source   string  `json:"source" doc:"The document that says so"`
	Disputed bool    `json:"disputed" doc:"Sources disagree: listed, never counted"`
}

// Listings is a member list for programs, in the order of the alphabet.
func Listings(on []Member, from Sources, words *lang.Words) []Listing {
	lines := make([]Listing, 0, len(on))
	for _, m := range on {
		c := m.Membership
		lines = append(lines, Listing{m.Code, m.Named(words.Code()), m.Country, c.Kind, orNull(c.From), orNull(c.To), from.Cite(c.Source, words.Code()), c.Disputed})
	}
	lang.Sort(words, lines, func(l Listing) string { return l.Name })
	return lines
}

func orNull(date string) *string {
	if date == "" {
		return nil
	}
	return &date
}

// Counts tells how many there are of each kind of membership; what is
// disputed is counted by itself.
func Counts(on []Member) map[string]int {
	counts := map[string]int{}
	seen := map[string]bool{}
	for _, m := range on {
		kind := m.Membership.Kind
		if m.Membership.Disputed {
			kind = "disputed"
		}
		if !seen[kind+m.ID] {
			seen[kind+m.ID] = true
			counts[kind]++
		}
	}
	return counts
}
