package programme

import (
	"slices"
	"strconv"
	"strings"

	"pesnet/kit/fault"
)

// Matter is something that goes its way through the network step by step: an
// opinion or a report that was asked for, or a problem of a member that
// becomes a recommendation.
type Matter struct {
	ID           string
	Network      string
	Register     string // request or problem
	No           int64
	Kind         string // opinion, report or problem
	Requester    string // of a request
	Organisation string // of a problem: id of who raised it
	Title        string // the question, or the problem
	About        string
	Begun        string // received or raised on
	Due          string // empty = none
	Drafters     string // ids of organisations, parted by spaces
	Addressee    string // of a recommendation: who decides
	State        string
	Version      int64
	Steps        []Step
}

// Number is the number of the matter in its register, as text.
func (m Matter) Number() string { return strconv.FormatInt(m.No, 10) }

// Step is that a matter reached a state.
type Step struct {
	State    string
	Day      string
	Text     string // the discussion, the solution, the recommendation, the answer
	Link     string
	Decision string // by which it was adopted
}

// The two registers.
const (
	Requests = "request"
	Problems = "problem"
)

// Registers are the two, with their way: the states in their order.
var ways = map[string][]string{
	Requests: {"received", "drafting", "adopted", "sent", "published"},
	Problems: {"raised", "discussed", "solved", "recommended", "sent", "answered"},
}

// Way is the states that a matter goes through.
func (m Matter) Way() []string { return ways[m.Register] }

// Next is the state that comes; empty at the end of the way.
func (m Matter) Next() string {
	way := m.Way()
	if at := slices.Index(way, m.State); at >= 0 && at+1 < len(way) {
		return way[at+1]
	}
	return ""
}

// Over tells whether nothing is owed any more: it was sent.
func (m Matter) Over() bool {
	way := m.Way()
	return slices.Index(way, m.State) >= slices.Index(way, "sent")
}

// Late tells whether the matter should have been sent and was not.
//
// Rule programme.due: a request or a problem is late from the day after its
// last day until it is sent.
func (m Matter) Late(today string) bool { return m.Due != "" && m.Due < today && !m.Over() }

// Reached is the day on which the matter reached a state; empty where not yet.
func (m Matter) Reached(state string) string {
	for _, s := range m.Steps {
		if s.State == state {
			return s.Day
		}
	}
	return ""
}

// What a request may name, in the order of the form.
var (
	RequestKinds = []string{"opinion", "report"}
	Requesters   = []string{"parliament", "council", "commission", "other", "own"}
)

// needsText are the states that say what came of them.
var needsText = []string{"discussed", "solved", "recommended", "answered"}

// Take finds what cannot be taken of a next step.
//
// Rule programme.flow: a request goes from received to drafting, adopted, sent
// and published, a problem from raised to discussed, solved, recommended, sent
// and answered; no step is left out, and no day goes back.
//
// Rule programme.adoption: an opinion, a report and a recommendation are
// adopted by a decision, which is named; a recommendation names whom it is
// addressed to.
func (m Matter) take(s Step, today string) error {
	if s.State == "" || s.State != m.Next() {
		return fault.New(fault.Conflict, "programme.flow")
	}
	var wrong fault.Many
	refuse := func(bad bool, id, field string) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id).On(field))
		}
	}
	refuse(!day(s.Day) || s.Day < m.Begun || s.Day < m.Reached(m.State) || s.Day > today, "programme.flow.day", "day")
	refuse(slices.Contains(needsText, s.State) && strings.TrimSpace(s.Text) == "" || len([]rune(s.Text)) > longestText, "programme.flow.text", "outcome")
	decided := s.State == "adopted" || s.State == "recommended"
	refuse(decided && s.Decision == "", "programme.adoption", "decision")
	refuse(s.State == "recommended" && m.Addressee == "", "programme.adoption.addressee", "addressee")
	refuse(s.Link != "" && !onTheWeb(s.Link), "programme.link", "link")
	refuse(s.State == "published" && s.Link == "", "programme.flow.published", "link")
	return wrong.Err()
}

// Check finds what cannot be taken of a matter.
//
// Rule programme.matter: a request names who asks for what and when it came; a
// problem names the member that raised it; a last day is not before the first.
func (m Matter) Check(today string) error {
	var wrong fault.Many
	refuse := func(bad bool, id, field string, args ...any) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id, args...).On(field))
		}
	}
	refuse(m.Title == "" || len([]rune(m.Title)) > longestLine, "programme.matter.title", "question", "most", longestLine)
	refuse(len([]rune(m.About)) > longestText, "programme.matter.about", "about", "most", longestText)
	refuse(m.Register == Requests && !slices.Contains(RequestKinds, m.Kind), "programme.matter.kind", "kind")
	refuse(m.Register == Requests && !slices.Contains(Requesters, m.Requester), "programme.matter.requester", "requester")
	refuse(m.Register == Problems && m.Organisation == "", "programme.matter.member", "member")
	refuse(!day(m.Begun) || m.Begun > today, "programme.matter.begun", "begun")
	refuse(m.Due != "" && (!day(m.Due) || m.Due < m.Begun), "programme.matter.due", "due")
	refuse(len([]rune(m.Addressee)) > longestLine, "programme.matter.addressee", "addressee")
	return wrong.Err()
}

// Public tells whether everybody may read the matter: an opinion or a report
// that is published.
//
// Rule programme.published: opinions and reports are open to everybody once
// they are published; problems stay among the people of the network.
func (m Matter) Public() bool { return m.Register == Requests && m.State == "published" }
