package decision

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"pesnet/kit/fault"
)

// Action is an action point: what an organisation is to do until a day.
type Action struct {
	ID           string
	Network      string // id
	No           int
	Meeting      string // id; empty = none
	Item         string // id of the item of the agenda
	Decision     string // id; empty = none
	Organisation string // id
	Person       string // id; empty = whoever represents the organisation
	Text         string
	Due          string // last day
	State        string
	Note         string // how it goes, or why it was dropped
	Ended        string // day
	Made         time.Time
	Changed      time.Time
	Version      int64
}

// States of an action point.
const (
	ToDo    = "open"
	Done    = "done"
	Dropped = "dropped"
)

// ActionStates is every state, in the order in which they are offered.
var ActionStates = []string{ToDo, Done, Dropped}

// Code is how an action point is called: A-88.
func (a Action) Code() string { return fmt.Sprintf("A-%d", a.No) }

// Late tells whether an action point should have been done by a day.
func (a Action) Late(today string) bool { return a.State == ToDo && a.Due < today }

func readActionCode(text string) (no int, ok bool) {
	rest, found := strings.CutPrefix(strings.ToUpper(text), "A-")
	no, err := strconv.Atoi(rest)
	return no, found && err == nil
}

// Check finds what cannot be taken of an action point.
//
// Rule decision.action: an action point says what is to be done, by which
// organisation and until which day; one that is dropped says why.
func (a Action) Check() error {
	var wrong fault.Many
	refuse := func(bad bool, id, field string, args ...any) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id, args...).On(field))
		}
	}
	refuse(strings.TrimSpace(a.Text) == "" || len([]rune(a.Text)) > longestText, "decision.action", "do", "most", longestText)
	refuse(a.Organisation == "", "decision.action.owner", "owner")
	refuse(!isDay(a.Due), "decision.action.due", "due")
	refuse(!slices.Contains(ActionStates, a.State), "decision.action.state", "state")
	refuse(a.State == Dropped && strings.TrimSpace(a.Note) == "", "decision.action.reason", "note")
	refuse(len([]rune(a.Note)) > longestText, "decision.action.note", "note", "most", longestText)
	return wrong.Err()
}

func isDay(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

// addDays is a day so many days later.
func addDays(day string, days int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.AddDate(0, 0, days).Format(time.DateOnly)
}
