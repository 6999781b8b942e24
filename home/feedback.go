package home

import (
	"slices"
	"strings"
	"sync"
	"time"

	"pesnet/kit/fault"
)

// Feedback is what somebody wrote to those who run the pages.
type Feedback struct {
	No      int64  // the number of the ticket
	Network string // id; empty = about the installation
	Kind    string
	Text    string
	Contact string // where to answer; empty = no answer is wanted
	Page    string // that it is about
	Lang    string
	Who     string // id of the person, if signed in
	At      time.Time
	Due     string // day by which it is answered
}

// feedbackKinds are what feedback may be about, in the order of the form.
var feedbackKinds = []string{"accessibility", "figure", "fault", "idea"}

const (
	longestText    = 4000 // letters of a text
	longestContact = 200
	replyDays      = 30
)

// Check finds what cannot be taken of feedback.
//
// Rule home.feedback: feedback says what it is about in a text of at most
// 4,000 letters; an address for the answer is the writer's choice.
func (f Feedback) Check() error {
	var wrong fault.Many
	refuse := func(bad bool, id, field string, args ...any) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id, args...).On(field))
		}
	}
	refuse(!slices.Contains(feedbackKinds, f.Kind), "home.feedback.kind-missing", "kind")
	refuse(strings.TrimSpace(f.Text) == "", "home.feedback.text-missing", "text")
	refuse(len([]rune(f.Text)) > longestText, "home.feedback.text-long", "text", "most", longestText)
	refuse(len([]rune(f.Contact)) > longestContact, "home.feedback.contact-long", "contact", "most", longestContact)
	return wrong.Err()
}

// answerBy is the day by which feedback is answered.
//
// Rule home.feedback-reply: feedback is answered within 30 days.
func answerBy(at time.Time) string { return at.UTC().AddDate(0, 0, replyDays).Format(time.DateOnly) }

// keptSince is the time since which feedback is kept.
//
// Rule home.feedback-kept: feedback is shown for a year; what is older is
// deleted when the next one comes.
func keptSince(now time.Time) time.Time { return now.AddDate(-1, 0, 0) }

// pace remembers who wrote lately, so that nobody floods the list. It is kept
// in memory and holds no address longer than an hour.
type pace struct {
	mu   sync.Mutex
	sent map[string][]time.Time
}

const (
	mostPerHour = 5
	mostWriters = 10_000
)

// take counts a text of a writer, and refuses one too many.
//
// Rule home.feedback-pace: from one address five texts are taken in an hour.
func (p *pace) take(writer string, now time.Time) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.sent == nil || len(p.sent) > mostWriters {
		p.sent = map[string][]time.Time{}
	}
	recent := slices.DeleteFunc(p.sent[writer], func(t time.Time) bool { return !now.Before(t.Add(time.Hour)) })
	if len(recent) >= mostPerHour {
		return fault.New(fault.Forbidden, "home.feedback.pace", "count", mostPerHour)
	}
	p.sent[writer] = append(recent, now)
	return nil
}
