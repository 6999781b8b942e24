package meeting

import (
	"strconv"
	"strings"
	"time"

	"pesnet/kit/fault"
	"pesnet/network"
)

// Terms is what the charter of a network lays down about calling a meeting, as
// it holds on one day.
type Terms struct {
	Days    int          // of notice; none where the charter lays down none
	Notice  network.Term // the article about it
	Agenda  bool         // only with an agenda
	Online  bool         // may be held online
	Urgent  bool         // may be called late, with a reason
	Assumed []string     // rules on which the charter is silent
	Zone    string       // in which days are counted
}

// none is the number of days where no notice is laid down.
const none = -1

// Rules of a charter that calling a meeting asks for, and what holds where a
// charter is silent on them.
const (
	ruleDays   = "meeting.notice_days"
	ruleAgenda = "meeting.notice_with_agenda"
	ruleOnline = "meeting.online"
	ruleUrgent = "meeting.urgent"
	assumed    = "yes"
)

// TermsOn returns what the charter of a network says about calling on a day.
func TermsOn(n network.Network, charter network.Charter, day string) Terms {
	t := Terms{Days: none, Zone: n.Zone}
	if term, found := charter.On(ruleDays, day); found {
		if days, err := strconv.Atoi(term.Value); err == nil {
			t.Days, t.Notice = days, term
		}
	}
	yes := func(rule string) bool {
		term, found := charter.On(rule, day)
		if !found {
			t.Assumed = append(t.Assumed, rule)
			return assumed == "yes"
		}
		return term.Value == "yes"
	}
	t.Agenda, t.Online, t.Urgent = yes(ruleAgenda), yes(ruleOnline), yes(ruleUrgent)
	return t
}

// Count is how many days there are between a call and a meeting: between
// their dates in a time zone, whatever the hours and wherever the caller sits.
func Count(called, starts time.Time, zone *time.Location) int {
	return int(dateOf(starts, zone).Sub(dateOf(called, zone)) / (24 * time.Hour))
}

// dateOf is the date of a moment in a zone, as midnight in UTC: days are then
// all of one length, also when the clocks change.
func dateOf(t time.Time, zone *time.Location) time.Time {
	year, month, day := t.In(zone).Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// Call is the attempt to announce a meeting: when, and why it is urgent.
type Call struct {
	At     time.Time
	Reason string
}

// Check refuses a call that the charter does not allow.
//
// Rule meeting.notice: a meeting is called at least as many days before as the
// charter lays down on the day of the call, counted from the date of the call
// to the date of the meeting in the network's time zone. A later call needs a
// reason, which is recorded, and a charter that does not rule out urgent
// meetings. What has begun can no longer be called.
func (t Terms) Check(m Meeting, agenda []Item, call Call) error {
	if !m.Starts.After(call.At) {
		return fault.New(fault.Invalid, "meeting.begun").On("day")
	}
	if err := t.agenda(agenda); err != nil {
		return err
	}
	if err := t.mode(m); err != nil {
		return err
	}
	if !t.late(m, call.At) {
		return nil
	}
	given := Count(call.At, m.Starts, zoneOf(t.Zone))
	switch {
	case !t.Urgent:
		return fault.New(fault.Invalid, "meeting.notice.never", "count", t.Days, "given", given).On("reason")
	case strings.TrimSpace(call.Reason) == "":
		return fault.New(fault.Invalid, "meeting.notice", "count", t.Days, "given", given).On("reason")
	case len(call.Reason) > longestText:
		return fault.New(fault.Invalid, "meeting.whole.long", "most", longestText).On("reason")
	}
	return nil
}

// late tells whether a call at a moment keeps less than the notice.
func (t Terms) late(m Meeting, at time.Time) bool {
	return t.Days != none && Count(at, m.Starts, zoneOf(t.Zone)) < t.Days
}

// agenda refuses a call without an agenda.
//
// Rule meeting.agenda: a meeting is called with its agenda, unless the charter
// says that it need not be; the standing items alone are none.
func (t Terms) agenda(agenda []Item) error {
	for _, item := range agenda {
		if item.Standing == "" {
			return nil
		}
	}
	if t.Agenda {
		return fault.New(fault.Invalid, "meeting.agenda").On("agenda")
	}
	return nil
}

// mode refuses a way of meeting that the charter rules out.
//
// Rule meeting.online: where the charter says that meetings are not held
// online, people come together in one place.
func (t Terms) mode(m Meeting) error {
	if m.Mode != "onsite" && !t.Online {
		return fault.New(fault.Invalid, "meeting.online").On("mode")
	}
	return nil
}

// Last is the last date on which a meeting can be called in time, or nothing
// where no notice is laid down.
func (t Terms) Last(m Meeting) string {
	if t.Days == none {
		return ""
	}
	return dateOf(m.Starts, zoneOf(t.Zone)).AddDate(0, 0, -t.Days).Format(time.DateOnly)
}

// Counted is one day on the strip that shows how the notice was counted.
type Counted struct {
	Day  time.Time // midnight in UTC
	Left int       // days to the meeting
	Sent bool      // the day of the call
	Last bool      // the last day of a call in time
	On   bool      // the day of the meeting
	Skip int       // so many days are left out here
}

// shown is how many days the strip shows at most; of a longer time the middle
// is left out.
const shown = 9

// Strip are the days from a call to its meeting, as the notice counts them.
func (t Terms) Strip(m Meeting, called time.Time) (days []Counted) {
	zone := zoneOf(t.Zone)
	first, count := dateOf(called, zone), Count(called, m.Starts, zone)
	tail := max(shown-2, t.Days+1) // so many days before the meeting are shown whatever lies before
	for left := count; left >= 0; left-- {
		switch skipped := count - 1 - tail; {
		case left == count || left <= tail || skipped == 1:
			days = append(days, Counted{Day: first.AddDate(0, 0, count-left), Left: left, Sent: left == count, Last: left == t.Days, On: left == 0})
		case left == count-1:
			days = append(days, Counted{Skip: skipped})
		}
	}
	return days
}
