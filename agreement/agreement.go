// Package agreement keeps the register of agreements between members and
// offices: who with whom, about what, since when and until when, and what was
// done under them. An agreement that is in force is also what allows its
// parties to pass something to each other.
package agreement

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"pesnet/kit/code"
	"pesnet/kit/fault"
	"pesnet/kit/lang"
)

// Agreement is an agreement of two or more parties.
type Agreement struct {
	ID       string
	Network  string // id
	No       int64
	Title    lang.Text
	About    lang.Text
	Themes   List
	Exchange List   // what the parties may pass to each other
	State    string // one of the kept states
	Signed   string // days; empty where not known
	From, To string
	Ended    string
	Remind   int64 // days before the last day on which renewal is asked for
	Source   string
	Version  int64
	Parties  []Party
}

// Number is the number of the agreement as text.
func (a Agreement) Number() string { return strconv.FormatInt(a.No, 10) }

// List is codes parted by spaces, as the database keeps them.
type List string

// Codes are the codes of the list.
func (l List) Codes() []string { return strings.Fields(string(l)) }

func listOf(codes []string) List { return List(strings.Join(codes, " ")) }

// Party is an organisation of the installation, or an office outside of it.
type Party struct {
	ID           string
	Organisation string    // id; empty = an office outside
	Name         lang.Text // of an office outside
	Country      string    // of an office outside, ISO 3166-1
	Place        string
	Contact      string // a function or an office, never a person
	Address      string // of that office
}

// Activity is something that was done under an agreement.
type Activity struct {
	ID        string
	Agreement string // id
	Day       string
	Kind      string
	Title     string
	Link      string
}

// Document is a paper of an agreement.
type Document struct {
	ID    string
	Day   string // empty where not known
	Title string
	Link  string
}

// What an agreement may name, in the order of the form.
var (
	Themes        = []string{"labour-market", "border", "services", "employers", "youth", "training", "projects", "staff"}
	Kinds         = []string{"vacancies", "candidates", "statistics", "staff", "practices"}
	ActivityKinds = []string{"meeting", "visit", "event", "exchange", "training", "other"}
)

// States that are kept, and those that a day makes of them.
const (
	Documented  = "documented"  // known from a source that says neither since when nor until when
	Preparation = "preparation" // being written
	Signed      = "signed"
	Ended       = "ended"    // before its time
	Coming      = "coming"   // signed, and not begun
	InForce     = "in-force" // signed, begun, not over
	Expired     = "expired"  // its last day is past
)

// On is the state of the agreement on a day.
//
// Rule agreement.state: a signed agreement is in force from its first day, or
// the day of signing where it names none, to its last; one that is known from
// a source without dates is documented, and nobody says that it is in force.
func (a Agreement) On(day string) string {
	switch {
	case a.State == Ended && a.Ended != "" && day <= a.Ended:
		a.State = Signed
		return a.On(day)
	case a.State != Signed:
		return a.State
	case cmp.Or(a.From, a.Signed) > day:
		return Coming
	case a.To != "" && a.To < day:
		return Expired
	}
	return InForce
}

// Names tells whether an organisation is a party.
func (a Agreement) Names(organisation string) bool {
	return organisation != "" && slices.ContainsFunc(a.Parties, func(p Party) bool { return p.Organisation == organisation })
}

// Allows tells whether one organisation may pass something of a kind to
// another on a day, and by which agreement.
//
// Rule agreement.exchange: one organisation passes vacancies, candidates,
// statistics, staff or practices to another only by an agreement that is in
// force on that day, has both among its parties and names that kind.
func Allows(all []Agreement, from, to, what, day string) (by Agreement, ok bool) {
	for _, a := range all {
		if from != to && a.Names(from) && a.Names(to) && slices.Contains(a.Exchange.Codes(), what) && a.On(day) == InForce {
			return a, true
		}
	}
	return Agreement{}, false
}

// usualReminder is how many days before the last day renewal is asked for
// where an agreement does not say.
const usualReminder = 90

// Renewal is the day from which the parties are asked whether to renew; empty
// where there is none.
//
// Rule agreement.renewal: the parties of an agreement that has a last day are
// reminded before it, as many days as the agreement says, else ninety.
func (a Agreement) Renewal() string {
	last, err := time.Parse(time.DateOnly, a.To)
	if a.State != Signed || err != nil {
		return ""
	}
	return last.AddDate(0, 0, -int(cmp.Or(a.Remind, usualReminder))).Format(time.DateOnly)
}

// DueForRenewal tells whether the parties are reminded on a day.
func (a Agreement) DueForRenewal(day string) bool {
	r := a.Renewal()
	return r != "" && r <= day && day <= a.To
}

const (
	longestLine = 300
	longestText = 4000
)

// Check finds what cannot be taken of an agreement.
//
// Rule agreement.whole: an agreement has a title and a source; its days follow
// each other, and each may be left open where it is not known; a signed one
// has a day of signing.
func (a Agreement) Check() error {
	var wrong fault.Many
	refuse := func(bad bool, id, field string, args ...any) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id, args...).On(field))
		}
	}
	title := a.Title.In("")
	refuse(title == "" || len([]rune(title)) > longestLine, "agreement.whole.title", "title", "most", longestLine)
	refuse(len([]rune(a.About.In(""))) > longestText, "agreement.whole.about", "about", "most", longestText)
	refuse(!among(a.Themes, Themes), "agreement.whole.themes", "themes")
	refuse(!among(a.Exchange, Kinds), "agreement.whole.exchange", "exchange")
	refuse(!day(a.Signed), "agreement.whole.day", "signed")
	refuse(a.State == Signed && a.Signed == "", "agreement.whole.signed", "signed")
	refuse(!day(a.From), "agreement.whole.day", "from")
	refuse(!day(a.To), "agreement.whole.day", "to")
	refuse(a.From != "" && a.To != "" && a.To < a.From, "agreement.whole.order", "to")
	refuse(a.Remind < 0 || a.Remind > 730, "agreement.whole.remind", "remind")
	refuse(strings.TrimSpace(a.Source) == "" || len(a.Source) > longestLine, "agreement.whole.source", "source")
	return wrong.Err()
}

func among(l List, known []string) bool {
	return !slices.ContainsFunc(l.Codes(), func(c string) bool { return !slices.Contains(known, c) })
}

// day tells whether a text is a day, or left open.
func day(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return text == "" || err == nil
}

// Check finds what cannot be taken of a party.
//
// Rule agreement.party: a party is an organisation of the installation or an
// office with its name and country; its contact is a function or an office,
// and no person is named.
func (p Party) Check() error {
	var wrong fault.Many
	refuse := func(bad bool, id, field string) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id).On(field))
		}
	}
	name := p.Name.In("")
	refuse(p.Organisation == "" && name == "" || len([]rune(name)) > longestLine, "agreement.party", "office")
	refuse(p.Organisation == "" && !code.Country(p.Country).Known(), "agreement.party.country", "country")
	refuse(len([]rune(p.Contact)) > longestLine || len([]rune(p.Place)) > longestLine, "agreement.party.contact", "contact")
	refuse(strings.ContainsAny(p.Contact, "@+"), "agreement.party.contact", "contact")
	refuse(p.Address != "" && !onTheWeb(p.Address), "agreement.link", "address")
	return wrong.Err()
}

// ready refuses to sign what lacks a party.
//
// Rule agreement.sign: an agreement is signed by two parties or more.
func (a Agreement) ready() error {
	if len(a.Parties) < 2 {
		return fault.New(fault.Conflict, "agreement.sign")
	}
	return nil
}

// Check finds what cannot be taken of an activity on a day.
//
// Rule agreement.activity: an activity has a day that is not to come, a kind
// and a title.
func (a Activity) Check(today string) error {
	var wrong fault.Many
	refuse := func(bad bool, id, field string) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id).On(field))
		}
	}
	refuse(a.Day == "" || !day(a.Day) || a.Day > today, "agreement.activity.day", "day")
	refuse(!slices.Contains(ActivityKinds, a.Kind), "agreement.activity", "kind")
	refuse(a.Title == "" || len([]rune(a.Title)) > longestLine, "agreement.activity", "what")
	refuse(a.Link != "" && !onTheWeb(a.Link), "agreement.link", "link")
	return wrong.Err()
}

// onTheWeb tells whether a browser may be led to an address.
func onTheWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && len(address) <= longestLine
}
