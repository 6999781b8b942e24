// Package programme keeps the work of a network: the work programme of a year
// with its items; the opinions and reports that bodies of the Union ask for;
// the problems that members meet, with the solutions and recommendations that
// come of them.
package programme

import (
	"math"
	"net/url"
	"slices"
	"strconv"
	"time"

	"pesnet/kit/fault"
	"pesnet/network"
)

// Plan is the work programme of a year.
type Plan struct {
	ID         string
	Network    string
	Year       int
	State      string
	Intro      string
	Consult    string // last day for comments
	Decision   string // by which it was adopted
	DecisionID string
	Adopted    string
	Version    int64
}

// YearText is the year as text.
func (p Plan) YearText() string { return strconv.Itoa(p.Year) }

// States of a programme, in their order.
const (
	Draft     = "draft"
	Consulted = "consulted"
	Adopted   = "adopted"
	Running   = "running"
	Closed    = "closed"
)

// States is the way of a programme.
var States = []string{Draft, Consulted, Adopted, Running, Closed}

// Public tells whether everybody may read the programme.
//
// Rule programme.public: a programme is open to everybody from its adoption;
// before that to the people of the network.
func (p Plan) Public() bool {
	return slices.Index(States, p.State) >= slices.Index(States, Adopted)
}

// step refuses a change of state that leaves one out, or lacks what it needs.
//
// Rule programme.state: a programme goes from draft to consultation, adoption,
// execution and its end, one after the other; consultation needs an item and a
// last day for comments, adoption the decision by which it was adopted.
func (p Plan) step(to Plan, items int, today string) error {
	if at := slices.Index(States, p.State); at+1 >= len(States) || States[at+1] != to.State {
		return fault.New(fault.Conflict, "programme.state")
	}
	var wrong fault.Many
	refuse := func(bad bool, id, field string) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id).On(field))
		}
	}
	refuse(to.State == Consulted && items == 0, "programme.state.items", "consult")
	refuse(to.State == Consulted && (!day(to.Consult) || to.Consult < today), "programme.state.consult", "consult")
	refuse(to.State == Adopted && (to.Decision == "" || len([]rune(to.Decision)) > longestLine), "programme.state.decision", "decision")
	refuse(to.State == Adopted && (!day(to.Adopted) || to.Adopted > today), "programme.state.day", "adopted")
	return wrong.Err()
}

// Item is one piece of the programme.
type Item struct {
	ID          string `json:"-"`
	Network     string `json:"-"`
	Plan        string `json:"-"`
	No          int64
	Objective   string
	Theme       string // code of the taxonomy
	Deliverable string
	Lead        string // id of the organisation
	Body        string // code
	Starts, Due string
	Budget      int64 // euro
	State       string
	Progress    int64 // percent
	Version     int64 `json:"-"`
}

// Number is the number of the item as text.
func (i Item) Number() string { return strconv.FormatInt(i.No, 10) }

// States of an item.
const (
	Planned = "planned"
	Done    = "done"
	Dropped = "dropped"
)

// ItemStates is the states of an item.
var ItemStates = []string{Planned, Running, Done, Dropped}

// Late tells whether the item should be done and is not.
//
// Rule programme.late: an item is late from the day after its last day, unless
// it is done or dropped.
func (i Item) Late(today string) bool {
	return i.Due < today && i.State != Done && i.State != Dropped
}

const (
	longestLine = 300
	longestText = 4000
)

// Check finds what cannot be taken of an item.
//
// Rule programme.item: an item says its objective, its theme, what comes out
// of it, who leads it, and from when until when in the year of its programme;
// its progress is between 0 and 100 percent, and 100 when it is done.
func (i Item) Check(known []Theme, year int) error {
	var wrong fault.Many
	refuse := func(bad bool, id, field string, args ...any) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id, args...).On(field))
		}
	}
	line := func(text string) bool { return text == "" || len([]rune(text)) > longestLine }
	refuse(line(i.Objective), "programme.item.objective", "objective", "most", longestLine)
	refuse(!slices.ContainsFunc(known, func(t Theme) bool { return t.Code == i.Theme }), "programme.item.theme", "theme")
	refuse(line(i.Deliverable), "programme.item.deliverable", "deliverable", "most", longestLine)
	refuse(i.Lead == "", "programme.item.lead", "lead")
	refuse(!day(i.Starts), "programme.item.day", "starts")
	refuse(!day(i.Due) || i.Due < i.Starts, "programme.item.due", "due")
	refuse(day(i.Due) && i.Due[:4] != strconv.Itoa(year), "programme.item.year", "due", "year", strconv.Itoa(year))
	refuse(i.Budget < 0, "programme.item.budget", "budget")
	refuse(!slices.Contains(ItemStates, i.State), "programme.item.state", "state")
	refuse(i.Progress < 0 || i.Progress > 100 || i.State == Done && i.Progress != 100, "programme.item.progress", "progress")
	return wrong.Err()
}

// frozen puts back what an adopted programme has laid down.
//
// Rule programme.adopted: once a programme is adopted, its items keep their
// text, leader, days and budget; state and progress go on.
func (i Item) frozen(old Item) bool {
	i.State, i.Progress, i.Version, i.ID, i.Network, i.Plan = old.State, old.Progress, old.Version, old.ID, old.Network, old.Plan
	return i == old
}

// Progress is how far a programme is: the mean of its items that are not
// dropped, in percent.
func Progress(items []Item) int64 {
	sum, n := int64(0), int64(0)
	for _, i := range items {
		if i.State != Dropped {
			sum, n = sum+i.Progress, n+1
		}
	}
	if n == 0 {
		return 0
	}
	return (sum + n/2) / n
}

// Budget is the sum of what the items cost that are not dropped.
func Budget(items []Item) (sum int64) {
	for _, i := range items {
		if i.State != Dropped {
			sum += i.Budget
		}
	}
	return sum
}

// quarter is where a day stands in a year, in quarters: 0 is the first of
// January; NaN outside of it.
func quarter(text string, year int) float64 {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil || t.Year() != year {
		return math.NaN()
	}
	last := time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC).YearDay()
	return 4 * float64(t.YearDay()-1) / float64(last)
}

// Comment is what a member says of a programme.
type Comment struct {
	ID           string
	Item         int64 // number; 0 = the whole programme
	Organisation string
	Who          string // id of the person
	At           time.Time
	Text         string
	Answer       string
	Answered     time.Time
}

// Check finds what cannot be taken of a comment.
//
// Rule programme.comment: members comment while a programme is in
// consultation, until the last day that was set.
func (c Comment) Check(p Plan, today string) error {
	if p.State != Consulted || p.Consult < today {
		return fault.New(fault.Conflict, "programme.comment")
	}
	if c.Text == "" || len([]rune(c.Text)) > longestText {
		return fault.New(fault.Invalid, "programme.comment.text").On("comment")
	}
	return nil
}

// Snapshot is what the items were when the state changed.
type Snapshot struct {
	No    int64
	State string
	At    time.Time
	Items []Item
}

// day tells whether a text is a day of the calendar.
func day(text string) bool { return network.Day(text) }

// onTheWeb tells whether a browser may be led to an address.
func onTheWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && len(address) <= longestLine
}
