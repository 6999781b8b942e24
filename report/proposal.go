package report

import (
	"slices"
	"unicode/utf8"

	"pesnet/kit/fault"
)

// Proposal is what somebody proposes to do better.
type Proposal struct {
	ID           string
	Network      string
	Year         int
	No           int64
	Organisation string // id; empty = the secretariat
	Title        string
	Text         string
	State        string
	Answer       string
	MadeOn       string
	MadeBy       string // id of a person; empty = erased
	Version      int64
}

// Answers are the states of a proposal, in the order in which they come.
var Answers = []string{"open", "taken", "declined"}

// Check finds what cannot be taken of a proposal.
//
// Rule report.proposal: a proposal says what to do; it is declined with a
// reason alone.
func (p Proposal) Check() error {
	var wrong fault.Many
	if n := utf8.RuneCountInString(p.Title); n < 1 || n > longestLine {
		wrong = append(wrong, fault.New(fault.Invalid, "report.proposal.title", "count", longestLine).On("title"))
	}
	if utf8.RuneCountInString(p.Text) > longestText {
		wrong = append(wrong, fault.New(fault.Invalid, "report.text", "count", longestText).On("text"))
	}
	if !slices.Contains(Answers, p.State) {
		wrong = append(wrong, fault.New(fault.Invalid, "report.proposal.state").On("state"))
	}
	if p.State == "declined" && p.Answer == "" || utf8.RuneCountInString(p.Answer) > longestText {
		wrong = append(wrong, fault.New(fault.Invalid, "report.proposal").On("answer"))
	}
	return wrong.Err()
}
