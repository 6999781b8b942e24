// Package hearing holds public hearings: the announcement with a question,
// written depositions until a last day, speakers in their order, a commission
// of experts that writes a report, and the conclusions.
package hearing

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"pesnet/kit/fault"
	"pesnet/network"
)

// Hearing is a public hearing.
type Hearing struct {
	ID          string
	Network     string
	No          int64
	State       string
	Title       string
	Question    string
	Place       string
	Day         string
	Begins      string // 10:00 in the zone of the network
	Announced   string
	Limit       string // last day for depositions
	Minutes     string
	Report      string // synthesis by the commission
	Conclusions string
	Concluded   string
	Version     int64
}

// Number is the number of the hearing as text.
func (h Hearing) Number() string { return strconv.FormatInt(h.No, 10) }

// States of a hearing.
const (
	Draft     = "draft"
	Announced = "announced"
	Held      = "held"
	Concluded = "concluded"
	Cancelled = "cancelled"
)

// Way is the states that a hearing goes through.
var Way = []string{Draft, Announced, Held, Concluded}

// Public tells whether everybody may read the hearing.
//
// Rule hearing.public: a hearing is open to everybody from its announcement.
func (h Hearing) Public() bool { return h.State != Draft }

// ConclusionDays is the rule of a charter that says within how many days after
// a hearing its conclusions are published.
const ConclusionDays = "hearing.conclusions_days"

// usualDays is that number where a charter has none.
const usualDays = 14

// DueWithin is within how many days conclusions are published, and whether the
// charter says so.
func DueWithin(c network.Charter, on string) (days int, laidDown bool) {
	if n, err := c.Number(ConclusionDays, on); err == nil {
		return n, true
	}
	return usualDays, false
}

// Due is the last day for the conclusions.
//
// Rule hearing.conclusions: the conclusions of a hearing are published within
// as many days after it as the charter says, else within fourteen.
func (h Hearing) Due(days int) string {
	held, err := time.Parse(time.DateOnly, h.Day)
	if err != nil {
		return ""
	}
	return held.AddDate(0, 0, days).Format(time.DateOnly)
}

// Late tells whether the conclusions should be there and are not.
func (h Hearing) Late(days int, today string) bool {
	return h.State == Held && h.Due(days) < today
}

const (
	longestLine = 300
	longestText = 10000
)

// Check finds what cannot be taken of a hearing.
//
// Rule hearing.whole: a hearing has a title, a question, a place, a day and an
// hour; depositions are taken until a day that is before it.
func (h Hearing) Check() error {
	var wrong fault.Many
	refuse := func(bad bool, id, field string, args ...any) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id, args...).On(field))
		}
	}
	line := func(text string) bool { return text == "" || len([]rune(text)) > longestLine }
	_, hour := time.Parse("15:04", h.Begins)
	refuse(line(h.Title), "hearing.whole.title", "title", "most", longestLine)
	refuse(line(h.Question), "hearing.whole.question", "question", "most", longestLine)
	refuse(line(h.Place), "hearing.whole.place", "place")
	refuse(!network.Day(h.Day), "hearing.whole.day", "day")
	refuse(hour != nil, "hearing.whole.begins", "begins")
	refuse(!network.Day(h.Limit) || h.Limit >= h.Day, "hearing.whole.limit", "limit")
	return wrong.Err()
}

// step refuses a change of state that leaves one out, or lacks what it needs.
//
// Rule hearing.state: a hearing is announced before the last day for
// depositions, held on its day, and concluded when the report of the
// commission and the conclusions are there; before it is held it may be called
// off.
func (h Hearing) step(to, today string, experts int) error {
	refuse := func(bad bool, id string) error {
		if bad {
			return fault.New(fault.Conflict, id)
		}
		return nil
	}
	switch {
	case to == Cancelled:
		return refuse(h.State != Draft && h.State != Announced, "hearing.state")
	case slices.Index(Way, to) != slices.Index(Way, h.State)+1 || h.State == Cancelled:
		return refuse(true, "hearing.state")
	case to == Announced:
		return refuse(h.Limit < today, "hearing.state.limit")
	case to == Held:
		return refuse(h.Day > today, "hearing.state.day")
	case experts == 0:
		return refuse(true, "hearing.state.experts")
	}
	return refuse(strings.TrimSpace(h.Report) == "" || strings.TrimSpace(h.Conclusions) == "", "hearing.state.report")
}

// Deposition is what somebody wrote for a hearing.
type Deposition struct {
	ID           string
	Hearing      string // id
	No           int64
	Organisation string
	Author       string // never published
	Contact      string // never published
	Title        string
	Text         string
	Lang         string
	Consent      bool // to the publication of text and organisation
	At           time.Time
	Late         bool
	State        string
	Reason       string
	Version      int64
}

// States of a deposition.
const (
	Received  = "received"
	Published = "published"
	Refused   = "refused"
)

// Open tells whether depositions are taken on a day.
//
// Rule hearing.deposition: written depositions are taken from the announcement
// to the end of the last day, in the zone of the network; a late one is
// entered by the secretariat alone, with the reason, and stays marked as late.
func (h Hearing) Open(today string) bool { return h.State == Announced && today <= h.Limit }

// Check finds what cannot be taken of a deposition.
//
// Rule hearing.deposited: a deposition names the organisation, who wrote it, a
// title and a text.
func (d Deposition) Check() error {
	var wrong fault.Many
	refuse := func(bad bool, id, field string, args ...any) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id, args...).On(field))
		}
	}
	line := func(text string) bool { return text == "" || len([]rune(text)) > longestLine }
	refuse(line(d.Organisation), "hearing.deposited.organisation", "organisation")
	refuse(line(d.Author), "hearing.deposited.author", "author")
	refuse(len([]rune(d.Contact)) > longestLine, "hearing.deposited.contact", "contact")
	refuse(line(d.Title), "hearing.deposited.title", "heading")
	refuse(d.Text == "" || len([]rune(d.Text)) > longestText, "hearing.deposited.text", "text", "most", longestText)
	return wrong.Err()
}

// Shown tells whether the text of a deposition is open to everybody.
//
// Rule hearing.consent: a deposition is published once it was read by the
// secretariat, and only where its depositor agreed; else it is counted, and
// its text stays with the secretariat and the commission.
func (d Deposition) Shown() bool { return d.State == Published && d.Consent }

// mostPerHour is how many depositions a hearing takes in an hour, so that
// nobody floods it.
const mostPerHour = 30

// paced refuses a deposition too many.
//
// Rule hearing.pace: a hearing takes thirty depositions in an hour.
func paced(lately int64) error {
	if lately >= mostPerHour {
		return fault.New(fault.Forbidden, "hearing.pace", "count", mostPerHour)
	}
	return nil
}

// Person speaks at a hearing, or is in its commission of experts.
type Person struct {
	ID           string
	Role         string // speaker, expert or chair
	Position     int64
	Name         string // a person, or the organisation itself
	Organisation string
	Said         string // of a speaker: what the minutes say
}

// Roles of people at a hearing, in the order of the form.
var Roles = []string{"speaker", "expert", "chair"}

// Check finds what cannot be taken of a person.
//
// Rule hearing.person: whoever speaks or judges has a role and a name, or the
// organisation that they come from.
func (p Person) Check() error {
	if !slices.Contains(Roles, p.Role) || p.Name+p.Organisation == "" || len([]rune(p.Name+p.Organisation)) > longestLine || len([]rune(p.Said)) > longestText {
		return fault.New(fault.Invalid, "hearing.person").On("name")
	}
	return nil
}

// of are those of the people who have one of the roles, in their order.
func of(all []Person, roles ...string) (some []Person) {
	for _, p := range all {
		if slices.Contains(roles, p.Role) {
			some = append(some, p)
		}
	}
	return some
}
