// Package decision knows what a network decides, who voted how, and who does
// what until when.
//
// A decision is put to a meeting, or to all by written procedure. Its type
// says by which majority it is taken; types are terms of the charter. One vote
// is counted for each organisation that is entitled; whoever declares a
// conflict of interest does not vote. Closing counts the votes, freezes them
// and says the result. An action point is what an organisation is to do until
// a day.
package decision

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"pesnet/kit/fault"
)

// Decision is something to be decided, or decided.
type Decision struct {
	ID      string
	Network string // id
	Meeting string // id; empty = written procedure
	Item    string // id of the item of the agenda; empty = none
	Body    string // id of the body that decides; empty = the whole network
	Year    int
	No      int
	Type    string // work_programme; empty = no type of the charter
	Text    string
	Terms   Terms
	State   string
	Opened  time.Time
	Day     string // on which it was opened, in the zone of the network
	Limit   string // last day of a written procedure
	Silence string // consent, where the charter takes it for that
	Tally   Tally
	Result  string
	Closed  time.Time
	On      string // day on which it was closed
	By      string // id of the person who closed it
	Public  bool   // to be published
	Shown   time.Time
	Version int64
}

// States of a decision.
const (
	Open      = "open"
	Closed    = "closed"
	Withdrawn = "withdrawn"
)

// States is every state, in the order in which they are offered.
var States = []string{Open, Closed, Withdrawn}

// Code is how a decision is called: D-2026-14.
func (d Decision) Code() string { return fmt.Sprintf("D-%d-%d", d.Year, d.No) }

// Written tells whether it is decided without a meeting.
func (d Decision) Written() bool { return d.Meeting == "" }

// readCode reads what Code writes, in capitals or not.
func readCode(text string) (year, no int, ok bool) {
	rest, found := strings.CutPrefix(strings.ToUpper(text), "D-")
	first, second, parted := strings.Cut(rest, "-")
	year, e1 := strconv.Atoi(first)
	no, e2 := strconv.Atoi(second)
	return year, no, found && parted && e1 == nil && e2 == nil
}

const longestText = 4000 // letters

// Check finds what cannot be taken of a decision.
//
// Rule decision.text: a decision says in words what is decided.
func (d Decision) Check() error {
	if strings.TrimSpace(d.Text) == "" || len([]rune(d.Text)) > longestText {
		return fault.New(fault.Invalid, "decision.text", "most", longestText).On("text")
	}
	return nil
}

// open refuses to touch what is closed.
//
// Rule decision.frozen: text, votes and result of a decision change before it
// is closed, and never after.
func (d Decision) open() error {
	if d.State != Open {
		return fault.New(fault.Conflict, "decision.frozen", "code", d.Code())
	}
	return nil
}

// limited refuses a limit date that leaves members too little time.
//
// Rule decision.written: a written procedure is open for at least the days
// that the charter lays down, and is closed after its last day, or as soon as
// everybody has answered.
func limited(d Decision, days int, after func(day string, days int) string) error {
	if least := after(d.Day, days); d.Limit < least {
		return fault.New(fault.Invalid, "decision.written", "days", days, "least", least).On("limit")
	}
	return nil
}

// over tells whether a written procedure may be closed.
func (d Decision) over(today string, silent int) error {
	if d.Written() && today <= d.Limit && silent > 0 {
		return fault.New(fault.Conflict, "decision.running", "limit", d.Limit, "count", silent)
	}
	return nil
}

// Choices of a vote.
const (
	For     = "for"
	Against = "against"
	Abstain = "abstain"
)

// Choices is every choice, in the order in which they are offered.
var Choices = []string{For, Against, Abstain}

// Vote is how an organisation voted, and by whom.
type Vote struct {
	Decision     string // id
	Organisation string // id
	Person       string // id of who voted; empty where it is not known
	Alternate    bool
	Choice       string
	By           string // id of who wrote it down
	At           time.Time
}

// Conflict is a declared conflict of interest.
type Conflict struct {
	Decision     string // id
	Organisation string // id
	Person       string // id
	Reason       string
	At           time.Time
}

// Check finds what cannot be taken of a declaration.
func (c Conflict) Check() error {
	if strings.TrimSpace(c.Reason) == "" || len([]rune(c.Reason)) > longestText {
		return fault.New(fault.Invalid, "decision.conflict.reason", "most", longestText).On("reason")
	}
	return nil
}

// counted refuses a choice that is none.
func counted(choice string) error {
	if !slices.Contains(Choices, choice) {
		return fault.New(fault.Invalid, "decision.choice").On("choice")
	}
	return nil
}
