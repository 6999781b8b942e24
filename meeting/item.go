package meeting

import (
	"slices"
	"strings"
	"time"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
)

// Item is one item of an agenda.
type Item struct {
	ID        string
	Meeting   string // id
	Position  int    // from 1
	Standing  string // opening, previous or other: an item that every meeting has; empty = its own
	Title     string // empty = that of its standing
	Ask       string // what the meeting is asked; empty = nothing
	Presenter string
	Text      string
	Duration  int    // minutes
	Late      bool   // came after the announcement
	Carried   string // id of the item of a former meeting
	Version   int64
}

// Asks is what a meeting can be asked to do with an item, in the order of
// being offered.
var Asks = []string{"adopt", "decide", "note", "discuss"}

// Standing items: the opening with the agenda, the minutes of the meeting
// before, any other business.
const (
	Opening  = "opening"
	Previous = "previous"
	Other    = "other"
)

// longestItem is how many minutes one item may take.
const longestItem = 24 * 60

// Check finds what cannot be taken of an item.
//
// Rule meeting.item: an item of an agenda has a title, or is a standing one,
// and takes a number of minutes.
func (i Item) Check() error {
	var wrong fault.Many
	refuse := func(bad bool, id, field string, args ...any) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id, args...).On(field))
		}
	}
	refuse(strings.TrimSpace(i.Title) == "" && i.Standing == "", "meeting.item.title", "title")
	refuse(i.Standing != "" && !slices.Contains([]string{Opening, Previous, Other}, i.Standing), "meeting.item.title", "title")
	refuse(i.Ask != "" && !slices.Contains(Asks, i.Ask), "meeting.item.ask", "ask")
	refuse(i.Duration < 0 || i.Duration > longestItem, "meeting.item.duration", "duration", "most", longestItem)
	for field, value := range map[string]string{"title": i.Title, "presenter": i.Presenter} {
		refuse(len(value) > longest, "meeting.whole.long", field, "most", longest)
	}
	refuse(len(i.Text) > longestText, "meeting.whole.long", "text", "most", longestText)
	return wrong.Err()
}

// Named is the title of an item: its own, or in the reader's language that of
// its standing.
func (i Item) Named(words *lang.Words) string {
	if i.Title != "" {
		return i.Title
	}
	return words.T("meeting.standing." + i.Standing)
}

// Times are when each item begins: one after the other from the beginning of
// the meeting, in the order of the agenda.
func Times(starts time.Time, agenda []Item) []time.Time {
	times := make([]time.Time, len(agenda))
	for i, item := range agenda {
		times[i] = starts
		starts = starts.Add(time.Duration(item.Duration) * time.Minute)
	}
	return times
}

// Length is how long an agenda takes.
func Length(agenda []Item) (all time.Duration) {
	for _, item := range agenda {
		all += time.Duration(item.Duration) * time.Minute
	}
	return all
}
