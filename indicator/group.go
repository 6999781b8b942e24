package indicator

import (
	"strings"
	"time"
	"unicode/utf8"

	"pesnet/kit/fault"
)

// Group is peers that somebody keeps to compare with.
type Group struct {
	ID      string
	Network string
	Who     string
	Name    string
	Members []string // codes of units
	Saved   time.Time
}

// longestGroup is the number of letters of the longest name of a group, and
// mostGroups how many somebody may keep in a network.
const (
	longestGroup = 100
	mostGroups   = 50
)

// Check finds what cannot be taken of a group.
//
// Rule indicatorcompare.group: a group has a name and at least one member.
func (g Group) Check() error {
	var wrong fault.Many
	if name := strings.TrimSpace(g.Name); name == "" || utf8.RuneCountInString(name) > longestGroup {
		wrong = append(wrong, fault.New(fault.Invalid, "indicatorcompare.group.name", "most", longestGroup).On("name"))
	}
	if len(g.Members) == 0 {
		wrong = append(wrong, fault.New(fault.Invalid, "indicatorcompare.group.members").On("peer"))
	}
	return wrong.Err()
}
