// Package discussion is where people of a network talk between its meetings: a
// group by county, region or topic has threads, a thread has posts. Whoever
// works in the network may read and join; who has joined writes, and gets mail
// of what others write, as often as they have chosen. A moderator or the
// secretariat hides a post with a reason and closes a thread. Beside the
// groups stand the announcements: news and events of partners.
package discussion

import (
	"strings"
	"time"
	"unicode/utf8"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/search"
)

// Group is a place to talk about one county, region or topic.
type Group struct {
	ID        string
	Network   string
	Code      string // of its name, for addresses: "timis"
	Kind      string
	Name      lang.Text
	About     lang.Text
	Moderator string // id of a person; empty = the secretariat
	Closed    string // day; empty = open
	Version   int64
}

// Kinds of groups, in the order in which they are offered.
var Kinds = []string{"county", "region", "topic"}

// What people write is bounded.
const (
	longestName  = 120
	longestAbout = 1_000
	longestTitle = 160
	longestPost  = 10_000
)

// Check finds what cannot be taken of a group.
func (g Group) Check() error {
	var wrong fault.Many
	if !within(g.Name, 1, longestName) {
		wrong = append(wrong, fault.New(fault.Invalid, "discussion.group.name", "count", longestName).On("name"))
	}
	if !within(g.About, 0, longestAbout) {
		wrong = append(wrong, fault.New(fault.Invalid, "discussion.group.about", "count", longestAbout).On("about"))
	}
	if !known(Kinds, g.Kind) {
		wrong = append(wrong, fault.New(fault.Invalid, "discussion.group.kind").On("kind"))
	}
	return wrong.Err()
}

func within(t lang.Text, least, most int) bool {
	longest := 0
	for _, text := range t {
		longest = max(longest, utf8.RuneCountInString(text))
	}
	return longest >= least && longest <= most
}

func known(all []string, one string) bool {
	for _, k := range all {
		if k == one {
			return true
		}
	}
	return false
}

// codeOf makes a name fit for an address: "Județul Timiș" becomes
// "judetul-timis".
func codeOf(name string) string {
	var b strings.Builder
	for _, r := range search.Fold(name) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	code := strings.Trim(b.String()[:min(b.Len(), 40)], "-")
	if code == "" {
		return "group"
	}
	return code
}

// Listed is a group as a list shows it.
type Listed struct {
	Group
	People  int64
	Threads int64
	Latest  time.Time // when somebody wrote last; zero = never
	Joined  bool      // the reader has
}
