// Package contribution keeps what members do for their network: each entry
// belongs to one of the responsibilities that the charter lays down, with a
// day and what shows it. What is confirmed is counted in the balance of the
// year.
package contribution

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"pesnet/kit/fault"
	"pesnet/network"
)

// Responsibility is one of those that members take on. Its words are
// contribution.responsibility.NO.
type Responsibility struct {
	No       int
	Anchored []string // where it is laid down beside the procedure: regulation, strategy, statute
	Names    bool     // what is given may name administrators of companies
}

// Source is the document that the responsibilities are from.
const Source = "spune-procedure"

// responsibilities are those of the working procedure, in its order.
var responsibilities = []Responsibility{
	{No: 1}, {No: 2}, {No: 3, Names: true}, {No: 4}, {No: 5},
	{No: 6, Anchored: []string{"regulation", "strategy"}}, {No: 7},
	{No: 8, Anchored: []string{"strategy", "statute"}}, {No: 9, Anchored: []string{"strategy", "statute"}}, {No: 10, Anchored: []string{"strategy", "statute"}},
}

// Kinds is the rule of a charter that says how many responsibilities there are.
const Kinds = "contributions.kinds"

// Responsibilities are those that a charter lays down on a day; none where it
// lays down no number.
func Responsibilities(c network.Charter, day string) []Responsibility {
	n, err := c.Number(Kinds, day)
	if err != nil || n < 1 {
		return nil
	}
	return responsibilities[:min(n, len(responsibilities))]
}

// States of an entry.
const (
	Recorded  = "recorded"
	Confirmed = "confirmed"
	Withdrawn = "withdrawn"
)

// Entry is something that a member did.
type Entry struct {
	ID             string
	Network        string
	No             int64
	Organisation   string // id
	Responsibility int
	Day            string
	Title          string
	About          string
	Link           string
	State          string
	Reason         string // why it was withdrawn
	By             string // id of who recorded it
	At             time.Time
	Settled        time.Time
	Version        int64
}

// Number is the number of the entry as text.
func (e Entry) Number() string { return strconv.FormatInt(e.No, 10) }

// Counts tells whether the entry is in the balance.
//
// Rule contribution.confirmed: what a member records counts once the
// secretariat has confirmed it; what is withdrawn stays in the log with its
// reason and is not counted.
func (e Entry) Counts() bool { return e.State == Confirmed }

const (
	longestLine = 300
	longestText = 4000
)

// Check finds what cannot be taken of an entry on a day.
//
// Rule contribution.entry: a contribution belongs to a responsibility that the
// charter lays down, has a day that is not to come and a title; evidence is an
// address of the web.
func (e Entry) Check(known []Responsibility, today string) error {
	var wrong fault.Many
	refuse := func(bad bool, id, field string, args ...any) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id, args...).On(field))
		}
	}
	refuse(e.Organisation == "", "contribution.entry.member", "member")
	refuse(e.Responsibility < 1 || e.Responsibility > len(known), "contribution.entry.responsibility", "responsibility", "count", len(known))
	refuse(!network.Day(e.Day) || e.Day > today, "contribution.entry.day", "day")
	refuse(e.Title == "" || len([]rune(e.Title)) > longestLine, "contribution.entry.title", "title", "most", longestLine)
	refuse(len([]rune(e.About)) > longestText, "contribution.entry.about", "about", "most", longestText)
	refuse(e.Link != "" && !onTheWeb(e.Link), "contribution.entry.link", "link")
	return wrong.Err()
}

// onTheWeb tells whether a browser may be led to an address.
func onTheWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && len(address) <= longestLine
}

// Name is an administrator of a company, as a register names them.
type Name struct {
	ID      string
	Network string
	Entry   string // id
	Company string
	Name    string
	Purpose string // what for
	Source  string // which register, as of when
	At      time.Time
}

// Check finds what cannot be taken of a name.
//
// Rule contribution.name: the name of an administrator of a company is kept
// only with the company, what it is needed for and where it is from, and only
// under the responsibility that gives access to such registers.
func (n Name) Check(r Responsibility) error {
	var wrong fault.Many
	for field, text := range map[string]string{"company": n.Company, "name": n.Name, "purpose": n.Purpose, "origin": n.Source} {
		if strings.TrimSpace(text) == "" || len([]rune(text)) > longestLine {
			wrong = append(wrong, fault.New(fault.Invalid, "contribution.name."+field).On(field))
		}
	}
	if !r.Names {
		wrong = append(wrong, fault.New(fault.Invalid, "contribution.name").On("name"))
	}
	return wrong.Err()
}

// Look is that somebody saw such names.
type Look struct {
	Who   string // id
	Name  string // of who looked
	At    time.Time
	Names int64
}
