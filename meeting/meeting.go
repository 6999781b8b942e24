// Package meeting calls meetings in time and keeps who came.
//
// A meeting belongs to a body of a network, or to the whole network. It is a
// draft until it is announced; announcing needs an agenda and the notice that
// the charter lays down, counted in dates of the network's time zone, or a
// reason why it is urgent. Those who have a seat are invited by mail with an
// event for their calendar; every change and the cancelling reach the same
// event. They reply, name their alternate, and after the meeting it is
// recorded who was there and whether the quorum was met.
//
// What is decided and written down at a meeting is for other areas, which
// hang their parts under its page (Under) and move its state (SetState).
package meeting

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"pesnet/kit/fault"
)

// Meeting is a meeting of a body or of a whole network.
type Meeting struct {
	ID       string
	Network  string // id
	Body     string // id; empty = the whole network
	Code     string // BOARD-2026-4
	Year, No int    // the fourth of the year 2026 of its body
	Title    string // empty where body and number say enough
	Kind     string
	Mode     string
	Place    string
	Link     string // where it is joined online
	Host     string // who receives it
	About    string // what guests should know
	Starts   time.Time
	Ends     time.Time
	Zone     string // IANA time zone of the place
	State    string
	Moved    time.Time // since when in this state
	Public   bool      // title, date and place are shown to everybody
	Called   time.Time // zero until it is announced
	Urgent   string    // why the notice was not kept
	Sequence int       // of the event in calendars
	Series   string
	Version  int64
}

// Kinds of meeting, modes in which it is held, in the order of being offered.
var (
	Kinds = []string{"regular", "extraordinary"}
	Modes = []string{"onsite", "online", "hybrid"}
)

// longest are the bytes of the longest line and of the longest text.
const (
	longest     = 300
	longestText = 20_000
)

// Check finds what cannot be taken of a meeting.
//
// Rule meeting.whole: a meeting has a mode, a beginning and an end after it
// within three days, a time zone that is known, a place where people come
// together, and a web address where they join.
func (m Meeting) Check() error {
	var wrong fault.Many
	refuse := func(bad bool, id, field string, args ...any) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id, args...).On(field))
		}
	}
	refuse(!slices.Contains(Kinds, m.Kind), "meeting.whole.kind", "kind")
	refuse(!slices.Contains(Modes, m.Mode), "meeting.whole.mode", "mode")
	_, err := time.LoadLocation(m.Zone)
	refuse(m.Zone == "" || m.Zone == "Local" || err != nil, "meeting.whole.zone", "zone")
	refuse(m.Starts.IsZero(), "meeting.whole.starts", "day")
	refuse(!m.Starts.IsZero() && (!m.Ends.After(m.Starts) || m.Ends.Sub(m.Starts) > 3*24*time.Hour), "meeting.whole.ends", "until")
	refuse(m.Mode != "online" && strings.TrimSpace(m.Place) == "", "meeting.whole.place", "place")
	refuse(m.Link != "" && !strings.HasPrefix(m.Link, "https://"), "meeting.whole.link", "link")
	for field, value := range map[string]string{"title": m.Title, "place": m.Place, "link": m.Link, "host": m.Host} {
		refuse(len(value) > longest || strings.ContainsAny(value, "\r\n"), "meeting.whole.long", field, "most", longest)
	}
	refuse(len(m.About) > longestText, "meeting.whole.long", "about", "most", longestText)
	return wrong.Err()
}

// InZone returns when the meeting begins and ends by the clocks of its place.
func (m Meeting) InZone() (starts, ends time.Time) {
	zone := zoneOf(m.Zone)
	return m.Starts.In(zone), m.Ends.In(zone)
}

// minutes is a moment to the minute, as clocks show it.
const minutes = "2006-01-02 15:04"

// zoneOf is a time zone by its name, UTC for one that is not known.
func zoneOf(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return zone
}

// codeOf is what a meeting is called in addresses and letters: the code of
// its body, the year, and its number in it.
func codeOf(body string, year, no int) string {
	code := strconv.Itoa(year) + "-" + strconv.Itoa(no)
	if body != "" {
		code = strings.ToUpper(body) + "-" + code
	}
	return code
}

// Presence is one who is invited to a meeting, and what became of it.
type Presence struct {
	Meeting      string // id
	Person       string // id
	Organisation string // id; empty = of the network itself
	Seat         string // member, alternate, chair, adviser, representative, …
	Reply        string
	Note         string
	Alternate    string // id of the person who comes in their place
	Replied      time.Time
	Present      string
	Version      int64

	Suspended bool // the rights of the member rest
}

// Replies to an invitation and kinds of attendance, in the order of being
// offered.
var (
	Replies     = []string{"yes", "maybe", "no"}
	Attendances = []string{"room", "online", "excused", "absent"}
)

// There tells whether somebody was at the meeting.
func (p Presence) There() bool { return p.Present == "room" || p.Present == "online" }
