// Package letter sends people what waits for them, as often as they want it.
//
// A letter tells that something waits, and where; what it is stands on the
// page, behind the permission of the reader. Whoever may no longer see the
// page does not get the letter. A person chooses for each kind of letter
// whether it comes at once, in a digest of the day or of the week, or only
// when it is urgent; a digest is one mail in the person's language. What
// somebody owes by a day they are reminded of once, some days before. A feed
// is a secret address from which a calendar fetches what its person may see.
package letter

import "slices"

// Kinds of letters, in the order in which they are offered.
var Kinds = []string{"meeting", "minutes", "decision", "work", "accession", "discussion", "reminder", "other"}

// kindOf is the kind of a letter by the name that its area gives it:
// "meeting.invited" is of the meetings.
func kindOf(name string) string {
	area, rest := cut(name)
	switch {
	case area == "letter" && rest == "reminder":
		return "reminder"
	case slices.Contains([]string{"programme", "hearing", "agreement", "contribution", "report"}, area):
		return "work"
	case slices.Contains(Kinds, area):
		return area
	}
	return "other"
}

func cut(name string) (area, rest string) {
	for i := range name {
		if name[i] == '.' {
			return name[:i], name[i+1:]
		}
	}
	return name, ""
}

// Owed is what somebody owes by a day.
type Owed struct {
	Person  string   // id
	Kind    string   // key of the words that say it: "decision.owed.action"
	Network string   // id
	Day     string   // last day; empty = none
	At      string   // the page where it is done, below the network's: "/meetings/2026-4"
	Args    []any    // of the words: names and values
	Need    []string // action, network, organisation, body: what a reminder needs; empty = to be signed in
}

// remindBefore is how many days before its last day somebody is reminded of
// what they owe, where the charter of the network has no reminder.days.
const remindBefore = 3

// reminds tells whether somebody is reminded today.
//
// Rule letter.reminder: of what has a last day one is reminded once, as many
// days before as the charter says (reminder.days), or three where it says
// nothing; of what is late already, not at all.
func (o Owed) reminds(today, until string) bool {
	return o.Day != "" && o.Day >= today && o.Day <= until
}
