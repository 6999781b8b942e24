package decision

import (
	"slices"
	"strconv"
	"strings"

	"pesnet/kit/fault"
	"pesnet/network"
)

// Terms is by what a type of decision is taken: terms of a charter as they
// hold on the day on which it is put.
type Terms struct {
	Majority string
	Quorum   string // majority, a number of organisations, 2/3 or 60%; empty = the charter names none
	Secret   bool   // by ballot: only the sums are kept
	Source   string // of the majority; empty = the charter does not name the type
	Place    string // in the source
}

// Kinds of majority.
const (
	Simple    = "majority"
	TwoThirds = "two_thirds"
	Unanimous = "unanimity"
	Absolute  = "absolute"
)

// Majorities is every kind, in the order in which they are explained.
var Majorities = []string{Simple, TwoThirds, Absolute, Unanimous}

// Results of a decision.
const (
	Adopted  = "adopted"
	Rejected = "rejected"
	NoQuorum = "no_quorum"
)

// Results is every result.
var Results = []string{Adopted, Rejected, NoQuorum}

// Tally is the sums of the votes.
type Tally struct {
	For, Against, Abstained int
	Conflicted              int // declared a conflict: present, no vote
	Silent                  int // did not answer a written procedure
	Present                 int // organisations that were there, or have answered
	Entitled                int // organisations that have a vote
}

// Result says what the votes amount to.
//
// Rule decision.majority: abstentions and absent members count for neither
// side. A simple majority is more for than against, two thirds is of those for
// and against, an absolute majority is more than half of all who are entitled,
// unanimity is nobody against. A tie adopts nothing; nor does a vote that
// nobody is for, or one without its quorum.
func (t Terms) Result(c Tally) string {
	if !t.quorate(c) {
		return NoQuorum
	}
	enough := false
	switch t.Majority {
	case Simple:
		enough = c.For > c.Against
	case TwoThirds:
		enough = 3*c.For >= 2*(c.For+c.Against)
	case Absolute:
		enough = 2*c.For > c.Entitled
	case Unanimous:
		enough = c.Against == 0
	}
	if enough && c.For > 0 {
		return Adopted
	}
	return Rejected
}

// Needed is how many organisations make the quorum; 0 = the charter names none.
func (t Terms) Needed(entitled int) int {
	if t.Quorum == Simple {
		return entitled/2 + 1
	}
	part, whole, shared := strings.Cut(t.Quorum, "/")
	if percent, found := strings.CutSuffix(t.Quorum, "%"); found {
		part, whole, shared = percent, "100", true
	}
	n, _ := strconv.Atoi(part)
	of, err := strconv.Atoi(whole)
	if !shared || err != nil || of <= 0 {
		return n
	}
	return (n*entitled + of - 1) / of
}

// quorate tells whether enough organisations are there.
//
// Rule decision.quorum: who is present counts for the quorum, with a vote, an
// abstention or a declared conflict; where the charter names none, nobody must
// be.
func (t Terms) quorate(c Tally) bool { return c.Present >= t.Needed(c.Entitled) }

// settings are the terms of a charter about decisions that are no types.
var settings = []string{"quorum", "written_days", "written_silence"}

const typed = "decision."

// Types are the types of decision that a charter names on a day, by code.
func Types(c network.Charter, day string) (codes []string) {
	for _, term := range c.Holding(day) {
		if code, found := strings.CutPrefix(term.Rule, typed); found && !slices.Contains(settings, code) {
			codes = append(codes, code)
		}
	}
	return codes
}

// TermsOf returns by what a type of decision is taken on a day in a body of a
// kind.
//
// Rule decision.type: majority, quorum and secrecy of a decision are those
// that the charter lays down for its type on the day on which it is put; what
// the charter does not name is decided openly by simple majority.
func TermsOf(c network.Charter, code, bodyKind, day string) (t Terms, err error) {
	t.Majority = Simple
	if code != "" {
		term, found := c.On(typed+code, day)
		if !found || slices.Contains(settings, code) {
			return t, fault.New(fault.Invalid, "decision.type").On("type")
		}
		words := strings.Fields(term.Value)
		t.Majority, t.Source, t.Place = words[0], term.Source, term.Place
		t.Secret = slices.Contains(words[1:], "secret")
		if !slices.Contains(Majorities, t.Majority) {
			return t, fault.New(fault.Invalid, "decision.majority", "value", term.Value).On("type")
		}
	}
	for _, rule := range []string{bodyKind + ".quorum", typed + "quorum"} {
		if term, found := c.On(rule, day); found {
			t.Quorum = term.Value
			break
		}
	}
	return t, nil
}
