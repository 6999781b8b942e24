package minutes

import (
	"time"

	"pesnet/decision"
	"pesnet/kit/fault"
	"pesnet/network"
)

// Terms is what a charter says about minutes on a day.
type Terms struct {
	CommentDays int
	DueDays     int    // after the meeting, to circulate them
	SentTo      string // all_members, participants
	Consent     bool   // silence counts as consent
	Assumed     []string
}

// What holds where the charter says nothing.
const (
	commentDays = 10
	dueDays     = 14
	allMembers  = "all_members"
)

// rules of a charter about minutes.
const (
	ruleComment = "minutes.comment_days"
	ruleDue     = "minutes.due_days"
	ruleSent    = "minutes.sent_to"
	ruleSilence = "minutes.silence"
)

// TermsOn reads the charter; what it does not say is assumed, and said to be.
func TermsOn(c network.Charter, day string) Terms {
	t := Terms{SentTo: allMembers}
	number := func(rule string, otherwise int) int {
		n, err := c.Number(rule, day)
		if err != nil {
			t.Assumed = append(t.Assumed, rule)
			return otherwise
		}
		return n
	}
	t.CommentDays, t.DueDays = number(ruleComment, commentDays), number(ruleDue, dueDays)
	if term, found := c.On(ruleSent, day); found {
		t.SentTo = term.Value
	} else {
		t.Assumed = append(t.Assumed, ruleSent)
	}
	term, found := c.On(ruleSilence, day)
	t.Consent = found && term.Value == "consent"
	return t
}

// Ways in which minutes are approved.
const (
	AtMeeting = "meeting"
	InWriting = "written"
	BySilence = "silence"
)

// Ground is on what the approval of minutes rests.
type Ground struct {
	Decision   *decision.Decision // none = silence
	After      bool               // the decision was taken after the meeting of the minutes, by the same body
	Today      string
	Unanswered int  // comments without an answer
	Changed    bool // since they were circulated
}

// How is the way in which the ground approves.
func (g Ground) How() string {
	switch {
	case g.Decision == nil:
		return BySilence
	case g.Decision.Written():
		return InWriting
	}
	return AtMeeting
}

// adopts refuses an approval without ground.
//
// Rule minutes.adoption: minutes are approved after the comment period, when
// every comment is answered: by a decision that the same body adopted later,
// at its next meeting or by written procedure; or by silence, where the
// charter counts it as consent and nothing was changed since they were
// circulated.
func (t Terms) adopts(m Minutes, g Ground) error {
	if err := m.passes(Approved); err != nil {
		return err
	}
	switch {
	case g.Today <= m.Until:
		return fault.New(fault.Conflict, "minutes.adoption", "until", m.Until)
	case g.Unanswered > 0:
		return fault.New(fault.Conflict, "minutes.adoption.comments", "count", g.Unanswered)
	case g.Decision != nil && (g.Decision.State != decision.Closed || g.Decision.Result != decision.Adopted || !g.After):
		return fault.New(fault.Invalid, "minutes.adoption.decision").On("decision")
	case g.Decision == nil && !t.Consent:
		return fault.New(fault.Conflict, "minutes.adoption.silence").On("decision")
	case g.Decision == nil && g.Changed:
		return fault.New(fault.Conflict, "minutes.adoption.changed")
	}
	return nil
}

// addDays is a day so many days later.
func addDays(day string, days int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.AddDate(0, 0, days).Format(time.DateOnly)
}
