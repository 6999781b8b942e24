package meeting

import (
	"slices"
	"strconv"
	"strings"
)

// durations of standing items, in minutes, and what is asked with them.
var standing = map[string]Item{
	Opening:  {Standing: Opening, Ask: "adopt", Duration: 10},
	Previous: {Standing: Previous, Ask: "adopt", Duration: 10},
	Other:    {Standing: Other, Duration: 15},
}

// WithStanding adds the standing items that an agenda lacks, each in its
// place, and numbers the items.
//
// Rule meeting.standing: every agenda begins with the opening and ends with
// any other business; while the minutes of the meeting before are not approved
// their approval follows the opening.
func WithStanding(agenda []Item, pending bool) []Item {
	agenda = slices.Clone(agenda)
	at := func(standing string) int {
		return slices.IndexFunc(agenda, func(i Item) bool { return i.Standing == standing })
	}
	if at(Opening) < 0 {
		agenda = slices.Insert(agenda, 0, standing[Opening])
	}
	if pending && at(Previous) < 0 {
		agenda = slices.Insert(agenda, at(Opening)+1, standing[Previous])
	}
	if at(Other) < 0 {
		agenda = append(agenda, standing[Other])
	}
	return numbered(agenda)
}

func numbered(agenda []Item) []Item {
	for i := range agenda {
		agenda[i].Position = i + 1
	}
	return agenda
}

// usual is how many minutes an item takes of which nothing is said.
const usual = 30

// Lines reads an agenda that is written one item on a line, with its minutes
// after a semicolon: "Work programme 2027; 45".
func Lines(text string) (agenda []Item) {
	for line := range strings.Lines(text) {
		title := strings.TrimSpace(line)
		if title == "" {
			continue
		}
		item := Item{Title: title, Duration: usual}
		if at := strings.LastIndex(title, ";"); at > 0 {
			if n, err := strconv.Atoi(strings.TrimSpace(title[at+1:])); err == nil {
				item.Title, item.Duration = strings.TrimSpace(title[:at]), n
			}
		}
		agenda = append(agenda, item)
	}
	return agenda
}

// Copied are the own items of a former agenda for a new one: titles, what is
// asked and how long they take; nothing of what was written then.
func Copied(agenda []Item) (copies []Item) {
	for _, i := range agenda {
		if i.Standing == "" && !i.Late {
			copies = append(copies, Item{Title: i.Title, Ask: i.Ask, Presenter: i.Presenter, Duration: i.Duration})
		}
	}
	return copies
}

// Moved swaps an item with the one before or behind it; what stands at an end
// stays there.
func Moved(agenda []Item, id string, by int) []Item {
	agenda = slices.Clone(agenda)
	at := slices.IndexFunc(agenda, func(i Item) bool { return i.ID == id })
	if at < 0 || by*by != 1 || at+by < 0 || at+by >= len(agenda) {
		return agenda
	}
	agenda[at], agenda[at+by] = agenda[at+by], agenda[at]
	return numbered(agenda)
}

// placed is where a new item goes: before any other business.
func placed(agenda []Item, item Item) []Item {
	at := slices.IndexFunc(agenda, func(i Item) bool { return i.Standing == Other })
	if at < 0 {
		at = len(agenda)
	}
	return numbered(slices.Insert(slices.Clone(agenda), at, item))
}
