// Package body knows the bodies of a network and the people in them.
//
// A body is a board, an assembly, a committee, a group of advisers, a working
// group or a secretariat. It has a mandate, whose every wording is kept with
// the decision that adopted it, and languages: into which its meetings are
// interpreted and in which its documents are written. Seats are dated: one
// knows for any past day who represented whom. The directory says how the
// people of a network are reached; it is for the network alone. What
// membership costs is a formula as data.
package body

import (
	"regexp"
	"slices"
	"strings"

	"pesnet/kit/code"
	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/network"
)

// Body is a group of persons that works for a network.
type Body struct {
	ID        string
	Network   string // id
	Code      string // BOARD
	Kind      string
	Name      lang.Text
	Parent    string // id of the body above it
	Languages string // into which meetings are interpreted: "en lt"
	Documents string // in which documents are written
	Source    string // on what it rests
	Verified  bool   // false: still to be checked against its source
	From, To  string // first and last day; empty where not known, or while it lasts
	Version   int64

	Mandate       lang.Text // in the wording of the day that was asked for
	MandateSource string    // the decision that adopted it
	MandateFrom   string
}

// Kinds of body, in the order in which they are listed.
var Kinds = []string{"assembly", "board", "committee", "advisers", "working_group", "secretariat"}

var codePattern = regexp.MustCompile(`^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$`)

// longest is the number of bytes of the longest name or source; a mandate may
// be longer.
const (
	longest        = 500
	longestMandate = 8000
)

// Check finds what cannot be taken of a body.
//
// Rule body.body: a body has a code of its own, a kind, a name, languages that
// exist, dates that follow each other, and a source.
func (b Body) Check() error {
	var wrong fault.Many
	refuse := func(bad bool, id, field string, args ...any) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id, args...).On(field))
		}
	}
	refuse(!codePattern.MatchString(b.Code) || len(b.Code) > 40, "body.code", "code")
	refuse(!slices.Contains(Kinds, b.Kind), "body.kind", "kind")
	refuse(!some(b.Name, longest), "body.name", "name", "most", longest)
	for field, list := range map[string]string{"languages": b.Languages, "documents": b.Documents} {
		refuse(slices.ContainsFunc(strings.Fields(list), unknownLanguage), "body.languages", field)
	}
	refuse(b.From != "" && !network.Day(b.From), "network.day", "from")
	refuse(b.To != "" && !network.Day(b.To), "network.day", "to")
	refuse(b.From != "" && b.To != "" && b.To < b.From, "body.order", "to")
	refuse(strings.TrimSpace(b.Source) == "" || len(b.Source) > longest, "body.source", "source", "most", longest)
	return wrong.Err()
}

func unknownLanguage(one string) bool { return !code.Language(one).Known() }

// some tells whether a text is there in a language, and nowhere too long.
func some(t lang.Text, most int) bool {
	for _, one := range t {
		if len(one) > most {
			return false
		}
	}
	return strings.TrimSpace(t.In("en")) != ""
}

// Holds tells whether the body is there on a day.
func (b Body) Holds(day string) bool { return b.From <= day && (b.To == "" || day <= b.To) }

// Mandate is a wording of what a body is charged with.
type Mandate struct {
	ID     string
	Body   string // id
	From   string // first day on which it holds
	Text   lang.Text
	Source string // the decision or the document
}

// Check finds what cannot be taken of a mandate.
//
// Rule body.mandate: a mandate is adjusted by a decision, which is named; the
// earlier wordings stay with the days on which they held.
func (m Mandate) Check(earlier []Mandate) error {
	var wrong fault.Many
	refuse := func(bad bool, id, field string, args ...any) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id, args...).On(field))
		}
	}
	refuse(!network.Day(m.From), "network.day", "from")
	refuse(!some(m.Text, longestMandate), "body.mandate.text", "text", "most", longestMandate)
	refuse(strings.TrimSpace(m.Source) == "" || len(m.Source) > longest, "body.mandate", "source")
	refuse(slices.ContainsFunc(earlier, func(e Mandate) bool { return e.From >= m.From }), "body.mandate.later", "from")
	return wrong.Err()
}

// onDay puts the wording of a day into the body: the one that began last.
func (b Body) onDay(all []Mandate, day string) Body {
	for _, m := range all {
		if m.Body == b.ID && m.From <= day && m.From >= b.MandateFrom {
			b.Mandate, b.MandateSource, b.MandateFrom = m.Text, m.Source, m.From
		}
	}
	return b
}
